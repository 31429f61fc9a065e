// Package dates finds time expressions in running text, French and English.
//
// It is a grammar over tokens: tables hold what words can mean, small rules
// read what they mean together, and nothing looks further than a few tokens, so
// that the time is linear in the text. Both languages are read in every text,
// the text's own first, since quotations and translations mix them.
package dates

import (
	"math"
	"time"

	"verbatim/corpus"
)

// Type is the kind of a time expression, in the names of TimeML.
type Type string

// The types.
const (
	Date     Type = "DATE"
	Time     Type = "TIME"
	Duration Type = "DURATION"
	Set      Type = "SET"
)

// Precision is the unit of the calendar that an expression names.
type Precision uint8

// The precisions. NoPrecision is that of what names no unit, or none that can be counted.
const (
	NoPrecision Precision = iota
	Day
	Week
	Month
	Quarter
	Season
	Half
	Year
	Decade
	Century
)

func (p Precision) String() string {
	return [...]string{"", "day", "week", "month", "quarter", "season", "half", "year", "decade", "century"}[p]
}

// Qualifier says how sure the days of an expression are.
type Qualifier uint8

// The qualifiers. Uncertain is a date whose year nobody states.
const (
	Exact Qualifier = iota
	Approximate
	Uncertain
)

// The ends of a range that is open.
const (
	Beginning corpus.Day = math.MinInt32
	Forever   corpus.Day = math.MaxInt32
)

// Expression is a time expression found in a text.
//
// Value names the unit that the words name; EDTF says what they mean, with what
// prepositions and "early" or "late" make of it: "since 2014" has the value 2014
// and the EDTF 2014/.., "late 2014" the value 2014 and the EDTF 2014-09~/2014-12~.
type Expression struct {
	Start, End int // bytes of the text
	Type       Type
	Value      string // in the notation of TimeML's TIMEX3; "" where unresolved or too vague
	EDTF       string // ISO 8601-2 level 0 or 1, with XXXX for a year that nobody states; "" where it cannot say it
	Rule       string // the rule that found it

	// The days that are meant, [From, To), as EDTF says it; both 0 where they are
	// not known, Beginning and Forever where the range is open.
	From, To  corpus.Day
	Precision Precision
	Qualifier Qualifier
	Relative  bool // counted from the date of publication, or from an earlier date of the text

	absolute corpus.Date
}

// Resolved reports whether the days of the expression are known.
func (e Expression) Resolved() bool { return e.From != e.To }

// Date is the day, month or year that the text states by itself, without its
// date of publication. It is false for ranges, vague and relative expressions.
func (e Expression) Date() (corpus.Date, bool) { return e.absolute, e.absolute.Known() }

// Find finds the time expressions of a text, in order, not overlapping.
// Relative ones are resolved from published, and stay unresolved when it is
// unknown, or not exact enough: with a month alone, "last year" has a value and
// "yesterday" has none. A lang other than French is read as English.
func Find(text string, lang corpus.Lang, published corpus.Date) []Expression {
	home := english
	if len(lang) >= 2 && lang[:2] == corpus.French {
		home = french
	}
	p := parser{text: text, toks: tokenize(text), lang: home, ref: reference{date: published}}
	hits := p.run(home)
	if len(hits) == 0 {
		return nil
	}
	found := make([]Expression, 0, len(hits))
	for i := range hits {
		found = append(found, hits[i].expression(p.toks))
	}
	return found
}

// expression is the hit as callers see it.
func (h *hit) expression(toks []token) Expression {
	w := &h.when
	e := Expression{
		Start: toks[h.start].start, End: toks[h.end-1].end,
		Type: w.typ, Value: w.timex(), EDTF: w.edtf(), Rule: w.rule,
		Relative: w.relative, Precision: precisions[w.unit],
	}
	e.From, e.To = w.meant()
	switch {
	case w.about || w.part != whole:
		e.Qualifier = Approximate
	case !e.Resolved() && e.EDTF != "":
		e.Qualifier = Uncertain
	}
	if w.typ == Date && w.y != 0 && w.known && !w.relative && !w.vague && !w.about && w.part == whole && !w.openAfter && !w.openBefore {
		e.absolute = w.stated()
	}
	return e
}

var precisions = map[unit]Precision{
	day: Day, week: Week, weekend: Day, month: Month, quarter: Quarter, season: Season, half: Half, year: Year,
	decade: Decade, century: Century,
}

// meant is the days of w with what prepositions and parts make of them.
func (w *when) meant() (from, to corpus.Day) {
	if w.first != nil {
		from, to, _ = rangeDays(w.first, w.last)
		return from, to
	}
	if !w.known || w.vague {
		return 0, 0
	}
	from, to = w.narrowed()
	switch {
	case w.openBefore && w.exclusive:
		return Beginning, from
	case w.openBefore:
		return Beginning, to
	case w.openAfter && w.exclusive && w.unit != day:
		return to, Forever
	case w.openAfter:
		return from, Forever
	}
	return from, to
}

func (w *when) stated() corpus.Date {
	switch {
	case w.unit == day && w.m != 0 && w.d != 0:
		return corpus.NewDate(w.y, time.Month(w.m), w.d)
	case w.unit == month && w.m != 0:
		return corpus.NewDate(w.y, time.Month(w.m), 0)
	case w.unit == year:
		return corpus.NewDate(w.y, 0, 0)
	}
	return corpus.Date{}
}
