package dates

// dayNumber reads a day of a month: 7, 1er, 7th, first, twenty-ninth, vingt-neuf.
func (p *parser) dayNumber(i int) (int, int) {
	if n := p.digits(i); n > 0 {
		t := p.at(i)
		if n > 2 || t.num < 1 || t.num > 31 || p.decimal(i) {
			return 0, 0
		}
		if p.glued(i+1) && p.at(i+1).kind == letter {
			if p.is(i+1, suffix) {
				return t.num, i + 2
			}
			if p.w(i+1).month == 0 { // 14april
				return 0, 0
			}
		}
		return t.num, i + 1
	}
	if n, j := p.ordinal(i); j > 0 && n <= 31 {
		return n, j
	}
	if p.eq(i, "a", "an", "un", "une", "one", "couple") {
		return 0, 0
	}
	if n, j := p.cardinal(i); j > 0 && n <= 31 {
		return n, j
	}
	return 0, 0
}

// decimal reports whether the digits at i are part of a longer figure: 3.5, 6,107.31, 10:30, 12%.
func (p *parser) decimal(i int) bool {
	if c := p.ch(i - 1); (c == '.' || c == ',' || c == ':') && p.glued(i) && p.glued(i-1) && p.at(i-2).kind == digit {
		return true
	}
	switch p.ch(i + 1) {
	case '.', ',', ':':
		return p.glued(i+1) && p.glued(i+2) && p.at(i+2).kind == digit
	case '%', '$':
		return true
	}
	return false
}

// ordinal reads an ordinal in words or figures: third, twenty-first, 21st, 3e.
func (p *parser) ordinal(i int) (int, int) {
	if p.digits(i) > 0 && p.digits(i) <= 2 && p.glued(i+1) && p.is(i+1, suffix) {
		return p.at(i).num, i + 2
	}
	w := p.w(i)
	if w.ord != 0 {
		return w.ord, i + 1
	}
	if w.card >= 10 && w.card%10 == 0 && w.card < 100 {
		j := p.skipSign(i+1, "-")
		j = p.skipWords(j, "et")
		j = p.skipSign(j, "-")
		if o := p.w(j).ord; o > 0 && o < 10 {
			return w.card + o, j + 1
		}
		if p.eq(j, "unieme") {
			return w.card + 1, j + 1
		}
	}
	return 0, 0
}

// cardinal reads a number in figures of up to four digits or in words.
func (p *parser) cardinal(i int) (int, int) {
	if n := p.digits(i); n > 0 {
		if n > 4 || p.decimal(i) || p.at(i-1).kind == digit || p.glued(i+1) && p.at(i+1).kind == letter && p.w(i+1).unit == 0 {
			return 0, 0
		}
		return p.at(i).num, i + 1
	}
	return p.numberWords(i)
}

// numberWords reads a number in words below 10,000: twenty-five, quatre-vingt-dix,
// two thousand and fifteen.
func (p *parser) numberWords(i int) (int, int) {
	total, cur, end := 0, 0, 0
	for j := i; end == 0 || j < i+12; {
		k := j
		if end > 0 {
			k = p.skipSign(k, "-")
			if p.eq(k, "and", "et") && end > 0 {
				k = p.skipSign(k+1, "-")
			}
		}
		v := p.w(k).card
		next, ok := addNumber(cur, v)
		if v == 0 || !ok {
			break
		}
		if v == 1000 {
			total, next = total+next, 0
		}
		cur, j, end = next, k+1, k+1
	}
	if end == 0 || total+cur > 9999 {
		return 0, 0
	}
	return total + cur, end
}

// addNumber puts a number word after others whose sum is cur.
func addNumber(cur, v int) (int, bool) {
	switch {
	case v == 1000 || v == 100 && cur < 20:
		return max(cur, 1) * v, cur < 1000 && cur != 12 || v == 100
	case cur == 0:
		return v, true
	case cur == 4 && v == 20: // quatre-vingt
		return 80, true
	case cur%100 == 60 && v >= 10 && v < 20, cur%100 == 80 && v < 20:
		return cur + v, true
	case cur%10 == 0 && cur%100 >= 20 && v < 10:
		return cur + v, true
	case cur%100 == 10 && v >= 7 && v <= 9: // dix-sept
		return cur + v, true
	case cur%100 == 70 && v >= 7 && v <= 9, cur%100 == 90 && v >= 7 && v <= 9: // soixante-dix-sept
		return cur + v, true
	case cur%100 == 0 && v < 100:
		return cur + v, true
	}
	return cur, false
}

// yearNumber reads a year: 2024, '98, nineteen ninety-six, deux mille vingt.
func (p *parser) yearNumber(i int) (int, int) {
	t := p.at(i)
	if n := p.digits(i); n == 4 && t.num >= 1000 && t.num < 2300 && !p.decimal(i) {
		if p.glued(i+1) && p.at(i+1).kind == letter {
			return 0, 0
		}
		return t.num, i + 1
	}
	if p.ch(i) == '\'' && p.digits(i+1) == 2 && p.glued(i+1) && !(p.glued(i+2) && p.at(i+2).kind == letter) {
		return century19(p.at(i + 1).num), i + 2
	}
	return p.yearWords(i)
}

// yearWords reads a year in words.
func (p *parser) yearWords(i int) (int, int) {
	if p.at(i).kind != letter || p.w(i).card < 2 {
		return 0, 0
	}
	n, j := p.numberWords(i)
	if n >= 1000 && n < 2300 {
		return n, j
	}
	if n < 13 || n > 20 {
		return 0, 0
	}
	j = p.skipSign(j, "-")
	if rest, k := p.numberWords(j); k > 0 && rest >= 10 && rest < 100 {
		return 100*n + rest, k
	}
	if p.eq(j, "hundred") {
		k := p.skipWords(j+1, "and")
		if rest, l := p.numberWords(k); l > 0 && rest < 100 {
			return 100*n + rest, l
		}
		return 100 * n, j + 1
	}
	return 0, 0
}

// century19 puts two digits into 1931 to 2030, the usual window.
func century19(n int) int {
	if n <= 30 {
		return 2000 + n
	}
	return 1900 + n
}

// yearAfter reads the year that may stand after a month: ", 2024", "de 2024",
// "in 2024", "/2024", "74". It is i when there is none.
func (p *parser) yearAfter(i int) (int, int) {
	for _, j := range []int{i, p.skipSign(i, ",./-"), p.skipWords(p.skipSign(i, ","), "of", "in", "de", "en", "a")} {
		y, k := p.yearNumber(j)
		if k == 0 || p.at(j).kind == letter && y < 1500 {
			continue
		}
		if p.countedNoun(k) && y%100 == 0 {
			continue
		}
		return y, k
	}
	j := p.skipWords(i, "of")
	if p.digits(j) == 2 && p.at(j).num > 31 && !p.decimal(j) && !p.glued(j) && p.at(j+1).kind != digit && !p.countedNoun(j+1) && p.w(j+1).unit == 0 {
		return 1900 + p.at(j).num, j + 1
	}
	return 0, i
}

// yearOf gives w the year that stands after its month at i, which may be one
// that is counted: "of last year", "de la même année".
func (p *parser) yearOf(w *when, i int) int {
	y, j := p.yearAfter(i)
	if y != 0 {
		w.y = y
		return j
	}
	next := p.at(i + 1).kind
	if p.digits(i) == 3 && w.d != 0 && p.at(i).num >= 100 && !p.decimal(i) && next != digit && (next != letter || p.is(i+1, function)) { // le 25 juin 841
		w.y = p.at(i).num
		return i + 1
	}
	if !p.eq(i, "of", "de", "this", "last", "next") || p.eq(i, "this", "last", "next") && p.w(i+1).unit != year {
		return i
	}
	outer, j := p.relUnit(p.skipWords(i, "of", "de"))
	if j == 0 || outer.unit != year {
		return i
	}
	if w.relative = true; outer.known {
		w.y, _, _ = civil(outer.from)
	} else {
		w.vague = true
	}
	return j
}

// countedNoun reports whether the word at i says that the number before counts things.
func (p *parser) countedNoun(i int) bool {
	t := p.at(i)
	return t.w[french].is(counted) || t.w[english].is(counted) ||
		(t.ch == 0 && t.kind == sign && p.text[t.start:t.end] == "€") || t.ch == '%' || t.ch == '$'
}
