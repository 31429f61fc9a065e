package bot

import (
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"verbatim/bot/locale"
	"verbatim/corpus"
	"verbatim/corpus/dates"
	"verbatim/retrieval"
	"verbatim/retrieval/timeline"
)

// calendar answers with a timeline that a test gives it.
type calendar struct {
	timeline.Timeline
	err   error
	asked []timeline.Query
}

func (c *calendar) build(_ context.Context, q timeline.Query) (timeline.Timeline, error) {
	c.asked = append(c.asked, q)
	t := c.Timeline
	t.Topic = q.Topic
	return t, c.err
}

// report is a sentence of an article, said on its day.
func report(f *fakeCorpus, id string, n int, day string) timeline.Report {
	d, err := corpus.ParseDate(day)
	if err != nil && day != "" {
		panic(err)
	}
	return timeline.Report{Passage: f.lib.Article(id).Passage(n, f.bodies[id]), When: timeline.OnDay(d)}
}

func event(sources ...timeline.Report) timeline.Event {
	return timeline.Event{When: sources[0].When, Sources: sources}
}

// history is a timeline of n events of the harvest, a day each.
func history(f *fakeCorpus, n int) *calendar {
	c := &calendar{Timeline: timeline.Timeline{Lang: "en", Library: f.lib, Found: n}}
	for i := range n {
		c.Events = append(c.Events, event(report(f, "a", i%2, fmt.Sprintf("2024-%02d-%02d", 1+i/28%12, 1+i%28))))
	}
	return c
}

// use sends a request to a whole bot with a calendar.
func use(t testing.TB, f *fakeCorpus, c *calendar, r Request) *recorder {
	t.Helper()
	w := &recorder{}
	h := New(Config{Answerer: f, Corpus: f, Timeline: c.build, Log: slog.New(slog.DiscardHandler)})
	if err := h.Handle(t.Context(), r, w); err != nil {
		t.Fatal(err)
	}
	return w
}

// slash is /timeline with some options.
func slash(locale string, o Options) Request {
	if o["topic"] == "" {
		o["topic"] = "harvest"
	}
	return Request{Command: "timeline", Via: ByCommand, Options: o, Locale: locale, Private: true, Hidden: true, User: "ann"}
}

// press is the use of a button of a reply.
func press(reply Reply, name, arg string) Request {
	return Request{Button: name, Arg: arg, State: reply.State, Via: ByButton, Locale: "en-GB", Private: true, Hidden: true, User: "ann"}
}

func TestATimelineShowsItsEventsInPages(t *testing.T) {
	f := newCorpus(t, false, harvest()...)
	c := history(f, 12)
	first := use(t, f, c, slash("en-GB", Options{})).replies[0]
	if len(first.Entries) != 5 || first.Text != "Timeline: “harvest”\n12 events" || len(first.Files) != 1 || first.Files[0].Name != "timeline.png" || first.Files[0].Alt == "" {
		t.Fatalf("%q, %d entries, %d files", first.Text, len(first.Entries), len(first.Files))
	}
	e := first.Entries[0]
	want := Source{Title: "The harvest", URL: "https://gazette.example/harvest", Facts: "The Gazette · by Our farm desk · 23 October 2024 · English"}
	if e.Heading != "1 January 2024" || e.Quote != "The harvest reached 300 tonnes." || len(e.Sources) != 1 || e.Sources[0] != want {
		t.Errorf("%+v", e)
	}
	seen := 0
	for page, reply := 0, first; ; page++ {
		seen += len(reply.Entries)
		if reply.Actions[1].Label != fmt.Sprintf("%d / 3", page+1) || reply.Actions[0].Off != (page == 0) || reply.Actions[2].Off != (page == 2) {
			t.Errorf("page %d: %+v", page, reply.Actions)
		}
		if reply.Actions[2].Off {
			break
		}
		w := use(t, f, c, press(reply, reply.Actions[2].Name, reply.Actions[2].Arg))
		if w.edited != 1 {
			t.Fatalf("page %d was not edited in", page+1)
		}
		reply = w.replies[0]
	}
	if seen != 12 {
		t.Errorf("%d entries on all pages", seen)
	}
	if c.asked[0] != c.asked[2] {
		t.Errorf("the page asks for %+v, the command for %+v", c.asked[2], c.asked[0])
	}
}

func TestWhatATimelineAsksForSurvivesInItsState(t *testing.T) {
	f := newCorpus(t, false, harvest()...)
	c := history(f, 12)
	o := Options{"topic": "la récolte", "from": "été 2023", "to": "10/11/2024", "lang": "French", "publisher": " Le Courrier ", "limit": "50"}
	first := use(t, f, c, slash("fr", o)).replies[0]
	if got := c.asked[0]; got.From.String() != "2023-06-01" || got.To.String() != "2024-11-11" || got.Lang != "fr" || got.Publisher != "Le Courrier" || got.Limit != 50 {
		t.Fatalf("asked %+v", got)
	}
	if want := "Chronologie\u00a0: «\u00a0la récolte\u00a0» · 1er juin 2023 – 10 novembre 2024 · publiés par Le Courrier, en français\n12 événements"; first.Text != want {
		t.Errorf("%q, want %q", first.Text, want)
	}
	use(t, f, c, press(first, timelineButton, "1"))
	if c.asked[1] != c.asked[0] {
		t.Errorf("after a press %+v, want %+v", c.asked[1], c.asked[0])
	}
}

func TestZoom(t *testing.T) {
	f := newCorpus(t, false, harvest()...)
	c := history(f, 60)
	first := use(t, f, c, slash("en-GB", Options{})).replies[0]
	menu := first.Actions[3]
	if menu.Kind != Menu || menu.Choices[0].Name != "January 2024" && !strings.HasPrefix(menu.Choices[0].Name, "Week of") || menu.Choices[len(menu.Choices)-1].Value != zoomDates {
		t.Fatalf("%+v", menu)
	}
	r := press(first, timelineButton, argZoom)
	r.Picked = menu.Choices[0].Value
	zoomed := use(t, f, c, r).replies[0]
	if got := c.asked[len(c.asked)-1]; got.From.String() != "2024-01-01" || got.From >= got.To {
		t.Errorf("zoomed to %+v", got)
	}
	menu = zoomed.Actions[3]
	r = press(zoomed, timelineButton, argZoom)
	r.Picked = menu.Choices[0].Value
	if menu.Choices[0].Name != "The whole time" {
		t.Errorf("%+v", menu)
	}
	use(t, f, c, r)
	if got := c.asked[len(c.asked)-1]; got != c.asked[0] {
		t.Errorf("zoomed out to %+v", got)
	}
	r.Picked = zoomDates
	w := use(t, f, c, r)
	if len(w.modals) != 1 || len(w.replies) != 0 || len(w.modals[0].Fields) != 2 || w.modals[0].Name != timelineButton {
		t.Fatalf("%+v", w)
	}
	r.Picked, r.Fields = "", map[string]string{"from": "octobre 2024", "to": ""}
	if got := use(t, f, c, r).replies[0]; !strings.Contains(got.Text, "since October 2024") {
		t.Errorf("%q", got.Text)
	}
	r.Fields = map[string]string{"from": "bientôt"}
	if got := use(t, f, c, r); got.edited != 0 || !strings.Contains(got.replies[0].Text, "I cannot read “bientôt” as a date") {
		t.Errorf("%+v", got)
	}
}

func TestWhatCannotBeShownIsSaidInASentence(t *testing.T) {
	full, none := newCorpus(t, false, harvest()...), newCorpus(t, false)
	at := func(f *fakeCorpus, t timeline.Timeline) *calendar { t.Library = f.lib; return &calendar{Timeline: t} }
	broken := &calendar{err: &retrieval.QueryError{Kind: retrieval.QueryPublisher, Value: "Gazete", Known: []string{"The Gazette"}}}
	for name, c := range map[string]struct {
		f      *fakeCorpus
		c      *calendar
		o      Options
		en, fr string
	}{
		"nothing found":     {full, at(full, timeline.Timeline{Reason: retrieval.ReasonWeak}), Options{"topic": "Neptune"}, "No event found on “Neptune” in 3 articles.", "Aucun événement trouvé sur «\u00a0Neptune\u00a0» dans 3 articles."},
		"stop words":        {full, at(full, timeline.Timeline{Reason: retrieval.ReasonNoWords}), Options{"topic": "le la"}, "There is no word to search for in this topic.", "Il n’y a aucun mot à chercher dans ce sujet."},
		"an empty corpus":   {none, at(none, timeline.Timeline{Reason: retrieval.ReasonEmpty}), Options{}, "There are no articles yet to search in.", "Il n’y a encore aucun article où chercher."},
		"outside":           {full, at(full, timeline.Timeline{Outside: 3}), Options{"from": "2020", "to": "2020"}, "in this period: 2020. 3 events", "pour cette période\u00a0: 2020. 3 événements"},
		"from after to":     {full, at(full, timeline.Timeline{}), Options{"from": "2024", "to": "2023"}, "That period ends before it begins.", "Cette période finit avant de commencer."},
		"no date":           {full, at(full, timeline.Timeline{}), Options{"from": "bientôt"}, "I cannot read “bientôt” as a date.", "Je ne peux pas lire «\u00a0bientôt\u00a0» comme une date."},
		"unknown publisher": {full, broken, Options{"publisher": "Gazete"}, "“Gazete”", "«\u00a0Gazete\u00a0»"},
		"unknown language":  {full, at(full, timeline.Timeline{Reason: retrieval.ReasonEmpty}), Options{"lang": "Danish"}, "“da” is no language of these articles", "«\u00a0da\u00a0» n’est pas une langue de ces articles"},
		"far too many":      {full, func() *calendar { c := history(full, 100); c.Found = 10_000; return c }(), Options{"limit": "100"}, "The 100 most important of 10000 events; “limit” shows more.", "Les 100 événements les plus importants sur 10000\u202f; «\u00a0limite\u00a0» en montre davantage."},
	} {
		for locale, want := range map[string]string{"en-US": c.en, "fr": c.fr} {
			if got := use(t, c.f, c.c, slash(locale, c.o)).replies[0]; !strings.Contains(got.Text, want) {
				t.Errorf("%s, %s: %q, want %q", name, locale, got.Text, want)
			}
		}
	}
}

func TestATimelineSaysThatTheArticlesHaveChanged(t *testing.T) {
	f, g := newCorpus(t, false, harvest()...), newCorpus(t, false, harvest()[:2]...)
	first := use(t, f, history(f, 12), slash("fr", Options{})).replies[0]
	now := use(t, g, history(g, 7), press(first, timelineButton, "2")).replies[0]
	if !strings.Contains(now.Text, "The articles have changed since") || len(now.Entries) != 2 {
		t.Errorf("%q, %d entries", now.Text, len(now.Entries))
	}
	again := use(t, g, history(g, 7), press(now, timelineButton, "0")).replies[0]
	if strings.Contains(again.Text, "changed") {
		t.Errorf("%q", again.Text)
	}
	empty := use(t, g, &calendar{Timeline: timeline.Timeline{Library: g.lib}}, press(first, timelineButton, "0")).replies[0]
	if len(empty.Actions) != 1+len(formats) || empty.Actions[0].Kind != Menu || !empty.Actions[1].Off {
		t.Errorf("no way back: %+v", empty.Actions)
	}
}

func TestAnEventTellsItsSourcesAndWhatTheyDisputeAbout(t *testing.T) {
	f := newCorpus(t, false, harvest()...)
	early, late := report(f, "a", 0, "2024-10-20"), report(f, "b", 0, "2024-10")
	early.Said = timeline.OnDay(corpus.NewDate(2024, 10, 23))
	e := event(early, late, report(f, "c", 0, "2024-10-20"), report(f, "c", 0, ""), report(f, "c", 0, ""))
	e.Disputed = []timeline.Dispute{{Of: "figure", Claims: []timeline.Claim{{Text: "300 tonnes", Source: early.Attribution}, {Text: "250 tonnes", Source: late.Attribution}}}}
	yearless := report(f, "c", 0, "")
	yearless.When = timeline.When{EDTF: "XXXX-10-23", Precision: dates.Day}
	c := &calendar{Timeline: timeline.Timeline{Lang: "en", Library: f.lib, Events: []timeline.Event{e}, YearUnknown: []timeline.Event{event(yearless)}, Undated: []timeline.Event{event(report(f, "c", 0, ""))}}}
	got := use(t, f, c, slash("fr", Options{})).replies[0].Entries
	if len(got) != 3 || got[0].Note != "dit le 23 octobre 2024" || got[1].Heading != "23 octobre, année non précisée" || got[2].Heading != "Sans date" {
		t.Fatalf("%+v", got)
	}
	want := []string{"et dans 1 autre article", "Les sources se contredisent\u00a0: 300 tonnes (The Gazette) ≠ 250 tonnes (Le Courrier)"}
	if !slices.Equal(got[0].Remarks, want) || got[0].Sources[1].URL != "" || got[0].Sources[1].Facts != "Le Courrier · novembre 2024 · qui dit\u00a0: octobre 2024" {
		t.Errorf("%+v", got[0])
	}
}

func TestExports(t *testing.T) {
	f := newCorpus(t, false, harvest()...)
	c := history(f, 12)
	first := use(t, f, c, slash("fr", Options{})).replies[0]
	for _, a := range first.Actions {
		if a.Name != exportButton {
			continue
		}
		got := use(t, f, c, press(first, exportButton, a.Arg)).replies[0]
		if len(got.Files) != 1 || len(got.Files[0].Content) < 100 || !strings.HasPrefix(got.Files[0].Name, "timeline.") || !got.Private {
			t.Errorf("%s: %+v", a.Label, got)
		}
	}
	if got := use(t, f, c, press(first, exportButton, "exe")).replies[0]; len(got.Files) != 0 || got.Text != string(locale.English.OldButton) {
		t.Errorf("an unknown format: %+v", got)
	}
}

func TestPagesHoldEveryEntryOnceWithinTheirRoom(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		var all []Entry
		for i := range random.IntN(40) {
			all = append(all, Entry{Heading: fmt.Sprint(i), Quote: strings.Repeat("x", random.IntN(500)), Before: []string{strings.Repeat("y", random.IntN(200))}, Articles: []string{fmt.Sprint(random.IntN(3))}, Sources: []Source{{Title: "t", URL: strings.Repeat("u", random.IntN(400))}}})
		}
		i := 0
		for _, page := range paged(all) {
			n, printed := 0, map[string]int{}
			for _, e := range page {
				if printed[e.Articles[0]] += len(e.Quote) + len(strings.Join(e.Before, "")); printed[e.Articles[0]] > perArticle {
					t.Fatalf("%d characters of one article", printed[e.Articles[0]])
				}
				if e.Heading != fmt.Sprint(i) {
					t.Fatalf("entry %s where %d should be", e.Heading, i)
				}
				i++
				n += e.length()
			}
			if len(page) > pageEvents || len(page) > 1 && n > pageRoom {
				t.Fatalf("a page of %d entries, %d characters", len(page), n)
			}
		}
		if i != len(all) {
			t.Fatalf("%d of %d entries", i, len(all))
		}
	}
}

// FuzzViewState reads anything as the state of a timeline: it is refused, or
// it is one that gives the same view again.
func FuzzViewState(f *testing.F) {
	v := view{query: timeline.Query{Topic: "récolte", Lang: "fr", Publisher: "Le Courrier", From: 1, To: dates.Forever, Limit: 7}, from: dates.Beginning, to: 20_000, corpus: 5}
	f.Add(v.state())
	f.Add("")
	f.Add("AgAAAAUCAP7___8PAP___w8")
	f.Fuzz(func(t *testing.T, state string) {
		v, err := decodeView(state)
		if err != nil {
			return
		}
		again, err := decodeView(v.state())
		if err != nil || again != v {
			t.Errorf("%+v became %+v, %v", v, again, err)
		}
		if !utf8.ValidString(v.query.Topic) || v.query.Limit > maxEvents {
			t.Errorf("%+v", v)
		}
	})
}

// TestEveryStateFitsTheButtonsOfOnePage asks for the longest topics in several
// scripts, of the longest publisher.
func TestEveryStateFitsTheButtonsOfOnePage(t *testing.T) {
	room := 0
	for _, a := range append(zoomMenu(view{}, nil, locale.French), exports(true)...) {
		room += 100 - len(a.Name) - len(a.Arg) - 2
	}
	publisher := "Le Courrier de la Vallée et des environs, édition du dimanche et des jours de fête"
	for _, topic := range []string{"été ", "война и ", "朝鲜士兵", "جنود ", "🎉", "🎉é", "a"} {
		topic = string([]rune(strings.Repeat(topic, maxTopic))[:maxTopic])
		v := view{query: timeline.Query{
			Topic: shortTopic(topic), Publisher: publisher, Lang: "zh-Hant", From: dates.Beginning, To: dates.Forever, Limit: maxEvents,
		}, from: -700_000, to: 20_000, corpus: 1 << 31}
		state := v.state()
		if len(state) > room {
			t.Errorf("%s: a state of %d characters, room for %d", topic, len(state), room)
		}
		again, err := decodeView(state)
		if err != nil || again.query.Topic != v.query.Topic || again.sum == 0 {
			t.Errorf("%s became %+v, %v", topic, again, err)
		}
		if got := publisherOf([]string{"Le Courrier", publisher}, again.sum); got != publisher {
			t.Errorf("the publisher became %q", got)
		}
		if part := sumOf(words("Vallée et des environs, édition")); publisherOf([]string{"Le Courrier", publisher}, part) == "" {
			t.Error("a part of a publisher's name is not found again")
		}
	}
}
