//go:build unix

package main

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestHangupReloads(t *testing.T) {
	folder := article(t)
	s := serveFolder(t, folder, t.TempDir())
	write(t, filepath.Join(folder, "b.md"), second)
	if err := syscall.Kill(os.Getpid(), syscall.SIGHUP); err != nil {
		t.Fatal(err)
	}
	s.reloaded(1, "SIGHUP")
}
