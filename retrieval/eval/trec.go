package eval

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// WriteTREC writes the documents of one query in TREC's format, a line each:
// query Q0 document rank score tag.
func WriteTREC(w io.Writer, query string, found []Scored) error {
	for i, d := range found {
		if _, err := fmt.Fprintf(w, "%s Q0 %s %d %.6f verbatim\n", query, d.Document, i+1, d.Score); err != nil {
			return err
		}
	}
	return nil
}

// ReadTREC reads a run. Documents come by score, equal ones by rank; one that
// comes twice counts once.
func ReadTREC(r io.Reader) (Run, error) {
	type row struct {
		Scored
		rank int
	}
	rows := map[string][]row{}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		f := strings.Fields(lines.Text())
		if len(f) == 0 {
			continue
		}
		if len(f) < 5 {
			return nil, fmt.Errorf("line %d is not “query Q0 document rank score tag”", n)
		}
		rank, err1 := strconv.Atoi(f[3])
		score, err2 := strconv.ParseFloat(f[4], 64)
		if err := cmp.Or(err1, err2); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		rows[f[0]] = append(rows[f[0]], row{Scored{f[2], score}, rank})
	}
	run := Run{}
	for query, found := range rows {
		slices.SortStableFunc(found, func(a, b row) int { return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.rank, b.rank)) })
		seen := map[string]bool{}
		for _, d := range found {
			if !seen[d.Document] {
				seen[d.Document] = true
				run[query] = append(run[query], d.Scored)
			}
		}
	}
	return run, lines.Err()
}
