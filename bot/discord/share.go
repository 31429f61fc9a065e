package discord

import (
	"cmp"
	"context"
	"strings"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot"
)

// share shows a private reply to all who read the channel, once: it is read from
// the message itself, which Discord sends with the press, so that it works after
// a restart too. What quotes a text that was withdrawn since is not shown, nor what
// may: what it quotes is no longer known.
func (b *Bot) share(ctx context.Context, i interaction) {
	if i.Message == nil || i.GuildID == "" || i.Message.Flags&discordgo.MessageFlagsEphemeral == 0 {
		b.old(ctx, i)
		return
	}
	quotes, known := b.quoted.at(place{unshared, i.Message.Interaction.ID})
	if strings.HasSuffix(i.Data.CustomID, sharesQuotes) && !known {
		b.old(ctx, i)
		return
	}
	for _, mark := range quotes.marks {
		if corpus, _, named := strings.Cut(mark, "/"); named && b.config.Corpus != nil && corpus != b.config.Corpus(i.request()) {
			b.old(ctx, i) // another corpus is asked here by now
			return
		}
	}
	words := i.words()
	if b.withdrawn(quotes.marks) {
		b.tell(ctx, i, words.Corpus.Purge.Withdrawn)
		return
	}
	if !b.shared.add(i.Message.ID) {
		b.tell(ctx, i, words.Reading.SharedAlready)
		return
	}
	m := newMessage()
	m.marks, m.locale = quotes.marks, cmp.Or(i.GuildLocale, quotes.locale)
	by := fit(words.Reading.Shared.With("user", i.request().UserName), maxContent/4)
	if m.Content = i.Message.Content + "\n" + by; size(m.Content) > maxContent {
		m.Content = i.Message.Content
	}
	m.Embeds = append(m.Embeds, i.Message.Embeds...)
	m.Components = components(bot.Reply{Actions: []bot.Action{{Kind: bot.Remove, Label: string(words.Remove)}}}, i.asker())
	w := newResponder(b, i, false)
	w.mu.Lock()
	defer w.mu.Unlock()
	b.undelivered(i.request(), b.unlessGone(i.ID, w.post(ctx, m)))
}
