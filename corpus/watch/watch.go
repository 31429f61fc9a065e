// Package watch tells when the files of a folder have changed.
package watch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Watcher gathers changes. Its times are set before Run.
type Watcher struct {
	Dir   string
	Quiet time.Duration // without a further change, before Changed is called
	Most  time.Duration // from the first change, after which Changed is called all the same
	Again time.Duration // after which a folder that cannot be watched is tried again

	Changed func()
	Failed  func(error) // once for each trouble; may be nil
}

// New makes a Watcher of a folder with ordinary times: changed is called three
// seconds after the last change, at the latest half a minute after the first.
func New(dir string, changed func()) *Watcher {
	return &Watcher{Dir: dir, Quiet: 3 * time.Second, Most: 30 * time.Second, Again: 30 * time.Second, Changed: changed}
}

// Run watches the folder and all folders below it, new ones too, until ctx
// ends. What changed before it was watched nobody can tell, so Changed is called
// once at the beginning, without waiting. A folder that vanishes, as a mount does, is watched again once it is
// back, and counts as changed then. Names that begin with "." or "_" do not
// count.
func (w *Watcher) Run(ctx context.Context) {
	unseen := true // changes of the time when nobody watched
	for trouble := ""; ; {
		err := w.watch(ctx, func() {
			if unseen || trouble != "" {
				unseen, trouble = false, ""
				w.Changed()
			}
		})
		if ctx.Err() != nil {
			return
		}
		if err.Error() != trouble && w.Failed != nil {
			w.Failed(err)
		}
		trouble = err.Error()
		select {
		case <-time.After(w.Again):
		case <-ctx.Done():
			return
		}
	}
}

var errVanished = errors.New("the folder is gone")

// watch watches until something is wrong. It calls ready once it does.
func (w *Watcher) watch(ctx context.Context, ready func()) error {
	n, err := fsnotify.NewWatcher()
	if err != nil {
		return w.explain(err)
	}
	defer n.Close()
	if err := w.add(n, w.Dir, map[string]bool{}); err != nil {
		return w.explain(err)
	}
	ready()
	g := gathering{quiet: time.NewTimer(0), most: time.NewTimer(0)}
	g.stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case e := <-n.Events:
			if e.Name == w.Dir && e.Op&(fsnotify.Remove|fsnotify.Rename) != 0 {
				return w.explain(errVanished)
			}
			if w.counts(e) {
				w.follow(n, e)
				g.more(w)
			}
		case err := <-n.Errors:
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				return w.explain(err)
			}
			g.more(w) // something has changed, and nobody knows what
		case <-g.quiet.C:
			g.stop()
			w.Changed()
		case <-g.most.C:
			g.stop()
			w.Changed()
		}
	}
}

// counts reports whether an event may change what is read.
func (w *Watcher) counts(e fsnotify.Event) bool {
	rel, err := filepath.Rel(w.Dir, e.Name)
	if err != nil || e.Op == fsnotify.Chmod {
		return false
	}
	for part := range strings.SplitSeq(filepath.ToSlash(rel), "/") {
		if hidden(part) && part != "." {
			return false
		}
	}
	return true
}

func hidden(name string) bool { return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") }

// follow watches a new folder too. What cannot be watched is reported, and the
// rest is watched on.
func (w *Watcher) follow(n *fsnotify.Watcher, e fsnotify.Event) {
	if !e.Has(fsnotify.Create) {
		return
	}
	if info, err := os.Stat(e.Name); err != nil || !info.IsDir() {
		return
	}
	if err := w.add(n, e.Name, map[string]bool{}); err != nil && w.Failed != nil {
		w.Failed(w.explain(err))
	}
}

// add watches a folder and those below it. Links to folders are followed, each
// folder once.
func (w *Watcher) add(n *fsnotify.Watcher, dir string, seen map[string]bool) error {
	real, err := filepath.EvalSymlinks(dir)
	if err != nil || seen[real] {
		return err
	}
	seen[real] = true
	if err := n.Add(dir); err != nil {
		return err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		if hidden(e.Name()) || !e.IsDir() && e.Type()&fs.ModeSymlink == 0 {
			continue
		}
		if info, err := os.Stat(path); err != nil || !info.IsDir() {
			continue // it may have gone just now
		}
		if err := w.add(n, path, seen); err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) {
			return err
		}
	}
	return nil
}

func (w *Watcher) explain(err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("watching %s: it has more folders than this system lets a user watch; raise fs.inotify.max_user_watches (Linux), or switch VERBATIM_WATCH off", w.Dir)
	case errors.Is(err, syscall.EMFILE):
		return fmt.Errorf("watching %s: too many files are open; raise the limit (ulimit -n), or switch VERBATIM_WATCH off", w.Dir)
	}
	return fmt.Errorf("watching %s: %w", w.Dir, err)
}

// gathering waits for the end of a series of changes.
type gathering struct {
	quiet, most *time.Timer
	open        bool
}

func (g *gathering) more(w *Watcher) {
	g.quiet.Reset(w.Quiet)
	if !g.open {
		g.open = true
		g.most.Reset(w.Most)
	}
}

func (g *gathering) stop() {
	g.quiet.Stop()
	g.most.Stop()
	g.open = false
}
