package bot

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"verbatim/corpus"
	"verbatim/corpus/dates"
	"verbatim/retrieval"
	"verbatim/retrieval/analysis"
)

// most is how many quotes are asked for: three to be shown, and what fits
// behind a button.
const most = 4

// dateError is a date that cannot be read.
type dateError struct{ value string }

func (e *dateError) Error() string { return fmt.Sprintf("%q is no date", e.value) }

// query is what a request asks the corpus.
func query(r Request) (retrieval.Query, error) {
	q := retrieval.Query{Text: r.Question, Publisher: strings.TrimSpace(r.Options[optPublisher]), Lang: ReadLang(r.Options[optLang]), Limit: most}
	var err error
	if q.After, err = readDate(r.Options[optAfter], r.Locale); err != nil {
		return q, err
	}
	q.Before, err = readDate(r.Options[optBefore], r.Locale)
	return q, err
}

// names are the languages that a person may name in words.
var names = func() map[string]corpus.Lang {
	m := map[string]corpus.Lang{}
	for _, code := range strings.Fields("ar cs da de el en es fi fr he hi hu it ja ko nl no pl pt ro ru sv tr uk zh") {
		tag := language.Make(code)
		for _, name := range []string{display.English.Languages().Name(tag), display.French.Languages().Name(tag), display.Self.Name(tag)} {
			m[analysis.Fold(name)] = corpus.Lang(code)
		}
	}
	return m
}()

// ReadLang reads "fr", "FR", "French" or "français"; what it does not know it
// leaves as it is.
func ReadLang(s string) corpus.Lang {
	s = strings.TrimSpace(s)
	if lang, ok := names[analysis.Fold(s)]; ok {
		return lang
	}
	return corpus.Lang(s)
}

// spoken fails with a *retrieval.QueryError when nothing was searched because
// no article is in the language that was asked for.
func spoken(lang corpus.Lang, why retrieval.Reason, lib *corpus.Library) error {
	if lang == "" || why != retrieval.ReasonEmpty || len(lib.Articles()) == 0 {
		return nil
	}
	want, _, _ := strings.Cut(string(lang), "-")
	var known []string
	for _, article := range lib.Articles() {
		have := string(article.Lang)
		if base, _, _ := strings.Cut(have, "-"); base == want {
			return nil
		}
		if !slices.Contains(known, have) {
			known = append(known, have)
		}
	}
	slices.Sort(known)
	return &retrieval.QueryError{Kind: retrieval.QueryLang, Value: string(lang), Known: known}
}

var (
	// numeric is a date in figures, the year last: 23/10/2024, 23.10.2024, 10/2024.
	numeric = regexp.MustCompile(`^(?:(\d{1,2})[/.\- ])?(\d{1,2})[/.\- ](\d{4})$`)
	// reversed is one with the year first: 2024/10/23, 2024.10.
	reversed = regexp.MustCompile(`^(\d{4})[/.\- ](\d{1,2})(?:[/.\- ](\d{1,2}))?$`)
)

// readDate reads a date as people type it. 10/11/2024 is in November, but in
// October for an American.
func readDate(s, clientLocale string) (corpus.Date, error) {
	s = strings.TrimSpace(s)
	if d, err := corpus.ParseDate(s); err == nil {
		return d, nil
	}
	if m := reversed.FindStringSubmatch(s); m != nil {
		return dateOf(s, m[1], m[2], m[3])
	}
	if m := numeric.FindStringSubmatch(s); m != nil {
		day, month := m[1], m[2]
		if american := clientLocale == "en-US"; day != "" && (american && atoi(day) <= 12 || atoi(month) > 12) {
			day, month = month, day
		}
		return dateOf(s, m[3], month, day)
	}
	for _, lang := range []corpus.Lang{corpus.French, corpus.English} {
		if found := dates.Find(s, lang, corpus.Date{}); len(found) == 1 {
			if d, ok := found[0].Date(); ok {
				return d, nil
			}
		}
	}
	return corpus.Date{}, &dateError{s}
}

// dateOf is a date of figures; day may be "".
func dateOf(s, year, month, day string) (corpus.Date, error) {
	y, m, d := atoi(year), time.Month(atoi(month)), atoi(day)
	date := corpus.NewDate(y, m, d)
	if m < 1 || m > 12 || day != "" && date.From.Time().Day() != d {
		return corpus.Date{}, &dateError{s}
	}
	return date, nil
}

// atoi is the number of a few digits, 0 of none.
func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
