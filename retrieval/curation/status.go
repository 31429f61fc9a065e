package curation

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"maps"
	"path/filepath"

	"verbatim/corpus"
	"verbatim/retrieval"
)

// Trouble is a kind of thing that is wrong while the bot goes on serving.
type Trouble string

// The kinds.
const (
	Unread   Trouble = "unread"   // the last reload failed
	Held     Trouble = "held"     // the last reload was refused
	Damaged  Trouble = "damaged"  // the index on disk
	Unlogged Trouble = "unlogged" // the log of changes cannot be written
)

// trouble notes that something is wrong, and logs it once. It reports whether
// that is news.
func (c *Curator) trouble(t Trouble, err error) bool {
	c.mu.Lock()
	known := c.ill[t]
	c.ill[t] = err
	c.mu.Unlock()
	if known != nil && known.Error() == err.Error() {
		return false
	}
	level := slog.LevelError
	if t == Held {
		level = slog.LevelWarn // the guard does its work
	}
	c.Log.Log(c.ctx, level, "the corpus has trouble; what served goes on serving", "trouble", string(t), "error", err)
	return true
}

// well notes that something is right again.
func (c *Curator) well(t Trouble) {
	c.mu.Lock()
	known := c.ill[t]
	delete(c.ill, t)
	c.mu.Unlock()
	if known != nil {
		c.Log.Info("the trouble is over", "trouble", string(t))
		switch t {
		case Unread:
			c.Notice(Recovered, known.Error())
		case Unlogged:
			c.Notice(Recovered, cmp.Or(retrieval.DiskTrouble(known), known.Error()))
		}
	}
}

// settled notes that what serves is what was last wanted.
func (c *Curator) settled() {
	for _, t := range []Trouble{Unread, Held, Damaged} {
		c.well(t)
	}
}

// Troubles are what is wrong now.
func (c *Curator) Troubles() map[Trouble]error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.ill)
}

// Status is the state of a corpus.
type Status struct {
	Version    string
	Kept       []retrieval.Kept // what serves first, then what can be rolled back to
	Articles   int
	Passages   int
	Languages  []Number
	Publishers []Number    // most first
	From, To   corpus.Date // of publication
	Undated    int
	Unsourced  int   // articles that state neither publisher nor address
	Disk       int64 // bytes of the data folder
	Golden     int
	Last       *Report // of the last run that was no dry run; nil before the first
	Troubles   map[Trouble]error
	Running    *Run
}

// Status describes what serves.
func (c *Curator) Status(ctx context.Context) (Status, error) {
	g, release, err := c.Keeper.Live.Acquire()
	if err != nil {
		return Status{}, err
	}
	defer release()
	l := g.Library()
	s := Status{Version: l.Version(), Articles: len(l.Articles()), Passages: l.Passages(), Languages: languages(l), Disk: size(c.Data)}
	s.From, s.To, s.Undated = l.Span()
	s.Publishers, s.Unsourced = publishers(l)
	if s.Kept, err = c.Keeper.Store.Kept(ctx); errors.Is(err, retrieval.ErrNoGeneration) {
		err = nil
	}
	golden, _ := c.Golden() // what is wrong with them shows at a reload
	s.Golden = len(golden)
	c.mu.Lock()
	defer c.mu.Unlock()
	s.Last, s.Troubles = c.last, maps.Clone(c.ill)
	if len(c.runs) > 0 {
		s.Running = c.runs[0]
	}
	return s, err
}

func publishers(l *corpus.Library) (list []Number, unsourced int) {
	counts := map[string]int{}
	for _, a := range l.Articles() {
		if a.Publisher != "" {
			counts[a.Publisher]++
		} else if a.URL == "" {
			unsourced++
		}
	}
	return numbers(counts), unsourced
}

// size is what the files of a folder take on disk; a file with several names
// counts once for each generation that has it.
func size(dir string) (bytes int64) {
	filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			if info, err := d.Info(); err == nil {
				bytes += info.Size()
			}
		}
		return nil
	})
	return bytes
}
