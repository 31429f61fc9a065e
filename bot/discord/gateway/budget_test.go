package gateway

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// clock is a clock that a test sets.
type clock struct{ now time.Time }

func (c *clock) budget(t *testing.T, path string) *Budget {
	t.Helper()
	b, err := OpenBudget(path)
	if err != nil {
		t.Fatal(err)
	}
	b.now = func() time.Time { return c.now }
	return b
}

func TestIdentifiesAreSpreadOverTheDay(t *testing.T) {
	c := &clock{time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	b := c.budget(t, "")
	var times []time.Time
	for end := c.now.Add(3 * day); c.now.Before(end); c.now = c.now.Add(max(b.wait(), time.Millisecond)) { // as often as it may be
		if b.wait() == 0 {
			if err := b.spend(); err != nil {
				t.Fatal(err)
			}
			times = append(times, c.now)
		}
	}
	for i := range times {
		n := 0
		for _, later := range times[i:] {
			if later.Sub(times[i]) < day {
				n++
			}
		}
		if n > 900 {
			t.Fatalf("%d identifies in the 24 hours from %v", n, times[i])
		}
	}
	if len(times) < 3*480 {
		t.Errorf("%d identifies in three days: too few for a bot that is to come back", len(times))
	}
}

func TestIdentifiesAreCountedOverARestart(t *testing.T) {
	c := &clock{time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	path := filepath.Join(t.TempDir(), "identifies.txt")
	for range free { // a program that crashes each time that it has started
		b := c.budget(t, path)
		if wait := b.wait(); wait != 0 {
			t.Fatalf("a wait of %v after %d identifies", wait, b.Count())
		}
		if err := b.spend(); err != nil {
			t.Fatal(err)
		}
	}
	b := c.budget(t, path)
	if b.Count() != free || b.wait() != calm {
		t.Errorf("%d counted, a wait of %v", b.Count(), b.wait())
	}
	c.now = c.now.Add(day)
	if b.Count() != 0 || b.wait() != 0 {
		t.Errorf("a day later: %d counted, a wait of %v", b.Count(), b.wait())
	}
	if err := os.WriteFile(path, []byte("12\nnot a time\n\x00"), 0o600); err != nil {
		t.Fatal(err)
	}
	if b := c.budget(t, path); b.Count() != 0 || b.wait() != 0 {
		t.Errorf("after damage: %d counted", b.Count())
	}
}

func TestAClockThatJumpsNeitherBlocksNorBurns(t *testing.T) {
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for name, jump := range map[string]time.Duration{"back a year": -365 * day, "back an hour": -time.Hour, "forward an hour": time.Hour} {
		t.Run(name, func(t *testing.T) {
			c := &clock{start}
			b := c.budget(t, "")
			for range free + 1 {
				b.spend()
			}
			b.told(Address{Remaining: 0, Reset: time.Hour})
			c.now = start.Add(jump)
			if wait := b.wait(); wait > day {
				t.Errorf("a wait of %v", wait)
			}
			if b.Count() != free+1 {
				t.Errorf("%d counted", b.Count())
			}
		})
	}
}

func TestWhatDiscordAllowsIsKept(t *testing.T) {
	c := &clock{time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	b := c.budget(t, "")
	b.told(Address{Remaining: reserve - 1, Reset: 7 * time.Hour})
	if b.wait() != 7*time.Hour {
		t.Errorf("a wait of %v", b.wait())
	}
	b = c.budget(t, "")
	for _, a := range []Address{{Remaining: reserve, Reset: time.Hour}, {Remaining: -1, Reset: time.Hour}} {
		if b.told(a); b.wait() != 0 {
			t.Errorf("%+v: a wait of %v", a, b.wait())
		}
	}
}
