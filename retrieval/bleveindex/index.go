package bleveindex

import (
	"encoding/binary"
	"fmt"
	"maps"
	"runtime"
	"sync"

	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	index "github.com/blevesearch/bleve_index_api"

	"verbatim/corpus"
)

// The fields of a document. Each language has its own, analysed its own way:
// "text.fr", "title.fr", "section.fr".
const (
	textField    = "text."
	titleField   = "title."
	sectionField = "section."
)

// analysers is shared by all indexes that are being written.
var analysers = sync.OnceValue(func() *index.AnalysisQueue { return index.NewAnalysisQueue(runtime.GOMAXPROCS(0)) })

// readOnly are the options of an index that is not written to.
var readOnly = map[string]any{"read_only": true}

// openScorch opens the index in a folder. Without a time limit bolt would wait
// for ever for another writer.
func openScorch(dir string, options map[string]any) (index.Index, error) {
	config := map[string]any{"path": dir, "bolt_timeout": "2s", "numSnapshotsToKeep": 1, "asyncErrorCallbackName": onAsyncError}
	maps.Copy(config, options)
	i, err := scorch.NewScorch(scorch.Name, config, analysers())
	if err != nil {
		return nil, err
	}
	if err := i.Open(); err != nil {
		return nil, fmt.Errorf("opening the index: %w", err)
	}
	return i, nil
}

// docID names the document of a passage: the article's key and the passage's number.
func docID(key uint32, number int) string {
	var b [8]byte
	binary.BigEndian.PutUint32(b[:4], key)
	binary.BigEndian.PutUint32(b[4:], uint32(number))
	return string(b[:])
}

func splitDocID(id string) (key uint32, number int, ok bool) {
	if len(id) != 8 {
		return 0, 0, false
	}
	return binary.BigEndian.Uint32([]byte(id[:4])), int(binary.BigEndian.Uint32([]byte(id[4:]))), true
}

// newDocument is the document of a passage, and its field of text.
func newDocument(key uint32, number int, p corpus.Passage, analyse indexed) (*document.Document, *document.TextField) {
	d := document.NewDocument(docID(key, number))
	add := func(field, text string) *document.TextField {
		f := document.NewTextFieldCustom(field+string(p.Lang), nil, []byte(text), index.IndexField, analyse)
		d.AddField(f)
		return f
	}
	if p.Title != "" {
		add(titleField, p.Title)
	}
	if p.Section != "" {
		add(sectionField, p.Section)
	}
	return d, add(textField, p.Text)
}
