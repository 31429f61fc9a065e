package bleveindex

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"verbatim/corpus/read"
	"verbatim/retrieval"
)

// TestKeeperFollowsAFolder runs the whole of it on disk, a process after the
// other: reading, indexing, starting again, changes, damage, a second process.
func TestKeeperFollowsAFolder(t *testing.T) {
	t.Parallel()
	dir, data := t.TempDir(), t.TempDir()
	write := func(name, content string) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		old := time.Now().Add(-time.Hour - time.Duration(len(content))*time.Second)
		if err := os.Chtimes(path, old, old); err != nil {
			t.Fatal(err)
		}
	}
	write("gull.md", "---\ntitle: The gull\n---\nThe gull has stolen nine sandwiches from the harbour master since Monday.\n")
	write("mouette.txt", "La mouette\n\nLa mouette a volé neuf tartines au capitaine du port depuis lundi, selon la mairie.\n")

	process := func(want string, built bool) (*Store, *retrieval.Keeper, retrieval.Report) {
		t.Helper()
		s := New(data, Options{Reader: read.Version, Command: "test"})
		k := &retrieval.Keeper{Live: new(retrieval.Live), Store: s, Read: read.Folder{FS: os.DirFS(dir)}.Read, SpoolDir: data}
		t.Cleanup(func() { k.Live.Swap(nil); s.Close() })
		r, err := k.Update(t.Context(), retrieval.Order{})
		if err != nil {
			t.Fatal(err)
		}
		if got := find(t, k, "sandwiches"); got != want || r.Built != built {
			t.Errorf("found %q, want %q; built: %v", got, want, r.Built)
		}
		return s, k, r
	}
	s, k, r := process("gull.md", true)
	if r.Added != 2 || find(t, k, "tartines") != "mouette.txt" {
		t.Errorf("%+v", r)
	}
	process("gull.md", false) // an unchanged corpus needs no lock

	write("gull.md", "---\ntitle: The gull\n---\nThe gull has gone.\n")
	if _, _, r := process("gull.md", false); r.Locked == nil || r.Changed != 1 {
		t.Errorf("beside a writer: %+v", r)
	}
	if r, err := k.Update(t.Context(), retrieval.Order{}); err != nil || r.Changed != 1 || r.Unchanged != 1 || find(t, k, "sandwiches") != "" {
		t.Errorf("%+v, %v", r, err)
	}
	id, err := s.Current(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	parts, err := filepath.Glob(filepath.Join(s.folder(id), "library-*.jsonl"))
	if err != nil || len(parts) == 0 {
		t.Fatal(parts, err)
	}
	if err := os.Truncate(parts[0], 10); err != nil {
		t.Fatal(err)
	}
	if _, k, r := process("", true); !errors.Is(r.Damaged, retrieval.ErrCorrupt) || r.Added != 2 || find(t, k, "tartines") != "mouette.txt" {
		t.Errorf("after damage: %+v", r)
	}
}

// find names the file of the best passage for an English or French word.
func find(t *testing.T, k *retrieval.Keeper, word string) string {
	t.Helper()
	g, release, err := k.Live.Acquire()
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	r := retrieval.Request{Limit: 1}
	for lang := range g.Stats() {
		r.Clauses = append(r.Clauses, retrieval.Clause{Lang: lang, Terms: []string{g.Analyze(lang, word)[0].Term}, Weight: 1})
	}
	hits, err := g.Search(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	if len(hits) == 0 {
		return ""
	}
	return hits[0].File
}
