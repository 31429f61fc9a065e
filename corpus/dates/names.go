package dates

import "strings"

// named reports whether what was found at h is a name, a number or a score that
// only looks like a date: Windows 2000, Marshal Juin, the October Revolution, a
// man of 5'10". Each test is a habit of the two languages, not a list of cases.
func (p *parser) named(h *hit) bool {
	if h.typ != Date {
		return false
	}
	if p.beforeChrist(h) {
		return true
	}
	if p.at(h.start).kind == digit || p.ch(h.start) == '\'' {
		return p.numberOf(h) || p.score(h) || h.rule == "day and month" && p.street(h.start)
	}
	return p.nameOfMonth(h) || p.nameOfWeekday(h) || p.titled(h) || p.numeral(h) || p.matchPart(h)
}

// beforeChrist reports whether a year or century is counted back from the
// birth of Christ. News has little use for those, and this package no days.
func (p *parser) beforeChrist(h *hit) bool {
	if h.unit < year {
		return false
	}
	return p.eq(h.end, "bc", "bce") || p.eq(h.end, "av", "avant") && p.lang == french && (p.ch(h.end+1) == '.' || p.eq(h.end+1, "jesus", "j", "jc") || p.eq(h.end+1, "notre"))
}

// wordSet is a list of words in lower case, accents kept.
func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for s := range strings.FieldsSeq(list) {
		set[s] = true
	}
	return set
}

// lower is the word or sign at i in lower case, as it is spelt.
func (p *parser) lower(i int) string {
	t := p.at(i)
	return strings.ToLower(p.text[t.start:t.end])
}

// products are names that a model's number follows, with a capital letter.
var products = wordSet("windows server office word excel outlook photoshop autocad peugeot boeing airbus opel nokia " +
	"route highway bus flight room unit gate box class rfc iso cei iec type norme locomotive asteroid regulation resolution " +
	"romeo galaxy chevrolet ram")

// numberWords are words after which a number counts pages, rules or works, never years.
var numbering = wordSet("p pp page pages n° no numéro numero n article articles art chapitre chapter section paragraphe paragraph " +
	"version résolution resolution vol bus tram route nationale départementale autoroute chambre porte bp norme astéroïde asteroid " +
	"locomotive bâtiment lot roman novel flight room gate rfc")

// numberOf reports whether a number is numbered by the word before it, measured
// by the word after it, or one of a ratio.
func (p *parser) numberOf(h *hit) bool {
	before := h.start - 1
	if p.ch(before) == '.' && p.glued(before) { // p. 1984
		before--
	}
	word := p.lower(before)
	if p.at(before).kind == letter && (numbering[word] || products[word] && p.at(before).upper) && (before == h.start-1 || len(word) <= 3) {
		return true
	}
	if p.ch(h.start) == '\'' {
		return p.at(before).kind == digit && p.glued(h.start) // 5'10"
	}
	if h.rule != "year" || h.end-h.start > 1 {
		return false
	}
	next := h.end
	if p.ch(next) == '-' && p.glued(next) && p.glued(next+1) { // a 2000-pound bomb
		next++
	}
	switch {
	case measures[p.lower(next)]:
		return true
	case p.at(before).kind == digit && p.at(before-1).kind == digit: // 01 42 12 10 2010
		return true
	case p.eq(before, "in", "sur") && (p.w(before-1).card == 1 || p.at(before-1).num == 1) && p.at(next).kind == letter && p.w(next) == none:
		return true // one in 2000 women
	case (p.eq(next, "to", "a") || p.ch(next) == '-') && p.digits(next+1) == 4 && (p.countedNoun(next+2) || measures[p.lower(next+2)]):
		return true // from 1990 to 2010 euros
	}
	return p.address(h) || p.countedPlural(h)
}

// measures are units and things that a number before them counts, in either language.
var measures = wordSet("hz khz mhz ghz mm cm kw kwh mwh gw watts volts rpm cc cm³ pound foot mile meter metre kilometer kilometre inch " +
	"inches calories grammes grams tours mètres cas contractors adhérents abonnés spectateurs kcal ch chevaux")

var streets = wordSet("street avenue road boulevard drive lane square st ave rd blvd court terrace")

// address reports whether a number is of a house or a postal code: 1950 Main
// Street, à 2000 Neuchâtel.
func (p *parser) address(h *hit) bool {
	k := h.end
	for k < h.end+4 && p.at(k).kind == letter && p.at(k).upper {
		if streets[p.lower(k)] && k > h.end {
			return true
		}
		k++
	}
	return p.lang == french && k > h.end && p.eq(h.start-1, "a") && p.digits(h.start-2) == 0 && !p.is(h.end, function)
}

// street reports whether the date at i is a street's: rue du 4-Septembre.
func (p *parser) street(i int) bool {
	if !p.eq(i, "du") {
		i--
	}
	return p.eq(i, "du") && p.eq(i-1, "rue", "avenue", "place", "boulevard", "quai", "pont", "stade")
}

// adverbs are French words that end like plurals and may follow a year.
var adverbs = wordSet("toujours jamais ailleurs certains certaines plusieurs divers diverses désormais parfois mais dès")

// countedPlural reports whether a French plural stands after the number that
// counts it: 2005 adhérents. After a preposition of time it is a year all the same.
func (p *parser) countedPlural(h *hit) bool {
	next, prev := p.at(h.end), h.start-1
	if p.lang != french || next.kind != letter || next.upper || next.w[french] != none || next.w[english] != none || adverbs[p.lower(h.end)] {
		return false
	}
	noun := p.lower(h.end)
	if len(noun) < 5 || noun[len(noun)-1] != 's' || p.digits(prev-1) == 4 {
		return false
	}
	return p.eq(prev, "les", "des", "ces", "ses", "aux", "et", "environ", "par", "que", "avec") || p.lower(prev) == "leurs"
}

// score reports whether figures are the legs of a match, (1-2/2 -0), or go on as
// a number: +86 2010-2015-86.
func (p *parser) score(h *hit) bool {
	if h.rule == "range" && p.digits(h.end-1) == 4 && p.ch(h.end) == '-' && p.glued(h.end) && p.digits(h.end+1) > 0 && p.glued(h.end+1) {
		return true
	}
	return (h.rule == "range" || h.rule == "figures") && p.ch(h.end) == '-' && p.digits(h.end+1) > 0 && p.digits(h.end-1) < 3 && p.ch(h.end-2) == '/'
}

var (
	upheavals = wordSet("revolution monarchy crisis uprising manifesto surprise ordinances")
	ofMonths  = wordSet("révolution revolution monarchie ordonnances manifeste rue place avenue boulevard pont stade lycée")
	persons   = wordSet("m mm mme mmes mlle mr mrs ms dr maréchal général colonel capitaine lieutenant amiral maître docteur père sœur")
)

// nameOfMonth reports whether a month belongs to a name: the October
// Revolution, la monarchie de Juillet, le maréchal Juin.
func (p *parser) nameOfMonth(h *hit) bool {
	heart := h.start
	for heart < h.end-1 && (p.w(heart).month == 0 || p.w(heart).is(function)) {
		heart++
	}
	if p.w(heart).month == 0 {
		return false
	}
	if heart != h.end-1 {
		return false
	}
	if next := p.at(h.end); next.upper && upheavals[p.lower(h.end)] {
		return true
	}
	if !p.at(heart).upper || heart != h.start {
		return false
	}
	k := heart - 1
	if p.eq(k, "de", "d'") {
		return ofMonths[p.lower(k-1)]
	}
	return p.personal(heart)
}

// personal reports whether the capitalised word at i has a person's title before it.
func (p *parser) personal(i int) bool {
	k := i - 1
	stopped := p.ch(k) == '.' && p.glued(k)
	if stopped {
		k--
	}
	if p.at(k).kind != letter || !p.at(i).upper {
		return false
	}
	return persons[p.lower(k)] && (p.lang == french || stopped)
}

// papers are nouns that the name of a weekday before them belongs to.
var papers = wordSet("newspaper newspapers paper papers market school league roast supplement brunch lunch")

// nameOfWeekday reports whether a weekday is of a newspaper or a person, or
// counted: the Mail on Sunday, le Journal du dimanche, douze dimanches.
func (p *parser) nameOfWeekday(h *hit) bool {
	if p.w(h.start).weekday == 0 || h.end != h.start+1 || h.rule != "weekday" {
		return false
	}
	before, word := h.start-1, p.lower(h.start)
	switch {
	case p.lang == english && p.eq(before, "on") && p.at(before-1).upper && (p.lower(before-1) == "mail" || p.lower(before-1) == "independent"):
		return true
	case p.lang == french && p.eq(before, "du") && p.lower(before-1) == "journal":
		return true
	case p.lang == english && papers[p.lower(h.end)] && !p.eq(before, "on"):
		return true
	case word[len(word)-1] == 's' && (p.w(before).card > 1 || p.digits(before) > 0):
		return true
	}
	return p.personal(h.start)
}

// titled reports whether an expression is a work's title: in the middle of a
// French sentence no one writes "dernier", "été" or "année" with a capital, nor
// in an English one "today".
func (p *parser) titled(h *hit) bool {
	if p.lang == english {
		w := p.w(h.start)
		return h.end == h.start+1 && w.hasDay && p.at(h.start).upper && p.at(h.start-1).kind == letter
	}
	for i := h.start + 1; i < h.end; i++ {
		t, w := p.at(i), p.w(i)
		if t.upper && (w.hasRel || w.season != 0 || w.unit >= day) && p.at(i-1).upper && p.text[t.start+1] >= 'a' {
			return true
		}
	}
	return false
}

// numeral reports whether an ordinal picks from something else than a month:
// the 21st of the line, le 8 de cœur.
func (p *parser) numeral(h *hit) bool {
	if h.rule != "day of the month" || p.w(h.start).weekday != 0 || h.end-h.start > 3 {
		return false
	}
	return p.eq(h.end, "of", "de") && p.at(h.end+1).kind == letter
}

// sport are words that make of a quarter or a half a part of a match.
var sport = wordSet("touchdown touchdowns halftime yard yards quarterback kickoff overtime scored rebounds game match playoffs lead")

// matchPart reports whether a quarter without a year is one of a match.
func (p *parser) matchPart(h *hit) bool {
	if h.unit != quarter && h.unit != half || h.y != 0 || h.first != nil {
		return false
	}
	const far = 12 // tokens
	for k := h.start - 1; k > h.start-far && !p.sentenceEnd(k); k-- {
		if sport[p.lower(k)] {
			return true
		}
	}
	for k := h.end; k < h.end+far && !p.sentenceEnd(k); k++ {
		if sport[p.lower(k)] {
			return true
		}
	}
	return false
}
