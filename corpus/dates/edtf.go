package dates

import (
	"fmt"

	"verbatim/corpus"
)

// timex is the value in the notation of TimeML: the unit that the expression
// names, without what a preposition or "early" makes of it.
func (w *when) timex() string {
	switch {
	case w.typ == Duration || w.typ == Set || w.typ == Time && w.value != "":
		return w.value
	case w.first != nil:
		a, b := w.first.timex(), w.last.timex()
		if a == "" || b == "" {
			return ""
		}
		return a + "/" + b
	case !w.known || w.vague:
		return ""
	}
	return format(w.unit, w.from, w.to, timexUnits)
}

// units is how a notation writes a unit that begins on a day.
type units map[unit]func(y, m int, from corpus.Day) string

var timexUnits = units{
	day:     func(_, _ int, d corpus.Day) string { return d.String() },
	week:    func(_, _ int, d corpus.Day) string { return isoWeek(d) },
	weekend: func(_, _ int, d corpus.Day) string { return isoWeek(d) + "-WE" },
	month:   func(y, m int, _ corpus.Day) string { return fmt.Sprintf("%04d-%02d", y, m) },
	quarter: func(y, m int, _ corpus.Day) string { return fmt.Sprintf("%04d-Q%d", y, (m+2)/3) },
	half:    func(y, m int, _ corpus.Day) string { return fmt.Sprintf("%04d-H%d", y, (m+5)/6) },
	season: func(y, m int, _ corpus.Day) string {
		return fmt.Sprintf("%04d-%s", y, []string{"", "SP", "SU", "FA", "WI"}[m/3])
	},
	year:    func(y, _ int, _ corpus.Day) string { return fmt.Sprintf("%04d", y) },
	decade:  func(y, _ int, _ corpus.Day) string { return fmt.Sprintf("%03d", y/10) },
	century: func(y, _ int, _ corpus.Day) string { return fmt.Sprintf("%02d", y/100) },
}

// edtfUnits is level 0 and 1 of ISO 8601-2; what they lack is written as an interval.
var edtfUnits = units{
	day:     timexUnits[day],
	month:   timexUnits[month],
	season:  func(y, m int, _ corpus.Day) string { return fmt.Sprintf("%04d-%d", y, 20+m/3) },
	year:    timexUnits[year],
	decade:  func(y, _ int, _ corpus.Day) string { return fmt.Sprintf("%03dX", y/10) },
	century: func(y, _ int, _ corpus.Day) string { return fmt.Sprintf("%02dXX", y/100) },
}

func isoWeek(d corpus.Day) string {
	y, n := d.Time().ISOWeek()
	return fmt.Sprintf("%04d-W%02d", y, n)
}

// format writes the days [from, to): as one unit where it is one, else as an
// interval, of months where whole months are meant.
func format(u unit, from, to corpus.Day, names units) string {
	y, m, _ := civil(from)
	if y < 1 || y > 9999 {
		return ""
	}
	a, b := unitAt(u, from, 0)
	if name := names[u]; name != nil && a == from && b == to {
		return name(y, m, from)
	}
	part := day
	if u >= month && isMonth(from) && isMonth(to) {
		part = month
	}
	return format(part, from, firstEnd(part, from), names) + "/" + lastUnit(part, to, names)
}

func isMonth(d corpus.Day) bool {
	_, _, dd := civil(d)
	return dd == 1
}

func firstEnd(u unit, from corpus.Day) corpus.Day {
	_, b := unitAt(u, from, 0)
	return b
}

func lastUnit(u unit, to corpus.Day, names units) string {
	a, b := unitAt(u, to-1, 0)
	return format(u, a, b, names)
}

// edtf is the value as ISO 8601-2 writes it, "" where levels 0 and 1 cannot.
func (w *when) edtf() string {
	switch {
	case w.typ == Set || w.typ == Time && !w.known:
		return ""
	case w.first != nil:
		a, b := w.first.edtfEnd(false), w.last.edtfEnd(true)
		if a == "" || b == "" {
			return ""
		}
		return a + "/" + b
	case w.vague:
		return ""
	case w.openAfter:
		return join(w.edtfEnd(false), "", "/..")
	case w.openBefore:
		return join("", w.edtfEnd(true), "../")
	}
	return w.edtfWhole()
}

// join puts a mark between two parts of which one is empty; "" when both are.
func join(a, b, mark string) string {
	if a == "" && b == "" {
		return ""
	}
	if a == "" {
		return mark + b
	}
	return a + mark
}

func (w *when) edtfWhole() string {
	if !w.known {
		return w.edtfYearless()
	}
	from, to := w.narrowed()
	about := w.about || from != w.from || to != w.to
	u := w.unit
	if from != w.from || to != w.to {
		u = day
		if isMonth(from) && isMonth(to) {
			u = month
		}
	}
	s := format(u, from, to, edtfUnits)
	if w.coarse >= month && u == day { // the last three years: 2021/2024
		a, b := unitAt(w.coarse, from, 0)
		s = format(w.coarse, a, b, edtfUnits) + "/" + lastUnit(w.coarse, to, edtfUnits)
	}
	if !about || s == "" {
		return s
	}
	if w.typ == Duration { // 2023-11~/2024-11: the end is the date of publication
		return approximate(s, false)
	}
	return approximate(s, true)
}

// approximate marks a date, or both ends of an interval, with "~".
func approximate(s string, both bool) string {
	for i := range len(s) {
		if s[i] == '/' {
			if both {
				return s[:i] + "~" + s[i:] + "~"
			}
			return s[:i] + "~" + s[i:]
		}
	}
	return s + "~"
}

// edtfYearless writes a date whose year nobody states.
func (w *when) edtfYearless() string {
	switch {
	case w.relative || w.y != 0 || w.part != whole:
		return ""
	case w.unit == day && w.m != 0 && w.d != 0 && validDay(2024, w.m, w.d):
		return fmt.Sprintf("XXXX-%02d-%02d", w.m, w.d)
	case w.unit == month && w.m != 0:
		return fmt.Sprintf("XXXX-%02d", w.m)
	}
	return ""
}

// edtfEnd writes the first or the last unit of w, as an end of an interval.
func (w *when) edtfEnd(last bool) string {
	if !w.known {
		return w.edtfYearless()
	}
	from, to := w.narrowed()
	if w.exclusive && last { // before it
		to = from
	} else if w.exclusive && w.unit != day { // after it
		from = to
	}
	u := w.unit
	if edtfUnits[u] == nil || from != w.from || to != w.to {
		if u != year || !isYear(from) || !isYear(to) {
			u = day
			if w.unit >= month && isMonth(from) && isMonth(to) {
				u = month
			}
		}
	}
	if w.exclusive && w.unit <= season && w.unit != day && u == month {
		u = month
	}
	s := ""
	if last {
		s = lastUnit(u, to, edtfUnits)
	} else {
		s = format(u, from, firstEnd(u, from), edtfUnits)
	}
	if w.about || w.part != whole {
		s = join(s, "", "~")
	}
	return s
}

func isYear(d corpus.Day) bool {
	_, m, dd := civil(d)
	return m == 1 && dd == 1
}

// narrowed is the days of w cut to its part: the early third of a month is its
// days 1 to 10, the late third of a year its last four months.
func (w *when) narrowed() (corpus.Day, corpus.Day) {
	if w.part == whole {
		return w.from, w.to
	}
	y, m, _ := civil(w.from)
	switch w.unit {
	case month:
		switch w.part {
		case early:
			return w.from, w.from + 10
		case middle:
			return w.from + 10, w.from + 20
		}
		return w.from + 20, w.to
	case year:
		n := int(w.part - early)
		return dayOf(y, 4*n+1, 1), dayOf(y, 4*n+5, 1)
	case week:
		switch w.part {
		case early:
			return w.from, w.from + 3
		case middle:
			return w.from + 2, w.from + 4
		}
		return w.from + 4, w.to
	case quarter, season:
		n := int(w.part - early)
		return dayOf(y, m+n, 1), dayOf(y, m+n+1, 1)
	case decade:
		return [...]func() (corpus.Day, corpus.Day){
			func() (corpus.Day, corpus.Day) { return dayOf(y, 1, 1), dayOf(y+4, 1, 1) },
			func() (corpus.Day, corpus.Day) { return dayOf(y+3, 1, 1), dayOf(y+7, 1, 1) },
			func() (corpus.Day, corpus.Day) { return dayOf(y+6, 1, 1), dayOf(y+10, 1, 1) },
		}[w.part-early]()
	case century:
		n := int(w.part - early)
		return dayOf(y+33*n, 1, 1), dayOf(y+33*n+34, 1, 1)
	}
	third := (w.to - w.from) / 3
	return w.from + third*corpus.Day(w.part-early), w.to - third*corpus.Day(late-w.part)
}
