package retrieval_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"verbatim/corpus"
	"verbatim/retrieval"
	"verbatim/retrieval/retrievaltest"
)

// counted is a generation that knows whether it is open, and how many use it.
type counted struct {
	retrieval.Generation
	closed atomic.Int32
	slow   time.Duration // of a search
}

func (c *counted) Search(ctx context.Context, r retrieval.Request) ([]retrieval.Hit, error) {
	time.Sleep(c.slow)
	if c.closed.Load() > 0 {
		return nil, errors.New("searched after it was closed")
	}
	return c.Generation.Search(ctx, r)
}

func (c *counted) Close() error {
	c.closed.Add(1)
	return c.Generation.Close()
}

func newCounted(t testing.TB, id string, slow time.Duration) *counted {
	text := retrievaltest.Text{Attribution: corpus.Attribution{ArticleID: id}, Paragraphs: []string{"a word"}}
	return &counted{Generation: retrievaltest.Open(t, new(retrievaltest.Memory), text), slow: slow}
}

var wordRequest = retrieval.Request{Clauses: []retrieval.Clause{{Lang: "en", Terms: []string{"word"}, Weight: 1}}, Limit: 1}

func TestEmptyLiveIsNotReady(t *testing.T) {
	var live retrieval.Live
	if _, _, err := live.Acquire(); !errors.Is(err, retrieval.ErrNotReady) {
		t.Errorf("got %v", err)
	}
	g := newCounted(t, "a", 0)
	live.Swap(g)
	live.Swap(nil)
	if _, _, err := live.Acquire(); !errors.Is(err, retrieval.ErrNotReady) || g.closed.Load() != 1 {
		t.Errorf("got %v; closed %d times", err, g.closed.Load())
	}
}

func TestFormerGenerationIsClosedAfterItsLastSearch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var live retrieval.Live
		former, next := newCounted(t, "a", time.Hour), newCounted(t, "b", 0)
		live.Swap(former)
		for i := range 3 {
			go func() {
				g, release, err := live.Acquire()
				if err != nil {
					t.Error(err)
					return
				}
				defer release()
				time.Sleep(time.Duration(i) * time.Hour)
				if hits, err := g.Search(t.Context(), wordRequest); err != nil || len(hits) != 1 || hits[0].ArticleID != "a" {
					t.Errorf("got %v, %v", hits, err)
				}
			}()
		}
		synctest.Wait()
		live.Swap(next)
		if g, release, err := live.Acquire(); err != nil || g != retrieval.Generation(next) {
			t.Errorf("got %v, %v: the next one serves at once", g, err)
		} else {
			release()
		}
		time.Sleep(3*time.Hour - time.Second)
		if former.closed.Load() != 0 {
			t.Error("the former was closed while a search ran")
		}
		time.Sleep(2 * time.Second)
		if former.closed.Load() != 1 || next.closed.Load() != 0 {
			t.Errorf("closed: former %d, next %d times", former.closed.Load(), next.closed.Load())
		}
	})
}

func TestReleaseCountsOnce(t *testing.T) {
	var live retrieval.Live
	g := newCounted(t, "a", 0)
	live.Swap(g)
	_, release, _ := live.Acquire()
	_, other, _ := live.Acquire()
	release()
	release()
	live.Swap(nil)
	if g.closed.Load() != 0 {
		t.Error("closed while it was in use")
	}
	other()
	if g.closed.Load() != 1 {
		t.Error("not closed after its last use")
	}
}

func TestNoSearchFailsWhileGenerationsAreSwapped(t *testing.T) {
	var live retrieval.Live
	var all []*counted
	for i := range 50 {
		all = append(all, newCounted(t, string(rune('a'+i)), 0))
	}
	live.Swap(all[0])
	stop := make(chan struct{})
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				g, release, err := live.Acquire()
				if err != nil {
					t.Error(err)
					return
				}
				if hits, err := g.Search(t.Context(), wordRequest); err != nil || len(hits) != 1 {
					t.Errorf("got %v, %v", hits, err)
				}
				release()
			}
		})
	}
	for _, g := range all[1:] {
		live.Swap(g)
	}
	close(stop)
	wg.Wait()
	live.Swap(nil)
	for i, g := range all {
		if n := g.closed.Load(); n != 1 {
			t.Errorf("generation %d was closed %d times", i, n)
		}
	}
}
