package picture

import (
	"bytes"
	goflag "flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"verbatim/corpus"
)

var pictures = goflag.String("pictures", "", "a folder to write the test pictures to, for people to look at")

// cases are the sizes that were looked at.
func cases(t *testing.T, run func(t *testing.T, n int, span corpus.Day, lang corpus.Lang)) {
	for _, n := range []int{1, 3, 12, 60, 400} {
		for _, span := range []corpus.Day{7, 365, 3650} {
			for _, lang := range []corpus.Lang{corpus.French, corpus.English} {
				t.Run(fmt.Sprintf("%d events in %d days in %s", n, span, lang), func(t *testing.T) { run(t, n, span, lang) })
			}
		}
	}
}

func TestPictureIsSmallAndTheSameEveryTime(t *testing.T) {
	cases(t, func(t *testing.T, n int, span corpus.Day, lang corpus.Lang) {
		var a, b bytes.Buffer
		alt, err := PNG(&a, made(n, span, lang), lang)
		if err != nil {
			t.Fatal(err)
		}
		if *pictures != "" {
			name := filepath.Join(*pictures, fmt.Sprintf("%03d-%d-%s.png", n, span, lang))
			if err := os.WriteFile(name, a.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
			t.Log(alt)
		}
		if a.Len() >= 300<<10 {
			t.Errorf("%d bytes, want under 300 KB", a.Len())
		}
		if _, err := PNG(&b, made(n, span, lang), lang); err != nil || !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Error("the same timeline gave another picture")
		}
	})
}
