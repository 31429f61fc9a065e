package picture

import (
	"image/color"
	"math"
	"strconv"
)

// paint draws a layout.
func paint(c *canvas, l *layout) {
	edge := rect{0.5, 0.5, l.width - 0.5, l.height - 0.5}
	frame(c, rule, edge)
	c.text(titleStyle, ink, point{margin, 43}, l.title)
	c.text(leadStyle, grey, point{margin, 64}, l.lead)
	paintAxis(c, l)
	for i := range l.labels {
		paintPole(c, &l.labels[i], l.keys[l.labels[i].mark])
	}
	for _, m := range l.others {
		paintMark(c, m)
	}
	for _, m := range l.keys {
		paintMark(c, m)
	}
	for _, b := range l.labels {
		c.text(dateStyle, strong, b.date.at, b.date.text)
		for _, s := range b.lines {
			c.text(quoteStyle, ink, s.at, s.text)
		}
	}
	paintStrip(c, l)
	paintLegend(c, l)
}

func frame(c *canvas, col color.Color, r rect) {
	c.line(col, 1, point{r.x0, r.y0}, point{r.x1, r.y0})
	c.line(col, 1, point{r.x1, r.y0}, point{r.x1, r.y1})
	c.line(col, 1, point{r.x1, r.y1}, point{r.x0, r.y1})
	c.line(col, 1, point{r.x0, r.y1}, point{r.x0, r.y0})
}

func paintAxis(c *canvas, l *layout) {
	a := l.axis
	for i, t := range a.ticks {
		if i > 0 {
			c.line(faint, 1, point{t.x0, a.y}, point{t.x0, l.strip.box.y1})
		}
		c.line(ink, 1, point{t.x0, a.y}, point{t.x0, a.y + 5})
		c.centred(tickStyle, ink, point{t.at, a.y + 18}, t.label)
	}
	for i, e := range a.eras {
		if i > 0 {
			c.line(rule, 1, point{e.x0, a.y}, point{e.x0, a.y + 38})
		}
		c.centred(eraStyle, grey, point{e.at, a.y + 35}, e.label)
	}
	c.line(ink, 1, point{a.x1, a.y}, point{a.x1, a.y + 5})
	c.line(ink, 1.6, point{a.x0, a.y}, point{a.x1, a.y})
	if s := l.beyond[0]; s != "" {
		c.text(asideStyle, grey, point{a.x0 - 8 - c.faces.width(asideStyle, s), a.y + 4}, s)
	}
	if s := l.beyond[1]; s != "" {
		c.text(asideStyle, grey, point{l.width - 6 - c.faces.width(asideStyle, s), a.y - 6}, s)
	}
	if l.othersName != "" {
		c.text(headStyle, grey, point{margin, l.others[0].at.y + 4}, l.othersName)
	}
}

// paintPole draws the line from a label to its mark.
func paintPole(c *canvas, b *label, m mark) {
	c.line(grey, 1, point{b.pole, b.box.y0 + 2}, point{b.pole, b.turn + 0.5})
	c.line(grey, 1, point{b.pole, b.turn}, point{m.at.x, b.turn})
	c.line(grey, 1, point{m.at.x, b.turn - 0.5}, m.at)
}

func paintMark(c *canvas, m mark) {
	col := pale
	if m.key {
		col = strong
	}
	if m.bar != nil {
		paintBar(c, m.bar, col)
	}
	if m.disputed {
		col = alarm
	}
	paintShape(c, m.shape, paper, m.at, m.r+1.1)
	paintShape(c, m.shape, col, m.at, m.r)
	letter := paper
	if m.disputed {
		paintShape(c, m.shape, paper, m.at, m.r*0.74) // hollow
		letter = alarm
	} else if !m.key {
		letter = ink
	}
	if m.letter != "" {
		c.centred(letterStyle, letter, point{m.at.x, m.at.y + 3.8}, m.letter)
	}
}

func paintBar(c *canvas, b *bar, col color.RGBA) {
	switch {
	case b.vague:
		c.rect(over(col, paper, 0.16), b.rect)
		frame(c, over(col, paper, 0.75), b.rect)
		if b.softLeft || b.softRight {
			c.fade(over(col, paper, 0.16), b.rect, b.softLeft, b.softRight)
		}
	default:
		c.fade(over(col, paper, 0.55), b.rect, b.softLeft, b.softRight)
	}
}

// paintShape draws a shape of about the same area for every kind.
func paintShape(c *canvas, s shape, col color.Color, at point, r float64) {
	switch s {
	case circle:
		c.fill(col, arc(at, r, 0, 2*math.Pi)...)
	case square:
		h := r * 0.89
		c.rect(col, rect{at.x - h, at.y - h, at.x + h, at.y + h})
	case diamond:
		h := r * 1.2
		c.fill(col, point{at.x, at.y - h}, point{at.x + h, at.y}, point{at.x, at.y + h}, point{at.x - h, at.y})
	case both:
		h := r * 0.95
		left := arc(at, h, math.Pi/2, 3*math.Pi/2)
		c.fill(col, append(left, point{at.x + h, at.y - h}, point{at.x + h, at.y + h})...)
	}
}

// arc is the points of a part of a circle.
func arc(at point, r, from, to float64) []point {
	n := max(8, int(r*6))
	points := make([]point, 0, n+1)
	for i := range n + 1 {
		a := from + (to-from)*float64(i)/float64(n)
		points = append(points, point{at.x + r*math.Cos(a), at.y + r*math.Sin(a)})
	}
	return points
}

func paintStrip(c *canvas, l *layout) {
	s := l.strip
	c.rect(paper, rect{s.head.at.x, s.head.at.y - 12, s.head.at.x + c.faces.width(headStyle, s.head.text) + 6, s.head.at.y + 4})
	c.text(headStyle, grey, s.head.at, s.head.text)
	for _, g := range s.gaps {
		box := rect{g.x0, s.box.y0, g.x1, s.box.y1}
		c.rect(paper, box)
		c.hatch(rule, box)
	}
	c.line(rule, 1, point{margin, s.box.y0}, point{s.box.x1, s.box.y0})
	for _, r := range s.rows {
		c.line(rule, 1, point{margin, r.y + stripRow/2}, point{s.box.x1, r.y + stripRow/2})
		c.text(headStyle, ink, point{margin, r.y + 4}, r.letter)
		c.text(noteStyle, ink, point{margin + 18, r.y + 4}, r.name)
		for _, d := range r.dots {
			paintShape(c, d.shape, paper, d.at, d.r+0.8)
			paintShape(c, d.shape, strong, d.at, d.r)
		}
		if r.before > 0 {
			n := "‹" + strconv.Itoa(r.before)
			c.text(noteStyle, grey, point{s.box.x0 - 5 - c.faces.width(noteStyle, n), r.y + 4}, n)
		}
		if r.after > 0 {
			c.text(noteStyle, grey, point{s.box.x1 + 5, r.y + 4}, strconv.Itoa(r.after)+"›")
		}
	}
	for _, g := range s.gaps {
		paintGap(c, s, g)
	}
}

// paintGap writes into a hatched box, in the middle of its rows.
func paintGap(c *canvas, s strip, g gap) {
	if g.label == "" {
		return
	}
	y, x := s.rows[(len(s.rows)-1)/2].y, (g.x0+g.x1)/2
	half := c.faces.width(asideStyle, g.label)/2 + 6
	c.rect(paper, rect{x - half, y - 8, x + half, y + 8})
	c.centred(asideStyle, grey, point{x, y + 4}, g.label)
}

func paintLegend(c *canvas, l *layout) {
	for _, it := range l.legend {
		box := rect{it.at.x - 9, it.at.y - 5, it.at.x + 9, it.at.y + 5}
		switch it.sign {
		case signShape:
			paintShape(c, it.shape, strong, it.at, 6)
		case signNumber:
			paintShape(c, circle, strong, it.at, 7.5)
			c.centred(letterStyle, paper, point{it.at.x, it.at.y + 3.8}, "2")
		case signInterval:
			paintBar(c, &bar{rect: box}, strong)
		case signVague:
			paintBar(c, &bar{rect: box, vague: true}, strong)
		case signSoft:
			paintBar(c, &bar{rect: box, softLeft: true, softRight: true}, strong)
		case signDisputed:
			paintMark(c, mark{at: it.at, r: 6.5, disputed: true})
		case signGap:
			c.hatch(rule, box)
			frame(c, rule, box)
		}
		c.text(noteStyle, grey, it.text.at, it.text.text)
	}
	for _, n := range l.notes {
		c.text(asideStyle, grey, n.at, n.text)
	}
}
