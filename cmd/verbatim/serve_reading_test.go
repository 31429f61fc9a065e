package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"verbatim/bot/discord/emulator"
)

// readings are the words of the buttons under an answer, in both languages.
var readings = map[string]struct {
	question, next, context, about, open, report, share, shared, passage, thanks, translation, removed string
}{
	"fr": {"Pourquoi la Corée du Nord aide-t-elle la Russie ?", "Suite (", "En contexte", "Plus…", "Ouvrir à la phrase", "Source erronée\u202f?",
		"Montrer à tous", "Partagé par ann", "Passage ", "Merci", "n’est plus le texte exact", "La réponse a été retirée."},
	"en": {"Why is North Korea sending soldiers to Russia?", "Next (", "In context", "More…", "Open at the sentence", "Wrong source?",
		"Show to everybody", "Shared by bob", "Passage ", "Thank you", "no longer verbatim", "The answer was removed."},
}

// TestServeLetsPeopleReadOn presses every button under an answer, in both
// languages, as who asked and as another.
func TestServeLetsPeopleReadOn(t *testing.T) {
	bodies := texts(t)
	data := t.TempDir()
	n := serving(t, "VERBATIM_SAMPLE=true", "VERBATIM_COOLDOWN_USER=0", "VERBATIM_COOLDOWN_CHANNEL=0", "VERBATIM_DATA="+data,
		"VERBATIM_TRANSLATE_URL=https://translate.example/?from={from}&to={to}&q={text}")
	var scenes []emulator.Scene
	for lang, who := range map[string]*emulator.User{"fr": n.ann, "en": n.bob} {
		words := readings[lang]
		answer := n.reply(t, who.Say(n.channel, n.Mention()+" "+words.question))
		buttons := 0
		for _, row := range answer.Rows {
			buttons += len(row)
		}
		if buttons > 3 || !strings.Contains(answer.Text(), words.translation) || !strings.Contains(answer.Embeds[0].Description+answer.Embeds[1].Description, "https://translate.example/?from=") {
			t.Errorf("%s: %d buttons under %s", lang, buttons, answer.Text())
		}
		scene := emulator.Scene{Heading: words.question, Messages: []emulator.Message{answer}}

		context := n.response(t, who.Click(answer, answer.CustomID(words.context)))
		scene.Messages = append(scene.Messages, context)
		if context.CustomID(words.context) != "" {
			t.Errorf("%s: what stands in context offers to show it so", lang)
		}
		if !context.Private || len(context.Embeds) != len(answer.Embeds) || !slices.Equal(printed(context), printed(answer)) {
			t.Errorf("%s: in context %s", lang, context.Text())
		}
		checkShares(t, context, bodies)
		if !strings.Contains(context.Content, words.question) {
			t.Errorf("%s: in context of what was asked: %s", lang, context.Content)
		}

		about := n.response(t, who.Click(context, context.CustomID(words.about)))
		scene.Messages = append(scene.Messages, about)
		if lang == "fr" && !strings.Contains(about.Text(), "«\u00a0help\u00a0» (aide)") {
			t.Errorf("the word of the question is not beside the printed one: %s", about.Text())
		}
		if !about.Private || !strings.Contains(about.Text(), words.passage) || about.CustomID(words.share) == "" {
			t.Errorf("%s: about %s", lang, about.Text())
		}
		checkAbout(t, about, answer, words.open)

		opened := who.Click(about, about.CustomID("2 · "+words.report))
		form, err := opened.Modal(n.wait(t))
		if name := []rune(answer.Embeds[1].Title)[:20]; err != nil || !strings.Contains(form.Title, string(name)) {
			t.Fatalf("%s: the form does not say which quote it is about: %q (%v)", lang, form.Title, err)
		}
		thanks := n.response(t, who.SubmitModal(opened, map[string]string{"what": "the date is wrong " + lang}))
		if !thanks.Private || !strings.HasPrefix(thanks.Content, words.thanks) {
			t.Errorf("%s: a report is answered by %s", lang, thanks.Text())
		}

		hidden := n.response(t, who.Slash(n.channel, "ask", emulator.Options{"question": words.question, "private": true}))
		more := n.response(t, who.Click(hidden, hidden.CustomID(words.about)))
		shared := n.response(t, who.Click(more, more.CustomID(words.share)))
		if !hidden.Private || shared.Private || !strings.Contains(shared.Content, words.shared) || !slices.Equal(printed(shared), printed(hidden)) {
			t.Errorf("%s: shared %s", lang, shared.Text())
		}
		scene.Messages = append(scene.Messages, shared)

		next := n.response(t, who.Click(answer, answer.CustomID(labelled(answer, words.next))))
		if !next.Private || len(next.Embeds) == 0 || slices.ContainsFunc(printed(next), func(q string) bool { return slices.Contains(printed(answer), q) }) {
			t.Errorf("%s: the next quotes are %s", lang, next.Text())
		}
		n.removes(t, who, answer, words.about, words.removed)
		scenes = append(scenes, scene)
	}
	log, err := os.ReadFile(filepath.Join(data, "audit.jsonl"))
	if err != nil || !bytes.Contains(log, []byte("the date is wrong fr")) || !bytes.Contains(log, []byte("the date is wrong en")) {
		t.Errorf("the reports are not in the log: %v\n%s", err, log)
	}
	writePreview(t, scenes)
}

// removes removes an answer as who asked for it, after another has tried.
func (n *newsroom) removes(t *testing.T, who *emulator.User, answer emulator.Message, about, removed string) {
	t.Helper()
	remove := map[*emulator.User]string{n.ann: "Retirer", n.bob: "Remove"}
	other := n.ann
	if who == n.ann {
		other = n.bob
	}
	theirs := n.response(t, other.Click(answer, answer.CustomID(about)))
	if refused := n.response(t, other.Click(theirs, theirs.CustomID(remove[other]))); !refused.Private || refused.Content == "" {
		t.Errorf("somebody else removes an answer: %s", refused.Text())
	}
	own := n.response(t, who.Click(answer, answer.CustomID(about)))
	told := n.response(t, who.Click(own, own.CustomID(remove[who])))
	if err := n.WaitGone(n.wait(t), answer); err != nil || told.Content != removed {
		t.Errorf("who asked is told %q (%v), want %q", told.Text(), err, removed)
	}
}

// checkAbout reports quotes of an answer that it says nothing of, or without a
// link to the sentence.
func checkAbout(t *testing.T, about, answer emulator.Message, open string) {
	t.Helper()
	fields := about.Embeds[0].Fields
	if len(fields) != len(answer.Embeds) {
		t.Fatalf("%d facts of %d quotes", len(fields), len(answer.Embeds))
	}
	for i, f := range fields {
		page, _, _ := strings.Cut(answer.Embeds[i].URL, "#")
		if !strings.HasPrefix(f.Name, strconv.Itoa(i+1)+" · ") || !strings.Contains(f.Value, "["+open+"]("+page+"#:~:text=") {
			t.Errorf("of quote %d it says %q: %q", i+1, f.Name, f.Value)
		}
	}
}

// checkShares reports a message that shows more than 600 characters of one
// article, or text that no article holds.
func checkShares(t *testing.T, m emulator.Message, bodies []string) {
	t.Helper()
	quotes := printed(m)
	for i, e := range m.Embeds {
		shown := utf8.RuneCountInString(quotes[i])
		for line := range strings.SplitSeq(e.Description, "\n") {
			for _, label := range []string{"-# Juste avant\u00a0: ", "-# Juste après\u00a0: ", "-# Just before: ", "-# Just after: "} {
				if text, ok := strings.CutPrefix(line, label); ok {
					text = strings.ReplaceAll(text, `\`, "")
					shown += utf8.RuneCountInString(text)
					if !slices.ContainsFunc(bodies, func(body string) bool {
						return strings.Contains(strings.Join(strings.Fields(strings.ReplaceAll(body, `\`, "")), " "), strings.Join(strings.Fields(text), " "))
					}) {
						t.Errorf("no article says %q", text)
					}
				}
			}
		}
		if shown > 600 {
			t.Errorf("%d characters of %q", shown, e.Title)
		}
		if shown == utf8.RuneCountInString(quotes[i]) {
			t.Errorf("nothing stands around %q", quotes[i])
		}
	}
}

// TestServeSaysWhatThePrintedWordsAnswerTo asks in French of English articles: by
// a mention, whose text is read again, and by a command.
func TestServeSaysWhatThePrintedWordsAnswerTo(t *testing.T) {
	m := moderating(t, "fr")
	const question = "Qui a allumé le phare de Bute ?"
	for name, answer := range map[string]emulator.Message{
		"a mention": m.reply(t, m.ann.Say(m.channel, m.Mention()+" "+question)),
		"a command": m.response(t, m.ann.Slash(m.channel, "ask", emulator.Options{"question": question})),
	} {
		button := answer.CustomID("More…") // all read the answer to a mention, in the server's language
		if button == "" {
			button = answer.CustomID("Plus…")
		}
		about := m.response(t, m.ann.Click(answer, button))
		for _, want := range []string{"«\u00a0lighthouse\u00a0» (phare)", "«\u00a0Bute\u00a0»"} {
			if !strings.Contains(about.Text(), want) {
				t.Errorf("%s: no %s in\n%s", name, want, about.Text())
			}
		}
		if strings.Contains(about.Text(), "Bute\u00a0» (") {
			t.Errorf("%s: a word is explained by itself:\n%s", name, about.Text())
		}
	}
}

// labelled is the label of the button of a message that begins so; "" for none.
func labelled(m emulator.Message, begin string) string {
	for _, row := range m.Rows {
		for _, c := range row {
			if strings.HasPrefix(c.Label, begin) {
				return c.Label
			}
		}
	}
	return ""
}
