package picture

import (
	"fmt"
	"io"
	"testing"

	"verbatim/corpus"
)

func BenchmarkPNG(b *testing.B) {
	for _, n := range []int{12, 60, 400} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			t := made(n, 365, corpus.French)
			for b.Loop() {
				if _, err := PNG(io.Discard, t, corpus.French); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
