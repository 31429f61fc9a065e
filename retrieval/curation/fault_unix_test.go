//go:build unix

package curation_test

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"testing"

	"verbatim/retrieval/retrievaltest"
)

func TestStoreThatCannotBeWrittenServesOn(t *testing.T) {
	t.Parallel()
	for _, err := range []error{syscall.ENOSPC, syscall.EROFS, fs.ErrPermission} {
		s := &failing{Store: new(retrievaltest.Memory)}
		d := newDesk(t, s)
		d.lamps(1, 4)
		d.mustReload()
		d.lamps(4, 6)
		s.derive = fmt.Errorf("writing the index: %w", err)
		outlives(t, d, func() { s.derive = nil })
		d.lamps(6, 8)
		s.publish = err
		outlives(t, d, func() { s.publish = nil })
	}
}

// TestFullDiskServesOn runs in a process of its own, which may write no file
// over a size: the index on disk and its background writers fail as on a full disk.
func TestFullDiskServesOn(t *testing.T) {
	t.Parallel()
	helper := exec.Command(os.Args[0], "-test.run=^TestFullDiskHelper$", "-test.v")
	helper.Env = append(os.Environ(), "CURATION_FULL="+t.TempDir())
	if out, err := helper.CombinedOutput(); err != nil || !strings.Contains(string(out), "--- PASS: TestFullDiskHelper") {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestFullDiskHelper(t *testing.T) {
	data := os.Getenv("CURATION_FULL")
	if data == "" {
		t.Skip("not called by another test")
	}
	signal.Ignore(syscall.SIGXFSZ)
	d, s := diskDesk(t, t.TempDir(), data)
	d.lamps(1, 4)
	d.mustReload()
	d.lamps(4, 120) // more text than the limit
	var old syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &old); err != nil {
		t.Fatal(err)
	}
	limit := old
	limit.Cur = 40 << 10
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		t.Fatal(err)
	}
	outlives(t, d, func() {
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &old); err != nil {
			t.Fatal(err)
		}
	})
	entries, err := os.ReadDir(data + "/generations")
	if err != nil || len(entries) != 2 {
		t.Errorf("in the folder of generations: %v, %v", entries, err)
	}
	s.Close()
}
