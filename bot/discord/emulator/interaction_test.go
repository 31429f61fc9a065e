package emulator_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discord/emulator"
)

// askCommand is a slash command as the bot registers one.
func askCommand() []*discordgo.ApplicationCommand {
	french := map[discordgo.Locale]string{discordgo.French: "demander"}
	contexts := []discordgo.InteractionContextType{discordgo.InteractionContextGuild, discordgo.InteractionContextBotDM}
	return []*discordgo.ApplicationCommand{
		{
			Name: "ask", NameLocalizations: &french, Description: "Ask the corpus", Contexts: &contexts,
			Options: []*discordgo.ApplicationCommandOption{
				{Type: discordgo.ApplicationCommandOptionString, Name: "question", Description: "What to ask", Required: true},
				{Type: discordgo.ApplicationCommandOptionString, Name: "lang", Description: "Language",
					Choices: []*discordgo.ApplicationCommandOptionChoice{{Name: "French", Value: "fr"}, {Name: "English", Value: "en"}}},
				{Type: discordgo.ApplicationCommandOptionString, Name: "publisher", Description: "Publisher", Autocomplete: true},
				{Type: discordgo.ApplicationCommandOptionBoolean, Name: "private", Description: "Only you see the answer"},
			},
		},
		{Name: "Look up", Type: discordgo.MessageApplicationCommand, Contexts: &contexts},
	}
}

func (f *fixture) register() {
	f.t.Helper()
	if _, err := f.session.ApplicationCommandBulkOverwrite(f.srv.ApplicationID(), "", askCommand()); err != nil {
		f.t.Fatal(err)
	}
	if err := f.srv.WaitCommand(f.ctx, "ask"); err != nil {
		f.t.Fatal(err)
	}
}

// option reads an option of a slash command, "" if it is not given.
func option(i *discordgo.InteractionCreate, name string) string {
	if o := i.ApplicationCommandData().GetOption(name); o != nil {
		return o.StringValue()
	}
	return ""
}

// answering is a small bot: it defers, then completes its answer with a button.
func answering(s *discordgo.Session, i *discordgo.InteractionCreate) {
	if i.Type != discordgo.InteractionApplicationCommand || i.ApplicationCommandData().TargetID != "" {
		return
	}
	flags := discordgo.MessageFlags(0)
	if o := i.ApplicationCommandData().GetOption("private"); o != nil && o.BoolValue() {
		flags = discordgo.MessageFlagsEphemeral
	}
	s.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{
		Type: discordgo.InteractionResponseDeferredChannelMessageWithSource,
		Data: &discordgo.InteractionResponseData{Flags: flags, AllowedMentions: nobody()},
	})
	embeds := []*discordgo.MessageEmbed{{Title: "A title", Description: "> " + option(i, "question"), URL: "https://example.org/a"}}
	rows := []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		discordgo.Button{Label: "Next", CustomID: "next", Style: discordgo.SecondaryButton},
	}}}
	s.InteractionResponseEdit(i.Interaction, &discordgo.WebhookEdit{
		Embeds: &embeds, Components: &rows, AllowedMentions: nobody(),
	})
}

func TestSlashCommandIsDeferredThenCompleted(t *testing.T) {
	t.Parallel()
	f := connect(t, emulator.Config{}, answering)
	f.register()
	for _, channel := range []*emulator.Channel{f.channel, f.ann.DMChannel()} {
		i := f.ann.Slash(channel, "ask", emulator.Options{"question": "why?", "lang": "fr"})
		m, err := i.Response(f.ctx)
		if err != nil {
			t.Fatal(err)
		}
		if len(m.Embeds) != 1 || m.Embeds[0].Description != "> why?" || m.Deferred || m.Private {
			t.Errorf("answer %+v", m)
		}
		if ack, _ := i.Acknowledged(f.ctx); !ack.Deferred || ack.Private || ack.Update {
			t.Errorf("acknowledged as %+v, want deferred and public", ack)
		}
	}
}

func TestPrivateAnswerIsSeenByItsAskerAlone(t *testing.T) {
	t.Parallel()
	f := connect(t, emulator.Config{}, answering)
	f.register()
	bob := f.srv.AddUser("bob", "fr")
	f.guild.Join(bob, 0)
	m, err := f.ann.Slash(f.channel, "ask", emulator.Options{"question": "why?", "private": true}).Response(f.ctx)
	if err != nil {
		t.Fatal(err)
	}
	if !m.Private || len(f.ann.Sees(f.channel)) != 1 || len(bob.Sees(f.channel)) != 0 || len(f.srv.Messages(f.channel)) != 0 {
		t.Errorf("private %v, Ann sees %d, Bob %d", m.Private, len(f.ann.Sees(f.channel)), len(bob.Sees(f.channel)))
	}
	if _, err := f.session.ChannelMessage(f.channel.ID, m.ID); code(err) != 10008 {
		t.Errorf("the channel shows a private message: %v", err)
	}
	if _, err := bob.Click(m, "next").Response(f.ctx); !errors.Is(err, emulator.ErrNotOffered) {
		t.Errorf("Bob clicked on what he does not see: %v", err)
	}
}

func TestActsThatNoClientOffersAreRefused(t *testing.T) {
	t.Parallel()
	f := connect(t, emulator.Config{}, answering)
	f.register()
	m, err := f.ann.Slash(f.channel, "ask", emulator.Options{"question": "why?"}).Response(f.ctx)
	if err != nil {
		t.Fatal(err)
	}
	stranger := f.srv.AddUser("stranger", "fr")
	for name, i := range map[string]*emulator.Interaction{
		"unknown command":  f.ann.Slash(f.channel, "nothing", nil),
		"required missing": f.ann.Slash(f.channel, "ask", nil),
		"unknown option":   f.ann.Slash(f.channel, "ask", emulator.Options{"question": "a", "colour": "b"}),
		"wrong type":       f.ann.Slash(f.channel, "ask", emulator.Options{"question": 1}),
		"not a choice":     f.ann.Slash(f.channel, "ask", emulator.Options{"question": "a", "lang": "de"}),
		"too long":         f.ann.Slash(f.channel, "ask", emulator.Options{"question": strings.Repeat("a", 6001)}),
		"no such button":   f.ann.Click(m, "absent"),
		"not a member":     stranger.Slash(f.channel, "ask", emulator.Options{"question": "a"}),
		"no modal":         f.ann.SubmitModal(f.ann.Click(m, "next"), nil),
		"no menu entry":    f.ann.MessageMenu("absent", m),
	} {
		if _, err := i.Response(f.ctx); !errors.Is(err, emulator.ErrNotOffered) {
			t.Errorf("%s: %v, want ErrNotOffered", name, err)
		}
	}
}

func TestUnansweredInteractionEndsAfterItsTime(t *testing.T) {
	t.Parallel()
	f := connect(t, emulator.Config{FirstResponse: 30 * time.Millisecond, InteractionLife: time.Minute})
	f.register()
	late := make(chan error, 1)
	f.session.AddHandler(func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		time.Sleep(60 * time.Millisecond)
		late <- s.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{
			Type: discordgo.InteractionResponseChannelMessageWithSource,
			Data: &discordgo.InteractionResponseData{Content: "late", AllowedMentions: nobody()},
		})
	})
	_, err := f.ann.Slash(f.channel, "ask", emulator.Options{"question": "why?"}).Response(f.ctx)
	if !errors.Is(err, emulator.ErrNotAnswered) {
		t.Errorf("the asker sees %v, want ErrNotAnswered", err)
	}
	if err := <-late; code(err) != 10062 {
		t.Errorf("a late answer: %v, want 10062", err)
	}
}

func TestTokenOfInteractionDies(t *testing.T) {
	t.Parallel()
	f := connect(t, emulator.Config{InteractionLife: 300 * time.Millisecond})
	f.register()
	edited := make(chan error, 3)
	f.session.AddHandler(func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		_, err := s.InteractionResponseEdit(i.Interaction, &discordgo.WebhookEdit{AllowedMentions: nobody()})
		edited <- err // nothing was answered yet
		first := &discordgo.InteractionResponse{
			Type: discordgo.InteractionResponseChannelMessageWithSource,
			Data: &discordgo.InteractionResponseData{Content: "now", AllowedMentions: nobody()},
		}
		s.InteractionRespond(i.Interaction, first)
		edited <- s.InteractionRespond(i.Interaction, first)
		time.Sleep(310 * time.Millisecond)
		text := "later"
		_, err = s.InteractionResponseEdit(i.Interaction, &discordgo.WebhookEdit{Content: &text, AllowedMentions: nobody()})
		edited <- err
	})
	f.ann.Slash(f.channel, "ask", emulator.Options{"question": "why?"})
	for n, want := range []int{10015, 40060, 50027} {
		if err := <-edited; code(err) != want {
			t.Errorf("try %d: %v, want %d", n, err, want)
		}
	}
}

func TestComponentUpdatesItsMessage(t *testing.T) {
	t.Parallel()
	f := connect(t, emulator.Config{}, answering, func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		if i.Type != discordgo.InteractionMessageComponent {
			return
		}
		s.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{
			Type: discordgo.InteractionResponseUpdateMessage,
			Data: &discordgo.InteractionResponseData{
				Content: "second page of " + i.Message.Embeds[0].Title, AllowedMentions: nobody(), Components: []discordgo.MessageComponent{},
			},
		})
	})
	f.register()
	m, err := f.ann.Slash(f.channel, "ask", emulator.Options{"question": "why?"}).Response(f.ctx)
	if err != nil {
		t.Fatal(err)
	}
	click := f.ann.Click(m, m.CustomID("Next"))
	updated, err := click.Response(f.ctx)
	if err != nil {
		t.Fatal(err)
	}
	if updated.ID != m.ID || updated.Content != "second page of A title" || len(updated.Rows) != 0 || !updated.Edited {
		t.Errorf("updated to %+v", updated)
	}
	if ack, _ := click.Acknowledged(f.ctx); !ack.Update || ack.Deferred {
		t.Errorf("acknowledged as %+v", ack)
	}
}

func TestSuggestionsModalAndMenu(t *testing.T) {
	t.Parallel()
	f := connect(t, emulator.Config{}, func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		switch i.Type {
		case discordgo.InteractionApplicationCommandAutocomplete:
			typed := option(i, "publisher")
			s.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{
				Type: discordgo.InteractionApplicationCommandAutocompleteResult,
				Data: &discordgo.InteractionResponseData{Choices: []*discordgo.ApplicationCommandOptionChoice{{Name: typed + "…", Value: typed}}},
			})
		case discordgo.InteractionApplicationCommand:
			s.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{
				Type: discordgo.InteractionResponseModal,
				Data: &discordgo.InteractionResponseData{CustomID: "form", Title: "A form", Components: []discordgo.MessageComponent{
					discordgo.ActionsRow{Components: []discordgo.MessageComponent{
						discordgo.TextInput{CustomID: "words", Label: "Words", Style: discordgo.TextInputShort},
					}},
				}},
			})
		case discordgo.InteractionModalSubmit:
			row := i.ModalSubmitData().Components[0].(*discordgo.ActionsRow)
			s.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{
				Type: discordgo.InteractionResponseChannelMessageWithSource,
				Data: &discordgo.InteractionResponseData{
					Content: row.Components[0].(*discordgo.TextInput).Value, AllowedMentions: nobody(), Flags: discordgo.MessageFlagsEphemeral,
				},
			})
		}
	})
	f.register()
	choices, err := f.ann.Autocomplete(f.channel, "ask", emulator.Options{"publisher": "Le M"}, "publisher").Choices(f.ctx)
	if err != nil || len(choices) != 1 || choices[0].Name != "Le M…" {
		t.Errorf("choices %v, %v", choices, err)
	}
	opened := f.ann.MessageMenu("Look up", f.ann.Say(f.channel, "a word"))
	modal, err := opened.Modal(f.ctx)
	if err != nil || modal.Title != "A form" || len(modal.Inputs) != 1 {
		t.Fatalf("modal %+v, %v", modal, err)
	}
	m, err := f.ann.SubmitModal(opened, map[string]string{"words": "said so"}).Response(f.ctx)
	if err != nil || m.Content != "said so" || !m.Private {
		t.Errorf("answer %+v, %v", m, err)
	}
}

func TestFirstFollowUpCompletesDeferral(t *testing.T) {
	t.Parallel()
	f := connect(t, emulator.Config{}, func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		s.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{
			Type: discordgo.InteractionResponseDeferredChannelMessageWithSource,
			Data: &discordgo.InteractionResponseData{Flags: discordgo.MessageFlagsEphemeral},
		})
		for _, text := range []string{"first", "second"} {
			s.FollowupMessageCreate(i.Interaction, true, &discordgo.WebhookParams{Content: text, AllowedMentions: nobody()})
		}
	})
	f.register()
	i := f.ann.Slash(f.channel, "ask", emulator.Options{"question": "why?"})
	first, err := i.Response(f.ctx)
	if err != nil || first.Content != "first" || !first.Private {
		t.Errorf("first %+v, %v: a deferral decides what is private", first, err)
	}
	second, err := i.FollowUp(f.ctx, 0)
	if err != nil || second.Content != "second" || second.Private {
		t.Errorf("second %+v, %v", second, err)
	}
}
