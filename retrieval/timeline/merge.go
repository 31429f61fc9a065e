package timeline

import (
	"cmp"
	"iter"
	"slices"

	"verbatim/corpus"
	"verbatim/corpus/dates"
	"verbatim/retrieval/lexicon"
)

// How much two reports must have in common to tell of one event; see alike.
// Days that are the same say much, a month that holds a day says less, and days
// that differ are a disagreement only where all else agrees. Reports in two
// languages share fewer words, as the lexicon holds not all.
const (
	sameDays  = 0.30
	sameStart = 0.36 // the days overlap, and begin together
	sameSpan  = 0.50 // the days overlap
	otherDays = 0.80 // they are near each other; what happens every day is told in much the same words
	nearDays  = 3
	ownWords  = 0.55 // two sentences of one article: it would not tell an event twice
	abroad    = 0.62 // share of these that is enough between two languages
)

// group is the reports of one event while they are gathered.
type group struct {
	reports  []*Report
	tellings []*telling
}

// merged puts the reports of one event together.
func merged(reports []Report, lex *lexicon.Lexicon) []group {
	tellings := make([]telling, len(reports))
	for i := range reports {
		tellings[i] = tellingOf(&reports[i], lex)
	}
	p := newPool(tellings)
	order := make([]int, len(reports))
	for i := range order {
		order[i] = i
		p.weigh(tellings[i].own)
	}
	// The most telling report of a day comes first, so that others gather around it.
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(reports[b].exactness(), reports[a].exactness()), cmp.Compare(reports[b].relevance, reports[a].relevance))
	})
	m := merger{byDay: map[corpus.Day][]int{}, byKey: map[string][]int{}, yearless: map[string][]int{}}
	for _, i := range order {
		m.place(&reports[i], &tellings[i])
	}
	return m.groups
}

// merger gathers reports into groups, which it finds again by their days, and
// where a day is crowded by their rarest concepts too.
type merger struct {
	groups   []group
	byDay    map[corpus.Day][]int
	byKey    map[string][]int
	yearless map[string][]int // by EDTF
}

const (
	// crowded is how many groups are compared with a report without a look at
	// their concepts.
	crowded = 100
	// findable is how many concepts of a report its group is found by.
	findable = 6
	// longest is the width in days of what can be one event; longer spans stay alone.
	longest = 62
)

// place puts a report into the group that it fits best, or a new one.
func (m *merger) place(r *Report, t *telling) {
	best, at := 0.0, -1
	for _, g := range m.near(r, t) {
		if fit := m.groups[g].fit(r, t); fit > best {
			best, at = fit, g
		}
	}
	if at < 0 {
		at = len(m.groups)
		m.groups = append(m.groups, group{})
	}
	g := &m.groups[at]
	g.reports, g.tellings = append(g.reports, r), append(g.tellings, t)
	if r.Yearless() {
		m.yearless[r.EDTF] = append(m.yearless[r.EDTF], at)
		return
	}
	for d := range m.days(r.When) {
		m.byDay[d] = appendNew(m.byDay[d], at)
	}
	for _, k := range rarest(t) {
		m.byKey[k] = appendNew(m.byKey[k], at)
	}
}

func appendNew(ids []int, id int) []int {
	if n := len(ids); n > 0 && ids[n-1] == id {
		return ids
	}
	return append(ids, id)
}

// days are the days of a When that can be compared: none when it is unknown or
// too long.
func (m *merger) days(w When) iter.Seq[corpus.Day] {
	return func(yield func(corpus.Day) bool) {
		if !w.Known() || w.From == dates.Beginning || width(w) > longest {
			return
		}
		for d := w.From; d < w.From+corpus.Day(width(w)); d++ {
			if !yield(d) {
				return
			}
		}
	}
}

// near are the groups that a report may belong to.
func (m *merger) near(r *Report, t *telling) []int {
	if r.Yearless() {
		return lastOf(m.yearless[r.EDTF])
	}
	var ids []int
	seen := map[int]bool{}
	add := func(more []int) {
		for _, g := range more {
			if !seen[g] {
				seen[g] = true
				ids = append(ids, g)
			}
		}
	}
	w := r.When
	if w.Precision == dates.Day && w.Known() && w.To != dates.Forever {
		w.From, w.To = w.From-nearDays, w.To+nearDays
	}
	for d := range m.days(w) {
		if len(m.byDay[d]) <= crowded {
			add(m.byDay[d])
			continue
		}
		for _, k := range rarest(t) {
			add(lastOf(m.byKey[k]))
		}
	}
	return ids
}

func lastOf(ids []int) []int { return ids[max(0, len(ids)-crowded):] }

// rarest are the keys of the concepts that weigh most.
func rarest(t *telling) []string {
	heavy := slices.SortedStableFunc(slices.Values(t.own), func(a, b concept) int { return cmp.Compare(b.weight, a.weight) })
	var keys []string
	for _, c := range heavy[:min(findable, len(heavy))] {
		keys = append(keys, c.keys...)
	}
	return keys
}

// fit is how well a report fits the group, over 0 when it belongs to it: to its
// first report, or clearly to another one.
func (g *group) fit(r *Report, t *telling) float64 {
	best := 0.0
	if byDates(g.reports[0].When, r.When) == never { // no chain of days
		return 0
	}
	for i, other := range g.reports {
		need := threshold(r, other)
		if i > 0 {
			need += 0.1
		}
		if need > 1 {
			continue
		}
		share, shared := alike(t, g.tellings[i])
		if share < need {
			continue
		}
		if need >= otherDays && len(figureDisputes([]Report{*r, *other})) > 0 {
			continue // another day and another figure: another event
		}
		if shared > 2 || shared == 2 && share >= sameStart {
			best = max(best, share)
		}
	}
	return best
}

// never is a threshold that nothing reaches.
const never = 2

// threshold is how much two reports must have in common; never when their dates
// forbid that they tell of one event.
func threshold(a, b *Report) float64 {
	need := byDates(a.When, b.When)
	switch {
	case a.ArticleID == b.ArticleID && need < otherDays:
		return ownWords
	case a.ArticleID == b.ArticleID:
		return never
	case need < otherDays && a.Lang != b.Lang:
		return abroad * need
	}
	return need
}

func byDates(a, b When) float64 {
	switch {
	case !overlaps(a, b) && apart(a, b) <= nearDays:
		return otherDays
	case !overlaps(a, b), max(width(a), width(b)) > longest:
		return never
	case sameUnit(a, b), a.Yearless():
		return sameDays
	case a.From == b.From:
		return sameStart
	}
	return sameSpan
}

// width is the number of days of a When; an open one counts from its beginning.
func width(w When) int64 {
	if w.To == dates.Forever {
		return 1
	}
	return int64(w.To) - int64(w.From)
}
