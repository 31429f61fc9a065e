package main

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

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

// TestTheLogChannelIsToldOfAFeedThatFails for a day, and when it is back, over
// restarts.
func TestTheLogChannelIsToldOfAFeedThatFails(t *testing.T) {
	var well atomic.Bool
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if !well.Load() {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		w.Header().Set("Content-Type", "application/rss+xml")
		w.Write([]byte(`<rss version="2.0"><channel><title>The Sample Gazette</title></channel></rss>`))
	}))
	defer site.Close()
	folder := article(t)
	state := filepath.Join(folder, ".verbatim", "feeds-state.json")
	if err := os.MkdirAll(filepath.Dir(state), 0o755); err != nil {
		t.Fatal(err)
	}
	feed := site.URL + "/feed.xml"
	write(t, filepath.Join(folder, ".verbatim", "feeds.txt"), feed+"\n")
	m := &moderated{t: t, newsroom: gathered(t)}
	journal := m.newsroom.guild.AddChannel("journal")
	// due has the feed polled at the next start, as one that has failed since.
	due := func(change func(feed map[string]any)) {
		t.Helper()
		all := map[string]map[string]map[string]any{"feeds": {feed: {}}, "known": {}}
		if b, err := os.ReadFile(state); err == nil {
			if err := json.Unmarshal(b, &all); err != nil {
				t.Fatal(err)
			}
		}
		change(all["feeds"][feed])
		all["feeds"][feed]["next"] = time.Now().Add(-time.Minute)
		b, err := json.Marshal(all)
		if err != nil {
			t.Fatal(err)
		}
		write(t, state, string(b))
	}
	serve := func(want string, times int) {
		t.Helper()
		m.serve(t, "VERBATIM_CORPUS="+folder, "VERBATIM_LOG_CHANNEL="+journal.ID, "VERBATIM_ALLOW_PRIVATE_FETCH=true")
		m.Eventually(want, func() bool { return m.toldIn(journal, want) == times })
		m.stop()
		<-m.code
	}
	due(func(f map[string]any) { f["failures"], f["since"] = 5, time.Now().Add(-25*time.Hour) })
	serve("a feed has failed for a day", 1)
	due(func(map[string]any) {})
	well.Store(true)
	serve("a feed is back", 1)
	if n := m.toldIn(journal, "a feed has failed for a day"); n != 1 || m.toldIn(journal, "answered 502 ") != 1 {
		t.Errorf("told %d times", n)
		for _, m := range m.Messages(journal) {
			t.Log(m.Text())
		}
	}
}
