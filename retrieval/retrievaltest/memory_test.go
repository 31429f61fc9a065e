package retrievaltest_test

import (
	"testing"

	"verbatim/retrieval"
	"verbatim/retrieval/retrievaltest"
)

func TestMemory(t *testing.T) {
	retrievaltest.Run(t, func(testing.TB) retrieval.Store { return new(retrievaltest.Memory) })
}
