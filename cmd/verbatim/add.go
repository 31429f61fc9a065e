package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"verbatim/corpus/feed"
	"verbatim/corpus/fetch"
	"verbatim/retrieval/curation"
)

func add(ctx context.Context, in *invocation) error {
	f := newFlags("add", "[flags] URL|FILE...", "add web pages, feeds and files to the corpus; a server that is running takes them in at once")
	places := f.places(true)
	words, err := f.parse(in)
	if err != nil {
		return err
	}
	if len(words) == 0 {
		return &usageError{text: "add takes the addresses of pages or feeds, or files", hint: "verbatim add https://example.org/article"}
	}
	s, err := load(in, places.values(), false)
	if err != nil {
		return err
	}
	if s.corpus == "" {
		return &failure{text: "the sample takes no articles", hint: "name the folder of your articles with -corpus or VERBATIM_CORPUS"}
	}
	folder, done := s.intake()
	defer done()
	var wrong []error
	changed := false
	for _, w := range words {
		line, added, err := addOne(ctx, folder, w)
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		changed = changed || added
		fmt.Fprintln(in.stdout, oneLine(line))
	}
	if changed {
		wrong = append(wrong, takeIn(ctx, in, s))
	}
	return errors.Join(wrong...)
}

// intake is the way of articles into the corpus of the settings. done closes
// the connections that are left.
func (s *settings) intake() (f *feed.Folder, done func()) {
	c := fetch.New(fetch.Config{Version: versionText(), Contact: s.contact, AllowPrivate: s.privateFetch})
	return &feed.Folder{Dir: s.corpus, Fetch: c, MaxArticle: s.maxArticle, Log: s.log}, c.Close
}

// addOne adds what one word names. line says what became of it.
func addOne(ctx context.Context, f *feed.Folder, word string) (line string, changed bool, err error) {
	if !strings.HasPrefix(word, "http://") && !strings.HasPrefix(word, "https://") {
		a, err := addFile(ctx, f, word)
		return addedLine(a), !a.Existed, err
	}
	a, err := f.AddURL(ctx, word)
	if err != nil || a.Feed == "" {
		return addedLine(a), !a.Existed, err
	}
	n, err := f.PollNow(ctx, a.Feed)
	return addedLine(a) + ": " + count(n, "new article"), n > 0, err
}

func addFile(ctx context.Context, f *feed.Folder, name string) (feed.Added, error) {
	if scheme, _, ok := strings.Cut(name, "://"); ok {
		return feed.Added{}, &failure{text: "cannot add " + quoted(name) + ": addresses with " + printable(scheme) + ":// are not fetched", hint: "name an address with http:// or https://, or save it and add the file"}
	}
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return feed.Added{}, &failure{text: "cannot add " + quoted(name) + ": it is a folder", hint: "name the files in it, or copy it into the corpus folder"}
	}
	file, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return feed.Added{}, &failure{text: "cannot add " + quoted(name) + ": there is no such file", hint: "name a file that can be read, or an address with http:// or https:// before it"}
	}
	if err != nil {
		return feed.Added{}, &failure{text: "cannot add " + quoted(name), cause: err, hint: "name a file that can be read, or an address with http:// or https://"}
	}
	defer file.Close()
	return f.AddFile(ctx, filepath.Base(name), file)
}

func addedLine(a feed.Added) string {
	switch {
	case a.Feed != "" && a.Existed:
		return "in the list of feeds already: " + a.Feed
	case a.Feed != "":
		return "added to .verbatim/feeds.txt, " + quoted(a.Title) + ", " + a.Feed
	case a.Existed:
		return "there already: " + a.File
	case a.Title == "":
		return "added " + a.File
	}
	return "added " + a.File + ": " + a.Title
}

// takeIn lets a server that runs read the corpus again. Without one, whatever
// asks next does.
func takeIn(ctx context.Context, in *invocation, s *settings) error {
	data, passing, err := dataFolder(s, cacheFolder())
	if err != nil || passing {
		return err
	}
	h, served, err := askServer(ctx, data, wish{Command: "reload", By: thisUser()}, func(curation.Progress) {})
	if err != nil || !served {
		return err
	}
	if err := h.failure(); err != nil {
		return err
	}
	fmt.Fprintln(in.stderr, "the server that is running has taken it in")
	return nil
}
