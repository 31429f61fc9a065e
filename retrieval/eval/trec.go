package eval

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// WriteTREC writes the documents of one query in TREC's format, a line each:
// query Q0 document rank score tag. An ID with white space cannot be written.
func WriteTREC(w io.Writer, query, tag string, found []Scored) error {
	for i, d := range found {
		for _, id := range []string{query, d.Document} {
			if id == "" || strings.ContainsFunc(id, unicode.IsSpace) {
				return fmt.Errorf("a TREC run cannot hold the ID %q: it is empty or holds white space", id)
			}
		}
		if _, err := fmt.Fprintf(w, "%s Q0 %s %d %.6f %s\n", query, d.Document, i+1, d.Score, tag); err != nil {
			return err
		}
	}
	return nil
}

// ranked is a line of a run.
type ranked struct {
	Scored
	rank int
}

// ReadTREC reads a run. Documents come by score, equal ones by rank; one that
// comes twice counts once.
func ReadTREC(r io.Reader) (Run, error) {
	rows := map[string][]ranked{}
	err := eachLine(r, func(line []byte) error {
		f := strings.Fields(string(line))
		if len(f) < 5 {
			return errors.New("it is not “query Q0 document rank score tag”")
		}
		rank, err := strconv.Atoi(f[3])
		if err != nil {
			return fmt.Errorf("the rank %q is not a whole number", f[3])
		}
		score, err := strconv.ParseFloat(f[4], 64)
		if err != nil || math.IsNaN(score) {
			return fmt.Errorf("the score %q is not a number", f[4])
		}
		rows[f[0]] = append(rows[f[0]], ranked{Scored{f[2], score}, rank})
		return nil
	})
	if err != nil {
		return nil, err
	}
	run := Run{}
	for query, found := range rows {
		run[query] = inOrder(found)
	}
	return run, nil
}

func inOrder(rows []ranked) []Scored {
	slices.SortStableFunc(rows, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.rank, b.rank), cmp.Compare(a.Document, b.Document))
	})
	var found []Scored
	seen := map[string]bool{}
	for _, r := range rows {
		if !seen[r.Document] {
			seen[r.Document] = true
			found = append(found, r.Scored)
		}
	}
	return found
}
