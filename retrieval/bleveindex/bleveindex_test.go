package bleveindex

import (
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
