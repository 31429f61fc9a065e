package dates

import "strings"

// The two vocabularies.
const (
	french = iota
	english
)

// role is what a word can do in an expression; a word may have several.
type role uint64

const (
	det        role = 1 << iota // the
	of                          // of, in: before the larger unit
	to                          // from A to B
	and                         // A and B
	from                        // from A to B
	between                     // between A and B
	since                       // since A
	before                      // before A
	after                       // after A
	until                       // until A
	within                      // in two days
	more                        // more, less, plus, moins
	about                       // around, environ
	each                        // every, chaque
	few                         // some, quelques, several: a number that nobody knows
	recent                      // recent, ces derniers
	inYear                      // a preposition after which four digits are a year
	will                        // says that a sentence speaks of the future
	been                        // a, ont, avait: "été" after it is no summer
	counted                     // after a number, it says that the number counts things
	hour                        // heures, o'clock, am, pm
	daytime                     // morning, soir
	suffix                      // st, nd, er, ème, after digits
	business                    // business days
	anaphor                     // following, suivant: counts from what was said before
	plural                      // the unit in the plural
	unsure                      // a word of everyday language: a date only with help
	function                    // article, preposition, conjunction, auxiliary: no noun that is counted
	fiscal                      // school year, exercice budgétaire
	numbered                    // page, flight: the number after it is no year
	feastFirst                  // the first word of a holiday's name
	nextTo                      // veille, lendemain: next to another day
)

// unit is a unit of time.
type unit int8

const (
	noUnit unit = iota
	second
	minute
	hours
	day
	week
	weekend
	month
	quarter
	half
	season
	year
	decade
	century
)

// part is a part of a unit.
type part int8

const (
	whole part = iota
	early
	middle
	late
)

// word is an entry of a vocabulary: what the word can mean.
type word struct {
	s       string // folded
	roles   role
	month   int8 // 1 to 12
	weekday int8 // 1, Monday, to 7
	season  int8 // 1, spring, to 4, winter
	unit    unit
	part    part
	hasRel  bool
	rel     int8 // -1 last, 0 this, 1 next
	shift   int8 // yesterday -1, today 0, tomorrow 1
	hasDay  bool // shift is meant
	card    int  // 1 to 1000000
	ord     int  // 1 to 31
	decade  int8 // the nineties: 90
	size    int8 // of a unit: a fortnight has 2 weeks
	abbr    bool // an abbreviation: wants a full stop or a neighbour
}

func (w *word) is(r role) bool { return w.roles&r != 0 }

// table is a vocabulary by folded word.
type table map[string]*word

func (t table) find(b []byte) *word {
	if w := t[string(b)]; w != nil {
		return w
	}
	return none
}

// each calls f with the entry of every word of a list, which it makes where needed.
func (t table) each(list string, f func(w *word)) {
	for s := range strings.FieldsSeq(list) {
		w := t[s]
		if w == nil {
			w = &word{s: s}
			t[s] = w
		}
		f(w)
	}
}

// lists gives the words of every list a value, in order from first.
func (t table) lists(first int, set func(w *word, n int), lists ...string) {
	for n, list := range lists {
		t.each(list, func(w *word) { set(w, first+n) })
	}
}

func (t table) role(r role, list string) { t.each(list, func(w *word) { w.roles |= r }) }

func (t table) units(u unit, size int8, list string) {
	t.each(list, func(w *word) { w.unit, w.size = u, size })
}

func (t table) parts(p part, list string) { t.each(list, func(w *word) { w.part = p }) }

func (t table) rels(n int8, list string) {
	t.each(list, func(w *word) { w.hasRel, w.rel = true, n })
}

func (t table) days(n int8, list string) {
	t.each(list, func(w *word) { w.hasDay, w.shift = true, n })
}

func (t table) cards(n int, list string) { t.each(list, func(w *word) { w.card = n }) }

func (t table) abbreviations(list string) { t.each(list, func(w *word) { w.abbr = true }) }

func setMonth(w *word, n int)   { w.month = int8(n) }
func setWeekday(w *word, n int) { w.weekday = int8(n) }
func setSeason(w *word, n int)  { w.season = int8(n) }
func setCard(w *word, n int)    { w.card = n }
func setOrd(w *word, n int)     { w.ord = n }

var vocabulary = [2]table{french: frenchWords(), english: englishWords()}

// elisions are the words that keep their apostrophe.
var elisions = map[string]bool{
	"l": true, "d": true, "qu": true, "jusqu": true, "lorsqu": true, "aujourd": true, "puisqu": true,
	"n": true, "s": true, "c": true, "j": true, "m": true, "t": true, "presqu": true, "quelqu": true,
}
