package picture

import (
	"cmp"
	"math"
	"slices"
)

// flag is a label to be hung on a pole: its box is to the right or to the left
// of the pole, in one of some lanes above each other, and the pole goes down
// from it to near its mark.
type flag struct {
	mark   float64 // where the pole wants to be
	width  float64
	weight float64 // what it costs to leave it out
}

// hung is where a flag was hung. The zero hung was left out.
type hung struct {
	ok   bool
	pole float64
	lane int // 0 is the lowest
	left bool
}

const (
	mostLanes = 4   // of flags, above each other
	poleGap   = 7.0 // between two poles
	flagGap   = 9.0 // between a box and the next pole or box
	poleAside = 5.0 // between a pole and its text
	farthest  = 400 // from a mark to its pole
	beam      = 96  // arrangements that are followed
)

// aside are the distances from its mark at which a pole is tried.
var aside = [...]float64{0, 14, -14, 32, -32, 56, -56, 86, -86, 122, -122, 164, -164, 212, -212, 266, -266, 326, -326, 392, -392}

// arrangement is a way to hang the first flags of a list.
type arrangement struct {
	right [mostLanes]float64 // where the boxes of a lane end
	poles [mostLanes]float64 // the last pole that goes up to a lane
	last  float64            // the last pole
	cost  float64
	from  *arrangement
	hung  hung
}

// hang hangs flags, in order of their marks, in lanes between two margins: no two boxes
// overlap, no pole goes through a box, and poles stand in the order of their
// marks, so that the lines down to the marks do not cross. It keeps the best
// arrangements while it goes from left to right (a beam search).
func hang(flags []flag, lanes int, x0, x1 float64) []hung {
	start := &arrangement{last: math.Inf(-1)}
	for i := range mostLanes {
		start.right[i], start.poles[i] = x0-flagGap, math.Inf(-1)
	}
	front := []*arrangement{start}
	for _, f := range flags {
		var next bests
		for _, a := range front {
			next.offer(a, a.without(f))
			a.extend(f, lanes, x0, x1, &next)
		}
		front = next.take()
	}
	best := slices.MinFunc(front, func(a, b *arrangement) int { return cmp.Compare(a.cost, b.cost) })
	places := make([]hung, len(flags))
	for i := len(flags) - 1; i >= 0; i-- {
		places[i], best = best.hung, best.from
	}
	return places
}

func (a *arrangement) without(f flag) arrangement {
	b := *a
	b.cost, b.hung = a.cost+f.weight, hung{}
	return b
}

// extend offers every way to hang one more flag.
func (a *arrangement) extend(f flag, lanes int, x0, x1 float64, next *bests) {
	for lane := range lanes {
		need := max(a.last+poleGap, x0)
		for m := range lane + 1 {
			need = max(need, a.right[m]+flagGap)
		}
		a.try(f, need, lane, x1, next) // as far left as can be
		for _, d := range aside {
			if p := f.mark + d; p > need {
				a.try(f, p, lane, x1, next)
			}
		}
	}
}

// try offers a flag on a pole, with its box to the right and to the left.
func (a *arrangement) try(f flag, pole float64, lane int, x1 float64, next *bests) {
	off := math.Abs(pole - f.mark)
	if off > farthest || pole > x1 {
		return
	}
	cost := a.cost + off/30 + 0.12*float64(lane)
	if pole+poleAside+f.width <= x1 && cost < next.worst() {
		next.offer(a, a.with(hung{true, pole, lane, false}, pole+poleAside+f.width, cost))
	}
	edge := pole - poleAside - f.width
	if edge < a.right[lane]+flagGap || cost+0.25 >= next.worst() {
		return
	}
	for m := lane + 1; m < mostLanes; m++ {
		if edge < a.poles[m]+flagGap {
			return
		}
	}
	next.offer(a, a.with(hung{true, pole, lane, true}, pole, cost+0.25))
}

func (a *arrangement) with(h hung, right, cost float64) arrangement {
	b := *a
	b.right[h.lane], b.poles[h.lane], b.last = right, h.pole, h.pole
	b.cost, b.hung = cost, h
	return b
}

// bests keeps the cheapest arrangements, cheapest first.
type bests struct{ list []*arrangement }

func (b *bests) worst() float64 {
	if len(b.list) < beam {
		return math.Inf(1)
	}
	return b.list[beam-1].cost
}

// offer takes an arrangement when it is among the cheapest, and leaves as much
// room somewhere as every cheaper one: else the beam fills with variants of one.
func (b *bests) offer(from *arrangement, a arrangement) {
	if a.cost >= b.worst() {
		return
	}
	i := 0
	for ; i < len(b.list) && b.list[i].cost <= a.cost; i++ {
		if b.list[i].roomier(&a) {
			return
		}
	}
	a.from = from
	b.list = slices.Insert(b.list, i, &a)
	for j := len(b.list) - 1; j > i; j-- {
		if a.roomier(b.list[j]) {
			b.list = slices.Delete(b.list, j, j+1)
		}
	}
	b.list = b.list[:min(len(b.list), beam)]
}

// roomier reports whether whatever can follow b can follow a, all but.
func (a *arrangement) roomier(b *arrangement) bool {
	const slack = 4
	for i := range mostLanes {
		if a.right[i] > b.right[i]+slack || a.poles[i] > b.poles[i]+slack {
			return false
		}
	}
	return a.last <= b.last+slack
}

func (b *bests) take() []*arrangement { return b.list }
