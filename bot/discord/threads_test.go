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
	forgotten := w.channel.AddThread("forgotten")
	if err := w.WaitUntil(deadline(t), "the last thread", func() bool { _, known := w.bot.threads.known(forgotten.ID); return known }); err != nil {
		t.Fatal(err)
	}
	w.bot.threads.mu.Lock()
	delete(w.bot.threads.parent, forgotten.ID) // as one that was archived when the bot came
	w.bot.threads.mu.Unlock()
	for _, c := range []struct {
		in     *emulator.Channel
		parent string
	}{{w.channel, ""}, {early, w.channel.ID}, {late, w.channel.ID}, {forgotten, w.channel.ID}} {
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
	if parent, known := w.bot.threads.known(forgotten.ID); !known || parent != w.channel.ID {
		t.Errorf("a thread that was asked for is not remembered: %q", parent)
	}
}
