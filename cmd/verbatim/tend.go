package main

import (
	"context"
	"path/filepath"
	"sync"
	"time"

	"verbatim/corpus/feed"
	"verbatim/corpus/watch"
	"verbatim/retrieval/curation"
)

// newCurator makes what changes the corpus, with runs that end with ctx.
func (o *opened) newCurator(ctx context.Context, s *settings) *curation.Curator {
	c := curation.Config{Keeper: o.keeper, Engine: o.engine, Data: o.data, MaxShrink: s.maxShrink, Log: s.log}
	if s.corpus != "" {
		c.Folder, c.Withdrawn = filepath.Join(s.corpus, ".verbatim"), o.withdrawn
		c.Forget = (&feed.Folder{Dir: s.corpus, Log: s.log}).Withdrawn
	}
	return curation.New(ctx, c)
}

// startTime is how long serve waits for the first reload before it connects to
// Discord with what it served last.
const startTime = 700 * time.Millisecond

// tend keeps the corpus of a server alive until stop is called: it hears the
// socket, SIGHUP and the watched folder, and polls the feeds. An empty corpus was read just now.
func (o *opened) tend(ctx context.Context, s *settings) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var work sync.WaitGroup
	if l, done, err := listen(o.data); err != nil {
		s.log.Warn("'verbatim reload' cannot reach this server", "error", err)
	} else {
		work.Go(func() {
			defer done()
			control{o.curator, s.log}.serve(ctx, l)
		})
	}
	work.Go(func() {
		hangups(ctx, func() {
			s.log.Info("SIGHUP: reloading")
			o.curator.Reload(curation.Order{By: curation.Actor{Where: "SIGHUP"}})
		})
	})
	if s.watch && s.corpus != "" {
		w := watch.New(s.corpus, func() {
			o.curator.Reload(curation.Order{Automatic: true, By: curation.Actor{Where: "watch"}})
		})
		w.Failed = func(err error) { s.log.Error("the folder is not watched", "error", err) }
		work.Go(func() { w.Run(ctx) })
	}
	if s.corpus != "" {
		f, done := s.intake()
		f.Failing = func(feed string, err error) {
			if err == nil {
				o.curator.Notice(curation.FeedBack, feed)
				return
			}
			o.curator.Notice(curation.FeedFailed, feed+": "+err.Error())
		}
		work.Go(func() {
			defer done()
			f.Run(ctx, func() {
				o.curator.Reload(curation.Order{Automatic: true, By: curation.Actor{Where: "feeds"}})
			})
		})
	}
	return func() {
		cancel()
		work.Wait()
		o.curator.Wait()
	}
}
