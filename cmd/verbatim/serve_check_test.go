package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"verbatim/bot/discord/emulator"
)

// TestServeChecksQuotes has the quotes of messages checked in both languages,
// shares what came, and looks for the sources of a message.
func TestServeChecksQuotes(t *testing.T) {
	bodies := texts(t)
	n := serving(t, "VERBATIM_SAMPLE=true", "VERBATIM_COOLDOWN_USER=0", "VERBATIM_COOLDOWN_CHANNEL=0")
	for _, menu := range []string{"Check this quote", "Find sources"} {
		if err := n.WaitCommand(n.wait(t), menu); err != nil {
			t.Fatal(err)
		}
	}
	type want struct{ exact, altered, absent, sharing, shared string }
	words := map[*emulator.User]want{
		n.ann: {"imprimé mot pour mot", "imprimé autrement", "pas dans ces articles", "Montrer à tous", "Partagé par ann"},
		n.bob: {"printed word for word", "printed otherwise", "not in these articles", "Show to everybody", "Shared by bob"},
	}
	var scenes []emulator.Scene
	for who, say := range words {
		said := n.ann.Say(n.channel, "J’ai lu « La durée du traité est courte, Sa durée est illimitée » ?\n> kim jong-un envoie des soldats en russie pour trois raisons\nto be seen")
		exact := n.response(t, who.MessageMenu("Check this quote", said))
		if !exact.Private || !strings.Contains(exact.Content, say.exact) || len(exact.Embeds) != 1 || !strings.Contains(exact.Embeds[0].Description, "**") {
			t.Errorf("a block quote: %s", exact.Text())
		}
		mixed := n.bob.Say(n.channel, `They wrote “The sanctions do not remain in force.” and "Two hundred and nine deputies sang in the hall of mirrors yesterday".`)
		got := n.response(t, who.MessageMenu("Check this quote", mixed))
		if !got.Private || !strings.Contains(got.Content, say.altered) || !strings.Contains(got.Content, say.absent) || strings.Contains(strings.ToLower(got.Content), "false") {
			t.Errorf("two quotes: %s", got.Text())
		}
		if len(got.Embeds) != 1 || !strings.HasPrefix(got.Embeds[0].Description, "-# ") && !strings.Contains(got.Embeds[0].Description, "The sanctions ~~do not~~ remain in force") {
			t.Errorf("the difference: %s", got.Text())
		}
		typed := n.response(t, who.Slash(n.channel, "check", emulator.Options{"quote": "Sa durée est illimitée."}))
		if !typed.Private || !strings.Contains(typed.Content, say.exact) {
			t.Errorf("typed: %s", typed.Text())
		}
		shared := n.response(t, who.Click(got, got.CustomID(say.sharing)))
		if shared.Private || !strings.Contains(shared.Content, say.shared) || !slices.Equal(printed(shared), printed(got)) {
			t.Errorf("shared: %s", shared.Text())
		}
		if again := n.response(t, who.Click(got, got.CustomID(say.sharing))); !again.Private {
			t.Errorf("shared again: %s", again.Text())
		}
		empty := n.response(t, who.MessageMenu("Check this quote", n.ann.Say(n.channel, "<@"+n.bob.ID+">")))
		if !empty.Private || len(empty.Embeds) != 0 {
			t.Errorf("no text: %s", empty.Text())
		}
		sources := n.response(t, who.MessageMenu("Find sources", n.bob.Say(n.channel, "lol they really sent north korean soldiers to fight in kursk, unbelievable, what a world we live in")))
		if !sources.Private || len(sources.Embeds) == 0 || strings.Contains(sources.Content, "sent north korean soldiers") {
			t.Errorf("sources: %s", sources.Text())
		}
		long := n.response(t, who.MessageMenu("Find sources", n.bob.Say(n.channel, "Morning all, coffee first, then the garden, my neighbour has painted his fence green and the whole street talks of nothing else. "+
			"Did anybody see that South Korea may send weapons to Ukraine after all? My sister in law says that the price of butter will double before the summer, who knows.")))
		if !long.Private || !strings.Contains(strings.Join(printed(long), " "), "Ukraine") {
			t.Errorf("sources of a long message: %s", long.Text())
		}
		for _, m := range []emulator.Message{exact, got, typed, shared, sources, long} {
			for _, quote := range printed(m) {
				if !slices.ContainsFunc(bodies, func(body string) bool { return strings.Contains(body, quote) }) {
					t.Errorf("no article says %q", quote)
				}
			}
		}
		scenes = append(scenes, emulator.Scene{Heading: say.exact, Messages: []emulator.Message{exact, got, shared, sources}})
	}
	writePreview(t, scenes)
}

// TestCheckSaysWhatIsPrinted runs the command in the terminal.
func TestCheckSaysWhatIsPrinted(t *testing.T) {
	for args, want := range map[string]string{
		"Sa durée est illimitée":                                                            `imprimé mot pour mot\.\n\n> (?:.*)Sa durée est illimitée\.`,
		"The sanctions do not remain in force":                                              `A negation: “do not” is not printed\n  The sanctions \[-do not-\] remain in force\.\n`,
		"Le Courrier d'exemple wrote “That line may move.”":                                 `The message names Le Courrier d'exemple; in these articles that is printed in: The Sample Review \(21 June 2024\)\.`,
		"On m’a dit ce matin que aucun communique n’a fait etat d’un contrat, tu y crois ?": `mot pour mot`,
		"Nobody ever painted the moon green on Tuesday":                                     `not in these articles`,
	} {
		var out, log output
		if code := run(t.Context(), []string{"check", args}, []string{"VERBATIM_DATA=" + t.TempDir()}, nil, &out, &log); code != 0 || !regexp.MustCompile(want).MatchString(out.String()) {
			t.Errorf("%s: %d\n%s%s", args, code, out.String(), log.String())
		}
	}
	var out, log output
	if code := run(t.Context(), []string{"check"}, nil, nil, &out, &log); code != 2 || !strings.Contains(log.String(), "there is no quote") {
		t.Errorf("%d %s", code, log.String())
	}
	out = output{}
	if code := run(t.Context(), []string{"check", "-json", "“The sanctions remain in force” and “Sa durée est illimitée”"}, []string{"VERBATIM_DATA=" + t.TempDir()}, nil, &out, &log); code != 0 || strings.Count(out.String(), `"verdict":"exact"`) != 2 {
		t.Errorf("%d %s", code, out.String())
	}
}
