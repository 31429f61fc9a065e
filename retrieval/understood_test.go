package retrieval_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"verbatim/corpus"
	"verbatim/retrieval"
	"verbatim/retrieval/retrievaltest"
)

// newsstand is harbour with more publishers, two of them with names that mean
// something else too.
func newsstand() []retrievaltest.Text {
	text := func(id, publisher string, lang corpus.Lang, published, paragraph string) retrievaltest.Text {
		return retrievaltest.Text{Attribution: attribution(id, publisher, lang, published, ""), Paragraphs: []string{paragraph}}
	}
	return append(harbour(),
		text("monde", "Le Monde", corpus.French, "2024-05-02", "Les dockers de Belmare demandent dix couronnes de plus par heure."),
		text("belmare", "Belmare Times", corpus.English, "2023-11", "The mayor of Belmare wants a second bridge for the dockers."),
		text("wire", "Kesta Agency", corpus.English, "2024-03-06", "Du Jin-ho, who studies ports, says that the dockers of Belmare will win."),
	)
}

func date(t testing.TB, s string) corpus.Date {
	t.Helper()
	d, err := corpus.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestFiltersSaidInWords(t *testing.T) {
	e := engine(t, newsstand()...)
	from := func(publishers ...string) retrieval.Understood { return retrieval.Understood{Publishers: publishers} }
	in := func(lang corpus.Lang) retrieval.Understood { return retrieval.Understood{Lang: lang} }
	during := func(after, before string) retrieval.Understood {
		return retrieval.Understood{After: date(t, after), Before: date(t, before)}
	}
	for question, want := range map[string]retrieval.Understood{
		"According to the Harbour Gazette, why did the dockers stop work?":  from("Harbour Gazette"),
		"why did dockers of Belmare stop work according to harbour gazette": from("Harbour Gazette"),
		"why did the dockers stop, according to the Gazette":                from("Harbour Gazette"),
		"Pourquoi les dockers ont cessé le travail d’après Le Quai ?":       from("Le Quai"),
		"selon Le Monde, que demandent les dockers de Belmare ?":            from("Le Monde"),
		"selon le Monde que demandent les dockers de Belmare":               from("Le Monde"),
		"dockers of Belmare in the Harbour Gazette":                         from("Harbour Gazette"),
		"dockers Belmare dans Le Monde":                                     from("Le Monde"),
		"what will dockers of Belmare do according to kesta":                from("Kesta Agency"),
		"dockers of Belmare according to Le Quai and the Harbour Gazette":   from("Le Quai", "Harbour Gazette"),

		"why did the dockers of Belmare stop work? in English please":      in("en"),
		"In French please: why did the dockers of Belmare stop work?":      in("fr"),
		"dockers Belmare grève, en français":                               in("fr"),
		"dockers belmare en français svp":                                  in("fr"),
		"que font les dockers de Belmare ? (en anglais s’il te plaît)":     in("en"),
		"dockers of Belmare, articles in French only":                      in("fr"),
		"Que disent les articles en français sur les dockers de Belmare ?": in("fr"),
		"only English articles: dockers of Belmare":                        in("en"),
		"les dockers de Belmare, uniquement des articles anglais":          in("en"),

		"dockers of Belmare, published in March 2024":                             during("2024-03", "2024-03"),
		"pourquoi les dockers de Belmare ont cessé le travail, paru en mars 2024": during("2024-03", "2024-03"),
		"dockers de Belmare parus le 2 mai 2024":                                  during("2024-05-02", "2024-05-02"),
		"articles from 2023 about the mayor of Belmare":                           during("2023", "2023"),
		"les articles de novembre 2023 sur Belmare":                               during("2023-11", "2023-11"),
		"what do articles published in 2023 say about the mayor of Belmare":       during("2023", "2023"),
		"dockers of Belmare, publié avant mars 2024":                              {Before: date(t, "2024-02")},
		"since March 2024 published: dockers of Belmare":                          {After: date(t, "2024-03")},
		"dockers Belmare publié depuis le 2 mai 2024":                             {After: date(t, "2024-05-02")},
		"dockers of Belmare (published between March and May 2024)":               during("2024-03", "2024-05"),
		"dockers of Belmare published last month":                                 during("2024-05", "2024-05"),

		"selon Le Quai, articles en français publiés en mars 2024, dockers de Belmare": {
			Publishers: []string{"Le Quai"}, Lang: "fr", After: date(t, "2024-03"), Before: date(t, "2024-03")},
	} {
		a := ask(t, e, retrieval.Query{Text: question, Now: date(t, "2024-06-15").From.Time()})
		if d := cmp.Diff(want, a.Understood); d != "" {
			t.Errorf("%q (-want +got):\n%s", question, d)
		}
		if a.Abstained {
			t.Errorf("%q finds nothing: %s %v", question, a.Reason, a.Why.Words)
		}
		for _, q := range a.Quotes {
			if !keeps(a.Understood, q) {
				t.Errorf("%q: quote of %s is not what was understood: %+v", question, q.File, a.Understood)
			}
		}
	}
}

func keeps(u retrieval.Understood, q retrieval.Quote) bool {
	return (len(u.Publishers) == 0 || strings.Contains(fmt.Sprint(u.Publishers), q.Publisher)) &&
		(u.Lang == "" || u.Lang == q.Lang) &&
		(!u.After.Known() || q.Published.Known() && q.Published.To > u.After.From) &&
		(!u.Before.Known() || q.Published.Known() && q.Published.From < u.Before.To)
}

func TestWordsThatFilterNothing(t *testing.T) {
	e := engine(t, newsstand()...)
	for _, question := range []string{
		"Combien de grévistes selon la préfecture ?",
		"les dockers gagnent-ils selon que le port ouvre ou non",
		"d’après moi les dockers de Belmare gagneront",
		"d’après toi, qui gagnera à Belmare ?",
		"selon le monde entier les dockers de Belmare ont raison",
		"que se passe-t-il dans le monde des dockers de Belmare",
		"dans le Monde d’hier, dockers de Belmare",
		"selon Du Jin-ho, que feront les dockers ?",
		"what did the dockers of Belmare do according to Belmare officials",
		"bridge for dockers according to Belmare",
		"dockers of Belmare, not according to the Harbour Gazette",
		"dockers of Belmare in the news",
		"dockers in times of trouble at Belmare",
		"what did the agency say about dockers of Belmare",
		"dockers in French Guiana",
		"articles in French Guiana on dockers of Belmare",
		"English troops at Belmare",
		"the French ministry and the dockers of Belmare",
		"what does docker mean in French?",
		"translate the dockers of Belmare into English",
		"How do you say docker in French please",
		"comment dit-on docker en anglais",
		"did the mayor of Belmare speak in French",
		"Le maire de Belmare a-t-il parlé en anglais",
		"quel livre sur Belmare est paru en mars 2024",
		"which report was published in March 2024 in Belmare?",
		"what did the report published in March 2024 say of Belmare",
		"the dockers of Belmare in March 2024",
		"en mars 2024, les dockers de Belmare",
		"on 5 March, what did dockers of Belmare do",
		"article 5 of 2017 in Belmare",
		"the articles of the 2017 treaty of Belmare",
		"les dockers de Belmare dans le Quai d’Orsay",
		"le roman de Belmare paru en 1616",
		"short story on Belmare published in 1939",
		"the article published in March 2024 by the mayor of Belmare",
		"en quelle année Belmare a publié 2024 lettres",
	} {
		a := ask(t, e, retrieval.Query{Text: question})
		if d := cmp.Diff(retrieval.Understood{}, a.Understood); d != "" {
			t.Errorf("%q (-want +got):\n%s", question, d)
		}
	}
}

func TestWhatWasUnderstoodIsNotSearched(t *testing.T) {
	e := engine(t, newsstand()...)
	a := ask(t, e, retrieval.Query{Text: "According to the Harbour Gazette: why did dockers stop? Articles in English only, published in March 2024, please"})
	var words []string
	for _, w := range a.Why.Words {
		words = append(words, w.Text)
	}
	if got := strings.Join(words, " "); got != "dockers stop" {
		t.Errorf("searched %q", got)
	}
}

func TestAdverbsOfNowAreNotSearched(t *testing.T) {
	e := engine(t, newsstand()...)
	for question, want := range map[string]string{
		"what do dockers of Belmare want right now?":             "dockers Belmare want",
		"que demandent actuellement les dockers, en ce moment ?": "demandent dockers",
		"dockers today": "dockers today",
	} {
		var words []string
		for _, w := range ask(t, e, retrieval.Query{Text: question}).Why.Words {
			words = append(words, w.Text)
		}
		if got := strings.Join(words, " "); got != want {
			t.Errorf("%q: searched %q, want %q", question, got, want)
		}
	}
}

func TestANameThatTwoPublishersShareIsLeftOut(t *testing.T) {
	other := harbour()[1]
	other.ArticleID, other.File, other.Publisher = "other", "other.txt", "Gazette de Belmare"
	e := engine(t, append(harbour(), other)...)
	a := ask(t, e, retrieval.Query{Text: "selon la Gazette, combien de grévistes à Belmare ?"})
	if a.Abstained || a.Understood.Any() || len(a.Why.Unknown) > 0 {
		t.Errorf("abstained %v (%s), understood %+v, unknown %v", a.Abstained, a.Reason, a.Understood, a.Why.Unknown)
	}
}

func TestWordsAreUndoneWhenTheyLeaveNoAnswer(t *testing.T) {
	e := engine(t, newsstand()...)
	for _, question := range []string{
		"Which new cranes at Belmare need no drivers, according to Le Monde?",
		"Why did the dockers of Belmare stop work? in German please",
		"Why did the dockers of Belmare stop work, published in 2031",
	} {
		a := ask(t, e, retrieval.Query{Text: question})
		if a.Abstained || !a.Understood.Undone || !a.Understood.Any() {
			t.Errorf("%q: abstained %v (%s), understood %+v", question, a.Abstained, a.Reason, a.Understood)
			continue
		}
		if a.Quotes[0].File != "strike.txt" || a.Undated != 0 {
			t.Errorf("%q: quote of %s, %d articles left out", question, a.Quotes[0].File, a.Undated)
		}
	}
}

func TestFieldsOfTheQueryWinOverWords(t *testing.T) {
	e := engine(t, newsstand()...)
	a := ask(t, e, retrieval.Query{
		Text:      "dockers of Belmare according to Le Monde, articles in French, published in 2019",
		Publisher: "Harbour Gazette", Lang: "en", After: date(t, "2024-03"),
	})
	if a.Abstained || a.Understood.Any() || a.Quotes[0].File != "strike.txt" {
		t.Errorf("abstained %v, understood %+v, quotes %v", a.Abstained, a.Understood, a.Quotes)
	}
}

func TestQuestionsAboutNowGetTheDateOfTheirNewestArticle(t *testing.T) {
	e := engine(t, harbour()...)
	now := time.Date(2025, 1, 1, 12, 0, 0, 0, time.UTC)
	for question, want := range map[string]string{
		"why are dockers of Belmare striking currently?":                            "2024-03",
		"what is the latest on the dockers of Belmare":                              "2024-03",
		"pourquoi les dockers de Belmare font-ils grève actuellement ?":             "2024-03",
		"les dockers de Belmare travaillent-ils aujourd’hui":                        "2024-03",
		"que font les dockers de Belmare en ce moment":                              "2024-03",
		"Why did the dockers of Belmare stop work?":                                 "",
		"les dockers de Belmare ont cessé le travail lundi dernier, pourquoi ?":     "",
		"quelles sont les dernières nouvelles des dockers de Belmare ?":             "2024-03",
		"why did the dockers of Belmare stop work in March 2024, still asked today": "",
		"did the dockers of Belmare get a present after the strike":                 "",
		"que font à présent les dockers de Belmare":                                 "2024-03",
		"how much is a museum ticket today":                                         "", // undated
	} {
		a := ask(t, e, retrieval.Query{Text: question, Now: now, Stale: 90})
		if got := a.Newest.String(); got != want {
			t.Errorf("%q: newest %q, want %q (abstained %v)", question, got, want, a.Abstained)
		}
	}
	current := "why are dockers of Belmare striking currently?"
	for _, q := range []retrieval.Query{
		{Text: current, Now: now},
		{Text: current, Now: now, Stale: 400},
		{Text: current, Now: time.Date(2024, 4, 2, 0, 0, 0, 0, time.UTC), Stale: 90},
	} {
		if a := ask(t, e, q); a.Newest.Known() {
			t.Errorf("at %s, stale after %d days: newest %s", q.Now, q.Stale, a.Newest)
		}
	}
}
