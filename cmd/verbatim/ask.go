package main

import (
	"bufio"
	"context"
	"errors"
	"strings"

	"verbatim/retrieval"
)

// asking is what the flags of ask say.
type asking struct {
	query   retrieval.Query
	batch   string
	json    bool
	places  *places
	explain bool
}

func ask(ctx context.Context, in *invocation) error {
	a, err := parseAsk(in)
	if err != nil {
		return err
	}
	s, err := load(in, a.places.values(), false)
	if err != nil {
		return err
	}
	a.query.Stale = s.stale
	if a.batch != "" {
		return a.answerBatch(ctx, in, s)
	}
	c, err := openCorpus(ctx, in, s, "verbatim ask")
	if err != nil {
		return err
	}
	defer c.Close()
	answer, err := c.engine.Answer(ctx, a.query)
	if err != nil {
		return usageOf(err)
	}
	out := bufio.NewWriter(in.stdout)
	if a.json {
		if err := writeJSON(out, toJSON(noID, answer, a.explain)); err != nil {
			return err
		}
		return out.Flush()
	}
	p := newPrinter(out, styleOf(in.stdout, in.env), in.env, answer.Lang)
	p.answer(answer)
	if a.explain {
		p.explain(answer)
	}
	return out.Flush()
}

func parseAsk(in *invocation) (*asking, error) {
	a := &asking{}
	f := newFlags("ask", "[flags] QUESTION", "answer a question with quotes")
	f.IntVar(&a.query.Limit, "limit", 3, "show at most `N` quotes")
	f.lang(&a.query.Lang, "only articles in this `language`: fr, en, french, anglais, …")
	f.StringVar(&a.query.Publisher, "publisher", "", "only articles of this `publisher`")
	f.date(&a.query.After, "after", "only articles published in or after this `date`: 2024-10-23, 2024-10 or 2024")
	f.date(&a.query.Before, "before", "only articles published in or before this `date`")
	f.BoolVar(&a.query.Undated, "undated", false, "with -after or -before: keep articles without a date")
	f.BoolVar(&a.json, "json", false, "write one JSON object")
	f.StringVar(&a.batch, "batch", "", "answer each line {\"id\",\"text\"} of `FILE` (- is standard input) with a line of JSON")
	f.BoolVar(&a.explain, "explain", false, "show why each passage came where it did")
	a.places = f.places(true)
	words, err := f.parse(in)
	if err != nil {
		return nil, err
	}
	a.query.Text, a.query.Explain = strings.Join(words, " "), a.explain
	return a, a.check()
}

// check refuses flags and words that do not go together.
func (a *asking) check() error {
	switch text := strings.TrimSpace(a.query.Text); {
	case a.query.Limit < 1:
		return &usageError{text: "-limit must be 1 or more"}
	case a.batch != "" && text != "":
		return &usageError{text: "-batch reads its questions from a file, and there is one on the command line too", hint: "leave out one of them"}
	case a.batch == "" && text == "":
		return &usageError{text: "there is no question", hint: `verbatim ask "Why did Kim Jong-un send soldiers to Russia?"`}
	}
	return nil
}

func (a *asking) answerBatch(ctx context.Context, in *invocation, s *settings) error {
	questions, err := openBatch(in, a.batch)
	if err != nil {
		return err
	}
	defer questions.Close()
	c, err := openCorpus(ctx, in, s, "verbatim ask")
	if err != nil {
		return err
	}
	defer c.Close()
	ask := func(ctx context.Context, text string) (retrieval.Answer, error) {
		q := a.query
		q.Text = text
		return c.engine.Answer(ctx, q)
	}
	return batch{ask, a.explain, in.stdout}.run(ctx, questions)
}

// usageOf makes wrong usage of a query that no corpus could answer. An unknown
// publisher or language is none: another corpus may know it.
func usageOf(err error) error {
	q, ok := errors.AsType[*retrieval.QueryError](err)
	if !ok || q.Kind == retrieval.QueryPublisher || q.Kind == retrieval.QueryLang {
		return err
	}
	return &usageError{text: q.Error(), hint: q.Hint()}
}
