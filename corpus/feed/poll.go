package feed

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/mmcdole/gofeed"
	"golang.org/x/sync/errgroup"

	"verbatim/corpus/fetch"
)

// Times and numbers of polling.
const (
	lookAgain   = time.Minute    // for a list that somebody has changed
	longestWait = 24 * time.Hour // of a feed that fails
	toldAfter   = 24 * time.Hour // of failure, once
	atOnce      = 4              // feeds
	maxNew      = 100            // articles of one poll
	maxTries    = 5              // of the page of an article
)

// Run polls the feeds of the corpus, each when it is due, until ctx ends.
// changed is called after a round that brought or removed articles.
func (f *Folder) Run(ctx context.Context, changed func()) {
	f.Clean()
	told := ""
	for {
		sources, problems, err := Sources(f.dotVerbatim())
		if err == nil {
			var n int
			if n, err = f.round(ctx, sources); n > 0 && ctx.Err() == nil {
				changed()
			}
		}
		if err != nil {
			problems = append(problems, err.Error())
		}
		if all := strings.Join(problems, "; "); all != told && ctx.Err() == nil {
			told = all
			for _, p := range problems {
				f.Log.Warn("feeds", "problem", p)
			}
		}
		select {
		case <-time.After(lookAgain):
		case <-ctx.Done():
			return
		}
	}
}

// round polls the feeds that are due, and returns how many files it changed.
// The error is that of the folder, which is tried first: what came could not be
// kept, and would be asked for again and again.
func (f *Folder) round(ctx context.Context, sources []Source) (changed int, err error) {
	due, err := f.due(sources)
	if err != nil || len(due) == 0 {
		return 0, err
	}
	if err := f.store().change(ctx, func(*state) error { return nil }); err != nil {
		return 0, fmt.Errorf("they are not polled, since the corpus folder cannot be written to: %w", err)
	}
	var total atomic.Int64
	var g errgroup.Group
	g.SetLimit(atOnce)
	for _, s := range due {
		g.Go(func() error {
			n, err := f.Poll(ctx, s)
			total.Add(int64(n))
			if err != nil && ctx.Err() == nil {
				f.Log.Info("a feed was not polled", "error", err)
			}
			return nil
		})
	}
	g.Wait()
	return int(total.Load()), nil
}

func (f *Folder) due(sources []Source) ([]Source, error) {
	if len(sources) == 0 {
		return nil, nil
	}
	st, err := f.store().read()
	if err != nil {
		return nil, err
	}
	now := time.Now()
	return slices.DeleteFunc(sources, func(s Source) bool {
		p := st.Feeds[s.URL]
		return p != nil && p.Next.After(now)
	}), nil
}

// Poll asks a feed for what is new, writes it into the corpus, and moves to the
// trash what is older than the feed's articles are kept. n is how many files
// came or went. An error is also in the state: the feed waits the longer, the
// oftener it has failed.
func (f *Folder) Poll(ctx context.Context, s Source) (n int, err error) {
	st, err := f.store().read()
	if err != nil {
		return 0, err
	}
	before := *st.feed(s.URL)
	res, err := f.Fetch.Get(ctx, fetch.Request{URL: cmp.Or(before.Moved, s.URL), ETag: before.ETag, LastModified: before.LastModified,
		Accept: "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5"})
	var feed *gofeed.Feed
	if err == nil && !res.NotModified {
		if feed, err = parseFeed(res.Body); err != nil {
			err = fmt.Errorf("%s: %w", s.URL, err)
		}
	}
	if ctx.Err() != nil {
		return 0, ctx.Err()
	}
	all := true
	if err == nil && feed != nil {
		n, all, err = f.take(ctx, s, feed, st)
	}
	gone, retainErr := f.retain(ctx, s)
	saveErr := f.store().change(context.WithoutCancel(ctx), func(st *state) error {
		p := st.feed(s.URL)
		if err == nil && feed != nil {
			p.Title = plainLine(feed.Title)
			p.ETag, p.LastModified = res.ETag, res.LastModified
			if !all { // what could not be had yet is looked for again
				p.ETag, p.LastModified = "", ""
			}
		}
		f.settle(p, s, res, err)
		return nil
	})
	return n + gone, errors.Join(err, retainErr, saveErr)
}

// PollNow polls a feed with the options that the list has for it.
func (f *Folder) PollNow(ctx context.Context, address string) (n int, err error) {
	sources, _, err := Sources(f.dotVerbatim())
	if err != nil {
		return 0, err
	}
	s := Source{URL: address, Every: usualEvery}
	if i := slices.IndexFunc(sources, func(s Source) bool { return s.URL == address }); i >= 0 {
		s = sources[i]
	}
	return f.Poll(ctx, s)
}

// settle sets when a feed is due next, and speaks of one that fails for long.
func (f *Folder) settle(p *polled, s Source, res fetch.Response, err error) {
	now := time.Now()
	if err == nil {
		if res.Moved != "" && res.Moved != p.Moved {
			p.Moved = res.Moved
			f.Log.Info("a feed has moved for good; change its address in the list", "feed", s.URL, "to", res.Moved)
		}
		if p.Told {
			f.Log.Info("a feed is back", "feed", s.URL)
			f.failing(s.URL, nil)
		}
		p.Failures, p.Since, p.Told, p.Error = 0, time.Time{}, false, ""
		p.Next = now.Add(jitter(s.Every))
		return
	}
	if p.Failures++; p.Failures == 1 {
		p.Since = now
	}
	p.Error = err.Error()
	wait := min(s.Every<<min(p.Failures, 8), max(longestWait, s.Every))
	if status, ok := errors.AsType[*fetch.StatusError](err); ok {
		wait = max(wait, status.RetryAfter)
	}
	p.Next = now.Add(jitter(wait))
	if !p.Told && now.Sub(p.Since) >= toldAfter {
		p.Told = true
		f.Log.Warn("a feed has failed for a day", "feed", s.URL, "error", err)
		f.failing(s.URL, err)
	}
}

func (f *Folder) failing(feed string, err error) {
	if f.Failing != nil {
		f.Failing(feed, err)
	}
}

// jitter keeps feeds that were added together from being polled together.
func jitter(d time.Duration) time.Duration {
	return d - d/10 + rand.N(d/5)
}

func looksLikeFeed(kind string, body []byte) bool {
	switch kind {
	case "application/rss+xml", "application/atom+xml", "application/feed+json":
		return true
	}
	if strings.Contains(kind, "html") {
		return false
	}
	return gofeed.DetectFeedType(bytes.NewReader(body[:min(len(body), 64<<10)])) != gofeed.FeedTypeUnknown
}

func parseFeed(body []byte) (feed *gofeed.Feed, err error) {
	defer func() {
		if p := recover(); p != nil {
			feed, err = nil, fmt.Errorf("its feed could not be read (%v)", p)
		}
	}()
	feed, err = gofeed.NewParser().Parse(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("it is no feed that can be read (%w); check its address", err)
	}
	return feed, nil
}

// take writes the articles of a feed that the corpus has not had. all is false
// when some of them have to be tried again.
func (f *Folder) take(ctx context.Context, s Source, feed *gofeed.Feed, st *state) (n int, all bool, err error) {
	all = true
	now := time.Now()
	for _, item := range feed.Items {
		if ctx.Err() != nil || n == maxNew {
			return n, false, ctx.Err()
		}
		link := itemLink(s.URL, item)
		keys := itemKeys(s, item, link)
		if len(keys) == 0 {
			continue
		}
		if k, ok := st.had(keys); ok && now.Sub(k.Seen) < forgetAfter/8 {
			continue
		} else if ok {
			err = f.seen(ctx, keys, now)
		} else if t, dated := itemTime(item); dated && s.Keep > 0 && now.Sub(t) > s.Keep {
			err = f.note(ctx, keys, known{Feed: s.URL, Time: t, Seen: now})
		} else {
			var written, done bool
			written, done, err = f.one(ctx, s, feed, item, link, keys, st.Known[keys[0]].Tries)
			all = all && done
			if written {
				n++
			}
		}
		if err != nil {
			return n, false, err
		}
	}
	return n, all, nil
}

// itemLink is the address of an item's page, "" when it names none.
func itemLink(feedURL string, item *gofeed.Item) string {
	base, err := url.Parse(feedURL)
	if err != nil || item.Link == "" {
		return ""
	}
	u, err := base.Parse(strings.TrimSpace(item.Link))
	if err != nil || checkAddress(u.String()) != nil {
		return ""
	}
	return u.String()
}

func itemKeys(s Source, item *gofeed.Item, link string) (keys []string) {
	if link != "" {
		keys = append(keys, addressKey(link))
	}
	if item.GUID != "" {
		keys = append(keys, keyOf("g", s.URL+"\x00"+item.GUID))
	}
	return keys
}

func (f *Folder) note(ctx context.Context, keys []string, k known) error {
	return f.store().change(ctx, func(st *state) error {
		st.remember(keys, k)
		return nil
	})
}

// seen keeps an article from being forgotten that feeds still list.
func (f *Folder) seen(ctx context.Context, keys []string, now time.Time) error {
	return f.store().change(ctx, func(st *state) error {
		for _, key := range keys {
			if k, ok := st.Known[key]; ok {
				k.Seen = now
				st.Known[key] = k
			}
		}
		st.forget(now)
		return nil
	})
}

// one gets and writes one article. done is false when it is to be tried again.
func (f *Folder) one(ctx context.Context, s Source, feed *gofeed.Feed, item *gofeed.Item, link string, keys []string, tries int) (written, done bool, err error) {
	p, err := article(ctx, f.Fetch, feed, item, link, tries+1 >= maxTries)
	if ctx.Err() != nil {
		return false, false, ctx.Err()
	}
	now := time.Now()
	k := known{Feed: s.URL, Time: now, Seen: now}
	switch {
	case errors.Is(err, errNoArticle):
		return false, true, f.note(ctx, keys, k)
	case err != nil:
		f.Log.Debug("an article was not fetched yet", "url", link, "error", err)
		k.Tries = tries + 1
		return false, false, f.note(ctx, keys, k)
	}
	keys = append(keys, addressKey(p.URL), textKey(p))
	k.Time = pageTime(p, now)
	err = f.store().change(ctx, func(st *state) error {
		if _, had := st.had(keys); !had && (s.Keep == 0 || now.Sub(k.Time) <= s.Keep) {
			k.File, err = f.write(ctx, p, now)
			if written = err == nil; err != nil && !errors.Is(err, ErrWithdrawn) {
				return err
			}
		}
		st.remember(keys, k)
		return nil
	})
	return written, err == nil, err
}

// retain moves to the trash what is older than the feed's articles are kept.
func (f *Folder) retain(ctx context.Context, s Source) (n int, err error) {
	if s.Keep == 0 {
		return 0, nil
	}
	now := time.Now()
	err = f.store().change(ctx, func(st *state) error {
		for key, k := range st.Known {
			if k.Feed != s.URL || k.File == "" || now.Sub(k.Time) <= s.Keep {
				continue
			}
			if f.exists(k.File) {
				n++
			}
			if err := f.Trash(k.File); err != nil {
				return fmt.Errorf("moving %s to the trash: %w", k.File, err)
			}
			k.File = ""
			st.Known[key] = k
		}
		return nil
	})
	return n, err
}
