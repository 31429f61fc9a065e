package dates

import (
	"strconv"

	"verbatim/corpus"
)

// amount is a length of time.
type amount struct {
	months, days, seconds int
	unit                  unit // the smallest unit that it was said in
	n                     int  // how many, when one unit was said
	vague                 bool // some days
	about                 bool
}

// amountOf reads a length: "two weeks", "3 ans et 2 mois", "a year and a half",
// "quelques jours", "plus d'un an".
func (p *parser) amountOf(i int) (a amount, j int) {
	i, a.about = p.modifier(i)
	for k := i; ; {
		n, vague, e := p.count(k)
		if e == 0 {
			break
		}
		e = p.skip(e, business)
		u, f := p.unitWord(e)
		if f == 0 || u == season || u == weekend || u == noUnit || p.w(e).s == "second" ||
			n == 1 && u == century && p.lang == french && p.is(e, plural) || p.decimal(k) {
			break
		}
		if p.glued(e) && p.at(k).kind == digit && p.at(e).end-p.at(e).start > 1 && u > minute && u != week && u != day && u != month {
			break
		}
		a.add(n*max(int(p.w(e).size), 1), u, vague)
		f = p.skip(f, business)
		f = p.andHalf(&a, f, u)
		j = f
		k = p.skipSign(f, ",")
		if p.is(k, and) && !p.eq(k, "ou", "or") {
			k++
		}
		if u <= second || n > 500 {
			break
		}
	}
	return a, j
}

func (a *amount) add(n int, u unit, vague bool) {
	if a.unit == noUnit || a.n == 0 && !a.vague {
		a.n = n
	} else {
		a.n = 0
	}
	a.unit, a.vague = u, a.vague || vague
	switch u {
	case second:
		a.seconds += n
	case minute:
		a.seconds += 60 * n
	case hours:
		a.seconds += 3600 * n
	case day:
		a.days += n
	case week:
		a.days += 7 * n
	case month:
		a.months += n
	case quarter:
		a.months += 3 * n
	case half:
		a.months += 6 * n
	case year:
		a.months += 12 * n
	case decade:
		a.months += 120 * n
	case century:
		a.months += 1200 * n
	}
}

// andHalf reads "et demi", "and a half".
func (p *parser) andHalf(a *amount, i int, u unit) int {
	if p.eq(i, "et") && p.eq(i+1, "demi", "demie") {
		i += 2
	} else if p.eq(i, "and") && p.eq(i+1, "a") && p.eq(i+2, "half") {
		i += 3
	} else {
		return i
	}
	switch u {
	case year:
		a.months += 6
		a.unit, a.n = month, 0
	case month:
		a.days += 15
		a.unit, a.n = day, 0
	case hours:
		a.seconds += 1800
		a.n = 0
	}
	return i
}

// modifier reads "plus de", "more than", "environ", "à peu près", "almost".
func (p *parser) modifier(i int) (int, bool) {
	switch {
	case p.is(i, more) && p.eq(i+1, "than", "de", "d'"):
		return i + 2, true
	case p.is(i, more) && p.lang == english, p.is(i, about):
		return i + 1, true
	case p.eq(i, "a") && p.eq(i+1, "peu") && p.eq(i+2, "pres"):
		return i + 3, true
	case p.eq(i, "pres", "presque") && p.eq(i+1, "de", "d'"):
		return i + 2, true
	case p.eq(i, "quelque") && p.digits(i+1) > 0:
		return i + 1, true
	case p.eq(i, "at") && p.eq(i+1, "least"):
		return i + 2, true
	}
	return i, false
}

// count reads how many: a number, "a", "a couple of", "quelques", "half a".
func (p *parser) count(i int) (n int, vague bool, j int) {
	if p.eq(i, "half") && p.eq(i+1, "a", "an") {
		return 0, true, i + 2
	}
	if p.eq(i, "a") && p.is(i+1, few) && p.lang == english || p.eq(i, "a") && p.eq(i+1, "couple", "dozen") {
		i++
	}
	if p.is(i, few) {
		return 0, true, p.skipWords(i+1, "of", "plus", "more")
	}
	if p.lang == french && p.eq(i, "a") {
		return 0, false, 0
	}
	n, j = p.cardinal(i)
	if j == 0 {
		return 0, false, 0
	}
	if p.eq(j-1, "couple", "dozen") || p.lang == english && p.eq(j, "of") && p.eq(j-1, "hundred", "thousand") {
		j = p.skipWords(j, "of")
	}
	return n, false, p.skipWords(j, "more", "full", "autres", "other")
}

// from is the day that is the amount after, or before, a day.
func (a *amount) from(d corpus.Day, sign int) corpus.Day {
	d = addMonths(d, sign*a.months) + corpus.Day(sign*a.days)
	return d + corpus.Day(sign*(a.seconds/86400))
}

// iso is the amount as ISO 8601 writes it: P3M, P2W, PT5H.
func (a *amount) iso() string {
	if a.vague {
		return "PX" + map[unit]string{day: "D", week: "W", month: "M", year: "Y", decade: "DE"}[a.unit]
	}
	s := "P"
	if y := a.months / 12; y > 0 {
		s += strconv.Itoa(y) + "Y"
	}
	if m := a.months % 12; m > 0 {
		s += strconv.Itoa(m) + "M"
	}
	if a.days > 0 && a.unit == week && a.days%7 == 0 && a.months == 0 && a.seconds == 0 {
		return s + strconv.Itoa(a.days/7) + "W"
	}
	if a.days > 0 {
		s += strconv.Itoa(a.days) + "D"
	}
	for _, part := range []struct {
		size int
		name string
	}{{3600, "H"}, {60, "M"}, {1, "S"}} {
		if n := a.seconds / part.size; n > 0 {
			if !hasT(s) {
				s += "T"
			}
			s += strconv.Itoa(n) + part.name
			a.seconds %= part.size
		}
	}
	return s
}

func hasT(s string) bool {
	for i := range len(s) {
		if s[i] == 'T' {
			return true
		}
	}
	return false
}

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
	if j == 0 || a.unit < day {
		return w, 0
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
	d.resolve(&p.ref, sign > 0)
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

// window reads a stretch that ends or begins now: "the last three months", "les
// 3 prochains jours", "within two weeks", "in recent weeks", "ces dernières années".
func (p *parser) window(i int) (w when, j int) {
	a, sign, j := p.windowWords(i)
	if a.vague && p.eq(j, "of", "de", "du", "des", "d'") || p.eq(j-1, "suivant") && p.at(j).kind == letter {
		return w, 0 // the last days of Pompeii, dans les dix ans suivant sa mort
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
