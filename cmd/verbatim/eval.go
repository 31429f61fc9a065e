package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"

	"verbatim/corpus"
)

// evaluation is what the flags of eval say.
type evaluation struct {
	beir              []string
	judged            string
	absent            []float64
	split, run, other string
	lang              corpus.Lang
	k                 int
	fit               bool
	places            *places
}

func evaluate(ctx context.Context, in *invocation) error {
	e := &evaluation{}
	f := newFlags("eval", "[flags]", "measure answers on judged questions")
	f.Func("beir", "measure the ranking on the BEIR folder `DIR`: corpus.jsonl, queries.jsonl, qrels/", func(s string) error {
		e.beir = append(e.beir, s)
		return nil
	})
	f.StringVar(&e.judged, "judged", "", "measure answers and abstentions on the judged questions of `FILE`, over the corpus")
	f.Func("absent", "with -beir: leave a `SHARE` of the documents out, such as 0.4, and measure abstentions", func(s string) error {
		share, err := strconv.ParseFloat(s, 64)
		if err != nil || !(share > 0 && share < 1) {
			return errors.New("it must be a number between 0 and 1")
		}
		e.absent = append(e.absent, share)
		return nil
	})
	f.StringVar(&e.split, "split", "test", "with -beir: the `split` of qrels/SPLIT.tsv")
	f.StringVar(&e.run, "run", "", "with -beir: write a TREC run to `FILE`")
	f.StringVar(&e.other, "compare", "", "with -beir: compare with the TREC run of `FILE` (paired bootstrap of recall at 1)")
	f.IntVar(&e.k, "k", 100, "with -beir: rank `K` documents a question")
	f.StringVar((*string)(&e.lang), "lang", "", "with -beir: the `language` of questions and documents, else detected")
	f.BoolVar(&e.fit, "fit", false, "fit the confidence on one half of the questions and report on the other; -judged, -beir and -absent may be given together then, and the last two several times")
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
	switch {
	case e.fit:
		return e.fitConfidence(ctx, in)
	case len(e.absent) > 0:
		return e.measureAbsent(ctx, in)
	case len(e.beir) > 0:
		return e.measureBEIR(ctx, in)
	}
	return e.measureJudged(ctx, in)
}

// What the flags of eval need beside them, or one of which.
var companions = map[string][]string{
	"split": {"beir"}, "lang": {"beir"}, "absent": {"beir"}, "run": {"beir"}, "compare": {"beir"}, "k": {"beir"},
	"corpus": {"judged"}, "data": {"judged"}, "fit": {"judged", "absent"},
}

// check refuses flags that say nothing together, and makes -lang a plain tag.
func (e *evaluation) check(f *flag.FlagSet) error {
	given := map[string]bool{}
	f.Visit(func(fl *flag.Flag) { given[fl.Name] = true })
	switch {
	case !given["beir"] && !given["judged"], given["beir"] && given["judged"] && !e.fit:
		return &usageError{text: "eval measures one of -beir and -judged", hint: "verbatim eval -beir DIR, or verbatim eval -judged FILE [-corpus DIR]"}
	case !e.fit && (len(e.beir) > 1 || len(e.absent) > 1):
		return &usageError{text: "-beir and -absent are given once, save with -fit"}
	case e.fit && given["beir"] && !given["absent"]:
		return &usageError{text: "-fit on a BEIR folder needs -absent", hint: "name the share of documents to leave out, such as -absent 0.4"}
	}
	var wrong error
	for _, name := range slices.Sorted(maps.Keys(given)) {
		with := companions[name]
		if len(with) > 0 && !slices.ContainsFunc(with, func(w string) bool { return given[w] }) {
			wrong = &usageError{text: "-" + name + " goes with -" + strings.Join(with, " or -"), hint: "leave it out, or see 'verbatim eval -help'"}
		}
	}
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
