package bleveindex

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"verbatim/corpus"
)

// catalog is a Library with what the index has to know of each article.
type catalog struct {
	library *corpus.Library
	places  []place // of library.Articles(), in their order
}

// place is where an article stands in a generation. Its documents in the index
// are named by its key, which it keeps when it is renamed.
type place struct {
	key    uint32
	file   int // of bodies, its number
	offset int64
}

// part is a file of a catalog: the whole one, or what has changed since those
// before it.
type part struct {
	delta    *delta // nil: the whole
	articles []*corpus.Article
	places   []place
	sources  []corpus.Source
	skipped  []corpus.Skipped
}

// delta says how the lists of a part go together with those before it. What is
// skipped is listed whole.
type delta struct {
	Articles []run `json:"articles"`
	Sources  []run `json:"sources"`
}

// run are so many elements that follow each other: from one of the former list
// on or, with From -1, the next of this part.
type run struct {
	From int `json:"f"`
	N    int `json:"n"`
}

// runs are the runs of n elements, of which old gives the places in the former
// list, -1 where it does not hold them.
func runs(n int, old func(i int) int) []run {
	all := []run{}
	for i := range n {
		at, last := old(i), len(all)-1
		switch {
		case last >= 0 && at < 0 && all[last].From < 0, last >= 0 && at >= 0 && all[last].From >= 0 && at == all[last].From+all[last].N:
			all[last].N++
		default:
			all = append(all, run{at, 1})
		}
	}
	return all
}

// joined is the list that runs make of a former one and of what is new. No
// element may be there twice, nor one of the new ones be left.
func joined[T any](all []run, before, next []T) ([]T, error) {
	list := make([]T, 0, len(before)+len(next))
	for _, r := range all {
		from := &next
		if r.From >= 0 {
			rest := before[min(r.From, len(before)):]
			from = &rest
		}
		if r.N < 1 || r.N > len(*from) || r.N > cap(list)-len(list) {
			return nil, errUnfit
		}
		list, *from = append(list, (*from)[:r.N]...), (*from)[r.N:]
	}
	if len(next) > 0 {
		return nil, errUnfit
	}
	return list, nil
}

var errUnfit = errors.New("a part of the catalog does not fit those before it")

// whole is the catalog as one part.
func (c *catalog) whole() part {
	return part{nil, c.library.Articles(), c.places, c.library.Sources(), c.library.Skipped()}
}

// since is what of the catalog is not in an earlier one.
func (c *catalog) since(old *catalog) part {
	p := part{delta: &delta{}, skipped: c.library.Skipped()}
	articles := c.library.Articles()
	p.delta.Articles = runs(len(articles), func(i int) int {
		j, ok := old.library.Place(articles[i].ArticleID)
		if ok && old.library.Articles()[j] == articles[i] && old.places[j] == c.places[i] {
			return j
		}
		p.articles, p.places = append(p.articles, articles[i]), append(p.places, c.places[i])
		return -1
	})
	sources, before, next := c.library.Sources(), old.library.Sources(), 0
	elsewhere := sync.OnceValue(func() map[string]int {
		places := make(map[string]int, len(before))
		for i, s := range before {
			places[s.File] = i
		}
		return places
	})
	p.delta.Sources = runs(len(sources), func(i int) int {
		s := sources[i]
		if next >= len(before) || before[next].File != s.File {
			at, ok := elsewhere()[s.File]
			if !ok {
				p.sources = append(p.sources, s)
				return -1
			}
			next = at
		}
		next++
		if !before[next-1].Same(s) {
			p.sources = append(p.sources, s)
			return -1
		}
		return next - 1
	})
	return p
}

// line is one line of a part: one of its members is there.
type line struct {
	Delta   *delta          `json:"d,omitempty"` // before all others
	Article *articleLine    `json:"a,omitempty"`
	Source  *sourceLine     `json:"s,omitempty"`
	Skipped *corpus.Skipped `json:"k,omitempty"`
}

type articleLine struct {
	ID        string        `json:"id"`
	File      string        `json:"file"`
	Title     string        `json:"title,omitempty"`
	Author    string        `json:"author,omitempty"`
	Publisher string        `json:"publisher,omitempty"`
	URL       string        `json:"url,omitempty"`
	Published [3]int32      `json:"published,omitzero"` // from, to, precision
	Note      string        `json:"note,omitempty"`
	Lang      corpus.Lang   `json:"lang"`
	License   string        `json:"license,omitempty"`
	Hash      string        `json:"hash"`
	Size      int           `json:"size"`
	Passages  [][4]int      `json:"p"`           // start, end, place in Sections, place in Langs
	Sections  []string      `json:"h,omitempty"` // [0] is the first
	Langs     []corpus.Lang `json:"l,omitempty"`
	Clutter   []string      `json:"clutter,omitempty"`
	Notes     []string      `json:"notes,omitempty"`
	Sketch    corpus.Sketch `json:"sketch"`
	Key       uint32        `json:"key"`
	Body      int           `json:"body"`
	Offset    int64         `json:"offset"`
}

type sourceLine struct {
	File    string        `json:"file"`
	Size    int64         `json:"size"`
	ModTime time.Time     `json:"time"`
	Hash    string        `json:"hash"`
	Took    time.Duration `json:"-"`
}

func toLine(a *corpus.Article, p place) *articleLine {
	l := &articleLine{ID: a.ArticleID, File: a.File, Title: a.Title, Author: a.Author, Publisher: a.Publisher, URL: a.URL,
		Published: [3]int32{int32(a.Published.From), int32(a.Published.To), int32(a.Published.Precision)},
		Note:      a.Note, Lang: a.Lang, License: a.License, Hash: a.Hash, Size: a.Size, Clutter: a.Clutter, Notes: a.Notes, Sketch: a.Sketch,
		Key: p.key, Body: p.file, Offset: p.offset, Passages: make([][4]int, len(a.Passages))}
	for i, s := range a.Passages {
		l.Passages[i] = [4]int{s.Start, s.End, placeIn(&l.Sections, s.Section), placeIn(&l.Langs, s.Lang)}
	}
	return l
}

// placeIn is the index of v in list, to which it is added where it is missing.
func placeIn[T comparable](list *[]T, v T) int {
	if i := slices.Index(*list, v); i >= 0 {
		return i
	}
	*list = append(*list, v)
	return len(*list) - 1
}

func (l *articleLine) article() (*corpus.Article, error) {
	a := &corpus.Article{License: l.License, Hash: l.Hash, Size: l.Size, Clutter: l.Clutter, Notes: l.Notes, Sketch: l.Sketch, Passages: make([]corpus.Span, len(l.Passages)),
		Attribution: corpus.Attribution{ArticleID: l.ID, File: l.File, Title: l.Title, Author: l.Author, Publisher: l.Publisher, URL: l.URL, Lang: l.Lang, Note: l.Note,
			Published: corpus.Date{From: corpus.Day(l.Published[0]), To: corpus.Day(l.Published[1]), Precision: corpus.Precision(l.Published[2])}}}
	for i, p := range l.Passages {
		if p[0] < 0 || p[1] < p[0] || p[1] > l.Size || p[2] < 0 || p[2] >= len(l.Sections) || p[3] < 0 || p[3] >= len(l.Langs) {
			return nil, fmt.Errorf("article %q: passage %d is outside of it", l.ID, i)
		}
		a.Passages[i] = corpus.Span{Start: p[0], End: p[1], Section: l.Sections[p[2]], Lang: l.Langs[p[3]]}
	}
	return a, nil
}

// write writes a part as JSON lines.
func (p part) write(path string) (sum, error) {
	w, err := create(path)
	if err != nil {
		return sum{}, err
	}
	buf := bufio.NewWriterSize(w, 1<<16)
	err = p.encode(json.NewEncoder(buf))
	if err == nil {
		err = buf.Flush()
	}
	if cerr := w.close(); err == nil {
		err = cerr
	}
	return w.sum, err
}

func (p part) encode(e *json.Encoder) error {
	e.SetEscapeHTML(false)
	if p.delta != nil {
		if err := e.Encode(line{Delta: p.delta}); err != nil {
			return err
		}
	}
	for i, a := range p.articles {
		if err := e.Encode(line{Article: toLine(a, p.places[i])}); err != nil {
			return err
		}
	}
	for _, s := range p.sources {
		if err := e.Encode(line{Source: (*sourceLine)(&s)}); err != nil {
			return err
		}
	}
	for _, s := range p.skipped {
		if err := e.Encode(line{Skipped: &s}); err != nil {
			return err
		}
	}
	return nil
}

// readCatalog reads the parts of a catalog, by their numbers.
func readCatalog(dir string, parts []int, sample bool) (*catalog, error) {
	var all part
	names := interner{}
	for i, n := range parts {
		p, err := readPart(filepath.Join(dir, libraryFile(n)), names)
		if err == nil && (p.delta == nil) != (i == 0) {
			err = errors.New("the first part of a catalog is whole, and no other")
		}
		if err == nil && i > 0 {
			p, err = p.after(all)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", libraryFile(n), err)
		}
		all = p
	}
	library, err := corpus.NewLibrary(all.articles, all.sources, all.skipped, sample)
	if err != nil {
		return nil, err
	}
	return &catalog{library, all.places}, nil
}

// after is the whole that a part makes with what is before it.
func (p part) after(before part) (all part, err error) {
	if all.articles, err = joined(p.delta.Articles, before.articles, p.articles); err != nil {
		return all, err
	}
	if all.places, err = joined(p.delta.Articles, before.places, p.places); err != nil {
		return all, err
	}
	all.skipped = p.skipped
	all.sources, err = joined(p.delta.Sources, before.sources, p.sources)
	return all, err
}

func readPart(path string, names interner) (p part, err error) {
	f, err := os.Open(path)
	if err != nil {
		return p, err
	}
	defer f.Close()
	for d := json.NewDecoder(bufio.NewReaderSize(f, 1<<16)); ; {
		var l line
		if err := d.Decode(&l); err == io.EOF {
			return p, nil
		} else if err != nil {
			return p, err
		}
		switch {
		case l.Delta != nil:
			p.delta = l.Delta
		case l.Article != nil:
			names.intern(l.Article)
			a, err := l.Article.article()
			if err != nil {
				return p, err
			}
			p.articles = append(p.articles, a)
			p.places = append(p.places, place{l.Article.Key, l.Article.Body, l.Article.Offset})
		case l.Source != nil:
			p.sources = append(p.sources, corpus.Source(*l.Source))
		case l.Skipped != nil:
			p.skipped = append(p.skipped, *l.Skipped)
		}
	}
}

// interner keeps one copy of the names that many articles share.
type interner map[string]string

func (m interner) one(s *string) {
	if have, ok := m[*s]; ok {
		*s = have
		return
	}
	m[*s] = *s
}

func (m interner) intern(l *articleLine) {
	m.one(&l.Publisher)
	m.one(&l.Author)
	m.one((*string)(&l.Lang))
	for i := range l.Langs {
		m.one((*string)(&l.Langs[i]))
	}
}
