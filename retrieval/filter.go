package retrieval

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"verbatim/corpus"
	"verbatim/retrieval/analysis"
)

// filterOf is the filter that a query asks for.
func filterOf(lib *corpus.Library, q Query) (Filter, error) {
	f := Filter{After: q.After, Before: q.Before, Undated: q.Undated}
	if q.Lang != "" {
		tag, err := language.Parse(string(q.Lang))
		if err != nil {
			return f, &QueryError{Kind: QueryLang, Value: string(q.Lang), Known: languagesOf(lib)}
		}
		base, _ := tag.Base()
		f.Langs = []corpus.Lang{corpus.Lang(base.String())}
		if string(q.Lang) == "und" {
			f.Langs = []corpus.Lang{corpus.Undetermined}
		}
	}
	if strings.TrimSpace(q.Publisher) == "" {
		return f, nil
	}
	known := lib.Publishers()
	f.Publishers = matching(known, q.Publisher)
	if len(f.Publishers) == 0 {
		return f, &QueryError{Kind: QueryPublisher, Value: q.Publisher, Known: closest(known, q.Publisher)}
	}
	return f, nil
}

func languagesOf(lib *corpus.Library) []string {
	seen := map[string]bool{}
	for _, a := range lib.Articles() {
		seen[string(a.Lang)] = true
	}
	var all []string
	for l := range seen {
		all = append(all, l)
	}
	slices.Sort(all)
	return all
}

// matching are the publishers that a person means by name: those of just this
// name, case and accents folded, else those whose name holds it.
func matching(known []string, name string) []string {
	want := spaced(name)
	var equal, hold []string
	for _, p := range known {
		switch have := spaced(p); {
		case have == want:
			equal = append(equal, p)
		case strings.Contains(" "+have+" ", " "+want+" "):
			hold = append(hold, p)
		}
	}
	if len(equal) > 0 {
		return equal
	}
	return hold
}

// spaced is a text's folded words, a space between two.
func spaced(text string) string {
	var words []string
	for _, t := range analysis.Plain(text) {
		words = append(words, t.Exact)
	}
	return strings.Join(words, " ")
}

// closest are the five publishers whose names are most like name.
func closest(known []string, name string) []string {
	want := spaced(name)
	sorted := slices.Clone(known)
	slices.SortStableFunc(sorted, func(a, b string) int {
		return cmp.Compare(common(spaced(b), want), common(spaced(a), want))
	})
	return sorted[:min(5, len(sorted))]
}

// common is the share of pairs of neighbouring letters that two words have in
// common (Dice's coefficient).
func common(a, b string) float64 {
	pairs := func(s string) map[string]bool {
		m := map[string]bool{}
		for i := 0; i+1 < len(s); i++ {
			m[s[i:i+2]] = true
		}
		return m
	}
	pa, pb := pairs(a), pairs(b)
	both := 0
	for p := range pa {
		if pb[p] {
			both++
		}
	}
	return 2 * float64(both) / float64(max(1, len(pa)+len(pb)))
}

// leaves reports whether a filter leaves something of an article.
func (f Filter) leaves(a *corpus.Article) bool {
	return slices.ContainsFunc(a.Passages, func(p corpus.Span) bool { return f.Keeps(a, p.Lang) })
}

// leftOut counts the articles that a filter keeps but for their unknown date.
func leftOut(lib *corpus.Library, f Filter) int {
	if f.Undated || !f.After.Known() && !f.Before.Known() {
		return 0
	}
	f.Undated = true
	n := 0
	for _, a := range lib.Articles() {
		if !a.Published.Known() && f.Keeps(a, a.Lang) {
			n++
		}
	}
	return n
}

func anyLeft(lib *corpus.Library, f Filter) bool {
	return slices.ContainsFunc(lib.Articles(), f.leaves)
}
