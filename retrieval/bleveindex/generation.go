package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"sync"

	index "github.com/blevesearch/bleve_index_api"

	"verbatim/corpus"
	"verbatim/retrieval"
	"verbatim/retrieval/analysis"
)

// generation is a generation that is open for reading.
type generation struct {
	dir       string
	meta      *meta
	catalog   *catalog
	bodies    bodies
	index     index.Index
	reader    index.IndexReader
	documents []doc // by number in the index
	seen      frequencies
	scratch   sync.Pool // of *scratch
	health    health

	closing sync.Once
	closed  error
}

var _ retrieval.Generation = (*generation)(nil)

// doc says which passage a document of the index is.
type doc struct{ article, number uint32 }

// open opens and checks the generation in dir.
func open(ctx context.Context, dir string) (*generation, error) {
	m, err := readMeta(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, noGeneration(dir)
	}
	if err == nil {
		err = m.check(ctx, dir)
	}
	var c *catalog
	if err == nil {
		c, err = readCatalog(dir, m.Catalog, m.Sample)
	}
	if err == nil && c.library.Version() != m.Library {
		err = errors.New("the library is another")
	}
	if err != nil {
		return nil, damage(ctx, dir, err)
	}
	return openWith(ctx, dir, m, c)
}

// damage is the error of opening a generation: what is not the caller's doing
// or a matter of permission is damage.
func damage(ctx context.Context, dir string, err error) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("opening generation %s: %w", dir, err)
	}
	return corrupt(dir, err)
}

// openWith opens a generation whose files have been checked or just written.
func openWith(ctx context.Context, dir string, m *meta, c *catalog) (*generation, error) {
	g := &generation{dir: dir, meta: m, catalog: c}
	err := g.open(ctx)
	if err != nil {
		g.Close()
		return nil, damage(ctx, dir, err)
	}
	return g, nil
}

func (g *generation) open(ctx context.Context) (err error) {
	if g.bodies, err = openBodies(g.dir, g.meta.Bodies); err != nil {
		return err
	}
	for i, p := range g.catalog.places {
		end := p.offset + int64(g.catalog.library.Articles()[i].Size)
		if g.bodies[p.file] == nil || p.offset < 0 || end > g.meta.Files[bodiesFile(p.file)].Size {
			return fmt.Errorf("the text of article %d is outside of its file", i)
		}
	}
	if g.index, err = openScorch(filepath.Join(g.dir, indexDir), readOnly); err != nil {
		return err
	}
	if g.reader, err = g.index.Reader(); err != nil {
		return err
	}
	if err := g.loadDocuments(ctx); err != nil {
		return err
	}
	g.scratch.New = func() any { return newScratch(len(g.documents)) }
	return g.remember()
}

// loadDocuments finds out which passage each document is: eight bytes of memory
// for each.
func (g *generation) loadDocuments(ctx context.Context) error {
	articles := g.catalog.library.Articles()
	byKey := make(map[uint32]uint32, len(articles))
	for i, p := range g.catalog.places {
		if a := articles[i]; g.catalog.library.Original(a) == a { // copies share its key
			byKey[p.key] = uint32(i)
		}
	}
	all, err := g.reader.DocIDReaderAll()
	if err != nil {
		return err
	}
	defer all.Close()
	found := 0
	for {
		id, err := all.Next()
		if err != nil || id == nil {
			if found != g.catalog.library.Passages() {
				err = errors.Join(err, fmt.Errorf("the index holds %d passages, not %d", found, g.catalog.library.Passages()))
			}
			return err
		}
		if found++; found%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		name, err := g.reader.ExternalID(id)
		if err != nil {
			return err
		}
		key, number, ok := splitDocID(name)
		a, known := byKey[key]
		if !ok || !known || number >= len(articles[a].Passages) {
			return fmt.Errorf("the index holds an unknown passage %q", name)
		}
		if n := int(id.Value()) + 1; n > len(g.documents) {
			g.documents = append(g.documents, make([]doc, n-len(g.documents))...)
		}
		g.documents[id.Value()] = doc{a, uint32(number)}
	}
}

func (g *generation) ID() string { return g.meta.ID }

func (g *generation) Library() *corpus.Library { return g.catalog.library }

// Stats are a copy.
func (g *generation) Stats() map[corpus.Lang]retrieval.Stats { return maps.Clone(g.meta.Stats) }

// Body reads the whole text of an article.
func (g *generation) Body(id string) (string, error) {
	i, ok := g.catalog.library.Place(id)
	if !ok {
		return "", fmt.Errorf("there is no article %q", id)
	}
	return g.bodies.read(g.catalog.places[i], 0, g.catalog.library.Articles()[i].Size)
}

// Analyze analyses a text as passages of lang are.
func (g *generation) Analyze(lang corpus.Lang, text string) []analysis.Token {
	return analyzerOf(lang)(text)
}

// passage reads passage number n of the article at place i of the library.
func (g *generation) passage(i, n uint32) (corpus.Passage, error) {
	a := g.catalog.library.Articles()[i]
	s := a.Passages[n]
	text, err := g.bodies.read(g.catalog.places[i], s.Start, s.End)
	p := corpus.Passage{Attribution: a.Attribution, Section: s.Section, Start: s.Start, End: s.End, Text: text}
	p.Lang = s.Lang
	return p, err
}

// Close can be called again.
func (g *generation) Close() error {
	g.closing.Do(func() {
		if g.reader != nil {
			g.closed = g.reader.Close()
		}
		if g.index != nil {
			g.closed = errors.Join(g.closed, g.index.Close())
		}
		g.closed = errors.Join(g.closed, g.bodies.close())
	})
	return g.closed
}
