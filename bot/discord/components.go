package discord

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot"
)

// Discord's limits for buttons, menus and forms, in characters.
const (
	maxLabel      = 80
	maxCustomID   = 100
	maxRow        = 5 // buttons
	maxRows       = 5
	maxChoices    = 25
	maxChoice     = 100 // name and value, of a menu and of a suggestion
	maxHint       = 150 // what an empty menu shows
	maxForm       = 45  // title of a form and labels in it
	maxInputHint  = 100
	maxInputValue = 4000
)

// removePrefix begins the custom ID of the button that removes a message; the
// ID of who asked follows, and, after a dot, that of the message where it is not
// the one that the button stands under. All others are made by customID.
const removePrefix = "remove:"

// sharePrefix begins the custom ID of the button that shows a private reply to
// all; sharesQuotes follows where it quotes articles.
const (
	sharePrefix  = "share-this:"
	sharesQuotes = "quotes"
)

// customID names what a button does: the bot.Button, its argument, and a piece
// of the state of the whole reply. A state so needs no other place, works after
// a restart, and goes when the message goes.
func customID(name, arg, piece string) string {
	if piece == "" {
		return name + ":" + arg
	}
	return name + ":" + arg + ":" + piece
}

// parseID takes a custom ID apart.
func parseID(id string) (name, arg, piece string) {
	name, rest, _ := strings.Cut(id, ":")
	arg, piece, _ = strings.Cut(rest, ":")
	return name, arg, piece
}

// components are the actions of a reply in rows. Its state is spread over their
// custom IDs; where that has no room, only what needs none is shown.
func components(r bot.Reply, asker string) []discordgo.MessageComponent {
	rest := r.State
	rows := []discordgo.MessageComponent{}
	var row []discordgo.MessageComponent
	end := func() {
		if len(row) > 0 && len(rows) < maxRows {
			rows = append(rows, discordgo.ActionsRow{Components: row})
		}
		row = nil
	}
	for _, a := range r.Actions {
		id := removePrefix + asker
		switch {
		case a.Kind == bot.ShareThis:
			if id = sharePrefix; len(marks(r)) > 0 {
				id += sharesQuotes
			}
		case a.Kind == bot.Remove && a.Arg != "":
			id = removePrefix + a.Arg
		case a.Kind != bot.Remove:
			n := min(len(rest), max(0, maxCustomID-len(customID(a.Name, a.Arg, "."))+1))
			id, rest = customID(a.Name, a.Arg, rest[:n]), rest[n:]
		}
		if len(id) > maxCustomID {
			continue
		}
		if a.Kind == bot.Menu || len(row) == maxRow {
			end()
		}
		row = append(row, control(a, id))
		if a.Kind == bot.Menu {
			end()
		}
	}
	end()
	if rest != "" {
		return components(bot.Reply{Actions: stateless(r.Actions)}, asker)
	}
	return rows
}

// stateless are the actions that remove a message.
func stateless(actions []bot.Action) []bot.Action {
	var some []bot.Action
	for _, a := range actions {
		if a.Kind == bot.Remove {
			some = append(some, a)
		}
	}
	return some
}

// control is an action as Discord shows it.
func control(a bot.Action, id string) discordgo.MessageComponent {
	if a.Kind != bot.Menu {
		return discordgo.Button{Label: fitWith(a.Label, maxLabel, raw), Style: discordgo.SecondaryButton, CustomID: id, Disabled: a.Off}
	}
	menu := discordgo.SelectMenu{MenuType: discordgo.StringSelectMenu, CustomID: id, Placeholder: fitWith(a.Label, maxHint, raw), Disabled: a.Off}
	for _, c := range a.Choices[:min(len(a.Choices), maxChoices)] {
		menu.Options = append(menu.Options, discordgo.SelectMenuOption{Label: fitWith(c.Name, maxChoice, raw), Value: c.Value})
	}
	return menu
}

// modal is a form as Discord is told of it.
type modal struct {
	CustomID   string                       `json:"custom_id"`
	Title      string                       `json:"title"`
	Components []discordgo.MessageComponent `json:"components"`
}

// form is a form within Discord's limits.
func form(m bot.Modal) modal {
	out := modal{CustomID: customID(m.Name, m.Arg, ""), Title: fitWith(m.Title, maxForm, raw)}
	for _, f := range m.Fields {
		most := f.Most
		if most == 0 {
			most = maxInputValue
		}
		out.Components = append(out.Components, discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.TextInput{
			CustomID: f.Name, Label: fitWith(f.Label, maxForm, raw), Style: discordgo.TextInputShort, Value: fitWith(f.Value, most, raw),
			Placeholder: fitWith(f.Hint, maxInputHint, raw), Required: f.Required, MaxLength: most,
		}}})
	}
	return out
}
