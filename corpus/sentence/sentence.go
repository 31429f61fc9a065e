// Package sentence cuts running text into sentences, French and English.
package sentence

// Span is one sentence: bytes [Start, End), white space around it left out.
type Span struct{ Start, End int }

// Split cuts text into sentences, in order. Every byte that is not white space
// is in exactly one. A line break that the text holds ends a sentence.
func Split(text string) []Span { return nil }
