// Package sentence cuts running text into sentences, French and English.
//
// It scans for sentence terminals of any script (Unicode's
// Sentence_Terminal) and decides at each one from what stands before it
// (abbreviations, initials, list numbers) and after it (closing quotes, lower
// case, words that begin sentences). The general algorithm of Unicode UAX #29
// was measured first: it parts "M. Dupont", leaves the closing quote of
// « Oui ? » to the next sentence and does not know the ellipsis.
package sentence

import (
	"unicode"
	"unicode/utf8"
)

// Span is one sentence: bytes [Start, End), white space around it left out.
type Span struct{ Start, End int }

// Split cuts text into sentences, in order. Every byte that is not white space
// is in exactly one. A line break that the text holds ends a sentence.
// It runs in linear time.
func Split(text string) []Span {
	var spans []Span
	start := skipSpace(text, 0)
	for i := start; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(text[i:])
		}
		end, ok := i, lineEnd(r)
		if !ok && terminal(r) {
			end, ok = boundary(text, start, i)
			size = max(end-i, size)
		}
		if !ok {
			i += size
			continue
		}
		spans = appendSpan(spans, text, start, end)
		start = skipSpace(text, end)
		i = start
	}
	return appendSpan(spans, text, start, len(text))
}

func lineEnd(r rune) bool {
	return r == '\n' || r == '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029'
}

func appendSpan(spans []Span, text string, start, end int) []Span {
	for end > start {
		r, size := utf8.DecodeLastRuneInString(text[start:end])
		if !unicode.IsSpace(r) {
			return append(spans, Span{start, end})
		}
		end -= size
	}
	return spans
}

func skipSpace(text string, i int) int {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsSpace(r) {
			break
		}
		i += size
	}
	return i
}

// skipBlanks skips white space that is no line break.
func skipBlanks(text string, i int) int {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.IsSpace(r) || lineBreak(r) {
			break
		}
		i += size
	}
	return i
}

func lineBreak(r rune) bool {
	switch r {
	case '\n', '\r', '\u0085', '\u2028', '\u2029':
		return true
	}
	return false
}

// terminal reports whether a sentence may end with r.
func terminal(r rune) bool {
	if r < utf8.RuneSelf {
		return r == '.' || r == '!' || r == '?'
	}
	return r == '…' || r >= 0x589 && unicode.Is(unicode.Sentence_Terminal, r) // U+0589 is the first behind ASCII
}

// boundary decides whether the sentence that began at start ends with the
// terminal at i. end is behind the terminals and what closes with them,
// and over i in any case.
func boundary(text string, start, i int) (end int, ok bool) {
	first, size := utf8.DecodeRuneInString(text[i:])
	end = i + size
	dots := first == '.'
	for end < len(text) {
		r, size := utf8.DecodeRuneInString(text[end:])
		if !terminal(r) {
			break
		}
		dots = false
		end += size
	}
	plain := end
	end = skipClosers(text, end)
	if end == len(text) {
		return end, true
	}
	next, _ := utf8.DecodeRuneInString(text[end:])
	if !unicode.IsSpace(next) {
		// 3.4, example.com, J.-C.: only where no space is printed between sentences does one end here.
		return end, unspaced(first)
	}
	if lineBreak(next) {
		return end, true
	}
	after := skipBlanks(text, end)
	if after == len(text) {
		return end, true
	}
	if first == '…' && openBracket(text, i) {
		return end, false // […] stands for what was left out
	}
	if lowerFollows(text[after:]) {
		return end, false
	}
	if dots && plain == end && abbreviated(text[start:i], text[after:]) {
		return end, false
	}
	return end, true
}

// unspaced reports whether sentences that end with r follow each other without
// a space, as in Chinese and Japanese.
func unspaced(r rune) bool { return r == '。' || r == '！' || r == '？' || r == '｡' }

func openBracket(text string, i int) bool { return i > 0 && (text[i-1] == '[' || text[i-1] == '(') }

// skipClosers skips quotes, brackets and note marks that close with the
// sentence. The French » may have a space before it: then it closes only when
// no word follows it at once, as a German one would.
func skipClosers(text string, i int) int {
	for i < len(text) {
		if n := noteMark(text[i:]); n > 0 {
			i += n
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		switch r {
		case '”', '’', '»', '›', '"', '\'', ')', ']', '*', '」', '』', '）':
			i += size
			continue
		}
		if !unicode.IsSpace(r) || lineBreak(r) {
			return i
		}
		j := skipBlanks(text, i)
		r, size = utf8.DecodeRuneInString(text[j:])
		if r != '»' && r != '”' || wordAt(text[j+size:]) {
			return i
		}
		i = j + size
	}
	return i
}

// noteMark is the length of a note mark like [12] at the start of s, or 0.
func noteMark(s string) int {
	if s[0] != '[' {
		return 0
	}
	n := 1
	for n < len(s) && n < 5 && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	if n > 1 && n < len(s) && s[n] == ']' {
		return n + 1
	}
	return 0
}

func wordAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// lowerFollows reports whether the first letter or digit of s, within a few
// characters of punctuation, is a lower-case letter.
func lowerFollows(s string) bool {
	n := 0
	for _, r := range s {
		switch {
		case unicode.IsLetter(r):
			return unicode.IsLower(r)
		case unicode.IsDigit(r) || terminal(r) || lineBreak(r) || n == 6:
			return false
		}
		n++
	}
	return false
}
