package timeline

import (
	"slices"
	"testing"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/dates"
)

// onDays are events on days.
func onDays(days ...string) []Event {
	var all []Event
	for _, s := range days {
		d, err := corpus.ParseDate(s)
		if err != nil {
			panic(err)
		}
		all = append(all, Event{When: OnDay(d)})
	}
	return all
}

func TestPeriods(t *testing.T) {
	decade := []string{}
	for y := 2001; y < 2025; y++ {
		decade = append(decade, time.Date(y, 5, 3, 0, 0, 0, 0, time.UTC).Format(time.DateOnly), time.Date(y, 9, 3, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
	}
	for name, c := range map[string]struct{ days, want []string }{
		"none":       {nil, nil},
		"one day":    {[]string{"2024-10-23", "2024-10-23"}, nil},
		"days":       {[]string{"2024-10-23", "2024-10-23", "2024-10-25", "2024-10-25"}, []string{"23 October 2024", "25 October 2024"}},
		"weeks":      {[]string{"2024-10-22", "2024-10-23", "2024-10-30", "2024-10-31", "2024-11-01"}, []string{"week of 21 October 2024", "week of 28 October 2024"}},
		"months":     {[]string{"2024-10-02", "2024-10-12", "2024-10-22", "2024-12-01", "2024-12-30", "2024-12-31", "2024-12-11", "2024-12-20"}, []string{"October 2024", "December 2024"}},
		"decades":    {decade, []string{"the 2000s", "the 2010s", "the 2020s"}},
		"only years": {[]string{"2023", "2023", "2024", "2024"}, []string{"2023", "2024"}},
	} {
		var got []string
		for _, p := range Periods(onDays(c.days...)) {
			if p.To != startOf(p.To, p.Precision) || p.To <= p.From {
				t.Errorf("%s: %s to %s", name, p.From, p.To)
			}
			got = append(got, WordsFor(corpus.English).When(p))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestSpan(t *testing.T) {
	day := func(y int, m time.Month, d int) corpus.Day { return corpus.DayNumber(y, m, d) }
	for _, c := range []struct {
		from, to corpus.Day
		want     string
	}{
		{day(2024, 10, 1), day(2024, 11, 1), "octobre 2024"}, {day(2023, 6, 1), day(2023, 9, 1), "juin – août 2023"},
		{day(2024, 1, 1), day(2025, 1, 1), "2024"}, {day(2024, 10, 1), dates.Forever, "depuis octobre 2024"},
		{dates.Beginning, day(2024, 10, 24), "jusqu’au 23 octobre 2024"}, {day(2024, 10, 23), day(2024, 10, 24), "23 octobre 2024"},
	} {
		if got := WordsFor(corpus.French).When(Span(c.from, c.to)); got != c.want {
			t.Errorf("%s to %s: %q, want %q", c.from, c.to, got, c.want)
		}
	}
}
