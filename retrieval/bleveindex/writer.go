package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/index/scorch/mergeplan"
	index "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"verbatim/corpus"
	"verbatim/retrieval"
)

// onAsyncError names the callback by which scorch tells what went wrong in its
// background: it would try a merge again for ever on a full disk.
const onAsyncError = "verbatim"

// writers holds the *indexWriter of each folder that is being written.
var writers sync.Map

func init() {
	scorch.RegistryAsyncErrorCallbacks[onAsyncError] = func(err error, path string) {
		if w, ok := writers.Load(path); ok {
			w.(*indexWriter).fail(err)
		}
	}
}

// The bounds of a batch: a batch is analysed in memory, some forty bytes for
// each byte of text, and becomes a segment of its own.
const (
	batchBytes     = 1 << 20
	batchDocuments = 2000
)

// smallSegment is the number of documents below which segments count as equally
// small when it is planned which are merged: a fortieth of the index, so that
// there are 14 segments at most, however large it is. With bleve's own, 2,000,
// every change of a smaller index merges the whole of it.
func smallSegment(stats map[corpus.Lang]retrieval.Stats) int64 {
	passages := 0
	for _, s := range stats {
		passages += s.Passages
	}
	return int64(min(max(passages/40, 1), 2000))
}

// indexWriter writes documents to the index in a folder, in batches.
type indexWriter struct {
	ctx    context.Context // done when the caller's is, or scorch has failed
	fail   context.CancelCauseFunc
	dir    string
	index  index.Index
	stats  map[corpus.Lang]retrieval.Stats // kept in step
	small  int64                           // see smallSegment
	batch  *index.Batch
	bytes  int
	texts  []*document.TextField // of the batch
	langs  []corpus.Lang         // of texts
	closed bool
}

func newIndexWriter(ctx context.Context, dir string, stats map[corpus.Lang]retrieval.Stats) (*indexWriter, error) {
	ctx, fail := context.WithCancelCause(ctx)
	w := &indexWriter{ctx: ctx, fail: fail, dir: dir, stats: stats, batch: index.NewBatch()}
	writers.Store(dir, w)
	w.small = smallSegment(stats)
	i, err := openScorch(dir, map[string]any{"scorchMergePlanOptions": map[string]any{"FloorSegmentSize": w.small}})
	if err != nil {
		writers.Delete(dir)
		fail(nil)
		return nil, err
	}
	w.index = i
	return w, nil
}

// add indexes the passages of an article.
func (w *indexWriter) add(key uint32, a *corpus.Article, body string) error {
	for n := range a.Passages {
		p := a.Passage(n, body)
		d, text := newDocument(key, n, p, indexed(analyzerOf(p.Lang)))
		w.batch.Update(d)
		w.texts = append(w.texts, text)
		w.langs = append(w.langs, p.Lang)
		w.bytes += len(p.Text)
		if err := w.flushIfFull(); err != nil {
			return err
		}
	}
	return nil
}

// remove takes the passages of an article out.
func (w *indexWriter) remove(key uint32, a *corpus.Article, body string) error {
	for n, s := range a.Passages {
		w.batch.Delete(docID(key, n))
		w.count(s.Lang, -1, -len(analyzerOf(s.Lang)(body[s.Start:s.End])))
		if err := w.flushIfFull(); err != nil {
			return err
		}
	}
	return nil
}

func (w *indexWriter) count(lang corpus.Lang, passages, tokens int) {
	s := w.stats[lang]
	s.Passages += passages
	s.Tokens += tokens
	w.stats[lang] = s
	if s.Passages == 0 {
		delete(w.stats, lang)
	}
}

func (w *indexWriter) flushIfFull() error {
	if w.bytes < batchBytes && len(w.batch.IndexOps) < batchDocuments {
		return nil
	}
	return w.flush()
}

// flush returns when the batch is on disk.
func (w *indexWriter) flush() error {
	if err := w.err(); err != nil || len(w.batch.IndexOps) == 0 {
		return err
	}
	if err := w.index.Batch(w.batch); err != nil {
		return fmt.Errorf("writing the index: %w", err)
	}
	for i, t := range w.texts {
		w.count(w.langs[i], 1, t.AnalyzedLength())
	}
	w.batch, w.bytes, w.texts, w.langs = index.NewBatch(), 0, nil, nil
	return w.err()
}

func (w *indexWriter) err() error {
	if err := context.Cause(w.ctx); err != nil {
		return fmt.Errorf("writing the index: %w", err)
	}
	return nil
}

// finish merges segments: all of them where the whole index is new, else as
// many as bleve's plan says, which costs in proportion to what is new.
func (w *indexWriter) finish(all bool) error {
	if err := w.flush(); err != nil {
		return err
	}
	before, err := w.segments()
	if err != nil {
		return err
	}
	if before > 1 {
		if err := w.merge(all); err != nil {
			return err
		}
	}
	after, err := w.segments()
	if err != nil {
		return err
	}
	if after != before {
		// Like any batch this one waits until all before it is on disk, the merge too.
		last := index.NewBatch()
		last.SetInternal([]byte("merged"), []byte{1})
		if err := w.index.Batch(last); err != nil {
			return fmt.Errorf("writing the index: %w", err)
		}
	}
	return w.close()
}

func (w *indexWriter) merge(all bool) error {
	plan := mergeplan.DefaultMergePlanOptions
	plan.FloorSegmentSize = w.small
	if all {
		plan = mergeplan.SingleSegmentMergePlanOptions
	}
	done := make(chan error, 1)
	go func() { done <- w.index.(*scorch.Scorch).ForceMerge(w.ctx, &plan) }()
	select {
	case err := <-done:
		if err != nil {
			return fmt.Errorf("merging the index: %w", err)
		}
	case <-w.ctx.Done(): // ForceMerge itself returns when the index is closed
	}
	return w.err()
}

func (w *indexWriter) segments() (int, error) {
	r, err := w.index.Reader()
	if err != nil {
		return 0, err
	}
	defer r.Close()
	return len(r.(*scorch.IndexSnapshot).Segments()), nil
}

// close can be called again.
func (w *indexWriter) close() error {
	if w.closed {
		return nil
	}
	w.closed = true
	err := w.index.Close()
	writers.Delete(w.dir)
	w.fail(nil)
	return err
}

// prune removes the segments that the index in dir does not use any more, and
// gives the names of all files that it does use.
func prune(dir string) (names []string, err error) {
	used, err := segmentsOf(dir)
	if err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		name := e.Name()
		if filepath.Ext(name) == ".zap" && !used[name] {
			err = errors.Join(err, os.Remove(filepath.Join(dir, name)))
			continue
		}
		names = append(names, name)
	}
	return names, err
}

func segmentsOf(dir string) (map[string]bool, error) {
	i, err := openScorch(dir, readOnly)
	if err != nil {
		return nil, err
	}
	defer i.Close()
	r, err := i.Reader()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	used := map[string]bool{}
	for _, s := range r.(*scorch.IndexSnapshot).Segments() {
		if p, ok := s.Segment().(segment.PersistedSegment); ok {
			used[filepath.Base(p.Path())] = true
		}
	}
	return used, nil
}
