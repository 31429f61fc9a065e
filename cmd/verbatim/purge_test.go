package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/bot/discord/emulator"
	"verbatim/bot/locale"
)

// TestModeratorsTakeATextDown: out of answers, of the folder, and of what was
// posted, in both languages.
func TestModeratorsTakeATextDown(t *testing.T) {
	for _, lang := range []string{"en-GB", "fr"} {
		t.Run(lang, func(t *testing.T) {
			m := moderating(t, lang)
			w := m.words.Corpus.Purge
			const question = "Who lit the lighthouse of Bute?"
			posted := m.asks(question)
			slash := m.response(t, m.bob.Slash(m.channel, "ask", emulator.Options{"question": question}))
			other := m.asks("Who lit the lighthouse of Aran?")
			check := func() emulator.Message {
				return m.response(t, m.bob.Slash(m.channel, "check", emulator.Options{"quote": "The keeper of Bute lit the lighthouse on Saturday evening"}))
			}
			private, late := check(), check()
			share := private.CustomID(string(locale.English.Reading.Share))
			shared := m.response(t, m.bob.Click(private, share))
			for _, answer := range []emulator.Message{posted, slash, private, shared} {
				m.expect(answer, "keeper of Bute lit")
			}

			choices, err := m.mod.Autocomplete(m.channel, "corpus-admin purge", emulator.Options{"article": "of bute"}, "article").Choices(m.wait(t))
			if err != nil || len(choices) != 1 {
				t.Fatalf("articles: %v, %v", choices, err)
			}
			confirm := m.slash("corpus-admin purge", emulator.Options{"article": choices[0].Value})
			lateYes := m.slash("corpus-admin purge", emulator.Options{"article": "Bute.md"})
			m.expect(confirm, "The lighthouse of Bute", "The Bute Post", "Bute.md")
			done := m.does(m.mod.Click(confirm, confirm.CustomID(string(w.Yes))))
			m.expect(done, m.words.Count(w.Done, 1), m.words.Count(w.Edited, 3))
			if _, err := os.Stat(filepath.Join(m.folder, "Bute.md")); err == nil {
				t.Error("the file is still there")
			}
			for _, before := range []emulator.Message{posted, slash, shared} {
				m.Eventually("the answer is edited", func() bool { return !strings.Contains(m.now(t, before).Text(), "keeper of Bute") })
				if now := m.now(t, before); len(now.Embeds) != 0 || len(now.Rows) != 0 || now.Content == "" {
					t.Errorf("what is left of an answer: %+v", now)
				}
			}
			if got := m.response(t, m.bob.Click(late, share)); !got.Private || strings.Contains(got.Text(), "keeper of Bute") {
				t.Errorf("shared after it was withdrawn: %s", got.Text())
			}
			m.expect(m.now(t, other), "keeper of Aran lit")
			if got := m.asks(question); strings.Contains(got.Text(), "keeper of Bute") {
				t.Errorf("it is still quoted: %s", got.Text())
			}

			// It does not come back.
			m.put("Bute")
			m.slash("corpus reload", nil)
			if got := m.asks(question); strings.Contains(got.Text(), "keeper of Bute") {
				t.Errorf("it has come back: %s", got.Text())
			}
			again := m.does(m.mod.Click(lateYes, lateYes.CustomID(string(w.Yes))))
			m.expect(again, string(w.Gone))
			m.expect(m.slash("corpus-admin purge", emulator.Options{"article": "nowhere.md"}), string(m.words.Corpus.Errors.NoFile))
			barred := m.slash("corpus-admin purge", emulator.Options{"article": "https://news.example/a/page"})
			m.expect(barred, string(w.Address))
			m.expect(m.does(m.mod.Click(barred, barred.CustomID(string(w.Yes)))), string(w.Barred))
			m.expect(m.slash("corpus log", nil), string(m.words.Corpus.Log.Actions["purged"]), "mia")

			// A member without the right may not, not even with an old button.
			eve := m.AddUser("eve", lang)
			m.guild.Join(eve, 0)
			ask := m.slash("corpus-admin purge", emulator.Options{"article": "Aran.md"})
			m.guild.Join(m.mod, 0)
			m.expect(m.does(m.mod.Click(ask, ask.CustomID(string(w.Yes)))), string(m.words.NotAdmitted))
			m.expect(m.asks("Who lit the lighthouse of Aran?"), "keeper of Aran lit")
		})
	}
}

// now is a message of the channel as it stands now.
func (m *moderated) now(t *testing.T, before emulator.Message) emulator.Message {
	t.Helper()
	for _, one := range m.Messages(m.channel) {
		if one.ID == before.ID {
			return one
		}
	}
	t.Fatalf("the message is gone: %s", before.Text())
	return before
}

// TestPurgeReadsTheFolderFirst purges what no command has read yet.
func TestPurgeReadsTheFolderFirst(t *testing.T) {
	t.Chdir(t.TempDir())
	folder, data := article(t), t.TempDir()
	command := func(args ...string) (int, string) {
		var out output
		code := run(t.Context(), append(args, "-corpus", folder, "-data", data), nil, nil, &out, &out)
		return code, out.String()
	}
	write(t, filepath.Join(folder, "bute.md"), "---\ntitle: The lighthouse of Bute\nurl: https://news.example/bute\n---\n\nThe keeper of Bute lit the lighthouse on Saturday evening.\n")
	if code, out := command("purge", "bute.md"); code != 0 || !strings.Contains(out, "1 article would be taken down") {
		t.Errorf("%d %s", code, out)
	}
	write(t, filepath.Join(folder, "cape.md"), "---\ntitle: The lighthouse of Cape\nurl: https://news.example/cape\n---\n\nThe keeper of Cape lit the lighthouse on Sunday evening.\n")
	for _, what := range []string{"https://news.example/cape", "bute.md"} {
		if code, out := command("purge", "-yes", what); code != 0 || !strings.Contains(out, "Taken down for good: 1 article") {
			t.Errorf("%s: %d %s", what, code, out)
		}
	}
	left, err := filepath.Glob(filepath.Join(folder, "*.md"))
	if err != nil || len(left) != 1 {
		t.Errorf("left: %v, %v", left, err)
	}
}
