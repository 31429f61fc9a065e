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
	"verbatim/bot/discord"
	"verbatim/corpus/read"
	"verbatim/retrieval"
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
	c, err := openToServe(ctx, in, s)
	if err != nil {
		return err
	}
	defer c.Close()
	defer c.tend(ctx, s)()
	servers, err := openServers(c.data)
	if err != nil {
		return err
	}
	waiting, err := bot.OpenWaiting(filepath.Join(c.data, "waiting.json"))
	if err != nil {
		s.log.Warn("the questions that waited for an answer are lost", "error", err)
	}
	var intake bot.Intake
	if s.corpus != "" {
		folder, done := s.intake()
		defer done()
		intake = folder
	}
	var d *discord.Bot
	handler := bot.New(bot.Config{Answerer: c.operations, Timeline: c.timeline, Corpus: c.live, MaxQuote: s.maxQuote, Cooldowns: s.cooldowns, Log: s.log, LogQuestions: s.logQuestions, Stale: s.stale, TranslateURL: s.translate,
		Curator: c.curator, KeepUnanswered: s.unanswered, Waiting: waiting,
		Contact: s.host, Homeless: func() bool { return d.Homeless() }, Home: func() []bot.Named { return d.Home() }, LogChannel: s.logChannel,
		Post:    func(ctx context.Context, channel string, r bot.Reply) error { return d.Post(ctx, channel, r) },
		Servers: servers, Changes: curation.OpenLog(filepath.Join(c.data, "settings.jsonl")),
		Intake: intake,
	})
	d, err = discord.New(discord.Config{Token: s.token, APIURL: s.apiURL, Dir: c.data, Commands: handler.Commands, Home: s.homes,
		Private:   func(server string) bool { return servers.Of(server).Private },
		Withdrawn: func(mark string) bool { return c.withdrawn.Set().Marked(mark) }}, handler, s.log)
	if err != nil {
		return err
	}
	c.operations.watch(d, handler)
	c.curator.EditPosted(d.Withdraw)
	if s.httpAddr != "" {
		stop, err := c.operations.serve(ctx, s.httpAddr)
		if err != nil {
			return err
		}
		defer stop()
	}
	telling := make(chan struct{})
	defer func() { <-telling }()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		defer close(telling)
		handler.Tell(ctx, d.Direct)
	}()
	journal := make(chan struct{})
	defer func() { stop(); <-journal }()
	go func() {
		defer close(journal)
		c.tellChanges(ctx, s, handler, d)
	}()
	return d.Run(ctx)
}

// tellChanges tells the log channels of changes, once it is known where they are.
func (o *opened) tellChanges(ctx context.Context, s *settings, handler *bot.Bot, d *discord.Bot) {
	j, err := bot.OpenJournal(filepath.Join(o.data, "told.txt"))
	if err != nil {
		s.log.Warn("what the log channel was told is not known; it is told of what comes now", "error", err)
	}
	o.curator.Listen(j.Note)
	select {
	case <-d.Ready():
		handler.TellChanges(ctx, j, d.Post)
	case <-ctx.Done():
	}
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

// openToServe opens the corpus and keeps other writers from its data folder.
func openToServe(ctx context.Context, in *invocation, s *settings) (*opened, error) {
	c, err := prepare(in, s, "verbatim serve")
	if err != nil {
		return nil, err
	}
	if err := c.lock(ctx, s.log); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	c.curator = c.newCurator(ctx, s)
	c.operations = newOperations(c)
	switch err = c.keeper.Open(ctx); {
	case err == nil:
		c.curator.Recover()
		s.log.Info("what served last serves again", "corpus", cmp.Or(s.corpus, "the sample"), "data", c.data)
		c.catchUp(ctx, s)
	case errors.Is(err, retrieval.ErrNoGeneration), errors.Is(err, retrieval.ErrCorrupt):
		err = c.first(ctx, in, s)
	}
	if err != nil {
		return nil, errors.Join(err, c.Close())
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
	if s.missing != nil {
		return s.missing
	}
	bar := newProgress(in.stderr)
	h := control{o.curator, s.log}.reload(ctx, wish{By: curation.Actor{Where: "start"}}, func(p curation.Progress) bool { bar.update(p.Progress); return true })
	bar.clear()
	if err := h.failure(); err != nil {
		return err
	}
	if h.Report.Articles == 0 {
		return &failure{text: "the corpus " + s.corpus + " holds no article", hint: "put articles into it (" + strings.Join(read.Extensions, ", ") + "); 'verbatim corpus' shows what is read and what is skipped"}
	}
	s.log.Info("the corpus is ready", "corpus", cmp.Or(s.corpus, "the sample"), "data", o.data)
	return nil
}

// lock makes this process the one writer of the data folder. A folder that
// cannot be written to is served from all the same: it needs no lock.
func (o *opened) lock(ctx context.Context, log *slog.Logger) error {
	err := o.store.Lock(ctx)
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		log.Warn("the data folder cannot be written to: what lies in it serves", "data", o.data)
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
	if s.corpus == "" && !s.sample {
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
