package read

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestNotesAreReadBesideArticles: they change what is stated and nothing of the
// text; a changed note reads its file again, and no other.
func TestNotesAreReadBesideArticles(t *testing.T) {
	fsys := fstest.MapFS{
		"a.md":    mapFile(article("Lamp of a", "Text of a.")),
		"b.md":    mapFile(article("Lamp of b", "Text of b.")),
		"c.jsonl": mapFile(`{"_id":"c1","text":"Text of c."}` + "\n" + `{"_id":"c2","text":"More of c."}`),
	}
	plain, spool := mustRead(t, Folder{FS: fsys}, nil)
	id := idOf("a.md")
	before, err := spool.Body(id)
	if err != nil {
		t.Fatal(err)
	}
	note := func(text string) { fsys[".verbatim/notes.yaml"] = mapFile(text) }
	note("a.md:\n  title: Another lamp\n  date: 2024-03\n  url: https://news.example/a\n  note: state media\nc.jsonl#c2:\n  publisher: The Coast Herald\n")
	opened := map[string]int{}
	l, spool := mustRead(t, Folder{FS: &countingFS{FS: fsys, opened: opened}}, plain)
	a := l.Article(id)
	if a.Title != "Another lamp" || a.Published.String() != "2024-03" || a.URL != "https://news.example/a" || a.Note != "state media" || a.Hash == plain.Article(id).Hash {
		t.Errorf("%+v", a)
	}
	if body, err := spool.Body(id); err != nil || body != before {
		t.Errorf("the text was %q and is %q, %v", before, body, err)
	}
	if l.Article("c1").Publisher != "" || l.Article("c2").Publisher != "The Coast Herald" {
		t.Errorf("%+v, %+v", l.Article("c1"), l.Article("c2"))
	}
	if opened["b.md"] != 0 || l.Article(idOf("b.md")) != plain.Article(idOf("b.md")) {
		t.Error("a file without a note was read again")
	}

	clear(opened)
	same, spool := mustRead(t, Folder{FS: &countingFS{FS: fsys, opened: opened}}, l)
	if same.Version() != l.Version() || spool.Len() != 0 || opened["a.md"] != 0 {
		t.Errorf("nothing has changed: %s, %s, %v", l.Version(), same.Version(), opened)
	}
	note("a.md:\n  note: opinion\n")
	if l, _ = mustRead(t, Folder{FS: fsys}, l); l.Article(id).Note != "opinion" || l.Article(id).Title != "Lamp of a" {
		t.Errorf("%+v", l.Article(id))
	}
	delete(fsys, ".verbatim/notes.yaml")
	if l, _ = mustRead(t, Folder{FS: fsys}, l); l.Version() != plain.Version() {
		t.Error("without the notes it is another corpus than before")
	}
}

func TestBadNotesAreNamed(t *testing.T) {
	for text, want := range map[string]string{
		"a.md: [":                       "cannot be understood",
		"a.md:\n  titel: x\n":           "titel",
		"a.md:\n  date: last Tuesday\n": "last Tuesday",
	} {
		fsys := fstest.MapFS{"a.md": mapFile(article("Lamp", "Text of a.")), ".verbatim/notes.yaml": mapFile(text)}
		_, err := Folder{FS: fsys, Name: "it"}.Read(t.Context(), nil, nil, nil)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "notes.yaml") {
			t.Errorf("%q: %v", text, err)
		}
	}
}
