package bleveindex

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"verbatim/corpus"
)

// TestCatalogGrowsByParts changes a library at random, and reads every catalog
// back from the parts that were written one after the other.
func TestCatalogGrowsByParts(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	dir, next := t.TempDir(), 0
	make1 := func() (*corpus.Article, corpus.Source, place) {
		next++
		name := fmt.Sprintf("%d.txt", random.IntN(1000)*1000+next)
		a := &corpus.Article{Attribution: corpus.Attribution{ArticleID: name, File: name, Lang: "fr"}, Hash: fmt.Sprint("h", next), Size: 9, Passages: []corpus.Span{{End: 9, Lang: "fr"}}}
		return a, corpus.Source{File: name, Size: int64(next), ModTime: time.Unix(int64(next), 5), Hash: fmt.Sprint("s", next)}, place{uint32(next), next % 3, int64(next)}
	}
	type state struct {
		articles []*corpus.Article
		sources  []corpus.Source
		places   []place
	}
	var now state
	for range 40 {
		a, s, p := make1()
		now.articles, now.sources, now.places = append(now.articles, a), append(now.sources, s), append(now.places, p)
	}
	var before *catalog
	var parts []int
	for step := range 30 {
		for range random.IntN(4) {
			i := random.IntN(len(now.articles))
			a, s, p := make1()
			switch random.IntN(4) {
			case 0: // one more
				now.articles, now.sources, now.places = slices.Insert(now.articles, i, a), slices.Insert(now.sources, i, s), slices.Insert(now.places, i, p)
			case 1: // one less
				now.articles, now.sources, now.places = slices.Delete(now.articles, i, i+1), slices.Delete(now.sources, i, i+1), slices.Delete(now.places, i, i+1)
			case 2: // another text
				now.articles[i], now.sources[i], now.places[i] = a, s, p
			case 3: // the same text in another place
				now.places[i].offset++
			}
		}
		skipped := []corpus.Skipped{{File: fmt.Sprint(step), Reason: "it is broken"}}
		l, err := corpus.NewLibrary(slices.Clone(now.articles), slices.Clone(now.sources), skipped, false)
		if err != nil {
			t.Fatal(err)
		}
		c := &catalog{l, slices.Clone(now.places)}
		p := c.whole()
		if before != nil {
			p = c.since(before)
			if len(p.articles) > 3 || len(p.sources) > 3 {
				t.Errorf("step %d: a part of %d articles and %d files", step, len(p.articles), len(p.sources))
			}
		}
		parts = append(parts, step)
		if _, err := p.write(filepath.Join(dir, libraryFile(step))); err != nil {
			t.Fatal(err)
		}
		got, err := readCatalog(dir, parts, false)
		if err != nil {
			t.Fatal(err)
		}
		if got.library.Version() != l.Version() || !slices.Equal(got.places, now.places) || !slices.EqualFunc(got.library.Sources(), now.sources, corpus.Source.Same) || !slices.Equal(got.library.Skipped(), skipped) {
			t.Fatalf("step %d came back as another", step)
		}
		for i, a := range now.articles {
			if b := got.library.Articles()[i]; a.Attribution != b.Attribution || !slices.Equal(a.Passages, b.Passages) {
				t.Fatalf("step %d: %+v came back as %+v", step, a, b)
			}
		}
		before = c
	}
}
