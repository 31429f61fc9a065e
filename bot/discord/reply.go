package discord

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"regexp"
	"time"

	"verbatim/bot"
)

// answered is the message of the bot that another replies to, nil for none.
// Discord sends it along, with its own text and buttons, which no intent hides.
func (b *Bot) answered(m posted, id string) *bot.Earlier {
	var to struct {
		ID         string      `json:"id"`
		Author     person      `json:"author"`
		Content    string      `json:"content"`
		Components []component `json:"components"`
		Reference  reference   `json:"message_reference"`
	}
	// What somebody else wrote may hold anything, and is no reason to be silent.
	if len(m.Referenced) == 0 || json.Unmarshal(m.Referenced, &to) != nil || to.Author.ID != id {
		return nil
	}
	return b.earlier(m.ChannelID, to.ID, to.Content, to.Components, to.Reference)
}

// earlier is a message of the bot as a follow-up needs it.
func (b *Bot) earlier(channel, message, content string, under []component, to reference) *bot.Earlier {
	e := &bot.Earlier{Text: unescape(content), Args: map[string]string{}}
	visit(under, func(c component) {
		if name, arg, _ := parseID(c.CustomID); name != "" && arg != "" {
			e.Args[name] = arg
		}
	})
	if asked := cmp.Or(to.MessageID, b.answers.question(message)); asked != "" {
		e.Question = func(ctx context.Context) string { return b.textOf(ctx, channel, asked) }
	}
	return e
}

// lookUpTime is how long a message is waited for that a question can be asked without.
const lookUpTime = 3 * time.Second

// textOf is what a message that is for the bot says, "" where that is not told.
func (b *Bot) textOf(ctx context.Context, channel, message string) string {
	ctx, cancel := context.WithTimeout(ctx, lookUpTime)
	defer cancel()
	var m posted
	if err := b.rest.do(ctx, call{method: http.MethodGet, path: "channels/" + channel + "/messages/" + message}, &m); err != nil {
		b.log.Info("the question before a follow-up could not be read; its answer tells what it was about", "error", err)
		return ""
	}
	return plain(m.Content)
}

// escaped is a mark that escape has put a backslash before.
var escaped = regexp.MustCompile("\\\\([!-/:-@\\[-`{-~])")

// unescape undoes escape.
func unescape(s string) string { return escaped.ReplaceAllString(s, "$1") }
