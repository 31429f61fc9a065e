package timeline

import (
	"slices"
	"strings"
)

// Tables of folded words, French and English, of statements.
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
)

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

// spoken reports whether a word of saying stands before token i.
func (c *clause) spoken(i int) bool {
	return slices.ContainsFunc(c.tokens[:i], func(t token) bool { return speaking[t.text] })
}
