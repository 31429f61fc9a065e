package bleveindex

import (
	"cmp"
	"container/heap"
	"context"
	"errors"
	"fmt"
	"slices"

	"verbatim/retrieval"
)

// Search scores every passage that a clause matches, and reads the texts of the
// best.
func (g *generation) Search(ctx context.Context, r retrieval.Request) (hits []retrieval.Hit, err error) {
	if r.Limit <= 0 {
		return nil, errors.New("searching: the limit is not over 0")
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	err = g.guarded(func() error {
		hits, err = g.search(ctx, r)
		return err
	})
	return hits, err
}

func (g *generation) search(ctx context.Context, r retrieval.Request) ([]retrieval.Hit, error) {
	s := g.scratch.Get().(*scratch)
	defer func() {
		s.reset()
		g.scratch.Put(s)
	}()
	for _, c := range r.Clauses {
		if err := g.clause(ctx, s, c); err != nil {
			return nil, searching(ctx, err)
		}
	}
	hits, err := g.read(ctx, g.best(s, r))
	if err != nil {
		return nil, searching(ctx, err)
	}
	return hits, nil
}

func searching(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("searching: %w", err)
}

// found is a document with its score.
type found struct {
	doc
	score float64
}

// best gives the best documents that the filter keeps, best first.
func (g *generation) best(s *scratch, r retrieval.Request) []found {
	h := worst{g: g}
	articles := g.catalog.library.Articles()
	f := r.Filter
	filters := len(f.Langs) > 0 || len(f.Publishers) > 0 || f.After.Known() || f.Before.Known()
	for _, d := range s.scored {
		full := len(h.found) == r.Limit
		if full && s.score[d] < h.found[0].score {
			continue // most of them, before anything is looked up
		}
		one := found{g.documents[d], s.score[d]}
		if full && g.compare(one, h.found[0]) >= 0 {
			continue
		}
		if filters { // articles lie all over the memory
			if a := articles[one.article]; !f.Keeps(a, a.Passages[one.number].Lang) {
				continue
			}
		}
		if full {
			h.found[0] = one
			heap.Fix(&h, 0)
		} else {
			heap.Push(&h, one)
		}
	}
	slices.SortFunc(h.found, g.compare)
	return h.found
}

// compare puts the better first; equal scores by article ID, then by number.
func (g *generation) compare(a, b found) int {
	if a.score != b.score {
		return cmp.Compare(b.score, a.score)
	}
	if a.article == b.article {
		return cmp.Compare(a.number, b.number)
	}
	articles := g.catalog.library.Articles()
	return cmp.Compare(articles[a.article].ArticleID, articles[b.article].ArticleID)
}

// worst is a heap with the worst on top.
type worst struct {
	g     *generation
	found []found
}

func (w *worst) Len() int           { return len(w.found) }
func (w *worst) Less(i, j int) bool { return w.g.compare(w.found[i], w.found[j]) > 0 }
func (w *worst) Swap(i, j int)      { w.found[i], w.found[j] = w.found[j], w.found[i] }
func (w *worst) Push(x any)         { w.found = append(w.found, x.(found)) }
func (w *worst) Pop() any {
	last := w.found[len(w.found)-1]
	w.found = w.found[:len(w.found)-1]
	return last
}

// read makes hits of documents.
func (g *generation) read(ctx context.Context, all []found) ([]retrieval.Hit, error) {
	hits := make([]retrieval.Hit, len(all))
	for i, f := range all {
		if i%64 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		p, err := g.passage(f.article, f.number)
		if err != nil {
			return nil, err
		}
		hits[i] = retrieval.Hit{Passage: p, Number: int(f.number), Score: f.score}
	}
	return hits, nil
}
