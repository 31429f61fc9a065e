package verify_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/retrieval"
	"verbatim/retrieval/bleveindex"
	"verbatim/retrieval/retrievaltest"
	"verbatim/retrieval/verify"
)

// BenchmarkCheck measures one quote over 50,000 passages of made-up words, with
// the frequencies of those of a language.
func BenchmarkCheck(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 4))
	zipf := rand.NewZipf(r, 1.1, 8, 40_000)
	sentence := func(words int) string {
		var all []string
		for range words {
			all = append(all, fmt.Sprintf("w%xen", zipf.Uint64()))
		}
		return strings.Join(all, " ") + "."
	}
	var texts []retrievaltest.Text
	for i := range 5_000 {
		t := retrievaltest.Text{Attribution: corpus.Attribution{ArticleID: fmt.Sprint(i), File: fmt.Sprint(i), Lang: corpus.English}}
		for range 10 {
			t.Paragraphs = append(t.Paragraphs, sentence(18)+" "+sentence(25)+" "+sentence(12))
		}
		texts = append(texts, t)
	}
	store := bleveindex.New(b.TempDir(), bleveindex.Options{})
	b.Cleanup(func() { store.Close() })
	var gen retrieval.Generation = retrievaltest.Open(b, store, texts...)
	words := strings.Fields(texts[2_500].Paragraphs[4])
	for name, n := range map[string]int{"a sentence": 20, "a paragraph": len(words)} {
		claim := verify.Claim{Text: strings.Join(words[:n/2], " ") + " not " + strings.Join(words[n/2+1:n], " "), Marked: true}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				got, err := verify.Check(b.Context(), gen, claim, verify.Options{})
				if err != nil || got.Verdict != verify.Altered {
					b.Fatalf("%s, %v", got.Verdict, err)
				}
			}
		})
	}
}
