package dates

// figures reads dates in figures: 2024-10-23, 23/10/2024, 10/23/24, 2024/Oct/23,
// 20241023, 11/2016, 22/04.
func (p *parser) figures(i int) (w when, j int) {
	w.rule = "figures"
	i0 := i
	i = p.skip(i, det)
	if p.w(i0).hasRel {
		i = i0 + 1
	}
	wd, j := p.weekdayName(i)
	if j > 0 {
		i = p.skipWords(p.skipSign(j, ","), "le", "the", "du")
	}
	w, j = p.figuresOnly(i, wd != 0, wd != 0 || p.eq(i-1, "le", "on", "du", "au", "since", "depuis", "from"))
	w.wd, w.rule = wd, "figures"
	return w, j
}

func (p *parser) figuresOnly(i int, weekday, sure bool) (when, int) {
	if p.digits(i) == 8 {
		return p.compactDate(i)
	}
	sep := p.ch(i + 1)
	if p.digits(i) == 0 && p.w(i).month == 0 || p.digits(i) > 4 {
		return when{}, 0
	}
	if sep == 0 {
		return p.spacedFigures(i, sure)
	}
	if sep != '/' && sep != '-' && sep != '.' {
		return when{}, 0
	}
	if p.glued(i+1) && p.glued(i+2) && p.ch(i+3) == sep && p.glued(i+3) && p.glued(i+4) {
		if w, j := p.threeFigures(i); j > 0 {
			return w, j
		}
	}
	return p.twoFigures(i, weekday, sure)
}

func (p *parser) compactDate(i int) (w when, j int) {
	n := p.at(i).num
	y, m, d := n/10000, n/100%100, n%100
	if y < 1900 || y > 2100 || !validDay(y, m, d) || p.glued(i+1) && p.at(i+1).kind == letter && !p.eq(i+1, "t") {
		return w, 0
	}
	return when{unit: day, y: y, m: m, d: d}, i + 1
}

// threeFigures reads three parts between two equal signs, one of which may be
// the name of a month.
func (p *parser) threeFigures(i int) (when, int) {
	a, b, c := i, i+2, i+4
	if p.glued(c+1) && (p.at(c+1).kind == letter && !p.eq(c+1, "t") || p.ch(c+1) == p.ch(i+1) && p.digits(c+2) > 0 && p.glued(c+2) && p.ch(i+1) != '-') {
		return when{}, 0
	}
	for _, k := range []int{a, b, c} {
		if m := int(p.w(k).month); m != 0 {
			return p.namedFigures(a, b, c, k, m)
		}
		if p.digits(k) == 0 {
			return when{}, 0
		}
	}
	na, nb, nc := p.at(a).num, p.at(b).num, p.at(c).num
	if p.digits(a) == 4 {
		if nb > 12 {
			nb, nc = nc, nb
		}
		return p.dayFigures(na, nb, nc, c+1, p.digits(b) <= 2 && p.digits(c) <= 2)
	}
	y := nc
	switch p.digits(c) {
	case 2:
		y = century19(nc)
	case 4:
	default:
		return when{}, 0
	}
	d, m := na, nb
	if p.lang == english {
		d, m = nb, na
	}
	if m > 12 && d <= 12 {
		d, m = m, d
	}
	ok := p.digits(a) <= 2 && p.digits(b) <= 2 && (p.ch(i+1) != '.' || p.digits(c) == 4 || p.digits(a) == 2 && p.digits(b) == 2)
	return p.dayFigures(y, m, d, c+1, ok)
}

func (p *parser) dayFigures(y, m, d, end int, ok bool) (when, int) {
	if !ok || y < 1000 || y > 2300 || m < 1 || m > 12 || d < 1 || d > 31 {
		return when{}, 0
	}
	return when{unit: day, y: y, m: m, d: d}, end
}

// namedFigures reads figures and the name of a month at k.
func (p *parser) namedFigures(a, b, c, k, m int) (when, int) {
	y, d := 0, 0
	for _, i := range []int{c, b, a} {
		switch n := p.at(i).num; {
		case i == k:
		case p.digits(i) == 4 && y == 0:
			y = n
		case p.digits(i) > 0 && p.digits(i) <= 2 && n <= 31 && d == 0 && (y != 0 || i != c || n == 0 || p.digits(a) == 4 || p.digits(b) == 4):
			d = n
		case p.digits(i) == 2 && y == 0:
			y = century19(n)
		}
	}
	return p.dayFigures(y, m, d, c+1, y != 0 && d != 0)
}

// twoFigures reads a month of a year, or a day of a month.
func (p *parser) twoFigures(i int, weekday, sure bool) (when, int) {
	a, sep, c := i, p.ch(i+1), i+2
	if p.digits(a) == 0 || p.digits(c) == 0 || p.ch(c+1) == sep && p.digits(c+2) > 0 && p.glued(c+2) {
		return when{}, 0
	}
	if p.glued(c+1) && p.at(c+1).kind == letter || p.ch(c+1) == '%' || p.countedNoun(c+1) {
		return when{}, 0
	}
	na, nc := p.at(a).num, p.at(c).num
	switch {
	case sep == '-' && p.digits(a) == 4 && p.text[p.at(i+1).start] != '-': // 2005–06 is two years
		return when{}, 0
	case sep != '.' && p.digits(a) == 4 && p.digits(c) <= 2 && nc >= 1 && nc <= 12 && na > 1500 && na < 2200 && !p.yearsApart(a, c):
		return when{unit: month, y: na, m: nc}, c + 1
	case sep != '.' && p.digits(c) == 4 && p.digits(a) <= 2 && na >= 1 && na <= 12 && nc > 1500 && nc < 2200:
		return when{unit: month, y: nc, m: na}, c + 1
	case p.digits(a) > 2 || p.digits(c) > 2 || !p.glued(i+1) || !p.glued(i+2):
		return when{}, 0
	}
	sure = sure || sep == '/' && p.ch(i-1) == '-' && p.digits(i-2) > 0
	if sep != '/' && !weekday { // 6-2 is a score, 5.12 a number
		return when{}, 0
	}
	return p.dayOfMonthFigures(na, nc, i, sure)
}

// yearsApart reports whether the figures after a year are the end of a later
// one rather than a month: 1905-7, 2005/06, 2009-10.
func (p *parser) yearsApart(year, last int) bool {
	y, n := p.at(year).num, p.at(last).num
	if p.digits(last) == 1 {
		return p.ch(last-1) == '-' && n > y%10 && y < 2000
	}
	return n == y%100+1 && (n > 9 || p.ch(last-1) == '/')
}

func (p *parser) dayOfMonthFigures(d, m, i int, sure bool) (when, int) {
	if p.lang == english {
		d, m = m, d
	}
	if m > 12 && d <= 12 {
		if d, m = m, d; !sure && p.lang == french { // 1/31 is a squadron or a share
			return when{}, 0
		}
	}
	if m < 1 || m > 12 || d < 1 || d > 31 {
		return when{}, 0
	}
	if d == 11 && m == 9 && p.lang == english && (!sure || p.eq(i-1, "since")) && p.ch(i+3) != '/' {
		return when{unit: day, y: 2001, m: 9, d: 11}, i + 3 // 9/11 is a name
	}
	alone := p.at(i-1).kind == stop && p.at(i+3).kind == stop
	if !sure && !alone && p.digits(i) == 1 && p.digits(i+2) == 1 { // 2/3, a fraction
		return when{}, 0
	}
	if n := p.at(i + 2).num; !sure && !alone && (n == 10 && p.digits(i) == 1 || n == 20 && p.lang == french || n == p.at(i).num) { // 7/10, 12/20
		return when{}, 0
	}
	if !sure && p.at(i).num == 24 && p.at(i+2).num == 7 || !validDay(2024, m, d) && d > 30 {
		return when{}, 0
	}
	w := when{unit: day, m: m, d: d}
	if y, j := p.yearNumber(i + 4); j > 0 && p.ch(i+3) == ',' && p.digits(i+4) == 4 {
		w.y = y
		return w, j
	}
	return w, i + 3
}

// spacedFigures reads figures with spaces between them, the last of which is a year.
func (p *parser) spacedFigures(i int, sure bool) (when, int) {
	a, b, c := i, i+1, i+2
	if p.digits(a) == 0 || p.digits(b) == 0 || p.digits(c) == 0 || p.digits(c+1) > 0 || p.at(a-1).kind == digit ||
		p.decimal(a) || p.decimal(c) || !p.at(b).space || p.countedNoun(c+1) {
		return when{}, 0
	}
	if p.digits(a) == 4 {
		return p.dayFigures(p.at(a).num, p.at(b).num, p.at(c).num, c+1, p.digits(b) == 2 && p.digits(c) == 2)
	}
	d, m, y := p.at(a).num, p.at(b).num, p.at(c).num
	if p.lang == english || m > 12 {
		d, m = m, d
	}
	if p.digits(c) == 2 && (sure || p.digits(a) == 2 && p.digits(b) <= 2) {
		y = century19(y)
	} else if p.digits(c) != 4 {
		return when{}, 0
	}
	return p.dayFigures(y, m, d, c+1, p.digits(a) <= 2 && p.digits(b) <= 2)
}
