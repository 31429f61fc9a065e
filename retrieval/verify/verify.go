// Package verify says whether a corpus prints what somebody quotes from it:
// word for word, altered, or not at all. That a corpus does not print a quote
// says nothing of whether it is true.
package verify

import (
	"context"
	"math"
	"slices"
	"strings"

	"verbatim/corpus"
	"verbatim/retrieval"
)

// Verdict is what a corpus says of a quote.
type Verdict string

// The verdicts.
const (
	Exact   Verdict = "exact"   // it is printed word for word; case, dropped accents, spaces and punctuation do not count
	Altered Verdict = "altered" // something so near is printed that the quote can be held against it
	Absent  Verdict = "absent"  // neither
	Short   Verdict = "short"   // it has too few words to be looked up
)

// Result is what a corpus says of one quote.
type Result struct {
	Claim   string
	Verdict Verdict
	Sources []Source // the nearest first, at most MaxSources; one of what is Altered, none of what is Absent
	Changes []Change // of what is Altered, the gravest first
	Pieces  []Piece  // of what is Altered: the claim against the print, in order
	Named   string   // publisher that the message names although none of Sources is by it; "" for none
	Cut     []string // printed negations that the claim leaves out by an ellipsis, a bracket, or where it begins or ends
	Share   float64  // 0 to 1: how much of the claim is printed, by the weight of its words
}

// MaxSources is how many places of what is printed word for word are named.
const MaxSources = 3

// Source is where a quote, or what is nearest to it, is printed: the sentences
// that hold it, one part a passage.
type Source struct {
	corpus.Attribution // Lang is that of the passage
	Section            string
	Parts              []Part
}

// Part is printed text: body bytes [Start, End), whole sentences where they fit.
type Part struct {
	Start, End int
	Text       string
	Spans      []Span // of Text: what the claim quotes, in order
}

// Span is bytes [Start, End) of a text.
type Span struct{ Start, End int }

// Options say how to look.
type Options struct {
	Skip    []string // publishers that are never quoted, as articles state them
	Longest int      // characters of a Part at most; 0 is retrieval.DefaultMaxQuote
}

// maxWords bounds the words of a claim that are held against the corpus.
const maxWords = 600

// Check compares a claim with what a generation prints.
func Check(ctx context.Context, gen retrieval.Generation, claim Claim, o Options) (Result, error) {
	l := &lookup{gen: gen, muted: o.Skip, longest: o.Longest, named: named(gen.Library(), claim.Message)}
	if l.longest <= 0 {
		l.longest = retrieval.DefaultMaxQuote
	}
	return l.check(ctx, claim)
}

// lookup looks up the quotes of one message.
type lookup struct {
	gen     retrieval.Generation
	muted   []string
	longest int
	named   []string // publishers that the message names
}

// match is a printed text that a quote was held against.
type match struct {
	window
	alignment
	share float64 // of the weight of the quote's words, or of those in between where it has words of its own around
	run   int     // most words in a row that are printed so
	exact bool
}

// allPrinted is the share from which a message without marks is taken for a
// quote from its first word to its last.
const allPrinted = 0.8

func (l *lookup) check(ctx context.Context, q Claim) (Result, error) {
	f := Result{Claim: q.Text, Verdict: Absent}
	quote := elements(q.Text)
	if err := l.weigh(ctx, quote); err != nil {
		return f, err
	}
	if !telling(quote) {
		f.Verdict = Short
		return f, nil
	}
	windows, err := l.windows(ctx, quote)
	if err != nil {
		return f, err
	}
	found, err := l.align(ctx, quote, windows, false)
	best := first(found)
	if err != nil || best == nil {
		return f, err
	}
	convincing := best.convincing(quote, true)
	if !q.Marked && (!convincing || best.share < allPrinted) {
		parts, err := l.align(ctx, quote, windows, true) // words of the writer's own may stand around
		if err != nil {
			return f, err
		}
		if first(parts).convincing(quote, false) {
			found, best, convincing = parts, parts[0], true
		}
	}
	f.Share = best.share
	if convincing {
		l.describe(&f, q, quote, found)
	}
	return f, nil
}

// align holds a quote against windows, and gives what it is nearest to first. Of
// equals that is of a publisher whom the message names, then what was published
// first.
func (l *lookup) align(ctx context.Context, quote []element, windows []window, local bool) ([]*match, error) {
	var all []*match
	for _, w := range windows {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		m := &match{window: w, alignment: align(quote, w.words, local)}
		m.trim(quote)
		m.measure(quote)
		all = append(all, m)
	}
	slices.SortStableFunc(all, func(a, b *match) int {
		switch {
		case l.better(a, b):
			return -1
		case l.better(b, a):
			return 1
		}
		return 0
	})
	return all, nil
}

func first(all []*match) *match {
	if len(all) == 0 {
		return nil
	}
	return all[0]
}

func (l *lookup) better(a, b *match) bool {
	if m, n := math.Round(10*a.alignment.score), math.Round(10*b.alignment.score); m != n {
		return m > n
	}
	if a.exact != b.exact {
		return a.exact
	}
	if m, n := slices.Contains(l.named, a.article.Publisher), slices.Contains(l.named, b.article.Publisher); m != n {
		return m
	}
	p, q := a.article.Published, b.article.Published
	if p.Known() != q.Known() {
		return p.Known()
	}
	return p.From < q.From
}

// trim parts words at the ends of a quote from printed ones that they stand
// opposite although these are of another sentence.
func (m *match) trim(quote []element) {
	hit := func(p pair) bool { return p.q >= 0 && p.p >= 0 && quote[p.q].key == m.words[p.p].key }
	first := slices.IndexFunc(m.pairs, hit)
	if first < 0 {
		return
	}
	last := len(m.pairs) - 1
	for !hit(m.pairs[last]) {
		last--
	}
	for i := range m.pairs {
		p := &m.pairs[i]
		switch {
		case p.q < 0 || p.p < 0:
		case i < first && m.parted(p.p, m.pairs[first].p), i > last && m.parted(m.pairs[last].p, p.p):
			p.p = -1
		}
	}
}

// parted reports whether a sentence ends between two printed words.
func (m *match) parted(a, b int) bool {
	x, y := m.words[a], m.words[b]
	return x.passage != y.passage || strings.ContainsAny(m.body[x.end:y.start], ".!?…\n")
}

// measure says how much of a quote is printed so.
func (m *match) measure(quote []element) {
	var kept, all float64
	run, wrong := 0, 0
	last := -1 // element of the last pair
	for i, p := range m.pairs {
		hit := p.q >= 0 && p.p >= 0 && quote[p.q].key == m.words[p.p].key
		if p.q >= 0 {
			all += quote[p.q].weight
		}
		switch {
		case hit && spelt(quote[p.q].word, m.words[p.p]):
		default:
			wrong++
		}
		if !hit || i > 0 && last >= 0 && p.q != last+1 {
			run = 0
		}
		if hit {
			kept += quote[p.q].weight
			run++
			m.run = max(m.run, run)
		}
		if p.q >= 0 {
			last = p.q
		}
	}
	if all > 0 {
		m.share = kept / all
	}
	m.exact = wrong == 0 && len(m.pairs) > 0
}

// convincing reports whether a printed text is so near that the quote may be
// said to be one of it. Measured on made-up alterations of sentences of the
// sample and on sentences that say the same in other words (verify_test.go).
// whole says that all of the quote was held against it: where it was not, half of
// the message must be printed so, or seven of its words in a row, or five where
// nothing stands between them.
func (m *match) convincing(quote []element, whole bool) bool {
	if m == nil {
		return false
	}
	kept, all, words := 0.0, 0.0, 0
	for _, e := range quote {
		all += e.weight
	}
	for _, p := range m.pairs {
		if p.q >= 0 && p.p >= 0 && quote[p.q].key == m.words[p.p].key {
			kept += quote[p.q].weight
			words++
		}
	}
	if !whole && (words < 5 || kept < 6 || kept < all/2 && m.run < 7 && !(m.exact && m.run >= 5)) {
		return false // words that any text has
	}
	return m.exact || m.share >= 0.75 && m.run >= 2 && words >= 3 || m.share >= 0.6 && m.run >= 3 || m.share >= 0.5 && m.run >= 4
}
