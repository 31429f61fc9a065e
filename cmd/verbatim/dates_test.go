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

func TestDatesKnowsTwoLanguages(t *testing.T) {
	for lang, want := range map[string]int{"fr": 0, "en": 0, "fr-CA": 0, "de": 2, "French": 0, "Klingon": 2} {
		var out, problems strings.Builder
		if code := run(t.Context(), []string{"dates", "-lang", lang, "2024"}, nil, strings.NewReader(""), &out, &problems); code != want {
			t.Errorf("-lang %s: exit code %d, want %d: %s%s", lang, code, want, &out, &problems)
		}
	}
	in := strings.NewReader(`{"id":"a","lang":"de","text":"gestern"}` + "\n")
	var out, problems strings.Builder
	run(t.Context(), []string{"dates", "-batch", "-"}, nil, in, &out, &problems)
	if !strings.Contains(out.String(), `"error"`) {
		t.Errorf("a line in German is read: %s", &out)
	}
}

// TestDatesHelpExplainsWhatIsPrinted looks for each value that a season, an open
// range and the like are printed as.
func TestDatesHelpExplainsWhatIsPrinted(t *testing.T) {
	text := "October 2024, spring 2024, summer 2024, autumn 2024, winter 2024, the 1990s"
	var help, printed, problems strings.Builder
	run(t.Context(), []string{"dates", "-help"}, nil, strings.NewReader(""), &help, &problems)
	run(t.Context(), []string{"dates", "-json", "-lang", "en", text}, nil, strings.NewReader(""), &printed, &problems)
	var found struct{ Spans []struct{ EDTF string } }
	if err := json.Unmarshal([]byte(printed.String()), &found); err != nil || len(found.Spans) != 6 {
		t.Fatalf("%d dates, %v in %s", len(found.Spans), err, &printed)
	}
	for _, s := range found.Spans {
		if !strings.Contains(help.String(), "  "+s.EDTF+"  ") {
			t.Errorf("the help does not explain %s", s.EDTF)
		}
	}
}
