package curation

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"verbatim/corpus"
	"verbatim/retrieval"
)

// Run is a reload on its way. Those who ask for the same at the same time share
// one.
type Run struct {
	order Order
	turn  chan struct{} // closed when it may begin
	done  chan struct{}

	mu       sync.Mutex
	begun    time.Time
	progress Progress
	since    time.Time // when progress came to its stage
	report   Report
	err      error
}

// Progress is how far a run is. Left is a guess from the pace of its stage so
// far; 0 when nothing can be said yet.
type Progress struct {
	retrieval.Progress
	Left time.Duration
}

// Order is what the run was begun for.
func (r *Run) Order() Order { return r.order }

// Done is closed when the run has ended.
func (r *Run) Done() <-chan struct{} { return r.done }

// Wait waits for the report. The run goes on when ctx ends before it. The error
// is a *RefusedError when the guard has refused; then and when it is another
// the report says what was found up to there.
func (r *Run) Wait(ctx context.Context) (Report, error) {
	select {
	case <-r.done:
		return r.report, r.err
	case <-ctx.Done():
		return Report{}, ctx.Err()
	}
}

// Progress is how far the run is now; the stage is "" while it waits for another.
func (r *Run) Progress() Progress {
	r.mu.Lock()
	defer r.mu.Unlock()
	p := r.progress
	if took := time.Since(r.since); p.Done > 0 && p.Total > p.Done && took > time.Second {
		p.Left = time.Duration(float64(took) / float64(p.Done) * float64(p.Total-p.Done)).Round(time.Second)
	}
	return p
}

func (r *Run) note(p retrieval.Progress) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if p.Stage != r.progress.Stage {
		r.since = time.Now()
	}
	r.progress.Progress = p
}

// Reload begins a reload, or joins one that is on its way and does what is
// ordered. It does not wait. An automatic reload joins none that has begun: that
// one may have read what changed since.
func (c *Curator) Reload(o Order) *Run {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, r := range c.runs {
		if c.covers(r.order, o) && !(o.Automatic && i == 0) {
			return r
		}
	}
	r := &Run{order: o, turn: make(chan struct{}), done: make(chan struct{})}
	c.runs = append(c.runs, r)
	if len(c.runs) == 1 {
		close(r.turn)
	}
	go c.run(r)
	return r
}

// covers reports whether a run of order a does what o wants.
func (c *Curator) covers(a, o Order) bool {
	if a.DryRun && !o.DryRun || o.Force && !a.Force && !o.DryRun {
		return false
	}
	return !a.Automatic || o.Automatic || !c.rolledBack()
}

func (c *Curator) rolledBack() bool {
	kept, err := c.Keeper.Store.Kept(c.ctx)
	return err == nil && len(kept) > 0 && kept[0].Pinned
}

func (c *Curator) run(r *Run) {
	<-r.turn
	r.begun = time.Now()
	r.report, r.err = c.reload(r)
	if c.Ended != nil && !r.order.DryRun {
		c.Ended(r.report, r.err)
	}
	c.mu.Lock()
	c.runs = slices.DeleteFunc(c.runs, func(o *Run) bool { return o == r })
	if len(c.runs) > 0 {
		close(c.runs[0].turn)
	}
	if !r.order.DryRun {
		c.last = &r.report
	}
	c.mu.Unlock()
	close(r.done)
}

// reload does what the order of a run says, and keeps the record.
func (c *Curator) reload(r *Run) (report Report, err error) {
	o := r.order
	report = newReport(r.begun, o)
	c.readMuted() // people edit that file, too
	if !o.DryRun {
		if err := c.FinishPurges(c.ctx); err != nil && !errors.Is(err, retrieval.ErrNotReady) {
			c.Log.Error("what is left of withdrawn texts could not be removed; it is tried again", "error", err)
		}
	}
	g := guard{Curator: c, run: r, report: &report}
	defer func() { c.logRun(o, report, err) }()
	done, err := c.Keeper.Update(c.ctx, retrieval.Order{
		DryRun: o.DryRun, Unpin: !o.Automatic, Progress: r.note,
		Plan: func(ch corpus.Changes) error {
			report.fill(ch)
			return g.plan(ch)
		},
		Check: g.check,
	})
	report.finish(done)
	c.keepRecord(o, report, err)
	return report, err
}

// logRun writes one line on a run, and one on each file that was newly skipped.
func (c *Curator) logRun(o Order, r Report, err error) {
	attrs := []any{"where", o.By.Where, "dry_run", o.DryRun, "applied", r.Applied, "old", r.Old, "new", r.New, "took_ms", r.TookMS,
		"articles", r.Articles, "passages", r.Passages, "added", len(r.Added), "changed", len(r.Changed), "removed", len(r.Removed),
		"renamed", len(r.Renamed), "unchanged", r.Unchanged, "skipped", len(r.Skipped)}
	if r.Damaged != "" {
		attrs = append(attrs, "damaged", r.Damaged)
	}
	if r.Pinned {
		attrs = append(attrs, "rolled_back", true)
	}
	if err != nil {
		attrs = append(attrs, "error", err)
	}
	c.Log.Info("reload", attrs...)
	c.mu.Lock()
	known := c.skipped
	if r.Found != "" {
		c.skipped = r.Skipped
	}
	c.mu.Unlock()
	for _, k := range r.Skipped {
		if !slices.Contains(known, k) {
			c.Log.Warn("skipped", "file", k.File, "reason", k.Reason)
		}
	}
}

// keepRecord tells the log of the program and that of the corpus.
func (c *Curator) keepRecord(o Order, r Report, err error) {
	e := Entry{By: o.By, Before: r.Old, After: r.New}
	refused, isRefusal := errors.AsType[*RefusedError](err)
	news := true
	switch {
	case o.DryRun:
		return
	case isRefusal:
		e.Action, e.Detail = Refused, refused.Error()
		news = c.trouble(Held, err)
	case err != nil:
		e.Action, e.Detail = Failed, err.Error()
		news = c.trouble(Unread, err)
	case r.Applied && r.Damaged != "":
		e.Action, e.Detail = Repaired, r.Damaged
	case r.Applied && o.Force:
		e.Action, e.Detail = Forced, r.summary()
	case r.Applied:
		e.Action, e.Detail = Reloaded, r.summary()
	}
	if err == nil {
		c.settled()
	}
	if o.Automatic && !news {
		return // a watched folder would fill the log with one refusal
	}
	if e.Action != "" && c.ctx.Err() == nil {
		c.record(e)
	}
}
