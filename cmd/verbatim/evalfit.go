package main

import (
	"bufio"
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"verbatim/retrieval"
	"verbatim/retrieval/eval"
)

// absentQuestions is how many questions of a BEIR folder are asked with -absent:
// enough for a percent, and no more time than it is worth.
const absentQuestions = 3000

// absentJSON is the result of -beir with -absent.
type absentJSON struct {
	eval.JudgedReport
	Documents int `json:"documents"`
	costs
}

// measureAbsent asks questions on a BEIR folder from which a share of the
// documents was left out, and reports how well the engine tells which it cannot
// answer.
func (e *evaluation) measureAbsent(ctx context.Context, in *invocation) error {
	outcomes, o, err := e.askAbsent(ctx, in, e.beir[0], e.absent[0])
	if err != nil {
		return err
	}
	return writeJSON(in.stdout, absentJSON{eval.Report(outcomes), o.documents, newCosts(o.took, o.answers)})
}

// askAbsent asks them.
func (e *evaluation) askAbsent(ctx context.Context, in *invocation, dir string, share float64) ([]eval.Outcome, *beirIndex, error) {
	questions, qrels, err := e.loadBEIR(dir)
	if err != nil {
		return nil, nil, err
	}
	folder, err := tempFolder()
	if err != nil {
		return nil, nil, err
	}
	defer os.RemoveAll(folder)
	out, err := leaveOut(dir, folder, share)
	if err != nil {
		return nil, nil, err
	}
	o, err := e.openBEIR(ctx, in, folder)
	if err != nil {
		return nil, nil, err
	}
	defer o.Close()
	judged := eval.JudgedAbsent(questions, qrels, out, absentQuestions)
	if len(judged) == 0 {
		return nil, nil, &failure{text: fmt.Sprintf("-absent %g leaves no question with an answer and none without", share), hint: "name another share, such as 0.4"}
	}
	for i := range judged {
		judged[i].Lang = string(e.lang)
	}
	outcomes, took, err := askAll(ctx, in, o.engine, judged)
	o.answers = took
	return outcomes, o, err
}

// leaveOut copies the documents of a BEIR folder without a share of them.
func leaveOut(dir, folder string, share float64) (map[string]string, error) {
	from, err := os.Open(filepath.Join(dir, "corpus.jsonl"))
	if err != nil {
		return nil, noCorpusFile(err)
	}
	defer from.Close()
	to, err := os.Create(filepath.Join(folder, "corpus.jsonl"))
	if err != nil {
		return nil, &failure{text: "no room for the documents", cause: err, hint: tempHint}
	}
	defer to.Close()
	w := bufio.NewWriter(to)
	out, err := eval.LeaveOut(w, from, share)
	if err == nil {
		err = w.Flush()
	}
	if err != nil {
		return nil, &failure{text: "cannot copy the documents of " + dir, cause: err}
	}
	return out, nil
}

// fitJSON is the result of -fit: the model for retrieval/confidence.json, and
// what it makes of the halves that it was not fitted on.
type fitJSON struct {
	eval.Fitted
	On     int                          `json:"on"` // questions that it was fitted on
	Report map[string]eval.JudgedReport `json:"report"`
}

// fewest is how many questions of either kind the half to fit on must hold: a
// model of a dozen numbers.
const fewest = 20

// fitConfidence fits the confidence on one half of the questions of every set.
func (e *evaluation) fitConfidence(ctx context.Context, in *invocation) error {
	names, sets, err := e.sets(ctx, in)
	if err != nil {
		return err
	}
	fit, rest := make([][]eval.Outcome, len(sets)), make([][]eval.Outcome, len(sets))
	answerable, on := 0, 0
	for i, set := range sets {
		for _, o := range set {
			if !eval.ToFit(o.ID) {
				rest[i] = append(rest[i], o)
				continue
			}
			fit[i], on = append(fit[i], o), on+1
			if o.Answerable {
				answerable++
			}
		}
	}
	if min(answerable, on-answerable) < fewest {
		return &failure{
			text: fmt.Sprintf("too few questions to fit on: %d answerable and %d unanswerable in the half for it", answerable, on-answerable),
			hint: fmt.Sprintf("add questions, to %d of either kind in each half and rather more", fewest),
		}
	}
	result := fitJSON{Fitted: eval.Fit(fit...), On: on, Report: map[string]eval.JudgedReport{}}
	for i, set := range rest {
		for k, o := range set {
			set[k] = refit(result.Fitted, o)
		}
		result.Report[names[i]] = eval.Report(set)
	}
	return writeJSON(in.stdout, result)
}

// sets asks the questions of every set that the flags name: the judged ones of
// each language, and a BEIR folder without each of the shares.
func (e *evaluation) sets(ctx context.Context, in *invocation) (names []string, sets [][]eval.Outcome, err error) {
	if e.judged != "" {
		outcomes, _, err := e.askJudged(ctx, in)
		if err != nil {
			return nil, nil, err
		}
		byLang := map[string][]eval.Outcome{}
		for _, o := range outcomes {
			byLang[o.Lang] = append(byLang[o.Lang], o)
		}
		for _, lang := range slices.Sorted(maps.Keys(byLang)) {
			names, sets = append(names, strings.TrimSpace(filepath.Base(e.judged)+" "+lang)), append(sets, byLang[lang])
		}
	}
	for _, dir := range e.beir {
		for _, share := range e.absent {
			outcomes, _, err := e.askAbsent(ctx, in, dir, share)
			if err != nil {
				return nil, nil, err
			}
			names = append(names, fmt.Sprintf("%s without %g", filepath.Base(dir), share))
			sets = append(sets, outcomes)
		}
	}
	return names, sets, nil
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
