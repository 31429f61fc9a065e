package bleveindex

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/durable"
	"verbatim/retrieval"
)

const (
	// maxBodyFiles is how many files of bodies a generation may have: each is an
	// open file. The smallest of more are written into one.
	maxBodyFiles = 8
	// maxParts is how many parts a catalog may have: each is read at the start,
	// the small ones in some milliseconds where there are 50,000 articles.
	maxParts = 24
	// mostOfPart is the share of the articles that a further part of a catalog may
	// have; past it the whole is written.
	mostOfPart = 0.1
)

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
	inBase  []int // for each article of the new library where its content stands in base's; -1 where it does not
	fresh   bool  // nothing of base's index is used, only its bodies are read
	kept    []int // base's files of bodies that go on being used
	done    int   // passages
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
	d.inBase = make([]int, len(d.changes.New.Articles()))
	for i, a := range d.changes.New.Articles() {
		d.inBase[i] = -1
		if d.base == nil {
			continue
		}
		if j, ok := d.changes.Old.Holding(a.Hash); ok {
			d.inBase[i] = j
		}
	}
	if d.fresh = d.base == nil || d.mostlyNew(); d.fresh {
		return nil
	}
	m := d.base.meta
	d.meta.NextKey, d.meta.NextFile = m.NextKey, m.NextFile
	maps.Copy(d.meta.Stats, m.Stats)
	for name := range m.Files {
		var err error
		switch {
		case path.Dir(name) != indexDir: // shared where it goes on being used
		case path.Base(name) == "root.bolt": // the one file that scorch writes to
			err = copyFile(filepath.Join(d.base.dir, filepath.FromSlash(name)), filepath.Join(d.dir, filepath.FromSlash(name)))
		default:
			err = d.share(name)
		}
		if err != nil {
			return err
		}
	}
	d.kept = d.keepBodies()
	d.meta.Bodies = slices.Clone(d.kept)
	for _, n := range d.kept {
		if err := d.share(bodiesFile(n)); err != nil {
			return err
		}
	}
	return nil
}

// share takes over a file of base.
func (d *derivation) share(name string) error {
	d.meta.Files[name] = d.base.meta.Files[name]
	return share(filepath.Join(d.base.dir, filepath.FromSlash(name)), filepath.Join(d.dir, filepath.FromSlash(name)))
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

// keepBodies are the files of base's bodies that are worth keeping: at least half
// of each is still used. Of too many the larger half is kept, so that a text is
// written again a few times at most, however many generations follow.
func (d *derivation) keepBodies() []int {
	used := map[int]int64{}
	for i, a := range d.changes.New.Articles() {
		if from := d.inBase[i]; from >= 0 && d.changes.New.Original(a) == a {
			used[d.base.catalog.places[from].file] += int64(a.Size)
		}
	}
	size := func(n int) int64 { return d.base.meta.Files[bodiesFile(n)].Size }
	kept := slices.DeleteFunc(slices.Clone(d.base.meta.Bodies), func(n int) bool { return used[n] < size(n)/2 })
	if len(kept) >= maxBodyFiles {
		slices.SortFunc(kept, func(a, b int) int { return cmp.Compare(size(b), size(a)) })
		kept = kept[:maxBodyFiles/2]
	}
	return kept
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
		i, _ := d.changes.Old.Place(a.ArticleID)
		if err := d.index.remove(d.base.catalog.places[i].key, a, body); err != nil {
			return err
		}
	}
	return nil
}

// gone are the articles of base whose content the new library does not have,
// each content once: a changed file name alone changes no index.
func (d *derivation) gone() []*corpus.Article {
	var gone []*corpus.Article
	seen := map[string]bool{}
	for _, id := range slices.Concat(d.changes.Removed, d.changes.Changed) {
		a := d.changes.Old.Article(id)
		if _, kept := d.changes.New.Holding(a.Hash); !kept && !seen[a.Hash] {
			seen[a.Hash] = true
			gone = append(gone, a)
		}
	}
	return gone
}

// add writes the catalog of the new library, with the bodies and the documents
// that base does not have.
func (d *derivation) add() error {
	library := d.changes.New
	places := make([]place, len(library.Articles()))
	for i, a := range library.Articles() {
		if (d.inBase[i] < 0 || d.fresh) && library.Original(a) == a {
			d.total += len(a.Passages)
		}
	}
	for i, a := range library.Articles() {
		if err := d.ctx.Err(); err != nil {
			return err
		}
		if library.Original(a) != a {
			continue
		}
		var err error
		if places[i], err = d.addArticle(i, a); err != nil {
			return fmt.Errorf("article %s: %w", a.File, err)
		}
	}
	for i, a := range library.Articles() { // copies stand where their originals do
		if o := library.Original(a); o != a {
			of, _ := library.Place(o.ArticleID)
			places[i] = places[of]
		}
	}
	d.catalog = &catalog{library, places}
	return d.closeBodies()
}

// addArticle adds the article at place i of the new library.
func (d *derivation) addArticle(i int, a *corpus.Article) (place, error) {
	from := d.inBase[i]
	if from < 0 {
		return d.addNew(a)
	}
	old := d.base.catalog.places[from]
	if slices.Contains(d.kept, old.file) {
		return old, nil
	}
	body, err := d.base.Body(d.changes.Old.Articles()[from].ArticleID)
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
		n := d.meta.NextFile
		d.meta.NextFile++
		w, err := newBodyWriter(filepath.Join(d.dir, bodiesFile(n)), n)
		if err != nil {
			return place{}, err
		}
		d.bodies = w
		d.meta.Bodies = append(d.meta.Bodies, n)
	}
	return d.bodies.add(text)
}

func (d *derivation) closeBodies() error {
	if d.bodies == nil {
		return nil
	}
	s, err := d.bodies.close()
	d.meta.Files[bodiesFile(d.bodies.number)] = s
	return err
}

// seal writes the library and, last, the checksums of everything.
func (d *derivation) seal() error {
	if err := d.sealCatalog(); err != nil {
		return err
	}
	if err := d.sealIndex(); err != nil {
		return err
	}
	if err := durable.SyncDir(filepath.Join(d.dir, indexDir)); err != nil {
		return err
	}
	return writeMeta(d.dir, &d.meta) // syncs the folder too
}

// sealCatalog writes the catalog: where little has changed, a part that follows
// those of base.
func (d *derivation) sealCatalog() error {
	var p part
	if !d.fresh && len(d.base.meta.Catalog) < maxParts {
		p = d.catalog.since(d.base.catalog)
	}
	if p.delta == nil || float64(len(p.articles)) > mostOfPart*float64(len(d.catalog.places)) {
		p = d.catalog.whole()
	} else {
		for _, n := range d.base.meta.Catalog {
			if err := d.share(libraryFile(n)); err != nil {
				return err
			}
		}
		d.meta.Catalog = slices.Clone(d.base.meta.Catalog)
	}
	n := d.meta.NextFile
	d.meta.NextFile++
	d.meta.Catalog = append(d.meta.Catalog, n)
	s, err := p.write(filepath.Join(d.dir, libraryFile(n)))
	d.meta.Files[libraryFile(n)] = s
	return err
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
