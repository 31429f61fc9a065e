package dates

import "verbatim/corpus"

// period reads a part of a unit: "début mars", "mid-November", "la fin de
// l'année", "late 2023", "end of last week".
func (p *parser) period(i int) (w when, j int) {
	k := i
	k = p.skipWords(k, "a", "au", "en", "at")
	k = p.skip(k, det)
	w0 := p.w(k)
	switch {
	case p.eq(k, "turn"):
		return w, 0
	case w0.part == whole || w0.hasRel || p.eq(k, "earlier", "later", "courant") && !p.eq(k+1, "in"):
		return p.halfMonth(k)
	}
	e := p.skipSign(k+1, "-")
	linked := p.eq(e, "of", "du", "de", "d'", "in", "des")
	if linked {
		e++
	} else if p.eq(k, "end", "start", "beginning", "middle", "milieu") {
		return w, 0
	}
	inner, j := p.inner(e, linked)
	if j == 0 || inner.unit < week && inner.unit != noUnit || inner.part != whole {
		return w, 0
	}
	inner.resolve(&p.ref, false)
	inner.typ, inner.part, inner.rule = Date, w0.part, "part of a unit"
	return inner, j
}

// inner reads the unit that a part is of.
func (p *parser) inner(i int, linked bool) (when, int) {
	if w, j := p.point(i); j > 0 && w.unit >= week {
		return w, j
	}
	if y, j := p.yearNumber(i); j > 0 && !p.countedNoun(j) {
		return when{unit: year, y: y}, j
	}
	if m, j := p.monthName(i); j > 0 {
		w := when{unit: month, m: m}
		w.y, j = p.yearAfter(j)
		return w, j
	}
	k := p.skipWords(i, "mois")
	if k > i {
		k = p.skip(k, of)
		if m, j := p.monthName(k); j > 0 {
			w := when{unit: month, m: m}
			w.y, j = p.yearAfter(j)
			return w, j
		}
	}
	e := p.skip(i, det)
	if e == i && !linked {
		return when{}, 0
	}
	return p.thisUnit(e)
}

// halfMonth reads "la première quinzaine d'avril".
func (p *parser) halfMonth(i int) (w when, j int) {
	n, k := p.ordinal(i)
	if k == 0 || n > 2 || !p.eq(k, "quinzaine") || !p.is(k+1, of) {
		return w, 0
	}
	m, j := p.monthPoint(k + 2)
	if j == 0 {
		num, e := p.monthName(k + 2)
		if e == 0 {
			return w, 0
		}
		m = when{unit: month, m: num}
		m.y, j = p.yearAfter(e)
	}
	m.resolve(&p.ref, false)
	w = when{typ: Date, unit: day, rule: "half of a month", relative: m.relative, vague: !m.known}
	if !m.known {
		return w, j
	}
	if n == 1 {
		w.span(m.from, m.from+15)
	} else {
		w.span(m.from+15, m.to)
	}
	return w, j
}

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
	a, k := p.end(k, mark != 0)
	if k == 0 {
		return w, 0
	}
	k = p.joint(k, mark, &a)
	if k == 0 {
		return w, 0
	}
	k = p.skipWords(k, "le", "the")
	if a.unit == year && p.ch(k-1) == '-' && p.digits(k) == 2 && p.glued(k) && p.at(k).num > a.y%100 && !p.glued(k+1) {
		b := when{unit: year, y: a.y/100*100 + p.at(k).num} // 1953-63
		a.resolve(&p.ref, false)
		b.resolve(&p.ref, false)
		return when{typ: Date, unit: year, rule: "range", first: &a, last: &b}, k + 1
	}
	b, j := p.end(k, mark != 0 || a.m != 0 || a.unit == year)
	if j == 0 || !p.join(&a, &b, mark, k, j) {
		return w, 0
	}
	if a.wd != 0 && b.wd != 0 && a.d+b.d == 0 && !p.w(k-1).hasRel && a.rule == b.rule && a.rule == "weekday" && mark != 'f' { // Monday to Friday
		return when{typ: Set, rule: "set"}, j
	}
	return when{typ: Date, unit: b.unit, rule: "range", first: &a, last: &b, relative: a.relative || b.relative}, j
}

// joint reads what stands between the two ends of a range.
func (p *parser) joint(i int, mark byte, a *when) int {
	switch {
	case p.ch(i) == '/' && a.unit == year && p.digits(i+1) == 4 && p.glued(i) && p.glued(i+1): // 2022/2023
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
	if p.eq(i, "now", "maintenant", "date", "present") || p.eq(i, "ce") && p.eq(i+1, "jour") {
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
	if m, k := p.monthName(i); k > 0 && (asked || !p.w(i).is(unsure)) && (!p.w(i).abbr || p.at(i).upper && p.lang == english || p.ch(k-1) == '.') {
		w := when{unit: month, m: m}
		w.y, k = p.yearAfter(k)
		return w, k
	}
	if d, k := p.dayNumber(i); k > 0 && !p.is(k, hour) && p.ch(k) != ':' {
		return when{unit: noUnit, d: d}, k
	}
	return when{}, 0
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
	a.resolve(&p.ref, false)
	b.resolve(&p.ref, false)
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
	w.resolve(&p.ref, false)
	w.y = 0
}

// open reads a range with one end: "since 2014", "depuis août", "until
// December", "avant le 1er janvier", "d'ici la fin de l'année", "2018 or later".
func (p *parser) open(i int) (w when, j int) {
	k, before, exclusive, sure := p.openWord(i)
	if k == 0 {
		return p.openAfterwards(i)
	}
	k = p.skipWords(k, "le", "la", "the", "or", "ou")
	inner, j := p.end(k, true)
	if w2, e := p.offset(k); e > j && w2.typ == Date {
		inner, j = w2, e
	}
	if j == 0 || inner.unit == noUnit && !sure || inner.d != 0 && inner.m == 0 && inner.unit == noUnit && p.ordinalNoun(j, true) {
		return w, 0
	}
	if inner.unit == noUnit {
		if p.digits(k) == 0 || !p.eq(k-1, "le", "the", "du") {
			return w, 0
		}
		inner.unit = day
	}
	inner.resolve(&p.ref, before)
	inner.typ, inner.rule = Date, "open range"
	inner.openBefore, inner.openAfter, inner.exclusive = before, !before, exclusive
	return inner, j
}

// openWord reads the word that opens a range: before says on which side,
// exclusive that the unit itself is outside.
func (p *parser) openWord(i int) (k int, before, exclusive, sure bool) {
	switch {
	case p.eq(i, "a") && p.eq(i+1, "partir", "compter") && p.eq(i+2, "de", "du", "d'"):
		return i + 3, false, false, true
	case p.eq(i, "jusqu'"):
		return p.skipWords(i+1, "a", "au", "en"), true, false, true
	case p.eq(i, "d'") && p.eq(i+1, "ici"):
		return p.skipWords(i+2, "a", "au", "en"), true, false, true
	case p.eq(i, "since", "depuis", "starting", "beginning"):
		return p.skipWords(i+1, "on", "from", "in"), false, false, true
	case p.eq(i, "no", "plus") && p.eq(i+1, "later", "tard") && p.eq(i+2, "than", "que"):
		return i + 3, p.eq(i, "no"), false, true
	case p.eq(i, "until", "till"):
		return i + 1, true, false, true
	case p.eq(i, "by"):
		return i + 1, true, false, true
	case p.eq(i, "before", "avant"):
		return i + 1, true, true, true
	case p.eq(i, "after", "apres"):
		return i + 1, false, true, true
	case p.eq(i, "des") && p.at(i).accent:
		return i + 1, false, false, true
	case p.eq(i, "later", "earlier") && p.eq(i+1, "than"):
		return i + 2, p.eq(i, "earlier"), true, true
	}
	return 0, false, false, false
}

// openAfterwards reads "2018 or later", "01/01/2016 ou avant".
func (p *parser) openAfterwards(i int) (w when, j int) {
	if p.at(i).kind != digit && p.w(i).month == 0 && !p.eq(i, "year", "annee") {
		return w, 0
	}
	w, j = p.point(i)
	if j == 0 || !p.eq(j, "or", "ou", "and", "et") {
		return when{}, 0
	}
	k := p.skipWords(j+1, "plus")
	switch {
	case p.eq(k, "later", "after", "tard", "apres"):
		w.openAfter = true
	case p.eq(k, "earlier", "before", "tot", "avant"):
		w.openBefore = true
	default:
		return when{}, 0
	}
	w.resolve(&p.ref, false)
	w.rule = "open range"
	return w, k + 1
}

// list reads days or months that share what follows or precedes: "les 7 et 8
// octobre", "October 7 and 8", "mai et juin 2020". It is nil for a single one.
func (p *parser) list(i int) []hit {
	if h := p.daysThenMonth(p.skip(i, det)); h != nil {
		return h
	}
	if h := p.centuries(i); h != nil {
		return h
	}
	if h := p.monthThenDays(i); h != nil {
		return h
	}
	return p.monthsThenYear(i)
}

const listed = 8 // days at most that share a month

// comma reads what separates the members of a list: "," "and" ", and".
func (p *parser) comma(i int) int {
	k := p.skipSign(i, ",&")
	if p.eq(k, "and", "et", "or", "ou", "puis") {
		k++
	}
	if k > i {
		k = p.skipWords(k, "le", "the")
	}
	return k
}

func (p *parser) daysThenMonth(i int) []hit {
	var hits []hit
	for k := i; len(hits) < listed; {
		wd, e := p.weekdayName(k)
		if e == 0 {
			e = k
		}
		d, j := p.dayNumber(e)
		if j == 0 {
			return nil
		}
		if w, end := p.dayMonth(e); end > 0 && len(hits) > 0 {
			w.typ, w.unit, w.rule = Date, day, "shared month"
			return p.shareMonth(append(hits, hit{w, k, end}), w)
		}
		hits = append(hits, hit{when{typ: Date, unit: day, d: d, wd: wd, rule: "shared month"}, k, j})
		if k = p.comma(j); k == j {
			return nil
		}
	}
	return nil
}

func (p *parser) shareMonth(hits []hit, w when) []hit {
	for n := range hits {
		hits[n].m, hits[n].y = w.m, w.y
		hits[n].resolve(&p.ref, false)
	}
	return hits
}

func (p *parser) monthThenDays(i int) []hit {
	k := i
	if _, e := p.weekdayName(i); e > 0 {
		k = p.skipSign(e, ",")
	}
	w, j := p.monthDay(k)
	if j == 0 || w.y != 0 || p.lang == french {
		return nil
	}
	w.typ, w.unit, w.rule = Date, day, "shared month"
	hits := []hit{{w, i, j}}
	for len(hits) < listed {
		e := p.comma(j)
		d, f := p.dayNumber(e)
		if e == j || f == 0 || p.at(e).kind == letter || p.w(f).month != 0 || p.w(f).unit != 0 || p.countedNoun(f) || p.ch(j) == ',' && e == j+1 && p.comma(f) == f ||
			p.at(f).kind == letter && !p.at(f).upper && p.w(f) == none && !p.is(f-1, suffix) {
			break
		}
		next := when{typ: Date, unit: day, m: w.m, d: d, rule: "shared month"}
		hits, j = append(hits, hit{next, e, f}), f
	}
	if len(hits) == 1 {
		return nil
	}
	last := &hits[len(hits)-1]
	w.y, last.end = p.yearAfter(last.end)
	return p.shareMonth(hits, w)
}

// centuries reads "the 16th and 17th centuries", "aux XVIe et XVIIe siècles".
func (p *parser) centuries(i int) []hit {
	k := p.skip(i, det)
	n, j := p.centuryNumber(k)
	if j == 0 {
		return nil
	}
	e := p.comma(j)
	if e == j {
		return nil
	}
	e = p.skip(e, det)
	last, f := p.centuryPoint(e)
	if f == 0 {
		return nil
	}
	first := when{typ: Date, unit: century, y: 100*(n-1) + 1, rule: last.rule}
	last.typ = Date
	first.resolve(&p.ref, false)
	last.resolve(&p.ref, false)
	return []hit{{first, i, j}, {last, e, f}}
}

func (p *parser) monthsThenYear(i int) []hit {
	m, j := p.monthName(i)
	if j == 0 {
		return nil
	}
	hits := []hit{{when{typ: Date, unit: month, m: m, rule: "shared year"}, i, j}}
	for len(hits) < listed {
		e := p.comma(j)
		next, f := p.monthName(e)
		if e == j || f == 0 {
			return nil
		}
		y, g := p.yearAfter(f)
		hits = append(hits, hit{when{typ: Date, unit: month, m: next, rule: "shared year"}, e, g})
		if j = g; y != 0 {
			for n := range hits {
				hits[n].y = y
				hits[n].resolve(&p.ref, false)
			}
			return hits
		}
	}
	return nil
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
