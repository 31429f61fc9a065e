//go:build unix

package read

import (
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// Opening a named pipe waits until somebody writes to it.
func TestFolderNeverOpensANamedPipe(t *testing.T) {
	dir := tree(t, map[string]string{"a.txt": "Text of a.", "link.txt": "-> pipe.txt"})
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.txt"), 0o644); err != nil {
		t.Skip("no named pipes here:", err)
	}
	l, _ := mustRead(t, Dir(dir), nil)
	for _, file := range []string{"pipe.txt", "link.txt"} {
		if got := reason(l, file); !strings.Contains(got, "named pipe") {
			t.Errorf("%s: %q", file, got)
		}
	}
	if len(l.Articles()) != 1 {
		t.Errorf("articles %q", articleFiles(l))
	}
}
