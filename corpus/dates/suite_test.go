package dates

import (
	"bufio"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"verbatim/corpus"
)

const evaluation = "../../../shared/eval/dates" // not part of the project: measured against, never copied

// TestSuites measures the suites of development with their own scorer, two of a
// language together, and holds the scores that were reached.
//
// Predictions stay in DATES_OUT when it is set, to be looked at with
// python3 score.py SUITE PREDICTIONS --errors.
func TestSuites(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 to score with")
	}
	for _, suite := range []struct {
		name        string
		files       []string
		span, value float64
	}{
		{"fr", []string{"rt-model-fr", "duckling-fr"}, 95.5, 82},
		{"en", []string{"rt-model-en", "duckling-en"}, 95, 77.5},
	} {
		t.Run(suite.name, func(t *testing.T) {
			gold, predicted := predict(t, suite.name, suite.files)
			out, err := exec.Command(python, filepath.Join(evaluation, "score.py"), gold, predicted).Output()
			if err != nil {
				t.Fatalf("scoring: %v", err)
			}
			var score struct {
				F      float64 `json:"F"`
				ValueF float64 `json:"value_F"`
			}
			if err := json.Unmarshal(out, &score); err != nil {
				t.Fatalf("reading the score %q: %v", out, err)
			}
			t.Logf("%s", out)
			if score.F < suite.span || score.ValueF < suite.value {
				t.Errorf("span F %.1f and value F %.1f, want at least %.1f and %.1f", score.F, score.ValueF, suite.span, suite.value)
			}
		})
	}
}

// predict writes the texts of some suites to one file and what is found in them to another.
func predict(t *testing.T, name string, suites []string) (gold, predicted string) {
	dir := os.Getenv("DATES_OUT")
	if dir == "" {
		dir = t.TempDir()
	}
	gold, predicted = filepath.Join(dir, name+".gold.jsonl"), filepath.Join(dir, name+".jsonl")
	g, err := os.Create(gold)
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	out, err := os.Create(predicted)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	for _, suite := range suites {
		f, err := os.Open(filepath.Join(evaluation, suite+".jsonl"))
		if err != nil {
			t.Skip("the suites are not here")
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var in struct {
				ID        string      `json:"id"`
				Lang      corpus.Lang `json:"lang"`
				Text      string      `json:"text"`
				Reference string      `json:"reference_time"`
			}
			if err := json.Unmarshal(lines.Bytes(), &in); err != nil {
				t.Fatal(err)
			}
			published, err := corpus.ParseDate(in.Reference)
			if err != nil {
				t.Fatal(err)
			}
			line, err := json.Marshal(struct {
				ID    string `json:"id"`
				Spans []Span `json:"spans"`
			}{in.ID, Spans(in.Text, in.Lang, published)})
			if err != nil {
				t.Fatal(err)
			}
			g.Write(append(lines.Bytes(), '\n'))
			out.Write(append(line, '\n'))
		}
	}
	return gold, predicted
}
