package locale

import (
	"slices"
	"strings"

	"verbatim/retrieval/verify"
)

// Check are the words of what says whether the articles print a quote.
type Check struct {
	Exact       Text   `json:"exact"`
	ExactMany   Text   `json:"exact_many"` // in several articles
	Altered     Text   `json:"altered"`
	Absent      Text   `json:"absent"` // which says nothing of whether it is true
	Cut         Text   `json:"cut"`    // {words} are negations
	Number      Text   `json:"number"`
	Negation    Text   `json:"negation"`
	Instead     Text   `json:"instead"` // {claimed}, printed is {printed}
	LeftOut     Text   `json:"left_out"`
	PutIn       Text   `json:"put_in"`
	MoreChanges Plural `json:"more_changes"`
	Short       Text   `json:"short"`
	Named       Text   `json:"named"` // {publisher}, although it is printed in {printed}
	NoText      Text   `json:"no_text"`
}

// shownChanges is how many changes of a quote are listed.
const shownChanges = 4

// Checked says what the articles print of a quote: a line, and one for each of
// the gravest changes. It never says that a quote is false.
func (w *Words) Checked(result verify.Result) string {
	said := w.checked(result)
	if len(result.Cut) > 0 {
		said += "\n" + w.Check.Cut.With("words", w.Title.With("title", clip(strings.Join(result.Cut, ", "))))
	}
	if result.Named == "" {
		return said
	}
	var printed []string
	for _, s := range result.Sources {
		name := clip(s.Publisher)
		if name == "" {
			name = w.Title.With("title", clip(s.Name()))
		}
		if s.Published.Known() {
			name += " (" + w.Date(s.Published) + ")"
		}
		if !slices.Contains(printed, name) {
			printed = append(printed, name)
		}
	}
	return said + "\n" + w.Check.Named.With("publisher", clip(result.Named), "printed", strings.Join(printed, ", "))
}

func (w *Words) checked(result verify.Result) string {
	claim := w.Title.With("title", clip(result.Claim))
	switch result.Verdict {
	case verify.Exact:
		if len(result.Sources) > 1 {
			return w.Check.ExactMany.With("claim", claim)
		}
		return w.Check.Exact.With("claim", claim)
	case verify.Altered:
		lines := []string{w.Check.Altered.With("claim", claim)}
		for _, c := range result.Changes[:min(shownChanges, len(result.Changes))] {
			lines = append(lines, "• "+w.change(c))
		}
		if more := len(result.Changes) - shownChanges; more > 0 {
			lines = append(lines, w.Count(w.Check.MoreChanges, more))
		}
		return strings.Join(lines, "\n")
	}
	if result.Verdict == verify.Short {
		return w.Check.Short.With("claim", claim)
	}
	return w.Check.Absent.With("claim", claim)
}

// change says how a quote differs from what is printed.
func (w *Words) change(c verify.Change) string {
	text := w.Check.Instead
	switch {
	case c.Claimed == "":
		text = w.Check.LeftOut
	case c.Printed == "":
		text = w.Check.PutIn
	}
	said := text.With("claimed", w.Title.With("title", clip(c.Claimed)), "printed", w.Title.With("title", clip(c.Printed)))
	switch c.Kind {
	case verify.Number:
		return w.Check.Number.With("change", said)
	case verify.Negation:
		return w.Check.Negation.With("change", said)
	}
	return said
}
