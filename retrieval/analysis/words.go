package analysis

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is a printed word: bytes [start, end) of a text.
type word struct {
	start, end int
	number     bool
}

// words cuts a text into words. An apostrophe between letters stays inside its
// word ("l’envoi", "Seoul’s"), as do the dots of an acronym and what parts the
// digits of a number.
func words(text string) iter.Seq[word] {
	return func(yield func(word) bool) {
		for i := 0; i < len(text); {
			r, n := utf8.DecodeRuneInString(text[i:])
			var w word
			switch {
			case isDigit(r):
				w = word{i, numberEnd(text, i), true}
			case wordRune(r):
				w = word{i, wordEnd(text, i), false}
			default:
				i += n
				continue
			}
			if w.number && w.end < len(text) {
				// "4K", "2e", "3D": digits that letters follow are one word.
				if r, _ := utf8.DecodeRuneInString(text[w.end:]); unicode.IsLetter(r) {
					w = word{i, wordEnd(text, w.end), false}
				}
			}
			if !yield(w) {
				return
			}
			i = w.end
		}
	}
}

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || isDigit(r)
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.N)
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' }

// wordEnd is the end of the word whose first runes stand at i.
func wordEnd(text string, i int) int {
	start := i
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case wordRune(r):
		case isApostrophe(r) && i > start && letterAt(text, i+n):
		case r == '.' && dotInAcronym(text, start, i):
		default:
			return i
		}
		i += n
	}
	return i
}

func letterAt(text string, i int) bool {
	r, _ := utf8.DecodeRuneInString(text[i:])
	return unicode.IsLetter(r)
}

// dotInAcronym reports whether the dot at i is one of "U.S.": single capitals
// before it and after it, or before it in a word that has had a dot already.
func dotInAcronym(text string, start, i int) bool {
	if i-start < 1 || !upper(text[i-1]) || (i-start > 1 && text[i-2] != '.') {
		return false
	}
	if i+1 < len(text) && upper(text[i+1]) {
		return i+2 >= len(text) || !wordRune(rune(text[i+2])) && text[i+2] < utf8.RuneSelf
	}
	return i-start > 1
}

func upper(b byte) bool { return 'A' <= b && b <= 'Z' }

// numberEnd is the end of the number at i: digits, parted by single marks
// before further digits. A space parts groups of three only.
func numberEnd(text string, i int) int {
	first := i
	for i < len(text) && isDigit(rune(text[i])) {
		i++
	}
	head := i - first
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		d := digitsAt(text, i+n)
		switch r {
		case ',', '.':
			if d == 0 {
				return i
			}
		case ' ', '\u00a0', '\u202f', '\u2009', '\'', '’':
			if d != 3 || head > 3 {
				return i
			}
		default:
			return i
		}
		i += n + d
	}
	return i
}

func digitsAt(text string, i int) int {
	n := 0
	for i+n < len(text) && isDigit(rune(text[i+n])) {
		n++
	}
	return n
}

// normalNumber writes a number without what parts its thousands, and with a
// point before its decimals: a single comma or point is decimal unless three
// digits follow one to three that do not begin with 0.
func normalNumber(s string) string {
	var groups []string
	var seps []rune
	for rest := s; ; {
		n := digitsAt(rest, 0)
		groups = append(groups, rest[:n])
		if n == len(rest) {
			break
		}
		r, w := utf8.DecodeRuneInString(rest[n:])
		seps = append(seps, r)
		rest = rest[n+w:]
	}
	var b strings.Builder
	b.WriteString(groups[0])
	for i, sep := range seps {
		g := groups[i+1]
		thousands := len(g) == 3 && len(groups[0]) <= 3 && groups[0] != "0"
		if (sep == ',' || sep == '.') && !thousands {
			b.WriteByte('.')
		}
		b.WriteString(g)
	}
	return b.String()
}

// elided is the length of an elided word at the start of a French word: "l’",
// "qu'", "jusqu’".
func elided(w string) int {
	i := strings.IndexFunc(w, isApostrophe)
	if i < 1 || i > 7 || !isElided(strings.ToLower(w[:i])) {
		return 0
	}
	_, n := utf8.DecodeRuneInString(w[i:])
	return i + n
}

func isElided(w string) bool {
	switch w {
	case "l", "d", "j", "m", "t", "s", "c", "n", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu":
		return true
	}
	return false
}

// possessive is the length of "’s" at the end of a word.
func possessive(w string) int {
	if len(w) < 3 || w[len(w)-1]|0x20 != 's' {
		return 0
	}
	r, n := utf8.DecodeLastRuneInString(w[:len(w)-1])
	if !isApostrophe(r) {
		return 0
	}
	return n + 1
}
