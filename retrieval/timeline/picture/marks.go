package picture

import (
	"cmp"
	"slices"
	"strconv"

	"verbatim/retrieval/timeline"
)

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
		l.keys[k].seat(seats[i].x, -(float64(seats[i].row)+0.5)*rowHeight)
	}
	l.axis.y += l.turn(l.axis.y) + float64(rows)*rowHeight
	for i := range l.keys {
		l.keys[i].lower(l.axis.y)
	}
}

// spread gives the labelled marks their places, in the order of their labels, so
// that the lines to them do not cross. Those of about the same day stand side by
// side, three at most where the day is narrower than they are; the mark of a bar
// goes aside along its bar.
func (l *layout) spread(keys []timeline.Event) []slot {
	slots := make([]slot, len(keys))
	reached := l.axis.x0
	for i := 0; i < len(keys); {
		if m := &l.keys[i]; m.bar != nil {
			reached = max(reached, m.at.x)
			m.at.x = reached
			slots[i] = l.slot(keys[i], *m)
			i++
			continue
		}
		end := i
		for ; end < len(keys) && l.keys[end].bar == nil; end++ {
			slots[end] = l.slot(keys[end], l.keys[end])
			if slots[end].want-slots[i].want >= sideBySide {
				break
			}
		}
		reached = l.abreast(slots[i:end], reached)
		i = end
	}
	return slots
}

// sideBySide is the distance between two labelled marks.
const sideBySide = 2*keyRadius + 1

// abreast puts marks of about the same day in columns, none to the left of
// reached, and says how far they reach.
func (l *layout) abreast(slots []slot, reached float64) float64 {
	first, last := slots[0], slots[len(slots)-1]
	columns := min(len(slots), max(3, int((first.hi-first.lo)/sideBySide)+1))
	half := float64(columns-1) / 2 * sideBySide
	middle := max(min((first.want+last.want)/2, l.axis.x1-half), l.axis.x0+half, reached+half)
	for i := range slots {
		reached = middle - half + float64(i*columns/len(slots))*sideBySide
		slots[i] = slot{reached, reached, reached, keyRadius + 0.4}
	}
	return reached
}

func barWidth(m mark) float64 {
	if m.bar == nil {
		return 0
	}
	return m.bar.x1 - m.bar.x0
}

// seat puts a mark and its bar at a height, and at a place what has no bar.
func (m *mark) seat(x, y float64) {
	m.at.y = y
	if m.bar == nil {
		m.at.x = x
		return
	}
	half := m.r * 0.62
	m.bar.y0, m.bar.y1 = y-half, y+half
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
		x0, x1 := min(m.bar.x0, m.at.x-m.r)-1, max(m.bar.x1, m.at.x+m.r)+1
		return slot{(x0 + x1) / 2, (x0 + x1) / 2, (x0 + x1) / 2, (x1 - x0) / 2}
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
	if m.bar != nil {
		m.at.x = l.want(e)
	}
	if r >= 6.5 {
		m.letter = pubs.letter(e)
	}
	return m
}

// swarm are the ways to draw the marks without labels, best first.
var swarm = [...]struct {
	r    float64
	bars bool
}{{7, true}, {5.2, true}, {3.9, true}, {3, true}, {5.2, false}, {3.9, false}, {3, false}, {2.3, false}}

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
	for i, way := range swarm {
		limit := int(swarmLimit / (2*way.r + 1.5))
		if i == len(swarm)-1 {
			limit = len(others) + 1 // at the last resort they lie over each other
		}
		if l.swarm(others, pubs, way.r, way.bars, limit) {
			break
		}
	}
	l.othersName = f.wrap(headStyle, l.words.unlabelled+" ("+strconv.Itoa(len(others))+")", axisLeft-margin-12, 1)[0]
}

// swarm hangs marks of one size below the axis; false when they need more rows than limit.
func (l *layout) swarm(others []timeline.Event, pubs *publishers, r float64, bars bool, limit int) bool {
	marks, slots := make([]mark, len(others)), make([]slot, len(others))
	for i, e := range others {
		marks[i] = l.mark(e, pubs, r)
		if b := marks[i].bar; b != nil && (!bars || r < 5 && b.vague) {
			marks[i].bar = nil // anywhere in its month will do
		}
		slots[i] = l.slot(e, marks[i])
	}
	seats, rows, ok := pack(slots, limit)
	if !ok {
		return false
	}
	pitch := min(2*r+1.5, swarmLimit/float64(rows))
	for i := range marks {
		marks[i].seat(seats[i].x, l.othersAt+r+2+float64(seats[i].row)*pitch)
	}
	l.others = marks
	l.othersAt += float64(rows)*pitch + r
	return true
}
