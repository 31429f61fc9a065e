package dates

import "verbatim/corpus"

// parser reads one text. Its rules are methods that try to read at a token and
// return the token after what they read, or 0 when they do not apply.
type parser struct {
	text string
	toks []token
	lang int // the vocabulary in use
	ref  reference
	now  int // the token that an expression is being read at

	utterance bool // the text is one sentence, said on the day of reference

	lastPoint remembered // the last point that was read

	forwardAt int // now+1 when isForward is known
	isForward bool
}

// hit is an expression between two tokens.
type hit struct {
	when
	start, end int
}

// at is the token i; beyond the text it is a stop.
func (p *parser) at(i int) *token {
	if i < 0 || i >= len(p.toks) {
		return &p.toks[len(p.toks)-1]
	}
	return &p.toks[i]
}

// w is the entry of the word at i in the vocabulary in use.
func (p *parser) w(i int) *word { return p.at(i).w[p.lang] }

func (p *parser) is(i int, r role) bool { return p.w(i).is(r) }

// eq reports whether the word at i is one of some, folded.
func (p *parser) eq(i int, some ...string) bool {
	w := p.w(i)
	for _, s := range some {
		if w.s == s {
			return true
		}
	}
	return false
}

// seq reports whether words follow each other from i on, and where they end.
func (p *parser) seq(i int, words ...string) int {
	for _, s := range words {
		if p.w(i).s != s {
			return 0
		}
		i++
		if p.ch(i) == '-' && !p.at(i).space { // week-end, Moyen-Age
			i++
		}
	}
	return i
}

// skip is the token after the word at i when it has the role, else i.
func (p *parser) skip(i int, r role) int {
	if p.is(i, r) {
		return i + 1
	}
	return i
}

// skipWords is the token after the word at i when it is one of some, else i.
func (p *parser) skipWords(i int, some ...string) int {
	if p.eq(i, some...) {
		return i + 1
	}
	return i
}

// ch is the sign at i, 0 when there is none.
func (p *parser) ch(i int) byte { return p.at(i).ch }

// skipSign is the token after the sign at i when it is one of some, else i.
func (p *parser) skipSign(i int, some string) int {
	if c := p.ch(i); c != 0 {
		for k := range len(some) {
			if some[k] == c {
				return i + 1
			}
		}
	}
	return i
}

// glued reports whether nothing stands between the token i and the one before.
func (p *parser) glued(i int) bool { return !p.at(i).space && i > 0 && p.at(i-1).kind != stop }

// digits is how many digits the token i has.
func (p *parser) digits(i int) int {
	if t := p.at(i); t.kind == digit {
		return t.end - t.start
	}
	return 0
}

// temporal reports whether an expression can have its heart in the token.
func (t *token) temporal() bool {
	if t.kind == digit {
		return true
	}
	for _, w := range t.w {
		if w.month+w.weekday+w.season+w.decade != 0 || w.unit != 0 || w.hasDay || w.card >= 13 || w.is(nextTo|daytime) || holidayWords[w.s] {
			return true
		}
	}
	return false
}

const reach = 8 // tokens before its heart that an expression may begin

// run finds all expressions of the text.
func (p *parser) run(home int) []hit {
	p.utterance = p.oneSentence()
	var hits []hit
	heart := -1
	for i := 0; i < len(p.toks); {
		for heart < i || !p.toks[heart].temporal() {
			if heart++; heart >= len(p.toks) {
				return hits
			}
		}
		if heart-i > reach {
			i = heart - reach
		}
		p.now = i
		found := p.read(i, home)
		if found == nil {
			i++
			continue
		}
		if p.named(&found[0]) {
			i = found[0].end
			continue
		}
		for _, h := range found {
			p.remember(&h.when, h.start)
			hits = append(hits, h)
		}
		i = found[len(found)-1].end
	}
	return hits
}

// read reads at i by the vocabulary of the article, then by the other one.
func (p *parser) read(i, home int) []hit {
	if p.at(i).kind == stop || p.glued(i) && p.partOfName(i) {
		return nil
	}
	p.lang = home
	if found := p.expression(i); found != nil {
		return found
	}
	if p.at(i).kind == digit { // figures are read as at home
		p.lang = 1 - home
		if found := p.expression(i); found != nil && p.foreign(found, home) {
			return found
		}
		return nil
	}
	p.lang = 1 - home
	if found := p.expression(i); found != nil && p.foreign(found, home) {
		return found
	}
	return nil
}

// foreign reports whether an expression in the other language than the
// article's is sure: it has a long word of time that the article's language does not have.
func (p *parser) foreign(found []hit, home int) bool {
	for i := found[0].start; i < found[len(found)-1].end; i++ {
		t := p.at(i)
		w := t.w[1-home]
		strong := w.month != 0 && !w.abbr && !w.is(unsure) || w.weekday != 0 && !w.abbr || w.hasDay ||
			w.unit >= day && t.end-t.start >= 4 || w.season != 0 && !w.is(unsure)
		if strong && t.w[home].unit == 0 && t.w[home].month == 0 {
			return true
		}
		if (w.is(unsure) && w.month != 0) && found[0].unit == day { // 3 mars, May 29
			return true
		}
		if w.is(inYear) && i+1 < found[0].end && p.digits(i+1) == 4 {
			return true
		}
	}
	return false
}

// partOfName reports whether the token i stands inside a name or a number: KN-23, M26, 3.5, x2019.
func (p *parser) partOfName(i int) bool {
	before := p.at(i - 1)
	t := p.at(i)
	switch before.kind {
	case letter:
		return t.kind == digit
	case digit:
		return t.kind == letter
	}
	if t.kind != digit {
		switch before.ch {
		case '_', '@', '#':
			return true
		case '\'': // nor'easter
			return p.glued(i-1) && p.at(i-2).kind == letter
		case '/':
			return p.ch(i-2) == '/'
		}
		return false
	}
	switch before.ch {
	case '-', '/':
		if p.glued(i-1) && p.at(i-2).kind == digit {
			return true // +86 138-2010-2015
		}
		return p.at(i-2).kind == letter && p.glued(i-1) && (p.w(i-2) == none || p.at(i-2).upper && p.at(i-2).end-p.at(i-2).start == 1) && !p.isoDate(i)
	case '.', ',', ':':
		return p.at(i-2).kind == digit && p.glued(i-1)
	case '$', '#', '_', '@', '+', '=':
		return before.ch != '='
	}
	return false
}

// isoDate reports whether a whole date in figures begins at i, as file names have it.
func (p *parser) isoDate(i int) bool {
	w, j := p.figuresOnly(i, false, false)
	return j > 0 && w.unit == day && w.y != 0 && (p.digits(i) == 4 || p.digits(i) == 8)
}

// remember keeps the date that the text speaks of at a token.
func (p *parser) remember(w *when, at int) {
	if !w.known || w.typ != Date && w.typ != Time || w.unit > year || w.openAfter && w.unit != day || w.openBefore || w.first != nil {
		return
	}
	if w.aside {
		p.ref.aside = mention{w.from, at, true}
		return
	}
	p.ref.aside = mention{}
	from := class(w.unit)
	if w.unit > day && w.unit < month {
		from = class(month) // "the same day" is not a week's first
	}
	for c := from; c < len(p.ref.said); c++ {
		p.ref.said[c] = mention{w.from, at, true}
	}
}

// told is the day that the text told last, which "the next day" (n is 1), "that
// night" (0) and "la veille" (-1) are counted from. It is never that of publication,
// save where the text is one sentence, which can have no other: "le lendemain".
// A day before it, told in between, is an aside: what comes a sentence later
// is counted from the day itself again.
func (p *parser) told(n int) (corpus.Day, bool) {
	if m := p.ref.aside; n == 0 && m.ok && p.now-m.at < aSentence {
		return m.day, true
	}
	if m := p.ref.said[class(day)]; m.ok && p.now-m.at < memory {
		return m.day, true
	}
	return p.ref.date.From, p.utterance && p.ref.knows(day)
}

// oneSentence reports whether the text is a single sentence.
func (p *parser) oneSentence() bool {
	for k := range p.toks {
		if p.sentenceEnd(k) && p.at(k+1).kind != stop {
			return false
		}
	}
	return true
}

// base is the day that units of u are counted from, and whether it is known. With
// back it is what the text told last, and of publication in a single sentence
// alone: see told.
func (p *parser) base(u unit, back bool) (corpus.Day, bool) {
	if m := p.ref.said[class(u)]; back && m.ok && p.now-m.at < memory {
		return m.day, true
	}
	return p.ref.date.From, p.ref.knows(u) && (!back || p.utterance)
}

// expression is the longest expression that begins at i. The families are tried
// in order, and the first of the longest wins.
func (p *parser) expression(i int) []hit {
	if !p.mayBegin(i) {
		return nil
	}
	var best []hit
	end := 0
	if l := p.list(i); l != nil {
		best, end = l, l[len(l)-1].end
	}
	for _, family := range families {
		if w, j := family(p, i); j > end {
			p.resolve(&w)
			best, end = []hit{{w, i, j}}, j
		}
	}
	if len(best) == 1 {
		p.trim(&best[0])
	}
	return best
}

// mayBegin reports whether any rule can begin at i: at a word of the
// vocabulary, a figure, the apostrophe of '98 or a Roman numeral.
func (p *parser) mayBegin(i int) bool {
	switch t := p.at(i); t.kind {
	case letter:
		return p.w(i) != none || t.upper && romanDigit(p.text[t.start]) != 0
	case sign:
		return t.ch == '\''
	}
	return true
}

// trim takes the preposition from a single date, and "around" as its qualifier.
func (p *parser) trim(h *hit) {
	if h.typ != Date || h.first != nil || h.openBefore || h.openAfter {
		return
	}
	if k := h.start - 1; p.is(k, about) || p.ch(k) == '.' && p.eq(k-1, "c", "ca", "env") { // c. 1850
		h.about = true
	}
	if h.end-h.start > 1 && p.lang == french && p.eq(h.start, "du", "des", "au", "aux", "en") && h.part == whole && h.rule != "window" {
		h.start++
	}
}

var families []func(p *parser, i int) (when, int)

func init() {
	families = []func(*parser, int) (when, int){
		(*parser).set, (*parser).open, (*parser).interval, (*parser).offset, (*parser).period, (*parser).point,
		(*parser).clock, (*parser).duration,
	}
}

// forward reports whether the sentence that is being read speaks of the future.
func (p *parser) forward() bool {
	if p.forwardAt != p.now+1 {
		p.forwardAt, p.isForward = p.now+1, p.lookForward(p.now)
	}
	return p.isForward
}

func (p *parser) lookForward(i int) bool {
	const far = 14 // tokens to either side
	if p.is(i, before|until) || p.eq(i, "d'") && p.eq(i+1, "ici") {
		return true
	}
	for k := i - 1; k >= 0 && k > i-far && !p.sentenceEnd(k); k-- {
		if p.future(k) {
			return true
		}
	}
	for k := i; k < len(p.toks) && k < i+far && !p.sentenceEnd(k) && !p.eq(k, "that", "que", "qu'"); k++ { // said on Thursday that it will
		if p.future(k) {
			return true
		}
	}
	return false
}

func (p *parser) sentenceEnd(k int) bool {
	t := p.at(k)
	return t.kind == stop || t.ch == '!' || t.ch == '?' || t.ch == ';' || t.ch == '.' && p.at(k+1).upper
}

// future reports whether the word at k is in the future: "will", or a French
// verb in -era, -ira, -dra or -ront.
func (p *parser) future(k int) bool {
	t := p.at(k)
	if t.kind != letter {
		return false
	}
	if p.is(k, will) {
		return !(p.lang == english && p.eq(k+1, "have") && p.eq(k, "would", "could", "should", "must")) // "would have ended it"
	}
	s := p.text[t.start:t.end]
	if p.lang != french || len(s) < 5 || t.upper {
		return false
	}
	switch s[len(s)-3:] {
	case "era", "ira", "dra":
		return true
	}
	return s[len(s)-4:] == "ront"
}
