package timeline

import (
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/dates"
)

// TestMainEventOfASentence holds what a sentence with one date or more is placed
// at: the sentences are made up, the date of publication is Friday 8 March 2024.
func TestMainEventOfASentence(t *testing.T) {
	published := corpus.NewDate(2024, 3, 8)
	for _, test := range []struct {
		text        string
		lang        corpus.Lang
		event, said string
	}{
		{"The dockers stopped work on Monday.", "en", "2024-03-04", ""},
		{"Les dockers ont cessé le travail lundi.", "fr", "2024-03-04", ""},
		{"The port said on Thursday that the cranes had failed on 27 February.", "en", "2024-02-27", "2024-03-07"},
		{"On Thursday the port confirmed that the cranes had failed on 27 February.", "en", "2024-02-27", "2024-03-07"},
		{"Jeudi, le port a déclaré que les grues étaient tombées en panne le 27 février.", "fr", "2024-02-27", "2024-03-07"},
		{"Selon un communiqué de jeudi, les grues sont tombées en panne le 27 février.", "fr", "2024-02-27", "2024-03-07"},
		{"In a statement on Thursday it counted 40 men who were hired from 1 to 5 February.", "en", "2024-02-01/2024-02-05", "2024-03-07"},
		{"The port said on Thursday that it would wait.", "en", "2024-03-07", ""},
		{"The mayor, who took office in 2019, opened the new bridge on 5 March.", "en", "2024-03-05", ""},
		{"Le maire, élu en 2020, a inauguré le pont mardi.", "fr", "2024-03-05", ""},
		{"Le 5 mars, le conseil a ratifié l'accord que les deux ports avaient signé en juin 2022.", "fr", "2024-03-05", ""},
		{"The treaty of 2018 was suspended on Tuesday.", "en", "2024-03-05", ""},
		{"The council suspended the agreement of 2018.", "en", "", ""},
		{"Cette rencontre, qui a eu lieu le 27 juillet 2023, compte pour les deux ports.", "fr", "2023-07-27", ""},
		{"This meeting, which took place on 27 July 2023, matters to both ports.", "en", "2023-07-27", ""},
		{"The port lives on after the failure of two strikes [en 2018 et 2019].", "en", "", ""},
		{"Les deux ports ont signé un plan pour 2025 et 2026.", "fr", "", ""},
		{"It was the first strike since 1998.", "en", "", ""},
		{"Les deux maires ne s'étaient pas vus depuis avril 2019.", "fr", "", ""},
		{"Les 5 et 6 mars, les bacs sont restés à quai.", "fr", "2024-03-05/2024-03-06", ""},
		{"Depuis le 28 février, les grues ne bougent plus au port de Belmare.", "fr", "2024-02-28/..", ""},
		{"Le préfet a condamné la grève dès le 5 mars.", "fr", "2024-03-05", ""},
		{"Le juge a trente jours pour trancher ; le port doit rouvrir dans les soixante jours.", "fr", "", ""},
		{"The owner must repair the cranes within sixty days.", "en", "", ""},
		{"On Tuesday the port added its own figure: 40 cranes damaged in the past week alone.", "en", "2024-03-05", ""},
		{"Le port n'emploie aujourd'hui que la moitié de ses grutiers.", "fr", "", ""},
		{"Aujourd'hui, le port a rouvert.", "fr", "2024-03-08", ""},
		{"The cranes of the KN-23 yard lift 2000 tonnes.", "en", "", ""},
	} {
		c := clause{text: test.text, tokens: scan(test.text)}
		c.mentionsOf(dates.Find(test.text, test.lang, published), 0, published)
		event, said, ok := c.mainEvent(published)
		if ok != (test.event != "") || ok && (event.EDTF != test.event || said.EDTF != test.said) {
			t.Errorf("%q: placed at %q, said on %q; want %q and %q", test.text, event.EDTF, said.EDTF, test.event, test.said)
		}
	}
}

// TestDaysWithoutAYearAreJoinedWhereTheyFollow holds lists of days in an article
// that nobody dates.
func TestDaysWithoutAYearAreJoinedWhereTheyFollow(t *testing.T) {
	for text, want := range map[string]string{
		"The assembly met on October 7 and 8 in the port.":    "XXXX-10-07/XXXX-10-08",
		"The assembly met on October 7 and 15 in the port.":   "XXXX-10-07",
		"Les bacs sont restés à quai les 28 et 29 février.":   "XXXX-02-28/XXXX-02-29",
		"Les bacs sont restés à quai les 30 et 31 mars 2024.": "2024-03-30/2024-03-31",
	} {
		c := clause{text: text, tokens: scan(text)}
		lang := corpus.English
		if text[0] == 'L' {
			lang = corpus.French
		}
		c.mentionsOf(dates.Find(text, lang, corpus.Date{}), 0, corpus.Date{})
		if len(c.mentions) == 0 || c.mentions[0].EDTF != want {
			t.Errorf("%q: %+v, want %s", text, c.mentions, want)
		}
	}
}

// TestWhoSaidNothingMadeNoEvent holds sentences that only deny a statement.
func TestWhoSaidNothingMadeNoEvent(t *testing.T) {
	for text, want := range map[string]bool{
		"The port did not confirm the report that day.":    true,
		"The port declined to comment on Thursday.":        true,
		"Le port n'a pas commenté jeudi.":                  true,
		"The port said on Thursday that it did not know.":  false,
		"Le port n'a pas rouvert jeudi.":                   false,
		"The port had to answer for it in court on 5 May.": false,
	} {
		c := clause{text: text, tokens: scan(text)}
		if c.silent() != want {
			t.Errorf("%q: silent %t, want %t", text, !want, want)
		}
	}
}

// TestImprintsAreNoEvents holds lines that date the article and not an event.
func TestImprintsAreNoEvents(t *testing.T) {
	published := corpus.NewDate(2024, 3, 8)
	for text, want := range map[string]bool{
		"Published on 8 March 2024 by the Harbour Gazette":                true,
		"Mis à jour le 8 mars 2024 à 10 h":                                true,
		"8 March 2024":                                                    true,
		"BELMARE, 8 March – The dockers of the port have stopped work.":   true,
		"On 8 March the dockers of the port published a list of demands.": false,
		"Le 8 mars 2024, les dockers du port ont publié leur liste.":      false,
	} {
		c := clause{text: text, tokens: scan(text)}
		c.mentionsOf(dates.Find(text, corpus.English, published), 0, published)
		m, _, ok := c.mainEvent(published)
		if got := !ok || c.imprint(m); got != want {
			t.Errorf("%q: imprint %t, want %t", text, got, want)
		}
	}
}

// FuzzClause holds that a sentence is placed at one of its own dates, whatever it says.
func FuzzClause(f *testing.F) {
	for _, s := range []string{"The port said on Thursday that it failed on 27 February.", "Les 5 et 6 mars ; dès le 7", "«(:que who 2018", "", "the 2018"} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, text string, fr bool) {
		lang := corpus.English
		if fr {
			lang = corpus.French
		}
		found := dates.Find(text, lang, corpus.NewDate(2024, 3, 8))
		c := clause{text: text, tokens: scan(text)}
		c.mentionsOf(found, 0, corpus.Date{})
		if len(c.mentions) > len(found) {
			t.Fatalf("%d dates of %d expressions", len(c.mentions), len(found))
		}
		event, said, ok := c.mainEvent(corpus.NewDate(2024, 3, 8))
		if !ok {
			return
		}
		if event.EDTF == "" || !event.Known() && !event.Yearless() || event.From > event.To || said == event.When {
			t.Errorf("placed at %+v, said on %+v", event, said)
		}
		if c.imprint(event); WordsFor(lang).When(event.When) == "" {
			t.Errorf("%+v has no words", event.When)
		}
	})
}
