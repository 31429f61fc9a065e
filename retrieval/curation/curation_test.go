package curation_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/read"
	"verbatim/corpus/withdrawn"
	"verbatim/retrieval"
	"verbatim/retrieval/bleveindex"
	"verbatim/retrieval/curation"
	"verbatim/retrieval/retrievaltest"
)

// desk is a curator of a folder that a test can change.
type desk struct {
	*curation.Curator
	t   *testing.T
	dir string
}

var by = curation.Actor{ID: "7", Name: "ann", Where: "test"}

func newDesk(t *testing.T, store retrieval.Store) *desk {
	t.Helper()
	return openDesk(t, store, t.TempDir(), t.TempDir())
}

func openDesk(t *testing.T, store retrieval.Store, dir, data string) *desk {
	live := new(retrieval.Live)
	k := &retrieval.Keeper{Live: live, Store: store, Read: read.Dir(dir).Read, SpoolDir: data}
	t.Cleanup(func() { live.Swap(nil) })
	gone, err := withdrawn.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return &desk{t: t, dir: dir, Curator: curation.New(t.Context(), curation.Config{
		Keeper: k, Engine: retrieval.NewEngine(live), Folder: filepath.Join(dir, ".verbatim"), Data: data,
		Withdrawn: gone, MaxShrink: curation.DefaultMaxShrink, Log: slog.New(slog.DiscardHandler),
	})}
}

// diskDesk is a curator whose index is on disk, as that of the program.
func diskDesk(t *testing.T, dir, data string) (*desk, *bleveindex.Store) {
	s := bleveindex.New(data, bleveindex.Options{Reader: read.Version, Command: "test"})
	t.Cleanup(func() { s.Close() })
	return openDesk(t, s, dir, data), s
}

// again is a curator of the same folders in another process.
func (d *desk) again() *desk {
	c, live := d.Config, new(retrieval.Live)
	c.Keeper = &retrieval.Keeper{Live: live, Store: c.Keeper.Store, Read: c.Keeper.Read}
	c.Engine = retrieval.NewEngine(live)
	return &desk{curation.New(d.t.Context(), c), d.t, d.dir}
}

func (d *desk) write(name, text string) {
	d.t.Helper()
	path := filepath.Join(d.dir, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) remove(name string) {
	d.t.Helper()
	if err := os.Remove(filepath.Join(d.dir, name)); err != nil {
		d.t.Fatal(err)
	}
}

// lighthouses writes articles that each tell of a lighthouse of their own.
func (d *desk) lighthouses(names ...string) {
	for _, n := range names {
		d.write(n+".md", fmt.Sprintf("---\ntitle: The lighthouse of %s\n---\n\nThe keeper of %s lit the lighthouse on Saturday evening, eleven years after the storm.\n", n, n))
	}
}

func (d *desk) reload(o curation.Order) (curation.Report, error) {
	o.By = by
	return d.Reload(o).Wait(d.t.Context())
}

func (d *desk) mustReload() curation.Report {
	d.t.Helper()
	r, err := d.reload(curation.Order{})
	if err != nil {
		d.t.Fatal(err)
	}
	return r
}

func (d *desk) serves() string {
	g, release, err := d.Keeper.Live.Acquire()
	if err != nil {
		return ""
	}
	defer release()
	return g.Library().Version()
}

func (d *desk) actions() string {
	d.t.Helper()
	list, err := d.Entries(100)
	if err != nil {
		d.t.Fatal(err)
	}
	var names []string
	for _, e := range slices.Backward(list) {
		names = append(names, string(e.Action))
	}
	return strings.Join(names, " ")
}

func TestReloadReportsWhatChanged(t *testing.T) {
	d := newDesk(t, new(retrievaltest.Memory))
	d.lighthouses("Aran", "Bute", "Cape", "Dune")
	first := d.mustReload()
	if len(first.Added) != 4 || !first.Applied || first.Old != "" || first.New != d.serves() || first.Articles != 4 {
		t.Fatalf("%+v", first)
	}
	d.lighthouses("Eyot")
	d.write("Aran.md", "---\ntitle: Aran is dark\ndate: 2024-03-02\n---\n\nThe lighthouse of Aran went out on Sunday, and nobody knows why it did.\n\nRelated News\n")
	if err := os.Rename(filepath.Join(d.dir, "Bute.md"), filepath.Join(d.dir, "Zulu.md")); err != nil {
		t.Fatal(err)
	}
	d.remove("Cape.md")
	d.write("copy.md", "---\ntitle: The lighthouse of Dune\n---\n\nThe keeper of Dune lit the lighthouse on Saturday evening, eleven years after the storm.\n")
	d.write("odd.xyz", "?")
	dry, err := d.reload(curation.Order{DryRun: true})
	if err != nil || d.serves() != first.New || dry.Applied || !dry.DryRun {
		t.Fatalf("%+v, %v", dry, err)
	}
	wet := d.mustReload()
	for name, r := range map[string]curation.Report{"dry run": dry, "reload": wet} {
		var got []string
		for _, list := range [][]curation.File{r.Added, r.Changed, r.Removed} {
			for _, f := range list {
				got = append(got, f.File)
			}
			got = append(got, "|")
		}
		got = append(got, fmt.Sprint(r.Renamed, r.Duplicates, r.Unchanged, len(r.Skipped), r.Clutter))
		if want := "Eyot.md copy.md | Aran.md | Cape.md | [{Bute.md Zulu.md}] [{copy.md Dune.md}] 1 1 [{Aran.md Related News}]"; strings.Join(got, " ") != want {
			t.Errorf("%s:\n%s, not\n%s", name, strings.Join(got, " "), want)
		}
		if r.First != "2024-03-02" || r.Undated != 4 || r.Languages[0] != (curation.Number{Name: "en", Count: 5}) || r.Found != wet.New {
			t.Errorf("%s: %+v", name, r)
		}
	}
	if d.actions() != "reloaded reloaded" {
		t.Errorf("log: %s", d.actions())
	}
}

func TestGuardRefusesAndForceApplies(t *testing.T) {
	const golden = ".verbatim/golden.jsonl"
	tests := []struct {
		name   string
		change func(d *desk)
		want   curation.Kind
	}{
		{"shrunk", func(d *desk) { d.remove("Aran.md"); d.remove("Bute.md"); d.remove("Cape.md") }, curation.Shrunk},
		{"empty", func(d *desk) {
			for _, n := range []string{"Aran", "Bute", "Cape", "Dune"} {
				d.remove(n + ".md")
			}
		}, curation.Empty},
		{"missed file", func(d *desk) {
			d.write(golden, `{"question":"Who lit the lighthouse of Aran?","file":"Aran.md"}`)
			d.remove("Aran.md")
		}, curation.Missed},
		{"missed words", func(d *desk) {
			d.write(golden, "\n"+`{"question":"Who lit the lighthouse of Aran?","words":"The KEEPER of  Aran"}`+"\n")
			d.remove("Aran.md")
		}, curation.Missed},
		{"answered", func(d *desk) {
			d.write(golden, `{"question":"Who lit the lighthouse of Eyot?","abstain":true}`)
			d.lighthouses("Eyot")
		}, curation.Answered},
		{"a typing error in the golden file", func(d *desk) {
			d.write(golden, `{"question":"Who?","flie":"Aran.md"}`)
			d.lighthouses("Eyot")
		}, curation.BadGolden},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := newDesk(t, new(retrievaltest.Memory))
			d.lighthouses("Aran", "Bute", "Cape", "Dune")
			before := d.mustReload().New
			test.change(d)
			r, err := d.reload(curation.Order{})
			refused, ok := errors.AsType[*curation.RefusedError](err)
			if !ok || len(refused.Reasons) != 1 || refused.Reasons[0].Kind != test.want || d.serves() != before || r.Applied || r.New != before {
				t.Fatalf("%v, %+v", err, r)
			}
			if d.Troubles()[curation.Held] == nil {
				t.Error("the state does not say that a reload was refused")
			}
			if auto, err := d.reload(curation.Order{Automatic: true}); err == nil || auto.Applied {
				t.Errorf("an automatic reload: %v", err)
			}
			if dry, err := d.reload(curation.Order{DryRun: true}); err != nil || dry.Applied || (test.want == curation.Shrunk) && len(dry.Refused) != 1 {
				t.Errorf("a dry run: %+v, %v", dry, err)
			}
			r, err = d.reload(curation.Order{Force: true})
			if err != nil || !r.Applied || d.serves() == before || len(r.Refused) != 1 {
				t.Errorf("forced: %+v, %v", r, err)
			}
			if d.actions() != "reloaded refused forced" /* the automatic one was refused for the same */ || len(d.Troubles()) > 0 {
				t.Errorf("log: %s; %v", d.actions(), d.Troubles())
			}
		})
	}
}

func TestGoldenQuestionsThatHoldLetAReloadThrough(t *testing.T) {
	d := newDesk(t, new(retrievaltest.Memory))
	d.lighthouses("Aran", "Bute")
	d.mustReload()
	for _, g := range []curation.Golden{
		{Question: "Who lit the lighthouse of Aran?", File: "Aran.md", Words: "keeper of aran"},
		{Question: "Who lit the lighthouse of Aran?", File: "Aran.md", Words: "keeper of aran"}, // again
		{Question: "When was the treaty of Zanzibar signed?", Abstain: true},
	} {
		if err := d.AddGolden(g, by); err != nil {
			t.Fatal(err)
		}
	}
	if g, err := d.Golden(); err != nil || len(g) != 2 {
		t.Errorf("%v, %v", g, err)
	}
	if err := d.AddGolden(curation.Golden{Question: "Who?"}, by); err == nil {
		t.Error("a question without an answer was taken")
	}
	d.lighthouses("Cape")
	if r := d.mustReload(); !r.Applied || len(r.Refused) > 0 {
		t.Errorf("%+v", r)
	}
}

func TestRolledBackCorpusStaysUntilAPersonAsks(t *testing.T) {
	d := newDesk(t, new(retrievaltest.Memory))
	d.lighthouses("Aran")
	first := d.mustReload().New
	d.lighthouses("Bute")
	second := d.mustReload().New
	kept, err := d.Keeper.Store.Kept(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if before, after, err := d.Rollback(t.Context(), kept[1].ID, by); err != nil || before != second || after != first || d.serves() != first {
		t.Fatal(before, after, err)
	}
	for _, d := range []*desk{d, d.again()} {
		if r, err := d.reload(curation.Order{Automatic: true}); err != nil || !r.Pinned || r.Applied || d.serves() != first {
			t.Errorf("%+v, %v", r, err)
		}
	}
	if r := d.mustReload(); r.Pinned || d.serves() != second {
		t.Errorf("%+v", r)
	}
	if d.actions() != "reloaded reloaded rolled-back reloaded" {
		t.Errorf("log: %s", d.actions())
	}
}

// stopped is a store whose Derive waits.
type stopped struct {
	retrieval.Store
	begun, goOn chan struct{}
}

func (s *stopped) Derive(ctx context.Context, base retrieval.Generation, c corpus.Changes, p func(done, total int)) (retrieval.Generation, error) {
	s.begun <- struct{}{}
	<-s.goOn
	return s.Store.Derive(ctx, base, c, p)
}

func TestTwoWhoAskAtOnceShareOneRun(t *testing.T) {
	s := &stopped{new(retrievaltest.Memory), make(chan struct{}, 9), make(chan struct{})}
	d := newDesk(t, s)
	d.lighthouses("Aran")
	run := d.Reload(curation.Order{By: by})
	<-s.begun
	if p := run.Progress(); p.Stage != retrieval.StageReading || p.Files != 1 || p.AllFiles != 1 {
		t.Errorf("progress %+v", p)
	}
	if d.Reload(curation.Order{By: by}) != run || d.Reload(curation.Order{DryRun: true}) != run {
		t.Error("two who ask for the same do not share a run")
	}
	forced := d.Reload(curation.Order{Force: true})
	if forced == run {
		t.Error("who forces got a run that does not")
	}
	d.lighthouses("Bute") // after the run has read the folder
	watch := d.Reload(curation.Order{Automatic: true})
	if watch == run {
		t.Error("a change was left to a run that had read the folder already")
	}
	close(s.goOn)
	for _, r := range []*curation.Run{run, forced, watch} {
		if _, err := r.Wait(t.Context()); err != nil {
			t.Error(err)
		}
	}
	d.Wait()
	if r := d.mustReload(); r.Applied || r.Articles != 2 {
		t.Errorf("%+v", r)
	}
}

func TestTroubleIsToldAndPasses(t *testing.T) {
	d := newDesk(t, new(retrievaltest.Memory))
	d.lighthouses("Aran")
	first := d.mustReload().New
	away := d.dir + ".away"
	if err := os.Rename(d.dir, away); err != nil {
		t.Fatal(err)
	}
	if _, err := d.reload(curation.Order{}); err == nil || !strings.Contains(err.Error(), "does not exist") || d.serves() != first {
		t.Errorf("%v", err)
	}
	s, err := d.Status(t.Context())
	if err != nil || s.Troubles[curation.Unread] == nil || s.Version != first || s.Articles != 1 || s.Last == nil {
		t.Errorf("%+v, %v", s, err)
	}
	if err := os.Rename(away, d.dir); err != nil {
		t.Fatal(err)
	}
	d.mustReload()
	if len(d.Troubles()) > 0 {
		t.Errorf("still in trouble: %v", d.Troubles())
	}
}

func TestLogIsWholeAfterACrash(t *testing.T) {
	d := newDesk(t, new(retrievaltest.Memory))
	d.lighthouses("Aran")
	d.mustReload()
	file := filepath.Join(d.Data, "audit.jsonl")
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, append(b, `{"time":"2026-`...), 0o600); err != nil {
		t.Fatal(err)
	}
	d.write(".verbatim/.golden.jsonl.tmp-123", "{")
	d.write(".verbatim/golden.jsonl.bak", "{}")
	again := d.again()
	d.lighthouses("Bute")
	if _, err := again.Keeper.Update(t.Context(), retrieval.Order{}); err != nil { // as ask does, off the record
		t.Fatal(err)
	}
	again.Recover()
	if again.actions() != "reloaded found" {
		t.Errorf("log: %s", again.actions())
	}
	list, err := again.Entries(1)
	if err != nil || len(list) != 1 || list[0].After != again.serves() || time.Since(list[0].Time) > time.Minute {
		t.Errorf("%+v, %v", list, err)
	}
	if b, _ := os.ReadFile(file); strings.Count(string(b), "\n") != 2 || !strings.HasSuffix(string(b), "}\n") {
		t.Errorf("the log is\n%s", b)
	}
	if names, _ := os.ReadDir(filepath.Join(d.dir, ".verbatim")); len(names) != 1 || names[0].Name() != "golden.jsonl.bak" {
		t.Errorf("beside the golden questions: %v", names)
	}
}
