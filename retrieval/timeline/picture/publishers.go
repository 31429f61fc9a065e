package picture

import (
	"cmp"
	"slices"
	"strconv"

	"verbatim/corpus"
	"verbatim/retrieval/timeline"
)

// shape is the language of an event's sources.
type shape uint8

// The shapes. French and English have theirs in every picture; half a circle and
// half a square is an event that is told in both, or in any two languages.
const (
	circle shape = iota
	square
	diamond
	both
)

func shapeOfLang(lang corpus.Lang) shape {
	switch {
	case len(lang) >= 2 && lang[:2] == corpus.French:
		return circle
	case len(lang) >= 2 && lang[:2] == corpus.English:
		return square
	}
	return diamond
}

func shapeOf(e timeline.Event) shape {
	first := e.Sources[0].Lang
	for _, r := range e.Sources {
		if r.Lang != first {
			return both
		}
	}
	return shapeOfLang(first)
}

// named is how many publishers have a letter and a row of their own.
const named = 4

// publishers are those of the sources, the one with the most articles first.
type publishers struct {
	names    []string // "" is no publisher
	articles map[string][]corpus.Attribution
}

func newPublishers(events []timeline.Event) *publishers {
	p := &publishers{articles: map[string][]corpus.Attribution{}}
	seen := map[string]bool{}
	for _, e := range events {
		for _, r := range e.Sources {
			if seen[r.ArticleID] {
				continue
			}
			seen[r.ArticleID] = true
			if p.articles[r.Publisher] == nil {
				p.names = append(p.names, r.Publisher)
			}
			p.articles[r.Publisher] = append(p.articles[r.Publisher], r.Attribution)
		}
	}
	slices.SortFunc(p.names, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(p.articles[b]), len(p.articles[a])), cmp.Compare(a, b))
	})
	return p
}

// count is the number of articles.
func (p *publishers) count() int {
	n := 0
	for _, name := range p.names {
		n += len(p.articles[name])
	}
	return n
}

// undated is the number of articles whose date of publication nobody states.
func (p *publishers) undated() int {
	n := 0
	for _, name := range p.names {
		for _, a := range p.articles[name] {
			if !a.Published.Known() {
				n++
			}
		}
	}
	return n
}

// own is how many publishers have a row of their own: all, where the one that
// remains would only be called "others".
func (p *publishers) own() int {
	if len(p.names) <= named+1 {
		return len(p.names)
	}
	return named
}

func letterOf(i int) string { return string(rune('A' + i)) }

// otherLetter stands for the publishers that have no row of their own.
const otherLetter = "+"

// letter is the letter of the one publisher of an event, or the number of them.
func (p *publishers) letter(e timeline.Event) string {
	if n := e.Independent(); n > 1 {
		return strconv.Itoa(min(n, 99))
	}
	if i := slices.Index(p.names[:p.own()], e.Sources[0].Publisher); i >= 0 {
		return letterOf(i)
	}
	return otherLetter
}
