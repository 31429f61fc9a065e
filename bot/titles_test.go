package bot

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"verbatim/corpus"
)

func libraryOf(t testing.TB, articles ...corpus.Attribution) *corpus.Library {
	t.Helper()
	var all []*corpus.Article
	for i, a := range articles {
		a.ArticleID = fmt.Sprint("a", i)
		a.File = fmt.Sprintf("folder/file-%d.txt", i)
		all = append(all, &corpus.Article{Attribution: a, Hash: fmt.Sprint(i)})
	}
	lib, err := corpus.NewLibrary(all, nil, nil, false)
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

func TestArticlesAreFoundByWordsOfTheirTitles(t *testing.T) {
	titles := newTitles(libraryOf(t,
		corpus.Attribution{Title: "Choïgou à Pyongyang : une fête", Publisher: "Le Courrier", Published: corpus.NewDate(2023, 7, 29)},
		corpus.Attribution{Title: "L’œuvre du syndicat", Publisher: "Le Quai", Published: corpus.NewDate(2024, 10, 0)},
		corpus.Attribution{Title: "A yang for everybody", Publisher: "The Courier"},
		corpus.Attribution{Publisher: "The Courier", Published: corpus.NewDate(2024, 0, 0)},
	))
	for typed, want := range map[string]string{
		"":               "a1 a3 a0 a2", // the newest first
		"choigou":        "a0",
		"CHOÏGOU  PYONG": "a0",
		"oeuvre":         "a1",
		"œuv":            "a1",
		"yang":           "a2 a0", // the word before what ends in it
		"cour":           "a3 a0 a2",
		"le courrier":    "a0",
		"fête pyongyang": "a0",
		"octobre":        "a1",
		"october 2024":   "a1",
		"2024":           "a1 a3",
		"juillet le":     "a0",
		"pyongyang quai": "",
		"file":           "a3", // has no title
		"zzz":            "",
		"'":              "a1 a3 a0 a2",
		"ng":             "", // too short for the middle of a word
	} {
		var got []string
		for _, a := range titles.find(typed, 10) {
			got = append(got, a.ArticleID)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%q: %q, want %q", typed, s, want)
		}
	}
	if got := titles.find("", 2); len(got) != 2 {
		t.Errorf("%d of at most 2", len(got))
	}
}

// manyTitles are 50,000 of six words, with the frequencies of words of a language.
func manyTitles(t testing.TB) *corpus.Library {
	r := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(r, 1.2, 3, 30_000)
	syllables := strings.Fields("ka ro mi té lan dou pré ver sin gou tol ba né char li")
	word := func(n uint64) string {
		var b strings.Builder
		for n += 40; n > 0; n /= 15 {
			b.WriteString(syllables[n%15])
		}
		return b.String()
	}
	var all []corpus.Attribution
	for i := range 50_000 {
		var words []string
		for range 6 {
			words = append(words, word(zipf.Uint64()))
		}
		all = append(all, corpus.Attribution{Title: strings.Join(words, " "), Publisher: fmt.Sprint("Journal ", i%200), Published: corpus.NewDate(2000+i%25, 1+0, 1+i%28)})
	}
	return libraryOf(t, all...)
}

// BenchmarkTitles measures one keystroke over 50,000 titles; Discord waits three
// seconds for it.
func BenchmarkTitles(b *testing.B) {
	lib := manyTitles(b)
	b.Run("index", func(b *testing.B) {
		for b.Loop() {
			newTitles(lib)
		}
	})
	titles := newTitles(lib)
	for _, typed := range []string{"", "k", "gou", "journal 12", "karo tél"} {
		b.Run(fmt.Sprintf("typed %q", typed), func(b *testing.B) {
			for b.Loop() {
				titles.find(typed, maxChoices)
			}
		})
	}
}

func TestChoicesOfArticlesFitDiscord(t *testing.T) {
	lib := libraryOf(t, corpus.Attribution{Title: strings.Repeat("très long ", 40), Publisher: strings.Repeat("Éditeur ", 20), Published: corpus.NewDate(2024, 10, 23)})
	a := lib.Articles()[0]
	for _, w := range []string{articleLine(a, Request{Locale: "fr", Private: true}.words()), articleLine(a, Request{Locale: "en-US", Private: true}.words())} {
		if n := len([]rune(w)); n > 100 || !strings.Contains(w, "2024") {
			t.Errorf("%d characters: %s", n, w)
		}
	}
	a.ArticleID = strings.Repeat("x", 300)
	if v := articleValue(a); len(v) > 100 || v == "" {
		t.Errorf("value %q", v)
	}
	h := &handler{}
	if got := h.named(lib, articleValue(a)); got != a {
		t.Errorf("found %v", got)
	}
	if slices.ContainsFunc([]string{"", "«»", "nichts"}, func(typed string) bool { return h.named(lib, typed) != nil }) {
		t.Error("an article was found by nothing")
	}
}
