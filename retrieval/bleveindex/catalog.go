package bleveindex

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"verbatim/corpus"
)

// catalog is a Library with what the index has to know of each article.
type catalog struct {
	library *corpus.Library
	places  []place // of library.Articles(), in their order
	ordinal map[string]int
}

// place is where an article stands in a generation. Its documents in the index
// are named by its key, which it keeps when it is renamed.
type place struct {
	key    uint32
	file   int // of bodies
	offset int64
}

func newCatalog(l *corpus.Library, places []place) *catalog {
	c := &catalog{l, places, make(map[string]int, len(places))}
	for i, a := range l.Articles() {
		c.ordinal[a.ArticleID] = i
	}
	return c
}

// line is one line of library.jsonl: one of its members is there.
type line struct {
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

// write writes the catalog as JSON lines.
func (c *catalog) write(path string) (sum, error) {
	w, err := create(path)
	if err != nil {
		return sum{}, err
	}
	buf := bufio.NewWriterSize(w, 1<<16)
	err = c.encode(json.NewEncoder(buf))
	if err == nil {
		err = buf.Flush()
	}
	if cerr := w.close(); err == nil {
		err = cerr
	}
	return w.sum, err
}

func (c *catalog) encode(e *json.Encoder) error {
	e.SetEscapeHTML(false)
	for i, a := range c.library.Articles() {
		if err := e.Encode(line{Article: toLine(a, c.places[i])}); err != nil {
			return err
		}
	}
	for _, s := range c.library.Sources() {
		if err := e.Encode(line{Source: (*sourceLine)(&s)}); err != nil {
			return err
		}
	}
	for _, s := range c.library.Skipped() {
		if err := e.Encode(line{Skipped: &s}); err != nil {
			return err
		}
	}
	return nil
}

// readCatalog reads what write wrote.
func readCatalog(path string, sample bool) (*catalog, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var (
		articles []*corpus.Article
		places   []place
		sources  []corpus.Source
		skipped  []corpus.Skipped
		names    = interner{}
	)
	for d := json.NewDecoder(bufio.NewReaderSize(f, 1<<16)); ; {
		var l line
		if err := d.Decode(&l); err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		switch {
		case l.Article != nil:
			names.intern(l.Article)
			a, err := l.Article.article()
			if err != nil {
				return nil, err
			}
			articles = append(articles, a)
			places = append(places, place{l.Article.Key, l.Article.Body, l.Article.Offset})
		case l.Source != nil:
			sources = append(sources, corpus.Source(*l.Source))
		case l.Skipped != nil:
			skipped = append(skipped, *l.Skipped)
		}
	}
	library, err := corpus.NewLibrary(articles, sources, skipped, sample)
	if err != nil {
		return nil, err
	}
	return newCatalog(library, places), nil
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
