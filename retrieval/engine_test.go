package retrieval_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"verbatim/corpus"
	"verbatim/retrieval"
	"verbatim/retrieval/retrievaltest"
)

func attribution(id, publisher string, lang corpus.Lang, published, title string) corpus.Attribution {
	d, err := corpus.ParseDate(published)
	if err != nil {
		panic(err)
	}
	return corpus.Attribution{ArticleID: id, File: id + ".txt", Title: title, Publisher: publisher, Published: d, Lang: lang}
}

// harbour is a small corpus on one made-up subject.
func harbour() []retrievaltest.Text {
	return []retrievaltest.Text{
		{Attribution: attribution("strike", "Harbour Gazette", corpus.English, "2024-03-05", "Dockers stop work at Belmare"), Paragraphs: []string{
			"Dockers at the port of Belmare stopped work on Monday because the new cranes need no drivers. The union counts 1,200 strikers. Ferries still sail.",
			"# What the owners say",
			"The owners of the port promised to train 300 drivers for other work. They named no date.",
			"“Nobody asked us about the cranes,” the union’s secretary said.",
		}},
		{Attribution: attribution("greve", "Le Quai", corpus.French, "2024-03", "Grève au port de Belmare"), Paragraphs: []string{
			"Les dockers de Belmare ont cessé le travail lundi. Le port compte 900 grévistes, d’après la préfecture. Les bacs circulent.",
			"Le préfet a déployé des gendarmes devant l’entrée du terminal pétrolier.",
		}},
		{Attribution: attribution("museum", "", corpus.English, "", "A museum of ropes"), Paragraphs: []string{
			"The museum of ropes opens in May. It holds 4,000 knots from all seas.",
			"Visitors may tie the knots themselves. A ticket costs six crowns, and children pay nothing.",
		}},
	}
}

func engine(t testing.TB, texts ...retrievaltest.Text) *retrieval.Engine {
	live := &retrieval.Live{}
	live.Swap(retrievaltest.Open(t, &retrievaltest.Memory{}, texts...))
	return retrieval.NewEngine(live)
}

func ask(t testing.TB, e *retrieval.Engine, q retrieval.Query) retrieval.Answer {
	t.Helper()
	a, err := e.Answer(context.Background(), q)
	if err != nil {
		t.Fatalf("%q: %v", q.Text, err)
	}
	return a
}

func TestBestQuoteComesFirst(t *testing.T) {
	e := engine(t, harbour()...)
	for question, want := range map[string]string{
		"Why did the dockers of Belmare stop work?":             "Dockers at the port",
		"@Verbatim hi, can you tell me how many knots it holds": "4,000 knots",
		"what does a museum ticket cost??":                      "six crowns",
		"Combien de grévistes selon la préfecture ?":            "900 grévistes",
		"ou sont deployes les gendarmes":                        "déployé des gendarmes",
		"owners train drivers":                                  "train 300 drivers",
	} {
		a := ask(t, e, retrieval.Query{Text: question})
		if a.Abstained || !strings.Contains(a.Quotes[0].Text, want) {
			t.Errorf("%q: got %+v (confidence %.2f), want a quote with %q", question, a.Quotes, a.Confidence, want)
		}
	}
}

// A function word of either language within a name is part of the name.
func TestNamesMayHoldFunctionWords(t *testing.T) {
	e := engine(t, append(harbour(), retrievaltest.Text{
		Attribution: attribution("envoy", "Le Quai", corpus.French, "2024-04", "Une émissaire au port"),
		Paragraphs:  []string{"Choe Son-hui, émissaire des armateurs, a visité le terminal mardi. Elle doit revenir en juin."},
	})...)
	for _, question := range []string{"Qui est Choe Son-hui ?", "who is Choe Son-hui"} {
		a := ask(t, e, retrieval.Query{Text: question})
		if a.Abstained || a.Quotes[0].ArticleID != "envoy" {
			t.Errorf("%s: abstained %v, unknown %q", question, a.Abstained, a.Why.Unknown)
		}
	}
}

func TestOffTopicIsAbstainedFrom(t *testing.T) {
	e := engine(t, harbour()...)
	for question, want := range map[string]retrieval.Reason{
		"What is the best recipe for chocolate cake?":  retrieval.ReasonUnknown,
		"Who won the chess championship in Reykjavik?": retrieval.ReasonUnknown,
		"Quelle est la capitale de l’Australie ?":      retrieval.ReasonUnknown,
		"who is it?":                                         retrieval.ReasonNoWords,
		"🎉🎉 <@123456789012345678>":                           retrieval.ReasonNoWords,
		"+text:foo* AND ( ^(a+)+$ \\":                        retrieval.ReasonUnknown,
		strings.Repeat("supercalifragilistic ", 100) + "???": retrieval.ReasonUnknown,
	} {
		a := ask(t, e, retrieval.Query{Text: question})
		if !a.Abstained || a.Reason != want || len(a.Quotes) != 0 {
			t.Errorf("%q: got abstained %v, reason %q, confidence %.2f, quotes %v; want reason %q", question, a.Abstained, a.Reason, a.Confidence, a.Quotes, want)
		}
	}
}

func TestFilters(t *testing.T) {
	e := engine(t, harbour()...)
	date := func(s string) corpus.Date { d, _ := corpus.ParseDate(s); return d }
	files := func(q retrieval.Query) string {
		var out []string
		for _, quote := range ask(t, e, q).Quotes {
			out = append(out, quote.File)
		}
		return strings.Join(out, " ")
	}
	if got := files(retrieval.Query{Text: "Belmare dockers", Lang: "fr"}); got != "greve.txt" {
		t.Errorf("in French: %s", got)
	}
	if got := files(retrieval.Query{Text: "Belmare dockers", Publisher: "le QUAI"}); got != "greve.txt" {
		t.Errorf("of Le Quai: %s", got)
	}
	if got := files(retrieval.Query{Text: "Belmare dockers", After: date("2024-03-20")}); got != "greve.txt" {
		t.Errorf("after 20 March 2024, which the month of March overlaps: %s", got)
	}
	a := ask(t, e, retrieval.Query{Text: "museum knots", Before: date("2024")})
	if a.Undated != 1 {
		t.Errorf("one undated article is left out, not %d", a.Undated)
	}
	if a := ask(t, e, retrieval.Query{Text: "museum knots", Before: date("2024"), Undated: true}); a.Abstained || a.Undated != 0 {
		t.Errorf("undated articles are kept when asked for: %+v", a)
	}
	if a := ask(t, e, retrieval.Query{Text: "Belmare", After: date("2030")}); a.Reason != retrieval.ReasonEmpty {
		t.Errorf("no article is of 2030, reason %q", a.Reason)
	}
}

func TestQueriesThatCannotBeAsked(t *testing.T) {
	e := engine(t, harbour()...)
	after, _ := corpus.ParseDate("2024")
	before, _ := corpus.ParseDate("2023-12")
	for kind, q := range map[string]retrieval.Query{
		retrieval.QueryEmpty:     {Text: " \n"},
		retrieval.QueryTooLong:   {Text: strings.Repeat("é", retrieval.MaxQuestion+1)},
		retrieval.QueryPublisher: {Text: "dockers", Publisher: "Harbor Gazet"},
		retrieval.QueryPeriod:    {Text: "dockers", After: after, Before: before},
		retrieval.QueryLang:      {Text: "dockers", Lang: "not a language"},
	} {
		_, err := e.Answer(t.Context(), q)
		var bad *retrieval.QueryError
		if !errors.As(err, &bad) || bad.Kind != kind {
			t.Errorf("%s: got %v", kind, err)
			continue
		}
		if kind == retrieval.QueryPublisher && (len(bad.Known) == 0 || bad.Known[0] != "Harbour Gazette") {
			t.Errorf("nearest publisher: %v", bad.Known)
		}
	}
}

func TestNoQuoteRepeatsAnother(t *testing.T) {
	texts := harbour()
	copied := texts[0]
	copied.ArticleID, copied.File, copied.Publisher = "reprint", "reprint.txt", "Copy News"
	e := engine(t, append(texts, copied)...)
	a := ask(t, e, retrieval.Query{Text: "Why did dockers stop work at the port of Belmare?", Limit: 5})
	seen := map[string]bool{}
	for _, q := range a.Quotes {
		if seen[q.Text] {
			t.Errorf("%q comes twice", q.Text)
		}
		seen[q.Text] = true
	}
}

func TestAnEmptyLiveSaysSo(t *testing.T) {
	_, err := retrieval.NewEngine(&retrieval.Live{}).Answer(t.Context(), retrieval.Query{Text: "dockers"})
	if !errors.Is(err, retrieval.ErrNotReady) {
		t.Errorf("got %v", err)
	}
}

func TestContextGivesTheAntecedent(t *testing.T) {
	long := strings.Repeat("The harbour master keeps a long list of ships and their cargo in a green book. ", 4)
	e := engine(t, retrievaltest.Text{Attribution: attribution("a", "", corpus.English, "", ""), Paragraphs: []string{
		long + "Ada Quill has led the pilots since spring. She refused the new lighthouse twice.",
	}})
	a := ask(t, e, retrieval.Query{Text: "who refused the lighthouse"})
	q := a.Quotes[0]
	if !strings.Contains(q.Text, "She refused") {
		t.Fatalf("quote %q", q.Text)
	}
	shown := q.Text
	for _, c := range q.Context {
		shown += c.Text
	}
	if !strings.Contains(shown, "Ada Quill") {
		t.Errorf("quote %q with context %v does not say who she is", q.Text, q.Context)
	}
}

func FuzzAnswer(f *testing.F) {
	for _, s := range []string{"Why did dockers stop?", "+text:foo* AND (", "^(a+)+$", "<@1> 🎉", "\xff", "l’grève d'", "“”",
		"selon Le Quai et le Harbour Gazette, articles en français publiés en mars 2024, only please say", "in English please in French", "published published in 2024 in 2023"} {
		f.Add(s, 3)
	}
	live := &retrieval.Live{}
	gen := retrievaltest.Open(f, &retrievaltest.Memory{}, harbour()...)
	live.Swap(gen)
	e := retrieval.NewEngine(live)
	f.Fuzz(func(t *testing.T, text string, limit int) {
		a, err := e.Answer(context.Background(), retrieval.Query{Text: text, Limit: limit % 10, Explain: true})
		var bad *retrieval.QueryError
		if errors.As(err, &bad) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if a.Abstained != (len(a.Quotes) == 0) || a.Confidence < 0 || a.Confidence > 1 {
			t.Fatalf("%q: abstained %v with %d quotes, confidence %v", text, a.Abstained, len(a.Quotes), a.Confidence)
		}
		for _, q := range append(a.Quotes, a.Nearest...) {
			checkVerbatim(t, gen, q)
		}
	})
}

func checkVerbatim(t testing.TB, gen retrieval.Generation, q retrieval.Quote) {
	t.Helper()
	body, err := gen.Body(q.ArticleID)
	if err != nil || body[q.Start:q.End] != q.Text || !utf8.ValidString(q.Text) {
		t.Fatalf("quote %q is not verbatim (%v)", q.Text, err)
	}
	last := 0
	for _, m := range q.Matches {
		if m.Start < last || m.End <= m.Start || m.End > len(q.Text) {
			t.Fatalf("quote %q: match %+v after %d", q.Text, m, last)
		}
		last = m.End
	}
	for _, c := range q.Context {
		if body[c.Start:c.End] != c.Text {
			t.Fatalf("context %q is not verbatim", c.Text)
		}
	}
}

// In a list of questions the quote is a question with its answer, not the end of
// the answer before it with the question.
func TestAListOfQuestionsIsQuotedWithTheAnswers(t *testing.T) {
	faq := "1. What is the risk of the new cranes? The risk is a strike of all the ports of the coast, and of the ferries with them, for many weeks of the summer. " +
		"2. What is the position of the pilots of Belmare? They are worried, and fear that the harbour will be closed to large ships in winter. " +
		"3. What is the price of the cranes? Each of them costs nine million crowns, which the county pays in ten years."
	e := engine(t, append(harbour(), retrievaltest.Text{Attribution: attribution("faq", "Le Quai", corpus.English, "2024-04-01", "Questions on the cranes"), Paragraphs: []string{faq}})...)
	for question, want := range map[string]string{
		"What is the position of the pilots?": "They are worried",
		"What is the price of the cranes?":    "nine million crowns",
	} {
		a := ask(t, e, retrieval.Query{Text: question})
		if len(a.Quotes) == 0 || !strings.Contains(a.Quotes[0].Text, want) {
			t.Errorf("%s: %+v", question, a.Quotes)
		}
	}
}

// The “un” of Jong-un is a part of a name in French, too, where it is else an
// article.
func TestFunctionWordsInNamesAreFoundInAllLanguages(t *testing.T) {
	e := engine(t, append(harbour(),
		retrievaltest.Text{Attribution: attribution("fr", "Le Quai", corpus.French, "2024-04-01", "Le port fermé"), Paragraphs: []string{"Kim Jong-un a visité le port de Belmare et a parlé des grues pendant une heure entière."}},
		retrievaltest.Text{Attribution: attribution("en", "Harbour Gazette", corpus.English, "2024-04-01", "The port is closed"), Paragraphs: []string{"Kim Jong-un was seen on a train in another country."}})...)
	a := ask(t, e, retrieval.Query{Text: "Quel port Kim Jong-un a-t-il visité ?"})
	if len(a.Quotes) == 0 || a.Quotes[0].ArticleID != "fr" {
		t.Errorf("%+v", a.Quotes)
	}
	for _, w := range a.Why.Words {
		if w.Text == "un" && w.Forms[corpus.French] != 1 {
			t.Errorf("the “un” of the name stands in %v", w.Forms)
		}
	}
}

// What a colon promises stands beside the quote that ends with it.
func TestAColonIsFollowedByWhatItPromises(t *testing.T) {
	e := engine(t, append(harbour(), retrievaltest.Text{Attribution: attribution("flag", "Le Quai", corpus.English, "2024-04-01", "The flag effect at sea"), Paragraphs: []string{
		"Jory Penhallow, who teaches at Belmare, talks about a flag effect:",
		"“Whoever is threatened from the sea stands by the captain.” He has written a book on it.",
	}})...)
	a := ask(t, e, retrieval.Query{Text: "What is the flag effect?"})
	if len(a.Quotes) == 0 || !strings.HasSuffix(a.Quotes[0].Text, ":") {
		t.Fatalf("%+v", a.Quotes)
	}
	if c := a.Quotes[0].Context; len(c) != 1 || c[0].Start < a.Quotes[0].End || !strings.Contains(c[0].Text, "stands by the captain") {
		t.Errorf("beside it: %+v", c)
	}
}
