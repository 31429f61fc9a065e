package main

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"time"

	"golang.org/x/text/language"

	"verbatim/corpus"
)

// evaluation is what the flags of eval say.
type evaluation struct {
	beir, judged      string
	split, run, other string
	lang              corpus.Lang
	k                 int
	fit               bool
	places            *places
}

func evaluate(ctx context.Context, in *invocation) error {
	e := &evaluation{}
	f := newFlags("eval", "[flags]", "measure answers on judged questions")
	f.StringVar(&e.beir, "beir", "", "measure the ranking on the BEIR folder `DIR`: corpus.jsonl, queries.jsonl, qrels/")
	f.StringVar(&e.judged, "judged", "", "measure answers and abstentions on the judged questions of `FILE`, over the corpus")
	f.StringVar(&e.split, "split", "test", "with -beir: the `split` of qrels/SPLIT.tsv")
	f.StringVar(&e.run, "run", "", "with -beir: write a TREC run to `FILE`")
	f.StringVar(&e.other, "compare", "", "with -beir: compare with the TREC run of `FILE` (paired bootstrap of recall at 1)")
	f.IntVar(&e.k, "k", 100, "with -beir: rank `K` documents a question")
	f.StringVar((*string)(&e.lang), "lang", "", "with -beir: the `language` of questions and documents, else detected")
	f.BoolVar(&e.fit, "fit", false, "with -judged: fit the confidence on one half of the questions and report on the other")
	e.places = f.places(true)
	words, err := f.parse(in)
	if err != nil {
		return err
	}
	if err := noWords("eval", words); err != nil {
		return err
	}
	if err := e.check(f.FlagSet); err != nil {
		return err
	}
	if e.beir != "" {
		return e.measureBEIR(ctx, in)
	}
	return e.measureJudged(ctx, in)
}

// ofBEIR and ofJudged are the flags that say nothing without -beir and -judged.
var (
	ofBEIR   = []string{"split", "run", "compare", "k", "lang"}
	ofJudged = []string{"fit", "corpus", "data"}
)

// check refuses flags that say nothing together, and makes -lang a plain tag.
func (e *evaluation) check(f *flag.FlagSet) error {
	if (e.beir == "") == (e.judged == "") {
		return &usageError{text: "eval measures one of -beir and -judged", hint: "verbatim eval -beir DIR, or verbatim eval -judged FILE [-corpus DIR]"}
	}
	others, with := ofJudged, "-judged"
	if e.judged != "" {
		others, with = ofBEIR, "-beir"
	}
	var wrong error
	f.Visit(func(given *flag.Flag) {
		if slices.Contains(others, given.Name) {
			wrong = &usageError{text: "-" + given.Name + " goes with " + with, hint: "leave it out, or see 'verbatim eval -help'"}
		}
	})
	switch {
	case wrong != nil:
		return wrong
	case e.k < 1:
		return &usageError{text: "-k must be 1 or more"}
	case e.lang == "":
		return nil
	}
	tag, err := language.Parse(string(e.lang))
	if err != nil {
		return &usageError{text: fmt.Sprintf("%q is no language", e.lang), hint: "write a code such as fr or en, or leave -lang out to have languages detected"}
	}
	base, _ := tag.Base()
	e.lang = corpus.Lang(base.String())
	return nil
}

// costs are times in milliseconds.
type costs struct {
	IndexMS float64 `json:"index_ms"` // reading, and indexing what was not indexed yet
	P50MS   float64 `json:"p50_ms"`   // of an answer
	P95MS   float64 `json:"p95_ms"`
}

func newCosts(index time.Duration, answers []time.Duration) costs {
	c := costs{IndexMS: milliseconds(index)}
	if n := len(answers); n > 0 {
		slices.Sort(answers)
		c.P50MS, c.P95MS = milliseconds(answers[n/2]), milliseconds(answers[n*95/100])
	}
	return c
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
