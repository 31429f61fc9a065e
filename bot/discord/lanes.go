package discord

import (
	"context"
	"strings"
	"sync"
	"time"
)

// lanes order the calls that Discord limits: those of one path go one at a time
// from the first refusal on, for as long as any wait, and all but the answers
// to interactions stop while the global limit asks for it. Otherwise each of
// many waiting answers would be refused again and again, and 10,000 refusals in
// ten minutes ban the address.
type lanes struct {
	mu    sync.Mutex
	busy  map[string]*lane // by method and path
	until time.Time        // the end of a global limit
}

// lane is a path whose calls take turns.
type lane struct {
	turn chan struct{} // holds one token while nobody has the turn
	in   int           // calls that have the turn or wait for it; guarded by lanes.mu
}

// turn is what a call needs to go where calls take turns.
type turn struct {
	lanes *lanes
	path  string
	at    *lane // nil: nothing was waited for
}

// take waits for the turn on a path that is limited, or where others wait.
func (t *turn) take(ctx context.Context, limited bool) error {
	if t.at != nil || !t.enter(limited) {
		return nil
	}
	select {
	case <-t.at.turn:
		return nil
	case <-ctx.Done():
		t.exit()
		return context.Cause(ctx)
	}
}

// enter joins those who wait on a path, if there are any or it is limited.
func (t *turn) enter(limited bool) bool {
	t.lanes.mu.Lock()
	defer t.lanes.mu.Unlock()
	at := t.lanes.busy[t.path]
	if at == nil && !limited {
		return false
	}
	if at == nil {
		at = &lane{turn: make(chan struct{}, 1)}
		at.turn <- struct{}{}
		if t.lanes.busy == nil {
			t.lanes.busy = map[string]*lane{}
		}
		t.lanes.busy[t.path] = at
	}
	at.in++
	t.at = at
	return true
}

func (t *turn) exit() {
	t.lanes.mu.Lock()
	defer t.lanes.mu.Unlock()
	if t.at.in--; t.at.in == 0 {
		delete(t.lanes.busy, t.path)
	}
	t.at = nil
}

// leave lets the next one go.
func (t *turn) leave() {
	if at := t.at; at != nil {
		t.exit()
		at.turn <- struct{}{}
	}
}

// stop notes a global limit.
func (l *lanes) stop(wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.until = time.Now().Add(wait)
}

// stopped is how long the global limit holds up a call.
func (l *lanes) stopped(c call) time.Duration {
	if strings.HasPrefix(c.path, "interactions/") || strings.HasPrefix(c.path, "webhooks/") {
		return 0 // which do not count
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return time.Until(l.until)
}
