package verify

import (
	"regexp"
	"strconv"
	"strings"
)

// units are numbers in words below a hundred, in French and in English, folded.
// “un”, “une” and “one” count behind tens alone: elsewhere they are rarely
// numbers.
var units = map[string]int{
	"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13,
	"quatorze": 14, "quinze": 15, "seize": 16, "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
	"septante": 70, "huitante": 80, "octante": 80, "nonante": 90,
	"two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13,
	"fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40,
	"fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

var ones = map[string]bool{"un": true, "une": true, "one": true}

// scales are what a number before them is multiplied by.
var scales = map[string]float64{
	"mille": 1e3, "thousand": 1e3, "million": 1e6, "millions": 1e6, "milliard": 1e9, "milliards": 1e9, "billion": 1e9, "billions": 1e9,
}

// joinNumbers makes one word of each number that is written in words, or in
// figures and words: “three thousand” and « 2,5 millions » have the keys of
// “3,000” and « 2 500 000 ».
func joinNumbers(text string, words []word) []word {
	var all []word
	for i := 0; i < len(words); {
		n, value := readNumber(text, words[i:])
		key := strconv.FormatFloat(value, 'f', -1, 64)
		if n == 0 && len(all) > 0 && isNumber(all[len(all)-1].key) {
			n, key = percent(words[i:]), "%"
		}
		if n == 0 {
			all = append(all, words[i])
			i++
			continue
		}
		w := word{key: key, start: words[i].start, end: words[i+n-1].end}
		w.text = text[w.start:w.end]
		all = append(all, w)
		i += n
	}
	return all
}

// percent is how many words say “%”: “percent”, « pour cent ».
func percent(words []word) int {
	switch {
	case words[0].key == "percent":
		return 1
	case len(words) > 1 && (words[0].key == "pour" || words[0].key == "per") && words[1].key == "cent":
		return 2
	}
	return 0
}

// readNumber reads the number that words begin with, and says how many of them
// it takes: 0 for none.
func readNumber(text string, words []word) (n int, value float64) {
	if value, ok := abbreviated(words[0]); ok {
		return 1, value
	}
	var r numeral
	for i, w := range words {
		if i == 0 && ones[w.key] && len(words) > 1 && multiplies(words[1].key) {
			r.part = 1
			continue
		}
		if i > 0 && strings.Trim(text[words[i-1].end:w.start], " -\u00a0\u202f\u2010\u2011\n") != "" {
			break // a mark parts them
		}
		if !r.take(w.key) {
			break
		}
		if !r.open { // “and” needs something behind it
			n, value = i+1, r.total+r.part
		}
	}
	if n == 1 && r.figures { // figures alone are what they are
		return 0, 0
	}
	return n, value
}

// multiplies reports whether a word makes “one” before it a number: “one
// thousand”, « un million ».
func multiplies(key string) bool { return scales[key] > 0 && key != "mille" || key == "hundred" }

// short are letters behind figures: 3k, 308M, 1.5bn.
var short = regexp.MustCompile(`^(\d+(?:[.,]\d+)?)(k|K|M|bn|Bn|md|Md|Mds)$`)

// abbreviated reads a number that ends in such letters.
func abbreviated(w word) (float64, bool) {
	m := short.FindStringSubmatch(w.text)
	if m == nil {
		return 0, false
	}
	x, err := strconv.ParseFloat(strings.Replace(m[1], ",", ".", 1), 64)
	return x * map[string]float64{"k": 1e3, "m": 1e6, "bn": 1e9, "md": 1e9, "mds": 1e9}[strings.ToLower(m[2])], err == nil
}

// numeral is a number as it is read word by word.
type numeral struct {
	total   float64 // of what is before a scale
	part    float64 // since then
	scale   float64 // the last one; 0 before the first
	figures bool    // part is written in figures
	open    bool    // an “and” waits for what follows
}

// take adds a word to the number, or reports that it is none of it.
func (r *numeral) take(key string) bool {
	was := *r
	r.open = false
	u, unit := units[key]
	switch s, scale := scales[key]; {
	case unit && r.fits(u):
		if u == 20 && int(r.part)%100 == 4 {
			u = 76 // quatre-vingt
		}
		r.part += float64(u)
	case ones[key] && r.part >= 20 && int(r.part)%10 == 0 && !r.figures:
		r.part++
	case key == "cent" || key == "cents" || key == "hundred":
		if r.figures || r.part >= 20 || r.open != was.open || key != "cent" && r.part == 0 {
			*r = was
			return false
		}
		r.part = max(1, r.part) * 100
	case scale && (r.scale == 0 || s < r.scale) && (r.part > 0 || key == "mille"):
		r.total, r.part, r.scale, r.figures = r.total+max(1, r.part)*s, 0, s, false
	case (key == "and" || key == "et") && !was.open && !r.figures && r.total+r.part >= 20:
		r.open = true
	default:
		x, err := strconv.ParseFloat(key, 64)
		if err != nil || r.total+r.part > 0 || key[0] < '0' || key[0] > '9' {
			*r = was
			return false
		}
		r.part, r.figures = x, true
	}
	return true
}

// fits reports whether a number below a hundred may follow what was read.
func (r *numeral) fits(u int) bool {
	part := int(r.part)
	switch {
	case r.figures:
		return false
	case part%100 == 0: // nothing yet, or hundreds
		return true
	case u == 20 && part%100 == 4:
		return true
	case u < 10:
		return part%100 >= 20 && part%10 == 0
	case u < 20: // soixante-dix, quatre-vingt-onze
		return part%100 == 60 || part%100 == 80
	}
	return false
}
