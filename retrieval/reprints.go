package retrieval

import (
	"slices"
	"strings"
	"unicode"

	"verbatim/corpus"
)

const (
	// maxReprints is how many articles are looked into for the text of a quote.
	maxReprints = 20
	// maxReprint is the length in bytes past which an article is not looked into.
	maxReprint = 1 << 20
)

// trace finds, for each quote of an answer, the other articles that print it,
// and counts the independent origins. Muted publishers are not named.
func (e *Engine) trace(gen Generation, a *Answer) {
	var muted []string
	if e.Muted != nil {
		muted = e.Muted()
	}
	for i := range a.Quotes {
		a.Quotes[i].Also = Also(gen, a.Quotes[i], muted)
	}
	a.Origins = Origins(gen.Library(), a.Quotes)
}

// Origins counts the independent origins of quotes: articles that are reprints
// of one another are one.
func Origins(lib *corpus.Library, quotes []Quote) int {
	origins := map[string]bool{}
	for _, q := range quotes {
		origin := q.ArticleID
		if group := lib.Reprints(q.ArticleID); len(group) > 0 {
			origin = group[0].ArticleID
		}
		origins[origin] = true
	}
	return len(origins)
}

// Printed is in how many articles of the corpus the quotes of an answer are known to stand.
func (a Answer) Printed() int {
	articles := map[string]bool{}
	for _, q := range a.Quotes {
		articles[q.ArticleID] = true
		for _, other := range q.Also {
			articles[other.ArticleID] = true
		}
	}
	return len(articles)
}

// Also are the other articles that print the words of a quote, as far as they
// are reprints of its article: copies of one that is named are left out, and
// those of muted publishers.
func Also(gen Generation, q Quote, muted []string) []corpus.Attribution {
	lib := gen.Library()
	group := lib.Reprints(q.ArticleID)
	if len(group) == 0 {
		return nil
	}
	var also []corpus.Attribution
	own := lib.Article(q.ArticleID)
	named := map[string]bool{own.Hash: true}
	words := wordsOf(q.Text)
	looked := 0
	for _, a := range group {
		if named[a.Hash] || a.Size > maxReprint || slices.Contains(muted, a.Publisher) {
			continue
		}
		if looked++; looked > maxReprints {
			break
		}
		body, err := gen.Body(a.ArticleID)
		if err == nil && strings.Contains(wordsOf(body), words) {
			named[a.Hash] = true
			also = append(also, a.Attribution)
		}
	}
	return also
}

// wordsOf is a text as reprints compare: its words in small letters, a space
// around each.
func wordsOf(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return " " + strings.Join(words, " ") + " "
}
