package dates

import (
	"unicode/utf8"

	"verbatim/corpus"
)

// Span is an expression as the command "dates" writes it in JSON: offsets are
// counted in Unicode code points.
type Span struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
	Type  Type   `json:"type"`
	Value string `json:"value"`
	EDTF  string `json:"edtf,omitempty"`
	Rule  string `json:"rule"`
}

// Spans is Find with offsets in code points. It is never nil.
func Spans(text string, lang corpus.Lang, published corpus.Date) []Span {
	spans := []Span{}
	at, points := 0, 0 // a byte of the text, and the code points before it
	count := func(to int) int {
		points += utf8.RuneCountInString(text[at:to])
		at = to
		return points
	}
	for _, e := range Find(text, lang, published) {
		spans = append(spans, Span{
			Start: count(e.Start), End: count(e.End), Text: text[e.Start:e.End],
			Type: e.Type, Value: e.Value, EDTF: e.EDTF, Rule: e.Rule,
		})
	}
	return spans
}
