package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"verbatim/bot"
	"verbatim/bot/discord/emulator"
	"verbatim/bot/discord/gateway"
	"verbatim/bot/locale"
)

func TestAMentionIsAnsweredByAReplyWithAQuote(t *testing.T) {
	w := join(t, real(t))
	for _, text := range []string{w.Mention() + " Combien de tonnes de pommes ?", "Combien de tonnes " + w.Mention() + " de pommes ?", "Combien de tonnes de pommes ? " + strings.Replace(w.Mention(), "<@", "<@!", 1)} {
		got := w.reply(t, w.ann.Say(w.channel, text))
		if len(got.Embeds) == 0 {
			t.Fatalf("%q: %s", text, got.Text())
		}
		e := got.Embeds[0]
		if want := "> Les vergers de la vallée ont produit 300 **tonnes** de **pommes** en octobre, selon la coopérative."; e.Description != want {
			t.Errorf("description %q\nwant %q", e.Description, want)
		}
		if e.Title != `La récolte des \*pommes\*` || e.URL != "https://verger.example/pommes" || e.Footer != "Le Verger · 23 octobre 2024 · français" {
			t.Errorf("%+v", e)
		}
	}
}

func TestSourcesThatDisagreeAreBothShown(t *testing.T) {
	w := join(t, real(t))
	got := w.reply(t, w.ann.Say(w.channel, w.Mention()+" combien de tonnes de pommes dans les vergers de la vallée ?"))
	if text := got.Text(); !strings.Contains(text, "300") || !strings.Contains(text, "280") || !strings.Contains(text, "novembre 2024") {
		t.Errorf("%s", text)
	}
}

func TestADirectMessageIsAnswered(t *testing.T) {
	w := join(t, real(t))
	got := w.reply(t, w.bob.DM("Why was the old bridge closed?"))
	if len(got.Embeds) == 0 || !strings.Contains(got.Embeds[0].Description, "**pillars**") && !strings.Contains(got.Embeds[0].Description, "pillars had sunk") {
		t.Errorf("%s", got.Text())
	}
}

func TestWhatIsNotForTheBotIsLeftAlone(t *testing.T) {
	w := join(t, saying(0))
	role := strings.Replace(w.Mention(), "<@", "<@&", 1)
	for _, text := range []string{"Combien ?", "@everyone combien ?", role + " combien ?"} {
		w.ann.Say(w.channel, text)
	}
	edited := w.ann.Say(w.channel, "Combien ?")
	w.ann.Edit(edited, w.Mention()+" combien ?")
	last := w.ann.Say(w.channel, w.Mention()+" et maintenant ?")
	w.ann.Edit(last, w.Mention()+" et là ?")
	w.reply(t, last)
	if n := len(w.Messages(w.channel)); n != 6 {
		t.Errorf("%d messages in the channel, want 5 and one reply", n)
	}
}

func TestAReplyToTheBotIsForTheBot(t *testing.T) {
	w := join(t, saying(0))
	first := w.reply(t, w.ann.Say(w.channel, w.Mention()+" une"))
	if got := w.reply(t, w.ann.Reply(first, "deux")); got.Content != `You asked\: deux` && got.Content != "You asked: deux" {
		t.Errorf("%q", got.Content)
	}
}

func TestACallWithoutAQuestionGetsHelp(t *testing.T) {
	w := join(t, real(t))
	got := w.reply(t, w.ann.Say(w.channel, w.Mention()))
	if !strings.Contains(got.Content, "Posez-moi une question") || !strings.Contains(got.Content, "4 articles") {
		t.Errorf("%q", got.Content)
	}
}

func TestAskInFrenchAndInEnglish(t *testing.T) {
	w := join(t, real(t))
	for _, c := range []struct {
		who            *emulator.User
		question, want string
		lead           string
	}{
		{w.ann, "Quand la floraison a-t-elle commencé ?", "deux semaines", "Question : "},
		{w.bob, "Why was the old bridge closed?", "pillars", "Question: "},
	} {
		got := must(c.who.Slash(w.channel, "ask", emulator.Options{"question": c.question}).Response(deadline(t)))(t)
		if got.Private || len(got.Embeds) == 0 || !strings.Contains(got.Embeds[0].Description, c.want) || !strings.HasPrefix(got.Content, c.lead) {
			t.Errorf("%s: private %v, %s", c.question, got.Private, got.Text())
		}
	}
}

func TestAskWithFilters(t *testing.T) {
	w := join(t, real(t))
	got := must(w.bob.Slash(w.channel, "ask", emulator.Options{"question": "Combien de tonnes de pommes ?", "publisher": "bolée", "after": "2024-11", "lang": "French"}).Response(deadline(t)))(t)
	if len(got.Embeds) != 1 || !strings.Contains(got.Embeds[0].Description, "280") {
		t.Errorf("%s", got.Text())
	}
	got = must(w.bob.Slash(w.channel, "ask", emulator.Options{"question": "Combien de tonnes de pommes ?", "publisher": "Gazette"}).Response(deadline(t)))(t)
	if !got.Private || !strings.Contains(got.Text(), "Gazette") {
		t.Errorf("an unknown publisher: private %v, %s", got.Private, got.Text())
	}
}

func TestAPrivateAnswerIsSeenByItsAskerAlone(t *testing.T) {
	w := join(t, real(t))
	got := must(w.bob.Slash(w.channel, "ask", emulator.Options{"question": "Combien de tonnes de pommes ?", "private": true}).Response(deadline(t)))(t)
	if !got.Private || len(got.Embeds) == 0 || !strings.HasSuffix(got.Embeds[0].Footer, "· French") {
		t.Errorf("private %v, %s", got.Private, got.Text())
	}
	if n := len(w.ann.Sees(w.channel)); n != 0 {
		t.Errorf("another member sees %d messages", n)
	}
}

func TestAnAbstentionIsOneLineInPublicAndMoreInPrivate(t *testing.T) {
	w := join(t, real(t))
	public := w.reply(t, w.bob.Say(w.channel, w.Mention()+" How do volcanoes erupt on Neptune?"))
	if strings.Contains(public.Content, "\n") || len(public.Embeds) != 0 || !strings.Contains(public.Content, "4 articles, from 27 July 2023 to November 2024") {
		t.Errorf("public: %q", public.Content)
	}
	private := w.reply(t, w.bob.DM("How do volcanoes erupt near the bridge on Neptune?"))
	if strings.Count(private.Content, "\n") == 0 || len(private.Embeds) != 0 {
		t.Errorf("private: %q", private.Content)
	}
}

func TestNothingOfAQuestionOrAnArticleTakesEffect(t *testing.T) {
	w := join(t, real(t))
	nasty := "@everyone @here <@1> <@&2> why was the **old bridge** closed in July, had its ||pillars|| `sunk` by [four](https://evil.example) # centimetres?\n> - 1. x"
	got := must(w.bob.Slash(w.channel, "ask", emulator.Options{"question": nasty}).Response(deadline(t)))(t)
	if _, effects := shown(got.Content); len(effects) > 0 {
		t.Errorf("%q takes effect in %q", effects, got.Content)
	}
	if len(got.Embeds) == 0 {
		t.Fatal(got.Text())
	}
	var quoted []string
	for _, l := range strings.Split(got.Embeds[0].Description, "\n") {
		if strings.HasPrefix(l, "> ") {
			quoted = append(quoted, l)
		}
	}
	text, effects := unquoted(t, strings.Join(quoted, "\n"))
	if effects != "" || text != "The old bridge was closed in July because its pillars had sunk by [four](https://evil.example) centimetres, @everyone was told." {
		t.Errorf("%q with effects %q", text, effects)
	}
	if _, effects := shown(got.Embeds[0].Title); len(effects) > 0 {
		t.Errorf("%q takes effect in the title %q", effects, got.Embeds[0].Title)
	}
	w.reply(t, w.bob.Say(w.channel, w.Mention()+" "+nasty))
}

func TestALateAnswerIsDeferred(t *testing.T) {
	w := join(t, saying(late+600*time.Millisecond))
	typed := w.Typed(w.channel)
	question := w.ann.Say(w.channel, w.Mention()+" q")
	for _, private := range []bool{false, true} {
		i := w.ann.Slash(w.channel, "ask", emulator.Options{"question": "q", "private": private})
		a := must(i.Acknowledged(deadline(t)))(t)
		got := must(i.Response(deadline(t)))(t)
		if !a.Deferred || a.After < late-100*time.Millisecond || a.Private != private || got.Private != private || len(got.Embeds) != 1 {
			t.Errorf("private %v: acknowledged %+v, answer private %v, %s", private, a, got.Private, got.Text())
		}
	}
	w.reply(t, question)
	if w.Typed(w.channel) != typed+1 {
		t.Errorf("typing shown %d times", w.Typed(w.channel)-typed)
	}
}

func TestRateLimitsAreObeyed(t *testing.T) {
	w := join(t, saying(0))
	w.Fail("POST", "/channels/*/messages", emulator.Fault{Status: 429, RetryAfter: 700 * time.Millisecond, Times: 2})
	began := time.Now()
	question := w.ann.Say(w.channel, w.Mention()+" q")
	w.reply(t, question)
	if took := time.Since(began); took < 1400*time.Millisecond {
		t.Errorf("the reply came after %v, before the limit allowed it", took)
	}
	if n := w.replies(w.channel, question); n != 1 {
		t.Errorf("%d replies", n)
	}
}

func TestServerErrorsLoseAndDoubleNothing(t *testing.T) {
	w := join(t, saying(0))
	for _, f := range []emulator.Fault{{Status: 500, Times: 2}, {Status: 502}, {Cut: true}} {
		w.Fail("POST", "/channels/*/messages", f)
		question := w.ann.Say(w.channel, w.Mention()+" q")
		w.reply(t, question)
		w.Fail("POST", "/interactions/*/*/callback", f)
		got := must(w.ann.Slash(w.channel, "ask", emulator.Options{"question": "q"}).Response(deadline(t)))(t)
		if n := w.replies(w.channel, question); n != 1 || len(got.Embeds) != 1 {
			t.Errorf("%+v: %d replies, %s", f, n, got.Text())
		}
	}
}

func TestAnAddressThatDiscordRefusesCostsTheLinkAlone(t *testing.T) {
	// No bot.Reply of ours has such an address: it stands for any that Discord has something against.
	w := join(t, bot.HandlerFunc(func(ctx context.Context, r bot.Request, w bot.Responder) error {
		return w.Reply(ctx, bot.Reply{Cards: []bot.Card{{Title: "A title", URL: "http://wiki/page", Quote: "A quote."}}})
	}))
	got := w.reply(t, w.ann.Say(w.channel, w.Mention()+" q"))
	again := must(w.ann.Slash(w.channel, "ask", emulator.Options{"question": "q"}).Response(deadline(t)))(t)
	for _, m := range []emulator.Message{got, again} {
		if len(m.Embeds) != 1 || m.Embeds[0].URL != "" || m.Embeds[0].Title != "A title" {
			t.Errorf("%s", m.JSON)
		}
	}
	if n := len(w.TakeViolations()); n != 2 {
		t.Errorf("%d requests were refused, want 2", n)
	}
}

func TestADroppedConnectionIsResumed(t *testing.T) {
	w := join(t, saying(0))
	for name, drop := range map[string]func(){"dropped": w.DropGateway, "op 7": w.RequestReconnect} {
		before := w.Resumes()
		drop()
		question := w.ann.Say(w.channel, w.Mention()+" asked while the bot was away")
		w.reply(t, question)
		if err := w.WaitUntil(deadline(t), "a resume", func() bool { return w.Resumes() == before+1 }); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		time.Sleep(50 * time.Millisecond) // for a second answer, if there is one
		if n := w.replies(w.channel, question); n != 1 || w.Identifies() != 1 {
			t.Errorf("%s: %d replies, %d identifies", name, n, w.Identifies())
		}
	}
}

func TestASessionThatCannotBeResumedIsBegunAnew(t *testing.T) {
	w := join(t, saying(0))
	w.InvalidateSession(false)
	w.DropGateway()
	if err := w.WaitUntil(deadline(t), "a second identify", func() bool { return w.Identifies() == 2 }); err != nil {
		t.Fatal(err)
	}
	question := w.ann.Say(w.channel, w.Mention()+" q")
	w.reply(t, question)
	if n := w.replies(w.channel, question); n != 1 {
		t.Errorf("%d replies", n)
	}
}

func TestOtherCallsMayFail(t *testing.T) {
	w := join(t, saying(late+300*time.Millisecond))
	for _, path := range []string{"/channels/*/typing", "/users/*", "/applications/*"} {
		w.Fail("", path, emulator.Fault{Status: 403, Times: 100})
	}
	w.reply(t, w.ann.Say(w.channel, w.Mention()+" q"))
}

func TestAChannelWhereTheBotMayNotSpeakIsNoError(t *testing.T) {
	w := join(t, saying(0))
	hall := w.guild.AddChannel("hall")
	hall.DenyBot(emulator.SendMessages)
	w.ann.Say(hall, w.Mention()+" q")
	w.logged(t, "Read Message History", 1)
	if strings.Contains(w.log.String(), `"level":"ERROR"`) {
		t.Errorf("log: %s", w.log)
	}
}

func TestAnEventThatComesTwiceIsAnsweredOnce(t *testing.T) {
	w := join(t, saying(0))
	w.DoubleNext("MESSAGE_CREATE")
	question := w.ann.Say(w.channel, w.Mention()+" q")
	w.reply(t, question)
	w.DoubleNext("INTERACTION_CREATE")
	must(w.ann.Slash(w.channel, "ask", emulator.Options{"question": "q"}).Response(deadline(t)))(t)
	time.Sleep(100 * time.Millisecond)
	if n := w.replies(w.channel, question); n != 1 || strings.Contains(w.log.String(), "could not be delivered") {
		t.Errorf("%d replies; log %s", n, w.log)
	}
}

func TestRunningAnswersFinishAtShutdown(t *testing.T) {
	begun := make(chan struct{}, 2)
	finish := make(chan struct{})
	w := join(t, bot.HandlerFunc(func(ctx context.Context, r bot.Request, w bot.Responder) error {
		begun <- struct{}{}
		<-finish
		return w.Reply(ctx, bot.Reply{Text: "in time"})
	}))
	question := w.ann.Say(w.channel, w.Mention()+" q")
	i := w.ann.Slash(w.channel, "ask", emulator.Options{"question": "q"})
	<-begun
	<-begun
	ended := make(chan error, 1)
	go func() { ended <- w.stop() }()
	time.Sleep(50 * time.Millisecond) // so that Run is told before the answers are
	close(finish)
	if err := <-ended; err != nil {
		t.Errorf("Run: %v", err)
	}
	if n := w.replies(w.channel, question); n != 1 {
		t.Errorf("%d replies", n)
	}
	if got := must(i.Response(deadline(t)))(t); got.Content != "in time" {
		t.Errorf("%s", got.Text())
	}
}

func TestAnswersRunBesideEachOther(t *testing.T) {
	w := join(t, saying(500*time.Millisecond))
	began := time.Now()
	var questions []emulator.Message
	for range 10 {
		questions = append(questions, w.ann.Say(w.channel, w.Mention()+" q"))
	}
	for _, q := range questions {
		w.reply(t, q)
	}
	if took := time.Since(began); took > 3*time.Second {
		t.Errorf("ten answers of half a second took %v", took)
	}
}

func TestAnErrorInOneAnswerIsAnApologyAndOneLine(t *testing.T) {
	w := join(t, bot.HandlerFunc(func(ctx context.Context, r bot.Request, w bot.Responder) error {
		if q := r.Question + r.Options["question"]; q == "panic" {
			panic("in the handler")
		} else if q == "fail" {
			return errors.New("in the handler")
		}
		return w.Reply(ctx, bot.Reply{Text: "fine"})
	}))
	if got := w.reply(t, w.ann.Say(w.channel, w.Mention()+" panic")); got.Content != string(locale.French.Failed) {
		t.Errorf("the apology: %s", got.Text())
	}
	for who, words := range map[*emulator.User]*locale.Words{w.ann: locale.French, w.bob: locale.English} {
		got := must(who.Slash(w.channel, "ask", emulator.Options{"question": "panic"}).Response(deadline(t)))(t)
		if got.Content != string(words.Failed) || !got.Private {
			t.Errorf("the apology: private %v, %s", got.Private, got.Text())
		}
	}
	w.ann.Say(w.channel, w.Mention()+" fail")
	w.reply(t, w.ann.Say(w.channel, w.Mention()+" well?"))
	w.logged(t, `"panic":"in the handler"`, 3)
	w.logged(t, `"error":"in the handler"`, 1)
}

func TestAFinalCloseEndsRun(t *testing.T) {
	for _, code := range []int{4004, 4014} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			t.Parallel()
			srv := emulator.New(t, emulator.Config{})
			srv.RefuseIdentify(code)
			b, err := New(Config{Token: srv.Token(), APIURL: srv.URL}, saying(0), slog.New(slog.DiscardHandler))
			if err != nil {
				t.Fatal(err)
			}
			var closed *gateway.ClosedError
			if err := b.Run(deadline(t)); !errors.As(err, &closed) || closed.Code != code || closed.Hint() == "" {
				t.Errorf("Run: %v", err)
			}
		})
	}
}

func TestATokenThatIsRefusedLaterEndsRun(t *testing.T) {
	w := join(t, saying(0))
	w.RefuseIdentify(4004)
	w.CloseGateway(4004)
	var closed *gateway.ClosedError
	if err := w.ended(t); !errors.As(err, &closed) || closed.Code != 4004 {
		t.Errorf("Run: %v", err)
	}
}

func TestRunWaitsForAnAddressThatDoesNotAnswerYet(t *testing.T) {
	t.Parallel()
	srv := emulator.New(t, emulator.Config{})
	srv.Fail("GET", "/gateway/bot", emulator.Fault{Status: 503, Times: 1})
	ctx, cancel := context.WithCancel(deadline(t))
	b, err := New(Config{Token: srv.Token(), APIURL: srv.URL}, saying(0), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	result := make(chan error, 1)
	go func() { result <- b.Run(ctx) }()
	if err := srv.WaitReady(deadline(t)); err != nil {
		t.Error(err)
	}
	cancel()
	if err := <-result; err != nil {
		t.Errorf("Run: %v", err)
	}
}

func TestAnAddressThatIsNoneIsRefused(t *testing.T) {
	for _, address := range []string{"discord.com", "ftp://discord.com", "https://", "://"} {
		if _, err := New(Config{Token: "x", APIURL: address}, saying(0), slog.New(slog.DiscardHandler)); err == nil {
			t.Errorf("%q was accepted", address)
		}
	}
}
