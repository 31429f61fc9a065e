//go:build slow

package bleveindex

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"

	"verbatim/retrieval/eval"
)

// plainDocument is a line of a BEIR folder's corpus.jsonl.
type plainDocument struct {
	ID    string `json:"_id"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

// TestPlainBleve ranks a BEIR folder with bleve as it comes, and writes the
// best of three TREC runs, for "verbatim eval -beir DIR -compare RUN": a match
// query on the text, on the text and the title as two fields, and on both as
// one field. On French PIAF and English new_wiki one field is best. Run it with
//
//	PLAIN_BEIR=DIR PLAIN_LANG=fr PLAIN_RUN=plain.trec go test -tags slow -run TestPlainBleve -v ./retrieval/bleveindex
func TestPlainBleve(t *testing.T) {
	dir, analyzer := os.Getenv("PLAIN_BEIR"), map[string]string{"fr": fr.AnalyzerName, "en": en.AnalyzerName}[os.Getenv("PLAIN_LANG")]
	if dir == "" {
		t.Skip("PLAIN_BEIR names no folder")
	}
	if analyzer == "" {
		t.Fatal("PLAIN_LANG is neither fr nor en")
	}
	questions, qrels, err := eval.LoadBEIR(dir, "test")
	if err != nil {
		t.Fatal(err)
	}
	plain := plainIndex(t, dir, analyzer)
	var best eval.Run
	highest := -1.0
	for _, fields := range [][]string{{"text"}, {"text", "title"}, {"both"}} {
		run := eval.Run{}
		for _, q := range questions {
			run[q.ID] = matching(t, plain, q.Text, fields)
		}
		m := eval.Score(qrels, run)
		t.Logf("%v: recall@1 %.4f @3 %.4f @10 %.4f @100 %.4f, MRR@10 %.4f, nDCG@10 %.4f", fields, m.Recall[1], m.Recall[3], m.Recall[10], m.Recall[100], m.MRR10, m.NDCG10)
		if m.Recall[1] > highest {
			highest, best = m.Recall[1], run
		}
	}
	if file := os.Getenv("PLAIN_RUN"); file != "" {
		writePlainRun(t, file, questions, best)
	}
}

// plainIndex indexes the documents of a folder as a reader of bleve's manual
// would.
func plainIndex(t *testing.T, dir, analyzer string) bleve.Index {
	t.Helper()
	text := mapping.NewTextFieldMapping()
	text.Analyzer, text.Store, text.IncludeInAll, text.IncludeTermVectors = analyzer, false, false, false
	document := mapping.NewDocumentStaticMapping()
	document.AddFieldMappingsAt("text", text)
	document.AddFieldMappingsAt("title", text)
	document.AddFieldMappingsAt("both", text)
	m := mapping.NewIndexMapping()
	m.DefaultMapping, m.ScoringModel = document, index.BM25Scoring
	plain, err := bleve.NewUsing(filepath.Join(t.TempDir(), "index"), m, scorch.Name, scorch.Name, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { plain.Close() })
	f, err := os.Open(filepath.Join(dir, "corpus.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	batch := plain.NewBatch()
	for d := json.NewDecoder(f); d.More(); {
		var doc plainDocument
		if err := d.Decode(&doc); err != nil {
			t.Fatal(err)
		}
		if err := batch.Index(doc.ID, map[string]any{"text": doc.Text, "title": doc.Title, "both": doc.Title + "\n" + doc.Text}); err != nil {
			t.Fatal(err)
		}
	}
	if err := plain.Batch(batch); err != nil {
		t.Fatal(err)
	}
	return plain
}

// matching asks for a text in any of some fields.
func matching(t *testing.T, plain bleve.Index, text string, fields []string) []eval.Scored {
	t.Helper()
	either := query.NewDisjunctionQuery(nil)
	for _, f := range fields {
		q := bleve.NewMatchQuery(text)
		q.SetField(f)
		either.AddQuery(q)
	}
	result, err := plain.SearchInContext(context.Background(), bleve.NewSearchRequestOptions(either, 100, 0, false))
	if err != nil {
		t.Fatal(err)
	}
	var found []eval.Scored
	for _, h := range result.Hits {
		found = append(found, eval.Scored{Document: h.ID, Score: h.Score})
	}
	return found
}

func writePlainRun(t *testing.T, file string, questions []eval.Question, run eval.Run) {
	t.Helper()
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	for _, q := range questions {
		if err := eval.WriteTREC(w, q.ID, "bleve", run[q.ID]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
}
