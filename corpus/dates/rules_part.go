package dates

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
	if p.eq(k, "mid") && p.eq(e, "week") && !p.is(k-1, det) && (p.at(e+1).kind != letter || p.is(e+1, function)) { // by mid-week
		w, j = p.thisUnit(e)
		w.typ, w.part, w.rule = Date, w0.part, "part of a unit"
		return w, j
	}
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
	p.resolve(&inner)
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
	p.resolve(&m)
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
