package verify

import (
	"cmp"
	"context"
	"maps"
	"math"
	"slices"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/language"
	"verbatim/retrieval"
	"verbatim/retrieval/analysis"
)

const (
	// hits is how many passages are looked into for one search, and maxWindows
	// how many stretches of articles the quote is held against.
	hits       = 60
	maxWindows = 16
	// reach is how many passages before and behind a hit are looked into too: a
	// quote may go over the end of a paragraph.
	reach = 2
	// perWindow is how many hits of one article are looked around.
	perWindow = 8
	// maxClauses bounds the words that are searched for: those that tell most.
	maxClauses = 24
	// bracketed is how many printed words a bracket may stand for: “[Kim]”.
	bracketed = 8
)

// elements cuts a quote into its words, its omissions and its insertions.
func elements(text string) []element {
	text = letter.ReplaceAllString(text, "$1$2") // “[i]l a dit”
	var all []element
	at := 0
	for at < len(text) {
		m, gap := omission.FindStringIndex(text[at:]), endless
		if n := insertion.FindStringIndex(text[at:]); n != nil && (m == nil || n[0] < m[0]) {
			m, gap = n, bracketed
		}
		if m == nil {
			break
		}
		all = appendWords(all, text, at, at+m[0])
		if len(all) > 0 && all[len(all)-1].gap == 0 {
			all = append(all, element{gap: gap})
		}
		at += m[1]
	}
	all = appendWords(all, text, at, len(text))
	for len(all) > 0 && all[len(all)-1].gap > 0 {
		all = all[:len(all)-1]
	}
	return all
}

func appendWords(all []element, text string, start, end int) []element {
	for _, w := range split(text[start:end]) {
		if len(all) < maxWords {
			w.start, w.end = w.start+start, w.end+start
			all = append(all, element{word: w})
		}
	}
	return all
}

// function is the weight of a function word.
const function = 0.5

// weigh gives each word of a quote a weight from 0.5 to 3, by how few passages
// hold it. Function words weigh least, save for negations.
func (l *lookup) weigh(ctx context.Context, quote []element) error {
	passages := float64(max(1, l.gen.Library().Passages()))
	found, err := l.frequencies(ctx, quote)
	if err != nil {
		return err
	}
	for i, e := range quote {
		if e.gap > 0 {
			continue
		}
		quote[i].weight = function
		if n, content := found[e.key]; content {
			rare := math.Log(1+passages/(1+float64(n))) / math.Log(1+passages)
			quote[i].weight = 1 + 2*rare
			if isNumber(e.key) {
				quote[i].weight = 1 // what is most often wrong in a quote tells least of where it is from
			}
		} else if negations[e.key] || isNumber(e.key) {
			quote[i].weight = 1
		}
	}
	return nil
}

// frequencies counts the passages that hold each content word of a quote. Which
// words are content is for the quote's language to say: “not” is one in French.
func (l *lookup) frequencies(ctx context.Context, quote []element) (map[string]int, error) {
	content := l.content(quote)
	found := map[string]int{}
	for lang := range l.gen.Stats() {
		var clauses []retrieval.Clause
		var keys []string
		for _, e := range quote {
			if term := l.term(lang, e.text); term != "" && content[e.key] {
				keys = append(keys, e.key)
				clauses = append(clauses, retrieval.Clause{Lang: lang, Terms: []string{term}, Weight: 1})
			}
		}
		counts, err := l.gen.Frequencies(ctx, clauses)
		if err != nil {
			return nil, err
		}
		for i, n := range counts {
			found[keys[i]] = max(found[keys[i]], n)
		}
	}
	return found, nil
}

// content are the keys of the words of a quote that are no function words.
func (l *lookup) content(quote []element) map[string]bool {
	var words []string
	for _, e := range quote {
		words = append(words, e.text)
	}
	lang := language.Detect(strings.Join(words, " "), corpus.French, corpus.English)
	found := map[string]bool{}
	for _, e := range quote {
		found[e.key] = found[e.key] || l.term(lang, e.text) != ""
	}
	return found
}

// term is what a word is indexed as in a language; "" for a function word.
func (l *lookup) term(lang corpus.Lang, text string) string {
	if text == "" {
		return ""
	}
	for _, t := range l.gen.Analyze(lang, text) {
		return t.Term
	}
	return ""
}

// telling reports whether a quote has words enough to be looked up.
func telling(quote []element) bool {
	words, weight := 0, 0.0
	for _, e := range quote {
		if e.gap == 0 {
			words++
			weight += e.weight
		}
	}
	return words >= 2 && weight >= 2
}

// window is a stretch of an article that a quote may be from.
type window struct {
	article *corpus.Article
	body    string
	words   []word
	score   float64
}

// windows are the stretches that hold most of a quote, best first. The parts
// between ellipses are searched for each on its own as well: the passage of a
// short one would come late among those of the others.
func (l *lookup) windows(ctx context.Context, quote []element) ([]window, error) {
	all := map[string]map[int]float64{} // of an article, its passages with their scores
	for _, part := range parts(quote) {
		found, err := l.gen.Search(ctx, retrieval.Request{Clauses: l.clauses(part), Limit: hits})
		if err != nil {
			return nil, err
		}
		for _, h := range found {
			if slices.Contains(l.muted, h.Publisher) {
				continue
			}
			if all[h.ArticleID] == nil {
				all[h.ArticleID] = map[int]float64{}
			}
			all[h.ArticleID][h.Number] += h.Score
		}
	}
	var windows []window
	for id, passages := range all {
		w := window{article: l.gen.Library().Article(id)}
		for _, score := range passages {
			w.score += score
		}
		windows = append(windows, w)
	}
	slices.SortFunc(windows, func(a, b window) int {
		return cmp.Or(cmp.Compare(b.score, a.score), strings.Compare(a.article.ArticleID, b.article.ArticleID))
	})
	windows = windows[:min(len(windows), maxWindows)]
	for i := range windows {
		if err := l.read(&windows[i], all[windows[i].article.ArticleID]); err != nil {
			return nil, err
		}
	}
	return windows, nil
}

// parts are a whole quote and, where it has ellipses, its parts: five at most.
func parts(quote []element) [][]element {
	all := [][]element{quote}
	start := 0
	for i, e := range quote {
		if e.gap == endless {
			all, start = append(all, quote[start:i]), i+1
		}
	}
	if len(all) > 1 {
		all = append(all, quote[start:])
	}
	return all[:min(len(all), 5)]
}

// clauses are the words of a quote that tell most, in every language of the corpus.
func (l *lookup) clauses(quote []element) []retrieval.Clause {
	sorted := slices.Clone(quote)
	slices.SortStableFunc(sorted, func(a, b element) int { return cmp.Compare(b.weight, a.weight) })
	var all []retrieval.Clause
	for lang := range l.gen.Stats() {
		n := 0
		seen := map[string]bool{}
		for _, e := range sorted {
			term := l.term(lang, e.text)
			if term == "" || e.weight <= function || seen[term] || n == maxClauses {
				continue
			}
			seen[term] = true
			n++
			all = append(all, retrieval.Clause{Lang: lang, Terms: []string{term}, Weight: e.weight})
		}
	}
	return all
}

// read cuts the passages at the hits of an article, and those around, into words.
func (l *lookup) read(w *window, passages map[int]float64) error {
	body, err := l.gen.Body(w.article.ArticleID)
	if err != nil {
		return err
	}
	w.body = body
	most := slices.SortedFunc(maps.Keys(passages), func(a, b int) int { return cmp.Or(cmp.Compare(passages[b], passages[a]), a-b) })
	for _, i := range most[min(len(most), perWindow):] {
		delete(passages, i)
	}
	for i, p := range w.article.Passages {
		inReach := false
		for k := i - reach; k <= i+reach; k++ {
			_, hit := passages[k]
			inReach = inReach || hit
		}
		if !inReach {
			continue
		}
		for _, word := range split(body[p.Start:p.End]) {
			word.start, word.end, word.passage = word.start+p.Start, word.end+p.Start, i
			w.words = append(w.words, word)
		}
	}
	return nil
}

// named are the publishers of a corpus that a message names.
func named(lib *corpus.Library, message string) []string {
	key := func(s string) string {
		var b strings.Builder
		for _, t := range analysis.Plain(s) {
			b.WriteString(" " + t.Exact)
		}
		return b.String() + " "
	}
	said := key(message)
	var all []string
	for _, p := range lib.Publishers() {
		if name := key(p); len(name) > 4 && strings.Contains(said, name) {
			all = append(all, p)
		}
	}
	return all
}
