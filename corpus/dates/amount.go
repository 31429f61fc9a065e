package dates

import (
	"strconv"
	"strings"

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
			if !strings.Contains(s, "T") {
				s += "T"
			}
			s += strconv.Itoa(n) + part.name
			a.seconds %= part.size
		}
	}
	return s
}
