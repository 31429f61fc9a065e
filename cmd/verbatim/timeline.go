package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"verbatim/retrieval"
	"verbatim/retrieval/timeline"
	"verbatim/retrieval/timeline/picture"
)

// timelineFlags are what the command "timeline" was asked.
type timelineFlags struct {
	query    timeline.Query
	from, to string
	json     bool
	files    map[string]string // by format: png, csv, md, timelinejs
	places   *places
}

// showTimeline shows the events of a topic.
func showTimeline(ctx context.Context, in *invocation) error {
	f, err := parseTimeline(in)
	if err != nil {
		return err
	}
	s, err := load(in, f.places.values(), false)
	if err != nil {
		return err
	}
	c, err := openCorpus(ctx, in, s, "verbatim timeline")
	if err != nil {
		return err
	}
	defer c.Close()
	t, err := timeline.Build(ctx, c.engine, f.query)
	if err != nil {
		return usageOf(err)
	}
	if err := f.export(in, &t); err != nil {
		return err
	}
	if slices.Contains(values(f.files), "-") {
		return nil
	}
	out := bufio.NewWriter(in.stdout)
	if f.json {
		if err := t.WriteJSON(out); err != nil {
			return err
		}
		return out.Flush()
	}
	p := newTimelinePrinter(out, in, &t)
	p.timeline(&t, f.query)
	return out.Flush()
}

func parseTimeline(in *invocation) (*timelineFlags, error) {
	f := &timelineFlags{files: map[string]string{}}
	fs := newFlags("timeline", "[flags] TOPIC", "show what happened, when, and who says so")
	fs.StringVar(&f.from, "from", "", "only events in or after this `date`: 2024-10-23, 2024, \"été 2023\", \"last month\"")
	fs.StringVar(&f.to, "to", "", "only events in or before this `date`")
	fs.lang(&f.query.Lang, "only articles in this `language`: fr, en, french, anglais, …")
	fs.StringVar(&f.query.Publisher, "publisher", "", "only articles of this `publisher`")
	fs.IntVar(&f.query.Limit, "limit", 20, "show the `N` most important events")
	fs.BoolVar(&f.json, "json", false, "write one JSON array")
	for _, x := range exports {
		fs.Func(x.flag, x.about, func(name string) error {
			if name == "" {
				return errors.New("it needs the name of a file")
			}
			f.files[x.flag] = name
			return nil
		})
	}
	f.places = fs.places(true)
	words, err := fs.parse(in)
	if err != nil {
		return nil, err
	}
	f.query.Topic = strings.Join(words, " ")
	return f, f.check(time.Now())
}

// check refuses flags and words that say nothing, and reads the period.
func (f *timelineFlags) check(now time.Time) error {
	onStdout := 0
	for _, name := range f.files {
		if name == "-" {
			onStdout++
		}
	}
	switch {
	case strings.TrimSpace(f.query.Topic) == "":
		return &usageError{text: "there is no topic", hint: `verbatim timeline "North Korean soldiers in Russia"`}
	case f.query.Limit < 1:
		return &usageError{text: "-limit must be 1 or more"}
	case onStdout > 1 || onStdout == 1 && f.json:
		return &usageError{text: "standard output takes one format", hint: "give the others a file's name"}
	}
	err := f.query.Within(f.from, f.to, "", now)
	if unread, ok := errors.AsType[*timeline.PeriodError](err); ok {
		return &usageError{text: "-" + unread.End + ": " + err.Error(), hint: unread.Hint()}
	}
	if err != nil {
		return &usageError{text: fmt.Sprintf("the period ends before it begins: from %s to %s", f.from, f.to), hint: "give an earlier date to -from, or a later one to -to"}
	}
	return nil
}

// exports are the formats that a timeline is written in, to a file each.
var exports = []struct {
	flag, about string
	write       func(io.Writer, *timeline.Timeline) error
}{
	{"png", "draw a picture of it to `FILE` (- is standard output)", writePicture},
	{"csv", "write a table of it to `FILE`, a row for each source", func(w io.Writer, t *timeline.Timeline) error { return t.WriteCSV(w) }},
	{"md", "write it as Markdown to `FILE`", func(w io.Writer, t *timeline.Timeline) error { return t.WriteMarkdown(w, t.Lang) }},
	{"timelinejs", "write it for TimelineJS to `FILE`", func(w io.Writer, t *timeline.Timeline) error { return t.WriteTimelineJS(w, t.Lang) }},
}

func writePicture(w io.Writer, t *timeline.Timeline) error {
	_, err := picture.PNG(w, *t, t.Lang)
	return err
}

// export writes the files that were asked for.
func (f *timelineFlags) export(in *invocation, t *timeline.Timeline) error {
	for _, x := range exports {
		name, asked := f.files[x.flag]
		if !asked {
			continue
		}
		var b bytes.Buffer
		if err := x.write(&b, t); err != nil {
			return &failure{text: "cannot write the timeline as " + x.flag, cause: err}
		}
		if name == "-" {
			if _, err := in.stdout.Write(b.Bytes()); err != nil {
				return err
			}
			continue
		}
		if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
			return &failure{text: "cannot write the timeline", cause: err, hint: "-" + x.flag + " takes the name of a file in a folder that exists"}
		}
	}
	return nil
}

func values(m map[string]string) []string {
	var all []string
	for _, v := range m {
		all = append(all, v)
	}
	return all
}

// timelinePrinter writes timelines for people.
type timelinePrinter struct {
	*printer
	own *timeline.Words
}

func newTimelinePrinter(w io.Writer, in *invocation, t *timeline.Timeline) timelinePrinter {
	p := newPrinter(w, styleOf(in.stdout, in.env), in.env, t.Lang)
	return timelinePrinter{p, timeline.WordsFor(p.words.Lang)}
}

func (p timelinePrinter) timeline(t *timeline.Timeline, q timeline.Query) {
	if t.Library.Sample() {
		p.line("", bold, string(p.words.Sample))
		p.line("", plain, "")
	}
	if t.Empty() {
		p.line("", plain, p.own.Nothing(t, q))
		return
	}
	for i, e := range t.All() {
		if i > 0 {
			p.line("", plain, "")
		}
		p.event(e)
	}
	if shown := len(t.All()); shown < t.Found {
		p.line("", plain, "")
		p.line("", dim, p.own.Kept(shown, t.Found, "-limit"))
	}
	if t.Outside > 0 {
		p.line("", plain, "")
		p.line("", dim, p.own.LeftOut(t.Outside))
	}
}

// event writes one event: its date, its quote, its sources.
func (p timelinePrinter) event(e timeline.Event) {
	q := e.Quote()
	p.line("", bold, joined(" · ", p.own.When(e.When), p.own.Note(q)))
	p.quote(retrieval.Quote{Passage: q.Passage, Context: q.Context})
	if len(e.Sources) > 1 {
		p.line("  ", dim, p.own.AlsoIn)
		for _, s := range e.Sources[1:] {
			p.line("  ", dim, "- "+joined(" · ", p.own.When(s.When), p.words.Title.With("title", s.Name()), p.facts(s.Passage)))
		}
	}
	for _, d := range e.Disputed {
		p.line("  ", plain, p.own.Disagree+" "+d.String())
	}
}
