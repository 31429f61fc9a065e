package curation

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"verbatim/corpus/durable"
)

// What a moderator removes goes to .verbatim/trash/TIME/, under the path that it
// had in the corpus, and can come back from there.

// Errors of removing and restoring.
var (
	ErrNoFile     = errors.New("no article of the corpus is in that file")
	ErrShared     = errors.New("the file holds several articles")
	ErrRolledBack = errors.New("the corpus is rolled back")
	ErrNoTrash    = errors.New("it is not in the trash")
	ErrTaken      = errors.New("another file has its place")
)

// Remove moves the file of one article into the trash; a reload is what takes it
// out of what serves. The key is what Restore wants.
func (c *Curator) Remove(file string, by Actor) (key string, err error) {
	from, err := c.removable(file)
	if err != nil {
		return "", err
	}
	key = strconv.FormatInt(time.Now().UnixMilli(), 36)
	to := filepath.Join(c.Folder, "trash", key, filepath.FromSlash(file))
	if err := move(from, to); err != nil {
		return "", fmt.Errorf("moving %s to the trash: %w", file, err)
	}
	version := c.serving()
	c.record(Entry{Action: Removed, By: by, Before: version, After: version, Detail: file})
	return key, nil
}

// removable is the path of a file that can be removed.
func (c *Curator) removable(file string) (string, error) {
	if c.Folder == "" {
		return "", ErrNoFolder
	}
	g, release, err := c.Keeper.Live.Acquire()
	if err != nil {
		return "", err
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
		return "", ErrNoFile
	case c.rolledBack():
		return "", ErrRolledBack
	case articles > 1, errors.Is(err, fs.ErrNotExist): // an archive is no folder
		return "", ErrShared
	case err != nil:
		return "", err
	case !info.Mode().IsRegular():
		return "", ErrNoFile
	}
	return path, nil
}

// move renames a file, making the folder that it goes to.
func move(from, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return errors.Join(durable.SyncDir(filepath.Dir(to)), durable.SyncDir(filepath.Dir(from)))
}

// Restore moves a file out of the trash to where it was, and names it.
func (c *Curator) Restore(ctx context.Context, key string, by Actor) (file string, err error) {
	root := filepath.Join(c.Folder, "trash", key)
	if c.Folder == "" || !filepath.IsLocal(key) || strings.ContainsAny(key, `/\.`) || key == "" {
		return "", ErrNoTrash
	}
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			file, err = filepath.Rel(root, path)
		}
		return err
	})
	if err != nil || file == "" {
		return "", ErrNoTrash
	}
	to := filepath.Join(filepath.Dir(c.Folder), file)
	if _, err := os.Lstat(to); !errors.Is(err, fs.ErrNotExist) {
		return "", ErrTaken
	}
	if err := move(filepath.Join(root, file), to); err != nil {
		return "", fmt.Errorf("moving %s out of the trash: %w", file, err)
	}
	os.RemoveAll(root) // nothing but folders is left
	file = filepath.ToSlash(file)
	version := c.serving()
	c.record(Entry{Action: Restored, By: by, Before: version, After: version, Detail: file})
	return file, nil
}
