package corpus

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"sync/atomic"
	"time"
)

// Source is one file of a corpus as it was read.
type Source struct {
	File    string // path inside the corpus, with slashes
	Size    int64
	ModTime time.Time
	Hash    string        // SHA-256 of its bytes, in hex
	Took    time.Duration // to parse it; 0 where it was taken over or is kept from an earlier reading
}

// Same reports whether two files were read with the same outcome, as far as what
// is kept of it tells.
func (s Source) Same(o Source) bool {
	return s.File == o.File && s.Size == o.Size && s.ModTime.Equal(o.ModTime) && s.Hash == o.Hash
}

// Reading is how far the reading of a corpus is.
type Reading struct {
	Files, AllFiles int
	Bytes, AllBytes int
}

// Skipped is a file, or one article of a file, that was not read, and why.
type Skipped struct {
	File   string `json:"file"`
	Reason string `json:"reason"`
}

// Bodies gives the whole texts of articles.
type Bodies interface {
	// Body is the body of an article. An unknown ID is an error.
	Body(articleID string) (string, error)
}

// Library is an immutable snapshot of a corpus: the metadata of its articles
// and the report of how they were read. Bodies are elsewhere, so that memory
// grows with metadata and not with text.
type Library struct {
	version  string
	sample   bool
	articles []*Article
	byID     map[string]int32 // places in articles
	byHash   map[string]int32 // of the first of each content, in order of file
	sources  []Source
	skipped  []Skipped
	passages int

	first, last Date // of publication
	undated     int

	publishers []string
	originals  map[string]*Article   // by the IDs of their copies
	copies     map[string][]*Article // by the IDs of their originals

	group   func() map[string][]*Article // of articles that print the same text, by ID
	grouped atomic.Bool                  // group has been called
}

// NewLibrary makes a Library of articles, in the order given, which it owns
// from then on. sample marks a corpus that was made up for demonstration.
// Two articles of one ID are an error.
func NewLibrary(articles []*Article, sources []Source, skipped []Skipped, sample bool) (*Library, error) {
	l := &Library{articles: articles, sources: sources, skipped: skipped, sample: sample,
		byID: make(map[string]int32, len(articles)), byHash: make(map[string]int32, len(articles))}
	publishers := map[string]bool{}
	for i, a := range articles {
		if b := l.Article(a.ArticleID); b != nil {
			return nil, fmt.Errorf("articles %s and %s have the same ID %q", b.File, a.File, a.ArticleID)
		}
		l.byID[a.ArticleID] = int32(i)
		l.spread(a.Published)
		o, ok := l.byHash[a.Hash]
		if !ok || a.Hash == "" { // nobody says what is in it
			l.passages += len(a.Passages)
		}
		if !ok || a.before(articles[o]) {
			l.byHash[a.Hash] = int32(i)
		}
		if a.Publisher != "" {
			publishers[a.Publisher] = true
		}
	}
	l.originals, l.copies = map[string]*Article{}, map[string][]*Article{}
	if len(l.byHash) < len(articles) {
		l.findCopies()
	}
	l.publishers = slices.Sorted(maps.Keys(publishers))
	l.version = versionOf(articles, sample)
	l.groupBy(l.groups)
	return l, nil
}

func (l *Library) findCopies() {
	for _, a := range l.articles {
		if o := l.articles[l.byHash[a.Hash]]; o != a && a.Hash != "" {
			l.originals[a.ArticleID] = o
			l.copies[o.ArticleID] = append(l.copies[o.ArticleID], a)
		}
	}
}

// versionOf is a hash of what articles are there, whatever their order.
func versionOf(articles []*Article, sample bool) string {
	type entry struct {
		begins uint64 // the ID; comparing that is nearly always enough
		*Article
	}
	sorted := make([]entry, len(articles))
	for i, a := range articles {
		var begins [8]byte
		copy(begins[:], a.ArticleID)
		sorted[i] = entry{binary.BigEndian.Uint64(begins[:]), a}
	}
	slices.SortFunc(sorted, func(a, b entry) int {
		if a.begins != b.begins {
			return cmp.Compare(a.begins, b.begins)
		}
		return cmp.Compare(a.ArticleID, b.ArticleID)
	})
	h := sha256.New()
	var line []byte // fmt would take longer than all else
	for _, a := range sorted {
		line = append(strconv.AppendQuote(line[:0], a.ArticleID), ' ')
		line = append(strconv.AppendQuote(line, a.File), ' ')
		h.Write(append(append(line, a.Hash...), '\n'))
	}
	h.Write(strconv.AppendBool(nil, sample))
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// Reprints are the articles that print the text of one, itself among them, in
// order of file; nil when it stands alone. They are found when they are first
// asked for. The slice may not be changed.
func (l *Library) Reprints(id string) []*Article { return l.group()[id] }

// Version is a hash of the content: equal for equal corpora, 16 hex digits.
func (l *Library) Version() string { return l.version }

// Sample reports whether the articles were made up for demonstration.
func (l *Library) Sample() bool { return l.sample }

// Articles are all articles, in order of file. Neither the slice nor its
// elements may be changed.
func (l *Library) Articles() []*Article { return l.articles }

// Article finds an article by its ID; nil when there is none.
func (l *Library) Article(id string) *Article {
	if i, ok := l.byID[id]; ok {
		return l.articles[i]
	}
	return nil
}

// Place is where the article of an ID stands in Articles.
func (l *Library) Place(id string) (int, bool) {
	i, ok := l.byID[id]
	return int(i), ok
}

// Holding is where an article of that content (its Hash) stands in Articles.
func (l *Library) Holding(hash string) (int, bool) {
	i, ok := l.byHash[hash]
	return int(i), ok && hash != ""
}

// Sources are the files that were read, those without an article too.
func (l *Library) Sources() []Source { return l.sources }

// Skipped lists what was not read.
func (l *Library) Skipped() []Skipped { return l.skipped }

// Publishers are those that articles state, in order of their names. The slice
// may not be changed.
func (l *Library) Publishers() []string { return l.publishers }

// before reports whether a comes before b in order of file.
func (a *Article) before(b *Article) bool {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.ArticleID, b.ArticleID)) < 0
}

// Original is the first article of the same content as a, in order of file,
// which is a itself where it has no copy before it. Copies are indexed and quoted once.
func (l *Library) Original(a *Article) *Article {
	if o := l.originals[a.ArticleID]; o != nil {
		return o
	}
	return a
}

// Copies are the articles whose original is the one of this ID.
func (l *Library) Copies(id string) []*Article { return l.copies[id] }

// Passages is the number of passages, those of copies not counted.
func (l *Library) Passages() int { return l.passages }

// Span is the first and the last date of publication; both are unknown when no
// article states one. undated counts the articles without a date.
func (l *Library) Span() (first, last Date, undated int) { return l.first, l.last, l.undated }

// spread widens the span by the date of an article.
func (l *Library) spread(d Date) {
	if !d.Known() {
		l.undated++
		return
	}
	if !l.first.Known() || d.From < l.first.From {
		l.first = d
	}
	if !l.last.Known() || d.To > l.last.To {
		l.last = d
	}
}
