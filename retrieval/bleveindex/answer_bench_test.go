package bleveindex

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
	"github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"

	"verbatim/corpus"
	"verbatim/retrieval"
	"verbatim/retrieval/retrievaltest"
)

// prose writes sentences of a language: every other word a function word, the
// others those of the lexicon and, more rarely, made-up ones, as often as words
// of their rank are.
type prose struct {
	lang corpus.Lang
	list []string
	rand *rand.Rand
	zipf *rand.Zipf
}

var functionWords = map[corpus.Lang][]string{
	corpus.French:  strings.Fields("le la les de des du un une et à au aux en dans pour par sur avec que qui il elle est sont a ont ne pas ce cette"),
	corpus.English: strings.Fields("the a an of to in on for and at by with from that which it he she is are was were has have not this these"),
}

// lexiconWords are the words of the lexicon's two columns, shuffled.
var lexiconWords = sync.OnceValue(func() map[corpus.Lang][]string {
	lists := map[corpus.Lang][]string{}
	files, _ := filepath.Glob("../lexicon/*.tsv")
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			panic(err)
		}
		for line := range strings.Lines(string(b)) {
			french, english, ok := strings.Cut(strings.TrimSpace(line), "\t")
			if !ok || strings.HasPrefix(line, "#") {
				continue
			}
			noLetter := func(r rune) bool { return !unicode.IsLetter(r) }
			lists[corpus.French] = append(lists[corpus.French], strings.FieldsFunc(french, noLetter)...)
			lists[corpus.English] = append(lists[corpus.English], strings.FieldsFunc(english, noLetter)...)
		}
	}
	for _, lang := range []corpus.Lang{corpus.French, corpus.English} {
		slices.Sort(lists[lang])
		lists[lang] = slices.Compact(lists[lang])
		r := rand.New(rand.NewPCG(7, 7))
		r.Shuffle(len(lists[lang]), func(i, j int) { lists[lang][i], lists[lang][j] = lists[lang][j], lists[lang][i] })
	}
	return lists
})

func newProse(lang corpus.Lang, seed uint64) *prose {
	list := slices.Concat(lexiconWords()[lang], vocabulary())
	r := rand.New(rand.NewPCG(seed, 2))
	return &prose{lang, list, r, rand.NewZipf(r, 1.07, 30, uint64(len(list)-1))}
}

// text writes n content words in sentences.
func (p *prose) text(n int) string {
	var b strings.Builder
	for i := range n {
		word := p.list[p.zipf.Uint64()]
		switch {
		case i%10 > 0:
			b.WriteString(" ")
		case i > 0:
			b.WriteString(". ")
			fallthrough
		default:
			first, size := utf8.DecodeRuneInString(word)
			word = string(unicode.ToUpper(first)) + word[size:]
		}
		function := functionWords[p.lang]
		b.WriteString(word + " " + function[p.rand.IntN(len(function))])
	}
	return b.String() + "."
}

// question asks with n content words.
func (p *prose) question(n int) string {
	openings := map[corpus.Lang][]string{
		corpus.French:  {"Pourquoi", "Qui a dit que", "Combien de", "Quand", "Que pense"},
		corpus.English: {"Why did", "Who said that", "How many", "When did", "What does"},
	}[p.lang]
	return openings[p.rand.IntN(len(openings))] + " " + strings.ToLower(strings.ReplaceAll(p.text(n), ".", "")) + " ?"
}

// proseArticles are n articles of two passages of 90 words, in French and English by turns.
func proseArticles(n int) []retrievaltest.Text {
	writers := []*prose{newProse(corpus.French, 1), newProse(corpus.English, 2)}
	texts := make([]retrievaltest.Text, n)
	for i := range texts {
		w := writers[i%2]
		texts[i] = retrievaltest.Text{
			Attribution: corpus.Attribution{ArticleID: fmt.Sprintf("%012x", i*7919), File: fmt.Sprintf("%d.txt", i), Title: w.text(5),
				Publisher: fmt.Sprint("Outlet ", i%40), URL: fmt.Sprintf("https://example.org/%d", i), Published: corpus.NewDate(2024, 1, 1+i%300), Lang: w.lang},
			Paragraphs: []string{w.text(45), w.text(45)},
		}
	}
	return texts
}

// plainBleve is the index that bleve makes of texts by itself: a field a
// language with its analyser, BM25, one segment.
func plainBleve(b *testing.B, texts []retrievaltest.Text) bleve.Index {
	m := bleve.NewIndexMapping()
	m.ScoringModel = index.BM25Scoring
	document := bleve.NewDocumentStaticMapping()
	for lang, analyser := range map[corpus.Lang]string{corpus.French: fr.AnalyzerName, corpus.English: en.AnalyzerName} {
		f := bleve.NewTextFieldMapping()
		f.Analyzer, f.Store, f.IncludeTermVectors, f.DocValues = analyser, false, false, false
		document.AddFieldMappingsAt(string(lang), f)
	}
	m.DefaultMapping = document
	i, err := bleve.NewUsing(b.TempDir()+"/plain", m, scorch.Name, scorch.Name, nil)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { i.Close() })
	batch := i.NewBatch()
	for _, t := range texts {
		for n, p := range t.Paragraphs {
			if err := batch.Index(fmt.Sprint(t.ArticleID, "/", n), map[string]string{string(t.Lang): p}); err != nil {
				b.Fatal(err)
			}
		}
		if batch.Size() >= batchDocuments {
			if err := i.Batch(batch); err != nil {
				b.Fatal(err)
			}
			batch.Reset()
		}
	}
	if err := i.Batch(batch); err != nil {
		b.Fatal(err)
	}
	inner, err := i.Advanced()
	if err != nil {
		b.Fatal(err)
	}
	if err := inner.(*scorch.Scorch).ForceMerge(b.Context(), &mergeplan.SingleSegmentMergePlanOptions); err != nil {
		b.Fatal(err)
	}
	return i
}

// plainSearch is what a question costs with bleve alone.
func plainSearch(b *testing.B, i bleve.Index, question string) {
	var fields []query.Query
	for _, lang := range []corpus.Lang{corpus.French, corpus.English} {
		q := bleve.NewMatchQuery(question)
		q.SetField(string(lang))
		fields = append(fields, q)
	}
	result, err := i.SearchInContext(b.Context(), bleve.NewSearchRequestOptions(bleve.NewDisjunctionQuery(fields...), 10, 0, false))
	if err != nil || len(result.Hits) == 0 {
		b.Fatal(len(result.Hits), err)
	}
}

// mixedQuestions are questions of eight content words in both languages.
func mixedQuestions(n int) []string {
	writers := []*prose{newProse(corpus.French, 11), newProse(corpus.English, 12)}
	questions := make([]string, n)
	for i := range questions {
		questions[i] = writers[i%2].question(8)
	}
	return questions
}

// BenchmarkAnswer asks the Engine.
func BenchmarkAnswer(b *testing.B) {
	for _, passages := range []int{1000, 50_000} {
		b.Run(fmt.Sprint("passages=", passages), func(b *testing.B) {
			engine, questions := largeEngine(b, passages), mixedQuestions(200)
			b.ReportAllocs()
			b.ResetTimer()
			for i := 0; b.Loop(); i++ {
				if _, err := engine.Answer(b.Context(), retrieval.Query{Text: questions[i%len(questions)]}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkAnswerBesidePlainBleve asks the Engine and bleve alone by turns, and
// gives the medians and their ratio.
func BenchmarkAnswerBesidePlainBleve(b *testing.B) {
	for _, passages := range []int{1000, 50_000} {
		b.Run(fmt.Sprint("passages=", passages), func(b *testing.B) {
			engine, questions := largeEngine(b, passages), mixedQuestions(200)
			plain := plainBleve(b, proseArticles(passages/2))
			var ours, bleves []time.Duration
			b.ResetTimer()
			for i := 0; b.Loop(); i++ {
				q := questions[i%len(questions)]
				began := time.Now()
				if _, err := engine.Answer(b.Context(), retrieval.Query{Text: q}); err != nil {
					b.Fatal(err)
				}
				between := time.Now()
				plainSearch(b, plain, q)
				ours, bleves = append(ours, between.Sub(began)), append(bleves, time.Since(between))
			}
			slices.Sort(ours)
			slices.Sort(bleves)
			answer, search := ours[len(ours)/2], bleves[len(bleves)/2]
			b.ReportMetric(float64(answer.Microseconds()), "answer-µs")
			b.ReportMetric(float64(search.Microseconds()), "bleve-µs")
			b.ReportMetric(float64(answer)/float64(search), "ratio")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// largeEngine answers from a large generation of prose.
func largeEngine(b *testing.B, passages int) *retrieval.Engine {
	live := new(retrieval.Live)
	live.Swap(largeGeneration(b, "prose", passages, proseArticles))
	return retrieval.NewEngine(live)
}
