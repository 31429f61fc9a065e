package bot

import (
	"maps"
	"slices"
	"unicode/utf8"

	"verbatim/retrieval"
	"verbatim/retrieval/analysis"
)

const (
	// shown is how many quotes an answer shows at most.
	shown = 3
	// screens is how many characters of printed text an answer shows: with
	// titles and sources, two screens of a phone of 40 characters by 25 lines.
	// The first quote is shown whatever its length.
	screens = 1300
)

// choose parts quotes into those to show at once and those to keep behind a
// button. The first is shown; a further one only when it adds something.
func choose(quotes []retrieval.Quote) (now, later []retrieval.Quote) {
	room := screens
	for i, q := range quotes {
		n := length(q)
		if i > 0 && (len(now) == shown || n > room || !adds(now, q)) {
			later = append(later, q)
			continue
		}
		room -= n
		now = append(now, q)
	}
	return now, later
}

// length counts the characters of a quote and what stands beside it.
func length(q retrieval.Quote) int {
	n := utf8.RuneCountInString(q.Text)
	for _, c := range q.Context {
		n += utf8.RuneCountInString(c.Text)
	}
	return n
}

// adds reports whether a quote adds something to others: it has words of the
// question that none of them has, or it is of another publisher, or of another
// article whose figures are not theirs.
func adds(others []retrieval.Quote, q retrieval.Quote) bool {
	terms := matched(q)
	otherSource, otherFigures := q.Publisher != "", len(figures(q)) > 0
	for _, o := range others {
		for t := range matched(o) {
			delete(terms, t)
		}
		otherSource = otherSource && o.Publisher != q.Publisher
		otherFigures = otherFigures && o.ArticleID != q.ArticleID && !maps.Equal(figures(o), figures(q))
	}
	// Words of two languages are not comparable.
	sameLang := slices.ContainsFunc(others, func(o retrieval.Quote) bool { return o.Lang == q.Lang })
	return otherSource || otherFigures || sameLang && len(terms) > 0
}

// matched are the words of the question that a quote holds, stemmed.
func matched(q retrieval.Quote) map[string]bool {
	analyze, _ := analysis.For(q.Lang)
	terms := map[string]bool{}
	for _, m := range q.Matches {
		for _, t := range analyze(q.Text[m.Start:m.End]) {
			terms[t.Term] = true
		}
	}
	return terms
}

// figures are the numbers that a quote states.
func figures(q retrieval.Quote) map[string]bool {
	found := map[string]bool{}
	for _, t := range analysis.Plain(q.Text) {
		if t.Exact[0] >= '0' && t.Exact[0] <= '9' {
			found[t.Exact] = true
		}
	}
	return found
}
