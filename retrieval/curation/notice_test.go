package curation_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"verbatim/retrieval/curation"
	"verbatim/retrieval/retrievaltest"
)

// TestListenersHearOfALogThatCannotBeWritten: of its entries, of the trouble
// once, and that it is over.
func TestListenersHearOfALogThatCannotBeWritten(t *testing.T) {
	d := newDesk(t, new(retrievaltest.Memory))
	d.lighthouses("Aran", "Bute")
	d.mustReload()
	var heard []curation.Action
	d.Listen(func(e *curation.Entry) {
		if e == nil {
			heard = append(heard, "entry")
			return
		}
		heard = append(heard, e.Action)
	})
	path := filepath.Join(d.Data, "audit.jsonl")
	if err := os.Rename(path, path+".aside"); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	d.AddGolden(curation.Golden{Question: "Who?", File: "Aran.md"}, by)
	d.AddGolden(curation.Golden{Question: "What?", File: "Bute.md"}, by)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	d.AddGolden(curation.Golden{Question: "When?", File: "Bute.md"}, by)
	want := []curation.Action{curation.GoldenAdded, curation.Unwritable, curation.GoldenAdded, curation.Recovered, "entry"}
	if !slices.Equal(heard, want) {
		t.Errorf("heard %v, want %v", heard, want)
	}
}

func TestNoticesWaitForWhoListens(t *testing.T) {
	var c curation.Curator
	c.Notice(curation.FeedFailed, "a")
	var heard []string
	listen := func(n *curation.Entry) { heard = append(heard, n.Detail) }
	c.Listen(listen)
	c.Notice(curation.FeedBack, "b")
	c.Listen(listen)
	if !slices.Equal(heard, []string{"a", "b"}) {
		t.Errorf("heard %q", heard)
	}
}
