package eval

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"verbatim/corpus"
	"verbatim/retrieval"
)

func TestLoadJudged(t *testing.T) {
	got, err := LoadJudged(strings.NewReader("\ufeff" + `{"id":"a","text":"Who?","lang":"en","kind":"factoid","answerable":true,"gold":[{"file":"f","quote":"q","grade":2}],"note":"kept by its author"}` + "\r\n\n" +
		`{"id":"b","text":"?","answerable":false,"gold":[]}` + "\n" + `{"id":"c","text":"!","gold":[{"file":"f","quote":"q"}]}` + "\n" + `{"id":"d","text":""}`))
	if err != nil {
		t.Fatal(err)
	}
	want := []Judged{
		{ID: "a", Text: "Who?", Lang: "en", Kind: "factoid", Answerable: true, Gold: []Gold{{File: "f", Quote: "q", Grade: 2}}},
		{ID: "b", Text: "?", Gold: []Gold{}},
		{ID: "c", Text: "!", Answerable: true, Gold: []Gold{{File: "f", Quote: "q"}}},
		{ID: "d"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestLoadJudgedSaysWhichLineIsWrong(t *testing.T) {
	for line, want := range map[string]string{
		`{"id":"b"`: "unexpected end",
		`{"id":"b","text":"?","answerable":true}`:              "has no gold quote",
		`{"id":"b","gold":[{"file":"f","quote":" "}]}`:         "without a file or a text",
		`{"id":"b","gold":[{"quote":"q"}]}`:                    "without a file or a text",
		`{"id":"a","text":"again"}`:                            `another question has the id "a"`,
		`{"id":"b","text":"?","answerable":"yes","gold":null}`: "cannot unmarshal",
	} {
		_, err := LoadJudged(strings.NewReader(`{"id":"a","text":"?"}` + "\n" + line))
		if err == nil || !strings.HasPrefix(err.Error(), "line 2: ") || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want line 2 and %s", line, err, want)
		}
	}
	if _, err := LoadJudged(strings.NewReader("\n \n")); err == nil {
		t.Error("a file without questions was taken")
	}
}

// FuzzLoadJudged holds that what is read can be measured: answerable questions
// have gold quotes, quotes have words, IDs are one question's.
func FuzzLoadJudged(f *testing.F) {
	f.Add(`{"id":"a","text":"Who?","lang":"en","kind":"factoid","answerable":true,"gold":[{"file":"f","quote":"q","grade":2}]}`)
	f.Add(`{"id":"a","answerable":null,"gold":[{"file":"f","quote":"\u00a0"}]}` + "\n{}\n{}")
	f.Fuzz(func(t *testing.T, text string) {
		all, err := LoadJudged(strings.NewReader(text))
		if err != nil {
			return
		}
		seen := map[string]bool{}
		for _, j := range all {
			if j.Answerable && len(j.Gold) == 0 || j.ID != "" && seen[j.ID] {
				t.Fatalf("%+v was taken", j)
			}
			seen[j.ID] = true
			for _, g := range j.Gold {
				if !answers(quoteOf(g.File, g.Quote), j.Gold) {
					t.Fatalf("the gold quote %q does not answer itself", g.Quote)
				}
			}
		}
	})
}

func TestAnswersHoldsTheQuoteOrHalfOfIt(t *testing.T) {
	gold := []Gold{{File: "a.md", Quote: "Le traité a été signé à Pyongyang\n le 19 juin 2024.", Grade: 2}} // eleven words
	for _, c := range []struct {
		name, file, text string
		want             bool
	}{
		{"the quote", "a.md", "Le traité a été signé à Pyongyang le 19 juin 2024.", true},
		{"more around it", "a.md", "Selon l’agence, « Le  traité a été signé à Pyongyang le 19 juin 2024. » Il entre en vigueur.", true},
		{"letters composed otherwise", "a.md", "Le traite\u0301 a e\u0301te\u0301 signe\u0301 a\u0300 Pyongyang", true},
		{"its second half", "a.md", "à Pyongyang le 19 juin 2024.", true},
		{"less than half", "a.md", "Pyongyang le 19 juin 2024.", false},
		{"half its words, not together", "a.md", "Le traité qui a été, le 19 juin, oublié", false},
		{"another file", "b.md", "Le traité a été signé à Pyongyang le 19 juin 2024.", false},
		{"nothing", "a.md", "", false},
	} {
		if got := answers(quoteOf(c.file, c.text), gold); got != c.want {
			t.Errorf("%s: got %v", c.name, got)
		}
	}
	if !answers(quoteOf("f", "C’est l’accord."), []Gold{{File: "f", Quote: "accord"}}) {
		t.Error("a gold quote that begins within a word is not found")
	}
}

func quoteOf(file, text string) retrieval.Quote {
	var q retrieval.Quote
	q.File, q.Text = file, text
	return q
}

// answerer is an Answerer that answers from a table.
type answerer map[string]retrieval.Answer

func (a answerer) Answer(_ context.Context, q retrieval.Query) (retrieval.Answer, error) {
	switch q.Text {
	case "":
		return retrieval.Answer{}, &retrieval.QueryError{Kind: retrieval.QueryEmpty}
	case "broken":
		return retrieval.Answer{}, context.DeadlineExceeded
	}
	return a[q.Text], nil
}

func quote(file, text string) retrieval.Quote {
	return retrieval.Quote{Passage: corpus.Passage{Attribution: corpus.Attribution{File: file}, Text: text}}
}

func TestAskFindsTheRankOfTheFirstQuoteThatAnswers(t *testing.T) {
	right, wrong := quote("f", "right"), quote("g", "right")
	engine := answerer{
		"first":  {Quotes: []retrieval.Quote{right, wrong}, Confidence: 0.9},
		"second": {Quotes: []retrieval.Quote{wrong, right}},
		"never":  {Quotes: []retrieval.Quote{wrong}},
		"shy":    {Abstained: true, Nearest: []retrieval.Quote{right}, Confidence: 0.4},
		"blank":  {Abstained: true},
	}
	var questions []Judged
	for _, text := range []string{"first", "second", "never", "shy", "blank", ""} {
		questions = append(questions, Judged{ID: text, Text: text, Answerable: true, Gold: []Gold{{File: "f", Quote: "right", Grade: 2}}})
	}
	outcomes, took, err := Ask(t.Context(), engine, questions, nil)
	if err != nil || len(took) != len(questions) {
		t.Fatal(took, err)
	}
	want := []Outcome{
		{Rank: 1, WouldHit: true, Confidence: 0.9, First: "f"},
		{Rank: 2, First: "g"},
		{First: "g"},
		{Abstained: true, WouldHit: true, Confidence: 0.4, First: "f"},
		{Abstained: true},
		{Abstained: true},
	}
	for i := range want {
		want[i].Judged = questions[i]
	}
	if d := cmp.Diff(want, outcomes); d != "" {
		t.Error(d)
	}
	if _, _, err := Ask(t.Context(), engine, []Judged{{ID: "q9", Text: "broken"}}, nil); !errors.Is(err, context.DeadlineExceeded) || !strings.Contains(err.Error(), "q9") {
		t.Errorf("error %v", err)
	}
}

func TestMissingFiles(t *testing.T) {
	questions := []Judged{{Gold: []Gold{{File: "c"}, {File: "a"}}}, {Gold: []Gold{{File: "b"}, {File: "a"}}}}
	missing, all := MissingFiles(questions, func(f string) bool { return f == "b" })
	if all != 3 || strings.Join(missing, "") != "ac" {
		t.Errorf("missing %v of %d", missing, all)
	}
}

func answerable(rank int, confidence float64) Outcome {
	return Outcome{Judged: Judged{Answerable: true, Lang: "fr", Kind: "why"}, Rank: rank, WouldHit: rank == 1, Confidence: confidence}
}

func refused(o Outcome) Outcome {
	o.Abstained, o.Rank = true, 0
	return o
}

// The figures are worked out by hand.
func TestReport(t *testing.T) {
	off := Outcome{Judged: Judged{Lang: "en", Kind: "off-topic"}, Confidence: 0.25}
	r := Report([]Outcome{
		answerable(1, 0.95), answerable(1, 0.85), answerable(2, 0.75), answerable(0, 0.65),
		refused(answerable(1, 0.45)), // knew
		off, refused(off), refused(off),
	})
	want := JudgedMeasures{
		Queries: 8, Answerable: 5, Hit1: 2. / 5, Hit3: 3. / 5, MRR: 2.5 / 5,
		// 3 refusals, 2 of them right; 3 unanswerable.
		Abstention: Abstention{Precision: 2. / 3, Recall: 2. / 3, F1: 2. / 3, Refused: 1. / 5},
		// Right, the surest first: 1/1 2/2 2/3 2/4 3/5 3/8.
		CoverageAt80: 2. / 8, CoverageAt90: 2. / 8,
		// By tenths: .05, .15, .25, .35 short for the first four, .55 for the next,
		// and 3 of 0.25 too sure.
		Calibration: (.05 + .15 + .25 + .35 + .55 + .75) / 8,
		AUC:         1,
	}
	if d := cmp.Diff(want, r.JudgedMeasures, cmp.Comparer(func(a, b float64) bool { return a-b < 1e-12 && b-a < 1e-12 })); d != "" {
		t.Error(d)
	}
	if len(r.ByLang) != 2 || r.ByLang["fr"].Queries != 5 || r.ByKind["off-topic"].Abstention.Recall != 2./3 || r.ByKind["why"].Hit1 != 0.4 {
		t.Errorf("groups %+v %+v", r.ByLang, r.ByKind)
	}
	if d := cmp.Diff(JudgedMeasures{}, Report(nil).JudgedMeasures); d != "" {
		t.Error(d)
	}
}

func TestCoverageTakesEquallySureQuestionsTogether(t *testing.T) {
	right, wrong := answerable(1, 0.8), answerable(0, 0.8)
	for _, c := range []struct {
		name     string
		outcomes []Outcome
		accuracy float64
		want     float64
	}{
		{"all right", []Outcome{right, right}, 0.9, 1},
		{"none right", []Outcome{wrong, wrong}, 0.8, 0},
		{"equally sure, in any order", []Outcome{right, wrong}, 0.9, 0},
		{"just enough", []Outcome{right, right, right, right, wrong}, 0.8, 1},
		{"it may fall and rise again", []Outcome{answerable(0, 0.9), right, right, right, right, answerable(0, 0.1)}, 0.8, 5. / 6},
		{"a refusal counts by its confidence", []Outcome{right, refused(answerable(1, 0.3))}, 0.9, 1},
		{"an unanswerable one is never right", []Outcome{{Confidence: 0.9}, right}, 0.8, 0},
		{"nothing", nil, 0.8, 0},
	} {
		near(t, c.name, coverageAt(c.outcomes, c.accuracy), c.want)
	}
}

func TestCalibrationErrorIsNoneWhereConfidenceMeansWhatItSays(t *testing.T) {
	var outcomes []Outcome
	for i := range 100 {
		outcomes = append(outcomes, Outcome{Judged: Judged{Answerable: i < 75}, Confidence: 0.75})
	}
	near(t, "of one that is right", calibrationError(outcomes), 0)
	for i := range outcomes {
		outcomes[i].Confidence = 1
	}
	near(t, "of one that is too sure", calibrationError(outcomes), 0.25)
}

var _ Answerer = answerer{}
