package picture

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// resolution is how many pixels there are to a unit of the layout, in each direction.
const resolution = 2

// The inks. The card is opaque and has its own ground, so that it looks the
// same on Discord's light and dark themes; everything that means something is
// told by shape, letter or pattern too.
var (
	paper  = color.RGBA{0xfb, 0xf9, 0xf4, 0xff}
	ink    = color.RGBA{0x1d, 0x1d, 0x21, 0xff}
	grey   = color.RGBA{0x5c, 0x5b, 0x60, 0xff}
	rule   = color.RGBA{0xb9, 0xb5, 0xab, 0xff}
	faint  = color.RGBA{0xe9, 0xe5, 0xdc, 0xff}
	strong = color.RGBA{0x17, 0x4a, 0x73, 0xff}
	pale   = color.RGBA{0x8f, 0xa9, 0xbd, 0xff}
	alarm  = color.RGBA{0xa3, 0x35, 0x22, 0xff}
)

// point is a place in units of the layout, from the top left corner.
type point struct{ x, y float64 }

// rect is a box in units of the layout: [x0, x1) by [y0, y1).
type rect struct{ x0, y0, x1, y1 float64 }

func (r rect) overlaps(s rect) bool { return r.x0 < s.x1 && s.x0 < r.x1 && r.y0 < s.y1 && s.y0 < r.y1 }
func (r rect) inside(s rect) bool {
	return r.x0 >= s.x0 && r.y0 >= s.y0 && r.x1 <= s.x1 && r.y1 <= s.y1
}

// canvas is drawn on in units of the layout.
type canvas struct {
	img   *image.RGBA
	faces *faces
}

func newCanvas(width, height float64) *canvas {
	img := image.NewRGBA(image.Rect(0, 0, int(math.Ceil(width))*resolution, int(math.Ceil(height))*resolution))
	draw.Draw(img, img.Bounds(), image.NewUniform(paper), image.Point{}, draw.Src)
	return &canvas{img: img, faces: newFaces()}
}

// fill paints a polygon. It is rasterized in its own bounds only: most shapes are small.
func (c *canvas) fill(col color.Color, points ...point) {
	x0, y0, x1, y1 := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, p := range points {
		x0, y0, x1, y1 = min(x0, p.x), min(y0, p.y), max(x1, p.x), max(y1, p.y)
	}
	box := image.Rect(
		int(math.Floor(x0*resolution)), int(math.Floor(y0*resolution)),
		int(math.Ceil(x1*resolution)), int(math.Ceil(y1*resolution)))
	if box.Empty() || !box.Overlaps(c.img.Bounds()) {
		return
	}
	r := vector.NewRasterizer(box.Dx(), box.Dy())
	for i, p := range points {
		x, y := float32(p.x*resolution)-float32(box.Min.X), float32(p.y*resolution)-float32(box.Min.Y)
		if i == 0 {
			r.MoveTo(x, y)
		} else {
			r.LineTo(x, y)
		}
	}
	r.ClosePath()
	r.Draw(c.img, box, image.NewUniform(col), image.Point{})
}

func (c *canvas) rect(col color.Color, r rect) {
	c.fill(col, point{r.x0, r.y0}, point{r.x1, r.y0}, point{r.x1, r.y1}, point{r.x0, r.y1})
}

// line draws a straight line of a width.
func (c *canvas) line(col color.Color, width float64, a, b point) {
	dx, dy := b.x-a.x, b.y-a.y
	n := math.Hypot(dx, dy)
	if n == 0 {
		return
	}
	ox, oy := -dy/n*width/2, dx/n*width/2
	c.fill(col, point{a.x + ox, a.y + oy}, point{b.x + ox, b.y + oy}, point{b.x - ox, b.y - oy}, point{a.x - ox, a.y - oy})
}

// hatch fills a box with thin diagonal lines.
func (c *canvas) hatch(col color.Color, r rect) {
	const step = 6
	h := r.y1 - r.y0
	for x := math.Floor((r.x0-h)/step) * step; x < r.x1; x += step {
		// The line climbs from (x, y1) to (x+h, y0); what is outside the box is cut off.
		from, to := max(x, r.x0), min(x+h, r.x1)
		if from < to {
			c.line(col, 0.8, point{from, r.y1 - (from - x)}, point{to, r.y1 - (to - x)})
		}
	}
}

// fade fills a box with a colour that goes out towards the soft sides.
func (c *canvas) fade(col color.RGBA, r rect, softLeft, softRight bool) {
	reach := min((r.x1-r.x0)*0.45, 36)
	const slice = 1.0 / resolution
	for x := r.x0; x < r.x1; x += slice {
		a := 1.0
		if softLeft {
			a = min(a, (x-r.x0)/reach)
		}
		if softRight {
			a = min(a, (r.x1-x)/reach)
		}
		c.rect(over(col, paper, a), rect{x, r.y0, min(x+slice, r.x1), r.y1})
	}
}

// over mixes two opaque colours.
func over(top, ground color.RGBA, alpha float64) color.RGBA {
	mix := func(a, b uint8) uint8 { return uint8(float64(a)*alpha + float64(b)*(1-alpha) + 0.5) }
	return color.RGBA{mix(top.R, ground.R), mix(top.G, ground.G), mix(top.B, ground.B), 0xff}
}

// text writes one line with its baseline at p.
func (c *canvas) text(st style, col color.Color, p point, s string) {
	d := c.faces.drawer(st)
	d.Dst, d.Src = c.img, image.NewUniform(col)
	d.Dot = fixed.Point26_6{X: fixed.Int26_6(p.x * resolution * 64), Y: fixed.Int26_6(p.y * resolution * 64)}
	d.DrawString(s)
}

func (c *canvas) centred(st style, col color.Color, p point, s string) {
	c.text(st, col, point{p.x - c.faces.width(st, s)/2, p.y}, s)
}
