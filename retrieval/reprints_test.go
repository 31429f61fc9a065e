package retrieval_test

import (
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/retrieval"
	"verbatim/retrieval/retrievaltest"
)

// lighthouse is one dispatch in three papers, twice in one of them, and a
// report of the same event by somebody else.
func lighthouse() []retrievaltest.Text {
	dispatch := []string{
		"The lighthouse of Cape Orrel was lit again on Friday, eleven years after the great storm had taken its lamp.",
		"“We had stopped hoping for it,” said Ida Marsh, who has kept the harbour of Orrel since the storm.",
		"The new lamp cost two million crowns, half of which the fishermen of the cape have paid themselves.",
		"Ships had to pass the cape by day alone, and the harbour office counted nine wrecks in those eleven years.",
	}
	again := append([]string{"From our correspondents on the coast, with the agencies."}, dispatch[:3]...)
	return []retrievaltest.Text{
		{Attribution: attribution("gazette", "Harbour Gazette", corpus.English, "2024-03-02", "Cape Orrel is lit"), Paragraphs: dispatch},
		{Attribution: attribution("herald", "Coast Herald", corpus.English, "2024-03-03", "Light on the cape"), Paragraphs: again},
		{Attribution: attribution("second-copy", "Harbour Gazette", corpus.English, "2024-03-02", "Cape Orrel is lit"), Paragraphs: dispatch},
		{Attribution: attribution("tide", "The Tide", corpus.English, "2024-03-04", "A lamp and what it cost"), Paragraphs: []string{
			"Nobody will say who chose the lamp of Cape Orrel, which the lighthouse got on Friday for two million crowns.",
			"The keeper of the lighthouse at Cape Orrel went ashore before it was lit, and has not been heard of since.",
		}},
	}
}

func TestReprintsAreNamedBesideOneQuote(t *testing.T) {
	a := ask(t, engine(t, lighthouse()...), retrieval.Query{Text: "What did the lamp of the lighthouse of Cape Orrel cost?", Limit: 5})
	var also, quoted []string
	for _, q := range a.Quotes {
		quoted = append(quoted, q.ArticleID)
		for _, o := range q.Also {
			also = append(also, q.ArticleID+"="+o.ArticleID)
			if strings.Contains(q.Text, "nine wrecks") {
				t.Errorf("%s does not print %q", o.ArticleID, q.Text)
			}
		}
	}
	if len(a.Quotes) < 2 || strings.Contains(strings.Join(quoted, " "), "copy") {
		t.Fatalf("quotes of %q", quoted)
	}
	if all := strings.Join(also, " "); !strings.Contains(all, "gazette=herald") && !strings.Contains(all, "herald=gazette") || strings.Contains(all, "copy") || strings.Contains(all, "tide") {
		t.Errorf("also in %q, of %q", also, quoted)
	}
	if a.Origins != 2 || a.Printed() != 3 {
		t.Errorf("%d origins of %d articles, of %q", a.Origins, a.Printed(), quoted)
	}
	e := engine(t, lighthouse()...)
	e.Muted = func() []string { return []string{"Coast Herald"} }
	for _, q := range ask(t, e, retrieval.Query{Text: "What did the lamp of the lighthouse of Cape Orrel cost?", Limit: 5}).Quotes {
		if len(q.Also) > 0 {
			t.Errorf("a muted publisher is named: %+v", q.Also)
		}
	}
	// What only one of them prints is said of it alone.
	a = ask(t, engine(t, lighthouse()...), retrieval.Query{Text: "How many wrecks did the harbour office count?", Limit: 1})
	if len(a.Quotes) != 1 || a.Quotes[0].ArticleID != "gazette" || len(a.Quotes[0].Also) != 0 || a.Origins != 1 {
		t.Errorf("%+v, %d origins", a.Quotes, a.Origins)
	}
}

// Where documents are judged one by one, a copy counts as its original does.
func TestCopiesAreRankedWithTheirOriginal(t *testing.T) {
	ranked, err := engine(t, lighthouse()...).Rank(t.Context(), "how many wrecks did the harbour office count?", corpus.English, 2)
	if err != nil || len(ranked) != 2 || ranked[0].ArticleID != "gazette" || ranked[1].ArticleID != "second-copy" || ranked[0].Score != ranked[1].Score {
		t.Errorf("%v, %v", ranked, err)
	}
}
