// Package retrievaltest holds the suite that every retrieval.Store must pass,
// a Store in memory for the tests of whatever stands on one, and what both need
// to write corpora down.
package retrievaltest

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"verbatim/corpus"
	"verbatim/retrieval"
)

// Run tests a kind of Store. newStore makes an empty one, which is thrown away
// when the test ends.
func Run(t *testing.T, newStore func(t testing.TB) retrieval.Store) {
	tests := []struct {
		name string
		test func(t *testing.T, s retrieval.Store)
	}{
		{"HitsAreVerbatim", testVerbatim},
		{"HitsComeBestFirst", testOrder},
		{"EqualScoresComeInOrderOfArticleAndPassage", testTies},
		{"LimitBoundsHits", testLimit},
		{"AnyTermOfAClauseMatches", testTerms},
		{"ClausesSearchTheirLanguageOnly", testLanguages},
		{"TitlesAndSectionsAreSearched", testTitles},
		{"FiltersByLanguageAndPublisher", testFilters},
		{"FiltersByImpreciseDates", testDates},
		{"HostileTermsFindNothing", testHostile},
		{"UnicodeIsFoundAndCutAtItsBytes", testUnicode},
		{"FrequenciesCountTexts", testFrequencies},
		{"SimilarTermsComeNearestFirst", testSimilar},
		{"SimilarTermsAsNearComeMostFrequentFirst", testSimilarTies},
		{"StatsAreTrue", testStats},
		{"EmptyLibrary", func(t *testing.T, s retrieval.Store) { testEmpty(t, s, newStore(t)) }},
		{"CancelledContexts", testCancelled},
		{"SearchesRunConcurrently", testConcurrent},
		{"UnknownGenerations", testUnknown},
		{"PublishedGenerationIsCurrent", testPublish},
		{"KeptGenerationsComeNewestFirst", testKept},
		{"PinLastsUntilPublish", testPin},
		{"RenewedGenerationStandsAlone", testRenew},
		{"DerivedEqualsBuilt", func(t *testing.T, s retrieval.Store) { testDerive(t, s, newStore(t)) }},
		{"DeriveLeavesBaseAlone", testBase},
		{"RenamedArticleKeepsItsText", testRename},
		{"CopiesAreIndexedOnce", func(t *testing.T, s retrieval.Store) { testCopies(t, s, newStore(t)) }},
		{"MissingTextFailsDerive", testMissing},
		{"ProgressEndsAtTheTotal", testProgress},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			test.test(t, newStore(t))
		})
	}
}

// news is a small corpus in three languages.
func news() []Text {
	at := func(id, title, publisher, published string, lang corpus.Lang) corpus.Attribution {
		d, err := corpus.ParseDate(published)
		if err != nil {
			panic(err)
		}
		return corpus.Attribution{ArticleID: id, Title: title, Publisher: publisher, Published: d, Lang: lang, URL: "https://" + id + ".example"}
	}
	return []Text{
		{at("harbour", "Harbour opens", "The Gull", "2024-10-23", "en"), []string{
			"The new harbour opened on Wednesday after nine years of work.",
			"# Cost", "Engineers say that the harbour cost less than the bridge.", "A ferry leaves the harbour for the island each hour; the harbour of the island is older."}, nil},
		{at("bridge", "Bridge closed", "The Gull", "2024-10", "en"), []string{
			"The old bridge was closed to lorries.", "Engineers found cracks in three pillars of the bridge.", "Drivers now take the tunnel."}, nil},
		{at("pont", "Le pont rouvrira", "La Mouette", "2023", "fr"), []string{
			"Le pont de l’estuaire rouvrira en été, a annoncé la préfecture.", "# Travaux", "Les ingénieurs réparent les piliers du pont.", "“The bridge will last,” said an engineer."},
			[]corpus.Lang{"", "", "", "en"}},
		{at("tunnel", "", "", "", "en"), []string{"Nobody knows who dug the tunnel under the bridge."}, nil},
		{at("brücke", "Die Brücke", "Die Möwe", "2024-01-31", "de"), []string{"Die Brücken werden geprüft, sagte der Ingenieur."}, nil},
		{at("мост", "", "", "2022-05", "und"), []string{"Мост закрыт 日本語 until spring, naïve café 🙂 bridge."}, nil},
	}
}

// clauses makes a clause of each word of a text, as a question would.
func clauses(g retrieval.Generation, lang corpus.Lang, text string) []retrieval.Clause {
	var cs []retrieval.Clause
	for _, t := range g.Analyze(lang, text) {
		cs = append(cs, retrieval.Clause{Lang: lang, Terms: []string{t.Term}, Weight: 1})
	}
	return cs
}

func search(t testing.TB, g retrieval.Generation, r retrieval.Request) []retrieval.Hit {
	t.Helper()
	if r.Limit == 0 {
		r.Limit = 100
	}
	hits, err := g.Search(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	Check(t, g, hits)
	return hits
}

// Check reports hits that are not verbatim, not in order, or not of g.
func Check(t testing.TB, g retrieval.Generation, hits []retrieval.Hit) {
	t.Helper()
	for i, h := range hits {
		body, err := g.Body(h.ArticleID)
		if err != nil {
			t.Fatal(err)
		}
		a := g.Library().Article(h.ArticleID)
		if a == nil || h.Number >= len(a.Passages) || h.Passage != a.Passage(h.Number, body) {
			t.Errorf("hit %d is not passage %d of article %q: %+v", i, h.Number, h.ArticleID, h.Passage)
		}
		if i == 0 {
			continue
		}
		b := hits[i-1]
		if h.Score > b.Score || h.Score == b.Score && (h.ArticleID < b.ArticleID || h.ArticleID == b.ArticleID && h.Number <= b.Number) {
			t.Errorf("hit %d (%s %d, %v) comes after (%s %d, %v)", i, h.ArticleID, h.Number, h.Score, b.ArticleID, b.Number, b.Score)
		}
	}
}

// ids names hits: "harbour/0 bridge/1".
func ids(hits []retrieval.Hit) string {
	var s []string
	for _, h := range hits {
		s = append(s, fmt.Sprintf("%s/%d", h.ArticleID, h.Number))
	}
	return strings.Join(s, " ")
}

// sorted names hits whose order does not matter.
func sorted(hits []retrieval.Hit) string {
	s := strings.Fields(ids(hits))
	slices.Sort(s)
	return strings.Join(s, " ")
}

func testVerbatim(t *testing.T, s retrieval.Store) {
	g := Open(t, s, news()...)
	for _, lang := range []corpus.Lang{"en", "fr", "de", "und"} {
		if len(search(t, g, retrieval.Request{Clauses: clauses(g, lang, "bridge pont brücken мост engineers cracks")})) == 0 {
			t.Errorf("no hits in %s", lang)
		}
	}
}

func testOrder(t *testing.T, s retrieval.Store) {
	g := Open(t, s,
		Text{Attribution: corpus.Attribution{ArticleID: "a"}, Paragraphs: []string{
			"whale", "whale whale shark", "shark squid krill plankton herring", "krill krill krill"}},
	)
	hits := search(t, g, retrieval.Request{Clauses: clauses(g, "en", "whale shark")})
	if got := ids(hits); got != "a/1 a/0 a/2" {
		t.Errorf("got %s: the passage with both words comes first, then the one with nothing else", got)
	}
	heavy := clauses(g, "en", "whale krill")
	heavy[1].Weight = 50
	if got := ids(search(t, g, retrieval.Request{Clauses: heavy})); !strings.HasPrefix(got, "a/3 a/2") {
		t.Errorf("got %s: a clause's weight counts", got)
	}
}

func testTies(t *testing.T, s retrieval.Store) {
	var texts []Text
	for _, id := range []string{"c", "a", "é", "b", "B"} {
		texts = append(texts, Text{Attribution: corpus.Attribution{ArticleID: id, Author: id}, Paragraphs: []string{"same words", "same words"}})
	}
	g := Open(t, s, texts...)
	const want = "B/0 B/1 a/0 a/1 b/0 b/1 c/0 c/1 é/0 é/1"
	for limit := 1; limit <= 10; limit++ {
		got := ids(search(t, g, retrieval.Request{Clauses: clauses(g, "en", "words"), Limit: limit}))
		if all := strings.Fields(want); got != strings.Join(all[:limit], " ") {
			t.Errorf("limit %d: got %s", limit, got)
		}
	}
}

func testLimit(t *testing.T, s retrieval.Store) {
	g := Open(t, s, news()...)
	all := search(t, g, retrieval.Request{Clauses: clauses(g, "en", "bridge harbour engineers")})
	for limit := 1; limit < len(all)+2; limit++ {
		hits := search(t, g, retrieval.Request{Clauses: clauses(g, "en", "bridge harbour engineers"), Limit: limit})
		if want := all[:min(limit, len(all))]; !slices.Equal(hits, want) {
			t.Errorf("limit %d: got %s, want %s", limit, ids(hits), ids(want))
		}
	}
	if _, err := g.Search(t.Context(), retrieval.Request{Clauses: clauses(g, "en", "bridge")}); err == nil {
		t.Error("a search without a limit gives no error")
	}
}

func testTerms(t *testing.T, s retrieval.Store) {
	g := Open(t, s, news()...)
	term := func(word string) string { return g.Analyze("en", word)[0].Term }
	either := retrieval.Clause{Lang: "en", Terms: []string{term("tunnel"), term("ferry"), term("tunnel")}, Weight: 1}
	hits := search(t, g, retrieval.Request{Clauses: []retrieval.Clause{either}})
	if got := sorted(hits); got != "bridge/2 harbour/2 tunnel/0" {
		t.Errorf("got %s", got)
	}
	if got := search(t, g, retrieval.Request{Clauses: []retrieval.Clause{{Lang: "en", Weight: 1}}}); len(got) > 0 {
		t.Errorf("a clause without terms finds %s", ids(got))
	}
	if got := search(t, g, retrieval.Request{}); len(got) > 0 {
		t.Errorf("a request without clauses finds %s", ids(got))
	}
}

func testLanguages(t *testing.T, s retrieval.Store) {
	g := Open(t, s, news()...)
	tests := []struct {
		lang       corpus.Lang
		text, want string
	}{
		{"en", "bridge", "bridge/0 bridge/1 bridge/2 harbour/1 pont/2 tunnel/0"}, // one in its title alone
		{"fr", "bridge", ""},
		{"fr", "l'ingénieur", "pont/1"},
		{"fr", "INGENIEURS", "pont/1"},
		{"de", "Brücke", "brücke/0"},
		{"und", "bridge", "мост/0"},
		{"es", "bridge", ""},
		{"", "bridge", ""},
	}
	for _, test := range tests {
		hits := search(t, g, retrieval.Request{Clauses: clauses(g, test.lang, test.text)})
		if got := sorted(hits); got != test.want {
			t.Errorf("%s %q: got %s, want %s", test.lang, test.text, got, test.want)
		}
		for _, h := range hits {
			if h.Lang != test.lang {
				t.Errorf("%s %q: a hit in %s", test.lang, test.text, h.Lang)
			}
		}
	}
}

func testTitles(t *testing.T, s retrieval.Store) {
	g := Open(t, s, news()...)
	if got := ids(search(t, g, retrieval.Request{Clauses: clauses(g, "en", "closed")})); !strings.HasPrefix(got, "bridge/0 ") || len(strings.Fields(got)) != 3 {
		t.Errorf("got %s: all of the article, whose title holds the word, and first the text that does", got)
	}
	if got := sorted(search(t, g, retrieval.Request{Clauses: clauses(g, "en", "cost")})); got != "harbour/1 harbour/2" {
		t.Errorf("got %s: the section holds the word", got)
	}
}

func testFilters(t *testing.T, s retrieval.Store) {
	g := Open(t, s, news()...)
	all := slices.Concat(clauses(g, "en", "bridge"), clauses(g, "fr", "pont"), clauses(g, "und", "bridge"))
	tests := []struct {
		filter retrieval.Filter
		want   string
	}{
		{retrieval.Filter{}, "bridge/0 bridge/1 bridge/2 harbour/1 pont/0 pont/1 pont/2 tunnel/0 мост/0"},
		{retrieval.Filter{Langs: []corpus.Lang{"fr"}}, "pont/0 pont/1"},
		{retrieval.Filter{Langs: []corpus.Lang{"fr", "und"}}, "pont/0 pont/1 мост/0"},
		{retrieval.Filter{Publishers: []string{"La Mouette"}}, "pont/0 pont/1 pont/2"},
		{retrieval.Filter{Publishers: []string{"La Mouette"}, Langs: []corpus.Lang{"en"}}, "pont/2"},
		{retrieval.Filter{Publishers: []string{""}}, "tunnel/0 мост/0"},
		{retrieval.Filter{Publishers: []string{"la mouette"}}, ""},
		{retrieval.Filter{Publishers: []string{"The Gull", "Nobody"}}, "bridge/0 bridge/1 bridge/2 harbour/1"},
	}
	for _, test := range tests {
		if got := sorted(search(t, g, retrieval.Request{Clauses: all, Filter: test.filter})); got != test.want {
			t.Errorf("%+v: got %s, want %s", test.filter, got, test.want)
		}
	}
	few := search(t, g, retrieval.Request{Clauses: all, Filter: retrieval.Filter{Langs: []corpus.Lang{"und"}}, Limit: 1})
	if ids(few) != "мост/0" {
		t.Errorf("got %s: the limit counts what the filter keeps", ids(few))
	}
}

func testDates(t *testing.T, s retrieval.Store) {
	var texts []Text
	for _, d := range []string{"", "2023", "2024", "2024-09", "2024-10", "2024-10-01", "2024-10-23", "2024-10-31", "2025-01-01"} {
		date, _ := corpus.ParseDate(d)
		texts = append(texts, Text{Attribution: corpus.Attribution{ArticleID: "d" + d, Published: date}, Paragraphs: []string{"harvest"}})
	}
	g := Open(t, s, texts...)
	tests := []struct {
		after, before string
		undated       bool
		want          string
	}{
		{"", "", false, "d/0 d2023/0 d2024-09/0 d2024-10-01/0 d2024-10-23/0 d2024-10-31/0 d2024-10/0 d2024/0 d2025-01-01/0"},
		{"2024-10-23", "", false, "d2024-10-23/0 d2024-10-31/0 d2024-10/0 d2024/0 d2025-01-01/0"},
		{"", "2024-10-01", false, "d2023/0 d2024-09/0 d2024-10-01/0 d2024-10/0 d2024/0"},
		{"2024-10", "2024-10", false, "d2024-10-01/0 d2024-10-23/0 d2024-10-31/0 d2024-10/0 d2024/0"},
		{"2024-10-02", "2024-10-22", true, "d/0 d2024-10/0 d2024/0"},
		{"2025", "2025", false, "d2025-01-01/0"},
		{"", "2022", true, "d/0"},
		{"2024-12-31", "2024-01-01", false, "d2024/0"}, // the wrong way round: only what may be both
	}
	for _, test := range tests {
		after, _ := corpus.ParseDate(test.after)
		before, _ := corpus.ParseDate(test.before)
		f := retrieval.Filter{After: after, Before: before, Undated: test.undated}
		if got := sorted(search(t, g, retrieval.Request{Clauses: clauses(g, "en", "harvest"), Filter: f})); got != test.want {
			t.Errorf("%s to %s: got %s, want %s", test.after, test.before, got, test.want)
		}
	}
}

func testHostile(t *testing.T, s retrieval.Store) {
	g := Open(t, s, news()...)
	for _, term := range []string{"", " ", "\x00", "\xff\xfe", "bridge*", "*", ".*", "+text:bridge", "^(a+)+$", "bridge~2", "harbour/0", "\U0010ffff", strings.Repeat("x", 1<<16)} {
		for _, lang := range []corpus.Lang{"en", "", "*", "\xff", "en\x00"} {
			cs := []retrieval.Clause{{Lang: lang, Terms: []string{term}, Weight: 1}}
			if hits := search(t, g, retrieval.Request{Clauses: cs}); len(hits) > 0 {
				t.Errorf("%.20q in %q finds %s", term, lang, ids(hits))
			}
			if n, err := g.Frequencies(t.Context(), cs); err != nil || n[0] != 0 {
				t.Errorf("%.20q in %q: frequency %v, error %v", term, lang, n, err)
			}
		}
	}
	for _, w := range []float64{0, -1, math.Inf(-1), math.NaN()} {
		if hits := search(t, g, retrieval.Request{Clauses: []retrieval.Clause{{Lang: "en", Terms: []string{"bridg"}, Weight: w}}}); len(hits) > 0 {
			t.Errorf("weight %v finds %s", w, ids(hits))
		}
	}
}

func testUnicode(t *testing.T, s retrieval.Store) {
	g := Open(t, s, news()...)
	for _, word := range []string{"мост", "МОСТ", "naive", "cafe", "CAFÉ"} {
		if got := ids(search(t, g, retrieval.Request{Clauses: clauses(g, "und", word)})); got != "мост/0" {
			t.Errorf("%s: got %q", word, got)
		}
	}
}

func testFrequencies(t *testing.T, s retrieval.Store) {
	g := Open(t, s, news()...)
	en := func(words ...string) retrieval.Clause {
		c := retrieval.Clause{Lang: "en", Weight: 1}
		for _, w := range words {
			c.Terms = append(c.Terms, g.Analyze("en", w)[0].Term)
		}
		return c
	}
	cs := []retrieval.Clause{en("harbour"), en("bridge"), en("bridge", "harbour"), en("closed"), en("absent"), en(), en("bridge", "bridge"),
		{Lang: "fr", Terms: en("bridge").Terms, Weight: 1}}
	want := []int{3, 5, 7, 1, 0, 0, 5, 0}
	for range 2 { // the second time from memory
		got, err := g.Frequencies(t.Context(), cs)
		if err != nil || !slices.Equal(got, want) {
			t.Fatalf("got %v, %v, want %v", got, err, want)
		}
	}
}

func testStats(t *testing.T, s retrieval.Store) {
	g := Open(t, s, news()...)
	if got, want := g.Stats(), trueStats(t, g); !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	g.Stats()["en"] = retrieval.Stats{}
	if g.Stats()["en"].Passages == 0 {
		t.Error("who asks for statistics can change them")
	}
}

// trueStats counts the tokens of all passages.
func trueStats(t testing.TB, g retrieval.Generation) map[corpus.Lang]retrieval.Stats {
	m := map[corpus.Lang]retrieval.Stats{}
	for _, a := range g.Library().Articles() {
		body, err := g.Body(a.ArticleID)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range a.Passages {
			s := m[p.Lang]
			m[p.Lang] = retrieval.Stats{Passages: s.Passages + 1, Tokens: s.Tokens + len(g.Analyze(p.Lang, body[p.Start:p.End]))}
		}
	}
	return m
}

func testEmpty(t *testing.T, s, other retrieval.Store) {
	g := Open(t, s)
	if hits := search(t, g, retrieval.Request{Clauses: clauses(g, "en", "bridge")}); len(hits) > 0 || len(g.Stats()) > 0 || len(g.Library().Articles()) > 0 {
		t.Errorf("hits %v, statistics %v", hits, g.Stats())
	}
	if n, err := g.Frequencies(t.Context(), clauses(g, "fr", "pont")); err != nil || n[0] != 0 {
		t.Errorf("frequency %v, %v", n, err)
	}
	if similar, err := g.Similar(t.Context(), "en", "bridge", 9); err != nil || len(similar) > 0 {
		t.Errorf("similar terms %v, %v", similar, err)
	}
	if _, err := g.Body("bridge"); err == nil {
		t.Error("the body of an unknown article is no error")
	}
	full := Derive(t, s, g, news()...)
	Equal(t, full, Open(t, other, news()...))
	Equal(t, Derive(t, s, full), g)
}

func testCancelled(t *testing.T, s retrieval.Store) {
	g := Open(t, s, news()...)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := g.Search(ctx, retrieval.Request{Clauses: clauses(g, "en", "bridge"), Limit: 1}); !errors.Is(err, context.Canceled) {
		t.Errorf("Search: %v", err)
	}
	if _, err := g.Frequencies(ctx, clauses(g, "en", "bridge")); !errors.Is(err, context.Canceled) {
		t.Errorf("Frequencies: %v", err)
	}
	if _, err := g.Similar(ctx, "en", "bridge", 1); !errors.Is(err, context.Canceled) {
		t.Errorf("Similar: %v", err)
	}
	l, bodies := Library(t, news()[:2]...)
	c := corpus.Diff(nil, l)
	c.Bodies = bodies
	if _, err := s.Derive(ctx, nil, c, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("Derive: %v", err)
	}
}

func testConcurrent(t *testing.T, s retrieval.Store) {
	g := Open(t, s, news()...)
	queries := [][]retrieval.Clause{clauses(g, "en", "bridge engineers"), clauses(g, "fr", "pont"), clauses(g, "en", "harbour island"), clauses(g, "und", "мост")}
	want := make([]string, len(queries))
	for i, q := range queries {
		want[i] = ids(search(t, g, retrieval.Request{Clauses: q}))
	}
	var wg sync.WaitGroup
	for worker := range 8 {
		wg.Go(func() {
			for n := range 50 {
				i := (worker + n) % len(queries)
				hits, err := g.Search(t.Context(), retrieval.Request{Clauses: queries[i], Limit: 100})
				if err != nil || ids(hits) != want[i] {
					t.Errorf("got %s, %v, want %s", ids(hits), err, want[i])
					return
				}
				if _, err := g.Frequencies(t.Context(), queries[i]); err != nil {
					t.Error(err)
					return
				}
				if _, err := g.Similar(t.Context(), queries[i][0].Lang, queries[i][0].Terms[0], 3); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
}

func testUnknown(t *testing.T, s retrieval.Store) {
	if _, err := s.Current(t.Context()); !errors.Is(err, retrieval.ErrNoGeneration) {
		t.Errorf("Current: %v", err)
	}
	for _, id := range []string{"", "x", "..", "../..", "/etc", "0123456789abcdef"} {
		if _, err := s.Open(t.Context(), id); !errors.Is(err, retrieval.ErrNoGeneration) {
			t.Errorf("Open %q: %v", id, err)
		}
		if err := s.Publish(t.Context(), id); !errors.Is(err, retrieval.ErrNoGeneration) {
			t.Errorf("Publish %q: %v", id, err)
		}
		if err := s.Pin(t.Context(), id); !errors.Is(err, retrieval.ErrNoGeneration) {
			t.Errorf("Pin %q: %v", id, err)
		}
	}
	if _, err := s.Kept(t.Context()); !errors.Is(err, retrieval.ErrNoGeneration) {
		t.Errorf("Kept: %v", err)
	}
}

func testPublish(t *testing.T, s retrieval.Store) {
	all := news()
	var g retrieval.Generation
	for n := range len(all) {
		g = Derive(t, s, g, all[:n+1]...)
		if err := s.Publish(t.Context(), g.ID()); err != nil {
			t.Fatal(err)
		}
		id, err := s.Current(t.Context())
		if err != nil || id != g.ID() {
			t.Fatalf("current is %s, %v, not %s", id, err, g.ID())
		}
		again, err := s.Open(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		Equal(t, again, g)
		again.Close()
	}
}
