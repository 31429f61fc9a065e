package bot

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"verbatim/corpus"
	"verbatim/retrieval/analysis"
)

// Choice is a value that a person may pick while typing an option.
type Choice struct {
	Name  string // as the person reads it
	Value string // what is typed for them
}

// Suggester offers values for an option, from what its Request has of it so
// far: those that fit best first, none when nothing fits.
type Suggester func(r Request, option string) ([]Choice, error)

// maxChoices is how many values are offered: what Discord shows.
const maxChoices = 25

// NewSuggester makes a Suggester of languages and publishers, from what the
// articles of a corpus state.
func NewSuggester(c Corpus) Suggester {
	return func(r Request, option string) ([]Choice, error) {
		gen, release, err := c.Acquire()
		if err != nil {
			return nil, err
		}
		defer release()
		if option == optPublisher {
			return suggest(r.Options[optPublisher], publishers(gen.Library(), ReadLang(r.Options[optLang]))), nil
		}
		return suggest(r.Options[optLang], languages(gen.Library(), r)), nil
	}
}

// candidate is a value that may be suggested.
type candidate struct {
	Choice
	words    []string // what it is looked for by
	articles int
}

// publishers are those of a corpus, or of its articles in one language.
func publishers(lib *corpus.Library, lang corpus.Lang) []candidate {
	counts := map[string]int{}
	for _, a := range lib.Articles() {
		if a.Publisher != "" && (lang == "" || a.Lang == lang) {
			counts[a.Publisher]++
		}
	}
	var all []candidate
	for p, n := range counts {
		name := short(p, 100)
		all = append(all, candidate{Choice{name, name}, []string{p}, n})
	}
	return all
}

// languages are those of a corpus, named as the asker names them.
func languages(lib *corpus.Library, r Request) []candidate {
	counts := map[corpus.Lang]int{}
	for _, a := range lib.Articles() {
		counts[a.Lang]++
	}
	r.Private = true // nobody else sees a suggestion
	w := wordsFor(r, corpus.Undetermined)
	var all []candidate
	for lang, n := range counts {
		tag := language.Make(string(lang))
		name := w.Language(lang)
		all = append(all, candidate{
			Choice{name + " · " + w.Count(w.Articles, n), string(lang)},
			[]string{string(lang), name, display.English.Tags().Name(tag), display.French.Tags().Name(tag), display.Self.Name(tag)}, n,
		})
	}
	return all
}

// suggest chooses the candidates that what was typed fits, with those that
// begin so before those with a word that does, before those that hold it; among
// equals those of most articles first.
func suggest(typed string, all []candidate) []Choice {
	typed = analysis.Fold(strings.TrimSpace(typed))
	ranks := map[string]int{}
	all = slices.DeleteFunc(all, func(c candidate) bool {
		ranks[c.Value] = fitting(typed, c.words)
		return ranks[c.Value] == unfit
	})
	slices.SortFunc(all, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(ranks[a.Value], ranks[b.Value]), cmp.Compare(b.articles, a.articles), cmp.Compare(a.Name, b.Name))
	})
	var chosen []Choice
	for _, c := range all[:min(len(all), maxChoices)] {
		chosen = append(chosen, c.Choice)
	}
	return chosen
}

// unfit is the rank of what does not fit.
const unfit = 3

// fitting ranks how well a folded text fits the best of some names.
func fitting(typed string, names []string) int {
	rank := unfit
	for _, name := range names {
		name = analysis.Fold(name)
		switch {
		case strings.HasPrefix(name, typed):
			return 0
		case strings.Contains(" "+strings.NewReplacer("-", " ", "'", " ", "’", " ").Replace(name), " "+typed):
			rank = min(rank, 1)
		case strings.Contains(name, typed):
			rank = min(rank, 2)
		}
	}
	return rank
}
