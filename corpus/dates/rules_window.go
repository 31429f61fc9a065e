package dates

import "verbatim/corpus"

// window reads a stretch that ends or begins now: "the last three months", "les
// 3 prochains jours", "within two weeks", "in recent weeks", "ces dernières années".
func (p *parser) window(i int) (w when, j int) {
	a, sign, j := p.windowWords(i)
	if a.vague && p.eq(j, "of", "de", "du", "des", "d'") || p.eq(j-1, "suivant") && p.at(j).kind == letter {
		return w, 0 // the last days of Pompeii, dans les dix ans suivant sa mort
	}
	if p.eq(j, "of", "du", "de") && j > 0 { // the last two decades of the 18th century
		if outer, e := p.point(p.skipWords(j+1, "l'", "la")); e > 0 && outer.unit >= year && !outer.relative {
			return w, 0
		}
	}
	now := corpus.Day(1) // next week does not begin today, within a week does
	if p.eq(i, "within", "d'") || p.eq(i, "dans") && !p.w(j-1).hasRel && !p.w(j-2).hasRel && !p.eq(j-1, "venir") {
		now = 0
	}
	if j == 0 || a.unit < day {
		return w, 0
	}
	w = when{typ: Date, unit: day, rule: "window", relative: true, about: a.about, vague: a.vague}
	if !p.ref.knows(max(a.unit, day)) || a.vague || p.ref.date.Precision != corpus.DayPrecision || a.months > 12*2000 {
		return w, j
	}
	w.coarse = min(a.unit, year)
	d := p.ref.date.From
	if a.unit >= quarter && a.unit != year && a.n > 0 { // whole quarters and decades
		w.unit = month
		from, to := unitAt(a.unit, d, sign*a.n)
		now, end := unitAt(a.unit, d, 0)
		if sign < 0 {
			w.span(from, now)
		} else {
			w.span(end, to)
		}
		return w, j
	}
	switch {
	case sign < 0 && a.months == 0 && a.unit == day:
		w.span(a.from(d, -1), d)
	case sign < 0:
		w.span(a.from(d, -1), d+1)
	default:
		w.span(d+now, a.from(d, 1)+1)
	}
	return w, j
}

// windowWords reads the words of a window.
func (p *parser) windowWords(i int) (a amount, sign int, j int) {
	k := i
	inside := p.eq(k, "within") || p.eq(k, "d'") && p.eq(k+1, "ici")
	if inside {
		k = p.skipWords(k+1, "ici")
	} else if p.eq(k, "dans", "in", "over", "during") && (p.is(k+1, det) || p.w(k+1).hasRel || p.is(k+1, recent)) {
		k++
	}
	k0 := k
	k = p.skip(k, det)
	if p.is(k, recent) && p.is(k+1, plural) || p.is(k, recent) && p.eq(k+1, "mois") {
		u, e := p.unitWord(k + 1)
		return amount{unit: u, vague: true}, -1, e
	}
	if w := p.w(k); w.hasRel && w.rel != 0 { // last 3 months
		if b, e := p.amountOf(k + 1); e > 0 && (b.n != 1 || b.vague) {
			return b, int(w.rel), e
		}
		if p.is(k+1, plural) && (p.lang == french || p.eq(k0, "these", "the", "in")) || p.eq(k+1, "mois") && p.eq(k, "derniers", "prochains") {
			u, e := p.unitWord(k + 1)
			return amount{unit: u, vague: true}, int(w.rel), e
		}
	}
	if b, e := p.numberThenRel(k); e > 0 {
		return b.amount, b.sign, e
	}
	if inside || k > k0 && p.eq(k0-1, "dans") && p.eq(k0, "les") {
		a, j = p.amountOf(k)
		return a, 1, j
	}
	return p.pluralThenRel(k)
}

type signed struct {
	amount
	sign int
}

// numberThenRel reads "3 derniers mois", "2 upcoming years", "deux semaines passées".
func (p *parser) numberThenRel(i int) (s signed, j int) {
	n, vague, k := p.count(i)
	if k == 0 || p.eq(i, "a", "an", "un", "une") {
		return s, 0
	}
	if w := p.w(k); w.hasRel && w.rel != 0 {
		e := p.skip(k+1, business)
		u, f := p.unitWord(e)
		if f == 0 || u == season || u == weekend {
			return s, 0
		}
		if p.eq(f, "de") && p.eq(f+1, "travail") {
			f += 2
		}
		s.add(n*max(int(p.w(e).size), 1), u, vague)
		s.sign = int(w.rel)
		return s, f
	}
	a, e := p.amountOf(i)
	if e == 0 {
		return s, 0
	}
	if p.eq(e, "de") && p.eq(e+1, "travail") {
		e += 2
	}
	if rel, asked, _, f := p.relAfter(e); asked && (rel == 1 || rel == -1) && p.lang == french {
		if p.eq(f-1, "suit", "vient") {
			return s, 0
		}
		return signed{a, rel}, f
	}
	if p.eq(e, "to") && p.eq(e+1, "come") {
		return signed{a, 1}, e + 2
	}
	return s, 0
}

// pluralThenRel reads "les années à venir", "the years to come", "les semaines passées".
func (p *parser) pluralThenRel(i int) (a amount, sign int, j int) {
	if !p.is(i, plural) && !(p.eq(i, "mois") && p.eq(i-1, "les", "des")) {
		return a, 0, 0
	}
	u, k := p.unitWord(i)
	if rel, asked, _, e := p.relAfter(k); asked && rel != 0 && p.lang == french {
		return amount{unit: u, vague: true}, rel, e
	}
	if p.eq(k, "to") && p.eq(k+1, "come") {
		return amount{unit: u, vague: true}, 1, k + 2
	}
	if p.eq(k, "ahead") {
		return amount{unit: u, vague: true}, 1, k + 1
	}
	return a, 0, 0
}
