package analysis

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// folded holds what a Latin letter is without case and accents, for the runes
// below 0x250 and from 0x1E00 to 0x1EFF.
var folded = func() map[rune]string {
	m := map[rune]string{'œ': "oe", 'Œ': "oe", 'æ': "ae", 'Æ': "ae", 'ß': "ss", 'ø': "o", 'Ø': "o", 'ł': "l", 'Ł': "l", 'đ': "d", 'Đ': "d", 'ð': "d", 'þ': "th", 'ı': "i"}
	add := func(from, to rune) {
		for r := from; r < to; r++ {
			if !unicode.Is(unicode.Latin, r) || m[r] != "" {
				continue
			}
			base, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
			m[r] = string(unicode.ToLower(base))
		}
	}
	add(0x80, 0x250)
	add(0x1e00, 0x1f00)
	return m
}()

// appendFolded appends s without case, Latin accents, apostrophes and dots.
func appendFolded(b []byte, s string) []byte {
	for _, r := range s {
		switch {
		case 'A' <= r && r <= 'Z':
			b = append(b, byte(r)|0x20)
		case r == '.' || isApostrophe(r):
		case r < utf8.RuneSelf:
			b = append(b, byte(r))
		case 0x300 <= r && r < 0x370: // an accent of its own, as NFD has it
		default:
			if f, ok := folded[r]; ok {
				b = append(b, f...)
			} else {
				b = utf8.AppendRune(b, unicode.ToLower(r))
			}
		}
	}
	return b
}
