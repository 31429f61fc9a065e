package timeline

import (
	"time"

	"verbatim/corpus"
	"verbatim/corpus/dates"
)

// Part is a third of a unit of the calendar, as people name it.
type Part int8

// The parts.
const (
	Early Part = iota
	Mid
	Late
)

// PartOf reports whether w is the early, middle or late part of a month, a year
// or a decade, as package dates narrows what is called so, and gives that unit.
func (w When) PartOf() (p Part, unit When, ok bool) {
	if !w.Approximate() || !w.Known() || w.From == dates.Beginning || w.To == dates.Forever {
		return 0, When{}, false
	}
	y, m, _ := w.From.Time().Date()
	decade := y - y%10
	for _, u := range []struct {
		precision dates.Precision
		from, to  corpus.Day
		starts    [3]corpus.Day
		ends      [3]corpus.Day
	}{
		{dates.Month, day(y, m, 1), day(y, m+1, 1), [3]corpus.Day{day(y, m, 1), day(y, m, 11), day(y, m, 21)},
			[3]corpus.Day{day(y, m, 11), day(y, m, 21), day(y, m+1, 1)}},
		{dates.Year, day(y, 1, 1), day(y+1, 1, 1), [3]corpus.Day{day(y, 1, 1), day(y, 5, 1), day(y, 9, 1)},
			[3]corpus.Day{day(y, 5, 1), day(y, 9, 1), day(y+1, 1, 1)}},
		{dates.Decade, day(decade, 1, 1), day(decade+10, 1, 1), [3]corpus.Day{day(decade, 1, 1), day(decade+3, 1, 1), day(decade+6, 1, 1)},
			[3]corpus.Day{day(decade+4, 1, 1), day(decade+7, 1, 1), day(decade+10, 1, 1)}},
	} {
		for i := range u.starts {
			if w.From == u.starts[i] && w.To == u.ends[i] {
				return Part(i), When{From: u.from, To: u.to, Precision: u.precision, EDTF: "x"}, true
			}
		}
	}
	return 0, When{}, false
}

func day(y int, m time.Month, d int) corpus.Day { return corpus.DayNumber(y, m, d) }
