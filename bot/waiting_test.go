package bot

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestWaitingForgetsInTime looks at the disk: what is forgotten is gone from
// there too.
func TestWaitingForgetsInTime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "waiting.json")
	w, err := OpenWaiting(path)
	if err != nil {
		t.Fatal(err)
	}
	began := time.Now()
	w.now = func() time.Time { return began }
	for _, one := range []waiting{{User: "ann", Question: "old?", Since: began}, {User: "ann", Question: "old?", Since: began}, {User: "bob", Question: "new?", Since: began.Add(24 * time.Hour)}} {
		if err := w.add(one); err != nil {
			t.Fatal(err)
		}
	}
	disk := func() string {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	if n := strings.Count(disk(), "old?"); n != 1 {
		t.Errorf("a question that was added twice stands %d times in the file", n)
	}
	w.now = func() time.Time { return began.Add(waitFor + time.Hour) }
	if err := w.expire(); err != nil {
		t.Fatal(err)
	}
	if got := disk(); strings.Contains(got, "old?") || !strings.Contains(got, "new?") {
		t.Errorf("after 90 days: %s", got)
	}
	again, err := OpenWaiting(path) // by the clock, it is not old
	if err != nil || len(again.Of("bob")) != 1 {
		t.Errorf("after a restart: %v, %v", again.Of("bob"), err)
	}
	if err := again.Erase("bob"); err != nil || strings.Contains(disk(), "new?") {
		t.Errorf("after an erasure: %v, %s", err, disk())
	}
	for i := range maxWaiting + 1 {
		err = again.add(waiting{User: "cy", Question: strings.Repeat("?", i+1), Since: time.Now()})
	}
	if !errors.Is(err, errWaiting) || len(again.Of("cy")) != maxWaiting {
		t.Errorf("%d questions of one person wait: %v", len(again.Of("cy")), err)
	}
}
