package watch

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// watched starts a watcher of a new folder with short times, and gives what it
// says.
func watched(t *testing.T) (dir string, changed chan struct{}, failed chan error) {
	dir = filepath.Join(t.TempDir(), "corpus")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	changed, failed = make(chan struct{}, 100), make(chan error, 100)
	w := &Watcher{Dir: dir, Quiet: 60 * time.Millisecond, Most: time.Minute, Again: 20 * time.Millisecond,
		Changed: func() { changed <- struct{}{} }, Failed: func(err error) { failed <- err }}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); w.Run(ctx) }()
	t.Cleanup(func() { stop(); <-done })
	if !told(changed) { // of what nobody saw before
		t.Fatal("it does not watch")
	}
	return dir, changed, failed
}

func told(changed <-chan struct{}) bool {
	select {
	case <-changed:
		return true
	case <-time.After(5 * time.Second):
		return false
	}
}

func silent(changed <-chan struct{}) bool {
	select {
	case <-changed:
		return false
	case <-time.After(250 * time.Millisecond):
		return true
	}
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
		t.Fatal(err)
	}
}

func TestChangesAreGathered(t *testing.T) {
	t.Parallel()
	dir, changed, _ := watched(t)
	for i := range 10 {
		put(t, filepath.Join(dir, "a.txt"), string(rune('a'+i)))
	}
	if !told(changed) || !silent(changed) {
		t.Error("ten changes at once are told of once")
	}
	if os.Remove(filepath.Join(dir, "a.txt")); !told(changed) {
		t.Error("a removed file is a change")
	}
}

func TestNewFoldersAreWatched(t *testing.T) {
	t.Parallel()
	dir, changed, _ := watched(t)
	put(t, filepath.Join(dir, "sub", "deep", "a.txt"), "one")
	if !told(changed) {
		t.Fatal("a new folder is a change")
	}
	put(t, filepath.Join(dir, "sub", "deep", "a.txt"), "two")
	if !told(changed) {
		t.Error("a change in a new folder is not seen")
	}
}

func TestHiddenNamesDoNotCount(t *testing.T) {
	t.Parallel()
	dir, changed, _ := watched(t)
	put(t, filepath.Join(dir, ".verbatim", "golden.jsonl"), "{}")
	put(t, filepath.Join(dir, "_drafts", "a.txt"), "one")
	if !silent(changed) {
		t.Error("a change of what is not read was told")
	}
}

func TestVanishedFolderIsWatchedAgain(t *testing.T) {
	t.Parallel()
	dir, changed, failed := watched(t)
	if err := os.Rename(dir, dir+".away"); err != nil {
		t.Fatal(err)
	}
	select {
	case <-failed:
	case <-time.After(5 * time.Second):
		t.Fatal("nobody says that the folder is gone")
	}
	put(t, filepath.Join(dir, "a.txt"), "one")
	if !told(changed) {
		t.Fatal("a folder that is back counts as changed")
	}
	put(t, filepath.Join(dir, "b.txt"), "two")
	if !told(changed) {
		t.Error("it is not watched again")
	}
}

func TestAnEndlessSeriesIsToldOfAllTheSame(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	changed := make(chan struct{}, 2)
	w := &Watcher{Dir: dir, Quiet: time.Hour, Most: 50 * time.Millisecond, Changed: func() { changed <- struct{}{} }}
	go w.Run(t.Context())
	if !told(changed) {
		t.Fatal("it does not watch")
	}
	put(t, filepath.Join(dir, "a.txt"), "one")
	if !told(changed) {
		t.Error("not told")
	}
}
