package main

import (
	"context"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"verbatim/bot/discord/emulator"
)

// newsroom is the whole program, serving on a local Discord with a server of
// which ann, who reads French, and bob, who reads English, are members.
type newsroom struct {
	*emulator.Server
	guild    *emulator.Guild
	channel  *emulator.Channel
	ann, bob *emulator.User
	log      output
	faulty   bool // errors in the log are part of the test
	stop     func()
	code     chan int // of the program, when it has ended
}

// serving starts serve with some more settings, and stops it at the test's end.
func serving(t *testing.T, env ...string) *newsroom {
	t.Helper()
	n := gathered(t)
	n.serve(t, env...)
	return n
}

// gathered is a newsroom without the program.
func gathered(t *testing.T) *newsroom {
	t.Helper()
	t.Chdir(t.TempDir())
	// The three seconds are for a test of the deferral to keep, not for a busy machine.
	n := &newsroom{Server: emulator.New(t, emulator.Config{FirstResponse: 20 * time.Second}), code: make(chan int, 1)}
	n.ann, n.bob = n.AddUser("ann", "fr"), n.AddUser("bob", "en-GB")
	guild := n.AddGuild("Newsroom", "en-GB")
	guild.Join(n.ann, 0)
	guild.Join(n.bob, 0)
	n.guild, n.channel = guild, guild.AddChannel("general")
	return n
}

func (n *newsroom) serve(t *testing.T, env ...string) {
	t.Helper()
	env = append([]string{"DISCORD_TOKEN=" + n.Token(), "DISCORD_API_URL=" + n.URL, "VERBATIM_DATA=" + t.TempDir()}, env...)
	before := n.Identifies()
	ctx, stop := context.WithCancel(t.Context())
	n.stop = stop
	var out output
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		n.code <- run(ctx, []string{"serve"}, env, strings.NewReader(""), &out, &n.log)
	}()
	t.Cleanup(func() {
		stop()
		<-ended
		if out.String() != "" || strings.Contains(n.log.String(), n.Token()) || !n.faulty && strings.Contains(n.log.String(), "ERROR") {
			t.Errorf("standard output %q and the log\n%s", out.String(), n.log.String())
		}
		if p := n.Pings(); len(p) > 0 {
			t.Errorf("pings left the bot: %v", p)
		}
	})
	if err := n.WaitUntil(n.wait(t), "a bot that has identified", func() bool { return n.Identifies() > before }); err != nil {
		t.Fatalf("%v\n%s", err, n.log.String())
	}
	if err := n.WaitReady(n.wait(t)); err != nil {
		t.Fatalf("%v\n%s", err, n.log.String())
	}
	if err := n.WaitCommand(n.wait(t), "ask"); err != nil {
		t.Fatalf("%v\n%s", err, n.log.String())
	}
}

func (n *newsroom) wait(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// reply is the bot's to a message.
func (n *newsroom) reply(t *testing.T, to emulator.Message) emulator.Message {
	t.Helper()
	m, err := n.WaitReply(n.wait(t), to)
	if err != nil {
		t.Fatalf("%v\n%s", err, n.log.String())
	}
	return m
}

// response is the bot's to a command or a button.
func (n *newsroom) response(t *testing.T, i *emulator.Interaction) emulator.Message {
	t.Helper()
	m, err := i.Response(n.wait(t))
	if err != nil {
		t.Fatalf("%v\n%s", err, n.log.String())
	}
	return m
}

// printed are the quotes that a message shows, as they were printed.
func printed(m emulator.Message) []string {
	plain := regexp.MustCompile("\\\\([!-/:-@\\[-`{-~])")
	var all []string
	for _, e := range m.Embeds {
		var lines []string
		for line := range strings.SplitSeq(e.Description, "\n") {
			if rest, ok := strings.CutPrefix(line, "> "); ok {
				lines = append(lines, plain.ReplaceAllString(strings.ReplaceAll(rest, "**", ""), "$1"))
			}
		}
		all = append(all, strings.Join(lines, "\n"))
	}
	return all
}

// texts are the bodies of the sample's articles.
func texts(t *testing.T) []string {
	t.Helper()
	var out, log output
	if code := run(t.Context(), []string{"corpus", "-json", "-bodies"}, []string{"VERBATIM_DATA=" + t.TempDir()}, nil, &out, &log); code != 0 {
		t.Fatal(log.String())
	}
	var report struct{ Articles []struct{ Body string } }
	if err := json.Unmarshal([]byte(out.String()), &report); err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, a := range report.Articles {
		all = append(all, a.Body)
	}
	return all
}

const (
	sampleEnglish = "Sample article, written for the demo"
	sampleFrench  = "Article d’exemple, écrit pour la démonstration"
)

// TestServeAnswersFromTheSampleInBothLanguages holds what people see, whichever
// way they ask, against what the articles say.
func TestServeAnswersFromTheSampleInBothLanguages(t *testing.T) {
	bodies := texts(t)
	n := serving(t, "VERBATIM_SAMPLE=true", "VERBATIM_COOLDOWN_USER=0", "VERBATIM_COOLDOWN_CHANNEL=0")
	mention := func(u *emulator.User, question string) emulator.Message {
		return n.reply(t, u.Say(n.channel, n.Mention()+" "+question))
	}
	slash := func(u *emulator.User, c *emulator.Channel, o emulator.Options) emulator.Message {
		return n.response(t, u.Slash(c, "ask", o))
	}
	const french, english = "Pourquoi Kim Jong-un a-t-il envoyé des soldats en Russie ?", "Why did Kim Jong-un send soldiers to Russia?"
	filters := emulator.Options{"question": "Combien de soldats nord-coréens en Russie ?", "lang": "fr", "publisher": "courrier d'exemple", "after": "octobre 2024", "before": "31/12/2024", "private": true}
	for name, c := range map[string]struct {
		got           emulator.Message
		begins, holds string
		private       bool
	}{
		"a mention in French":    {mention(n.bob, french), sampleFrench, "Plus…", false},
		"a mention in English":   {mention(n.ann, english), sampleEnglish, "More…", false},
		"a message in French":    {n.reply(t, n.bob.DM(french)), sampleFrench, "Plus…", false},
		"a message in English":   {n.reply(t, n.ann.DM(english)), sampleEnglish, "More…", false},
		"a public command":       {slash(n.ann, n.channel, emulator.Options{"question": english}), sampleEnglish + "\nQuestion: Why did", "More…", false},
		"a private command":      {slash(n.ann, n.channel, emulator.Options{"question": english, "private": true}), sampleFrench + "\nQuestion\u00a0: Why did", "français", true},
		"a command in a message": {slash(n.ann, n.ann.DMChannel(), emulator.Options{"question": english}), sampleFrench, "Plus…", false},
		"every option":           {slash(n.bob, n.channel, filters), sampleEnglish, "Le Courrier d'exemple", true},
		"hostile text":           {mention(n.ann, "@everyone "+english+" **x** [a](https://evil.example) <@&12>"), sampleEnglish, "More…", false},
	} {
		if !strings.HasPrefix(c.got.Content, c.begins) || !strings.Contains(c.got.Text(), c.holds) || c.got.Private != c.private {
			t.Errorf("%s: private %v, %s", name, c.got.Private, c.got.Text())
		}
		if len(c.got.Embeds) == 0 || len(c.got.Embeds) > 3 {
			t.Errorf("%s: %d quotes", name, len(c.got.Embeds))
		}
		for _, quote := range printed(c.got) {
			if !slices.ContainsFunc(bodies, func(body string) bool { return strings.Contains(body, quote) }) {
				t.Errorf("%s: no article says %q", name, quote)
			}
		}
	}
}

func TestServeAbstainsRemovesAndSuggests(t *testing.T) {
	n := serving(t, "VERBATIM_SAMPLE=true", "VERBATIM_COOLDOWN_USER=0", "VERBATIM_COOLDOWN_CHANNEL=0")
	const offTopic = "What is the price of banana bread?"
	question := n.ann.Say(n.channel, n.Mention()+" "+offTopic)
	public := n.reply(t, question)
	if len(public.Embeds) != 0 || strings.Contains(public.Content, "\n") || !strings.HasPrefix(public.Content, sampleEnglish) || !strings.Contains(public.Content, "from 19 June 2023 to December 2024") {
		t.Errorf("a public abstention: %s", public.Text())
	}
	private := n.response(t, n.bob.Slash(n.channel, "ask", emulator.Options{"question": offTopic, "private": true}))
	if len(private.Embeds) != 0 || !private.Private || !strings.Contains(private.Content, "What came nearest:\n") {
		t.Errorf("a private abstention: %s", private.Text())
	}
	n.ann.Delete(question)
	if err := n.WaitGone(n.wait(t), public); err != nil {
		t.Errorf("the answer to a deleted question: %v", err)
	}

	answer := n.reply(t, n.ann.Say(n.channel, n.Mention()+" Qui est Choe Son-hui ?"))
	more := n.response(t, n.bob.Click(answer, answer.CustomID("Plus…")))
	told := n.response(t, n.bob.Click(more, more.CustomID("Remove")))
	if !told.Private || !strings.HasPrefix(told.Content, "Only the person who asked") {
		t.Errorf("another who removes: %s", told.Text())
	}
	more = n.response(t, n.ann.Click(answer, answer.CustomID("Plus…")))
	n.ann.Click(more, more.CustomID("Retirer"))
	if err := n.WaitGone(n.wait(t), answer); err != nil {
		t.Errorf("the answer that its asker removes: %v", err)
	}

	choices, err := n.ann.Autocomplete(n.channel, "ask", emulator.Options{"publisher": "COURRIER"}, "publisher").Choices(n.wait(t))
	if err != nil || len(choices) != 1 || choices[0].Value != "Le Courrier d'exemple" {
		t.Errorf("suggested publishers: %v, %v", choices, err)
	}
	help := n.reply(t, n.bob.Say(n.channel, n.Mention()))
	if !strings.HasPrefix(help.Content, sampleEnglish+" · Ask me a question") {
		t.Errorf("help: %s", help.Text())
	}
}

func TestServeStopsAfterTheAnswersThatRun(t *testing.T) {
	n := serving(t, "VERBATIM_SAMPLE=true")
	n.Fail("POST", "/channels/*/messages", emulator.Fault{Status: 429, RetryAfter: 1500 * time.Millisecond})
	question := n.ann.Say(n.channel, n.Mention()+" Why did Kim Jong-un send soldiers to Russia?")
	err := n.WaitUntil(n.wait(t), "an answer is under way", func() bool {
		return slices.ContainsFunc(n.Requests(), func(r emulator.Request) bool { return r.Status == 429 })
	})
	if err != nil {
		t.Fatal(err)
	}
	n.stop() // what SIGTERM does
	if code := <-n.code; code != 0 {
		t.Errorf("exit code %d", code)
	}
	if got := n.reply(t, question); len(got.Embeds) == 0 {
		t.Errorf("the answer that ran: %s", got.Text())
	}
	if n.Connections() != 0 {
		t.Error("the gateway was not left")
	}
}

func TestServeDoesNotTakeTheSampleForACorpus(t *testing.T) {
	t.Chdir(t.TempDir())
	var out, log output
	code := run(t.Context(), []string{"serve"}, []string{"DISCORD_TOKEN=sesame.open", "VERBATIM_DATA=" + t.TempDir()}, nil, &out, &log)
	if code != 1 || !strings.Contains(log.String(), "VERBATIM_CORPUS") || !strings.Contains(log.String(), "VERBATIM_SAMPLE=true") {
		t.Errorf("exit code %d and\n%s", code, log.String())
	}
}
