package timeline

import (
	"cmp"
	"context"
	"math"
	"slices"

	"verbatim/corpus"
	"verbatim/corpus/dates"
	"verbatim/retrieval"
	"verbatim/retrieval/lexicon"
)

// Query asks for the timeline of a topic.
type Query struct {
	Topic     string
	Lang      corpus.Lang // only articles in it; "" for all
	Publisher string      // only this publisher, case and accents folded; "" for all
	From, To  corpus.Day  // events in [From, To); both 0: whenever; dates.Beginning and dates.Forever where open
	Limit     int         // at most so many events, the most important; 0 is 20
}

// defaultLimit is how many events a timeline has when the query does not say.
const defaultLimit = 20

// Build makes the timeline of a topic from what the engine finds. A topic that
// cannot be asked gives a *retrieval.QueryError.
func Build(ctx context.Context, e *retrieval.Engine, q Query) (Timeline, error) {
	if q.limited() && q.From >= q.To {
		return Timeline{}, &retrieval.QueryError{Kind: retrieval.QueryPeriod, Value: q.From.String() + " > " + (q.To - 1).String()}
	}
	topic, err := e.Topic(ctx, retrieval.Query{Text: q.Topic, Lang: q.Lang, Publisher: q.Publisher})
	if err != nil {
		return Timeline{}, err
	}
	return build(topic, q), nil
}

func build(topic retrieval.Topic, q Query) Timeline {
	t := Timeline{Topic: q.Topic, Lang: topic.Lang, Library: topic.Library, Reason: topic.Reason, Unknown: topic.Unknown, Coverage: coverage(topic.Kept)}
	var events, undated []Event
	for _, g := range merged(allReports(topic), lexicon.Default()) {
		e := g.event(topic.Lang)
		if !e.Known() && !e.Yearless() {
			undated = append(undated, e)
			continue
		}
		events = append(events, e)
	}
	events = append(events, withoutTold(undated, events)...)
	inside := slices.DeleteFunc(events, func(e Event) bool { return !q.holds(e.When) })
	t.Outside = len(events) - len(inside)
	t.Found = len(inside)
	t.keep(inside, cmp.Or(max(0, q.Limit), defaultLimit))
	if t.Empty() {
		t.Reason = cmp.Or(t.Reason, retrieval.ReasonWeak)
	}
	return t
}

// withoutTold leaves out undated articles that tell a dated event, too.
func withoutTold(undated, events []Event) []Event {
	told := map[string]bool{}
	for _, e := range events {
		for _, r := range e.Sources {
			told[r.ArticleID] = true
		}
	}
	return slices.DeleteFunc(undated, func(e Event) bool { return told[e.Sources[0].ArticleID] })
}

// holds reports whether a When lies in the period asked for, in part at least.
func (q Query) holds(w When) bool {
	return !q.limited() || w.Known() && w.From < q.To && q.From < w.To
}

func (q Query) limited() bool { return q.From != 0 || q.To != 0 }

// coverage is when articles were published, in order.
func coverage(articles []*corpus.Article) []corpus.Date {
	var all []corpus.Date
	for _, a := range articles {
		if a.Published.Known() {
			all = append(all, a.Published)
		}
	}
	slices.SortFunc(all, func(a, b corpus.Date) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return all
}

// event makes the event of a group. One report an article is its source, the
// best; the first of them is quoted.
func (g *group) event(lang corpus.Lang) Event {
	slices.SortStableFunc(g.reports, func(a, b *Report) int {
		return cmp.Or(cmp.Compare(b.quotable(lang), a.quotable(lang)), cmp.Compare(a.File, b.File), cmp.Compare(a.Start, b.Start))
	})
	e := Event{When: g.when()}
	seen := map[string]bool{}
	for _, r := range g.reports {
		if !seen[r.ArticleID] {
			seen[r.ArticleID] = true
			e.Sources = append(e.Sources, *r)
		}
	}
	e.Importance = e.importance()
	return e
}

// when is the time that most articles state, of several the most exact one.
func (g *group) when() When {
	best, votes := g.reports[0].When, 0
	for _, r := range g.reports {
		n := 0
		for _, o := range g.reports {
			if o.When == r.When {
				n++
			}
		}
		if by := cmp.Or(cmp.Compare(r.exactness(), best.exactness()), cmp.Compare(n, votes)); by > 0 {
			best, votes = r.When, n
		}
	}
	return best
}

// quotable is how good a report is to quote.
func (r *Report) quotable(lang corpus.Lang) float64 {
	v := r.relevance + 0.5*r.exactness() + 0.3*min(1, float64(len(r.Text))/150) // a short sentence tells little by itself
	if r.Lang == lang {
		v += 0.15
	}
	if len(r.Context) > 0 || r.Published {
		v -= 0.2
	}
	return v
}

// importance is what an event weighs: how many independent publishers report
// it, how central it is to the topic, how exactly its date is known.
func (e *Event) importance() float64 {
	central := 0.0
	for _, r := range e.Sources {
		central = max(central, r.relevance)
	}
	v := math.Log2(1+float64(e.Independent())) + 1.5*central + 0.7*e.exactness()
	if e.Sources[0].Published {
		v -= 0.3
	}
	return v
}

// keep keeps the n most important events, each list in its order.
func (t *Timeline) keep(events []Event, n int) {
	slices.SortStableFunc(events, func(a, b Event) int { return cmp.Compare(b.Importance, a.Importance) })
	for _, e := range events[:min(n, len(events))] {
		e.Disputed = disputes(e.Sources)
		switch {
		case e.Known():
			t.Events = append(t.Events, e)
		case e.Yearless():
			t.YearUnknown = append(t.YearUnknown, e)
		default:
			t.Undated = append(t.Undated, e)
		}
	}
	slices.SortStableFunc(t.Events, func(a, b Event) int {
		return cmp.Or(cmp.Compare(start(a.When), start(b.When)), cmp.Compare(a.To, b.To), compareSource(a, b))
	})
	slices.SortStableFunc(t.YearUnknown, func(a, b Event) int { return cmp.Or(cmp.Compare(a.EDTF, b.EDTF), compareSource(a, b)) })
	slices.SortStableFunc(t.Undated, compareSource)
}

// start is the day that an event is put in order by.
func start(w When) corpus.Day {
	if w.From == dates.Beginning {
		return w.To - 1
	}
	return w.From
}

func compareSource(a, b Event) int {
	x, y := a.Sources[0], b.Sources[0]
	return cmp.Or(cmp.Compare(x.File, y.File), cmp.Compare(x.Start, y.Start))
}
