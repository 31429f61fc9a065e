package bot

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"verbatim/bot/locale"
	"verbatim/corpus"
	"verbatim/retrieval"
)

func TestContextIsTheNearestSentencesAndTheRestOfACutOne(t *testing.T) {
	const body = "The first sentence stands alone. When the rain came, the bridge closed at noon, and the town was cut off. The last one ends it."
	a := &corpus.Article{Passages: []corpus.Span{{Start: 0, End: len(body)}}}
	for _, c := range []struct {
		quote string
		room  int
		want  []string
	}{
		{"the bridge closed at noon", 600, []string{"The first sentence stands alone. When the rain came", "and the town was cut off. The last one ends it."}},
		{"the bridge closed at noon", 50, []string{"When the rain came", "and the town was cut off."}},
		{"the bridge closed at noon", 20, []string{"When the rain came"}},
		{"The first sentence stands alone", 600, []string{"When the rain came, the bridge closed at noon, and the town was cut off. The last one ends it."}},
		{body, 600, nil},
		{"The last one ends it.", 10, nil},
	} {
		at := strings.Index(body, c.quote)
		q := retrieval.Quote{Passage: corpus.Passage{Start: at, End: at + len(c.quote), Text: c.quote}}
		var got []string
		shown := 0
		for _, beside := range around(a, body, q, c.room) {
			if body[beside.Start:beside.End] != beside.Text || beside.Start < q.End && q.Start < beside.End {
				t.Errorf("%q beside %q is not what stands there", beside.Text, c.quote)
			}
			got, shown = append(got, beside.Text), shown+utf8.RuneCountInString(beside.Text)
		}
		if !slices.Equal(got, c.want) || shown > c.room {
			t.Errorf("around %q in %d characters: %q, want %q", c.quote, c.room, got, c.want)
		}
	}
}

func TestWordsThatWereFoundAreSaidByName(t *testing.T) {
	const text = "Kim Jong-un sent Russia soldiers; Kim Jong-un and the soldiers of Russia"
	q := retrieval.Quote{Passage: corpus.Passage{Text: text}}
	asked := map[string]string{"Kim": "kim", "Jong": "jong", "sent": "envoyé", "Russia": "Russie"} // and of “soldiers” nobody knows
	for _, word := range []string{"Kim", "Jong", "sent", "Russia", "soldiers"} {
		for at, rest := 0, text; ; {
			i := strings.Index(rest, word)
			if i < 0 {
				break
			}
			q.Matches = append(q.Matches, retrieval.Match{Start: at + i, End: at + i + len(word), Word: asked[word]})
			at, rest = at+i+len(word), rest[i+len(word):]
		}
	}
	slices.SortFunc(q.Matches, func(a, b retrieval.Match) int { return a.Start - b.Start })
	var got []string
	for _, m := range matchedWords(q) {
		got = append(got, m.said(text, locale.English))
	}
	if want := []string{"“Kim Jong-un”", "“sent” (envoyé)", "“Russia”", "“soldiers”"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestQuotesInAnotherLanguageAreLinkedToATranslation(t *testing.T) {
	h := &handler{Config: Config{TranslateURL: "https://t.example/{from}/{to}/?q={text}"}}
	for lang, want := range map[corpus.Lang]string{
		"fr": "https://t.example/fr/en/?q=%C3%A0%20%26%20b", "fr-CA": "https://t.example/fr/en/?q=%C3%A0%20%26%20b",
		"en": "", "en-GB": "", corpus.Undetermined: "", "": "",
	} {
		got := ""
		if l := h.translation(retrieval.Quote{Passage: corpus.Passage{Attribution: corpus.Attribution{Lang: lang}, Text: "à & b"}}, locale.English); l != nil {
			got = l.URL
		}
		if got != want {
			t.Errorf("a quote in %q: %q, want %q", lang, got, want)
		}
	}
}
