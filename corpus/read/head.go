package read

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestHead is how many pieces at most may stand above the running text:
// menus and notices come before the title.
const longestHead = 16

// readHead reads what stands above the running text: labels of the site, the
// title, who wrote it and when.
func (a *assembly) readHead() {
	end := a.headEnd()
	a.headStatements()
	title := a.findTitle(end)
	if title >= 0 {
		a.takeTitle(title)
	}
	for i := range max(title, 0) {
		a.labelAbove(i)
	}
	if title < 0 {
		return
	}
	for i := title + 1; i < len(a.pieces) && i <= end; i++ {
		if p := &a.pieces[i]; p.role == quoted || p.role == section {
			if categoryLine(p.text) || p.runes <= 60 && p.key() == lineKey(a.d.publisher) || siteName(p.text) && p.runes <= 30 && i == title+1 && p.kind != heading {
				a.remove(i)
			}
		}
	}
	if end < len(a.pieces) && a.pieces[end].role == quoted {
		a.takeDateline(end)
	}
}

// headEnd is the index of the first piece of running text.
func (a *assembly) headEnd() int {
	for i, p := range a.pieces {
		if i == longestHead || a.runningText(p) {
			return i
		}
	}
	return len(a.pieces)
}

func (a *assembly) runningText(p piece) bool {
	const longestTitle, sentence = 200, 60
	switch {
	case p.kind == heading:
		return false
	case p.kind == listItem:
		return p.runes > sentence
	case p.runes > longestTitle:
		return true
	}
	return endsSentence(p.text) && (p.runes >= sentence || !titleShape(p.text)) && !clutterLine(p.text, p.words)
}

// headStatements takes out what the first pieces say about the article; a lead
// may stand before them.
func (a *assembly) headStatements() {
	for i := range min(longestHead, len(a.pieces)) {
		p := &a.pieces[i]
		if p.runes > longestStatement {
			continue
		}
		if a.publisherField(i) {
			a.remove(i)
			continue
		}
		if clutterLine(p.text, p.words) {
			a.remove(i)
			continue
		}
		s, ok := readStatement(withoutLinks(p.text), a.d.lang)
		if !ok && !(functionLine(p) && a.nameAbove(i) != "") {
			continue
		}
		a.state(s)
		a.remove(i)
		if name := a.nameAbove(i); name != "" && s.author == "" && a.d.author == "" {
			a.d.author = name
			a.remove(i - 1)
		}
	}
}

// publisherField takes the publisher from a line such as "Source: Le Quai" that
// stands beside another field ("Date: …"): alone it could as well say where
// figures come from. It reports whether piece i was such a line.
func (a *assembly) publisherField(i int) bool {
	isPublisher := func(key string) bool { return slices.Contains(fieldKeys.publisher, key) }
	beside := func(k int) bool {
		if k < 0 || k >= len(a.pieces) {
			return false
		}
		key, _, ok := headerLine(a.pieces[k].text)
		return ok && isFieldKey(key) && !isPublisher(key)
	}
	key, value, ok := headerLine(a.pieces[i].text)
	if !ok || !isPublisher(key) || urlLine.MatchString(value) || endsSentence(value) || !beside(i-1) && !beside(i+1) {
		return false
	}
	if a.d.publisher == "" {
		a.d.publisher = value
	}
	return true
}

// nameAbove is the author's name in the line above piece i, or "": it looks like
// one, and a title stands above it.
func (a *assembly) nameAbove(i int) string {
	if i < 2 || a.pieces[i-1].role == removed {
		return ""
	}
	name := bylineName(withoutLinks(a.pieces[i-1].text))
	for _, p := range a.pieces[:i-1] {
		if name != "" && p.role != removed && len(p.words) >= 3 && titleShape(p.text) && !categoryLine(p.text) {
			return name
		}
	}
	return ""
}

// state takes over what is not known yet.
func (a *assembly) state(s statement) {
	if a.d.author == "" {
		a.d.author = s.author
	}
	if a.d.publisher == "" {
		a.d.publisher = s.publisher
	}
	if a.d.url == "" {
		a.d.url = s.url
	}
	if !s.published.Known() {
		s.published = s.updated
	}
	if !a.d.published.Known() {
		a.d.published = s.published
	}
}

// findTitle is the index of the piece that prints the title, -1 for none.
func (a *assembly) findTitle(end int) int {
	if a.d.title != "" {
		for i := range min(end+1, len(a.pieces)) {
			if a.pieces[i].role != removed && sameTitle(a.pieces[i].text, a.d.title) {
				return i
			}
		}
		return -1
	}
	if end == len(a.pieces) && !a.anyText(end) {
		return -1
	}
	if !a.d.plain {
		return a.firstHeading(end)
	}
	return a.titleOfPlain(end)
}

// anyText reports whether something else than headings and short lines is there.
func (a *assembly) anyText(end int) bool {
	for _, p := range a.pieces[:end] {
		if p.role == quoted && (p.kind == listItem || endsSentence(p.text)) {
			return true
		}
	}
	return false
}

func (a *assembly) firstHeading(end int) int {
	for i := range end {
		if p := a.pieces[i]; p.kind == heading && p.role != removed && !categoryLine(p.text) {
			return i
		}
	}
	return -1
}

// titleOfPlain chooses among the short lines on top: the first of three words
// and more that names no site, else the longest that is no label of the site.
func (a *assembly) titleOfPlain(end int) int {
	const words = 3
	best := -1
	for i := range end {
		p := a.pieces[i]
		if p.role == removed || a.running[p.text] || p.kind == listItem || !titleShape(p.text) || strings.HasSuffix(p.text, ":") || categoryLine(p.text) {
			continue
		}
		if _, glued := unglue(p.text); glued {
			continue
		}
		if (len(p.words) >= words || unspaced(p.text)) && !siteName(p.text) {
			return i
		}
		if domainName.MatchString(p.text) {
			continue
		}
		if best < 0 || p.runes > a.pieces[best].runes && a.pieces[best].runes < 25 && i <= best+2 {
			best = i
		}
	}
	return best
}

// unspaced reports whether a text is in a script that sets no spaces, and long
// enough for three words.
func unspaced(s string) bool {
	const shortest = 6
	return utf8.RuneCountInString(s) >= shortest && strings.ContainsFunc(s, func(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) })
}

// takeTitle takes the title from piece i.
func (a *assembly) takeTitle(i int) {
	p := &a.pieces[i]
	p.role = titled
	if a.d.title == "" {
		a.d.title = withoutGluedLabel(oneLine(p.text))
	}
}

// withoutGluedLabel takes a section's name off a title that it is glued to
// ("WorldTwo armies meet").
func withoutGluedLabel(s string) string {
	for i, r := range s {
		if i > 0 && i < 30 && strings.ContainsRune("ABCDEFGHIJKLMNOPQRSTUVWXYZÀÂÇÉÈÊËÎÏÔÙÛÜŒ", r) {
			before, _ := utf8.DecodeLastRuneInString(s[:i])
			if before >= 'a' && before != ' ' && categories[lineKey(s[:i])] {
				return s[i:]
			}
		}
		if r == ' ' || i >= 30 {
			break
		}
	}
	return s
}

// labelAbove takes out a label of the site that stands above the title, and
// the name of the publisher where it surely is one.
func (a *assembly) labelAbove(i int) {
	p := &a.pieces[i]
	if p.role == removed || p.runes > 60 || endsSentence(p.text) || len(p.words) > 6 {
		return
	}
	name, glued := unglue(p.text)
	if a.d.publisher == "" && (glued && !categoryLine(p.text) || siteName(p.text)) {
		a.d.publisher = name
	}
	a.remove(i)
}

// takeDateline leaves a dateline out of the first paragraph's quote.
func (a *assembly) takeDateline(i int) {
	p := &a.pieces[i]
	n, s := dateline(p.text, a.d.lang)
	if n == 0 || n >= len(p.text) {
		return
	}
	a.state(s)
	p.skip = n
}

// sameTitle reports whether a line prints the title, whole or without the
// site's name that metadata put behind it.
func sameTitle(line, title string) bool {
	if len(line) > 2*len(title)+100 {
		return false
	}
	l, t := lineKey(line), lineKey(title)
	return l != "" && (l == t || strings.Count(l, " ") >= 3 && strings.HasPrefix(t, l+" "))
}
