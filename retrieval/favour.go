package retrieval

import (
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/dates"
	"verbatim/retrieval/analysis"
)

// soonAfter is how many days after what happened an article on it is printed:
// news is in the papers within three days.
const soonAfter = 3

// printedThen is what an article that was published when the question asks
// about counts for, in shares of one that speaks of that time.
const printedThen = 0.5

// datesOf are the times that a question names: “en octobre 2024”, “on 23
// October”. They leave no passage out, and favour those that speak of them.
func (q *question) datesOf() []dates.Expression {
	var named []dates.Expression
	for _, e := range dates.Find(q.text, q.lang, corpus.Date{}) {
		closed := e.From != dates.Beginning && e.To != dates.Forever
		if e.Type == dates.Date && closed && (e.Resolved() || strings.HasPrefix(e.EDTF, yearless)) {
			named = append(named, e)
		}
	}
	return named
}

// yearless begins a date in EDTF whose year nobody states.
const yearless = "XXXX-"

// possible are the places of the dates of the question in the years that
// articles of the corpus are of.
func (q *question) possible(lib *corpus.Library) []Match {
	first, last, _ := lib.Span()
	if !first.Known() {
		return nil
	}
	from, to := corpus.NewDate(first.From.Time().Year(), 0, 0).From, corpus.NewDate((last.To-1).Time().Year(), 0, 0).To
	var places []Match
	for _, e := range q.dates {
		if e.Resolved() && e.From < to && e.To > from {
			places = append(places, Match{Start: e.Start, End: e.End})
		}
	}
	return places
}

// within reports whether a token lies in one of the places.
func within(places []Match, t analysis.Token) bool {
	for _, n := range places {
		if n.Start <= t.Start && t.End <= n.End {
			return true
		}
	}
	return false
}

// speaker is the idf of the words of such a name that the candidate holds.
func (r *ranker) speaker(c *candidate) float64 {
	sum := 0.0
	for i, w := range r.q.words {
		if w.speaks {
			sum += c.inText[i] * w.idf
		}
	}
	return sum
}

// dated is how much of the question's weight a candidate gains by its time: all
// of it when it speaks of the time that the question names.
func (r *ranker) dated(c *candidate) float64 {
	if len(r.q.dates) == 0 {
		return 0
	}
	best := 0.0
	mentions := dates.Find(c.Text, c.Lang, c.Published)
	for _, asked := range r.q.dates {
		for _, m := range mentions {
			if speaksOf(m, asked) {
				return r.q.total
			}
		}
		if p := c.Published; p.Known() && asked.Resolved() && p.From >= asked.From && p.To <= asked.To+soonAfter {
			best = printedThen * r.q.total
		}
	}
	return best
}

// speaksOf reports whether a mention lies within the time that is asked about.
func speaksOf(mention, asked dates.Expression) bool {
	if !asked.Resolved() {
		return strings.HasSuffix(mention.EDTF, strings.TrimPrefix(asked.EDTF, "XXXX"))
	}
	return mention.Resolved() && asked.From <= mention.From && mention.To <= asked.To
}
