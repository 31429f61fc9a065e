package picture

import (
	"verbatim/corpus"
	"verbatim/retrieval/timeline"
)

// The measures of the card, in units of the layout. Discord shows a picture in a
// box of 550 by 350 pixels, of 400 on a phone, until it is clicked: three lanes
// of four labels on a card of about that form leave the letters as large as can
// be, and a few events leave them larger on a narrower one.
const (
	cardWidth  = 960
	fewWidth   = 640
	few        = 4 // events
	margin     = 24.0
	axisLeft   = 190.0 // the names of publishers stand before it
	axisAside  = 46.0  // right of the axis
	keyRadius  = 8.5
	track      = 5.0 // between two lines that go aside from marks to poles
	lineHeight = 17.0
	rowHeight  = 19.0
	candidates = 24 // the most important events, for which labels are tried
	swarmLimit = 70.0
)

// layout is where everything goes. It knows no pixels, so that tests can check it.
type layout struct {
	words         *words
	width, height float64
	title, lead   string
	axis          *axis
	labels        []label
	keys          []mark // the events that have a label
	others        []mark // the events that have none
	othersAt      float64
	othersName    string
	beyond        [2]string // events before and after the axis
	strip         strip
	legend        []item
	notes         []line
}

// line is one line of text with its baseline.
type line struct {
	at   point
	text string
}

// newLayout lays out a timeline that has an event.
func newLayout(f *faces, t *timeline.Timeline, w *words) *layout {
	l := &layout{words: w, width: cardWidth}
	if len(t.Events) <= few {
		l.width = fewWidth
	}
	pubs := newPublishers(t.Events)
	from, to, before, after := span(t.Events)
	from, to = withPublications(t.Events, from, to)
	l.axis = newAxis(f, w, from, to, axisLeft, l.width-axisAside)
	l.head(f, t)
	keys, others := l.label(f, t)
	l.placeKeys(keys, pubs)
	l.placeOthers(f, others, pubs)
	l.strip = l.newStrip(f, t, pubs)
	l.tell(f, t, before, after)
	return l
}

// withPublications widens the axis to the publications that are near to it.
func withPublications(events []timeline.Event, from, to corpus.Day) (corpus.Day, corpus.Day) {
	reach := max(3, (to-from)/4)
	low, high := from, to
	for _, e := range events {
		for _, r := range e.Sources {
			if d := r.Passage.Published; d.Known() {
				if d.From >= from-reach {
					low = min(low, d.From)
				}
				if d.To <= to+reach {
					high = max(high, d.To)
				}
			}
		}
	}
	return low, high
}

func (l *layout) head(f *faces, t *timeline.Timeline) {
	w := l.words
	l.title = f.wrap(titleStyle, f.printable(t.Topic, w.title), l.width-2*margin, 1)[0]
	l.lead = w.summary(t)
}
