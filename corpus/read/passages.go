package read

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/corpus"
	"verbatim/corpus/sentence"
)

// Sizes of passages, in characters (code points).
const (
	longestPassage = 1000
	shortParagraph = 80 // under it a paragraph joins its neighbour
)

// passages cuts what can be quoted into paragraph-sized passages, in order and
// disjoint. What belongs together stays together where it fits: a list and the
// line that introduces it, a quotation and whom it is from, a short question
// and its answer, a very short paragraph and its neighbour.
func passages(body string, units []unit) []corpus.Span {
	c := cutter{body: body}
	for i, u := range units {
		u.attributed = i+1 < len(units) && attribution(c.text(units[i+1]))
		if u.runes > longestPassage {
			c.addLong(u)
			continue
		}
		c.add(u)
	}
	c.flush()
	return c.spans
}

// cutter gathers units into passages. cur is the passage in the making.
type cutter struct {
	body  string
	spans []corpus.Span
	cur   unit // kind is that of its last unit
	last  unit // the last unit of cur
	open  bool
}

func (c *cutter) text(u unit) string { return c.body[u.start:u.end] }

// add joins a unit to the passage in the making, or begins the next with it.
func (c *cutter) add(u unit) {
	if !c.open {
		c.begin(u)
		return
	}
	gap := u.start - c.cur.end // line ends alone
	if u.afresh || u.section != c.cur.section || !c.together(u) {
		c.flush()
		c.begin(u)
		return
	}
	if c.cur.runes+gap+u.runes <= longestPassage {
		c.cur.end, c.cur.kind = u.end, u.kind
		c.cur.runes += gap + u.runes
		c.last = u
		return
	}
	if lead, ok := c.leadIn(u.runes + gap); ok {
		u.runes += gap + utf8.RuneCountInString(c.body[lead:c.cur.end])
		c.cur.end = trimEnd(c.body, c.cur.start, lead)
		c.flush()
		u.start = lead
	} else {
		c.flush()
	}
	c.begin(u)
}

func (c *cutter) begin(u unit) { c.cur, c.last, c.open = u, u, true }

func (c *cutter) flush() {
	if c.open && c.cur.end > c.cur.start {
		c.spans = append(c.spans, corpus.Span{Start: c.cur.start, End: c.cur.end, Section: c.cur.section})
	}
	c.open = false
}

// together reports whether u belongs to the passage in the making.
func (c *cutter) together(u unit) bool {
	before, text := c.text(c.last), c.text(u)
	if u.kind == listItem {
		// Short items say little without the paragraph that they stand under.
		return c.last.kind == listItem || strings.HasSuffix(before, ":") || u.runes < shortParagraph
	}
	switch {
	case attribution(text):
		return c.last.kind != listItem
	case leadsOn(before):
		return true
	case leadsOn(text) || u.attributed:
		return false
	case c.last.kind == listItem || attribution(before):
		return false
	case strings.Contains(before, " | ") != strings.Contains(text, " | "):
		return false // rows of a table stay among themselves
	case openQuotes(before) > 0 && openQuotes(text) < 0:
		return true
	}
	return c.cur.runes < shortParagraph || u.runes < shortParagraph
}

// leadsOn reports whether a text asks for what comes after it: it ends with a
// colon, or is no more than a question.
func leadsOn(s string) bool {
	const shortQuestion = 200
	if strings.HasSuffix(s, ":") {
		return true
	}
	return strings.HasSuffix(s, "?") && len(s) < shortQuestion && len(sentence.Split(s)) == 1
}

// leadIn finds the last sentence of the passage in the making when it leads to
// a text of n characters that has no more room in that passage.
func (c *cutter) leadIn(n int) (start int, ok bool) {
	text := c.text(c.cur)
	if !strings.HasSuffix(text, ":") {
		return 0, false
	}
	s := sentence.Split(text)
	lead := s[len(s)-1]
	if lead.Start == 0 || n+utf8.RuneCountInString(text[lead.Start:]) > longestPassage {
		return 0, false
	}
	return c.cur.start + lead.Start, true
}

// attribution reports whether a line says whom the quotation above it is from.
func attribution(s string) bool {
	const longest = 200
	if marker(s) != dash || len(s) > longest {
		return false
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "-–—*+ \u00a0\u202f"))
	return unicode.IsUpper(first) && len(sentence.Split(s)) == 1
}

// openQuotes counts the quotes that s opens and does not close; it is negative
// when s closes one that it has not opened.
func openQuotes(s string) int {
	return strings.Count(s, "«") + strings.Count(s, "“") - strings.Count(s, "»") - strings.Count(s, "”")
}

// addLong cuts a unit that is longer than a passage.
func (c *cutter) addLong(u unit) {
	parts := cutLong(c.text(u), u.runes)
	for i, p := range parts {
		part := u
		part.start, part.end = u.start+p.Start, u.start+p.End
		part.runes = utf8.RuneCountInString(c.text(part))
		if i > 0 {
			c.flush() // the parts are as even as they can be: none joins another
			part.afresh = false
		}
		c.add(part)
	}
}

// cutLong cuts a text of the given number of characters into parts of at most
// longestPassage, about equal, at ends of sentences.
func cutLong(text string, runes int) []sentence.Span {
	target := runes/((runes+longestPassage-1)/longestPassage) + 1
	var parts []sentence.Span
	size := 0
	for _, s := range sentence.Split(text) {
		n := utf8.RuneCountInString(text[s.Start:s.End])
		if n > longestPassage {
			parts = append(parts, cutSentence(text, s)...)
			size = longestPassage
			continue
		}
		if len(parts) > 0 {
			last := &parts[len(parts)-1]
			gap := utf8.RuneCountInString(text[last.End:s.Start])
			// The next sentence goes where it brings the part nearer to its share.
			if grown := size + gap + n; grown <= longestPassage && grown-target <= target-size {
				last.End = s.End
				size = grown
				continue
			}
		}
		parts = append(parts, s)
		size = n
	}
	return parts
}

// cutSentence cuts an over-long sentence at ends of clauses, else between
// words, else anywhere between characters.
func cutSentence(text string, s sentence.Span) []sentence.Span {
	var parts []sentence.Span
	start := s.Start
	for start < s.End {
		end := clauseEnd(text, start, s.End)
		if cut := trimEnd(text, start, end); cut > start {
			parts = append(parts, sentence.Span{Start: start, End: cut})
		}
		start = end
		for start < s.End {
			r, size := utf8.DecodeRuneInString(text[start:])
			if !unicode.IsSpace(r) {
				break
			}
			start += size
		}
	}
	return parts
}

// clauseEnd is where the part that begins at start has to end: all of the rest
// when it fits, else the last end of a clause in the second half, else the
// last space, else after the last character that fits.
func clauseEnd(text string, start, limit int) int {
	clause, space := 0, 0
	n := 0
	before := ' '
	for i, r := range text[start:limit] {
		if n == longestPassage {
			switch {
			case clause > 0:
				return start + clause
			case space > 0:
				return start + space
			}
			return start + i
		}
		n++
		if unicode.IsSpace(r) {
			if i > 0 {
				space = i
			}
			if n > longestPassage/2 && strings.ContainsRune(",;:–—)»”", before) {
				clause = i
			}
		}
		before = r
	}
	return limit
}

// trimEnd takes white space off the end of text[start:end] and returns the new end.
func trimEnd(text string, start, end int) int {
	return start + len(strings.TrimRightFunc(text[start:end], unicode.IsSpace))
}
