package timeline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/retrieval/analysis"
)

// token is a word, or a sign, of a sentence.
type token struct {
	start, end int    // bytes of the sentence
	text       string // of a word, folded: accents and case taken away
	sign       rune   // of a sign; 0 for a word
}

// scan cuts a sentence into words and signs. An apostrophe ends a word, so that
// “qu’ils” is two.
func scan(text string) []token {
	tokens := make([]token, 0, len(text)/5+1)
	start := -1
	word := func(end int) {
		if start >= 0 {
			tokens = append(tokens, token{start: start, end: end, text: analysis.Fold(text[start:end])})
			start = -1
		}
	}
	for i, r := range text {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if start < 0 {
				start = i
			}
		default:
			word(i)
			if !unicode.IsSpace(r) {
				tokens = append(tokens, token{start: i, end: i + utf8.RuneLen(r), sign: r})
			}
		}
	}
	word(len(text))
	return tokens
}

// set is a set of folded words.
func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
