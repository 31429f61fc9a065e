package dates

import (
	"slices"
	"strings"

	"verbatim/corpus"
)

// offset reads a day counted from another: "il y a deux semaines", "two months
// ago", "in three days", "deux jours plus tard", "three weeks after Easter".
func (p *parser) offset(i int) (w when, j int) {
	if w, j = p.agoBefore(i); j > 0 {
		return w, j
	}
	if w, j = p.window(i); j > 0 {
		return w, j
	}
	if w, j = p.weekdaysAgo(i); j > 0 {
		return w, j
	}
	a, k := p.amountOf(i)
	if k == 0 {
		return w, 0
	}
	if w, j = p.fromAnchor(a, k); j > 0 {
		return w, j
	}
	if (p.is(i-1, to) || p.eq(i-1, "or", "ou")) && (p.digits(i-2) > 0 || p.w(i-2).card > 0) { // seven to ten years earlier
		a.vague = true
	}
	sign, back, j := p.direction(k)
	if j == 0 || a.unit < day && a.days == 0 {
		return w, 0
	}
	return p.counted(a, sign, back, "offset"), j
}

// agoBefore reads the forms that begin with their preposition: il y a, dans, in.
func (p *parser) agoBefore(i int) (w when, j int) {
	k, sign := 0, -1
	switch {
	case p.eq(i, "il") && p.eq(i+1, "y") && p.eq(i+2, "a"):
		k = i + 3
	case p.eq(i, "il") && p.eq(i+1, "ya"), p.eq(i, "y") && p.eq(i+1, "a"):
		k = i + 2
	case p.eq(i, "in", "dans") && p.is(i, within):
		k, sign = i+1, 1
	default:
		return w, 0
	}
	a, j := p.amountOf(k)
	if j == 0 || a.unit < day || p.lang == english && a.n > 1 && !p.is(j-1, plural) {
		return w, 0 // a one in ten year storm
	}
	if sign > 0 && p.lang == english && p.looksBack(i) {
		return w, 0 // the first in six years, once in a century
	}
	if sign > 0 && (p.is(j, of) && p.eq(j, "of", "de", "d'") || p.lang == english && p.eq(j, "since")) {
		return w, 0
	}
	if p.ch(j) == '\'' { // in two weeks' time
		e := p.skipWords(j+1, "s")
		if !p.eq(e, "time") {
			return w, 0
		}
		return p.counted(a, sign, false, "offset"), e + 1
	}
	if w, e := p.fromAnchor(a, j); e > 0 {
		return w, e
	}
	return p.counted(a, sign, false, "offset"), j
}

// backward are words that make of “in six years” a time that has passed, or how
// often something happens in it.
var backward = strings.Fields("first last only worst best most least never not no once twice times hardly")

// looksBack reports whether “in six years” at token i has passed: a superlative,
// an ordinal or a negation stands before it in its sentence, and no future.
func (p *parser) looksBack(i int) bool {
	const far = 18 // tokens
	if often := p.lower(i - 1); often == "once" || often == "twice" || often == "times" {
		return true // a likelihood of once in a century
	}
	back := false
	for k := i - 1; k >= 0 && k > i-far && !p.sentenceEnd(k); k-- {
		t := p.at(k)
		word := strings.ToLower(p.text[t.start:t.end])
		if p.future(k) || word == "would" || word == "must" {
			return false
		}
		back = back || slices.Contains(backward, word) || len(word) > 5 && strings.HasSuffix(word, "est")
	}
	return back
}

// direction reads what follows an amount: ago, later, plus tard, plus tôt, from now.
func (p *parser) direction(i int) (sign int, back bool, j int) {
	for _, name := range directions[p.lang] {
		if j := p.seq(i, name.words...); j > 0 {
			if p.eq(i, "before", "avant", "apres") && p.at(j).kind == letter && len(name.words) == 1 {
				return 0, false, 0 // a few days before the election
			}
			return name.shift, name.back, j
		}
	}
	return 0, false, 0
}

var directions = [2][]dayName{
	french: {
		{[]string{"plus", "tard"}, 1, true},
		{[]string{"plus", "tot"}, -1, true},
		{[]string{"auparavant"}, -1, true},
		{[]string{"apres"}, 1, true},
		{[]string{"avant"}, -1, true},
	},
	english: {
		{[]string{"ago"}, -1, false},
		{[]string{"back"}, -1, false},
		{[]string{"earlier"}, -1, true},
		{[]string{"before"}, -1, true},
		{[]string{"later"}, 1, true},
		{[]string{"hence"}, 1, false},
		{[]string{"from", "now"}, 1, false},
	},
}

// counted is the day, week, month or year that is an amount from the base.
func (p *parser) counted(a amount, sign int, back bool, rule string) when {
	w := when{typ: Date, unit: a.unit, rule: rule, relative: true, about: a.about, vague: a.vague}
	w.unit = max(w.unit, day)
	if w.unit == quarter || w.unit == half || a.n == 0 {
		w.unit = max(min(w.unit, month), day)
	}
	base, ok := p.base(w.unit, back)
	if ok && !a.vague && a.months < 12*2000 && a.days < 365*2000 {
		w.span(unitAt(w.unit, a.from(base, sign), 0))
	}
	return w
}

// fromAnchor reads what an amount is counted from: "after Easter", "before
// yesterday", "à partir de demain".
func (p *parser) fromAnchor(a amount, i int) (w when, j int) {
	sign, k := 1, 0
	switch {
	case p.eq(i, "before", "avant"):
		sign, k = -1, i+1
	case p.eq(i, "after", "from", "apres", "following", "since", "depuis"):
		k = i + 1
	case p.eq(i, "a") && p.eq(i+1, "partir", "compter"):
		k = i + 2
	case p.eq(i, "starting"):
		k = p.skipWords(i+1, "from", "on")
	default:
		return w, 0
	}
	k = p.skip(k, of)
	d, j := p.point(k)
	if j == 0 && p.eq(k, "now", "maintenant") && sign > 0 {
		d, j = when{unit: day, relative: true}, k+1
		if base, ok := p.base(day, false); ok {
			d.span(base, base+1)
		}
	}
	if j == 0 || a.unit < day {
		return w, 0
	}
	p.resolve(&d)
	w = when{typ: Date, unit: day, rule: "offset from a date", relative: d.relative, vague: a.vague || d.vague, about: a.about}
	if p.eq(i, "since", "depuis") && d.unit < year {
		return w, 0
	}
	if d.known && !a.vague && a.months < 12*2000 {
		at := a.from(d.from, sign)
		w.span(at, at+1)
	}
	return w, j
}

// weekdaysAgo reads "two Thursdays ago", "3 Fridays from now".
func (p *parser) weekdaysAgo(i int) (w when, j int) {
	n, k := p.cardinal(i)
	if k == 0 || n > 60 || p.lang != english {
		return w, 0
	}
	wd, e := p.weekdayName(k)
	if e == 0 {
		return w, 0
	}
	sign, _, j := p.direction(e)
	if j == 0 {
		return w, 0
	}
	w = when{typ: Date, unit: day, rule: "weekdays ago", relative: true}
	if base, ok := p.base(day, false); ok && n > 0 {
		d := shiftWeekday(base, wd, sign) + corpus.Day(sign*7*(n-1))
		w.span(d, d+1)
	}
	return w, j
}
