package bleveindex

import (
	"slices"
	"testing"

	"verbatim/retrieval"
	"verbatim/retrieval/retrievaltest"
)

func newStore(t testing.TB) retrieval.Store {
	s := New(t.TempDir(), Options{Reader: 1, Command: "test"})
	t.Cleanup(func() { s.Close() })
	return s
}

func TestStore(t *testing.T) { retrievaltest.Run(t, newStore) }

func TestScoresAreThoseOfTheStoreInMemory(t *testing.T) {
	t.Parallel()
	texts := articles(newWords(5), 150)
	ours, want := retrievaltest.Open(t, newStore(t), texts...), retrievaltest.Open(t, new(retrievaltest.Memory), texts...)
	for i, r := range questions(ours, 50) {
		r.Clauses[0].Terms = append(r.Clauses[0].Terms, r.Clauses[1].Terms...)
		a, err := ours.Search(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		b, err := want.Search(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		same := func(a, b retrieval.Hit) bool {
			return a.Passage == b.Passage && max(a.Score-b.Score, b.Score-a.Score) < 1e-9
		}
		if !slices.EqualFunc(a, b, same) {
			t.Errorf("question %d: %d hits, not %d, or others", i, len(a), len(b))
		}
	}
}
