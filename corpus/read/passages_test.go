package read

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"verbatim/corpus"
)

// cut gives the texts of the passages of paragraphs.
func cut(blocks ...block) []string {
	a, body := assemble("a", document{blocks: blocks})
	var texts []string
	for _, s := range a.Passages {
		texts = append(texts, body[s.Start:s.End])
	}
	return texts
}

// prose is a paragraph of n sentences of 100 characters, ended by end.
func prose(n int, end string) string {
	s := strings.Repeat("Le port de la ville a rouvert ce matin, et les premiers navires sont entrés avec la marée montante. ", n)
	return strings.TrimSuffix(s, " ") + end
}

func TestWhatBelongsTogetherStaysTogether(t *testing.T) {
	p := func(s string) block { return block{paragraph, s} }
	li := func(s string) block { return block{listItem, s} }
	long := prose(3, "")
	for name, c := range map[string]struct {
		in   []block
		want []string
	}{
		"paragraphs stay apart":               {[]block{p(long), p(long)}, []string{long, long}},
		"a list and its introduction":         {[]block{p("Le port compte :"), li("• " + long), li("• deux grues.")}, []string{"Le port compte :\n\n• " + long + "\n• deux grues."}},
		"a quotation and its speaker below":   {[]block{p(long), p("Rien n'est réglé."), p("– Anne Modèle, historienne"), p(long)}, []string{long, "Rien n'est réglé.\n\n– Anne Modèle, historienne", long}},
		"a quotation and its speaker above":   {[]block{p(long), p("Elle ajoute :"), {quotation, "« " + long + " »"}}, []string{long, "Elle ajoute :\n\n« " + long + " »"}},
		"a short paragraph and the one above": {[]block{p(long), p("Ce serait une erreur."), p(long)}, []string{long + "\n\nCe serait une erreur.", long}},
		"a short paragraph at the beginning":  {[]block{p("Il a plu."), p(long)}, []string{"Il a plu.\n\n" + long}},
		"a question and its answer":           {[]block{p(long), p("Qui a voté ?"), p(long)}, []string{long, "Qui a voté ?\n\n" + long}},
		"nothing over clutter":                {[]block{p("Il a plu."), p("Lire aussi : Le vote"), p("Il a neigé.")}, []string{"Il a plu.", "Il a neigé."}},
		"nothing over a heading":              {[]block{p("Il a plu."), {heading, "Le vote"}, p("Il a neigé.")}, []string{"Il a plu.", "Il a neigé."}},
		"the last sentence with its quotation": {
			[]block{p(prose(9, " Anne Modèle ajoute :")), p("« " + long + " »")},
			[]string{prose(9, ""), "Anne Modèle ajoute :\n\n« " + long + " »"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(c.want, cut(c.in...)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestLongParagraphsAreCutEvenlyAtSentences(t *testing.T) {
	got := cut(block{paragraph, prose(24, "")})
	if len(got) != 3 {
		t.Fatalf("%d passages of 2,400 characters", len(got))
	}
	for _, p := range got {
		if !strings.HasSuffix(p, ".") || len([]rune(p)) < 700 {
			t.Errorf("an uneven cut: %q", p)
		}
	}
}

func TestLongSentencesAreCutAtClauses(t *testing.T) {
	got := cut(block{paragraph, strings.Repeat("le port a rouvert ce matin et la marée monte encore, ", 40)})
	for _, p := range got[:len(got)-1] {
		if !strings.HasSuffix(p, ",") {
			t.Errorf("cut behind %q", p[len(p)-20:])
		}
	}
	for _, p := range cut(block{paragraph, strings.Repeat("mot ", 1000)}) {
		if strings.Trim(p, "mot ") != "" || !strings.HasSuffix(p, "mot") {
			t.Errorf("cut inside a word: %q", p)
		}
	}
}

func TestLongListsSplitBetweenItems(t *testing.T) {
	blocks := []block{{paragraph, "Le port compte :"}}
	for range 9 {
		blocks = append(blocks, block{listItem, "• " + prose(3, "")})
	}
	got := cut(blocks...)
	if !strings.HasPrefix(got[0], "Le port compte :\n\n• ") {
		t.Errorf("the introduction stands alone: %q", got[0])
	}
	for _, p := range got[1:] {
		if !strings.HasPrefix(p, "• ") {
			t.Errorf("an item is cut: %q", p)
		}
	}
}

func TestNothingIsLost(t *testing.T) {
	for name, c := range map[string]struct {
		d    document
		want []string
	}{
		"a document of clutter alone":  {document{plain: true, blocks: plainBlocks("close\nShare\n-")}, []string{"close\n\nShare\n\n-"}},
		"a document of headings alone": {document{blocks: []block{{heading, "Le vote"}, {heading, "La suite"}}}, []string{"Le vote\n\nLa suite"}},
		"a title alone":                {document{title: "Le vote"}, []string{"Le vote"}},
		"an empty document":            {document{}, nil},
	} {
		a, body := assemble("a", c.d)
		var got []string
		for _, s := range a.Passages {
			got = append(got, body[s.Start:s.End])
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestMetadataComesBeforeWhatTheTextStates(t *testing.T) {
	d := document{
		id: "d1", title: "Le vote", author: "Anne Modèle", publisher: "Le Quai", lang: "fr-FR", published: corpus.NewDate(2024, 10, 1),
		plain: true, blocks: plainBlocks("LE VOTE\nPar Jeanne Exemple\nPublié le 23 octobre 2024\n\n" + prose(3, "")),
	}
	a, body := assemble("sub/a.txt", d)
	want := corpus.Attribution{ArticleID: "d1", File: "sub/a.txt", Title: "Le vote", Author: "Anne Modèle", Publisher: "Le Quai", Published: d.published, Lang: "fr"}
	if diff := cmp.Diff(want, a.Attribution); diff != "" {
		t.Error(diff)
	}
	if p := a.Passage(0, body); len(a.Passages) != 1 || p.Text != prose(3, "") {
		t.Errorf("%q and %d passages", p.Text, len(a.Passages))
	}
	d.id, d.lang = "", "en" // a template's mistake
	b, _ := assemble("sub/a.txt", d)
	if b.Lang != "fr" || len(b.ArticleID) != 12 {
		t.Errorf("lang %s, ID %q", b.Lang, b.ArticleID)
	}
	d.author = "Autre"
	if c, _ := assemble("sub/a.txt", d); c.Hash == b.Hash || len(c.Hash) != 32 {
		t.Errorf("the hash %s does not follow the author", c.Hash)
	}
}
