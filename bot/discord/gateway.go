package discord

import (
	"context"
	"errors"
	"net/http"
	"path/filepath"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discord/gateway"
)

// intents are the events that the bot is sent: none that is privileged. The
// text of a message comes with mentions of the bot and in direct messages.
const intents = discordgo.IntentsGuilds | discordgo.IntentsGuildMessages | discordgo.IntentsDirectMessages

// connection is what the connection to the gateway is made of.
func (b *Bot) connection() gateway.Config {
	file := ""
	if b.config.Dir != "" {
		file = filepath.Join(b.config.Dir, "identifies.txt")
	}
	var err error
	if b.identifies, err = gateway.OpenBudget(file); err != nil {
		b.log.Warn("how often the bot has identified to Discord in the last day is not known", "error", err)
	}
	return gateway.Config{Token: b.config.Token, Intents: int(intents), Locate: b.locate, Handle: b.event, Budget: b.identifies, Log: b.log, Longest: b.config.longest}
}

// locate asks where the gateway is, and how many identifies are left.
func (b *Bot) locate(ctx context.Context) (gateway.Address, error) {
	var told struct {
		URL   string `json:"url"`
		Limit struct {
			Total     int   `json:"total"`
			Remaining int   `json:"remaining"`
			Reset     int64 `json:"reset_after"` // ms
		} `json:"session_start_limit"`
	}
	err := b.rest.do(ctx, call{method: http.MethodGet, path: "gateway/bot"}, &told)
	var refused *apiError
	switch {
	case errors.As(err, &refused) && refused.Status == http.StatusUnauthorized:
		return gateway.Address{}, &gateway.ClosedError{Code: gateway.CloseToken}
	case errors.As(err, &refused) && refused.wait > 0:
		return gateway.Address{}, &gateway.WaitError{Why: "Discord limits how often its gateway is asked for", Wait: refused.wait}
	case err != nil:
		return gateway.Address{}, err
	}
	a := gateway.Address{URL: told.URL, Remaining: -1}
	if told.Limit.Total > 0 {
		a.Remaining, a.Reset = told.Limit.Remaining, time.Duration(told.Limit.Reset)*time.Millisecond
	}
	return a, nil
}
