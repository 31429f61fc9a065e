package timeline

import (
	"fmt"
	"strings"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/dates"
	"verbatim/corpus/language"
)

// PeriodError is a text that names no period.
type PeriodError struct{ Text string }

func (e *PeriodError) Error() string { return fmt.Sprintf("%q is no date that can be read", e.Text) }

// Hint is what to write instead.
func (e *PeriodError) Hint() string {
	return "write it as 2024-10-23, October 2024, été 2023, last month or 2024"
}

// ReadPeriod reads a date as people write it in French or English, relative ones
// from now: the days [from, to) that it means, either end open where it says so.
// What cannot be read gives a *PeriodError.
func ReadPeriod(text string, now time.Time) (from, to corpus.Day, err error) {
	text = strings.TrimSpace(text)
	if d, err := corpus.ParseDate(text); err == nil && d.Known() && len(text) <= len("2006-01-02") {
		return d.From, d.To, nil
	}
	today := corpus.NewDate(now.Date())
	for _, lang := range []corpus.Lang{language.Detect(text, corpus.French, corpus.English), corpus.French, corpus.English} {
		found := dates.Find(text, lang, today)
		if len(found) != 1 || !found[0].Resolved() || rest(text, found[0]) {
			continue
		}
		return found[0].From, found[0].To, nil
	}
	return 0, 0, &PeriodError{text}
}

// small are words that may stand around a date and change nothing.
var small = set(`le la les l en au aux du de d des the in on of at from to since until depuis jusqu ce this`)

// rest reports whether a text says more than the date that was found in it.
func rest(text string, e dates.Expression) bool {
	for _, t := range scan(text[:e.Start] + " " + text[e.End:]) {
		if t.sign == 0 && !small[t.text] {
			return true
		}
	}
	return false
}
