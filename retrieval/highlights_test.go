package retrieval_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"verbatim/retrieval"
	"verbatim/retrieval/retrievaltest"
)

func TestHighlightsAreSentencesThatTellMost(t *testing.T) {
	texts := harbour()
	gen := retrievaltest.Open(t, &retrievaltest.Memory{}, texts...)
	for room, want := range map[int]int{600: 3, 120: 1, 10: 0} {
		quotes, err := retrieval.Highlights(t.Context(), gen, "strike", 200, room)
		if err != nil {
			t.Fatal(err)
		}
		if len(quotes) < want || want == 0 && len(quotes) > 0 {
			t.Errorf("%d characters hold %d sentences, want %d or more", room, len(quotes), want)
		}
		body, _ := gen.Body("strike")
		all, last := 0, -1
		for _, q := range quotes {
			all += utf8.RuneCountInString(q.Text)
			if q.Text != body[q.Start:q.End] || q.Start <= last || q.ArticleID != "strike" {
				t.Errorf("%q stands at %d behind %d", q.Text, q.Start, last)
			}
			last = q.Start
		}
		if all > room {
			t.Errorf("%d characters, want %d at most", all, room)
		}
		if want == 1 && !strings.Contains(quotes[0].Text, "Belmare") {
			t.Errorf("the sentence that tells most: %q", quotes[0].Text)
		}
	}
	if _, err := retrieval.Highlights(t.Context(), gen, "nothing", 200, 600); err == nil {
		t.Error("an unknown article has highlights")
	}
}
