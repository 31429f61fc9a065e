package eval

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadTRECOrdersByScoreThenRank(t *testing.T) {
	run, err := ReadTREC(strings.NewReader("\ufeffq1 Q0 low 1 1.5 t\nq1 Q0 second 9 7 t\n\nq1 Q0 first 2 7 t\r\nq2\t0\tonly\t1\t-3\nq1 Q0 low 4 0.5 t\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := Run{"q1": {{"first", 7}, {"second", 7}, {"low", 1.5}}, "q2": {{"only", -3}}}
	if d := cmp.Diff(want, run); d != "" {
		t.Error(d)
	}
}

func TestReadTRECSaysWhichLineIsWrong(t *testing.T) {
	for line, want := range map[string]string{
		"q1 Q0 d 1":                    "query Q0 document rank score tag",
		"q1 Q0 d first 2 t":            `rank "first"`,
		"q1 Q0 d 1 high t":             `score "high"`,
		"q1 Q0 d 1 NaN t":              `score "NaN"`,
		strings.Repeat("x", maxLine+1): "limit",
	} {
		_, err := ReadTREC(strings.NewReader("q1 Q0 d 1 3 t\n\n" + line))
		if err == nil || !strings.HasPrefix(err.Error(), "line 3:") || !strings.Contains(err.Error(), want) {
			t.Errorf("%.30q: error %v, want line 3 and %s", line, err, want)
		}
	}
}

func TestWriteTRECRefusesIDsThatCannotBeReadBack(t *testing.T) {
	for _, ids := range [][2]string{{"q 1", "d"}, {"", "d"}, {"q", "a\tb"}, {"q", ""}, {"q", "a\u00a0b"}} {
		if err := WriteTREC(&bytes.Buffer{}, ids[0], "tag", []Scored{{ids[1], 1}}); err == nil {
			t.Errorf("%q was written", ids)
		}
	}
}

// FuzzTREC reads a run, writes it, and reads it back: documents and their order
// stay, and scores to the digits that are written.
func FuzzTREC(f *testing.F) {
	f.Add("q1 Q0 a 1 9.25 t\nq1 Q0 b 2 9.25 t\nq2 Q0 a 1 -1e3 t\n")
	f.Add("q Q0 d 1 Inf t")
	f.Add("q Q0 b 7 0.0000001 t\nq Q0 a 1 0.0000002 t\nq Q0 b 1 0 t")
	f.Fuzz(func(t *testing.T, text string) {
		run, err := ReadTREC(strings.NewReader(text))
		if err != nil {
			return
		}
		var b bytes.Buffer
		for query, found := range run {
			if err := WriteTREC(&b, query, "t", found); err != nil {
				t.Fatal(err)
			}
		}
		again, err := ReadTREC(&b)
		if err != nil {
			t.Fatalf("%v reading\n%s", err, b.String())
		}
		if d := cmp.Diff(run, again, cmp.Comparer(sameScore)); d != "" {
			t.Error(d)
		}
	})
}

func sameScore(a, b float64) bool {
	return a == b || math.Abs(a-b) <= 5e-7*math.Max(1, math.Abs(a)) || fmt.Sprintf("%.6f", a) == fmt.Sprintf("%.6f", b)
}
