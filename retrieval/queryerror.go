package retrieval

import (
	"fmt"
	"strings"
)

// Kinds of QueryError.
const (
	QueryEmpty     = "empty"
	QueryTooLong   = "too-long"
	QueryPublisher = "publisher" // unknown; Known lists the nearest
	QueryPeriod    = "period"    // after is later than before
	QueryLang      = "lang"      // no language, or none of the corpus; Known lists its languages
)

// QueryError is a query that cannot be asked, through no fault of the corpus.
// Front ends word it by Kind in their reader's language; Error and Hint are
// for a terminal.
type QueryError struct {
	Kind  string
	Value string   // what was asked
	Known []string // what could have been asked instead, nearest first
}

func (e *QueryError) Error() string {
	switch e.Kind {
	case QueryEmpty:
		return "the question is empty"
	case QueryTooLong:
		return fmt.Sprintf("the question has more than %d characters", MaxQuestion)
	case QueryPublisher:
		return fmt.Sprintf("no article is published by %q", e.Value)
	case QueryPeriod:
		return "the period ends before it begins: " + e.Value
	case QueryLang:
		return fmt.Sprintf("%q is no language of the corpus", e.Value)
	}
	return fmt.Sprintf("the query cannot be asked (%s): %q", e.Kind, e.Value)
}

// Hint is what to do about it, "" when there is nothing to say.
func (e *QueryError) Hint() string {
	switch e.Kind {
	case QueryEmpty:
		return "ask a question in words"
	case QueryTooLong:
		return "ask it in fewer words"
	case QueryPeriod:
		return "give an earlier date to after, or a later one to before"
	}
	if len(e.Known) == 0 {
		return ""
	}
	if e.Kind == QueryPublisher {
		return "the nearest names: " + strings.Join(e.Known, ", ")
	}
	return "known: " + strings.Join(e.Known, ", ")
}
