package read

import (
	"strings"
	"unicode/utf8"
)

// removeClutter takes out of the whole article what is none of its text.
func (a *assembly) removeClutter() {
	for i := range a.pieces {
		a.removeForm(i)
	}
	title, publisher := lineKey(a.d.title), lineKey(a.d.publisher)
	for i := range a.pieces {
		p := &a.pieces[i]
		switch p.role {
		case titled:
			continue
		case removed:
			a.linksBelow(i)
			continue
		}
		switch {
		case clutterLine(p.text, p.words):
			a.remove(i)
			a.linksBelow(i)
		case a.repeatsTitle(i, title):
			a.remove(i)
		case p.role == quoted && a.captionAbove(i):
			a.remove(i)
			a.remove(i - 1)
		case a.running[p.text] || p.role == quoted && p.runes <= 60 && publisher != "" && p.key() == publisher:
			a.remove(i)
		case a.d.plain && p.role == quoted && len(p.text) < 20 && pageNumber.MatchString(p.text) && a.pageBreak(i):
			a.remove(i)
		case p.role == quoted && p.kind == paragraph && a.statesDate(p):
			a.remove(i)
		case p.role == quoted && p.kind != listItem && p.skip == 0:
			if n := frontLabel(p.text); n > 0 {
				p.skip = n
			}
		}
	}
}

// removeForm takes out a form for a newsletter that begins at piece i: short
// lines down to the button.
func (a *assembly) removeForm(i int) {
	const lines, longest = 8, 160
	if p := &a.pieces[i]; p.runes > longest || p.role == titled || !startsWithAny(p.words, formBegins) || endsSentence(p.text) {
		return
	}
	for j := i + 1; j < len(a.pieces) && j <= i+lines; j++ {
		switch p := a.pieces[j]; {
		case formEnds[p.key()]:
			for k := i; k <= j; k++ {
				a.remove(k)
			}
			return
		case p.runes > longest || p.role == titled:
			return
		}
	}
}

// linksBelow takes out the titles of other articles under a line such as
// "Related news": short lines that do not end as sentences.
func (a *assembly) linksBelow(i int) {
	if !links[a.pieces[i].key()] {
		return
	}
	for j := i + 1; j < len(a.pieces); j++ {
		p := a.pieces[j]
		if p.role == removed {
			continue
		}
		if p.runes > 160 || endsSentence(p.text) && !strings.HasSuffix(p.text, "?") || p.role == titled || p.role == section && p.kind == heading && j+1 < len(a.pieces) && a.runningText(a.pieces[j+1]) {
			return
		}
		a.remove(j)
	}
}

// captionAbove reports whether piece i is the name of a photographer that the
// caption above it begins with too.
func (a *assembly) captionAbove(i int) bool {
	if i == 0 || a.pieces[i-1].role != quoted || !personName(a.pieces[i].text) {
		return false
	}
	above := a.pieces[i-1]
	return above.runes <= 200 && !endsSentence(above.text) && strings.HasPrefix(above.text, a.pieces[i].text+" ")
}

// repeatsTitle reports whether piece i prints the title again; near the top
// also with more behind it.
func (a *assembly) repeatsTitle(i int, title string) bool {
	const top = 10
	p := a.pieces[i]
	if title == "" || p.runes > 250 || len(p.text) > 2*len(a.d.title)+150 {
		return false
	}
	key := p.key()
	if key == title {
		return strings.Contains(title, " ") || i < top
	}
	return i < top && strings.Count(title, " ") >= 3 && strings.HasPrefix(key, title+" ") && titleShape(p.text)
}

// runningLines are short lines that stand in the text three times and more with
// paragraphs between, as the heads and feet of pages do. Headings that a format
// marks are none.
func (a *assembly) runningLines() map[string]bool {
	const shortest, longest, often = 10, 100, 3
	count, last := map[string]int{}, map[string]int{}
	running := map[string]bool{}
	paragraphs := 1 // long ones, up to here
	for _, p := range a.pieces {
		if p.runes >= longEnough && endsSentence(p.text) {
			paragraphs++
			continue
		}
		if p.runes < shortest || p.runes > longest || p.kind != paragraph && !(a.d.plain && p.kind == heading) {
			continue
		}
		if last[p.text] == paragraphs || endsSentence(p.text) || strings.HasSuffix(p.text, ":") || labels[p.key()] {
			continue
		}
		last[p.text] = paragraphs
		count[p.text]++
		if count[p.text] >= often {
			running[p.text] = true
		}
	}
	return running
}

// pageBreak reports whether a number stands where a page ends, and not in a
// table: beside the head or foot of a page, or between long paragraphs.
func (a *assembly) pageBreak(i int) bool {
	within := func(j int) bool { return j >= 0 && j < len(a.pieces) }
	foot := func(j int) bool { return within(j) && a.running[a.pieces[j].text] }
	edge := func(j int) bool { return !within(j) || a.pieces[j].runes >= longEnough || a.pieces[j].role != quoted }
	return foot(i-1) || foot(i+1) || edge(i-1) && edge(i+1)
}

// statesDate reads a line like "Published …" or "Updated …" wherever it stands.
func (a *assembly) statesDate(p *piece) bool {
	if p.runes > longestStatement || !dateLabelled(p.words) {
		return false
	}
	s, ok := readStatement(p.text, a.d.lang)
	if ok {
		a.state(s)
	}
	return ok
}

func startsWithDateLabel(s string) bool {
	return len(s) <= longestClutter && dateLabelled(keyWords(s))
}

func dateLabelled(words []string) bool {
	return startsWithAny(words, publishedWords) || startsWithAny(words, updatedWords)
}

// readTail looks at the end of the article for its author's note, a late
// byline and the sources.
func (a *assembly) readTail() {
	const last = 4
	left := last
	for i := len(a.pieces) - 1; i > 0 && left > 0; i-- {
		p := &a.pieces[i]
		if p.role != quoted {
			continue
		}
		left--
		if authorLine(p.text, p.words, a.d.author) || a.signature(p) {
			a.remove(i)
			continue
		}
		if utf8.RuneCountInString(p.text) > longestStatement || endsSentence(p.text) && !agencyTail.MatchString(p.text) {
			continue
		}
		if s, ok := readStatement(p.text, a.d.lang); ok {
			a.state(s)
			a.remove(i)
		}
	}
}

// signature reports whether a line at the end begins with the author's name
// and is no sentence.
func (a *assembly) signature(p *piece) bool {
	author := keyWords(a.d.author)
	words := p.words
	if len(author) < 2 || len(words) < 2 || len(words) > 15 || endsSentence(p.text) {
		return false
	}
	return author[0] == words[0] && author[1] == words[1]
}
