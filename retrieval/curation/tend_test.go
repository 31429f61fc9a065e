package curation_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"verbatim/retrieval"
	"verbatim/retrieval/curation"
	"verbatim/retrieval/retrievaltest"
)

func TestRemovedFileGoesToTheTrashAndComesBack(t *testing.T) {
	d := newDesk(t, new(retrievaltest.Memory))
	d.lighthouses("Aran", "sub/Bute", "Cape")
	d.write("many.jsonl", `{"_id":"1","text":"The harbour of Dune is closed for the winter months."}`+"\n"+`{"_id":"2","text":"The harbour of Eyot is open again since Monday."}`+"\n")
	first := d.mustReload().New
	for file, want := range map[string]error{"many.jsonl": curation.ErrShared, "no.md": curation.ErrNoFile, "../etc/passwd": curation.ErrNoFile} {
		if _, err := d.Remove(file, by); !errors.Is(err, want) {
			t.Errorf("%s: %v", file, err)
		}
	}
	key, err := d.Remove("sub/Bute.md", by)
	if err != nil {
		t.Fatal(err)
	}
	if r := d.mustReload(); len(r.Removed) != 1 || r.Removed[0].File != "sub/Bute.md" {
		t.Errorf("%+v", r)
	}
	d.lighthouses("sub/Bute")
	if _, err := d.Restore(t.Context(), key, by); !errors.Is(err, curation.ErrTaken) {
		t.Errorf("over another file: %v", err)
	}
	d.remove("sub/Bute.md")
	if file, err := d.Restore(t.Context(), key, by); err != nil || file != "sub/Bute.md" {
		t.Errorf("%s, %v", file, err)
	}
	if d.mustReload(); d.serves() != first {
		t.Error("what came back is not what was removed")
	}
	for _, k := range []string{key, "", "..", "../trash", "x"} {
		if _, err := d.Restore(t.Context(), k, by); !errors.Is(err, curation.ErrNoTrash) {
			t.Errorf("%q: %v", k, err)
		}
	}
	if left, _ := os.ReadDir(filepath.Join(d.dir, ".verbatim", "trash")); len(left) != 0 {
		t.Errorf("in the trash: %v", left)
	}
	if d.actions() != "reloaded removed reloaded restored reloaded" {
		t.Errorf("log: %s", d.actions())
	}
}

func TestMutedPublisherIsNotQuoted(t *testing.T) {
	d := newDesk(t, new(retrievaltest.Memory))
	d.write("a.md", "---\ntitle: One\npublisher: The Gull\n---\n\nThe keeper of Aran lit the lighthouse on Saturday evening.\n")
	d.write("b.md", "---\ntitle: Two\npublisher: The Tern\n---\n\nThe keeper of Aran lit the lighthouse on Saturday at dusk.\n")
	d.mustReload()
	quoted := func(d *desk, q retrieval.Query) (files string) {
		q.Text = "Who lit the lighthouse of Aran?"
		a, err := d.Answer(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range append(a.Quotes, a.Nearest...) {
			files += q.File
		}
		return files
	}
	if changed, err := d.Mute("The Gull", true, by); !changed || err != nil {
		t.Fatal(err)
	}
	if changed, err := d.Mute("The Gull", true, by); changed || err != nil {
		t.Errorf("muted twice: %v", err)
	}
	if _, err := d.Mute("The Auk", true, by); !errors.Is(err, curation.ErrNoPublisher) {
		t.Errorf("unknown: %v", err)
	}
	for _, d := range []*desk{d, d.again()} {
		if d.Keeper.Open(t.Context()); quoted(d, retrieval.Query{}) != "b.md" || quoted(d, retrieval.Query{Publisher: "The Gull"}) != "" {
			t.Errorf("quoted %s, and %s of the muted one", quoted(d, retrieval.Query{}), quoted(d, retrieval.Query{Publisher: "The Gull"}))
		}
	}
	if changed, err := d.Mute("The Gull", false, by); !changed || err != nil {
		t.Error(err)
	}
	if got := quoted(d, retrieval.Query{}); len(got) != len("a.mdb.md") && got != "a.md" && got != "b.md" || len(quoted(d, retrieval.Query{Publisher: "The Gull"})) == 0 {
		t.Errorf("quoted %s", got)
	}
	if d.actions() != "reloaded muted unmuted" {
		t.Errorf("log: %s", d.actions())
	}
}

func TestUnansweredQuestionsAreCountedAndDismissed(t *testing.T) {
	d := newDesk(t, new(retrievaltest.Memory))
	for _, q := range []string{"Who is Zed?", "who  is zed?", "Where is Oz?"} {
		if err := d.NoteUnanswered(q, false); err != nil {
			t.Fatal(err)
		}
	}
	d.NoteUnanswered("A secret?", true)
	list, private, err := d.again().ListUnanswered()
	if err != nil || private != 1 || len(list) != 2 || list[0].Text != "Who is Zed?" || list[0].Count != 2 || list[1].Count != 1 {
		t.Fatalf("%+v, %d private, %v", list, private, err)
	}
	if found, err := d.Dismiss(list[0].ID, by); !found || err != nil {
		t.Error(err)
	}
	if found, _ := d.Dismiss(list[0].ID, by); found {
		t.Error("dismissed twice")
	}
	if list, _, _ := d.ListUnanswered(); len(list) != 1 || list[0].Text != "Where is Oz?" {
		t.Errorf("%+v", list)
	}
}
