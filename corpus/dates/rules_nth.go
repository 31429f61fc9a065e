package dates

import "verbatim/corpus"

// nthUnit reads a unit counted inside a larger one: "first week of October",
// "last day of October 2015", "le premier mercredi du mois prochain", "week 31",
// "la semaine du 6 octobre", "the first 2 weeks of 2021".
func (p *parser) nthUnit(i int) (w when, j int) {
	w.rule = "nth unit"
	i = p.skip(i, det)
	if w, j := p.weekNumber(i); j > 0 {
		return w, j
	}
	if w, j := p.weekOf(i); j > 0 {
		return w, j
	}
	n, k := p.nth(i)
	if k == 0 {
		return w, 0
	}
	count := 1
	hyphen := p.ch(k) == '-' && p.w(k+1).unit == quarter // third-quarter results
	if hyphen {
		k++
	}
	if c, e := p.cardinal(k); e > 0 && c < 100 && (n == 1 || n == -1) && p.w(e).unit != 0 {
		count, k = c, e
	}
	wd, j := p.weekdayName(k)
	u := day
	if j == 0 {
		if u, j = p.unitWord(k); j == 0 || u < day || u == season || u > year {
			return w, 0
		}
		if (u == quarter || u == half) && p.is(k, plural) == (count == 1) {
			return w, 0
		}
	} else if p.w(k).abbr {
		return w, 0
	}
	if n == -1 && wd == 0 && count == 1 && p.lang == english && p.eq(k-1, "past") {
		return w, 0
	}
	outer, e := p.outer(j, u, wd)
	if e == 0 {
		return p.quarterAlone(i, j, u, n, count, hyphen)
	}
	p.resolve(&outer)
	w.relative = outer.relative
	w.unit = u
	if count > 1 {
		w.unit = day
	}
	if outer.known {
		p.nthIn(&w, &outer, u, wd, n, count)
	}
	return w, e
}

// quarterAlone reads "the third quarter" and "third-quarter" without a year.
func (p *parser) quarterAlone(i, j int, u unit, n, count int, adjective bool) (when, int) {
	alone := adjective || p.at(i-1).kind == stop && p.at(j).kind == stop
	if u != quarter || n < 1 || n > 4 || count != 1 || !alone && !p.is(i-1, det) || p.is(j, function) && p.is(j, of) {
		return when{}, 0
	}
	return when{unit: quarter, sub: n, rule: "quarter"}, j
}

// nth reads an ordinal, negative when it counts from the end: last, third last.
func (p *parser) nth(i int) (int, int) {
	if p.eq(i, "last", "derniere", "dernier", "dernieres", "derniers", "final") {
		return -1, i + 1
	}
	if p.eq(i, "premiers", "premieres") {
		return 1, i + 1
	}
	n, j := p.ordinal(i)
	if j == 0 {
		return 0, 0
	}
	if p.eq(j, "last") || p.eq(j, "to") && p.eq(j+1, "last") {
		if p.eq(j, "to") {
			j++
		}
		return -n, j + 1
	}
	return n, j
}

// outer reads the larger unit: "of October 2014", "de l'année prochaine", "2013", "in the month".
func (p *parser) outer(i int, u unit, wd int) (when, int) {
	k := i
	if p.ch(k) == ',' {
		k++
	}
	linked := p.is(k, of) || p.eq(k, "du", "des", "after")
	if linked {
		k++
		if p.eq(k, "mois") {
			if m, e := p.monthPoint(k); e > 0 {
				return m, e
			}
		}
	}
	if u == quarter || u == half {
		if y, e := p.yearNumber(k); e > 0 {
			return when{unit: year, y: y}, e
		}
	} else if !linked {
		return when{}, 0
	}
	if w, e := p.monthPoint(k); e > 0 && (w.y != 0 || u < month) {
		return w, e
	}
	if m, e := p.monthName(k); e > 0 && u < month && (!p.w(k).abbr || p.ch(e-1) == '.' || p.lang == english) {
		w := when{unit: month, m: m}
		w.y, e = p.yearAfter(e)
		return w, e
	}
	if y, e := p.yearNumber(k); e > 0 {
		return when{unit: year, y: y}, e
	}
	if w, e := p.yearPoint(k); e > 0 {
		return w, e
	}
	if w, e := p.relUnit(k); e > 0 && w.unit > u {
		return w, e
	}
	if w, e := p.relMonth(k); e > 0 {
		return w, e
	}
	if e := p.skip(k, det); e > k || p.is(i, det) || p.eq(i, "du", "au") {
		if w, f := p.thisUnit(e); f > 0 && w.unit > u {
			return w, f
		}
	}
	if u == year || u == decade {
		return p.decadePoint(k)
	}
	return when{}, 0
}

// nthIn sets the days of the nth unit, or weekday, of outer.
func (p *parser) nthIn(w, outer *when, u unit, wd, n, count int) {
	switch {
	case wd != 0:
		d := outer.from + corpus.Day((wd-weekdayOf(outer.from)+7)%7+7*(n-1))
		if n < 0 {
			d = outer.to - 1 - corpus.Day((weekdayOf(outer.to-1)-wd+7)%7) + corpus.Day(7*(n+1))
		}
		w.wd = 0
		w.span(d, d+1)
	case u == week:
		first := monday(outer.from + 3) // a week belongs where its Thursday is
		if n < 0 {
			first = monday(outer.to - 4)
			n += 3 - count
		}
		a := first + corpus.Day(7*(n-1))
		w.span(a, a+corpus.Day(7*count))
	case n < 0:
		_, b := unitAt(u, outer.to-1, n+1)
		a, _ := unitAt(u, outer.to-1, n+2-count)
		w.span(a, b)
	default:
		a, _ := unitAt(u, outer.from, n-1)
		_, b := unitAt(u, outer.from, n-2+count)
		w.span(a, b)
	}
	if w.from < outer.from-6 || w.to > outer.to+6 { // the 40th day of May
		w.known, w.vague = false, true
	}
}

// weekNumber reads "week 31", "semaine 31 de 2024".
func (p *parser) weekNumber(i int) (w when, j int) {
	if p.w(i).unit != week || p.is(i, plural) || p.digits(i+1) == 0 || p.digits(i+1) > 2 {
		return w, 0
	}
	n := p.at(i + 1).num
	if n < 1 || n > 53 || p.decimal(i+1) || p.glued(i+2) && p.at(i+2).kind == letter {
		return w, 0
	}
	w = when{unit: week, rule: "week number"}
	y := 0
	outer, j := p.outer(i+2, week, 0)
	switch {
	case j > 0 && outer.unit == year:
		p.resolve(&outer)
		if w.relative = outer.relative; outer.known {
			y, _, _ = civil(outer.from)
		}
	case p.ref.knows(year):
		y, _, _ = civil(p.ref.date.From)
		w.relative = true
	}
	if j == 0 {
		j = i + 2
	}
	if y != 0 {
		a := monday(dayOf(y, 1, 4)) + corpus.Day(7*(n-1))
		w.span(a, a+7)
	}
	return w, j
}

// weekOf reads "the week of October 6", "la semaine commençant le 4 février", "w/c Feb 4".
func (p *parser) weekOf(i int) (w when, j int) {
	k := 0
	switch {
	case p.eq(i, "w") && p.ch(i+1) == '/' && p.eq(i+2, "c"):
		k = p.skipWords(i+3, "le")
	case p.w(i).unit == week && !p.is(i, plural):
		k = i + 1
		if p.eq(k, "of", "du", "beginning", "starting", "commencing", "commencant", "debutant") {
			k = p.skipWords(k+1, "on", "le")
		} else {
			return w, 0
		}
	default:
		return w, 0
	}
	d, j := p.point(k)
	if j == 0 {
		if n, e := p.dayNumber(k); e > 0 && p.digits(k) > 0 && p.eq(k-1, "du", "le") && !p.ordinalNoun(e, true) {
			d, j = when{unit: day, d: n}, e
		}
	}
	if j == 0 || d.unit != day {
		return w, 0
	}
	p.resolve(&d)
	w = when{unit: week, rule: "week of a day", relative: d.relative}
	if d.known {
		w.span(unitAt(week, d.from, 0))
	}
	return w, j
}
