package verify

import "strings"

// A cut can turn a quote round without a wrong word in it: "No unit of this size
// has gone" quoted from its second word, "they will […] sign" with "never" in
// the dots.
const (
	// beside is how many words before and after a quote are looked at.
	beside = 4
	// within is how many words an ellipsis or a bracket may stand for and be read.
	within = 40
)

// cut are the printed negations that a quote leaves out by an ellipsis, by a
// bracket, or by where it begins and ends in a sentence, in order. A "ne" alone
// is none.
func (m *match) cut() []string {
	var words []string
	put := func(from, to int) {
		for _, w := range m.words[from:to] {
			if negations[w.key] && w.key != "ne" && w.key != "n" {
				words = append(words, m.body[w.start:w.end])
			}
		}
	}
	last := -1 // printed word of the pair before
	for _, p := range m.pairs {
		if p.p < 0 {
			continue
		}
		if last < 0 {
			from := p.p
			for from > 0 && p.p-from < beside && !m.pausing(from-1, from) {
				from--
			}
			put(from, p.p)
		} else if left := p.p - last - 1; left > 0 && left <= within {
			put(last+1, p.p)
		}
		last = p.p
	}
	if last >= 0 {
		to := last + 1
		for to < len(m.words) && to-last <= beside && !m.pausing(to-1, to) {
			to++
		}
		put(last+1, to)
	}
	return words
}

// pausing reports whether a mark or the end of a passage stands between two
// printed words.
func (m *match) pausing(a, b int) bool {
	x, y := m.words[a], m.words[b]
	return x.passage != y.passage || strings.ContainsAny(m.body[x.end:y.start], ".,;:!?…()[]«»“”\"–—\n")
}
