package eval

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"verbatim/retrieval"
)

// corpusLines are lines of a corpus.jsonl: n titles of five documents each.
func corpusLines(n int) string {
	var b strings.Builder
	for i := range 5 * n {
		fmt.Fprintf(&b, "{\"_id\":\"d%d\",\"title\":\"title %d\",\"text\":\"t\"}\n", i, i/5)
	}
	return b.String()
}

func TestLeaveOutTakesWholeTitlesAndSingleDocuments(t *testing.T) {
	const titles, share = 400, 0.4
	var kept strings.Builder
	out, err := LeaveOut(&kept, strings.NewReader(corpusLines(titles)), share)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Count(kept.String(), "\n")
	if lines+len(out) != 5*titles {
		t.Errorf("%d kept and %d left out of %d", lines, len(out), 5*titles)
	}
	kinds := map[string]int{}
	for i := range titles {
		whole := 0
		for k := range 5 {
			kind := out[fmt.Sprintf("d%d", 5*i+k)]
			kinds[kind]++
			if kind == KindNoArticle {
				whole++
			}
		}
		if whole != 0 && whole != 5 {
			t.Errorf("of title %d, %d documents count as an absent article", i, whole)
		}
	}
	for _, kind := range []string{KindNoArticle, KindNoParagraphs} {
		if part := float64(kinds[kind]) / (5 * titles); math.Abs(part-share/2) > 0.05 {
			t.Errorf("%s: %.3f of the documents, want about %.3f", kind, part, share/2)
		}
	}
	if again, _ := LeaveOut(&strings.Builder{}, strings.NewReader(corpusLines(titles)), share); fmt.Sprint(again) != fmt.Sprint(out) {
		t.Error("another time others are left out")
	}
}

func TestLeaveOutKeepsWhatIsNoDocument(t *testing.T) {
	var kept strings.Builder
	if _, err := LeaveOut(&kept, strings.NewReader("not JSON\n"), 0.999); err != nil || kept.String() != "not JSON\n" {
		t.Errorf("%q, %v: the reader of documents says what is wrong with it", kept.String(), err)
	}
}

func TestJudgedAbsentAsksAsManyOfEitherSort(t *testing.T) {
	out := map[string]string{"d1": KindNoArticle, "d2": KindNoParagraphs}
	qrels := Qrels{"both": {"d0": 1, "d1": 1}, "article": {"d1": 1}, "passage": {"d2": 1}, "kept": {"d0": 1}, "other": {"d3": 1}}
	var questions []Question
	for id := range qrels {
		questions = append(questions, Question{ID: id, Text: id + "?"})
	}
	judged := JudgedAbsent(questions, qrels, out, 100)
	kinds := map[string]string{}
	for _, j := range judged {
		kinds[j.ID] = j.Kind
		if j.Answerable != (len(j.Gold) > 0) {
			t.Errorf("%s: answerable is %v with %d documents", j.ID, j.Answerable, len(j.Gold))
		}
	}
	if len(judged) != 4 || kinds["article"] != KindNoArticle || kinds["passage"] != KindNoParagraphs {
		t.Errorf("asked %v", kinds)
	}
	if n := len(JudgedAbsent(questions, qrels, out, 2)); n != 2 {
		t.Errorf("%d questions, want 2", n)
	}
	quote := retrieval.Quote{}
	quote.ArticleID = "d0"
	if !answers(quote, []Gold{{Article: "d0"}}) || answers(quote, []Gold{{Article: "d1"}}) {
		t.Error("a document answers by its ID")
	}
}

func TestAreaUnderCurve(t *testing.T) {
	outcome := func(answerable bool, confidence float64) Outcome {
		return Outcome{Judged: Judged{Answerable: answerable}, Confidence: confidence}
	}
	near(t, "all surer", areaUnderCurve([]Outcome{outcome(true, .9), outcome(true, .8), outcome(false, .1)}), 1)
	near(t, "none surer", areaUnderCurve([]Outcome{outcome(true, .1), outcome(false, .9)}), 0)
	near(t, "a tie and a half", areaUnderCurve([]Outcome{outcome(true, .5), outcome(false, .5)}), .5)
	near(t, "three of four pairs", areaUnderCurve([]Outcome{outcome(true, .9), outcome(false, .6), outcome(true, .5), outcome(false, .4)}), .75)
	near(t, "one sort alone", areaUnderCurve([]Outcome{outcome(true, .9)}), 0)
}
