package picture

import (
	"math"
	"testing"

	"verbatim/corpus"
	"verbatim/retrieval/timeline"
)

func TestNothingOverlapsAndAllIsOnTheCard(t *testing.T) {
	cases(t, func(t *testing.T, n int, span corpus.Day, lang corpus.Lang) {
		tl := made(n, span, lang)
		f := newFaces()
		check(t, f, newLayout(f, &tl, wordsOf(lang)), tl)
	})
}

func TestTwelveEventsAllGetALabel(t *testing.T) {
	for _, span := range []corpus.Day{7, 365, 3650} {
		for _, lang := range []corpus.Lang{corpus.French, corpus.English} {
			tl := made(12, span, lang)
			if l := newLayout(newFaces(), &tl, wordsOf(lang)); len(l.labels) != 12 {
				t.Errorf("%d days in %s: %d labels, want 12", span, lang, len(l.labels))
			}
		}
	}
}

// check is what every layout must hold to.
func check(t *testing.T, f *faces, l *layout, tl timeline.Timeline) {
	t.Helper()
	card := rect{4, 4, l.width - 4, l.height - 4}
	checkLabels(t, f, l, card)
	checkMarks(t, l, card, tl)
	checkAxis(t, f, l)
	checkWords(t, f, l, card)
	if l.height > 1000 {
		t.Errorf("the card is %.0f high", l.height)
	}
}

func checkLabels(t *testing.T, f *faces, l *layout, card rect) {
	t.Helper()
	for i, a := range l.labels {
		if !a.box.inside(card) {
			t.Errorf("label %q at %v leaves the card", a.date.text, a.box)
		}
		for _, s := range a.lines {
			if end := s.at.x + f.width(quoteStyle, s.text); end > a.box.x1+0.01 {
				t.Errorf("%q ends at %.1f, after its box %v", s.text, end, a.box)
			}
			if s.at.y > a.box.y1 {
				t.Errorf("%q is under its box", s.text)
			}
		}
		mark := l.keys[a.mark]
		if a.turn < a.box.y1 || a.turn > mark.at.y-mark.r+0.01 {
			t.Errorf("the pole of %q turns at %.1f, not between its box and its mark", a.date.text, a.turn)
		}
		for j, b := range l.labels {
			if i != j && a.box.overlaps(b.box) {
				t.Errorf("labels %v and %v overlap", a.box, b.box)
			}
			pole := rect{a.pole - 0.5, a.box.y0, a.pole + 0.5, a.turn}
			if pole.overlaps(b.box) {
				t.Errorf("the pole at %.1f goes through the label %v", a.pole, b.box)
			}
			aside := rect{min(a.pole, mark.at.x), a.turn - 0.5, max(a.pole, mark.at.x), a.turn + 0.5}
			if aside.overlaps(b.box) || i != j && a.turn == b.turn && aside.overlaps(rect{min(b.pole, l.keys[b.mark].at.x) + 0.1, b.turn - 0.5, max(b.pole, l.keys[b.mark].at.x) - 0.1, b.turn + 0.5}) {
				t.Errorf("the line aside at %v meets another label or its line", aside)
			}
			if i != j && crosses(l, a, b) {
				t.Errorf("the line of %q crosses that of %q", a.date.text, b.date.text)
			}
		}
	}
}

// crosses reports whether the line aside of a is cut by an upright line of b.
func crosses(l *layout, a, b label) bool {
	am, bm := l.keys[a.mark].at, l.keys[b.mark].at
	left, right := min(a.pole, am.x)+0.5, max(a.pole, am.x)-0.5
	under := bm.x > left && bm.x < right && b.turn < a.turn
	over := b.pole > left && b.pole < right && b.turn > a.turn
	return under || over
}

func checkMarks(t *testing.T, l *layout, card rect, tl timeline.Timeline) {
	t.Helper()
	outside := 0
	for _, e := range tl.Events {
		if l.outside(e) {
			outside++
		}
	}
	if got := len(l.keys) + len(l.others) + outside; got != len(tl.Events) {
		t.Errorf("%d marks for %d events", got, len(tl.Events))
	}
	for i, m := range l.keys {
		for j, n := range l.keys[:i] {
			if math.Abs(m.at.x-n.at.x) < m.r+n.r-1 && math.Abs(m.at.y-n.at.y) < m.r+n.r-1 {
				t.Errorf("marks %d and %d lie over each other", i, j)
			}
		}
		if m.at.y+m.r > l.axis.y {
			t.Errorf("mark %d is at %.1f, under the axis at %.1f", i, m.at.y, l.axis.y)
		}
	}
	for _, m := range append(l.keys[:len(l.keys):len(l.keys)], l.others...) {
		if !(rect{m.at.x - m.r, m.at.y - m.r, m.at.x + m.r, m.at.y + m.r}).inside(card) {
			t.Errorf("a mark at %v leaves the card", m.at)
		}
		if b := m.bar; b != nil && (b.x0 < l.axis.x0-0.01 || b.x1 > l.axis.x1+0.01 || b.x1 < b.x0) {
			t.Errorf("a bar at %v leaves the axis", b.rect)
		}
	}
}

func checkAxis(t *testing.T, f *faces, l *layout) {
	t.Helper()
	for _, row := range []struct {
		ticks []tick
		style style
	}{{l.axis.ticks, tickStyle}, {l.axis.eras, eraStyle}} {
		end := 0.0
		for _, k := range row.ticks {
			if k.x1 <= k.x0 || k.x0 < l.axis.x0-0.01 || k.x1 > l.axis.x1+0.01 {
				t.Errorf("the cell %q is at %.1f to %.1f", k.label, k.x0, k.x1)
			}
			half := f.width(row.style, k.label) / 2
			if k.label == "" {
				continue
			}
			if k.at-half < end {
				t.Errorf("%q touches the label before it", k.label)
			}
			end = k.at + half
		}
	}
	if len(l.axis.ticks) == 0 {
		t.Error("the axis has no ticks")
	}
}

func checkWords(t *testing.T, f *faces, l *layout, card rect) {
	t.Helper()
	var boxes []rect
	add := func(st style, at point, s string) {
		boxes = append(boxes, rect{at.x, at.y - st.size*0.75, at.x + f.width(st, s), at.y + st.size*0.2})
	}
	add(titleStyle, point{margin, 43}, l.title)
	add(leadStyle, point{margin, 64}, l.lead)
	add(headStyle, l.strip.head.at, l.strip.head.text)
	for _, it := range l.legend {
		add(noteStyle, it.text.at, it.text.text)
	}
	for _, n := range l.notes {
		add(asideStyle, n.at, n.text)
	}
	for _, r := range l.strip.rows {
		add(noteStyle, point{margin + 18, r.y + 4}, r.name)
		if end := boxes[len(boxes)-1].x1; end > l.axis.x0-4 {
			t.Errorf("the name %q reaches %.1f", r.name, end)
		}
		for _, d := range r.dots {
			if d.at.y-d.r < l.strip.box.y0-0.5 || d.at.y+d.r > l.strip.box.y1+0.5 {
				t.Errorf("a dot of %q is at %v", r.name, d.at)
			}
		}
	}
	for i, a := range boxes {
		if !a.inside(card) {
			t.Errorf("text at %v leaves the card", a)
		}
		for _, b := range boxes[:i] {
			if a.overlaps(b) {
				t.Errorf("texts at %v and %v overlap", a, b)
			}
		}
	}
}
