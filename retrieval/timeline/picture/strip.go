package picture

import (
	"cmp"
	"slices"
	"strconv"

	"verbatim/corpus"
	"verbatim/retrieval/timeline"
)

// strip shows when the articles were published, a row for each publisher, and
// the times in which the corpus has no article.
type strip struct {
	head line
	box  rect // of the rows, as wide as the axis
	rows []row
	gaps []gap
}

// beyond is how many articles were published before or after the axis.
func (s *strip) beyond() int {
	n := 0
	for _, r := range s.rows {
		n += r.before + r.after
	}
	return n
}

// stripRow is the height of a row.
const stripRow = 17.5

// row is the articles of a publisher.
type row struct {
	letter, name  string
	y             float64 // the middle
	dots          []dot
	before, after int // articles that the axis does not reach
}

// dot is an article, published on a day that is [x0, x1) wide.
type dot struct {
	x0, x1 float64
	shape  shape
	at     point
	r      float64
}

// gap is a time without articles.
type gap struct {
	x0, x1 float64
	label  string // "" where there is no room
}

func (l *layout) newStrip(f *faces, t *timeline.Timeline, pubs *publishers) strip {
	w := l.words
	y := l.othersAt + 24
	s := strip{head: line{point{margin, y}, w.articles}}
	y += 8
	s.box = rect{axisLeft, y, l.width - axisAside, y}
	for i, name := range pubs.names[:pubs.own()] {
		shown := w.unnamed
		if name != "" {
			shown = f.printable(name, w.publisher+" "+letterOf(i))
		}
		s.box.y1 += stripRow
		s.rows = append(s.rows, l.row(f, letterOf(i), shown, s.box.y1-stripRow/2, pubs.articles[name]))
	}
	if rest := pubs.names[pubs.own():]; len(rest) > 0 {
		var articles []corpus.Attribution
		for _, name := range rest {
			articles = append(articles, pubs.articles[name]...)
		}
		s.box.y1 += stripRow
		s.rows = append(s.rows, l.row(f, otherLetter, strconv.Itoa(len(rest))+" "+w.others, s.box.y1-stripRow/2, articles))
	}
	dotted(s.rows)
	s.gaps = l.gaps(f, t)
	return s
}

func (l *layout) row(f *faces, letter, name string, y float64, articles []corpus.Attribution) row {
	r := row{letter: letter, y: y}
	for _, a := range articles {
		d := a.Published
		switch {
		case !d.Known():
		case d.To <= l.axis.from:
			r.before++
		case d.From >= l.axis.to:
			r.after++
		default:
			r.dots = append(r.dots, dot{x0: l.axis.cut(l.axis.x(d.From)), x1: l.axis.cut(l.axis.x(d.To)), shape: shapeOfLang(a.Lang)})
		}
	}
	slices.SortFunc(r.dots, func(a, b dot) int { return cmp.Or(cmp.Compare(a.x0+a.x1, b.x0+b.x1), cmp.Compare(a.shape, b.shape)) })
	room := axisLeft - margin - 18 - 8.0
	if r.before > 0 {
		room -= 26 // for their number
	}
	r.name = f.wrap(noteStyle, name, room, 1)[0]
	return r
}

// dotSizes are the dots of a strip, and in how many lines a row holds them.
var dotSizes = [...]struct {
	r     float64
	lines int
}{{4.2, 1}, {3.1, 2}, {2.1, 3}}

// dotted puts the dots of all rows beside and above each other, as large as
// can be for the fullest row. A row that is too full even for the smallest has
// them over each other.
func dotted(rows []row) {
	for i, size := range dotSizes {
		full := false
		for j := range rows {
			full = !rows[j].arrange(size.r, size.lines) || full
		}
		if !full {
			return
		}
		if i < len(dotSizes)-1 {
			continue
		}
		for j := range rows {
			if !rows[j].arrange(size.r, size.lines) {
				rows[j].heap(size.r)
			}
		}
	}
}

// arrange gives the dots of a row their places; false when they do not fit.
func (w *row) arrange(r float64, lines int) bool {
	slots := make([]slot, len(w.dots))
	for i, d := range w.dots {
		// A dot may leave its day by the width of a large one: it is as exact as that anyway.
		at := (d.x0 + d.x1) / 2
		slots[i] = slot{at - dotSizes[0].r, at + dotSizes[0].r, at, r + 0.4}
		if d.x1-d.x0 > 4*r {
			slots[i].lo, slots[i].hi = d.x0+r, d.x1-r
		}
	}
	seats, used, ok := pack(slots, lines)
	for i, s := range seats {
		up := (float64(s.row) - float64(used-1)/2) * (2*r + 0.8)
		w.dots[i].at, w.dots[i].r = point{s.x, w.y - up}, r
	}
	return ok
}

func (w *row) heap(r float64) {
	for i, d := range w.dots {
		w.dots[i].at, w.dots[i].r = point{(d.x0 + d.x1) / 2, w.y}, r
	}
	w.dots = slices.Compact(w.dots)
}

// leastGap is how wide a time without articles must be to be shown: a seventh
// of the axis, so that there are at most six and ordinary pauses are none.
const leastGap = 1.0 / 7

// gaps are the times in which no article was published that could have reported.
func (l *layout) gaps(f *faces, t *timeline.Timeline) []gap {
	published := slices.Clone(t.Coverage)
	for _, e := range t.Events {
		for _, r := range e.Sources {
			published = append(published, r.Passage.Published)
		}
	}
	published = slices.DeleteFunc(published, func(d corpus.Date) bool { return !d.Known() })
	slices.SortFunc(published, func(a, b corpus.Date) int { return int(a.From) - int(b.From) })
	var gaps []gap
	reached := l.axis.x0
	offer := func(until float64) {
		if until-reached < leastGap*(l.axis.x1-l.axis.x0) {
			return
		}
		g := gap{x0: reached, x1: until, label: l.words.noArticles}
		if f.width(asideStyle, g.label)+16 > until-reached {
			g.label = ""
		}
		gaps = append(gaps, g)
	}
	for _, d := range published {
		offer(l.axis.cut(l.axis.x(d.From)))
		reached = max(reached, l.axis.cut(l.axis.x(d.To)))
	}
	offer(l.axis.x1)
	return gaps
}
