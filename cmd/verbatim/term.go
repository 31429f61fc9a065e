package main

import (
	"io"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/term"
)

// readable is the widest column of text that is made: longer lines are hard to
// read, however wide the terminal.
const readable = 100

// isTerminal reports whether a person sees what is written to w.
func isTerminal(w any) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// style is how text is laid out for whoever reads it. The zero style is for
// pipes and files: no lines are broken and nothing is marked.
type style struct {
	width int // columns; 0: lines are not broken
	ansi  bool
}

// styleOf is the style for a writer. Marks follow the NO_COLOR convention
// (no-color.org) and leave a "dumb" terminal alone.
func styleOf(w io.Writer, env []string) style {
	if !isTerminal(w) {
		return style{}
	}
	width, _, err := term.GetSize(int(w.(*os.File).Fd()))
	if err != nil || width <= 0 {
		width = 80
	}
	return style{width: max(20, min(width, readable)), ansi: lookup(env, "NO_COLOR") == "" && lookup(env, "TERM") != "dumb"}
}

// lookup is the value of a key of an environment; the last one counts.
func lookup(env []string, key string) string {
	value := ""
	for _, kv := range env {
		if v, ok := strings.CutPrefix(kv, key+"="); ok {
			value = v
		}
	}
	return value
}

// mark is one of the ways of writing that ANSI terminals know (ECMA-48 SGR).
type mark string

const (
	plain mark = ""
	bold  mark = "1"
	dim   mark = "2"
)

func (s style) paint(m mark, text string) string {
	if !s.ansi || m == plain || text == "" {
		return text
	}
	return "\x1b[" + string(m) + "m" + text + "\x1b[0m"
}

// printable replaces what a terminal would obey instead of showing: control
// characters, and marks that turn the direction of writing. Line breaks and
// tabs stay.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r):
			return utf8.RuneError
		}
		return r
	}, text)
}

// columns is how wide a text is in a terminal.
func columns(text string) int { return uniseg.StringWidth(text) }
