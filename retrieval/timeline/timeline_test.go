package timeline

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/dates"
	"verbatim/retrieval"
	"verbatim/retrieval/retrievaltest"
)

func source(id, publisher string, lang corpus.Lang, published, title string) corpus.Attribution {
	d, err := corpus.ParseDate(published)
	if err != nil {
		panic(err)
	}
	return corpus.Attribution{ArticleID: id, File: id + ".txt", Title: title, Publisher: publisher, URL: "https://example.org/" + id, Published: d, Lang: lang}
}

// strike is a made-up corpus: one strike, told by several papers in two languages.
func strike() []retrievaltest.Text {
	return []retrievaltest.Text{
		{Attribution: source("gazette", "Harbour Gazette", corpus.English, "2024-03-15", "The dockers' strike at Belmare"), Paragraphs: []string{
			"The dockers at the port of Belmare began their strike on 4 March. Police evacuated the terminal of Belmare on Monday.",
			"The mayor of Belmare said on 12 March that 1,200 dockers had occupied the terminal on 8 March.",
			"The port was built in 1931.",
		}},
		{Attribution: source("quai", "Le Quai", corpus.French, "2024-03-14", "La grève des dockers de Belmare"), Paragraphs: []string{
			"Les dockers du port de Belmare ont commencé leur grève le 4 mars 2024.",
			"Le 8 mars, 900 dockers ont occupé le terminal, selon la préfecture. La grève coûte cher au port.",
		}},
		{Attribution: source("nodate", "", corpus.English, "", "Belmare dockers on strike"), Paragraphs: []string{
			"The strike of the Belmare dockers divides the town. On 11 March the ferries of Belmare joined the strike of the dockers.",
		}},
		{Attribution: source("vague", "", corpus.English, "", "What the strike at Belmare costs the dockers"), Paragraphs: []string{
			"The strike of the dockers at Belmare costs each of them forty crowns a day. Yesterday they voted.",
		}},
		{Attribution: source("ropes", "Knots", corpus.English, "2024-03-10", "A museum of ropes"), Paragraphs: []string{
			"The museum of ropes opens on 2 May 2024. It holds 4,000 knots.",
		}},
	}
}

func engine(t testing.TB, texts ...retrievaltest.Text) *retrieval.Engine {
	live := &retrieval.Live{}
	live.Swap(retrievaltest.Open(t, &retrievaltest.Memory{}, texts...))
	return retrieval.NewEngine(live)
}

func buildOf(t testing.TB, e *retrieval.Engine, q Query) Timeline {
	t.Helper()
	tl, err := Build(t.Context(), e, q)
	if err != nil {
		t.Fatalf("%q: %v", q.Topic, err)
	}
	return tl
}

// told is a timeline in short: the date of each event and the files of its sources.
func told(events []Event) []string {
	var all []string
	for _, e := range events {
		files := []string{}
		for _, r := range e.Sources {
			files = append(files, r.ArticleID)
		}
		slices.Sort(files)
		all = append(all, e.EDTF+" "+strings.Join(files, "+"))
	}
	return all
}

func TestReportsOfOneEventAreMergedAcrossLanguages(t *testing.T) {
	tl := buildOf(t, engine(t, strike()...), Query{Topic: "strike of the Belmare dockers"})
	if got, want := told(tl.Events), []string{"2024-03-04 gazette+quai", "2024-03-08 gazette+quai", "2024-03-11 gazette"}; !slices.Equal(got, want) {
		t.Errorf("events\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if got, want := told(tl.YearUnknown), []string{"XXXX-03-11 nodate"}; !slices.Equal(got, want) {
		t.Errorf("without a year %q, want %q", got, want)
	}
	if got, want := told(tl.Undated), []string{" vague"}; !slices.Equal(got, want) {
		t.Errorf("undated %q, want %q", got, want)
	}
}

func TestAStatementStandsAtItsEvent(t *testing.T) {
	tl := buildOf(t, engine(t, strike()...), Query{Topic: "strike of the Belmare dockers"})
	for _, e := range tl.Events {
		for _, r := range e.Sources {
			if strings.Contains(r.Text, "had occupied") && (e.EDTF != "2024-03-08" || r.Said.EDTF != "2024-03-12") {
				t.Errorf("placed at %s, said on %q; want 2024-03-08 and 2024-03-12", e.EDTF, r.Said.EDTF)
			}
		}
	}
}

func TestFiguresThatDisagreeAreShown(t *testing.T) {
	tl := buildOf(t, engine(t, strike()...), Query{Topic: "strike of the Belmare dockers"})
	i := slices.IndexFunc(tl.Events, func(e Event) bool { return e.EDTF == "2024-03-08" })
	if i < 0 || len(tl.Events[i].Disputed) != 1 {
		t.Fatalf("no event with one dispute among %q", told(tl.Events))
	}
	got := tl.Events[i].Disputed[0].String()
	for _, part := range []string{"1,200 dockers (Harbour Gazette)", "900 dockers (Le Quai)", " ≠ "} {
		if !strings.Contains(got, part) {
			t.Errorf("dispute %q lacks %q", got, part)
		}
	}
}

func TestDatesThatDisagreeAreShown(t *testing.T) {
	texts := []retrievaltest.Text{
		{Attribution: source("a", "A", corpus.English, "2024-06-20", "Fire in the Belmare lighthouse"), Paragraphs: []string{"A fire destroyed the lantern of the Belmare lighthouse on 17 June 2024."}},
		{Attribution: source("b", "B", corpus.English, "2024-06-21", "Fire in the Belmare lighthouse"), Paragraphs: []string{"A fire destroyed the lantern of the Belmare lighthouse on 18 June 2024."}},
	}
	tl := buildOf(t, engine(t, texts...), Query{Topic: "fire in the Belmare lighthouse"})
	if len(tl.Events) != 1 || len(tl.Events[0].Disputed) != 1 || tl.Events[0].Disputed[0].Of != "date" {
		t.Fatalf("%d events, the first disputes %v; want one that disputes its date", len(tl.Events), tl.Events[0].Disputed)
	}
	if got, want := tl.Events[0].Disputed[0].String(), "17 June 2024 (A) ≠ 18 June 2024 (B)"; got != want {
		t.Errorf("dispute %q, want %q", got, want)
	}
}

func TestAPeriodLeavesEventsOut(t *testing.T) {
	tl := buildOf(t, engine(t, strike()...), Query{Topic: "strike of the Belmare dockers", From: corpus.DayNumber(2024, 3, 5), To: corpus.DayNumber(2024, 3, 9)})
	if got, want := told(tl.All()), []string{"2024-03-08 gazette+quai"}; !slices.Equal(got, want) {
		t.Errorf("events %q, want %q", got, want)
	}
	if tl.Outside != 4 {
		t.Errorf("%d events outside, want 4", tl.Outside)
	}
}

func TestTheMostImportantEventsAreKeptInOrderOfTime(t *testing.T) {
	tl := buildOf(t, engine(t, strike()...), Query{Topic: "strike of the Belmare dockers", Limit: 2})
	if got, want := told(tl.All()), []string{"2024-03-04 gazette+quai", "2024-03-08 gazette+quai"}; !slices.Equal(got, want) {
		t.Errorf("events %q, want those of two sources: %q", got, want)
	}
	if tl.Found != 5 {
		t.Errorf("found %d, want 5", tl.Found)
	}
}

func TestWhatCannotBeShownHasItsReason(t *testing.T) {
	full, empty := engine(t, strike()...), engine(t)
	for _, test := range []struct {
		name string
		e    *retrieval.Engine
		q    Query
		want retrieval.Reason
	}{
		{"nothing found", full, Query{Topic: "zeppelins over Quarnberg"}, retrieval.ReasonUnknown},
		{"stop words", full, Query{Topic: "the and of"}, retrieval.ReasonNoWords},
		{"French stop words", full, Query{Topic: "le la les des"}, retrieval.ReasonNoWords},
		{"empty corpus", empty, Query{Topic: "strike"}, retrieval.ReasonEmpty},
		{"no article left", full, Query{Topic: "strike", Lang: "de"}, retrieval.ReasonEmpty},
	} {
		if tl := buildOf(t, test.e, test.q); !tl.Empty() || tl.Reason != test.want {
			t.Errorf("%s: %d events, reason %q; want none and %q", test.name, len(tl.All()), tl.Reason, test.want)
		}
	}
	for _, q := range []Query{{Topic: " "}, {Topic: "strike", Publisher: "nobody"}, {Topic: "strike", From: 20, To: 10}, {Topic: "strike", From: 20, To: 20}} {
		if _, err := Build(t.Context(), full, q); err == nil {
			t.Errorf("%+v was asked", q)
		} else if _, ok := errors.AsType[*retrieval.QueryError](err); !ok {
			t.Errorf("%+v: %T, want a *retrieval.QueryError", q, err)
		}
	}
}

func TestEveryQuoteStandsInItsArticle(t *testing.T) {
	e := sampleEngine(t)
	for _, topic := range []string{"North Korea", "Russie", "traité", "soldiers", "Kim"} {
		topics, err := e.Topic(t.Context(), retrieval.Query{Text: topic})
		if err != nil {
			t.Fatal(err)
		}
		bodies := map[string]string{}
		for _, a := range topics.Articles {
			bodies[a.ArticleID] = a.Body
		}
		tl := buildOf(t, e, Query{Topic: topic, Limit: 1000})
		for _, ev := range tl.All() {
			for _, r := range ev.Sources {
				if bodies[r.ArticleID][r.Start:r.End] != r.Text {
					t.Errorf("%s: %q is not at [%d,%d) of %s", topic, r.Text, r.Start, r.End, r.File)
				}
			}
		}
		if !slices.IsSortedFunc(tl.Events, func(a, b Event) int { return int(start(a.When)) - int(start(b.When)) }) {
			t.Errorf("%s: events are not in order of time", topic)
		}
	}
}

// many is a corpus of n dated sentences about one topic.
func many(n int) retrieval.Topic {
	topic := retrieval.Topic{Lang: corpus.English}
	whats := []string{"crane", "ferry", "lighthouse", "strike", "storm", "mayor", "fish", "museum", "bridge", "regatta", "customs", "dredger"}
	for i := range n / 10 {
		day := corpus.DayNumber(1997, 1, 1+10*i).Time()
		a := &corpus.Article{Attribution: source(fmt.Sprint("a", i), fmt.Sprint("Paper ", i%7), corpus.English, day.Format("2006-01-02"), "Belmare")}
		var body strings.Builder
		ta := retrieval.TopicArticle{Article: a, Score: 10, Lead: 1, Whole: 1, Key: true}
		for k := range 10 {
			text := fmt.Sprintf("On %s the %s of Belmare was closed after the %s broke down near quay %s.", day.AddDate(0, 0, -k).Format("2 January 2006"), whats[(i+k)%len(whats)], whats[(i*k+3)%len(whats)], strings.Repeat("x", k+1))
			start := body.Len()
			body.WriteString(text + "\n")
			ta.Sentences = append(ta.Sentences, retrieval.TopicSentence{Passage: k, Start: start, End: start + len(text), Own: 1, Near: 1, Key: true})
			a.Passages = append(a.Passages, corpus.Span{Start: start, End: start + len(text), Lang: corpus.English})
		}
		ta.Body = body.String()
		topic.Articles = append(topic.Articles, ta)
		topic.Kept = append(topic.Kept, a)
	}
	return topic
}

func TestTenThousandEventsTakeASecond(t *testing.T) {
	topic := many(10_000)
	began := time.Now()
	tl := build(topic, Query{Topic: "Belmare", Limit: 20})
	took := time.Since(began)
	if len(tl.Events) != 20 || tl.Found < 9000 {
		t.Errorf("%d events of %d", len(tl.Events), tl.Found)
	}
	if took > 20*time.Second { // the race detector takes its time; the benchmark holds the second
		t.Errorf("took %v", took)
	}
}

func BenchmarkTenThousandEvents(b *testing.B) {
	topic := many(10_000)
	for b.Loop() {
		build(topic, Query{Topic: "Belmare"})
	}
}

func TestReadPeriod(t *testing.T) {
	now := time.Date(2024, 11, 20, 12, 0, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"2024-10-23": "2024-10-23 2024-10-24", "2024-10": "2024-10-01 2024-11-01", "2023": "2023-01-01 2024-01-01",
		"été 2023": "2023-06-01 2023-09-01", "last month": "2024-10-01 2024-11-01", "le mois dernier": "2024-10-01 2024-11-01",
		"October 2024": "2024-10-01 2024-11-01", "en octobre 2024": "2024-10-01 2024-11-01", "hier": "2024-11-19 2024-11-20", "yesterday": "2024-11-19 2024-11-20",
		"23/10/2024": "2024-10-23 2024-10-24", "10/11/2024": "2024-11-10 2024-11-11", "1er novembre 2024": "2024-11-01 2024-11-02",
	} {
		from, to, err := ReadPeriod(text, "en-GB", now)
		if got := from.String() + " " + to.String(); err != nil || got != want {
			t.Errorf("%q: %s, %v; want %s", text, got, err, want)
		}
	}
	if from, _, err := ReadPeriod("10/11/2024", "en-US", now); err != nil || from.String() != "2024-10-11" {
		t.Errorf("in American: %s, %v", from, err)
	}
	for _, text := range []string{"", "soon", "the king", "2024-10-23 and 2024-10-25", "été 2023 à Paris", "32 mars 2024"} {
		if from, to, err := ReadPeriod(text, "en-GB", now); err == nil {
			t.Errorf("%q was read as %s to %s", text, from, to)
		}
	}
}

func TestWhenInWords(t *testing.T) {
	for _, test := range []struct{ text, en, fr string }{
		{"le 27 juillet 2023", "27 July 2023", "27 juillet 2023"},
		{"1er août 2023", "1 August 2023", "1er août 2023"},
		{"octobre 2024", "October 2024", "octobre 2024"},
		{"du 8 au 13 octobre 2024", "8 – 13 October 2024", "8 – 13 octobre 2024"},
		{"from 30 September to 2 October 2024", "30 September – 2 October 2024", "30 septembre – 2 octobre 2024"},
		{"de mars à mai 2024", "March – May 2024", "mars – mai 2024"},
		{"été 2023", "summer 2023", "été 2023"},
		{"depuis le 28 mai 2024", "since 28 May 2024", "depuis le 28 mai 2024"},
		{"vers 2015", "about 2015", "vers 2015"},
		{"2014", "2014", "2014"},
		{"le 23 octobre", "23 October, year not stated", "23 octobre, année non précisée"},
		{"vers le 8 octobre 2024", "about 8 October 2024", "vers le 8 octobre 2024"},
		{"jusqu'au 8 octobre 2024", "until 8 October 2024", "jusqu’au 8 octobre 2024"},
		{"jusqu'en octobre 2024", "until October 2024", "jusqu’en octobre 2024"},
		{"le premier trimestre 2024", "first quarter of 2024", "1er trimestre 2024"},
		{"le second semestre 2024", "second half of 2024", "2e semestre 2024"},
		{"au XXe siècle", "20th century", "XXe siècle"},
		{"du 7 au 9 octobre", "7 – 9 October, year not stated", "7 – 9 octobre, année non précisée"},
		{"début octobre 2024", "early October 2024", "début octobre 2024"},
		{"à la mi-octobre 2024", "mid-October 2024", "mi-octobre 2024"},
		{"fin 2024", "late 2024", "fin 2024"},
		{"au milieu des années 1990", "the mid-1990s", "milieu des années 1990"},
		{"en octobre", "October, year not stated", "octobre, année non précisée"},
	} {
		found := dates.Find(test.text, corpus.French, corpus.Date{})
		if len(found) != 1 {
			t.Fatalf("%q: %d dates", test.text, len(found))
		}
		e := found[0]
		w := When{From: e.From, To: e.To, Precision: e.Precision, Qualifier: e.Qualifier, EDTF: e.EDTF}
		if en, fr := WordsFor(corpus.English).When(w), WordsFor("fr-CA").When(w); en != test.en || fr != test.fr {
			t.Errorf("%q: %q, %q; want %q, %q", test.text, en, fr, test.en, test.fr)
		}
	}
}

func TestBothLanguagesHaveAllWords(t *testing.T) {
	for lang, w := range spoken {
		v := reflect.ValueOf(*w)
		for i := range v.NumField() {
			if v.Field(i).IsZero() {
				t.Errorf("%s: %s is empty", lang, v.Type().Field(i).Name)
			}
		}
		if len(w.Months) != 12 || len(w.Seasons) != 4 {
			t.Errorf("%s: %d months, %d seasons", lang, len(w.Months), len(w.Seasons))
		}
	}
}
