package dates

import (
	"unicode"
	"unicode/utf8"
)

type kind uint8

const (
	stop   kind = iota // the end of a line or of the text: no rule reads across it
	letter             // a word; a French elision keeps its apostrophe ("l'", "aujourd'")
	digit              // a run of ASCII digits
	sign               // any other character
)

// token is one unit of the text. Letters and digits that touch are two tokens.
type token struct {
	start, end int // bytes of the text
	kind       kind
	space      bool // white space stands before it
	upper      bool // begins with a capital letter
	accent     bool // has a letter outside ASCII
	ch         byte // of a sign; dashes are '-', quotes '\'' and '"', others outside ASCII 0
	num        int  // of digits; 0 when there are more than nine
	w          [2]*word
}

var none = &word{} // what stands for a word that no table holds

const longest = 24 // no word of the tables is longer

// tokenize cuts a text into tokens and looks their words up in both tables.
// The last two tokens are stops, so that rules may look ahead by one.
func tokenize(text string) []token {
	toks := make([]token, 0, len(text)/4+4)
	space := false
	for i := 0; i < len(text); {
		t := token{start: i, space: space, w: [2]*word{none, none}}
		c, size := rune(text[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(text[i:])
		}
		space = false
		switch {
		case c == '\n' || c == '\u2028' || c == '\u2029':
			t.kind = stop
			i += size
		case isSpace(c):
			space = true
			i += size
			continue
		case c >= '0' && c <= '9':
			t.kind = digit
			i = t.readDigits(text, i)
		case unicode.IsLetter(c):
			t.kind, t.upper = letter, unicode.IsUpper(c)
			i = t.readWord(text, i)
		default:
			t.kind, t.ch = sign, plainSign(c)
			i += size
		}
		t.end = i
		toks = append(toks, t)
	}
	end := token{start: len(text), end: len(text), w: [2]*word{none, none}}
	return append(toks, end, end)
}

func (t *token) readDigits(text string, i int) int {
	n, from := 0, i
	for ; i < len(text) && text[i] >= '0' && text[i] <= '9'; i++ {
		if i-from < 9 {
			n = n*10 + int(text[i]-'0')
		}
	}
	if i-from <= 9 {
		t.num = n
	}
	return i
}

// readWord reads letters, folds them and looks them up. Words that are too long
// for the tables are read all the same.
func (t *token) readWord(text string, i int) int {
	var buf [longest + 1]byte
	n := 0
	for i < len(text) {
		c, size := rune(text[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(text[i:])
			if unicode.Is(unicode.Mn, c) { // an accent of its own, after its letter
				t.accent = true
				i += size
				continue
			}
			if !unicode.IsLetter(c) {
				break
			}
			t.accent = true
			c = unaccent(c)
		} else if c|0x20 < 'a' || c|0x20 > 'z' {
			break
		} else {
			c |= 0x20
		}
		if n < longest {
			buf[n] = byte(c)
		}
		n++
		i += size
	}
	if n < longest {
		if size := apostrophe(text[i:]); size > 0 && elisions[string(buf[:n])] {
			buf[n] = '\''
			n++
			i += size
		}
		t.w = [2]*word{vocabulary[french].find(buf[:n]), vocabulary[english].find(buf[:n])}
	}
	return i
}

// apostrophe is the size of the apostrophe that s begins with, or 0.
func apostrophe(s string) int {
	if len(s) > 0 && s[0] == '\'' {
		return 1
	}
	if len(s) >= 3 && s[:3] == "\u2019" {
		return 3
	}
	return 0
}

func isSpace(c rune) bool {
	return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f' ||
		c > 0x7f && (unicode.IsSpace(c) || c == '\u200b' || c == '\u2060' || c == '\ufeff')
}

func plainSign(c rune) byte {
	switch {
	case c < utf8.RuneSelf:
		return byte(c)
	case c >= '\u2010' && c <= '\u2015' || c == '\u2212':
		return '-'
	case c == '\u2018' || c == '\u2019' || c == '\u02bc':
		return '\''
	case c == '\u201c' || c == '\u201d' || c == '\u00ab' || c == '\u00bb':
		return '"'
	}
	return 0
}

// unaccent folds the letters of French to ASCII, lower case; any other letter
// becomes a byte that no table has.
func unaccent(c rune) rune {
	switch unicode.ToLower(c) {
	case 'à', 'â', 'ä', 'á':
		return 'a'
	case 'é', 'è', 'ê', 'ë':
		return 'e'
	case 'î', 'ï', 'í':
		return 'i'
	case 'ô', 'ö', 'ó':
		return 'o'
	case 'û', 'ù', 'ü', 'ú':
		return 'u'
	case 'ç':
		return 'c'
	}
	return 0x7f
}
