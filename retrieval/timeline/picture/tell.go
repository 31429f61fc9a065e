package picture

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"verbatim/corpus"
	"verbatim/corpus/dates"
	"verbatim/retrieval/timeline"
)

// summary says what is drawn: "12 events, from 3 Mar 2023 to 14 Sep 2024, told by 23 articles".
func (w *words) summary(t *timeline.Timeline) string {
	pubs := newPublishers(t.Events)
	first, last := bounds(t.Events)
	s := w.count(len(t.Events), w.event, w.events)
	if t.Found > len(t.All()) {
		s += w.of + w.number(t.Found)
	}
	begins := w.unit(first, finest(t.Events, func(from, _ corpus.Day) bool { return from == first }))
	ends := w.unit(last-1, finest(t.Events, func(_, to corpus.Day) bool { return to == last }))
	if begins != ends {
		s += ", " + w.from + begins + w.to + ends
	} else {
		s += ", " + begins
	}
	return s + " · " + w.count(pubs.count(), w.source, w.sources)
}

// finest is the most exact precision of the events with such a beginning or end:
// “July 2000” is no first of July.
func finest(events []timeline.Event, such func(from, to corpus.Day) bool) dates.Precision {
	best := dates.NoPrecision
	for _, e := range events {
		if such(extent(e.When)) && (best == dates.NoPrecision || e.Precision < best) {
			best = e.Precision
		}
	}
	return best
}

// bounds is the days from the first event to the last, [first, last), those of
// the most exact dates where there are any.
func bounds(events []timeline.Event) (first, last corpus.Day) {
	for exact := true; ; exact = false {
		for _, e := range events {
			if exact && (e.Precision > dates.Month || e.Approximate()) {
				continue
			}
			from, to := extent(e.When)
			if last == first {
				first, last = from, to
			}
			first, last = min(first, from), max(last, to)
		}
		if first != last {
			return first, last
		}
	}
}

// beyond says how many events are before and after what the axis shows.
func (w *words) beyond(a *axis, before, after int) (notes [2]string) {
	if before > 0 {
		notes[0] = "‹ " + w.number(before) + " " + w.before
	}
	if after > 0 {
		notes[1] = w.number(after) + " " + w.after + " ›"
	}
	return notes
}

// missing says what has no place on the axis; "" when nothing is missing.
func (w *words) missing(t *timeline.Timeline, beyond int) string {
	var parts []string
	if n := len(t.YearUnknown); n > 0 {
		parts = append(parts, w.count(n, w.event, w.events)+" "+w.yearless)
	}
	if n := len(t.Undated); n > 0 {
		parts = append(parts, w.count(n, w.event, w.events)+" "+w.undated)
	}
	if n := newPublishers(t.Events).undated(); n > 0 {
		parts = append(parts, w.count(n, w.source, w.sources)+" "+w.undated)
	}
	if beyond > 0 {
		which := w.beyondOne
		if beyond > 1 {
			which = w.beyondMore
		}
		parts = append(parts, w.count(beyond, w.source, w.sources)+" "+which+" (‹ ›)")
	}
	if len(parts) == 0 {
		return ""
	}
	return w.omitted + strings.Join(parts, ", ") + "."
}

// leads are the words that may stand before the date that a sentence begins with.
var leads = map[string]bool{
	"on": true, "in": true, "at": true, "by": true, "since": true, "during": true, "the": true,
	"le": true, "la": true, "en": true, "au": true, "dès": true, "depuis": true, "ce": true,
}

// excerpt is the text of a report without the mark of a list, and without the
// date that it begins with, which stands over it anyway: "On 27 July 2023, the
// minister said" gives "…the minister said". What is left is as printed.
func excerpt(e timeline.Event) string {
	r := e.Quote()
	whole := listMark.ReplaceAllString(r.Text, "")
	found := dates.Find(r.Text, r.Lang, r.Passage.Published)
	if len(found) == 0 || found[0].From != e.From || found[0].To != e.To {
		return whole
	}
	for word := range strings.FieldsSeq(r.Text[:found[0].Start]) {
		if !leads[strings.ToLower(word)] {
			return whole
		}
	}
	rest, ok := strings.CutPrefix(r.Text[found[0].End:], ", ")
	if !ok || rest == "" {
		return whole
	}
	return ellipsis + rest
}

// altLimit is how many characters Discord takes as the description of a file.
const altLimit = 1024

// alt describes the picture to those who cannot see it.
func (w *words) alt(t *timeline.Timeline) string {
	top := t.Events[0]
	for _, e := range t.Events {
		if e.Importance > top.Importance {
			top = e
		}
	}
	colon := ": "
	if w.lang == corpus.French {
		colon = "\u00a0: "
	}
	s := fmt.Sprintf("%s %s%s%s%s%s.", w.title, w.open, oneLine(t.Topic, 120), w.shut, colon, w.summary(t))
	if note := w.missing(t, 0); note != "" {
		s += " " + note
	}
	q := top.Quote()
	s += fmt.Sprintf(" %s%s%s, %s%s%s", w.altMain, colon, w.when(top.When), w.open, oneLine(q.Text, 400), w.shut)
	if q.Publisher != "" {
		s += " (" + oneLine(q.Publisher, 80) + ")"
	}
	return oneLine(s+".", altLimit)
}

// oneLine is s without line breaks, of at most n characters as Discord counts
// them, in UTF-16.
func oneLine(s string, n int) string {
	s = strings.Join(strings.FieldsFunc(strings.ToValidUTF8(s, ""), func(r rune) bool {
		return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f'
	}), " ")
	used, end := 0, 0
	for i, r := range s {
		size := 1
		if r > 0xffff {
			size = 2
		}
		if used += size; used <= n-1 {
			end = i + len(string(r))
		}
	}
	if used <= n {
		return s
	}
	return strings.TrimRight(s[:end], " ,;:") + ellipsis
}

// listMark is what stands before an item of a list.
var listMark = regexp.MustCompile(`^[-–—•*]\s+`)
