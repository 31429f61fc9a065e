package main

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/bot/discord/emulator"
	"verbatim/bot/locale"
)

// islands are the corpora of a test: of each an article that names a keeper who
// stands in no other.
var islands = map[string]string{"aran": "Quillwort", "bute": "Zephyrine", "cape": "Marzipan"}

// newArticle writes an article of an island into a folder.
func newArticle(t *testing.T, folder, file, island, keeper string) {
	t.Helper()
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(folder, file), fmt.Sprintf("---\ntitle: The lighthouse of %s, by %s\npublisher: %s Post\ndate: 2024-03-02\n---\n\nThe keeper of %s, whose name is %s, lit the lighthouse on Saturday evening, eleven years after the storm.\n", island, keeper, keeper, island, keeper))
}

// archipelago is a bot of three corpora and of one whose folder is not there:
// aran is asked in the Newsroom and by direct messages, cape in one of its
// channels, bute in another server. A third server asks none.
type archipelago struct {
	*moderated
	cape, bute, gone, none *emulator.Channel
	folder, data, http     string
}

func sail(t *testing.T) *archipelago {
	t.Helper()
	a := &archipelago{moderated: &moderated{t: t, words: locale.English, newsroom: gathered(t)}, folder: t.TempDir(), data: t.TempDir()}
	a.guild, a.faulty = a.newsroom.guild, true
	a.mod = a.AddUser("mia", "en-GB")
	channel := func(name string) (*emulator.Guild, *emulator.Channel) {
		g := a.AddGuild(name, "en-GB")
		for _, u := range []*emulator.User{a.ann, a.bob} {
			g.Join(u, 0)
		}
		g.Join(a.mod, emulator.ManageGuild)
		return g, g.AddChannel("general")
	}
	a.guild.Join(a.mod, emulator.ManageGuild)
	a.cape = a.guild.AddChannel("cape")
	var bute, gone *emulator.Guild
	bute, a.bute = channel("Harbour")
	gone, a.gone = channel("Ruin")
	_, a.none = channel("Elsewhere")
	for island, keeper := range islands {
		newArticle(t, filepath.Join(a.folder, island), island+".md", island, keeper)
	}
	list := filepath.Join(a.folder, "corpora.yaml")
	write(t, list, fmt.Sprintf("- {name: aran, folder: aran, guilds: [%s], direct: true}\n- {name: cape, folder: cape, guilds: [%s], channels: [%s]}\n- {name: bute, folder: bute, guilds: [%s]}\n- {name: gone, folder: gone, guilds: [%s]}\n",
		a.guild.ID, a.guild.ID, a.cape.ID, bute.ID, gone.ID))
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	a.http = "http://" + l.Addr().String()
	l.Close()
	a.serve(t, "VERBATIM_CORPORA="+list, "VERBATIM_DATA="+a.data, "VERBATIM_KEEP_UNANSWERED=true", "VERBATIM_HTTP_ADDR="+strings.TrimPrefix(a.http, "http://"),
		"VERBATIM_COOLDOWN_USER=0", "VERBATIM_COOLDOWN_CHANNEL=0", "VERBATIM_COOLDOWN_SERVER=0")
	for _, c := range []*emulator.Channel{a.channel, a.bute, a.gone} {
		a.offeredIn(c, true)
	}
	return a
}

// sent is all that the bot has said to Discord since a number of requests.
func (a *archipelago) sent(since int) string {
	var b strings.Builder
	for _, r := range a.Requests()[since:] {
		b.Write(r.Body)
		b.WriteString("\n")
	}
	return b.String()
}

// TestOneServerNeverSeesAWordOfAnother does in every place all that can be done,
// and looks at all that leaves the bot meanwhile.
func TestOneServerNeverSeesAWordOfAnother(t *testing.T) {
	a := sail(t)
	thread := a.cape.AddThread("later")
	var foreign []emulator.Options // what the other places suggest
	for _, place := range []struct {
		in     *emulator.Channel
		island string
	}{{a.channel, "aran"}, {a.cape, "cape"}, {thread, "cape"}, {a.bute, "bute"}, {a.none, ""}, {a.bob.DMChannel(), "aran"}} {
		began := len(a.Requests())
		server := place.in.Name != "" // not a direct message
		for island := range islands {
			text := "Who lit the lighthouse of " + island + "?"
			if server {
				text = a.Mention() + " " + text
			}
			got := a.reply(t, a.bob.Say(place.in, text))
			if id := got.CustomID("More…"); id != "" {
				more := a.response(t, a.bob.Click(got, id))
				if id := more.CustomID("Follow up"); id != "" {
					opened := a.bob.Click(more, id)
					if _, err := opened.Modal(a.wait(t)); err != nil {
						t.Fatal(err)
					}
					a.response(t, a.bob.SubmitModal(opened, map[string]string{"question": "and when?"}))
				}
			}
			if id := got.CustomID("In context"); id != "" {
				a.response(t, a.bob.Click(got, id))
			}
		}
		for name, o := range map[string]emulator.Options{
			"ask": {"question": "What is the name of the keeper?"}, "timeline": {"topic": "lighthouse"}, "sources": nil, "help": nil, "privacy": nil,
			"check": {"quote": "The keeper of the island lit the lighthouse on Saturday evening, eleven years after the storm."},
		} {
			a.response(t, a.bob.Slash(place.in, name, o))
		}
		choices, err := a.bob.Autocomplete(place.in, "article", emulator.Options{"article": "lighthouse"}, "article").Choices(a.wait(t))
		if err != nil || (len(choices) == 0) != (place.island == "") {
			t.Errorf("%q suggests %v, %v", place.island, choices, err)
		}
		if publishers, err := a.bob.Autocomplete(place.in, "ask", emulator.Options{"question": "x", "publisher": ""}, "publisher").Choices(a.wait(t)); err != nil || (len(publishers) == 1) != (place.island != "") {
			t.Errorf("%q suggests the publishers %v, %v", place.island, publishers, err)
		}
		for _, o := range foreign {
			a.response(t, a.bob.Slash(place.in, "article", o))
		}
		if len(choices) > 0 {
			foreign = append(foreign, emulator.Options{"article": choices[0].Value})
		}
		if server && place.island != "" {
			for _, name := range []string{"corpus status", "corpus log", "corpus unanswered", "corpus reload"} {
				a.does(a.mod.Slash(place.in, name, nil))
			}
		}
		said := a.sent(began)
		for island, keeper := range islands {
			if strings.Contains(said, keeper) != (island == place.island) {
				t.Errorf("asked for %q: the keeper of %s is named: %v", place.island, island, strings.Contains(said, keeper))
			}
		}
		if place.island == "" && !strings.Contains(said, "I have no articles for this place") {
			t.Errorf("a server without a corpus is told %s", said)
		}
	}
	for island, keeper := range islands {
		for _, file := range []string{"unanswered.json", "audit.jsonl"} {
			found, err := filepath.Glob(filepath.Join(a.data, "corpora", island+"-*", file))
			if err != nil || len(found) != 1 {
				t.Fatal(island, file, found, err)
			}
			b, err := os.ReadFile(found[0])
			if err != nil {
				t.Error(err)
			}
			for other, k := range islands {
				if k != keeper && strings.Contains(string(b), other+".md") {
					t.Errorf("%s of %s names the file of %s", file, island, other)
				}
			}
		}
	}
}

// TestCorporaAreTendedApart reloads, waits and withdraws in one place, and looks
// at the others.
func TestCorporaAreTendedApart(t *testing.T) {
	a := sail(t)
	in := func(c *emulator.Channel, name string, o emulator.Options) emulator.Message {
		t.Helper()
		return a.does(a.mod.Slash(c, name, o))
	}
	for place, c := range map[string]*emulator.Channel{"aran": a.channel, "cape": a.cape, "bute": a.bute} {
		a.expect(in(c, "corpus status", nil), string(a.words.Corpus.Status.Title)+" · "+place, "1 article")
	}
	if r, err := a.mod.Slash(a.none, "corpus status", nil).Response(a.wait(t)); err == nil {
		t.Errorf("tended from a server without a corpus: %s", r.Text())
	}

	// One that is not there waits for its moderators.
	a.expect(a.reply(t, a.bob.Say(a.gone, a.Mention()+" Who lit the lighthouse?")), string(a.words.NotReady))
	if status, body := page(t, a.http+"/healthz"); status != 200 || !strings.Contains(body, `"gone":{"version":"","troubles":["`) {
		t.Errorf("%d %s", status, body)
	}
	newArticle(t, filepath.Join(a.folder, "gone"), "gone.md", "gone", "Umbel")
	a.expect(in(a.gone, "corpus reload", nil), string(a.words.Corpus.Report.Applied))
	a.expect(a.reply(t, a.bob.Say(a.gone, a.Mention()+" Who lit the lighthouse?")), "Umbel")

	// Who waits in one server is told of its articles, and of no others.
	missed := a.reply(t, a.bob.Say(a.bute, a.Mention()+" Who baked the banana bread of Skye?"))
	opened := a.bob.Click(missed, missed.CustomID(string(a.words.Tell.Button)))
	if _, err := opened.Modal(a.wait(t)); err != nil {
		t.Fatal(err)
	}
	a.response(t, a.bob.SubmitModal(opened, map[string]string{"question": "Who baked the banana bread of Skye?"}))
	bread := func(island, baker string) {
		write(t, filepath.Join(a.folder, island, "bread.md"), "---\ntitle: Banana bread\ndate: 2024-03-03\n---\n\n"+baker+" baked the banana bread of Skye on Sunday, and the whole village of Skye ate it.\n")
	}
	bread("aran", "Wrongly")
	a.expect(in(a.channel, "corpus reload", nil), string(a.words.Corpus.Report.Applied))
	bread("bute", "Rightly")
	a.expect(in(a.bute, "corpus reload", nil), string(a.words.Corpus.Report.Applied))
	var told []emulator.Message
	a.Eventually("a direct message", func() bool { told = a.bob.Sees(a.bob.DMChannel()); return len(told) > 0 })
	if text := told[0].Text(); !strings.Contains(text, "Rightly") || strings.Contains(text, "Wrongly") || told[0].CustomID("More…") != "" || len(told) != 1 {
		t.Errorf("told %s", text)
	}

	// A text that two corpora hold is withdrawn from one.
	for _, island := range []string{"aran", "bute"} {
		newArticle(t, filepath.Join(a.folder, island), "shared.md", "Muck", "Thistle")
	}
	ask := func(c *emulator.Channel) emulator.Message {
		a.expect(in(c, "corpus reload", nil), string(a.words.Corpus.Report.Applied))
		m := a.reply(t, a.bob.Say(c, a.Mention()+" Who lit the lighthouse of Muck?"))
		a.expect(m, "Thistle")
		return m
	}
	here, there := ask(a.channel), ask(a.bute)
	confirm := in(a.channel, "corpus-admin purge", emulator.Options{"article": "shared.md"})
	a.does(a.mod.Click(confirm, confirm.CustomID(string(a.words.Corpus.Purge.Yes))))
	now := func(c *emulator.Channel, m emulator.Message) string {
		for _, one := range a.bob.Sees(c) {
			if one.ID == m.ID {
				return one.Text()
			}
		}
		return ""
	}
	a.Eventually("an edited answer", func() bool { return !strings.Contains(now(a.channel, here), "Thistle") })
	if got := now(a.bute, there); !strings.Contains(got, "Thistle") {
		t.Errorf("the answer of another corpus: %s", got)
	}
	a.expect(a.reply(t, a.bob.Say(a.bute, a.Mention()+" Who lit the lighthouse of Muck?")), "Thistle")

	// What is kept of a person is exported and erased from everywhere.
	menu := a.response(t, a.mod.Slash(a.none, "privacy", nil))
	export := a.response(t, a.mod.Click(menu, menu.CustomID(string(a.words.Privacy.Export))))
	var kept struct{ Kept map[string][]string }
	if len(export.Attachments) != 1 || json.Unmarshal(export.Attachments[0].Content, &kept) != nil || len(kept.Kept["audit"]) < 5 {
		t.Errorf("exported %+v", export.Attachments)
	}
	_, metrics := page(t, a.http+"/metrics")
	for _, want := range []string{`verbatim_articles{corpus="bute"} 3`, `verbatim_articles{corpus="cape"} 1`, `verbatim_questions_total{corpus="gone",outcome="failed"} 1`} {
		if !strings.Contains(metrics, "\n"+want+"\n") {
			t.Errorf("the metrics lack %s", want)
		}
	}
}

// TestAChangedListShowsNothingOfTheOther gives two servers each the other's
// corpus, and uses what was offered before.
func TestAChangedListShowsNothingOfTheOther(t *testing.T) {
	a := &archipelago{moderated: &moderated{t: t, words: locale.English, newsroom: gathered(t)}, folder: t.TempDir(), data: t.TempDir()}
	a.guild = a.newsroom.guild
	a.mod = a.AddUser("mia", "en-GB")
	a.guild.Join(a.mod, emulator.ManageGuild)
	bute := a.AddGuild("Harbour", "en-GB")
	bute.Join(a.bob, 0)
	bute.Join(a.mod, emulator.ManageGuild)
	a.bute = bute.AddChannel("general")
	for _, island := range []string{"aran", "bute"} {
		newArticle(t, filepath.Join(a.folder, island), "a.md", island, islands[island]) // one name, and so one ID
	}
	list := filepath.Join(a.folder, "corpora.yaml")
	var stopped bool
	serve := func(one, two string) {
		t.Helper()
		write(t, list, fmt.Sprintf("- {name: one, folder: %s, guilds: [%s]}\n- {name: two, folder: %s, guilds: [%s]}\n", one, a.guild.ID, two, bute.ID))
		env := []string{"VERBATIM_CORPORA=" + list, "VERBATIM_DATA=" + a.data, "VERBATIM_COOLDOWN_USER=0", "VERBATIM_COOLDOWN_CHANNEL=0", "VERBATIM_COOLDOWN_SERVER=0"}
		if stopped {
			a.stop()
			<-a.code
		}
		a.serve(t, env...)
		stopped = true
		a.offeredIn(a.channel, true)
		a.offeredIn(a.bute, true)
	}
	serve("aran", "bute")
	check := a.response(t, a.bob.Slash(a.channel, "check", emulator.Options{"quote": "The keeper of aran, whose name is Quillwort, lit the lighthouse on Saturday evening"}))
	a.expect(check, "Quillwort")
	purge := a.does(a.mod.Slash(a.channel, "corpus-admin purge", emulator.Options{"article": "a.md"}))
	answer := a.reply(t, a.bob.Say(a.channel, a.Mention()+" Who lit the lighthouse of aran?"))
	a.expect(answer, "Quillwort")
	missed := a.reply(t, a.bob.Say(a.channel, a.Mention()+" Who baked the banana bread of Skye?"))
	opened := a.bob.Click(missed, missed.CustomID(string(a.words.Tell.Button)))
	if _, err := opened.Modal(a.wait(t)); err != nil {
		t.Fatal(err)
	}
	a.response(t, a.bob.SubmitModal(opened, map[string]string{"question": "Who baked the banana bread of Skye?"}))

	began := len(a.Requests())
	for island, baker := range map[string]string{"aran": "Wrongly", "bute": "Rightly"} {
		write(t, filepath.Join(a.folder, island, "bread.md"), "---\ntitle: Banana bread\ndate: 2024-03-03\n---\n\n"+baker+" baked the banana bread of Skye on Sunday, and the whole village of Skye ate it.\n")
	}
	serve("bute", "aran")
	a.expect(a.reply(t, a.bob.Say(a.channel, a.Mention()+" Who lit the lighthouse?")), "Zephyrine")
	for name, i := range map[string]*emulator.Interaction{
		"the purge":   a.mod.Click(purge, purge.CustomID(string(a.words.Corpus.Purge.Yes))),
		"the sharing": a.bob.Click(check, check.CustomID(string(a.words.Reading.Share))),
	} {
		if got := a.response(t, i); !got.Private || got.Content != string(a.words.OldButton) {
			t.Errorf("%s: %s", name, got.Text())
		}
	}
	if now, err := a.bob.Click(answer, answer.CustomID("More…")).Response(a.wait(t)); err != nil || strings.Contains(now.Text(), "Zephyrine") {
		t.Errorf("%v, more of an answer of the other: %s", err, now.Text())
	}
	for _, c := range []string{"corpus status", "corpus log"} {
		a.does(a.mod.Slash(a.channel, c, nil))
	}
	if choices, err := a.mod.Autocomplete(a.channel, "corpus-admin rollback", emulator.Options{"version": ""}, "version").Choices(a.wait(t)); err != nil || len(choices) != 0 {
		t.Errorf("versions of the other: %v, %v", choices, err)
	}
	if said := a.sent(began); strings.Contains(said, "Quillwort") {
		t.Errorf("the other corpus is quoted:\n%s", said)
	}
	var told []emulator.Message
	a.Eventually("a direct message", func() bool { told = a.bob.Sees(a.bob.DMChannel()); return len(told) > 0 })
	if text := told[0].Text(); !strings.Contains(text, "Rightly") || len(told) != 1 {
		t.Errorf("told %s", text)
	}
	if _, err := os.Stat(filepath.Join(a.folder, "bute", "a.md")); err != nil {
		t.Errorf("the other's article was purged: %v", err)
	}

	// Another bot in the same data folder is refused, whatever its corpora are called.
	other := filepath.Join(a.folder, "other.yaml")
	write(t, other, "- {name: three, folder: "+article(t)+", direct: true}\n")
	var out, log output
	if code := run(t.Context(), []string{"serve"}, []string{"DISCORD_TOKEN=a.b", "VERBATIM_CORPORA=" + other, "VERBATIM_DATA=" + a.data}, nil, &out, &log); code != 1 || !strings.Contains(log.String(), "another process serves from this data folder") {
		t.Errorf("%d %s", code, log.String())
	}
}

// TestAThreadThatCannotBePlacedIsNotAnswered: which corpus is asked in it is not
// known, until Discord says it.
func TestAThreadThatCannotBePlacedIsNotAnswered(t *testing.T) {
	a := sail(t)
	thread := a.cape.AddOldThread("old")
	a.Fail("GET", "/channels/*", emulator.Fault{Status: http.StatusForbidden})
	lost := a.reply(t, a.bob.Say(thread, a.Mention()+" Who lit the lighthouse?"))
	a.expect(lost, string(a.words.Failed))
	a.expect(a.reply(t, a.bob.Say(thread, a.Mention()+" Who lit the lighthouse?")), islands["cape"])
}
