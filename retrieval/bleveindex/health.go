package bleveindex

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"
)

// sumAgain is how long files that look as they did are trusted.
const sumAgain = 24 * time.Hour

// health is what a generation knows of the state of its files.
type health struct {
	broken atomic.Bool // a read came upon damage

	mu     sync.Mutex
	looks  map[string]look // of the files, when they were last known to be right
	summed time.Time       // when all of them were last summed
}

// look is what a glance at a file tells.
type look struct {
	size  int64
	mtime time.Time
}

func lookAt(path string) (look, error) {
	info, err := os.Stat(path)
	if err != nil {
		return look{}, err
	}
	return look{info.Size(), info.ModTime()}, nil
}

func (g *generation) path(name string) string { return filepath.Join(g.dir, filepath.FromSlash(name)) }

// remember looks at the files of a generation that is being opened.
func (g *generation) remember() error {
	g.health.looks, g.health.summed = map[string]look{}, time.Now()
	for name := range g.meta.Files {
		l, err := lookAt(g.path(name))
		if err != nil {
			return err
		}
		g.health.looks[name] = l
	}
	return nil
}

// Check sums the files that look otherwise than they did, and all of them once
// a day.
func (g *generation) Check(ctx context.Context) error {
	if g.health.broken.Load() {
		return corrupt(g.dir, fmt.Errorf("a search could not read it"))
	}
	g.health.mu.Lock()
	defer g.health.mu.Unlock()
	all := time.Since(g.health.summed) > sumAgain
	for name, want := range g.meta.Files {
		if err := ctx.Err(); err != nil {
			return err
		}
		l, err := lookAt(g.path(name))
		if err == nil && (all || l != g.health.looks[name]) {
			var is sum
			if is, err = sumFile(g.path(name)); err == nil && is != want {
				err = fmt.Errorf("%s: wrong size or checksum", name)
			}
		}
		if err != nil {
			return damage(ctx, g.dir, err)
		}
		g.health.looks[name] = l
	}
	if all {
		g.health.summed = time.Now()
	}
	return nil
}

// guarded makes an error of what reading damaged files does to a process: a
// file that was cut off while it is mapped into memory faults, and the index
// panics over numbers that make no sense.
func (g *generation) guarded(read func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			if !g.health.broken.Swap(true) {
				slog.Error("reading the index panicked", "generation", g.meta.ID, "panic", p, "stack", string(debug.Stack()))
			}
			err = corrupt(g.dir, fmt.Errorf("reading it: %v", p))
		}
	}()
	return read()
}
