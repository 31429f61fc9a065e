package curation

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"verbatim/corpus/trash"
)

// What a moderator removes goes to .verbatim/trash/TIME/, under the path that it
// had in the corpus, and can come back from there.

// Errors of removing and restoring.
var (
	ErrNoFile     = errors.New("no article of the corpus is in that file")
	ErrShared     = errors.New("the file holds several articles")
	ErrRolledBack = errors.New("the corpus is rolled back")
	ErrNoTrash    = trash.ErrNone
	ErrTaken      = trash.ErrTaken
)

// Remove moves the file of one article into the trash; a reload is what takes it
// out of what serves. The key is what Restore wants.
func (c *Curator) Remove(file string, by Actor) (key string, err error) {
	if err := c.removable(file); err != nil {
		return "", err
	}
	if key, err = trash.Put(filepath.Dir(c.Folder), file); err != nil {
		return "", fmt.Errorf("moving %s to the trash: %w", file, err)
	}
	version := c.serving()
	c.record(Entry{Action: Removed, By: by, Before: version, After: version, Detail: file})
	return key, nil
}

// NoteAdded writes into the log that somebody added a file or a feed.
func (c *Curator) NoteAdded(what string, by Actor) {
	version := c.serving()
	c.record(Entry{Action: Added, By: by, Before: version, After: version, Detail: what})
}

// RolledBack reports whether somebody has let a former version serve: what is
// added then is not served before a reload.
func (c *Curator) RolledBack() bool { return c.rolledBack() }

// removable is why a file cannot be removed; nil when it can.
func (c *Curator) removable(file string) error {
	if c.Folder == "" {
		return ErrNoFolder
	}
	g, release, err := c.Keeper.Live.Acquire()
	if err != nil {
		return err
	}
	defer release()
	articles := 0
	for _, a := range g.Library().Articles() {
		if a.File == file {
			articles++
		}
	}
	path := filepath.Join(filepath.Dir(c.Folder), filepath.FromSlash(file))
	info, err := os.Lstat(path)
	switch {
	case articles == 0, !filepath.IsLocal(filepath.FromSlash(file)):
		return ErrNoFile
	case c.rolledBack():
		return ErrRolledBack
	case articles > 1, errors.Is(err, fs.ErrNotExist): // an archive is no folder
		return ErrShared
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return ErrNoFile
	}
	return nil
}

// Restore moves a file out of the trash to where it was, and names it.
func (c *Curator) Restore(ctx context.Context, key string, by Actor) (file string, err error) {
	if c.Folder == "" {
		return "", ErrNoTrash
	}
	if file, err = trash.Restore(filepath.Dir(c.Folder), key); err != nil {
		return "", err
	}
	version := c.serving()
	c.record(Entry{Action: Restored, By: by, Before: version, After: version, Detail: file})
	return file, nil
}
