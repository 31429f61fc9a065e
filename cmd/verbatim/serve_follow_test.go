package main

import (
	"strings"
	"testing"

	"verbatim/bot/discord/emulator"
)

// conversations are questions, what is asked in reply to their answers, and words
// of a quote that answers that, written from the sample's articles.
var conversations = []struct{ question, reply, want string }{
	{"Quand Poutine est-il allé à Pyongyang ?", "et qui l'accompagnait ?", "Belooussov"},
	{"Combien de soldats nord-coréens dans la région de Koursk ?", "et combien de morts ?", "cent soldats"},
	{"Qu'y a-t-il dans les ballons envoyés par la Corée du Nord ?", "et quel numéro appeler ?", "1338"},
	{"Qui est Choe Son-hui ?", "et elle a vu qui à Moscou ?", "Poutine"},
	{"Pourquoi Kim Jong-un envoie-t-il des soldats en Russie ?", "et leur solde ?", "2 000 dollars"},
	{"Le président Yoon a-t-il été destitué ?", "et par combien de voix ?", "204"},
	{"Qui a gagné le prix Nobel de littérature ?", "elle est née où ?", "Gwangju"},
	{"Quand rouvre la station de Wonsan ?", "et les Américains ?", "passeport"},
	{"Why did the US soldier run into North Korea?", "and who negotiated?", "Sweden"},
	{"What did Kim Jong Un show Shoigu?", "and the drones?", "American models"},
	{"How many shells did North Korea send to Russia?", "from which port?", "Rajin"},
	{"What is the panel of experts?", "and why did Russia veto it?", "examine arms deliveries"},
	{"What does article 4 of the treaty say?", "and when was it printed?", "20 June"},
	{"What is ATACMS?", "what is its range?", "300 kilometres"},
	{"When was martial law declared in Seoul?", "how long did it last?", "hours"},
	{"How many North Korean soldiers were killed in Kursk?", "and who says so?", "NIS"},
}

// TestServeFollowsUp replies to answers, after a restart too, by the form, and
// with the ping switched off.
func TestServeFollowsUp(t *testing.T) {
	n := serving(t, "VERBATIM_SAMPLE=true", "VERBATIM_COOLDOWN_USER=0", "VERBATIM_COOLDOWN_CHANNEL=0", "VERBATIM_COOLDOWN_SERVER=0")
	right := 0
	for _, c := range conversations {
		answer := n.reply(t, n.bob.Say(n.channel, n.Mention()+" "+c.question))
		next := n.reply(t, n.ann.Reply(answer, c.reply))
		text := strings.ReplaceAll(next.Text(), "**", "")
		if strings.Contains(text, c.want) && (strings.Contains(text, "Going on about: ") || strings.Contains(text, "Suite, à propos de")) {
			right++
		} else {
			t.Logf("%s – %s\n%s", c.question, c.reply, text)
		}
	}
	t.Logf("%d of %d follow-ups answered", right, len(conversations))
	if right < 10 {
		t.Errorf("%d of %d follow-ups answered", right, len(conversations))
	}

	for who, c := range map[*emulator.User]struct{ question, follow, carried, unread, about, button, thanks, whole string }{
		n.ann: {"Pourquoi Kim Jong-un a-t-il envoyé des soldats en Russie ?", "et combien ?", "Suite, à propos de : ", "Je ne peux pas lire", "Plus…", "Poursuivre", "merci !", "Qui a remporté le prix Nobel de littérature ?"},
		n.bob: {"Why did Kim Jong-un send soldiers to Russia?", "and how many?", "Going on about: ", "I cannot read", "More…", "Follow up", "thanks!", "When was martial law declared in Seoul?"},
	} {
		answer := n.reply(t, who.Say(n.channel, n.Mention()+" "+c.question))
		if got := n.reply(t, who.Reply(answer, c.whole)); strings.Contains(got.Content, c.carried) || len(got.Embeds) == 0 {
			t.Errorf("a question of its own: %s", got.Text())
		}
		if got := n.reply(t, who.Reply(answer, c.thanks)); strings.Contains(got.Content, c.carried) || len(got.Embeds) != 0 {
			t.Errorf("thanks: %s", got.Text())
		}
		opened := func() *emulator.Interaction {
			more := n.response(t, who.Click(answer, answer.CustomID(c.about)))
			return who.Click(more, more.CustomID(c.button))
		}()
		if _, err := opened.Modal(n.wait(t)); err != nil {
			t.Fatal(err)
		}
		if got := n.response(t, who.SubmitModal(opened, map[string]string{"question": c.follow})); !got.Private || !strings.Contains(got.Content, c.carried) || len(got.Embeds) == 0 {
			t.Errorf("the form: %s", got.Text())
		}
		if got := n.reply(t, who.ReplySilently(answer, c.follow)); !strings.Contains(got.Content, "“Follow up”") && !strings.Contains(got.Content, c.unread) {
			t.Errorf("without a ping: %s", got.Text())
		}
		who.ReplySilently(answer, c.follow) // is not hinted at again
		chain := n.reply(t, who.Reply(n.reply(t, who.Reply(answer, c.follow)), c.follow))
		if !strings.Contains(chain.Content, c.carried) {
			t.Errorf("a chain: %s", chain.Text())
		}
	}
}
