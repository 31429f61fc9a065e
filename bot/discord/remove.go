package discord

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot"
)

// remove removes an answer for who asked and for members who manage messages,
// and tells others that they may not.
func (b *Bot) remove(ctx context.Context, i interaction) {
	asker, message, other := strings.Cut(strings.TrimPrefix(i.Data.CustomID, removePrefix), ".")
	asked := asker == i.asker()
	if !asked && !i.permitted(discordgo.PermissionManageMessages) {
		b.tell(ctx, i, i.words().MayNotRemove)
		return
	}
	if other {
		b.removeOther(ctx, i, message)
		return
	}
	w := newResponder(b, i, true)
	err := w.respond(ctx, discordgo.InteractionResponseDeferredMessageUpdate, nil)
	if err == nil {
		w.was = changing // by the acknowledgement: what follows is a message of its own
		err = b.delete(ctx, "webhooks/"+i.Application+"/"+i.Token+"/messages/@original")
	}
	if err = b.unlessGone(i.ID, err); err != nil {
		b.log.Warn("an answer could not be removed", "interaction", i.ID, "error", err)
		b.undelivered(i.request(), w.Reply(ctx, bot.Reply{Text: string(i.words().NotRemoved), Private: true}))
	}
}

// removeOther removes another answer than the one that the button stands under,
// which tells of it.
func (b *Bot) removeOther(ctx context.Context, i interaction, message string) {
	w := newResponder(b, i, true)
	w.edits = true
	defer w.deferSoon(ctx)()
	text := i.words().Reading.Removed
	if err := b.delete(ctx, "channels/"+i.ChannelID+"/messages/"+message); err != nil {
		b.log.Warn("an answer could not be removed", "interaction", i.ID, "error", err)
		text = i.words().NotRemoved
	}
	b.undelivered(i.request(), w.Edit(ctx, bot.Reply{Text: string(text), Private: true}))
}

// delete deletes a message. One that is gone already is deleted.
func (b *Bot) delete(ctx context.Context, path string) error {
	err := b.rest.do(ctx, call{method: http.MethodDelete, path: path}, nil)
	if is(err, codeUnknownMessage) {
		return nil
	}
	return err
}

// remember keeps where a question was answered, and takes the answer back when
// the question was deleted in the meantime.
func (b *Bot) remember(ctx context.Context, question string, at place) {
	deleted, err := b.answers.add(question, at)
	if err != nil {
		b.log.Warn("an answer will not be removed with its question after a restart", "error", err)
	}
	if deleted {
		b.takeBack(ctx, at)
	}
}

// deleted removes the answers to questions that were deleted.
func (b *Bot) deleted(questions ...string) {
	for _, q := range questions {
		places := b.answers.remove(q)
		if len(places) == 0 {
			continue
		}
		b.start("removing an answer", func(ctx context.Context) {
			for _, at := range places {
				b.takeBack(ctx, at)
			}
		})
	}
}

func (b *Bot) takeBack(ctx context.Context, at place) {
	if err := b.delete(ctx, "channels/"+at.channel+"/messages/"+at.message); err != nil {
		b.log.Warn("an answer could not be removed with its question", "channel", at.channel, "message", at.message, "error", err)
	}
}

// gone reports whether an error says that whom or what was to be answered is no
// longer there.
func gone(err error) bool {
	var e *apiError
	return is(err, codeUnknownChannel, codeUnknownMessage, codeUnknownWebhook, codeUnknownInteraction) ||
		errors.As(err, &e) && e.Code == codeInvalidForm && strings.Contains(e.detail, "message_reference") // the question
}
