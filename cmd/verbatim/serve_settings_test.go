package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/bot/discord/emulator"
)

// TestServeKeepsTheSettingsOfEachServer has a moderator of each language set
// their server, and members meet the settings there and nowhere else.
func TestServeKeepsTheSettingsOfEachServer(t *testing.T) {
	const question = "when did North Korea send soldiers to Russia?"
	data := t.TempDir()
	env := []string{"VERBATIM_SAMPLE=true", "VERBATIM_DATA=" + data, "VERBATIM_COOLDOWN_USER=5/1s", "VERBATIM_COOLDOWN_CHANNEL=0", "VERBATIM_COOLDOWN_SERVER=100/1m"}
	n := serving(t, env...)
	if err := n.WaitCommand(n.wait(t), "settings"); err != nil {
		t.Fatal(err)
	}
	other := n.AddGuild("Elsewhere", "en-GB")
	other.Join(n.bob, 0)
	elsewhere := other.AddChannel("general")
	type words struct{ title, changed, loose, strict, rate, role, here, lang, sources string }
	said := map[string]words{
		"fr":    {"Réglages de ce serveur", "C’est changé", "C’est trop", "C’est trop peu", "n’est pas une limite", "@Readers", "dans ce salon", "n’est pas une langue", "français"},
		"en-GB": {"Settings of this server", "Changed", "is too much", "is too little", "is no cooldown", "@Readers", "in this channel", "is no language", "French"},
	}
	var scenes []emulator.Scene
	for lang, say := range said {
		mod, asker := n.AddUser("mia-"+strings.ToLower(lang), lang), n.AddUser("leo-"+strings.ToLower(lang), lang)
		n.guild.Join(mod, emulator.ManageGuild)
		n.guild.Join(asker, 0)
		role := n.guild.AddRole("Readers")
		set := func(o emulator.Options, want ...string) emulator.Message {
			t.Helper()
			m := n.response(t, mod.Slash(n.channel, "settings", o))
			for _, w := range want {
				if !m.Private || !strings.Contains(m.Text(), w) {
					t.Errorf("%v: %q is not in\n%s", o, w, m.Text())
				}
			}
			return m
		}
		if err := asker.Slash(n.channel, "settings", nil); err == nil {
			t.Error("a member may use /settings")
		}
		set(nil, say.title)
		set(emulator.Options{"server-cooldown": "200/1m"}, say.loose)
		set(emulator.Options{"user-cooldown": "1/1h"}, say.strict)
		set(emulator.Options{"user-cooldown": "often"}, say.rate)
		set(emulator.Options{"lang": "Klingon"}, say.lang)
		set(emulator.Options{"quotes": 1, "private": true, "lang": "fr"}, say.changed, say.sources)
		if kept, err := openServers(data); err != nil || kept.Of(n.guild.ID).Quotes != 1 || !kept.Of(n.guild.ID).Private {
			t.Errorf("on the disk: %+v, %v", kept.Of(n.guild.ID), err)
		}
		if m := n.response(t, asker.Slash(n.channel, "ask", emulator.Options{"question": question})); !m.Private || len(m.Embeds) != 1 {
			t.Errorf("private by default, one quote: %v %s", m.Private, m.Text())
		}
		if m := n.response(t, asker.Slash(n.channel, "ask", emulator.Options{"question": question, "private": false})); m.Private || len(m.Embeds) != 1 || !strings.Contains(m.Text(), "Question :") && !strings.Contains(m.Text(), "Question\u00a0:") {
			t.Errorf("asked in public, in French: %v %s", m.Private, m.Text())
		}
		if m := n.response(t, n.bob.Slash(elsewhere, "ask", emulator.Options{"question": question})); m.Private {
			t.Errorf("another server's setting: %s", m.Text())
		}

		listed := set(emulator.Options{"role": role, "quiet-channel": n.guild.AddChannel("lounge-" + strings.ToLower(lang))}, say.changed, "@Readers", "#lounge")
		refused := n.response(t, asker.Slash(n.channel, "ask", emulator.Options{"question": question, "private": false}))
		if !refused.Private || !strings.Contains(refused.Text(), say.role) {
			t.Errorf("without the role: %s", refused.Text())
		}
		if m := n.reply(t, asker.Say(n.channel, n.Mention()+" "+question)); len(m.Embeds) != 0 || !strings.Contains(m.Text(), say.role) {
			t.Errorf("a mention without the role: %s", m.Text())
		}
		n.guild.Grant(asker, role)
		if m := n.reply(t, asker.Say(n.channel, n.Mention()+" "+question)); len(m.Embeds) != 1 {
			t.Errorf("with the role: %s", m.Text())
		}
		set(emulator.Options{"role": n.guild.Everyone(), "quiet-channel": n.channel}, say.changed)
		quiet := n.response(t, asker.Slash(n.channel, "ask", emulator.Options{"question": question, "private": false}))
		if !quiet.Private || !strings.Contains(quiet.Text(), say.here) {
			t.Errorf("in a channel left alone: %s", quiet.Text())
		}
		set(emulator.Options{"reset": true}, say.changed)
		scenes = append(scenes, emulator.Scene{Heading: say.title, Messages: []emulator.Message{listed, refused, quiet}})
	}
	if b, err := os.ReadFile(filepath.Join(data, "settings.jsonl")); err != nil || bytes.Count(b, []byte("\n")) != 8 || !bytes.Contains(b, []byte("lang fr, private true, quotes 1")) {
		t.Errorf("the log of changes: %s, %v", b, err)
	}
	writePreview(t, scenes)
}
