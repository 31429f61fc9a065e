package eval

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// beirFolder writes a BEIR folder without documents.
func beirFolder(t *testing.T, queries, qrels string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "qrels"), 0o777); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"queries.jsonl": queries, "qrels/test.tsv": qrels} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestLoadBEIRReadsJudgedQuestions(t *testing.T) {
	dir := beirFolder(t,
		"{\"_id\":\"q1\",\"text\":\"one\",\"metadata\":{\"title\":\"T\",\"answers\":[\"x\"]}}\r\n\n{\"_id\":\"q2\",\"text\":\"two\"}\n{\"_id\":\"q3\",\"text\":\"not judged\"}\n{\"_id\":\"q4\",\"text\":\"nothing relevant\"}",
		"query-id\tcorpus-id\tscore\nq1\ta\t1\nq1\tb\t0\nq2 0 c 2\nq4\tb\t0\nq5\td\t1\nq5\ta\t1\n")
	questions, qrels, err := LoadBEIR(dir, "test")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]Question{{"q1", "one"}, {"q2", "two"}}, questions); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(Qrels{"q1": {"a": 1}, "q2": {"c": 2}, "q5": {"d": 1, "a": 1}}, qrels); d != "" {
		t.Error(d)
	}
	queries, documents := qrels.Missing(questions, func(d string) bool { return d == "a" })
	if queries != 1 || documents != 2 {
		t.Errorf("missing %d queries and %d documents, want q5, and c and d", queries, documents)
	}
}

func TestLoadBEIRSaysWhatIsWrongAndWhere(t *testing.T) {
	const query, qrel = `{"_id":"q1","text":"one"}` + "\n", "q1\ta\t1\n"
	for _, c := range []struct{ name, queries, qrels, want string }{
		{"broken query", query + "\n{\"_id\":", qrel, "queries.jsonl: line 3: "},
		{"two queries of one id", query + query, qrel, "queries.jsonl: line 2: question \"one\" needs an _id of its own"},
		{"no id", `{"id":"q1","text":"one"}`, qrel, "queries.jsonl: line 1: question \"one\" needs an _id"},
		{"two columns", query, qrel + "q1\tb\n", "test.tsv: line 2: it is not “query document grade”"},
		{"grade", query, "q1\ta\tgood\n", `test.tsv: line 1: the grade "good" is not a number`},
		{"no number", query, "q1\ta\tNaN\n", `the grade "NaN" is not a number`},
		{"unknown queries", query, "q2\ta\t1\n", "none of the 1 questions of queries.jsonl has a relevant document in qrels/test.tsv"},
		{"no queries", "", qrel, "none of the 0 questions"},
		{"no judgements", query, "query-id\tcorpus-id\tscore\n", "none of the 1 questions"},
	} {
		_, _, err := LoadBEIR(beirFolder(t, c.queries, c.qrels), "test")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want %s", c.name, err, c.want)
		}
	}
}

func TestLoadBEIRNamesTheFileThatIsMissing(t *testing.T) {
	dir := beirFolder(t, "", "")
	if _, _, err := LoadBEIR(dir, "train"); !os.IsNotExist(err) || !strings.Contains(err.Error(), "train.tsv") {
		t.Errorf("error %v", err)
	}
	if err := os.Remove(filepath.Join(dir, "queries.jsonl")); err != nil {
		t.Fatal(err)
	}
	if _, _, err := LoadBEIR(dir, "test"); !os.IsNotExist(err) || !strings.Contains(err.Error(), "queries.jsonl") {
		t.Errorf("error %v", err)
	}
}

// FuzzQrels holds that what is read has positive grades only, and that Score
// stays between 0 and 1 and finds a perfect run perfect.
func FuzzQrels(f *testing.F) {
	f.Add("query-id\tcorpus-id\tscore\nq1\ta\t1\nq1\tb\t2\n")
	f.Add("q1 0 a 3\nq2 0 a -1\nq2 0 b 1e300")
	f.Fuzz(func(t *testing.T, text string) {
		qrels, err := readQrels(strings.NewReader(text))
		if err != nil {
			return
		}
		run := Run{}
		for q, relevant := range qrels {
			for d, grade := range relevant {
				if !(grade > 0) {
					t.Fatalf("%s %s has the grade %v", q, d, grade)
				}
				run[q] = append(run[q], Scored{d, grade})
			}
		}
		m := Score(qrels, run)
		if len(qrels) > 0 && (m.MRR10 < 1-1e-9 || m.MRR10 > 1+1e-9) {
			t.Errorf("MRR of a perfect run: %v", m.MRR10)
		}
		if !(m.NDCG10 >= 0 && m.NDCG10 <= 1+1e-9) || !(m.Recall[100] >= 0 && m.Recall[100] <= 1+1e-9) {
			t.Errorf("measures %+v", m)
		}
	})
}
