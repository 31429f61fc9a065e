package discord

import (
	"strings"
	"testing"

	"verbatim/bot/discord/emulator"
	"verbatim/bot/locale"
)

// TestAReplyToAnAnswerIsAskedInItsContext asks on, in both languages, after a
// restart, where the first question is gone, and through the form.
func TestAReplyToAnAnswerIsAskedInItsContext(t *testing.T) {
	w := join(t, real(t))
	quotes := func(m emulator.Message, carried, text string) {
		t.Helper()
		if len(m.Embeds) == 0 || !strings.Contains(m.Content, carried) || !strings.Contains(strings.ReplaceAll(m.Text(), "**", ""), text) {
			t.Errorf("%s\nwant %q and %q", m.Text(), carried, text)
		}
	}
	asked := w.bob.Say(w.channel, w.Mention()+" Why was the old bridge closed?")
	english := w.reply(t, asked)
	when := w.reply(t, w.bob.Reply(english, "and when?"))
	quotes(when, "Going on about: old, bridge, closed", "closed in July")
	french := w.reply(t, w.ann.Say(w.channel, w.Mention()+" Combien de tonnes de pommes dans les vergers de la vallée ?"))
	quotes(w.reply(t, w.ann.Reply(french, "et la floraison ?")), "Suite, à propos de\u00a0: ", "La floraison avait commencé")

	if err := w.stop(); err != nil {
		t.Fatal(err)
	}
	w.start(t, real(t))
	quotes(w.reply(t, w.ann.Reply(when, "and who will strengthen it?")), "old, bridge, closed", "Engineers will strengthen") // a chain
	w.bob.Delete(asked)
	quotes(w.reply(t, w.bob.Reply(english, "when?")), "bridge", "closed in July") // by the words of the quotes
	slash := must(w.bob.Slash(w.channel, "ask", emulator.Options{"question": "Why was the old bridge closed?"}).Response(deadline(t)))(t)
	quotes(w.reply(t, w.bob.Reply(slash, "when?")), "old, bridge, closed", "closed in July")

	whole := w.reply(t, w.ann.Reply(english, "Combien de tonnes de pommes ont produit les vergers ?"))
	if quotes(whole, "", "300 tonnes"); strings.Contains(whole.Content, "Suite") {
		t.Errorf("a whole question was bent: %s", whole.Content)
	}
	for text, words := range map[string]*locale.Words{"merci !": locale.French, "thanks a lot!": locale.English} {
		if got := w.reply(t, w.ann.Reply(english, text)); got.Content != string(words.Follow.Thanked) {
			t.Errorf("%s: %s", text, got.Text())
		}
	}

	more := must(w.ann.Click(english, english.CustomID("More…")).Response(deadline(t)))(t)
	opened := w.ann.Click(more, more.CustomID("Poursuivre"))
	form := must(opened.Modal(deadline(t)))(t)
	got := must(w.ann.SubmitModal(opened, map[string]string{form.Inputs[0].CustomID: "when?"}).Response(deadline(t)))(t)
	if quotes(got, "Question\u00a0: when?\nSuite, à propos de\u00a0: ", "closed in July"); !got.Private {
		t.Error("the answer to the form is public")
	}
}

func TestASilentReplyGetsOneHint(t *testing.T) {
	w := join(t, real(t))
	answer := w.reply(t, w.ann.Say(w.channel, w.Mention()+" Combien de tonnes de pommes ?"))
	first, again := w.ann.ReplySilently(answer, "et pourquoi ?"), w.ann.ReplySilently(answer, "allô ?")
	other := w.bob.ReplySilently(answer, "why?")
	for _, m := range []emulator.Message{first, other} {
		if got := w.reply(t, m); unescape(got.Content) != string(locale.French.Follow.Unread) {
			t.Errorf("%s", got.Text())
		}
	}
	w.ann.ReplySilently(w.ann.Say(w.channel, "rien pour le bot"), "d’accord")
	last := w.ann.Say(w.channel, w.Mention()+" Combien de tonnes de pommes ?")
	w.reply(t, last)
	if n := w.replies(w.channel, again); n != 0 {
		t.Errorf("the second silent reply got %d hints", n)
	}
}
