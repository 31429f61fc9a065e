package dates

import "verbatim/corpus"

// nthUnit reads a unit counted inside a larger one: "first week of October",
// "last day of October 2015", "le premier mercredi du mois prochain", "week 31",
// "la semaine du 6 octobre", "the first 2 weeks of 2021".
func (p *parser) nthUnit(i int) (w when, j int) {
	w.rule = "nth unit"
	i = p.skip(i, det)
	if w, j := p.weekNumber(i); j > 0 {
		return w, j
	}
	if w, j := p.weekOf(i); j > 0 {
		return w, j
	}
	n, k := p.nth(i)
	if k == 0 {
		return w, 0
	}
	count := 1
	if c, e := p.cardinal(k); e > 0 && c < 100 && (n == 1 || n == -1) && p.w(e).unit != 0 {
		count, k = c, e
	}
	wd, j := p.weekdayName(k)
	u := day
	if j == 0 {
		if u, j = p.unitWord(k); j == 0 || u < day || u == season || u > year {
			return w, 0
		}
		if (u == quarter || u == half) && p.is(k, plural) == (count == 1) {
			return w, 0
		}
	} else if p.w(k).abbr {
		return w, 0
	}
	if n == -1 && wd == 0 && count == 1 && p.lang == english && p.eq(k-1, "past") {
		return w, 0
	}
	outer, e := p.outer(j, u, wd)
	if e == 0 {
		return p.quarterAlone(i, j, u, n, count)
	}
	outer.resolve(&p.ref, false)
	w.relative = outer.relative
	w.unit = u
	if count > 1 {
		w.unit = day
	}
	if outer.known {
		p.nthIn(&w, &outer, u, wd, n, count)
	}
	return w, e
}

// quarterAlone reads "the third quarter" without its year.
func (p *parser) quarterAlone(i, j int, u unit, n, count int) (when, int) {
	alone := p.at(i-1).kind == stop && p.at(j).kind == stop
	if u != quarter || n < 1 || n > 4 || count != 1 || !alone && !p.is(i-1, det) || p.is(j, function) && p.is(j, of) {
		return when{}, 0
	}
	return when{unit: quarter, sub: n, rule: "quarter"}, j
}

// nth reads an ordinal, negative when it counts from the end: last, third last.
func (p *parser) nth(i int) (int, int) {
	if p.eq(i, "last", "derniere", "dernier", "dernieres", "derniers", "final") {
		return -1, i + 1
	}
	if p.eq(i, "premiers", "premieres") {
		return 1, i + 1
	}
	n, j := p.ordinal(i)
	if j == 0 {
		return 0, 0
	}
	if p.eq(j, "last") || p.eq(j, "to") && p.eq(j+1, "last") {
		if p.eq(j, "to") {
			j++
		}
		return -n, j + 1
	}
	return n, j
}

// outer reads the larger unit: "of October 2014", "de l'année prochaine", "2013", "in the month".
func (p *parser) outer(i int, u unit, wd int) (when, int) {
	k := i
	if p.ch(k) == ',' {
		k++
	}
	linked := p.is(k, of) || p.eq(k, "du", "des", "after")
	if linked {
		k++
		if p.eq(k, "mois") {
			if m, e := p.monthPoint(k); e > 0 {
				return m, e
			}
		}
	}
	if u == quarter || u == half {
		if y, e := p.yearNumber(k); e > 0 {
			return when{unit: year, y: y}, e
		}
	} else if !linked {
		return when{}, 0
	}
	if w, e := p.monthPoint(k); e > 0 && (w.y != 0 || u < month) {
		return w, e
	}
	if m, e := p.monthName(k); e > 0 && u < month && (!p.w(k).abbr || p.ch(e-1) == '.' || p.lang == english) {
		w := when{unit: month, m: m}
		w.y, e = p.yearAfter(e)
		return w, e
	}
	if y, e := p.yearNumber(k); e > 0 {
		return when{unit: year, y: y}, e
	}
	if w, e := p.yearPoint(k); e > 0 {
		return w, e
	}
	if w, e := p.relUnit(k); e > 0 && w.unit > u {
		return w, e
	}
	if w, e := p.relMonth(k); e > 0 {
		return w, e
	}
	if e := p.skip(k, det); e > k || p.is(i, det) || p.eq(i, "du", "au") {
		if w, f := p.thisUnit(e); f > 0 && w.unit > u {
			return w, f
		}
	}
	if u == year || u == decade {
		return p.decadePoint(k)
	}
	return when{}, 0
}

// nthIn sets the days of the nth unit, or weekday, of outer.
func (p *parser) nthIn(w, outer *when, u unit, wd, n, count int) {
	switch {
	case wd != 0:
		d := outer.from + corpus.Day((wd-weekdayOf(outer.from)+7)%7+7*(n-1))
		if n < 0 {
			d = outer.to - 1 - corpus.Day((weekdayOf(outer.to-1)-wd+7)%7) + corpus.Day(7*(n+1))
		}
		w.wd = 0
		w.span(d, d+1)
	case u == week:
		first := monday(outer.from + 3) // a week belongs where its Thursday is
		if n < 0 {
			first = monday(outer.to - 4)
			n += 3 - count
		}
		a := first + corpus.Day(7*(n-1))
		w.span(a, a+corpus.Day(7*count))
	case n < 0:
		_, b := unitAt(u, outer.to-1, n+1)
		a, _ := unitAt(u, outer.to-1, n+2-count)
		w.span(a, b)
	default:
		a, _ := unitAt(u, outer.from, n-1)
		_, b := unitAt(u, outer.from, n-2+count)
		w.span(a, b)
	}
	if w.from < outer.from-6 || w.to > outer.to+6 { // the 40th day of May
		w.known, w.vague = false, true
	}
}

// weekNumber reads "week 31", "semaine 31 de 2024".
func (p *parser) weekNumber(i int) (w when, j int) {
	if p.w(i).unit != week || p.is(i, plural) || p.digits(i+1) == 0 || p.digits(i+1) > 2 {
		return w, 0
	}
	n := p.at(i + 1).num
	if n < 1 || n > 53 || p.decimal(i+1) || p.glued(i+2) && p.at(i+2).kind == letter {
		return w, 0
	}
	w = when{unit: week, rule: "week number"}
	y := 0
	outer, j := p.outer(i+2, week, 0)
	switch {
	case j > 0 && outer.unit == year:
		outer.resolve(&p.ref, false)
		if w.relative = outer.relative; outer.known {
			y, _, _ = civil(outer.from)
		}
	case p.ref.knows(year):
		y, _, _ = civil(p.ref.date.From)
		w.relative = true
	}
	if j == 0 {
		j = i + 2
	}
	if y != 0 {
		a := monday(dayOf(y, 1, 4)) + corpus.Day(7*(n-1))
		w.span(a, a+7)
	}
	return w, j
}

// weekOf reads "the week of October 6", "la semaine commençant le 4 février", "w/c Feb 4".
func (p *parser) weekOf(i int) (w when, j int) {
	k := 0
	switch {
	case p.eq(i, "w") && p.ch(i+1) == '/' && p.eq(i+2, "c"):
		k = p.skipWords(i+3, "le")
	case p.w(i).unit == week && !p.is(i, plural):
		k = i + 1
		if p.eq(k, "of", "du", "beginning", "starting", "commencing", "commencant", "debutant") {
			k = p.skipWords(k+1, "on", "le")
		} else {
			return w, 0
		}
	default:
		return w, 0
	}
	d, j := p.point(k)
	if j == 0 {
		if n, e := p.dayNumber(k); e > 0 && p.digits(k) > 0 && p.eq(k-1, "du", "le") && !p.ordinalNoun(e, true) {
			d, j = when{unit: day, d: n}, e
		}
	}
	if j == 0 || d.unit != day {
		return w, 0
	}
	d.resolve(&p.ref, false)
	w = when{unit: week, rule: "week of a day", relative: d.relative}
	if d.known {
		w.span(unitAt(week, d.from, 0))
	}
	return w, j
}

// quarterPoint reads quarters and halves in figures: Q3 2019, 2019-Q3, T1 2024,
// trimestre 3 2019, H2 2019, S1 2024.
func (p *parser) quarterPoint(i int) (w when, j int) {
	w.rule = "quarter"
	y, k := p.yearNumber(i)
	if p.at(i).kind != digit {
		y, k = 0, 0
	}
	start := i
	if k > 0 {
		start = p.skipSign(k, "-")
	} else if p.digits(i) == 2 && p.glued(i+1) && p.eq(i+1, "q") { // 18q4
		y, start = century19(p.at(i).num), i+1
	} else if p.digits(i) == 4 && p.glued(i+1) && p.eq(i+1, "q") {
		y, start = p.at(i).num, i+1
	}
	u, n, j := p.quarterMark(start)
	if j == 0 {
		return w, 0
	}
	w.unit, w.sub, w.y = u, n, y
	if y == 0 {
		e := p.skipSign(j, "-,/")
		e = p.skipWords(e, "of", "de", "d'", "in", "en")
		if y, f := p.yearNumber(e); f > 0 && p.at(e).kind == digit {
			w.y = y
			return w, f
		}
		if !p.eq(start, "q", "trimestre") || !p.at(start).upper && p.at(i-1).kind != stop && !p.eq(start, "trimestre") {
			return w, 0
		}
	}
	return w, j
}

// quarterMark reads Q3, T3, H2, S2, trimestre 3.
func (p *parser) quarterMark(i int) (unit, int, int) {
	t := p.at(i)
	if t.kind != letter || p.digits(i+1) != 1 {
		return noUnit, 0, 0
	}
	n := p.at(i + 1).num
	if p.eq(i, "trimestre") && n >= 1 && n <= 4 {
		return quarter, n, i + 2
	}
	if t.end-t.start != 1 || !p.glued(i+1) || p.glued(i+2) && p.at(i+2).kind != sign && p.at(i+2).kind != stop {
		return noUnit, 0, 0
	}
	switch c := p.text[t.start] | 0x20; {
	case (c == 'q' || c == 't' && p.lang == french) && n >= 1 && n <= 4:
		return quarter, n, i + 2
	case (c == 'h' || c == 's' && p.lang == french) && n >= 1 && n <= 2:
		return half, n, i + 2
	}
	return noUnit, 0, 0
}

// seasonPoint reads a season: "été 2023", "the summer of 2019", "l'hiver".
func (p *parser) seasonPoint(i int) (w when, j int) {
	k := p.skip(i, det)
	s := p.w(k)
	if s.season == 0 || s.s == "ete" && !p.at(k).accent {
		return w, 0
	}
	w = when{unit: season, rule: "season", sub: int(s.season)}
	y, e := p.yearAfter(p.skipWords(k+1, "de", "of"))
	if y == 0 {
		y, e = p.yearAfter(k + 1)
	}
	if y != 0 && !p.is(k-1, been) {
		w.y = y
		if p.ch(e) == '-' || p.ch(e) == '/' { // winter 2022-23
			if n := p.digits(e + 1); (n == 2 || n == 4) && p.at(e+1).num%100 == (y+1)%100 {
				e += 2
			}
		}
		return w, e
	}
	if p.eq(k+1, "of", "de") { // in the spring of the following year
		if outer, e := p.relUnit(k + 2); e > 0 && outer.unit == year {
			if w.relative = true; outer.known {
				y, _, _ := civil(outer.from)
				w.resolveYear(y)
			}
			return w, e
		}
	}
	return p.seasonAlone(i, k, w)
}

// seasonAlone reads a season without a year, which is found but says too little.
func (p *parser) seasonAlone(i, k int, w when) (when, int) {
	w.vague, w.sub = true, 0
	next := p.at(k + 1)
	name := next.upper && next.kind == letter
	alone := p.at(i-1).kind == stop && next.kind == stop
	if p.lang == french {
		asked := p.eq(i-1, "a", "des", "d'", "avant", "depuis", "apres", "fin", "debut") && k > i || p.eq(i, "au")
		if !asked && !alone || name || p.eq(k+1, "de", "du", "des", "d'") {
			return w, 0
		}
		return w, k + 1
	}
	if name || p.at(k).upper && !alone && p.at(k-1).kind == letter {
		return w, 0
	}
	asked := k > i && p.eq(i, "the") && p.eq(i-1, "in", "by", "since", "until", "before", "after", "over", "during")
	if noun := p.at(k+1).kind == letter && !p.is(k+1, function) || p.eq(k+1, "of"); !alone && (!asked || noun) {
		return w, 0 // winter coats, the fall of Rome
	}
	return w, k + 1
}

// decadePoint reads a decade: 1990s, the '90s, the nineties, les années 1990, années 90.
func (p *parser) decadePoint(i int) (w when, j int) {
	w.unit, w.rule = decade, "decade"
	k := p.skip(i, det)
	if n := int(p.w(k).decade); n != 0 {
		if k == i && p.at(i-1).kind != stop && p.w(i-1).part == whole {
			return w, 0
		}
		w.y = 1900 + n
		return w, k + 1
	}
	if p.eq(k, "annees") {
		return p.frenchDecade(k + 1)
	}
	n := k
	if p.ch(n) == '\'' {
		n++
	}
	if d := p.digits(n); d != 4 && d != 2 || d == 2 && !p.glued(n+1) || !p.eq(n+1, "s") && !(p.ch(n+1) == '\'' && p.eq(n+2, "s") && p.glued(n+1) && p.glued(n+2)) {
		return w, 0
	}
	y := p.at(n).num
	if p.digits(n) == 2 {
		if n == k && (y < 50 || k == i || !p.eq(i, "the")) && p.w(i-1).part == whole && !p.eq(i-1, "and") {
			return w, 0 // in her 30s
		}
		y = 1900 + y
	}
	if y%10 != 0 || y < 1000 || y > 2200 || y < 1920 && p.digits(n) == 2 {
		return w, 0
	}
	if w.y = y; y%100 == 0 && y < 2000 { // the 1800s
		w.unit = century
	}
	if p.ch(n+1) == '\'' {
		n++
	}
	return w, n + 2
}

// frenchDecade reads what follows "années": 1990, 90, quatre-vingt-dix, folles.
func (p *parser) frenchDecade(i int) (w when, j int) {
	w.unit, w.rule = decade, "decade"
	y, j := p.at(i).num, i+1
	switch {
	case p.digits(i) == 4 && y >= 1000 && y < 2200:
	case p.digits(i) == 2 && y >= 20:
		y += 1900
	case p.at(i).kind == letter:
		if y, j = p.numberWords(i); j == 0 || y < 20 || y > 99 || y%10 != 0 {
			return w, 0
		}
		y += 1900
	default:
		return w, 0
	}
	if y%10 != 0 {
		return w, 0
	}
	w.y = y
	return w, j
}

// centuryPoint reads a century: 21st century, XIXe siècle, le quinzième siècle.
func (p *parser) centuryPoint(i int) (w when, j int) {
	w.unit, w.rule = century, "century"
	k := p.skip(i, det)
	n, j := p.centuryNumber(k)
	if j == 0 {
		return w, 0
	}
	j = p.skipSign(j, "-")
	if p.w(j).unit != century || p.is(j, plural) && !p.is(i-1, and|det|to) && p.ch(i-1) != ',' {
		return w, 0
	}
	w.y = 100*(n-1) + 1
	if n == 1 {
		w.y = 1
	}
	if p.eq(j+1, "av", "avant", "bc", "bce") {
		return w, 0
	}
	return w, j + 1
}

// centuryNumber reads the number of a century: 21st, XIXe, quinzième.
func (p *parser) centuryNumber(i int) (int, int) {
	n, j := p.roman(i)
	if j == 0 {
		n, j = p.ordinal(i)
	}
	if j == 0 || n > 30 {
		return 0, 0
	}
	return n, j
}

// roman reads a Roman numeral with its French ending: XIXe, XXIème, Ier.
func (p *parser) roman(i int) (int, int) {
	t := p.at(i)
	if t.kind != letter || !t.upper || t.end-t.start > 12 {
		return 0, 0
	}
	n, last, k := 0, 0, t.start
	for ; k < t.end; k++ {
		v := romanDigit(p.text[k])
		if v == 0 {
			break
		}
		if n += v; last < v {
			n -= 2 * last
		}
		last = v
	}
	switch p.text[k:t.end] {
	case "e", "è", "ème", "ième", "eme", "er", "":
		return n, i + 1
	}
	return 0, 0
}

func romanDigit(c byte) int {
	switch c {
	case 'I':
		return 1
	case 'V':
		return 5
	case 'X':
		return 10
	}
	return 0
}
