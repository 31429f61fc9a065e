package picture

import (
	"image"
	"image/color"
)

// shades is how many steps there are from the paper to an ink. With 28 the
// edges of letters look as smooth as with all colours, and the file is a third.
const shades = 28

// palette is every ink in its mixes with the paper, which is all that smooth
// edges make, but for letters on pale marks.
var palette = func() color.Palette {
	p := color.Palette{paper}
	mixes := func(top, ground color.RGBA, n int) {
		for i := range n {
			p = append(p, over(top, ground, float64(i+1)/float64(n)))
		}
	}
	for _, c := range []color.RGBA{ink, grey, strong, alarm, pale, over(strong, paper, 0.55)} {
		mixes(c, paper, shades)
	}
	for _, c := range []color.RGBA{rule, faint} {
		mixes(c, paper, 8)
	}
	mixes(ink, pale, 16)
	mixes(grey, over(strong, paper, 0.55), 16)
	mixes(ink, over(strong, paper, 0.55), 16)
	return p
}()

// reduce gives each pixel the colour of the palette that is nearest to it.
func reduce(img *image.RGBA) *image.Paletted {
	out := image.NewPaletted(img.Bounds(), palette)
	known := map[uint32]uint8{}
	var last uint32
	var index uint8
	for i := range out.Pix {
		p := img.Pix[4*i : 4*i+4 : 4*i+4]
		rgb := uint32(p[0])<<16 | uint32(p[1])<<8 | uint32(p[2]) | 0xff<<24
		if rgb != last {
			var ok bool
			if index, ok = known[rgb]; !ok {
				index = nearest(p[0], p[1], p[2])
				known[rgb] = index
			}
			last = rgb
		}
		out.Pix[i] = index
	}
	return out
}

func nearest(r, g, b uint8) uint8 {
	best, at := 1<<30, 0
	for i, c := range palette {
		c := c.(color.RGBA)
		dr, dg, db := int(c.R)-int(r), int(c.G)-int(g), int(c.B)-int(b)
		if d := dr*dr + dg*dg + db*db; d < best {
			best, at = d, i
		}
	}
	return uint8(at)
}
