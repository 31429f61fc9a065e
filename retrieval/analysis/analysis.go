// Package analysis turns text into the tokens that are indexed and searched,
// one analysis a language.
//
// All analyses share one tokenizer. Words are letters, marks and digits; a
// hyphen parts them, so that "Jong-un" and "Jong Un" are alike. Numbers are
// written in one way whatever the language ("10,000", "10 000" and "10.000" are
// 10000), acronyms lose their dots. Case and accents are folded before a word
// is stemmed, so that what people type without accents meets what is printed
// with them. Function words leave a gap, save where they are part of a name:
// the “un” of Kim Jong-un, the “US” of the US army.
package analysis

import "verbatim/corpus"

// Version changes whenever an analysis gives other tokens, so that indexes are
// built anew.
const Version = 5

// Token is a word of a text as a language's analysis sees it.
type Token struct {
	Term       string // what is indexed: folded and stemmed
	Exact      string // folded, not stemmed
	Start, End int    // bytes of the text, without its elided article ("l’")
	Position   int    // counts words from 0; words that the analysis leaves out leave a gap
}

// Analyzer analyses a text. It is safe for concurrent use.
type Analyzer func(text string) []Token

// For is the analyzer of a language that this package knows, French and
// English; for any other it is Plain, and ok is false.
func For(lang corpus.Lang) (a Analyzer, ok bool) {
	switch lang {
	case corpus.French:
		return french.analyze, true
	case corpus.English:
		return english.analyze, true
	}
	return Plain, false
}

// Plain takes Unicode words, folded and not stemmed, and leaves none out.
func Plain(text string) []Token { return plain.analyze(text) }

// Fold takes case and Latin accents away: "Choïgou" is "choigou", "Œuvre" is
// "oeuvre". Accents of other scripts stay.
func Fold(s string) string { return string(appendFolded(nil, s)) }

// analysis is a language's: what it does to a word once that is cut out.
type analysis struct {
	elides bool // "l’envoi" is "envoi"
	stop   map[string]bool
	stem   func(folded string) string
	seen   cache
}

var (
	english = &analysis{stop: set(englishStop), stem: stemEnglish}
	french  = &analysis{elides: true, stop: set(frenchStop), stem: stemFrench}
	plain   = &analysis{stem: func(s string) string { return s }}
)

func (a *analysis) analyze(text string) []Token {
	tokens := make([]Token, 0, len(text)/8+4)
	position := 0
	a.seen.mu.RLock() // once a text: once a word it would cost as much as the look-up
	defer a.seen.mu.RUnlock()
	for w := range words(text) {
		article := false
		if a.elides {
			n := elided(text[w.start:w.end])
			article = n > 0 && (text[w.start]|0x20 == 'l' || text[w.start]|0x20 == 'd')
			w.start += n
		}
		w.end -= possessive(text[w.start:w.end])
		if w.start >= w.end {
			continue
		}
		e := a.entry(text[w.start:w.end], w.number)
		if !e.stop || article && nouns[e.exact] || a.named(text, w) {
			tokens = append(tokens, Token{e.term, e.exact, w.start, w.end, position})
		}
		position++
	}
	return tokens
}

// nouns are function words that are nouns behind an elided article: “l’est”,
// “l’été”, “d’or”.
var nouns = set("est ete or")

// entry is what becomes of one printed word.
type entry struct {
	term, exact string
	stop        bool
}

// entry looks a printed word up among those seen, whose lock for reading the
// caller holds.
func (a *analysis) entry(printed string, number bool) entry {
	if e, ok := a.seen.m[printed]; ok {
		return e
	}
	var e entry
	if number {
		e.exact = normalNumber(printed)
		e.term = e.exact
	} else {
		e.exact = Fold(printed)
		e.stop = a.stop[e.exact]
		e.term = a.stem(e.exact)
	}
	a.seen.mu.RUnlock()
	a.seen.put(printed, e)
	a.seen.mu.RLock()
	return e
}
