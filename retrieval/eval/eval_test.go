package eval

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/retrieval"
)

func near(t *testing.T, what string, got, want float64) {
	t.Helper()
	if !(math.Abs(got-want) <= 1e-12) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func documents(ids ...string) []Scored {
	var found []Scored
	for i, id := range ids {
		found = append(found, Scored{id, float64(len(ids) - i)})
	}
	return found
}

// The figures are worked out by hand.
func TestScoreIsTheMeanOverAllJudgedQueries(t *testing.T) {
	qrels := Qrels{
		"two":    {"a": 1, "b": 1},
		"graded": {"c": 2, "d": 1},
		"absent": {"z": 1}, // the run lacks it
		"late":   {"e": 1}, // at rank 11
	}
	run := Run{
		"two":     documents("x", "a", "y", "b"),
		"graded":  documents("d", "c"),
		"late":    documents("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "e"),
		"unasked": documents("a"),
	}
	m := Score(qrels, run)
	if m.Queries != 4 {
		t.Errorf("%d queries, want 4", m.Queries)
	}
	for k, want := range map[int]float64{1: .5, 3: .5 + 1, 5: 1 + 1, 10: 1 + 1, 20: 1 + 1 + 1, 100: 1 + 1 + 1} {
		near(t, fmt.Sprint("recall@", k), m.Recall[k], want/4)
	}
	near(t, "MRR@10", m.MRR10, (0.5+1)/4)
	l := math.Log2
	two := (1/l(3) + 1/l(5)) / (1 + 1/l(3))
	graded := (1 + 2/l(3)) / (2 + 1/l(3))
	near(t, "nDCG@10", m.NDCG10, (two+graded)/4)
}

func TestNDCGKnowsNoMoreThanTenRelevantDocuments(t *testing.T) {
	relevant := map[string]float64{}
	var found []Scored
	for i := range 12 {
		relevant[strconv.Itoa(i)] = 1
		found = append(found, Scored{strconv.Itoa(i), 1})
	}
	near(t, "nDCG", ndcg(relevant, found, 10), 1)
}

func TestScoreOfNothingIsZero(t *testing.T) {
	if m := Score(Qrels{}, Run{}); m.Queries != 0 || m.MRR10 != 0 || m.Recall[1] != 0 || m.NDCG10 != 0 {
		t.Errorf("got %+v", m)
	}
}

func TestBootstrap(t *testing.T) {
	every := func(n int, hit func(i int) bool) []float64 {
		x := make([]float64, n)
		for i := range x {
			if hit(i) {
				x[i] = 1
			}
		}
		return x
	}
	none := func(int) bool { return false }
	third := every(300, func(i int) bool { return i%3 == 0 })
	more := every(300, func(i int) bool { return i%3 == 0 || i%5 == 0 })
	for _, c := range []struct {
		name        string
		a, b        []float64
		delta       float64
		least, most float64 // of p
	}{
		{"nothing", nil, nil, 0, 1, 1},
		{"the same", third, third, 0, 1, 1},
		{"much better", third, more, 40. / 300, 0, 0.001},
		{"much worse", more, third, -40. / 300, 0, 0.001},
		// 6 differences of +1 and 4 of -1 in 100: their sum is 2, its standard
		// error 3.16. A whole number is 2 away when it is over 1.5 away, so p is
		// about that of 1.5/3.16 standard errors: 0.635.
		{"chance", every(100, func(i int) bool { return i < 4 }), every(100, func(i int) bool { return i >= 4 && i < 10 }), 0.02, 0.6, 0.67},
		// A single difference of +1 is drawn once in 0.368 of the resamples (1/e):
		// all others are as far off.
		{"one difference", every(200, none), every(200, func(i int) bool { return i == 7 }), 1. / 200, 0.61, 0.65},
	} {
		delta, p := Bootstrap(c.a, c.b)
		near(t, c.name+": delta", delta, c.delta)
		if p < c.least || p > c.most {
			t.Errorf("%s: p is %v, want %v to %v", c.name, p, c.least, c.most)
		}
	}
}

func TestBootstrapAlwaysDrawsTheSame(t *testing.T) {
	a, b := []float64{0, 1, 0, 0, 1}, []float64{1, 1, 0, 1, 0}
	_, p := Bootstrap(a, b)
	if _, again := Bootstrap(a, b); p != again {
		t.Errorf("p is %v, then %v", p, again)
	}
}

// rankerFunc is a Ranker.
type rankerFunc func(text string, lang corpus.Lang, n int) ([]retrieval.Ranked, error)

func (f rankerFunc) Rank(_ context.Context, text string, lang corpus.Lang, n int) ([]retrieval.Ranked, error) {
	return f(text, lang, n)
}

func TestAnswersAsksEachQuestionWithItsTextAlone(t *testing.T) {
	var asked []string
	ranker := rankerFunc(func(text string, lang corpus.Lang, n int) ([]retrieval.Ranked, error) {
		asked = append(asked, fmt.Sprint(text, lang, n))
		if text == "nothing" {
			return nil, nil
		}
		return []retrieval.Ranked{{ArticleID: "d", Score: 2}}, nil
	})
	told := 0
	run, took, err := Answers(t.Context(), ranker, []Question{{"q1", "one"}, {"q2", "nothing"}}, "fr", 7, func(done int) { told = done })
	if err != nil || len(took) != 2 || told != 2 {
		t.Fatalf("%d times, told %d, %v", len(took), told, err)
	}
	if got := strings.Join(asked, " "); got != "onefr7 nothingfr7" {
		t.Errorf("asked %s", got)
	}
	if len(run) != 1 || run["q1"][0] != (Scored{"d", 2}) {
		t.Errorf("run %v", run)
	}
}

func TestAnswersNamesTheQuestionThatFailed(t *testing.T) {
	broken := errors.New("broken")
	ranker := rankerFunc(func(string, corpus.Lang, int) ([]retrieval.Ranked, error) { return nil, broken })
	_, _, err := Answers(t.Context(), ranker, []Question{{"q7", "one"}}, "", 1, nil)
	if !errors.Is(err, broken) || !strings.Contains(err.Error(), "q7") {
		t.Errorf("error %v", err)
	}
}

// scoreOutput is a figure of what score.py prints with --json.
var scoreOutput = regexp.MustCompile(`"([A-Za-z]+@\d+)": ([0-9.e-]+)`)

// TestMeasuresAreThoseOfScorePy holds the measures against another program's,
// on a run with ties, several and graded relevant documents, and queries that
// it lacks.
func TestMeasuresAreThoseOfScorePy(t *testing.T) {
	script, err := filepath.Abs("../../../shared/eval/score.py")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(script); err != nil {
		t.Skip("score.py is not here")
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not here")
	}
	dir := t.TempDir()
	judgements, lines := madeUpRun(500)
	qrelsFile, runFile := filepath.Join(dir, "test.tsv"), filepath.Join(dir, "run.trec")
	for name, text := range map[string]string{qrelsFile: judgements, runFile: lines} {
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	out, err := exec.CommandContext(t.Context(), python, script, qrelsFile, runFile, "--json").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	qrels, err := readQrels(strings.NewReader(judgements))
	if err != nil {
		t.Fatal(err)
	}
	run, err := ReadTREC(strings.NewReader(lines))
	if err != nil {
		t.Fatal(err)
	}
	m := Score(qrels, run)
	ours := map[string]float64{"MRR@10": m.MRR10, "nDCG@10": m.NDCG10}
	for k, v := range m.Recall {
		ours[fmt.Sprint("R@", k)] = v
	}
	theirs := scoreOutput.FindAllStringSubmatch(string(out), -1)
	if len(theirs) != len(ours) {
		t.Fatalf("score.py prints %s", out)
	}
	for _, f := range theirs {
		if want, _ := strconv.ParseFloat(f[2], 64); math.Abs(ours[f[1]]-want) > 1e-9 || want == 0 {
			t.Errorf("%s is %v, score.py says %v", f[1], ours[f[1]], want)
		}
	}
}

// madeUpRun is judgements and a run of so many queries.
func madeUpRun(queries int) (judgements, lines string) {
	r := rand.New(rand.NewPCG(1, 1))
	var j, l strings.Builder
	j.WriteString("query-id\tcorpus-id\tscore\n")
	for q := range queries {
		for d := range 1 + r.IntN(15) {
			fmt.Fprintf(&j, "q%d\td%d\t%d\n", q, d, r.IntN(4))
		}
		if q%10 == 0 {
			continue
		}
		for rank := range 1 + r.IntN(150) {
			fmt.Fprintf(&l, "q%d Q0 d%d %d %.1f made-up\n", q, r.IntN(60), rank+1, 20*r.Float64())
		}
	}
	return j.String(), l.String()
}
