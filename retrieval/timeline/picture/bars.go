package picture

import (
	"verbatim/corpus/dates"
	"verbatim/retrieval/timeline"
)

// bar is an event that is wider than its mark.
type bar struct {
	rect
	softLeft, softRight bool
	vague               bool // some day in it, not all of them
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
