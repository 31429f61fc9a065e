package retrieval

import (
	"cmp"
	"slices"

	"verbatim/corpus"
	"verbatim/retrieval/analysis"
	"verbatim/retrieval/lexicon"
)

// How much the forms of a word count that are not the word itself.
const (
	translated = 0.9 // by the lexicon
	cognate    = 0.8 // spelt by rule
	synonym    = 0.5 // of the same language, by the lexicon
)

// add adds a form, unless the word has it already.
func (w *word) add(lang corpus.Lang, f form) {
	has := func(g form) bool { return slices.Equal(f.terms, g.terms) }
	if len(f.terms) > 0 && !slices.ContainsFunc(w.forms[lang], has) {
		w.forms[lang] = append(w.forms[lang], f)
	}
}

// translate adds what the lexicon and the rules of cognates know of the words:
// their translations, and words that mean the same.
func (q *question) translate(gen Generation, lex *lexicon.Lexicon) {
	asked := make([]lexicon.Word, len(q.words))
	analyze := analyzerOf(q.lang)
	for i, w := range q.words {
		if t := analyze(w.text); len(t) > 0 {
			asked[i] = lexicon.Word{Stem: t[0].Term, Exact: t[0].Exact}
		}
		known, name := lex.Knows(q.lang, asked[i])
		w.common, w.name = known && !name, w.name || name
	}
	stats := gen.Stats()
	found, other := lex.Match(q.lang, asked)
	slices.SortStableFunc(found, func(a, b lexicon.Match) int { return cmp.Compare(a.To-a.From, b.To-b.From) })
	for _, m := range found {
		words := q.words[m.From:m.To]
		if stats[other].Passages > 0 {
			for i, t := range m.Translations {
				spread(words, other, form{t, translated, m.Spelt[i]})
			}
		}
		for _, s := range m.Synonyms {
			spread(words, q.lang, form{terms: s, strength: synonym})
		}
	}
	if stats[other].Passages == 0 {
		return
	}
	for _, w := range q.words {
		spellings := lexicon.Cognates(q.lang, w.exact)
		if w.name {
			spellings = append(spellings, lexicon.Transliterations(q.lang, w.exact)...)
		}
		for _, spelt := range spellings {
			if t := gen.Analyze(other, spelt); len(t) == 1 {
				w.add(other, form{[]string{t[0].Term}, cognate, t[0].Exact})
			}
		}
	}
}

// spread adds the terms of a lemma to the words of the question that it stands
// for: one term to each of them, several to one as a compound, else one after
// the other, less those that one of the words has: languages order words in
// their own ways, and “soldats nord-coréens” makes no “coréen” of “soldiers”.
func spread(words []*word, lang corpus.Lang, f form) {
	switch {
	case len(f.terms) == 1:
		for _, w := range words {
			w.add(lang, f)
		}
	case len(words) == 1:
		words[0].add(lang, f)
	default:
		for i, t := range f.terms {
			has := func(w *word) bool {
				return slices.ContainsFunc(w.forms[lang], func(o form) bool { return len(o.terms) == 1 && o.terms[0] == t })
			}
			if !slices.ContainsFunc(words, has) {
				words[min(i, len(words)-1)].add(lang, form{terms: []string{t}, strength: f.strength})
			}
		}
	}
}

// together is how many words may stand between the terms of a compound.
const together = 3

// find marks where a compound stands among tokens: its terms in order, near
// each other.
func (c compound) find(tokens []analysis.Token, mark func(token int, first bool)) {
	for i := range tokens {
		if tokens[i].Term != c.terms[0] {
			continue
		}
		at := []int{i}
		for j := i + 1; j < len(tokens) && len(at) < len(c.terms); j++ {
			if tokens[j].Position-tokens[at[len(at)-1]].Position > together {
				break
			}
			if tokens[j].Term == c.terms[len(at)] {
				at = append(at, j)
			}
		}
		if len(at) == len(c.terms) {
			for n, token := range at {
				mark(token, n == 0)
			}
		}
	}
}
