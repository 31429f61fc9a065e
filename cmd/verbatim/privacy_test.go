package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"verbatim/bot"
	"verbatim/bot/discord/emulator"
)

// PRIVACY.md is what the program prints: go test ./cmd/verbatim -run README
// -update writes it anew.
func TestThePrivacyPageOfTheREADMEIsThePrograms(t *testing.T) {
	hold(t, "../../PRIVACY.md", func(string) string { return bot.PrivacyPage("") })
	var out, log output
	if code := run(t.Context(), []string{"privacy"}, []string{"VERBATIM_PRIVACY_CONTACT=privacy@example.org"}, nil, &out, &log); code != 0 || strings.Count(out.String(), "privacy@example.org") != 2 {
		t.Errorf("%d %s %s", code, out.String(), log.String())
	}
}

// covers reports whether a pattern of bot.Rows names a file.
func covers(pattern, file string) bool {
	if strings.HasSuffix(pattern, "/") {
		return strings.HasPrefix(file, pattern)
	}
	ok, err := path.Match(pattern, file)
	return err == nil && ok
}

// uncovered are the files of a folder that no pattern names; found are the
// patterns that name one.
func uncovered(t *testing.T, dir string, patterns []string, found map[string]bool) (files []string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(dir), ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		known := false
		for _, p := range patterns {
			if covers(p, file) {
				known, found[p] = true, true
			}
		}
		if !known {
			files = append(files, file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// passing are the files of the table that a run of serve does not leave, with the
// reason.
var passing = map[string]string{
	"spool-*.tmp": "texts that are being read, gone when they are indexed",
	"notes.yaml":  "written by hand",
	"*.opml":      "put there by hand, in place of feeds.txt",
}

// TestThePrivacyTableIsWhatIsOnTheDisk lets a server do all that stores
// something, and holds the table against what it has left.
func TestThePrivacyTableIsWhatIsOnTheDisk(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprint(w, `<rss version="2.0"><channel><title>The Sample Gazette</title></channel></rss>`)
	}))
	defer site.Close()
	data := t.TempDir()
	m := moderating(t, "en-GB", "VERBATIM_DATA="+data, "VERBATIM_ALLOW_PRIVATE_FETCH=true", "VERBATIM_PRIVACY_CONTACT=privacy@example.org")
	dot := filepath.Join(m.folder, ".verbatim")
	if err := os.MkdirAll(dot, 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dot, "feeds.txt"), site.URL+"/feed.xml every: 5m\n")
	m.asks("Who lit the lighthouse of Cape?")
	missed := m.asks("How do I bake banana bread?")
	m.mod.Say(m.channel, m.Mention()+" Who lit the lighthouse of Aran?")
	m.reply(t, m.mod.Say(m.channel, m.Mention()+" Who lit the lighthouse of Bute?"))
	m.slash("corpus golden", nil)
	m.slash("corpus-admin remove", emulator.Options{"article": "Dune.md"})
	m.slash("corpus-admin mute", emulator.Options{"publisher": "The Cape Post"})
	choices, err := m.mod.Autocomplete(m.channel, "corpus-admin purge", emulator.Options{"article": "of bute"}, "article").Choices(m.wait(t))
	if err != nil || len(choices) != 1 {
		t.Fatal(choices, err)
	}
	confirm := m.slash("corpus-admin purge", emulator.Options{"article": choices[0].Value})
	m.does(m.mod.Click(confirm, confirm.CustomID(string(m.words.Corpus.Purge.Yes))))
	m.slash("settings", emulator.Options{"quotes": 2})
	form := m.bob.Click(missed, missed.CustomID(string(m.words.Tell.Button)))
	modal, err := form.Modal(m.wait(t))
	if err != nil {
		t.Fatal(err)
	}
	m.response(t, m.bob.SubmitModal(form, map[string]string{modal.Inputs[0].CustomID: "How do I bake banana bread?"}))
	if code, out, errs := (&served{t: t, env: []string{"VERBATIM_CORPUS=" + m.folder, "VERBATIM_DATA=" + data, "VERBATIM_ALLOW_PRIVATE_FETCH=true"}}).command("add", site.URL+"/feed.xml"); code > 1 {
		t.Fatal(code, out, errs)
	}
	m.exportsAndErases(t, data)

	found := map[string]bool{}
	var inData, inCorpus []string
	for _, row := range bot.Rows {
		inData, inCorpus = append(inData, row.Data...), append(inCorpus, row.Corpus...)
	}
	for _, file := range uncovered(t, data, inData, found) {
		t.Errorf("the data folder holds %s, of which bot.Rows says nothing", file)
	}
	for _, file := range uncovered(t, dot, inCorpus, found) {
		t.Errorf(".verbatim holds %s, of which bot.Rows says nothing", file)
	}
	for _, p := range slices.Concat(inData, inCorpus) {
		if !found[p] && passing[p] == "" {
			t.Errorf("bot.Rows names %s, which nothing has left", p)
		}
	}
}

// exportsAndErases uses /privacy, in the server and in a direct message.
func (m *moderated) exportsAndErases(t *testing.T, data string) {
	t.Helper()
	shown := m.response(t, m.bob.Slash(m.bob.DMChannel(), "privacy", nil))
	m.expect(shown, m.words.Privacy.Contact.With("contact", "privacy@example.org"), string(m.words.Privacy.Title))
	file := m.response(t, m.bob.Click(shown, shown.CustomID(string(m.words.Privacy.Export))))
	if len(file.Attachments) != 1 || !bytes.Contains(file.Attachments[0].Content, []byte("banana bread")) || !bytes.Contains(file.Attachments[0].Content, []byte(m.bob.ID)) {
		t.Errorf("the export: %s %+v", file.Text(), file.Attachments)
	}
	erased := m.response(t, m.bob.Click(shown, shown.CustomID(string(m.words.Privacy.Erase))))
	m.expect(erased, "erased")
	if b, err := os.ReadFile(filepath.Join(data, "waiting.json")); err != nil || bytes.Contains(b, []byte("banana")) {
		t.Errorf("after erasing: %s, %v", b, err)
	}
	m.expect(m.response(t, m.bob.Click(shown, shown.CustomID(string(m.words.Privacy.Export)))), string(m.words.Privacy.Nothing))

	french := m.response(t, m.ann.Slash(m.channel, "privacy", nil))
	m.expect(french, "Ce que Verbatim conserve")
	if !french.Private {
		t.Error("everybody reads what one person asked of their own")
	}
	mods := m.response(t, m.mod.Click(m.slash("privacy", nil), shown.CustomID(string(m.words.Privacy.Erase))))
	m.expect(mods, "log of changes stay")
	if b, err := os.ReadFile(filepath.Join(data, "audit.jsonl")); err != nil || !bytes.Contains(b, []byte(m.mod.ID)) {
		t.Errorf("the log of changes: %s, %v", b, err)
	}
}

// TestHelpOffersExamplesFromTheArticles asks for help in both languages and
// presses what it offers.
func TestHelpOffersExamplesFromTheArticles(t *testing.T) {
	n := serving(t, "VERBATIM_SAMPLE=true", "VERBATIM_COOLDOWN_USER=0", "VERBATIM_COOLDOWN_CHANNEL=0")
	if err := n.WaitCommand(n.wait(t), "help"); err != nil {
		t.Fatal(err)
	}
	var scenes []emulator.Scene
	for who, want := range map[*emulator.User]string{n.ann: "citations exactes", n.bob: "exact quotes"} {
		for _, channel := range []*emulator.Channel{n.channel, who.DMChannel()} {
			help := n.response(t, who.Slash(channel, "help", nil))
			if !strings.Contains(help.Content, want) || strings.Contains(help.Content, "/settings") || strings.Contains(help.Content, "VERBATIM_HOME_GUILDS") {
				t.Errorf("help: %s", help.Text())
			}
			if len(help.Rows) != 1 || len(help.Rows[0]) != 3 {
				t.Fatalf("the examples: %+v", help.Rows)
			}
			for _, b := range help.Rows[0] {
				answer := n.response(t, who.Click(help, b.CustomID))
				if len(answer.Embeds) == 0 || channel == n.channel && !answer.Private {
					t.Errorf("%s has no answer: %s", b.Label, answer.Text())
				}
				scenes = append(scenes, emulator.Scene{Heading: want, Messages: []emulator.Message{help, answer}})
			}
		}
	}
	// Who may not tend the articles from anywhere is told why.
	n.AddGuild("Elsewhere", "en-GB")
	mod := n.AddUser("mia", "fr")
	n.guild.Join(mod, emulator.ManageGuild)
	for range 200 {
		if help := n.response(t, mod.Slash(n.channel, "help", nil)); strings.Contains(help.Text(), "VERBATIM\\_HOME\\_GUILDS") || strings.Contains(help.Text(), "VERBATIM_HOME_GUILDS") {
			writePreview(t, append(scenes, emulator.Scene{Heading: "homeless", Messages: []emulator.Message{help}}))
			return
		}
	}
	t.Error("a moderator is not told how to name the home server")
}
