package emulator_test

import (
	"testing"

	"verbatim/bot/discord/emulator"
)

// TestEveryAnswerFitsItsDescription asks for whatever can be asked for: the
// fixture holds each answer against Discord's description.
func TestEveryAnswerFitsItsDescription(t *testing.T) {
	t.Parallel()
	f := unconnected(t, emulator.Config{})
	question := f.ann.Say(f.channel, f.srv.Mention()+" why?")
	f.ann.Reply(question, "well?")
	f.ann.DM("hello")
	for _, path := range []string{
		"/gateway", "/gateway/bot", "/users/@me", "/users/@me/guilds", "/users/" + f.ann.ID, "/applications/@me",
		"/channels/" + f.channel.ID, "/channels/" + f.ann.DMChannel().ID,
		"/channels/" + f.channel.ID + "/messages", "/channels/" + f.ann.DMChannel().ID + "/messages?limit=1",
		"/channels/" + f.channel.ID + "/messages/" + question.ID,
		"/guilds/" + f.guild.ID, "/guilds/" + f.guild.ID + "/channels", "/guilds/" + f.guild.ID + "/roles",
		"/guilds/" + f.guild.ID + "/members/" + f.ann.ID,
		"/applications/" + f.srv.ApplicationID() + "/commands",
		"/applications/" + f.srv.ApplicationID() + "/guilds/" + f.guild.ID + "/commands",
	} {
		if status, code := send(t, f.srv, "GET", path, nil); status != 200 {
			t.Errorf("%s: status %d, code %d", path, status, code)
		}
	}
	if status, _ := send(t, f.srv, "POST", "/users/@me/channels", o{"recipient_id": f.ann.ID}); status != 200 {
		t.Errorf("opening a DM: status %d", status)
	}
	if status, _ := send(t, f.srv, "POST", "/channels/"+f.channel.ID+"/typing", nil); status != 204 || f.srv.Typed(f.channel) != 1 {
		t.Errorf("typing: status %d, %d times", status, f.srv.Typed(f.channel))
	}
	for path, want := range map[string]int{
		"/users/1": 10013, "/channels/1": 10003, "/guilds/1": 10004, "/guilds/" + f.guild.ID + "/members/1": 10007,
		"/channels/" + f.channel.ID + "/messages/1": 10008, "/applications/1/commands": 10002, "/nothing": 0,
	} {
		if status, code := send(t, f.srv, "GET", path, nil); status != 404 || code != want {
			t.Errorf("%s: status %d, code %d, want 404, %d", path, status, code, want)
		}
	}
}
