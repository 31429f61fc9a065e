package read

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"unicode/utf8"

	"verbatim/corpus"
	"verbatim/corpus/language"
)

// assemble makes an article of a document, and its body: the whole text as
// printed, a paragraph a line, clutter too, so that offsets stay true. What is
// clutter and what only tells of the article is in no passage.
// The article's ID is the document's, else a hash of the file's name.
func assemble(file string, d document) (*corpus.Article, string) {
	a := newAssembly(d)
	a.structure()
	body, units := a.layOut()
	article := &corpus.Article{
		Attribution: corpus.Attribution{
			ArticleID: d.id, File: file,
			Title: a.d.title, Author: a.d.author, Publisher: a.d.publisher, URL: a.d.url,
			Published: a.d.published, Lang: a.d.lang,
		},
		License: a.d.license, Size: len(body), Passages: passages(body, units), Clutter: a.clutter(), Notes: a.d.notes,
	}
	if article.ArticleID == "" {
		sum := sha256.Sum256([]byte(file))
		article.ArticleID = hex.EncodeToString(sum[:])[:12]
	}
	for i := range article.Passages {
		s := &article.Passages[i]
		s.Lang = passageLang(body[s.Start:s.End], article.Lang)
	}
	article.Sketch = sketch(article, body)
	article.Hash = hash(article, body)
	return article, body
}

// sketch is that of what can be quoted of an article.
func sketch(a *corpus.Article, body string) corpus.Sketch {
	texts := make([]string, len(a.Passages))
	for i, s := range a.Passages {
		texts[i] = body[s.Start:s.End]
	}
	return corpus.NewSketch(texts...)
}

// role is what becomes of a piece of an article.
type role uint8

const (
	quoted  role = iota // it can be quoted
	section             // a sub-heading: the section of what is under it
	removed             // clutter or a statement about the article
	titled              // it prints the article's title
)

// piece is a block on its way into an article.
type piece struct {
	block
	runes int
	words []string // of the line as keyWords gives them; nil when it is longer than any clutter
	role  role
	skip  int // bytes in front that are not quoted: a label, a dateline
}

// assembly is an article in the making.
type assembly struct {
	d       document
	pieces  []piece
	running map[string]bool
}

func newAssembly(d document) *assembly {
	a := &assembly{d: d}
	a.d.title = oneLine(d.title)
	for _, b := range d.blocks {
		if text := foldLines(b.text); text != "" {
			a.pieces = append(a.pieces, newPiece(b.kind, text))
		}
	}
	if len(a.pieces) == 0 && a.d.title != "" {
		// The title is all that there is: it is what can be found.
		a.pieces = []piece{newPiece(paragraph, a.d.title)}
	}
	a.running = a.runningLines()
	return a
}

func newPiece(kind blockKind, text string) piece {
	p := piece{block: block{kind, text}, runes: utf8.RuneCountInString(text)}
	if len(text) <= longestClutter {
		p.words = keyWords(withoutLinks(text))
	}
	switch kind {
	case heading:
		p.role = section
	case pageFurniture:
		p.role = removed
	}
	return p
}

// key is what the piece is compared by; "" when it is too long to be clutter.
func (p *piece) key() string { return strings.Join(p.words, " ") }

// foldLines folds the white space of each line of a block; lines stay.
func foldLines(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	if !strings.ContainsAny(s, "\n\r") {
		return oneLine(s)
	}
	var lines []string
	for l := range strings.SplitSeq(lineEnds.Replace(s), "\n") {
		if l = oneLine(l); l != "" {
			lines = append(lines, l)
		}
	}
	return strings.Join(lines, "\n")
}

// structure finds out what each piece is, what language the article is in and what
// the text itself states.
func (a *assembly) structure() {
	a.d.lang = articleLang(a.d.lang, a.pieces)
	title := a.d.title
	a.readHead()
	a.removeClutter()
	a.readTail()
	if !a.d.published.Known() && a.d.created.Known() {
		a.d.note("no date is stated in it; that the file was made on %s says nothing of its publication", a.d.created)
	}
	for i := range a.pieces {
		if a.pieces[i].role == quoted {
			return
		}
	}
	// Nothing would be left: rather quote clutter than lose an article.
	for i := range a.pieces {
		a.pieces[i].role, a.pieces[i].skip = quoted, 0
	}
	a.d.title = title
}

// remove takes a piece out of what can be quoted.
func (a *assembly) remove(i int) { a.pieces[i].role = removed }

// clutter lists what was taken out, as printed, each line once.
func (a *assembly) clutter() []string {
	var lines []string
	seen := map[string]bool{}
	for _, p := range a.pieces {
		line := p.text
		switch {
		case p.role == quoted && p.skip > 0:
			line = strings.TrimSpace(p.text[:p.skip])
		case p.role != removed:
			continue
		}
		if !seen[line] {
			seen[line] = true
			lines = append(lines, line)
		}
	}
	return lines
}

// unit is a piece that can be quoted, at its place in the body.
type unit struct {
	start, end int
	runes      int
	kind       blockKind
	section    string
	attributed bool // the next unit says whom this one is from
	afresh     bool // something that is not quoted stands before it: no passage reaches over that
}

// layOut prints the body and places in it what can be quoted.
func (a *assembly) layOut() (body string, units []unit) {
	var b strings.Builder
	sec, above := "", "" // above goes on when the list ends whose label is sec
	label := false
	afresh := false
	for i, p := range a.pieces {
		if label && p.role == quoted && p.kind != listItem {
			sec, label = above, false
		}
		if i > 0 {
			b.WriteString("\n")
			if p.kind != listItem || a.pieces[i-1].kind != listItem {
				b.WriteString("\n")
			}
		}
		start := b.Len()
		b.WriteString(p.text)
		switch p.role {
		case section:
			if !label {
				above = sec
			}
			sec, label = sectionName(p.text), a.labelsList(i)
			afresh = true
		case removed, titled:
			afresh = true
		case quoted:
			u := unit{start: start + p.skip, end: b.Len(), runes: p.runes, kind: p.kind, section: sec, afresh: afresh || p.skip > 0}
			if p.skip > 0 {
				u.runes = utf8.RuneCountInString(p.text[p.skip:])
			}
			units = append(units, u)
			afresh = false
		}
	}
	return b.String(), units
}

// labelsList reports whether heading i is the bare label of a list ("Key
// points:"), which is over with the list.
func (a *assembly) labelsList(i int) bool {
	return strings.HasSuffix(a.pieces[i].text, ":") && i+1 < len(a.pieces) && a.pieces[i+1].kind == listItem
}

// sectionName is a heading as passages name it, on one line, without the colon at its end.
func sectionName(s string) string {
	s = strings.TrimRight(oneLine(s), " \u00a0\u202f:")
	if utf8.RuneCountInString(s) > 200 {
		s = string([]rune(s)[:200])
	}
	return s
}

// Numbers of characters with which detection of a language is right: by function
// words, and by trigrams against what the document states.
const longEnough, surelyLong = 80, 500

// articleLang is the language that a document states, made a plain tag, unless
// its text is clearly in another: templates state the wrong one often.
func articleLang(stated corpus.Lang, pieces []piece) corpus.Lang {
	var sample strings.Builder
	for _, p := range pieces {
		if sample.Len() > 4000 {
			break
		}
		// Headings and site furniture are often in another language.
		if p.kind != heading && p.runes >= longEnough {
			sample.WriteString(p.text[:min(len(p.text), 4000)])
			sample.WriteString("\n")
		}
	}
	text := strings.ToValidUTF8(sample.String(), "")
	if text == "" {
		for _, p := range pieces[:min(len(pieces), 40)] {
			text += p.text + "\n"
		}
	}
	if stated == "" || stated == corpus.Undetermined {
		return language.Detect(text)
	}
	base, _, _ := strings.Cut(strings.ToLower(string(stated)), "-")
	found := language.Clear(text, stated, corpus.French, corpus.English)
	if found == corpus.Undetermined && utf8.RuneCountInString(text) >= surelyLong {
		found = language.Detect(text)
	}
	agreed := found == corpus.Undetermined || found == stated || string(found) == base
	switch {
	case !agreed && utf8.RuneCountInString(text) >= 2*longEnough:
		return found
	case base == "fr" || base == "en":
		return corpus.Lang(base)
	}
	return stated
}

// passageLang is that of its article, unless the passage is clearly in another.
func passageLang(text string, article corpus.Lang) corpus.Lang {
	switch {
	case article == corpus.Undetermined:
		return language.Detect(text)
	case utf8.RuneCountInString(text) < longEnough:
		return article
	}
	base, _, _ := strings.Cut(string(article), "-")
	found := language.Clear(text, article, corpus.French, corpus.English)
	if found == corpus.Undetermined || string(found) == base {
		return article
	}
	return found
}

// hash is what an article's content is compared by: 32 hex digits.
func hash(a *corpus.Article, body string) string {
	h := sha256.New()
	fmt.Fprintf(h, "%q %q %q %q %s %s\n", a.Title, a.Author, a.Publisher, a.URL, a.Published, a.Lang)
	if a.License != "" {
		fmt.Fprintf(h, "%q\n", a.License)
	}
	if a.Note != "" {
		fmt.Fprintf(h, "note %q\n", a.Note)
	}
	for _, s := range a.Passages {
		fmt.Fprintf(h, "%d %d %q %s\n", s.Start, s.End, s.Section, s.Lang)
	}
	h.Write([]byte(body))
	return hex.EncodeToString(h.Sum(nil))[:32]
}
