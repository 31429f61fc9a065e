package bot

import (
	"regexp"
	"slices"
	"strconv"
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
// button. The first is shown; a further one only when it adds something, and
// most of them at most: 0 is as many as an answer may have.
func choose(question string, quotes []retrieval.Quote, most int) (now, later []retrieval.Quote) {
	if most == 0 {
		most = shown
	}
	room, shares := screens, share{}
	several := severalParts(question)
	for i, q := range quotes {
		fits := i == 0 || len(now) < most && adds(now, q, several)
		fits = fits && (shares.fit(&q) || i == 0)
		n := length(q)
		if i > 0 && (!fits || n > room) {
			later = append(later, q)
			continue
		}
		room -= n
		now = append(now, q)
	}
	return now, later
}

// fit takes a quote of its article, and reports whether there was room for it.
// What stands beside the quote is left out where it has none.
func (s share) fit(q *retrieval.Quote) bool {
	if !s.take(q.ArticleID, utf8.RuneCountInString(q.Text)) {
		q.Context = nil
		return false
	}
	q.Context = slices.DeleteFunc(slices.Clone(q.Context), func(c retrieval.Context) bool {
		return !s.take(q.ArticleID, utf8.RuneCountInString(c.Text))
	})
	return true
}

// length counts the characters of a quote and what stands beside it.
func length(q retrieval.Quote) int {
	n := utf8.RuneCountInString(q.Text)
	for _, c := range q.Context {
		n += utf8.RuneCountInString(c.Text)
	}
	return n
}

// joints part a question into several: "who and when", "où, et pourquoi".
var joints = regexp.MustCompile(`(?i)\?.*\?|[,;]|\b(?:and|or|et|ou|as well as|ainsi que)\b`)

func severalParts(question string) bool { return joints.MatchString(question) }

// adds reports whether a quote adds something to others: it answers as much of
// the question as the first and is of another publisher, or of another article
// whose figures none of the others states; or the question is for several things, and it has
// words of it that none of the others has.
func adds(others []retrieval.Quote, q retrieval.Quote, several bool) bool {
	terms := matched(q)
	asMuch := 4*len(terms) >= 3*len(matched(others[0]))
	numbers := figures(q)
	source, differs, sameLang := q.Publisher != "", len(numbers) > 0, false
	for _, o := range others {
		source = source && o.Publisher != q.Publisher
		differs = differs && o.ArticleID != q.ArticleID && disjoint(figures(o), numbers)
		sameLang = sameLang || o.Lang == q.Lang
		for t := range matched(o) {
			delete(terms, t)
		}
	}
	// The words of two languages are not comparable.
	return asMuch && (source || differs) || several && sameLang && len(terms) > 0
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

// figures are the numbers that a quote states, but for those that may be days
// or years.
func figures(q retrieval.Quote) map[string]bool {
	found := map[string]bool{}
	for _, t := range analysis.Plain(q.Text) {
		n, err := strconv.ParseFloat(t.Exact, 64)
		if err == nil && n > 31 && (n < 1900 || n > 2100) {
			found[t.Exact] = true
		}
	}
	return found
}

// disjoint reports whether two sets have nothing in common.
func disjoint(a, b map[string]bool) bool {
	for s := range a {
		if b[s] {
			return false
		}
	}
	return true
}
