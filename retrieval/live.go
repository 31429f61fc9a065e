package retrieval

import (
	"errors"
	"log/slog"
	"sync"
)

// ErrNotReady says that no corpus has been opened yet, or that it has been
// closed.
var ErrNotReady = errors.New("no corpus is open yet")

// Live holds the generation that serves. It can be replaced while searches run:
// whoever has acquired the former goes on with it, and the last one closes it.
// The zero Live is empty. It is safe for concurrent use.
type Live struct {
	mu      sync.Mutex // held for a few instructions only
	current *pinned
}

// pinned is a generation and how many use it; Live itself counts as one.
type pinned struct {
	Generation
	users int // guarded by Live.mu
}

// Acquire gives the generation that serves, which stays open until release is
// called. Release may be called more than once. An empty Live gives ErrNotReady.
func (l *Live) Acquire() (g Generation, release func(), err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	p := l.current
	if p == nil {
		return nil, nil, ErrNotReady
	}
	p.users++
	return p.Generation, sync.OnceFunc(func() { l.release(p) }), nil
}

// Swap lets g serve from now on, and nothing when g is nil. The former
// generation is closed when nobody uses it any more. Live owns g.
func (l *Live) Swap(g Generation) {
	l.mu.Lock()
	former := l.current
	l.current = nil
	if g != nil {
		l.current = &pinned{Generation: g, users: 1}
	}
	l.mu.Unlock()
	if former != nil {
		l.release(former)
	}
}

func (l *Live) release(p *pinned) {
	l.mu.Lock()
	p.users--
	last := p.users == 0
	l.mu.Unlock()
	if !last {
		return
	}
	if err := p.Close(); err != nil {
		slog.Error("closing a former generation", "generation", p.ID(), "error", err)
	}
}
