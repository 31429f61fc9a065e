package lexicon

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/retrieval/analysis"
)

// Thousands of lines take a tenth of a second to analyse, and a question needs
// a few dozen of them. So start-up only sorts the lines into drawers by how
// their words begin, and a line is analysed when a word is asked for that one
// of its drawers may hold.

// source is the text of a file of entries.
type source struct{ name, text string }

// line is a line of a source: an entry, of names or of words.
type line struct {
	columns [2]string
	names   bool
}

// drawer is how a word begins: its first letters, folded, zero where it is
// shorter. The forms of a word that have its stem begin alike, save that
// English has “cry” and “cries”: y counts as i.
type drawer [3]byte

// open sorts the lines of sources into drawers.
func open(sources []source) (*Lexicon, error) {
	l := &Lexicon{sources: sources, entries: map[int]entry{}}
	for side := range sides {
		l.drawers[side] = make(map[drawer][]int32, 1<<12)
		l.byStems[side], l.known[side], l.begun[side] = map[string][]int{}, map[string]bool{}, map[string][]int{}
	}
	for _, s := range sources {
		if err := l.sort(s); err != nil {
			return nil, err
		}
	}
	return l, nil
}

// sort sorts the lines of one source.
func (l *Lexicon) sort(s source) error {
	n := 0
	for text := range strings.Lines(s.text) {
		n++
		text = strings.TrimSpace(strings.TrimPrefix(text, "\ufeff"))
		if text == "" || text[0] == '#' {
			continue
		}
		french, english, ok := strings.Cut(text, "\t")
		if !ok || strings.Contains(english, "\t") {
			return fmt.Errorf("%sline %d has %d columns and must have two, parted by one tab: French words, English words",
				prefix(s.name), n, 1+strings.Count(text, "\t"))
		}
		id := int32(len(l.lines))
		l.lines = append(l.lines, line{[2]string{french, english}, s.name == namesFile})
		for side, column := range l.lines[id].columns {
			l.file(side, column, id)
		}
	}
	return nil
}

func prefix(name string) string {
	if name == "" {
		return ""
	}
	return name + ": "
}

// file puts a line into the drawers of the words of its column. A letter behind
// an apostrophe may begin a word (“d'otage”) or go on with one (“o'clock”).
func (l *Lexicon) file(side int, column string, id int32) {
	put := func(rest string) {
		d := drawerOf(rest)
		if ids := l.drawers[side][d]; len(ids) == 0 || ids[len(ids)-1] != id {
			l.drawers[side][d] = append(ids, id)
		}
	}
	inWord := false
	for i, r := range column {
		letter := isLetter(r)
		if letter && !inWord {
			put(column[i:])
		}
		inWord = letter || r == '.' && inWord
	}
	for lemma := range strings.SplitSeq(column, ",") {
		if lemma = strings.TrimSpace(lemma); strings.ContainsAny(lemma, " -'’") {
			continue // it is given no forms
		}
		for _, form := range forms(sides[side], analysis.Fold(lemma)) {
			put(form)
		}
	}
}

func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9'
	}
	return unicode.In(r, unicode.L, unicode.M, unicode.N)
}

// drawerOf is the drawer of the word that a text begins with.
func drawerOf(text string) (d drawer) {
	n := 0
	for i, r := range text {
		switch {
		case n == len(d):
			return d
		case r == '.' || r == '\'' || r == '’':
			continue
		case !isLetter(r):
			return d
		}
		folded := text[i : i+utf8.RuneLen(r)]
		if r >= utf8.RuneSelf || r < 'a' {
			folded = analysis.Fold(folded)
		}
		if folded == "y" {
			folded = "i"
		}
		n += copy(d[n:], folded)
	}
	return d
}

// need reads the lines that hold words that begin as these do, or, where they
// are irregular, as their stems do: “wrote” is in the drawer of “write”.
func (l *Lexicon) need(side int, words ...Word) {
	for _, w := range words {
		l.empty(side, drawerOf(w.Exact))
		l.empty(side, drawerOf(w.Stem))
	}
}

// empty reads the lines of a drawer.
func (l *Lexicon) empty(side int, d drawer) {
	ids := l.drawers[side][d]
	l.drawers[side][d] = nil
	for _, id := range ids {
		l.readLine(int(id))
	}
}

// readLine analyses a line, unless that was done.
func (l *Lexicon) readLine(n int) {
	if _, done := l.entries[n]; done {
		return
	}
	var e entry
	for side, column := range l.lines[n].columns {
		e.lemmas[side], e.spelt[side] = lemmas(sides[side], column)
	}
	if len(e.lemmas[0]) == 0 || len(e.lemmas[1]) == 0 {
		e = entry{} // of function words alone: it says nothing
	}
	l.add(n, e)
}
