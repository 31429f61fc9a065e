package bot

import (
	"fmt"
	"slices"
	"testing"

	"verbatim/corpus"
)

// published is an article of a publisher in a language.
func published(id, publisher string, lang corpus.Lang) article {
	return article{corpus.Attribution{ArticleID: id, File: id, Publisher: publisher, Lang: lang}, []string{"Text."}}
}

func suggestions(t *testing.T, f *fakeCorpus, r Request, option string) (names, values []string) {
	t.Helper()
	all, err := NewSuggester(f)(r, option)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		names, values = append(names, c.Name), append(values, c.Value)
	}
	return names, values
}

func TestPublishersAreSuggested(t *testing.T) {
	f := newCorpus(t, false,
		published("1", "Le Courrier de l’Écluse", "fr"), published("2", "Le Courrier de l’Écluse", "fr"),
		published("3", "The River Post", "en"), published("4", "Écho du fleuve", "fr"), published("5", "", "fr"),
		published("6", "Letters from the River", "en"))
	for _, c := range []struct {
		typed, lang string
		want        []string
	}{
		{"", "", []string{"Le Courrier de l’Écluse", "Letters from the River", "The River Post", "Écho du fleuve"}},
		{"", "english", []string{"Letters from the River", "The River Post"}},
		{" LE", "", []string{"Le Courrier de l’Écluse", "Letters from the River", "Écho du fleuve"}},
		{"riv", "", []string{"Letters from the River", "The River Post"}},
		{"ec", "", []string{"Écho du fleuve", "Le Courrier de l’Écluse"}},
		{"urri", "", []string{"Le Courrier de l’Écluse"}},
		{"gazette", "", nil},
	} {
		if _, got := suggestions(t, f, Request{Options: Options{optPublisher: c.typed, optLang: c.lang}}, optPublisher); !slices.Equal(got, c.want) {
			t.Errorf("%q in %q: %q, want %q", c.typed, c.lang, got, c.want)
		}
	}
}

func TestLanguagesAreSuggestedAsTheAskerNamesThem(t *testing.T) {
	f := newCorpus(t, false, published("1", "", "fr"), published("2", "", "fr"), published("3", "", "en"), published("4", "", "und"))
	for _, c := range []struct {
		locale, typed string
		want          []string
	}{
		{"fr", "", []string{"français · 2 articles", "anglais · 1 article", "langue inconnue · 1 article"}},
		{"en-GB", "fre", []string{"French · 2 articles"}},
		{"en-US", "anglais", []string{"English · 1 article"}},
		{"de", "FR", []string{"French · 2 articles"}},
	} {
		names, values := suggestions(t, f, Request{Locale: c.locale, Options: Options{optLang: c.typed}}, optLang)
		if !slices.Equal(names, c.want) {
			t.Errorf("%s %q: %q, want %q", c.locale, c.typed, names, c.want)
		}
		for _, v := range values {
			if string(ReadLang(v)) != v || !slices.Contains([]string{"fr", "en", "und"}, v) {
				t.Errorf("the value %q is no language", v)
			}
		}
	}
}

func TestNoMoreIsSuggestedThanDiscordShows(t *testing.T) {
	var all []article
	for i := range 40 {
		all = append(all, published(fmt.Sprint(i), fmt.Sprintf("Paper %d", i), "en"))
	}
	if names, _ := suggestions(t, newCorpus(t, false, all...), Request{}, optPublisher); len(names) != 25 {
		t.Errorf("%d suggestions", len(names))
	}
}
