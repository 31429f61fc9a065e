package retrieval

import (
	"errors"
	"log/slog"
	"sync"

	"verbatim/corpus"
)

// ErrNotReady says that no corpus has been opened yet, or that it has been
// closed.
var ErrNotReady = errors.New("no corpus is open yet")

// Live holds the generation that serves. It can be replaced while searches run:
// whoever has acquired the former goes on with it, and the last one closes it.
// The zero Live is empty. It is safe for concurrent use.
type Live struct {
	changes sync.Mutex // one Swap or Hide at a time
	mu      sync.Mutex // held for a few instructions only
	current *pinned
	hidden  func(*corpus.Article) bool // guarded by changes
}

// pinned is a generation and how many use it; Live itself counts as one.
type pinned struct {
	Generation
	seen  Generation // what others see of it; guarded by Live.mu
	users int        // guarded by Live.mu
}

// Acquire gives the generation that serves, which stays open until release is
// called. Release may be called more than once. An empty Live gives ErrNotReady.
func (l *Live) Acquire() (g Generation, release func(), err error) {
	return l.acquire(func(p *pinned) Generation { return p.seen })
}

// whole is Acquire of the generation with what is hidden.
func (l *Live) whole() (g Generation, release func(), err error) {
	return l.acquire(func(p *pinned) Generation { return p.Generation })
}

func (l *Live) acquire(of func(*pinned) Generation) (g Generation, release func(), err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	p := l.current
	if p == nil {
		return nil, nil, ErrNotReady
	}
	p.users++
	return of(p), sync.OnceFunc(func() { l.release(p) }), nil
}

// Swap lets g serve from now on, and nothing when g is nil. The former
// generation is closed when nobody uses it any more. Live owns g.
func (l *Live) Swap(g Generation) {
	l.changes.Lock()
	defer l.changes.Unlock()
	var next *pinned
	if g != nil {
		next = &pinned{Generation: g, seen: l.veiled(g), users: 1}
	}
	l.mu.Lock()
	former := l.current
	l.current = next
	l.mu.Unlock()
	if former != nil {
		l.release(former)
	}
}

// Hide puts articles out of the sight of whoever acquires a generation from now
// on: of this one and of all that follow. Nil hides none.
func (l *Live) Hide(hidden func(*corpus.Article) bool) {
	l.changes.Lock()
	defer l.changes.Unlock()
	l.hidden = hidden
	l.mu.Lock()
	p := l.current
	l.mu.Unlock()
	if p == nil {
		return
	}
	seen := l.veiled(p.Generation) // while changes is held nobody else can close it
	l.mu.Lock()
	p.seen = seen
	l.mu.Unlock()
}

// veiled is what may be seen of a generation. A library that cannot be made of a
// part of another is a fault of this program.
func (l *Live) veiled(g Generation) Generation {
	seen, err := veil(g, l.hidden)
	if err != nil {
		panic(err)
	}
	return seen
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
