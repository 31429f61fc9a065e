package locale

import (
	"strings"

	"verbatim/corpus"
)

// Filters says which articles were looked in, in the words of a noun's end:
// “by Le Quai, in French, published in March 2024”. What is empty or unknown
// is no filter.
func (w *Words) Filters(publishers []string, lang corpus.Lang, after, before corpus.Date) string {
	var parts []string
	if len(publishers) > 0 {
		parts = append(parts, w.Understood.By.With("publisher", strings.Join(publishers, ", ")))
	}
	if lang != "" {
		parts = append(parts, w.Understood.In.With("language", w.Language(lang)))
	}
	if after.Known() || before.Known() {
		parts = append(parts, w.published(after, before))
	}
	return strings.Join(parts, ", ")
}

// published says when articles were published; one of the dates may be unknown.
func (w *Words) published(after, before corpus.Date) string {
	u := w.Understood
	switch day := before.Precision == corpus.DayPrecision; {
	case !before.Known():
		return u.Since.With("date", w.on(after))
	case !after.Known() && day:
		return u.UntilDay.With("date", w.Date(before))
	case !after.Known():
		return u.Until.With("date", w.Date(before))
	case after != before:
		return u.Between.With("first", w.on(after), "last", w.on(before))
	case day:
		return u.OnDay.With("date", w.Date(after))
	}
	return u.During.With("date", w.Date(after))
}
