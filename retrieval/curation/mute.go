package curation

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"verbatim/corpus/durable"
)

// A muted publisher stands in .verbatim/muted.txt, one on each line, as
// articles state it.

func (c *Curator) mutedFile() string { return filepath.Join(c.Folder, "muted.txt") }

// readMuted reads which publishers are muted. What cannot be read is trouble,
// and mutes nobody else than before.
func (c *Curator) readMuted() {
	if c.Folder == "" {
		return
	}
	b, err := os.ReadFile(c.mutedFile())
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	if err != nil {
		c.trouble(Unread, fmt.Errorf("reading which publishers are muted: %w", err))
		return
	}
	var list []string
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	c.mu.Lock()
	c.muted = list
	c.mu.Unlock()
}

// Muted are the publishers that are left out of answers. The slice may not be
// changed.
func (c *Curator) Muted() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.muted
}

// ErrNoPublisher says that no article is of a publisher.
var ErrNoPublisher = errors.New("no article is of that publisher")

// ErrNoFolder says that the corpus is the embedded sample, which nobody tends.
var ErrNoFolder = errors.New("the sample cannot be changed; name a corpus with VERBATIM_CORPUS")

// Mute leaves a publisher out of answers, or lets it back in, at once. It
// reports whether that changed anything.
func (c *Curator) Mute(publisher string, mute bool, by Actor) (changed bool, err error) {
	if c.Folder == "" {
		return false, ErrNoFolder
	}
	action := Unmuted
	if mute {
		action = Muted
	}
	if mute && !c.publishes(publisher) {
		return false, ErrNoPublisher
	}
	c.mu.Lock()
	list := slices.DeleteFunc(slices.Clone(c.muted), func(p string) bool { return p == publisher })
	if mute {
		list = append(list, publisher)
	}
	if slices.Equal(list, c.muted) || len(list) == len(c.muted) {
		c.mu.Unlock()
		return false, nil
	}
	text := ""
	for _, p := range list {
		text += p + "\n"
	}
	if err = os.MkdirAll(c.Folder, 0o755); err == nil {
		err = durable.Replace(c.mutedFile(), []byte(text))
	}
	if err == nil {
		c.muted = list
	}
	c.mu.Unlock()
	if err != nil {
		return false, fmt.Errorf("writing which publishers are muted: %w", err)
	}
	version := c.serving()
	c.record(Entry{Action: action, By: by, Before: version, After: version, Detail: publisher})
	return true, nil
}

func (c *Curator) publishes(publisher string) bool {
	g, release, err := c.Keeper.Live.Acquire()
	if err != nil {
		return false
	}
	defer release()
	return slices.Contains(g.Library().Publishers(), publisher)
}
