package discord

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot"
	"verbatim/bot/discord/emulator"
	"verbatim/bot/discord/gateway"
)

// What faults of the gateway and of the API mean for those who ask. The faults
// of the gateway themselves are tested beside its package.

// once waits for the reply to a question, which is the only one.
func (w *world) once(t *testing.T, question emulator.Message) {
	t.Helper()
	w.reply(t, question)
	if n := w.replies(w.channel, question); n != 1 {
		t.Errorf("%d replies", n)
	}
}

func TestNoPrivilegedIntentIsAskedFor(t *testing.T) {
	privileged := discordgo.IntentsGuildMembers | discordgo.IntentsGuildPresences | discordgo.IntentsMessageContent
	if intents&privileged != 0 {
		t.Errorf("%b", intents&privileged)
	}
}

func TestWhatAResumeRepeatsIsAnsweredOnce(t *testing.T) {
	w := join(t, saying(0))
	var questions []emulator.Message
	for range 5 {
		questions = append(questions, w.ann.Say(w.channel, w.Mention()+" q"))
	}
	i := w.ann.Slash(w.channel, "ask", emulator.Options{"question": "q"})
	must(i.Response(deadline(t)))(t)
	w.OnResume(emulator.ResumeRepeats)
	for n := range 2 {
		w.DropGateway()
		questions = append(questions, w.ann.Say(w.channel, w.Mention()+" while it was away"))
		if err := w.WaitUntil(deadline(t), "a resume", func() bool { return w.Resumes() == n+1 }); err != nil {
			t.Fatal(err)
		}
		w.once(t, w.ann.Say(w.channel, w.Mention()+" after all that was repeated"))
	}
	for _, q := range questions {
		w.once(t, q)
	}
	if log := w.log.String(); strings.Contains(log, "could not be delivered") {
		t.Error(log)
	}
}

func TestAnAnswerUnderWayOutlivesItsSession(t *testing.T) {
	finish := make(chan struct{})
	w := join(t, bot.HandlerFunc(func(ctx context.Context, r bot.Request, w bot.Responder) error {
		select {
		case <-finish:
		case <-ctx.Done():
		}
		return w.Reply(ctx, bot.Reply{Text: "in spite of all"})
	}))
	question := w.ann.Say(w.channel, w.Mention()+" q")
	i := w.ann.Slash(w.channel, "ask", emulator.Options{"question": "q"})
	must(i.Acknowledged(deadline(t)))(t) // both events have come: they are in order
	w.InvalidateSession(false)
	if err := w.WaitUntil(deadline(t), "a new session", func() bool { return w.Identifies() == 2 }); err != nil {
		t.Fatal(err)
	}
	close(finish)
	w.once(t, question)
	if got := must(i.Response(deadline(t)))(t); got.Content != "in spite of all" {
		t.Errorf("%s", got.Text())
	}
}

func TestEventsOutOfOrder(t *testing.T) {
	w := join(t, saying(0))
	w.DelayNext("MESSAGE_CREATE", 300*time.Millisecond)
	question := w.ann.Say(w.channel, w.Mention()+" deleted before it is heard")
	w.ann.Delete(question)
	w.DelayNext("MESSAGE_CREATE", 600*time.Millisecond)
	late := w.ann.Say(w.channel, w.Mention()+" heard after the next one")
	w.once(t, w.ann.Say(w.channel, w.Mention()+" the next one"))
	w.once(t, late)
	if n := w.replies(w.channel, question); n != 0 {
		t.Errorf("%d replies to a question that was deleted", n)
	}
	w.TakeViolations() // a reply to a message that is gone is refused, and that is meant
}

func TestAQuestionWithAnUnknownComponentIsAnswered(t *testing.T) {
	w := join(t, saying(0))
	w.SendRaw("no JSON")
	w.SendEvent("INTERACTION_CREATE", map[string]any{"id": 12})
	question := w.ann.Say(w.channel, "not for the bot")
	w.SendEvent("MESSAGE_CREATE", map[string]any{
		"id": question.ID, "channel_id": w.channel.ID, "guild_id": w.guild.ID, "type": 0, "content": w.Mention() + " q",
		"author": map[string]any{"id": w.ann.ID}, "mentions": []any{map[string]any{"id": w.ApplicationID()}},
		"components":         []any{map[string]any{"type": 9999, "of": []any{1, nil}}},
		"referenced_message": map[string]any{"components": []any{map[string]any{"type": 9999}}},
	})
	w.once(t, question)
	w.logged(t, "could not be read", 2)
}

func TestABotInAThousandServersAnswers(t *testing.T) {
	t.Parallel()
	w := found(t, emulator.Config{FirstResponse: slow})
	for i := range 1000 {
		w.AddGuild(fmt.Sprint("Server ", i), "fr")
	}
	w.start(t, saying(0))
	w.once(t, w.ann.Say(w.channel, w.Mention()+" q"))
	w.logged(t, `"servers":1001`, 1)
}

func TestALimitOnTheAddressOfTheGatewayIsObeyed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b, s := alone(t, saying(0), func(*http.Request) *http.Response { return answered(429, `{"retry_after":600}`) })
		ctx, cancel := context.WithTimeout(t.Context(), 25*time.Minute)
		defer cancel()
		if err := b.Run(ctx); err != nil || len(s.times["GET /gateway/bot"]) != 3 {
			t.Errorf("%v, %v", err, s.times)
		}
	})
}

func TestASlowAPI(t *testing.T) {
	w := join(t, saying(0))
	w.Fail("POST", "/channels/*/messages", emulator.Fault{Delay: 3 * time.Second, Times: 3})
	w.Fail("POST", "/interactions/*/*/callback", emulator.Fault{Delay: 2 * time.Second, Times: 2})
	var questions []emulator.Message
	for range 3 {
		questions = append(questions, w.ann.Say(w.channel, w.Mention()+" q"))
	}
	for range 2 {
		if got := must(w.ann.Slash(w.channel, "ask", emulator.Options{"question": "q"}).Response(deadline(t)))(t); len(got.Embeds) != 1 {
			t.Errorf("%s", got.Text())
		}
	}
	for _, q := range questions {
		w.once(t, q)
	}
}

func TestWhatTookEffectUnheardIsNotDoneTwice(t *testing.T) {
	w := join(t, saying(0))
	for _, f := range []emulator.Fault{{Cut: true, Served: true}, {Status: 504, Served: true}} {
		w.Fail("POST", "/channels/*/messages", f)
		w.once(t, w.ann.Say(w.channel, w.Mention()+" q"))
		w.once(t, w.ann.Say(w.channel, w.Mention()+" q")) // by now the first has been sent again
		w.Fail("POST", "/interactions/*/*/callback", f)
		if got := must(w.ann.Slash(w.channel, "ask", emulator.Options{"question": "q"}).Response(deadline(t)))(t); len(got.Embeds) != 1 {
			t.Errorf("%s", got.Text())
		}
	}
	if err := w.WaitUntil(deadline(t), "all calls made again", func() bool {
		n := 0
		for _, r := range w.Requests() {
			if r.Method == http.MethodPost && strings.HasSuffix(r.Path, "/messages") {
				n++
			}
		}
		return n == 6 // of four questions
	}); err != nil {
		t.Fatal(err)
	}
	for _, m := range w.Messages(w.channel) {
		if m.RepliesTo == "" && w.replies(w.channel, m) != 1 && strings.HasPrefix(m.Content, w.Mention()) {
			t.Errorf("%d replies", w.replies(w.channel, m))
		}
	}
}

// sent is what a Bot without a Discord sent, and when.
type sent struct {
	mu    sync.Mutex
	times map[string][]time.Duration // by method and path, since the start
}

// alone is a Bot whose calls are answered by a function. It runs in a bubble.
func alone(t *testing.T, h bot.Handler, answer func(*http.Request) *http.Response, commands ...bot.Command) (*Bot, *sent) {
	t.Helper()
	b, err := New(Config{Token: "x", Commands: commands}, h, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	began, s := time.Now(), &sent{times: map[string][]time.Duration{}}
	b.rest.client.Transport = transport(func(r *http.Request) (*http.Response, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		key := r.Method + " " + strings.TrimPrefix(r.URL.Path, "/api/v9")
		s.times[key] = append(s.times[key], time.Since(began))
		return answer(r), nil
	})
	return b, s
}

// use is the event of a command.
func use(command string) gateway.Event {
	return gateway.Event{Type: "INTERACTION_CREATE", Data: []byte(`{"id":"1","application_id":"2","type":2,"token":"tok","channel_id":"3","user":{"id":"4"},"data":{"name":"` + command + `"}}`)}
}

func TestNothingIsSentWithATokenThatIsDead(t *testing.T) {
	long := bot.Command{Name: "long", Private: true, Long: true}
	t.Run("for want of a first answer", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			b, s := alone(t, saying(2500*time.Millisecond), func(*http.Request) *http.Response { return answered(503, "") }, long)
			b.event(use("long"))
			b.work.Wait()
			calls := s.times["POST /interactions/1/tok/callback"]
			if len(calls) < 2 || slices.Max(calls) >= patience || len(s.times) != 1 {
				t.Errorf("%v", s.times)
			}
		})
	})
	t.Run("of old age, while a limit is waited for", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			b, s := alone(t, saying(10*time.Minute), func(r *http.Request) *http.Response {
				if r.Method == http.MethodPatch {
					return answered(429, `{"retry_after":60}`)
				}
				return answered(200, `{"id":"5"}`)
			}, long)
			b.event(use("long"))
			b.work.Wait()
			calls := s.times["PATCH /webhooks/2/tok/messages/@original"]
			if len(calls) < 2 || slices.Max(calls) > tokenLife || len(s.times["POST /channels/5/messages"]) != 1 {
				t.Errorf("%v", s.times)
			}
		})
	})
	t.Run("by Discord's word", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			talking := bot.HandlerFunc(func(ctx context.Context, _ bot.Request, w bot.Responder) error {
				for i := range 5 {
					if err := w.Edit(ctx, bot.Reply{Text: fmt.Sprint(i), Private: true}); err != nil {
						return err
					}
				}
				return nil
			})
			b, s := alone(t, talking, func(r *http.Request) *http.Response {
				if r.Method == http.MethodPatch && strings.Contains(r.URL.Path, "tok") {
					return answered(404, `{"code":10015}`)
				}
				return answered(200, `{"id":"5"}`)
			}, long)
			b.event(use("long"))
			b.work.Wait()
			if n := len(s.times["PATCH /webhooks/2/tok/messages/@original"]); n != 1 || len(s.times["PATCH /channels/5/messages/5"]) != 3 {
				t.Errorf("%v", s.times)
			}
		})
	})
}

func TestTheLogNeverHoldsATokenAtAnyLevel(t *testing.T) {
	w := join(t, saying(0))
	w.stop()
	w.level = slog.LevelDebug - 100
	w.start(t, saying(0))
	for _, path := range []string{"/channels/*/messages", "/interactions/*/*/callback", "/gateway/bot", "/webhooks/*/*/messages/*"} {
		w.Fail("", path, emulator.Fault{Cut: true, Times: 3})
	}
	w.SendRaw("{" + w.Token())
	w.SendEvent("MESSAGE_CREATE", []string{w.Token()})
	question := w.ann.Say(w.channel, w.Mention()+" q")
	must(w.ann.Slash(w.channel, "ask", emulator.Options{"question": "q"}).Response(deadline(t)))(t)
	w.once(t, question)
	w.OnResume(emulator.ResumeReconnect)
	w.DropGateway()
	if err := w.WaitUntil(deadline(t), "a new session", func() bool { return w.Identifies() == 3 }); err != nil {
		t.Fatal(err)
	}
	w.CloseGateway(4004)
	if w.ended(t) == nil {
		t.Error("a token that is refused did not end Run")
	}
	secrets := []string{w.Token()}
	for _, r := range w.Requests() {
		if parts := strings.Split(r.Path, "/"); len(parts) > 3 && (parts[1] == "interactions" || parts[1] == "webhooks") {
			secrets = append(secrets, parts[3])
		}
	}
	if len(secrets) < 3 || !strings.Contains(w.log.String(), "could not be read") {
		t.Errorf("%d secrets; log %s", len(secrets), w.log)
	}
	for _, s := range secrets {
		if strings.Contains(w.log.String(), s) {
			t.Errorf("%q is in the log: %s", s, w.log)
		}
	}
}
