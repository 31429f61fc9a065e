package bleveindex

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"verbatim/corpus"
	"verbatim/retrieval"
	"verbatim/retrieval/retrievaltest"
)

// words is a made-up vocabulary whose frequencies fall off as those of a
// language do.
type words struct {
	list []string
	zipf *rand.Zipf
}

func newWords(seed uint64) *words {
	return &words{vocabulary(), rand.NewZipf(rand.New(rand.NewPCG(seed, 1)), 1.07, 3, 60_000-1)}
}

var vocabulary = sync.OnceValue(func() (list []string) {
	syllables := strings.Fields("ka lo mi ren tu sha ver do pa sil nor que ban fi gra ul ost e an ti mor")
	for i := range 60_000 {
		var b strings.Builder
		for n := i + 20; n > 0; n /= len(syllables) {
			b.WriteString(syllables[n%len(syllables)])
		}
		list = append(list, b.String())
	}
	return list
})

func (w *words) text(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.list[w.zipf.Uint64()])
	}
	return b.String()
}

// articles makes n articles of two passages of some 90 words (600 bytes) each,
// half of them French, half English.
func articles(w *words, n int) []retrievaltest.Text {
	texts := make([]retrievaltest.Text, n)
	for i := range texts {
		lang := []corpus.Lang{corpus.French, corpus.English}[i%2]
		texts[i] = retrievaltest.Text{
			Attribution: corpus.Attribution{ArticleID: fmt.Sprintf("%012x", i*7919), File: fmt.Sprintf("%d.txt", i), Title: w.text(8),
				Publisher: fmt.Sprint("Outlet ", i%40), URL: fmt.Sprintf("https://example.org/%d", i), Published: corpus.NewDate(2024, 1, 1+i%300), Lang: lang},
			Paragraphs: []string{w.text(90), w.text(90)},
		}
	}
	return texts
}

func randomArticles(n int) []retrievaltest.Text { return articles(newWords(1), n) }

// large keeps generations of many passages for all benchmarks.
var large = struct {
	sync.Mutex
	dir         string
	generations map[string]retrieval.Generation
}{generations: map[string]retrieval.Generation{}}

func TestMain(m *testing.M) {
	code := m.Run()
	for _, g := range large.generations {
		g.Close()
	}
	os.RemoveAll(large.dir)
	os.Exit(code)
}

// largeGeneration is made of articles of two passages each, and kept under a name.
func largeGeneration(b *testing.B, kind string, passages int, articles func(n int) []retrievaltest.Text) retrieval.Generation {
	large.Lock()
	defer large.Unlock()
	name := fmt.Sprint(kind, passages)
	if g := large.generations[name]; g != nil {
		return g
	}
	if large.dir == "" {
		dir, err := os.MkdirTemp("", "bleveindex")
		if err != nil {
			b.Fatal(err)
		}
		large.dir = dir
	}
	l, bodies := retrievaltest.Library(b, articles(passages/2)...)
	c := corpus.Diff(nil, l)
	c.Bodies = bodies
	s := New(filepath.Join(large.dir, name), Options{})
	defer s.Close()
	g, err := s.Derive(b.Context(), nil, c, nil)
	if err != nil {
		b.Fatal(err)
	}
	large.generations[name] = g
	return g
}

func BenchmarkSearch(b *testing.B) {
	for _, passages := range []int{1000, 50_000} {
		for _, limit := range []int{10, 300} {
			b.Run(fmt.Sprintf("passages=%d/hits=%d", passages, limit), func(b *testing.B) {
				g := largeGeneration(b, "words", passages, randomArticles)
				requests := questions(g, limit)
				b.ReportAllocs()
				b.ResetTimer()
				for i := 0; b.Loop(); i++ {
					if _, err := g.Search(b.Context(), requests[i%len(requests)]); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// questions are of six words each, in both languages, as an Engine asks them.
func questions(g retrieval.Generation, limit int) []retrieval.Request {
	w := newWords(2)
	requests := make([]retrieval.Request, 64)
	for i := range requests {
		text := w.text(6)
		r := retrieval.Request{Limit: limit}
		for _, lang := range []corpus.Lang{corpus.French, corpus.English} {
			for _, t := range g.Analyze(lang, text) {
				r.Clauses = append(r.Clauses, retrieval.Clause{Lang: lang, Terms: []string{t.Term}, Weight: 1})
			}
		}
		requests[i] = r
	}
	return requests
}

func BenchmarkFrequencies(b *testing.B) {
	g := largeGeneration(b, "words", 50_000, randomArticles).(*generation)
	requests := questions(g, 10)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		g.seen.known = nil
		if _, err := g.Frequencies(b.Context(), requests[i%len(requests)].Clauses); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSimilar looks for near spellings of words that the corpus does not hold.
func BenchmarkSimilar(b *testing.B) {
	g := largeGeneration(b, "prose", 50_000, proseArticles)
	for _, term := range []string{"presidnt", "electiom", "poutinn", "militarisatoin"} {
		b.Run(term, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := g.Similar(b.Context(), corpus.French, term, 3); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkReadHits(b *testing.B) {
	g := largeGeneration(b, "words", 50_000, randomArticles).(*generation)
	r := rand.New(rand.NewPCG(3, 1))
	all := make([]found, 300)
	for i := range all {
		all[i] = found{doc: g.documents[r.IntN(len(g.documents))]}
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := g.read(b.Context(), all); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkIndex(b *testing.B) {
	const n = 1000
	l, bodies := retrievaltest.Library(b, articles(newWords(1), n/2)...)
	c := corpus.Diff(nil, l)
	c.Bodies = bodies
	b.ReportAllocs()
	for b.Loop() {
		s := New(b.TempDir(), Options{})
		g, err := s.Derive(b.Context(), nil, c, nil)
		if err != nil {
			b.Fatal(err)
		}
		g.Close()
		s.Close()
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(n*b.N), "µs/passage")
}

func BenchmarkDeriveOneOf25000(b *testing.B) {
	base := largeGeneration(b, "words", 50_000, randomArticles)
	texts := articles(newWords(1), 25_000)
	texts[12_345] = articles(newWords(4), 1)[0]
	texts[12_345].ArticleID = base.Library().Articles()[12_345].ArticleID
	l, bodies := retrievaltest.Library(b, texts...)
	c := corpus.Diff(base.Library(), l)
	c.Bodies = bodies
	s := New(filepath.Join(large.dir, "words50000"), Options{})
	b.ReportAllocs()
	for b.Loop() {
		g, err := s.Derive(b.Context(), base, c, nil)
		if err != nil {
			b.Fatal(err)
		}
		g.Close()
		os.RemoveAll(s.folder(g.ID()))
	}
	s.Close()
}

func BenchmarkOpen(b *testing.B) {
	g := largeGeneration(b, "words", 50_000, randomArticles)
	s := New(filepath.Join(large.dir, "words50000"), Options{})
	b.ReportAllocs()
	for b.Loop() {
		again, err := s.Open(b.Context(), g.ID())
		if err != nil {
			b.Fatal(err)
		}
		again.Close()
	}
}
