package eval

import (
	"math"
	"slices"

	"verbatim/retrieval"
)

// ToFit reports whether a judged question is one to fit on; the others are to
// report on.
func ToFit(id string) bool {
	return hashOf(id)%2 == 0
}

// Fitted is a logistic regression: the probability of an answer is
// 1/(1+exp(-(Intercept + sum of Weights times evidence))).
type Fitted struct {
	Intercept float64            `json:"intercept"`
	Weights   map[string]float64 `json:"weights"`
}

// ridge is the L2 penalty on the weights of the standardised evidence.
const ridge = 2

// Fit fits the probability that a question is answerable to the evidence of
// its outcome, by gradient descent on the penalised log-likelihood. Each set is
// the questions on one corpus and counts as much as any other, so that the
// largest does not say alone what holds for all. All evidence speaks for an
// answer, so no weight is under 0: what few questions happen to say otherwise
// does not carry over.
func Fit(sets ...[]Outcome) Fitted {
	outcomes := slices.Concat(sets...)
	var counts []float64
	for _, set := range sets {
		counts = append(counts, importances(set)...)
	}
	names := evidenceNames(outcomes)
	x, mean, spread := standardised(outcomes, names)
	weights, intercept := make([]float64, len(names)), 0.0
	step := safeStep(counts, x)
	for range mostSteps {
		slope, slopes := gradient(outcomes, counts, x, weights, intercept)
		intercept += step * slope
		moved := math.Abs(step * slope)
		for k, w := range weights {
			weights[k] = math.Max(0, w+step*slopes[k])
			moved = max(moved, math.Abs(weights[k]-w))
		}
		if moved < 1e-11 {
			break
		}
	}
	f := Fitted{intercept, map[string]float64{}}
	for k, name := range names {
		f.Weights[name] = weights[k] / spread[k]
		f.Intercept -= weights[k] * mean[k] / spread[k]
	}
	return f
}

// mostSteps bounds the descent, which ends when it stands still.
const mostSteps = 20000

// safeStep is a step with which the descent cannot overshoot: one over a bound
// of the curvature, which is a quarter of the squares of the evidence.
func safeStep(counts []float64, x [][]float64) float64 {
	curvature := float64(ridge)
	for i, count := range counts {
		squares := 1.0
		for _, v := range x[i] {
			squares += v * v
		}
		curvature += count * squares / 4
	}
	return 1 / curvature
}

// gradient is the slope of the penalised log-likelihood in the intercept and in
// each weight.
func gradient(outcomes []Outcome, counts []float64, x [][]float64, weights []float64, intercept float64) (slope float64, slopes []float64) {
	slopes = make([]float64, len(weights))
	for k, w := range weights {
		slopes[k] = -ridge * w
	}
	for i, o := range outcomes {
		z := intercept
		for k, w := range weights {
			z += w * x[i][k]
		}
		d := -counts[i] / (1 + math.Exp(-z))
		if o.Answerable {
			d += counts[i]
		}
		slope += d
		for k := range weights {
			slopes[k] += d * x[i][k]
		}
	}
	return slope, slopes
}

const (
	// setCounts is how many questions the answerable ones of a set count as, in
	// all; it sets them against the ridge.
	setCounts = 300
	// unanswerable is what the unanswerable ones count beside them: to be refused
	// an answer that is there annoys more than an answer that is beside the point.
	unanswerable = 0.28
	// nearTopic is what one of them counts beside the others that is near the
	// corpus's topics, of the same names: it differs from answerable ones in
	// meaning and hardly in words, and would only teach the model to refuse.
	nearTopic = 0.1
)

// importances are how much each question of a set counts in a fit.
func importances(set []Outcome) []float64 {
	counts := make([]float64, len(set))
	sum := map[bool]float64{}
	for i, o := range set {
		counts[i] = 1
		if o.Kind == "near-topic" {
			counts[i] = nearTopic
		}
		sum[o.Answerable] += counts[i]
	}
	for i, o := range set {
		counts[i] *= setCounts / sum[o.Answerable]
		if !o.Answerable {
			counts[i] *= unanswerable
		}
	}
	return counts
}

func evidenceNames(outcomes []Outcome) []string {
	var names []string
	for _, o := range outcomes {
		for _, e := range o.Doubts {
			if !slices.Contains(names, e.Name) {
				names = append(names, e.Name)
			}
		}
	}
	return names
}

// standardised is the evidence with mean 0 and variance 1.
func standardised(outcomes []Outcome, names []string) (x [][]float64, mean, spread []float64) {
	mean, spread = make([]float64, len(names)), make([]float64, len(names))
	for _, o := range outcomes {
		row := make([]float64, len(names))
		for k, name := range names {
			row[k] = valueOf(o.Doubts, name)
			mean[k] += row[k] / float64(len(outcomes))
		}
		x = append(x, row)
	}
	for k := range names {
		for _, row := range x {
			spread[k] += (row[k] - mean[k]) * (row[k] - mean[k]) / float64(len(x))
		}
		spread[k] = math.Max(math.Sqrt(spread[k]), 1e-9)
		for _, row := range x {
			row[k] = (row[k] - mean[k]) / spread[k]
		}
	}
	return x, mean, spread
}

func valueOf(evidence []retrieval.Evidence, name string) float64 {
	for _, e := range evidence {
		if e.Name == name {
			return e.Value
		}
	}
	return 0
}

// Confidence is what production would make of evidence with this model.
func (f Fitted) Confidence(evidence []retrieval.Evidence) float64 {
	return retrieval.Model{Intercept: f.Intercept, Weights: f.Weights}.Confidence(evidence)
}
