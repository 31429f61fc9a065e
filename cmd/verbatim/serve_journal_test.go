package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/bot/discord/emulator"
)

// toldIn counts the messages of a channel that have a text in them.
func (m *moderated) toldIn(c *emulator.Channel, text string) int {
	n := 0
	for _, m := range m.Messages(c) {
		if strings.Contains(m.Text(), text) {
			n++
		}
	}
	return n
}

// TestTheLogChannelIsToldOfEveryChangeOnce goes through changes, a refused
// reload, a channel that takes nothing, and a server that is no home.
func TestTheLogChannelIsToldOfEveryChangeOnce(t *testing.T) {
	for _, lang := range []string{"en-GB", "fr"} {
		t.Run(lang, func(t *testing.T) {
			m := moderating(t, lang)
			w := m.words
			journal := m.guild.AddChannel("journal")
			journal.DenyBot(emulator.SendMessages)
			m.expect(m.slash("settings", emulator.Options{"log-channel": journal}), w.Settings.NoAccess.With("channel", "#journal"))
			journal.DenyBot(0)
			m.expect(m.slash("settings", emulator.Options{"log-channel": journal, "lang": lang}), string(w.Settings.Changed), "#journal")
			if len(m.Messages(journal)) != 1 {
				t.Errorf("the channel was not told that it is one: %v", m.Messages(journal))
			}

			m.put("Eyot")
			m.slash("corpus reload", nil)
			m.slash("corpus-admin mute", emulator.Options{"publisher": "The Cape Post"})
			for _, n := range []string{"Aran", "Bute", "Cape", "Dune"} {
				os.Remove(filepath.Join(m.folder, n+".md"))
			}
			m.slash("corpus reload", nil)
			for _, action := range []string{"muted", "reloaded", "refused"} {
				text := "· " + string(w.Corpus.Log.Actions[action]) + " ·"
				m.Eventually("the log channel is told: "+text, func() bool { return m.toldIn(journal, text) == 1 })
			}

			// What it takes no more is logged once, and not made up for later.
			journal.DenyBot(emulator.SendMessages)
			m.slash("corpus-admin unmute", emulator.Options{"publisher": "The Cape Post"})
			m.slash("corpus-admin mute", emulator.Options{"publisher": "The Bute Post"})
			m.slash("corpus-admin unmute", emulator.Options{"publisher": "The Bute Post"})
			m.Eventually("the refusal is logged", func() bool { return strings.Contains(m.log.String(), "the log channel takes no message") })
			journal.DenyBot(0)
			m.slash("corpus-admin mute", emulator.Options{"publisher": "The Dune Post"})
			m.Eventually("it is told again", func() bool { return m.toldIn(journal, "The Dune Post") == 1 })
			if n := strings.Count(m.log.String(), "the log channel takes no message"); n != 1 {
				t.Errorf("the refusal was logged %d times", n)
			}
			if n := m.toldIn(journal, "· "+string(w.Corpus.Log.Actions["reloaded"])+" ·"); n != 1 {
				t.Errorf("the reload was told %d times", n)
			}
			m.expect(m.slash("settings", emulator.Options{"log-channel": journal}), string(w.Settings.Changed))
		})
	}
}
