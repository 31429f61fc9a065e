package discord

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot"
	"verbatim/bot/locale"
	"verbatim/corpus"
)

// interaction is a command or a press of a button.
type interaction struct {
	ID          string `json:"id"`
	Application string `json:"application_id"`
	Type        int    `json:"type"`
	Token       string `json:"token"`
	GuildID     string `json:"guild_id"`
	ChannelID   string `json:"channel_id"`
	Locale      string `json:"locale"`
	GuildLocale string `json:"guild_locale"`
	User        person `json:"user"` // in a direct message
	Member      struct {
		User        person `json:"user"`
		Permissions string `json:"permissions"`
	} `json:"member"` // in a server
	Data struct {
		Name     string   `json:"name"`
		CustomID string   `json:"custom_id"`
		Options  []option `json:"options"`
	} `json:"data"`
	Message posted `json:"message"` // that the button stands under
}

// option is an option of a command, a string or a bool.
type option struct {
	Name    string          `json:"name"`
	Value   json.RawMessage `json:"value"`
	Focused bool            `json:"focused"` // being typed
}

// Types of interactions.
const (
	typeCommand = 2
	typeButton  = 3
	typeTyping  = 4
)

func (i *interaction) asker() string {
	if i.Member.User.ID != "" {
		return i.Member.User.ID
	}
	return i.User.ID
}

func (i *interaction) option(name string) (text string, yes bool) {
	for _, o := range i.Data.Options {
		if o.Name == name {
			_ = json.Unmarshal(o.Value, &text) // one of the two fits
			_ = json.Unmarshal(o.Value, &yes)
		}
	}
	return text, yes
}

func (i *interaction) request() bot.Request {
	return bot.Request{
		ID: i.ID, Server: i.GuildID, Channel: i.ChannelID, User: i.asker(),
		Locale: i.Locale, ServerLocale: i.GuildLocale,
	}
}

// interactionCreated answers a command or the press of a button, and suggests
// values while a command is typed.
func (b *Bot) interactionCreated(i interaction) {
	if i.Type == typeTyping {
		b.start("suggesting values", func(ctx context.Context) { b.suggest(ctx, i) })
		return
	}
	if i.Type != typeCommand && i.Type != typeButton || !b.seen.add(i.ID) {
		return
	}
	do := b.old
	switch id := i.Data.CustomID; {
	case i.Type == typeCommand && i.Data.Name == askNames.Name:
		do = b.ask
	case strings.HasPrefix(id, morePrefix):
		do = b.more
	case strings.HasPrefix(id, removePrefix):
		do = b.remove
	}
	b.start("answering an interaction", func(ctx context.Context) { do(ctx, i) })
}

// ask answers /ask.
func (b *Bot) ask(ctx context.Context, i interaction) {
	r := i.request()
	r.Via = bot.Command
	question, _ := i.option(askNames.Question.Name)
	r.Question, r.Options = plain(question), i.options()
	_, r.Hidden = i.option(askNames.Private.Name)
	r.Private = r.Hidden || i.GuildID == ""
	w := newInteractionResponder(b, i, r.Hidden)
	defer w.deferSoon(ctx)()
	b.answer(ctx, r, w)
}

// options are those that narrow a question.
func (i *interaction) options() bot.Options {
	text := func(name string) string { s, _ := i.option(name); return s }
	return bot.Options{
		Lang: text(askNames.Lang.Name), Publisher: text(askNames.Publisher.Name),
		After: text(askNames.After.Name), Before: text(askNames.Before.Name),
	}
}

// more shows further quotes to who pressed the button, and to nobody else: what
// the others read stays.
func (b *Bot) more(ctx context.Context, i interaction) {
	r := i.request()
	r.Via, r.Private, r.Hidden = bot.Button, true, true
	r.Page = strings.TrimPrefix(i.Data.CustomID, morePrefix)
	w := newInteractionResponder(b, i, true)
	defer w.deferSoon(ctx)()
	b.answer(ctx, r, w)
}

// old answers what an older version of the bot offered.
func (b *Bot) old(ctx context.Context, i interaction) { b.tell(ctx, i, i.words().OldButton) }

// tell answers an interaction by one sentence that the asker alone sees.
func (b *Bot) tell(ctx context.Context, i interaction, text locale.Text) {
	w := newInteractionResponder(b, i, true)
	b.undelivered(i.request(), w.Reply(ctx, bot.Reply{Text: string(text), Private: true}))
}

// words are those that the asker reads.
func (i *interaction) words() *locale.Words {
	if w := locale.For(corpus.Lang(i.Locale)); w != nil {
		return w
	}
	return locale.English
}

// permitted reports whether the asker has a permission in the channel.
func (i *interaction) permitted(permission int64) bool {
	has, err := strconv.ParseInt(i.Member.Permissions, 10, 64)
	return err == nil && has&(permission|discordgo.PermissionAdministrator) != 0
}

// late is when people begin to wonder whether anything happens. Discord waits
// three seconds for the first answer to an interaction.
const late = 1800 * time.Millisecond

// interactionResponder answers an interaction.
type interactionResponder struct {
	b      *Bot
	i      interaction
	hidden bool // fixed by the first answer

	mu       sync.Mutex
	deferred bool // Discord shows that the bot is thinking
	answered bool
}

func newInteractionResponder(b *Bot, i interaction, hidden bool) *interactionResponder {
	return &interactionResponder{b: b, i: i, hidden: hidden}
}

// callback is the first answer to an interaction.
type callback struct {
	Type discordgo.InteractionResponseType `json:"type"`
	Data *message                          `json:"data,omitempty"`
}

// deferSoon tells Discord that the answer will come when it is late. The
// function that it gives back stops that.
func (w *interactionResponder) deferSoon(ctx context.Context) (stop func()) {
	t := time.AfterFunc(late, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		if w.answered {
			return
		}
		m := newMessage()
		if w.hidden {
			m.Flags = discordgo.MessageFlagsEphemeral
		}
		if err := w.respond(ctx, discordgo.InteractionResponseDeferredChannelMessageWithSource, m); err != nil {
			w.b.undelivered(w.i.request(), w.b.unlessGone(w.i.ID, err))
			return
		}
		w.deferred = true
	})
	return func() { t.Stop() }
}

func (w *interactionResponder) respond(ctx context.Context, kind discordgo.InteractionResponseType, m *message) error {
	return w.b.send(ctx, m, call{method: http.MethodPost, path: "interactions/" + w.i.ID + "/" + w.i.Token + "/callback", body: callback{kind, m}}, nil)
}

// Reply implements bot.Responder.
func (w *interactionResponder) Reply(ctx context.Context, r bot.Reply) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.i.GuildID == "" {
		r.Private = false // nobody else reads there, and what is ephemeral would not stay
	}
	for _, m := range render(r, w.i.asker()) {
		if w.hidden {
			m.Flags |= discordgo.MessageFlagsEphemeral
		}
		if err := w.send(ctx, m); err != nil {
			return w.b.unlessGone(w.i.ID, err)
		}
		w.answered = true
	}
	return nil
}

// send sends the first message as the answer, others after it.
func (w *interactionResponder) send(ctx context.Context, m *message) error {
	webhook := "webhooks/" + w.i.Application + "/" + w.i.Token
	switch {
	case w.answered:
		return w.b.send(ctx, m, call{method: http.MethodPost, path: webhook, body: m, once: true}, nil)
	case w.deferred:
		m.Flags = 0 // as it was deferred
		return w.b.send(ctx, m, call{method: http.MethodPatch, path: webhook + "/messages/@original", body: m}, nil)
	}
	return w.respond(ctx, discordgo.InteractionResponseChannelMessageWithSource, m)
}
