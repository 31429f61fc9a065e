// Package timeline makes events of dated sentences: what happened, when, and
// who says so, for a topic, in the words of the articles alone.
//
// Build takes the sentences that retrieval.Engine finds on a topic, reads their
// dates, places each at the date of its main event, merges the reports of one
// event, and keeps the most important events in order of time. The exporters
// beside it write a Timeline as JSON, CSV, Markdown and TimelineJS; package
// picture draws it.
package timeline

import (
	"cmp"
	"slices"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/dates"
	"verbatim/retrieval"
)

// Timeline is what a corpus tells of a topic, in three lists. None holds an
// event of another.
type Timeline struct {
	Topic       string
	Lang        corpus.Lang   // of the topic
	Events      []Event       // in order of time
	YearUnknown []Event       // a day or a month whose year nobody states, in order of the calendar
	Undated     []Event       // nobody states when, in order of their articles' names
	Found       int           // events before the most important were kept
	Outside     int           // events that From and To left out, those whose year nobody knows too
	Coverage    []corpus.Date // when the articles were published that the filters keep, in order; undated ones left out
	Reason      retrieval.Reason
	Unknown     []string // words of the topic that the corpus does not hold
	Library     *corpus.Library
}

// Empty reports whether there is nothing to show; Reason says why.
func (t *Timeline) Empty() bool { return len(t.Events)+len(t.YearUnknown)+len(t.Undated) == 0 }

// All is every event: dated ones, then those without a year, then undated ones.
func (t *Timeline) All() []Event { return slices.Concat(t.Events, t.YearUnknown, t.Undated) }

// Event is one thing that happened, with everybody who reports it.
type Event struct {
	When
	Sources    []Report // never empty; the first is the one to quote
	Disputed   []Dispute
	Importance float64 // comparable within one Timeline
}

// Quote is the report to quote.
func (e *Event) Quote() Report { return e.Sources[0] }

// Independent is the number of publishers that report the event; an article
// without a publisher counts for itself.
func (e *Event) Independent() int {
	seen := map[string]bool{}
	for _, r := range e.Sources {
		seen[cmp.Or(r.Publisher, r.ArticleID)] = true
	}
	return len(seen)
}

// Report is a sentence that reports an event: Text is exactly Body[Start:End].
type Report struct {
	corpus.Passage
	When
	Said      When                // when somebody said it, if that is another date
	Published bool                // the sentence has no date: When is the article's date of publication
	Context   []retrieval.Context // what the sentence needs beside it

	relevance float64            // of the sentence for the topic, 0 to 1
	printed   string             // its date, as it stands in the sentence
	around    string             // the sentences beside it in its passage
	dated     []dates.Expression // the time expressions in it, by bytes of the body
}

// Dispute is what reports of one event disagree about.
type Dispute struct {
	Of     string  // "date" or "figure"
	Claims []Claim // two or more, of different values
}

// Claim is one value of a Dispute, as printed, and who gives it.
type Claim struct {
	Text   string
	Source corpus.Attribution
}

// String writes the values beside each other: “3 000 soldats (Le Fil) ≠ 1,500 soldiers (The Gazette)”.
func (d Dispute) String() string {
	var all []string
	for _, c := range d.Claims {
		all = append(all, c.Text+" ("+cmp.Or(c.Source.Publisher, c.Source.Name())+")")
	}
	return strings.Join(all, " ≠ ")
}

// When is the time of an event as far as its text states it. The zero When is
// unknown.
type When struct {
	From, To  corpus.Day // the days that are meant, [From, To); both 0 where the year is not known; dates.Beginning and dates.Forever where open
	Precision dates.Precision
	Qualifier dates.Qualifier
	EDTF      string // ISO 8601-2 level 1: 2024-10, 2023-11~/2024-11, XXXX-10-23
}

// Known reports whether the days are known.
func (w When) Known() bool { return w.From != w.To }

// Yearless reports whether a month is known and its year is not.
func (w When) Yearless() bool { return !w.Known() && strings.HasPrefix(w.EDTF, "XXXX-") }

// Interval reports whether w is more than one unit of the calendar: "from 8 to
// 13 October", "since 2014".
func (w When) Interval() bool { return strings.Contains(w.EDTF, "/") }

// Approximate reports whether only about the days are known.
func (w When) Approximate() bool { return w.Qualifier == dates.Approximate }

// OnDay is the When of a date of publication.
func OnDay(d corpus.Date) When {
	if !d.Known() {
		return When{}
	}
	p := [...]dates.Precision{corpus.DayPrecision: dates.Day, corpus.MonthPrecision: dates.Month, corpus.YearPrecision: dates.Year}[d.Precision]
	return When{From: d.From, To: d.To, Precision: p, EDTF: d.String()}
}
