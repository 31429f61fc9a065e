package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"verbatim/retrieval"
)

// explain writes how an answer came about, for whoever tends the corpus: what
// was searched, what was found, and what each candidate was worth.
func (p *printer) explain(a retrieval.Answer) {
	p.line("", plain, "")
	p.line("", bold, "Why")
	p.line("  ", plain, fmt.Sprintf("question in %q, confidence %.2f, %s", langOr(a.Lang), a.Confidence, a.Took))
	if a.Reason != retrieval.ReasonNone {
		p.line("  ", plain, "abstained: "+string(a.Reason))
	}
	for _, w := range a.Why.Words {
		fmt.Fprintf(p.w, "  %-20s weight %5.2f  %s\n", printable(w.Text), w.Weight, foundIn(w))
	}
	if len(a.Why.Unknown) > 0 {
		p.line("  ", plain, "nowhere in the corpus: "+strings.Join(a.Why.Unknown, ", "))
	}
	for i, c := range a.Why.Candidates {
		p.candidate(i+1, c)
	}
}

func foundIn(w retrieval.Word) string {
	var parts []string
	for _, lang := range slices.Sorted(maps.Keys(w.Forms)) {
		if n := w.Forms[lang]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", lang, n))
		}
	}
	if len(parts) == 0 {
		return "in no passage"
	}
	return "passages: " + strings.Join(parts, ", ")
}

func (p *printer) candidate(rank int, c retrieval.Candidate) {
	p.line("", plain, "")
	p.line("  ", bold, fmt.Sprintf("%d. score %.3f  %s [%d:%d]", rank, c.Score, c.File, c.Start, c.End))
	var parts []string
	for _, e := range c.Evidence {
		parts = append(parts, fmt.Sprintf("%s %.3f", e.Name, e.Value))
	}
	p.line("     ", plain, strings.Join(parts, " · "))
	p.line("     ", dim, oneLine(c.Text))
}
