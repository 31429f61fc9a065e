package dates

import (
	"math"
	"time"

	"verbatim/corpus"
)

// when is what an expression means, as far as the text says it; resolve adds
// the days.
type when struct {
	typ   Type
	rule  string
	unit  unit // what it names
	y     int  // year, 0: not said
	m     int  // month
	d     int  // day of the month
	wd    int  // weekday, 1 to 7
	sub   int  // which quarter, half or season
	part  part // early, middle or late in it
	about bool // approximate

	from, to   corpus.Day // [from, to)
	known      bool       // from and to are set
	relative   bool       // counted from the date of publication, or from an earlier date of the text
	aside      bool       // a day before the one that the text tells
	vague      bool       // found, but nobody can say which days
	openBefore bool       // everything until it
	openAfter  bool       // everything from it on
	exclusive  bool       // ... without it
	first      *when
	last       *when  // of a range, both or none
	coarse     unit   // how exact the ends of a window are
	value      string // of what has no days: P3M, T17:30
}

// span is an interval of days [from, to).
func (w *when) span(from, to corpus.Day) {
	w.from, w.to, w.known = from, to, true
}

// reference is what relative expressions are counted from.
type reference struct {
	date  corpus.Date
	aside mention    // a day before the one that the text tells: "la veille"
	said  [3]mention // what the text last spoke of that is as exact as a day, a month, a year
}

// mention is a day inside what the text spoke of, and the token where it did.
type mention struct {
	day corpus.Day
	at  int
	ok  bool
}

// memory is how many tokens back "the following day" may point.
const memory = 400

// class is the index of a unit in reference.said.
func class(u unit) int {
	switch {
	case u >= year:
		return 2
	case u >= month:
		return 1
	}
	return 0
}

// knows reports whether the reference is exact enough to count units of u.
func (r *reference) knows(u unit) bool {
	switch r.date.Precision {
	case corpus.DayPrecision:
		return true
	case corpus.MonthPrecision:
		return u >= month
	case corpus.YearPrecision:
		return u >= year
	}
	return false
}

func civil(d corpus.Day) (int, int, int) {
	y, m, dd := d.Time().Date()
	return y, int(m), dd
}

func dayOf(y, m, d int) corpus.Day { return corpus.DayNumber(y, time.Month(m), d) }

// weekdayOf is 1 for Monday to 7 for Sunday.
func weekdayOf(d corpus.Day) int { return ((int(d)+3)%7+7)%7 + 1 }

func monday(d corpus.Day) corpus.Day { return d - corpus.Day(weekdayOf(d)-1) }

// unitAt is the unit that holds the day base, n units further.
func unitAt(u unit, base corpus.Day, n int) (corpus.Day, corpus.Day) {
	y, m, _ := civil(base)
	switch u {
	case day:
		return base + corpus.Day(n), base + corpus.Day(n) + 1
	case week:
		a := monday(base) + corpus.Day(7*n)
		return a, a + 7
	case weekend:
		a := monday(base) + corpus.Day(7*n)
		return a + 5, a + 7
	case month:
		return dayOf(y, m+n, 1), dayOf(y, m+n+1, 1)
	case quarter:
		q := (m - 1) / 3
		return dayOf(y, 3*(q+n)+1, 1), dayOf(y, 3*(q+n)+4, 1)
	case half:
		h := (m - 1) / 6
		return dayOf(y, 6*(h+n)+1, 1), dayOf(y, 6*(h+n)+7, 1)
	case season: // meteorological: spring begins on 1 March
		s := floor(m-3, 3)
		return dayOf(y, 3*(s+n)+3, 1), dayOf(y, 3*(s+n)+6, 1)
	case year:
		return dayOf(y+n, 1, 1), dayOf(y+n+1, 1, 1)
	case decade:
		y = 10 * (floor(y, 10) + n)
		return dayOf(y, 1, 1), dayOf(y+10, 1, 1)
	case century:
		y = 100 * (floor(y, 100) + n)
		return dayOf(y, 1, 1), dayOf(y+100, 1, 1)
	}
	return base, base + 1
}

func floor(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// resolve finds the days of w.
func (p *parser) resolve(w *when) {
	r := &p.ref
	if w.known || w.vague || w.first != nil {
		return
	}
	switch {
	case w.unit == day && w.m != 0 && w.d != 0:
		p.resolveDay(w)
	case w.unit == day && w.d != 0:
		p.resolveDayOfMonth(w)
	case w.unit == day && w.wd != 0:
		w.resolveWeekday(r, p.forward())
	case w.unit == month && w.m != 0:
		p.resolveMonth(w)
	case w.y != 0:
		w.resolveYear(w.y)
	case w.sub != 0 && r.knows(year):
		y, _, _ := civil(r.date.From)
		w.relative = true
		w.resolveYear(w.nearestYear(y, r))
		if w.unit == quarter && w.from >= r.date.To && !p.forward() {
			w.resolveYear(y - 1)
		}
	}
}

// resolveYear sets the days of a year or of a part of it.
func (w *when) resolveYear(y int) {
	base := dayOf(y, 1, 1)
	switch w.unit {
	case quarter, half:
		w.span(unitAt(w.unit, base, w.sub-1))
	case season:
		w.span(dayOf(y, 3*w.sub, 1), dayOf(y, 3*w.sub+3, 1))
	default:
		w.span(unitAt(w.unit, base, 0))
	}
}

// soon is how many days ahead a date without a year may be when its sentence
// does not speak of the future. Further ahead, the past is meant.
const soon = 90

func (p *parser) resolveDay(w *when) {
	r := &p.ref
	if w.y != 0 {
		if validDay(w.y, w.m, w.d) {
			w.span(unitAt(day, dayOf(w.y, w.m, w.d), 0))
		} else {
			w.vague = true
		}
		return
	}
	if !r.knows(year) {
		return
	}
	w.relative = true
	y, _, _ := civil(r.date.From)
	best, found := corpus.Day(0), false
	forward := p.forward()
	far := 8 // years between two 29 February, at most
	if w.wd != 0 {
		far = 1
	}
	for try := y - far; try <= y+far; try++ {
		if !validDay(try, w.m, w.d) {
			continue
		}
		d := dayOf(try, w.m, w.d)
		if w.wd != 0 && weekdayOf(d) != w.wd {
			continue
		}
		if !forward && d > r.date.To+soon && (found || w.wd == 0) {
			continue
		}
		if !found || distance(d, r.date) < distance(best, r.date) {
			best, found = d, true
		}
	}
	if found {
		w.span(best, best+1)
	} else if w.wd != 0 { // the weekday is wrong: believe the date
		w.wd = 0
		p.resolveDay(w)
	}
}

// distance is how far a day is from a date, in days.
func distance(d corpus.Day, from corpus.Date) corpus.Day {
	switch {
	case d < from.From:
		return from.From - d
	case d >= from.To:
		return d - from.To + 1
	}
	return 0
}

// resolveDayOfMonth reads "the 18th" in the month that the text speaks of, else
// in that of publication, and "Thursday 15" in the nearest month where the 15th
// is a Thursday.
func (p *parser) resolveDayOfMonth(w *when) {
	r := &p.ref
	if said := r.said[class(day)]; w.wd == 0 && said.ok && p.now-said.at < memory {
		w.resolveNear(said.day)
		return
	}
	if !r.knows(month) {
		return
	}
	w.relative = true
	y, m, _ := civil(r.date.From)
	for n := range 24 {
		for _, at := range []int{m - n, m + n} {
			first := dayOf(y, at, 1)
			yy, mm, _ := civil(first)
			if d := first + corpus.Day(w.d-1); validDay(yy, mm, w.d) && (w.wd == 0 || weekdayOf(d) == w.wd) {
				w.span(d, d+1)
				return
			}
		}
	}
}

// resolveNear is the day of the month that is nearest to a day, the later one of two.
func (w *when) resolveNear(at corpus.Day) {
	w.relative = true
	y, m, _ := civil(at)
	best := corpus.Day(math.MaxInt32)
	for _, n := range []int{1, 0, -1} {
		first := dayOf(y, m+n, 1)
		if yy, mm, _ := civil(first); validDay(yy, mm, w.d) {
			if d := first + corpus.Day(w.d-1); max(d-at, at-d) < best {
				best = max(d-at, at-d)
				w.span(d, d+1)
			}
		}
	}
}

// resolveWeekday reads a weekday without more as the last one, the day of
// publication included, or in a sentence about the future as the next one.
func (w *when) resolveWeekday(r *reference, forward bool) {
	if !r.knows(day) {
		return
	}
	w.relative = true
	d := r.date.From - corpus.Day((weekdayOf(r.date.From)-w.wd+7)%7)
	if forward && d != r.date.From {
		d += 7
	}
	w.span(d, d+1)
}

func (p *parser) resolveMonth(w *when) {
	r := &p.ref
	if w.y != 0 {
		w.span(dayOf(w.y, w.m, 1), dayOf(w.y, w.m+1, 1))
		return
	}
	if !r.knows(year) {
		return
	}
	w.relative = true
	y, m, _ := civil(r.date.From)
	switch n := w.m - m; {
	case !r.knows(month):
	case n > 6, n > 3 && !p.forward():
		y--
	case n < -6 && p.forward():
		y++
	}
	w.span(dayOf(y, w.m, 1), dayOf(y, w.m+1, 1))
}

// nearestYear is the year of a season that nobody dates. A winter is named by
// the year of its December.
func (w *when) nearestYear(y int, r *reference) int {
	if w.unit != season {
		return y
	}
	best := y
	for _, try := range []int{y - 1, y, y + 1} {
		if distance(dayOf(try, 3*w.sub+1, 15), r.date) < distance(dayOf(best, 3*w.sub+1, 15), r.date) {
			best = try
		}
	}
	return best
}

func validDay(y, m, d int) bool {
	return m >= 1 && m <= 12 && d >= 1 && (d <= 28 || d <= daysIn(y, m))
}

func daysIn(y, m int) int { return int(dayOf(y, m+1, 1) - dayOf(y, m, 1)) }

// addMonths is the day n months on; the end of a shorter month when that has no such day.
func addMonths(d corpus.Day, n int) corpus.Day {
	y, m, dd := civil(d)
	first := dayOf(y, m+n, 1)
	y, m, _ = civil(first)
	return first + corpus.Day(min(dd, daysIn(y, m))-1)
}
