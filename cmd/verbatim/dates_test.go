package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestDatesBatchScoresWhatTheGrammarDoes runs the command over the suites that
// dates are measured with, and has their own scorer read what it wrote.
func TestDatesBatchScoresWhatTheGrammarDoes(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 to score with")
	}
	const suites = "../../../shared/eval/dates"
	for name, want := range map[string]float64{"rt-model-fr": 89, "duckling-fr": 89, "rt-model-en": 91, "duckling-en": 91} {
		suite := filepath.Join(suites, name+".jsonl")
		if _, err := os.Stat(suite); err != nil {
			t.Skip("the suites are not here")
		}
		var out, problems strings.Builder
		if code := run(t.Context(), []string{"dates", "-batch", suite}, nil, strings.NewReader(""), &out, &problems); code != 0 {
			t.Fatalf("%s: exit code %d: %s", name, code, &problems)
		}
		predicted := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(predicted, []byte(out.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		score, err := exec.Command(python, filepath.Join(suites, "score.py"), suite, predicted).Output()
		if err != nil {
			t.Fatalf("%s: scoring: %v", name, err)
		}
		var s struct{ F float64 }
		if err := json.Unmarshal(score, &s); err != nil {
			t.Fatalf("%s: %v in %s", name, err, score)
		}
		if s.F < want {
			t.Errorf("%s: span F %.1f, want at least %.0f", name, s.F, want)
		}
	}
}
