package read

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// lineKey is what a line is compared by: its words without case, accents and
// punctuation, one space between them.
func lineKey(s string) string { return strings.Join(keyWords(s), " ") }

func keyWords(s string) []string {
	s = strings.ToLower(s)
	if !ascii(s) {
		s = fold(s)
	}
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

var ligatures = strings.NewReplacer("œ", "oe", "æ", "ae", "ß", "ss")

// fold takes the accents off a text in small letters.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 0x300 && unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(ligatures.Replace(s)))
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// keySet makes a set of line keys, one a line of the table or "|" apart.
func keySet(table string) map[string]bool {
	m := map[string]bool{}
	for entry := range strings.FieldsFuncSeq(table, func(r rune) bool { return r == '\n' || r == '|' }) {
		if k := lineKey(entry); k != "" {
			m[k] = true
		}
	}
	return m
}

// startsWithAny reports whether the words of a line begin with an entry of the
// table, whose entries have at most five words.
func startsWithAny(words []string, table map[string]bool) bool {
	for n := min(5, len(words)); n > 0; n-- {
		if table[strings.Join(words[:n], " ")] {
			return true
		}
	}
	return false
}

// containsAny reports whether an entry of the table, of at most five words,
// stands anywhere among the words.
func containsAny(words []string, table map[string]bool) bool {
	for i := range words {
		if startsWithAny(words[i:], table) {
			return true
		}
	}
	return false
}
