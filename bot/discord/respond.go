package discord

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot"
)

// late is when people begin to wonder whether anything happens. Discord waits
// three seconds for the first answer to an interaction.
const late = 1800 * time.Millisecond

// interactionResponder answers an interaction.
type interactionResponder struct {
	b      *Bot
	i      interaction
	hidden bool // fixed by the first answer
	edits  bool // the first answer may change the message that was pressed

	mu     sync.Mutex
	was    progress
	dead   bool  // the token is, or will be before it can be used
	direct place // the message that goes on where the token has died
}

func newResponder(b *Bot, i interaction, hidden bool) *interactionResponder {
	return &interactionResponder{b: b, i: i, hidden: hidden}
}

// progress is what Discord was told of the answer to an interaction.
type progress uint8

const (
	untold   progress = iota
	thinking          // a message will come
	changing          // the message that was pressed changes, perhaps
	replied           // a message came, or a form
)

// callback is the first answer to an interaction.
type callback struct {
	Type discordgo.InteractionResponseType `json:"type"`
	Data any                               `json:"data,omitempty"`
}

// deferSoon tells Discord that the answer will come when it is late. The
// function that it gives back stops that.
func (w *interactionResponder) deferSoon(ctx context.Context) (stop func()) {
	t := time.AfterFunc(late, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		if w.was == untold {
			w.b.undelivered(w.i.request(), w.b.unlessGone(w.i.ID, w.postpone(ctx)))
		}
	})
	return func() { t.Stop() }
}

// postpone tells Discord that the answer will come. The caller holds w.mu.
func (w *interactionResponder) postpone(ctx context.Context) error {
	if w.edits {
		if err := w.respond(ctx, discordgo.InteractionResponseDeferredMessageUpdate, nil); err != nil {
			return err
		}
		w.was = changing
		return nil
	}
	m := newMessage()
	if w.hidden {
		m.Flags = discordgo.MessageFlagsEphemeral
	}
	if err := w.respond(ctx, discordgo.InteractionResponseDeferredChannelMessageWithSource, m); err != nil {
		return err
	}
	w.was = thinking
	return nil
}

// respond makes the first answer, and tries no longer than Discord waits for it.
func (w *interactionResponder) respond(ctx context.Context, kind discordgo.InteractionResponseType, m *message) error {
	answer := callback{Type: kind}
	if m != nil {
		answer.Data = m
	}
	ctx, cancel := context.WithDeadline(ctx, w.i.arrived.Add(w.b.patience))
	defer cancel()
	path := w.callbackPath()
	if m != nil && len(m.marks) > 0 {
		path += "?with_response=true" // which message it is
	}
	return w.b.send(ctx, m, call{method: http.MethodPost, path: path, body: answer}, nil)
}

func (w *interactionResponder) callbackPath() string {
	return "interactions/" + w.i.ID + "/" + w.i.Token + "/callback"
}

// Reply implements bot.Responder.
func (w *interactionResponder) Reply(ctx context.Context, r bot.Reply) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, m := range w.render(r) {
		if w.hidden {
			m.Flags |= discordgo.MessageFlagsEphemeral
		}
		if err := w.post(ctx, m); err != nil {
			return w.b.unlessGone(w.i.ID, err)
		}
	}
	return nil
}

// origin is the interaction that the message answers which is sent or changed.
func (w *interactionResponder) origin() string {
	if w.edits && w.i.Message != nil {
		return w.i.Message.Interaction.ID
	}
	return w.i.ID
}

func (w *interactionResponder) render(r bot.Reply) []*message {
	if w.i.GuildID == "" {
		r.Private = false // nobody else reads there, and what is ephemeral would not stay
	}
	all := render(r, w.i.asker())
	for _, m := range all {
		if m.locale = w.i.GuildLocale; w.i.GuildID == "" {
			m.locale = w.i.Locale
		}
		if m.shares && len(m.marks) > 0 {
			w.b.noteUnshared(w.origin(), m)
		}
		if w.hidden && !w.edits {
			m.marks = nil // nobody can edit what one reader sees
		}
	}
	if len(r.Files) > 0 && !w.i.mayAttach() && all[0].detach() {
		w.b.log.Warn(needsAttach, "request", w.i.ID, "channel", w.i.ChannelID)
	}
	return all
}

// post sends the first message as the answer, others after it. An upload may
// take longer than Discord waits, so the answer is promised before.
func (w *interactionResponder) post(ctx context.Context, m *message) error {
	if w.was == untold && len(m.files) > 0 && !w.edits {
		w.hidden = m.Flags&discordgo.MessageFlagsEphemeral != 0
		if err := w.postpone(ctx); err != nil {
			return err
		}
	}
	var err error
	switch w.was {
	case untold:
		err = w.respond(ctx, discordgo.InteractionResponseChannelMessageWithSource, m)
	case thinking:
		m.Flags = 0 // as it was postponed
		err = w.patch(ctx, m)
	case replied, changing:
		return w.use(ctx, m, call{method: http.MethodPost, path: w.webhook(), body: m, once: true})
	}
	if err == nil {
		w.was = replied
	}
	return err
}

func (w *interactionResponder) webhook() string {
	return "webhooks/" + w.i.Application + "/" + w.i.Token
}

// patch changes the answer: what was promised, the reply, or the message that
// was pressed.
func (w *interactionResponder) patch(ctx context.Context, m *message) error {
	return w.use(ctx, m, call{method: http.MethodPatch, path: w.webhook() + "/messages/@original", body: m})
}

// use makes a call with the token of the interaction while that lives, and goes
// on without it afterwards.
func (w *interactionResponder) use(ctx context.Context, m *message, c call) error {
	death := w.i.arrived.Add(w.b.tokenLife)
	if !w.dead && time.Now().Before(death) {
		living, cancel := context.WithDeadline(ctx, death)
		defer cancel()
		err := w.b.send(living, m, c, nil)
		if err == nil || !outlived(ctx, err, death) {
			return err
		}
		w.dead = true
	}
	return w.goOn(ctx, m)
}

// outlived reports whether a call failed because a token is dead, or will be
// before the call has its turn, and not for want of time of its own.
func outlived(ctx context.Context, err error, death time.Time) bool {
	end, ends := ctx.Deadline()
	late := errors.Is(err, errNoTime) || time.Now().After(death)
	return is(err, codeUnknownWebhook, codeUnknownInteraction) || late && ctx.Err() == nil && (!ends || end.After(death))
}

// Edit implements bot.Responder. What has no room in one message follows in others.
func (w *interactionResponder) Edit(ctx context.Context, r bot.Reply) error {
	w.mu.Lock()
	all := w.render(r)
	if w.was == untold && !w.edits || w.was == thinking {
		w.mu.Unlock()
		return w.Reply(ctx, r)
	}
	defer w.mu.Unlock()
	for i, m := range all {
		send := w.post
		if i == 0 {
			send = w.change
		}
		if err := send(ctx, m); err != nil {
			return w.b.unlessGone(w.i.ID, err)
		}
	}
	return nil
}

// change changes the message that was pressed, or the reply.
func (w *interactionResponder) change(ctx context.Context, m *message) error {
	m.Flags = 0
	if w.was == untold && len(m.files) > 0 {
		if err := w.postpone(ctx); err != nil {
			return err
		}
	}
	var err error
	if w.was == untold {
		err = w.respond(ctx, discordgo.InteractionResponseUpdateMessage, m)
	} else {
		err = w.patch(ctx, m)
	}
	if err == nil && w.was != replied {
		w.was = changing
	}
	return err
}

// goOn carries on a private answer by direct message, whose text it changes from
// then on. Its buttons are left out: they are for the server.
func (w *interactionResponder) goOn(ctx context.Context, m *message) error {
	if !w.hidden {
		return nil // the others have read what there is
	}
	m.Components, m.Flags = []discordgo.MessageComponent{}, 0
	if w.direct.message != "" {
		return w.b.send(ctx, m, call{method: http.MethodPatch, path: "channels/" + w.direct.channel + "/messages/" + w.direct.message, body: m}, nil)
	}
	channel, err := w.b.directChannel(ctx, w.i.asker())
	if err != nil {
		return err
	}
	var made struct {
		ID string `json:"id"`
	}
	if err := w.b.send(ctx, m, call{method: http.MethodPost, path: "channels/" + channel + "/messages", body: m, once: true}, &made); err != nil {
		return err
	}
	w.direct = place{channel, made.ID}
	return nil
}

// errTooLate says that a form came after another answer.
var errTooLate = errors.New("a form is the first answer to an interaction, or none")

// Modal implements bot.Responder.
func (w *interactionResponder) Modal(ctx context.Context, m bot.Modal) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.was != untold {
		return errTooLate
	}
	first, cancel := context.WithDeadline(ctx, w.i.arrived.Add(w.b.patience))
	defer cancel()
	err := w.b.rest.do(first, call{method: http.MethodPost, path: w.callbackPath(), body: callback{discordgo.InteractionResponseModal, form(m)}}, nil)
	if err == nil {
		w.was = replied
	}
	return w.b.unlessGone(w.i.ID, err)
}
