package emulator_test

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot/discord/emulator"
)

// code is Discord's code in an error of the client library, 0 if there is none.
func code(err error) int {
	var rest *discordgo.RESTError
	if errors.As(err, &rest) && rest.Message != nil {
		return rest.Message.Code
	}
	return 0
}

func TestMessagesAreKept(t *testing.T) {
	t.Parallel()
	f := unconnected(t, emulator.Config{})
	sent, err := f.session.ChannelMessageSendComplex(f.channel.ID, &discordgo.MessageSend{Content: "one", AllowedMentions: nobody()})
	if err != nil {
		t.Fatal(err)
	}
	text := "two"
	edited, err := f.session.ChannelMessageEditComplex(&discordgo.MessageEdit{
		ID: sent.ID, Channel: sent.ChannelID, Content: &text, AllowedMentions: nobody(),
	})
	if err != nil || edited.Content != "two" || edited.EditedTimestamp == nil {
		t.Fatalf("edited to %+v, %v", edited, err)
	}
	got, err := f.session.ChannelMessage(f.channel.ID, sent.ID)
	if err != nil || got.Content != "two" {
		t.Errorf("kept %+v, %v", got, err)
	}
	list, err := f.session.ChannelMessages(f.channel.ID, 10, "", "", "")
	if err != nil || len(list) != 1 {
		t.Errorf("listed %d, %v", len(list), err)
	}
	if err := f.session.ChannelMessageDelete(f.channel.ID, sent.ID); err != nil {
		t.Error(err)
	}
	if _, err := f.session.ChannelMessage(f.channel.ID, sent.ID); code(err) != 10008 {
		t.Errorf("a deleted message: %v, want 10008", err)
	}
}

func TestContentOfOthersIsHiddenWithoutItsIntent(t *testing.T) {
	t.Parallel()
	for _, allowed := range []bool{false, true} {
		f := unconnected(t, emulator.Config{MessageContent: allowed})
		said := f.ann.Say(f.channel, "between us")
		asked := f.ann.Say(f.channel, f.srv.Mention()+" why?")
		written := f.ann.DM("hello")
		for _, m := range []emulator.Message{said, asked, written} {
			got, err := f.session.ChannelMessage(m.ChannelID, m.ID)
			if err != nil {
				t.Fatal(err)
			}
			if shown := got.Content != ""; shown != (allowed || m.ID != said.ID) {
				t.Errorf("allowed %v: content of %q shown %v", allowed, m.Content, shown)
			}
		}
	}
}

func TestFilesAreUploadedAndServed(t *testing.T) {
	t.Parallel()
	f := unconnected(t, emulator.Config{})
	m, err := f.session.ChannelMessageSendComplex(f.channel.ID, &discordgo.MessageSend{
		Files:           []*discordgo.File{{Name: "notes.txt", ContentType: "text/plain", Reader: strings.NewReader("words")}},
		AllowedMentions: nobody(),
	})
	if err != nil || len(m.Attachments) != 1 {
		t.Fatalf("sent %+v, %v", m, err)
	}
	resp, err := f.srv.Client().Get(m.Attachments[0].URL)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if data, _ := io.ReadAll(resp.Body); !bytes.Equal(data, []byte("words")) {
		t.Errorf("served %q", data)
	}
	requests := f.srv.Requests()
	if last := requests[len(requests)-1]; !slices.Equal(last.Files, []string{"notes.txt"}) {
		t.Errorf("recorded files %v", last.Files)
	}
}

func TestPermissionsAreAskedFor(t *testing.T) {
	t.Parallel()
	f := unconnected(t, emulator.Config{})
	question := f.ann.Say(f.channel, f.srv.Mention()+" why?")
	plain := &discordgo.MessageSend{Content: "x", AllowedMentions: nobody()}
	reply := &discordgo.MessageSend{Content: "x", AllowedMentions: nobody(), Reference: &discordgo.MessageReference{MessageID: question.ID}}
	embed := &discordgo.MessageSend{Embeds: []*discordgo.MessageEmbed{{Title: "t"}}, AllowedMentions: nobody()}
	for _, c := range []struct {
		denied emulator.Permission
		send   *discordgo.MessageSend
		want   int
	}{
		{0, embed, 0},
		{emulator.ViewChannel, plain, 50001},
		{emulator.SendMessages, plain, 50013},
		{emulator.EmbedLinks, embed, 50013},
		{emulator.EmbedLinks, plain, 0},
		{emulator.ReadMessageHistory, reply, 160002},
	} {
		f.channel.DenyBot(c.denied)
		if _, err := f.session.ChannelMessageSendComplex(f.channel.ID, c.send); code(err) != c.want {
			t.Errorf("without %v: %v, want %d", c.denied, err, c.want)
		}
	}
	f.channel.DenyBot(0)
	if err := f.session.ChannelMessageDelete(f.channel.ID, question.ID); code(err) != 50013 {
		t.Errorf("deleting what another one wrote: %v, want 50013", err)
	}
	f.ann.BlockDMs()
	if _, err := f.session.ChannelMessageSendComplex(f.ann.DMChannel().ID, plain); code(err) != 50007 {
		t.Errorf("direct message to who blocks them: %v, want 50007", err)
	}
	if _, err := f.session.ChannelMessageSendComplex("1", plain); code(err) != 10003 {
		t.Errorf("unknown channel: %v, want 10003", err)
	}
}

func TestWrongTokenIsUnauthorised(t *testing.T) {
	t.Parallel()
	f := unconnected(t, emulator.Config{})
	f.session.Token = "Bot wrong"
	_, err := f.session.Channel(f.channel.ID)
	var rest *discordgo.RESTError
	if !errors.As(err, &rest) || rest.Response.StatusCode != 401 {
		t.Errorf("got %v, want 401", err)
	}
}

func TestPingsAreRecorded(t *testing.T) {
	t.Parallel()
	f := unconnected(t, emulator.Config{})
	question := f.ann.Say(f.channel, f.srv.Mention()+" why?")
	all := "@everyone @here <@" + f.ann.ID + "> <@&" + f.guild.ID + ">"
	send := func(m *discordgo.MessageSend) int {
		t.Helper()
		before := len(f.srv.Pings())
		if _, err := f.session.ChannelMessageSendComplex(f.channel.ID, m); err != nil {
			t.Fatal(err)
		}
		return len(f.srv.Pings()) - before
	}
	if n := send(&discordgo.MessageSend{Content: all, AllowedMentions: nobody(), Reference: &discordgo.MessageReference{MessageID: question.ID}}); n != 0 {
		t.Errorf("%d pings with an empty list, want none", n)
	}
	if n := send(&discordgo.MessageSend{Content: all, Reference: &discordgo.MessageReference{MessageID: question.ID}}); n != 4 {
		t.Errorf("%d pings where nothing is said of them, want 4: everyone, here, Ann, the role", n)
	}
	if n := send(&discordgo.MessageSend{Content: all, AllowedMentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}, Users: []string{f.ann.ID}}}); n != 1 {
		t.Errorf("%d pings with Ann listed, want 1", n)
	}
	if n := send(&discordgo.MessageSend{Content: "x", Reference: &discordgo.MessageReference{MessageID: question.ID},
		AllowedMentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{}, RepliedUser: true}}); n != 1 {
		t.Errorf("%d pings of the one replied to, want 1", n)
	}
	if got := f.srv.TakeViolations(); len(got) != 1 || got[0].Where != "allowed_mentions" {
		t.Errorf("violations %v, want the missing allowed_mentions alone", got)
	}
}

func TestRateLimitIsObeyed(t *testing.T) {
	t.Parallel()
	f := unconnected(t, emulator.Config{})
	const pause = 200 * time.Millisecond
	f.srv.Fail("POST", "/channels/*/messages", emulator.Fault{Status: 429, RetryAfter: pause})
	if _, err := f.session.ChannelMessageSendComplex(f.channel.ID, &discordgo.MessageSend{Content: "x", AllowedMentions: nobody()}); err != nil {
		t.Fatal(err)
	}
	r := f.srv.Requests()
	if len(r) != 2 || r[0].Status != 429 || r[1].Status != 200 || r[1].At.Sub(r[0].At) < pause {
		t.Errorf("requests %+v, want a 429 and %v later a success", r, pause)
	}
	if n := len(f.srv.Messages(f.channel)); n != 1 {
		t.Errorf("%d messages, want 1", n)
	}
}

func TestRequestsFailAsPlanned(t *testing.T) {
	t.Parallel()
	f := unconnected(t, emulator.Config{})
	send := func() error {
		_, err := f.session.ChannelMessageSendComplex(f.channel.ID,
			&discordgo.MessageSend{Content: "x", AllowedMentions: nobody()}, discordgo.WithRestRetries(0))
		return err
	}
	for _, c := range []struct {
		name  string
		fault emulator.Fault
		fails bool
		sent  int
	}{
		{"500", emulator.Fault{Status: 500}, true, 0},
		{"502", emulator.Fault{Status: 502}, true, 0},
		{"cut", emulator.Fault{Cut: true}, true, 0},
		{"answer lost", emulator.Fault{Cut: true, Served: true}, true, 1},
		{"slow", emulator.Fault{Delay: 20 * time.Millisecond}, false, 1},
		{"none", emulator.Fault{}, false, 1},
	} {
		before := len(f.srv.Messages(f.channel))
		f.srv.Fail("POST", "/channels/*/messages", c.fault)
		err := send()
		if sent := len(f.srv.Messages(f.channel)) - before; (err != nil) != c.fails || sent != c.sent {
			t.Errorf("%s: %v, %d messages, want %d", c.name, err, sent, c.sent)
		}
	}
}

func TestSameNonceMakesOneMessage(t *testing.T) {
	t.Parallel()
	f := unconnected(t, emulator.Config{})
	body := map[string]any{"content": "x", "nonce": "17", "enforce_nonce": true, "allowed_mentions": nobody()}
	for range 2 {
		if _, err := f.session.RequestWithBucketID("POST", discordgo.EndpointChannelMessages(f.channel.ID), body, ""); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(f.srv.Messages(f.channel)); n != 1 {
		t.Errorf("%d messages, want 1", n)
	}
}
