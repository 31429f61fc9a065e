// Package bleveindex keeps generations on disk, each with an index of bleve's
// scorch engine. It is the only package that imports bleve.
//
// What lies in the data folder:
//
//	lock                       held by the one process that writes; one JSON line says who
//	current                    JSON: the current generation and the former ones that are kept (pointer.go)
//	generations/ID/meta.json   statistics, and size and checksum of every other file
//	generations/ID/library-N.jsonl  the articles' metadata and where their bodies stand: once whole, then what has changed
//	generations/ID/bodies-N.txt     the articles' texts, one after the other
//	generations/ID/index/      scorch: one document a passage, postings only
//
// A generation is written under a temporary name, synced and renamed, and its
// files never change afterwards. The next one shares those that stay the same
// by hard links.
//
// bleve gives the index; the ranking is the package's own, because bleve's
// BM25 is not the textbook one and moves with its segments (see score.go).
package bleveindex

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"sync"

	"github.com/gofrs/flock"

	"verbatim/corpus"
	"verbatim/retrieval"
	"verbatim/retrieval/analysis"
)

// format changes whenever generations are laid out in another way, and whenever
// bleve's analysers give other tokens.
const format = 2

// DefaultKeep is Options.Keep where nobody says otherwise.
const DefaultKeep = 3

// Options are what a Store has to know beside its folder.
type Options struct {
	Reader  int    // the version of what reads the corpus: generations of another are built again
	Variant string // what else generations are made by, likewise
	Command string // names this process to others that find the folder locked
	Keep    int    // published generations that stay on disk, the current one among them; 0 is DefaultKeep
}

// Store keeps generations in a data folder.
type Store struct {
	dir     string
	options Options
	engine  string // hash of all that makes a generation but the corpus

	mu   sync.Mutex // guards lock
	lock *flock.Flock
}

var _ retrieval.Store = (*Store)(nil)

// New makes a Store of the data folder dir. It touches nothing: reading works
// in a folder that cannot be written to.
func New(dir string, o Options) *Store {
	o.Keep = cmp.Or(o.Keep, DefaultKeep)
	h := sha256.Sum256(fmt.Append(nil, "bleve ", format, " analysis ", analysis.Version, " reader ", o.Reader, o.Variant))
	return &Store{dir: dir, options: o, engine: fmt.Sprintf("%x", h[:4])}
}

// id is the ID of the generation of a library.
func (s *Store) id(l *corpus.Library) string { return l.Version() + "-" + s.engine }

func (s *Store) generations() string     { return filepath.Join(s.dir, "generations") }
func (s *Store) folder(id string) string { return filepath.Join(s.generations(), id) }
func (s *Store) pointer() string         { return filepath.Join(s.dir, "current") }
func (s *Store) made(id string) bool     { return strings.HasSuffix(id, "-"+s.engine) }
func validID(id string) bool {
	return id != "" && filepath.Base(id) == id && !strings.HasPrefix(id, ".")
}
func noGeneration(in string) error { return fmt.Errorf("%w in %s", retrieval.ErrNoGeneration, in) }
func isMissing(err error) bool     { return errors.Is(err, fs.ErrNotExist) }
func corrupt(dir string, err error) error {
	return fmt.Errorf("%w %s: %w", retrieval.ErrCorrupt, dir, err)
}

// Current is the ID of the generation that was published last. What another
// format, analysis or reader made is ErrNoGeneration.
func (s *Store) Current(ctx context.Context) (string, error) {
	if err := ctx.Err(); err != nil {
		return "", err
	}
	p, err := s.pointers()
	if err != nil {
		return "", err
	}
	if !s.made(p.Current) {
		return "", fmt.Errorf("%w of this version in %s", retrieval.ErrNoGeneration, s.dir)
	}
	return p.Current, nil
}

// Open opens a generation for reading. Every file of it is checked: one that
// is damaged gives retrieval.ErrCorrupt.
func (s *Store) Open(ctx context.Context, id string) (retrieval.Generation, error) {
	if !validID(id) || !s.made(id) {
		return nil, noGeneration(s.dir)
	}
	g, err := open(ctx, s.folder(id))
	if err != nil {
		return nil, err
	}
	return g, nil
}
