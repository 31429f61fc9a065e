package notes

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/corpus"
)

func TestChangesAreWrittenAndRead(t *testing.T) {
	dir := t.TempDir()
	set := func(key string, one Note) {
		t.Helper()
		if err := Change(dir, func(n Notes) { n[key] = one }); err != nil {
			t.Fatal(err)
		}
	}
	odd := "été: « #1 », it's\n\"so\""
	set("sub/a.txt", Note{Title: odd, Date: "2024-03"})
	set("many.jsonl#x: y", Note{Note: "opinion"})
	n, err := Read(os.DirFS(dir))
	if err != nil || n["sub/a.txt"].Title != odd || n["many.jsonl#x: y"].Note != "opinion" {
		t.Errorf("%+v, %v", n, err)
	}
	set("sub/a.txt", Note{})
	b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(File)))
	if err != nil || strings.Contains(string(b), "sub/a.txt") || !strings.HasPrefix(string(b), "#") {
		t.Errorf("%s, %v", b, err)
	}
	if n.Marks().Of("many.jsonl") == "" || n.Marks().Of("many") != "" || n.Marks().Of("sub/a.txt") == "" || n.Marks().Of("sub/a.tx") != "" {
		t.Error("marks stand for other files than those of the notes")
	}
}

// FuzzNotes: whatever stands in the file is read or refused, and what is read
// can be applied.
func FuzzNotes(f *testing.F) {
	f.Add("a.txt:\n  title: x\n  date: 2024-03-02\n")
	f.Add("a.txt: {note: opinion}\n\"b#c\":\n  url: https://x.example/")
	f.Add("&a [*a]")
	f.Add("a.txt: null")
	f.Fuzz(func(t *testing.T, text string) {
		n, err := parse([]byte(text))
		if err != nil {
			return
		}
		a := corpus.Article{Attribution: corpus.Attribution{ArticleID: "c", File: "a.txt"}}
		if n.Apply(&a) != (n.Marks().Of("a.txt") != "") {
			if _, whole := n["a.txt#c"]; whole || n.Marks().Of("a.txt") == "" {
				t.Errorf("%q is applied, and has no mark", text)
			}
		}
		if strings.ContainsAny(a.Title+a.Note, "\n\r") {
			t.Errorf("more than a line: %+v", a)
		}
	})
}

func TestAMisspeltKeyIsNamed(t *testing.T) {
	_, err := parse([]byte("a.md:\n  titel: x\n"))
	if err == nil || !strings.Contains(err.Error(), `line 2: there is no "titel" (these are: title, author`) || strings.Contains(err.Error(), "notes.Note") {
		t.Error(err)
	}
}
