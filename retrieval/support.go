package retrieval

import (
	"strings"

	"verbatim/corpus/sentence"
)

// What a word of the question counts for a sentence that does not hold it
// itself: sentences lean on those around them, and on what the article is
// about.
const (
	inSentenceBefore = 0.6
	inPassage        = 0.5
	inTitle          = 0.5
	inArticle        = 0.35
	// fitting is the share that a sentence gains that holds the kind of thing
	// that the question wants.
	fitting = 0.8
	// asking is the share that is left of one that is a question itself.
	asking = 0.7
)

// sentenceEvidence is one sentence of a candidate: its bytes in the text, how
// strongly it holds the words of the question, and how well it fits what is
// wanted.
type sentenceEvidence struct {
	sentence.Span
	words []float64
	fits  float64
	asks  bool
}

// sentences are the sentences of a candidate, read once.
func (r *ranker) sentences(c *candidate) []sentenceEvidence {
	if c.sentences != nil {
		return c.sentences
	}
	t, next := 0, 0
	for _, s := range sentence.Split(c.Text) {
		e := sentenceEvidence{Span: s, words: make([]float64, len(r.q.words))}
		first := t
		for ; t < len(c.tokens) && c.tokens[t].End <= s.End; t++ {
		}
		for ; next < len(c.found) && c.found[next].token < t; next++ {
			o := c.found[next]
			e.words[o.word] = max(e.words[o.word], o.strength)
		}
		e.fits = r.fits(c, s, first, t)
		e.asks = strings.HasSuffix(strings.TrimRight(c.Text[s.Start:s.End], " »”\"\u00a0\u202f"), "?")
		c.sentences = append(c.sentences, e)
	}
	return c.sentences
}

// support is the idf of the question's words that the best supported sentence
// of a candidate has, in itself or in what it leans on.
func (r *ranker) support(c *candidate, a *article) float64 {
	around := make([]float64, len(r.q.words))
	for w := range around {
		around[w] = max(inPassage*c.inText[w], inTitle*c.matched[w], inArticle*a.whole[w])
	}
	best := 0.0
	all := r.sentences(c)
	for i := range all {
		best = max(best, r.supported(all, i, around))
	}
	return best
}

// supported is the support of sentence i.
func (r *ranker) supported(all []sentenceEvidence, i int, around []float64) float64 {
	sum := 0.0
	for w, s := range all[i].words {
		if i > 0 {
			s = max(s, inSentenceBefore*all[i-1].words[w])
		}
		sum += max(s, around[w]) * r.q.words[w].idf
	}
	sum *= 1 + fitting*all[i].fits
	if all[i].asks {
		sum *= asking
	}
	return sum
}
