package verify

import (
	"slices"
	"unicode/utf8"

	"verbatim/corpus"
	"verbatim/corpus/sentence"
)

// describe says where a quote is printed, and how it differs from the print.
func (l *lookup) describe(r *Result, claim Claim, quote []element, found []*match) {
	best := found[0]
	d := l.diff(claim.Text, quote, best)
	r.Verdict = Exact
	if len(d.changes) > 0 {
		r.Verdict, r.Changes, r.Pieces = Altered, d.changes, Brief(d.pieces)
	}
	for _, m := range found {
		if m != best && (r.Verdict != Exact || !m.exact || len(m.taken()) < len(best.taken()) || len(r.Sources) == MaxSources) {
			continue
		}
		r.Sources = append(r.Sources, l.source(m, d.differs))
	}
	r.Named, r.Cut = l.misnamed(r, claim), best.cut()
}

// taken are the printed words that the quote has or swaps.
func (m *match) taken() []word {
	var all []word
	for _, p := range m.pairs {
		if p.q >= 0 && p.p >= 0 {
			all = append(all, m.words[p.p])
		}
	}
	return all
}

// source are the sentences that hold some printed words, one part a passage,
// each at most l.longest characters long around the first word that differs.
func (l *lookup) source(m *match, differs []word) Source {
	s := Source{Attribution: m.article.Attribution}
	for taken := m.taken(); len(taken) > 0; {
		n := slices.IndexFunc(taken, func(w word) bool { return w.passage != taken[0].passage })
		if n < 0 {
			n = len(taken)
		}
		p := m.article.Passage(taken[0].passage, m.body)
		if len(s.Parts) == 0 {
			s.Section, s.Lang = p.Section, p.Lang
		}
		from, to := whole(p.Text, taken[0].start-p.Start, taken[n-1].end-p.Start)
		at := taken[0].start - p.Start
		for _, w := range order(differs) {
			if w.start >= taken[0].start && w.start < p.Start+to {
				at = w.start - p.Start
				break
			}
		}
		from, to = clip(p.Text, from, to, at, l.longest)
		p.Start, p.End, p.Text = p.Start+from, p.Start+to, p.Text[from:to]
		s.Parts = append(s.Parts, Part{p.Start, p.End, p.Text, spans(p, taken[:n])})
		taken = taken[n:]
	}
	return s
}

// whole widens a stretch of a text to whole sentences.
func whole(text string, start, end int) (from, to int) {
	from, to = start, end
	for _, s := range sentence.Split(text) {
		if s.Start < end && s.End > start {
			from, to = min(from, s.Start), max(to, s.End)
		}
	}
	return from, to
}

// clip is at most longest characters of text[from:to], whole sentences where it
// can be and else whole words, with the word at byte at.
func clip(text string, from, to, at, longest int) (int, int) {
	if utf8.RuneCountInString(text[from:to]) <= longest {
		return from, to
	}
	start, end := -1, -1
	for _, s := range sentence.Split(text) {
		if s.Start < from || s.End > to || s.End <= at {
			continue
		}
		if start < 0 {
			start = s.Start
		}
		if utf8.RuneCountInString(text[start:s.End]) > longest {
			break
		}
		end = s.End
	}
	if end > start && start >= 0 {
		return start, end
	}
	return clipWords(text, from, to, at, longest)
}

func clipWords(text string, from, to, at, longest int) (int, int) {
	words := split(text[from:to])
	i := slices.IndexFunc(words, func(w word) bool { return w.start+from >= at })
	if i < 0 {
		i = 0
	}
	for a, b := i, i+1; ; {
		start, end := words[a].start+from, words[b-1].end+from
		if a > 0 && utf8.RuneCountInString(text[words[a-1].start+from:end]) <= longest && (b == len(words) || i-a <= b-1-i) {
			a--
			continue
		}
		if b < len(words) && utf8.RuneCountInString(text[start:words[b].end+from]) <= longest {
			b++
			continue
		}
		return start, end
	}
}

// spans are the words of a list that a printed text holds, those side by side
// joined.
func spans(p corpus.Passage, words []word) []Span {
	var all []Span
	for _, w := range order(words) {
		if w.start < p.Start || w.end > p.End {
			continue
		}
		one := Span{w.start - p.Start, w.end - p.Start}
		if n := len(all) - 1; n >= 0 && len(split(p.Text[all[n].End:one.Start])) == 0 {
			all[n].End = one.End
			continue
		}
		all = append(all, one)
	}
	return all
}

// misnamed is a publisher that the message names beside the quote, where the
// quote is printed by none of the named ones.
func (l *lookup) misnamed(r *Result, claim Claim) string {
	printers := map[string]bool{}
	text := claim.Text
	for _, s := range r.Sources {
		printers[s.Publisher] = true
		for _, o := range l.gen.Library().Reprints(s.ArticleID) {
			printers[o.Publisher] = true
		}
		if !claim.Marked {
			text = s.Parts[0].Text
		}
	}
	within := named(l.gen.Library(), text)
	misnamed := ""
	for _, p := range l.named {
		if printers[p] {
			return ""
		}
		if misnamed == "" && !slices.Contains(within, p) {
			misnamed = p
		}
	}
	return misnamed
}
