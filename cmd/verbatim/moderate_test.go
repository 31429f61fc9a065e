package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"verbatim/bot/discord/emulator"
	"verbatim/bot/locale"
)

// moderated is a newsroom whose corpus a moderator tends.
type moderated struct {
	*newsroom
	t      *testing.T
	guild  *emulator.Guild
	mod    *emulator.User
	words  *locale.Words
	folder string
	seen   []emulator.Message // all that the moderator was answered, for the preview
}

// moderating serves a folder of four articles to a moderator with a locale.
func moderating(t *testing.T, lang string, env ...string) *moderated {
	t.Helper()
	folder := t.TempDir()
	m := &moderated{t: t, folder: folder, words: locale.English}
	if lang == "fr" {
		m.words = locale.French
	}
	for _, n := range []string{"Aran", "Bute", "Cape", "Dune"} {
		m.put(n)
	}
	m.newsroom = serving(t, append(env, "VERBATIM_CORPUS="+folder, "VERBATIM_KEEP_UNANSWERED=true", "VERBATIM_COOLDOWN_USER=0", "VERBATIM_COOLDOWN_CHANNEL=0", "VERBATIM_COOLDOWN_SERVER=0")...)
	m.guild = m.newsroom.guild
	m.mod = m.AddUser("mia", lang)
	t.Cleanup(func() { writePreview(t, []emulator.Scene{{Heading: t.Name(), Messages: m.seen}}) })
	m.guild.Join(m.mod, emulator.ManageGuild)
	m.offered(true)
	return m
}

func (m *moderated) put(name string) {
	text := fmt.Sprintf("---\ntitle: The lighthouse of %s\npublisher: The %s Post\ndate: 2024-03-02\n---\n\nThe keeper of %s lit the lighthouse on Saturday evening, eleven years after the storm.\n", name, name, name)
	if err := os.WriteFile(filepath.Join(m.folder, name+".md"), []byte(text), 0o600); err != nil {
		m.t.Fatal(err)
	}
}

// offered waits until the commands of the home server are there, or no more.
func (m *moderated) offered(want bool) {
	m.t.Helper()
	m.offeredIn(m.channel, want)
}

func (m *moderated) offeredIn(c *emulator.Channel, want bool) {
	m.t.Helper()
	m.Eventually("the commands of the home server", func() bool {
		i := m.mod.Autocomplete(c, "corpus-admin remove", emulator.Options{"article": "x"}, "article")
		ctx, cancel := context.WithTimeout(m.t.Context(), 5*time.Second) // what was asked while it came is not answered
		defer cancel()
		_, err := i.Choices(ctx)
		return (err == nil) == want
	})
}

// Eventually waits until something holds.
func (m *moderated) Eventually(what string, holds func() bool) {
	m.t.Helper()
	for end := time.Now().Add(time.Minute); !holds(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			m.t.Fatalf("%s: never\n%s", what, m.log.String())
		}
	}
}

// does waits for the last word on what the moderator did: its panel or a sentence.
func (m *moderated) does(i *emulator.Interaction) emulator.Message {
	m.t.Helper()
	var last emulator.Message
	m.Eventually("an answer", func() bool {
		last = m.response(m.t, i)
		return len(last.Embeds) > 0 || !strings.HasSuffix(last.Content, ".") || !m.working(last.Content)
	})
	if !last.Private {
		m.t.Errorf("everybody can read: %s", last.Text())
	}
	m.seen = append(m.seen, last)
	return last
}

// working reports whether a text tells of progress.
func (m *moderated) working(text string) bool {
	p := m.words.Corpus.Progress
	for _, t := range []locale.Text{p.Waiting, p.Fetching, p.Reading, p.Indexing, p.Checking} {
		before, _, _ := strings.Cut(string(t), "{")
		if strings.HasPrefix(text, before) {
			return true
		}
	}
	return false
}

func (m *moderated) slash(name string, o emulator.Options) emulator.Message {
	m.t.Helper()
	return m.does(m.mod.Slash(m.channel, name, o))
}

// expect reports texts that a message does not show.
func (m *moderated) expect(in emulator.Message, want ...string) {
	m.t.Helper()
	text := strings.NewReplacer("\\", "", "**", "").Replace(in.Text())
	for _, w := range want {
		if !strings.Contains(text, w) {
			m.t.Errorf("%q is not in\n%s", w, text)
		}
	}
}

func (m *moderated) asks(question string) emulator.Message {
	m.t.Helper()
	return m.reply(m.t, m.bob.Say(m.channel, m.Mention()+" "+question))
}

// TestModeratorsTendTheCorpus goes through a moderator's day in both languages.
func TestModeratorsTendTheCorpus(t *testing.T) {
	for _, lang := range []string{"en-GB", "fr"} {
		t.Run(lang, func(t *testing.T) {
			m := moderating(t, lang)
			w := m.words.Corpus
			status := m.slash("corpus status", nil)
			m.expect(status, string(w.Status.Title), string(w.Status.Fine), "4 articles", m.words.Language("en")+" (4)")

			// A dry run, then the reload.
			m.expect(m.slash("corpus reload", emulator.Options{"dry-run": true}), string(w.Report.Same))
			m.put("Eyot")
			m.put("Fair")
			dry := m.slash("corpus reload", emulator.Options{"dry-run": true})
			m.expect(dry, string(w.Report.DryRun), string(w.Report.Apply), "6 articles", string(w.Report.Added)+" (2)", "Eyot.md"+m.words.Colon+"The lighthouse of Eyot")
			report := m.slash("corpus reload", nil)
			m.expect(report, string(w.Report.Applied), "6 articles", "→")
			if len(report.Attachments) != 1 || !bytes.Contains(report.Attachments[0].Content, []byte("- Eyot.md"+m.words.Colon+"The lighthouse of Eyot")) {
				t.Errorf("the report that is attached: %+v", report.Attachments)
			}
			m.expect(m.slash("corpus reload", nil), string(w.Report.Same))

			// A golden question is made of the last answer; a reload that loses it is refused.
			m.expect(m.slash("corpus golden", nil), string(w.Golden.None))
			m.asks("Who lit the lighthouse of Fair?")
			m.expect(m.slash("corpus golden", nil), "Who lit the lighthouse of Fair?", "Fair.md")
			os.Remove(filepath.Join(m.folder, "Fair.md"))
			refused := m.slash("corpus reload", nil)
			m.expect(refused, string(w.Report.Refused), "Who lit the lighthouse of Fair?")
			held := m.slash("corpus status", nil) // offers it too: a report may outlive its token
			m.expect(held, "Who lit the lighthouse of Fair?")
			if refused.CustomID(string(w.Force.Button)) == "" {
				t.Error("the report does not offer to apply it anyway")
			}
			confirm := m.does(m.mod.Click(held, held.CustomID(string(w.Force.Button))))
			m.expect(confirm, string(w.Force.Confirm))
			forced := m.does(m.mod.Click(confirm, confirm.CustomID(string(w.Force.Yes))))
			m.expect(forced, string(w.Report.Forced), "5 articles")

			// Back to where Fair was.
			choices, err := m.mod.Autocomplete(m.channel, "corpus-admin rollback", emulator.Options{"version": ""}, "version").Choices(m.wait(t))
			if err != nil || len(choices) != 2 || !strings.Contains(choices[0].Name, "6 articles") {
				t.Fatalf("versions: %v, %v", choices, err)
			}
			m.expect(m.slash("corpus-admin rollback", emulator.Options{"version": choices[0].Value}), choices[0].Value.(string))
			m.expect(m.asks("Who lit the lighthouse of Fair?"), "keeper of Fair lit")
			m.expect(m.slash("corpus status", nil), string(w.Status.RolledBack))
			m.expect(m.slash("corpus-admin remove", emulator.Options{"article": "Aran.md"}), string(w.Errors.RolledBack))
			m.put("Fair")
			m.expect(m.slash("corpus reload", nil), string(w.Report.Same))

			// An article goes, and comes back.
			choices, err = m.mod.Autocomplete(m.channel, "corpus-admin remove", emulator.Options{"article": "of bute"}, "article").Choices(m.wait(t))
			if err != nil || len(choices) != 1 || choices[0].Value != "Bute.md" {
				t.Fatalf("articles: %v, %v", choices, err)
			}
			removed := m.slash("corpus-admin remove", emulator.Options{"article": "Bute.md"})
			m.expect(removed, "Bute.md", string(w.Report.Applied), "5 articles")
			if _, err := os.Stat(filepath.Join(m.folder, "Bute.md")); err == nil {
				t.Error("the file is still there")
			}
			back := m.does(m.mod.Click(removed, removed.CustomID(string(w.Undo))))
			m.expect(back, "Bute.md", string(w.Report.Applied), "6 articles")

			// A publisher is left out, and let in again.
			m.slash("corpus-admin mute", emulator.Options{"publisher": "The Cape Post"})
			if got := m.asks("Who lit the lighthouse of Cape?"); strings.Contains(got.Text(), "Cape Post") {
				t.Errorf("a muted publisher is quoted: %s", got.Text())
			}
			m.expect(m.slash("corpus status", nil), "The Cape Post")
			m.slash("corpus-admin unmute", emulator.Options{"publisher": "The Cape Post"})
			m.expect(m.asks("Who lit the lighthouse of Cape?"), "keeper of Cape lit")

			// Questions without an answer are listed and dismissed.
			m.asks("How do I bake banana bread?")
			m.asks("How do I bake banana bread?")
			list := m.slash("corpus unanswered", nil)
			m.expect(list, "How do I bake banana bread?", m.words.Count(w.Unanswered.Times, 2))
			left := m.does(m.mod.Select(list, list.CustomID(string(w.Unanswered.Dismiss)), list.Rows[0][0].Options[0].Value.(string)))
			if strings.Contains(left.Text(), "banana") {
				t.Errorf("dismissed: %s", left.Text())
			}

			// A golden question that asks for what is no longer so is dropped.
			os.Remove(filepath.Join(m.folder, "Fair.md"))
			again := m.slash("corpus reload", nil)
			menu := again.CustomID(string(w.Golden.Drop))
			value := ""
			for _, row := range again.Rows {
				for _, c := range row {
					if c.CustomID == menu && len(c.Options) == 1 {
						value = c.Options[0].Value.(string)
					}
				}
			}
			pick := func() emulator.Message { return m.does(m.mod.Select(again, menu, value)) }
			m.expect(pick(), w.Golden.Dropped.With("question", "Who lit the lighthouse of Fair?"))
			m.expect(pick(), string(w.Errors.Gone))
			m.expect(m.slash("corpus reload", nil), string(w.Report.Applied), "5 articles")
			m.expect(m.slash("corpus log", nil), "mia", string(w.Log.Actions["golden-dropped"]), string(w.Log.Actions["forced"]), string(w.Log.Actions["rolled-back"]), string(w.Log.Actions["removed"]), string(w.Log.Actions["muted"]))
		})
	}
}

// TestOthersMayNotTendTheCorpus: members without rights, in direct messages, and
// where it is no home.
func TestOthersMayNotTendTheCorpus(t *testing.T) {
	for _, lang := range []string{"en-GB", "fr"} {
		t.Run(lang, func(t *testing.T) {
			m := moderating(t, lang)
			refusal := string(m.words.NotAdmitted)
			eve := m.AddUser("eve", lang)
			m.guild.Join(eve, 0)
			for _, i := range []*emulator.Interaction{eve.Slash(m.channel, "corpus status", nil), m.mod.Slash(m.mod.DMChannel(), "corpus status", nil)} {
				if r, err := i.Response(m.wait(t)); err == nil {
					t.Errorf("the command is offered to who may not: %s", r.Text())
				}
			}
			// Even if a client sends it.
			m.open()
			m.expect(m.does(eve.Slash(m.channel, "corpus status", nil)), refusal)
			m.expect(m.does(eve.Slash(m.channel, "corpus-admin mute", emulator.Options{"publisher": "The Cape Post"})), refusal)

			// A right that is gone takes its buttons along.
			os.Remove(filepath.Join(m.folder, "Aran.md"))
			os.Remove(filepath.Join(m.folder, "Bute.md"))
			os.Remove(filepath.Join(m.folder, "Cape.md"))
			refused := m.slash("corpus reload", nil)
			confirm := m.does(m.mod.Click(refused, refused.CustomID(string(m.words.Corpus.Force.Button))))
			m.guild.Join(m.mod, 0)
			m.expect(m.does(m.mod.Click(confirm, confirm.CustomID(string(m.words.Corpus.Force.Yes)))), refusal)
			m.guild.Join(m.mod, emulator.ManageGuild)
			m.expect(m.slash("corpus status", nil), "4 articles")

			// In a second server nothing is home any more.
			m.AddGuild("Elsewhere", "en-GB")
			m.offered(false)
			m.Eventually("how to name the home server", func() bool { return strings.Contains(m.log.String(), "VERBATIM_HOME_GUILDS") })
		})
	}
}

// open registers the commands once more, as if anybody might use them.
func (m *moderated) open() {
	m.t.Helper()
	body := `[{"name":"corpus","description":"x","options":[{"type":1,"name":"status","description":"x"},{"type":1,"name":"reload","description":"x"},{"type":1,"name":"add","description":"x","options":[{"type":11,"name":"file","description":"x"}]}]},
		{"name":"corpus-admin","description":"x","options":[{"type":1,"name":"mute","description":"x","options":[{"type":3,"name":"publisher","description":"x"}]}]}]`
	req, err := http.NewRequestWithContext(m.t.Context(), http.MethodPut, m.URL+"/api/v10/applications/"+m.ApplicationID()+"/guilds/"+m.guild.ID+"/commands", strings.NewReader(body))
	if err != nil {
		m.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bot "+m.Token())
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil || resp.StatusCode != http.StatusOK {
		m.t.Fatal(resp, err)
	}
	resp.Body.Close()
}

// TestWhomTheServerAdmitsMayTendTheCorpus: an administrator may give a command
// to members without Manage Server.
func TestWhomTheServerAdmitsMayTendTheCorpus(t *testing.T) {
	m := moderating(t, "en-GB")
	eve := m.AddUser("eve", "en-GB")
	m.guild.Join(eve, 0)
	m.guild.Permit(eve, "corpus")
	m.expect(m.does(eve.Slash(m.channel, "corpus status", nil)), "4 articles")
}

// TestNamedHomeServersAreTheOnlyOnes: VERBATIM_HOME_GUILDS names others.
func TestNamedHomeServersAreTheOnlyOnes(t *testing.T) {
	folder := article(t)
	n := serving(t, "VERBATIM_CORPUS="+folder, "VERBATIM_HOME_GUILDS=123456789012345678")
	mod := n.AddUser("mia", "en-GB")
	n.guild.Join(mod, emulator.ManageGuild)
	if r, err := mod.Slash(n.channel, "corpus status", nil).Response(n.wait(t)); err == nil {
		t.Errorf("offered: %s", r.Text())
	}
}
