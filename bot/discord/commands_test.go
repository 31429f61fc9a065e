package discord

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot"
	"verbatim/bot/discord/emulator"
	"verbatim/bot/locale"
)

// nameTrials gives words to the commands of trials, before any test runs.
func nameTrials() {
	for _, w := range locale.All() {
		n := func(name string) locale.Named {
			return locale.Named{Name: name + "_" + string(w.Lang), Description: "About " + name}
		}
		add := locale.Command{Named: n("add"), Options: map[string]locale.Named{"file": n("file"), "count": n("count"), "sure": n("sure")}}
		w.Commands["shelf"] = locale.Command{Named: n("shelf"), Commands: map[string]locale.Command{"add": add, "list": {Named: n("list")}}}
		w.Commands["Weigh"] = locale.Command{Named: n("Weigh")}
		w.Commands["leaf"] = locale.Command{Named: n("leaf"), Options: map[string]locale.Named{"private": n("private")}}
	}
}

// trials are commands of every kind, answered by answer.
func trials(answer bot.HandlerFunc) Config {
	return Config{Commands: append(bot.New(bot.Config{}).Commands,
		bot.Command{Name: "shelf", Managers: true, Private: true, Commands: []bot.Command{
			{Name: "list", Private: true, Handle: answer},
			{Name: "add", Handle: answer, Options: []bot.Option{{Name: "file", Kind: bot.Upload, Required: true}, {Name: "count", Kind: bot.Number, Least: 1, Most: 9}, {Name: "sure", Kind: bot.Yes}}},
		}},
		bot.Command{Name: "Weigh", Menu: true, Private: true, Handle: answer},
		bot.Command{Name: "leaf", Handle: answer, Options: []bot.Option{{Name: "private", Kind: bot.Yes}}, Buttons: []bot.Button{{Name: "leaf", Edits: true, Handle: answer}, {Name: "copy", Handle: answer}}},
	)}
}

func TestASubcommandGetsItsOptionsAndItsFile(t *testing.T) {
	h := bot.HandlerFunc(func(ctx context.Context, r bot.Request, w bot.Responder) error {
		text := fmt.Sprint(r.Command, " ", r.Options.Number("count"), " ", r.Options["sure"])
		for _, f := range r.Files {
			body, err := f.Open(ctx)
			if err != nil {
				return err
			}
			content, err := io.ReadAll(body)
			body.Close()
			if err != nil {
				return err
			}
			text += fmt.Sprint(" ", f.Option, " ", f.Name, " ", f.Type, " ", f.Size, " ", string(content))
		}
		if err := w.Reply(ctx, bot.Reply{Text: "at work"}); err != nil {
			return err
		}
		return w.Edit(ctx, bot.Reply{Text: text})
	})
	w := join(t, h, trials(h))
	w.guild.Join(w.bob, emulator.ManageGuild)
	i := w.bob.Slash(w.channel, "shelf add", emulator.Options{"file": emulator.File{Name: "été 1.txt", Type: "text/plain", Content: []byte("hello")}, "count": 3, "sure": true})
	got := must(i.Response(deadline(t)))(t)
	for !strings.Contains(got.Content, "shelf add") {
		time.Sleep(5 * time.Millisecond)
		got = must(i.Response(deadline(t)))(t)
	}
	if want := "shelf add 3 true file été 1\\.txt text/plain 5 hello"; got.Content != want || got.Private {
		t.Errorf("private %v, %q, want %q", got.Private, got.Content, want)
	}
	if _, err := w.ann.Slash(w.channel, "shelf list", nil).Response(deadline(t)); !errors.Is(err, emulator.ErrNotOffered) {
		t.Errorf("a member who does not manage the server may use it: %v", err)
	}
	if got := must(w.bob.Slash(w.channel, "shelf list", nil).Response(deadline(t)))(t); !got.Private || !strings.HasPrefix(got.Content, "at work") && !strings.HasPrefix(got.Content, "shelf list") {
		t.Errorf("private %v, %q", got.Private, got.Content)
	}
}

func TestAnEntryInTheMenuOfAMessageReadsThatMessage(t *testing.T) {
	h := bot.HandlerFunc(func(ctx context.Context, r bot.Request, w bot.Responder) error {
		return w.Reply(ctx, bot.Reply{Text: r.Command + ": " + r.Question})
	})
	w := join(t, h, trials(h))
	got := must(w.bob.MessageMenu("Weigh", w.ann.Say(w.channel, "The old bridge")).Response(deadline(t)))(t)
	if !got.Private || got.Content != "Weigh: The old bridge" {
		t.Errorf("private %v, %q", got.Private, got.Content)
	}
}

// leaf is a handler of replies with a picture, a file for it, a state and a form.
func leaf(after time.Duration) bot.HandlerFunc {
	return func(ctx context.Context, r bot.Request, w bot.Responder) error {
		if r.Arg == "form" && r.Fields == nil {
			return w.Modal(ctx, bot.Modal{Name: "leaf", Arg: "form", Title: strings.Repeat("long title ", 9), Fields: []bot.Field{{Name: "from", Label: "From", Value: "2024", Required: true, Most: 20}}})
		}
		select {
		case <-time.After(after):
		case <-ctx.Done():
			return ctx.Err()
		}
		state := r.State
		if r.Command != "" {
			state = base64.RawURLEncoding.EncodeToString([]byte(strings.Repeat("état ", 32)))
		}
		reply := bot.Reply{
			Text: fmt.Sprint("leaf ", r.Arg, " ", r.Picked, " ", r.Fields["from"], " ", len(r.State)), State: state, Private: r.Private,
			Files: []bot.File{{Name: "leaf.png", Alt: strings.Repeat("a leaf ", 300), Content: []byte("\x89PNG\r\n\x1a\n" + r.Arg)}},
			Actions: []bot.Action{
				{Name: "leaf", Arg: "0", Label: "Back", Off: true}, {Name: "leaf", Arg: "2", Label: "Next"}, {Name: "leaf", Arg: "form", Label: "Dates"},
				{Kind: bot.Menu, Name: "leaf", Arg: "pick", Label: "Choose", Choices: []bot.Choice{{Name: "One", Value: "1"}, {Name: "Two", Value: "2"}}},
				{Name: "copy", Label: "Copy"}, {Kind: bot.Remove, Label: "Remove"},
			},
		}
		if r.Button == "copy" {
			return w.Reply(ctx, bot.Reply{Files: reply.Files, Private: true})
		}
		return w.Edit(ctx, reply)
	}
}

func TestAPressChangesTheMessageOfWhoAskedForIt(t *testing.T) {
	for name, after := range map[string]time.Duration{"at once": 0, "late": late + 300*time.Millisecond} {
		t.Run(name, func(t *testing.T) {
			h := leaf(after)
			w := join(t, h, trials(h))
			first := must(w.ann.Slash(w.channel, "leaf", nil).Response(deadline(t)))(t)
			if len(first.Attachments) != 1 || len([]rune(first.Attachments[0].Description)) != 1024 {
				t.Fatalf("%s", first.JSON)
			}
			if err := w.stop(); err != nil { // a button works after a restart
				t.Fatal(err)
			}
			w.start(t, h, trials(h))
			own := must(w.ann.Click(first, first.CustomID("Next")).Response(deadline(t)))(t)
			if own.ID != first.ID || own.Private || len(own.Attachments) != 1 || !strings.HasSuffix(string(own.Attachments[0].Content), "\n2") || !strings.HasSuffix(own.Content, " 256") {
				t.Errorf("own: %s", own.JSON)
			}
			if after > 0 {
				return // the rest takes the same way, slowly
			}
			menu := must(w.ann.Select(own, own.CustomID("Choose"), "2").Response(deadline(t)))(t)
			if menu.ID != first.ID || !strings.HasPrefix(menu.Content, "leaf pick 2") {
				t.Errorf("menu: %s", menu.JSON)
			}
			other := must(w.bob.Click(menu, menu.CustomID("Next")).Response(deadline(t)))(t)
			if other.ID == first.ID || !other.Private || !strings.HasSuffix(other.Content, " 256") {
				t.Errorf("another's: %s", other.JSON)
			}
			again := must(w.bob.Click(other, other.CustomID("Next")).Response(deadline(t)))(t)
			if again.ID != other.ID || !strings.HasSuffix(again.Content, " 256") {
				t.Errorf("another's again: %s", again.JSON)
			}
			copied := must(w.ann.Click(menu, menu.CustomID("Copy")).Response(deadline(t)))(t)
			if copied.ID == first.ID || !copied.Private || len(copied.Attachments) != 1 {
				t.Errorf("a copy: %s", copied.JSON)
			}
		})
	}
}

func TestAFormChangesTheMessageThatOpenedIt(t *testing.T) {
	h := leaf(0)
	w := join(t, h, trials(h))
	first := must(w.ann.Slash(w.channel, "leaf", emulator.Options{"private": true}).Response(deadline(t)))(t)
	opened := w.ann.Click(first, first.CustomID("Dates"))
	if m := must(opened.Modal(deadline(t)))(t); len([]rune(m.Title)) > 45 || len(m.Inputs) != 1 || m.Inputs[0].Value != "2024" {
		t.Errorf("%+v", m)
	}
	got := must(w.ann.SubmitModal(opened, map[string]string{"from": "été 2023"}).Response(deadline(t)))(t)
	if got.ID != first.ID || !got.Private || !strings.HasPrefix(got.Content, "leaf form  été 2023 256") {
		t.Errorf("%s", got.JSON)
	}
}

func TestAnErrorAfterAPressLeavesTheMessage(t *testing.T) {
	h := leaf(0)
	w := join(t, bot.HandlerFunc(func(ctx context.Context, r bot.Request, w bot.Responder) error {
		if r.Arg == "2" {
			time.Sleep(late + 200*time.Millisecond)
			return w.Reply(ctx, bot.Reply{Text: "Sorry", Private: true})
		}
		return h(ctx, r, w)
	}), trials(h))
	first := must(w.ann.Slash(w.channel, "leaf", nil).Response(deadline(t)))(t)
	said := must(w.ann.Click(first, first.CustomID("Next")).FollowUp(deadline(t), 0))(t)
	if !said.Private || said.Content != "Sorry" {
		t.Errorf("%s", said.JSON)
	}
	if now := w.Messages(w.channel)[0]; now.Content != first.Content || len(now.Attachments) != 1 {
		t.Errorf("%s", now.JSON)
	}
}

func TestAFileIsUploadedAgainAfterAServerError(t *testing.T) {
	h := leaf(0)
	w := join(t, h, trials(h))
	w.Fail("PATCH", "/webhooks/*/*/messages/*", emulator.Fault{Status: 502})
	if got := must(w.ann.Slash(w.channel, "leaf", nil).Response(deadline(t)))(t); len(got.Attachments) != 1 {
		t.Errorf("%s", got.JSON)
	}
	if got := w.reply(t, w.ann.Say(w.channel, w.Mention()+" leaf")); len(got.Attachments) != 1 {
		t.Errorf("%s", got.JSON)
	}
}

func TestAStateWithoutRoomLeavesItsButtonsOut(t *testing.T) {
	r := bot.Reply{State: strings.Repeat("x", 400), Actions: []bot.Action{{Name: "a", Label: "A"}, {Kind: bot.Remove, Label: "Remove"}}}
	rows := components(r, "1")
	if len(rows) != 1 || len(rows[0].(discordgo.ActionsRow).Components) != 1 {
		t.Errorf("%+v", rows)
	}
	for n := range 4 {
		r.Actions = slices.Insert(r.Actions, 0, bot.Action{Name: "b", Arg: fmt.Sprint(n), Label: "B"})
	}
	var state strings.Builder
	for _, b := range components(r, "1")[0].(discordgo.ActionsRow).Components {
		_, _, piece := parseID(b.(discordgo.Button).CustomID)
		state.WriteString(piece)
	}
	if state.String() != r.State {
		t.Errorf("%q", state.String())
	}
}
