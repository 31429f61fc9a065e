// Package language detects the language of a text.
package language

import "verbatim/corpus"

// Detect is the language of a text, among the languages given (any that it
// knows when none is given); corpus.Undetermined when the text does not tell.
func Detect(text string, among ...corpus.Lang) corpus.Lang { return corpus.Undetermined }
