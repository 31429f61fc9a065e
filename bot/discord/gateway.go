package discord

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// ClosedError says that Discord closed the gateway for a reason that no new
// attempt can change.
type ClosedError struct{ Code int }

// Close codes that are final.
const (
	closeToken     = 4004
	closeShard     = 4010
	closeSharding  = 4011
	closeVersion   = 4012
	closeIntents   = 4013
	closeForbidden = 4014
)

func (e *ClosedError) Error() string {
	why := map[int]string{
		closeToken:     "it refused the token",
		closeSharding:  "the bot is in too many servers for one connection",
		closeIntents:   "it does not know an intent",
		closeForbidden: "the bot asked for an intent that it may not have",
	}[e.Code]
	if why == "" {
		why = "it no longer speaks this version of its protocol"
	}
	return fmt.Sprintf("Discord closed the connection for good (code %d): %s", e.Code, why)
}

// Hint is what to do about it.
func (e *ClosedError) Hint() string {
	if e.Code == closeToken {
		return "copy the token again (discord.com/developers/applications, your application, Bot, Reset Token) into DISCORD_TOKEN"
	}
	if e.Code == closeForbidden {
		return "verbatim needs no privileged intent: see whether the application is verified or was limited (discord.com/developers/applications)"
	}
	return "install the newest version of verbatim"
}

// intents are the events that the bot is sent: none that is privileged. The
// text of a message comes with mentions of the bot and in direct messages.
const intents = discordgo.IntentsGuilds | discordgo.IntentsGuildMessages | discordgo.IntentsDirectMessages

// gateway is one session of discordgo. stay opens its connection again, not
// discordgo, whose own way never gives up, whatever the reason.
type gateway struct {
	session *discordgo.Session
	greeted atomic.Bool   // READY or RESUMED came since the last open
	dropped chan struct{} // the connection was closed
}

func newGateway(token string, client *http.Client, event func(*discordgo.Event)) (*gateway, error) {
	s, err := discordgo.New("Bot " + token)
	if err != nil {
		return nil, err
	}
	s.Client = client
	s.Dialer = &websocket.Dialer{Proxy: http.ProxyFromEnvironment, HandshakeTimeout: 15 * time.Second}
	s.Identify.Intents = intents
	s.ShouldReconnectOnError = false
	s.StateEnabled = false
	s.SyncEvents = true // a message before its deletion
	s.LogLevel = -1     // it would print to standard error; what matters comes back as an error
	g := &gateway{session: s, dropped: make(chan struct{}, 1)}
	s.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) {
		if e.Type == "READY" || e.Type == "RESUMED" {
			g.greeted.Store(true)
		}
		event(e)
	})
	s.AddHandler(func(*discordgo.Session, *discordgo.Disconnect) {
		select {
		case g.dropped <- struct{}{}:
		default:
		}
	})
	return g, nil
}

// errNotGreeted says that Discord closed a connection before it let the bot in.
var errNotGreeted = errors.New("closed before the session began")

// stay keeps the gateway open until ctx ends (nil) or Discord closes it for
// good (*ClosedError).
func (b *Bot) stay(ctx context.Context) error {
	for pause := time.Second; ; {
		err := b.connected(ctx)
		b.tally.connected.Store(false)
		b.tally.reconnects.Add(1)
		switch {
		case ctx.Err() != nil:
			return nil
		case final(err) != nil:
			return final(err)
		case err == nil:
			b.log.Info("the connection to Discord was closed, opening it again")
			pause = time.Second
			continue
		}
		b.log.Warn("no connection to Discord", "error", withoutURL(err), "again_in", pause.String())
		if !sleep(ctx, pause) {
			return nil
		}
		pause = min(2*pause, time.Minute)
	}
}

// final is the close of a connection that is for good, nil for any other error.
func final(err error) error {
	var closed *websocket.CloseError
	if errors.As(err, &closed) && (closed.Code == closeToken || closed.Code >= closeShard && closed.Code <= closeForbidden) {
		return &ClosedError{closed.Code}
	}
	return nil
}

// connected opens the gateway, or resumes the session where there is one, and
// stays as long as the connection does. An error says that there was none.
func (b *Bot) connected(ctx context.Context) error {
	b.gateway.greeted.Store(false)
	opened := make(chan error, 1)
	go func() { opened <- b.gateway.session.Open() }()
	select {
	case err := <-opened:
		if err != nil {
			return err
		}
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case <-ctx.Done():
	case <-b.gateway.dropped:
	}
	if ctx.Err() != nil || b.gateway.greeted.Load() {
		return nil
	}
	// A session that cannot be resumed: discordgo would try for ever, and keep
	// to itself why it was not let in. A new one tells.
	g, err := newGateway(b.config.Token, b.rest.client, b.event)
	if err != nil {
		return err
	}
	b.gateway = g
	return errNotGreeted
}

// leave closes the gateway. discordgo may hold its lock for ever after a
// resume that Discord did not answer, so it is waited for only so long.
func (b *Bot) leave() {
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		b.gateway.session.Close()
	}()
	select {
	case <-closed:
	case <-time.After(3 * time.Second):
		b.log.Warn("the connection to Discord did not close in time")
	}
}
