package verify_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"verbatim/corpus"
	"verbatim/retrieval"
	"verbatim/retrieval/retrievaltest"
	"verbatim/retrieval/verify"
)

// harbour prints some sentences that people get wrong.
func harbour(t testing.TB) retrieval.Generation {
	article := func(id, publisher string, lang corpus.Lang, published, title string, paragraphs ...string) retrievaltest.Text {
		d, err := corpus.ParseDate(published)
		if err != nil {
			t.Fatal(err)
		}
		return retrievaltest.Text{Attribution: corpus.Attribution{ArticleID: id, File: id + ".txt", Title: title, Publisher: publisher, Published: d, Lang: lang}, Paragraphs: paragraphs}
	}
	return retrievaltest.Open(t, &retrievaltest.Memory{},
		article("strike", "Harbour Gazette", corpus.English, "2024-03-05", "Dockers stop work",
			"Dockers at the port of Belmare stopped work on Monday because the new cranes need no drivers. The union counts 1,200 strikers. Ferries still sail.",
			"The owners did not promise to train 300 drivers for other work, “whatever the papers say”. They don’t name a date, and 12% of the crews left.",
			"Mayor Ilse Brandt said that she had never seen such a quiet harbour."),
		article("greve", "Le Quai", corpus.French, "2024-03", "Grève au port",
			"Les dockers de Belmare n’ont pas cessé le travail lundi. Le port compte 10 000 grévistes, d’après la préfecture. L’œuvre du syndicat a tué la grève.",
			"Le préfet a déployé des gendarmes devant l’entrée du terminal pétrolier\u00a0: il n’y a eu aucun blessé."),
		article("reprint", "The Ropewalk", corpus.English, "2024-03-06", "Strike in Belmare",
			"Nothing else happened in town. The union counts 1,200 strikers. Ferries still sail, and the market was open."))
}

// TestVerdicts holds what people do to quotes against what is said of it.
func TestVerdicts(t *testing.T) {
	gen := harbour(t)
	for _, q := range []struct {
		message string
		want    verify.Verdict
		changes string
	}{
		{"“the union counts 1200 strikers”", verify.Exact, ""},
		{"“the union counts 1.200 strikers”", verify.Exact, ""},
		{"“The union counts 12,000 strikers”", verify.Altered, "number: 1,200 -> 12,000"},
		{"« Le port compte 10.000 grévistes »", verify.Exact, ""},
		{"« Le port compte 1 000 grévistes »", verify.Altered, "number: 10 000 -> 1 000"},
		{"“The union counts twelve hundred strikers”", verify.Altered, "word: 1,200 -> twelve hundred"},
		{"“The union counts 1.2K strikers”", verify.Altered, "word: 1,200 -> 1.2K"},
		{"« Le port compte 10 mille grévistes »", verify.Altered, "word: 10 000 -> 10 mille"},
		{"“The union counts twelve thousand strikers”", verify.Altered, "number: 1,200 -> twelve thousand"},
		{"« Le port compte dix mille grévistes »", verify.Altered, "word: 10 000 -> dix mille"},
		{"“12 percent of the crews left”", verify.Altered, "word: % -> percent"},
		{"[“The union counts 1,200 strikers”](https://a.example/b)", verify.Exact, ""},
		{"> The union counts 1,200 strikers\n> — Harbour Gazette", verify.Exact, ""},
		{"« les dockers de belmare n'ont pas cesse le travail lundi »", verify.Exact, ""},
		{"« Les dockers de Belmare ont cessé le travail lundi »", verify.Altered, "negation: pas -> ; left-out: n’ -> "},
		{"« Les dockers de Belmare ont pas cessé le travail lundi »", verify.Altered, "left-out: n’ -> "},
		{"« il n'y a eu aucun blesse »", verify.Exact, ""},
		{"« il y a eu un blessé »", verify.Altered, "negation: aucun -> un; left-out: n’ -> "},
		{"“The owners promised to train 300 drivers for other work”", verify.Altered, "negation: did not promise -> promised"},
		{"“They name a date, and 12% of the crews left”", verify.Altered, "negation: don’t -> "},
		{"“They don't name a date, and 12 of the crews left”", verify.Altered, "number: % -> "},
		{"« L'oeuvre du syndicat a tue la greve »", verify.Exact, ""},
		{"« L’œuvre du syndicat a tuè la grève »", verify.Altered, "word: tué -> tuè"},
		{"“Dockers […] stopped work on Monday because the new cranes need no drivers”", verify.Exact, ""},
		{"“Dockers at the port of Belmare stopped work ... Ferries still sail”", verify.Exact, ""},
		{"“[The mayor] said that she had never seen such a quiet harbour”", verify.Exact, ""},
		{"“Ferries still sail. … The owners did not promise to train 300 drivers”", verify.Exact, ""},
		{"“Ferries still sail. The owners did not promise to train 300 drivers”", verify.Exact, ""},
		{"“[d]ockers at the port of Belmare stopped work on Monday”", verify.Exact, ""},
		{"so the Gazette says the union counts 1200 strikers and ferries still sail, lol", verify.Altered, "added:  -> and"},
		{"you know what: the union counts 1200 strikers, no joke", verify.Exact, ""},
		{"J'ai lu ce matin que les dockers de Belmare n'ont pas cessé le travail lundi, incroyable non ?", verify.Exact, ""},
		{"“whatever the papers say”", verify.Exact, ""},
		{"“Ferries still sail today”", verify.Altered, "added:  -> today"},
		{"“The price of bread rose by a third in two years”", verify.Absent, ""},
		{"“not this”", verify.Short, ""},
		{"> Ferries still sail, and the market was open. — The Ropewalk", verify.Exact, ""},
		{"“Ferries still sail", verify.Exact, ""},
		{"> « Le port compte 10 000 grévistes, d’après la préfecture »\n> — Le Quai", verify.Exact, ""},
		{"« Le préfet a déployé des gendarmes devant l’entrée du terminal pétrolier : il n’y a eu aucun blessé. » - Le Quai", verify.Exact, ""},
	} {
		claims := verify.Claims(q.message)
		if len(claims) != 1 {
			t.Fatalf("%s: claims %v", q.message, claims)
		}
		got, err := verify.Check(t.Context(), gen, claims[0], verify.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var changes []string
		for _, c := range got.Changes {
			changes = append(changes, fmt.Sprintf("%s: %s -> %s", c.Kind, c.Printed, c.Claimed))
		}
		if s := strings.Join(changes, "; "); got.Verdict != q.want || s != q.changes {
			t.Errorf("%s: %s (%.2f) %q, want %s %q", q.message, got.Verdict, got.Share, s, q.want, q.changes)
		}
	}
}

func TestWhereAQuoteIsPrinted(t *testing.T) {
	gen := harbour(t)
	for message, want := range map[string][2]string{ // first publisher, and the one that the message names in vain
		"“The union counts 1,200 strikers”":                                        {"Harbour Gazette", ""},
		"The Ropewalk: “The union counts 1,200 strikers”":                          {"The Ropewalk", ""},
		"Le Quai wrote “she had never seen such a quiet harbour”":                  {"Harbour Gazette", "Le Quai"},
		"Harbour Gazette: “Mayor Ilse Brandt said that she had never seen such a”": {"Harbour Gazette", ""},
	} {
		got, err := verify.Check(t.Context(), gen, verify.Claims(message)[0], verify.Options{})
		if err != nil || got.Verdict != verify.Exact || got.Sources[0].Publisher != want[0] || got.Named != want[1] {
			t.Errorf("%s: %s in %v, named %q, %v", message, got.Verdict, got.Sources, got.Named, err)
		}
	}
	got, err := verify.Check(t.Context(), gen, verify.Claims("“The union counts 1,200 strikers”")[0], verify.Options{Skip: []string{"Harbour Gazette"}})
	if err != nil || len(got.Sources) != 1 || got.Sources[0].Publisher != "The Ropewalk" {
		t.Errorf("without a publisher: %v, %v", got.Sources, err)
	}
}

func TestPrintedTextIsCutAroundTheChange(t *testing.T) {
	gen := harbour(t)
	claim := verify.Claim{Text: "Dockers at the port of Belmare stopped work on Monday because the new cranes need ten drivers. The union counts 1,200 strikers.", Marked: true}
	got, err := verify.Check(t.Context(), gen, claim, verify.Options{Longest: 60})
	if err != nil || len(got.Sources) != 1 {
		t.Fatalf("%+v, %v", got, err)
	}
	part := got.Sources[0].Parts[0]
	if n := utf8.RuneCountInString(part.Text); n > 60 || !strings.Contains(part.Text, "need no drivers") {
		t.Errorf("%d characters: %q", n, part.Text)
	}
}
