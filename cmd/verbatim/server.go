package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"verbatim/bot"
	"verbatim/bot/discord"
	"verbatim/retrieval/curation"
)

// server is what serve runs: one corpus or several behind one bot on Discord.
type server struct {
	s          *settings
	data       string // folder of what is not of one corpus; of a single corpus its own
	corpora    []*opened
	operations *operations
	bot        *bot.Bot
	discord    *discord.Bot
	closers    []func() // called in the opposite order
}

// openServer opens every corpus of the settings. Of several, those that have
// nothing to serve wait for a reload; one that serves must be among them.
func openServer(ctx context.Context, in *invocation, s *settings) (*server, error) {
	v := &server{s: s, operations: newOperations()}
	several := len(s.corpora) > 0
	if several {
		var err error
		var passing bool
		if v.data, passing, err = dataFolder(s, cacheFolder()); err != nil {
			return nil, err
		}
		if passing {
			v.closers = append(v.closers, func() { os.RemoveAll(v.data) })
		}
		v.warnLeft()
	}
	serving := 0
	for _, one := range s.each(v.data) {
		c, err := openToServe(ctx, in, one, v.operations.count)
		if err != nil {
			v.close()
			return nil, err
		}
		v.closers = append(v.closers, func() { c.Close() })
		v.corpora = append(v.corpora, c)
		if c.serves() {
			serving++
		}
	}
	if serving == 0 {
		v.close()
		return nil, &failure{text: "none of the corpora has an article to serve", hint: "the log above says why; put articles into a folder of " + filepath.Base(s.corporaFile)}
	}
	if !several {
		v.data = v.corpora[0].data
	}
	for _, c := range v.corpora {
		v.closers = append(v.closers, c.tend(ctx, c.settings))
	}
	return v, nil
}

// warnLeft names the data folders of corpora that are no longer in the list:
// nothing in them is served, and nothing removes them.
func (v *server) warnLeft() {
	kept, _ := os.ReadDir(corpusData(v.data, "")) // none yet
	for _, dir := range kept {
		if !slices.ContainsFunc(v.s.corpora, func(e entry) bool { return e.Name == dir.Name() }) {
			v.s.log.Warn("the data of a corpus that is no longer in the list stay; delete the folder if it is not to come back", "folder", filepath.Join(corpusData(v.data, ""), dir.Name()))
		}
	}
}

func (v *server) close() {
	for _, c := range slices.Backward(v.closers) {
		c()
	}
	v.closers = nil
}

// connect makes the bot, ready to run.
func (v *server) connect(ctx context.Context) error {
	servers, err := openServers(v.data)
	if err != nil {
		return err
	}
	waiting, err := bot.OpenWaiting(filepath.Join(v.data, "waiting.json"))
	if err != nil {
		v.s.log.Warn("the questions that waited for an answer are lost", "error", err)
	}
	s := v.s
	all := v.configs(bot.Config{
		MaxQuote: s.maxQuote, Cooldowns: s.cooldowns, Log: s.log, LogQuestions: s.logQuestions, Stale: s.stale, TranslateURL: s.translate,
		KeepUnanswered: s.unanswered, Waiting: waiting, Contact: s.host, LogChannel: s.logChannel,
		Servers: servers, Changes: curation.OpenLog(filepath.Join(v.data, "settings.jsonl")),
		Homeless: func() bool { return v.discord.Homeless() }, Home: func() []bot.Named { return v.discord.Home() },
		Post: func(ctx context.Context, channel string, r bot.Reply) error { return v.discord.Post(ctx, channel, r) },
	})
	v.bot = bot.New(all[0], all[1:]...)
	v.discord, err = discord.New(discord.Config{
		Token: s.token, APIURL: s.apiURL, Dir: v.data, Commands: v.bot.Commands, Home: v.homes(),
		Private: func(server string) bool { return servers.Of(server).Private }, Withdrawn: v.withdrawn,
	}, v.bot, s.log)
	if err != nil {
		return err
	}
	v.operations.watch(v.discord, v.bot)
	for _, c := range v.corpora {
		c.curator.EditPosted(v.discord.Withdraw)
	}
	if s.httpAddr == "" {
		return nil
	}
	stop, err := v.operations.serve(ctx, s.httpAddr)
	if err == nil {
		v.closers = append(v.closers, stop)
	}
	return err
}

// configs are what the bot needs of each corpus, beside what all share.
func (v *server) configs(shared bot.Config) (all []bot.Config) {
	for _, c := range v.corpora {
		one := shared
		one.Answerer, one.Uncounted, one.Timeline, one.Corpus, one.Curator = v.operations.answerer(c), c.curator, c.timeline, c.live, c.curator
		one.Place, one.Journal = c.settings.place, c.journal()
		if c.settings.corpus != "" {
			folder, done := c.settings.intake()
			v.closers = append(v.closers, done)
			one.Intake = folder
		}
		all = append(all, one)
	}
	return all
}

// journal is what the log channels were told of the changes of a corpus.
func (o *opened) journal() *bot.Journal {
	j, err := bot.OpenJournal(filepath.Join(o.data, "told.txt"))
	if err != nil {
		o.settings.log.Warn("what the log channel was told is not known; it is told of what comes now", "error", err)
	}
	o.curator.Listen(j.Note)
	return j
}

// homes are the servers whose moderators tend a corpus.
func (v *server) homes() []string {
	all := slices.Clone(v.s.homes)
	for _, c := range v.corpora {
		if p := c.settings.place; p != nil {
			all = append(all, p.Servers...)
		}
	}
	return all
}

// withdrawn reports whether an article was withdrawn from the corpus that its
// mark names: see discord.Config. A mark that names none is from when there was
// one corpus alone.
func (v *server) withdrawn(mark string) bool {
	name, id, named := strings.Cut(mark, "/")
	if !named {
		name, id = "", mark
	}
	for _, c := range v.corpora {
		p := c.settings.place
		if (p == nil || name == "" || name == p.Name) && c.withdrawn.Set().Marked(id) {
			return true
		}
	}
	return false
}

// run answers until ctx ends.
func (v *server) run(ctx context.Context) error {
	var beside sync.WaitGroup
	defer beside.Wait()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	beside.Go(func() { v.bot.Tell(ctx, v.discord.Direct) })
	beside.Go(func() {
		select {
		case <-v.discord.Ready(): // it is known where the log channels are
			v.bot.TellChanges(ctx, v.discord.Post)
		case <-ctx.Done():
		}
	})
	return v.discord.Run(ctx)
}

// serves reports whether there is something that can be asked.
func (o *opened) serves() bool {
	_, release, err := o.live.Acquire()
	if err == nil {
		release()
	}
	return err == nil
}
