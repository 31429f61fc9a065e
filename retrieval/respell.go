package retrieval

import (
	"context"
	"slices"

	"verbatim/corpus"
)

const (
	// mistyped is how much a form counts that is spelt almost as the word.
	mistyped = 0.8
	// respellings is how many such forms a word may have.
	respellings = 3
)

// respell gives the words that no passage holds the forms that the corpus
// spells almost alike, in the question's own language first. Words that the
// lexicon holds are spelt right and mean themselves.
func (q *question) respell(ctx context.Context, gen Generation, langs []corpus.Lang) error {
	own := slices.Clone(langs)
	slices.SortStableFunc(own, func(a, b corpus.Lang) int {
		switch {
		case a == q.lang:
			return -1
		case b == q.lang:
			return 1
		}
		return 0
	})
	any := false
	for _, w := range q.words {
		if w.df > 0 || w.common {
			continue
		}
		if err := w.respell(ctx, gen, own); err != nil {
			return err
		}
		any = any || w.respelt
	}
	if !any {
		return nil
	}
	return q.weigh(ctx, gen, langs)
}

// respell looks for near spellings in the first language that has any.
func (w *word) respell(ctx context.Context, gen Generation, langs []corpus.Lang) error {
	for _, lang := range langs {
		for _, f := range slices.Clone(w.forms[lang]) {
			if len(f.terms) != 1 || f.strength < 1 {
				continue
			}
			near, err := gen.Similar(ctx, lang, f.terms[0], respellings)
			if err != nil {
				return err
			}
			for _, term := range near {
				w.add(lang, form{terms: []string{term}, strength: mistyped})
				w.respelt = true
			}
		}
		if w.respelt {
			return nil
		}
	}
	return nil
}
