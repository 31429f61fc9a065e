package discord

import (
	"context"
	"fmt"
	"testing"

	"verbatim/bot"
	"verbatim/bot/discord/emulator"
)

// TestAThreadIsKnownByItsChannel asks in a channel and in its threads: by
// mentions and by commands, in one that the bot was told of and in one that it
// has to ask for.
func TestAThreadIsKnownByItsChannel(t *testing.T) {
	w := found(t, emulator.Config{})
	early := w.channel.AddThread("early")
	w.start(t, bot.HandlerFunc(func(ctx context.Context, r bot.Request, to bot.Responder) error {
		return to.Reply(ctx, bot.Reply{Text: fmt.Sprintf("%s in %q", r.Channel, r.Parent)})
	}))
	late := w.channel.AddThread("late")
	old := w.channel.AddOldThread("old")
	for _, c := range []struct {
		in     *emulator.Channel
		parent string
	}{{w.channel, ""}, {early, w.channel.ID}, {late, w.channel.ID}, {old, w.channel.ID}} {
		want := fmt.Sprintf("%s in %q", c.in.ID, c.parent)
		m, err := w.WaitReply(deadline(t), w.ann.Say(c.in, w.Mention()+" why?"))
		if err != nil || m.Content != want {
			t.Errorf("%s, a mention: %v, %q, want %q", c.in.Name, err, m.Content, want)
		}
		r, err := w.ann.Slash(c.in, "ask", emulator.Options{"question": "why?"}).Response(deadline(t))
		if err != nil || r.Content != want {
			t.Errorf("%s, a command: %v, %q, want %q", c.in.Name, err, r.Content, want)
		}
	}
	if parent, known := w.bot.threads.known(old.ID); !known || parent != w.channel.ID {
		t.Errorf("a thread that was asked for is not remembered: %q", parent)
	}
}
