package discord

import (
	"strings"
	"testing"

	"verbatim/bot"
	"verbatim/bot/discord/emulator"
)

// offering suggests what it is given for every option, with what was typed.
func offering(names ...string) Config {
	commands := bot.New(bot.Config{}).Commands
	commands[0].Suggest = func(r bot.Request, option string) ([]bot.Choice, error) {
		all := []bot.Choice{{Name: option + " " + r.Options[option], Value: "typed"}}
		for _, n := range names {
			all = append(all, bot.Choice{Name: n, Value: n[:min(len(n), 90)]})
		}
		return all, nil
	}
	return Config{Commands: commands}
}

func TestValuesAreSuggestedWhileAnOptionIsTyped(t *testing.T) {
	w := join(t, saying(0), offering(strings.Repeat("é", 150)))
	for option, want := range map[string]string{"lang": "lang gaz", "publisher": "publisher gaz"} {
		got := must(w.ann.Autocomplete(w.channel, "ask", emulator.Options{option: "gaz"}, option).Choices(deadline(t)))(t)
		if len(got) != 2 || got[0].Name != want || got[0].Value != "typed" || len([]rune(got[1].Name)) != 100 {
			t.Errorf("%s: %+v", option, got)
		}
	}
}

func TestNothingIsSuggestedWhereNothingCanBe(t *testing.T) {
	commands := bot.New(bot.Config{}).Commands
	commands[0].Suggest = nil
	w := join(t, saying(0), Config{Commands: commands})
	i := w.ann.Autocomplete(w.channel, "ask", emulator.Options{"publisher": "gaz"}, "publisher")
	if got, err := i.Choices(deadline(t)); err == nil {
		t.Errorf("a client offers suggestions that the command does not have: %+v", got)
	}
}
