package discord

import (
	"github.com/bwmarrin/discordgo"

	"verbatim/bot/locale"
)

// Names of the options of /ask as interactions carry them: the English ones.
var askNames = locale.English.Ask

// commands are the commands of the bot, in every language that it speaks.
// suggests says that values are suggested for some options.
func commands(suggests bool) []*discordgo.ApplicationCommand {
	en, fr := locale.English.Ask, locale.French.Ask
	text := discordgo.ApplicationCommandOptionString
	lang, publisher := commandOption(text, en.Lang, fr.Lang), commandOption(text, en.Publisher, fr.Publisher)
	lang.Autocomplete, publisher.Autocomplete = suggests, suggests
	question := commandOption(text, en.Question, fr.Question)
	question.Required = true
	question.MaxLength = maxQuestion
	ask := &discordgo.ApplicationCommand{
		Type: discordgo.ChatApplicationCommand, Name: en.Name, Description: en.Description,
		NameLocalizations:        &map[discordgo.Locale]string{discordgo.French: fr.Name},
		DescriptionLocalizations: &map[discordgo.Locale]string{discordgo.French: fr.Description},
		Contexts:                 &[]discordgo.InteractionContextType{discordgo.InteractionContextGuild, discordgo.InteractionContextBotDM},
		IntegrationTypes:         &[]discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall},
		Options: []*discordgo.ApplicationCommandOption{
			question,
			lang,
			publisher,
			commandOption(text, en.After, fr.After),
			commandOption(text, en.Before, fr.Before),
			commandOption(discordgo.ApplicationCommandOptionBoolean, en.Private, fr.Private),
		},
	}
	return []*discordgo.ApplicationCommand{ask}
}

// maxQuestion is how much of a question Discord lets people type: as much as in
// a message.
const maxQuestion = 2000

func commandOption(kind discordgo.ApplicationCommandOptionType, en, fr locale.Named) *discordgo.ApplicationCommandOption {
	o := &discordgo.ApplicationCommandOption{
		Type: kind, Name: en.Name, Description: en.Description,
		NameLocalizations:        map[discordgo.Locale]string{discordgo.French: fr.Name},
		DescriptionLocalizations: map[discordgo.Locale]string{discordgo.French: fr.Description},
	}
	return o
}
