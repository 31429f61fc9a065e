package retrieval

import "math"

// doubt is the confidence below which the Engine abstains.
const doubt = 0.5

// unknownWord is what an ordinary word weighs that the corpus does not hold,
// in shares of its idf: people ask in words of their own, and what no article
// says in these words may be said in others. A name or a number weighs in full.
const unknownWord = 0.5

// confidence is how sure the Engine is that the best candidates answer. It
// rests on evidence that does not depend on the scale of the scores: the share
// of the question's weight that one passage (its title and section with it)
// holds, how many of its words that are, and names that the corpus has never
// seen.
func (r *ranker) confidence(ranked []*candidate) float64 {
	if len(ranked) == 0 {
		return 0
	}
	best := 0.0
	for _, c := range ranked[:min(3, len(ranked))] {
		best = max(best, r.share(c))
	}
	x := -4.2 + 8*best
	for _, w := range r.q.words {
		if w.name && w.df == 0 {
			x -= 2.5
		}
	}
	return 1 / (1 + math.Exp(-x))
}

// share is the part of the question's weight that a candidate holds.
func (r *ranker) share(c *candidate) float64 {
	held, all := 0.0, 0.0
	for i, w := range r.q.words {
		weight := w.idf
		if w.df == 0 && !w.name {
			weight *= unknownWord
		}
		all += weight
		held += weight * c.matched[i]
	}
	if all == 0 {
		return 0
	}
	return held / all
}
