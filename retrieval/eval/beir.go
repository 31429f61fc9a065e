package eval

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Question is a query of a BEIR folder. Nothing but its text is read.
type Question struct {
	ID   string `json:"_id"`
	Text string `json:"text"`
}

// LoadBEIR reads the questions and the judgements of a BEIR folder:
// queries.jsonl and qrels/SPLIT.tsv. Questions without a judgement are left out.
func LoadBEIR(dir, split string) ([]Question, Qrels, error) {
	qrels, err := loadFile(filepath.Join(dir, "qrels", split+".tsv"), readQrels)
	if err != nil {
		return nil, nil, err
	}
	questions, err := loadFile(filepath.Join(dir, "queries.jsonl"), readQuestions)
	if err != nil {
		return nil, nil, err
	}
	var judged []Question
	for _, q := range questions {
		if len(qrels[q.ID]) > 0 {
			judged = append(judged, q)
		}
	}
	if len(judged) == 0 {
		return nil, nil, fmt.Errorf("%s: none of the %d questions of queries.jsonl has a relevant document in qrels/%s.tsv", dir, len(questions), split)
	}
	return judged, qrels, nil
}

func loadFile[T any](path string, read func(io.Reader) (T, error)) (T, error) {
	f, err := os.Open(path)
	if err != nil {
		var none T
		return none, err
	}
	defer f.Close()
	all, err := read(f)
	if err != nil {
		return all, fmt.Errorf("%s: %w", path, err)
	}
	return all, nil
}

func readQuestions(r io.Reader) ([]Question, error) {
	var all []Question
	seen := map[string]bool{}
	err := eachLine(r, func(line []byte) error {
		var q Question
		if err := json.Unmarshal(line, &q); err != nil {
			return err
		}
		if q.ID == "" || seen[q.ID] {
			return fmt.Errorf("question %q needs an _id of its own", q.Text)
		}
		seen[q.ID] = true
		all = append(all, q)
		return nil
	})
	return all, err
}

// readQrels reads judgements as BEIR has them, a header and three columns, or
// as TREC has them: query 0 document grade.
func readQrels(r io.Reader) (Qrels, error) {
	qrels := Qrels{}
	err := eachLine(r, func(line []byte) error {
		f := strings.Fields(string(line))
		if f[0] == "query-id" {
			return nil
		}
		if len(f) == 4 {
			f = []string{f[0], f[2], f[3]}
		}
		if len(f) != 3 {
			return errors.New("it is not “query document grade”")
		}
		grade, err := strconv.ParseFloat(f[2], 64)
		if err != nil || math.IsNaN(grade) || math.IsInf(grade, 0) {
			return fmt.Errorf("the grade %q is not a number", f[2])
		}
		if grade <= 0 {
			return nil
		}
		if qrels[f[0]] == nil {
			qrels[f[0]] = map[string]float64{}
		}
		qrels[f[0]][f[1]] = grade
		return nil
	})
	return qrels, err
}

// Missing counts what the judgements name and the folder lacks: queries that
// are not asked, and relevant documents that the corpus does not hold. Both
// count as not found.
func (q Qrels) Missing(asked []Question, holds func(document string) bool) (queries, documents int) {
	queries = len(q)
	for _, a := range asked {
		if len(q[a.ID]) > 0 {
			queries--
		}
	}
	lacking := map[string]bool{}
	for _, relevant := range q {
		for d := range relevant {
			if !holds(d) {
				lacking[d] = true
			}
		}
	}
	return queries, len(lacking)
}
