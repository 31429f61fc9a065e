package bleveindex

import (
	"context"
	"math"

	index "github.com/blevesearch/bleve_index_api"

	"verbatim/retrieval"
)

// The score of a passage is BM25F in its simple form (Robertson and Zaragoza,
// "The Probabilistic Relevance Framework", 2009, section 3.6): the frequencies
// of a word in text, title and section are weighted and added up before they
// are saturated. The length of the text alone is normalised. A clause's document
// frequency counts the passages that hold any of its terms in any field. All
// statistics are those of the clause's language, and true: scores do not move
// when the index's segments do.
const (
	k1            = 1.2
	b             = 0.75
	titleWeight   = 0.5
	sectionWeight = 0.3
)

var fields = [...]struct {
	name   string
	weight float64
	length bool // is normalised
}{{textField, 1, true}, {titleField, titleWeight, false}, {sectionField, sectionWeight, false}}

// scratch is the working memory of one search: a number for each document.
type scratch struct {
	frequency []float64 // of the clause that is looked at
	score     []float64
	holding   []uint32 // documents with a frequency
	scored    []uint32 // documents with a score
	posting   index.TermFieldDoc
}

func newScratch(documents int) *scratch {
	return &scratch{frequency: make([]float64, documents), score: make([]float64, documents)}
}

// reset costs as much as has been written.
func (s *scratch) reset() {
	for _, d := range s.holding {
		s.frequency[d] = 0
	}
	for _, d := range s.scored {
		s.score[d] = 0
	}
	s.holding, s.scored = s.holding[:0], s.scored[:0]
}

// clause adds the scores of one clause.
func (g *generation) clause(ctx context.Context, s *scratch, c retrieval.Clause) error {
	stats := g.meta.Stats[c.Lang]
	if stats.Passages == 0 || !(c.Weight > 0) {
		return nil
	}
	average := max(float64(stats.Tokens)/float64(stats.Passages), 1)
	for _, f := range fields {
		for _, term := range distinct(c.Terms) {
			err := g.postings(ctx, s, f.name+string(c.Lang), term, f.length, func(d uint32, frequency, norm float64) {
				frequency *= f.weight
				if f.length {
					length := math.Round(1 / (norm * norm)) // scorch keeps 1/sqrt(length)
					frequency /= 1 - b + b*length/average
				}
				s.hold(d, frequency)
			})
			if err != nil {
				return err
			}
		}
	}
	n, df := float64(stats.Passages), float64(len(s.holding))
	weight := c.Weight * math.Log(1+(n-df+0.5)/(df+0.5))
	for _, d := range s.holding {
		if s.score[d] == 0 {
			s.scored = append(s.scored, d)
		}
		f := s.frequency[d]
		s.score[d] += weight * f * (k1 + 1) / (f + k1)
		s.frequency[d] = 0
	}
	s.holding = s.holding[:0]
	return ctx.Err()
}

func (s *scratch) hold(d uint32, frequency float64) {
	if s.frequency[d] == 0 {
		s.holding = append(s.holding, d)
	}
	s.frequency[d] += frequency
}

// postings calls f for each document that holds term in field, with how often,
// and where norms are asked for with the field's norm.
func (g *generation) postings(ctx context.Context, s *scratch, field, term string, norms bool, f func(d uint32, frequency, norm float64)) error {
	r, err := g.reader.TermFieldReader(ctx, []byte(term), field, true, norms, false)
	if err != nil {
		return err
	}
	defer r.Close()
	for n := 0; ; n++ {
		if n%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		p, err := r.Next(&s.posting)
		if err != nil || p == nil {
			return err
		}
		f(uint32(p.ID.Value()), float64(p.Freq), p.Norm)
	}
}

// distinct drops terms that stand there already: the lists are short.
func distinct(terms []string) []string {
	for i, t := range terms {
		for _, before := range terms[:i] {
			if t == before {
				return distinct(append(append([]string(nil), terms[:i]...), terms[i+1:]...))
			}
		}
	}
	return terms
}
