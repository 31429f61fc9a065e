package picture

import (
	"math"
	"slices"
)

// slot is something to be put into a row: its middle may be anywhere in [lo, hi],
// best at want, and it takes reach to both sides of it.
type slot struct{ lo, hi, want, reach float64 }

// seat is where a slot was put. Row 0 is the nearest to the axis.
type seat struct {
	x   float64
	row int
}

// pack puts slots into as few rows as it can, first come first served, so that
// none overlaps another of its row, and says how many rows there are. Past
// limit rows it stops, false.
func pack(slots []slot, limit int) (seats []seat, rows int, ok bool) {
	var taken [][]slot // of each row, in order of want, which is where they were put
	for _, s := range slots {
		row, x := 0, 0.0
		for ; ; row++ {
			if row == len(taken) {
				taken = append(taken, nil)
			}
			if x, ok = free(taken[row], s); ok {
				break
			}
		}
		if row >= limit {
			return nil, 0, false
		}
		s.want = x
		i, _ := slices.BinarySearchFunc(taken[row], x, func(t slot, x float64) int {
			if t.want < x {
				return -1
			}
			return 1
		})
		taken[row] = slices.Insert(taken[row], i, s)
		seats = append(seats, seat{x, row})
	}
	return seats, len(taken), true
}

// free is the free place nearest to where s wants to be in a row.
func free(row []slot, s slot) (x float64, ok bool) {
	best := math.Inf(1)
	left := math.Inf(-1) // the end of what was passed
	for i := 0; i <= len(row); i++ {
		right := math.Inf(1)
		if i < len(row) {
			right = row[i].want - row[i].reach
		}
		lo, hi := max(s.lo, left+s.reach), min(s.hi, right-s.reach)
		if lo <= hi {
			at := max(lo, min(hi, s.want))
			if d := math.Abs(at - s.want); d < best {
				best, x, ok = d, at, true
			}
		}
		if i < len(row) {
			left = max(left, row[i].want+row[i].reach)
		}
		if left > s.hi {
			break
		}
	}
	return x, ok
}
