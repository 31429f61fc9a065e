package main

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"verbatim/bot"
	"verbatim/bot/discord"
	"verbatim/retrieval/bleveindex"
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
	cancel     context.CancelFunc // ends what works beside
	closers    []func()           // called then, in the opposite order
}

// openServer opens every corpus of the settings. Of several, those that have
// nothing to serve wait for a reload; one that serves must be among them.
func openServer(ctx context.Context, in *invocation, s *settings) (v *server, err error) {
	v = &server{s: s, operations: newOperations()}
	ctx, v.cancel = context.WithCancel(ctx)
	defer func() {
		if err != nil {
			v.close()
		}
	}()
	several := len(s.corpora) > 0
	if several {
		if err := v.lockData(ctx, in); err != nil {
			return v, err
		}
		v.tidyLeft()
	}
	serving := 0
	for _, one := range s.each(v.data) {
		c, err := openToServe(ctx, in, one, v.operations.count)
		if err != nil && several {
			err = &failure{text: "the corpus " + one.place.Name + " cannot be opened", cause: err, hint: cmp.Or(hintOf(err), "mend its folder "+one.corpus+", or take it out of "+filepath.Base(s.corporaFile))}
		}
		if err != nil {
			return v, err
		}
		v.closers = append(v.closers, func() { c.curator.Wait(); c.Close() })
		v.corpora = append(v.corpora, c)
		if c.serves() {
			serving++
		}
	}
	if serving == 0 {
		return v, &failure{text: "none of the corpora has an article to serve", hint: "the log above says why; put articles into a folder of " + filepath.Base(s.corporaFile)}
	}
	if !several {
		v.data = v.corpora[0].data
	}
	for _, c := range v.corpora {
		v.closers = append(v.closers, c.tend(ctx, c.settings))
	}
	return v, nil
}

// lockData makes this process the one that writes into the data folder of all
// corpora.
func (v *server) lockData(ctx context.Context, in *invocation) error {
	data, passing, err := dataFolder(v.s, cacheFolder())
	if err != nil {
		return err
	}
	v.data = data
	if passing {
		warnPassing(in)
		v.closers = append(v.closers, func() { os.RemoveAll(data) })
	}
	store := bleveindex.New(data, bleveindex.Options{Command: "verbatim serve"})
	v.closers = append(v.closers, func() { store.Close() })
	return lockStore(ctx, store, data, v.s.log)
}

// tidyLeft names the data folders of corpora that are no longer in the list:
// nothing in them is served. The words of members in them go.
func (v *server) tidyLeft() {
	if _, err := os.Stat(filepath.Join(v.data, "generations")); err == nil {
		v.s.log.Warn("the data folder was that of one corpus; its index and its logs stay, and are not used", "folder", v.data)
	}
	kept, _ := os.ReadDir(filepath.Join(v.data, corporaData)) // none yet
	for _, dir := range kept {
		path := filepath.Join(v.data, corporaData, dir.Name())
		if !slices.ContainsFunc(v.s.corpora, func(e entry) bool { return e.data(v.data) == path }) {
			os.Remove(filepath.Join(path, "unanswered.json"))
			v.s.log.Warn("the data of a corpus that is no longer in the list, or has another folder now, stay; delete the folder if it is not to come back", "folder", path)
		}
	}
}

func (v *server) close() {
	v.cancel()
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
		Private: func(server string) bool { return servers.Of(server).Private }, Withdrawn: v.withdrawn, Corpus: v.bot.CorpusOf,
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
		one.Answerer, one.Uncounted, one.Timeline, one.Corpus, one.Curator = c.counted, c.curator, c.timeline, c.live, c.curator
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

// homes are the servers whose moderators tend a corpus. Of several corpora it is
// never the only server that the bot is in, unless that is named.
func (v *server) homes() []string {
	all := slices.Clone(v.s.homes)
	if len(v.s.corpora) > 0 {
		all = append(all, "")
	}
	for _, c := range v.corpora {
		if p := c.settings.place; p != nil {
			all = append(all, p.Servers...)
		}
	}
	return all
}

// withdrawn reports whether an article was withdrawn from the corpus that its
// mark names: see discord.Config. A mark that names none, or one that is no more,
// is from before the list was changed.
func (v *server) withdrawn(mark string) bool {
	name, id, named := strings.Cut(mark, "/")
	if !named {
		name, id = "", mark
	}
	known := slices.ContainsFunc(v.s.corpora, func(e entry) bool { return e.Key == name })
	for _, c := range v.corpora {
		if p := c.settings.place; (!known || name == p.Key) && c.withdrawn.Set().Marked(id) {
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

// serves reports whether there is an article that can be asked.
func (o *opened) serves() bool {
	g, release, err := o.live.Acquire()
	if err != nil {
		return false
	}
	defer release()
	return len(g.Library().Articles()) > 0
}
