package discord

import (
	"context"
	"net/http"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot"
)

// suggestions is the answer to an interaction of an option that is being typed.
type suggestions struct {
	Type discordgo.InteractionResponseType `json:"type"`
	Data struct {
		Choices []choice `json:"choices"`
	} `json:"data"`
}

type choice struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// suggest offers values for the option that is being typed. What cannot be
// offered is not: people can type on.
func (b *Bot) suggest(ctx context.Context, i interaction) {
	answer := suggestions{Type: discordgo.InteractionApplicationCommandAutocompleteResult}
	answer.Data.Choices = []choice{}
	for _, c := range b.choices(ctx, i) {
		if c.Value != "" && size(c.Value) <= maxChoice {
			answer.Data.Choices = append(answer.Data.Choices, choice{fitWith(c.Name, maxChoice, raw), c.Value})
		}
	}
	ctx, cancel := context.WithDeadline(ctx, i.arrived.Add(b.patience))
	defer cancel()
	// Once: when it comes late, other letters have been typed.
	err := b.rest.do(ctx, call{method: http.MethodPost, path: "interactions/" + i.ID + "/" + i.Token + "/callback", body: answer, once: true}, nil)
	if err != nil {
		b.log.Debug("suggestions did not arrive", "interaction", i.ID, "error", err)
	}
}

func (b *Bot) choices(ctx context.Context, i interaction) []bot.Choice {
	r := i.request()
	var typed []option
	r.Command, typed = i.used()
	c := b.routes.commands[r.Command]
	suggest := c.Suggest
	if suggest == nil || !b.admitted(ctx, i, c) {
		return nil
	}
	r.Options = optionsOf(typed)
	for _, o := range typed {
		if o.Focused {
			all, err := suggest(r, o.Name)
			if err != nil {
				b.log.Debug("nothing could be suggested", "interaction", i.ID, "error", err)
			}
			return all
		}
	}
	return nil
}
