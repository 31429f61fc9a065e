package discord

import (
	"context"
	"errors"
	"fmt"
	"net/http"
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

// newSession makes a session whose connection stay keeps, not discordgo: its
// own way to reconnect never gives up, whatever the reason.
func newSession(token string, client *http.Client) (*discordgo.Session, error) {
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
	return s, nil
}

// stay keeps the gateway open until ctx ends (nil) or Discord closes it for
// good (*ClosedError).
func (b *Bot) stay(ctx context.Context) error {
	for pause := time.Second; ; {
		err := b.open(ctx)
		var closed *websocket.CloseError
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.As(err, &closed) && closed.Code >= closeToken && closed.Code <= closeForbidden &&
			(closed.Code == closeToken || closed.Code >= closeShard):
			return &ClosedError{closed.Code}
		case err != nil:
			b.log.Warn("the gateway of Discord did not open", "error", withoutURL(err), "again_in", pause)
			if !sleep(ctx, pause) {
				return nil
			}
			pause = min(2*pause, time.Minute)
			continue
		}
		pause = time.Second
		select {
		case <-ctx.Done():
			return nil
		case <-b.dropped:
			b.log.Info("the gateway of Discord was closed, opening it again")
		}
	}
}

// open opens the gateway, or resumes the session where there is one.
func (b *Bot) open(ctx context.Context) error {
	opened := make(chan error, 1)
	go func() {
		err := b.session.Open()
		if errors.Is(err, discordgo.ErrWSAlreadyOpen) {
			err = nil
		}
		opened <- err
	}()
	select {
	case err := <-opened:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// leave closes the gateway. discordgo may hold its lock for ever after a
// resume that Discord did not answer, so it is waited for only so long.
func (b *Bot) leave() {
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		b.session.Close()
	}()
	select {
	case <-closed:
	case <-time.After(3 * time.Second):
		b.log.Warn("the gateway of Discord did not close in time")
	}
}
