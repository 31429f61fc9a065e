package bleveindex

import (
	"context"
	"fmt"
	"sync"

	"verbatim/retrieval"
)

// maxFrequencies bounds what a generation remembers: some 100 bytes each.
const maxFrequencies = 1 << 15

// frequencies remembers counts: questions share most of their words.
type frequencies struct {
	mu    sync.Mutex
	known map[string]int
}

func (f *frequencies) get(key string) (int, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	n, ok := f.known[key]
	return n, ok
}

func (f *frequencies) put(key string, n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.known == nil || len(f.known) >= maxFrequencies {
		f.known = map[string]int{}
	}
	f.known[key] = n
}

// Frequencies counts, for each clause, the passages whose text holds any of its terms.
func (g *generation) Frequencies(ctx context.Context, clauses []retrieval.Clause) ([]int, error) {
	counts := make([]int, len(clauses))
	for i, c := range clauses {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		terms := distinct(c.Terms)
		key := fmt.Sprintf("%q %q", c.Lang, terms)
		n, ok := g.seen.get(key)
		if !ok {
			err := g.guarded(func() (err error) {
				n, err = g.frequency(ctx, textField+string(c.Lang), terms)
				return err
			})
			if err != nil {
				return nil, searching(ctx, err)
			}
			if len(key) < 256 {
				g.seen.put(key, n)
			}
		}
		counts[i] = n
	}
	return counts, nil
}

func (g *generation) frequency(ctx context.Context, field string, terms []string) (int, error) {
	if len(terms) == 1 {
		r, err := g.reader.TermFieldReader(ctx, []byte(terms[0]), field, false, false, false)
		if err != nil {
			return 0, err
		}
		defer r.Close()
		return int(r.Count()), nil
	}
	s := g.scratch.Get().(*scratch)
	defer func() {
		s.reset()
		g.scratch.Put(s)
	}()
	for _, t := range terms {
		if err := g.postings(ctx, s, field, t, false, func(d uint32, _, _ float64) { s.hold(d, 1) }); err != nil {
			return 0, err
		}
	}
	return len(s.holding), nil
}
