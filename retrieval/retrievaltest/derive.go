package retrievaltest

import (
	"maps"
	"slices"
	"testing"

	"verbatim/corpus"
	"verbatim/retrieval"
)

// Equal reports where two generations of one corpus differ: in articles, texts,
// statistics, frequencies, similar terms or hits. Scores are compared too: they must not
// depend on how a generation came to be.
func Equal(t testing.TB, got, want retrieval.Generation) {
	t.Helper()
	if got.ID() != want.ID() || got.Library().Version() != want.Library().Version() {
		t.Errorf("generation %s, not %s", got.ID(), want.ID())
	}
	if got, want := got.Stats(), want.Stats(); !maps.Equal(got, want) {
		t.Errorf("statistics %v, not %v", got, want)
	}
	for _, a := range want.Library().Articles() {
		body, err := got.Body(a.ArticleID)
		wantBody, wantErr := want.Body(a.ArticleID)
		if err != nil || wantErr != nil || body != wantBody {
			t.Errorf("article %s: body %q, %v, not %q, %v", a.ArticleID, body, err, wantBody, wantErr)
			return
		}
		for _, p := range a.Passages {
			equalHits(t, got, want, clauses(want, p.Lang, body[p.Start:p.End]))
		}
		equalHits(t, got, want, clauses(want, a.Lang, a.Title))
	}
}

func equalHits(t testing.TB, got, want retrieval.Generation, cs []retrieval.Clause) {
	t.Helper()
	if a, b := search(t, got, retrieval.Request{Clauses: cs}), search(t, want, retrieval.Request{Clauses: cs}); !slices.Equal(a, b) {
		t.Errorf("%v: hits\n%v, not\n%v", cs, a, b)
	}
	a, err := got.Frequencies(t.Context(), cs)
	if err != nil {
		t.Fatal(err)
	}
	b, err := want.Frequencies(t.Context(), cs)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(a, b) {
		t.Errorf("%v: frequencies %v, not %v", cs, a, b)
	}
	if len(cs) > 0 {
		equalSimilar(t, got, want, cs[0])
	}
}

func equalSimilar(t testing.TB, got, want retrieval.Generation, c retrieval.Clause) {
	t.Helper()
	a, err := got.Similar(t.Context(), c.Lang, c.Terms[0], 9)
	if err != nil {
		t.Fatal(err)
	}
	b, err := want.Similar(t.Context(), c.Lang, c.Terms[0], 9)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(a, b) {
		t.Errorf("%v: similar terms %v, not %v", c, a, b)
	}
}

// steps are states of one corpus, one after the other.
func steps() [][]Text {
	all := news()
	changed := slices.Clone(all)
	changed[0].Paragraphs = []string{"The harbour has closed again.", "# Bridge", "Engineers blame the ferry."}
	retitled := slices.Clone(changed)
	retitled[1].Title = "Bridge to close"
	moved := slices.Clone(retitled)
	moved[1].ArticleID = "moved"
	moved[1].File = "sub/moved.txt"
	return [][]Text{all[:3], all, changed, retitled, moved, moved[2:], {}, all[1:2], all, all[4:], append(moved[1:2:2], all[0])}
}

// testDerive builds in another store, so that it finds nothing there already.
func testDerive(t *testing.T, s, other retrieval.Store) {
	var g retrieval.Generation
	for i, texts := range steps() {
		g = Derive(t, s, g, texts...)
		built := Open(t, other, texts...)
		if Equal(t, g, built); t.Failed() {
			t.Fatalf("at step %d", i)
		}
	}
}

func testBase(t *testing.T, s retrieval.Store) {
	all := news()
	base := Open(t, s, all...)
	query := retrieval.Request{Clauses: slices.Concat(clauses(base, "en", "bridge harbour engineers"), clauses(base, "fr", "pont")), Limit: 100}
	before := search(t, base, query)
	Derive(t, s, base, all[:1]...)
	next := Derive(t, s, base, all[3:]...)
	Derive(t, s, next, all[4:]...)
	if after := search(t, base, query); !slices.Equal(before, after) {
		t.Errorf("the base finds %s, and found %s", ids(after), ids(before))
	}
	if got, want := base.Stats(), trueStats(t, base); !maps.Equal(got, want) {
		t.Errorf("statistics %v, not %v", got, want)
	}
}

func testRename(t *testing.T, s retrieval.Store) {
	all := news()
	base := Open(t, s, all...)
	moved := slices.Clone(all)
	moved[0].ArticleID, moved[0].File = "pier", "pier.txt"
	l, _ := Library(t, moved...)
	c := corpus.Diff(base.Library(), l)
	if len(c.Renamed) != 1 {
		t.Fatalf("renamed: %v", c.Renamed)
	}
	c.Bodies = Bodies{} // a rename brings no text
	g, err := s.Derive(t.Context(), base, c, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.Close() })
	if got := sorted(search(t, g, retrieval.Request{Clauses: clauses(g, "en", "ferry")})); got != "pier/2" {
		t.Errorf("got %s", got)
	}
	if _, err := g.Body("harbour"); err == nil {
		t.Error("the former name still has a text")
	}
}

// testCopies: of articles of one content the first by file is indexed,
// whichever comes and goes.
func testCopies(t *testing.T, s, other retrieval.Store) {
	all := news()
	pier, anchor := all[0].as("pier"), all[0].as("anchor")
	alone := Open(t, other, all...)
	var g retrieval.Generation
	for i, step := range []struct {
		texts []Text
		want  string
	}{
		{append(slices.Clone(all), pier), "harbour/2"},
		{append(slices.Clone(all[1:]), pier), "pier/2"},
		{all, "harbour/2"},
		{append(slices.Clone(all), pier, anchor), "anchor/2"},
		{append([]Text{pier}, all...), "harbour/2"},
		{[]Text{pier, anchor}, "anchor/2"},
		{all[1:], ""},
	} {
		g = Derive(t, s, g, step.texts...)
		if got := sorted(search(t, g, retrieval.Request{Clauses: clauses(g, "en", "ferry")})); got != step.want {
			t.Errorf("step %d: got %q, want %q", i, got, step.want)
		}
		if len(step.texts) > len(all) && !maps.Equal(g.Stats(), alone.Stats()) {
			t.Errorf("step %d: statistics %v, want %v", i, g.Stats(), alone.Stats())
		}
		if Equal(t, g, Open(t, other, step.texts...)); t.Failed() {
			t.Fatalf("at step %d", i)
		}
	}
}

// as is the same article under another ID.
func (t Text) as(id string) Text {
	t.ArticleID, t.File = id, id+".txt"
	return t
}

func testMissing(t *testing.T, s retrieval.Store) {
	l, _ := Library(t, news()...)
	for _, bodies := range []corpus.Bodies{nil, Bodies{}} {
		c := corpus.Diff(nil, l)
		c.Bodies = bodies
		if _, err := s.Derive(t.Context(), nil, c, nil); err == nil {
			t.Error("texts are missing, and no error says so")
		}
	}
	Equal(t, Open(t, s, news()...), Open(t, s, news()...))
}

func testProgress(t *testing.T, s retrieval.Store) {
	l, bodies := Library(t, news()...)
	c := corpus.Diff(nil, l)
	c.Bodies = bodies
	last, total := 0, 0
	g, err := s.Derive(t.Context(), nil, c, func(done, of int) {
		if done < last || done > of || total != 0 && of != total {
			t.Errorf("%d of %d after %d of %d", done, of, last, total)
		}
		last, total = done, of
	})
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	if last != total || total != l.Passages() {
		t.Errorf("the last was %d of %d", last, total)
	}
}
