package retrieval

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxSpelt is the length in letters past which nothing is similar to a term:
// such are no words that somebody mistyped.
const maxSpelt = 40

// Edits is how many edits away from term Generation.Similar looks: one for
// terms of four to seven letters, two for longer ones, none for those that are
// shorter, hold a digit or are no text: 2023 is no misspelt 2024.
func Edits(term string) int {
	letters := utf8.RuneCountInString(term)
	switch {
	case letters < 4, letters > maxSpelt, !utf8.ValidString(term), strings.ContainsFunc(term, unicode.IsDigit):
		return 0
	case letters < 8:
		return 1
	}
	return 2
}
