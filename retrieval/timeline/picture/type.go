package picture

import (
	"strings"
	"sync"
	"unicode"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	"codeberg.org/go-fonts/liberation/liberationserifbold"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/text/unicode/norm"
)

// style is a font at a size.
type style struct {
	font *sfntFont
	size float64 // units of the layout
}

type sfntFont struct{ data []byte }

// The Liberation fonts have Latin, Greek, Cyrillic and Hebrew letters. (The Go
// fonts were tried: their hyphens look like dashes, and their noughts are slashed.)
var (
	regular = &sfntFont{liberationsansregular.TTF}
	bold    = &sfntFont{liberationsansbold.TTF}
	serif   = &sfntFont{liberationserifbold.TTF}
)

// The styles of the picture.
var (
	titleStyle  = style{serif, 25}
	leadStyle   = style{regular, 13}
	dateStyle   = style{bold, 13}
	quoteStyle  = style{regular, 13.5}
	tickStyle   = style{regular, 12.5}
	eraStyle    = style{bold, 12.5}
	letterStyle = style{bold, 10.5}
	noteStyle   = style{regular, 12}
	headStyle   = style{bold, 12}
	asideStyle  = style{regular, 12}
)

// parsed holds the fonts once they are read; they may be shared, faces may not.
var parsed = sync.OnceValue(func() map[*sfntFont]*sfnt.Font {
	fonts := map[*sfntFont]*sfnt.Font{}
	for _, f := range []*sfntFont{regular, bold, serif} {
		read, err := opentype.Parse(f.data)
		if err != nil {
			panic("picture: a font that is part of the program cannot be read: " + err.Error())
		}
		fonts[f] = read
	}
	return fonts
})

// faces are the fonts at their sizes, for one picture.
type faces struct {
	drawers map[style]*font.Drawer
	buf     sfnt.Buffer
}

func newFaces() *faces { return &faces{drawers: map[style]*font.Drawer{}} }

func (f *faces) drawer(st style) *font.Drawer {
	if d := f.drawers[st]; d != nil {
		return d
	}
	face, err := opentype.NewFace(parsed()[st.font], &opentype.FaceOptions{Size: st.size * resolution, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic("picture: a font that is part of the program has no face: " + err.Error())
	}
	d := &font.Drawer{Face: face}
	f.drawers[st] = d
	return d
}

// width is how wide s is, in units of the layout.
func (f *faces) width(st style, s string) float64 {
	return float64(f.drawer(st).MeasureString(s)) / 64 / resolution
}

// has reports whether the fonts can show r.
func (f *faces) has(r rune) bool {
	i, err := parsed()[regular].GlyphIndex(&f.buf, r)
	return err == nil && i != 0
}

// printable is s on one line as the fonts can show it, without the signs that
// they lack (emoji, marks of direction); fallback when they lack many of its
// letters, as they do of Chinese or Arabic, or nothing is left.
func (f *faces) printable(s, fallback string) string {
	var b strings.Builder
	shown, lost := 0, 0
	for _, r := range norm.NFC.String(s) {
		switch {
		case r == '\u00a0', r == '\u202f', r == '\u2007': // no line break here, in French before a colon
			b.WriteRune('\u00a0')
		case unicode.IsSpace(r):
			b.WriteRune(' ')
		case f.has(r) && unicode.IsPrint(r):
			b.WriteRune(r)
			shown++
		case unicode.IsLetter(r), unicode.IsNumber(r):
			lost++
		case unicode.Is(unicode.Pd, r):
			b.WriteRune('-')
		}
	}
	text := strings.Join(strings.FieldsFunc(b.String(), func(r rune) bool { return r == ' ' }), " ")
	text = unbroken.Replace(text)
	if strings.Trim(text, " \u00a0") == "" || lost*3 > shown {
		return fallback
	}
	return text
}

// unbroken keeps the signs that French sets off by spaces with their words.
var unbroken = strings.NewReplacer("« ", "«\u00a0", " »", "\u00a0»", " :", "\u00a0:", " ;", "\u00a0;", " !", "\u00a0!", " ?", "\u00a0?", " %", "\u00a0%", " €", "\u00a0€")

// ellipsis ends a text of which something was left out.
const ellipsis = "…"

// wrap breaks s into at most n lines that are no wider than width. What does
// not fit is left out at the end of a word, and an ellipsis stands for it.
func (f *faces) wrap(st style, s string, width float64, n int) []string {
	words := strings.Split(s, " ")
	var lines []string
	for len(words) > 0 {
		used := f.fit(st, words, width)
		if used == 0 && len(lines) < n-1 {
			// A word that is wider than a line is cut where the line ends.
			head := f.cut(st, words[0], width)
			lines = append(lines, head)
			words[0] = words[0][len(head):]
			continue
		}
		if len(lines) == n-1 && used < len(words) {
			return append(lines, f.shorten(st, words, width))
		}
		lines = append(lines, strings.Join(words[:used], " "))
		words = words[used:]
	}
	return lines
}

// fit is how many words fit one line.
func (f *faces) fit(st style, words []string, width float64) int {
	for n := range words {
		if f.width(st, strings.Join(words[:n+1], " ")) > width {
			return n
		}
	}
	return len(words)
}

// shorten is what fits one line of the words and an ellipsis.
func (f *faces) shorten(st style, words []string, width float64) string {
	room := width - f.width(st, ellipsis)
	n := f.fit(st, words, room)
	if n == 0 {
		return f.cut(st, words[0], room) + ellipsis
	}
	return strings.TrimRight(strings.Join(words[:n], " "), " \u00a0,;:(«“-–—") + ellipsis
}

// cut is the longest beginning of a word that fits, one letter at least.
func (f *faces) cut(st style, word string, width float64) string {
	end := 0
	for i, r := range word {
		next := i + len(string(r))
		if end > 0 && f.width(st, word[:next]) > width {
			break
		}
		end = next
	}
	return word[:end]
}
