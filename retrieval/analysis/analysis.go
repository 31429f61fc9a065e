// Package analysis turns text into the tokens that are indexed and searched,
// one analysis a language.
package analysis

import "verbatim/corpus"

// Version changes whenever an analysis gives other tokens, so that indexes are
// built anew.
const Version = 1

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
func For(lang corpus.Lang) (a Analyzer, ok bool) { return Plain, false }

// Plain takes Unicode words, folded and not stemmed.
func Plain(text string) []Token { return nil }
