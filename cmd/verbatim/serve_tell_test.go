package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/bot/discord/emulator"
)

// TestServeTellsWhoWaitsForAnAnswer asks what the articles do not answer, in
// both languages, looks at what they do hold of it, and waits for a reload.
func TestServeTellsWhoWaitsForAnAnswer(t *testing.T) {
	data := t.TempDir()
	m := moderating(t, "en-GB", "VERBATIM_DATA="+data)
	waiting := func() (kept []struct{ User, Question string }) {
		b, err := os.ReadFile(filepath.Join(data, "waiting.json"))
		if err == nil {
			err = json.Unmarshal(b, &kept)
		}
		if err != nil {
			t.Fatal(err)
		}
		return kept
	}
	wait := func(who *emulator.User, public emulator.Message) emulator.Message {
		t.Helper()
		opened := who.Click(public, public.CustomID("Tell me when it can be answered"))
		if form, err := opened.Modal(m.wait(t)); err != nil || form.Inputs[0].Value != "Who lit the lighthouse of Fair?" {
			t.Fatalf("%v, the form holds %+v", err, form)
		}
		return m.response(t, who.SubmitModal(opened, map[string]string{"question": "Who lit the lighthouse of Fair?"}))
	}
	deaf := m.AddUser("deaf", "en-GB")
	m.guild.Join(deaf, 0)
	deaf.BlockDMs()
	const question = "Who lit the lighthouse of Fair?"
	var scenes []emulator.Scene
	for _, c := range []struct {
		who                                           *emulator.User
		about, mentions, stop, forgot, remove, follow string
	}{
		{m.ann, "More…", "Mentions\u00a0: ", "Oublier mes questions", "Vos questions sont oubliées.", "Retirer", "Poursuivre"},
		{m.bob, "More…", "Mentioned: ", "Forget my questions", "Your questions are forgotten.", "Remove", "Follow up"},
		{deaf, "More…", "Mentioned: ", "Forget my questions", "", "Remove", "Follow up"},
	} {
		public := m.reply(t, c.who.Say(m.channel, m.Mention()+" "+question))
		if len(public.Embeds) != 0 || strings.Contains(public.Content, "\n") || len(public.Rows) != 1 || len(public.Rows[0]) > 3 {
			t.Fatalf("a public abstention: %s", public.Text())
		}
		about := m.response(t, c.who.Click(public, public.CustomID(c.about)))
		if !about.Private || !strings.Contains(about.Content, c.mentions) || !strings.Contains(about.Content, "Fair") || !strings.Contains(about.Content, "The lighthouse of ") {
			t.Errorf("what the articles hold of it: %s", about.Text())
		}
		if len(public.Rows[0]) != 2 || about.CustomID(c.remove) == "" {
			t.Errorf("the buttons of an abstention: %s\nof its More…: %s", public.Text(), about.Text())
		}
		opened := c.who.Click(about, about.CustomID(c.follow))
		if _, err := opened.Modal(m.wait(t)); err != nil {
			t.Fatal(err)
		}
		if got := m.response(t, c.who.SubmitModal(opened, map[string]string{"question": "and when?"})); !got.Private || !strings.Contains(got.Content, "lit, lighthouse, Fair") {
			t.Errorf("a follow-up of an abstention: %s", got.Text())
		}
		lost := m.reply(t, c.who.Reply(public, "and when?"))
		if form, err := c.who.Click(lost, lost.CustomID("Tell me when it can be answered")).Modal(m.wait(t)); err != nil || form.Inputs[0].Value != "and when? (lit, lighthouse, Fair)" {
			t.Errorf("%v, what would be kept of a follow-up: %+v", err, form)
		}
		told := wait(c.who, public)
		scenes = append(scenes, emulator.Scene{Heading: c.who.Name, Messages: []emulator.Message{public, about, told}})
		if !told.Private || !strings.Contains(told.Content, question) {
			t.Errorf("told %s", told.Text())
		}
		if c.forgot != "" {
			forgot := m.response(t, c.who.Click(told, told.CustomID(c.stop)))
			if forgot.Content != c.forgot || len(waiting()) != 0 {
				t.Errorf("%s, and %v waits", forgot.Text(), waiting())
			}
		}
	}
	for _, who := range []*emulator.User{m.ann, m.bob} {
		public := m.reply(t, who.Say(m.channel, m.Mention()+" "+question))
		wait(who, public)
		wait(who, public) // does no harm
	}
	if n := len(waiting()); n != 3 {
		t.Fatalf("%d questions wait", n)
	}
	m.put("Fair")
	m.expect(m.slash("corpus reload", nil), string(m.words.Corpus.Report.Applied))
	for who, begins := range map[*emulator.User]string{m.ann: "Vous vouliez savoir", m.bob: "You wanted to be told"} {
		m.Eventually("a direct message", func() bool {
			all := who.Sees(who.DMChannel())
			return len(all) == 1 && strings.HasPrefix(all[0].Content, begins) && strings.Contains(all[0].Text(), "The lighthouse of Fair")
		})
	}
	for _, who := range []*emulator.User{m.ann, m.bob} {
		scenes = append(scenes, emulator.Scene{Heading: who.Name + ", told", Messages: who.Sees(who.DMChannel())})
	}
	writePreview(t, scenes)
	m.Eventually("nothing waits", func() bool { return len(waiting()) == 0 })
}
