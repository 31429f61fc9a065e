package eval

import (
	"cmp"
	"math"
	"slices"
)

// JudgedMeasures are fractions from 0 to 1. Hits and MRR are over the
// answerable questions, an abstention counting as none.
type JudgedMeasures struct {
	Queries      int        `json:"queries"`
	Answerable   int        `json:"answerable"`
	Hit1         float64    `json:"hit1"`
	Hit3         float64    `json:"hit3"`
	MRR          float64    `json:"mrr"`
	Abstention   Abstention `json:"abstention"`
	CoverageAt80 float64    `json:"coverage_at_80"` // share of all questions that can be answered with 80 % right
	CoverageAt90 float64    `json:"coverage_at_90"`
	Calibration  float64    `json:"calibration_error"` // expected calibration error, ten bins
	AUC          float64    `json:"auc"`               // how often an answerable question is surer than an unanswerable one; 0 where there are not both
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
	m := JudgedMeasures{Queries: len(outcomes)}
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
	m.Calibration, m.AUC = calibrationError(outcomes), areaUnderCurve(outcomes)
	return m
}

// areaUnderCurve is the area under the ROC curve of confidence: the share of
// pairs of an answerable and an unanswerable question of which the answerable
// one is surer, ties counting half (J. Hanley and B. McNeil, Radiology 1982).
func areaUnderCurve(outcomes []Outcome) float64 {
	sorted := slices.SortedStableFunc(slices.Values(outcomes), func(a, b Outcome) int { return cmp.Compare(a.Confidence, b.Confidence) })
	surer, answerable, below := 0.0, 0, 0
	for i := 0; i < len(sorted); {
		yes, no, level := 0, 0, sorted[i].Confidence
		for ; i < len(sorted) && sorted[i].Confidence == level; i++ {
			if sorted[i].Answerable {
				yes++
			} else {
				no++
			}
		}
		surer += float64(yes) * (float64(below) + float64(no)/2)
		answerable, below = answerable+yes, below+no
	}
	return ratio(surer, answerable*below)
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
	var sure, right [bins]float64
	for _, o := range outcomes {
		b := min(bins-1, int(o.Confidence*bins))
		sure[b] += o.Confidence
		if o.Answerable {
			right[b]++
		}
	}
	sum := 0.0
	for b := range bins {
		sum += math.Abs(sure[b] - right[b])
	}
	return ratio(sum, len(outcomes))
}
