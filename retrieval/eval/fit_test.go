package eval

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"verbatim/retrieval"
)

func evidence(values ...float64) []retrieval.Evidence {
	var all []retrieval.Evidence
	for i, v := range values {
		all = append(all, retrieval.Evidence{Name: string(rune('a' + i)), Value: v})
	}
	return all
}

// drawn are outcomes as a model gives them whose weights are 4 and 2 and, for
// what is noise, 0.
func drawn(n int) []Outcome {
	r := rand.New(rand.NewPCG(5, 6))
	outcomes := make([]Outcome, n)
	for i := range outcomes {
		a, b, noise := r.Float64(), 3*r.Float64(), r.Float64()
		p := 1 / (1 + math.Exp(-(4*a + 2*b - 5)))
		outcomes[i] = Outcome{Judged: Judged{Answerable: r.Float64() < p}, Doubts: evidence(a, b, noise)}
	}
	return outcomes
}

func TestFitFindsTheModelThatMadeTheData(t *testing.T) {
	f := Fit(drawn(3000))
	for name, want := range map[string][2]float64{"a": {3.3, 4.7}, "b": {1.7, 2.3}, "c": {0, 0.4}} {
		if w := f.Weights[name]; w < want[0] || w > want[1] {
			t.Errorf("the weight of %s is %.2f, want %v", name, w, want)
		}
	}
	// What the unanswerable questions count in all shifts the intercept by its logarithm.
	yes := 0
	for _, o := range drawn(3000) {
		if o.Answerable {
			yes++
		}
	}
	if want := -5 - math.Log(unanswerable*float64(yes)/float64(3000-yes)); math.Abs(f.Intercept-want) > 0.6 {
		t.Errorf("the intercept is %.2f, want about %.2f", f.Intercept, want)
	}
}

func TestFitTakesNothingForEvidenceAgainstAnAnswer(t *testing.T) {
	outcomes := drawn(200)
	for i, o := range outcomes {
		outcomes[i].Doubts = evidence(1-o.Doubts[0].Value, o.Doubts[1].Value)
	}
	if f := Fit(outcomes); f.Weights["a"] != 0 || f.Weights["b"] < 1 {
		t.Errorf("weights %v, want none under 0", f.Weights)
	}
}

func TestFitOfOneSidedQuestionsStaysFinite(t *testing.T) {
	for _, answerable := range []bool{true, false} {
		outcomes := drawn(40)
		for i := range outcomes {
			outcomes[i].Answerable = answerable
			outcomes[i].Doubts = append(outcomes[i].Doubts, retrieval.Evidence{Name: "same", Value: 1})
		}
		f := Fit(outcomes)
		p := f.Confidence(outcomes[0].Doubts)
		if !(p > 0 && p < 1) || (p > 0.5) != answerable {
			t.Errorf("all questions answerable is %v, confidence %v", answerable, p)
		}
	}
	if p := Fit(nil).Confidence(evidence(1)); p != 0.5 {
		t.Errorf("fitted on nothing, confidence is %v", p)
	}
}

func TestFitCountsEverySetAlikeAndNearTopicQuestionsLess(t *testing.T) {
	questions := func(n int, answerable bool, kind string) []Outcome {
		var all []Outcome
		for range n {
			all = append(all, Outcome{Judged: Judged{Answerable: answerable, Kind: kind}, Doubts: evidence(1)})
		}
		return all
	}
	few := append(questions(20, true, ""), questions(10, false, "off-topic")...)
	many := append(questions(900, true, ""), questions(9000, false, "off-topic")...)
	want := 1 / (1 + unanswerable)
	for name, sets := range map[string][][]Outcome{"one": {few}, "a larger one": {many}, "both": {few, many}} {
		if p := Fit(sets...).Confidence(evidence(1)); math.Abs(p-want) > 0.01 {
			t.Errorf("%s: confidence %.3f, want %.3f whatever the numbers of questions", name, p, want)
		}
	}
	mixed := append(questions(10, false, "off-topic"), questions(10, false, "near-topic")...)
	if c := importances(mixed); math.Abs(c[10]/c[0]-nearTopic) > 1e-9 {
		t.Errorf("a near-topic question counts %.3f of another, want %.3f", c[10]/c[0], nearTopic)
	}
}

func TestToFitHalvesTheQuestions(t *testing.T) {
	// FNV-1a of "" is 0x811c9dc5 and of "a" 0xe40c292c.
	if ToFit("") || !ToFit("a") {
		t.Error("the halves are not those of fnv32a(id) % 2")
	}
	n := 0
	for i := range 1000 {
		if ToFit(fmt.Sprint("q", i)) {
			n++
		}
	}
	if n < 400 || n > 600 {
		t.Errorf("%d of 1000 are to fit on", n)
	}
}
