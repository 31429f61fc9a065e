package main

import (
	"encoding/json"
	"io"
	"math"
	"strings"

	"verbatim/corpus"
	"verbatim/retrieval"
)

// answerJSON is an answer as -json and -batch write it.
type answerJSON struct {
	ID         json.RawMessage `json:"id"`
	Abstained  bool            `json:"abstained"`
	Reason     string          `json:"reason,omitempty"` // why it abstained
	Confidence float64         `json:"confidence"`
	Lang       string          `json:"lang"` // of the question
	TookMS     float64         `json:"took_ms"`
	Sample     bool            `json:"sample,omitempty"`     // the articles were made up for demonstration
	Origins    int             `json:"origins,omitempty"`    // independent ones of the passages
	Undated    int             `json:"undated,omitempty"`    // articles that a filter left out for want of a date
	Understood *understoodJSON `json:"understood,omitempty"` // filters that were said in words
	Newest     string          `json:"newest,omitempty"`     // date of the newest article, when it is old to a question about now
	Unknown    []string        `json:"unknown,omitempty"`    // words that the corpus does not hold
	Passages   []passageJSON   `json:"passages"`
	Nearest    []passageJSON   `json:"nearest"`
	Explain    *explainJSON    `json:"explain,omitempty"`
}

// understoodJSON is what the words of a question said of the articles to look in.
type understoodJSON struct {
	Publishers []string `json:"publishers"`
	Lang       string   `json:"lang"`
	After      string   `json:"after"`
	Before     string   `json:"before"`
	Undone     bool     `json:"undone"` // it left no answer, so that all articles were searched
}

// passageJSON is a quote with its source.
type passageJSON struct {
	ID        string        `json:"id"`
	File      string        `json:"file"`
	Title     string        `json:"title"`
	Section   string        `json:"section"`
	Publisher string        `json:"publisher"`
	Note      string        `json:"note,omitempty"` // of the curators
	Author    string        `json:"author"`
	URL       string        `json:"url"`
	Published string        `json:"published"`
	Lang      string        `json:"lang"`
	Start     int           `json:"start"`
	End       int           `json:"end"`
	Text      string        `json:"text"`
	Part      bool          `json:"part,omitempty"` // it begins or ends within a sentence
	Score     float64       `json:"score"`
	Context   []contextJSON `json:"context"`
	Also      []sourceJSON  `json:"also,omitempty"` // other articles that print the same text
}

// sourceJSON is an article that prints a text too.
type sourceJSON struct {
	ID        string `json:"id"`
	File      string `json:"file"`
	Title     string `json:"title"`
	Publisher string `json:"publisher"`
	Note      string `json:"note,omitempty"` // of the curators
	Author    string `json:"author"`
	URL       string `json:"url"`
	Published string `json:"published"`
	Lang      string `json:"lang"`
}

func toSource(a corpus.Attribution) sourceJSON {
	return sourceJSON{a.ArticleID, a.File, a.Title, a.Publisher, a.Note, a.Author, a.URL, a.Published.String(), string(langOr(a.Lang))}
}

type contextJSON struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

type explainJSON struct {
	Words      []wordJSON      `json:"words"`
	Doubts     []evidenceJSON  `json:"doubts"` // what the confidence rests on
	Candidates []candidateJSON `json:"candidates"`
}

type wordJSON struct {
	Text   string              `json:"text"`
	Found  map[corpus.Lang]int `json:"found"` // passages that hold it, by language
	Weight float64             `json:"weight"`
}

type candidateJSON struct {
	passageJSON
	Evidence []evidenceJSON `json:"evidence"`
}

type evidenceJSON struct {
	Name  string  `json:"name"`
	Value float64 `json:"value"`
}

// errorJSON is the line for a question that could not be asked.
type errorJSON struct {
	ID    json.RawMessage `json:"id"`
	Error string          `json:"error"`
}

var noID = json.RawMessage(`""`)

func toJSON(id json.RawMessage, a retrieval.Answer, explain bool) answerJSON {
	j := answerJSON{
		ID:         id,
		Abstained:  a.Abstained,
		Reason:     string(a.Reason),
		Confidence: round(a.Confidence, 1e4),
		Lang:       string(langOr(a.Lang)),
		TookMS:     round(a.Took.Seconds()*1e3, 1e3),
		Sample:     a.Library != nil && a.Library.Sample(),
		Origins:    a.Origins,
		Undated:    a.Undated,
		Understood: toUnderstood(a.Understood),
		Newest:     a.Newest.String(),
		Unknown:    a.Why.Unknown,
		Passages:   each(a.Quotes, toPassage),
		Nearest:    each(a.Nearest, toPassage),
	}
	if explain {
		j.Explain = &explainJSON{
			Words:  each(a.Why.Words, func(w retrieval.Word) wordJSON { return wordJSON{w.Text, w.Forms, round(w.Weight, 1e4)} }),
			Doubts: each(a.Why.Doubts, toEvidence),
			Candidates: each(a.Why.Candidates, func(c retrieval.Candidate) candidateJSON {
				return candidateJSON{toPassage(c.Quote), each(c.Evidence, toEvidence)}
			}),
		}
	}
	return j
}

func toEvidence(e retrieval.Evidence) evidenceJSON { return evidenceJSON{e.Name, round(e.Value, 1e4)} }

func toUnderstood(u retrieval.Understood) *understoodJSON {
	if !u.Any() {
		return nil
	}
	return &understoodJSON{each(u.Publishers, strings.Clone), string(u.Lang), u.After.String(), u.Before.String(), u.Undone}
}

func toPassage(q retrieval.Quote) passageJSON {
	return passageJSON{
		ID: q.ArticleID, File: q.File, Title: q.Title, Section: q.Section, Publisher: q.Publisher, Note: q.Note, Author: q.Author,
		URL: q.URL, Published: q.Published.String(), Lang: string(langOr(q.Lang)),
		Start: q.Start, End: q.End, Text: q.Text, Part: q.Part, Score: round(q.Score, 1e4),
		Context: each(q.Context, func(c retrieval.Context) contextJSON { return contextJSON(c) }),
		Also:    each(q.Also, toSource),
	}
}

// each maps a list to one that is never nil, so that it is written as [].
func each[A, B any](list []A, f func(A) B) []B {
	out := make([]B, 0, len(list))
	for _, a := range list {
		out = append(out, f(a))
	}
	return out
}

func langOr(l corpus.Lang) corpus.Lang {
	if l == "" {
		return corpus.Undetermined
	}
	return l
}

// round keeps as many places as a power of ten has zeros; what is no number is 0.
func round(x, scale float64) float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return 0
	}
	return math.Round(x*scale) / scale
}

// writeJSON writes one line.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
