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

// FuzzCatalog reads any bytes as a catalog: what can be read comes back the
// same when it is written and read again.
func FuzzCatalog(f *testing.F) {
	l, _ := retrievaltest.Library(f, articles(newWords(1), 2)...)
	path := filepath.Join(f.TempDir(), "x")
	if _, err := newCatalog(l, make([]place, 2)).write(path); err != nil {
		f.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(`{"s":{"file":"a","size":1,"time":"2024-01-01T00:00:00Z","hash":"x"}}{"k":{"file":"b","reason":"c"}}`))
	f.Add([]byte(`{"a":{"id":"a","size":9,"p":[[3,1,0,0]]}}`))
	f.Add([]byte(`{"a":{"id":"a","size":9,"p":[[0,9,1,0]],"l":["en"]}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		dir := t.TempDir()
		first, second := filepath.Join(dir, "1"), filepath.Join(dir, "2")
		if err := os.WriteFile(first, b, 0o644); err != nil {
			t.Fatal(err)
		}
		c, err := readCatalog(first, false)
		if err != nil {
			return
		}
		if _, err := c.write(second); err != nil {
			t.Fatal(err)
		}
		again, err := readCatalog(second, false)
		if err != nil {
			t.Fatal(err)
		}
		if again.library.Version() != c.library.Version() || !slices.Equal(again.places, c.places) || !slices.Equal(again.library.Skipped(), c.library.Skipped()) {
			t.Errorf("%q came back as another", b)
		}
		for i, a := range c.library.Articles() {
			if b := again.library.Articles()[i]; a.Attribution != b.Attribution || !slices.Equal(a.Passages, b.Passages) {
				t.Errorf("%+v came back as %+v", a, b)
			}
		}
	})
}
