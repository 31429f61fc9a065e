package curation_test

import (
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"verbatim/corpus/read"
	"verbatim/retrieval"
	"verbatim/retrieval/bleveindex"
	"verbatim/retrieval/curation"
)

// wordList makes up words, the first of them the most frequent, as in any
// language; the short words between them are English or French.
type wordList struct {
	words  []string
	random *rand.Rand
	zipf   *rand.Zipf
}

func newWordList(seed uint64) *wordList {
	random := rand.New(rand.NewPCG(seed, 7))
	w := &wordList{random: random, zipf: rand.NewZipf(random, 1.1, 4, 19_999)}
	for range 20_000 {
		var b strings.Builder
		for range 2 + random.IntN(3) {
			b.WriteByte("bcdfglmnprstv"[random.IntN(13)])
			b.WriteByte("aeiou"[random.IntN(5)])
		}
		w.words = append(w.words, b.String())
	}
	return w
}

var short = [2][]string{strings.Fields("the of and to in is that for with was on"), strings.Fields("le la de et les des un une dans est que")}

// article is a text of two passages of some ninety words.
func (w *wordList) article() string {
	var b strings.Builder
	lang := short[w.random.IntN(2)]
	for p := range 2 {
		if p > 0 {
			b.WriteString("\n\n")
		}
		for range 6 {
			for i := range 15 {
				if i > 0 {
					b.WriteByte(' ')
				}
				if i%3 == 0 {
					b.WriteString(lang[w.random.IntN(len(lang))])
					continue
				}
				b.WriteString(w.words[w.zipf.Uint64()])
			}
			b.WriteString(". ")
		}
	}
	return b.String()
}

// corpusOf is a folder of so many articles, a hundred in each sub-folder.
type corpusOf struct {
	b     *testing.B
	dir   string
	n     int
	words *wordList
}

func newCorpusOf(b *testing.B, n int) *corpusOf {
	c := &corpusOf{b, b.TempDir(), n, newWordList(1)}
	for i := range n / 100 {
		if err := os.Mkdir(filepath.Join(c.dir, fmt.Sprint(i)), 0o755); err != nil {
			b.Fatal(err)
		}
	}
	c.rewrite(n)
	return c
}

// rewrite gives the first so many articles, spread over all folders, new texts.
func (c *corpusOf) rewrite(changed int) {
	old := time.Now().Add(-time.Hour)
	for i := range changed {
		at := i * (c.n / max(changed, 1))
		path := filepath.Join(c.dir, fmt.Sprint(at/100), fmt.Sprintf("%d.txt", at))
		if err := os.WriteFile(path, []byte(c.words.article()), 0o644); err != nil {
			c.b.Fatal(err)
		}
		old = old.Add(time.Microsecond)
		if err := os.Chtimes(path, old, old); err != nil {
			c.b.Fatal(err)
		}
	}
}

// BenchmarkReload measures a reload of a folder of which nothing, one article, a
// hundred and all have changed, also as a share of a full build. The share is one
// of time: on a machine that does other things besides, compare medians of several.
//
//	go test ./retrieval/curation -run - -bench Reload -benchtime 16x
func BenchmarkReload(b *testing.B) {
	for _, n := range []int{1_000, 20_000, 50_000} {
		b.Run(fmt.Sprintf("articles=%d", n), func(b *testing.B) {
			c := newCorpusOf(b, n)
			data := b.TempDir()
			store := bleveindex.New(data, bleveindex.Options{Reader: read.Version, Command: "bench"})
			defer store.Close()
			live := new(retrieval.Live)
			defer live.Swap(nil)
			k := &retrieval.Keeper{Live: live, Store: store, Read: read.Dir(c.dir).Read, SpoolDir: data}
			curator := curation.New(b.Context(), curation.Config{Keeper: k, Engine: retrieval.NewEngine(live), Data: data, MaxShrink: 1, Log: slog.New(slog.DiscardHandler)})
			reload := func(want bool) time.Duration {
				began := time.Now()
				r, err := curator.Reload(curation.Order{}).Wait(b.Context())
				if err != nil || r.Applied != want {
					b.Fatal(r.Applied, err)
				}
				return time.Since(began)
			}
			full := reload(true)
			b.Logf("full build of %d articles: %v", n, full.Round(time.Millisecond))
			for _, changed := range []int{0, 1, 100, n} {
				b.Run(fmt.Sprintf("changed=%d", changed), func(b *testing.B) {
					var took time.Duration
					for range b.N {
						b.StopTimer()
						c.rewrite(changed)
						b.StartTimer()
						took += reload(changed > 0)
					}
					b.ReportMetric(100*float64(took)/float64(b.N)/float64(full), "%full")
				})
			}
		})
	}
}
