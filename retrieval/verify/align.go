package verify

import "math"

// element is one of a quote that is aligned: a word, or a gap that stands for
// printed words.
type element struct {
	word
	gap    int     // printed words that it may stand for at most; 0 for a word
	weight float64 // of a word: how much it tells
}

// endless is the gap of an ellipsis.
const endless = math.MaxInt32

// Costs of the alignment, in weights of words. They were chosen so that the
// difference reads as a person would write it: a clause that was cut out is one
// run of words, a word that was swapped stands opposite the printed one.
const (
	openAdded   = 1.0 // words that the quote has and the print has not
	perAdded    = 0.4
	openSkipped = 1.6 // printed words that the quote leaves out
	perSkipped  = 0.12
	perMatch    = 1.0   // a word for itself, beside its weight: function words hold a quote to its place too
	swapped     = -0.8  // one word for another
	akin        = 0.2   // one for another that is spelt almost alike, or a number for a number
	perGap      = 0.002 // printed words that an ellipsis stands for: the nearest ones go on
)

// pair is a step of an alignment: quote element q opposite printed word p. One
// of them is -1 where a word has none opposite.
type pair struct{ q, p int }

// alignment is the best one of a quote with a printed text.
type alignment struct {
	score float64
	pairs []pair // in order, those of gaps left out
}

// States of the alignment, as Gotoh (1982) has them: the last step was a word
// opposite a word, a word that was added, or one that was skipped.
const (
	opposite = iota
	added
	skipped
	states
)

const never = -1e9

// grid aligns a quote with a printed text: its cells hold the best score of an
// alignment that ends there, and the step that led to it.
type grid struct {
	quote   []element
	printed []word
	qs, ps  []int     // the numbers of the keys of each
	likes   []float64 // for each two of these, what a word opposite the other is worth beside its weight; NaN where nobody asked yet
	kinds   int       // keys of the printed text
	local   bool      // the quote may have words before and after that were never printed

	from []uint8 // state before, for each cell and state
	jump []int32 // for rows of gaps, the printed word where the gap begins
	last [][states]float64
}

// align finds the best alignment. It takes len(quote) times len(printed) steps.
func align(quote []element, printed []word, local bool) alignment {
	g := &grid{quote: quote, printed: printed, local: local}
	g.index()
	width := len(printed) + 1
	g.from = make([]uint8, (len(quote)+1)*width*states)
	g.jump = make([]int32, (len(quote)+1)*width)
	g.last = make([][states]float64, width)
	for j := range g.last {
		g.last[j] = [states]float64{0, never, never}
	}
	best, row, column, state := 0.0, 0, 0, opposite
	if !local {
		best = never
	}
	next := make([][states]float64, width)
	for i := 1; i <= len(quote); i++ {
		if quote[i-1].gap > 0 {
			g.gapRow(i, next)
		} else {
			g.wordRow(i, next)
		}
		g.last, next = next, g.last
		if i < len(quote) && !local {
			continue
		}
		for j, cell := range g.last {
			for s, score := range cell[:skipped] { // nothing is skipped at the end
				if score > best {
					best, row, column, state = score, i, j, s
				}
			}
		}
	}
	return alignment{best, g.trace(row, column, state)}
}

// index numbers the keys of both texts.
func (g *grid) index() {
	quoted, printed := map[string]int{}, map[string]int{}
	for _, e := range g.quote {
		g.qs = append(g.qs, number(quoted, e.key))
	}
	for _, w := range g.printed {
		g.ps = append(g.ps, number(printed, w.key))
	}
	g.kinds = len(printed)
	g.likes = make([]float64, len(quoted)*len(printed))
	for i := range g.likes {
		g.likes[i] = math.NaN()
	}
}

func number(keys map[string]int, key string) int {
	n, known := keys[key]
	if !known {
		n = len(keys)
		keys[key] = n
	}
	return n
}

func (g *grid) cell(i, j int) int { return i*(len(g.printed)+1) + j }

// came notes the step that led to a state of a cell.
func (g *grid) came(i, j, state, before int) { g.from[g.cell(i, j)*states+state] = uint8(before) }

func best(scores [states]float64) (state int, score float64) {
	for s, v := range scores {
		if s == 0 || v > score {
			state, score = s, v
		}
	}
	return state, score
}

// wordRow fills the row of a word. began marks a cell whose alignment begins there.
func (g *grid) wordRow(i int, next [][states]float64) {
	e := g.quote[i-1]
	for j := range next {
		next[j][opposite] = never
		if j > 0 {
			s, score := best(g.last[j-1])
			if g.local && score < 0 {
				s, score = began, 0
			}
			next[j][opposite] = score + g.value(i-1, j-1)
			g.came(i, j, opposite, s)
			s, next[j][skipped] = larger(next[j-1][opposite]-openSkipped, next[j-1][skipped], next[j-1][added]-openSkipped)
			next[j][skipped] -= perSkipped
			g.came(i, j, skipped, [3]int{opposite, skipped, added}[s])
		} else {
			next[j][skipped] = never
		}
		s, score := larger(g.last[j][opposite]-openAdded, g.last[j][added], g.last[j][skipped]-openAdded)
		next[j][added] = score - perAdded*e.weight
		g.came(i, j, added, [3]int{opposite, added, skipped}[s])
	}
}

const began = states

func larger(a, b, c float64) (which int, most float64) {
	which, most = 0, a
	if b > most {
		which, most = 1, b
	}
	if c > most {
		which, most = 2, c
	}
	return which, most
}

// same marks a like of two equal words, which are worth their weight.
const same = math.MaxFloat64

// value is what element q is worth opposite printed word p.
func (g *grid) value(q, p int) float64 {
	at := &g.likes[g.qs[q]*g.kinds+g.ps[p]]
	if math.IsNaN(*at) {
		*at = like(g.quote[q].key, g.printed[p].key)
	}
	if *at == same {
		return perMatch + g.quote[q].weight
	}
	return *at
}

func like(a, b string) float64 {
	switch {
	case a == b:
		return same
	case near(a, b):
		return akin
	}
	return swapped
}

// gapRow fills the row of an ellipsis or of a bracket: it goes on from the best
// cell before, as far back as it may stand for words.
func (g *grid) gapRow(i int, next [][states]float64) {
	reach := g.quote[i-1].gap
	from := 0
	score := math.Inf(-1)
	for j := range next {
		score -= perGap
		if j-from > reach { // look again among the cells in reach
			score = math.Inf(-1)
			for k := j - reach; k < j; k++ {
				if _, s := best(g.last[k]); s-perGap*float64(j-k) >= score {
					from, score = k, s-perGap*float64(j-k)
				}
			}
		}
		if _, s := best(g.last[j]); s >= score {
			from, score = j, s
		}
		s, _ := best(g.last[from])
		next[j] = [states]float64{score, never, never}
		g.jump[g.cell(i, j)] = int32(from)
		g.came(i, j, opposite, s)
	}
}

// trace follows the steps back from the end of the alignment.
func (g *grid) trace(i, j, state int) []pair {
	var pairs []pair
	for i > 0 && state != began {
		before := int(g.from[g.cell(i, j)*states+state])
		switch {
		case g.quote[i-1].gap > 0:
			j = int(g.jump[g.cell(i, j)])
			i--
		case state == opposite:
			pairs = append(pairs, pair{i - 1, j - 1})
			i, j = i-1, j-1
		case state == added:
			pairs = append(pairs, pair{i - 1, -1})
			i--
		default:
			pairs = append(pairs, pair{-1, j - 1})
			j--
		}
		state = before
	}
	for a, b := 0, len(pairs)-1; a < b; a, b = a+1, b-1 {
		pairs[a], pairs[b] = pairs[b], pairs[a]
	}
	return pairs
}

// near reports whether two words are spelt almost alike: forms of one word, or
// one with a letter or two wrong; or whether both are numbers.
func near(a, b string) bool {
	if isNumber(a) || isNumber(b) {
		return isNumber(a) && isNumber(b)
	}
	if negations[a] != negations[b] {
		return false
	}
	shorter, longer := min(len(a), len(b)), max(len(a), len(b))
	if shorter < 4 || longer-shorter > 5 {
		return false
	}
	head := 0
	for head < shorter && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < shorter-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	return head >= 4 && 5*head >= 3*longer || head+tail >= longer-1
}
