package dates

import "verbatim/corpus"

// point reads one unit of the calendar: a day, a week, a month, a year.
//
// Several families try the same place in turn, so the last answer is kept.
func (p *parser) point(i int) (when, int) {
	k := place{i, p.now, p.lang}
	if m := &p.lastPoint; m.ok && m.place == k {
		return m.when, m.end
	}
	w, j := p.readPoint(i)
	p.lastPoint = remembered{k, w, j, true}
	return w, j
}

// place is where something was read, for which expression, in which language.
type place struct{ at, now, lang int }

// remembered is what was read at a place.
type remembered struct {
	place
	when when
	end  int
	ok   bool
}

func (p *parser) readPoint(i int) (when, int) {
	var best when
	end := 0
	for _, rule := range points {
		if w, j := rule(p, i); j > end {
			w.typ = Date
			best, end = w, j
		}
	}
	return best, end
}

var points []func(p *parser, i int) (when, int)

func init() {
	points = []func(p *parser, i int) (when, int){
		(*parser).fullDate, (*parser).figures, (*parser).relativeDay, (*parser).weekdayPoint, (*parser).unitPoint,
		(*parser).nthUnit, (*parser).monthPoint, (*parser).quarterPoint, (*parser).seasonPoint, (*parser).holidayPoint,
		(*parser).yearPoint, (*parser).decadePoint, (*parser).centuryPoint, (*parser).dayAlone,
	}
}

// monthName reads the name of a month, with the full stop of its abbreviation.
func (p *parser) monthName(i int) (int, int) {
	w := p.w(i)
	if w.month == 0 {
		return 0, 0
	}
	if p.at(i).kind == letter && p.at(i).accent && w.s == "mai" || // maï
		w.card > 0 && p.ch(i-1) == '-' && p.glued(i) && p.w(i-2).card > 1 { // vingt-sept
		return 0, 0
	}
	i++
	if w.abbr || p.digits(i+1) > 0 {
		if p.ch(i) == '.' && p.glued(i) {
			i++
		}
	}
	return int(w.month), i
}

// weekdayName reads the name of a weekday, with the full stop of its abbreviation.
func (p *parser) weekdayName(i int) (int, int) {
	w := p.w(i)
	if w.weekday == 0 {
		return 0, 0
	}
	i++
	if w.abbr && p.ch(i) == '.' && p.glued(i) {
		i++
	}
	return int(w.weekday), i
}

// fullDate reads a day with its month: "mardi 1er novembre 2024", "Tuesday,
// October 7, 2024", "3eme jour d'octobre", "le 3 mars".
func (p *parser) fullDate(i int) (when, int) {
	i0 := i
	i = p.skip(i, det)
	if w := p.w(i0); w.hasRel { // this Friday-Jun-15
		i = i0 + 1
	}
	wd, j := p.weekdayName(i)
	paren := false
	if j > 0 {
		i = p.skipSign(j, ",-(/")
		paren = p.ch(i-1) == '('
		i = p.skipSign(i, " -")
		i = p.skipWords(i, "le", "the", "du")
	}
	w, j := p.dayMonth(i)
	if j == 0 {
		if w, j = p.monthDay(i); j == 0 {
			return w, 0
		}
	}
	if paren {
		if p.ch(j) != ')' {
			return w, 0
		}
		j++
	}
	if wd == 0 {
		wd, j = p.weekdayAfter(j)
	}
	w.wd, w.unit, w.rule = wd, day, "day and month"
	return w, p.following(&w, j)
}

// following gives w, a day and month without a year, the year of what the text
// spoke of before: "le 10 mai suivant".
func (p *parser) following(w *when, i int) int {
	said := p.ref.said[class(year)]
	if w.y != 0 || p.lang != french || !p.is(i, anaphor) || !said.ok || p.now-said.at >= memory {
		return i
	}
	y, m, d := civil(said.day)
	later := w.m > m || w.m == m && w.d > d
	if rel := p.w(i).rel; rel > 0 && !later {
		y++
	} else if rel < 0 && later {
		y--
	}
	w.y = y
	return i + 1
}

// weekdayAfter reads the weekday that may follow its date: "July 18, Friday".
func (p *parser) weekdayAfter(i int) (wd, j int) {
	if p.ch(i) != ',' || p.w(i+1).abbr {
		return 0, i
	}
	wd, j = p.weekdayName(i + 1)
	if j == 0 || p.ch(j) == ',' || p.digits(j) > 0 || p.w(j).month != 0 { // of the next date
		return 0, i
	}
	return wd, j
}

// dayMonth reads a day before its month.
func (p *parser) dayMonth(i int) (w when, j int) {
	d, j := p.dayNumber(i)
	if j == 0 {
		return w, 0
	}
	if p.w(j).unit == day && p.w(j).s != "journee" { // 3eme jour d'octobre
		j++
	}
	k := j
	switch {
	case p.eq(j, "of", "de", "d'", "du"):
		k = j + 1
		k = p.skipWords(k, "mois")
		k = p.skip(k, of)
	case p.ch(j) == '-' || p.ch(j) == '/' || p.ch(j) == '.' && p.glued(j+1):
		k = j + 1
	}
	m, k := p.monthName(k)
	if k == 0 {
		return w, 0
	}
	if p.lang == french && p.w(k-1).abbr && p.digits(i) == 0 { // deux des sept
		return w, 0
	}
	if p.w(k-1).s == "second" || d == 2 && p.eq(i, "second") && p.eq(i+1, "may") {
		return w, 0
	}
	if p.at(i).kind == letter && p.digits(k) > 0 && p.digits(k) < 3 { // the first July 4
		return w, 0
	}
	w.d, w.m = d, m
	j = p.yearOf(&w, k)
	return w, j
}

// monthDay reads a month before its day.
func (p *parser) monthDay(i int) (w when, j int) {
	m, j := p.monthName(i)
	if j == 0 {
		return w, 0
	}
	k := j
	switch {
	case p.ch(j) == '/' || p.ch(j) == '-':
		k = j + 1
	case p.ch(j) == ',' && p.digits(j+1) > 0 && p.glued(j+3-1) && p.is(j+2, suffix): // October, 1st
		k = j + 1
	case p.eq(j, "the"):
		k = j + 1
	}
	d, l := p.dayNumber(k)
	if l == 0 || p.lang == english && p.w(i).s == "may" && p.at(k).kind == letter && p.w(k).ord == 0 && d < 13 {
		return w, 0
	}
	if p.at(k).kind == letter && p.w(k).ord == 0 && p.w(k).card < 20 && p.w(i).is(unsure) { // march two by two
		return w, 0
	}
	if p.countedNoun(l) || p.w(l).unit != 0 && p.at(l).kind == letter || p.w(l).month != 0 && p.ch(j) == 0 && p.lang == french {
		return w, 0
	}
	w.m, w.d = m, d
	j = p.yearOf(&w, l)
	return w, j
}

// monthPoint reads a month without a day: "octobre 2024", "in May", "2016, nov".
func (p *parser) monthPoint(i int) (w when, j int) {
	w.unit, w.rule = month, "month"
	if y, k := p.yearNumber(i); k > 0 && p.at(i).kind == digit {
		l := p.skipSign(k, ",-/")
		if m, e := p.monthName(l); e > 0 && p.digits(e) == 0 && p.ch(e) != '-' && (!p.w(l).is(unsure) || p.at(l).upper && p.lang == english || k != l) {
			w.y, w.m = y, m
			return w, e
		}
		return w, 0
	}
	k := i
	if p.eq(k, "mois") {
		k = p.skip(k+1, of)
	}
	m, j := p.monthName(k)
	if j == 0 {
		return w, 0
	}
	w.m = m
	if y, e := p.yearAfter(j); y != 0 {
		if p.w(k).s == "mars" && p.at(k).upper && k == i && p.at(i-1).kind == letter && !p.is(i-1, inYear|function) {
			return w, 0 // the mission Mars 2020
		}
		w.y = y
		return w, e
	}
	if e := p.yearOf(&w, j); e > j {
		return w, e
	}
	if k == i && !p.monthAlone(i, j) {
		return w, 0
	}
	return w, j
}

// monthAlone reports whether the name of a month at [i, j) is one, without a
// day or a year to tell it from a verb, a planet or a person.
func (p *parser) monthAlone(i, j int) bool {
	w, t := p.w(i), p.at(i)
	alone := p.at(i-1).kind == stop && p.at(j).kind == stop
	if alone {
		return true
	}
	if prev := p.at(i - 1); t.upper && prev.upper && prev.w[p.lang] == none && prev.kind == letter {
		return false // Jane Avril
	}
	dated := p.is(i-1, inYear|since|until|from|to) && !p.is(i-1, det|and)
	if next := p.at(j); next.upper && next.w[p.lang].month == 0 && !p.is(j, function) && t.upper && !dated {
		return false // April Smith
	}
	asked := p.is(i-1, inYear|since|until|from|before|after|between) && !p.eq(i-1, "the", "du", "des", "to", "and", "than") ||
		p.w(i-1).part != whole || p.ch(i-1) == '-' && p.w(i-2).part != whole ||
		p.eq(i-1, "of") || p.w(i-1).hasRel || p.is(i-1, to) && p.lang == french
	if p.lang == french {
		if t.upper && w.is(unsure) && p.at(i-1).kind == letter { // la planète Mars, Mai
			return false
		}
		asked = asked || p.eq(i-1, "de", "d'")
	}
	if w.abbr {
		stopped, name := p.ch(i+1) == '.', t.upper && p.lang == english && w.s != "mar" && w.s != "jun"
		return stopped && (asked || name) || asked && name
	}
	if w.is(unsure) {
		return asked && (p.lang == french || t.upper || p.eq(i-1, "in", "of", "since", "until"))
	}
	return asked || p.lang == french || t.upper
}

// dayAlone reads a day of the month without its month: "le 16", "the 18th",
// "mercredi 13", "Tuesday the 19th".
func (p *parser) dayAlone(i int) (w when, j int) {
	w.unit, w.rule = day, "day of the month"
	wd, k := p.weekdayName(p.skipWords(i, "le", "the"))
	if k > 0 {
		k = p.skipSign(k, ",")
		the := p.eq(k, "the", "le")
		k = p.skipWords(k, "the", "le")
		d, e := p.dayNumber(k)
		if e == 0 || p.timeAfter(k, e) || p.at(k).kind == letter && !the || p.ordinalNoun(e, false) {
			return w, 0
		}
		w.wd, w.d = wd, d
		return w, e
	}
	if w, j := p.dayOfUnit(i); j > 0 {
		return w, j
	}
	switch {
	case p.eq(i, "le") && p.lang == french && p.digits(i+1) > 0:
		d, e := p.dayNumber(i + 1)
		if e == 0 || p.ordinalNoun(e, true) || p.timeAfter(i+1, e) || e > i+2 && d != 1 {
			return w, 0
		}
		w.d = d
		return w, e
	case p.eq(i, "the") && p.digits(i+1) > 0 && p.is(i+2, suffix) && p.glued(i+2):
		d, e := p.dayNumber(i + 1)
		if e == 0 || p.ordinalNoun(e, true) || p.centuryNear(e) || p.ordinals(e) {
			return w, 0
		}
		if d <= 21 && p.centuryBefore(i) { // rare in the 12th century and still in the 13th
			return when{unit: century, rule: "century", y: 100*(d-1) + 1}, e
		}
		w.d = d
		return w, e
	}
	return w, 0
}

// centuryNear reports whether an ordinal at i counts centuries: "the 16th through the 18th centuries".
func (p *parser) centuryNear(i int) bool {
	for k := i; k < i+9 && p.at(k).kind != stop && p.ch(k) != '.'; k++ {
		if p.w(k).unit == century {
			return true
		}
	}
	return false
}

// ordinals reports whether an ordinal goes on at i to another one, of a noun:
// "the 3rd and 4th years".
func (p *parser) ordinals(i int) bool {
	return p.is(i, and) && p.digits(i+1) > 0 && p.is(i+2, suffix) && p.ordinalNoun(i+3, true)
}

// centuryBefore reports whether the sentence has named a century before i.
func (p *parser) centuryBefore(i int) bool {
	const far = 25 // tokens
	for k := i - 1; k >= 0 && k > i-far && !p.sentenceEnd(k); k-- {
		if p.w(k).unit == century {
			return true
		}
	}
	return false
}

// dayOfUnit reads "the 20th of next month", "le 15 du mois prochain", "the 21st this month".
func (p *parser) dayOfUnit(i int) (w when, j int) {
	d, k := p.dayNumber(p.skip(i, det))
	if k == 0 {
		return w, 0
	}
	if p.w(k).unit == day {
		k++
	}
	if p.eq(k, "of", "de", "in") {
		k++
	} else if !p.eq(k, "du", "le") && !p.w(k).hasRel {
		return w, 0
	}
	m, j := p.relUnit(k)
	if j == 0 {
		if e := p.skip(k, det); e > k || p.eq(k-1, "du") {
			m, j = p.thisUnit(e)
		} else if p.eq(k, "du") {
			m, j = p.relUnit(k + 1)
		}
	}
	if j == 0 || m.unit != month {
		return w, 0
	}
	w = when{unit: day, rule: "day of a month", relative: true}
	if at := m.from + corpus.Day(d-1); m.known && at < m.to {
		w.span(at, at+1)
	}
	return w, j
}

// ordinalNoun reports whether what follows at i makes the number before it
// something else than a day: "the 18th floor", "le 20 heures", "le 7 français".
func (p *parser) ordinalNoun(i int, strict bool) bool {
	t := p.at(i)
	if p.countedNoun(i) || t.ch == '/' || t.ch == '-' && !t.space || t.kind == digit {
		return true
	}
	if t.kind != letter {
		return false
	}
	if p.w(i).unit != 0 || p.w(i).month != 0 || p.w(i).card > 1 {
		return true
	}
	return strict && !t.w[french].is(function|each) && !t.w[english].is(function)
}

// timeAfter reports whether the number at [i, j) is an hour.
func (p *parser) timeAfter(i, j int) bool {
	return p.is(j, hour) || p.ch(j) == ':' && p.glued(j) || p.ch(j) == '.' && p.glued(j+1) && p.digits(j+1) > 0 || p.ch(j) == '%'
}
