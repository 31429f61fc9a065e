package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"time"

	"verbatim/bot/locale"
	"verbatim/corpus/feed"
	"verbatim/corpus/fetch"
	"verbatim/corpus/read"
	"verbatim/retrieval/curation"
)

// Intake takes articles into the corpus: a feed.Folder.
type Intake interface {
	AddURL(ctx context.Context, address string) (feed.Added, error)
	AddFile(ctx context.Context, name string, r io.Reader) (feed.Added, error)
	PollNow(ctx context.Context, address string) (n int, err error)
	Health() (feed.Health, error)
}

var _ Intake = (*feed.Folder)(nil)

// addCommand takes a file or a page into the corpus.
func (h *handler) addCommand() Command {
	return Command{Name: "add", Private: true, Long: true, Options: []Option{{Name: "file", Kind: Upload}, {Name: "url", Most: 2000}}, Handle: HandlerFunc(h.add)}
}

// addTime is how long a feed and its pages may take to come.
const addTime = 20 * time.Minute

// add takes in what was handed over, and reports what that changes.
func (h *handler) add(ctx context.Context, r Request, w Responder) error {
	words, address := r.words(), strings.TrimSpace(r.Options["url"])
	say := func(text string) error { return w.Edit(ctx, Reply{Text: text, Private: true}) }
	own := words.Corpus.Add
	switch {
	case h.Intake == nil:
		return say(explainCorpus(curation.ErrNoFolder, words))
	case h.Curator.RolledBack():
		return say(explainCorpus(curation.ErrRolledBack, words))
	case (address == "") == (len(r.Files) == 0):
		return say(string(own.Nothing))
	}
	fetching, cancel := context.WithTimeout(ctx, addTime)
	defer cancel()
	var line string
	var changed bool
	var err error
	if address != "" {
		if err := say(string(words.Corpus.Progress.Fetching)); err != nil {
			return err
		}
		line, changed, err = h.addURL(fetching, address, r.actor(), words)
	} else {
		line, changed, err = h.addFile(fetching, r.Files[0], r.actor(), words)
	}
	if err != nil {
		line = joined("\n", line, explainAdd(err, words))
	}
	if !changed {
		return say(line)
	}
	return h.follow(ctx, r, w, curation.Order{By: r.actor()}, func(reply *Reply) {
		reply.Text = joined("\n", line, reply.Text)
	})
}

// addURL adds a page, or a feed with the articles that it has now.
func (h *handler) addURL(ctx context.Context, address string, by curation.Actor, w *locale.Words) (line string, changed bool, err error) {
	a, err := h.Intake.AddURL(ctx, address)
	if err != nil || a.Feed == "" {
		return h.added(a, by, w), err == nil && !a.Existed, err
	}
	line = h.added(a, by, w)
	n, err := h.Intake.PollNow(ctx, a.Feed)
	if err == nil || n > 0 {
		line = joined("\n", line, w.Count(w.Corpus.Add.News, n))
	}
	return line, n > 0, err
}

func (h *handler) addFile(ctx context.Context, f Attachment, by curation.Actor, w *locale.Words) (line string, changed bool, err error) {
	content, err := f.Open(ctx)
	if err != nil {
		return "", false, err
	}
	defer content.Close()
	a, err := h.Intake.AddFile(ctx, f.Name, content)
	return h.added(a, by, w), err == nil && !a.Existed, err
}

// added says what became of something, and writes it into the log.
func (h *handler) added(a feed.Added, by curation.Actor, w *locale.Words) string {
	c := w.Corpus.Add
	what := a.File + a.Feed
	if what == "" {
		return ""
	}
	if !a.Existed {
		h.Curator.NoteAdded(what, by)
	}
	name := joined(" · ", what, short(a.Title, 200))
	text := map[[2]bool]locale.Text{{false, false}: c.Added, {false, true}: c.Existed, {true, false}: c.Feed, {true, true}: c.FeedExisted}[[2]bool{a.Feed != "", a.Existed}]
	return text.With("what", short(name, 500))
}

// explainAdd words an error of adding.
func explainAdd(err error, w *locale.Words) string {
	e := w.Corpus.Add
	if page, ok := errors.AsType[*feed.NoArticleError](err); ok {
		if page.Feed != "" {
			return e.ItsFeed.With("feed", short(page.Feed, 300))
		}
		return string(e.NoArticle)
	}
	if _, ok := errors.AsType[*fetch.AddressError](err); ok {
		return string(e.Private)
	}
	if status, ok := errors.AsType[*fetch.StatusError](err); ok {
		return explainStatus(status.Code, e)
	}
	if _, ok := errors.AsType[*net.DNSError](err); ok {
		return string(e.NoSite)
	}
	for _, known := range []struct {
		err  error
		text locale.Text
	}{
		{feed.ErrWithdrawn, e.Withdrawn}, {feed.ErrFormat, e.Format}, {feed.ErrLarge, e.LargeFile}, {fetch.ErrRobots, e.Robots},
		{fetch.ErrTooLarge, e.LargePage}, {context.DeadlineExceeded, e.Slow},
	} {
		if errors.Is(err, known.err) {
			return known.text.With("formats", strings.Join(read.Extensions, ", "))
		}
	}
	if errors.Is(err, feed.ErrText) {
		return e.Unread.With("error", explainCause(err, w))
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return string(e.NoAnswer)
	}
	return explainCorpus(err, w)
}

// explainStatus words what a site says instead of giving a page.
func explainStatus(code int, e locale.Add) string {
	number := fmt.Sprint(code)
	switch code {
	case 404, 410:
		return e.NoPage.With("code", number)
	case 401, 402, 403:
		return e.Denied.With("code", number)
	case 429:
		return e.Wait.With("code", number)
	}
	return e.Status.With("code", number)
}
