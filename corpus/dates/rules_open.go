package dates

import "strings"

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
	if p.ch(j) == '-' && p.glued(j) && p.digits(j+1) > 0 { // after the 1905-7 war
		return w, 0
	}
	if inner.unit == noUnit {
		if p.digits(k) == 0 || !p.eq(k-1, "le", "the", "du") {
			return w, 0
		}
		inner.unit = day
	}
	p.resolve(&inner)
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
	case p.eq(i, "no") && p.eq(i+1, "earlier", "sooner") && p.eq(i+2, "than"):
		return i + 3, false, false, true
	case p.eq(i, "until", "till"):
		return i + 1, true, false, true
	case p.eq(i, "by"):
		if p.agent(i) {
			return 0, false, false, false
		}
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

// agent reports whether "by" at i names who or what did something, rather than
// a time: exacerbated by the 2008 crisis, followed by the October Revolution.
func (p *parser) agent(i int) bool {
	done := p.lower(i - 1)
	if p.lang != english || !p.is(i+1, det) || len(done) < 5 || !strings.HasSuffix(done, "ed") {
		return false
	}
	t := p.at(i + 2)
	return (t.kind == digit || p.w(i+2).month != 0) && p.at(i+3).kind == letter && !p.is(i+3, function)
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
	p.resolve(&w)
	w.rule = "open range"
	return w, k + 1
}
