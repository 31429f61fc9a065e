package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
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
	qrels, err := loadQrels(filepath.Join(dir, "qrels", split+".tsv"))
	if err != nil {
		return nil, nil, err
	}
	path := filepath.Join(dir, "queries.jsonl")
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, fmt.Errorf("reading a BEIR folder: %w", err)
	}
	defer f.Close()
	var questions []Question
	for d := json.NewDecoder(bufio.NewReader(f)); ; {
		var q Question
		if err := d.Decode(&q); err == io.EOF {
			break
		} else if err != nil {
			return nil, nil, fmt.Errorf("%s: question %d: %w", path, len(questions)+1, err)
		}
		if len(qrels[q.ID]) > 0 {
			questions = append(questions, q)
		}
	}
	if len(questions) == 0 {
		return nil, nil, fmt.Errorf("%s: no question has a judgement in split %q", dir, split)
	}
	return questions, qrels, nil
}

func loadQrels(path string) (Qrels, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("reading judgements: %w", err)
	}
	defer f.Close()
	qrels := Qrels{}
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		fields := strings.Fields(lines.Text())
		if len(fields) == 0 || fields[0] == "query-id" {
			continue
		}
		if len(fields) == 4 { // TREC: query 0 document grade
			fields = []string{fields[0], fields[2], fields[3]}
		}
		if len(fields) != 3 {
			return nil, fmt.Errorf("%s: line %d is not “query document grade”", path, n)
		}
		grade, err := strconv.ParseFloat(fields[2], 64)
		if err != nil {
			return nil, fmt.Errorf("%s: line %d: grade %q is not a number", path, n, fields[2])
		}
		if grade <= 0 {
			continue
		}
		if qrels[fields[0]] == nil {
			qrels[fields[0]] = map[string]float64{}
		}
		qrels[fields[0]][fields[1]] = grade
	}
	return qrels, lines.Err()
}
