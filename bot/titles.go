package bot

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"sync"

	"verbatim/bot/locale"
	"verbatim/corpus"
	"verbatim/retrieval/analysis"
)

// titles finds the articles of a Library by what is typed of their titles,
// publishers and dates: an index of their words, without case and accents. A word
// that begins so comes before one that holds what was typed in its middle.
type titles struct {
	lib      *corpus.Library
	words    []string  // sorted
	articles [][]int32 // for each word, those that have it, by their place in the Library
	newest   []int32   // all places, those of the newest articles first
}

// newTitles indexes a Library. It takes about a second for 100,000 articles.
func newTitles(lib *corpus.Library) *titles {
	of := map[string][]int32{}
	newest := make([]int32, len(lib.Articles()))
	for i, a := range lib.Articles() {
		newest[i] = int32(i)
		for _, w := range titleWords(a) {
			if list := of[w]; len(list) == 0 || list[len(list)-1] != int32(i) {
				of[w] = append(list, int32(i))
			}
		}
	}
	slices.SortStableFunc(newest, func(i, j int32) int {
		return cmp.Compare(lib.Articles()[j].Published.From, lib.Articles()[i].Published.From)
	})
	t := &titles{lib: lib, words: make([]string, 0, len(of)), newest: newest}
	for w := range of {
		t.words = append(t.words, w)
	}
	slices.Sort(t.words)
	for _, w := range t.words {
		t.articles = append(t.articles, of[w])
	}
	return t
}

// titleWords are the words that an article is looked up by: its date in figures
// and in the words of every language, too.
func titleWords(a *corpus.Article) []string {
	text := a.Name() + " " + a.Publisher
	if a.Published.Known() {
		text += " " + a.Published.String()
		for _, w := range locale.All() {
			text += " " + w.Date(a.Published)
		}
	}
	return foldedWords(text)
}

// foldedWords are the words of a text without case and accents, parted at
// apostrophes and hyphens too.
func foldedWords(text string) []string {
	return strings.Fields(analysis.Fold(parts.Replace(text)))
}

var parts = strings.NewReplacer("’", " ", "'", " ", "-", " ", "_", " ", "/", " ", ":", " ", ",", " ", ";", " ", "«", " ", "»", " ", "“", " ", "”", " ", "\"", " ",
	"(", " ", ")", " ", "?", " ", "!", " ", "–", " ", "—", " ", ".", " ", "…", " ", "\u00a0", " ", "\u202f", " ")

// Ranks of how a word fits what was typed.
const (
	inside = 1 // it stands in its middle
	begins = 3
	equals = 4
)

// inMiddle is how many letters are looked for in the middle of words: fewer are
// in any.
const inMiddle = 3

// find gives the articles that every typed word fits, at most n: those that fit
// best first, then the newest. Nothing typed fits all.
func (t *titles) find(typed string, n int) []*corpus.Article {
	ranks, most := t.ranks(foldedWords(typed))
	byRank := make([][]*corpus.Article, most+1)
	for _, i := range t.newest {
		if r := ranks[i]; r > 0 && len(byRank[r]) < n {
			byRank[r] = append(byRank[r], t.lib.Articles()[i])
		}
	}
	var all []*corpus.Article
	for r := most; r > 0; r-- {
		all = append(all, byRank[r]...)
	}
	return all[:min(len(all), n)]
}

// ranks are how well articles fit, by their places: 0 for one that does not.
func (t *titles) ranks(typed []string) (ranks []int, most int) {
	ranks = make([]int, len(t.newest))
	for i := range ranks {
		ranks[i] = 1
	}
	for _, word := range typed {
		fit := t.fitting(word)
		for i := range ranks {
			if ranks[i] == 0 || fit[i] == 0 {
				ranks[i] = 0
			} else {
				ranks[i] += int(fit[i])
			}
		}
	}
	return ranks, 1 + equals*len(typed)
}

// fitting is how well the best word of each article fits one that was typed.
func (t *titles) fitting(typed string) []uint8 {
	ranks := make([]uint8, len(t.newest))
	add := func(k int, rank uint8) {
		for _, i := range t.articles[k] {
			ranks[i] = max(ranks[i], rank)
		}
	}
	from := sort.SearchStrings(t.words, typed)
	for k := from; k < len(t.words) && strings.HasPrefix(t.words[k], typed); k++ {
		if t.words[k] == typed {
			add(k, equals)
		} else {
			add(k, begins)
		}
	}
	if len(typed) >= inMiddle {
		for k, w := range t.words {
			if strings.Contains(w, typed) {
				add(k, inside) // never less than a better rank
			}
		}
	}
	return ranks
}

// titleIndex holds the titles of the Library that serves. It is safe for
// concurrent use.
type titleIndex struct {
	mu sync.Mutex
	t  *titles
}

func (x *titleIndex) of(lib *corpus.Library) *titles {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.t == nil || x.t.lib != lib {
		x.t = newTitles(lib)
	}
	return x.t
}
