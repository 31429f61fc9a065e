package discord

import (
	"log/slog"
	"strings"
	"testing"

	"verbatim/bot"
	"verbatim/bot/discord/emulator"
	"verbatim/corpus"
	"verbatim/retrieval"
	"verbatim/retrieval/retrievaltest"
)

// orchards is a bot over articles of one publisher that say the same thing at
// such length that one answer cannot show two of them.
func orchards(t *testing.T, words string) bot.Handler {
	var all []retrievaltest.Text
	for i, kind := range []string{"apples", "pears", "plums"} {
		all = append(all, retrievaltest.Text{
			Attribution: corpus.Attribution{ArticleID: kind, File: kind, Title: "On " + kind, Publisher: "Publisher " + kind, Lang: "en"},
			Paragraphs:  []string{"The orchard harvest of " + kind + strings.Repeat(" was praised by "+kind+" growers of the valley and", 18+i) + " " + words + "."},
		})
	}
	live := &retrieval.Live{}
	live.Swap(retrievaltest.Open(t, &retrievaltest.Memory{}, all...))
	engine := retrieval.NewEngine(live)
	engine.MaxQuote = 1000
	return bot.New(bot.Config{Answerer: engine, Corpus: live, Log: slog.New(slog.DiscardHandler)})
}

func TestWhatHasNoRoomGoesToAFurtherPage(t *testing.T) {
	w := join(t, orchards(t, "all"))
	first := w.reply(t, w.ann.Say(w.channel, w.Mention()+" what of the orchard harvest?"))
	if len(first.Embeds) != 1 || first.CustomID("Next (2 quotes)") == "" {
		t.Fatalf("%d embeds, %s", len(first.Embeds), first.Text())
	}
	titles := []string{first.Embeds[0].Title}
	if err := w.stop(); err != nil { // a button works after a restart
		t.Fatal(err)
	}
	w.start(t, orchards(t, "all"))
	second := must(w.bob.Click(first, first.CustomID("Next (2 quotes)")).Response(deadline(t)))(t)
	third := must(w.bob.Click(second, second.CustomID("Next (1 quote)")).Response(deadline(t)))(t)
	for _, m := range []emulator.Message{second, third} {
		if !m.Private || len(m.Embeds) != 1 || !strings.Contains(m.Embeds[0].Description, "**orchard harvest**") || m.CustomID("Remove") != "" {
			t.Fatalf("private %v, %s", m.Private, m.Text())
		}
		titles = append(titles, m.Embeds[0].Title)
	}
	if titles[0] == titles[1] || titles[1] == titles[2] || titles[0] == titles[2] {
		t.Errorf("titles %q", titles)
	}
	if n := len(w.Messages(w.channel)); n != 2 {
		t.Errorf("others see %d messages", n)
	}
}

func TestAPageOfArticlesThatChangedSaysSo(t *testing.T) {
	w := join(t, orchards(t, "all"))
	first := w.reply(t, w.ann.Say(w.channel, w.Mention()+" what of the orchard harvest?"))
	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	w.start(t, orchards(t, "none"))
	got := must(w.bob.Click(first, first.CustomID("Next (2 quotes)")).Response(deadline(t)))(t)
	if !got.Private || !strings.Contains(got.Content, "have changed") {
		t.Errorf("%s", got.Text())
	}
}
