package dates

// list reads days or months that share what follows or precedes: "les 7 et 8
// octobre", "October 7 and 8", "mai et juin 2020". It is nil for a single one.
func (p *parser) list(i int) []hit {
	if h := p.daysThenMonth(p.skip(i, det)); h != nil {
		return h
	}
	if h := p.centuries(i); h != nil {
		return h
	}
	if h := p.decades(i); h != nil {
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
		p.resolve(&hits[n].when)
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
		if e == j || f == 0 || p.at(e).kind == letter || p.countsOn(f) || e == j+1 && p.ch(j) == ',' && p.comma(f) == f {
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

// countsOn reports whether the word at i makes the number before it another
// thing than a day of the list: 7 May, 8 people, 9 gunmen.
func (p *parser) countsOn(i int) bool {
	w := p.w(i)
	if w.month != 0 || w.unit != noUnit || p.countedNoun(i) {
		return true
	}
	return p.at(i).kind == letter && !p.at(i).upper && w == none && !p.is(i-1, suffix)
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
	p.resolve(&first)
	p.resolve(&last)
	return []hit{{first, i, j}, {last, e, f}}
}

// decades reads "les années 1990 et 2000", where the second is a decade too.
func (p *parser) decades(i int) []hit {
	k := p.skip(i, det)
	if !p.eq(k, "annees") {
		return nil
	}
	first, j := p.frenchDecade(k + 1)
	if j == 0 || p.at(k+1).kind != digit {
		return nil
	}
	e := p.comma(j)
	last, f := p.frenchDecade(e)
	if e == j || f == 0 || p.digits(e) != p.digits(k+1) || last.y <= first.y {
		return nil
	}
	first.typ, last.typ = Date, Date
	p.resolve(&first)
	p.resolve(&last)
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
				p.resolve(&hits[n].when)
			}
			return hits
		}
	}
	return nil
}
