package timeline

import (
	"slices"

	"verbatim/corpus"
	"verbatim/corpus/dates"
	"verbatim/retrieval/analysis"
	"verbatim/retrieval/lexicon"
)

// disputes are what the reports of one event disagree about: their days, and
// how many of the same thing they count.
func disputes(sources []Report) []Dispute {
	if len(sources) < 2 {
		return nil
	}
	var all []Dispute
	if d, ok := dateDispute(sources); ok {
		all = append(all, d)
	}
	return append(all, figureDisputes(sources)...)
}

// dateDispute compares days: a month beside one of its days is no disagreement.
func dateDispute(sources []Report) (Dispute, bool) {
	d := Dispute{Of: "date"}
	var said []When
	for _, r := range sources {
		if r.Precision != dates.Day || !r.Known() || slices.ContainsFunc(said, func(w When) bool { return overlaps(w, r.When) }) {
			continue
		}
		said = append(said, r.When)
		d.Claims = append(d.Claims, Claim{Text: r.printed, Source: r.Attribution})
	}
	return d, len(d.Claims) > 1
}

// figure is a number of something in a report.
type figure struct {
	value   string // normal form
	printed string // with its noun
	noun    concept
	source  corpus.Attribution
	times   int // figures of the same noun in its report
}

// figureDisputes finds nouns that every report counts once and that some count otherwise.
func figureDisputes(sources []Report) []Dispute {
	var groups [][]figure
	for i := range sources {
		for _, f := range figuresOf(&sources[i]) {
			if f.times > 1 {
				continue
			}
			at := slices.IndexFunc(groups, func(g []figure) bool { return common(g[0].noun.keys, f.noun.keys) })
			if at < 0 {
				groups = append(groups, []figure{f})
			} else if !slices.ContainsFunc(groups[at], func(o figure) bool { return o.value == f.value }) {
				groups[at] = append(groups[at], f)
			}
		}
	}
	var all []Dispute
	for _, g := range groups {
		if len(g) < 2 {
			continue
		}
		d := Dispute{Of: "figure"}
		for _, f := range g {
			d.Claims = append(d.Claims, Claim{f.printed, f.source})
		}
		all = append(all, d)
	}
	return all
}

// figuresOf are the counted things of a report: a number in figures and the
// noun that follows it, at most two words on.
func figuresOf(r *Report) []figure {
	concepts := conceptsOf(r, lexicon.Default())
	var all []figure
	for _, t := range analysis.Plain(r.Text) {
		if !isNumber(t.Exact) || r.inDate(t.Start) {
			continue
		}
		next := slices.IndexFunc(concepts, func(c concept) bool { return c.at >= t.End })
		if next < 0 || counted(r.Text[t.End:concepts[next].at]) > 1 {
			continue
		}
		noun := concepts[next]
		end := noun.at
		for end < len(r.Text) && r.Text[end] != ' ' && r.Text[end] != ',' && r.Text[end] != '.' && r.Text[end] != ';' {
			end++
		}
		f := figure{value: t.Exact, printed: r.Text[t.Start:end], noun: noun, source: r.Attribution, times: 1}
		for i := range all {
			if common(all[i].noun.keys, noun.keys) {
				all[i].times++
				f.times++
			}
		}
		all = append(all, f)
	}
	return all
}

// counted is the number of words in what stands between a number and its noun;
// a mark there parts them.
func counted(between string) int {
	n := 0
	for _, t := range scan(between) {
		if t.sign != 0 && t.sign != '\'' && t.sign != '’' && t.sign != '-' {
			return 9
		}
		n++
	}
	return n
}

// inDate reports whether byte at stands in one of the report's dates.
func (r *Report) inDate(at int) bool {
	return slices.ContainsFunc(r.dated, func(e dates.Expression) bool { return r.Start+at >= e.Start && r.Start+at < e.End })
}

// common reports whether two sorted lists share an element.
func common(a, b []string) bool {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			return true
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return false
}
