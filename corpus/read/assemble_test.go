package read

import (
	"os"
	"path/filepath"
	"testing"
)

// TestRealArticles prints with -v what becomes of the real articles that lie
// beside the repository, for a person to read.
func TestRealArticles(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/articles/*.txt")
	if len(files) == 0 {
		t.Skip("no real articles beside the repository")
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		a, body := assemble(filepath.Base(f), document{plain: true, blocks: plainBlocks(string(data))})
		t.Logf("=== %s: title %q, author %q, publisher %q, published %q, lang %s, %d bytes", a.File, a.Title, a.Author, a.Publisher, a.Published, a.Lang, a.Size)
		for _, line := range a.Clutter {
			t.Logf("clutter %q", line)
		}
		for _, s := range a.Passages {
			t.Logf("[%s] %s %d-%d\n%s", s.Section, s.Lang, s.Start, s.End, body[s.Start:s.End])
		}
	}
}
