package bleveindex

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/retrieval"
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
