package retrievaltest

import (
	"errors"
	"slices"
	"testing"
	"time"

	"verbatim/retrieval"
)

// published makes and publishes a generation of the first text, then one of the
// first two, and so on.
func published(t *testing.T, s retrieval.Store, n int) []retrieval.Generation {
	t.Helper()
	var all []retrieval.Generation
	var g retrieval.Generation
	for i := range n {
		g = Derive(t, s, g, news()[:i+1]...)
		if err := s.Publish(t.Context(), g.ID()); err != nil {
			t.Fatal(err)
		}
		all = append(all, g)
	}
	return all
}

func kept(t *testing.T, s retrieval.Store) []retrieval.Kept {
	t.Helper()
	k, err := s.Kept(t.Context())
	if err != nil || len(k) == 0 {
		t.Fatal(k, err)
	}
	return k
}

// testKept wants at least the last three.
func testKept(t *testing.T, s retrieval.Store) {
	all := published(t, s, 3)
	derived := Derive(t, s, all[2], news()[1:]...) // is not published
	slices.Reverse(all)
	for i, k := range kept(t, s) {
		if i >= len(all) || k.ID != all[i].ID() || k.Version != all[i].Library().Version() || k.Pinned {
			t.Fatalf("kept number %d is %+v", i, k)
		}
		if k.Articles != 3-i || time.Since(k.Published) > time.Minute {
			t.Errorf("kept number %d is %+v", i, k)
		}
		g, err := s.Open(t.Context(), k.ID)
		if err != nil {
			t.Fatal(err)
		}
		Equal(t, g, all[i])
		if err := g.Check(t.Context()); err != nil {
			t.Error(err)
		}
		g.Close()
	}
	if err := s.Pin(t.Context(), derived.ID()); !errors.Is(err, retrieval.ErrNoGeneration) {
		t.Errorf("pinning what was never published: %v", err)
	}
	if n := len(kept(t, s)); n != 3 {
		t.Errorf("%d are kept", n)
	}
}

func testPin(t *testing.T, s retrieval.Store) {
	all := published(t, s, 3)
	if err := s.Pin(t.Context(), all[0].ID()); err != nil {
		t.Fatal(err)
	}
	if id, err := s.Current(t.Context()); err != nil || id != all[0].ID() {
		t.Errorf("current is %s, %v", id, err)
	}
	if k := kept(t, s); len(k) != 3 || !k[0].Pinned || k[0].ID != all[0].ID() || k[1].ID != all[2].ID() || k[1].Pinned || k[2].ID != all[1].ID() {
		t.Errorf("kept: %+v", k)
	}
	if err := s.Publish(t.Context(), all[0].ID()); err != nil { // as it is
		t.Fatal(err)
	}
	if k := kept(t, s); k[0].Pinned || k[0].ID != all[0].ID() {
		t.Errorf("still pinned: %+v", k[0])
	}
}

func testRenew(t *testing.T, s retrieval.Store) {
	all := published(t, s, 3)
	if err := s.Pin(t.Context(), all[0].ID()); err != nil {
		t.Fatal(err)
	}
	g, err := s.Renew(t.Context(), all[0].Library(), all[0], nil)
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	if g.Library().Version() != all[0].Library().Version() {
		t.Errorf("the library is version %s", g.Library().Version())
	}
	for _, a := range g.Library().Articles() {
		want, err := all[0].Body(a.ArticleID)
		if body, err2 := g.Body(a.ArticleID); body != want || err != nil || err2 != nil {
			t.Errorf("article %s: %q, %v, %v", a.ArticleID, body, err, err2)
		}
	}
	if k := kept(t, s); len(k) != 1 || k[0].ID != g.ID() || !k[0].Pinned {
		t.Errorf("kept: %+v", k)
	}
	if id, err := s.Current(t.Context()); err != nil || id != g.ID() {
		t.Errorf("current is %s, %v", id, err)
	}
}
