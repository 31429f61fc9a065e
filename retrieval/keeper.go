package retrieval

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"sync"
	"syscall"
	"time"

	"verbatim/corpus"
)

// ReadFunc reads a corpus. What old holds unchanged is taken over from it; the
// texts of all other articles go to spool. progress may be nil.
type ReadFunc func(ctx context.Context, old *corpus.Library, spool *corpus.Spool, progress func(corpus.Reading)) (*corpus.Library, error)

// Stage is what an update is busy with.
type Stage string

// The stages, in their order.
const (
	StageReading  Stage = "reading"  // bytes
	StageIndexing Stage = "indexing" // passages
	StageChecking Stage = "checking" // golden questions
)

// Progress is how far an update is. Files are those read so far, and all.
type Progress struct {
	Stage           Stage
	Done, Total     int
	Files, AllFiles int
}

// Keeper keeps Live in step with a corpus. Its methods are safe for concurrent
// use; updates and rollbacks run one after the other.
type Keeper struct {
	Live     *Live
	Store    Store
	Read     ReadFunc
	SpoolDir string // the data folder, for texts on their way to the index, made when missing; os.TempDir when empty

	mu sync.Mutex
}

// Order says how an update is to be made. The zero Order applies what the
// folder holds, unless somebody has rolled the corpus back.
type Order struct {
	DryRun   bool           // read and compare, and change nothing
	Unpin    bool           // a person asks: the folder is applied although the corpus was rolled back
	Progress func(Progress) // may be nil; not called by two goroutines at once
	// Plan, unless nil, is told the difference before anything is made of it,
	// and may refuse it. The Changes are not to be kept: they hold both libraries.
	Plan func(c corpus.Changes) error
	// Check, unless nil, tries the generation that is to serve, and may refuse it.
	Check func(ctx context.Context, next Generation) error
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
	Pinned                                      bool          // the corpus was rolled back, and the folder was not looked at
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
// checked and published. What fails or is refused leaves the former serving.
//
// When another process writes to the store, the generation there serves as it
// is, and Report.Locked says so; without one the error is that *LockedError.
func (k *Keeper) Update(ctx context.Context, o Order) (Report, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	started := time.Now()
	u := update{Keeper: k, order: o}
	err := u.run(ctx)
	u.report.Took = time.Since(started)
	return u.report, err
}

// Open lets what the store has serve, where nothing serves yet. The error is
// ErrNoGeneration, ErrCorrupt, or what kept it from being read.
func (k *Keeper) Open(ctx context.Context) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if _, release, err := k.Live.whole(); err == nil {
		release()
		return nil
	}
	g, err := k.openCurrent(ctx)
	if err == nil {
		k.Live.Swap(g)
	}
	return err
}

// Rollback lets a kept generation serve again, and keeps it: an Update changes
// nothing until its Order says Unpin. before and after are versions of the
// library.
func (k *Keeper) Rollback(ctx context.Context, id string) (before, after string, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	g, err := k.Store.Open(ctx, id)
	if err != nil {
		return "", "", err
	}
	if err = probe(ctx, g, g.Library()); err == nil {
		err = k.Store.Pin(ctx, id)
	}
	if err != nil {
		return "", "", errors.Join(err, g.Close())
	}
	if now, release, err := k.Live.Acquire(); err == nil {
		before = now.Library().Version()
		release()
	}
	after = g.Library().Version()
	k.Live.Swap(g)
	return before, after, nil
}

// Renew puts one generation in the place of all that are kept, made from nothing
// of what Live shows: what it hides is nowhere on the disk afterwards. What was
// rolled back stays so. progress may be nil.
func (k *Keeper) Renew(ctx context.Context, progress func(done, total int)) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	g, release, err := k.Live.Acquire()
	if err != nil {
		return err
	}
	defer release()
	next, err := k.Store.Renew(ctx, g.Library(), g, progress)
	if err != nil {
		return unwritten(k.SpoolDir, fmt.Errorf("building the index anew: %w", err))
	}
	k.Live.Swap(next)
	return nil
}

// EachKept calls f with the library of what serves, with what is hidden of it,
// and of every other generation that is kept and can be opened.
func (k *Keeper) EachKept(ctx context.Context, f func(g Generation) error) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	now, release, err := k.Live.whole()
	if err != nil {
		return err
	}
	defer release()
	if err := f(now); err != nil {
		return err
	}
	kept, err := k.Store.Kept(ctx)
	if err != nil {
		return err
	}
	for _, one := range kept {
		if one.ID == now.ID() {
			continue
		}
		g, err := k.Store.Open(ctx, one.ID)
		if err != nil {
			continue // what cannot be opened goes with the others
		}
		if err := errors.Join(f(g), g.Close()); err != nil {
			return err
		}
	}
	return nil
}

// update is one run of Update.
type update struct {
	*Keeper
	order  Order
	report Report
	base   Generation // nil: there is none to derive from
	files  corpus.Reading
}

func (u *update) run(ctx context.Context) error {
	serving, release, err := u.serving(ctx)
	if err != nil {
		return err
	}
	defer release()
	var old *corpus.Library
	if serving != nil {
		old = serving.Library()
		u.report.Old, u.report.New = old.Version(), old.Version()
		if u.base = serving; u.damaged(serving.Check(ctx)) {
			u.base = nil
		}
	}
	pinned, err := u.pinned(ctx)
	if err != nil {
		return err
	}
	if pinned && !u.order.Unpin && u.base != nil {
		u.report.Pinned = true
		u.report.Articles, u.report.Passages = len(old.Articles()), old.Passages()
		return nil
	}
	err = u.apply(ctx, old, pinned)
	if u.base != nil && u.damaged(err) { // it showed only now
		u.base = nil
		err = u.apply(ctx, old, pinned)
	}
	return err
}

// damaged reports whether err says that the generation on disk cannot be used,
// and puts it into the report.
func (u *update) damaged(err error) bool {
	if !errors.Is(err, ErrCorrupt) {
		return false
	}
	u.report.Damaged = err
	return true
}

// pinned reports whether the current generation is one that somebody rolled
// back to.
func (u *update) pinned(ctx context.Context) (bool, error) {
	kept, err := u.Store.Kept(ctx)
	if errors.Is(err, ErrNoGeneration) {
		return false, nil
	}
	return err == nil && len(kept) > 0 && kept[0].Pinned, err
}

// apply reads the corpus and makes of old what it holds now.
func (u *update) apply(ctx context.Context, old *corpus.Library, pinned bool) error {
	if u.SpoolDir != "" {
		os.MkdirAll(u.SpoolDir, 0o755) // a small corpus needs none, and the spool says what is wrong
	}
	spool := corpus.NewSpool(u.SpoolDir)
	defer spool.Close()
	var known *corpus.Library // whose texts need not be read again
	if u.base != nil {
		known = old
	}
	library, err := u.Read(ctx, known, spool, u.reading())
	switch {
	case errors.Is(err, syscall.ENOSPC): // of the spool
		return unwritten(u.SpoolDir, err)
	case err != nil:
		return err // it says what could not be read
	}
	c := corpus.Diff(old, library)
	u.report.count(c)
	if u.order.Plan != nil {
		if err := u.order.Plan(c); err != nil {
			return err
		}
	}
	switch same := u.base != nil && old.Version() == library.Version(); {
	case u.order.DryRun:
		return nil
	case same && pinned:
		return u.Store.Publish(ctx, u.base.ID())
	case same:
		return nil
	case u.base == nil:
		c = corpus.Diff(nil, library)
	}
	c.Bodies = spool
	err = u.replace(ctx, c)
	if locked, ok := errors.AsType[*LockedError](err); ok && old != nil {
		u.report.Locked = locked
		return nil
	}
	if err == nil {
		u.report.New, u.report.Built = library.Version(), true
	}
	return err
}

func (r *Report) count(c corpus.Changes) {
	r.Articles, r.Passages, r.Skipped = len(c.New.Articles()), c.New.Passages(), c.New.Skipped()
	r.Added, r.Changed, r.Removed, r.Renamed, r.Unchanged = len(c.Added), len(c.Changed), len(c.Removed), len(c.Renamed), c.Unchanged
}

func (u *update) reading() func(corpus.Reading) {
	if u.order.Progress == nil {
		return nil
	}
	return func(r corpus.Reading) {
		u.files = r
		u.order.Progress(Progress{StageReading, r.Bytes, r.AllBytes, r.Files, r.AllFiles})
	}
}

func (u *update) indexing() func(done, total int) {
	if u.order.Progress == nil {
		return nil
	}
	return func(done, total int) {
		u.order.Progress(Progress{StageIndexing, done, total, u.files.Files, u.files.AllFiles})
	}
}

// serving is what serves; where nothing does yet, what the store has is let
// serve. It is nil when there is nothing, or nothing that can be read.
func (u *update) serving(ctx context.Context) (g Generation, release func(), err error) {
	if g, release, err = u.Live.whole(); err == nil {
		return g, release, nil
	}
	g, err = u.openCurrent(ctx)
	switch {
	case errors.Is(err, ErrNoGeneration), u.damaged(err):
		return nil, func() {}, nil
	case err != nil:
		return nil, nil, err
	}
	u.Live.Swap(g)
	return u.Live.whole()
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
func (u *update) replace(ctx context.Context, c corpus.Changes) error {
	g, err := u.Store.Derive(ctx, u.base, c, u.indexing())
	if err != nil {
		return unwritten(u.SpoolDir, fmt.Errorf("indexing the corpus: %w", err))
	}
	err = probe(ctx, g, c.New)
	if err == nil && u.order.Check != nil {
		err = u.order.Check(ctx, g)
	}
	if err == nil {
		err = unwritten(u.SpoolDir, u.Store.Publish(ctx, g.ID()))
	}
	if err != nil {
		return errors.Join(err, g.Close())
	}
	u.Live.Swap(g)
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
	clauses, err := rarest(ctx, g, a.Passage(len(a.Passages)/2, body), 5)
	if err != nil || len(clauses) == 0 {
		return err
	}
	hits, err := g.Search(ctx, Request{Clauses: clauses, Limit: 10})
	if err != nil {
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

// rarest are the n words of a passage that are in the fewest others: searching
// for its frequent words would cost in proportion to the corpus.
func rarest(ctx context.Context, g Generation, p corpus.Passage, n int) ([]Clause, error) {
	var clauses []Clause
	for _, t := range g.Analyze(p.Lang, p.Text) {
		clauses = append(clauses, Clause{Lang: p.Lang, Terms: []string{t.Term}, Weight: 1})
	}
	counts, err := g.Frequencies(ctx, clauses)
	if err != nil {
		return nil, err
	}
	order := make([]int, len(clauses))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(counts[i], counts[j]) })
	var some []Clause
	for _, i := range order[:min(n, len(order))] {
		some = append(some, clauses[i])
	}
	return some, nil
}
