package dates

// relativeDay reads a day named by its distance: today, hier, après-demain, the
// day before yesterday, la veille, le lendemain.
func (p *parser) relativeDay(i int) (w when, j int) {
	w.unit, w.rule, w.relative = day, "relative day", true
	n, back, j := p.dayShift(i)
	if j == 0 {
		return w, 0
	}
	if back && p.lang == french && p.eq(j, "de", "du", "des", "d'") && !p.vagueCount(j+1) { // le lendemain du 13 février, but not au lendemain de la guerre
		if d, e := p.point(j + 1); e > 0 && d.unit == day {
			p.resolve(&d)
			if w.relative = d.relative; d.known {
				w.span(unitAt(day, d.from, n))
			}
			return w, e
		}
		return w, 0
	}
	base, ok := p.base(day, false)
	if back {
		base, ok = p.told(n)
		w.aside = n < 0
	}
	if ok {
		w.span(unitAt(day, base, n))
	}
	return w, j
}

// vagueCount reports whether some number of things follows, which no day is next
// to: parlé la veille de plusieurs centaines de morts.
func (p *parser) vagueCount(i int) bool {
	return p.is(i, few) || p.eq(i, "quelque", "pres", "environ", "plus", "moins")
}

// dayShift is how many days a word is from today, or with back from the day
// that was spoken of.
func (p *parser) dayShift(i int) (n int, back bool, j int) {
	if w := p.w(i); w.hasDay {
		if p.lang == english && p.at(i).upper && p.at(i-1).kind == letter && (p.at(i-1).upper || p.ch(i+1) == '\'') {
			return 0, false, 0 // USA Today, the paper Today's Zaman
		}
		if w.s == "aujourd'" {
			if p.eq(i+1, "hui") {
				return 0, false, i + 2
			}
			return 0, false, 0
		}
		return int(w.shift), false, i + 1
	}
	k := p.skip(i, det)
	if p.eq(i, "a", "an", "du", "au", "des", "aux") {
		k = i
	}
	if p.lang == french && p.bareNoun(i) || k > i && p.w(k) == none {
		return 0, false, 0
	}
	for _, name := range dayNames[p.lang] {
		for from := i; ; from = k {
			if j := p.seq(from, name.words...); j > 0 && !(p.lang == english && (name.back && p.somethingNamed(j) || p.lastOfSome(from, j))) {
				return name.shift, name.back, j
			}
			if from == k {
				break
			}
		}
	}
	return 0, false, 0
}

// bareNoun reports whether veille and lendemain have another sense: une politique
// de veille, du jour au lendemain.
func (p *parser) bareNoun(i int) bool {
	return p.eq(i, "veille") && !p.is(i-1, det) && p.at(i-1).kind != stop || p.eq(i, "lendemain") && p.eq(i-1, "au") && p.eq(i-2, "jour")
}

// somethingNamed reports whether what follows names an event: the day after the vote.
func (p *parser) somethingNamed(i int) bool {
	t := p.at(i)
	return t.kind == letter && (p.is(i, det) || t.upper || p.w(i) == none) || p.eq(i-1, "after") && p.eq(i, "day")
}

// lastOfSome reports whether "last night" is the last one of several: his last
// night in office, the last night of the festival.
func (p *parser) lastOfSome(i, j int) bool {
	return p.eq(i, "last") && (p.is(i-1, det) || p.ch(i-1) == '\'' || p.eq(i-1, "s") || p.eq(j, "of"))
}

type dayName struct {
	words []string
	shift int
	back  bool
}

var dayNames = [2][]dayName{
	french: {
		{[]string{"avant", "hier"}, -2, false},
		{[]string{"apres", "demain"}, 2, false},
		{[]string{"avant", "veille"}, -2, true},
		{[]string{"veille"}, -1, true},
		{[]string{"lendemain"}, 1, true},
		{[]string{"surlendemain"}, 2, true},
		{[]string{"jour", "d'", "avant"}, -1, true},
		{[]string{"jour", "d'", "apres"}, 1, true},
		{[]string{"jour", "meme"}, 0, true},
		{[]string{"soir", "meme"}, 0, true},
		{[]string{"matin", "meme"}, 0, true},
		{[]string{"meme", "soir"}, 0, true},
		{[]string{"meme", "matin"}, 0, true},
		{[]string{"meme", "nuit"}, 0, true},
		{[]string{"nuit", "derniere"}, -1, false},
		{[]string{"a", "ce", "jour"}, 0, false},
		{[]string{"dans", "la", "journee"}, 0, false},
	},
	english: {
		{[]string{"day", "before", "yesterday"}, -2, false},
		{[]string{"day", "after", "tomorrow"}, 2, false},
		{[]string{"day", "before"}, -1, true},
		{[]string{"day", "after"}, 1, true},
		{[]string{"next", "day"}, 1, true},
		{[]string{"next", "morning"}, 1, true},
		{[]string{"next", "afternoon"}, 1, true},
		{[]string{"next", "evening"}, 1, true},
		{[]string{"last", "night"}, -1, false},
		{[]string{"last", "evening"}, -1, false},
		{[]string{"night", "before"}, -1, true},
		{[]string{"evening", "before"}, -1, true},
		{[]string{"previous", "night"}, -1, true},
		{[]string{"previous", "evening"}, -1, true},
		{[]string{"following", "morning"}, 1, true},
		{[]string{"following", "afternoon"}, 1, true},
		{[]string{"following", "evening"}, 1, true},
		{[]string{"same", "morning"}, 0, true},
		{[]string{"same", "afternoon"}, 0, true},
		{[]string{"same", "evening"}, 0, true},
		{[]string{"same", "night"}, 0, true},
		{[]string{"that", "morning"}, 0, true},
		{[]string{"that", "afternoon"}, 0, true},
		{[]string{"that", "evening"}, 0, true},
		{[]string{"that", "night"}, 0, true},
		{[]string{"current", "date"}, 0, false},
	},
}

// relWords reads the words for last, this or next from i on; k is the token after them.
func (p *parser) relWords(i0, i int) (rel int, asked, back bool, k int) {
	for _, from := range []int{i0, i} {
		w := p.w(from)
		if !w.hasRel {
			continue
		}
		k = from + 1
		rel, back = int(w.rel), w.is(anaphor)
		if rel == 0 && p.w(k).hasRel { // this past Wednesday, this upcoming Friday
			if w = p.w(k); w.rel != 0 {
				rel, back = int(w.rel), false
				k++
			}
		}
		return rel, true, back, k
	}
	return 0, false, false, i
}

// relAfter reads what may follow a unit: dernier, prochain, en cours, à venir,
// d'après, en huit, after next, this coming.
func (p *parser) relAfter(i int) (rel int, asked, back bool, j int) {
	if w := p.w(i); w.hasRel && p.lang == french && !p.is(i, det) {
		return int(w.rel), true, w.is(anaphor), i + 1
	}
	for _, name := range afterNames[p.lang] {
		if j := p.seq(i, name.words...); j > 0 {
			return name.shift, true, name.back, j
		}
	}
	if p.lang == french && p.eq(i, "en") {
		switch n, k := p.cardinal(i + 1); {
		case k > 0 && n == 8:
			return 2, true, false, k
		case k > 0 && n == 15:
			return 3, true, false, k
		}
	}
	return 0, false, false, i
}

var afterNames = [2][]dayName{
	french: {
		{[]string{"en", "cours"}, 0, false},
		{[]string{"a", "venir"}, 1, false},
		{[]string{"qui", "vient"}, 1, false},
		{[]string{"qui", "suit"}, 1, true},
		{[]string{"d'", "apres"}, 1, true},
		{[]string{"d'", "avant"}, -1, true},
		{[]string{"ci"}, 0, false},
	},
	english: {
		{[]string{"after", "next"}, 2, false},
		{[]string{"before", "last"}, -2, false},
	},
}

// unitPoint reads a unit counted from now: "la semaine prochaine", "next week",
// "this month", "last October", "l'été dernier", "earlier this year".
func (p *parser) unitPoint(i int) (when, int) {
	k := i
	if p.eq(i, "plus") && p.eq(i+1, "tot", "tard") {
		k = p.skipWords(i+2, "dans")
	} else if p.eq(i, "earlier", "later") {
		k = p.skipWords(i+1, "in")
	}
	w, j := p.relUnit(k)
	if m, e := p.relMonth(i); e > j {
		return m, e
	}
	if j > 0 {
		return w, j
	}
	if k > i || p.eq(i, "all", "toute", "tout") {
		if k == i {
			k++
		}
		if e := p.skip(k, det); e > k {
			return p.thisUnit(e)
		}
	}
	return p.inUnit(i)
}

// relUnit reads "next week", "cette année", "le mois dernier".
func (p *parser) relUnit(i0 int) (w when, j int) {
	w.rule, w.relative = "relative unit", true
	i := p.skip(i0, det)
	rel, asked, back, k := p.relWords(i0, i)
	k = p.skipWords(k, "calendar", "working", "meme")
	if p.w(k).is(fiscal) && p.w(k+1).unit != 0 {
		return when{}, 0
	}
	u, j := p.unitWord(k)
	if j == 0 || u < day || p.is(k, plural) && p.lang == english {
		return w, 0
	}
	size := max(int(p.w(k).size), 1)
	if !asked || rel == 0 && p.eq(k-1, "ce", "cet", "cette") {
		if r, a, b, e := p.relAfter(p.skipWords(j, "de")); a {
			rel, asked, back, j = r, true, b, e
		} else if r, a, b, e := p.relAfter(j); a {
			rel, asked, back, j = r, true, b, e
		}
	} else if r, a, _, e := p.relAfter(j); a && p.lang == english {
		rel, j = r, e
	}
	if !asked && p.eq(i, "meme") {
		asked, back = true, true
	}
	if !asked || p.is(k, plural) || p.is(j, fiscal) || p.idiom(i0, k, j) {
		return w, 0
	}
	if p.lang == french { // ce mois-ci, le week-end-là, cette année calendaire
		if p.ch(j) == '-' && p.eq(j+1, "ci", "la") {
			back = back || p.eq(j+1, "la")
			j += 2
		}
		j = p.skipWords(j, "calendaire", "civile")
		if p.eq(j, "de") && p.eq(j+1, "travail") {
			j += 2
		}
	}
	base, ok := p.base(u, back)
	if u == day && back {
		base, ok = p.told(rel)
		w.aside = rel < 0
	}
	if ok {
		if size == 2 {
			a, _ := unitAt(week, base, 2*rel)
			w.unit = day
			w.span(a, a+14)
			return w, j
		}
		w.span(unitAt(u, base, rel))
	}
	w.unit = u
	return w, j
}

// idiom reports whether a unit at k, read from i to j, is not of the calendar:
// "to this day", "the last days of Pompeii", "la dernière journée du championnat".
func (p *parser) idiom(i, k, j int) bool {
	u := p.w(k).unit
	switch {
	case u == day && p.eq(i, "this", "ce", "these"):
		return !(p.at(i-1).kind == stop && p.at(j).kind == stop) && p.eq(i-1, "to", "alors")
	case p.eq(j, "of", "de", "du", "des", "d'") && p.w(k-1).rel == -1:
		return true
	}
	return p.eq(j-1, "suit", "vient", "suivant") && p.is(k, plural)
}

// unitWord reads the name of a unit.
func (p *parser) unitWord(i int) (unit, int) {
	if p.eq(i, "week") && p.lang == french && (p.ch(i+1) == '-' && p.eq(i+2, "end") || p.eq(i+1, "end")) {
		return weekend, p.seq(i, "week", "end")
	}
	if p.eq(i, "fin") && p.eq(i+1, "de") && p.eq(i+2, "semaine") {
		return noUnit, 0
	}
	if p.eq(i, "weekend", "we") && p.lang == french {
		return weekend, i + 1
	}
	u := p.w(i).unit
	if u == noUnit {
		return noUnit, 0
	}
	if u == week && p.ch(i+1) == '-' && p.eq(i+2, "end") {
		return weekend, i + 3
	}
	return u, i + 1
}

// aSentence is about how many tokens a sentence has.
const aSentence = 25

// thisUnit reads a unit that is the present one: after "earlier in the".
func (p *parser) thisUnit(i int) (w when, j int) {
	u, j := p.unitWord(i)
	if j == 0 || u < day || p.is(i, plural) {
		return w, 0
	}
	w = when{unit: u, rule: "present unit", relative: true}
	if base, ok := p.base(u, false); ok {
		n := 0
		if u == weekend && p.eq(i-2, "over") && !p.forward() { // over the weekend
			if m := p.ref.said[class(day)]; m.ok && p.now-m.at < aSentence {
				base = m.day // said on Monday that over the weekend
			}
			if weekdayOf(base) <= 5 {
				n = -1
			}
		}
		w.span(unitAt(u, base, n))
	}
	return w, j
}

// inUnit reads "dans la semaine", "in the year", "of the month".
func (p *parser) inUnit(i int) (w when, j int) {
	alone := p.at(i-1).kind == stop
	if k := p.skip(i, det); k > i && p.eq(i, "le", "la", "l'", "the", "du", "au") {
		if w, j = p.thisUnit(k); j > 0 && (w.unit == week || w.unit == weekend || w.unit == year || w.unit == month) &&
			(alone && p.at(j).kind == stop || p.eq(i-1, "dans") && w.unit <= month || w.unit == weekend) {
			if p.eq(j, "de", "d'", "of", "a", "sainte") || p.is(i, each) {
				return w, 0
			}
			return w, j
		}
		return w, 0
	}
	return w, 0
}

// relMonth reads months and seasons counted from now: "next March", "mars
// dernier", "cet été", "this September".
func (p *parser) relMonth(i0 int) (w when, j int) {
	w.rule, w.relative = "relative month", true
	i := p.skip(i0, det)
	rel, asked, back, k := p.relWords(i0, i)
	if p.eq(k, "mois") {
		k = p.skip(k+1, of)
	}
	if asked && p.eq(k-1, "these", "ces") {
		return w, 0
	}
	m, j := p.monthName(k)
	if j > 0 && p.lang == english && p.w(k).is(unsure) && !p.at(k).upper && !(p.at(i0-1).kind == stop && p.at(j).kind == stop) {
		return w, 0 // this may be
	}
	s := 0
	if j == 0 {
		if s = int(p.w(k).season); s == 0 || p.eq(k, "ete") && !p.at(k).accent {
			return w, 0
		}
		j = k + 1
	}
	if !asked {
		rel, asked, back, j = p.relAfter(j)
		if asked && rel == 0 && m != 0 {
			return w, 0
		}
	} else if r, a, b, e := p.relAfter(j); a && p.lang == english {
		rel, back, j = r, b, e
	}
	if y, e := p.yearNumber(j); asked && rel == 0 && m != 0 && e > 0 { // en ce mois de septembre 1792
		return when{unit: month, rule: "month", y: y, m: m}, e
	}
	if !asked || p.digits(j) > 0 {
		return w, 0
	}
	if w.unit = month; s != 0 {
		w.unit, w.sub = season, s
	} else {
		w.m = m
	}
	p.shiftMonth(&w, m, s, rel, back)
	return w, j
}

// shiftMonth sets the days of the last, this or next month or season of a name.
// Counted back, they follow what the text spoke of before.
func (p *parser) shiftMonth(w *when, m, s, rel int, back bool) {
	base := p.ref.date.From
	if said := p.ref.said[class(year)]; back && m != 0 && said.ok && p.now-said.at < memory {
		base = said.day
	} else if !p.ref.knows(month) {
		return
	}
	y, now, _ := civil(base)
	if s != 0 {
		y = w.nearestYear(y, &p.ref)
		if a, b := dayOf(y, 3*s, 1), dayOf(y, 3*s+3, 1); rel < 0 && b > p.ref.date.From {
			y--
		} else if rel > 0 && a <= p.ref.date.From {
			y += rel
		}
		w.span(dayOf(y, 3*s, 1), dayOf(y, 3*s+3, 1))
		return
	}
	switch {
	case rel < 0 && m >= now:
		y += rel
	case rel < 0:
		y += rel + 1
	case rel > 0 && m <= now:
		y += rel
	case rel > 0:
		y += rel - 1
	}
	w.span(dayOf(y, m, 1), dayOf(y, m+1, 1))
}
