package discord

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot"
)

// checkLimits states Discord's limits by its documentation, in UTF-16 units.
func checkLimits(t *testing.T, m *message) {
	t.Helper()
	over := func(what string, n, limit int) {
		if n > limit {
			t.Errorf("%s: %d, over %d", what, n, limit)
		}
	}
	over("content", size(m.Content), 2000)
	over("embeds", len(m.Embeds), 10)
	all := 0
	for _, e := range m.Embeds {
		over("title", size(e.Title), 256)
		over("description", size(e.Description), 4096)
		all += size(e.Title) + size(e.Description)
		if e.Footer != nil {
			over("footer", size(e.Footer.Text), 2048)
			all += size(e.Footer.Text)
		}
	}
	over("embeds' text", all, 6000)
	for _, row := range m.Components {
		over("buttons", len(row.(discordgo.ActionsRow).Components), 5)
		for _, c := range row.(discordgo.ActionsRow).Components {
			over("label", size(c.(discordgo.Button).Label), 80)
			over("custom_id", len(c.(discordgo.Button).CustomID), 100)
		}
	}
	body, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(body), `"allowed_mentions":{"parse":[],"replied_user":false}`) || strings.Contains(string(body), "null") {
		t.Errorf("body %s", body)
	}
}

func FuzzReplyFits(f *testing.F) {
	f.Add("text", "title", "quote", "context", 1)
	f.Add(strings.Repeat("*", 3000), strings.Repeat("_", 300), strings.Repeat(".a", 500), strings.Repeat("\\", 600), 3)
	f.Add("", "t", strings.Repeat("*", 5000), strings.Repeat("x\n", 900), 12)
	f.Add("😀", strings.Repeat("😀", 200), strings.Repeat("😀", 1000), "", 4)
	f.Add("a", "b", strings.Repeat("a\n", 500), strings.Repeat("b", 1000), 2)
	f.Fuzz(func(t *testing.T, text, title, quote, beside string, n int) {
		c := bot.Card{Title: title, Section: beside, Before: []string{beside, beside}, After: []string{beside}, Quote: quote, Source: beside + title, TooLong: "too long"}
		for i := range min(len(quote), 2000) {
			if i%3 == 0 {
				c.Bold = append(c.Bold, bot.Span{Start: i, End: i + 1})
			}
		}
		r := bot.Reply{Text: text, Actions: []bot.Action{{Name: "more", Label: title, Arg: "x"}, {Kind: bot.Remove, Label: beside}}}
		for range min(max(n, 0), 30) {
			r.Cards = append(r.Cards, c)
		}
		embeds := 0
		for _, m := range render(r, "123456789012345678") {
			checkLimits(t, m)
			embeds += len(m.Embeds)
		}
		if embeds != len(r.Cards) {
			t.Errorf("%d embeds for %d cards", embeds, len(r.Cards))
		}
	})
}

func TestTheLongestPassageIsNeverCut(t *testing.T) {
	for _, text := range []string{strings.Repeat("*", 1000), strings.Repeat("a\n", 500), strings.Repeat("a,", 500), strings.Repeat("😀", 1000), strings.Repeat("\n", 999) + "x"} {
		var bold []bot.Span
		for i := 0; i < len(text); i += 2 {
			bold = append(bold, bot.Span{Start: i, End: i + 1})
		}
		m := render(bot.Reply{Cards: []bot.Card{{Title: "t", Quote: text, Bold: bold, Section: strings.Repeat("s", 200), Before: []string{strings.Repeat("b", 600)}, TooLong: "too long"}}}, "1")[0]
		checkLimits(t, m)
		var quoted []string
		for l := range strings.Lines(m.Embeds[0].Description) {
			if strings.HasPrefix(l, "> ") {
				quoted = append(quoted, strings.TrimSuffix(l, "\n"))
			}
		}
		if got, _ := unquoted(t, strings.Join(quoted, "\n")); got != text {
			t.Errorf("%.20q…: shown %.60q…", text, got)
		}
	}
}

func TestAQuoteThatCannotBeShownWholeIsNotShown(t *testing.T) {
	m := render(bot.Reply{Cards: []bot.Card{{Title: "t", Quote: strings.Repeat("x", 5000), TooLong: "It is too long."}}}, "1")[0]
	if got := m.Embeds[0].Description; got != "It is too long." {
		t.Errorf("%.60q", got)
	}
}

func TestQuotesOfOneArticleAreAllShown(t *testing.T) {
	const address = "https://post.example/bridge"
	card := func(url, quote string) bot.Card { return bot.Card{Title: "t", URL: url, Quote: quote} }
	m := render(bot.Reply{Cards: []bot.Card{
		card(address, "The old bridge was closed."), card(address, "Twenty-one men, and a ferry & a + b, on the river."),
		card(address, "Twenty-one men, and a ferry & more."), card(address, "Twenty-one men, and a ferry & more."), card(address+"#part", "É 1\n2"), card(address+"#part", "É 1\n3"), card("", "x"), card("", "y"),
	}}, "1")[0]
	want := []string{address, address + "#:~:text=Twenty%2Done%20men%2C%20and%20a%20ferry%20%26", address + "#:~:text=Twenty%2Done%20men%2C%20and%20a%20ferry%20%26%20more.", "", address + "#part", address + "#part:~:text=%C3%89%201", "", ""}
	for i, e := range m.Embeds {
		if e.URL != want[i] {
			t.Errorf("embed %d: %q, want %q", i, e.URL, want[i])
		}
	}
}

func TestCardsWithoutRoomGoIntoAnotherMessage(t *testing.T) {
	c := bot.Card{Title: "t", Quote: strings.Repeat("x", 2500)}
	actions := []bot.Action{{Name: "more", Label: "More", Arg: "s"}, {Kind: bot.Remove, Label: "Remove"}}
	all := render(bot.Reply{Text: "hello", Cards: []bot.Card{c, c, c}, Actions: actions}, "1")
	if len(all) != 2 || len(all[0].Embeds) != 2 || len(all[1].Embeds) != 1 {
		t.Fatalf("%d messages", len(all))
	}
	for i, want := range [][]string{{"Remove"}, {"More", "Remove"}} {
		var labels []string
		for _, b := range all[i].Components[0].(discordgo.ActionsRow).Components {
			labels = append(labels, b.(discordgo.Button).Label)
		}
		if !slices.Equal(labels, want) {
			t.Errorf("message %d has the buttons %q, want %q", i, labels, want)
		}
	}
}
