package picture

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/dates"
	"verbatim/retrieval/timeline"
)

// axis maps days to places from left to right.
type axis struct {
	from, to corpus.Day // [from, to)
	x0, x1   float64
	y        float64
	ticks    []tick
	eras     []tick // the months or years that the ticks are in
}

// tick is a cell of the calendar on the axis.
type tick struct {
	x0, x1 float64
	label  string // "" where there is no room for it
	at     float64
}

func (a *axis) x(d corpus.Day) float64 {
	return a.x0 + (float64(d)-float64(a.from))/(float64(a.to)-float64(a.from))*(a.x1-a.x0)
}

// cut is x within the axis.
func (a *axis) cut(x float64) float64 { return max(a.x0, min(a.x1, x)) }

// step is a unit of the calendar that an axis may be divided into.
type step struct {
	next  func(d corpus.Day, n int) corpus.Day // the start of the cell that holds d, and n cells on
	label func(w *words, d corpus.Day) string
	era   func(w *words, d corpus.Day) string // what the cells are in; nil when labels say it all
	whole bool                                // a label is of the whole cell, not of its first day
}

func monthsOf(n int) func(corpus.Day, int) corpus.Day {
	return func(d corpus.Day, k int) corpus.Day {
		t := d.Time()
		return corpus.DayNumber(t.Year(), time.Month((int(t.Month())-1)/n*n+1+k*n), 1)
	}
}

func yearsOf(n int) func(corpus.Day, int) corpus.Day {
	return func(d corpus.Day, k int) corpus.Day {
		return corpus.DayNumber(floor(d.Time().Year(), n)+k*n, 1, 1)
	}
}

func daysOf(n int) func(corpus.Day, int) corpus.Day {
	const monday = 4 // 1970-01-05
	return func(d corpus.Day, k int) corpus.Day {
		return corpus.Day(floor(int(d)-monday, n) + monday + k*n)
	}
}

func eraMonth(w *words, d corpus.Day) string { return w.unit(d, dates.Month) }
func eraYear(w *words, d corpus.Day) string  { return w.unit(d, dates.Year) }

// steps are the divisions of an axis, finest first.
var steps = func() []step {
	all := []step{
		{daysOf(1), func(w *words, d corpus.Day) string {
			return w.weekdays[d.Time().Weekday()] + " " + w.dayOfMonth(d)
		}, eraMonth, true},
		{daysOf(1), func(w *words, d corpus.Day) string { return strconv.Itoa(d.Time().Day()) }, eraMonth, true},
		{daysOf(7), (*words).dayMonth, eraYear, false},
		{monthsOf(1), (*words).month, eraYear, true},
		{monthsOf(3), func(w *words, d corpus.Day) string {
			return w.quarter + strconv.Itoa((int(d.Time().Month())+2)/3)
		}, eraYear, true},
	}
	for _, n := range []int{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 1_000_000, 10_000_000} {
		all = append(all, step{yearsOf(n), eraYear, nil, n == 1})
	}
	return all
}()

// The years that an axis shows. The proleptic calendar goes on for ever, and
// arithmetic on days must not.
var (
	firstDay = corpus.DayNumber(-100_000, 1, 1)
	lastDay  = corpus.DayNumber(100_000, 1, 1)
)

// extent is the days of an event that an axis can show.
func extent(w timeline.When) (from, to corpus.Day) {
	from, to = w.From, w.To
	if from == dates.Beginning {
		from = to - 1
	}
	if to == dates.Forever {
		to = from + 1
	}
	from = max(firstDay, min(lastDay, from))
	return from, max(from+1, min(lastDay+1, to))
}

func middle(w timeline.When) corpus.Day {
	from, to := extent(w)
	return from + (to-from)/2
}

// span is the days that the axis has to show, and how many events are left out
// before and after it. A few events that are very far from all others are left
// out: the others would be one blot.
func span(events []timeline.Event) (from, to corpus.Day, before, after int) {
	byMiddle := slices.SortedFunc(slices.Values(events), func(a, b timeline.Event) int {
		return cmp.Compare(middle(a.When), middle(b.When))
	})
	spare := len(events) / 8
	for trimmed := true; trimmed && spare > 0; {
		var low, high int
		low, high = outliers(byMiddle, spare)
		before, after, spare = before+low, after+high, spare-low-high
		byMiddle = byMiddle[low : len(byMiddle)-high]
		trimmed = low+high > 0
	}
	from, to = middle(byMiddle[0].When), middle(byMiddle[len(byMiddle)-1].When)+1
	// A date as wide as a century widens the axis only when the others are wide too.
	slices.SortStableFunc(byMiddle, func(a, b timeline.Event) int { return cmp.Compare(days(a.When), days(b.When)) })
	for i, e := range byMiddle {
		if a, b := extent(e.When); i == 0 || b-a <= 2*max(to-from, 15) {
			from, to = min(from, a), max(to, b)
		}
	}
	return from, to, before, after
}

func days(w timeline.When) corpus.Day {
	from, to := extent(w)
	return to - from
}

// outliers counts the events at one end, at most spare, between which and the
// others there is most of the whole time.
func outliers(events []timeline.Event, spare int) (low, high int) {
	n := len(events)
	at := func(i int) corpus.Day { return middle(events[i].When) }
	for k := 1; k <= spare && k < n-1; k++ {
		if rest := at(n-1) - at(k); at(k)-at(k-1) > 2*max(rest, 30) {
			return k, 0
		}
		if rest := at(n-1-k) - at(0); at(n-k)-at(n-1-k) > 2*max(rest, 30) {
			return 0, k
		}
	}
	return 0, 0
}

// shortest is the fewest days that an axis shows: one day alone says nothing of before and after.
const shortest = 5

// newAxis makes an axis of the days and divides it as finely as labels fit.
func newAxis(f *faces, w *words, from, to corpus.Day, x0, x1 float64) *axis {
	if short := shortest - (to - from); short > 0 {
		from, to = from-(short+1)/2, to+short/2
	}
	for _, s := range steps {
		a := &axis{from: s.next(from, 0), to: s.next(to-1, 1), x0: x0, x1: x1}
		if a.divide(f, w, s) {
			return a
		}
	}
	panic("picture: no division of the calendar is wide enough") // firstDay and lastDay forbid it
}

// divide makes the ticks; false when their labels would touch.
func (a *axis) divide(f *faces, w *words, s step) bool {
	const air = 14
	var last float64
	for d := a.from; d < a.to; d = s.next(d, 1) {
		if len(a.ticks) > 60 {
			return false
		}
		t := tick{x0: a.x(d), x1: a.x(s.next(d, 1)), label: s.label(w, d)}
		width := f.width(tickStyle, t.label)
		t.at = t.x0
		if s.whole {
			t.at = (t.x0 + t.x1) / 2
		}
		if len(a.ticks) > 0 && t.at-width/2 < last+air {
			return false
		}
		last = t.at + width/2
		a.ticks = append(a.ticks, t)
	}
	if s.era != nil {
		a.eras = a.group(f, w, s)
	}
	return true
}

// group makes the months or years that the cells are in.
func (a *axis) group(f *faces, w *words, s step) []tick {
	var eras []tick
	var name string
	for d := a.from; d < a.to; d = s.next(d, 1) {
		if label := s.era(w, d); label != name || len(eras) == 0 {
			name = label
			eras = append(eras, tick{x0: a.x(d), label: label})
		}
		eras[len(eras)-1].x1 = a.x(s.next(d, 1))
	}
	for i := range eras {
		e := &eras[i]
		e.at = (e.x0 + e.x1) / 2
		if f.width(eraStyle, e.label)+8 > e.x1-e.x0 {
			e.label = ""
		}
	}
	return eras
}
