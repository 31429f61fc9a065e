package picture

import (
	"testing"

	"verbatim/corpus"
)

func TestCount(t *testing.T) {
	cases(t, func(t *testing.T, n int, span corpus.Day, lang corpus.Lang) {
		tl := made(n, span, lang)
		l := newLayout(newFaces(), &tl, wordsOf(lang))
		t.Logf("labels %d of %d, height %.0f", len(l.labels), n, l.height)
	})
}

func BenchmarkLayout(b *testing.B) {
	tl := made(60, 365, corpus.French)
	for b.Loop() {
		newLayout(newFaces(), &tl, &french)
	}
}
