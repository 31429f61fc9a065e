// Package dates finds time expressions in running text, French and English.
package dates

import "verbatim/corpus"

// Type is the kind of a time expression, in the names of TimeML.
type Type string

// The types.
const (
	Date     Type = "DATE"
	Time     Type = "TIME"
	Duration Type = "DURATION"
	Set      Type = "SET"
)

// Expression is a time expression found in a text.
type Expression struct {
	Start, End int // bytes of the text
	Type       Type
	Value      string // in the notation of TimeML's TIMEX3 value as the evaluation uses it; "" where unresolved or too vague
	EDTF       string // ISO 8601-2 level 0 or 1; "" where it cannot say it
	Rule       string // the rule that found it

	absolute corpus.Date
}

// Date is the day, month or year that the text states by itself, without its
// date of publication. It is false for ranges, vague and relative expressions.
func (e Expression) Date() (corpus.Date, bool) { return e.absolute, e.absolute.Known() }

// Find finds the time expressions of a text, in order, not overlapping.
// Relative ones are resolved from published, and stay unresolved when it is unknown.
func Find(text string, lang corpus.Lang, published corpus.Date) []Expression { return nil }
