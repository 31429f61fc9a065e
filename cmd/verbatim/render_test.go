package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"verbatim/corpus"
	"verbatim/retrieval"
)

// golden compares what was written with a file of testdata.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is not what was written (go test -update writes it anew):\n%s", file, got)
	}
}

func library(t *testing.T, sample bool, articles ...*corpus.Article) *corpus.Library {
	t.Helper()
	lib, err := corpus.NewLibrary(articles, nil, []corpus.Skipped{{File: "b.pdf", Reason: ".pdf is not read yet"}}, sample)
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

var harbour = &corpus.Article{
	Attribution: corpus.Attribution{ArticleID: "a1", File: "sub/harbour.md", Title: "The harbour opens again", Author: "A. Reporter", Publisher: "Sample Gazette",
		URL: "https://example.org/harbour", Published: corpus.NewDate(2024, 10, 23), Lang: corpus.English},
	Passages: []corpus.Span{{Start: 0, End: 10}, {Start: 12, End: 20}},
	Clutter:  []string{"3 min read", "Related News :"},
	Notes:    []string{"read as windows-1252"},
}

var bare = &corpus.Article{Attribution: corpus.Attribution{ArticleID: "a2", File: "bare.txt", Lang: corpus.French}, Passages: []corpus.Span{{Start: 0, End: 5}}}

func quoteOf(a *corpus.Article, text string, words ...string) retrieval.Quote {
	q := retrieval.Quote{Passage: corpus.Passage{Attribution: a.Attribution, Start: 100, End: 100 + len(text), Text: text}, Score: 7.1}
	for _, w := range words {
		i := strings.Index(text, w)
		q.Matches = append(q.Matches, retrieval.Match{Start: i, End: i + len(w)})
	}
	return q
}

func answers(t *testing.T) map[string]retrieval.Answer {
	lib := library(t, true, harbour, bare)
	first := quoteOf(harbour, "The harbour of the old town opens again on Monday, after eleven weeks of work on its two long quays, said the harbour master.", "harbour", "opens")
	first.Section = "Quays"
	first.Context = []retrieval.Context{{Start: 40, End: 99, Text: "The works began in August."}, {Start: 300, End: 330, Text: "She gave no figure."}}
	first.Also = []corpus.Attribution{{ArticleID: "a3", File: "copy.md", Title: "The harbour opens again", Publisher: "Coast Herald", Published: corpus.NewDate(2024, 10, 24), Lang: corpus.English}, {ArticleID: "a4", File: "x/y.md", Title: "The harbour opens again"}}
	list := quoteOf(bare, "Les quais :\n- le quai nord ;\n- le quai sud, «\u00a0plus long\u00a0».", "quais")
	why := retrieval.Explanation{
		Words:      []retrieval.Word{{Text: "harbour", Forms: map[corpus.Lang]int{"en": 2, "fr": 0}, Weight: 3.25}, {Text: "dragon"}},
		Unknown:    []string{"dragon"},
		Candidates: []retrieval.Candidate{{Quote: first, Evidence: []retrieval.Evidence{{Name: "bm25", Value: 4.5}, {Name: "coverage", Value: 0.5}}}},
	}
	return map[string]retrieval.Answer{
		"answer":     {Library: lib, Lang: corpus.English, Quotes: []retrieval.Quote{first, list}, Confidence: 0.83, Origins: 2, Undated: 1, Why: why},
		"reponse":    {Library: lib, Lang: corpus.French, Quotes: []retrieval.Quote{first, list}, Origins: 1},
		"abstention": {Library: library(t, false, harbour, bare), Lang: corpus.English, Abstained: true, Reason: retrieval.ReasonUnknown, Nearest: []retrieval.Quote{first, list}, Why: why},
	}
}

func TestAnswersReadWell(t *testing.T) {
	for name, a := range answers(t) {
		for suffix, s := range map[string]style{"terminal": {width: 60, ansi: true}, "piped": {}} {
			var out bytes.Buffer
			p := newPrinter(&out, s, nil, a.Lang)
			p.answer(a)
			if name == "answer" {
				p.explain(a)
			}
			golden(t, name+"."+suffix+".golden", out.Bytes())
		}
	}
}

func TestTheJSONOfAnAnswerIsTheContract(t *testing.T) {
	var out bytes.Buffer
	all := answers(t)
	for _, name := range []string{"answer", "abstention"} {
		if err := writeJSON(&out, toJSON([]byte(`"q1"`), all[name], name == "answer")); err != nil {
			t.Fatal(err)
		}
	}
	golden(t, "answer.json.golden", out.Bytes())
}

func TestTheReportOfACorpusReadsWell(t *testing.T) {
	lib := library(t, false, harbour, bare)
	for suffix, s := range map[string]style{"terminal": {width: 60, ansi: true}, "piped": {}} {
		var out bytes.Buffer
		writeReport(&out, s, lib)
		golden(t, "corpus."+suffix+".golden", out.Bytes())
	}
	var out bytes.Buffer
	if err := writeReportJSON(&out, lib, fixed("the body"), true); err != nil {
		t.Fatal(err)
	}
	golden(t, "corpus.json.golden", out.Bytes())
}

type fixed string

func (f fixed) Body(string) (string, error) { return string(f), nil }

func TestTheWordsAreTheQuestionsElseTheSystems(t *testing.T) {
	for _, test := range []struct {
		question corpus.Lang
		env      string
		want     corpus.Lang
	}{
		{"fr", "LANG=en_US.UTF-8", "fr"}, {"en", "LANG=fr_FR.UTF-8", "en"}, {"und", "LANG=fr_FR.UTF-8", "fr"}, {"de", "LANG=C", "en"}, {"", "", "en"},
	} {
		if got := newPrinter(nil, style{}, []string{test.env}, test.question).words.Lang; got != test.want {
			t.Errorf("question in %q with %s: words in %s, want %s", test.question, test.env, got, test.want)
		}
	}
}

func TestArticlesCannotCommandTheTerminal(t *testing.T) {
	a := answers(t)["answer"]
	evil := "red \x1b[31m, title \x1b]0;x\x07, c1 \u009b31m, turned \u202eabc\u202c"
	a.Quotes = []retrieval.Quote{quoteOf(harbour, evil)}
	a.Quotes[0].Title, a.Quotes[0].Author, a.Quotes[0].URL, a.Quotes[0].Section = evil, evil, evil, evil
	a.Why.Words[0].Text, a.Why.Unknown = evil, []string{evil}
	a.Why.Candidates[0].Text = evil
	var out bytes.Buffer
	p := newPrinter(&out, style{width: 60}, nil, "en")
	p.answer(a)
	p.explain(a)
	if i := strings.IndexAny(out.String(), "\x1b\x07\u009b\u202e\u202c"); i >= 0 {
		t.Errorf("a control character passes: %q", out.String()[max(0, i-20):i+5])
	}
}

func FuzzWrappedKeepsTheTextWithinTheWidth(f *testing.F) {
	f.Add("The harbour\nopens « à\u00a0huit » heures 日本語 \x1b[1m", 3, 9, 24)
	f.Fuzz(func(t *testing.T, text string, start, end, width int) {
		start, end = atRune(text, start), atRune(text, end)
		width = 20 + max(0, width)%100
		out := style{width: width}.wrapped(text, []retrieval.Match{{Start: start, End: max(start, end)}}, "> ", plain)
		var words []string
		for line := range strings.Lines(out) {
			line = strings.TrimSuffix(line, "\n")
			fields := wordsOf(strings.TrimPrefix(line, "> "), 0, nil)
			if columns(line) > width && len(fields) > 1 {
				t.Fatalf("a line of %d columns: %q", columns(line), line)
			}
			for _, w := range fields {
				words = append(words, w.text)
			}
		}
		var want []string
		for _, w := range wordsOf(text, 0, nil) {
			want = append(want, printable(w.text))
		}
		if strings.Join(words, " ") != strings.Join(want, " ") {
			t.Fatalf("got the words %q, want %q", words, want)
		}
	})
}

// atRune is the first byte of a character at or after i, as matches have it.
func atRune(text string, i int) int {
	i = max(0, min(i, len(text)))
	for i < len(text) && !utf8.RuneStart(text[i]) {
		i++
	}
	return i
}
