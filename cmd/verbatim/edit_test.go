package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/bot/discord/emulator"
)

// TestModeratorsEditWhatIsStated: a note by the option, the rest by the form, in
// both languages; the article's file stays byte for byte.
func TestModeratorsEditWhatIsStated(t *testing.T) {
	for _, lang := range []string{"en-GB", "fr"} {
		t.Run(lang, func(t *testing.T) {
			m := moderating(t, lang)
			w := m.words.Corpus
			const question = "Who lit the lighthouse of Bute?"
			file := filepath.Join(m.folder, "Bute.md")
			before, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			choices, err := m.mod.Autocomplete(m.channel, "corpus edit", emulator.Options{"article": "of bute"}, "article").Choices(m.wait(t))
			if err != nil || len(choices) != 1 {
				t.Fatalf("articles: %v, %v", choices, err)
			}
			typed, _, _ := strings.Cut(string(w.Edit.State), " ")
			notes, err := m.mod.Autocomplete(m.channel, "corpus edit", emulator.Options{"article": "Bute.md", "note": typed}, "note").Choices(m.wait(t))
			if err != nil || len(notes) == 0 || notes[0].Value != string(w.Edit.State) {
				t.Fatalf("notes: %v, %v", notes, err)
			}

			noted := m.slash("corpus edit", emulator.Options{"article": choices[0].Value, "note": notes[0].Value})
			m.expect(noted, "Bute.md", string(w.Report.Applied))
			m.expect(m.asks(question), "The Bute Post ("+string(w.Edit.State)+")", "keeper of Bute lit")

			form := func(article string) *emulator.Interaction {
				i := m.mod.Slash(m.channel, "corpus edit", emulator.Options{"article": article})
				if _, err := i.Modal(m.wait(t)); err != nil {
					t.Fatal(err)
				}
				return i
			}
			fill := func(title, publisher, url, date string) map[string]string {
				return map[string]string{"title": title, "author": "", "publisher": publisher, "url": url, "date": date}
			}
			done := m.does(m.mod.SubmitModal(form("Bute.md"), fill("A lamp was lit", "The Bute Post", "https://news.example/bute", "1999-05")))
			m.expect(done, w.Edit.Done.With("file", "Bute.md"), string(w.Report.Applied))
			answer := m.asks(question)
			m.expect(answer, "A lamp was lit", "The Bute Post ("+string(w.Edit.State)+")", "1999", "keeper of Bute lit")
			if strings.Contains(answer.Text(), "2024") {
				t.Errorf("the former date: %s", answer.Text())
			}
			if after, err := os.ReadFile(file); err != nil || string(after) != string(before) {
				t.Errorf("the file was changed: %q, %v", after, err)
			}

			// What is wrong changes nothing.
			m.expect(m.does(m.mod.SubmitModal(form("Bute.md"), fill("A lamp was lit", "The Bute Post", "news", "1999-05"))), w.Edit.BadURL.With("value", "news"))
			m.expect(m.does(m.mod.SubmitModal(form("Bute.md"), fill("A lamp was lit", "The Bute Post", "", "yesterday"))), w.Edit.BadDate.With("value", "yesterday"))
			m.expect(m.slash("corpus edit", emulator.Options{"article": "nowhere.md", "note": "x"}), string(w.Errors.NoFile))

			// An emptied field is again what the article states, and "-" takes the note away.
			m.does(m.mod.SubmitModal(form("Bute.md"), fill("", "The Bute Post", "https://news.example/bute", "1999-05")))
			m.slash("corpus edit", emulator.Options{"article": "Bute.md", "note": "-"})
			answer = m.asks(question)
			m.expect(answer, "The lighthouse of Bute", "The Bute Post", "1999")
			if strings.Contains(answer.Text(), string(w.Edit.State)) {
				t.Errorf("the note is still there: %s", answer.Text())
			}
			m.expect(m.slash("corpus log", nil), string(w.Log.Actions["edited"]), "Bute.md", "mia")

			eve := m.AddUser("eve", lang)
			m.guild.Join(eve, 0)
			opened := form("Bute.md")
			m.guild.Join(m.mod, 0)
			m.expect(m.does(m.mod.SubmitModal(opened, fill("x", "x", "", ""))), string(m.words.NotAdmitted))
		})
	}
}
