package main

import (
	"bytes"
	"flag"
	"image/png"
	"maps"
	"os"
	"strings"
	"sync"
	"testing"

	"verbatim/bot/discord/emulator"
)

// preview names a file that a test writes what it saw in Discord to, as a page to look at.
var preview = flag.String("preview", "", "write the messages that a test saw in Discord to this `file` as HTML")

// TestServeShowsTimelines looks at /timeline as people do, in both languages,
// and holds every quote against the articles.
func TestServeShowsTimelines(t *testing.T) {
	bodies := texts(t)
	n := serving(t, "VERBATIM_SAMPLE=true", "VERBATIM_COOLDOWN_USER=0", "VERBATIM_COOLDOWN_CHANNEL=0")
	var scenes []emulator.Scene
	for _, c := range []struct {
		who                  *emulator.User
		topic, heading, word string
		next, zoom, file     string
		dates, since         string
	}{
		{n.ann, "soldats nord-coréens en Russie", "Chronologie\u00a0: «\u00a0soldats nord\\-coréens en Russie\u00a0»", "octobre 2024", "Suivants", "Zoomer sur une période", "chronologie.csv", "novembre 2024", "depuis novembre 2024"},
		{n.bob, "North Korean soldiers in Russia", "Timeline: “North Korean soldiers in Russia”", "October 2024", "Next", "Zoom to a period", "timeline.csv", "November 2024", "since November 2024"},
	} {
		first := n.response(t, c.who.Slash(n.channel, "timeline", emulator.Options{"topic": c.topic}))
		checkTimeline(t, first, bodies)
		if !strings.Contains(first.Content, c.heading) && !strings.Contains(first.Content, strings.ReplaceAll(c.heading, `\`, "")) || !strings.Contains(first.Embeds[0].Description, c.word) {
			t.Errorf("%s: %s", c.topic, first.Text())
		}
		scene := emulator.Scene{Heading: c.topic, Messages: []emulator.Message{first}}
		second := n.response(t, c.who.Click(first, first.CustomID(c.next)))
		checkTimeline(t, second, bodies)
		if second.ID != first.ID || second.Embeds[0].Description == first.Embeds[0].Description {
			t.Errorf("%s: the next page is %s", c.topic, second.Text())
		}
		scene.Messages = append(scene.Messages, second)
		zoomed := n.response(t, c.who.Select(second, second.CustomID(c.zoom), menuOf(second).Options[0].Value.(string)))
		checkTimeline(t, zoomed, bodies)
		scene.Messages = append(scene.Messages, zoomed)
		file := n.response(t, c.who.Click(zoomed, zoomed.CustomID("CSV")))
		if !file.Private || len(file.Attachments) != 1 || file.Attachments[0].Filename != c.file || !bytes.HasPrefix(file.Attachments[0].Content, []byte("event,date,")) {
			t.Errorf("%s: exported %s", c.topic, file.JSON)
		}
		opened := c.who.Select(zoomed, zoomed.CustomID(c.zoom), "dates")
		if _, err := opened.Modal(n.wait(t)); err != nil {
			t.Fatal(err)
		}
		since := n.response(t, c.who.SubmitModal(opened, map[string]string{"from": c.dates}))
		checkTimeline(t, since, bodies)
		if since.ID != first.ID || !strings.Contains(since.Content, c.since) {
			t.Errorf("%s: %s", c.topic, since.Text())
		}
		scene.Messages = append(scene.Messages, file, since)
		scenes = append(scenes, scene)
	}
	writePreview(t, scenes)
}

// previewed are the scenes of all tests of this run.
var previewed struct {
	sync.Mutex
	scenes []emulator.Scene
}

// writePreview writes what was seen as a page, below what tests before saw, when
// one was asked for.
func writePreview(t *testing.T, scenes []emulator.Scene) {
	t.Helper()
	if *preview == "" {
		return
	}
	previewed.Lock()
	defer previewed.Unlock()
	previewed.scenes = append(previewed.scenes, scenes...)
	var b bytes.Buffer
	if err := emulator.Preview(&b, previewed.scenes); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(*preview, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestServeSaysWhyThereIsNoTimeline asks for what cannot be shown, in both
// languages, where others read and in private.
func TestServeSaysWhyThereIsNoTimeline(t *testing.T) {
	n := serving(t, "VERBATIM_SAMPLE=true", "VERBATIM_COOLDOWN_USER=0", "VERBATIM_COOLDOWN_CHANNEL=0")
	for _, c := range []struct {
		o      emulator.Options
		fr, en string
	}{
		{emulator.Options{"topic": "Neptune"}, "Aucun événement trouvé sur «\u00a0Neptune\u00a0»", "No event found on “Neptune”"},
		{emulator.Options{"topic": "le la de"}, "Il n’y a aucun mot à chercher", "There is no word to search for"},
		{emulator.Options{"topic": "Kim", "from": "2024", "to": "2020"}, "Cette période finit avant de commencer", "period ends before it begins"},
		{emulator.Options{"topic": "Kim", "from": "un de ces jours"}, "Je ne peux pas lire «\u00a0un de ces jours\u00a0»", "I cannot read “un de ces jours”"},
		{emulator.Options{"topic": "Kim", "from": "1970", "to": "1971"}, "pour cette période\u00a0: 1970 – 1971", "in this period: 1970 – 1971"},
		{emulator.Options{"topic": "Kim", "publisher": "Zeitung"}, "«\u00a0Zeitung\u00a0»", "“Zeitung”"},
		{emulator.Options{"topic": "Kim", "lang": "danois"}, "n’est pas une langue de ces articles", "is no language of these articles"},
	} {
		for who, want := range map[*emulator.User]string{n.ann: c.fr, n.bob: c.en} {
			o := emulator.Options{"private": true}
			maps.Copy(o, c.o)
			got := n.response(t, who.Slash(n.channel, "timeline", o))
			if !got.Private || strings.Contains(got.Content, "\\n\\n") || !strings.Contains(strings.ReplaceAll(got.Content, `\`, ""), want) {
				t.Errorf("%v: %q, want %q", c.o, got.Content, want)
			}
		}
		got := n.response(t, n.bob.Slash(n.channel, "timeline", c.o))
		if len(got.Embeds)+len(got.Attachments) != 0 {
			t.Errorf("%v in public: %s", c.o, got.JSON)
		}
	}
}

// TestServeShowsATimelineWhereNoFilesMayBeSent takes a permission from the bot:
// the events are shown all the same, and what is missing is said.
func TestServeShowsATimelineWhereNoFilesMayBeSent(t *testing.T) {
	n := serving(t, "VERBATIM_SAMPLE=true", "VERBATIM_COOLDOWN_USER=0", "VERBATIM_COOLDOWN_CHANNEL=0")
	n.channel.DenyBot(emulator.AttachFiles)
	for who, want := range map[*emulator.User][2]string{n.ann: {"soldats nord-coréens en Russie", "«\u00a0Joindre des fichiers\u00a0»"}, n.bob: {"North Korean soldiers in Russia", "“Attach Files”"}} {
		got := n.response(t, who.Slash(n.channel, "timeline", emulator.Options{"topic": want[0]}))
		if len(got.Attachments) != 0 || len(got.Embeds) == 0 || !strings.Contains(got.Content, want[1]) {
			t.Errorf("%s: %s", want[0], got.JSON)
		}
		file := n.response(t, who.Click(got, got.CustomID("CSV")))
		if len(file.Attachments) != 0 || !strings.Contains(file.Content, want[1]) {
			t.Errorf("%s: exported %s", want[0], file.JSON)
		}
	}
}

// TestServeTurnsATimelineOfALongTopic asks for as long a topic as Discord takes,
// zooms to a time of which nothing is told, and comes back.
func TestServeTurnsATimelineOfALongTopic(t *testing.T) {
	bodies := texts(t)
	n := serving(t, "VERBATIM_SAMPLE=true", "VERBATIM_COOLDOWN_USER=0", "VERBATIM_COOLDOWN_CHANNEL=0")
	topic := "les soldats nord-coréens envoyés en Russie, à Koursk, par Kim Jong-un, l’allié de Vladimir Poutine"
	first := n.response(t, n.ann.Slash(n.channel, "timeline", emulator.Options{"topic": topic, "publisher": "La Gazette de démonstration", "from": "2023", "to": "2025"}))
	checkTimeline(t, first, bodies)
	opened := n.ann.Select(first, first.CustomID("Zoomer sur une période"), "dates")
	if _, err := opened.Modal(n.wait(t)); err != nil {
		t.Fatal(err)
	}
	empty := n.response(t, n.ann.SubmitModal(opened, map[string]string{"from": "1900", "to": "1901"}))
	if len(empty.Embeds) != 0 || empty.CustomID("Zoomer sur une période") == "" {
		t.Fatalf("zoomed to nothing: %s", empty.JSON)
	}
	again := n.response(t, n.ann.Select(empty, empty.CustomID("Zoomer sur une période"), "all"))
	checkTimeline(t, again, bodies)
	if again.Embeds[0].Description != first.Embeds[0].Description {
		t.Errorf("came back to %s", again.Text())
	}
	file := n.response(t, n.ann.Click(again, again.CustomID("CSV")))
	if len(file.Attachments) != 1 {
		t.Errorf("exported %s", file.JSON)
	}
}

// TestServeShowsATimelineToEachAsTheyTurnIt has two members turn the pages of
// one timeline, in a server and in a direct message.
func TestServeShowsATimelineToEachAsTheyTurnIt(t *testing.T) {
	bodies := texts(t)
	n := serving(t, "VERBATIM_SAMPLE=true", "VERBATIM_COOLDOWN_USER=0", "VERBATIM_COOLDOWN_CHANNEL=0")
	first := n.response(t, n.ann.Slash(n.channel, "timeline", emulator.Options{"topic": "Corée du Nord", "limit": 12}))
	checkTimeline(t, first, bodies)
	own := n.response(t, n.bob.Click(first, first.CustomID("Suivants")))
	checkTimeline(t, own, bodies)
	if !own.Private || own.ID == first.ID || own.CustomID("Retirer")+own.CustomID("Remove") != "" {
		t.Errorf("what another member turned: %s", own.JSON)
	}
	if now := n.Messages(n.channel)[0]; now.Embeds[0].Description != first.Embeds[0].Description || now.Edited {
		t.Errorf("another member turned the page for all: %s", now.Text())
	}
	private := n.response(t, n.ann.Slash(n.ann.DMChannel(), "timeline", emulator.Options{"topic": "North Korea", "from": "2024-10", "to": "hier"}))
	checkTimeline(t, private, bodies)
	if !strings.Contains(private.Content, "Chronologie") {
		t.Errorf("%s", private.Text())
	}
	choices, err := n.ann.Autocomplete(n.channel, "timeline", emulator.Options{"topic": "x", "publisher": "courr"}, "publisher").Choices(n.wait(t))
	if err != nil || len(choices) == 0 {
		t.Errorf("suggested %v, %v", choices, err)
	}
}

// checkTimeline checks what holds for every page of a timeline of the sample.
func checkTimeline(t *testing.T, m emulator.Message, bodies []string) {
	t.Helper()
	if len(m.Embeds) != 1 || len(m.Attachments) != 1 {
		t.Fatalf("%d embeds, %d files: %s", len(m.Embeds), len(m.Attachments), m.Text())
	}
	for quote := range strings.SplitSeq(printed(m)[0], "\n") {
		found := false
		for _, b := range bodies {
			found = found || strings.Contains(b, quote)
		}
		if !found {
			t.Errorf("%q stands in no article", quote)
		}
	}
	picture := m.Attachments[0]
	if _, err := png.DecodeConfig(bytes.NewReader(picture.Content)); err != nil || picture.Description == "" || len(picture.Content) > 300<<10 {
		t.Errorf("the picture: %v, %d bytes, alt %q", err, len(picture.Content), picture.Description)
	}
}

// menuOf is the menu of a message.
func menuOf(m emulator.Message) emulator.Component {
	for _, row := range m.Rows {
		if len(row) == 1 && len(row[0].Options) > 0 {
			return row[0]
		}
	}
	return emulator.Component{}
}
