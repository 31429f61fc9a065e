package retrieval

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/corpus/sentence"
)

// clauses are the bytes of text[start:end], one sentence that is longer than
// longest characters, that answer best: consecutive clauses that fit, else,
// or where these are short, consecutive words. What is left out is whole clauses at either end, so that
// the quote is printed text still.
func (r *ranker) clauses(c *candidate, start, end, longest int) (from, to int) {
	from, to, ok := r.run(c, cuts(c.Text, start, end, endsClause), longest)
	if ok && utf8.RuneCountInString(c.Text[from:to]) >= longest/leastClause {
		return from, to
	}
	if f, t, words := r.run(c, cuts(c.Text, start, end, endsWord), longest); words {
		return f, t
	}
	if !ok {
		return start, end // one word
	}
	return from, to
}

// leastClause is the share of the room that clauses must fill: “Before a committee
// of the parliament” says nothing where what was said there is left out.
const leastClause = 3

// cuts are the places of text[start:end] where it may be cut, both ends too.
func cuts(text string, start, end int, ends func(text string, i int) bool) []int {
	all := []int{start}
	for i := start; i < end; i++ {
		if ends(text, i) {
			if next := i + len(text[i:]) - len(strings.TrimLeftFunc(text[i:], unicode.IsSpace)); next > all[len(all)-1] && next < end {
				all = append(all, next)
			}
		}
	}
	return append(all, end)
}

// endsClause reports whether a clause ends before the space at byte i.
func endsClause(text string, i int) bool {
	return i > 0 && text[i] == ' ' && (strings.IndexByte(",;:", text[i-1]) >= 0 || strings.HasSuffix(text[:i], "–") || strings.HasSuffix(text[:i], "—") || text[i-1] == ')')
}

func endsWord(text string, i int) bool { return i > 0 && text[i] == ' ' }

// run is the run of pieces of at most longest characters that holds most of the
// question; of those that hold as much, the longest. ok is false where no piece
// fits.
func (r *ranker) run(c *candidate, cuts []int, longest int) (from, to int, ok bool) {
	best := -1.0
	for i := range len(cuts) - 1 {
		for j := i + 1; j < len(cuts); j++ {
			text := strings.TrimRightFunc(c.Text[cuts[i]:cuts[j]], func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;:–—", r) })
			n := utf8.RuneCountInString(text)
			if n > longest {
				break
			}
			held := make([]float64, len(r.q.words))
			for _, o := range c.found {
				if t := c.tokens[o.token]; t.Start >= cuts[i] && t.End <= cuts[i]+len(text) {
					held[o.word] = max(held[o.word], o.strength)
				}
			}
			if value := r.weight(held) + float64(n)/float64(longest)/100; n > 0 && value > best {
				best, from, to, ok = value, cuts[i], cuts[i]+len(text), true
			}
		}
	}
	return from, to, ok
}

// PartOfSentence reports whether text[start:end] begins or ends within a sentence
// of a text.
func PartOfSentence(text string, start, end int) bool {
	for _, s := range sentence.Split(text) {
		if s.Start < start && start < s.End || s.Start < end && end < s.End {
			return true
		}
	}
	return false
}
