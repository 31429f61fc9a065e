package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/durable"
	"verbatim/retrieval"
)

// maxBodyFiles is how many files of bodies a generation may have: each is an
// open file. More are written into one.
const maxBodyFiles = 8

// Derive makes the generation of c.New beside base. Its errors say what could
// not be written and where: a full disk, a folder without permission.
func (s *Store) Derive(ctx context.Context, base retrieval.Generation, c corpus.Changes, progress func(done, total int)) (retrieval.Generation, error) {
	var from *generation
	if base != nil {
		from, _ = base.(*generation)
		if from == nil || !s.made(from.ID()) {
			return nil, fmt.Errorf("generation %s is not of this store", base.ID())
		}
		if c.Old == nil || c.Old.Version() != from.Library().Version() {
			return nil, fmt.Errorf("the changes do not start from generation %s", base.ID())
		}
	}
	if err := s.Lock(ctx); err != nil {
		return nil, err
	}
	id := s.id(c.New)
	if g, err := s.Open(ctx, id); err == nil {
		return g, nil // made before, and kept
	}
	dir, err := os.MkdirTemp(s.generations(), temporary)
	if err != nil {
		return nil, fmt.Errorf("making generation %s: %w", id, err)
	}
	defer os.RemoveAll(dir) // nothing is there once it is renamed
	d := &derivation{ctx: ctx, dir: dir, base: from, changes: c, progress: progress}
	if err := d.write(id); err != nil {
		return nil, fmt.Errorf("making generation %s: %w", id, err)
	}
	g, err := s.install(ctx, d, id)
	if err != nil {
		return nil, fmt.Errorf("making generation %s: %w", id, err)
	}
	return g, nil
}

// install gives a written generation its name and opens it.
func (s *Store) install(ctx context.Context, d *derivation, id string) (retrieval.Generation, error) {
	final := s.folder(id)
	// Only one that could not be opened can be in the way.
	if err := os.RemoveAll(final); err != nil {
		return nil, err
	}
	if err := os.Rename(d.dir, final); err != nil {
		return nil, err
	}
	if err := durable.SyncDir(s.generations()); err != nil {
		return nil, err
	}
	g, err := openWith(ctx, final, &d.meta, d.catalog)
	if err == nil && d.base != nil {
		g.health.summed = d.base.health.summed
	}
	if err != nil {
		os.RemoveAll(final)
		return nil, err
	}
	return g, nil
}

// derivation is a generation that is being written to a temporary folder.
type derivation struct {
	ctx      context.Context
	dir      string
	base     *generation // nil: from nothing
	changes  corpus.Changes
	progress func(done, total int)

	meta    meta
	catalog *catalog
	index   *indexWriter
	bodies  *bodyWriter
	inBase  map[string]int // articles of base by their content: places in its library
	fresh   bool           // nothing of base's index is used, only its bodies are read
	keep    bool           // base's files of bodies go on being used
	done    int            // passages
	total   int
}

func (d *derivation) write(id string) error {
	d.meta = meta{ID: id, Library: d.changes.New.Version(), Sample: d.changes.New.Sample(), Articles: len(d.changes.New.Articles()) + 1, Stats: map[corpus.Lang]retrieval.Stats{}, Files: map[string]sum{}}
	if err := os.Mkdir(filepath.Join(d.dir, indexDir), 0o755); err != nil {
		return err
	}
	if err := d.start(); err != nil {
		return err
	}
	var err error
	if d.index, err = newIndexWriter(d.ctx, filepath.Join(d.dir, indexDir), d.meta.Stats); err != nil {
		return err
	}
	defer d.index.close()
	if err := d.remove(); err != nil {
		return err
	}
	if err := d.add(); err != nil {
		return err
	}
	if err := d.index.finish(d.fresh); err != nil {
		return err
	}
	return d.seal()
}

// start takes over what base has.
func (d *derivation) start() error {
	d.inBase = map[string]int{}
	if d.base != nil {
		for i, a := range slices.Backward(d.changes.Old.Articles()) {
			d.inBase[a.Hash] = i
		}
	}
	if d.fresh = d.base == nil || d.mostlyNew(); d.fresh {
		return nil
	}
	m := d.base.meta
	d.meta.NextKey, d.meta.NextFile = m.NextKey, m.NextFile
	maps.Copy(d.meta.Stats, m.Stats)
	d.keep = d.keepBodies()
	for name := range m.Files {
		from, to := filepath.Join(d.base.dir, filepath.FromSlash(name)), filepath.Join(d.dir, filepath.FromSlash(name))
		var err error
		switch {
		case name == libraryFile, slices.Contains(m.Bodies, name) && !d.keep:
			continue
		case filepath.Base(name) == "root.bolt": // the one file that scorch writes to
			err = copyFile(from, to)
		default:
			err = share(from, to)
			d.meta.Files[name] = m.Files[name]
		}
		if err != nil {
			return err
		}
	}
	if d.keep {
		d.meta.Bodies = slices.Clone(m.Bodies)
	}
	return nil
}

// mostlyNew reports whether less than half of base is left: then taking all else
// out of its index costs more than indexing what is left once more.
func (d *derivation) mostlyNew() bool {
	gone := 0
	for _, a := range d.gone() {
		gone += len(a.Passages)
	}
	return 2*gone > d.changes.Old.Passages()
}

// keepBodies reports whether base's files of bodies are worth keeping: they are
// not too many, and at least half of them is still used.
func (d *derivation) keepBodies() bool {
	var size, used int64
	for _, name := range d.base.meta.Bodies {
		size += d.base.meta.Files[name].Size
	}
	for _, a := range d.changes.New.Articles() {
		if _, ok := d.inBase[a.Hash]; ok && d.changes.New.Original(a) == a {
			used += int64(a.Size)
		}
	}
	return len(d.base.meta.Bodies) < maxBodyFiles && used >= size/2
}

// remove takes out what is gone or changed.
func (d *derivation) remove() error {
	if d.fresh {
		return nil
	}
	for _, a := range d.gone() {
		body, err := d.base.Body(a.ArticleID)
		if err != nil {
			return err
		}
		if err := d.index.remove(d.base.catalog.places[d.inBase[a.Hash]].key, a, body); err != nil {
			return err
		}
	}
	return nil
}

// gone are the articles of base whose content the new library does not have,
// each content once: a changed file name alone changes no index.
func (d *derivation) gone() []*corpus.Article {
	kept := make(map[string]bool, len(d.changes.New.Articles()))
	for _, a := range d.changes.New.Articles() {
		kept[a.Hash] = true
	}
	var gone []*corpus.Article
	for _, id := range slices.Concat(d.changes.Removed, d.changes.Changed) {
		if a := d.changes.Old.Article(id); !kept[a.Hash] {
			kept[a.Hash] = true
			gone = append(gone, a)
		}
	}
	return gone
}

// add writes the catalog of the new library, with the bodies and the documents
// that base does not have.
func (d *derivation) add() error {
	articles := d.changes.New.Articles()
	places := make([]place, len(articles))
	for _, a := range articles {
		if _, ok := d.inBase[a.Hash]; (!ok || d.fresh) && d.changes.New.Original(a) == a {
			d.total += len(a.Passages)
		}
	}
	written := make(map[string]place, len(articles)) // by content: copies share one
	for i, a := range articles {
		if err := d.ctx.Err(); err != nil {
			return err
		}
		p, ok := written[a.Hash]
		if !ok {
			var err error
			if p, err = d.addArticle(a); err != nil {
				return fmt.Errorf("article %s: %w", a.File, err)
			}
			written[a.Hash] = p
		}
		places[i] = p
	}
	d.catalog = newCatalog(d.changes.New, places)
	return d.closeBodies()
}

func (d *derivation) addArticle(a *corpus.Article) (place, error) {
	i, ok := d.inBase[a.Hash]
	if !ok {
		return d.addNew(a)
	}
	old := d.base.catalog.places[i]
	if d.keep {
		return old, nil
	}
	body, err := d.base.Body(d.changes.Old.Articles()[i].ArticleID)
	if err != nil {
		return place{}, err
	}
	if d.fresh {
		return d.addContent(a, body)
	}
	p, err := d.addBody(body)
	p.key = old.key
	return p, err
}

func (d *derivation) addNew(a *corpus.Article) (place, error) {
	if d.changes.Bodies == nil {
		return place{}, errors.New("its text is missing")
	}
	body, err := d.changes.Bodies.Body(a.ArticleID)
	if err != nil {
		return place{}, err
	}
	return d.addContent(a, body)
}

// addContent writes the text and the documents of an article.
func (d *derivation) addContent(a *corpus.Article, body string) (place, error) {
	if len(body) != a.Size {
		return place{}, fmt.Errorf("its text has %d bytes, not %d", len(body), a.Size)
	}
	p, err := d.addBody(body)
	if err != nil {
		return place{}, err
	}
	p.key = d.meta.NextKey
	d.meta.NextKey++
	err = d.index.add(p.key, a, body)
	d.done += len(a.Passages)
	if d.progress != nil {
		d.progress(d.done, d.total)
	}
	return p, err
}

// addBody begins the new file of bodies when the first text comes.
func (d *derivation) addBody(text string) (place, error) {
	if d.bodies == nil {
		name := fmt.Sprintf("bodies-%d.txt", d.meta.NextFile)
		d.meta.NextFile++
		w, err := newBodyWriter(filepath.Join(d.dir, name), len(d.meta.Bodies))
		if err != nil {
			return place{}, err
		}
		d.bodies = w
		d.meta.Bodies = append(d.meta.Bodies, name)
	}
	return d.bodies.add(text)
}

func (d *derivation) closeBodies() error {
	if d.bodies == nil {
		return nil
	}
	s, err := d.bodies.close()
	d.meta.Files[d.meta.Bodies[len(d.meta.Bodies)-1]] = s
	return err
}

// seal writes the library and, last, the checksums of everything.
func (d *derivation) seal() error {
	s, err := d.catalog.write(filepath.Join(d.dir, libraryFile))
	if err != nil {
		return err
	}
	d.meta.Files[libraryFile] = s
	if err := d.sealIndex(); err != nil {
		return err
	}
	if err := durable.SyncDir(filepath.Join(d.dir, indexDir)); err != nil {
		return err
	}
	return writeMeta(d.dir, &d.meta) // syncs the folder too
}

// sealIndex sums the files of the index that are not base's, and forgets those
// of base's that were merged away.
func (d *derivation) sealIndex() error {
	names, err := prune(filepath.Join(d.dir, indexDir))
	if err != nil {
		return err
	}
	maps.DeleteFunc(d.meta.Files, func(name string, _ sum) bool {
		rest, ok := strings.CutPrefix(name, indexDir+"/")
		return ok && !slices.Contains(names, rest)
	})
	for _, name := range names {
		name = indexDir + "/" + name
		if _, ok := d.meta.Files[name]; ok {
			continue
		}
		if d.meta.Files[name], err = sumFile(filepath.Join(d.dir, filepath.FromSlash(name))); err != nil {
			return err
		}
	}
	return nil
}
