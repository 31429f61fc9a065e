package dates

import "verbatim/corpus"

// interval reads a range: "du 7 au 9 octobre", "from 2014 to 2018", "July
// 13-15", "between March and May 2020", "2014-2018".
func (p *parser) interval(i int) (w when, j int) {
	k := i
	mark := byte(0)
	switch {
	case p.is(i, between):
		k, mark = p.skipWords(i+1, "le", "the", "la"), 'b'
	case p.is(i, from) && !p.eq(i, "de", "d'", "depuis") || p.eq(i, "de", "d'", "depuis"):
		k, mark = p.skipWords(i+1, "le", "the", "la"), 'f'
	}
	if w, j := p.parts(k, mark); j > 0 {
		return w, j
	}
	a, k := p.end(k, mark != 0)
	if k == 0 {
		return w, 0
	}
	k = p.joint(k, mark, &a)
	if k == 0 {
		return w, 0
	}
	k = p.skipWords(k, "le", "the")
	if b, j := p.shortYear(k, a.y); j > 0 && a.unit == year && (p.ch(k-1) == '-' || p.ch(k-1) == '/') {
		p.resolve(&a)
		p.resolve(&b)
		return when{typ: Date, unit: year, rule: "range", first: &a, last: &b}, j
	}
	b, j := p.end(k, mark != 0 || a.m != 0 || a.unit == year)
	if b.unit == noUnit && a.m != 0 && a.y == 0 { // July 13-15, 2020
		b.y, j = p.yearAfter(j)
		a.y = b.y
	}
	if j == 0 || !p.join(&a, &b, mark, k, j) {
		return w, 0
	}
	if a.wd != 0 && b.wd != 0 && a.d+b.d == 0 && !p.w(k-1).hasRel && a.rule == b.rule && a.rule == "weekday" && mark != 'f' { // Monday to Friday
		return when{typ: Set, rule: "set"}, j
	}
	return when{typ: Date, unit: b.unit, rule: "range", first: &a, last: &b, relative: a.relative || b.relative}, j
}

// parts reads two parts of one unit: "between early and mid-October", "early to
// mid-2024", "entre le début et la mi-octobre".
func (p *parser) parts(i int, mark byte) (w when, j int) {
	first := p.w(i).part
	k := i + 1
	if first == whole || !(mark == 'b' && p.is(k, and) || mark != 'b' && p.is(k, to)) {
		return w, 0
	}
	b, j := p.period(p.skipWords(k+1, "le", "la", "the"))
	if j == 0 || b.part <= first || b.unit != month && b.unit != year {
		return w, 0
	}
	p.resolve(&b)
	a := b
	a.part = first
	return when{typ: Date, unit: b.unit, rule: "range", first: &a, last: &b, relative: b.relative}, j
}

// shortYear reads the last digits of a later year: 1953-63, 1961-2.
func (p *parser) shortYear(i, y int) (when, int) {
	n, num := p.digits(i), p.at(i).num
	next := p.at(i + 1)
	if !p.glued(i) || p.glued(i+1) && (next.kind == letter || next.kind == digit) {
		return when{}, 0
	}
	switch {
	case n == 2 && num > y%100:
		return when{unit: year, y: y/100*100 + num}, i + 1
	case n == 1 && num > y%10:
		return when{unit: year, y: y/10*10 + num}, i + 1
	}
	return when{}, 0
}

// joint reads what stands between the two ends of a range.
func (p *parser) joint(i int, mark byte, a *when) int {
	switch {
	case p.ch(i) == '/' && a.unit == year && (p.digits(i+1) == 4 || p.digits(i+1) == 2 && p.at(i+1).num == a.y%100+1) && p.glued(i) && p.glued(i+1): // 2022/2023, 2005/06
		return i + 1
	case p.ch(i) == '-' || p.ch(i) == '~':
		if p.digits(i+1) == 0 && mark == 0 && !p.at(i+1).space && p.w(i+1).month == 0 {
			return 0
		}
		return i + 1
	case p.is(i, to) && !p.eq(i, "jusqu'") && mark != 'b':
		if p.eq(i, "to") && p.eq(i+1, "date") {
			return i + 1
		}
		if p.eq(i, "a") && p.eq(i+1, "la", "le") {
			return i + 2
		}
		return i + 1
	case p.eq(i, "jusqu'"):
		return p.skipWords(i+1, "au", "a", "en")
	case p.eq(i, "through") && mark == 'b':
		return i + 1
	case p.eq(i, "and", "et") && mark == 'b':
		return i + 1
	}
	return 0
}

// end reads one end of a range: a point, a part, a bare day number or year.
func (p *parser) end(i int, asked bool) (when, int) {
	if p.eq(i, "now", "maintenant", "present") || p.eq(i, "date") && !p.is(i-1, det) || p.eq(i, "ce") && p.eq(i+1, "jour") {
		w := when{unit: day, relative: true, rule: "now"}
		if base, ok := p.base(day, false); ok {
			w.span(base, base+1)
		} else {
			w.vague = true
		}
		return w, p.skipWords(i, "ce") + 1
	}
	if w, j := p.period(i); j > 0 {
		return w, j
	}
	w, j := p.point(i)
	if y, k := p.yearNumber(i); k > j && p.digits(i) == 4 && y < 2200 && !p.countedNoun(k) {
		return when{unit: year, y: y}, k
	}
	if j > 0 {
		return w, j
	}
	if m, k := p.monthName(i); k > 0 && !p.commonNoun(i) && (asked || !p.w(i).is(unsure)) && (!p.w(i).abbr || p.at(i).upper && p.lang == english || p.ch(k-1) == '.') {
		w := when{unit: month, m: m}
		w.y, k = p.yearAfter(k)
		return w, k
	}
	if d, k := p.dayNumber(i); k > 0 && !p.is(k, hour) && p.ch(k) != ':' && p.ch(k) != '/' {
		return when{unit: noUnit, d: d}, k
	}
	return when{}, 0
}

// commonNoun reports whether what could be an English month is a word of its
// own: before the march.
func (p *parser) commonNoun(i int) bool {
	return p.lang == english && p.w(i).is(unsure) && !p.at(i).upper && p.is(i-1, det)
}

// join shares the parts that only one end says, and reports whether the two
// ends make a range.
func (p *parser) join(a, b *when, mark byte, i, j int) bool {
	if a.unit == noUnit && b.unit == noUnit { // du 13 au 18
		if mark == 0 || !(p.eq(i-1, "au", "le", "the") && p.digits(i) > 0) || p.ordinalNoun(j, true) || !p.ref.knows(month) || a.d >= b.d {
			return false
		}
		a.unit, b.unit = day, day
	}
	switch {
	case a.unit == noUnit && (b.unit == day && b.d != 0):
		a.unit, a.m, a.y = day, b.m, b.y
		if a.d > b.d && a.m != 0 { // from the 27th to the 3rd of April
			if a.m--; a.m == 0 {
				a.m = 12
				if a.y != 0 {
					a.y--
				}
			}
		}
	case b.unit == noUnit && a.unit == day && a.m != 0 && a.d != 0:
		b.unit, b.m, b.y = day, a.m, a.y
		if b.d <= a.d {
			if p.ch(i-1) == '-' {
				return false
			}
			b.m = b.m%12 + 1
			if b.m == 1 && b.y != 0 {
				b.y++
			}
		}
	case a.unit == noUnit || b.unit == noUnit:
		return false
	case a.d != 0 && a.m == 0 && a.wd != 0 && b.m != 0: // du samedi 13 au dimanche 15 juillet
		a.m, a.y = b.m, b.y
		a.wd = 0
	}
	b.wd = dropWeekday(b)
	if a.m != 0 && a.y == 0 && b.y != 0 && b.m != 0 && !a.known {
		a.y = b.y
		if a.m > b.m || a.m == b.m && a.d > b.d {
			a.y--
		}
	}
	if b.y == 0 && b.m != 0 && a.y != 0 && !b.known {
		b.y = a.y
		if a.m > b.m {
			b.y++
		}
	}
	p.resolve(a)
	p.resolve(b)
	return p.ordered(a, b, mark, i)
}

// dropWeekday is the weekday of an end with a date, which the date makes needless.
func dropWeekday(w *when) int {
	if w.m != 0 && w.d != 0 {
		return 0
	}
	return w.wd
}

// ordered puts the ends of a range that have no years in order, and refuses
// what cannot be a range.
func (p *parser) ordered(a, b *when, mark byte, i int) bool {
	if y, _, _ := civil(a.from); a.known && b.known && b.from > a.to+366 && a.m != 0 && a.y == 0 && b.m != 0 && b.y == 0 {
		b.known, b.y = false, y // 29 February to 1 March
		p.resolve(b)
		b.y = 0
	}
	if a.known && b.known && b.to <= a.from {
		switch {
		case a.m != 0 && a.relative && a.y == 0 && b.m != 0 && b.relative && b.y == 0:
			p.wrap(a, b)
		case b.m != 0 && b.relative && b.y == 0:
			p.moveYear(b, 1)
		case a.m != 0 && a.relative && a.y == 0:
			p.moveYear(a, -1)
		case b.wd != 0 && b.m == 0 && b.d == 0:
			b.span(b.from+7, b.to+7)
			for b.from < a.from {
				b.span(b.from+7, b.to+7)
			}
		default:
			return false
		}
	}
	if a.unit == year && b.unit == year && mark == 0 && (a.y >= b.y || b.y-a.y > 300) {
		return false
	}
	if a.vague && b.vague {
		return false
	}
	return mark != 'f' || !p.eq(i-1, "a") || a.unit != day || a.m != 0 || a.known
}

// wrap moves one end by a year, so that November comes before February.
func (p *parser) wrap(a, b *when) {
	c := *b
	p.moveYear(&c, 1)
	if distance(c.to, p.ref.date) > 400 {
		p.moveYear(a, -1)
		return
	}
	*b = c
}

// moveYear moves a date that was resolved without a year.
func (p *parser) moveYear(w *when, years int) {
	y, _, _ := civil(w.from)
	w.known, w.y = false, y+years
	p.resolve(w)
	w.y = 0
}

// rangeDays is the interval of a range, with the days of its ends.
func rangeDays(a, b *when) (corpus.Day, corpus.Day, bool) {
	if !a.known || !b.known {
		return 0, 0, false
	}
	af, _ := a.narrowed()
	_, bt := b.narrowed()
	return af, bt, true
}
