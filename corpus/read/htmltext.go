package read

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Elements whose text no reader of the article sees, or that are not article:
// menus, buttons, scripts.
var unseenElements = []atom.Atom{
	atom.Title, atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Math, atom.Iframe, atom.Object,
	atom.Nav, atom.Button, atom.Select, atom.Textarea, atom.Datalist, atom.Dialog, atom.Audio, atom.Video, atom.Canvas,
}

// Elements that are part of a line. All others end the block before them.
var inlineElements = []atom.Atom{
	atom.A, atom.Abbr, atom.Acronym, atom.B, atom.Bdi, atom.Bdo, atom.Big, atom.Cite, atom.Code, atom.Data, atom.Del, atom.Dfn, atom.Em, atom.Font,
	atom.I, atom.Img, atom.Input, atom.Ins, atom.Kbd, atom.Label, atom.Mark, atom.Meter, atom.Output, atom.Progress, atom.Q, atom.Ruby, atom.Rb, atom.Rt, atom.Rp, atom.S, atom.Samp,
	atom.Small, atom.Span, atom.Strike, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.Tt, atom.U, atom.Var, atom.Wbr,
	atom.Picture, atom.Source, atom.Track, atom.Link, atom.Meta, atom.Map, atom.Area, atom.Param, atom.Embed,
}

// htmlBlocks is the text of a page, or of a part of one, block by block. It
// works on tags as they come and builds no tree, so that neither depth nor
// number of tags matters.
func htmlBlocks(page string) []block {
	w := &htmlWriter{}
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			w.flush()
			return w.blocks
		case html.TextToken:
			w.text(string(z.Text()))
		case html.SelfClosingTagToken:
			name, _ := z.TagName()
			if a := atom.Lookup(name); a != atom.Svg && a != atom.Math { // only these have an end of their own
				w.start(a)
			}
		case html.StartTagToken:
			name, attributes := z.TagName()
			a := atom.Lookup(name)
			if attributes && w.unseen == 0 && hasClass(a) && unseenClass(class(z)) {
				w.unseen, w.depth = a, 1
				continue
			}
			w.start(a)
		case html.EndTagToken:
			name, _ := z.TagName()
			w.end(atom.Lookup(name))
		}
	}
}

// unseenClasses mark what is no text of an article, in the line of its text:
// the numbers of notes and the edit links of encyclopedias, words for screen
// readers alone.
var unseenClasses = []string{"reference", "mw-editsection", "mw-cite-backlink", "noprint", "sr-only", "screen-reader-text", "visually-hidden", "visuallyhidden"}

func hasClass(a atom.Atom) bool { return a == atom.Sup || a == atom.Span }

func unseenClass(class string) bool {
	return slices.ContainsFunc(strings.Fields(class), func(c string) bool { return slices.Contains(unseenClasses, c) })
}

// class is that attribute of the tag at hand.
func class(z *html.Tokenizer) string {
	for {
		key, value, more := z.TagAttr()
		if string(key) == "class" {
			return string(value)
		}
		if !more {
			return ""
		}
	}
}

type htmlWriter struct {
	blocks []block
	line   strings.Builder
	space  bool // white space stands between line and what comes next

	unseen  atom.Atom // the element that is left out, 0 for none
	depth   int       // how many of it are open
	quotes  int
	pre     int
	heading bool
	item    bool // the next block is the first of a list item
}

func (w *htmlWriter) start(a atom.Atom) {
	switch {
	case w.unseen != 0:
		if a == w.unseen {
			w.depth++
		}
		return
	case slices.Contains(unseenElements, a), a == atom.Footer && w.quotes == 0: // a quotation's footer says who speaks
		w.flush()
		w.unseen, w.depth = a, 1
		return
	case slices.Contains(inlineElements, a):
		return
	}
	switch a {
	case atom.Br:
		w.lineBreak()
		return
	case atom.Td, atom.Th:
		w.cell()
		return
	}
	w.flush()
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.heading = true
	case atom.Blockquote:
		w.quotes++
	case atom.Li:
		w.item = true
	case atom.Pre:
		w.pre++
	}
}

func (w *htmlWriter) end(a atom.Atom) {
	switch {
	case w.unseen != 0:
		if a == w.unseen {
			w.depth--
		}
		if w.depth == 0 {
			w.unseen = 0
		}
		return
	case slices.Contains(inlineElements, a), a == atom.Td, a == atom.Th, a == atom.Br:
		return
	}
	w.flush()
	switch a {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		w.heading = false
	case atom.Blockquote:
		w.quotes = max(0, w.quotes-1)
	case atom.Li, atom.Ul, atom.Ol:
		w.item = false
	case atom.Pre:
		w.pre = max(0, w.pre-1)
	}
}

// text adds text to the line, its white space folded as a browser does.
func (w *htmlWriter) text(s string) {
	if w.unseen != 0 {
		return
	}
	for i, line := range strings.Split(printable(s), "\n") {
		if i > 0 {
			if w.pre > 0 {
				w.newline()
			} else {
				w.space = true
			}
		}
		w.fold(line)
	}
}

func (w *htmlWriter) fold(s string) {
	for s != "" {
		end := strings.IndexFunc(s, isASCIISpace)
		if end < 0 {
			end = len(s)
		}
		if end > 0 {
			if w.space && w.line.Len() > 0 && !strings.HasSuffix(w.line.String(), "\n") {
				w.line.WriteByte(' ')
			}
			w.line.WriteString(s[:end])
			w.space = false
		}
		if end < len(s) {
			w.space = true
			end++
		}
		s = s[end:]
	}
}

func (w *htmlWriter) newline() {
	if s := w.line.String(); s != "" && !strings.HasSuffix(s, "\n") {
		w.line.WriteByte('\n')
	}
	w.space = false
}

// lineBreak is <br>. Two of them are how old pages part their paragraphs.
func (w *htmlWriter) lineBreak() {
	if w.unseen != 0 {
		return
	}
	if strings.HasSuffix(w.line.String(), "\n") && w.pre == 0 {
		w.flush()
		return
	}
	w.newline()
}

func (w *htmlWriter) cell() {
	if w.line.Len() > 0 {
		w.fold(" | ")
		w.space = true
	}
}

func (w *htmlWriter) flush() {
	s := strings.TrimFunc(w.line.String(), isASCIISpace)
	w.line.Reset()
	w.space = false
	if s == "" {
		return
	}
	kind := paragraph
	switch {
	case w.heading:
		kind = heading
	case w.item:
		kind, w.item = listItem, false
	case w.quotes > 0:
		kind = quotation
	}
	w.blocks = append(w.blocks, block{kind, s})
}
