package emulator_test

import (
	"context"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discord/emulator"
)

// fixture is a guild with one person, and a real client library connected as the bot.
type fixture struct {
	t       *testing.T
	ctx     context.Context
	srv     *emulator.Server
	guild   *emulator.Guild
	channel *emulator.Channel
	ann     *emulator.User
	session *discordgo.Session
}

const botIntents = discordgo.IntentsGuilds | discordgo.IntentsGuildMessages | discordgo.IntentsDirectMessages

// connect starts a server and a session with the handlers, and closes both in the end.
func connect(t *testing.T, c emulator.Config, handlers ...any) *fixture {
	t.Helper()
	f := unconnected(t, c, handlers...)
	if err := f.session.Open(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.disconnect)
	if err := f.srv.WaitReady(f.ctx); err != nil {
		t.Fatal(err)
	}
	return f
}

// closing counts the sessions that are on their way out.
var closing sync.WaitGroup

func TestMain(m *testing.M) {
	code := m.Run()
	closing.Wait()
	os.Exit(code)
}

// disconnect closes the session. The client library sleeps for a second in the
// middle of that, which nobody needs to wait for.
func (f *fixture) disconnect() {
	closing.Go(func() { f.session.Close() })
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := f.srv.WaitUntil(ctx, "the client left", func() bool { return f.srv.Connections() == 0 }); err != nil {
		f.t.Error(err)
	}
}

func unconnected(t *testing.T, c emulator.Config, handlers ...any) *fixture {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	f := &fixture{t: t, ctx: ctx, srv: emulator.New(t, c)}
	f.srv.CheckAnswers(t.Errorf)
	f.guild = f.srv.AddGuild("Newsroom", "fr")
	f.channel = f.guild.AddChannel("general")
	f.ann = f.srv.AddUser("ann", "en-US")
	f.guild.Join(f.ann, 0)
	session, err := discordgo.New("Bot " + f.srv.Token())
	if err != nil {
		t.Fatal(err)
	}
	session.Client = f.srv.Client()
	session.Identify.Intents = botIntents
	session.LogLevel = -1 // some tests provoke what it would log
	for _, h := range handlers {
		session.AddHandler(h)
	}
	f.session = session
	return f
}

func nobody() *discordgo.MessageAllowedMentions {
	return &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}}
}

// echo answers every message that mentions the bot, and every direct message, with its text.
func echo(s *discordgo.Session, m *discordgo.MessageCreate) {
	if m.Author.Bot || m.Content == "" {
		return
	}
	s.ChannelMessageSendComplex(m.ChannelID, &discordgo.MessageSend{
		Content: "echo: " + m.Content, Reference: m.Reference(), AllowedMentions: nobody(),
	})
}

func TestMentionIsAnsweredAsReply(t *testing.T) {
	t.Parallel()
	f := connect(t, emulator.Config{}, echo)
	question := f.ann.Say(f.channel, f.srv.Mention()+" why?")
	reply, err := f.srv.WaitReply(f.ctx, question)
	if err != nil {
		t.Fatal(err)
	}
	if want := "echo: " + question.Content; reply.Content != want || reply.RepliesTo != question.ID {
		t.Errorf("reply %q to %s, want %q to %s", reply.Content, reply.RepliesTo, want, question.ID)
	}
	if pings := f.srv.Pings(); len(pings) != 0 {
		t.Errorf("pings left: %v", pings)
	}
}
