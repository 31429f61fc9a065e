package retrievaltest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"sync"
	"time"
	"unicode/utf8"

	"verbatim/corpus"
	"verbatim/retrieval"
	"verbatim/retrieval/analysis"
)

// Memory is a Store in memory: simple, slow and right. It ranks by BM25F with
// k1 1.2, b 0.75 for texts, and half and three tenths of the weight for titles
// and sections. The zero Memory is empty.
type Memory struct {
	mu          sync.Mutex
	generations map[string]*generation
	current     string
	kept        []retrieval.Kept // the current one first; all that were ever published
}

var _ retrieval.Store = (*Memory)(nil)

// Current is the ID of the generation that was published last.
func (m *Memory) Current(ctx context.Context) (string, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.current == "" {
		return "", retrieval.ErrNoGeneration
	}
	return m.current, ctx.Err()
}

// Open gives a generation that was derived before.
func (m *Memory) Open(ctx context.Context, id string) (retrieval.Generation, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	g := m.generations[id]
	if g == nil {
		return nil, fmt.Errorf("%w %s", retrieval.ErrNoGeneration, id)
	}
	return g, ctx.Err()
}

// Publish makes a generation the current one.
func (m *Memory) Publish(ctx context.Context, id string) error {
	return m.point(ctx, id, false)
}

// Pin makes a generation that was published before the current one.
func (m *Memory) Pin(ctx context.Context, id string) error {
	m.mu.Lock()
	known := slices.ContainsFunc(m.kept, func(k retrieval.Kept) bool { return k.ID == id })
	m.mu.Unlock()
	if !known {
		return fmt.Errorf("%w %s", retrieval.ErrNoGeneration, id)
	}
	return m.point(ctx, id, true)
}

func (m *Memory) point(ctx context.Context, id string, pinned bool) error {
	g, err := m.Open(ctx, id)
	if err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.current = id
	m.kept = slices.DeleteFunc(m.kept, func(k retrieval.Kept) bool { return k.ID == id })
	for i := range m.kept {
		m.kept[i].Pinned = false
	}
	k := retrieval.Kept{ID: id, Version: g.Library().Version(), Articles: len(g.Library().Articles()), Published: time.Now(), Pinned: pinned}
	m.kept = slices.Insert(m.kept, 0, k)
	return nil
}

// Kept lists every generation that was published.
func (m *Memory) Kept(ctx context.Context) ([]retrieval.Kept, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.current == "" {
		return nil, retrieval.ErrNoGeneration
	}
	return slices.Clone(m.kept), ctx.Err()
}

// Derive indexes all of c.New.
func (m *Memory) Derive(ctx context.Context, base retrieval.Generation, c corpus.Changes, progress func(done, total int)) (retrieval.Generation, error) {
	g := &generation{library: c.New, bodies: Bodies{}, stats: map[corpus.Lang]retrieval.Stats{}}
	former := map[string]string{}
	for _, r := range c.Renamed {
		former[r.New] = r.Old
	}
	fresh := slices.Concat(c.Added, c.Changed)
	for _, a := range c.New.Articles() {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		from, id := c.Bodies, a.ArticleID
		if !slices.Contains(fresh, id) {
			if base == nil {
				return nil, fmt.Errorf("article %s is neither new nor in the base", id)
			}
			from, id = base, cmp.Or(former[id], id)
		}
		if from == nil {
			return nil, fmt.Errorf("the text of article %s is missing", id)
		}
		body, err := from.Body(id)
		if err != nil {
			return nil, err
		}
		g.add(a, body)
		if progress != nil {
			progress(len(g.passages), c.New.Passages())
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.generations == nil {
		m.generations = map[string]*generation{}
	}
	m.generations[g.ID()] = g
	return g, nil
}

// Renew implements retrieval.Store.
func (m *Memory) Renew(ctx context.Context, l *corpus.Library, bodies corpus.Bodies, progress func(done, total int)) (retrieval.Generation, error) {
	c := corpus.Diff(nil, l)
	c.Bodies = bodies
	g, err := m.Derive(ctx, nil, c, progress)
	if err != nil {
		return nil, err
	}
	m.mu.Lock()
	pinned := len(m.kept) > 0 && m.kept[0].Pinned
	m.kept = nil
	maps.DeleteFunc(m.generations, func(id string, _ *generation) bool { return id != g.ID() })
	m.mu.Unlock()
	return g, m.point(ctx, g.ID(), pinned)
}

// generation is the index: every passage with its words counted.
type generation struct {
	library  *corpus.Library
	bodies   Bodies
	passages []passage
	stats    map[corpus.Lang]retrieval.Stats
}

type passage struct {
	corpus.Passage
	article              *corpus.Article
	number, length       int
	text, title, section map[string]float64
}

func (g *generation) add(a *corpus.Article, body string) {
	g.bodies[a.ArticleID] = body
	if g.library.Original(a) != a {
		return
	}
	for i := range a.Passages {
		p := passage{Passage: a.Passage(i, body), article: a, number: i}
		p.text, p.length = g.count(p.Lang, p.Text)
		p.title, _ = g.count(p.Lang, p.Title)
		p.section, _ = g.count(p.Lang, p.Section)
		g.passages = append(g.passages, p)
		s := g.stats[p.Lang]
		g.stats[p.Lang] = retrieval.Stats{Passages: s.Passages + 1, Tokens: s.Tokens + p.length}
	}
}

func (g *generation) count(lang corpus.Lang, text string) (m map[string]float64, tokens int) {
	m = map[string]float64{}
	for _, t := range g.Analyze(lang, text) {
		m[t.Term]++
		tokens++
	}
	return m, tokens
}

func (g *generation) ID() string                             { return g.library.Version() }
func (g *generation) Library() *corpus.Library               { return g.library }
func (g *generation) Body(id string) (string, error)         { return g.bodies.Body(id) }
func (g *generation) Stats() map[corpus.Lang]retrieval.Stats { return maps.Clone(g.stats) }
func (g *generation) Check(ctx context.Context) error        { return ctx.Err() }
func (g *generation) Close() error                           { return nil }

func (g *generation) Analyze(lang corpus.Lang, text string) []analysis.Token {
	a, _ := analysis.For(lang)
	return a(text)
}

func (g *generation) Frequencies(ctx context.Context, clauses []retrieval.Clause) ([]int, error) {
	counts := make([]int, len(clauses))
	for i, c := range clauses {
		for _, p := range g.passages {
			if p.Lang == c.Lang && slices.ContainsFunc(c.Terms, func(t string) bool { return p.text[t] > 0 }) {
				counts[i]++
			}
		}
	}
	return counts, ctx.Err()
}

func (g *generation) Similar(ctx context.Context, lang corpus.Lang, term string, n int) ([]string, error) {
	frequencies, most := map[string]int{}, retrieval.Edits(term)
	for _, p := range g.passages {
		for t := range p.text {
			if p.Lang == lang && utf8.ValidString(t) && t != term && edits(t, term) <= most {
				frequencies[t]++
			}
		}
	}
	similar := slices.SortedFunc(maps.Keys(frequencies), func(a, b string) int {
		return cmp.Or(cmp.Compare(edits(a, term), edits(b, term)), cmp.Compare(frequencies[b], frequencies[a]), cmp.Compare(a, b))
	})
	return similar[:max(0, min(n, len(similar)))], ctx.Err()
}

// edits is how many letters must be put in, left out or replaced, or swapped
// with their neighbours, to make b of a, when none is edited twice: the optimal
// string alignment, by the table.
func edits(a, b string) int {
	from, to := []rune(a), []rune(b)
	d := make([][]int, len(from)+1)
	for i := range d {
		d[i] = make([]int, len(to)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(from); i++ {
		for j := 1; j <= len(to); j++ {
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1)
			if from[i-1] == to[j-1] {
				d[i][j] = min(d[i][j], d[i-1][j-1])
			} else {
				d[i][j] = min(d[i][j], d[i-1][j-1]+1)
			}
			if i > 1 && j > 1 && from[i-1] == to[j-2] && from[i-2] == to[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(from)][len(to)]
}

func (g *generation) Search(ctx context.Context, r retrieval.Request) ([]retrieval.Hit, error) {
	if r.Limit <= 0 {
		return nil, errors.New("the limit is not over 0")
	}
	scores := make([]float64, len(g.passages))
	for _, c := range r.Clauses {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		g.score(c, scores)
	}
	var hits []retrieval.Hit
	for i, p := range g.passages {
		if scores[i] > 0 && r.Filter.Keeps(p.article, p.Lang) {
			hits = append(hits, retrieval.Hit{Passage: p.Passage, Number: p.number, Score: scores[i]})
		}
	}
	slices.SortFunc(hits, func(a, b retrieval.Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ArticleID, b.ArticleID), cmp.Compare(a.Number, b.Number))
	})
	return hits[:min(len(hits), r.Limit)], ctx.Err()
}

// score adds what a clause is worth to the scores of all passages.
func (g *generation) score(c retrieval.Clause, scores []float64) {
	const k1, b = 1.2, 0.75
	stats := g.stats[c.Lang]
	average := max(float64(stats.Tokens)/float64(max(stats.Passages, 1)), 1)
	terms := slices.Compact(slices.Sorted(slices.Values(c.Terms)))
	sum := func(counts map[string]float64) (n float64) {
		for _, t := range terms {
			n += counts[t]
		}
		return n
	}
	frequencies := map[int]float64{}
	for i, p := range g.passages {
		f := sum(p.text)/(1-b+b*float64(p.length)/average) + 0.5*sum(p.title) + 0.3*sum(p.section)
		if p.Lang == c.Lang && f > 0 {
			frequencies[i] = f
		}
	}
	df := float64(len(frequencies))
	idf := math.Log(1 + (float64(stats.Passages)-df+0.5)/(df+0.5))
	for i, f := range frequencies {
		scores[i] += max(c.Weight, 0) * idf * f * (k1 + 1) / (f + k1)
	}
}
