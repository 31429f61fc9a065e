package eval

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"

	"golang.org/x/sync/errgroup"

	"verbatim/corpus/read"
	"verbatim/corpus/sample"
	"verbatim/retrieval"
	"verbatim/retrieval/bleveindex"
)

var update = flag.Bool("update", false, "write testdata/report.golden anew")

// reportFile is what production answers to the judged set on the sample.
const reportFile = "testdata/report.golden"

// TestReportOnTheSample holds production's answers against the report that was
// reviewed. A change of ranking that is meant is written down with
//
//	go test ./retrieval/eval -update
//
// and its diff is read: the measures, and every question that moved.
func TestReportOnTheSample(t *testing.T) {
	got := goldenReport(askSample(t, loadJudgedSet(t)))
	if *update {
		if err := os.WriteFile(reportFile, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(reportFile)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(got, want) {
		return
	}
	changed := changedLines(want, got)
	t.Errorf("answers to the judged set changed, %d lines of %s; when that is meant: go test ./retrieval/eval -update\n%s",
		len(changed), reportFile, strings.Join(changed[:min(30, len(changed))], "\n"))
}

// changedLines are the lines that only one of two texts holds, marked as diff does.
func changedLines(old, new []byte) []string {
	before, after := strings.Split(string(old), "\n"), strings.Split(string(new), "\n")
	var changed []string
	for _, l := range before {
		if !slices.Contains(after, l) {
			changed = append(changed, "- "+l)
		}
	}
	for _, l := range after {
		if !slices.Contains(before, l) {
			changed = append(changed, "+ "+l)
		}
	}
	return changed
}

// askSample asks the production engine over the sample, with as many questions
// at once as there are processors.
func askSample(t *testing.T, questions []Judged) []Outcome {
	t.Helper()
	engine := sampleEngine(t)
	size := (len(questions) + runtime.GOMAXPROCS(0) - 1) / runtime.GOMAXPROCS(0)
	all := make([]Outcome, len(questions))
	rest := all
	var g errgroup.Group
	for part := range slices.Chunk(questions, size) {
		to := rest[:len(part)]
		rest = rest[len(part):]
		g.Go(func() error {
			some, _, err := Ask(t.Context(), engine, part, nil)
			copy(to, some)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		t.Fatal(err)
	}
	return all
}

func sampleEngine(t *testing.T) *retrieval.Engine {
	t.Helper()
	folder := t.TempDir()
	store := bleveindex.New(folder, bleveindex.Options{Reader: read.Version, Command: "test"})
	live := &retrieval.Live{}
	keeper := retrieval.Keeper{Live: live, Store: store, SpoolDir: folder, Read: read.Folder{FS: sample.FS(), Name: "the sample", Sample: true}.Read}
	if _, err := keeper.Update(t.Context(), retrieval.Order{}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		live.Swap(nil)
		store.Close()
	})
	return retrieval.NewEngine(live)
}

// parts of the judged set, by the beginning of their IDs.
var parts = map[string]string{
	"en": "within a language", "fr": "within a language", "x": "across languages",
	"no": "unanswerable", "hard": "unanswerable, names of the corpus",
}

func partOf(o Outcome) string {
	begin, _, _ := strings.Cut(o.ID, "-")
	return parts[begin]
}

// goldenReport is the measures by groups, and a line for each question that is
// not answered as it should be.
func goldenReport(outcomes []Outcome) []byte {
	var b bytes.Buffer
	b.WriteString("What production answers to the judged questions on the sample. After a change that is meant:\ngo test ./retrieval/eval -update\n\nPer cent; cov is the coverage at 80 and 90 % accuracy, ece the calibration error.\n\n")
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(w, "asked\thit1\thit3\tmrr\trefused\tabstain P\tR\tF1\tcov80\tcov90\tece\t\n")
	writeMeasures(w, "all", outcomes)
	for _, by := range []func(Outcome) string{
		partOf,
		func(o Outcome) string { return o.Lang },
		func(o Outcome) string { return o.Kind },
	} {
		writeGroups(w, outcomes, by)
	}
	w.Flush()
	writeMisses(&b, outcomes)
	return b.Bytes()
}

func writeGroups(w io.Writer, outcomes []Outcome, by func(Outcome) string) {
	groups := map[string][]Outcome{}
	for _, o := range outcomes {
		groups[by(o)] = append(groups[by(o)], o)
	}
	for _, name := range slices.Sorted(maps.Keys(groups)) {
		writeMeasures(w, name, groups[name])
	}
}

func writeMeasures(w io.Writer, name string, outcomes []Outcome) {
	m := measure(outcomes)
	fmt.Fprintf(w, "%d\t", m.Queries)
	a := m.Abstention
	for _, x := range []float64{m.Hit1, m.Hit3, m.MRR, a.Refused, a.Precision, a.Recall, a.F1, m.CoverageAt80, m.CoverageAt90, m.Calibration} {
		fmt.Fprintf(w, "%.1f\t", 100*x)
	}
	fmt.Fprintf(w, "  %s\n", name)
}

// writeMisses writes what a reviewer looks into: the question, what became of
// it, the rank of the first quote that answers, and the file quoted first.
func writeMisses(w io.Writer, outcomes []Outcome) {
	fmt.Fprint(w, "\nNot answered right first: id, what became of it, rank of the first right quote, file quoted first, question\n\n")
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, o := range outcomes {
		if what := fate(o); what != "" {
			rank := "-"
			if o.Rank > 0 {
				rank = fmt.Sprint(o.Rank)
			}
			fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\n", o.ID, what, rank, cmp.Or(o.First, "-"), strings.Join(strings.Fields(o.Text), " "))
		}
	}
	t.Flush()
}

// fate is what went wrong with a question; "" when nothing did.
func fate(o Outcome) string {
	switch {
	case !o.Answerable && !o.Abstained:
		return "answered"
	case !o.Answerable || o.Rank == 1:
		return ""
	case o.Abstained && o.WouldHit:
		return "refused, knew"
	case o.Abstained:
		return "refused"
	case o.Rank > 0:
		return "late"
	}
	return "wrong"
}
