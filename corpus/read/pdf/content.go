package pdf

import (
	"bytes"
	"math"
	"strings"

	"github.com/ledongthuc/pdf"
)

// matrix is an affine map: x' = a·x + c·y + e, y' = b·x + d·y + f.
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

// then is m followed by n.
func (m matrix) then(n matrix) matrix {
	return matrix{
		m.a*n.a + m.b*n.c, m.a*n.b + m.b*n.d,
		m.c*n.a + m.d*n.c, m.c*n.b + m.d*n.d,
		m.e*n.a + m.f*n.c + n.e, m.e*n.b + m.f*n.d + n.f,
	}
}

// state is what q saves and Q brings back (ISO 32000-1, 8.4 and 9.3).
type state struct {
	page                matrix
	font                *font
	size, leading, rise float64
	char, word          float64 // spacing
	scale               float64 // horizontal, 1 is none
}

// printer turns the operators of pages into lines.
type printer struct {
	left  int64            // bytes of streams that may still be read
	text  int              // bytes of text that may still be kept
	fonts map[string]*font // by what their dictionaries say

	known, unknown int // codes whose letters the fonts tell, and others

	forms      int // that the page may still print
	turned     bool
	now        state
	saved      []state
	run0, here matrix // of the line of text, and of the next letter
	lines      []Line
	line       Line
	words      strings.Builder
	open       bool
	boldness   int // letters that are bold, less those that are not
}

func (p *printer) start(rotate int64) {
	turn := identity
	switch p.turned = false; (rotate%360 + 360) % 360 {
	case 90:
		turn, p.turned = matrix{b: -1, c: 1}, true
	case 180:
		turn = matrix{a: -1, d: -1}
	case 270:
		turn, p.turned = matrix{b: 1, c: -1}, true
	}
	p.now, p.saved, p.lines = state{page: turn, scale: 1}, nil, nil
	p.run0, p.here = identity, identity
	p.forms = maxForms
}

// maxOperands is how many operands an operator may have: TJ's are one array.
const maxOperands = 64

// run interprets a content stream. depth counts the forms it stands in.
func (p *printer) run(content []byte, resources pdf.Value, depth int) {
	const maxDepth = 8
	if depth > maxDepth {
		return
	}
	l := &lexer{data: content}
	var operands []any
	for p.text > 0 {
		o, ok := l.next()
		if !ok {
			return
		}
		op, is := o.(operator)
		if !is {
			if len(operands) < maxOperands {
				operands = append(operands, o)
			}
			continue
		}
		switch op {
		case "BI":
			l.skipImage()
		case "Do":
			p.form(last[name](operands), resources, depth)
		case "Tf":
			p.setFont(operands, resources)
		default:
			p.operate(op, operands)
		}
		operands = operands[:0]
	}
}

// skipImage leaves out an image that stands in the stream itself.
func (l *lexer) skipImage() {
	for l.pos < len(l.data) {
		i := bytes.Index(l.data[l.pos:min(len(l.data), l.pos+4096)], []byte("EI"))
		if i < 0 {
			l.pos += 4094
			continue
		}
		l.pos += i + 2
		before, after := l.data[l.pos-3], byte(' ')
		if l.pos < len(l.data) {
			after = l.data[l.pos]
		}
		if isSpace(before) && isSpace(after) {
			return
		}
	}
	l.pos = min(l.pos, len(l.data))
}

// last is the last operand, when it is of that kind.
func last[T any](operands []any) (v T) {
	if n := len(operands); n > 0 {
		v, _ = operands[n-1].(T)
	}
	return v
}

// form prints a form: a piece of a page that stands in a stream of its own.
func (p *printer) form(called name, resources pdf.Value, depth int) {
	v := resources.Key("XObject").Key(string(called))
	if v.Key("Subtype").Name() != "Form" || p.forms == 0 {
		return
	}
	p.forms--
	before := p.now
	if m := v.Key("Matrix"); m.Len() == 6 {
		p.now.page = matrix{m.Index(0).Float64(), m.Index(1).Float64(), m.Index(2).Float64(), m.Index(3).Float64(), m.Index(4).Float64(), m.Index(5).Float64()}.then(p.now.page)
	}
	own := v.Key("Resources")
	if own.IsNull() {
		own = resources
	}
	p.run(p.stream(v), own, depth+1)
	p.now = before
}

func (p *printer) setFont(operands []any, resources pdf.Value) {
	if len(operands) < 2 {
		return
	}
	called, _ := operands[0].(name)
	p.now.size, _ = operands[1].(float64)
	v := resources.Key("Font").Key(string(called))
	key := v.String()
	f := p.fonts[key]
	if f == nil {
		f = readFont(p, v)
		p.fonts[key] = f
	}
	p.now.font = f
}

func (p *printer) operate(op operator, operands []any) {
	var n [6]float64
	for i := range min(len(operands), 6) {
		n[i], _ = operands[i].(float64)
	}
	s := &p.now
	switch op {
	case "q":
		if len(p.saved) < 1000 {
			p.saved = append(p.saved, *s)
		}
	case "Q":
		if top := len(p.saved) - 1; top >= 0 {
			*s, p.saved = p.saved[top], p.saved[:top]
		}
	case "cm":
		s.page = matrix{n[0], n[1], n[2], n[3], n[4], n[5]}.then(s.page)
	case "BT":
		p.run0, p.here = identity, identity
	case "Tm":
		p.run0 = matrix{n[0], n[1], n[2], n[3], n[4], n[5]}
		p.here = p.run0
	case "Td":
		p.move(n[0], n[1])
	case "TD":
		s.leading = -n[1]
		p.move(n[0], n[1])
	case "T*":
		p.move(0, -s.leading)
	case "TL":
		s.leading = n[0]
	case "Tc":
		s.char = n[0]
	case "Tw":
		s.word = n[0]
	case "Tz":
		s.scale = n[0] / 100
	case "Ts":
		s.rise = n[0]
	case "Tj":
		p.show(last[literal](operands))
	case "'":
		p.move(0, -s.leading)
		p.show(last[literal](operands))
	case "\"":
		s.word, s.char = n[0], n[1]
		p.move(0, -s.leading)
		p.show(last[literal](operands))
	case "TJ":
		for _, o := range last[array](operands) {
			switch o := o.(type) {
			case literal:
				p.show(o)
			case float64:
				p.here = matrix{a: 1, d: 1, e: -o / 1000 * s.size * s.scale}.then(p.here)
			}
		}
	}
}

func (p *printer) move(x, y float64) {
	p.run0 = matrix{a: 1, d: 1, e: x, f: y}.then(p.run0)
	p.here = p.run0
}

// show prints a string, letter by letter.
func (p *printer) show(s literal) {
	f := p.now.font
	if f == nil {
		return
	}
	f.each(s, func(code int, text string) {
		advance := f.width(code)/1000*p.now.size + p.now.char
		if code == ' ' && !f.wide {
			advance += p.now.word
		}
		advance *= p.now.scale
		p.print(text, advance-p.now.char*p.now.scale)
		p.here = matrix{a: 1, d: 1, e: advance}.then(p.here)
	})
}

// Where a gap on a line is a space, in parts of the size of the letters. Kerning
// stays under a fifth; the narrowest spaces of justified text are wider.
const (
	spaceGap  = 0.2
	columnGap = 3.0 // a wider one parts columns of a table, or of the page
	stepBack  = 1.0
)

// print adds letters of that width at the place of the next one.
func (p *printer) print(text string, width float64) {
	at := matrix{p.now.size * p.now.scale, 0, 0, p.now.size, 0, p.now.rise}.then(p.here).then(p.now.page)
	size := math.Hypot(at.c, at.d)
	if at.a <= 0 || math.Abs(at.b) > at.a/4 || size < 1 || size > 1000 || math.IsNaN(at.e+at.f) {
		return // set aslant, as stamps are; or hidden
	}
	end := matrix{a: 1, d: 1, e: width}.then(p.here).then(p.now.page).e
	if text == "" {
		if width > 0 {
			p.unknown++
		}
		return
	}
	p.known++
	if strings.TrimSpace(text) == "" || text == "\u00a0" {
		if p.open && p.here != (matrix{}) && math.Abs(at.f-p.line.Base) < size/2 && at.e > p.line.Right-size && at.e < p.line.Right+columnGap*size {
			p.space(text)
			p.line.Right = max(p.line.Right, end)
		}
		return
	}
	gap := at.e - p.line.Right
	reach := max(size, p.line.Size)
	if !p.open || math.Abs(at.f-p.line.Base) > reach/2 || gap < -stepBack*reach || gap > columnGap*reach {
		p.endLine()
		p.open, p.line = true, Line{Left: at.e, Base: at.f, Size: size}
	} else if gap > spaceGap*reach {
		p.space(" ")
	}
	p.words.WriteString(text)
	p.text -= len(text)
	p.line.Right = end
	if size > p.line.Size { // what stood before was a raised or a small letter
		p.line.Size, p.line.Base = size, at.f
	}
	if p.now.font.bold {
		p.boldness++
	} else {
		p.boldness--
	}
}

// space ends a word, once. A no-break space stays one.
func (p *printer) space(s string) {
	if text := p.words.String(); !strings.HasSuffix(text, " ") && !strings.HasSuffix(text, "\u00a0") {
		if s != "\u00a0" && s != "\u202f" {
			s = " "
		}
		p.words.WriteString(s)
	}
}

// ligatures are letters that fonts join; nobody types or searches them.
var ligatures = strings.NewReplacer("ﬀ", "ff", "ﬁ", "fi", "ﬂ", "fl", "ﬃ", "ffi", "ﬄ", "ffl", "ﬅ", "st", "ﬆ", "st")

func (p *printer) endLine() {
	if p.open {
		p.line.Bold = p.boldness > 0
		p.line.Text = strings.TrimSpace(ligatures.Replace(strings.ToValidUTF8(p.words.String(), "\ufffd")))
		if p.line.Text != "" {
			p.lines = append(p.lines, p.line)
		}
	}
	p.open, p.boldness = false, 0
	p.words.Reset()
}
