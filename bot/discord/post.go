package discord

import (
	"context"
	"fmt"
	"net/http"

	"verbatim/bot"
)

// Post writes a message in a channel. Where the bot may not, or where there is
// none, it fails with bot.ErrRefused.
func (b *Bot) Post(ctx context.Context, channel string, r bot.Reply) error {
	r.Private = false
	for _, m := range render(r, "") {
		err := b.send(ctx, m, call{method: http.MethodPost, path: "channels/" + channel + "/messages", body: m, once: true}, nil)
		if is(err, codeNoAccess, codeNoPermission, codeUnknownChannel) {
			return fmt.Errorf("%w: %w", bot.ErrRefused, err)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Ready is closed when Discord has listed the servers that the bot is in.
func (b *Bot) Ready() <-chan struct{} { return b.listed }

// Home are the home servers that the bot is in, with their locales as names.
func (b *Bot) Home() []bot.Named {
	b.homes.mu.Lock()
	defer b.homes.mu.Unlock()
	var all []bot.Named
	for id := range b.homes.in {
		if b.homes.isLocked(id) {
			all = append(all, bot.Named{ID: id, Name: b.locale(id)})
		}
	}
	return all
}
