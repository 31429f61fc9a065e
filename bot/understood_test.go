package bot

import (
	"log/slog"
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/retrieval"
)

func TestWhatWasUnderstoodIsSaidAboveTheQuotes(t *testing.T) {
	f := newCorpus(t, false, harvest()...)
	u := retrieval.Understood{Publishers: []string{"The Gazette"}, Lang: "en"}
	for want, a := range map[string]retrieval.Answer{
		"Only articles by The Gazette, in English.":                                      {Lang: "en", Understood: u},
		"Seulement les articles publiés par The Gazette, en anglais.":                    {Lang: "fr", Understood: u},
		"No answer in articles by The Gazette, in English: these are from all articles.": {Lang: "en", Understood: retrieval.Understood{Publishers: u.Publishers, Lang: "en", Undone: true}},
		"The newest article found on this is from October 2024.":                         {Lang: "en", Newest: corpus.NewDate(2024, 10, 0)},
		"": {Lang: "en"},
	} {
		a.Quotes = []retrieval.Quote{f.quote("a", 0)}
		f.answer = a
		if got := ask(t, f, Request{Via: ByMention, Question: "harvest?", Server: "s", User: "u"}); got.Text != want {
			t.Errorf("got %q, want %q", got.Text, want)
		}
	}
	f.answer = retrieval.Answer{Lang: "en", Abstained: true, Reason: retrieval.ReasonWeak, Understood: u}
	if got := ask(t, f, Request{Via: ByMention, Question: "harvest?", Server: "s", User: "u"}); strings.Contains(got.Text, "Gazette") {
		t.Errorf("nothing was found in any article, and the reply is %q", got.Text)
	}
}

func TestTheEngineIsToldWhenArticlesAreOld(t *testing.T) {
	f := newCorpus(t, false, harvest()...)
	f.answer = retrieval.Answer{Lang: "en", Quotes: []retrieval.Quote{f.quote("a", 0)}}
	h := New(Config{Answerer: f, Corpus: f, Log: slog.New(slog.DiscardHandler), Stale: 30})
	if err := h.Handle(t.Context(), Request{Via: ByMention, Question: "harvest now?", User: "u"}, &recorder{}); err != nil {
		t.Fatal(err)
	}
	if got := f.asked[0].Stale; got != 30 {
		t.Errorf("old after %d days, want 30", got)
	}
}
