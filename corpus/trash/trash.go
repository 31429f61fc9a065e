// Package trash holds the files that were taken out of a corpus and may come
// back: each in .verbatim/trash/KEY/, under the path that it had. (Before, what a
// feed kept no longer lay there without a key; it is a person's to move back.)
package trash

import (
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

// Errors of restoring.
var (
	ErrNone  = errors.New("it is not in the trash")
	ErrTaken = errors.New("another file has its place")
)

// Dir is the trash of the corpus in a folder.
func Dir(corpus string) string { return filepath.Join(corpus, ".verbatim", "trash") }

// Put moves a file of the corpus, named with slashes, into the trash. The key is
// what Restore wants.
func Put(corpus, file string) (key string, err error) {
	if err := os.MkdirAll(Dir(corpus), 0o755); err != nil {
		return "", err
	}
	for now := time.Now().UnixMilli(); ; now++ {
		key = strconv.FormatInt(now, 36)
		err := os.Mkdir(filepath.Join(Dir(corpus), key), 0o755)
		if err == nil {
			break
		}
		if !errors.Is(err, fs.ErrExist) {
			return "", err
		}
	}
	root := filepath.Join(Dir(corpus), key)
	from, to := filepath.Join(corpus, filepath.FromSlash(file)), filepath.Join(root, filepath.FromSlash(file))
	if err := move(from, to); err != nil {
		return "", errors.Join(err, os.RemoveAll(root))
	}
	return key, nil
}

// Restore moves the file of a key to where it was, and names it.
func Restore(corpus, key string) (file string, err error) {
	if !filepath.IsLocal(key) || strings.ContainsAny(key, `/\.`) || key == "" {
		return "", ErrNone
	}
	root := filepath.Join(Dir(corpus), key)
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			file, err = filepath.Rel(root, path)
		}
		return err
	})
	if err != nil || file == "" {
		return "", ErrNone
	}
	to := filepath.Join(corpus, file)
	if _, err := os.Lstat(to); !errors.Is(err, fs.ErrNotExist) {
		return "", ErrTaken
	}
	if err := move(filepath.Join(root, file), to); err != nil {
		return "", fmt.Errorf("moving %s out of the trash: %w", filepath.ToSlash(file), err)
	}
	os.RemoveAll(root) // nothing but folders is left
	return filepath.ToSlash(file), nil
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
