package dates

import "verbatim/corpus"

// weekdayPoint reads weekdays: "Tuesday", "mardi dernier", "next Monday",
// "mardi de la semaine prochaine", "next week on Tuesday".
func (p *parser) weekdayPoint(i int) (w when, j int) {
	w.unit, w.rule = day, "weekday"
	i0 := i
	i = p.skip(i, det)
	rel, asked, back, k := p.relWords(i0, i)
	far := asked && p.eq(k-1, "last", "dernier", "next") && !p.eq(k-2, "this")
	wd, j := p.weekdayName(k)
	if j == 0 {
		return p.weekThenDay(i0)
	}
	name := p.w(k)
	w.wd = wd
	if asked && name.abbr && p.ch(j-1) != '.' && !(p.lang == english && p.at(k).upper) {
		return w, 0 // ce jeu, cette mer
	}
	if !asked && k == i {
		if a, r, e := p.weekAfter(j); e > 0 {
			w.relative = true
			if r {
				w.span(a+corpus.Day(wd-1), a+corpus.Day(wd))
			}
			return w, e
		}
		if !name.abbr || p.ch(j-1) == '.' { // not le temps de jeu passé
			rel, asked, back, j = p.relAfter(j)
			far = asked && p.eq(j-1, "dernier")
		}
	} else if r, a, b, e := p.relAfter(j); a && rel == 0 {
		rel, back, j = r, b, e
	}
	if !asked {
		if i != i0 && !p.eq(i0, "the", "le", "ce", "this") || !p.weekdayAlone(k, j, name) {
			return w, 0
		}
		return w, j
	}
	w.relative = true
	if base, ok := p.base(day, back && rel != 0); ok {
		d := p.shiftWeekday(base, wd, rel, far)
		w.span(d, d+1)
	}
	return w, j
}

// shiftWeekday is the last, this, or next weekday as people say it: "last
// Wednesday" is not yesterday, and the English "next Friday" is in the next week.
func (p *parser) shiftWeekday(base corpus.Day, wd, rel int, far bool) corpus.Day {
	d := shiftWeekday(base, wd, rel)
	switch {
	case far && rel == -1 && d == base-1:
		return d - 7
	case far && rel == 1 && p.lang == english:
		return monday(base) + corpus.Day(7+wd-1)
	}
	return d
}

// shiftWeekday is the last weekday before base, the one of its week (0), the
// next one after it (1), or the one a week (2) or two (3) after the next one
// from base on.
func shiftWeekday(base corpus.Day, wd, rel int) corpus.Day {
	switch rel {
	case 0:
		return monday(base) + corpus.Day(wd-1)
	case -1:
		return base - corpus.Day((weekdayOf(base)-wd+6)%7+1)
	case 1:
		return base + corpus.Day((wd-weekdayOf(base)+6)%7+1)
	}
	return shiftWeekday(base-1, wd, 1) + corpus.Day(7*(rel-1))
}

// weekdayAlone reports whether the word at k is a weekday without more help:
// abbreviations that are words need a full stop or stand alone.
func (p *parser) weekdayAlone(k, j int, name *word) bool {
	if next := p.at(j); p.lang == english && next.kind == letter && next.upper && !p.is(j, function) && next.w[english].month == 0 &&
		!p.eq(k-1, "on", "by", "until", "since", "from", "late", "early") {
		return false // The Sunday Times
	}
	if !name.abbr || p.ch(j-1) == '.' && p.at(k).upper && p.lang == english {
		return true
	}
	if p.at(k-1).kind == stop && p.at(j).kind == stop {
		return true
	}
	return p.lang == english && p.at(k).upper && !p.eq(k, "mon", "sat", "sun", "wed") && p.at(j).kind != letter
}

// weekAfter reads the week that follows a weekday: "mardi de la semaine
// prochaine", "Tuesday next week". It is the Monday of that week.
func (p *parser) weekAfter(i int) (corpus.Day, bool, int) {
	k := p.skipWords(i, "of", "from", "in", "de")
	w, j := p.relUnit(k)
	if j == 0 || w.unit != week {
		return 0, false, 0
	}
	return w.from, w.known, j
}

// weekThenDay reads a weekday after its week: "next week on Tuesday", "cette
// semaine lundi", "last week's Sunday".
func (p *parser) weekThenDay(i int) (w when, j int) {
	u, k := p.relUnit(i)
	if k == 0 || u.unit != week {
		return w, 0
	}
	if p.ch(k) == '\'' && p.eq(k+1, "s") {
		k += 2
	}
	k = p.skipSign(k, "-,")
	k = p.skipWords(k, "on", "le")
	wd, j := p.weekdayName(k)
	if j == 0 || p.w(k).abbr && p.w(k).s != "mon" && !p.at(k).upper {
		return w, 0
	}
	w = when{unit: day, rule: "weekday", wd: wd, relative: true}
	if u.known {
		w.span(u.from+corpus.Day(wd-1), u.from+corpus.Day(wd))
	}
	return w, j
}
