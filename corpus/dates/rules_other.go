package dates

import "fmt"

// set reads what happens again and again: "every Monday", "tous les jours",
// "chaque année", "Mondays", "par an", "a day".
func (p *parser) set(i int) (w when, j int) {
	w.typ, w.rule = Set, "set"
	switch {
	case p.is(i, each) && (p.lang == english || p.eq(i, "chaque")):
		k := p.skipWords(i+1, "other", "single")
		if _, e := p.ordinal(k); e > 0 {
			k = e
		} else if _, e := p.cardinal(k); e > 0 {
			k = e
		}
		return w, p.repeated(k)
	case p.eq(i, "tous", "toutes") && p.eq(i+1, "les"):
		k := i + 2
		if _, e := p.cardinal(k); e > 0 {
			k = e
		}
		return w, p.repeated(k)
	case p.eq(i, "par", "per") && p.w(i+1).unit != 0:
		return w, i + 2
	case p.w(i).weekday != 0 && !p.w(i).abbr && p.lang == english && p.at(i).end-p.at(i).start > 6 && p.text[p.at(i).end-1] == 's':
		return w, i + 1
	case p.w(i).weekday != 0 && p.eq(i+1, "nights", "mornings", "evenings", "afternoons"):
		return w, i + 2
	}
	return w, 0
}

func (p *parser) repeated(i int) int {
	if _, j := p.unitWord(i); j > 0 {
		return j
	}
	if _, j := p.weekdayName(i); j > 0 {
		return j
	}
	if w := p.w(i); w.is(daytime) || w.season != 0 {
		return i + 1
	}
	if _, j := p.monthName(i); j > 0 && !p.w(i).abbr {
		return j
	}
	return 0
}

// duration reads a length of time: "three months", "depuis plus d'un an". With
// "since" and a date of publication it has days too.
func (p *parser) duration(i int) (w when, j int) {
	k := i
	open := p.eq(i, "depuis", "since") || p.eq(i, "for") && p.is(i+1, det)
	if open {
		k++
	}
	a, j := p.amountOf(k)
	if j == 0 || !open && k == i && p.eq(k, "des") {
		return p.manyUnits(i)
	}
	if p.glued(j) && p.at(j).kind == letter || p.eq(j-1, "h") && !p.glued(j-1) {
		return w, 0
	}
	if (p.eq(j, "old") || p.ch(j) == '-' && p.eq(j+1, "old")) && a.n > 0 {
		return w, 0
	}
	w = when{typ: Duration, unit: a.unit, rule: "duration", value: a.iso(), about: a.about}
	if open && p.lang == french && !a.vague && p.ref.knows(a.unit) && a.unit >= day && a.months < 12*2000 {
		w.unit = max(min(a.unit, month), day)
		if a.unit >= month && !p.ref.knows(w.unit) {
			w.unit = year
		}
		w.span(unitAt(w.unit, a.from(p.ref.date.From, -1), 0))
		_, w.to = unitAt(w.unit, p.ref.date.From, 0)
		w.relative, w.about = true, true
	}
	return w, j
}

// manyUnits reads "depuis des semaines", "for years".
func (p *parser) manyUnits(i int) (w when, j int) {
	k := 0
	switch {
	case p.eq(i, "depuis", "pendant") && p.eq(i+1, "des"):
		k = i + 2
	case p.eq(i, "for"):
		k = i + 1
	default:
		return w, 0
	}
	u, j := p.unitWord(k)
	if j == 0 || u < day || !p.is(k, plural) && !p.eq(k, "mois") {
		return w, 0
	}
	a := amount{unit: u, vague: true}
	return when{typ: Duration, unit: u, rule: "duration", value: a.iso(), vague: true}, j
}

// clock reads a time of the day: 17:30, 5 pm, 20h15, "ce matin", "tonight", noon.
func (p *parser) clock(i int) (w when, j int) {
	w.typ, w.rule, w.unit = Time, "time of day", day
	k := p.skipWords(i, "a", "at", "vers", "around")
	if p.lang == french && p.at(i).kind == letter && p.eq(i, "a") && !p.at(i).accent {
		k = i
	}
	if h, m, j := p.hourMinute(k); j > 0 {
		w.value = fmt.Sprintf("T%02d:%02d", h, m)
		return w, j
	}
	if p.eq(i, "this", "ce", "cet", "cette") && p.is(i+1, daytime) || p.eq(i, "tonight") {
		return p.thisDaytime(i)
	}
	if p.eq(i, "noon", "midnight", "midi", "minuit") && p.ch(i-1) != '-' && !p.eq(i-1, "le", "du") {
		w.value = "T12:00"
		if p.eq(i, "midnight", "minuit") {
			w.value = "T00:00"
		}
		return w, i + 1
	}
	return w, 0
}

// thisDaytime reads "tonight", "cet après-midi", and "ce soir-là", which is that
// of the day that the text told last.
func (p *parser) thisDaytime(i int) (w when, j int) {
	w = when{typ: Time, rule: "time of day", unit: day, relative: true}
	j = i + 2
	if p.eq(i, "tonight") {
		j = i + 1
	}
	if p.eq(i+1, "apres") && j > i+1 {
		if k := p.skipSign(j, "-"); p.eq(k, "midi") {
			j = k + 1
		} else {
			return w, 0
		}
	}
	base, ok := p.base(day, false)
	if p.lang == french && p.ch(j) == '-' && p.eq(j+1, "la") {
		base, ok = p.told(0)
		j += 2
	}
	if ok {
		w.span(base, base+1)
	}
	return w, j
}

// hourMinute reads an hour in figures.
func (p *parser) hourMinute(i int) (h, m, j int) {
	if n := p.digits(i); n == 0 || n > 2 || p.at(i).num > 24 {
		return 0, 0, 0
	}
	h, j = p.at(i).num, i+1
	switch {
	case p.ch(j) == ':' && p.digits(j+1) == 2 && p.glued(j) && p.glued(j+1) && p.at(j+1).num < 60:
		m, j = p.at(j+1).num, j+2
		if p.ch(j) == ':' && p.digits(j+1) == 2 && p.glued(j) {
			j += 2
		}
	case p.eq(j, "h", "heures", "heure") && p.lang == french:
		j++
		if p.digits(j) == 2 && p.at(j).num < 60 && (p.glued(j) || p.at(j+1).kind != letter || p.is(j+1, function)) {
			m, j = p.at(j).num, j+1
		} else if p.eq(j-1, "heures") && !p.eq(i-1, "a", "vers", "des", "avant", "apres", "depuis") {
			return 0, 0, 0
		}
		return h, m, j
	}
	switch {
	case p.eq(j, "am", "pm"):
		h = afternoon(h, p.eq(j, "pm"))
		j++
	case p.eq(j, "a", "p") && p.ch(j+1) == '.' && p.eq(j+2, "m"):
		h = afternoon(h, p.eq(j, "p"))
		j += 3
		j = p.skipSign(j, ".")
	case p.eq(j, "o") && p.ch(j+1) == '\'' && p.eq(j+2, "clock"):
		j += 3
	case j == i+1:
		return 0, 0, 0
	}
	return h, m, j
}

// afternoon is an hour of the twelve-hour clock on the other one.
func afternoon(h int, pm bool) int {
	switch {
	case pm && h < 12:
		return h + 12
	case !pm && h == 12:
		return 0
	}
	return h
}
