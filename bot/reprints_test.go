package bot

import (
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/retrieval"
)

func TestReprintsStandBesideTheirQuote(t *testing.T) {
	f := newCorpus(t, false, harvest()...)
	q := f.quote("a", 0)
	for _, p := range []string{"Coast Herald", "", "The Tide", "A", "B", "C"} {
		q.Also = append(q.Also, corpus.Attribution{ArticleID: "x" + p, File: p + ".txt", Title: "Of the harvest", Publisher: p})
	}
	for lang, want := range map[corpus.Lang][2]string{
		"en": {"\nalso in: Coast Herald, “Of the harvest”, The Tide, A, 2 other articles (same text)", "1 independent origin behind these quotes."},
		"fr": {"\naussi dans\u00a0: Coast Herald, «\u00a0Of the harvest\u00a0», The Tide, A, 2 autres articles (même texte)", "1 source indépendante à l’origine de ces citations."},
	} {
		f.answer = retrieval.Answer{Lang: lang, Quotes: []retrieval.Quote{q}, Origins: 1}
		got := ask(t, f, Request{Via: ByMention, Question: "harvest?", Server: "s", User: "u"})
		if !strings.HasSuffix(got.Cards[0].Source, want[0]) || got.Text != want[1] {
			t.Errorf("%s: %q under %q", lang, got.Cards[0].Source, got.Text)
		}
	}
	f.answer = retrieval.Answer{Lang: "en", Quotes: []retrieval.Quote{f.quote("a", 0)}, Origins: 1}
	if got := ask(t, f, Request{Via: ByMention, Question: "harvest?", Server: "s", User: "u"}); got.Text != "" || strings.Contains(got.Cards[0].Source, "\n") {
		t.Errorf("nothing to say, and it says %q, %q", got.Text, got.Cards[0].Source)
	}
}
