package picture

import (
	"cmp"
	"slices"

	"verbatim/corpus/dates"
	"verbatim/retrieval/timeline"
)

// label is what is said of an event.
type label struct {
	box   rect // of the text
	date  line
	lines []line
	pole  float64
	turn  float64 // the height at which the pole turns aside to its mark
	mark  int     // in keys
}

// label chooses the events that get a label, and says where the labels go.
func (l *layout) label(f *faces, t *timeline.Timeline) (keys, others []timeline.Event) {
	events := slices.Clone(t.Events)
	slices.SortStableFunc(events, func(a, b timeline.Event) int { return cmp.Compare(b.Importance, a.Importance) })
	tried := events[:min(len(events), candidates)]
	others = slices.DeleteFunc(events[len(tried):], l.outside)
	tried = slices.DeleteFunc(slices.Clone(tried), l.outside)
	weights := map[*timeline.Report]float64{} // an event is told by its first report
	for i := range tried {
		weights[&tried[i].Sources[0]] = 9 + 9*float64(len(tried)-i)/float64(len(tried))
	}
	slices.SortStableFunc(tried, func(a, b timeline.Event) int { return cmp.Compare(l.want(a), l.want(b)) })
	drafts := make([]label, len(tried))
	flags := make([]flag, len(tried))
	for i := range tried {
		var width float64
		drafts[i], width = l.draft(f, tried[i], len(tried))
		flags[i] = flag{mark: l.want(tried[i]), width: width, weight: weights[&tried[i].Sources[0]]}
	}
	places := hang(flags, mostLanes-1, margin, l.width-margin)
	if len(flags) <= 4*(mostLanes-1)+2 && slices.ContainsFunc(places, func(p hung) bool { return !p.ok }) {
		places = hang(flags, mostLanes, margin, l.width-margin) // one lane more may hold them all
	}
	for i, p := range places {
		if !p.ok {
			others = append(others, tried[i])
			continue
		}
		drafts[i].mark = len(keys)
		keys = append(keys, tried[i])
	}
	l.raise(f, drafts, flags, places)
	return keys, others
}

// outside is an event that the axis does not reach.
func (l *layout) outside(e timeline.Event) bool {
	from, to := extent(e.When)
	return to <= l.axis.from || from >= l.axis.to
}

// want is where the mark of an event belongs.
func (l *layout) want(e timeline.Event) float64 {
	from, to := extent(e.When)
	x0, x1 := l.axis.cut(l.axis.x(from)), l.axis.cut(l.axis.x(to))
	switch before, after := e.From == dates.Beginning, e.To == dates.Forever; {
	case before && !after:
		return max(l.axis.x0+keyRadius, x1-keyRadius)
	case after && !before:
		return min(l.axis.x1-keyRadius, x0+keyRadius)
	}
	return (x0 + x1) / 2
}

// draft is a label without a place, and its width.
func (l *layout) draft(f *faces, e timeline.Event, of int) (label, float64) {
	room, most := 190.0, 2
	if of <= 6 {
		room, most = 236, 3
	}
	date := l.words.when(e.When)
	if len(e.Disputed) > 0 {
		date += "  ≠"
	}
	d := label{date: line{text: date}}
	text := f.printable(excerpt(e), l.words.quote(e.Quote().Lang))
	width := f.width(dateStyle, date)
	for _, s := range f.wrap(quoteStyle, text, max(room, width), most) {
		d.lines = append(d.lines, line{text: s})
		width = max(width, f.width(quoteStyle, s))
	}
	return d, width
}

// raise gives the labels that were hung their heights, lane over lane.
func (l *layout) raise(f *faces, drafts []label, flags []flag, places []hung) {
	var tall [mostLanes]float64
	for i, p := range places {
		if p.ok {
			tall[p.lane] = max(tall[p.lane], float64(1+len(drafts[i].lines))*lineHeight)
		}
	}
	var top [mostLanes]float64
	y := 86.0
	for lane := mostLanes - 1; lane >= 0; lane-- {
		top[lane] = y
		if tall[lane] > 0 {
			y += tall[lane] + 9
		}
	}
	for i, p := range places {
		if !p.ok {
			continue
		}
		d := drafts[i]
		d.hang(f, p, flags[i].width, top[p.lane])
		l.labels = append(l.labels, d)
	}
	l.axis.y = y // and what turn and placeKeys add
}

// hang gives a label its place: its lines begin at the pole, or end at it.
func (d *label) hang(f *faces, p hung, width, top float64) {
	left := p.pole + poleAside
	if p.left {
		left = p.pole - poleAside - width
	}
	start := func(st style, s string) float64 {
		if p.left {
			return left + width - f.width(st, s)
		}
		return left
	}
	d.pole = p.pole
	d.box = rect{left, top, left + width, top + float64(1+len(d.lines))*lineHeight}
	base := top + 13
	d.date.at = point{start(dateStyle, d.date.text), base}
	for j := range d.lines {
		d.lines[j].at = point{start(quoteStyle, d.lines[j].text), base + float64(j+1)*lineHeight}
	}
}

// turn gives each pole the height at which it turns aside, so that no line to a
// mark crosses another: of poles that stand to the right of their marks, the
// first turns highest; of those to the left, the last.
func (l *layout) turn(foot float64) (height float64) {
	level := make([]int, len(l.labels))
	most := 0
	at := func(i int) float64 { return l.keys[l.labels[i].mark].at.x }
	for i := len(level) - 1; i >= 0; i-- {
		for j := i + 1; j < len(level) && at(j) <= l.labels[i].pole; j++ {
			if l.labels[i].pole > at(i) {
				level[i] = max(level[i], level[j]+1)
			}
		}
		most = max(most, level[i])
	}
	for j := range level {
		for i := j - 1; i >= 0 && at(i) >= l.labels[j].pole; i-- {
			if l.labels[j].pole < at(j) {
				level[j] = max(level[j], level[i]+1)
			}
		}
		most = max(most, level[j])
	}
	for i := range l.labels {
		l.labels[i].turn = foot + 5 + track*float64(most-level[i])
	}
	return 5 + track*float64(most) + 7
}
