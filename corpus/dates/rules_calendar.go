package dates

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
	s := n + 1
	if p.ch(s) == '\'' && p.glued(s) && p.glued(s+1) { // 1990's
		s++
	}
	if d := p.digits(n); d != 4 && d != 2 || d == 2 && !p.glued(s) || !p.eq(s, "s") {
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
	return w, s + 1
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

// yearPoint reads a year that its surroundings show to be one.
func (p *parser) yearPoint(i int) (w when, j int) {
	w.unit, w.rule = year, "year"
	k := i
	named := false
	if e := p.skip(k, det); p.eq(e, "annee", "year") || p.eq(e, "an") && p.lang == french {
		k = e
	}
	if p.eq(k, "annee", "year") || p.eq(k, "an") && p.lang == french || p.eq(k, "calendar") && p.eq(k+1, "year") || p.eq(k, "cy") {
		named = true
		if k = k + 1; p.eq(k, "year", "calendaire", "civile") {
			k++
		}
	}
	y, j := p.yearNumber(k)
	if j == 0 {
		if named && p.eq(k-1, "cy") && p.digits(k) == 2 {
			w.y = century19(p.at(k).num)
			return w, k + 1
		}
		return w, 0
	}
	if e := p.seq(j, "ad"); e > 0 {
		j = e
	}
	if !named && !p.yearLike(k, j, y) {
		return w, 0
	}
	w.y = y
	return w, j
}

// yearLike reports whether the number y at [i, j) is a year and does not count
// or number things.
func (p *parser) yearLike(i, j, y int) bool {
	if p.countedNoun(j) || p.ch(j) == '/' || p.ch(i-1) == '/' && p.glued(i) || p.ch(j) == '-' && p.digits(j+1) > 0 && p.glued(j) && p.glued(j+1) {
		return false
	}
	if c := p.ch(i - 1); c == '$' || c == '#' || p.is(i-1, numbered) {
		return false
	}
	if p.at(i).kind == letter {
		noun := p.at(j).kind == letter && !p.is(j, function)
		return p.eq(i-1, "in", "en", "since", "depuis", "an", "year", "until", "before", "after") && !noun || p.at(i-1).kind == stop && p.at(j).kind == stop
	}
	if p.at(j).kind == digit && !p.glued(j) { // 2000 500
		return false
	}
	next := p.at(j)
	noun := next.kind == letter && !next.upper && !next.w[french].is(function) && !next.w[english].is(function)
	if p.w(j).unit != 0 && p.w(j).unit < month && p.lang == french {
		return false
	}
	loose := p.eq(i-1, "for", "pour", "than", "and", "the", "to", "of", "des", "de", "du", "dans")
	asked := p.is(i-1, inYear) && (!loose || y%100 != 0 && !noun) || p.w(i-1).part != whole || p.w(i-1).month != 0
	if y%100 == 0 && noun {
		return p.eq(i-1, "en", "in", "since", "depuis")
	}
	if noun && p.is(i-1, of) && !p.eq(i-1, "en", "in", "the") && (y < 1900 || y > 2050) {
		return false
	}
	if y >= 1900 && y <= 2100 {
		return true
	}
	return asked && (!noun || p.eq(i-1, "en", "in", "since", "depuis")) || p.at(i-1).kind == stop && next.kind == stop ||
		p.ch(i-1) == '(' && p.ch(j) == ')'
}
