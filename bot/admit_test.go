package bot

import (
	"log/slog"
	"testing"
	"testing/synctest"
	"time"

	"verbatim/retrieval"
)

// TestSettingsOfAServerDecideWhoAsksWhere: channels left alone stay silent, who
// lacks a role is told by one hint, and a server's own cooldown is its own.
func TestSettingsOfAServerDecideWhoAsksWhere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newCorpus(t, false, harvest()...)
		f.answer = retrieval.Answer{Lang: "en", Quotes: []retrieval.Quote{f.quote("a", 0)}}
		servers, err := OpenServers("")
		if err != nil {
			t.Fatal(err)
		}
		rate := Rate{1, time.Minute}
		for server, p := range map[string]Preferences{
			"quiet": {Quiet: []Named{{"lounge", "lounge"}}}, "closed": {Roles: []Named{{"9", "Members"}}}, "slow": {User: &rate},
		} {
			if _, err := servers.Change(server, func(old *Preferences) error { *old = p; return nil }); err != nil {
				t.Fatal(err)
			}
		}
		h := New(Config{Answerer: f, Corpus: f, Log: slog.New(slog.DiscardHandler), Servers: servers})
		ask := func(r Request) []Reply {
			t.Helper()
			r.User, r.Question = "ann", "harvest?"
			w := &recorder{}
			if err := h.Handle(t.Context(), r, w); err != nil {
				t.Fatal(err)
			}
			return w.replies
		}
		if got := ask(Request{Server: "quiet", Channel: "lounge", Via: ByMention}); len(got) != 0 {
			t.Errorf("a mention where the bot does not answer: %+v", got)
		}
		if got := ask(Request{Server: "quiet", Channel: "other", Via: ByMention}); len(got) != 1 || len(got[0].Cards) != 1 {
			t.Errorf("a mention in another channel: %+v", got)
		}
		hint := ask(Request{Server: "closed", Via: ByMention})
		if len(hint) != 1 || len(hint[0].Cards) != 0 || len(ask(Request{Server: "closed", Via: ByMention})) != 0 {
			t.Errorf("without the role: %+v, or told twice", hint)
		}
		if got := ask(Request{Server: "closed", Via: ByCommand, Command: "ask", Locale: "fr", Options: Options{"question": "harvest?"}}); len(got) != 1 || !got[0].Private || len(got[0].Cards) != 0 {
			t.Errorf("a command without the role: %+v", got)
		}
		if got := ask(Request{Server: "closed", Via: ByMention, Roles: []string{"9"}}); len(got) != 1 || len(got[0].Cards) != 1 {
			t.Errorf("with the role: %+v", got)
		}
		ask(Request{Server: "slow", Via: ByCommand})
		if got := ask(Request{Server: "slow", Via: ByCommand}); len(got) != 1 || got[0].Text != "One moment: you can ask again in 60 seconds." {
			t.Errorf("the server's own cooldown: %+v", got)
		}
		if got := ask(Request{Server: "quiet", Via: ByCommand}); len(got[0].Cards) != 1 {
			t.Errorf("one server's cooldown holds in another: %+v", got)
		}
		if got := ask(Request{Server: "slow", Via: ByCommand, Command: "help"}); len(got) != 1 || got[0].Text == "One moment: you can ask again in 60 seconds." {
			t.Errorf("help counts as a question: %+v", got)
		}
	})
}
