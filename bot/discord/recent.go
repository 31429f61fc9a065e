package discord

import "sync"

// recent remembers the last so many strings. It is safe for concurrent use.
type recent struct {
	mu    sync.Mutex
	in    map[string]bool
	order []string // a ring
	next  int
}

func newRecent(n int) *recent { return &recent{in: make(map[string]bool, n), order: make([]string, n)} }

// add reports whether s is new.
func (r *recent) add(s string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.in[s] {
		return false
	}
	delete(r.in, r.order[r.next])
	r.in[s], r.order[r.next] = true, s
	r.next = (r.next + 1) % len(r.order)
	return true
}

func (r *recent) has(s string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.in[s]
}
