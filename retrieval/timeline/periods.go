package timeline

import (
	"maps"
	"slices"

	"verbatim/corpus"
	"verbatim/corpus/dates"
)

// Span is the When of days [from, to), in the coarsest units that both ends lie
// between: of 1 October to 1 November 2024 it is the month. Either end may be
// open.
func Span(from, to corpus.Day) When {
	between := func(d corpus.Day, p dates.Precision) bool {
		return d == dates.Beginning || d == dates.Forever || startOf(d, p) == d
	}
	w := When{From: from, To: to, Precision: dates.Day, EDTF: "/"}
	for _, p := range []dates.Precision{dates.Month, dates.Year} {
		if between(from, p) && between(to, p) {
			w.Precision = p
		}
	}
	return w
}

// lengths are how many days the longest unit of each precision has.
var lengths = []struct {
	p    dates.Precision
	days corpus.Day
}{{dates.Day, 1}, {dates.Week, 7}, {dates.Month, 31}, {dates.Quarter, 92}, {dates.Year, 366}, {dates.Decade, 3653}, {dates.Century, 36525}}

// maxPeriods is how many periods a person can choose among at a glance.
const maxPeriods = 12

// Periods parts the time of events whose days are known into units of the
// calendar, those without an event left out: the shortest units that are few, that
// hold two events on average, and that most dates are exact enough for. There are two periods at least, or none.
func Periods(events []Event) []When {
	dated := slices.DeleteFunc(slices.Clone(events), func(e Event) bool { return !e.Known() })
	for _, unit := range lengths {
		units, vague := map[corpus.Day]bool{}, 0
		for _, e := range dated {
			units[startOf(start(e.When), unit.p)] = true
			if e.Precision > unit.p {
				vague++
			}
		}
		if n := len(units); n < 2 || n > maxPeriods || 2*n > len(dated) || 2*vague > len(dated) {
			continue
		}
		var periods []When
		for _, d := range slices.Sorted(maps.Keys(units)) {
			periods = append(periods, When{From: d, To: startOf(d+unit.days, unit.p), Precision: unit.p})
		}
		return periods
	}
	return nil
}
