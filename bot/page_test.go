package bot

import (
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/retrieval"
)

func TestAPageRestoresItsQuotes(t *testing.T) {
	f := newCorpus(t, false, harvest()...)
	q := f.quote("a", 1, "best", "years")
	q.Context = []retrieval.Context{{Start: 0, End: 31, Text: "The harvest reached 300 tonnes."}}
	want := []retrieval.Quote{q, f.quote("b", 0, "récolte")}
	state, n := encodePage(f.lib.Article, want, stateSize)
	if n != 2 || len(state) > stateSize {
		t.Fatalf("%d quotes in %q", n, state)
	}
	got, err := decodePage(f, state)
	if err != nil {
		t.Fatal(err)
	}
	for i, q := range got {
		if q.Text != want[i].Text || q.Start != want[i].Start || q.Title != want[i].Title {
			t.Errorf("quote %d: %+v", i, q)
		}
		for j, m := range q.Matches {
			if m != want[i].Matches[j] {
				t.Errorf("quote %d: matches %v, want %v", i, q.Matches, want[i].Matches)
			}
		}
	}
	if len(got[0].Context) != 1 || got[0].Context[0] != q.Context[0] {
		t.Errorf("context %v", got[0].Context)
	}
}

func TestThreeQuotesAlwaysHaveRoom(t *testing.T) {
	text := strings.Repeat("word ", 199) + "word."
	var all []article
	for _, id := range []string{"1", "2", "3"} {
		all = append(all, article{corpus.Attribution{ArticleID: id, File: id}, []string{strings.Repeat("x", 9_000_000), text}})
	}
	f := newCorpus(t, false, all...)
	var quotes []retrieval.Quote
	for _, a := range all {
		q := f.quote(a.ArticleID, 1)
		for i := 0; i < len(text)-4; i += 5 {
			q.Matches = append(q.Matches, retrieval.Match{Start: i, End: i + 4})
		}
		q.Context = []retrieval.Context{{Start: 0, End: 600}}
		quotes = append(quotes, q)
	}
	state, n := encodePage(f.lib.Article, quotes, stateSize)
	if n != most-1 || len(state) > stateSize {
		t.Errorf("%d quotes in %d bytes", n, len(state))
	}
}

func TestAPageOfAChangedCorpusSaysSo(t *testing.T) {
	f := newCorpus(t, false, harvest()...)
	state, _ := encodePage(f.lib.Article, []retrieval.Quote{f.quote("a", 0)}, stateSize)
	changed := harvest()
	changed[0].passages[0] = "The harvest reached 301 tonnes."
	g := newCorpus(t, false, changed...)
	if got := ask(t, g, Request{Button: moreButton, Arg: state, Private: true, Locale: "fr"}); !strings.Contains(got.Text, "ont changé") || len(got.Cards) != 0 {
		t.Errorf("%+v", got)
	}
	other := harvest()
	other[1].passages[0] += " Et plus."
	if got := ask(t, newCorpus(t, false, other...), Request{Button: moreButton, Arg: state}); len(got.Cards) != 1 {
		t.Errorf("a change of another article made the page fail: %+v", got)
	}
}

func FuzzPageState(f *testing.F) {
	c := newCorpus(f, false, harvest()...)
	for _, quotes := range [][]retrieval.Quote{{c.quote("a", 0, "harvest")}, {c.quote("b", 0, "tonnes"), c.quote("c", 0)}} {
		state, _ := encodePage(c.lib.Article, quotes, stateSize)
		f.Add(state)
	}
	f.Add("")
	f.Add("AAAAAAAAAAAA")
	f.Fuzz(func(t *testing.T, state string) {
		quotes, err := decodePage(c, state)
		if err != nil {
			return
		}
		for _, q := range quotes {
			if body := c.bodies[q.ArticleID]; q.Text == "" || body[q.Start:q.End] != q.Text {
				t.Errorf("%q is not what the article says there", q.Text)
			}
			for _, m := range q.Matches {
				_ = q.Text[m.Start:m.End]
			}
		}
	})
}
