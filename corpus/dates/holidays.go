package dates

import "verbatim/corpus"

// holiday is a feast with its names in both languages, the longer ones first.
type holiday struct {
	names [][]string
	lang  int
	day   func(year int) corpus.Day
}

func fixed(m, d int) func(int) corpus.Day {
	return func(y int) corpus.Day { return dayOf(y, m, d) }
}

func afterEaster(days int) func(int) corpus.Day {
	return func(y int) corpus.Day { return easter(y) + corpus.Day(days) }
}

// nthWeekday is the nth weekday of a month, from its end when n is negative.
func nthWeekday(m, wd, n int) func(int) corpus.Day {
	return func(y int) corpus.Day {
		if n < 0 {
			last := dayOf(y, m+1, 1) - 1
			return last - corpus.Day((weekdayOf(last)-wd+7)%7)
		}
		first := dayOf(y, m, 1)
		return first + corpus.Day((wd-weekdayOf(first)+7)%7+7*(n-1))
	}
}

// easter is Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher).
func easter(y int) corpus.Day {
	a, b, c := y%19, y/100, y%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return dayOf(y, n/31, n%31+1)
}

var holidays = []holiday{
	{[][]string{{"christmas", "eve"}}, english, fixed(12, 24)},
	{[][]string{{"christmas", "day"}, {"christmas"}}, english, fixed(12, 25)},
	{[][]string{{"boxing", "day"}}, english, fixed(12, 26)},
	{[][]string{{"new", "year", "'", "s", "eve"}, {"new", "years", "eve"}, {"new", "year", "eve"}}, english, fixed(12, 31)},
	{[][]string{{"new", "year", "'", "s", "day"}, {"new", "years", "day"}, {"new", "year", "day"}, {"new", "year"}}, english, fixed(1, 1)},
	{[][]string{{"ash", "wednesday"}}, english, afterEaster(-46)},
	{[][]string{{"palm", "sunday"}}, english, afterEaster(-7)},
	{[][]string{{"good", "friday"}}, english, afterEaster(-2)},
	{[][]string{{"easter", "monday"}}, english, afterEaster(1)},
	{[][]string{{"easter", "sunday"}, {"easter"}}, english, afterEaster(0)},
	{[][]string{{"independence", "day"}}, english, fixed(7, 4)},
	{[][]string{{"thanksgiving", "day"}, {"thanksgiving"}}, english, nthWeekday(11, 4, 4)},
	{[][]string{{"black", "friday"}}, english, func(y int) corpus.Day { return nthWeekday(11, 4, 4)(y) + 1 }},
	{[][]string{{"halloween"}}, english, fixed(10, 31)},
	{[][]string{{"labor", "day"}, {"labour", "day"}}, english, nthWeekday(9, 1, 1)},
	{[][]string{{"memorial", "day"}}, english, nthWeekday(5, 1, -1)},
	{[][]string{{"veterans", "day"}}, english, fixed(11, 11)},
	{[][]string{{"columbus", "day"}}, english, nthWeekday(10, 1, 2)},
	{[][]string{{"martin", "luther", "king", "day"}}, english, nthWeekday(1, 1, 3)},
	{[][]string{{"presidents", "day"}}, english, nthWeekday(2, 1, 3)},
	{[][]string{{"valentine", "'", "s", "day"}, {"valentines", "day"}}, english, fixed(2, 14)},
	{[][]string{{"st", "patrick", "'", "s", "day"}, {"saint", "patrick"}}, english, fixed(3, 17)},
	{[][]string{{"april", "fools", "day"}, {"april", "fools"}}, english, fixed(4, 1)},
	{[][]string{{"earth", "day"}}, english, fixed(4, 22)},
	{[][]string{{"juneteenth"}}, english, fixed(6, 19)},
	{[][]string{{"all", "saints", "day"}}, english, fixed(11, 1)},
	{[][]string{{"international", "workers", "'", "day"}, {"may", "day"}}, english, fixed(5, 1)},

	{[][]string{{"veille", "de", "noel"}, {"reveillon", "de", "noel"}}, french, fixed(12, 24)},
	{[][]string{{"jour", "de", "noel"}, {"noel"}}, french, fixed(12, 25)},
	{[][]string{{"jour", "de", "l'", "an"}, {"nouvel", "an"}}, french, fixed(1, 1)},
	{[][]string{{"saint", "sylvestre"}}, french, fixed(12, 31)},
	{[][]string{{"saint", "valentin"}}, french, fixed(2, 14)},
	{[][]string{{"saint", "patrick"}}, french, fixed(3, 17)},
	{[][]string{{"mardi", "gras"}}, french, afterEaster(-47)},
	{[][]string{{"mercredi", "des", "cendres"}}, french, afterEaster(-46)},
	{[][]string{{"dimanche", "des", "rameaux"}}, french, afterEaster(-7)},
	{[][]string{{"vendredi", "saint"}}, french, afterEaster(-2)},
	{[][]string{{"lundi", "de", "paques"}, {"paques", "lundi"}}, french, afterEaster(1)},
	{[][]string{{"dimanche", "de", "paques"}, {"paques", "dimanche"}, {"paques"}}, french, afterEaster(0)},
	{[][]string{{"jeudi", "de", "l'", "ascension"}}, french, afterEaster(39)},
	{[][]string{{"lundi", "de", "pentecote"}}, french, afterEaster(50)},
	{[][]string{{"pentecote"}}, french, afterEaster(49)},
	{[][]string{{"fete", "du", "travail"}}, french, fixed(5, 1)},
	{[][]string{{"fete", "nationale"}}, french, fixed(7, 14)},
	{[][]string{{"jour", "de", "la", "toussaint"}, {"journee", "de", "la", "toussaint"}, {"toussaint"}}, french, fixed(11, 1)},
	{[][]string{{"jour", "des", "morts"}}, french, fixed(11, 2)},
	{[][]string{{"poisson", "d'", "avril"}}, french, fixed(4, 1)},
	{[][]string{{"vendredi", "noir"}}, french, func(y int) corpus.Day { return nthWeekday(11, 4, 4)(y) + 1 }},
}

// holidayWords are the words that a holiday has its heart in.
var holidayWords = func() map[string]bool {
	m := map[string]bool{}
	for _, h := range holidays {
		for _, name := range h.names {
			for _, s := range name {
				if len(s) > 3 && s != "jour" && s != "saint" && s != "veille" && s != "king" {
					m[s] = true
				}
				if s != "'" {
					vocabulary[h.lang].each(s, func(*word) {})
				}
			}
		}
	}
	return m
}()

// feasts are the holidays of a language by the first word of their names.
var feasts = func() (by [2]map[string][]int) {
	by[french], by[english] = map[string][]int{}, map[string][]int{}
	for n, h := range holidays {
		for _, name := range h.names {
			if l := by[h.lang][name[0]]; len(l) == 0 || l[len(l)-1] != n {
				by[h.lang][name[0]] = append(l, n)
			}
			vocabulary[h.lang].role(feastFirst, name[0])
		}
	}
	return by
}()

// holidayPoint reads a feast: "Noël", "Easter 2018", "next Christmas", "le jour
// de l'an", "Thanksgiving weekend".
func (p *parser) holidayPoint(i int) (w when, j int) {
	i0 := i
	i = p.skip(i, det)
	rel, asked, _, k := p.relWords(i0, i)
	var feast *holiday
	if !p.is(k, feastFirst) {
		return w, 0
	}
	for _, n := range feasts[p.lang][p.w(k).s] {
		for _, name := range holidays[n].names {
			if e := p.names(k, name); e > j {
				feast, j = &holidays[n], e
			}
		}
	}
	if feast == nil || !asked && p.feastIsName(i0, k, j) {
		return w, 0
	}
	w = when{unit: day, rule: "holiday"}
	if !asked {
		var e int
		if rel, asked, _, e = p.relAfter(j); asked {
			j = e
		}
	}
	long := p.lang == english && p.w(j).unit == weekend
	if long {
		j++
	}
	y, e := p.yearNumber(p.skipWords(j, "of", "in", "de", "en"))
	if e > 0 && p.at(e-1).kind == digit {
		j = e
	} else if y = p.feastYear(feast, rel, asked); y != 0 {
		w.relative = true
	}
	if y != 0 {
		d := feast.day(y)
		w.span(d, d+1)
	}
	if long {
		w.unit = weekend
	}
	if long && w.known {
		w.span(unitAt(weekend, w.from-2, 0)) // of a Monday, the weekend before
	}
	return w, j
}

// feastIsName reports whether the feast at [k, j), its determiner at i, is
// somebody's name or a common word: Toussaint-Louverture, Père Noël, thanksgiving.
func (p *parser) feastIsName(i, k, j int) bool {
	if p.ch(j) == '-' && p.glued(j) {
		return true
	}
	first := p.at(i-1).kind == stop
	if p.lang == french && p.at(j).upper && p.at(j-1).upper && !first { // Noël Mamère
		return true
	}
	if before := p.at(i - 1); i == k && before.upper && before.kind == letter && !p.is(i-1, function) {
		return true
	}
	return p.eq(k, "thanksgiving") && !p.at(k).upper && !first
}

// names is seq for names, where an apostrophe may stand.
func (p *parser) names(i int, name []string) int {
	if s := p.w(i).s; s != name[0] {
		return 0
	}
	for _, s := range name {
		if s == "'" && p.ch(i) != '\'' || s != "'" && p.w(i).s != s {
			return 0
		}
		i++
		i = p.skipSign(i, "-")
	}
	if p.ch(i-1) == '-' {
		i--
	}
	return i
}

// feastYear is the year of a feast that is not dated: the nearest, the last or the next.
func (p *parser) feastYear(h *holiday, rel int, asked bool) int {
	if !p.ref.knows(month) {
		return 0
	}
	y, _, _ := civil(p.ref.date.From)
	best := y
	for try := y - 2; try <= y+2; try++ {
		d := h.day(try)
		switch {
		case !asked || rel == 0:
			if distance(d, p.ref.date) < distance(h.day(best), p.ref.date) {
				best = try
			}
		case rel < 0 && d < p.ref.date.From:
			best = try
		case rel > 0 && d >= p.ref.date.To:
			return try
		}
	}
	return best
}
