package bleveindex

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	bleve "github.com/blevesearch/bleve/v2/analysis"

	"verbatim/corpus"
	"verbatim/retrieval"
	"verbatim/retrieval/analysis"
	"verbatim/retrieval/retrievaltest"
)

// FuzzDerive changes a random corpus step by step. After each step the derived
// generation must equal one built from nothing, and every hit must be verbatim.
func FuzzDerive(f *testing.F) {
	f.Add([]byte("aaaabbbbccccdddd"), "the old bridge was closed to lorries le pont est fermé")
	f.Add([]byte{0, 1, 2, 3, 0x40, 0x41, 0x80, 0x81, 0xc0, 0xc1, 0xff, 7, 9}, "мост 日本語 🙂 \xff naïve U.S. 10,000 l’été")
	f.Add([]byte{}, "")
	f.Fuzz(func(t *testing.T, steps []byte, vocabulary string) {
		words := strings.Fields(vocabulary)
		if len(words) == 0 || len(words) > 50 || len(vocabulary) > 500 {
			t.Skip()
		}
		s, other := newStore(t), newStore(t)
		var texts []retrievaltest.Text
		var g retrieval.Generation
		for n, chunk := range slices.Collect(slices.Chunk(steps[:min(len(steps), 20)], 5)) {
			for _, op := range chunk {
				texts = change(texts, op, n, words)
			}
			g = retrievaltest.Derive(t, s, g, texts...)
			retrievaltest.Equal(t, g, retrievaltest.Open(t, other, texts...))
			if t.Failed() {
				t.Fatalf("step %d of %v", n, steps)
			}
		}
	})
}

// change does one of four things to a corpus: its upper two bits say which, the
// others to what.
func change(texts []retrievaltest.Text, op byte, step int, words []string) []retrievaltest.Text {
	texts = slices.Clone(texts)
	at := int(op & 63)
	word := func(i int) string { return words[(at*7+step*3+i)%len(words)] }
	paragraphs := []string{word(0), "# " + word(1), word(2) + " " + word(3) + ", " + word(0), word(4) + " " + word(4)}
	langs := []corpus.Lang{"en", "fr", "de", "und", "ja", "fa"}
	switch {
	case len(texts) == 0 || op>>6 == 0:
		id := fmt.Sprintf("%s-%d-%d-%d", word(5), at, step, len(texts))
		return append(texts, retrievaltest.Text{
			Attribution: corpus.Attribution{ArticleID: id, Title: word(6), Lang: langs[at%len(langs)]},
			Paragraphs:  paragraphs[:1+at%4], Langs: []corpus.Lang{"", "", langs[(at+step)%len(langs)]}})
	case op>>6 == 1:
		texts[at%len(texts)].Paragraphs = paragraphs[at%3:]
	case op>>6 == 2:
		return slices.Delete(texts, at%len(texts), at%len(texts)+1)
	default:
		i := at % len(texts)
		texts[i].ArticleID += "'"
		texts[i].File = ""
	}
	return texts
}

// FuzzAnalyzers analyses any text in every language that has an analyser: its
// tokens lie within the text, in order of position, and are searched as they
// are indexed.
func FuzzAnalyzers(f *testing.F) {
	for _, text := range []string{
		"Die Brücken werden geprüft", "Мосты закрыты", "東京の橋は閉鎖された。ｶﾞﾝﾀﾞﾑ", "الجسر مغلق أمام الشاحنات", "می\u200cخواهم پل\u200cها", "पुल बंद है", "İstanbul'da köprü",
		"a\u200cb\u200c\u200c", "\xff\xfe\xed\xa0\x80", "l'acqua dell'isola", "e\u0301\u0301\u0301", "😀\u200d👩",
	} {
		f.Add(text)
	}
	langs := append(slices.Sorted(maps.Keys(ofBleve)), "fr", "en", "und", "pt-BR", "zh-Hant")
	f.Fuzz(func(t *testing.T, text string) {
		for _, lang := range langs {
			tokens := analyzerOf(corpus.Lang(lang))(text)
			position := -1
			for i, tok := range tokens {
				if tok.Start < 0 || tok.End < tok.Start || tok.End > len(text) || tok.Position < position {
					t.Fatalf("%s %q: token %d is %+v", lang, text, i, tok)
				}
				position = tok.Position
			}
			stream := indexed(analyzerOf(corpus.Lang(lang))).Analyze([]byte(text))
			same := func(a analysis.Token, b *bleve.Token) bool { return a.Term == string(b.Term) }
			if !slices.EqualFunc(tokens, stream, same) {
				t.Fatalf("%s %q: %v is searched, %v indexed", lang, text, tokens, stream)
			}
		}
	})
}

// FuzzSimilar looks for any term among any words: what comes is all that is
// near enough, in the order that the store in memory gives it.
func FuzzSimilar(f *testing.F) {
	f.Add("korea corea koreas kroea 한국어를 한국어로 kor ko", "korea")
	f.Add("kremlin gremlin gremlins kremlni krelmin kmrelin kremlinology", "kremlins")
	f.Add("ab ba aab abab baba aabb bbaa abba", "abba")
	f.Add("мостовая мостовой naïve 🙂 日本語の橋 2024 20244", "мостовую")
	f.Add(strings.Repeat("é", 40)+" "+strings.Repeat("é", 42)+" "+strings.Repeat("e", 38), strings.Repeat("e", 40))
	f.Add("pneumonoultramicroscopicsilicovolcanokonio pneumonultramicroscopicsilicovolcanokoni", "pneumonoultramicroscopicsilicovolcanokon")
	f.Fuzz(func(t *testing.T, vocabulary, term string) {
		if len(vocabulary) > 500 || len(term) > 200 {
			t.Skip()
		}
		text := retrievaltest.Text{Attribution: corpus.Attribution{ArticleID: "a", Lang: corpus.Undetermined}}
		for line := range strings.Lines(vocabulary) {
			text.Paragraphs = append(text.Paragraphs, "x "+line)
		}
		ours, memory := retrievaltest.Open(t, newStore(t), text), retrievaltest.Open(t, new(retrievaltest.Memory), text)
		got, err := ours.Similar(t.Context(), corpus.Undetermined, term, 1000)
		if err != nil {
			t.Fatal(err)
		}
		want, err := memory.Similar(t.Context(), corpus.Undetermined, term, 1000)
		if err != nil || !slices.Equal(got, want) {
			t.Fatalf("got %q, not %q, %v", got, want, err)
		}
		for _, token := range analysis.Plain(vocabulary) {
			near := token.Term != term && within([]rune(token.Term), []rune(term), retrieval.Edits(term))
			if slices.Contains(got, token.Term) != near {
				t.Errorf("got %q for %q: %q is near: %v", got, term, token.Term, near)
			}
		}
	})
}

// within reports whether k edits at most make b of a: by trying them all.
func within(a, b []rune, k int) bool {
	switch {
	case len(a) == 0 || len(b) == 0:
		return max(len(a), len(b)) <= k
	case a[0] == b[0] && within(a[1:], b[1:], k):
		return true
	case k == 0:
		return false
	}
	return within(a[1:], b, k-1) || within(a, b[1:], k-1) || within(a[1:], b[1:], k-1) ||
		len(a) > 1 && len(b) > 1 && a[0] == b[1] && a[1] == b[0] && within(a[2:], b[2:], k-1)
}

// FuzzCatalog reads any bytes as the two parts of a catalog: what can be read
// comes back the same when it is written whole and read again.
func FuzzCatalog(f *testing.F) {
	l, _ := retrievaltest.Library(f, articles(newWords(1), 2)...)
	path := filepath.Join(f.TempDir(), "x")
	if _, err := (&catalog{l, make([]place, 2)}).whole().write(path); err != nil {
		f.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	const same = `{"d":{"articles":[{"f":0,"n":2}],"sources":[]}}`
	f.Add(b, []byte(same))
	f.Add(b, []byte(`{"d":{"articles":[{"f":1,"n":1},{"f":-1,"n":1}],"sources":[]}}{"a":{"id":"new","size":9,"p":[[0,9,0,0]],"h":["x"],"l":["en"]}}`))
	f.Add(b, []byte(`{"d":{"articles":[{"f":0,"n":2},{"f":0,"n":2}],"sources":[{"f":9,"n":-1}]}}`))
	f.Add([]byte(`{"s":{"file":"a","size":1,"time":"2024-01-01T00:00:00Z","hash":"x"}}{"k":{"file":"b","reason":"c"}}`), []byte(`{"d":{"articles":[],"sources":[{"f":0,"n":1}]}}`))
	f.Add([]byte(`{"a":{"id":"a","size":9,"p":[[3,1,0,0]]}}`), []byte(same))
	f.Add([]byte(`{"a":{"id":"a","size":9,"p":[[0,9,1,0]],"l":["en"]}}`), []byte(same))
	f.Fuzz(func(t *testing.T, whole, further []byte) {
		dir := t.TempDir()
		for n, b := range [][]byte{whole, further} {
			if err := os.WriteFile(filepath.Join(dir, libraryFile(n)), b, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		c, err := readCatalog(dir, []int{0, 1}, false)
		if err != nil {
			return
		}
		if _, err := c.whole().write(filepath.Join(dir, libraryFile(2))); err != nil {
			t.Fatal(err)
		}
		again, err := readCatalog(dir, []int{2}, false)
		if err != nil {
			t.Fatal(err)
		}
		if again.library.Version() != c.library.Version() || !slices.Equal(again.places, c.places) || !slices.Equal(again.library.Skipped(), c.library.Skipped()) {
			t.Errorf("%q %q came back as another", whole, further)
		}
		for i, a := range c.library.Articles() {
			if b := again.library.Articles()[i]; a.Attribution != b.Attribution || a.Sketch != b.Sketch || !slices.Equal(a.Passages, b.Passages) {
				t.Errorf("%+v came back as %+v", a, b)
			}
		}
	})
}
