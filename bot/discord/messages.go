package discord

import (
	"context"
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot"
)

// person is a user of Discord.
type person struct {
	ID   string `json:"id"`
	Name string `json:"username"`
	Bot  bool   `json:"bot"`
}

// member is a person in a server.
type member struct {
	User        person   `json:"user"`        // not of the author of a message
	Permissions string   `json:"permissions"` // likewise
	Roles       []string `json:"roles"`
}

// posted is a message of a channel.
type posted struct {
	ID        string   `json:"id"`
	ChannelID string   `json:"channel_id"`
	GuildID   string   `json:"guild_id"`
	WebhookID string   `json:"webhook_id"`
	Type      int      `json:"type"`
	Author    person   `json:"author"`
	Content   string   `json:"content"`
	Mentions  []person `json:"mentions"`
	Member    member   `json:"member"` // in a server

	Reference  reference       `json:"message_reference"`
	Referenced json.RawMessage `json:"referenced_message"` // of anybody: it is decoded where it is the bot's
}

// reference says which message another replies to.
type reference struct {
	MessageID string `json:"message_id"`
}

// Types of messages that people write.
const (
	typeDefault = 0
	typeReply   = 19
)

// messageCreated answers a message that is for the bot: a direct message, or
// one that mentions it, as a reply to one of its own does. @everyone and roles
// are not the bot.
func (b *Bot) messageCreated(m posted) {
	id := b.id.Load().(string)
	switch {
	case m.Author.Bot || m.WebhookID != "" || m.Author.ID == id:
		return
	case m.Type != typeDefault && m.Type != typeReply:
		return
	}
	earlier := b.answered(m, id)
	// Without the ping a reply mentions nobody, and Discord hides its text.
	blind := m.GuildID != "" && !mentions(m, id) && earlier != nil && m.Content == ""
	switch {
	case m.GuildID != "" && !mentions(m, id) && !blind:
		return
	case blind && !b.hinted.add(m.Author.ID+" "+m.Reference.MessageID):
		return // they were told
	}
	r := bot.Request{
		ID: m.ID, Server: m.GuildID, Channel: m.ChannelID, User: m.Author.ID, Via: bot.ByMention,
		Question: plain(m.Content), ServerLocale: b.locale(m.GuildID), Roles: m.Member.Roles, Earlier: earlier, Blind: blind,
	}
	if m.GuildID == "" {
		r.Via, r.Private = bot.ByDirect, true
	}
	if r.Question == "" && !strings.Contains(m.Content, "<@") && !r.Blind {
		return // a picture or a sticker asks nothing
	}
	if !b.seen.add(m.ID) {
		return
	}
	b.start("answering a message", func(ctx context.Context) {
		w := &messageResponder{b: b, to: m}
		defer w.typeSoon(ctx)()
		b.answer(ctx, b.inThread(ctx, r), w)
	})
}

func mentions(m posted, id string) bool {
	for _, p := range m.Mentions {
		if p.ID == id {
			return true
		}
	}
	return false
}

func (b *Bot) locale(server string) string {
	if l, ok := b.locales.Load(server); ok {
		return l.(string)
	}
	return ""
}

// markup is what clients write for mentions, emoji, timestamps and the like.
var markup = regexp.MustCompile(`<(?:@[!&]?\d+|#\d+|a?:\w+:\d+|t:-?\d+(?::\w)?|/[^<>:]+:\d+|id:\w+)>`)

// plain is a message as words: without markup, and without the mention of the
// bot wherever it stands.
func plain(content string) string {
	return strings.Join(strings.Fields(markup.ReplaceAllString(content, " ")), " ")
}

// plainLines is plain with the lines kept.
func plainLines(content string) string {
	var lines []string
	for line := range strings.Lines(content) {
		lines = append(lines, plain(line))
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// messageResponder answers a message by a reply to it.
type messageResponder struct {
	b     *Bot
	to    posted
	sent  int    // messages of the reply
	first string // of these
}

// typeSoon shows that the bot is typing when the answer is late. The function
// that it gives back stops that.
func (w *messageResponder) typeSoon(ctx context.Context) (stop func()) {
	t := time.AfterFunc(late, func() {
		// Only a courtesy: that it failed is of no interest.
		_ = w.b.rest.do(ctx, call{method: http.MethodPost, path: "channels/" + w.to.ChannelID + "/typing", once: true}, nil)
	})
	return func() { t.Stop() }
}

// Reply implements bot.Responder. What is for the asker alone is said in the
// channel: a message has no private reply.
func (w *messageResponder) Reply(ctx context.Context, r bot.Reply) error {
	r.Private = false
	for _, m := range w.render(r) {
		if err := w.post(ctx, m); err != nil {
			return w.b.unlessGone(w.to.ID, err)
		}
	}
	return nil
}

func (w *messageResponder) render(r bot.Reply) []*message {
	all := render(r, w.to.Author.ID)
	for _, m := range all {
		m.locale = w.b.locale(w.to.GuildID)
	}
	return all
}

func (w *messageResponder) post(ctx context.Context, m *message) error {
	m.Reference = &discordgo.MessageReference{MessageID: w.to.ID, ChannelID: w.to.ChannelID, GuildID: w.to.GuildID}
	m.Nonce, m.EnforceNonce = nonce(w.to.ID, w.sent), true // sent again after a server error, it is created once
	var sent posted
	if err := w.b.send(ctx, m, call{method: http.MethodPost, path: w.channel(), body: m}, &sent); err != nil {
		return err
	}
	if w.sent++; w.sent == 1 {
		w.first = sent.ID
	}
	w.b.remember(ctx, w.to.ID, place{w.to.ChannelID, sent.ID})
	return nil
}

func (w *messageResponder) channel() string { return "channels/" + w.to.ChannelID + "/messages" }

// Edit implements bot.Responder. What has no room in one message follows in others.
func (w *messageResponder) Edit(ctx context.Context, r bot.Reply) error {
	if w.sent == 0 {
		return w.Reply(ctx, r)
	}
	for i, m := range w.render(r) {
		var err error
		if i == 0 {
			err = w.b.send(ctx, m, call{method: http.MethodPatch, path: w.channel() + "/" + w.first, body: m}, nil)
		} else {
			err = w.post(ctx, m)
		}
		if err != nil {
			return w.b.unlessGone(w.to.ID, err)
		}
	}
	return nil
}

// Modal implements bot.Responder.
func (w *messageResponder) Modal(context.Context, bot.Modal) error { return errTooLate }

// nonce tells message i of the reply to a question from all others, in 25
// characters.
func nonce(question string, i int) string { return question + "." + string(rune('a'+i)) }
