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

// Period says from when to when articles date, and how many have no date, with
// what parts it from the words before it; "" when none has one.
func (w *Words) Period(lib *corpus.Library) string {
	first, last, undated := lib.Span()
	dated := len(lib.Articles()) - undated
	without := w.Number(undated)
	switch {
	case dated == 0:
		return ""
	case first != last && undated > 0:
		return w.Between.With("first", w.on(first), "last", w.on(last)) + w.SomeUndated.With("undated", without)
	case first != last:
		return w.Between.With("first", w.on(first), "last", w.on(last))
	}
	date := w.InMonth.With("date", w.Date(first))
	if first.Precision == corpus.DayPrecision {
		date = w.on(first)
	}
	if undated > 0 {
		return Text(w.Count(w.SomeDated, dated)).With("date", date, "undated", without)
	}
	return Text(w.Count(w.Dated, dated)).With("date", date)
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
