package curation

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/durable"
	"verbatim/corpus/read"
	"verbatim/corpus/trash"
	"verbatim/corpus/withdrawn"
	"verbatim/retrieval"
)

// A purge is first written down, by hashes alone, in the corpus's list of
// withdrawn texts: from then on nobody sees the text any more. What is left of it
// on the disk goes afterwards, and the data folder keeps in purgedFile which list
// it has seen through. A start, a reload or a purge that finds another list does
// the rest: whatever stopped the one before, nothing of the text stays.

// purgedFile holds the version of the list that the data folder is rid of.
const purgedFile = "purged"

// Purged says what a purge found.
type Purged struct {
	Hidden   bool     `json:"-"`                  // nobody sees the text any more
	Articles int      `json:"articles"`           // that were withdrawn
	Shared   int      `json:"shared,omitempty"`   // other articles at their addresses, which stay: so the address is not barred
	Left     []string `json:"left,omitempty"`     // files that still hold the text: damaged archives, lines in UTF-16
	Messages int      `json:"messages,omitempty"` // answers that were edited
	Unedited int      `json:"unedited,omitempty"` // answers that could not be reached; they are tried again
}

// Purge takes one text down for good, and all copies of it: what names the ID or
// the file of an article, or is the address of a page. The guard is not asked.
// An error after the text is out of sight is one of cleaning up, which goes on
// with the next reload or start.
func (c *Curator) Purge(ctx context.Context, what string, by Actor) (p Purged, err error) {
	if c.Folder == "" {
		return p, ErrNoFolder
	}
	c.purging.Lock()
	defer c.purging.Unlock()
	version := c.serving()
	what = strings.TrimSpace(what)
	found, err := c.find(ctx, what)
	if err != nil {
		return p, err
	}
	entry, shared := c.entry(what, found)
	p.Articles, p.Shared = len(found), shared
	if err := c.Withdrawn.Add(entry); err != nil {
		return p, err
	}
	c.hide()
	p.Hidden = true
	c.record(Entry{Action: Withdrew, By: by, Before: version, After: c.serving(), Detail: c.Withdrawn.Set().Version()})
	c.Log.Info("a text was withdrawn", "where", by.Where, "articles", p.Articles)
	more, err := c.finish(ctx)
	p.Left, p.Messages, p.Unedited = more.Left, more.Messages, more.Unedited
	return p, err
}

// hide puts out of sight what is withdrawn.
func (c *Curator) hide() {
	if c.Withdrawn.Set() == nil {
		c.Keeper.Live.Hide(nil)
		return
	}
	c.Keeper.Live.Hide(c.gone())
}

// gone tells the withdrawn articles from others.
func (c *Curator) gone() func(*corpus.Article) bool {
	set, alike := c.Withdrawn.Set(), c.alike
	return func(a *corpus.Article) bool { return set.Article(a) || alike[a.Hash] }
}

// compare finds the articles that have the words of a withdrawn text and state
// something else of it: those that this data folder has and the one that took
// the text down had not. It reads every text that is kept.
func (c *Curator) compare(ctx context.Context) error {
	set, alike := c.Withdrawn.Set(), map[string]bool{}
	err := c.Keeper.EachKept(ctx, func(g retrieval.Generation) error {
		for _, a := range g.Library().Articles() {
			if set.Article(a) || alike[a.Hash] {
				continue
			}
			body, err := g.Body(a.ArticleID)
			if err = errors.Join(err, ctx.Err()); err != nil {
				return err
			}
			alike[a.Hash] = set.Text(a, body)
		}
		return nil
	})
	if err == nil {
		maps.DeleteFunc(alike, func(_ string, is bool) bool { return !is })
		c.alike = alike
		c.hide()
	}
	return err
}

// Prospect is what a purge would take down.
type Prospect struct {
	Articles []corpus.Attribution `json:"articles"` // none where an address alone is barred
	Shared   int                  `json:"shared,omitempty"`
}

// Foresee says what a purge would take down, and changes nothing.
func (c *Curator) Foresee(ctx context.Context, what string) (Prospect, error) {
	if c.Folder == "" {
		return Prospect{}, ErrNoFolder
	}
	found, err := c.find(ctx, strings.TrimSpace(what))
	p := Prospect{}
	for _, t := range found {
		p.Articles = append(p.Articles, t.article.Attribution)
	}
	_, p.Shared = c.entry(strings.TrimSpace(what), found)
	return p, err
}

// find finds what is to be withdrawn: in what serves, else in what is kept, else
// in the trash. The address of a page need not be that of an article.
func (c *Curator) find(ctx context.Context, what string) (found []text, err error) {
	if what == "" {
		return nil, ErrNoFile
	}
	if g, release, err := c.Keeper.Live.Acquire(); err == nil { // it waits for no reload
		defer release()
		if found, err = match(g, what); err != nil || len(found) > 0 {
			return found, err
		}
	}
	err = c.Keeper.EachKept(ctx, func(g retrieval.Generation) error {
		if len(found) == 0 {
			found, err = match(g, what)
		}
		return err
	})
	if errors.Is(err, retrieval.ErrNotReady) || errors.Is(err, retrieval.ErrNoGeneration) {
		err = nil
	}
	if err == nil && len(found) == 0 {
		found, err = c.inTrash(ctx, what)
	}
	if err == nil && len(found) == 0 && !withdrawn.Page(what) && !new(withdrawn.Entry).AtMark(what) {
		err = ErrNoFile
	}
	return found, err
}

// entry is what the list keeps of what was found, and how many other articles
// are at its addresses.
func (c *Curator) entry(what string, found []text) (entry withdrawn.Entry, shared int) {
	if len(found) == 0 && !entry.AtMark(what) {
		entry.At(what)
	}
	addresses := map[string]bool{}
	for _, t := range found {
		entry.Of(t.article, t.body)
		if a := corpus.FoldAddress(t.article.URL); t.article.URL != "" && !addresses[a] {
			addresses[a] = true
			others := c.othersAt(a, found)
			if shared += others; others == 0 {
				entry.At(t.article.URL)
			}
		}
	}
	return entry, shared
}

// text is an article with its body.
type text struct {
	article *corpus.Article
	body    string
}

// match finds in a generation the article that is named, and those of the same
// words.
func match(g retrieval.Generation, what string) (found []text, err error) {
	all := g.Library().Articles()
	named := func(a *corpus.Article) bool {
		return a.ArticleID == what || withdrawn.Mark(a.ArticleID) == what || a.File == what || withdrawn.Page(what) && a.URL != "" && corpus.FoldAddress(a.URL) == corpus.FoldAddress(what)
	}
	take := func(a *corpus.Article) error {
		body, err := g.Body(a.ArticleID)
		found = append(found, text{a, body})
		return err
	}
	for _, a := range all {
		if named(a) {
			if err := take(a); err != nil {
				return nil, err
			}
		}
	}
	if a := slices.Collect(names(found)); len(a) > 1 && !withdrawn.Page(what) {
		return nil, ErrShared
	}
	like := found
	for _, a := range all {
		if named(a) || !slices.ContainsFunc(like, func(t text) bool { return t.article.Sketch == a.Sketch }) {
			continue
		}
		body, err := g.Body(a.ArticleID)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(like, func(t text) bool { return withdrawn.Same(t.article, a, t.body, body) }) {
			found = append(found, text{a, body})
		}
	}
	return found, nil
}

func names(list []text) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for _, t := range list {
			if !yield(t.article.ArticleID) {
				return
			}
		}
	}
}

// othersAt counts the articles at an address that have other words.
func (c *Curator) othersAt(address string, found []text) (n int) {
	g, release, err := c.Keeper.Live.Acquire()
	if err != nil {
		return 0
	}
	defer release()
	ids := slices.Collect(names(found))
	for _, a := range g.Library().Articles() {
		if a.URL != "" && corpus.FoldAddress(a.URL) == address && !slices.Contains(ids, a.ArticleID) {
			n++
		}
	}
	return n
}

// inTrash finds the article of a file that was removed.
func (c *Curator) inTrash(ctx context.Context, file string) ([]text, error) {
	var found []text
	err := filepath.WalkDir(c.trash(), func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || !strings.HasSuffix(filepath.ToSlash(path), "/"+file) {
			return ignoreMissing(err)
		}
		texts := corpus.NewSpool("")
		defer texts.Close()
		one := read.Folder{FS: only{os.DirFS(filepath.Dir(path)), d.Name()}, Name: "the trash", Withdrawn: c.Withdrawn.Set()}
		l, err := one.Read(ctx, nil, texts, nil)
		if err != nil || len(l.Articles()) != 1 {
			return err
		}
		a := l.Articles()[0]
		body, err := texts.Body(a.ArticleID)
		found = append(found, text{a, body})
		return err
	})
	return found, ignoreMissing(err)
}

func (c *Curator) trash() string { return trash.Dir(filepath.Dir(c.Folder)) }

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// EditPosted names what edits the messages that quote withdrawn texts, and counts
// those that it has edited and those that it could not reach.
func (c *Curator) EditPosted(edit func(ctx context.Context) (edited, failed int)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.posted = edit
}

// Unfinished reports whether something withdrawn may still be on the disk.
func (c *Curator) Unfinished() bool {
	if c.Withdrawn.Set() == nil {
		return false
	}
	b, err := os.ReadFile(filepath.Join(c.Data, purgedFile))
	return err != nil || string(b) != c.Withdrawn.Set().Version()
}

// FinishPurges removes what is left of withdrawn texts, where something is. It
// is called before the folder is read, by who holds the lock of the data folder.
func (c *Curator) FinishPurges(ctx context.Context) error {
	if c.Folder == "" {
		return nil
	}
	c.purging.Lock()
	defer c.purging.Unlock()
	if err := c.Withdrawn.Refresh(); err != nil {
		return err
	}
	c.hide()
	if !c.Unfinished() {
		return nil
	}
	if err := errors.Join(c.recordLost(), c.compare(ctx)); err != nil {
		return err
	}
	_, err := c.finish(ctx)
	return err
}

// recordLost writes a purge into the log that a crash kept out of it.
func (c *Curator) recordLost() error {
	version := c.Withdrawn.Set().Version()
	last, err := c.Entries(100)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(last, func(e Entry) bool { return e.Action == Withdrew && e.Detail == version }) {
		serves := c.serving()
		c.record(Entry{Action: Withdrew, By: Actor{Where: "start"}, Before: serves, After: serves, Detail: version})
	}
	return nil
}

// finish removes what is left of withdrawn texts: files, names, the index, and
// what was posted.
func (c *Curator) finish(ctx context.Context) (p Purged, err error) {
	set := c.Withdrawn.Set()
	c.mu.Lock()
	posted := c.posted
	c.mu.Unlock()
	if posted != nil {
		p.Messages, p.Unedited = posted(ctx)
	}
	files, err := c.withdrawnFiles(ctx)
	if err != nil {
		return p, err
	}
	if p.Left, err = c.withdrawFiles(ctx, files, set); err != nil {
		return p, err
	}
	if err := errors.Join(c.forgetNames(ctx, files), c.Keeper.Renew(ctx, nil)); err != nil {
		return p, err
	}
	if err := durable.Replace(filepath.Join(c.Data, purgedFile), []byte(set.Version())); err != nil {
		return p, fmt.Errorf("keeping that a text is withdrawn: %w", err)
	}
	return p, nil
}

// withdrawnFiles are the files that withdrawn articles were read from.
func (c *Curator) withdrawnFiles(ctx context.Context) (files []string, err error) {
	gone := c.gone()
	err = c.Keeper.EachKept(ctx, func(g retrieval.Generation) error {
		for _, a := range g.Library().Articles() {
			if gone(a) && !slices.Contains(files, a.File) {
				files = append(files, a.File)
			}
		}
		return nil
	})
	return files, err
}

// withdrawFiles takes the texts out of files and of the trash. left are those
// that hold them still.
func (c *Curator) withdrawFiles(ctx context.Context, files []string, set *withdrawn.Set) (left []string, err error) {
	dir := filepath.Dir(c.Folder)
	for _, file := range files {
		_, err := read.Folder{}.Withdraw(dir, c.onDisk(file), set)
		if errors.Is(err, read.ErrKept) {
			left = append(left, c.onDisk(file))
		} else if err != nil {
			return nil, fmt.Errorf("taking a text out of %s: %w", file, err)
		}
	}
	_, inTrash, err := read.Folder{}.WithdrawBelow(ctx, c.trash(), set)
	for _, file := range inTrash {
		left = append(left, ".verbatim/trash/"+file)
	}
	return slices.Compact(left), err
}

// onDisk is the file of an article, or the archive that it stands in.
func (c *Curator) onDisk(file string) string {
	for f := file; f != "." && f != "/"; f = filepath.ToSlash(filepath.Dir(filepath.FromSlash(f))) {
		if info, err := os.Stat(filepath.Join(filepath.Dir(c.Folder), filepath.FromSlash(f))); err == nil && info.Mode().IsRegular() {
			return f
		}
	}
	return file
}

// forgetNames takes the names of files out of the log, the golden questions, the
// last report, and what is known of feeds.
func (c *Curator) forgetNames(ctx context.Context, files []string) error {
	names := func(s string) bool {
		return slices.ContainsFunc(files, func(f string) bool { return strings.Contains(s, f) })
	}
	c.mu.Lock()
	c.last = nil
	err := dropGolden(c.goldenFile(), func(g Golden) bool { return slices.Contains(files, g.File) })
	c.mu.Unlock()
	named := map[string]bool{}
	for _, f := range files {
		named[f] = true
	}
	err = errors.Join(err, dropNotes(filepath.Dir(c.Folder), named, c.Withdrawn.Set()), c.audit.redact(names))
	if c.Forget != nil {
		err = errors.Join(err, c.Forget(ctx, files))
	}
	return err
}

// only is a folder of which one file is there.
type only struct {
	fs.FS
	name string
}

func (o only) ReadDir(name string) ([]fs.DirEntry, error) {
	all, err := fs.ReadDir(o.FS, name)
	return slices.DeleteFunc(all, func(e fs.DirEntry) bool { return e.Name() != o.name }), err
}
