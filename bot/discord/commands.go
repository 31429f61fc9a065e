package discord

import (
	"github.com/bwmarrin/discordgo"

	"verbatim/bot"
	"verbatim/bot/locale"
)

// definitions are commands as Discord is told of them, in every language that
// the bot speaks.
func definitions(commands []bot.Command) []*discordgo.ApplicationCommand {
	all := []*discordgo.ApplicationCommand{}
	for _, c := range commands {
		words := spoken(func(w *locale.Words) locale.Command { return w.Commands[c.Name] })
		d := &discordgo.ApplicationCommand{
			Type: discordgo.ChatApplicationCommand, Name: c.Name, NameLocalizations: words.names(),
			Contexts:         &[]discordgo.InteractionContextType{discordgo.InteractionContextGuild, discordgo.InteractionContextBotDM},
			IntegrationTypes: &[]discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall},
		}
		if c.Menu {
			d.Type = discordgo.MessageApplicationCommand
		} else {
			d.Description, d.DescriptionLocalizations = words[0].Description, words.descriptions()
			d.Options = options(c, words)
		}
		if c.Managers || c.Home {
			d.Contexts = &[]discordgo.InteractionContextType{discordgo.InteractionContextGuild}
			d.DefaultMemberPermissions = new(int64(discordgo.PermissionManageGuild))
		}
		all = append(all, d)
	}
	return all
}

// translations are the words for a command, in the order of locale.All.
type translations []locale.Command

func spoken(of func(*locale.Words) locale.Command) translations {
	var t translations
	for _, w := range locale.All() {
		t = append(t, of(w))
	}
	return t
}

// names are those in every language but English.
func (t translations) names() *map[discordgo.Locale]string {
	return t.others(func(c locale.Command) string { return c.Name })
}

func (t translations) descriptions() *map[discordgo.Locale]string {
	return t.others(func(c locale.Command) string { return c.Description })
}

func (t translations) others(of func(locale.Command) string) *map[discordgo.Locale]string {
	m := map[discordgo.Locale]string{}
	for i, w := range locale.All()[1:] {
		m[discordgo.Locale(w.Lang)] = of(t[i+1])
	}
	return &m
}

// below are the words for a subcommand or an option.
func (t translations) below(of func(locale.Command) locale.Command) translations {
	var inner translations
	for _, c := range t {
		inner = append(inner, of(c))
	}
	return inner
}

// options are those of a command, or its subcommands.
func options(c bot.Command, words translations) []*discordgo.ApplicationCommandOption {
	var all []*discordgo.ApplicationCommandOption
	for _, sub := range c.Commands {
		inner := words.below(func(c locale.Command) locale.Command { return c.Commands[sub.Name] })
		d := definition(sub.Name, discordgo.ApplicationCommandOptionSubCommand, inner)
		d.Options = options(sub, inner)
		all = append(all, d)
	}
	for _, o := range c.Options {
		inner := words.below(func(c locale.Command) locale.Command { return locale.Command{Named: c.Options[o.Name]} })
		d := definition(o.Name, optionKinds[o.Kind], inner)
		d.Required = o.Required
		d.Autocomplete = o.Suggested && c.Suggest != nil
		switch o.Kind {
		case bot.Text:
			d.MaxLength = o.Most
		case bot.Number:
			d.MinValue, d.MaxValue = new(float64(o.Least)), float64(o.Most)
		case bot.Channel:
			d.ChannelTypes = []discordgo.ChannelType{discordgo.ChannelTypeGuildText, discordgo.ChannelTypeGuildNews}
		}
		all = append(all, d)
	}
	return all
}

var optionKinds = map[bot.OptionKind]discordgo.ApplicationCommandOptionType{
	bot.Text:    discordgo.ApplicationCommandOptionString,
	bot.Yes:     discordgo.ApplicationCommandOptionBoolean,
	bot.Number:  discordgo.ApplicationCommandOptionInteger,
	bot.Upload:  discordgo.ApplicationCommandOptionAttachment,
	bot.Role:    discordgo.ApplicationCommandOptionRole,
	bot.Channel: discordgo.ApplicationCommandOptionChannel,
}

func definition(name string, kind discordgo.ApplicationCommandOptionType, words translations) *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{
		Type: kind, Name: name, NameLocalizations: *words.names(),
		Description: words[0].Description, DescriptionLocalizations: *words.descriptions(),
	}
}

// routes find commands by their names, and buttons by theirs.
type routes struct {
	commands map[string]bot.Command
	buttons  map[string]buttonRoute
}

// buttonRoute is a button and the command that it belongs to.
type buttonRoute struct {
	bot.Button
	of bot.Command
}

func newRoutes(commands []bot.Command) routes {
	r := routes{map[string]bot.Command{}, map[string]buttonRoute{}}
	r.add("", commands)
	return r
}

func (r routes) add(prefix string, commands []bot.Command) {
	for _, c := range commands {
		for i := range c.Commands { // what holds for a command holds for those below it
			c.Commands[i].Managers = c.Commands[i].Managers || c.Managers
			c.Commands[i].Home = c.Commands[i].Home || c.Home
		}
		r.add(prefix+c.Name+" ", c.Commands)
		r.commands[prefix+c.Name] = c
		for _, b := range c.Buttons {
			r.buttons[b.Name] = buttonRoute{b, c}
		}
	}
}
