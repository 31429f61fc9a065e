package curation

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"verbatim/corpus/durable"
	"verbatim/retrieval"
)

// Golden is a question whose answer must stay right, a line of
// .verbatim/golden.jsonl.
type Golden struct {
	Question string `json:"question"`
	Lang     string `json:"lang,omitempty"`    // only articles of this language
	File     string `json:"file,omitempty"`    // a quote must come from this file of the corpus
	Words    string `json:"words,omitempty"`   // a quote, with what stands around it, must hold these words; of File, if both are given
	Abstain  bool   `json:"abstain,omitempty"` // it must not be answered
}

// maxGolden bounds the file: each question costs milliseconds at every reload.
const maxGolden = 2000

func (g Golden) check() error {
	switch {
	case strings.TrimSpace(g.Question) == "":
		return errors.New(`"question" is missing`)
	case len([]rune(g.Question)) > retrieval.MaxQuestion:
		return fmt.Errorf("the question is longer than %d characters", retrieval.MaxQuestion)
	case g.Abstain && (g.File != "" || g.Words != ""):
		return errors.New(`"abstain" does not go with "file" or "words"`)
	case !g.Abstain && g.File == "" && strings.TrimSpace(g.Words) == "":
		return errors.New(`"file", "words" or "abstain":true must say what is right`)
	}
	return nil
}

// ReadGolden reads a file of golden questions; none when there is no file. The
// error names every line that is wrong.
func ReadGolden(path string) ([]Golden, error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading the golden questions: %w", err)
	}
	return parseGolden(b)
}

func parseGolden(b []byte) ([]Golden, error) {
	var list []Golden
	var wrong []error
	n := 0
	for line := range bytes.Lines(bytes.TrimPrefix(b, []byte("\ufeff"))) {
		n++
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		g, err := parseGoldenLine(line)
		if err != nil {
			wrong = append(wrong, fmt.Errorf("golden.jsonl line %d: %w", n, err))
			continue
		}
		list = append(list, g)
	}
	if len(list) > maxGolden {
		wrong = append(wrong, fmt.Errorf("golden.jsonl holds %d questions, and %d is the most", len(list), maxGolden))
	}
	return list, errors.Join(wrong...)
}

func parseGoldenLine(line []byte) (Golden, error) {
	var g Golden
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(&g); err != nil {
		return g, fmt.Errorf(`%v; a line is like {"question":"…","file":"a.txt"}`, err)
	}
	if d.More() {
		return g, errors.New("there is more than one object in it")
	}
	return g, g.check()
}

// addGolden appends a question in one step that survives a crash.
func addGolden(path string, g Golden) error {
	if err := g.check(); err != nil {
		return fmt.Errorf("adding a golden question: %w", err)
	}
	b, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("adding a golden question: %w", err)
	}
	line, err := json.Marshal(g)
	if err != nil {
		return err
	}
	for have := range bytes.Lines(b) {
		if bytes.Equal(bytes.TrimSpace(have), line) {
			return nil
		}
	}
	if n := len(b); n > 0 && b[n-1] != '\n' {
		b = append(b, '\n')
	}
	err = os.MkdirAll(filepath.Dir(path), 0o755)
	if err == nil {
		err = durable.Replace(path, append(append(b, line...), '\n'))
	}
	if err != nil {
		return fmt.Errorf("adding a golden question: %w", err)
	}
	return nil
}

// dropGolden removes questions. Lines that are none stay.
func dropGolden(path string, gone func(Golden) bool) error {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading the golden questions: %w", err)
	}
	var out []byte
	for line := range bytes.Lines(b) {
		if g, err := parseGoldenLine(bytes.TrimSpace(line)); err != nil || !gone(g) {
			out = append(out, line...)
		}
	}
	if len(out) == len(b) {
		return nil
	}
	return durable.Replace(path, out)
}

// fault is what an answer does wrong, nil for nothing.
func (g Golden) fault(a retrieval.Answer) *Reason {
	var got []string
	right := false
	for _, q := range a.Quotes {
		got = append(got, q.File)
		right = right || (g.File == "" || g.File == q.File) && (g.Words == "" || strings.Contains(folded(around(q)), folded(g.Words)))
	}
	switch {
	case g.Abstain && len(a.Quotes) > 0:
		return &Reason{Kind: Answered, Question: g.Question, Got: strings.Join(got, ", ")}
	case !g.Abstain && !right:
		return &Reason{Kind: Missed, Question: g.Question, Want: g.want(), Got: strings.Join(got, ", ")}
	}
	return nil
}

// want is what must come back, as people read it.
func (g Golden) want() string {
	switch {
	case g.Words == "":
		return g.File
	case g.File == "":
		return fmt.Sprintf("%q", g.Words)
	}
	return fmt.Sprintf("%q of %s", g.Words, g.File)
}

// around is a quote with its context.
func around(q retrieval.Quote) string {
	all := q.Text
	for _, c := range q.Context {
		all += "\n" + c.Text
	}
	return all
}

// folded is a text for comparing: case, kinds of spaces and apostrophes aside.
func folded(s string) string {
	s = strings.ReplaceAll(norm.NFKC.String(s), "’", "'")
	return strings.Join(strings.Fields(cases.Fold().String(s)), " ")
}
