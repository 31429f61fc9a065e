package locale

import (
	"bytes"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"testing"
	"time"

	"verbatim/corpus"
)

// leaves are all strings of a value, by their path.
func leaves(v reflect.Value, path string, to map[string]string) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Tag.Get("json") != "-" {
				leaves(v.Field(i), path+"."+f.Name, to)
			}
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			leaves(v.MapIndex(k), path+"."+k.String(), to)
		}
	case reflect.Slice:
		to[path+".length"] = fmt.Sprint(v.Len())
		for i := range v.Len() {
			leaves(v.Index(i), fmt.Sprintf("%s[%d]", path, i), to)
		}
	case reflect.String:
		to[path] = v.String()
	}
}

func all(w *Words) map[string]string {
	to := map[string]string{}
	leaves(reflect.ValueOf(*w), "", to)
	return to
}

func TestEveryLanguageHasEveryWord(t *testing.T) {
	for _, w := range All() {
		for path, text := range all(w) {
			if text == "" {
				t.Errorf("%s: %s is empty", w.Lang, path)
			}
		}
		if len(w.Months) != 12 {
			t.Errorf("%s: %d months", w.Lang, len(w.Months))
		}
	}
}

func TestPlaceholdersAreTheSameInEveryLanguage(t *testing.T) {
	holders := regexp.MustCompile(`\{\w*\}`)
	of := func(s string) []string {
		return slices.Compact(slices.Sorted(slices.Values(holders.FindAllString(s, -1))))
	}
	english := all(English)
	for path, text := range all(French) {
		if a, b := of(english[path]), of(text); !slices.Equal(a, b) {
			t.Errorf("%s: English has %v, French has %v", path, a, b)
		}
	}
}

func TestAnUnknownKeyIsRefused(t *testing.T) {
	b, err := files.ReadFile("fr.json")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := load(bytes.Replace(b, []byte(`"remove"`), []byte(`"removed"`), 1)); err == nil {
		t.Error("a misspelt key was accepted")
	}
}

func TestPluralForms(t *testing.T) {
	for _, c := range []struct {
		w    *Words
		n    int
		want string
	}{
		{English, 0, "0 articles"}, {English, 1, "1 article"}, {English, 1234, "1,234 articles"},
		{French, 0, "0 article"}, {French, 1, "1 article"}, {French, 2, "2 articles"}, {French, 12345, "12\u00a0345 articles"},
	} {
		if got := c.w.Count(c.w.Articles, c.n); got != c.want {
			t.Errorf("%s %d: %q, want %q", c.w.Lang, c.n, got, c.want)
		}
	}
}

func TestDatesInWords(t *testing.T) {
	day := corpus.NewDate(2024, time.October, 23)
	month := corpus.NewDate(2024, time.October, 0)
	first := corpus.NewDate(2024, time.January, 1)
	for _, c := range []struct{ got, want string }{
		{French.Date(day), "23 octobre 2024"}, {French.Date(month), "octobre 2024"}, {French.Date(first), "1er janvier 2024"},
		{French.Date(corpus.Date{}), "date inconnue"}, {French.Date(corpus.NewDate(2024, 0, 0)), "2024"},
		{English.Date(day), "23 October 2024"}, {English.Date(first), "1 January 2024"}, {English.Date(corpus.Date{}), "date unknown"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

// published is a library of articles of those dates.
func published(t *testing.T, days ...corpus.Date) *corpus.Library {
	t.Helper()
	var all []*corpus.Article
	for i, d := range days {
		id := fmt.Sprint(i)
		all = append(all, &corpus.Article{Attribution: corpus.Attribution{ArticleID: id, File: id, Published: d}})
	}
	lib, err := corpus.NewLibrary(all, nil, nil, false)
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

func TestPeriodsInWords(t *testing.T) {
	first, day := corpus.NewDate(2024, time.January, 1), corpus.NewDate(2024, time.October, 23)
	month, year, none := corpus.NewDate(2024, time.October, 0), corpus.NewDate(2023, 0, 0), corpus.Date{}
	for _, c := range []struct {
		days   []corpus.Date
		en, fr string
	}{
		{nil, "", ""},
		{[]corpus.Date{none, none}, "", ""},
		{[]corpus.Date{first, day}, ", from 1 January 2024 to 23 October 2024", ", parus entre le 1er janvier 2024 et le 23 octobre 2024"},
		{[]corpus.Date{first, month, none}, ", from 1 January 2024 to October 2024 (1 undated)", ", parus entre le 1er janvier 2024 et octobre 2024 (1 sans date)"},
		{[]corpus.Date{day}, ", of 23 October 2024", ", paru le 23 octobre 2024"},
		{[]corpus.Date{day, day}, ", all of 23 October 2024", ", tous parus le 23 octobre 2024"},
		{[]corpus.Date{month}, ", of October 2024", ", paru en octobre 2024"},
		{[]corpus.Date{year, none, none}, " (1 of 2023, 2 undated)", " (1 paru en 2023, 2 sans date)"},
		{[]corpus.Date{day, day, none}, " (2 of 23 October 2024, 1 undated)", " (2 parus le 23 octobre 2024, 1 sans date)"},
	} {
		lib := published(t, c.days...)
		if en, fr := English.Period(lib), French.Period(lib); en != c.en || fr != c.fr {
			t.Errorf("%v: %q and %q, want %q and %q", c.days, en, fr, c.en, c.fr)
		}
	}
}

func TestLanguagesAreNamed(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{French.Language("fr"), "français"}, {French.Language("en"), "anglais"}, {English.Language("fr"), "French"},
		{English.Language("pt-BR"), "Brazilian Portuguese"}, {English.Language("und"), "language unknown"}, {French.Language(""), "langue inconnue"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func TestALocaleFindsItsLanguage(t *testing.T) {
	if For("en-GB") != English || For("fr") != French || For("de") != nil || For("") != nil {
		t.Error("wrong words for a locale")
	}
}

// French puts a narrow no-break space before ; ? and !, and one as wide as a space
// before a colon and inside quotation marks.
func TestFrenchSpacesDoNotBreak(t *testing.T) {
	texts := map[string]string{}
	leaves(reflect.ValueOf(*French), "", texts)
	wrong := regexp.MustCompile(`.{0,20}(?:[^\x{202f}][;!?](?:\s|\z)|[^\x{a0}]»|«[^\x{a0}]|[^\x{a0}]:(?:\s|\z)).{0,20}`)
	for path, text := range texts {
		if at := wrong.FindString(text); at != "" {
			t.Errorf("%s: %q", path, at)
		}
	}
}
