// Package eval measures retrieval: questions with judged answers, TREC runs,
// and the usual measures over them.
package eval

import (
	"context"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"verbatim/corpus"
	"verbatim/retrieval"
)

// Cutoffs are the ranks at which recall is measured.
var Cutoffs = []int{1, 3, 5, 10, 20, 100}

// Qrels are judgements: the grades of the relevant documents of each query.
// Grades of 0 and less are not relevant and are not kept.
type Qrels map[string]map[string]float64

// Run is the documents that a system returned for each query, best first.
type Run map[string][]Scored

// Scored is a document of a Run.
type Scored struct {
	Document string
	Score    float64
}

// Ranker is what a BEIR set measures: retrieval.Engine.
type Ranker interface {
	Rank(ctx context.Context, text string, lang corpus.Lang, n int) ([]retrieval.Ranked, error)
}

// Answers asks all questions in turn, for k documents each, and times them.
// lang is their language, detected when empty; told, which may be nil, learns
// of each.
func Answers(ctx context.Context, r Ranker, questions []Question, lang corpus.Lang, k int, told func(done int)) (Run, []time.Duration, error) {
	run, took := Run{}, make([]time.Duration, 0, len(questions))
	for i, q := range questions {
		began := time.Now()
		ranked, err := r.Rank(ctx, q.Text, lang, k)
		if err != nil {
			return nil, nil, fmt.Errorf("question %q: %w", q.ID, err)
		}
		took = append(took, time.Since(began))
		for _, a := range ranked {
			run[q.ID] = append(run[q.ID], Scored{a.ArticleID, a.Score})
		}
		if told != nil {
			told(i + 1)
		}
	}
	return run, took, nil
}

// Measures are means over all queries that have a relevant document; a query
// that the run lacks counts 0. Each is a fraction from 0 to 1.
type Measures struct {
	Queries int
	Recall  map[int]float64 // share of a query's relevant documents among the first k
	MRR10   float64         // reciprocal rank of the first relevant one among 10
	NDCG10  float64         // linear gain, discount log2(rank+1): trec_eval's ndcg_cut.10
}

// Score measures a run.
func Score(qrels Qrels, run Run) Measures {
	m := Measures{Queries: len(qrels), Recall: map[int]float64{}}
	// In order, so that sums are the same to the last digit each time.
	for _, query := range slices.Sorted(maps.Keys(qrels)) {
		relevant, found := qrels[query], run[query]
		for _, k := range Cutoffs {
			m.Recall[k] += Recall(relevant, found, k)
		}
		m.MRR10 += reciprocalRank(relevant, found, 10)
		m.NDCG10 += ndcg(relevant, found, 10)
	}
	n := float64(max(1, len(qrels)))
	for k := range m.Recall {
		m.Recall[k] /= n
	}
	m.MRR10 /= n
	m.NDCG10 /= n
	return m
}

// Recall is the share of the relevant documents among the first k found.
func Recall(relevant map[string]float64, found []Scored, k int) float64 {
	hits := 0
	for _, d := range found[:min(k, len(found))] {
		if relevant[d.Document] > 0 {
			hits++
		}
	}
	return float64(hits) / float64(max(1, len(relevant)))
}

func reciprocalRank(relevant map[string]float64, found []Scored, k int) float64 {
	for i, d := range found[:min(k, len(found))] {
		if relevant[d.Document] > 0 {
			return 1 / float64(i+1)
		}
	}
	return 0
}

func ndcg(relevant map[string]float64, found []Scored, k int) float64 {
	gain := func(grade float64, i int) float64 { return grade / math.Log2(float64(i+2)) }
	got, ideal := 0.0, 0.0
	for i, d := range found[:min(k, len(found))] {
		got += gain(relevant[d.Document], i)
	}
	var grades []float64
	for _, g := range relevant {
		grades = append(grades, g)
	}
	slices.Sort(grades)
	slices.Reverse(grades)
	for i, g := range grades[:min(k, len(grades))] {
		ideal += gain(g, i)
	}
	if ideal == 0 {
		return 0
	}
	return got / ideal
}

// Resamples is how often Bootstrap draws.
const Resamples = 10000

// Bootstrap compares two systems query by query: the difference of the means,
// b - a, and the two-sided p of the paired bootstrap (B. Efron and R.
// Tibshirani, 1993, 16.4): how often the mean of as many differences, drawn
// with replacement from the centred ones, is as far from 0. It always draws the
// same.
func Bootstrap(a, b []float64) (delta, p float64) {
	n := len(a)
	if n == 0 {
		return 0, 1
	}
	d := make([]float64, n)
	for i := range d {
		d[i] = b[i] - a[i]
		delta += d[i]
	}
	delta /= float64(n)
	if delta == 0 {
		return 0, 1
	}
	r := rand.New(rand.NewPCG(1, 2))
	far := 0
	for range Resamples {
		sum := 0.0
		for range n {
			sum += d[r.IntN(n)] - delta
		}
		if math.Abs(sum/float64(n)) >= math.Abs(delta)-1e-12 {
			far++
		}
	}
	return delta, float64(far+1) / (Resamples + 1)
}

// RecallAt1 is the recall at 1 of each query, in the order of their IDs, for
// Bootstrap to compare.
func RecallAt1(qrels Qrels, run Run) []float64 {
	each := make([]float64, 0, len(qrels))
	for _, query := range slices.Sorted(maps.Keys(qrels)) {
		each = append(each, Recall(qrels[query], run[query], 1))
	}
	return each
}
