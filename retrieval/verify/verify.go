// Package verify says whether a corpus prints what somebody quotes from it:
// word for word, altered, or not at all. That a corpus does not print a quote
// says nothing of whether it is true.
package verify

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/sentence"
	"verbatim/retrieval"
)

// Verdict is what a corpus says of a quote.
type Verdict string

// The verdicts.
const (
	Exact   Verdict = "exact"   // it is printed word for word; case, accents, spaces and punctuation do not count
	Altered Verdict = "altered" // something near it is printed
	Absent  Verdict = "absent"  // neither
)

// Result is what a corpus says of one quote.
type Result struct {
	Claim   string
	Verdict Verdict
	Sources []Source // the nearest first, at most MaxSources; one of what is Altered, none of what is Absent
	Changes []Change // of what is Altered, the gravest first
	Pieces  []Piece  // of what is Altered: the claim against the print, in order
}

// MaxSources is how many places of what is printed word for word are named.
const MaxSources = 3

// Source is where a quote, or what is nearest to it, is printed: the sentences
// that hold it, one part where a claim leaves nothing out.
type Source struct {
	corpus.Attribution // Lang is that of the passage
	Section            string
	Parts              []Part
}

// Part is printed text: body bytes [Start, End), whole sentences.
type Part struct {
	Start, End int
	Text       string
	Spans      []Span // of Text: what the claim quotes
}

// Span is bytes [Start, End) of a text.
type Span struct{ Start, End int }

// Kind is what kind of thing was changed.
type Kind string

// The kinds, the gravest first.
const (
	Number   Kind = "number"
	Negation Kind = "negation"
	Word     Kind = "word"
	Left     Kind = "left-out" // printed, and left out without an ellipsis
	Added    Kind = "added"    // not printed
)

// Change is one place where a claim differs from what is printed: Claimed is
// empty for what was left out, Printed for what was added.
type Change struct {
	Kind    Kind   `json:"kind"`
	Claimed string `json:"claimed"`
	Printed string `json:"printed"`
}

// Mark says what is with a Piece.
type Mark uint8

// The marks.
const (
	Same  Mark = iota // claimed and printed
	Extra             // claimed alone
	Miss              // printed alone
	Gap               // left out by an ellipsis or a bracket of the claim
)

// Piece is a run of words of the claim or of the print.
type Piece struct {
	Mark Mark
	Text string
}

// What decides a verdict, measured on made-up alterations of the sample: README
// “Checking quotes”.
const (
	// likeness is the share of a claim's weight that must be printed for it to be Altered.
	likeness = 0.62
	// shortest is how many words of content a claim has that can be Altered: any
	// three words are near to something.
	shortest = 4
	// candidates is how many passages are compared.
	candidates = 40
	// maxTerms is how many words of a claim are searched, the rarest.
	maxTerms = 24
	// maxWords bounds a claim; what is longer is compared as far.
	maxWords = 400
	// widest is how many words of an article are compared with a claim that has an ellipsis.
	widest = 20_000
)

// Check compares a claim with what a generation prints, but for the publishers
// that skip names.
func Check(ctx context.Context, gen retrieval.Generation, claim string, skip []string) (Result, error) {
	result := Result{Claim: claim, Verdict: Absent}
	words := tokens(claim, true)
	words = words[:min(len(words), maxWords)]
	content, total := 0, 0.0
	for _, w := range words {
		total += w.weight
		if w.weight == contentWeight {
			content++
		}
	}
	if total == 0 {
		return result, nil
	}
	hits, err := search(ctx, gen, claim)
	if err != nil {
		return result, err
	}
	found, err := compare(ctx, gen, words, hits, skip)
	if err != nil || len(found) == 0 {
		return result, err
	}
	best := found[0]
	switch {
	case best.exact():
		result.Verdict = Exact
		for _, f := range found {
			if f.exact() && len(result.Sources) < MaxSources {
				result.Sources = append(result.Sources, f.source())
			}
		}
	case content >= shortest && 1-best.price/total >= likeness:
		result.Verdict = Altered
		result.Sources = []Source{best.source()}
		result.Pieces = pieces(claim, words, best)
		result.Changes = changes(result.Pieces)
	}
	return result, nil
}

// search finds the passages that hold most words of a claim.
func search(ctx context.Context, gen retrieval.Generation, claim string) ([]retrieval.Hit, error) {
	var clauses []retrieval.Clause
	for lang := range gen.Stats() {
		seen := map[string]bool{}
		for _, t := range gen.Analyze(lang, claim) {
			if !seen[t.Term] {
				seen[t.Term] = true
				clauses = append(clauses, retrieval.Clause{Lang: lang, Terms: []string{t.Term}, Weight: 1})
			}
		}
	}
	if len(clauses) == 0 { // function words alone
		return nil, nil
	}
	counts, err := gen.Frequencies(ctx, clauses)
	if err != nil {
		return nil, err
	}
	order := make([]int, 0, len(clauses))
	for i := range clauses {
		if counts[i] > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(counts[a], counts[b]) })
	var rarest []retrieval.Clause
	perLang := map[corpus.Lang]int{}
	for _, i := range order {
		if perLang[clauses[i].Lang]++; perLang[clauses[i].Lang] <= maxTerms {
			rarest = append(rarest, clauses[i])
		}
	}
	return gen.Search(ctx, retrieval.Request{Clauses: rarest, Limit: candidates})
}

// found is a claim aligned with a part of an article.
type found struct {
	alignment
	article *corpus.Article
	body    string
	printed []token // of the body
}

func (f found) exact() bool {
	return !slices.ContainsFunc(f.steps, func(s step) bool { return s == replace || s == drop || s == insert })
}

// compare aligns a claim with the articles of the hits, the nearest first.
func compare(ctx context.Context, gen retrieval.Generation, claim []token, hits []retrieval.Hit, skip []string) ([]found, error) {
	elliptic := slices.ContainsFunc(claim, func(t token) bool { return t.most == anyLength })
	best := map[string]found{}
	var order []string
	for _, h := range hits {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		a := gen.Library().Article(h.ArticleID)
		if a == nil || slices.Contains(skip, a.Publisher) {
			continue
		}
		before, seen := best[h.ArticleID]
		if elliptic && seen {
			continue
		}
		body := before.body
		if !seen {
			var err error
			if body, err = gen.Body(h.ArticleID); err != nil {
				return nil, err
			}
			order = append(order, h.ArticleID)
		}
		first, last := window(a, h.Number, len(claim))
		if elliptic {
			first, last = 0, len(a.Passages)-1
		}
		printed := printedTokens(a.Passages[first:last+1], body)
		if !seen {
			best[h.ArticleID] = found{alignment{price: math.Inf(1)}, a, body, nil}
		}
		if !holds(claim, printed) {
			continue
		}
		f := found{align(claim, printed), a, body, printed}
		if f.price < best[h.ArticleID].price {
			best[h.ArticleID] = f
		}
	}
	all := make([]found, 0, len(order))
	for _, id := range order {
		if f := best[id]; f.printed != nil {
			all = append(all, f)
		}
	}
	slices.SortStableFunc(all, func(a, b found) int { return cmp.Compare(a.price, b.price) })
	return all, nil
}

// printedTokens are the words of passages: what stands between them are
// headings and clutter, which no quote has.
func printedTokens(passages []corpus.Span, body string) []token {
	var all []token
	for _, p := range passages {
		for _, t := range tokens(body[p.Start:p.End], false) {
			if len(all) == widest {
				return all
			}
			t.start, t.end = t.start+p.Start, t.end+p.Start
			all = append(all, t)
		}
	}
	return all
}

// holds reports whether a printed text has so many words of a claim that it may
// be near to it, misspelt ones not counted.
func holds(claim, printed []token) bool {
	has := make(map[string]bool, len(printed))
	for _, t := range printed {
		has[t.norm] = true
	}
	held, total := 0.0, 0.0
	for _, t := range claim {
		total += t.weight
		if has[t.norm] {
			held += t.weight
		}
	}
	return held >= 0.7*likeness*total
}

// window is the passages [first, last] of an article around one that a claim of
// so many words may reach into.
func window(a *corpus.Article, number, words int) (first, last int) {
	const bytesOfWord = 12
	first, last = number, number
	reach := words * bytesOfWord
	for first > 0 && a.Passages[number].Start-a.Passages[first].Start < reach {
		first--
	}
	for last < len(a.Passages)-1 && a.Passages[last].End-a.Passages[number].End < reach {
		last++
	}
	return first, last
}

// source is where an alignment found its claim.
func (f found) source() Source {
	s := Source{Attribution: f.article.Attribution}
	for _, span := range f.spans() {
		part, passage := f.sentences(span)
		if len(s.Parts) == 0 {
			s.Section, s.Lang = passage.Section, passage.Lang
		}
		if n := len(s.Parts) - 1; n >= 0 && part.Start < s.Parts[n].End {
			last := &s.Parts[n]
			last.End = max(last.End, part.End)
			last.Text = f.body[last.Start:last.End]
			last.Spans = append(last.Spans, Span{span.Start - last.Start, span.End - last.Start})
			continue
		}
		part.Spans = []Span{{span.Start - part.Start, span.End - part.Start}}
		s.Parts = append(s.Parts, part)
	}
	return s
}

// spans are the bytes of the body that a claim quotes, parted by its gaps.
func (f found) spans() []Span {
	var all []Span
	open, j := false, f.first
	for _, s := range f.steps {
		switch s {
		case match, replace, insert:
			if !open {
				all, open = append(all, Span{f.printed[j].start, f.printed[j].end}), true
			}
			all[len(all)-1].End = f.printed[j].end
			j++
		case gap:
			open = false
			j++
		}
	}
	if len(all) == 0 { // of a claim that has lost all its words
		at := f.printed[min(f.first, len(f.printed)-1)]
		all = []Span{{at.start, at.end}}
	}
	return all
}

// sentences are those that hold a span, and the passage that they begin in.
func (f found) sentences(span Span) (Part, corpus.Span) {
	var passage corpus.Span
	part := Part{Start: span.Start, End: span.End}
	for _, p := range f.article.Passages {
		if p.End <= span.Start || p.Start >= span.End {
			continue
		}
		if passage.End == 0 {
			passage = p
		}
		for _, s := range sentence.Split(f.body[p.Start:p.End]) {
			if p.Start+s.Start < span.End && p.Start+s.End > span.Start {
				part.Start, part.End = min(part.Start, p.Start+s.Start), max(part.End, p.Start+s.End)
			}
		}
	}
	part.Text = f.body[part.Start:part.End]
	return part, passage
}

// pieces writes an alignment as runs of words.
func pieces(claim string, words []token, f found) []Piece {
	var all []Piece
	var from, to int // of the last piece, in the text that it is of
	put := func(m Mark, text string, t token) {
		if n := len(all) - 1; n >= 0 && all[n].Mark == m && to <= t.start {
			to = t.end
			all[n].Text = strings.Join(strings.Fields(text[from:to]), " ")
			return
		}
		from, to = t.start, t.end
		all = append(all, Piece{m, text[from:to]})
	}
	i, j := 0, f.first
	for _, s := range f.steps {
		switch s {
		case match:
			put(Same, f.body, f.printed[j])
			i, j = i+1, j+1
		case replace:
			put(Extra, claim, words[i])
			put(Miss, f.body, f.printed[j])
			i, j = i+1, j+1
		case drop:
			put(Extra, claim, words[i])
			i++
		case insert:
			put(Miss, f.body, f.printed[j])
			j++
		case gap:
			j++
		case ended:
			put(Gap, claim, words[i])
			i++
		}
	}
	return gathered(all)
}

// gathered puts the claimed words of a place before its printed ones.
func gathered(all []Piece) []Piece {
	var out []Piece
	for i := 0; i < len(all); {
		if all[i].Mark != Extra && all[i].Mark != Miss {
			out, i = append(out, all[i]), i+1
			continue
		}
		var extra, miss []string
		for ; i < len(all) && (all[i].Mark == Extra || all[i].Mark == Miss); i++ {
			if all[i].Mark == Extra {
				extra = append(extra, all[i].Text)
			} else {
				miss = append(miss, all[i].Text)
			}
		}
		if len(extra) > 0 {
			out = append(out, Piece{Extra, strings.Join(extra, " ")})
		}
		if len(miss) > 0 {
			out = append(out, Piece{Miss, strings.Join(miss, " ")})
		}
	}
	return out
}

// order is how grave kinds of changes are.
var order = []Kind{Number, Negation, Word, Left, Added}

// changes are the places where pieces differ, the gravest first.
func changes(all []Piece) []Change {
	var found []Change
	for i := 0; i < len(all); i++ {
		var c Change
		switch all[i].Mark {
		case Extra:
			c.Claimed = all[i].Text
			if i+1 < len(all) && all[i+1].Mark == Miss {
				i++
				c.Printed = all[i].Text
			}
		case Miss:
			c.Printed = all[i].Text
		default:
			continue
		}
		c.Kind = kindOf(c)
		found = append(found, c)
	}
	slices.SortStableFunc(found, func(a, b Change) int {
		return cmp.Compare(slices.Index(order, a.Kind), slices.Index(order, b.Kind))
	})
	return found
}

func kindOf(c Change) Kind {
	numbers := func(s string) (n []string, no int) {
		for _, t := range split(s) {
			if isNumber(t.Exact) {
				n = append(n, t.Exact)
			}
			if negations[t.Exact] {
				no++
			}
		}
		return n, no
	}
	claimed, no := numbers(c.Claimed)
	printed, yes := numbers(c.Printed)
	switch {
	case !slices.Equal(claimed, printed):
		return Number
	case (no > 0) != (yes > 0):
		return Negation
	case c.Claimed == "":
		return Left
	case c.Printed == "":
		return Added
	}
	return Word
}
