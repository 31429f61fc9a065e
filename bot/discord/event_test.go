package discord

import (
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"verbatim/bot"
	"verbatim/bot/discord/gateway"
)

func TestWhatIsPlainOfAMessage(t *testing.T) {
	for content, want := range map[string]string{
		"<@1> why?": "why?", "why <@!1> so?": "why so?", "why?<@1>": "why?", "<@1><@1>": "", " a\n b ": "a b",
		"what of <#12> and <@&3>, <:smile:44> <a:wave:5> <t:1:R> </ask:6>?": "what of and , ?", "1 < 2 > 0 <b>": "1 < 2 > 0 <b>",
	} {
		if got := plain(content); got != want {
			t.Errorf("%q: %q, want %q", content, got, want)
		}
	}
}

// FuzzEvent sends anything as an event: nothing panics, and what reaches the
// handler is of a person and for the bot.
func FuzzEvent(f *testing.F) {
	types := []string{"READY", "GUILD_CREATE", "GUILD_DELETE", "MESSAGE_CREATE", "MESSAGE_DELETE", "MESSAGE_DELETE_BULK", "INTERACTION_CREATE", "THREAD_CREATE", "OTHER"}
	f.Add(3, `{"id":"1","channel_id":"2","guild_id":"3","author":{"id":"4"},"content":"<@9> why?","mentions":[{"id":"9"}],"components":[{"type":99}]}`)
	f.Add(3, `{"id":"1","channel_id":"2","author":{"id":"4","bot":true},"content":"why?"}`)
	f.Add(6, `{"id":"1","type":2,"token":"t","data":{"name":"ask","options":[{"name":"question","value":"why?"},{"name":"private","value":true}]}}`)
	f.Add(6, `{"id":"1","type":3,"token":"t","data":{"custom_id":"remove:4"},"member":{"user":{"id":"4"},"permissions":"8192"}}`)
	f.Add(6, `{"id":"1","type":3,"token":"t","data":{"custom_id":"more:xyz"},"user":{"id":"4"}}`)
	f.Add(5, `{"ids":["1","2"]}`)
	f.Add(7, `{"id":"1","type":11,"parent_id":"2"}`)
	f.Add(0, `{"user":{"id":"9"},"application":{"id":"8"},"guilds":[{"id":"3"}]}`)
	f.Fuzz(func(t *testing.T, kind int, data string) {
		raw := json.RawMessage(data)
		kinds := types[min(max(kind, 0), len(types)-1)]
		var m posted
		_ = json.Unmarshal(raw, &m)
		handler := bot.HandlerFunc(func(_ context.Context, r bot.Request, _ bot.Responder) error {
			if r.Via == bot.ByMention && (!regexp.MustCompile(`"9"`).Match(raw) && !strings.Contains(data, `\u`) || m.Author.Bot || m.WebhookID != "") {
				t.Errorf("a message that is not for the bot was answered: %s", raw)
			}
			if strings.Contains(r.Question, "<@9>") {
				t.Errorf("the mention of the bot stands in the question %q", r.Question)
			}
			return nil
		})
		b, err := New(Config{Token: "x"}, handler, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		b.rest.client.Transport = transport(func(*http.Request) (*http.Response, error) { return answered(400, "{}"), nil })
		b.id.Store("9")
		b.event(gateway.Event{Type: kinds, Data: raw})
		b.work.Wait()
	})
}
