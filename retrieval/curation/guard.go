package curation

import (
	"context"
	"fmt"
	"strings"

	"verbatim/corpus"
	"verbatim/retrieval"
)

// Kind is what the guard has against a reload.
type Kind string

// The kinds.
const (
	Empty     Kind = "empty"      // no article can be read
	Shrunk    Kind = "shrunk"     // too many articles or passages are gone
	BadGolden Kind = "bad-golden" // the file of golden questions cannot be understood
	Missed    Kind = "missed"     // a golden question does not get its answer
	Answered  Kind = "answered"   // a golden question that must abstain gets an answer
)

// Reason is one thing that the guard has against a reload.
type Reason struct {
	Kind     Kind   `json:"kind"`
	Before   int    `json:"before,omitempty"`
	After    int    `json:"after,omitempty"`
	Question string `json:"question,omitempty"`
	Want     string `json:"want,omitempty"` // file, words or both
	Got      string `json:"got,omitempty"`  // files of the quotes; "" for an abstention
	Already  bool   `json:"already,omitempty"`
	Detail   string `json:"detail,omitempty"` // "articles" or "passages" of Shrunk; what is wrong of BadGolden
}

// String is the reason in English.
func (r Reason) String() string {
	already := ""
	if r.Already {
		already = " (what serves now fails it too)"
	}
	switch r.Kind {
	case Empty:
		return fmt.Sprintf("no article can be read: there were %d", r.Before)
	case Shrunk:
		return fmt.Sprintf("the corpus would shrink from %d %s to %d", r.Before, r.Detail, r.After)
	case Missed:
		got := "it abstains"
		if r.Got != "" {
			got = "it quotes " + r.Got
		}
		return fmt.Sprintf("golden question %q must bring back %s, and %s%s", r.Question, r.Want, got, already)
	case Answered:
		return fmt.Sprintf("golden question %q must not be answered, and it quotes %s%s", r.Question, r.Got, already)
	}
	return r.Detail
}

// RefusedError says why the guard has refused a reload. What served serves on.
type RefusedError struct{ Reasons []Reason }

func (e *RefusedError) Error() string {
	var all []string
	for _, r := range e.Reasons {
		all = append(all, r.String())
	}
	return "the reload was refused: " + strings.Join(all, "; ")
}

// guard decides whether what a run found may serve.
type guard struct {
	*Curator
	run    *Run
	report *Report
	first  bool // nothing serves yet: something is better than nothing
	golden []Golden
}

// plan looks at the difference before anything is built.
func (g *guard) plan(c corpus.Changes) error {
	if g.first = c.Old == nil; g.first {
		return nil
	}
	var err error
	if g.golden, err = g.Golden(); err != nil { // told of an unchanged folder, too: else it shows when it is in the way
		g.report.Refused = append(g.report.Refused, Reason{Kind: BadGolden, Detail: err.Error()})
	}
	if c.Old.Version() != c.New.Version() {
		g.report.Refused = append(g.report.Refused, shrinks(c, g.MaxShrink)...)
	}
	return g.refuse()
}

// refuse is the error of what was found up to now, unless it is to go on.
func (g *guard) refuse() error {
	if len(g.report.Refused) == 0 || g.run.order.Force || g.run.order.DryRun || g.first {
		return nil
	}
	return &RefusedError{g.report.Refused}
}

func shrinks(c corpus.Changes, most float64) []Reason {
	before, after := len(c.Old.Articles()), len(c.New.Articles())
	switch {
	case before == 0:
		return nil
	case after == 0:
		return []Reason{{Kind: Empty, Before: before}}
	case lost(before, after) > most:
		return []Reason{{Kind: Shrunk, Before: before, After: after, Detail: "articles"}}
	case lost(c.Old.Passages(), c.New.Passages()) > most:
		return []Reason{{Kind: Shrunk, Before: c.Old.Passages(), After: c.New.Passages(), Detail: "passages"}}
	}
	return nil
}

func lost(before, after int) float64 { return float64(before-after) / float64(max(before, 1)) }

// check puts the golden questions to the generation that is to serve.
func (g *guard) check(ctx context.Context, next retrieval.Generation) error {
	for i, q := range g.golden {
		g.run.note(retrieval.Progress{Stage: retrieval.StageChecking, Done: i, Total: len(g.golden)})
		reason, err := g.try(ctx, next, q)
		if err != nil {
			return err
		}
		if reason != nil {
			reason.Already = g.failsAlready(ctx, q)
			g.report.Refused = append(g.report.Refused, *reason)
		}
	}
	return g.refuse()
}

// try is what a generation does wrong with a golden question, nil for nothing.
func (g *guard) try(ctx context.Context, on retrieval.Generation, q Golden) (*Reason, error) {
	a, err := g.ask(ctx, on, q)
	if err != nil {
		return nil, err
	}
	return q.fault(a), nil
}

func (g *guard) failsAlready(ctx context.Context, q Golden) bool {
	now, release, err := g.Keeper.Live.Acquire()
	if err != nil {
		return false
	}
	defer release()
	reason, err := g.try(ctx, now, q)
	return err == nil && reason != nil
}
