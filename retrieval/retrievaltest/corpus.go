package retrievaltest

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"

	"verbatim/corpus"
	"verbatim/retrieval"
)

// Text is an article as a test writes it down. Its file is its ID when it
// states none, its language English.
type Text struct {
	corpus.Attribution
	Paragraphs []string      // a passage each; one that begins with "# " is the section of those that follow it
	Langs      []corpus.Lang // of paragraphs, where they are not the article's
}

// Article makes the article and its body.
func (t Text) Article() (*corpus.Article, string) {
	a := &corpus.Article{Attribution: t.Attribution}
	if a.File == "" {
		a.File = a.ArticleID
	}
	if a.Lang == "" {
		a.Lang = corpus.English
	}
	var body strings.Builder
	section := ""
	for i, p := range t.Paragraphs {
		if i > 0 {
			body.WriteString("\n\n")
		}
		start := body.Len()
		if s, ok := strings.CutPrefix(p, "# "); ok {
			section = s
			body.WriteString(s)
			continue
		}
		body.WriteString(p)
		span := corpus.Span{Start: start, End: body.Len(), Section: section, Lang: a.Lang}
		if i < len(t.Langs) && t.Langs[i] != "" {
			span.Lang = t.Langs[i]
		}
		a.Passages = append(a.Passages, span)
	}
	a.Size = body.Len()
	a.Sketch = corpus.NewSketch(t.Paragraphs...)
	meta := a.Attribution
	meta.ArticleID, meta.File = "", ""
	a.Hash = fmt.Sprintf("%x", sha256.Sum256(fmt.Append(nil, meta, a.Passages, body.String())))
	return a, body.String()
}

// Bodies are texts by article ID.
type Bodies map[string]string

// Body gives a text.
func (b Bodies) Body(id string) (string, error) {
	text, ok := b[id]
	if !ok {
		return "", fmt.Errorf("there is no article %q", id)
	}
	return text, nil
}

// Library makes a library of texts.
func Library(t testing.TB, texts ...Text) (*corpus.Library, Bodies) {
	t.Helper()
	bodies := Bodies{}
	var articles []*corpus.Article
	for _, text := range texts {
		a, body := text.Article()
		articles = append(articles, a)
		bodies[a.ArticleID] = body
	}
	l, err := corpus.NewLibrary(articles, nil, nil, false)
	if err != nil {
		t.Fatal(err)
	}
	return l, bodies
}

// Open makes a generation of texts in a store. It is closed when the test ends.
func Open(t testing.TB, s retrieval.Store, texts ...Text) retrieval.Generation {
	t.Helper()
	return Derive(t, s, nil, texts...)
}

// Derive makes the generation of texts beside base.
func Derive(t testing.TB, s retrieval.Store, base retrieval.Generation, texts ...Text) retrieval.Generation {
	t.Helper()
	l, bodies := Library(t, texts...)
	var old *corpus.Library
	if base != nil {
		old = base.Library()
	}
	c := corpus.Diff(old, l)
	c.Bodies = only(bodies, c)
	g, err := s.Derive(t.Context(), base, c, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.Close() })
	return g
}

// only leaves the bodies that whoever read the new library provides.
func only(bodies Bodies, c corpus.Changes) Bodies {
	m := Bodies{}
	for _, id := range append(c.Added, c.Changed...) {
		m[id] = bodies[id]
	}
	return m
}
