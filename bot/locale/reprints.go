package locale

import (
	"slices"
	"strings"

	"verbatim/corpus"
)

// namedReprints is how many of the articles that print a quote too are named.
const namedReprints = 4

// AlsoIn says which other articles print the text of a quote of own: by their
// publishers, by their titles where those tell nothing, else by their files. ""
// when none does.
func (w *Words) AlsoIn(own corpus.Attribution, also []corpus.Attribution) string {
	if len(also) == 0 {
		return ""
	}
	var names []string
	for _, a := range also[:min(len(also), namedReprints)] {
		title := func(a corpus.Attribution) string { return w.Title.With("title", clip(a.Name())) }
		for _, name := range []string{clip(a.Publisher), title(a), clip(a.File)} {
			if name != "" && name != clip(own.Publisher) && name != title(own) && !slices.Contains(names, name) {
				names = append(names, name)
				break
			}
		}
	}
	if more := len(also) - namedReprints; more > 0 {
		names = append(names, w.Count(w.AlsoOthers, more))
	}
	return w.Also.With("sources", strings.Join(names, ", "))
}

// clip is a name on one line, of at most 100 characters.
func clip(s string) string {
	const longest = 100
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > longest {
		return string(r[:longest-1]) + "…"
	}
	return s
}
