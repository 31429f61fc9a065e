package picture

import (
	"cmp"
	"slices"
	"strconv"

	"verbatim/corpus"
	"verbatim/corpus/dates"
	"verbatim/retrieval/timeline"
)

// The measures of the card, in units of the layout. Discord shows a picture in a
// box of 550 by 350 pixels until it is clicked: three lanes of four labels on a
// card of about that form leave the letters as large as can be.
const (
	cardWidth  = 960
	margin     = 24.0
	axisLeft   = 190.0 // the names of publishers stand before it
	axisRight  = cardWidth - 46.0
	keyRadius  = 8.5
	track      = 5.0 // between two lines that go aside from marks to poles
	lineHeight = 17.0
	rowHeight  = 19.0
	candidates = 24 // the most important events, for which labels are tried
	swarmLimit = 62.0
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

// label is what is said of an event.
type label struct {
	box   rect // of the text
	date  line
	lines []line
	pole  float64
	turn  float64 // the height at which the pole turns aside to its mark
	mark  int     // in keys
}

// mark is an event.
type mark struct {
	at       point
	r        float64
	shape    shape
	letter   string // of its publisher, or how many publishers; "" where there is no room
	disputed bool
	bar      *bar // nil for what happened on a day
	key      bool
}

// bar is an event that is wider than its mark.
type bar struct {
	rect
	softLeft, softRight bool
	openLeft, openRight bool // it began before, or went on after, nobody says how long; never both
	vague               bool // some day in it, not all of them
}

// newLayout lays out a timeline that has an event.
func newLayout(f *faces, t *timeline.Timeline, w *words) *layout {
	l := &layout{words: w, width: cardWidth}
	pubs := newPublishers(t.Events)
	from, to, before, after := span(t.Events)
	from, to = withPublications(t.Events, from, to)
	l.axis = newAxis(f, w, from, to, axisLeft, axisRight)
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
	l.title = f.wrap(titleStyle, f.printable(t.Topic, w.title), cardWidth-2*margin, 1)[0]
	l.lead = w.summary(t)
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
	places := hang(flags, mostLanes-1, margin, cardWidth-margin)
	if len(flags) <= 4*(mostLanes-1)+2 && slices.ContainsFunc(places, func(p hung) bool { return !p.ok }) {
		places = hang(flags, mostLanes, margin, cardWidth-margin) // one lane more may hold them all
	}
	for i, p := range places {
		if !p.ok {
			others = append(others, tried[i])
			continue
		}
		drafts[i].mark = len(keys)
		keys = append(keys, tried[i])
	}
	l.raise(drafts, flags, places)
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
	text := f.printable(excerpt(e), l.words.untexted+" "+date+" ("+l.words.language(e.Quote().Lang)+")")
	width := f.width(dateStyle, date)
	for _, s := range f.wrap(quoteStyle, text, max(room, width), most) {
		d.lines = append(d.lines, line{text: s})
		width = max(width, f.width(quoteStyle, s))
	}
	return d, width
}

// raise gives the labels that were hung their heights, lane over lane.
func (l *layout) raise(drafts []label, flags []flag, places []hung) {
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
		left := p.pole + poleAside
		if p.left {
			left = p.pole - poleAside - flags[i].width
		}
		d.pole = p.pole
		d.box = rect{left, top[p.lane], left + flags[i].width, top[p.lane] + float64(1+len(d.lines))*lineHeight}
		base := d.box.y0 + 13
		d.date.at = point{left, base}
		for j := range d.lines {
			d.lines[j].at = point{left, base + float64(j+1)*lineHeight}
		}
		l.labels = append(l.labels, d)
	}
	l.axis.y = y // and what turn and placeKeys add
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

// placeKeys stacks the labelled marks on the axis: days first, then bars.
func (l *layout) placeKeys(keys []timeline.Event, pubs *publishers) {
	l.keys = make([]mark, len(keys))
	order := make([]int, len(keys))
	for i, e := range keys {
		l.keys[i] = l.mark(e, pubs, keyRadius)
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Compare(barWidth(l.keys[a]), barWidth(l.keys[b]))
	})
	inPlace := l.spread(keys)
	slots := make([]slot, len(keys))
	for i, k := range order {
		slots[i] = inPlace[k]
	}
	seats, rows, _ := pack(slots, len(slots)+1)
	for i, k := range order {
		l.seat(&l.keys[k], seats[i].x, -(float64(seats[i].row)+0.5)*rowHeight)
	}
	l.axis.y += l.turn(l.axis.y) + float64(rows)*rowHeight
	for i := range l.keys {
		l.keys[i].lower(l.axis.y)
	}
}

// spread gives the labelled marks their places. Those of about the same day
// stand side by side, three at most where the day is narrower than they are, in
// the order of their labels, so that the lines to them do not cross.
func (l *layout) spread(keys []timeline.Event) []slot {
	const pitch = 2*keyRadius + 1
	slots := make([]slot, len(keys))
	var group []int
	reached := l.axis.x0
	settle := func() {
		if len(group) == 0 {
			return
		}
		first := slots[group[0]]
		columns := min(len(group), max(3, int((first.hi-first.lo)/pitch)+1))
		half := float64(columns-1) / 2 * pitch
		middle := (first.want + slots[group[len(group)-1]].want) / 2
		middle = max(min(middle, l.axis.x1-half), l.axis.x0+half, reached+half)
		for i, k := range group {
			reached = middle - half + float64(i*columns/len(group))*pitch
			slots[k] = slot{reached, reached, reached, keyRadius + 0.4}
		}
		group = group[:0]
	}
	for i, e := range keys {
		slots[i] = l.slot(e, l.keys[i])
		if l.keys[i].bar != nil {
			continue
		}
		if len(group) > 0 && slots[i].want-slots[group[0]].want >= pitch {
			settle()
		}
		group = append(group, i)
	}
	settle()
	return slots
}

func barWidth(m mark) float64 {
	if m.bar == nil {
		return 0
	}
	return m.bar.x1 - m.bar.x0
}

// seat puts a mark and its bar at a height.
func (l *layout) seat(m *mark, x, y float64) {
	m.at = point{x, y}
	if m.bar == nil {
		return
	}
	half := m.r * 0.62
	m.bar.y0, m.bar.y1 = y-half, y+half
	if m.bar.openRight {
		m.at.x = min(m.bar.x0+m.r, m.bar.x1)
	} else if m.bar.openLeft {
		m.at.x = max(m.bar.x1-m.r, m.bar.x0)
	}
}

// lower moves a mark down.
func (m *mark) lower(by float64) {
	m.at.y += by
	if m.bar != nil {
		m.bar.y0, m.bar.y1 = m.bar.y0+by, m.bar.y1+by
	}
}

// slot is where a mark may be: anywhere in its day where that is wider than it.
func (l *layout) slot(e timeline.Event, m mark) slot {
	if m.bar != nil {
		at := (m.bar.x0 + m.bar.x1) / 2
		return slot{at, at, at, max(m.r+1, barWidth(m)/2+2)}
	}
	from, to := extent(e.When)
	want := l.want(e)
	lo, hi := l.axis.cut(l.axis.x(from))+m.r*0.8, l.axis.cut(l.axis.x(to))-m.r*0.8
	if lo > hi {
		lo, hi = want, want
	}
	return slot{lo, hi, want, m.r + 0.75}
}

func (l *layout) mark(e timeline.Event, pubs *publishers, r float64) mark {
	m := mark{r: r, shape: shapeOf(e), disputed: len(e.Disputed) > 0, bar: l.bar(e, r), key: r == keyRadius}
	if r >= 6.5 {
		m.letter = pubs.letter(e)
	}
	return m
}

// swarm are the sizes of the marks without labels, from large to small.
var swarm = [...]float64{7, 5.2, 3.9, 3, 2.3}

// placeOthers hangs the other marks below the axis, as large as there is room for.
func (l *layout) placeOthers(f *faces, others []timeline.Event, pubs *publishers) {
	l.othersAt = l.axis.y + 26
	if l.axis.eras != nil {
		l.othersAt += lineHeight
	}
	if len(others) == 0 {
		return
	}
	slices.SortStableFunc(others, func(a, b timeline.Event) int { return cmp.Compare(l.want(a), l.want(b)) })
	for _, r := range swarm {
		last := r == swarm[len(swarm)-1]
		limit := int(swarmLimit / (2*r + 1.5))
		if last {
			limit = len(others) + 1
		}
		marks, slots := make([]mark, len(others)), make([]slot, len(others))
		for i, e := range others {
			marks[i] = l.mark(e, pubs, r)
			if b := marks[i].bar; b != nil && (last || r < 5 && b.vague && !e.Approximate()) {
				marks[i].bar = nil // too many for bars: anywhere in its month will do
			}
			slots[i] = l.slot(e, marks[i])
		}
		seats, rows, ok := pack(slots, limit)
		if !ok {
			continue
		}
		pitch := min(2*r+1.5, swarmLimit/float64(rows)) // at the last resort they lie over each other
		for i := range marks {
			l.seat(&marks[i], seats[i].x, l.othersAt+r+2+float64(seats[i].row)*pitch)
		}
		l.others = marks
		l.othersName = f.wrap(headStyle, l.words.unlabelled+" ("+strconv.Itoa(len(others))+")", axisLeft-margin-12, 1)[0]
		l.othersAt += float64(rows)*pitch + r
		return
	}
}

// bar is the bar of an event, nil where its mark says as much.
func (l *layout) bar(e timeline.Event, r float64) *bar {
	from, to := extent(e.When)
	x0, x1 := l.axis.cut(l.axis.x(from)), l.axis.cut(l.axis.x(to))
	b := &bar{rect: rect{x0: x0, x1: x1}, vague: !e.Interval()}
	openLeft, openRight := e.From == dates.Beginning, e.To == dates.Forever
	switch {
	case openLeft || openRight:
		const reach = 42
		b.vague, b.softLeft, b.softRight = false, openLeft, openRight
		b.openLeft, b.openRight = openLeft && !openRight, openRight && !openLeft
		if openLeft {
			b.x0 = max(l.axis.x0, x1-reach)
		}
		if openRight {
			b.x1 = min(l.axis.x1, x0+reach)
		}
	case e.Approximate():
		least := 2*r + 22
		if short := least - (x1 - x0); short > 0 {
			b.x0, b.x1 = l.axis.cut(x0-short/2), l.axis.cut(x1+short/2)
		}
		b.vague, b.softLeft, b.softRight = false, true, true
	case to-from == 1 || x1-x0 < 2*r+5:
		return nil
	default:
		b.softLeft, b.softRight = from < l.axis.from, to > l.axis.to
	}
	return b
}
