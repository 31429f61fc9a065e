package retrieval

import (
	"testing"

	"verbatim/corpus"
)

func TestTheHeadOfATopic(t *testing.T) {
	for _, c := range []struct {
		text string
		lang corpus.Lang
		want string
	}{
		{"pertes nord-coréennes à Koursk", "fr", "pertes"}, {"la nouvelle loi martiale en Corée", "fr", "loi"}, {"Lavrov à Pyongyang", "fr", ""},
		{"treaty between Putin and Kim", "en", "treaty"}, {"North Korean soldiers shipped to Vladivostok", "en", "soldiers"},
		{"Shoigu's visit to Pyongyang", "en", "visit"}, {"Camp David summit", "en", "summit"}, {"Private Travis King", "en", ""}, {"balloons", "en", ""},
		{"launch of a spy satellite", "en", "launch"}, {"in the harbour strike of Belmare", "en", "strike"},
	} {
		q := &question{text: c.text, lang: c.lang}
		for _, tok := range contentWords(c.text, c.lang, nil) {
			q.words = append(q.words, &word{text: c.text[tok.Start:tok.End], exact: tok.Exact, df: 1, name: nameLike(c.text, tok)})
		}
		got := ""
		if at := q.head(); at >= 0 {
			got = q.words[at].text
		}
		if got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}
