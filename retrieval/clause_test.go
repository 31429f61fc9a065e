package retrieval_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"verbatim/corpus"
	"verbatim/retrieval"
	"verbatim/retrieval/retrievaltest"
)

// A sentence past the limit is cut to the clauses that answer, and says so.
func TestALongSentenceIsQuotedInPart(t *testing.T) {
	const wanted = "the ferry to Belmare was sold to a company of Norsund"
	filler := strings.Repeat("the council talked of roads and of schools and of lamps, ", 6)
	text := "On Monday, " + filler + wanted + ", " + filler + "and then it rose."
	live := &retrieval.Live{}
	live.Swap(retrievaltest.Open(t, &retrievaltest.Memory{}, retrievaltest.Text{
		Attribution: corpus.Attribution{ArticleID: "a", File: "a.txt", Lang: "en"}, Paragraphs: []string{text, strings.Repeat("x", 400) + " sold ferries elsewhere."},
	}))
	e := retrieval.NewEngine(live)
	for _, longest := range []int{100, 200, 300} {
		e.MaxQuote = longest
		a := ask(t, e, retrieval.Query{Text: "To whom was the ferry to Belmare sold?"})
		if len(a.Quotes) == 0 {
			t.Fatal("no answer")
		}
		q := a.Quotes[0]
		if n := utf8.RuneCountInString(q.Text); n > longest || !q.Part || !strings.Contains(q.Text, wanted) || !strings.Contains(text, q.Text) || strings.HasSuffix(q.Text, ",") {
			t.Errorf("at most %d: %d characters, part %v: %q", longest, n, q.Part, q.Text)
		}
	}
}
