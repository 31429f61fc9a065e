package timeline

import (
	"slices"
	"strings"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/dates"
	"verbatim/retrieval/analysis"
)

// Tables of folded words, French and English, that say what a date in a
// sentence stands to its main event.
var (
	// speaking are verbs and nouns of saying: what follows them may have happened earlier.
	speaking = set(`said says say saying told tells reported reports report estimated estimates stated states claimed claims confirmed confirms announced announces
declared declares warned warns added counted spoke speaks testified revealed disclosed acknowledged admitted accused believes believed alleged statement briefing according
dit disait declare declarait affirme affirmait annonce annoncait indique indiquait estime estimait confirme confirmait revele revelait rapporte rapportait assure
avance reconnu admis accuse accusait parle parlait signale signalait signalaient explique evoque denonce prevenu averti selon communique declaration`)
	// answering are verbs that, denied, say that somebody said nothing.
	answering = set(`confirm comment say answer respond reply react confirme commente repondu reagi dit precise`)
	// complementizers open what was said.
	complementizers = set(`that que qu`)
	// relatives open a clause that tells of something else.
	relatives = set(`who whose which whom where qui dont lequel laquelle lesquels lesquelles`)
	// aside are words that stand before a date of something that the main event only refers to.
	aside = set(`after before following since than until prior earlier apres avant depuis lors jusqu suite contre`)
	// hads make a past of the past.
	hads = set(`had avait avaient eut`)
	// first are words that look back: “the first since 2019”.
	first = set(`first last only not no never premier premiere premieres premiers dernier derniere derniers seul seule jamais plus pas aucun aucune n ne`)
	// happening are verbs that say that something took place, and no more.
	happening = map[string]bool{"took place": true, "was held": true, "were held": true, "happened": true, "occurred": true,
		"eu lieu": true, "est tenu": true, "est tenue": true, "est deroule": true, "est deroulee": true, "est produit": true, "est produite": true}
	// auxiliaries stand before the participle of a main verb.
	auxiliaries = set(`was were is are be been being has have had it he she they a ont est sont ete fut furent avait avaient etait etaient s se ai as avons avez aura auront sera seront sont`)
	// elapsed are words of a time that ends on the day of writing.
	elapsed = set(`past ecoule ecoulee ecoules ecoulees`)
	// prepositions stand between a participle and its date.
	prepositions = set(`in on at of by during le la les l en au aux du de d the this last`)
)

// mention is a date in a sentence, with what its place says of it.
type mention struct {
	When
	at, next int     // its tokens, [at, next)
	printed  string  // as it stands in the sentence
	said     bool    // it dates a statement, not what was stated
	measured bool    // it only says how far back something is counted: “in the past week”
	aside    float64 // how much it looks as if it dates something else; over refused, surely
}

// refused is the aside of a date that is no event of its sentence, be it the only one.
const refused = 5

// clause is a sentence that is read for the date of its main event.
type clause struct {
	text     string
	tokens   []token
	mentions []mention
}

// mentionsOf are the dates of a sentence that may date an event. base is the
// byte of the body where the sentence begins, published the date of its article.
func (c *clause) mentionsOf(found []dates.Expression, base int, published corpus.Date) {
	for _, e := range found {
		if !dateable(e, published) {
			continue
		}
		m := mention{
			When:    When{From: e.From, To: e.To, Precision: e.Precision, Qualifier: e.Qualifier, EDTF: e.EDTF},
			printed: c.text[e.Start-base : e.End-base],
		}
		m.measured = e.Rule == window || slices.ContainsFunc(scan(m.printed), func(t token) bool { return elapsed[t.text] })
		if analysis.Fold(m.printed[:min(len(m.printed), len("dès"))]) == "des" { // “dès le lendemain” is that day
			m.close()
		}
		for m.at < len(c.tokens) && c.tokens[m.at].end <= e.Start-base {
			m.at++
		}
		for m.next = m.at; m.next < len(c.tokens) && c.tokens[m.next].start < e.End-base; {
			m.next++
		}
		if !c.extend(m) {
			c.mentions = append(c.mentions, m)
		}
	}
}

// close makes the one day of a time that is open from it on.
func (w *When) close() {
	if w.To == dates.Forever && w.Precision == dates.Day {
		w.To, w.EDTF = w.From+1, strings.TrimSuffix(w.EDTF, "/..")
	}
}

// window is the rule of package dates for so many units before or after the day
// of writing.
const window = "window"

// dateable reports whether an expression is a date that can be shown. A deadline
// is none: “within sixty days”.
func dateable(e dates.Expression, published corpus.Date) bool {
	if e.Rule == window && published.Known() && e.From >= published.From {
		return false
	}
	if e.Type != dates.Date && e.Type != dates.Time || e.EDTF == "" {
		return false
	}
	if !e.Resolved() {
		return strings.HasPrefix(e.EDTF, "XXXX-")
	}
	return e.Precision <= dates.Decade && !(e.From == dates.Beginning)
}

// extend makes one interval of a date and the day that follows it in a list:
// “les 7 et 8 octobre”.
func (c *clause) extend(m mention) bool {
	if len(c.mentions) == 0 {
		return false
	}
	last := &c.mentions[len(c.mentions)-1]
	if m.Precision != dates.Day || last.Precision != dates.Day || !follows(last.When, m.When) || m.Interval() || m.at-last.next > 2 {
		return false
	}
	for _, t := range c.tokens[last.next:m.at] {
		if t.text != "et" && t.text != "and" && t.text != "le" && t.text != "du" && t.text != "the" && t.sign != '-' {
			return false
		}
	}
	start := c.tokens[last.at].start
	first, _, _ := strings.Cut(last.EDTF, "/")
	last.To, last.EDTF, last.next = m.To, first+"/"+m.EDTF, m.next
	last.printed = c.text[start:c.tokens[m.next-1].end]
	return true
}

// follows reports whether the day b is the one after a, in a year that both
// state or that neither does.
func follows(a, b When) bool {
	if a.Known() || b.Known() {
		return a.To == b.From
	}
	inLeapYear := func(edtf string) (time.Time, error) {
		return time.Parse(time.DateOnly, strings.Replace(edtf[strings.LastIndex(edtf, "/")+1:], "XXXX", "2024", 1))
	}
	x, err := inLeapYear(a.EDTF)
	y, err2 := inLeapYear(b.EDTF)
	return err == nil && err2 == nil && x.AddDate(0, 0, 1).Equal(y)
}

// judge says of each date whether it dates a statement, and how much it looks
// as if it dates something else.
func (c *clause) judge() {
	for i := range c.mentions {
		m := &c.mentions[i]
		other := slices.ContainsFunc(c.mentions, func(o mention) bool { return o.at != m.at && !c.parted(*m, o) })
		m.said = other && c.datesStatement(*m)
		m.aside = c.besides(*m)
	}
}

// segment is where the part of the sentence between two commas begins that
// holds token i.
func (c *clause) segment(i int) int {
	for i > 0 && !strings.ContainsRune(",;:()[]«»“”\"–—", c.tokens[i-1].sign) {
		i--
	}
	return i
}

// datesStatement reports whether a date stands with a word of saying: “said on
// Friday that”, “on Friday the ministry said that”, “in a statement on Friday”.
func (c *clause) datesStatement(m mention) bool {
	const near = 6
	for k := m.at - 1; k >= 0 && k >= m.at-near; k-- {
		t := c.tokens[k]
		if complementizers[t.text] || relatives[t.text] || t.sign != 0 && strings.ContainsRune(":«“\"", t.sign) {
			return false
		}
		if speaking[t.text] {
			return true
		}
	}
	if c.opened(m.at) {
		return false
	}
	for k := m.next; k < len(c.tokens); k++ {
		if t := c.tokens[k]; speaking[t.text] {
			return c.reports(k)
		} else if complementizers[t.text] || relatives[t.text] || strings.ContainsRune(";:", t.sign) {
			return false
		}
	}
	return false
}

// silent reports whether the sentence only says that somebody said nothing:
// “did not confirm the report that day”, “n’a pas commenté jeudi”.
func (c *clause) silent() bool {
	for i, t := range c.tokens {
		before, next := c.word(i-1), c.word(i+1)
		switch t.text {
		case "not", "to":
			if answering[next] && (t.text == "not" || before == "declined" || before == "refused") {
				return true
			}
		case "pas", "rien":
			if answering[next] && (before == "a" || before == "ont") {
				return true
			}
		}
	}
	return false
}

// word is the word at i, "" where there is none.
func (c *clause) word(i int) string {
	if i < 0 || i >= len(c.tokens) {
		return ""
	}
	return c.tokens[i].text
}

// opened reports whether something that was said has begun before token i.
func (c *clause) opened(i int) bool {
	spoke := false
	for _, t := range c.tokens[:i] {
		if spoke && (complementizers[t.text] || t.sign == ':') {
			return true
		}
		spoke = spoke || speaking[t.text]
	}
	return false
}

// reports reports whether the word of saying at k says something in this sentence.
func (c *clause) reports(k int) bool {
	for i, t := range c.tokens[k+1:] {
		if complementizers[t.text] || t.sign != 0 && strings.ContainsRune(":«“\"", t.sign) || i < 4 && (t.text == "of" || t.text == "de" || t.text == "d") {
			return true
		}
	}
	return false
}

// besides adds up what speaks against a date as that of the main event.
func (c *clause) besides(m mention) float64 {
	sum := 0.0
	from := c.segment(m.at)
	if c.takesPlace(from, m.at) {
		return 0
	}
	if from > 0 && (c.tokens[from-1].sign == '(' || c.tokens[from-1].sign == '[') {
		sum += 2
	}
	spoken := c.spoken(from)
	for k := from; k < m.at; k++ {
		word := c.tokens[k].text
		spoken = spoken || speaking[word]
		switch {
		case !spoken && (relatives[word] || complementizers[word] && k > from): // else it is a part of what was said
			sum += 2
		case hads[word]:
			sum += 0.9
		case aside[word] && m.at-k <= 6:
			sum += 1
		}
	}
	if m.measured {
		sum += 1.5
	}
	if c.nowadays(m) {
		sum += refused
	}
	if c.participle(m.at) || m.To == dates.Forever && m.Precision > dates.Day {
		sum += 1.5
	}
	if c.belongs(m) || m.To == dates.Forever && (m.Precision >= dates.Year || c.looksBack(m.at)) {
		sum += refused
	}
	return sum
}

// takesPlace reports whether the part of the sentence from a token to a date
// says when what it is about took place: “this meeting, which took place on”,
// “la rencontre, qui a eu lieu le”. That is no other event.
func (c *clause) takesPlace(from, to int) bool {
	for i := from; i < to; i++ {
		if verb := c.word(i) + " " + c.word(i+1); happening[verb] || happening[c.word(i)] {
			return from < to && relatives[c.word(from)]
		}
	}
	return false
}

// nowadays reports whether a date only says that something is so at present:
// “n’en garde aujourd’hui qu’une partie”. At the head of its clause it is a day.
func (c *clause) nowadays(m mention) bool {
	return m.at > 0 && c.tokens[m.at].text == "aujourd" && c.segment(m.at) != m.at
}

// spoken reports whether a word of saying stands before token i.
func (c *clause) spoken(i int) bool {
	return slices.ContainsFunc(c.tokens[:i], func(t token) bool { return speaking[t.text] })
}

// participle reports whether a participle without its auxiliary governs the
// date at token i: “the treaty signed in June”.
func (c *clause) participle(i int) bool {
	k := i - 1
	for k >= 0 && prepositions[c.tokens[k].text] {
		k--
	}
	if k < 1 || c.tokens[k].sign != 0 || auxiliaries[c.tokens[k-1].text] {
		return false
	}
	w := c.tokens[k].text
	if speaking[w] || len(w) < 4 {
		return false
	}
	if k >= 1 && c.tokens[k-1].sign != 0 && k-1 == 0 {
		return false
	}
	printed := c.text[c.tokens[k].start:c.tokens[k].end]
	for _, ending := range []string{"é", "ée", "és", "ées", "ue", "ues", "us", "mis", "mise", "pris", "prise", "ite", "ites", "erte", "ertes"} {
		if strings.HasSuffix(printed, ending) {
			return true
		}
	}
	return w == "signed" || w == "born" || w == "founded" || w == "made" || w == "concluded" || w == "held" || w == "adopted" || w == "imposed" || w == "built"
}

// belongs reports whether the date names a thing: “the agreement of 2018”.
func (c *clause) belongs(m mention) bool {
	if m.at == 0 {
		return false
	}
	of := c.tokens[m.at-1].text
	if of == "et" || of == "and" { // a plan for 2024 and 2025
		for _, o := range c.mentions {
			if o.next == m.at-1 {
				return c.belongs(o)
			}
		}
	}
	if m.Precision >= dates.Year && (of == "of" || of == "de" || of == "for" || of == "pour") {
		return true
	}
	return m.Precision >= dates.Year && m.next < len(c.tokens) && c.tokens[m.next].sign == 0 &&
		c.tokens[m.next].start == c.tokens[m.next-1].end+1 && (of == "the" || of == "its" || of == "their" || of == "s")
}

// looksBack reports whether a word before token i, in its segment, only measures
// time: “the first since”, “not seen since”.
func (c *clause) looksBack(i int) bool {
	for k := c.segment(i); k < i; k++ {
		if first[c.tokens[k].text] {
			return true
		}
	}
	return false
}

// exactness is how exactly a When is known, from 0 to 1.
func (w When) exactness() float64 {
	e := [...]float64{dates.NoPrecision: 0.5, dates.Day: 1, dates.Week: 0.8, dates.Month: 0.6, dates.Quarter: 0.5, dates.Season: 0.5, dates.Half: 0.4, dates.Year: 0.2, dates.Decade: 0.05, dates.Century: 0}[w.Precision]
	switch {
	case !w.Known():
		return e / 2
	case w.From == dates.Beginning || w.To == dates.Forever:
		return 0.7 * e
	case w.Approximate():
		return 0.8 * e
	}
	return e
}

// mainEvent chooses the date of the main event, and the date of the statement
// if there is another. ok is false when no date is that of an event.
func (c *clause) mainEvent(published corpus.Date) (event mention, said When, ok bool) {
	c.judge()
	best := -1.0 * refused
	for _, m := range c.mentions {
		if value := m.worth(published); !m.background(published) && value > best {
			best, event, ok = value, m, true
		}
	}
	if !ok {
		return event, said, false
	}
	for _, m := range c.mentions {
		if m.said && m.When != event.When && !event.said {
			said = m.When
			break
		}
	}
	return event, said, true
}

// parted reports whether a semicolon stands between two dates, so that neither
// is a part of what the other one's clause says.
func (c *clause) parted(a, b mention) bool {
	return slices.ContainsFunc(c.tokens[min(a.next, b.next):max(a.at, b.at)], func(t token) bool { return t.sign == ';' })
}

// background reports whether a date is that of another story: one that the
// sentence only refers to, and that lies back or is no day.
func (m mention) background(published corpus.Date) bool {
	switch {
	case m.Precision > dates.Day:
		return m.aside >= 1
	case m.Known() && published.Known() && distance(m.When, published) > ownDays:
		return m.aside >= 1.5
	}
	return m.aside >= refused
}

// worth is how likely a date is that of the main event. News is about its own
// days: of two dates the one near the publication is more likely.
func (m mention) worth(published corpus.Date) float64 {
	v := m.exactness() - m.aside
	if m.said {
		v -= 1.4
	}
	if published.Known() && m.Known() && distance(m.When, published) <= 14 {
		v += 0.5
	}
	return v
}

// distance is how many days lie between a When and a date; 0 where they overlap.
func distance(w When, d corpus.Date) int64 {
	return max(0, int64(d.From)-int64(w.To)+1, int64(w.From)-int64(d.To)+1)
}
