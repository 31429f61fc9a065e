package retrieval

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"

	"verbatim/corpus"
)

// ReadFunc reads a corpus. What old holds unchanged is taken over from it; the
// texts of all other articles go to spool. progress may be nil.
type ReadFunc func(ctx context.Context, old *corpus.Library, spool *corpus.Spool, progress func(bytes, total int)) (*corpus.Library, error)

// Stage is what an update is busy with.
type Stage string

// The stages, in their order.
const (
	StageReading  Stage = "reading"  // bytes
	StageIndexing Stage = "indexing" // passages
)

// Keeper keeps Live in step with a corpus. Its methods are safe for concurrent
// use; updates run one after the other.
type Keeper struct {
	Live     *Live
	Store    Store
	Read     ReadFunc
	SpoolDir string                             // for texts on their way to the index, made when missing; os.TempDir when empty
	Progress func(stage Stage, done, total int) // may be nil

	mu sync.Mutex
}

// Report says what an update found and did.
type Report struct {
	Articles, Passages                          int // of the corpus as it was read
	Added, Changed, Removed, Renamed, Unchanged int // articles
	Skipped                                     []corpus.Skipped
	Old, New                                    string        // versions of the library that served before and that serves now; "" for none
	Built                                       bool          // a generation was made
	Damaged                                     error         // why the generation on disk was not used; nil when it was, or none was there
	Locked                                      *LockedError  // the corpus differs from what serves, and another process has the right to write
	Took                                        time.Duration // in all
}

// LogValue is the report in one line of a log.
func (r Report) LogValue() slog.Value {
	attrs := []slog.Attr{
		slog.Int("articles", r.Articles), slog.Int("passages", r.Passages),
		slog.Int("added", r.Added), slog.Int("changed", r.Changed), slog.Int("removed", r.Removed), slog.Int("renamed", r.Renamed),
		slog.Int("unchanged", r.Unchanged), slog.Int("skipped", len(r.Skipped)),
		slog.String("version", r.New), slog.Bool("built", r.Built), slog.Duration("took", r.Took),
	}
	if r.Damaged != nil {
		attrs = append(attrs, slog.String("damaged", r.Damaged.Error()))
	}
	if r.Locked != nil {
		attrs = append(attrs, slog.String("stale", r.Locked.Error()))
	}
	return slog.GroupValue(attrs...)
}

// Update reads the corpus and lets Live serve it: the generation that serves or
// lies in the store where that is the same, else a new one, derived from it,
// checked and published. What fails leaves the former serving.
//
// When another process writes to the store, the generation there serves as it
// is, and Report.Locked says so; without one the error is that *LockedError.
func (k *Keeper) Update(ctx context.Context) (Report, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	started := time.Now()
	var r Report
	err := k.update(ctx, &r)
	r.Took = time.Since(started)
	return r, err
}

func (k *Keeper) update(ctx context.Context, r *Report) error {
	base, release, err := k.base(ctx, r)
	if err != nil {
		return err
	}
	defer release()
	var old *corpus.Library
	if base != nil {
		old = base.Library()
		r.Old, r.New = old.Version(), old.Version()
	}
	if k.SpoolDir != "" {
		os.MkdirAll(k.SpoolDir, 0o755) // a small corpus needs none, and the spool says what is wrong
	}
	spool := corpus.NewSpool(k.SpoolDir)
	defer spool.Close()
	library, err := k.Read(ctx, old, spool, k.progress(StageReading))
	if err != nil {
		return err // it says what could not be read
	}
	c := corpus.Diff(old, library)
	c.Bodies = spool
	r.count(c)
	if old != nil && old.Version() == library.Version() {
		return nil
	}
	err = k.replace(ctx, base, c)
	if locked, ok := errors.AsType[*LockedError](err); ok && base != nil {
		r.Locked = locked
		return nil
	}
	if err == nil {
		r.New, r.Built = library.Version(), true
	}
	return err
}

func (r *Report) count(c corpus.Changes) {
	r.Articles, r.Passages, r.Skipped = len(c.New.Articles()), c.New.Passages(), c.New.Skipped()
	r.Added, r.Changed, r.Removed, r.Renamed, r.Unchanged = len(c.Added), len(c.Changed), len(c.Removed), len(c.Renamed), c.Unchanged
}

func (k *Keeper) progress(s Stage) func(done, total int) {
	if k.Progress == nil {
		return nil
	}
	return func(done, total int) { k.Progress(s, done, total) }
}

// base is what serves; where nothing does yet, what the store has is let serve.
// It is nil when there is nothing, or nothing that can be read.
func (k *Keeper) base(ctx context.Context, r *Report) (base Generation, release func(), err error) {
	if base, release, err = k.Live.Acquire(); err == nil {
		return base, release, nil
	}
	g, err := k.openCurrent(ctx)
	switch {
	case errors.Is(err, ErrNoGeneration):
		return nil, func() {}, nil
	case errors.Is(err, ErrCorrupt):
		r.Damaged = err
		return nil, func() {}, nil
	case err != nil:
		return nil, nil, err
	}
	k.Live.Swap(g)
	return k.Live.Acquire()
}

// openCurrent opens the current generation. A writer beside us may publish
// another and remove this one before it is open.
func (k *Keeper) openCurrent(ctx context.Context) (Generation, error) {
	id, err := k.Store.Current(ctx)
	for err == nil {
		var g Generation
		if g, err = k.Store.Open(ctx, id); err == nil {
			return g, nil
		}
		now, cerr := k.Store.Current(ctx)
		if cerr != nil || now == id {
			break
		}
		id, err = now, nil
	}
	return nil, err
}

// replace derives the generation of c.New and lets it serve.
func (k *Keeper) replace(ctx context.Context, base Generation, c corpus.Changes) error {
	g, err := k.Store.Derive(ctx, base, c, k.progress(StageIndexing))
	if err != nil {
		return fmt.Errorf("indexing the corpus: %w", err)
	}
	if err = probe(ctx, g, c.New); err == nil {
		err = k.Store.Publish(ctx, g.ID())
	}
	if err != nil {
		return errors.Join(err, g.Close())
	}
	k.Live.Swap(g)
	return nil
}

// probe tries a new generation before it serves: it must hold the library, and
// find and read some of its passages.
func probe(ctx context.Context, g Generation, l *corpus.Library) error {
	passages := 0
	for _, s := range g.Stats() {
		passages += s.Passages
	}
	if g.Library().Version() != l.Version() || passages != l.Passages() {
		return fmt.Errorf("checking generation %s: it holds %d passages, not %d", g.ID(), passages, l.Passages())
	}
	n := len(l.Articles())
	for i := range min(n, 3) {
		a := l.Articles()[i*(n-1)/2]
		if err := probeArticle(ctx, g, a); err != nil {
			return fmt.Errorf("checking generation %s: article %s: %w", g.ID(), a.File, err)
		}
	}
	return nil
}

func probeArticle(ctx context.Context, g Generation, a *corpus.Article) error {
	body, err := g.Body(a.ArticleID)
	if err != nil || len(a.Passages) == 0 {
		return err
	}
	p := a.Passage(len(a.Passages)/2, body)
	r := Request{Limit: 10}
	for _, t := range g.Analyze(p.Lang, p.Text) {
		r.Clauses = append(r.Clauses, Clause{Lang: p.Lang, Terms: []string{t.Term}, Weight: 1})
	}
	hits, err := g.Search(ctx, r)
	if err != nil || len(r.Clauses) == 0 {
		return err
	}
	if len(hits) == 0 {
		return errors.New("its own words do not find it")
	}
	for _, h := range hits {
		if body, err := g.Body(h.ArticleID); err != nil || h.End > len(body) || body[h.Start:h.End] != h.Text {
			return errors.Join(errors.New("a passage is not what the article says"), err)
		}
	}
	return nil
}
