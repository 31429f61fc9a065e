package discord

import (
	"github.com/bwmarrin/discordgo"

	"verbatim/bot"
)

// Discord's limits for the fields of an embed.
const (
	maxFields     = 25
	maxFieldName  = 256
	maxFieldValue = 1024
)

// panel shows a report in at most room characters, and says how many it took.
// Facts that have no room are left out: the file beside it has them all.
func panel(p *bot.Panel, room int) (e *discordgo.MessageEmbed, took int) {
	e = &discordgo.MessageEmbed{Type: discordgo.EmbedTypeRich, Title: fit(p.Title, maxTitle), Description: fit(p.Text, maxDescription)}
	took = size(e.Title) + size(e.Description)
	for _, f := range p.Facts {
		field := &discordgo.MessageEmbedField{Name: fit(f.Name, maxFieldName), Value: linked(f), Inline: !f.Wide}
		n := size(field.Name) + size(field.Value)
		if field.Name == "" || field.Value == "" || len(e.Fields) == maxFields || took+n > room {
			continue
		}
		took += n
		e.Fields = append(e.Fields, field)
	}
	return e, took
}

// linked is the value of a fact with its link, which is left out rather than cut.
func linked(f bot.Fact) string {
	value := fit(f.Value, maxFieldValue)
	if f.Link == nil {
		return value
	}
	if with := value + "\n" + anchor(*f.Link); size(with) <= maxFieldValue {
		return with
	}
	return value
}
