package main

import (
	"bufio"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/read"
	"verbatim/retrieval"
	"verbatim/retrieval/bleveindex"
	"verbatim/retrieval/eval"
)

// evaluation is what the flags of eval say.
type evaluation struct {
	beir, judged      string
	split, run, other string
	lang              corpus.Lang
	k                 int
	fit               bool
	places            *places
}

func evaluate(ctx context.Context, in *invocation) error {
	e := &evaluation{}
	f := newFlags("eval", "[flags]", "measure answers on judged questions")
	f.StringVar(&e.beir, "beir", "", "measure the ranking on the BEIR folder `DIR`: corpus.jsonl, queries.jsonl, qrels/")
	f.StringVar(&e.judged, "judged", "", "measure answers and abstentions on the judged questions of `FILE`, over the corpus")
	f.StringVar(&e.split, "split", "test", "with -beir: the `split` of qrels/SPLIT.tsv")
	f.StringVar(&e.run, "run", "", "with -beir: write a TREC run to `FILE`")
	f.StringVar(&e.other, "compare", "", "with -beir: compare with the TREC run of `FILE` (paired bootstrap of recall at 1)")
	f.IntVar(&e.k, "k", 100, "with -beir: rank `K` documents a question")
	f.StringVar((*string)(&e.lang), "lang", "", "with -beir: the `language` of questions and documents, else detected")
	f.BoolVar(&e.fit, "fit", false, "with -judged: fit the confidence on one half of the questions and report on the other")
	e.places = f.places(true)
	words, err := f.parse(in)
	if err != nil {
		return err
	}
	if err := noWords("eval", words); err != nil {
		return err
	}
	switch {
	case (e.beir == "") == (e.judged == ""):
		return &usageError{text: "eval measures one of -beir and -judged", hint: "verbatim eval -beir DIR, or verbatim eval -judged FILE [-corpus DIR]"}
	case e.k < 1:
		return &usageError{text: "-k must be 1 or more"}
	case e.beir != "":
		return e.measureBEIR(ctx, in)
	}
	return e.measureJudged(ctx, in)
}

// beirJSON is the result of -beir.
type beirJSON struct {
	Queries   int                `json:"queries"`
	Documents int                `json:"documents"`
	Recall    map[string]float64 `json:"recall"`
	MRR10     float64            `json:"mrr10"`
	NDCG10    float64            `json:"ndcg10"`
	IndexMS   float64            `json:"index_ms"`
	P50MS     float64            `json:"p50_ms"`
	P95MS     float64            `json:"p95_ms"`
	Compare   *compareJSON       `json:"compare,omitempty"`
}

type compareJSON struct {
	Run     string  `json:"run"`
	Measure string  `json:"measure"`
	Delta   float64 `json:"delta"` // ours less theirs
	P       float64 `json:"p"`
}

func (e *evaluation) measureBEIR(ctx context.Context, in *invocation) error {
	questions, qrels, err := eval.LoadBEIR(e.beir, e.split)
	if err != nil {
		return &failure{text: "cannot read the questions", cause: err, hint: "a BEIR folder holds corpus.jsonl, queries.jsonl and qrels/" + e.split + ".tsv"}
	}
	var other eval.Run
	if e.other != "" {
		if other, err = readRun(e.other); err != nil {
			return err
		}
	}
	began := time.Now()
	o, err := e.openBEIR(ctx, in)
	if err != nil {
		return err
	}
	defer o.Close()
	indexed := time.Since(began)
	bar := newProgress(in.stderr)
	run, took, err := eval.Answers(ctx, o.engine, questions, e.lang, e.k, func(done int) { bar.show("answering", done, len(questions)) })
	bar.clear()
	if err != nil {
		return err
	}
	if e.run != "" {
		if err := writeRun(e.run, questions, run); err != nil {
			return &failure{text: "cannot write the run", cause: err}
		}
	}
	m := eval.Score(qrels, run)
	result := beirJSON{Queries: m.Queries, Documents: o.documents, Recall: map[string]float64{}, MRR10: m.MRR10, NDCG10: m.NDCG10, IndexMS: milliseconds(indexed)}
	for k, v := range m.Recall {
		result.Recall[strconv.Itoa(k)] = v
	}
	slices.Sort(took)
	result.P50MS, result.P95MS = milliseconds(took[len(took)/2]), milliseconds(took[len(took)*95/100])
	if other != nil {
		delta, p := eval.Bootstrap(eval.RecallAt1(qrels, other), eval.RecallAt1(qrels, run))
		result.Compare = &compareJSON{filepath.Base(e.other), "recall1", delta, p}
	}
	return writeJSON(in.stdout, result)
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func readRun(name string) (eval.Run, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, &failure{text: "cannot read the run to compare with", cause: err}
	}
	defer f.Close()
	run, err := eval.ReadTREC(f)
	if err != nil {
		return nil, &failure{text: "cannot read the run " + name, cause: err, hint: "each line of a TREC run is: query Q0 document rank score tag"}
	}
	return run, nil
}

func writeRun(name string, questions []eval.Question, run eval.Run) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	for _, q := range questions {
		if err := eval.WriteTREC(w, q.ID, run[q.ID]); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}

// beirIndex is the index of a BEIR folder, kept for one run.
type beirIndex struct {
	engine    *retrieval.Engine
	live      *retrieval.Live
	store     *bleveindex.Store
	folder    string
	documents int
}

func (b *beirIndex) Close() error {
	b.live.Swap(nil)
	b.store.Close()
	return os.RemoveAll(b.folder)
}

// openBEIR indexes the documents of a BEIR folder as articles.
func (e *evaluation) openBEIR(ctx context.Context, in *invocation) (*beirIndex, error) {
	folder, err := os.MkdirTemp("", "verbatim-eval-")
	if err != nil {
		return nil, err
	}
	b := &beirIndex{live: &retrieval.Live{}, store: bleveindex.New(folder, bleveindex.Options{Reader: read.Version, Command: "verbatim eval"}), folder: folder}
	b.engine = retrieval.NewEngine(b.live)
	documents := read.Folder{FS: oneFile{os.DirFS(e.beir), "corpus.jsonl"}, Name: e.beir}
	bar := newProgress(in.stderr)
	keeper := retrieval.Keeper{Live: b.live, Store: b.store, SpoolDir: folder, Progress: bar.show}
	keeper.Read = func(ctx context.Context, old *corpus.Library, spool *corpus.Spool, progress func(done, total int)) (*corpus.Library, error) {
		lib, err := documents.Read(ctx, old, spool, progress)
		if err == nil && e.lang != "" {
			sayLang(lib, e.lang)
		}
		return lib, err
	}
	report, err := keeper.Update(ctx)
	bar.clear()
	if err != nil {
		b.Close()
		return nil, err
	}
	if n := len(report.Skipped); n > 0 {
		fmt.Fprintf(in.stderr, "note: %s of corpus.jsonl skipped, the first: %s\n", count(n, "line"), report.Skipped[0].Reason)
	}
	b.documents = report.Articles
	return b, nil
}

// sayLang says of all articles, which nobody else has seen yet, that they are
// in a language.
func sayLang(lib *corpus.Library, lang corpus.Lang) {
	for _, a := range lib.Articles() {
		a.Lang = lang
		for i := range a.Passages {
			a.Passages[i].Lang = lang
		}
	}
}

// oneFile is a folder as if it held one file alone.
type oneFile struct {
	fs.FS
	name string
}

// ReadDir lists the one file.
func (o oneFile) ReadDir(name string) ([]fs.DirEntry, error) {
	all, err := fs.ReadDir(o.FS, name)
	return slices.DeleteFunc(all, func(e fs.DirEntry) bool { return e.Name() != o.name }), err
}

func (e *evaluation) measureJudged(ctx context.Context, in *invocation) error {
	f, err := os.Open(e.judged)
	if err != nil {
		return &failure{text: "cannot read the judged questions", cause: err}
	}
	defer f.Close()
	questions, err := eval.LoadJudged(f)
	if err != nil {
		return &failure{text: "cannot read the judged questions of " + e.judged, cause: err}
	}
	s, err := load(in, e.places.values(), false)
	if err != nil {
		return err
	}
	c, err := openCorpus(ctx, in, s, "verbatim eval")
	if err != nil {
		return err
	}
	defer c.Close()
	bar := newProgress(in.stderr)
	outcomes, err := eval.Ask(ctx, c.engine, questions, func(done int) { bar.show("answering", done, len(questions)) })
	bar.clear()
	if err != nil {
		return err
	}
	if e.fit {
		return writeJSON(in.stdout, fitHalf(outcomes))
	}
	return writeJSON(in.stdout, eval.Report(outcomes))
}

// fitJSON is the result of -fit: the model for retrieval/confidence.json, and
// what it makes of the half that it was not fitted on.
type fitJSON struct {
	eval.Fitted
	On     int               `json:"on"` // questions that it was fitted on
	Report eval.JudgedReport `json:"report"`
}

func fitHalf(outcomes []eval.Outcome) fitJSON {
	var fit, rest []eval.Outcome
	for _, o := range outcomes {
		if eval.ToFit(o.ID) {
			fit = append(fit, o)
		} else {
			rest = append(rest, o)
		}
	}
	f := eval.Fit(fit)
	for i, o := range rest {
		rest[i].Confidence = f.Confidence(o.Doubts)
		rest[i].Abstained = len(o.Doubts) == 0 || rest[i].Confidence < retrieval.Doubt
		if rest[i].Abstained {
			rest[i].Rank = 0
		} else if o.Abstained && o.WouldHit {
			rest[i].Rank = 1
		}
	}
	return fitJSON{f, len(fit), eval.Report(rest)}
}
