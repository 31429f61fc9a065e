package retrievaltest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/retrieval"
)

func testSimilar(t *testing.T, s retrieval.Store) {
	g := Open(t, s,
		Text{Attribution: corpus.Attribution{ArticleID: "a", Lang: "und", Title: "corema"}, Paragraphs: []string{
			"korea korea korea korea", "corea coreb", "coreb koera", "coreb kore koreas kroea 2023 2024",
			"kremlin kremlins gremlin kreml gremlins gremlni", "мостовая мостовой ёлка елка", "abcdefghxx ca abcx"}},
		Text{Attribution: corpus.Attribution{ArticleID: "b", Lang: "en"}, Paragraphs: []string{"korel borea sorea"}},
	)
	tests := []struct {
		lang corpus.Lang
		term string
		n    int
		want string
	}{
		{"und", "corea", 9, "coreb korea"}, // not itself, not a title, and not what occurs most often in one passage
		{"und", "korea", 9, "corea koera kore koreas kroea"},
		{"und", "korea", 2, "corea koera"},
		{"und", "korea", 0, ""},
		{"und", "korea", -1, ""},
		{"en", "korea", 9, "borea korel sorea"},
		{"fr", "korea", 9, ""},
		{"", "korea", 9, ""},
		{"und", "koraa", 9, "korea"},
		{"und", "kor", 9, ""}, // too short
		{"und", "coerb", 9, "coreb"},
		{"und", "gremlins", 9, "gremlin kremlins gremlni kremlin"}, // two edits, the nearest first
		{"und", "gremlins", 3, "gremlin kremlins gremlni"},
		{"und", "kremlxns", 9, "kremlins gremlins kremlin"},
		{"und", "мостовай", 9, "мостовая мостовой"},
		{"und", "елкa", 9, "елка"}, // a Latin a
		{"und", "2022", 9, ""},     // numbers are as they are
		{"und", "bacdfeghxx", 9, "abcdefghxx"},
		{"und", "bcaxdefgh", 9, ""},
		{"und", "", 9, ""},
		{"und", "kor\xffa", 9, ""},
		{"und", strings.Repeat("korea", 1<<12), 9, ""},
	}
	for _, test := range tests {
		got, err := g.Similar(t.Context(), test.lang, test.term, test.n)
		if err != nil || strings.Join(got, " ") != test.want {
			t.Errorf("%s %.20q, %d: got %q, %v, want %q", test.lang, test.term, test.n, got, err, test.want)
		}
	}
}

// testSimilarTies gives terms equally near in order of frequency.
func testSimilarTies(t *testing.T, s retrieval.Store) {
	var texts []Text
	for i, letter := range strings.Split("edcab", "") {
		for n := range i/2 + 1 {
			texts = append(texts, Text{Attribution: corpus.Attribution{ArticleID: fmt.Sprint(letter, n), Author: fmt.Sprint(n), Lang: "und"}, Paragraphs: []string{"pont" + letter}})
		}
	}
	g := Open(t, s, texts...)
	want := []string{"pontb", "ponta", "pontc", "pontd", "ponte"}
	for n := range 7 {
		got, err := g.Similar(t.Context(), "und", "pontx", n)
		if err != nil || !slices.Equal(got, want[:min(n, 5)]) {
			t.Errorf("%d: got %v, %v", n, got, err)
		}
	}
	g = Derive(t, s, g, texts[:1]...)
	if got, err := g.Similar(t.Context(), "und", "pontx", 9); err != nil || !slices.Equal(got, []string{"ponte"}) {
		t.Errorf("got %v, %v when only one is left", got, err)
	}
}
