package main

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"path/filepath"
	"strings"
	"syscall"

	"verbatim/bot"
	"verbatim/corpus/read"
	"verbatim/retrieval"
	"verbatim/retrieval/bleveindex"
	"verbatim/retrieval/curation"
	"verbatim/retrieval/timeline"
)

func serve(ctx context.Context, in *invocation) error {
	f := newFlags("serve", "[flags]", "answer in Discord until stopped (Ctrl-C or SIGTERM); it needs DISCORD_TOKEN and a corpus")
	places := f.places(true)
	words, err := f.parse(in)
	if err != nil {
		return err
	}
	if err := noWords("serve", words); err != nil {
		return err
	}
	s, err := load(in, places.values(), true)
	if err == nil {
		err = ready(s)
	}
	if err != nil {
		return err
	}
	v, err := openServer(ctx, in, s)
	if err != nil {
		return err
	}
	defer v.close()
	if err := v.connect(ctx); err != nil {
		return err
	}
	return v.run(ctx)
}

// openServers reads what moderators have set for their servers.
func openServers(data string) (*bot.Servers, error) {
	path := filepath.Join(data, "servers.json")
	servers, err := bot.OpenServers(path)
	if err != nil {
		return nil, &failure{text: "the settings of the servers cannot be read", cause: err, hint: "mend " + path + ", or move it away: then every server has the default settings"}
	}
	return servers, nil
}

// timeline makes the timeline of a topic.
func (o *opened) timeline(ctx context.Context, q timeline.Query) (timeline.Timeline, error) {
	return timeline.Build(ctx, o.engine, q)
}

// openToServe opens a corpus, which is counted from then on, and keeps other
// writers from its data folder. It fails where there is nothing to serve, but for
// one of several corpora.
func openToServe(ctx context.Context, in *invocation, s *settings, count func(*opened)) (*opened, error) {
	c, err := prepare(in, s, "verbatim serve")
	if err != nil {
		return nil, err
	}
	if err := c.lock(ctx, s.log); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	c.settings, c.curator = s, c.newCurator(ctx, s)
	count(c)
	switch err = c.keeper.Open(ctx); {
	case err == nil:
		c.curator.Recover()
		s.log.Info("what served last serves again", "folder", cmp.Or(s.corpus, "the sample"), "data", c.data)
		c.catchUp(ctx, s)
	case errors.Is(err, retrieval.ErrNoGeneration), errors.Is(err, retrieval.ErrCorrupt):
		err = c.first(ctx, in, s)
	}
	if err != nil && s.place == nil {
		return nil, errors.Join(err, c.Close())
	}
	if err != nil {
		s.log.Warn("a corpus has nothing to serve until it is reloaded", "error", err, "hint", hintOf(err))
	}
	return c, nil
}

// catchUp reads what has changed since the bot ran last. A small corpus is read
// before anybody can ask, a large one while they do.
func (o *opened) catchUp(ctx context.Context, s *settings) {
	run := o.curator.Reload(curation.Order{Automatic: true, By: curation.Actor{Where: "start"}})
	soon, cancel := context.WithTimeout(ctx, startTime)
	defer cancel()
	run.Wait(soon)
}

// first reads the corpus before anything can serve.
func (o *opened) first(ctx context.Context, in *invocation, s *settings) error {
	if s.missing != nil && s.place == nil {
		return s.missing
	}
	bar := newProgress(in.stderr)
	h := control{o.curator, s.log}.reload(ctx, wish{By: curation.Actor{Where: "start"}}, func(p curation.Progress) bool { bar.update(p.Progress); return true })
	bar.clear()
	if err := h.failure(); err != nil {
		return cmp.Or(s.missing, err)
	}
	if h.Report.Articles == 0 {
		return &failure{text: "the corpus " + s.corpus + " holds no article", hint: "put articles into it (" + strings.Join(read.Extensions, ", ") + "); 'verbatim corpus' shows what is read and what is skipped"}
	}
	s.log.Info("the corpus is ready", "folder", cmp.Or(s.corpus, "the sample"), "data", o.data)
	return nil
}

// lock makes this process the one writer of the data folder. A folder that
// cannot be written to is served from all the same: it needs no lock.
func (o *opened) lock(ctx context.Context, log *slog.Logger) error {
	return lockStore(ctx, o.store, o.data, log)
}

func lockStore(ctx context.Context, store *bleveindex.Store, data string, log *slog.Logger) error {
	err := store.Lock(ctx)
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		log.Warn("the data folder cannot be written to: what lies in it serves", "data", data)
		return nil
	}
	if _, ok := errors.AsType[*retrieval.LockedError](err); ok {
		return &failure{text: "another process serves from this data folder", cause: err, hint: "stop it first, or name another folder with -data or VERBATIM_DATA"}
	}
	return err
}

// ready reports what serve cannot start without, all of it at once.
func ready(s *settings) error {
	var missing []error
	if s.token == "" {
		missing = append(missing, &failure{text: "serve needs the token of a Discord bot, and DISCORD_TOKEN is not set", hint: tokenHint})
	}
	if s.corpus == "" && len(s.corpora) == 0 && !s.sample {
		missing = append(missing, &failure{text: "serve needs a corpus, and VERBATIM_CORPUS is not set", hint: corpusHint})
	}
	return errors.Join(missing...)
}

const tokenHint = `1. Open https://discord.com/developers/applications and choose New Application.
2. On its page Bot choose Reset Token and copy the token. No privileged intent is needed.
3. Write DISCORD_TOKEN=the-token into a file named .env in this folder (README.md shows how to invite the bot).
Without a token these work at once: verbatim ask "your question"; verbatim corpus`

const corpusHint = `name the folder of your articles: VERBATIM_CORPUS=/path/to/articles in .env, or -corpus DIR
or let it answer from the sample articles, to try it: VERBATIM_SAMPLE=true`
