package picture

import (
	"cmp"
	"slices"
	"strings"

	"verbatim/corpus"
	"verbatim/retrieval/timeline"
)

// sign is what an item of the legend explains.
type sign uint8

const (
	signShape sign = iota
	signNumber
	signInterval
	signVague
	signSoft
	signDisputed
	signGap
)

// item is a sign and its meaning.
type item struct {
	sign  sign
	shape shape
	at    point // the middle of the sign
	text  line
}

const signWidth = 24.0

// tell adds the legend, the notes and the foot of the card.
func (l *layout) tell(f *faces, t *timeline.Timeline, before, after int) {
	l.beyond = l.words.beyond(l.axis, before, after)
	x, y := margin, l.strip.box.y1+26
	for _, it := range l.explain(t) {
		width := signWidth + f.width(noteStyle, it.text.text)
		if x > margin && x+width > l.width-margin {
			x, y = margin, y+lineHeight+2
		}
		it.at = point{x + 9, y - 4}
		it.text.at = point{x + signWidth, y}
		l.legend = append(l.legend, it)
		x += width + 14
	}
	if note := l.words.missing(t, l.strip.beyond()); note != "" {
		y += lineHeight + 5
		l.notes = append(l.notes, line{point{margin, y}, note})
	}
	l.height = y + 18
}

// explain lists the signs that the picture has, each once.
func (l *layout) explain(t *timeline.Timeline) []item {
	w := l.words
	var items []item
	add := func(s sign, sh shape, text string) {
		items = append(items, item{sign: s, shape: sh, text: line{text: text}})
	}
	marks := slices.Concat(l.keys, l.others)
	for sh, names := range languages(t.Events, w) {
		if len(names) > 0 {
			add(signShape, shape(sh), strings.Join(names, ", "))
		}
	}
	if slices.ContainsFunc(marks, func(m mark) bool { return m.shape == both }) {
		add(signShape, both, w.several)
	}
	if slices.ContainsFunc(marks, func(m mark) bool { return m.letter != "" && m.letter[0] <= '9' && m.letter[0] >= '0' }) {
		add(signNumber, circle, w.publishers)
	}
	for _, b := range []struct {
		sign sign
		is   func(b *bar) bool
		text string
	}{
		{signInterval, func(b *bar) bool { return !b.vague && !(b.softLeft && b.softRight) }, w.interval},
		{signVague, func(b *bar) bool { return b.vague }, w.imprecise},
		{signSoft, func(b *bar) bool { return !b.vague && b.softLeft && b.softRight }, w.approximate},
	} {
		if slices.ContainsFunc(marks, func(m mark) bool { return m.bar != nil && b.is(m.bar) }) {
			add(b.sign, circle, b.text)
		}
	}
	if slices.ContainsFunc(marks, func(m mark) bool { return m.disputed }) {
		add(signDisputed, circle, w.disputed)
	}
	if slices.ContainsFunc(l.strip.gaps, func(g gap) bool { return g.label == "" }) &&
		!slices.ContainsFunc(l.strip.gaps, func(g gap) bool { return g.label != "" }) {
		add(signGap, circle, w.noArticles)
	}
	return items
}

// languages are the names of the languages of the sources, by their shape.
func languages(events []timeline.Event, w *words) [3][]string {
	var names [3][]string
	seen := map[corpus.Lang]bool{}
	for _, e := range events {
		for _, r := range e.Sources {
			if !seen[r.Lang] {
				seen[r.Lang] = true
				names[shapeOfLang(r.Lang)] = append(names[shapeOfLang(r.Lang)], cmp.Or(w.language(r.Lang), w.otherLang))
			}
		}
	}
	for i := range names {
		slices.Sort(names[i])
		names[i] = slices.Compact(names[i])
		if len(names[i]) > 4 {
			names[i] = append(names[i][:3], ellipsis)
		}
	}
	return names
}
