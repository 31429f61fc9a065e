package eval

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"verbatim/retrieval"
)

// Judged is a question with the quotes that answer it.
type Judged struct {
	ID         string `json:"id"`
	Text       string `json:"text"`
	Lang       string `json:"lang"`
	Kind       string `json:"kind"`
	Answerable bool   `json:"answerable"`
	Gold       []Gold `json:"gold"`
}

// Gold is a quote that answers a question.
type Gold struct {
	File  string  `json:"file"`
	Quote string  `json:"quote"`
	Grade float64 `json:"grade"`

	Article string `json:"-"` // of a BEIR folder: any quote of this document answers
}

// LoadJudged reads judged questions, an object a line. One that does not say
// whether it is answerable is when it has gold quotes.
func LoadJudged(r io.Reader) ([]Judged, error) {
	var all []Judged
	seen := map[string]bool{}
	err := eachLine(r, func(line []byte) error {
		var j struct {
			Judged
			Answerable *bool `json:"answerable"`
		}
		if err := json.Unmarshal(line, &j); err != nil {
			return err
		}
		j.Judged.Answerable = len(j.Gold) > 0
		if j.Answerable != nil {
			j.Judged.Answerable = *j.Answerable
		}
		if err := j.check(); err != nil {
			return err
		}
		if j.ID != "" && seen[j.ID] {
			return fmt.Errorf("another question has the id %q", j.ID)
		}
		seen[j.ID] = true
		all = append(all, j.Judged)
		return nil
	})
	if err == nil && len(all) == 0 {
		err = errors.New("it holds no question")
	}
	return all, err
}

func (j Judged) check() error {
	if j.Answerable && len(j.Gold) == 0 {
		return fmt.Errorf("question %q is answerable and has no gold quote", j.ID)
	}
	for _, g := range j.Gold {
		if g.File == "" || strings.TrimSpace(g.Quote) == "" {
			return fmt.Errorf("question %q has a gold quote without a file or a text", j.ID)
		}
	}
	return nil
}

// MissingFiles are the files of gold quotes that the corpus does not hold, in
// order, and how many files there are in all.
func MissingFiles(questions []Judged, holds func(file string) bool) (missing []string, all int) {
	files := map[string]bool{}
	for _, j := range questions {
		for _, g := range j.Gold {
			files[g.File] = true
		}
	}
	for _, f := range slices.Sorted(maps.Keys(files)) {
		if !holds(f) {
			missing = append(missing, f)
		}
	}
	return missing, len(files)
}

// Answerer is what is measured: retrieval.Engine.
type Answerer interface {
	Answer(ctx context.Context, q retrieval.Query) (retrieval.Answer, error)
}

// Outcome is what became of one judged question.
type Outcome struct {
	Judged
	Abstained  bool
	Confidence float64
	Rank       int                  // of the first quote that answers, from 1; 0 for none
	First      string               // file of the first quote, or of the nearest passage when it abstained
	WouldHit   bool                 // the first quote answers, or would have if it had not abstained
	Doubts     []retrieval.Evidence // what the confidence rests on
}

// Ask asks all questions and times them; told, which may be nil, learns of
// each. What the engine will not be asked, as an empty text, is an abstention.
func Ask(ctx context.Context, engine Answerer, questions []Judged, told func(done int)) ([]Outcome, []time.Duration, error) {
	outcomes, took := make([]Outcome, 0, len(questions)), make([]time.Duration, 0, len(questions))
	for i, j := range questions {
		began := time.Now()
		a, err := engine.Answer(ctx, retrieval.Query{Text: j.Text})
		if _, refused := errors.AsType[*retrieval.QueryError](err); refused {
			a = retrieval.Answer{Abstained: true}
		} else if err != nil {
			return nil, nil, fmt.Errorf("question %q: %w", j.ID, err)
		}
		took = append(took, time.Since(began))
		outcomes = append(outcomes, outcomeOf(j, a))
		if told != nil {
			told(i + 1)
		}
	}
	return outcomes, took, nil
}

func outcomeOf(j Judged, a retrieval.Answer) Outcome {
	o := Outcome{Judged: j, Abstained: a.Abstained, Confidence: a.Confidence, Doubts: a.Why.Doubts}
	quotes := a.Quotes
	if a.Abstained {
		quotes = a.Nearest
	}
	if len(quotes) > 0 {
		o.First = quotes[0].File
	}
	rank := 1 + slices.IndexFunc(quotes, func(q retrieval.Quote) bool { return answers(q, j.Gold) })
	o.WouldHit = rank == 1
	if !a.Abstained {
		o.Rank = rank
	}
	return o
}

// answers reports whether a quote holds a gold quote of its file, or at least
// half of one: a run of half its words. White space and composed letters do not
// matter.
func answers(q retrieval.Quote, gold []Gold) bool {
	held := words(q.Text)
	return slices.ContainsFunc(gold, func(g Gold) bool {
		if g.Article != "" {
			return g.Article == q.ArticleID
		}
		quote := words(g.Quote)
		return g.File == q.File && len(quote) > 0 &&
			(2*longestRun(held, quote) >= len(quote) || strings.Contains(strings.Join(held, " "), strings.Join(quote, " ")))
	})
}

func words(s string) []string { return strings.Fields(norm.NFC.String(s)) }

// longestRun is the number of words of the longest run of words that both hold.
func longestRun(text, quote []string) int {
	longest := 0
	before := make([]int, len(quote)+1) // runs that end at the word of text before
	for _, t := range text {
		runs := make([]int, len(quote)+1)
		for i, q := range quote {
			if t == q {
				runs[i+1] = before[i] + 1
				longest = max(longest, runs[i+1])
			}
		}
		before = runs
	}
	return longest
}
