package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"verbatim/retrieval"
	"verbatim/retrieval/eval"
)

// judgedJSON is the result of -judged.
type judgedJSON struct {
	eval.JudgedReport
	Documents int `json:"documents"`
	costs
}

func (e *evaluation) measureJudged(ctx context.Context, in *invocation) error {
	questions, err := readJudged(e.judged)
	if err != nil {
		return err
	}
	s, err := load(in, e.places.values(), false)
	if err != nil {
		return err
	}
	began := time.Now()
	c, err := openCorpus(ctx, in, s, "verbatim eval")
	if err != nil {
		return err
	}
	defer c.Close()
	opened := time.Since(began)
	documents, err := checkGold(in, c.live, questions)
	if err != nil {
		return err
	}
	bar := newProgress(in.stderr)
	outcomes, took, err := eval.Ask(ctx, c.engine, questions, func(done int) { bar.show("answering", done, len(questions)) })
	bar.clear()
	if err != nil {
		return err
	}
	if e.fit {
		fitted, err := fitHalf(outcomes)
		if err != nil {
			return err
		}
		return writeJSON(in.stdout, fitted)
	}
	return writeJSON(in.stdout, judgedJSON{eval.Report(outcomes), documents, newCosts(opened, took)})
}

func readJudged(name string) ([]eval.Judged, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, &failure{text: "cannot read the judged questions", cause: err, hint: judgedLine}
	}
	defer f.Close()
	questions, err := eval.LoadJudged(f)
	if err != nil {
		return nil, &failure{text: "cannot read the judged questions of " + name, cause: err, hint: judgedLine}
	}
	return questions, nil
}

const judgedLine = `each line is {"id","text","lang","kind","answerable","gold":[{"file","quote","grade"}]}`

// checkGold notes gold quotes from files that the corpus does not hold, which
// cannot be found, and refuses a corpus that holds none of them. It returns how
// many articles there are.
func checkGold(in *invocation, live *retrieval.Live, questions []eval.Judged) (documents int, err error) {
	gen, release, err := live.Acquire()
	if err != nil {
		return 0, err
	}
	defer release()
	files := map[string]bool{}
	articles := gen.Library().Articles()
	for _, a := range articles {
		files[a.File] = true
	}
	missing, all := eval.MissingFiles(questions, func(file string) bool { return files[file] })
	switch {
	case len(missing) == 0:
	case len(missing) == all:
		return 0, &failure{text: "the corpus holds no file that the questions name, such as " + quoted(missing[0]), hint: "name the corpus that they were written on with -corpus"}
	default:
		fmt.Fprintf(in.stderr, "note: the corpus lacks %s that the questions name, such as %q: what only they answer counts as not found\n", count(len(missing), "file"), missing[0])
	}
	return len(articles), nil
}

// fitJSON is the result of -fit: the model for retrieval/confidence.json, and
// what it makes of the half that it was not fitted on.
type fitJSON struct {
	eval.Fitted
	On     int               `json:"on"` // questions that it was fitted on
	Report eval.JudgedReport `json:"report"`
}

// fewest is how many questions of either kind the half to fit on must hold: a
// model of a dozen numbers.
const fewest = 20

func fitHalf(outcomes []eval.Outcome) (fitJSON, error) {
	var fit, rest []eval.Outcome
	answerable := 0
	for _, o := range outcomes {
		if !eval.ToFit(o.ID) {
			rest = append(rest, o)
			continue
		}
		fit = append(fit, o)
		if o.Answerable {
			answerable++
		}
	}
	if min(answerable, len(fit)-answerable) < fewest {
		return fitJSON{}, &failure{
			text: fmt.Sprintf("too few questions to fit on: %d answerable and %d unanswerable in the half for it", answerable, len(fit)-answerable),
			hint: fmt.Sprintf("add questions, to %d of either kind in each half and rather more", fewest),
		}
	}
	f := eval.Fit(fit)
	for i, o := range rest {
		rest[i] = refit(f, o)
	}
	return fitJSON{f, len(fit), eval.Report(rest)}, nil
}

// refit is what would have become of a question with another model.
func refit(f eval.Fitted, o eval.Outcome) eval.Outcome {
	abstained := o.Abstained
	o.Confidence = f.Confidence(o.Doubts)
	o.Abstained = len(o.Doubts) == 0 || o.Confidence < retrieval.Doubt
	switch {
	case o.Abstained:
		o.Rank = 0
	case abstained && o.WouldHit:
		o.Rank = 1
	}
	return o
}
