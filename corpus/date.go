package corpus

import (
	"fmt"
	"strings"
	"time"
)

// Day counts days from 1970-01-01, which is day 0.
type Day int32

// DayOf is the day of t in t's own location.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return DayNumber(y, m, d)
}

// DayNumber is the day of a date of the proleptic Gregorian calendar. Months
// and days out of range are carried over, as time.Date does.
func DayNumber(year int, month time.Month, day int) Day {
	s := time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix()
	return Day(floorDiv(s, 86400))
}

// Time is midnight UTC of the day.
func (d Day) Time() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

func (d Day) String() string { return d.Time().Format("2006-01-02") }

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// Precision says how exactly a date is known.
type Precision uint8

// A Date without a precision is unknown.
const (
	NoPrecision Precision = iota
	DayPrecision
	MonthPrecision
	YearPrecision
)

func (p Precision) String() string {
	return [...]string{"", "day", "month", "year"}[p]
}

// Date is a date of publication with its precision. The zero Date is unknown.
// Dates are comparable with ==.
type Date struct {
	From, To  Day // the days that it may be: [From, To)
	Precision Precision
}

// NewDate makes a date of a year, a month (0: not known) and a day (0: not known).
func NewDate(year int, month time.Month, day int) Date {
	switch {
	case month == 0:
		return Date{DayNumber(year, 1, 1), DayNumber(year+1, 1, 1), YearPrecision}
	case day == 0:
		return Date{DayNumber(year, month, 1), DayNumber(year, month+1, 1), MonthPrecision}
	}
	d := DayNumber(year, month, day)
	return Date{d, d + 1, DayPrecision}
}

// ParseDate reads a date as EDTF level 0 writes it (ISO 8601-2): 2024, 2024-10,
// 2024-10-23; of a date with a time it takes the date as written. The empty
// string is the unknown date.
func ParseDate(s string) (Date, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return Date{}, nil
	}
	day := s
	if len(day) > 10 && (day[10] == 'T' || day[10] == ' ') {
		day = day[:10]
	}
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		t, err := time.Parse(layout, day)
		if err != nil {
			continue
		}
		switch len(layout) {
		case 4:
			return NewDate(t.Year(), 0, 0), nil
		case 7:
			return NewDate(t.Year(), t.Month(), 0), nil
		}
		return NewDate(t.Year(), t.Month(), t.Day()), nil
	}
	return Date{}, fmt.Errorf("%q is not a date like 2024-10-23, 2024-10 or 2024", s)
}

// Known reports whether anything is known of the date.
func (d Date) Known() bool { return d.Precision != NoPrecision }

// String is the date in EDTF, "" when it is unknown.
func (d Date) String() string {
	switch t := d.From.Time(); d.Precision {
	case DayPrecision:
		return t.Format("2006-01-02")
	case MonthPrecision:
		return t.Format("2006-01")
	case YearPrecision:
		return t.Format("2006")
	}
	return ""
}

// MarshalText writes EDTF.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Date) UnmarshalText(b []byte) (err error) {
	*d, err = ParseDate(string(b))
	return err
}
