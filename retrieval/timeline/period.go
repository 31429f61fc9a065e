package timeline

import (
	"fmt"
	"strings"
	"time"
	"unicode"

	"verbatim/corpus"
	"verbatim/corpus/dates"
	"verbatim/corpus/language"
	"verbatim/retrieval"
)

// PeriodError is a text that names no period.
type PeriodError struct {
	Text string
	End  string // of a Query that it was for, "from" or "to"; "" where there is none
}

func (e *PeriodError) Error() string { return fmt.Sprintf("%q is no date that can be read", e.Text) }

// Hint is what to write instead.
func (e *PeriodError) Hint() string {
	return "write it as 2024-10-23, October 2024, été 2023, last month or 2024"
}

// Within sets From and To of a query as people write them, each end open where
// its text is empty. What cannot be read gives a *PeriodError, a period that
// ends before it begins a *retrieval.QueryError.
func (q *Query) Within(from, to, locale string, now time.Time) error {
	from, to = strings.TrimSpace(from), strings.TrimSpace(to)
	q.From, q.To = 0, 0
	if from == "" && to == "" {
		return nil
	}
	q.From, q.To = dates.Beginning, dates.Forever
	var err error
	if from != "" {
		if q.From, _, err = ReadPeriod(from, locale, now); err != nil {
			return &PeriodError{from, "from"}
		}
	}
	if to != "" {
		if _, q.To, err = ReadPeriod(to, locale, now); err != nil {
			return &PeriodError{to, "to"}
		}
	}
	if q.From >= q.To {
		return &retrieval.QueryError{Kind: retrieval.QueryPeriod, Value: from + " > " + to}
	}
	return nil
}

// ReadPeriod reads a date as people write it in French or English, relative ones
// from now: the days [from, to) that it means, either end open where it says so.
// 10/11/2024 is in November, but in October to somebody whose locale is en-US.
// What cannot be read gives a *PeriodError.
func ReadPeriod(text, locale string, now time.Time) (from, to corpus.Day, err error) {
	text = strings.TrimSpace(text)
	if d, err := corpus.ParseDate(text); err == nil && d.Known() && len(text) <= len("2006-01-02") {
		return d.From, d.To, nil
	}
	today := corpus.NewDate(now.Date())
	langs := []corpus.Lang{language.Detect(text, corpus.French, corpus.English), corpus.French, corpus.English}
	if !strings.ContainsFunc(text, unicode.IsLetter) {
		langs = []corpus.Lang{corpus.French} // the day first
		if locale == "en-US" {
			langs[0] = corpus.English
		}
	}
	for _, lang := range langs {
		found := dates.Find(text, lang, today)
		if len(found) != 1 || !found[0].Resolved() || rest(text, found[0]) {
			continue
		}
		return found[0].From, found[0].To, nil
	}
	return 0, 0, &PeriodError{Text: text}
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
