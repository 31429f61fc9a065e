package bleveindex

import (
	"cmp"
	"context"
	"slices"
	"unicode/utf8"

	index "github.com/blevesearch/bleve_index_api"

	"verbatim/corpus"
	"verbatim/retrieval"
)

// neighbour is a term of the index with its distance from a given one.
type neighbour struct {
	term                string
	distance, frequency int
}

// Similar looks for terms by an automaton over the index's own dictionary. The
// automaton of two edits is ten times as large as that of one: it is made only
// where the terms one edit away are too few.
func (g *generation) Similar(ctx context.Context, lang corpus.Lang, term string, n int) ([]string, error) {
	if err := ctx.Err(); err != nil || n <= 0 || g.meta.Stats[lang].Passages == 0 {
		return nil, err
	}
	var near []neighbour
	err := g.guarded(func() (err error) {
		for edits := 1; edits <= retrieval.Edits(term) && len(near) < n && err == nil; edits++ {
			near, err = g.neighbours(ctx, textField+string(lang), term, edits)
		}
		return err
	})
	if err != nil {
		return nil, searching(ctx, err)
	}
	slices.SortFunc(near, func(a, b neighbour) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(b.frequency, a.frequency), cmp.Compare(a.term, b.term))
	})
	terms := make([]string, min(n, len(near)))
	for i := range terms {
		terms[i] = near[i].term
	}
	return terms, nil
}

// neighbours are the terms of a field at most so many edits away that any
// passage still holds: the dictionaries of a derived generation keep those of
// deleted passages until their segments are merged.
func (g *generation) neighbours(ctx context.Context, field, term string, edits int) ([]neighbour, error) {
	dict, err := g.reader.(index.IndexReaderFuzzy).FieldDictFuzzy(field, term, edits, "")
	if err != nil {
		return nil, err
	}
	defer dict.Close()
	var near []neighbour
	for {
		e, err := dict.Next()
		if err != nil || e == nil {
			return near, err
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if e.Term == term || !utf8.ValidString(e.Term) {
			continue
		}
		frequency, err := g.frequency(ctx, field, []string{e.Term})
		if err != nil {
			return nil, err
		}
		if frequency > 0 {
			near = append(near, neighbour{e.Term, int(e.EditDistance), frequency})
		}
	}
}
