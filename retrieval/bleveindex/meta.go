package bleveindex

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/crc32"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"verbatim/corpus"
	"verbatim/corpus/durable"
	"verbatim/retrieval"
)

// The files of a generation.
const (
	metaFile = "meta.json"
	indexDir = "index"
)

// Files that later generations share have numbers of their own, see
// meta.NextFile.
func libraryFile(n int) string { return fmt.Sprintf("library-%d.jsonl", n) }
func bodiesFile(n int) string  { return fmt.Sprintf("bodies-%d.txt", n) }

// meta is what a generation knows of itself.
type meta struct {
	ID       string                          `json:"id"`
	Library  string                          `json:"library"` // its version
	Sample   bool                            `json:"sample"`
	Articles int                             `json:"articles,omitempty"` // one more than there are: the first versions did not write it
	NextKey  uint32                          `json:"next_key"`           // see catalog
	NextFile int                             `json:"next_file"`          // of the catalog and of bodies
	Catalog  []int                           `json:"catalog"`            // its parts, the whole one first
	Stats    map[corpus.Lang]retrieval.Stats `json:"stats"`
	Bodies   []int                           `json:"bodies"` // files of bodies
	Files    map[string]sum                  `json:"files"`  // by path in the generation, with slashes
}

// sealed is the content of meta.json: a meta and the checksum of its JSON.
type sealed struct {
	CRC  uint32          `json:"crc"`
	Meta json.RawMessage `json:"meta"`
}

func writeMeta(dir string, m *meta) error {
	b, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if b, err = json.Marshal(sealed{crc32.Checksum(b, castagnoli), b}); err != nil {
		return err
	}
	return durable.Replace(filepath.Join(dir, metaFile), b)
}

func readMeta(dir string) (*meta, error) {
	b, err := os.ReadFile(filepath.Join(dir, metaFile))
	if err != nil {
		return nil, err
	}
	var s sealed
	if err := json.Unmarshal(b, &s); err != nil {
		return nil, fmt.Errorf("%s: %w", metaFile, err)
	}
	if crc32.Checksum(s.Meta, castagnoli) != s.CRC {
		return nil, fmt.Errorf("%s: wrong checksum", metaFile)
	}
	m := new(meta)
	return m, json.Unmarshal(s.Meta, m)
}

// check compares the files of a generation with their checksums.
func (m *meta) check(ctx context.Context, dir string) error {
	for _, name := range slices.Sorted(maps.Keys(m.Files)) {
		if err := ctx.Err(); err != nil {
			return err
		}
		is, err := sumFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			return err
		}
		if is != m.Files[name] {
			return fmt.Errorf("%s: wrong size or checksum", name)
		}
	}
	return nil
}
