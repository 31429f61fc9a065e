package verify

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Piece is a stretch of a quote held against the print.
type Piece struct {
	Mark Mark
	Text string
}

// Mark is what became of a Piece.
type Mark uint8

// The marks.
const (
	Same  Mark = iota // claimed and printed
	Extra             // claimed alone
	Miss              // printed alone
	Gap               // left out by an ellipsis or a bracket of the claim
)

// Change is one place where a quote differs from the print.
type Change struct {
	Kind    Kind   `json:"kind"`
	Claimed string `json:"claimed"` // "" for what was left out
	Printed string `json:"printed"` // "" for what was put in
}

// Kind is what a Change is of.
type Kind string

// The kinds, in the order of their weight.
const (
	Number   Kind = "number"   // other numbers, or other signs beside them
	Negation Kind = "negation" // one more “not” or one less
	Word     Kind = "word"
	Left     Kind = "left-out" // printed, and left out without an ellipsis
	Added    Kind = "added"    // not printed
)

var kinds = []Kind{Number, Negation, Word, Left, Added}

// change is a stretch of an alignment whose words differ.
type change struct{ printed, quoted []word }

// diff holds a quote against the print. kept are the words around a change.
type diff struct {
	quote   []element
	text    string // of the quote
	m       *match
	pieces  []Piece
	changes []Change
	differs []word // printed words that the quote has otherwise or not
	run     []word // printed words that are kept
	open    change
}

func (l *lookup) diff(text string, quote []element, m *match) *diff {
	d := &diff{quote: quote, text: text, m: m}
	last := -1
	for _, p := range m.pairs {
		if p.q > last+1 && last >= 0 {
			d.flush()
			d.pieces = append(d.pieces, Piece{Gap, "[…]"})
		}
		if p.q >= 0 {
			last = p.q
		}
		d.step(p)
	}
	d.flush()
	slices.SortStableFunc(d.changes, func(a, b Change) int { return slices.Index(kinds, a.Kind) - slices.Index(kinds, b.Kind) })
	return d
}

// step takes one step of the alignment.
func (d *diff) step(p pair) {
	if p.q >= 0 && p.p >= 0 {
		q, w := d.quote[p.q].word, d.m.words[p.p]
		if q.key == w.key && spelt(q, w) {
			d.close()
			if n := len(d.run); n > 0 && d.run[n-1].passage != w.passage {
				d.flush()
			}
			d.run = append(d.run, w)
			return
		}
	}
	d.keep()
	if p.p >= 0 {
		d.open.printed = append(d.open.printed, d.m.words[p.p])
	}
	if p.q >= 0 {
		d.open.quoted = append(d.open.quoted, d.quote[p.q].word)
	}
}

func (d *diff) flush() { d.keep(); d.close() }

// keep ends a run of kept words.
func (d *diff) keep() {
	if n := len(d.run); n > 0 {
		d.pieces = append(d.pieces, Piece{Same, withMarks(d.m.body, d.run[0].start, d.run[n-1].end)})
		d.run = nil
	}
}

// close ends a change.
func (d *diff) close() {
	c := d.open
	if len(c.printed)+len(c.quoted) == 0 {
		return
	}
	d.open = change{}
	said := Change{Kind: c.kind(d)}
	if n := len(c.printed); n > 0 {
		said.Printed = oneLine(d.m.body[c.printed[0].start:c.printed[n-1].end])
		d.differs = append(d.differs, c.printed...)
	}
	if n := len(c.quoted); n > 0 {
		said.Claimed = oneLine(d.text[c.quoted[0].start:c.quoted[n-1].end])
		d.pieces = append(d.pieces, Piece{Extra, said.Claimed})
	}
	if said.Printed != "" {
		d.pieces = append(d.pieces, Piece{Miss, said.Printed})
	}
	d.changes = append(d.changes, said)
}

// kind is what a change is of. A French “ne” that goes while its “pas” stays is
// how people speak, and no other negation.
func (c change) kind(d *diff) Kind {
	numbers := func(words []word) []string {
		var all []string
		for _, w := range words {
			if isNumber(w.key) {
				all = append(all, w.key)
			}
		}
		slices.Sort(all)
		return all
	}
	if !slices.Equal(numbers(c.printed), numbers(c.quoted)) {
		return Number
	}
	count := func(words []word) (n int) {
		for _, w := range words {
			if negations[w.key] && w.key != "ne" && w.key != "n" {
				n++
			}
		}
		return n
	}
	if p, q := count(c.printed), count(c.quoted); p != q {
		return Negation
	}
	switch {
	case elided(c.printed) != elided(c.quoted) && count(d.near(c)) == 0:
		return Negation
	case len(c.quoted) == 0:
		return Left
	case len(c.printed) == 0:
		return Added
	}
	return Word
}

// elided reports whether words hold “ne” or “n’”.
func elided(words []word) bool {
	return slices.ContainsFunc(words, func(w word) bool { return w.key == "ne" || w.key == "n" })
}

// near are the words of the next few after a change, in the print and in the quote.
func (d *diff) near(c change) []word {
	var all []word
	if n := len(c.printed); n > 0 {
		i := slices.IndexFunc(d.m.words, func(w word) bool { return w.start > c.printed[n-1].start })
		if i > 0 {
			all = append(all, d.m.words[i:min(len(d.m.words), i+6)]...)
		}
	}
	if n := len(c.quoted); n > 0 {
		i := slices.IndexFunc(d.quote, func(e element) bool { return e.gap == 0 && e.start > c.quoted[n-1].start })
		if i > 0 {
			for _, e := range d.quote[i:min(len(d.quote), i+6)] {
				all = append(all, e.word)
			}
		}
	}
	return all
}

// withMarks is a printed text with the marks that stand right behind it, on one line.
func withMarks(body string, start, end int) string {
	for end < len(body) {
		r, n := utf8.DecodeRuneInString(body[end:])
		if unicode.IsSpace(r) || unicode.IsLetter(r) || unicode.IsDigit(r) {
			break
		}
		end += n
	}
	return oneLine(body[start:end])
}

// oneLine is a text without line breaks. Spaces that French ties to a mark stay.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' || r == '\t' || r == ' ' }), " ")
}

// around keeps of a long run of kept words those beside a change.
const around = 5

// Brief shortens the stretches without a change to a few words at their ends, so
// that a difference can be read on a phone. It is empty without a change.
func Brief(pieces []Piece) []Piece {
	if !slices.ContainsFunc(pieces, func(p Piece) bool { return p.Mark == Extra || p.Mark == Miss }) {
		return nil
	}
	var all []Piece
	for i, p := range pieces {
		words := strings.Split(p.Text, " ")
		head, tail := around, around
		if i == 0 {
			head = 0
		}
		if i == len(pieces)-1 {
			tail = 0
		}
		if p.Mark == Same && len(words) > head+tail+2 {
			p.Text = strings.TrimSpace(strings.Join(words[:head], " ") + " … " + strings.Join(words[len(words)-tail:], " "))
		}
		all = append(all, p)
	}
	return all
}

// order puts the words of a change list in order of the text.
func order(words []word) []word {
	return slices.SortedFunc(slices.Values(words), func(a, b word) int { return cmp.Compare(a.start, b.start) })
}
