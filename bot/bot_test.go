package bot

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"

	"verbatim/bot/locale"
	"verbatim/corpus"
	"verbatim/retrieval"
)

// fakeCorpus answers with the quotes or the error that a test gives it.
type fakeCorpus struct {
	retrieval.Generation
	lib    *corpus.Library
	bodies map[string]string
	answer retrieval.Answer
	err    error
	asked  []retrieval.Query
	panics bool
}

func (f *fakeCorpus) Library() *corpus.Library       { return f.lib }
func (f *fakeCorpus) Body(id string) (string, error) { return f.bodies[id], nil }
func (f *fakeCorpus) Acquire() (retrieval.Generation, func(), error) {
	return f, func() {}, nil
}

func (f *fakeCorpus) Answer(_ context.Context, q retrieval.Query) (retrieval.Answer, error) {
	f.asked = append(f.asked, q)
	if f.panics {
		panic("a bug")
	}
	a := f.answer
	a.Library = f.lib
	return a, f.err
}

// article is one that a test makes: each passage is a paragraph of the body.
type article struct {
	corpus.Attribution
	passages []string
}

func newCorpus(t testing.TB, sample bool, articles ...article) *fakeCorpus {
	t.Helper()
	f := &fakeCorpus{bodies: map[string]string{}}
	var all []*corpus.Article
	for _, a := range articles {
		c := &corpus.Article{Attribution: a.Attribution, Hash: strings.Join(a.passages, "|")}
		body := ""
		for _, p := range a.passages {
			c.Passages = append(c.Passages, corpus.Span{Start: len(body), End: len(body) + len(p), Lang: a.Lang})
			body += p + "\n\n"
		}
		f.bodies[a.ArticleID] = body
		all = append(all, c)
	}
	lib, err := corpus.NewLibrary(all, nil, nil, sample)
	if err != nil {
		t.Fatal(err)
	}
	f.lib = lib
	return f
}

// quote is passage n of an article as a quote, the given words matched.
func (f *fakeCorpus) quote(id string, n int, words ...string) retrieval.Quote {
	q := retrieval.Quote{Passage: f.lib.Article(id).Passage(n, f.bodies[id]), Score: 1}
	for _, w := range words {
		if i := strings.Index(q.Text, w); i >= 0 {
			q.Matches = append(q.Matches, retrieval.Match{Start: i, End: i + len(w)})
		}
	}
	return q
}

// recorder keeps what it is told.
type recorder struct {
	replies []Reply
	edited  int // of the replies
	modals  []Modal
}

func (r *recorder) Reply(_ context.Context, reply Reply) error {
	r.replies = append(r.replies, reply)
	return nil
}

func (r *recorder) Edit(ctx context.Context, reply Reply) error {
	r.edited++
	return r.Reply(ctx, reply)
}

func (r *recorder) Modal(_ context.Context, m Modal) error {
	r.modals = append(r.modals, m)
	return nil
}

// ask puts a request to a whole bot.
func ask(t testing.TB, f *fakeCorpus, r Request) Reply {
	t.Helper()
	w := &recorder{}
	h := New(Config{Answerer: f, Corpus: f, Log: slog.New(slog.DiscardHandler)})
	if err := h.Handle(t.Context(), r, w); err != nil {
		t.Fatal(err)
	}
	if len(w.replies) != 1 {
		t.Fatalf("%d replies, want 1", len(w.replies))
	}
	return w.replies[0]
}

func harvest() []article {
	return []article{
		{corpus.Attribution{ArticleID: "a", File: "a.txt", Title: "The harvest", Publisher: "The Gazette", Author: "Our farm desk", URL: "https://gazette.example/harvest", Published: corpus.NewDate(2024, 10, 23), Lang: "en"},
			[]string{"The harvest reached 300 tonnes.", "He called it “the best in years”."}},
		{corpus.Attribution{ArticleID: "b", File: "sub/b.md", Publisher: "Le Courrier", URL: "javascript:alert(1)", Published: corpus.NewDate(2024, 11, 0), Lang: "fr"},
			[]string{"La récolte a atteint 250 tonnes."}},
		{corpus.Attribution{ArticleID: "c", File: "c.txt", Title: "More on the harvest", Publisher: "The Gazette", Lang: "en"},
			[]string{"The harvest reached 300 tonnes, as said."}},
	}
}

func TestAnAnswerShowsTheQuoteWithItsSource(t *testing.T) {
	f := newCorpus(t, false, harvest()...)
	f.answer = retrieval.Answer{Lang: "en", Quotes: []retrieval.Quote{f.quote("a", 0, "harvest")}}
	got := ask(t, f, Request{Via: ByMention, Question: "How big was the harvest?", Server: "s", User: "u"})
	if len(got.Cards) != 1 {
		t.Fatalf("%d cards", len(got.Cards))
	}
	c := got.Cards[0]
	if c.Quote != "The harvest reached 300 tonnes." || c.Title != "The harvest" || c.URL != "https://gazette.example/harvest" {
		t.Errorf("card %+v", c)
	}
	if want := "The Gazette · by Our farm desk · 23 October 2024 · English"; c.Source != want {
		t.Errorf("source %q, want %q", c.Source, want)
	}
	if len(c.Bold) != 1 || c.Quote[c.Bold[0].Start:c.Bold[0].End] != "harvest" {
		t.Errorf("bold %v", c.Bold)
	}
}

func TestTheWordsAreInTheReadersLanguage(t *testing.T) {
	f := newCorpus(t, true, harvest()...)
	for _, c := range []struct {
		name     string
		r        Request
		question corpus.Lang
		want     *locale.Words
	}{
		{"private: the asker's", Request{Private: true, Locale: "fr"}, "en", locale.French},
		{"private: an asker whose language is not spoken", Request{Private: true, Locale: "de"}, "fr", locale.English},
		{"private: the client does not tell", Request{Private: true}, "fr", locale.French},
		{"public: the question's", Request{Locale: "en-US", ServerLocale: "en-US"}, "fr", locale.French},
		{"public: the server's", Request{Locale: "en-US", ServerLocale: "fr"}, "und", locale.French},
		{"public: nobody knows", Request{Locale: "fr", ServerLocale: "de"}, "de", locale.English},
	} {
		t.Run(c.name, func(t *testing.T) {
			f.answer = retrieval.Answer{Lang: c.question, Quotes: []retrieval.Quote{f.quote("a", 0)}}
			c.r.Question = "?!"
			if got := ask(t, f, c.r); !strings.HasPrefix(got.Text, string(c.want.Sample)) {
				t.Errorf("%q does not begin with %q", got.Text, c.want.Sample)
			}
		})
	}
	if w := wordsFor(Request{Locale: "en-US", Settings: Preferences{Language: "fr"}}, "en"); w != locale.French {
		t.Error("the server's setting did not come first in public")
	}
}

func TestWhatNobodyStatesIsSaidSo(t *testing.T) {
	f := newCorpus(t, false, harvest()...)
	f.answer = retrieval.Answer{Lang: "fr", Quotes: []retrieval.Quote{f.quote("b", 0)}}
	c := ask(t, f, Request{Question: "La récolte ?"}).Cards[0]
	if c.Title != "b.md" || c.URL != "" || c.Source != "Le Courrier · novembre 2024 · français" {
		t.Errorf("%+v", c)
	}
	f.answer.Quotes = []retrieval.Quote{f.quote("c", 0)}
	if c := ask(t, f, Request{Question: "La récolte ?"}).Cards[0]; !strings.Contains(c.Source, "date inconnue") {
		t.Errorf("source %q", c.Source)
	}
}

func TestAFurtherQuoteIsShownOnlyWhenItAdds(t *testing.T) {
	other := article{corpus.Attribution{ArticleID: "d", File: "d", Publisher: "The Gazette", Lang: "en"}, []string{"The harvest reached 290 tonnes on 23 October 2024.", "A harvest festival was held on 24 October 2024."}}
	f := newCorpus(t, false, append(harvest(), other)...)
	first := f.quote("a", 0, "harvest", "tonnes")
	for _, c := range []struct {
		name, question string
		second         retrieval.Quote
		shown          int
	}{
		{"another publisher", "harvest?", f.quote("b", 0, "récolte", "tonnes"), 2},
		{"another publisher that hardly speaks of it", "harvest?", f.quote("b", 0, "tonnes"), 1},
		{"same publisher, same words, same figures", "harvest?", f.quote("c", 0, "harvest", "tonnes"), 1},
		{"same publisher, another figure", "harvest?", f.quote("d", 0, "harvest", "tonnes"), 2},
		{"same publisher, another day", "harvest?", f.quote("d", 1, "harvest", "festival"), 1},
		{"a word that the first lacks", "the harvest of the best years?", f.quote("a", 1, "best"), 1},
		{"a word that the first lacks, of a question for two things", "How big was the harvest, and was it the best?", f.quote("a", 1, "best"), 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			f.answer = retrieval.Answer{Quotes: []retrieval.Quote{first, c.second}}
			got := ask(t, f, Request{Question: c.question, Via: ByMention})
			if len(got.Cards) != c.shown {
				t.Errorf("%d cards, want %d", len(got.Cards), c.shown)
			}
			if more := got.Actions[0].Name == moreButton; more != (c.shown == 1) {
				t.Errorf("a button for more: %v", more)
			}
		})
	}
}

func TestLongQuotesLeaveNoRoomForOthers(t *testing.T) {
	long := strings.Repeat("word ", 190) + "end."
	f := newCorpus(t, false,
		article{corpus.Attribution{ArticleID: "1", File: "1", Publisher: "One"}, []string{long}},
		article{corpus.Attribution{ArticleID: "2", File: "2", Publisher: "Two"}, []string{long}})
	f.answer = retrieval.Answer{Quotes: []retrieval.Quote{f.quote("1", 0), f.quote("2", 0)}}
	got := ask(t, f, Request{Question: "word?"})
	if len(got.Cards) != 1 || got.Cards[0].Quote != long {
		t.Errorf("%d cards", len(got.Cards))
	}
	next := ask(t, f, Request{Via: ByButton, Button: moreButton, Arg: got.Actions[0].Arg, Private: true, Hidden: true})
	if len(next.Cards) != 1 || next.Cards[0].Quote != long || next.Cards[0].Source != "Two · date unknown · language unknown" {
		t.Errorf("the next page: %+v", next)
	}
}

func TestAnAbstentionIsOneLineInPublicAndMoreInPrivate(t *testing.T) {
	f := newCorpus(t, false, harvest()...)
	f.answer = retrieval.Answer{Lang: "en", Abstained: true, Reason: retrieval.ReasonWeak, Nearest: []retrieval.Quote{f.quote("a", 0), f.quote("b", 0)},
		Why: retrieval.Explanation{Unknown: []string{"volcano"}}}
	public := ask(t, f, Request{Question: "What of the volcano?", Via: ByMention})
	if want := "Nothing found in 3 articles, from 23 October 2024 to November 2024 (1 undated). Nearest: “The harvest”."; public.Text != want {
		t.Errorf("public %q\nwant %q", public.Text, want)
	}
	private := ask(t, f, Request{Question: "What of the volcano?", Via: ByDirect, Private: true})
	for _, want := range []string{"volcano", "The harvest", "b.md", "Le Courrier"} {
		if !strings.Contains(private.Text, want) {
			t.Errorf("private %q lacks %q", private.Text, want)
		}
	}
}

func TestEveryReasonToAbstainIsWordedByItself(t *testing.T) {
	f := newCorpus(t, false, harvest()...)
	seen := map[string]bool{}
	for _, reason := range []retrieval.Reason{retrieval.ReasonNoWords, retrieval.ReasonEmpty, retrieval.ReasonUnknown, retrieval.ReasonWeak} {
		f.answer = retrieval.Answer{Abstained: true, Reason: reason, Lang: "fr", Why: retrieval.Explanation{Unknown: []string{"Zorglub"}}}
		text := ask(t, f, Request{Question: "Qui est Zorglub ?"}).Text
		if seen[text] || text == "" {
			t.Errorf("%s: %q", reason, text)
		}
		seen[text] = true
	}
	empty := newCorpus(t, false)
	empty.answer = retrieval.Answer{Abstained: true, Reason: retrieval.ReasonEmpty}
	if text := ask(t, empty, Request{Question: "Why?"}).Text; seen[text] || text != string(locale.English.NoArticles) {
		t.Errorf("an empty corpus: %q", text)
	}
}

func TestALanguageOfNoArticleIsNamed(t *testing.T) {
	f := newCorpus(t, false, harvest()...)
	f.answer = retrieval.Answer{Abstained: true, Reason: retrieval.ReasonEmpty, Lang: "en"}
	for lang, want := range map[string]string{
		"German": "“de” is no language of these articles. They are in: English, French.",
		"fr-CA":  string(locale.English.NoneLeft), // but for another filter, there are some
		"":       string(locale.English.NoneLeft),
	} {
		if got := ask(t, f, Request{Question: "How big was the harvest?", Options: Options{optLang: lang}}); got.Text != want {
			t.Errorf("%q: %q, want %q", lang, got.Text, want)
		}
	}
}

func TestAnAbstentionFromSamplesSaysSoFirst(t *testing.T) {
	f := newCorpus(t, true, harvest()...)
	f.answer = retrieval.Answer{Abstained: true, Reason: retrieval.ReasonNoWords, Lang: "en"}
	s, none := string(locale.English.Sample), string(locale.English.NoWords)
	for via, want := range map[Via]string{ByMention: s + " · " + none, ByCommand: s + "\nQuestion: What?\n" + none} {
		if got := ask(t, f, Request{Question: "What?", Via: via, Server: "s"}); got.Text != want {
			t.Errorf("%s: %q, want %q", via, got.Text, want)
		}
	}
	if got := ask(t, f, Request{Via: ByMention}); !strings.HasPrefix(got.Text, s+" · ") {
		t.Errorf("help: %q", got.Text)
	}
}

func TestShortPartsOfACompoundAreBoldWithIt(t *testing.T) {
	f := newCorpus(t, false, article{corpus.Attribution{ArticleID: "a", File: "a"}, []string{"Le roi Jo-un a vu A-mi-Pyong, Rim-Seoul et re-Rim."}})
	for word, want := range map[string]string{"Jo": "Jo-un", "Pyong": "A-mi-Pyong", "Seoul": "Rim-Seoul", "roi": "roi"} {
		f.answer = retrieval.Answer{Quotes: []retrieval.Quote{f.quote("a", 0, word)}}
		c := ask(t, f, Request{Question: "q?"}).Cards[0]
		if len(c.Bold) != 1 || c.Quote[c.Bold[0].Start:c.Bold[0].End] != want {
			t.Errorf("%q: bold %v", word, c.Bold)
		}
	}
	f.answer.Quotes = []retrieval.Quote{f.quote("a", 0, "Jo", "un", "vu")}
	if c := ask(t, f, Request{Question: "q?"}).Cards[0]; len(c.Bold) != 2 {
		t.Errorf("bold words overlap: %v", c.Bold)
	}
}

func TestUndatedArticlesLeftOutAreMentioned(t *testing.T) {
	f := newCorpus(t, false, harvest()...)
	f.answer = retrieval.Answer{Lang: "en", Undated: 1, Quotes: []retrieval.Quote{f.quote("a", 0)}}
	got := ask(t, f, Request{Question: "harvest?", Via: ByCommand, Options: Options{optAfter: "2024"}})
	if want := "Question: harvest?\n1 article without a date was left out."; got.Text != want {
		t.Errorf("%q, want %q", got.Text, want)
	}
}

func TestErrorsAreToldInWordsAndInPrivate(t *testing.T) {
	for _, c := range []struct {
		err  error
		want string
	}{
		{&retrieval.QueryError{Kind: retrieval.QueryPublisher, Value: "Gazete", Known: []string{"The Gazette"}}, "No article here is published by “Gazete”. Nearest: The Gazette."},
		{&retrieval.QueryError{Kind: retrieval.QueryLang, Value: "xx", Known: []string{"en", "fr"}}, "“xx” is no language of these articles. They are in: English, French."},
		{&retrieval.QueryError{Kind: retrieval.QueryTooLong}, "That question is too long. Ask it in at most 4,000 characters."},
		{&retrieval.QueryError{Kind: retrieval.QueryPeriod}, string(locale.English.BadPeriod)},
		{errors.New("disk on fire"), string(locale.English.Failed)},
		{context.DeadlineExceeded, string(locale.English.TooSlow)},
		{retrieval.ErrNoGeneration, string(locale.English.NotReady)},
	} {
		f := newCorpus(t, false)
		f.err = c.err
		got := ask(t, f, Request{Question: "harvest of the year?"})
		if got.Text != c.want || !got.Private {
			t.Errorf("%v: %q, private %v", c.err, got.Text, got.Private)
		}
	}
}

func TestABadDateIsNamed(t *testing.T) {
	f := newCorpus(t, false, harvest()...)
	got := ask(t, f, Request{Question: "Quelle récolte pour la ferme ?", Private: true, Locale: "fr", Options: Options{optAfter: "hier matin"}})
	if !strings.Contains(got.Text, "« hier matin »") || len(f.asked) != 0 {
		t.Errorf("%q", got.Text)
	}
}

func TestAPanicIsAnApologyAndALogLine(t *testing.T) {
	f := newCorpus(t, false, harvest()...)
	f.panics = true
	var log bytes.Buffer
	w := &recorder{}
	h := New(Config{Answerer: f, Corpus: f, Log: slog.New(slog.NewJSONHandler(&log, nil))})
	if err := h.Handle(t.Context(), Request{ID: "42", Question: "my secret?"}, w); err != nil {
		t.Fatal(err)
	}
	if len(w.replies) != 1 || w.replies[0].Text != string(locale.English.Failed) {
		t.Errorf("%+v", w.replies)
	}
	if lines := strings.Count(log.String(), "\n"); lines != 1 || !strings.Contains(log.String(), `"request":"42"`) || !strings.Contains(log.String(), "bot_test.go") {
		t.Errorf("log: %s", log.String())
	}
}

func TestQuestionsAreNotLogged(t *testing.T) {
	for _, allowed := range []bool{false, true} {
		f := newCorpus(t, false, harvest()...)
		f.answer = retrieval.Answer{Quotes: []retrieval.Quote{f.quote("a", 0)}}
		var log bytes.Buffer
		h := New(Config{Answerer: f, Corpus: f, Log: slog.New(slog.NewJSONHandler(&log, nil)), LogQuestions: allowed})
		for _, err := range []error{nil, errors.New("broken"), &retrieval.QueryError{Kind: retrieval.QueryPublisher, Value: "s3cret paper"}} {
			f.err = err
			r := Request{Question: "my s3cret question", Options: Options{optPublisher: "s3cret paper"}, Private: true}
			if err := h.Handle(t.Context(), r, &recorder{}); err != nil {
				t.Fatal(err)
			}
		}
		if strings.Contains(log.String(), "s3cret") != allowed {
			t.Errorf("allowed %v, log: %s", allowed, log.String())
		}
	}
}

func TestACallWithoutAQuestionGetsHelp(t *testing.T) {
	f := newCorpus(t, false, harvest()...)
	got := ask(t, f, Request{Via: ByMention, ServerLocale: "fr"})
	if !strings.Contains(got.Text, "3 articles") || !strings.Contains(got.Text, "/ask") || len(f.asked) != 0 {
		t.Errorf("%q", got.Text)
	}
}

func TestOptionsNarrowTheQuery(t *testing.T) {
	f := newCorpus(t, false, harvest()...)
	f.answer = retrieval.Answer{Quotes: []retrieval.Quote{f.quote("a", 0)}}
	ask(t, f, Request{Question: "q", Options: Options{optLang: "Français", optPublisher: " Le Courrier ", optAfter: "2024-10", optBefore: "23/10/2024"}})
	q := f.asked[0]
	if q.Lang != "fr" || q.Publisher != "Le Courrier" || q.After.String() != "2024-10" || q.Before.String() != "2024-10-23" {
		t.Errorf("%+v", q)
	}
}
