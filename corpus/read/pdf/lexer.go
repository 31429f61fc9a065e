package pdf

import (
	"bytes"
	"strconv"
)

// What a lexer yields is a float64, a literal, a name, an operator, a
// reference, an array or a dictionary.
type (
	literal    string
	name       string
	operator   string
	reference  struct{ id, generation int }
	array      []any
	dictionary map[name]any
)

// maxNesting is how deep arrays and dictionaries may stand in one another.
const maxNesting = 32

// lexer reads the objects of a content stream, of a character map, or of the
// file itself (ISO 32000-1, 7.2 and 7.3). What is broken ends the reading.
type lexer struct {
	data []byte
	pos  int
	refs bool // "7 0 R" is a reference: in files, not in streams
}

// next is the next object; ok is false at the end.
func (l *lexer) next() (object any, ok bool) { return l.object(0) }

func (l *lexer) object(depth int) (any, bool) {
	l.skipSpace()
	if l.pos >= len(l.data) || depth > maxNesting {
		l.pos = len(l.data)
		return nil, false
	}
	switch c := l.data[l.pos]; {
	case c == '/':
		return l.name(), true
	case c == '(':
		return l.literal(), true
	case l.at("<<"):
		l.pos += 2
		return l.dictionary(depth), true
	case c == '<':
		return l.hex(), true
	case c == '[':
		l.pos++
		return l.array(depth), true
	case l.at(">>"):
		l.pos += 2
		return operator(">>"), true
	case bytes.IndexByte([]byte("]{})>"), c) >= 0:
		l.pos++
		return operator(c), true
	}
	return l.word(), true
}

func (l *lexer) at(s string) bool { return bytes.HasPrefix(l.data[l.pos:], []byte(s)) }

func (l *lexer) skipSpace() {
	for l.pos < len(l.data) {
		switch c := l.data[l.pos]; {
		case isSpace(c):
			l.pos++
		case c == '%':
			for l.pos < len(l.data) && l.data[l.pos] != '\n' && l.data[l.pos] != '\r' {
				l.pos++
			}
		default:
			return
		}
	}
}

func isSpace(c byte) bool {
	return c == 0 || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' '
}

func isDelimiter(c byte) bool { return bytes.IndexByte([]byte("()<>[]{}/%"), c) >= 0 }

// regular is the run of characters that are neither space nor delimiter.
func (l *lexer) regular() []byte {
	start := l.pos
	for l.pos < len(l.data) && !isSpace(l.data[l.pos]) && !isDelimiter(l.data[l.pos]) {
		l.pos++
	}
	return l.data[start:l.pos]
}

func (l *lexer) name() name {
	l.pos++
	raw := l.regular()
	if bytes.IndexByte(raw, '#') < 0 {
		return name(raw)
	}
	out := make([]byte, 0, len(raw))
	for i := 0; i < len(raw); i++ {
		if raw[i] == '#' && i+2 < len(raw) {
			if c, err := strconv.ParseUint(string(raw[i+1:i+3]), 16, 8); err == nil {
				out = append(out, byte(c))
				i += 2
				continue
			}
		}
		out = append(out, raw[i])
	}
	return name(out)
}

// word is a number, a reference or an operator.
func (l *lexer) word() any {
	raw := string(l.regular())
	f, err := strconv.ParseFloat(raw, 64)
	if err != nil || f != f || f > 1e18 || f < -1e18 {
		return operator(raw)
	}
	if !l.refs || f < 0 || f != float64(int(f)) {
		return f
	}
	back := l.pos
	l.skipSpace()
	generation, err := strconv.Atoi(string(l.regular()))
	l.skipSpace()
	if err == nil && string(l.regular()) == "R" {
		return reference{int(f), generation}
	}
	l.pos = back
	return f
}

func (l *lexer) array(depth int) array {
	var out array
	for {
		o, ok := l.object(depth + 1)
		if !ok || o == operator("]") {
			return out
		}
		out = append(out, o)
	}
}

func (l *lexer) dictionary(depth int) dictionary {
	out := dictionary{}
	for {
		k, ok := l.object(depth + 1)
		if !ok || k == operator(">>") {
			return out
		}
		key, isName := k.(name)
		if !isName {
			continue
		}
		v, ok := l.object(depth + 1)
		if !ok || v == operator(">>") {
			return out
		}
		out[key] = v
	}
}

// literal reads a string in brackets, which may hold balanced ones.
func (l *lexer) literal() literal {
	var out []byte
	open := 1
	for l.pos++; l.pos < len(l.data); l.pos++ {
		switch c := l.data[l.pos]; c {
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				l.pos++
				return literal(out)
			}
		case '\\':
			out = l.escape(out)
			continue
		}
		out = append(out, l.data[l.pos])
	}
	return literal(out)
}

// escape reads what stands behind a backslash, and leaves pos on its last byte.
func (l *lexer) escape(out []byte) []byte {
	l.pos++
	if l.pos >= len(l.data) {
		return out
	}
	c := l.data[l.pos]
	if i := bytes.IndexByte([]byte("nrtbf"), c); i >= 0 {
		return append(out, "\n\r\t\b\f"[i])
	}
	switch {
	case c == '\r' && l.pos+1 < len(l.data) && l.data[l.pos+1] == '\n':
		l.pos++
		return out
	case c == '\n' || c == '\r':
		return out
	case c < '0' || c > '7':
		return append(out, c)
	}
	value := 0
	for n := 0; n < 3 && l.pos < len(l.data) && l.data[l.pos] >= '0' && l.data[l.pos] <= '7'; n++ {
		value = value*8 + int(l.data[l.pos]-'0')
		l.pos++
	}
	l.pos--
	return append(out, byte(value))
}

func (l *lexer) hex() literal {
	var out []byte
	half, high := false, byte(0)
	for l.pos++; l.pos < len(l.data) && l.data[l.pos] != '>'; l.pos++ {
		c, ok := hexDigit(l.data[l.pos])
		switch {
		case !ok:
		case half:
			out, half = append(out, high<<4|c), false
		default:
			high, half = c, true
		}
	}
	l.pos = min(l.pos+1, len(l.data))
	if half {
		out = append(out, high<<4)
	}
	return literal(out)
}

func hexDigit(c byte) (byte, bool) {
	switch {
	case c >= '0' && c <= '9':
		return c - '0', true
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10, true
	}
	return 0, false
}
