package bot

import (
	"hash/fnv"
	"strconv"
	"strings"

	"verbatim/bot/locale"
	"verbatim/corpus"
	"verbatim/corpus/language"
	"verbatim/retrieval/timeline"
)

// view is a timeline as somebody looks at it: what was asked, and which part of
// it is seen. It is made anew from the articles whenever a button is pressed:
// the State of the reply holds what was asked, and nothing is stored.
type view struct {
	query    timeline.Query
	from, to corpus.Day // that was zoomed in on; both 0: nothing was
	corpus   uint32     // tells the corpus that the timeline was first made of
	page     int        // from 0
	sum      uint32     // of a publisher whose name is too long for a state, until it is looked up
}

// newView is what a command asks for.
func newView(r Request) (view, error) {
	v := view{query: timeline.Query{
		Topic: shortTopic(r.Options[optTopic]), Lang: readLang(r.Options[optLang]), Publisher: strings.TrimSpace(r.Options[optPublisher]),
		Limit: min(r.Options.Number(optLimit), maxEvents),
	}}
	return v, v.query.Within(r.Options[optFrom], r.Options[optTo], r.Locale, now())
}

// shown is the query of what is seen.
func (v *view) shown() timeline.Query {
	q := v.query
	if v.from != v.to {
		q.From, q.To = v.from, v.to
	}
	return q
}

// zoomTo shows the time between two dates as people write them, all of it where
// both are "".
func (v *view) zoomTo(from, to, locale string) error {
	q := v.query
	if err := q.Within(from, to, locale, now()); err != nil {
		return err
	}
	v.from, v.to = q.From, q.To
	return nil
}

// zoomOn shows the period that was picked in the menu.
func (v *view) zoomOn(picked string) error {
	if picked == zoomOut {
		v.from, v.to = 0, 0
		return nil
	}
	a, b, ok := strings.Cut(picked, ".")
	from, err := strconv.Atoi(a)
	to, err2 := strconv.Atoi(b)
	if !ok || err != nil || err2 != nil || from >= to {
		return errState
	}
	v.from, v.to = corpus.Day(from), corpus.Day(to)
	return nil
}

// fingerprint tells one corpus from another.
func fingerprint(lib *corpus.Library) uint32 {
	h := fnv.New32a()
	h.Write([]byte(lib.Version()))
	return h.Sum32()
}

// changed says that the articles are others than those of the first page.
func (v *view) changed(t *timeline.Timeline, w *locale.Words) string {
	if v.corpus == 0 || v.corpus == fingerprint(t.Library) {
		return ""
	}
	return string(w.Timeline.Changed)
}

// heading names the topic, and what was left out of the search for it.
func (v *view) heading(w *locale.Words) string {
	q := v.shown()
	period := ""
	if q.Period().Known() {
		period = timeline.WordsFor(w.Lang).When(q.Period())
	}
	var publishers []string
	if q.Publisher != "" {
		publishers = []string{short(q.Publisher, 100)}
	}
	title := w.Title.With("title", short(q.Topic, maxTopic))
	return joined(" · ", w.Timeline.Heading.With("topic", title), period, w.Filters(publishers, q.Lang, corpus.Date{}, corpus.Date{}))
}

// form asks for the dates to zoom to.
func (v *view) form(r Request) Modal {
	r.Private = true // nobody else sees a form
	w := wordsFor(r, language.Detect(v.query.Topic, corpus.French, corpus.English), corpus.Undetermined)
	f := w.Timeline.Form
	field := func(name string, label locale.Text) Field {
		return Field{Name: name, Label: string(label), Hint: string(f.Hint), Most: maxPeriod}
	}
	return Modal{Name: timelineButton, Arg: argZoom, Title: string(f.Title), Fields: []Field{field(optFrom, f.From), field(optTo, f.To)}}
}
