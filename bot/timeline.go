package bot

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"strconv"
	"time"

	"verbatim/bot/locale"
	"verbatim/corpus"
	"verbatim/retrieval/timeline"
	"verbatim/retrieval/timeline/picture"
)

// Names of what /timeline takes.
const (
	optTopic = "topic"
	optFrom  = "from"
	optTo    = "to"
	optLimit = "limit"
)

const (
	maxTopic  = 100 // characters, so that the state of a timeline fits its buttons
	maxPeriod = 60
	maxEvents = 100
)

// Buttons of a timeline, and what they are told.
const (
	timelineButton = "timeline" // a page by its number, or argZoom
	argZoom        = "zoom"
	exportButton   = "timeline-file" // a format by its name
)

// Values of the menu to zoom, beside those of periods.
const (
	zoomOut   = "all"
	zoomDates = "dates"
)

func (h *handler) timelineCommand() Command {
	return Command{
		Name: "timeline",
		Options: []Option{
			{Name: optTopic, Required: true, Most: maxTopic},
			{Name: optFrom, Most: maxPeriod},
			{Name: optTo, Most: maxPeriod},
			{Name: optLang, Suggested: true},
			{Name: optPublisher, Suggested: true},
			{Name: optLimit, Kind: Number, Least: 1, Most: maxEvents},
			{Name: optPrivate, Kind: Yes},
		},
		Suggest: NewSuggester(h.Corpus),
		Handle:  h.timeline,
		Buttons: []Button{
			{Name: timelineButton, Edits: true, Handle: h.turn},
			{Name: exportButton, Handle: answering(h.export)},
		},
	}
}

// timeline answers /timeline.
func (h *handler) timeline(ctx context.Context, r Request, w Responder) error {
	v, err := newView(r)
	if err != nil {
		return err
	}
	return h.show(ctx, r, w, v)
}

// turn shows another page of a timeline, or a part of its time.
func (h *handler) turn(ctx context.Context, r Request, w Responder) error {
	v, err := h.viewOf(r.State)
	switch {
	case err != nil:
	case r.Arg != argZoom:
		v.page, err = strconv.Atoi(r.Arg)
	case r.Fields != nil:
		err = v.zoomTo(r.Fields[optFrom], r.Fields[optTo], r.Locale)
	case r.Picked == zoomDates:
		return w.Modal(ctx, v.form(r))
	default:
		err = v.zoomOn(r.Picked)
	}
	if err != nil {
		return err
	}
	return h.show(ctx, r, w, v)
}

func (h *handler) show(ctx context.Context, r Request, w Responder, v view) error {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	t, words, err := h.build(ctx, r, v)
	if err != nil {
		return err
	}
	h.logTimeline(r, v, &t)
	return w.Edit(ctx, h.timelineReply(r, v, &t, words))
}

// build makes the timeline of a view, and finds the words to show it with.
func (h *handler) build(ctx context.Context, r Request, v view) (timeline.Timeline, *locale.Words, error) {
	t, err := h.Timeline(ctx, v.shown())
	if err != nil {
		return t, nil, err
	}
	if err := spoken(v.query.Lang, t.Reason, t.Library); err != nil {
		return t, nil, err
	}
	return t, wordsFor(r, t.Lang), nil
}

func (h *handler) logTimeline(r Request, v view, t *timeline.Timeline) {
	attrs := append(r.attrs(), slog.Int("events", len(t.All())), slog.Int("found", t.Found))
	if h.LogQuestions {
		attrs = append(attrs, slog.String("topic", v.query.Topic))
	}
	h.Log.LogAttrs(context.Background(), slog.LevelInfo, "showed a timeline", attrs...)
}

// formats are those that a timeline is exported in.
var formats = []struct {
	name, label, extension string
	write                  func(io.Writer, *timeline.Timeline, corpus.Lang) error
}{
	{"csv", "CSV", ".csv", func(w io.Writer, t *timeline.Timeline, _ corpus.Lang) error { return t.WriteCSV(w) }},
	{"md", "Markdown", ".md", func(w io.Writer, t *timeline.Timeline, l corpus.Lang) error { return t.WriteMarkdown(w, l) }},
	{"js", "TimelineJS", ".json", func(w io.Writer, t *timeline.Timeline, l corpus.Lang) error { return t.WriteTimelineJS(w, l) }},
}

// export gives the events that are shown as a file.
func (h *handler) export(ctx context.Context, r Request) (Reply, error) {
	v, err := h.viewOf(r.State)
	if err != nil {
		return Reply{}, err
	}
	t, words, err := h.build(ctx, r, v)
	if err != nil {
		return Reply{}, err
	}
	for _, f := range formats {
		if f.name != r.Arg {
			continue
		}
		var b bytes.Buffer
		if err := f.write(&b, &t, words.Lang); err != nil {
			return Reply{}, err
		}
		file := File{Name: string(words.Timeline.File) + f.extension, Content: b.Bytes()}
		return Reply{Text: joined("\n", v.heading(words), v.changed(&t, words)), Files: []File{file}, NoFiles: string(words.Timeline.NoFile), Private: true}, nil
	}
	return Reply{}, errState
}

// draw is the picture of a timeline; none where there is nothing to draw.
func (h *handler) draw(t *timeline.Timeline, w *locale.Words) []File {
	var b bytes.Buffer
	alt, err := picture.PNG(&b, *t, w.Lang)
	if err != nil {
		if err != picture.ErrNoEvents {
			h.Log.Error("a timeline could not be drawn", "error", err)
		}
		return nil
	}
	return []File{{Name: string(w.Timeline.File) + ".png", Alt: alt, Content: b.Bytes()}}
}

// now is when relative dates are read from.
func now() time.Time { return time.Now() }
