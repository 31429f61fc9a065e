package main

import (
	"bufio"
	"context"
	"errors"
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

// beirJSON is the result of -beir.
type beirJSON struct {
	Queries   int                `json:"queries"`
	Documents int                `json:"documents"`
	Recall    map[string]float64 `json:"recall"`
	MRR10     float64            `json:"mrr10"`
	NDCG10    float64            `json:"ndcg10"`
	costs
	Compare *compareJSON `json:"compare,omitempty"`
}

type compareJSON struct {
	Run     string  `json:"run"`
	Measure string  `json:"measure"`
	Delta   float64 `json:"delta"` // ours less theirs
	P       float64 `json:"p"`
}

func (e *evaluation) measureBEIR(ctx context.Context, in *invocation) error {
	questions, qrels, err := e.loadBEIR(e.beir[0])
	if err != nil {
		return err
	}
	var other eval.Run
	if e.other != "" {
		if other, err = readRun(e.other); err != nil {
			return err
		}
	}
	to, err := createRun(e.run)
	if err != nil {
		return err
	}
	defer to.Close()
	o, err := e.openBEIR(ctx, in, e.beir[0])
	if err != nil {
		return err
	}
	defer o.Close()
	o.noteMissing(in, questions, qrels)
	bar := newProgress(in.stderr)
	run, took, err := eval.Answers(ctx, o.engine, questions, e.lang, e.k, func(done int) { bar.show("answering", done, len(questions)) })
	bar.clear()
	if err != nil {
		return err
	}
	if err := writeRun(to, questions, run); err != nil {
		return &failure{text: "cannot write the run", cause: err}
	}
	result := newBEIRJSON(eval.Score(qrels, run))
	result.Documents, result.costs = o.documents, newCosts(o.took, took)
	if other != nil {
		result.Compare = compare(qrels, e.other, other, run)
	}
	return writeJSON(in.stdout, result)
}

func (e *evaluation) loadBEIR(dir string) ([]eval.Question, eval.Qrels, error) {
	questions, qrels, err := eval.LoadBEIR(dir, e.split)
	if err != nil {
		return nil, nil, &failure{text: "cannot read the questions", cause: err, hint: "a BEIR folder holds corpus.jsonl, queries.jsonl and qrels/" + e.split + ".tsv; -split names another .tsv file"}
	}
	return questions, qrels, nil
}

func newBEIRJSON(m eval.Measures) beirJSON {
	result := beirJSON{Queries: m.Queries, Recall: map[string]float64{}, MRR10: m.MRR10, NDCG10: m.NDCG10}
	for k, v := range m.Recall {
		result.Recall[strconv.Itoa(k)] = v
	}
	return result
}

func compare(qrels eval.Qrels, name string, theirs, ours eval.Run) *compareJSON {
	delta, p := eval.Bootstrap(eval.RecallAt1(qrels, theirs), eval.RecallAt1(qrels, ours))
	return &compareJSON{filepath.Base(name), "recall1", delta, p}
}

func readRun(name string) (eval.Run, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, &failure{text: "cannot read the run to compare with", cause: err, hint: "-compare takes a TREC run, as -run writes one"}
	}
	defer f.Close()
	run, err := eval.ReadTREC(f)
	if err != nil {
		return nil, &failure{text: "cannot read the run " + name, cause: err, hint: "each line of a TREC run is: query Q0 document rank score tag"}
	}
	return run, nil
}

// createRun opens the file of -run before the long work; nil without -run,
// which may be closed too.
func createRun(name string) (*os.File, error) {
	if name == "" {
		return nil, nil
	}
	f, err := os.Create(name)
	if err != nil {
		return nil, &failure{text: "cannot write the run", cause: err, hint: "name a file in a folder that exists and can be written to"}
	}
	return f, nil
}

func writeRun(to *os.File, questions []eval.Question, run eval.Run) error {
	if to == nil {
		return nil
	}
	w := bufio.NewWriter(to)
	for _, q := range questions {
		if err := eval.WriteTREC(w, q.ID, "verbatim", run[q.ID]); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return to.Close()
}

// beirIndex is the index of a BEIR folder, kept for one run.
type beirIndex struct {
	engine    *retrieval.Engine
	live      *retrieval.Live
	store     *bleveindex.Store
	folder    string
	documents int
	took      time.Duration
	answers   []time.Duration
}

func (b *beirIndex) Close() error {
	b.live.Swap(nil)
	b.store.Close()
	return os.RemoveAll(b.folder)
}

func noCorpusFile(err error) error {
	return &failure{text: "cannot read the documents", cause: err, hint: "a BEIR folder holds corpus.jsonl, a document a line: _id, title, text"}
}

const tempHint = "it is made in the folder for temporary files, which TMPDIR names"

func tempFolder() (string, error) {
	folder, err := os.MkdirTemp("", "verbatim-eval-")
	if err != nil {
		return "", &failure{text: "no room for the index", cause: err, hint: tempHint}
	}
	return folder, nil
}

// openBEIR indexes the documents of a BEIR folder as articles.
func (e *evaluation) openBEIR(ctx context.Context, in *invocation, dir string) (*beirIndex, error) {
	began := time.Now()
	file := filepath.Join(dir, "corpus.jsonl")
	if _, err := os.Stat(file); err != nil {
		return nil, noCorpusFile(err)
	}
	folder, err := tempFolder()
	if err != nil {
		return nil, err
	}
	b := &beirIndex{live: &retrieval.Live{}, store: bleveindex.New(folder, bleveindex.Options{Reader: read.Version, Command: "verbatim eval"}), folder: folder}
	b.engine = retrieval.NewEngine(b.live)
	documents := read.Folder{FS: oneFile{os.DirFS(dir), "corpus.jsonl"}, Name: dir}
	bar := newProgress(in.stderr)
	keeper := retrieval.Keeper{Live: b.live, Store: b.store, SpoolDir: folder}
	keeper.Read = func(ctx context.Context, old *corpus.Library, spool *corpus.Spool, progress func(corpus.Reading)) (*corpus.Library, error) {
		lib, err := documents.Read(ctx, old, spool, progress)
		if err == nil && e.lang != "" {
			sayLang(lib, e.lang)
		}
		return lib, err
	}
	report, err := keeper.Update(ctx, retrieval.Order{Progress: bar.update})
	bar.clear()
	if err == nil && report.Articles == 0 {
		err = noDocuments(file, report.Skipped)
	}
	if err != nil {
		b.Close()
		return nil, err
	}
	if n := len(report.Skipped); n > 0 {
		fmt.Fprintf(in.stderr, "note: %s of corpus.jsonl not read: %s\n", count(n, "line"), report.Skipped[0].Reason)
	}
	b.documents, b.took = report.Articles, time.Since(began)
	return b, nil
}

func noDocuments(file string, skipped []corpus.Skipped) error {
	f := &failure{text: file + " holds no document", hint: "write one object a line, with _id and text"}
	if len(skipped) > 0 {
		f.cause = errors.New(skipped[0].Reason)
	}
	return f
}

// noteMissing says what the judgements name and the folder lacks.
func (b *beirIndex) noteMissing(in *invocation, asked []eval.Question, qrels eval.Qrels) {
	gen, release, err := b.live.Acquire()
	if err != nil {
		return // asking will say so
	}
	defer release()
	held := map[string]bool{}
	for _, a := range gen.Library().Articles() {
		held[a.ArticleID] = true
	}
	queries, documents := qrels.Missing(asked, func(d string) bool { return held[d] })
	if queries > 0 {
		fmt.Fprintf(in.stderr, "note: queries.jsonl lacks %s that the judgements name; they count as not found\n", count(queries, "question"))
	}
	if documents > 0 {
		fmt.Fprintf(in.stderr, "note: corpus.jsonl lacks %s that the judgements name; they count as not found\n", count(documents, "document"))
	}
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
