package retrieval

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"verbatim/corpus"
)

// Mention is a name of a question, and in how many articles it stands.
type Mention struct {
	Name     string // as asked
	Articles int
}

const (
	// maxMentions is how many names of a question are looked up.
	maxMentions = 4
	// mentionHits is how many passages of a name are counted through.
	mentionHits = 5000
)

// place is a passage.
type place struct {
	article string
	number  int
}

// mentions says of the names of a question in how many articles each stands,
// and in how many all of them stand. Words that follow one another, or “de”
// between them, are one name; a word that neither lexicon nor corpus holds counts
// as one whatever its letters.
func (r *ranker) mentions(ctx context.Context, f Filter) (all []Mention, together int, err error) {
	langs := languages(r.gen)
	clauses, of := r.q.clauses(langs, cognate)
	for i, c := range clauses { // of what is written in several words, each alone is another thing
		clauses[i].Terms = slices.DeleteFunc(c.Terms, func(t string) bool { return !r.q.alone(of[i], c.Lang, t) })
	}
	in := map[string]int{} // names that an article holds
	for _, name := range r.q.names() {
		if len(all) == maxMentions {
			break
		}
		articles, err := r.holding(ctx, f, name, clauses, of)
		if err != nil {
			return nil, 0, err
		}
		first, last := r.q.words[name[0]], r.q.words[name[len(name)-1]]
		all = append(all, Mention{nameOf(r.q.text, first.text, last.text), len(articles)})
		for id := range articles {
			in[id]++
		}
	}
	for _, n := range in {
		if n == len(all) {
			together++
		}
	}
	return all, together, nil
}

// alone reports whether a term is all that a word may be printed as.
func (q *question) alone(word int, lang corpus.Lang, term string) bool {
	return slices.ContainsFunc(q.words[word].forms[lang], func(f form) bool { return len(f.terms) == 1 && f.terms[0] == term })
}

// nameOf is the part of a text from one word to another.
func nameOf(text, first, last string) string {
	i := strings.Index(text, first)
	if i < 0 {
		return first
	}
	j := strings.Index(text[i:], last)
	if j < 0 {
		return first
	}
	return text[i : i+j+len(last)]
}

// names are the words of the question's names, by their numbers.
func (q *question) names() [][]int {
	var all [][]int
	for i, w := range q.words {
		digits := strings.IndexFunc(w.exact, unicode.IsLetter) < 0
		if digits || !w.name && (w.common || w.df > 0) {
			continue
		}
		if n := len(all) - 1; n >= 0 && all[n][len(all[n])-1] == i-1 && w.position-q.words[i-1].position <= 2 && w.name && q.words[i-1].name {
			all[n] = append(all[n], i)
			continue
		}
		all = append(all, []int{i})
	}
	return all
}

// holding are the articles with a passage that holds all words of a name.
func (r *ranker) holding(ctx context.Context, f Filter, name []int, clauses []Clause, of []int) (map[string]bool, error) {
	var passages map[place]bool
	for _, word := range name {
		var some []Clause
		for i, c := range clauses {
			if of[i] == word && len(c.Terms) > 0 {
				some = append(some, c)
			}
		}
		var hits []Hit
		if len(some) > 0 {
			var err error
			if hits, err = r.gen.Search(ctx, Request{Clauses: some, Filter: f, Limit: mentionHits}); err != nil {
				return nil, err
			}
		}
		holds := map[place]bool{}
		for _, h := range hits {
			at := place{h.ArticleID, h.Number}
			if passages == nil || passages[at] {
				holds[at] = true
			}
		}
		passages = holds
	}
	articles := map[string]bool{}
	for at := range passages {
		articles[at.article] = true
	}
	return articles, nil
}
