package locale

import (
	"testing"

	"verbatim/corpus"
)

func TestFiltersReadAsTheEndOfANoun(t *testing.T) {
	day, month, year := corpus.NewDate(2024, 10, 1), corpus.NewDate(2024, 10, 0), corpus.NewDate(2023, 0, 0)
	none := corpus.Date{}
	for _, c := range []struct {
		publishers    []string
		lang          corpus.Lang
		after, before corpus.Date
		en, fr        string
	}{
		{nil, "", none, none, "", ""},
		{[]string{"Le Quai"}, "", none, none, "by Le Quai", "publiés par Le Quai"},
		{[]string{"Le Quai", "DayFR"}, "fr", none, none, "by Le Quai, DayFR, in French", "publiés par Le Quai, DayFR, en français"},
		{nil, "", day, day, "published on 1 October 2024", "parus le 1er octobre 2024"},
		{nil, "", month, month, "published in October 2024", "parus en octobre 2024"},
		{nil, "", year, year, "published in 2023", "parus en 2023"},
		{nil, "", day, none, "published since 1 October 2024", "parus depuis le 1er octobre 2024"},
		{nil, "", month, none, "published since October 2024", "parus depuis octobre 2024"},
		{nil, "", none, day, "published until 1 October 2024", "parus jusqu’au 1er octobre 2024"},
		{nil, "", none, month, "published until October 2024", "parus jusqu’en octobre 2024"},
		{nil, "en", year, day, "in English, published between 2023 and 1 October 2024", "en anglais, parus entre 2023 et le 1er octobre 2024"},
	} {
		if got := English.Filters(c.publishers, c.lang, c.after, c.before); got != c.en {
			t.Errorf("got %q, want %q", got, c.en)
		}
		if got := French.Filters(c.publishers, c.lang, c.after, c.before); got != c.fr {
			t.Errorf("got %q, want %q", got, c.fr)
		}
	}
}
