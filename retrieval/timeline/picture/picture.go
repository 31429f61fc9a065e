// Package picture draws a timeline as a PNG: a card with a time axis, the events
// as marks, labels for the most important ones, and below it when the articles
// were published that tell of them.
//
// A layout is made first, in units that know no pixels, and then painted at
// twice that size. The marks show language by their shape and publisher by a
// letter, so that nothing depends on colour.
package picture

import (
	"errors"
	"fmt"
	"image/png"
	"io"
	"slices"

	"verbatim/corpus"
	"verbatim/corpus/dates"
	"verbatim/retrieval/timeline"
)

// ErrNoEvents says that a timeline has no event with a date, so that there is nothing to draw.
var ErrNoEvents = errors.New("no event has a date that could be drawn")

// PNG draws the dated events of t as a PNG, with its words in lang: French, or
// English for every other language. alt describes the picture in the same
// language, in at most 1024 characters, as Discord takes with a file.
//
// The same timeline gives the same bytes. Without a dated event the error is
// ErrNoEvents and nothing is written.
func PNG(w io.Writer, t timeline.Timeline, lang corpus.Lang) (alt string, err error) {
	t = placed(t)
	if len(t.Events) == 0 {
		return "", ErrNoEvents
	}
	words := wordsOf(lang)
	l := newLayout(newFaces(), &t, words)
	c := newCanvas(l.width, l.height)
	paint(c, l)
	encoder := png.Encoder{CompressionLevel: png.DefaultCompression}
	if err := encoder.Encode(w, reduce(c.img)); err != nil {
		return "", fmt.Errorf("writing the picture of a timeline: %w", err)
	}
	return words.alt(&t), nil
}

// placed moves the events that no axis can show, because they are open at both
// ends, to the undated ones.
func placed(t timeline.Timeline) timeline.Timeline {
	somewhere := func(e timeline.Event) bool {
		return e.Known() && (e.From != dates.Beginning || e.To != dates.Forever)
	}
	var events []timeline.Event
	t.Undated = slices.Clone(t.Undated)
	for _, e := range t.Events {
		if somewhere(e) {
			events = append(events, e)
		} else {
			t.Undated = append(t.Undated, e)
		}
	}
	t.Events = events
	return t
}
