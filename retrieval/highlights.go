package retrieval

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"unicode/utf8"

	"verbatim/corpus"
	"verbatim/corpus/sentence"
)

// highlightTerms bounds the words of an article by which its sentences are
// chosen: those that tell most of it.
const highlightTerms = 40

// Highlights are the sentences of an article that tell most of what it is
// about, each at most longest characters and together at most room, in order of
// the text: those that hold most of its title's words and of the words that it
// has more often than others. A sentence that says what another has said is left
// out. An unknown article is an error.
func Highlights(ctx context.Context, gen Generation, articleID string, longest, room int) ([]Quote, error) {
	a := gen.Library().Article(articleID)
	if a == nil {
		return nil, fmt.Errorf("choosing sentences of an article: no article has the ID %q", articleID)
	}
	body, err := gen.Body(articleID)
	if err != nil {
		return nil, err
	}
	weights, err := articleWeights(ctx, gen, a, body)
	if err != nil {
		return nil, err
	}
	all := highlightCandidates(gen, a, body, longest)
	said := map[string]bool{}
	var chosen []Quote
	for len(all) > 0 {
		i := bestHighlight(all, weights, said)
		h := all[i]
		all = slices.Delete(all, i, i+1)
		if n := utf8.RuneCountInString(h.Text); n <= room && h.value(weights, said) > 0 {
			room -= n
			chosen = append(chosen, h.Quote)
			for _, t := range h.terms {
				said[t] = true
			}
		}
	}
	slices.SortFunc(chosen, func(a, b Quote) int { return cmp.Compare(a.Start, b.Start) })
	return chosen, nil
}

// highlight is a sentence that may be chosen.
type highlight struct {
	Quote
	terms []string // each once
	place float64  // more than 1 at the beginning of the article
}

// value is the weight of what a sentence says that was not said, by its length:
// long ones hold more words of any kind.
func (h highlight) value(weights map[string]float64, said map[string]bool) float64 {
	sum := 0.0
	for _, t := range h.terms {
		if !said[t] {
			sum += weights[t]
		}
	}
	return sum * h.place / math.Sqrt(8+float64(len(h.terms)))
}

func bestHighlight(all []highlight, weights map[string]float64, said map[string]bool) int {
	best, at := -1.0, 0
	for i, h := range all {
		if v := h.value(weights, said); v > best {
			best, at = v, i
		}
	}
	return at
}

func highlightCandidates(gen Generation, a *corpus.Article, body string, longest int) []highlight {
	var all []highlight
	for i := range a.Passages {
		p := a.Passage(i, body)
		for _, s := range sentence.Split(p.Text) {
			text := p.Text[s.Start:s.End]
			if utf8.RuneCountInString(text) > longest {
				continue
			}
			q := Quote{Passage: p}
			q.Start, q.End, q.Text = p.Start+s.Start, p.Start+s.End, text
			h := highlight{Quote: q, place: 1 + 0.5/float64(1+len(all))}
			for _, t := range gen.Analyze(p.Lang, text) {
				if !slices.Contains(h.terms, t.Term) {
					h.terms = append(h.terms, t.Term)
				}
			}
			if len(h.terms) >= 3 && !dependent(text) {
				all = append(all, h)
			}
		}
	}
	return all
}

// articleWeights weighs the words of an article: by how often it has them, how few
// passages of the corpus do, and twice for those of its title.
func articleWeights(ctx context.Context, gen Generation, a *corpus.Article, body string) (map[string]float64, error) {
	count := map[string]float64{}
	for i := range a.Passages {
		p := a.Passage(i, body)
		for _, t := range gen.Analyze(p.Lang, p.Text) {
			count[t.Term]++
		}
	}
	for _, t := range gen.Analyze(a.Lang, a.Title) {
		count[t.Term] = 2 * (count[t.Term] + 1)
	}
	var clauses []Clause
	for term := range count {
		clauses = append(clauses, Clause{Lang: a.Lang, Terms: []string{term}, Weight: 1})
	}
	slices.SortFunc(clauses, func(x, y Clause) int {
		return cmp.Or(cmp.Compare(count[y.Terms[0]], count[x.Terms[0]]), cmp.Compare(x.Terms[0], y.Terms[0]))
	})
	clauses = clauses[:min(len(clauses), highlightTerms)]
	found, err := gen.Frequencies(ctx, clauses)
	if err != nil {
		return nil, err
	}
	passages := float64(max(1, gen.Stats()[a.Lang].Passages))
	weights := map[string]float64{}
	for i, c := range clauses {
		weights[c.Terms[0]] = (1 + math.Log(count[c.Terms[0]])) * math.Log(1+passages/(1+float64(found[i])))
	}
	return weights, nil
}
