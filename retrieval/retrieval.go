// Package retrieval finds the passages of a corpus that answer a question, and
// knows when none does.
//
// A Store keeps generations: immutable indexes of one Library each. A
// Generation finds candidates; the Engine analyses the question, ranks the
// candidates by evidence that does not depend on the store, chooses the quotes
// or abstains. Live holds the generation that serves, and lets it be replaced
// while searches run.
package retrieval

import (
	"context"
	"io"
	"time"

	"verbatim/corpus"
	"verbatim/retrieval/analysis"
)

// Request is a question as a Store sees it: analysed words and filters.
type Request struct {
	Clauses []Clause // a passage matches when any clause does, and scores higher for more of them
	Filter  Filter
	Limit   int // at most so many hits; must be over 0
}

// Clause is one word of a question in one language.
type Clause struct {
	Lang   corpus.Lang // only passages of this language are searched, by its analysis
	Terms  []string    // spellings of the word, as Analyze gives them in Token.Term: any of them is the word
	Weight float64     // over 0; 1 is an ordinary word
}

// Filter leaves passages out. The zero Filter leaves out none.
type Filter struct {
	Langs         []corpus.Lang // empty: all
	Publishers    []string      // exactly as articles state them; empty: all
	After, Before corpus.Date   // both inclusive; any overlap with an imprecise date of publication counts
	Undated       bool          // with After or Before: keep articles without a date
}

// Keeps reports whether the filter keeps a passage of language lang of an article.
func (f Filter) Keeps(a *corpus.Article, lang corpus.Lang) bool {
	in := func(n int, ok func(i int) bool) bool {
		for i := range n {
			if ok(i) {
				return true
			}
		}
		return n == 0
	}
	return in(len(f.Langs), func(i int) bool { return f.Langs[i] == lang }) &&
		in(len(f.Publishers), func(i int) bool { return f.Publishers[i] == a.Publisher }) &&
		f.keepsDate(a.Published)
}

func (f Filter) keepsDate(d corpus.Date) bool {
	if !f.After.Known() && !f.Before.Known() {
		return true
	}
	if !d.Known() {
		return f.Undated
	}
	return !(f.After.Known() && d.To <= f.After.From) && !(f.Before.Known() && d.From >= f.Before.To)
}

// Hit is a passage that a search found. Scores are comparable within one search only.
type Hit struct {
	corpus.Passage
	Number int // of the passage in its article
	Score  float64
}

// Searcher finds passages.
//
// Hits come best first; equal scores in order of article ID, then of passage
// number. No clause, or none that matches, gives no hit and no error. It is
// safe for concurrent use and returns soon after ctx is done, with its error.
type Searcher interface {
	Search(ctx context.Context, r Request) ([]Hit, error)
}

// Stats are the true statistics of the passages of one language.
type Stats struct {
	Passages int
	Tokens   int // of the passages' texts, titles and sections not counted
}

// Generation is the index of one Library. It never changes once open, and is
// safe for concurrent use until it is closed.
type Generation interface {
	Searcher
	corpus.Bodies
	// ID is a hash of the corpus, the format, the analysers and the reader's version.
	ID() string
	Library() *corpus.Library
	// Analyze analyses text as passages of lang are analysed.
	Analyze(lang corpus.Lang, text string) []analysis.Token
	// Frequencies counts, for each clause, the passages of its language whose
	// text (not title or section) holds any of its terms.
	Frequencies(ctx context.Context, clauses []Clause) ([]int, error)
	// Similar are terms of the texts of lang that are spelt almost as term, at
	// most n: the nearest first, then those of most passages, then in order of
	// their bytes. They are at most Edits(term) edits away, never term itself. An
	// edit puts in, leaves out or replaces a letter, or swaps two neighbours; no
	// letter is edited twice.
	Similar(ctx context.Context, lang corpus.Lang, term string, n int) ([]string, error)
	// Stats are by language; a language without passages has no entry.
	Stats() map[corpus.Lang]Stats
	// Check looks whether what is stored is still what was written. Damage is
	// ErrCorrupt. It is cheap enough for every reload: what looks as it did is
	// read again only once a day.
	Check(ctx context.Context) error
	io.Closer
}

// Store keeps generations, one of which is the current one.
type Store interface {
	// Current is the ID of the generation that was published last, or
	// ErrNoGeneration; also when what is there was made by another format.
	Current(ctx context.Context) (string, error)
	// Open opens a generation for reading; ErrNoGeneration when there is no such.
	Open(ctx context.Context, id string) (Generation, error)
	// Derive makes the generation of c.New, beside base and at the cost of the
	// difference; base goes on serving. A nil base makes it from nothing, and
	// c.Old is nil then too. progress, which may be nil, is told the passages
	// done and to do. What fails or is cancelled leaves nothing behind.
	Derive(ctx context.Context, base Generation, c corpus.Changes, progress func(done, total int)) (Generation, error)
	// Publish makes a generation the current one, in one step that survives a
	// crash, ends a Pin, and removes what is no longer kept.
	Publish(ctx context.Context, id string) error
	// Kept lists what can be opened: the current generation, then those that
	// were current before it, the last one first. ErrNoGeneration as Current.
	Kept(ctx context.Context) ([]Kept, error)
	// Pin makes a kept generation the current one as Publish does, and marks it
	// as wanted by a person until the next Publish. ErrNoGeneration for another.
	Pin(ctx context.Context, id string) error
	// Renew makes a generation of l from nothing, with the texts of bodies, and
	// makes it the current one, in one step that survives a crash. It removes all
	// others: nothing of them is left. A Pin stays. progress as in Derive.
	Renew(ctx context.Context, l *corpus.Library, bodies corpus.Bodies, progress func(done, total int)) (Generation, error)
}

// Kept is a generation that a store keeps.
type Kept struct {
	ID        string
	Version   string    // of its library
	Articles  int       // -1 when the store does not know
	Published time.Time // when it became the current one last; zero when the store does not know
	Pinned    bool      // the current one alone: somebody rolled back to it
}
