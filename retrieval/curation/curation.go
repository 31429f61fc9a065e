// Package curation changes the corpus that serves, safely and on the record: a
// reload is compared, checked against golden questions and may be refused; a
// rollback stays until somebody asks for the folder again; every change is in a
// log that is only ever appended to.
package curation

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"sync"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/durable"
	"verbatim/corpus/withdrawn"
	"verbatim/retrieval"
)

// DefaultMaxShrink is Config.MaxShrink where nobody says otherwise.
const DefaultMaxShrink = 0.5

// Config is what a Curator is made of.
type Config struct {
	Keeper    *retrieval.Keeper
	Engine    *retrieval.Engine // answers golden questions
	Folder    string            // the corpus's own .verbatim; "" when the corpus has none
	Data      string            // folder of the log
	MaxShrink float64           // share of the articles, or of the passages, that a reload may lose
	Log       *slog.Logger
	Ended     func(Report, error) // is told of each run that was no dry run; may be nil
	// Forget takes the names of files out of what others keep of them: they
	// held texts that were withdrawn. Nil: nobody keeps any.
	Forget func(ctx context.Context, files []string) error
	// Withdrawn are the texts that were taken down.
	Withdrawn *withdrawn.List
}

// Curator changes one corpus. It is safe for concurrent use.
type Curator struct {
	Config
	ctx        context.Context // of the runs
	audit      *audit
	unanswered *unanswered

	purging sync.Mutex      // one purge at a time
	alike   map[string]bool // contents with the words of withdrawn texts; guarded by purging

	mu      sync.Mutex
	runs    []*Run // that have not ended: the first runs, the others wait
	last    *Report
	skipped []corpus.Skipped // that the program's log knows
	muted   []string         // publishers
	ill     map[Trouble]error
	heard   func(notice *Entry) // of Listen
	unheard []*Entry            // notices before it
	posted  func(context.Context) (edited, failed int)
}

// New makes a Curator whose runs end with ctx. It puts the log of the data
// folder in order after a crash.
func New(ctx context.Context, c Config) *Curator {
	n := &Curator{Config: c, ctx: ctx, audit: &audit{path: filepath.Join(c.Data, "audit.jsonl")}, ill: map[Trouble]error{}}
	n.unanswered = &unanswered{path: filepath.Join(c.Data, "unanswered.json"), now: time.Now}
	if n.Withdrawn == nil {
		n.Withdrawn = new(withdrawn.List)
	}
	n.hide()
	n.readMuted()
	c.Engine.Muted = n.Muted
	return n
}

// Actor is who wants a change, and where.
type Actor struct {
	ID    string `json:"id,omitempty"`   // of a person, where they have one
	Name  string `json:"name,omitempty"` // as people know them
	Where string `json:"where"`          // "terminal", "SIGHUP", "watch", "start", or a server and channel
}

// Order is a wish for a reload.
type Order struct {
	DryRun    bool // compare and report, and change nothing
	Force     bool // apply what the guard refuses
	Automatic bool // nobody asks: a rolled-back corpus stays as it is
	By        Actor
}

// Wait waits until no run is left.
func (c *Curator) Wait() {
	for {
		c.mu.Lock()
		if len(c.runs) == 0 {
			c.mu.Unlock()
			return
		}
		r := c.runs[len(c.runs)-1]
		c.mu.Unlock()
		<-r.done
	}
}

// Rollback lets a kept generation serve again. It waits for a run that is on
// its way. The folder is not applied again until a person asks for a reload.
func (c *Curator) Rollback(ctx context.Context, id string, by Actor) (before, after string, err error) {
	before, after, err = c.Keeper.Rollback(ctx, id)
	if err != nil {
		return "", "", err
	}
	c.settled()
	c.Log.Info("rolled back", "before", before, "after", after, "where", by.Where)
	c.record(Entry{Action: RolledBack, By: by, Before: before, After: after})
	return before, after, nil
}

// Answer answers a question from what serves. When the index turns out to be
// damaged, it is built anew.
func (c *Curator) Answer(ctx context.Context, q retrieval.Query) (retrieval.Answer, error) {
	a, err := c.Engine.Answer(ctx, q)
	if errors.Is(err, retrieval.ErrCorrupt) {
		c.trouble(Damaged, err)
		c.Reload(Order{Automatic: true, By: Actor{Where: "repair"}})
	}
	return a, err
}

// Recover removes what a crash has left of a write to the golden questions, and
// writes into the log what changed while nobody kept it: another program built
// the index, or a crash came between a change and its entry. Whoever calls it
// holds the lock of the data folder, and something serves.
func (c *Curator) Recover() {
	if c.Folder != "" {
		durable.Clean(c.goldenFile())
		durable.Clean(filepath.Join(filepath.Dir(c.Folder), withdrawn.File))
	}
	durable.Clean(c.audit.path)
	durable.Clean(filepath.Join(c.Data, purgedFile))
	version := c.serving()
	last, err := c.audit.last(1)
	if err != nil {
		c.trouble(Unlogged, err)
		return
	}
	if version != "" && (len(last) == 0 || last[0].After != version) {
		e := Entry{Action: FoundChanged, By: Actor{Where: "start"}, After: version}
		if len(last) > 0 {
			e.Before = last[0].After
		}
		c.record(e)
	}
}

// serving is the version of the library that serves, "" when none does.
func (c *Curator) serving() string {
	g, release, err := c.Keeper.Live.Acquire()
	if err != nil {
		return ""
	}
	defer release()
	return g.Library().Version()
}

func (c *Curator) record(e Entry) {
	e.Time = time.Now().UTC().Truncate(time.Millisecond)
	if err := c.audit.add(e); err != nil {
		c.tell(&e)
		if c.trouble(Unlogged, err) {
			c.Notice(Unwritable, cmp.Or(retrieval.DiskTrouble(err), err.Error()))
		}
		return
	}
	c.well(Unlogged)
	c.tell(nil)
}

// Entries are the last n entries of the log, the newest first.
func (c *Curator) Entries(n int) ([]Entry, error) { return c.audit.last(n) }

// Golden are the golden questions of the corpus.
func (c *Curator) Golden() ([]Golden, error) {
	if c.Folder == "" {
		return nil, nil
	}
	return ReadGolden(c.goldenFile())
}

func (c *Curator) goldenFile() string { return filepath.Join(c.Folder, "golden.jsonl") }

// AddGolden adds a golden question, unless it is there already.
func (c *Curator) AddGolden(g Golden, by Actor) error {
	if c.Folder == "" {
		return errors.New("the sample takes no golden questions; name a corpus with VERBATIM_CORPUS")
	}
	c.mu.Lock()
	err := addGolden(c.goldenFile(), g)
	c.mu.Unlock()
	if err != nil {
		return err
	}
	version := c.serving()
	c.record(Entry{Action: GoldenAdded, By: by, Before: version, After: version, Detail: g.Question})
	return nil
}

// ErrNoGolden says that a golden question is no longer there.
var ErrNoGolden = errors.New("there is no such golden question")

// DropGolden removes a golden question, which must no longer be answered right.
func (c *Curator) DropGolden(question string, by Actor) error {
	c.mu.Lock()
	found := false
	err := dropGolden(c.goldenFile(), func(g Golden) bool {
		found = found || g.Question == question
		return g.Question == question
	})
	c.mu.Unlock()
	if err == nil && !found {
		err = ErrNoGolden
	}
	if err != nil {
		return err
	}
	version := c.serving()
	c.record(Entry{Action: GoldenGone, By: by, Before: version, After: version, Detail: question})
	return nil
}

// ErrManyReports says that a person has reported more than one can have found.
var ErrManyReports = errors.New("too many reports by one person")

// maxReports is how many reports of one person the last entries of the log may hold.
const (
	maxReports  = 10
	reportsRead = 100
)

// Report keeps in the log that a reader found the source of a quote wrong.
func (c *Curator) Report(by Actor, file, what string) error {
	recent, err := c.Entries(reportsRead)
	if err != nil {
		return err
	}
	n := 0
	for _, e := range recent {
		if e.Action == Reported && e.By.ID == by.ID && time.Since(e.Time) < 24*time.Hour {
			n++
		}
	}
	if n >= maxReports {
		return ErrManyReports
	}
	version := c.serving()
	c.record(Entry{Action: Reported, By: by, Before: version, After: version, Detail: file + ": " + what})
	return nil
}

// ask puts a golden question to a generation.
func (c *Curator) ask(ctx context.Context, g retrieval.Generation, q Golden) (retrieval.Answer, error) {
	a, err := c.Engine.AnswerFrom(ctx, g, retrieval.Query{Text: q.Question, Lang: corpus.Lang(q.Lang)})
	if err != nil {
		return a, fmt.Errorf("golden question %q: %w", q.Question, err)
	}
	return a, nil
}
