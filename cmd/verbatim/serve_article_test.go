package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"verbatim/bot/discord/emulator"
)

// held is a corpus of an article that may be shown whole, one that may not, and
// twelve more of other publishers.
func heldCorpus(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	write := func(name, head, body string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("---\n"+head+"---\n\n"+body), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var long strings.Builder
	for i := range 14 {
		fmt.Fprintf(&long, "Paragraphe %d. La digue de Valrosse a tenu pendant la crue, et les %d maisons du quai sont restées au sec. Les habitants avaient porté du sable toute la nuit, sans attendre les secours de la préfecture.\n\n", i+1, 40+i)
	}
	write("digue.md", "title: La digue de Valrosse a tenu\npublisher: Le Quai\nauthor: Jeanne Orme\ndate: 2024-03-05\nlang: fr\nlicense: CC-BY-4.0\nurl: https://example.org/digue\n", "# La nuit\n\n"+long.String())
	write("closed.md", "title: The dyke held at Valrosse\npublisher: Harbour Gazette\ndate: 2024-03-06\nlang: en\nlicense: CC-BY-NC-4.0\nurl: https://example.org/dyke\n",
		"The dyke at Valrosse held through the night, and forty houses on the quay stayed dry. The mayor thanked everybody who had carried sand.\n\nThe prefect said that no new dyke would be built before 2030. The river fell on Monday.\n")
	for i := range 12 {
		write(fmt.Sprintf("other-%d.md", i), fmt.Sprintf("title: Weather of week %d\npublisher: Paper %02d\ndate: 20%02d-04-01\nlang: en\n", i, i, 10+i), fmt.Sprintf("It rained on %d days of that week in the whole valley, which nobody there remembers otherwise.\n", i%7))
	}
	return dir
}

// TestServeShowsArticlesAndSources uses /article and /sources in both languages.
func TestServeShowsArticlesAndSources(t *testing.T) {
	n := serving(t, "VERBATIM_CORPUS="+heldCorpus(t), "VERBATIM_COOLDOWN_USER=0", "VERBATIM_COOLDOWN_CHANNEL=0")
	suggested := func(u *emulator.User, typed string) emulator.Options {
		t.Helper()
		choices, err := u.Autocomplete(n.channel, "article", emulator.Options{"article": typed}, "article").Choices(n.wait(t))
		if err != nil || len(choices) == 0 {
			t.Fatalf("%q suggests %v, %v", typed, choices, err)
		}
		return emulator.Options{"article": choices[0].Value, "private": true}
	}
	var scenes []emulator.Scene
	for _, c := range []struct {
		who                       *emulator.User
		open, text, next, holds   string
		title, language, previous string
	}{
		{n.ann, "Ouvrir l’article", "Texte intégral", "Suivants", "5 mars 2024", "Ce que sont les articles", "anglais\u00a0: 13", "Précédents"},
		{n.bob, "Open the article", "Whole text", "Next", "5 March 2024", "What the articles are", "English: 13", "Previous"},
	} {
		got := n.response(t, c.who.Slash(n.channel, "article", suggested(c.who, "ROSSE le quai")))
		if !got.Private || !strings.Contains(got.Text(), c.holds) || !strings.Contains(got.Text(), "Jeanne Orme") || !strings.Contains(got.Text(), "CC-BY-4.0") || !linked(got, c.open) {
			t.Errorf("the article: %s", got.Text())
		}
		if n := utf8.RuneCountInString(strings.Join(printed(got), "")); n == 0 || n > 600 {
			t.Errorf("%d characters of the article", n)
		}
		text := n.response(t, c.who.Click(got, got.CustomID(c.text)))
		second := n.response(t, c.who.Click(text, text.CustomID(c.next)))
		if !text.Private || !strings.Contains(printed(text)[0], "Paragraphe 1. La digue") || strings.Contains(second.Text(), "Paragraphe 1. La") || !strings.Contains(second.Text(), "Paragraphe 8.") {
			t.Errorf("the text: %s\n%s", text.Text(), second.Text())
		}
		closed := n.response(t, c.who.Slash(n.channel, "article", suggested(c.who, "dyke march")))
		if closed.CustomID(c.text) != "" || !linked(closed, c.open) || len(printed(closed)) == 0 {
			t.Errorf("an article whose licence does not allow it: %s", closed.Text())
		}
		first := n.response(t, c.who.Slash(n.channel, "sources", emulator.Options{"private": true}))
		last := n.response(t, c.who.Click(first, first.CustomID(c.next)))
		if !strings.Contains(first.Text(), c.title) || !strings.Contains(first.Text(), c.language) || strings.Contains(first.Text(), "Paper 11") || !strings.Contains(last.Text(), "Paper 11") {
			t.Errorf("the sources: %s\n%s", first.Text(), last.Text())
		}
		none := n.response(t, c.who.Slash(n.channel, "article", emulator.Options{"article": "qqqq"}))
		if !none.Private || !strings.Contains(none.Content, "qqqq") {
			t.Errorf("no such article: %s", none.Text())
		}
		scenes = append(scenes, emulator.Scene{Heading: "/article", Messages: []emulator.Message{got, text, closed}}, emulator.Scene{Heading: "/sources", Messages: []emulator.Message{first, last}})
	}
	writePreview(t, scenes)
}

// linked reports whether a message has a link of that name.
func linked(m emulator.Message, label string) bool {
	return strings.Contains(m.Text(), "["+label+"](https://example.org/")
}
