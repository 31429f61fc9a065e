package discord

import (
	"context"
	"net/http"

	"verbatim/bot"
)

// Direct sends a person a direct message: a bot.DirectSender. It fails with
// bot.ErrNoDirect where the person takes none.
func (b *Bot) Direct(ctx context.Context, user string, r bot.Reply) error {
	channel, err := b.directChannel(ctx, user)
	if err != nil {
		return unlessRefused(err)
	}
	r.Private = false // nobody else reads there
	for _, m := range render(r, user) {
		if err := b.send(ctx, m, call{method: http.MethodPost, path: "channels/" + channel + "/messages", body: m, once: true}, nil); err != nil {
			return unlessRefused(err)
		}
	}
	return nil
}

// directChannel is where direct messages with a person stand.
func (b *Bot) directChannel(ctx context.Context, user string) (string, error) {
	var made struct {
		ID string `json:"id"`
	}
	err := b.rest.do(ctx, call{method: http.MethodPost, path: "users/@me/channels", body: map[string]string{"recipient_id": user}}, &made)
	return made.ID, err
}

// unlessRefused names the error of a person who takes no direct messages, or is
// no more.
func unlessRefused(err error) error {
	if is(err, codeNoDirect, codeUnknownUser) {
		return bot.ErrNoDirect
	}
	return err
}
