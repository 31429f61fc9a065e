package retrieval

import (
	_ "embed"
	"encoding/json"
	"math"
	"unicode"
)

// Doubt is the confidence below which the Engine abstains.
const Doubt = 0.5

// unknownWord is what an ordinary word weighs that the corpus does not hold,
// in shares of its idf: people ask in words of their own, and what no article
// says in these words may be said in others. A name or a number weighs in full.
const unknownWord = 0.5

const (
	// strange is the share of a question that may be nowhere in the corpus and no
	// common word, before it is taken to be about a name that the corpus never
	// mentions, however it is written.
	strange = 0.4
	// unsure is how sure the Engine is of an answer then, at most.
	unsure = 0.4
)

//go:embed confidence.json
var confidenceJSON []byte

// Model is a logistic regression over the evidence of an Explanation's Doubts.
// It is fitted by "verbatim eval -judged FILE -fit", and confidence.json says on
// what.
type Model struct {
	Fitted    string             `json:"fitted"`
	Intercept float64            `json:"intercept"`
	Weights   map[string]float64 `json:"weights"`
}

var confidenceModel = func() Model {
	var m Model
	if err := json.Unmarshal(confidenceJSON, &m); err != nil {
		panic(err) // the embedded file is tested
	}
	return m
}()

func confidence(evidence []Evidence) float64 { return confidenceModel.Confidence(evidence) }

// Confidence is how probable it is that the corpus answers the question, by
// evidence that does not depend on the scale of a store's scores.
func (m Model) Confidence(evidence []Evidence) float64 {
	x := m.Intercept
	for _, e := range evidence {
		x += m.Weights[e.Name] * e.Value
	}
	sure := 1 / (1 + math.Exp(-x))
	for _, e := range evidence {
		if e.Name == "familiar" && e.Value < 1-strange {
			return min(sure, unsure)
		}
	}
	return sure
}

// tens divides the evidence in idf, so that it is about as large as the shares.
const tens = 10

// doubts is the evidence for and against an answer that the best candidates
// give: shares from 0 to 1 of the question's weight unless it says otherwise.
//
// Shares alone do not carry over from one corpus to another: in a large one
// some passage holds half of the words of any question. By chance, words of
// these frequencies meet in N·exp(-idf) of N passages, so that the idf held
// less ln N says how far a match is from an accident, and shifts the model to
// the size of the corpus at hand.
func (r *ranker) doubts(ranked []*candidate) []Evidence {
	if len(ranked) == 0 {
		return nil
	}
	best := ranked[0]
	total := max(r.q.total, 1e-9)
	names, unheard, unfamiliar := 0.0, 0.0, 0.0
	for i, w := range r.q.words {
		if w.name {
			names += (1 - best.matched[i]) * w.idf
		}
		switch {
		case best.matched[i] > 0: // in a title, perhaps
		case w.df == 0 && !w.common && !unicode.IsDigit(rune(w.exact[0])):
			unfamiliar += w.idf
		case w.df == 0:
			unheard += w.idf
		}
	}
	fifth := ranked[min(4, len(ranked)-1)].score
	support, accident := r.bestSupported(best), math.Log(float64(max(1, r.passages)))
	return []Evidence{
		{"score", math.Min(best.score/total/10, 1)},                   // the whole score, of what is rarely passed
		{"margin", (best.score - fifth) / math.Max(best.score, 1e-9)}, // over the fifth best
		{"named", 1 - names/total},                                    // less the names and numbers that are missing
		{"heard", 1 - unheard/total},                                  // less the common words that are nowhere in the corpus
		{"familiar", 1 - unfamiliar/total},                            // less what is nowhere in it and no common word: names, above all
		{"chance", (support - accident) / tens},                       // idf in one sentence and what it leans on, over what accident gives
		{"together", (r.share(best)*total - accident) / tens},         // the same in passage, title and section
		{"lacked", (support - total) / tens},                          // the idf that nothing supports, below 0
	}
}

// bestSupported is the idf that the best sentence of a candidate holds or leans on.
func (r *ranker) bestSupported(c *candidate) float64 {
	around := make([]float64, len(r.q.words))
	for w := range around {
		around[w] = max(inPassage*c.inText[w], inTitle*c.matched[w])
	}
	best := 0.0
	all := r.sentences(c)
	for i := range all {
		best = max(best, r.supported(all, i, around)/(1+fitting*all[i].fits))
	}
	return best
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
