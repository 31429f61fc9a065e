package locale

import (
	"strconv"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"verbatim/corpus"
)

// Date is a date in words, as exactly as it is known: "23 October 2024",
// "octobre 2024", "2024", "date unknown".
func (w *Words) Date(d corpus.Date) string {
	t := d.From.Time()
	year := strconv.Itoa(t.Year())
	switch d.Precision {
	case corpus.NoPrecision:
		return string(w.DateUnknown)
	case corpus.YearPrecision:
		return year
	case corpus.MonthPrecision:
		return w.Months[t.Month()-1] + " " + year
	}
	day := strconv.Itoa(t.Day())
	if t.Day() == 1 {
		day = w.FirstOfMonth
	}
	return day + " " + w.Months[t.Month()-1] + " " + year
}

// Period says from when to when articles date, with a space before it;
// "" when neither date is known.
func (w *Words) Period(first, last corpus.Date) string {
	switch {
	case !first.Known() || !last.Known():
		return ""
	case first == last:
		return w.Dated.With("date", w.on(first))
	}
	return w.Between.With("first", w.on(first), "last", w.on(last))
}

func (w *Words) on(d corpus.Date) string {
	if d.Precision == corpus.DayPrecision {
		return w.OnDay.With("date", w.Date(d))
	}
	return w.Date(d)
}

// Language names a language: "French", "français".
func (w *Words) Language(lang corpus.Lang) string {
	tag, err := language.Parse(string(lang))
	if err != nil || lang == corpus.Undetermined || lang == "" {
		return string(w.LanguageUnknown)
	}
	if name := display.Tags(language.Make(string(w.Lang))).Name(tag); name != "" {
		return name
	}
	return string(lang)
}
