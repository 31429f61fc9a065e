// Package discord connects a bot.Handler to Discord. It is the only package
// that imports discordgo: for what messages and commands are made of here, for
// the gateway in the package of that name. What the bot says goes out through
// its own calls of the REST API.
//
// A mention, a direct message, a command, a button and a form each become a
// bot.Request; the bot.Reply is escaped, put within Discord's limits and sent. No
// message of the bot pings anybody. Commands and buttons are found by the names
// that their bot.Command gives them: see there how one is added.
package discord

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"verbatim/bot"
	"verbatim/bot/discord/gateway"
	"verbatim/bot/locale"
	"verbatim/corpus"
)

// Config is what a Bot needs of its surroundings.
type Config struct {
	Token    string
	APIURL   string                   // scheme and host of the REST API; "" is https://discord.com
	Dir      string                   // for what must survive a restart; "" keeps it in memory
	Grace    time.Duration            // how long running answers may take once Run is to end; 0 is 10 s
	Home     []string                 // servers whose moderators tend the corpus; empty: the only server that the bot is in
	Commands []bot.Command            // that are registered; their buttons are known by them, too
	Private  func(server string) bool // whether commands that have the choice are answered to the asker alone; nil: nowhere
	// Withdrawn reports whether an article was withdrawn, by its withdrawn.Mark
	// behind the corpus of the Reply that quoted it: "key/mark", or the mark
	// alone. Nil: none ever is.
	Withdrawn func(mark string) bool
	Corpus    func(bot.Request) string // key of the one of several corpora that is asked there; nil: there is one

	tokenLife, patience time.Duration // in tests; 0 is Discord's
	longest             time.Duration // likewise, of gateway.Config
}

const (
	defaultGrace = 10 * time.Second
	// atOnce is how many answers run at the same time; the others wait.
	atOnce = 64
	// lifetime is how long an answer may take with all that Discord makes it
	// wait for. The token of an interaction dies after 15 minutes.
	lifetime = 2 * time.Minute
	// longest is how long work may take that says how far it is.
	longest = 24 * time.Hour
	// tokenLife is how long the answer to an interaction can be changed, less a
	// little.
	tokenLife = 14*time.Minute + 30*time.Second
	// patience is how long Discord waits for the first answer to an interaction.
	// Later its token is dead.
	patience = 3 * time.Second
)

// Bot is a bot on Discord.
type Bot struct {
	config  Config
	handler bot.Handler
	log     *slog.Logger
	rest    *rest
	routes  routes
	gateway *gateway.Client

	id      atomic.Value // string: the bot's user
	locales sync.Map     // server -> its locale
	seen    *recent      // messages and interactions that were taken up
	shared  *recent      // private replies that were shown to all
	hinted  *recent      // people and answers whose replies cannot be read, as they were told
	answers *answers
	quoted  *quoted
	homes   *homes
	threads threads
	listed  chan struct{} // closed by once, when the homes are known
	once    sync.Once

	withdrawing sync.Mutex // one Withdraw at a time

	register    sync.Mutex
	known       bool   // the commands are registered; guarded by register
	application string // guarded by register; "" before Discord has said it

	tokenLife time.Duration
	patience  time.Duration
	retries   atomic.Int64 // calls of the REST API that were made again

	identifies *gateway.Budget

	running chan struct{} // a place for each answer that runs
	mu      sync.Mutex
	ending  bool
	work    sync.WaitGroup
}

// New makes a Bot that answers through handler. It connects in Run.
func New(c Config, handler bot.Handler, log *slog.Logger) (*Bot, error) {
	api, err := url.Parse(cmp.Or(c.APIURL, "https://"+apiHost))
	if err != nil || api.Scheme != "http" && api.Scheme != "https" || api.Host == "" {
		return nil, fmt.Errorf("DISCORD_API_URL: %q is not an address like https://discord.com", c.APIURL)
	}
	c.Token = strings.TrimPrefix(strings.TrimSpace(c.Token), "Bot ")
	c.Grace = cmp.Or(c.Grace, defaultGrace)
	pool := http.DefaultTransport.(*http.Transport).Clone()
	pool.MaxIdleConnsPerHost = atOnce // else most answers of a busy time would connect anew
	client := &http.Client{Transport: redirect{api, pool}, Timeout: 2 * attemptTime}
	file := ""
	if c.Dir != "" {
		file = filepath.Join(c.Dir, "answers.txt")
	}
	kept, err := openAnswers(file)
	if err != nil {
		log.Warn("answers will not be removed with their questions after a restart", "error", err)
	}
	if c.Dir != "" {
		file = filepath.Join(c.Dir, "quoted.txt")
	}
	quotes, err := openQuoted(file)
	if err != nil {
		log.Warn("answers will not be edited after a restart if what they quote is withdrawn", "error", err)
	}
	b := &Bot{
		config: c, handler: handler, log: log, answers: kept, quoted: quotes,
		routes: newRoutes(c.Commands), rest: &rest{client: client, token: c.Token}, homes: newHomes(c), threads: threads{parent: map[string]string{}}, listed: make(chan struct{}), tokenLife: cmp.Or(c.tokenLife, tokenLife), patience: cmp.Or(c.patience, patience), seen: newRecent(10_000), shared: newRecent(1000), hinted: newRecent(10_000), running: make(chan struct{}, atOnce),
	}
	b.rest.retried = func() { b.retries.Add(1) }
	b.id.Store("")
	b.gateway = gateway.New(b.connection())
	return b, nil
}

// Run connects and answers until ctx ends; then it leaves the gateway and lets
// running answers finish. It fails with a *gateway.ClosedError when Discord does
// not let the bot in. A Bot runs once.
func (b *Bot) Run(ctx context.Context) error {
	err := b.gateway.Run(ctx)
	b.mu.Lock()
	b.ending = true
	b.mu.Unlock()
	done := make(chan struct{})
	go func() {
		defer close(done)
		b.work.Wait()
	}()
	select {
	case <-done:
	case <-time.After(b.config.Grace):
		b.log.Warn("some answers did not finish in time")
	}
	b.rest.client.CloseIdleConnections()
	b.answers.close()
	b.quoted.close()
	return err
}

// start runs work beside the gateway, unless the bot is ending. A panic in it
// is one line of the log.
func (b *Bot) start(name string, work func(ctx context.Context)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ending {
		return
	}
	b.work.Go(func() {
		defer func() {
			if p := recover(); p != nil {
				b.log.Error("a panic", "in", name, "panic", p, "stack", string(debug.Stack()))
			}
		}()
		// Not the context of Run: an answer that has begun is finished.
		ctx, cancel := context.WithTimeout(context.Background(), lifetime)
		defer cancel()
		work(ctx)
	})
}

// event takes up one event of the gateway, and does not wait for what it
// starts. The events are decoded here, field by field: a component of a message
// that nobody knows costs nothing.
func (b *Bot) event(e gateway.Event) {
	switch e.Type {
	case "READY":
		decode(b, e, b.ready)
	case "GUILD_CREATE":
		decode(b, e, func(g guild) {
			b.locales.Store(g.ID, g.Locale)
			b.threads.add(g.Channels...)
			b.threads.add(g.Threads...)
			b.joined(g.ID, true)
		})
	case "CHANNEL_CREATE", "THREAD_CREATE":
		decode(b, e, func(c channel) { b.threads.add(c) })
	case "GUILD_UPDATE":
		decode(b, e, func(g guild) { b.locales.Store(g.ID, g.Locale) })
	case "GUILD_DELETE":
		decode(b, e, func(g guild) {
			b.locales.Delete(g.ID)
			if !g.Unavailable { // an outage is no farewell
				b.joined(g.ID, false)
			}
		})
	case "MESSAGE_CREATE":
		decode(b, e, b.messageCreated)
	case "MESSAGE_DELETE":
		decode(b, e, func(m deletion) { b.deleted(m.ID) })
	case "MESSAGE_DELETE_BULK":
		decode(b, e, func(m deletion) { b.deleted(m.IDs...) })
	case "INTERACTION_CREATE":
		decode(b, e, b.interactionCreated)
	}
}

type guild struct {
	ID          string `json:"id"`
	Locale      string `json:"preferred_locale"`
	Unavailable bool   `json:"unavailable"`

	Channels []channel `json:"channels"` // when the bot joins it
	Threads  []channel `json:"threads"`  // likewise: those that are active
}

type deletion struct {
	ID  string   `json:"id"`
	IDs []string `json:"ids"`
}

func decode[T any](b *Bot, e gateway.Event, take func(T)) {
	var v T
	if err := json.Unmarshal(e.Data, &v); err != nil {
		b.log.Error("an event of Discord could not be read", "type", e.Type, "error", err)
		return
	}
	take(v)
}

type readiness struct {
	User        person `json:"user"`
	Application struct {
		ID string `json:"id"`
	} `json:"application"`
	Guilds []guild `json:"guilds"`
}

func (b *Bot) ready(r readiness) {
	b.id.Store(r.User.ID)
	b.log.Info("connected to Discord", "application", r.Application.ID, "servers", len(r.Guilds))
	for _, id := range b.homes.began(r.Guilds) {
		b.log.Warn("a server that is named as home is none that the bot is in; check its ID, or invite the bot", "server", id)
	}
	b.once.Do(func() { close(b.listed) })
	b.start("registering commands", func(ctx context.Context) {
		b.registerCommands(ctx, r.Application.ID)
		b.registerHome(ctx)
	})
	b.start("editing withdrawn answers", func(ctx context.Context) { b.Withdraw(ctx) })
}

// registerCommands tells Discord the commands, once for each run.
func (b *Bot) registerCommands(ctx context.Context, application string) {
	b.register.Lock()
	defer b.register.Unlock()
	b.application = application
	if b.known {
		return
	}
	everywhere, _ := homeCommands(b.config.Commands)
	err := b.rest.do(ctx, call{method: http.MethodPut, path: "applications/" + application + "/commands", body: definitions(everywhere)}, nil)
	if err != nil {
		b.log.Error("the commands could not be registered; mentions and direct messages are answered all the same", "error", err)
		return
	}
	b.known = true
}

// answer runs the handler for a request. A panic is an apology and one line of
// the log.
func (b *Bot) answer(ctx context.Context, r bot.Request, w bot.Responder) {
	defer func() {
		if p := recover(); p != nil {
			b.log.Error("an answer made the bot panic", "request", r.ID, "server", r.Server, "channel", r.Channel, "panic", p, "stack", string(debug.Stack()))
			b.undelivered(r, w.Reply(ctx, bot.Reply{Text: string(wordsOf(r.Locale, r.ServerLocale).Failed), Private: true}))
		}
	}()
	select {
	case b.running <- struct{}{}:
		defer func() { <-b.running }()
	case <-ctx.Done():
		b.undelivered(r, ctx.Err())
		return
	}
	b.undelivered(r, b.handler.Handle(ctx, r, w))
}

// wordsOf are the words of the first locale that the bot speaks, else English.
func wordsOf(locales ...string) *locale.Words {
	for _, l := range locales {
		if w := locale.For(corpus.Lang(l)); w != nil {
			return w
		}
	}
	return locale.English
}

// send makes a call that carries a message. An article's address that Discord
// does not take costs the message its links, not the asker the answer: what
// Discord takes for an address is nowhere written. Files that may not be sent
// stay away likewise.
func (b *Bot) send(ctx context.Context, m *message, c call, out any) error {
	if m == nil {
		return b.rest.do(ctx, c, out)
	}
	c.files = m.files
	var answer json.RawMessage
	err := b.rest.do(ctx, c, &answer)
	switch {
	case refusedAddress(err) && m.unlink():
		b.log.Warn("Discord refused the address of an article, which is shown without links", "error", err)
		err = b.rest.do(ctx, c, &answer)
	case is(err, codeNoPermission) && m.detach():
		b.log.Warn(needsAttach, "error", err)
		c.files = nil
		err = b.rest.do(ctx, c, &answer)
	}
	if err == nil && len(m.marks) > 0 {
		b.noteQuoted(m, answer)
	}
	if err != nil || out == nil || len(answer) == 0 {
		return err
	}
	return json.Unmarshal(answer, out)
}

// needsAttach tells the operator why a picture or a file was left out.
const needsAttach = "a file was left out: the bot needs the permission Attach Files in the channel"

// undelivered logs a reply that did not arrive.
func (b *Bot) undelivered(r bot.Request, err error) {
	if err != nil {
		b.log.Error("a reply could not be delivered", "request", r.ID, "server", r.Server, "channel", r.Channel, "error", err)
	}
}

// unlessGone gives an error back, unless it says that whom or what the reply
// was for is gone, or that the bot may not speak there: nothing more can be
// said to the asker then.
func (b *Bot) unlessGone(request string, err error) error {
	switch {
	case is(err, codeNoAccess, codeNoPermission, codeNoHistory):
		b.log.Warn("the bot may not answer in a channel: it needs View Channel, Send Messages, Embed Links and Read Message History there", "request", request, "error", err)
		return nil
	case gone(err):
		b.log.Info("a reply has nowhere to go", "request", request, "error", err)
		return nil
	}
	return err
}
