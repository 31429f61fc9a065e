package eval

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"verbatim/retrieval"
)

// Judged is a question with the quotes that answer it.
type Judged struct {
	ID         string `json:"id"`
	Text       string `json:"text"`
	Lang       string `json:"lang"`
	Kind       string `json:"kind"`
	Answerable bool   `json:"answerable"`
	Gold       []Gold `json:"gold"`
}

// Gold is a quote that answers a question.
type Gold struct {
	File  string  `json:"file"`
	Quote string  `json:"quote"`
	Grade float64 `json:"grade"`
}

// LoadJudged reads judged questions, an object a line; empty lines are left out.
func LoadJudged(r io.Reader) ([]Judged, error) {
	var all []Judged
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var j Judged
		if err := json.Unmarshal(lines.Bytes(), &j); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if j.Answerable && len(j.Gold) == 0 {
			return nil, fmt.Errorf("line %d: question %q is answerable and has no gold quote", n, j.ID)
		}
		all = append(all, j)
	}
	return all, lines.Err()
}

// Answerer is what is measured: retrieval.Engine.
type Answerer interface {
	Answer(ctx context.Context, q retrieval.Query) (retrieval.Answer, error)
}

// Outcome is what became of one judged question.
type Outcome struct {
	Judged
	Abstained  bool
	Confidence float64
	Rank       int                  // of the first quote that answers, from 1; 0 for none
	WouldHit   bool                 // the first quote answers, or would have if it had not abstained
	Doubts     []retrieval.Evidence // what the confidence rests on
}

// Ask asks all questions; told, which may be nil, learns of each.
func Ask(ctx context.Context, engine Answerer, questions []Judged, told func(done int)) ([]Outcome, error) {
	outcomes := make([]Outcome, len(questions))
	for i, j := range questions {
		a, err := engine.Answer(ctx, retrieval.Query{Text: j.Text})
		if err != nil {
			return nil, fmt.Errorf("question %q: %w", j.ID, err)
		}
		o := Outcome{Judged: j, Abstained: a.Abstained, Confidence: a.Confidence, Doubts: a.Why.Doubts}
		quotes := a.Quotes
		if a.Abstained {
			quotes = a.Nearest
		}
		rank := 1 + slices.IndexFunc(quotes, func(q retrieval.Quote) bool { return answers(q, j.Gold) })
		o.WouldHit = rank == 1
		if !a.Abstained {
			o.Rank = rank
		}
		outcomes[i] = o
		if told != nil {
			told(i + 1)
		}
	}
	return outcomes, nil
}

// answers reports whether a quote holds a gold quote, or at least half of it.
func answers(q retrieval.Quote, gold []Gold) bool {
	return slices.ContainsFunc(gold, func(g Gold) bool {
		return g.File == q.File && holds(words(q.Text), words(g.Quote))
	})
}

func words(s string) []string { return strings.Fields(norm.NFC.String(s)) }

// holds reports whether text holds a run of at least half of the words of quote.
func holds(text, quote []string) bool {
	longest := 0
	before := make([]int, len(quote)+1) // runs that end at the word of text before
	for _, t := range text {
		runs := make([]int, len(quote)+1)
		for i, q := range quote {
			if t == q {
				runs[i+1] = before[i] + 1
				longest = max(longest, runs[i+1])
			}
		}
		before = runs
	}
	return len(quote) > 0 && 2*longest >= len(quote)
}

// JudgedMeasures are fractions from 0 to 1. Hits and MRR are over the
// answerable questions, an abstention counting as none.
type JudgedMeasures struct {
	Questions    int        `json:"questions"`
	Answerable   int        `json:"answerable"`
	Hit1         float64    `json:"hit1"`
	Hit3         float64    `json:"hit3"`
	MRR          float64    `json:"mrr"`
	Abstention   Abstention `json:"abstention"`
	CoverageAt80 float64    `json:"coverage_at_80"` // share of all questions that can be answered with 80 % right
	CoverageAt90 float64    `json:"coverage_at_90"`
	Calibration  float64    `json:"calibration_error"` // expected calibration error, ten bins
}

// Abstention measures refusals: a refused question that is unanswerable is right.
type Abstention struct {
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
	Refused   float64 `json:"answerable_refused"` // share of the answerable questions that were refused
}

// JudgedReport is measures over all questions and over groups of them.
type JudgedReport struct {
	JudgedMeasures
	ByLang map[string]JudgedMeasures `json:"by_lang"`
	ByKind map[string]JudgedMeasures `json:"by_kind"`
}

// Report measures outcomes.
func Report(outcomes []Outcome) JudgedReport {
	group := func(key func(Outcome) string) map[string]JudgedMeasures {
		groups := map[string][]Outcome{}
		for _, o := range outcomes {
			groups[key(o)] = append(groups[key(o)], o)
		}
		m := map[string]JudgedMeasures{}
		for k, g := range groups {
			m[k] = measure(g)
		}
		return m
	}
	return JudgedReport{
		JudgedMeasures: measure(outcomes),
		ByLang:         group(func(o Outcome) string { return o.Lang }),
		ByKind:         group(func(o Outcome) string { return o.Kind }),
	}
}

func measure(outcomes []Outcome) JudgedMeasures {
	m := JudgedMeasures{Questions: len(outcomes)}
	refused, unanswerable, rightly := 0, 0, 0
	for _, o := range outcomes {
		if o.Abstained {
			refused++
		}
		if !o.Answerable {
			unanswerable++
			if o.Abstained {
				rightly++
			}
			continue
		}
		m.Answerable++
		if o.Rank == 1 {
			m.Hit1++
		}
		if o.Rank >= 1 && o.Rank <= 3 {
			m.Hit3++
		}
		if o.Rank > 0 {
			m.MRR += 1 / float64(o.Rank)
		}
	}
	m.Hit1, m.Hit3, m.MRR = ratio(m.Hit1, m.Answerable), ratio(m.Hit3, m.Answerable), ratio(m.MRR, m.Answerable)
	a := Abstention{Precision: ratio(float64(rightly), refused), Recall: ratio(float64(rightly), unanswerable), Refused: ratio(float64(refused-rightly), m.Answerable)}
	if a.Precision+a.Recall > 0 {
		a.F1 = 2 * a.Precision * a.Recall / (a.Precision + a.Recall)
	}
	m.Abstention = a
	m.CoverageAt80, m.CoverageAt90 = coverageAt(outcomes, 0.8), coverageAt(outcomes, 0.9)
	m.Calibration = calibrationError(outcomes)
	return m
}

func ratio(x float64, n int) float64 {
	if n == 0 {
		return 0
	}
	return x / float64(n)
}

// coverageAt is the largest share of the questions, the surest first, of which
// at least the share accuracy is answered right.
func coverageAt(outcomes []Outcome, accuracy float64) float64 {
	sorted := slices.SortedStableFunc(slices.Values(outcomes), func(a, b Outcome) int { return cmp.Compare(b.Confidence, a.Confidence) })
	right, best := 0, 0
	for i, o := range sorted {
		if o.Answerable && o.WouldHit {
			right++
		}
		last := i+1 == len(sorted) || sorted[i+1].Confidence < o.Confidence
		if last && float64(right) >= accuracy*float64(i+1) {
			best = i + 1
		}
	}
	return ratio(float64(best), len(outcomes))
}

// calibrationError is the expected calibration error (M. P. Naeini and others,
// AAAI 2015) of confidence as the probability that the question can be answered.
func calibrationError(outcomes []Outcome) float64 {
	const bins = 10
	var n, sure, true [bins]float64
	for _, o := range outcomes {
		b := min(bins-1, int(o.Confidence*bins))
		n[b]++
		sure[b] += o.Confidence
		if o.Answerable {
			true[b]++
		}
	}
	sum := 0.0
	for b := range n {
		if d := sure[b] - true[b]; d < 0 {
			sum -= d
		} else {
			sum += d
		}
	}
	return ratio(sum, len(outcomes))
}
