package picture

import (
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

// row is the articles of a publisher.
type row struct {
	letter, name  string
	y             float64 // the middle
	dots          []dot
	before, after int // articles that the axis does not reach
}

type dot struct {
	x     float64
	shape shape
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
	s.box = rect{axisLeft, y, axisRight, y}
	for i, name := range pubs.names[:pubs.own()] {
		shown := w.unnamed
		if name != "" {
			shown = f.printable(name, w.publisher+" "+letterOf(i))
		}
		s.box.y1 += rowHeight
		s.rows = append(s.rows, l.row(f, letterOf(i), shown, s.box.y1-rowHeight/2, pubs.articles[name]))
	}
	if rest := pubs.names[pubs.own():]; len(rest) > 0 {
		var articles []corpus.Attribution
		for _, name := range rest {
			articles = append(articles, pubs.articles[name]...)
		}
		s.box.y1 += rowHeight
		s.rows = append(s.rows, l.row(f, otherLetter, strconv.Itoa(len(rest))+" "+w.others, s.box.y1-rowHeight/2, articles))
	}
	s.gaps = l.gaps(f, t)
	return s
}

func (l *layout) row(f *faces, letter, name string, y float64, articles []corpus.Attribution) row {
	const room = axisLeft - margin - 18 - 30 // beside the letter, and before the number of earlier articles
	r := row{letter: letter, y: y, name: f.wrap(noteStyle, name, room, 1)[0]}
	for _, a := range articles {
		d := a.Published
		switch {
		case !d.Known():
		case d.To <= l.axis.from:
			r.before++
		case d.From >= l.axis.to:
			r.after++
		default:
			x := (l.axis.cut(l.axis.x(d.From)) + l.axis.cut(l.axis.x(d.To))) / 2
			r.dots = append(r.dots, dot{x, shapeOfLang(a.Lang)})
		}
	}
	slices.SortFunc(r.dots, func(a, b dot) int {
		if a.x != b.x {
			if a.x < b.x {
				return -1
			}
			return 1
		}
		return int(a.shape) - int(b.shape)
	})
	return r
}

// leastGap is how wide a time without articles must be to be shown: a seventh
// of the axis, so that there are at most six and ordinary pauses are none.
const leastGap = (axisRight - axisLeft) / 7

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
		if until-reached < leastGap {
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
