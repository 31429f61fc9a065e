package gateway

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"

	"verbatim/corpus/durable"
)

// Budget counts identifies, of which Discord allows 1,000 in 24 hours; after
// that it resets the token. The count is in a file, so that a program that
// crashes and starts again does not forget it. It is safe for concurrent use.
type Budget struct {
	path string // "": memory alone
	now  func() time.Time
	// apart is the least time between two identifies: Discord's own rule. After a
	// restart that takes less, Discord says so, and is asked again.
	apart time.Duration

	mu    sync.Mutex
	times []time.Time // of the identifies of the last day, oldest first
	until time.Time   // before which Discord allows none
	last  time.Time   // identify of this process
}

const (
	day = 24 * time.Hour
	// free is how many identifies a day come as soon as they are wanted. Past
	// them they are calm apart, which makes at most 100 + 480 a day.
	free = 100
	calm = 3 * time.Minute
	// most is how many there are in a day at all, whatever the clock says.
	most = 900
	// reserve is how many of those that Discord says it still allows are left
	// to other programs with the same token.
	reserve = 20
)

// OpenBudget reads the count in a file, which need not exist. "" keeps it in
// memory. With an error comes a Budget that begins at nothing.
func OpenBudget(path string) (*Budget, error) {
	b := &Budget{path: path, now: time.Now, apart: 5 * time.Second}
	if path == "" {
		return b, nil
	}
	data, err := os.ReadFile(path)
	if err != nil && !os.IsNotExist(err) {
		return b, fmt.Errorf("reading the count of identifies: %w", err)
	}
	for line := range strings.Lines(string(data)) {
		if ms, err := strconv.ParseInt(strings.TrimSpace(line), 10, 64); err == nil {
			b.times = append(b.times, time.UnixMilli(ms))
		}
	}
	return b, nil
}

// prune forgets what is older than a day. Times that lie ahead, since the
// clock was put back, count as of now.
func (b *Budget) prune(now time.Time) {
	kept := b.times[:0]
	for _, t := range b.times {
		if t.After(now) {
			t = now
		}
		if now.Sub(t) < day {
			kept = append(kept, t)
		}
	}
	b.times = kept
	if b.last.After(now) {
		b.last = now
	}
	if b.until.After(now.Add(day)) {
		b.until = now.Add(day)
	}
}

// wait is how long the next identify must wait; 0 is not at all.
func (b *Budget) wait() time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	b.prune(now)
	wait := max(b.until.Sub(now), b.last.Add(b.apart).Sub(now))
	n := len(b.times)
	switch {
	case n >= most:
		wait = max(wait, b.times[n-most].Add(day).Sub(now))
	case n >= free:
		wait = max(wait, b.times[n-1].Add(calm).Sub(now))
	}
	return max(wait, 0)
}

// Count is how many identifies were sent in the last 24 hours.
func (b *Budget) Count() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.prune(b.now())
	return len(b.times)
}

// told takes note of what Discord allows.
func (b *Budget) told(a Address) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if a.Remaining >= 0 && a.Remaining < reserve && a.Reset > 0 {
		b.until = b.now().Add(a.Reset)
	}
}

// spend counts an identify that is about to be sent. An error says that it is
// counted in memory alone.
func (b *Budget) spend() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.now()
	b.prune(now)
	b.times, b.last = append(b.times, now), now
	if b.path == "" {
		return nil
	}
	var text strings.Builder
	for _, t := range b.times {
		fmt.Fprintln(&text, t.UnixMilli())
	}
	if err := durable.Replace(b.path, []byte(text.String())); err != nil {
		return fmt.Errorf("writing the count of identifies: %w", err)
	}
	return nil
}
