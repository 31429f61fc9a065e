package curation

import (
	"path/filepath"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/notes"
	"verbatim/corpus/withdrawn"
)

// Find finds an article that serves, by its withdrawn.Mark, its ID or its file;
// ErrNoFile when there is none, ErrShared for a file of several.
func (c *Curator) Find(what string) (corpus.Attribution, error) {
	var found []corpus.Attribution
	g, release, err := c.Keeper.Live.Acquire()
	if err != nil {
		return corpus.Attribution{}, err
	}
	defer release()
	for _, a := range g.Library().Articles() {
		switch what {
		case a.ArticleID, withdrawn.Mark(a.ArticleID):
			return a.Attribution, nil
		case a.File:
			found = append(found, a.Attribution)
		}
	}
	switch len(found) {
	case 0:
		return corpus.Attribution{}, ErrNoFile
	case 1:
		return found[0], nil
	}
	return corpus.Attribution{}, ErrShared
}

// Edit changes what people state of an article that Find knows; a reload is what
// lets it serve. The article's file stays as it is.
func (c *Curator) Edit(what string, change func(*notes.Note), by Actor) (corpus.Attribution, error) {
	if c.Folder == "" {
		return corpus.Attribution{}, ErrNoFolder
	}
	if c.rolledBack() {
		return corpus.Attribution{}, ErrRolledBack
	}
	a, err := c.Find(what)
	if err != nil {
		return a, err
	}
	key := c.noteKey(a)
	c.mu.Lock()
	err = notes.Change(filepath.Dir(c.Folder), func(n notes.Notes) {
		one := n[key]
		change(&one)
		n[key] = one
	})
	c.mu.Unlock()
	if err != nil {
		return a, err
	}
	version := c.serving()
	c.record(Entry{Action: Edited, By: by, Before: version, After: version, Detail: a.File})
	return a, nil
}

// noteKey is the key of the notes on an article.
func (c *Curator) noteKey(a corpus.Attribution) string {
	_, err := c.Find(a.File)
	return notes.Key(&corpus.Article{Attribution: a}, err == ErrShared)
}

// dropNotes removes the notes on files of which the texts were withdrawn.
func dropNotes(dir string, files map[string]bool, set *withdrawn.Set) error {
	return notes.Change(dir, func(n notes.Notes) {
		for key := range n {
			_, id, of := strings.Cut(key, "#")
			if files[key] || of && set.Marked(withdrawn.Mark(id)) {
				delete(n, key)
			}
		}
	})
}
