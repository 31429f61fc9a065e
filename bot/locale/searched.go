package locale

import "verbatim/corpus"

// Searched says in what was searched, for NotFound and NothingOn: so many
// articles that filters leave of a library, or all with their dates.
func (w *Words) Searched(lib *corpus.Library, kept int) (articles, period string) {
	n := len(lib.Articles())
	if kept > 0 && kept < n {
		return w.Kept.With("articles", w.Count(w.Articles, kept), "n", w.Number(n)), ""
	}
	return w.Count(w.Articles, n), w.Period(lib)
}
