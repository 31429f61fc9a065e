package retrieval_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"verbatim/corpus"
	"verbatim/retrieval"
	"verbatim/retrieval/retrievaltest"
)

// evidenceOf is one part of the evidence for each file that came into question.
func evidenceOf(t *testing.T, e *retrieval.Engine, question, name string) map[string]float64 {
	t.Helper()
	found := map[string]float64{}
	for _, c := range ask(t, e, retrieval.Query{Text: question, Explain: true}).Why.Candidates {
		for _, v := range c.Evidence {
			if v.Name == name {
				found[c.File] = v.Value
			}
		}
	}
	return found
}

func TestPassagesOfTheTimeAskedAboutAreFavoured(t *testing.T) {
	text := func(id, published, paragraph string) retrievaltest.Text {
		return retrievaltest.Text{Attribution: attribution(id, "", corpus.English, published, ""), Paragraphs: []string{paragraph}}
	}
	e := engine(t,
		text("figures", "", "The ferry sank on 2024-10-23, the pilots say."),
		text("resolved", "2024-11-02", "The ferry sank on 23 October, the pilots say."),
		text("yearless", "", "The ferry sank on 23 October, the pilots say."),
		text("printed", "2024-10-24", "The ferry sank, the pilots say, and nobody drowned."),
		text("other", "2023-01-05", "The ferry sank in January 2023, the pilots say."),
		text("undated", "", "The ferry sank, the pilots say, and the crew was saved."),
	)
	for question, want := range map[string]map[string]bool{
		"which ferry sank in October 2024":    {"figures.txt": true, "resolved.txt": true, "printed.txt": true},
		"which ferry sank on 23 October 2024": {"figures.txt": true, "resolved.txt": true, "printed.txt": true},
		"which ferry sank on 23 October":      {"figures.txt": true, "resolved.txt": true, "yearless.txt": true},
		"which ferry sank in 2023":            {"other.txt": true},
		"which ferry sank":                    {},
	} {
		got := map[string]bool{}
		for file, value := range evidenceOf(t, e, question, "dated") {
			if value > 0 {
				got[file] = true
			}
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%q (-want +got):\n%s", question, d)
		}
		if a := ask(t, e, retrieval.Query{Text: question}); len(want) > 0 && (a.Abstained || !want[a.Quotes[0].File]) {
			t.Errorf("%q: abstained %v, quotes %v", question, a.Abstained, a.Quotes)
		}
	}
}

func TestPassagesThatNameTheSpeakerAreFavoured(t *testing.T) {
	e := engine(t, newsstand()...)
	for question, names := range map[string]bool{
		"selon Du Jin-ho, que feront les dockers de Belmare ?":              true,
		"what will the dockers of Belmare do, according to Du Jin-ho?":      true,
		"what will the dockers of Belmare do, asks Du Jin-ho":               false,
		"les dockers de Belmare gagneront, d’après la préfecture du Nord ?": false,
	} {
		for file, value := range evidenceOf(t, e, question, "speaker") {
			if file != "wire.txt" && value > 0 {
				t.Errorf("%q: %s is worth %.2f for the speaker", question, file, value)
			}
		}
		if got := evidenceOf(t, e, question, "speaker")["wire.txt"] > 0; got != names {
			t.Errorf("%q: the passage that names the speaker is favoured: %v", question, got)
		}
	}
}

func TestAYearThatNoArticleSpellsOutIsNoReasonToAbstain(t *testing.T) {
	e := engine(t, harbour()...)
	for question, abstains := range map[string]bool{
		"why did the dockers of Belmare stop work in March 2024":       false,
		"pourquoi les dockers de Belmare ont cessé le travail en 2024": false,
		"did the dockers stop in 1912":                                 true,
	} {
		if a := ask(t, e, retrieval.Query{Text: question}); a.Abstained != abstains {
			t.Errorf("%q: abstained %v (%s, confidence %.2f)", question, a.Abstained, a.Reason, a.Confidence)
		}
	}
}
