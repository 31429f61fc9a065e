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
	outcomes, result, err := e.askJudged(ctx, in)
	if err != nil {
		return err
	}
	result.JudgedReport = eval.Report(outcomes)
	return writeJSON(in.stdout, result)
}

// askJudged asks the judged questions over the corpus. The result lacks its
// report.
func (e *evaluation) askJudged(ctx context.Context, in *invocation) ([]eval.Outcome, judgedJSON, error) {
	var result judgedJSON
	questions, err := readJudged(e.judged)
	if err != nil {
		return nil, result, err
	}
	s, err := load(in, e.places.values(), false)
	if err != nil {
		return nil, result, err
	}
	began := time.Now()
	c, err := openCorpus(ctx, in, s, "verbatim eval")
	if err != nil {
		return nil, result, err
	}
	defer c.Close()
	opened := time.Since(began)
	if result.Documents, err = checkGold(in, c.live, questions); err != nil {
		return nil, result, err
	}
	outcomes, took, err := askAll(ctx, in, c.engine, questions)
	result.costs = newCosts(opened, took)
	return outcomes, result, err
}

// askAll asks judged questions, with a bar.
func askAll(ctx context.Context, in *invocation, engine *retrieval.Engine, questions []eval.Judged) ([]eval.Outcome, []time.Duration, error) {
	bar := newProgress(in.stderr)
	defer bar.clear()
	return eval.Ask(ctx, engine, questions, func(done int) { bar.show("answering", done, len(questions)) })
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
