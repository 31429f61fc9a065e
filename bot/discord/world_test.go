package discord

import (
	"cmp"
	"context"
	"flag"
	"log/slog"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"verbatim/bot"
	"verbatim/bot/discord/emulator"
	"verbatim/corpus"
	"verbatim/retrieval"
	"verbatim/retrieval/retrievaltest"
)

// TestMain runs many tests at the same time whatever the processors: what they
// do is wait.
func TestMain(m *testing.M) {
	flag.Parse()
	nameTrials()
	if err := flag.Set("test.parallel", "32"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// world is a bot that runs on an emulated Discord, with a server in French, a
// channel and two members.
type world struct {
	*emulator.Server
	guild   *emulator.Guild
	channel *emulator.Channel
	ann     *emulator.User // French client
	bob     *emulator.User // English client
	log     *syncBuffer
	level   slog.Level   // of the log
	stop    func() error // ends Run and gives what it returned
	bot     *Bot
	result  chan error // what Run returned, when it ended by itself
}

// slow is how long a first answer may take on a busy machine.
const slow = 10 * time.Second

// join starts a bot on an emulated Discord. Tests run beside each other, for
// discordgo takes a second to close.
func join(t *testing.T, h bot.Handler, config ...Config) *world {
	t.Helper()
	t.Parallel()
	// Discord's three seconds are for the deferral to keep, not for a busy machine.
	w := found(t, emulator.Config{FirstResponse: slow})
	w.start(t, h, config...)
	return w
}

// found makes a world without a bot.
func found(t *testing.T, c emulator.Config) *world {
	t.Helper()
	w := &world{Server: emulator.New(t, c), log: &syncBuffer{}}
	w.guild = w.AddGuild("Newsroom", "fr")
	w.channel = w.guild.AddChannel("general")
	w.ann, w.bob = w.AddUser("ann", "fr"), w.AddUser("bob", "en-US")
	w.guild.Join(w.ann, 0)
	w.guild.Join(w.bob, 0)
	t.Cleanup(func() {
		if p := w.Pings(); len(p) > 0 {
			t.Errorf("pings left the bot: %v", p)
		}
	})
	return w
}

// start starts a bot in the world: the first, or the next after stop.
func (w *world) start(t *testing.T, h bot.Handler, config ...Config) {
	t.Helper()
	var c Config
	if len(config) > 0 {
		c = config[0]
	}
	c.Token, c.APIURL, c.patience = w.Token(), w.URL, cmp.Or(c.patience, slow)
	if c.Commands == nil {
		c.Commands = bot.New(bot.Config{}).Commands
	}
	b, err := New(c, h, slog.New(slog.NewJSONHandler(w.log, &slog.HandlerOptions{Level: w.level})))
	if err != nil {
		t.Fatal(err)
	}
	w.bot = b
	before := w.Identifies()
	ctx, cancel := context.WithCancel(t.Context())
	result := make(chan error, 1)
	w.result = result
	go func() { defer close(result); result <- b.Run(ctx) }()
	w.stop = sync.OnceValue(func() error { cancel(); return <-result })
	t.Cleanup(func() { w.stop() })
	if err := w.WaitCommand(deadline(t), "ask"); err != nil {
		t.Fatal(err)
	}
	if err := w.WaitUntil(deadline(t), "a bot that has identified", func() bool { return w.Identifies() > before }); err != nil {
		t.Fatal(err)
	}
}

// ended waits for Run to end by itself.
func (w *world) ended(t *testing.T) error {
	t.Helper()
	select {
	case err := <-w.result:
		return err
	case <-deadline(t).Done():
		t.Fatal("Run did not end")
		return nil
	}
}

// deadline ends what a test waits for.
func deadline(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// must gives what a wait of the emulator gave.
func must[T any](v T, err error) func(t *testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// reply waits for the reply to a message.
func (w *world) reply(t *testing.T, to emulator.Message) emulator.Message {
	t.Helper()
	return must(w.WaitReply(deadline(t), to))(t)
}

// replies counts the bot's replies to a message.
func (w *world) replies(c *emulator.Channel, to emulator.Message) int {
	n := 0
	for _, m := range w.Messages(c) {
		if m.RepliesTo == to.ID {
			n++
		}
	}
	return n
}

// logged waits for a text to stand in the log so many times.
func (w *world) logged(t *testing.T, text string, n int) {
	t.Helper()
	for end := deadline(t); strings.Count(w.log.String(), text) != n; {
		select {
		case <-end.Done():
			t.Fatalf("%q is not %d times in the log: %s", text, n, w.log)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// syncBuffer is a buffer for several goroutines.
type syncBuffer struct {
	mu sync.Mutex
	b  strings.Builder
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// saying is a handler that says what it was asked, after a moment.
func saying(after time.Duration) bot.Handler {
	return bot.HandlerFunc(func(ctx context.Context, r bot.Request, w bot.Responder) error {
		select {
		case <-time.After(after):
		case <-ctx.Done():
			return ctx.Err()
		}
		return w.Reply(ctx, bot.Reply{
			Text: "You asked: " + r.Question + r.Options["question"], Cards: []bot.Card{{Title: "A title", Quote: "A quote.", Source: "A source"}},
			Actions: []bot.Action{{Kind: bot.Remove, Label: "Remove"}}, Private: r.Private && r.Server != "",
		})
	})
}

// real is the bot over the real engine and a few articles.
func real(t *testing.T, change ...func(*bot.Config)) bot.Handler {
	t.Helper()
	fr := func(id, title, publisher, url string, date corpus.Date, text ...string) retrievaltest.Text {
		return retrievaltest.Text{Attribution: corpus.Attribution{ArticleID: id, File: id + ".txt", Title: title, Publisher: publisher, URL: url, Published: date, Lang: "fr"}, Paragraphs: text}
	}
	en := func(id, title, publisher, url string, date corpus.Date, text ...string) retrievaltest.Text {
		a := fr(id, title, publisher, url, date, text...)
		a.Lang = "en"
		return a
	}
	gen := retrievaltest.Open(t, &retrievaltest.Memory{},
		fr("pommes", "La récolte des *pommes*", "Le Verger", "https://verger.example/pommes", corpus.NewDate(2024, 10, 23),
			"Les vergers de la vallée ont produit 300 tonnes de pommes en octobre, selon la coopérative.",
			"La floraison avait commencé avec deux semaines d’avance."),
		fr("cidre", "Le cidre nouveau", "La Bolée", "", corpus.NewDate(2024, 11, 0),
			"La coopérative a compté 280 tonnes de pommes dans les vergers de la vallée."),
		en("bridge", "The old bridge <@1> @everyone", "The River Post", "https://post.example/bridge", corpus.NewDate(2023, 7, 27),
			"The old bridge was closed in July because its pillars had sunk by [four](https://evil.example) centimetres, @everyone was told.",
			"Engineers will strengthen the pillars before the winter floods."),
		en("ferry", "A ferry instead", "", "", corpus.Date{}, "A ferry now carries travellers across the river every hour while the bridge is closed."),
	)
	live := &retrieval.Live{}
	live.Swap(gen)
	c := bot.Config{Answerer: retrieval.NewEngine(live), Corpus: live, Log: slog.New(slog.DiscardHandler)}
	for _, f := range change {
		f(&c)
	}
	return bot.New(c)
}
