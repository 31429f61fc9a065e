package main

import (
	"strings"

	"verbatim/retrieval"
)

// word is a piece of text between two spaces, with its marked parts.
type word struct {
	text  string
	marks []retrieval.Match // bytes of text
}

// wrapped lays text out in lines of at most s.width columns, each behind
// indent; what matched is bold, and all else is painted as m says. Line breaks
// of the text stay, words that are wider than a line are not cut.
func (s style) wrapped(text string, matches []retrieval.Match, indent string, m mark) string {
	var b strings.Builder
	at := 0
	for line := range strings.Lines(text) {
		words := wordsOf(line, at, matches)
		for len(words) > 0 {
			n := s.fitting(words, columns(indent))
			b.WriteString(indent + s.painted(spaced(words[:n]), m) + "\n")
			words = words[n:]
		}
		at += len(line)
	}
	return b.String()
}

// spaced joins words with a space between two.
func spaced(words []word) word {
	var line word
	for i, w := range words {
		if i > 0 {
			line.text += " "
		}
		for _, part := range w.marks {
			line.marks = append(line.marks, retrieval.Match{Start: len(line.text) + part.Start, End: len(line.text) + part.End})
		}
		line.text += w.text
	}
	return line
}

// wordsOf cuts a line, which begins at byte at of its text, at ASCII white
// space: a no-break space stays inside its word, as it is meant to.
func wordsOf(line string, at int, matches []retrieval.Match) []word {
	var words []word
	for start := 0; start < len(line); {
		end := start
		for end < len(line) && !isSpace(line[end]) {
			end++
		}
		if end > start {
			words = append(words, cut(line[start:end], at+start, matches))
		}
		start = end + 1
	}
	return words
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' }

// cut is the word that stands at byte at, with the parts of it that matched.
func cut(text string, at int, matches []retrieval.Match) word {
	w := word{text: text}
	for _, m := range matches {
		start, end := max(m.Start-at, 0), min(m.End-at, len(text))
		if start < end {
			w.marks = append(w.marks, retrieval.Match{Start: start, End: end})
		}
	}
	return w
}

// fitting counts the words that fit a line, at least one.
func (s style) fitting(words []word, indent int) int {
	if s.width == 0 {
		return len(words)
	}
	used := indent
	for i, w := range words {
		used += columns(printable(w.text))
		if i > 0 {
			used++
		}
		if used > s.width && i > 0 {
			return i
		}
	}
	return len(words)
}

func (s style) painted(w word, m mark) string {
	var b strings.Builder
	at := 0
	for _, part := range w.marks {
		b.WriteString(s.paint(m, printable(w.text[at:part.Start])))
		b.WriteString(s.paint(bold, printable(w.text[part.Start:part.End])))
		at = part.End
	}
	b.WriteString(s.paint(m, printable(w.text[at:])))
	return b.String()
}
