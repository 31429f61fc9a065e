package emulator_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"verbatim/bot/discord/emulator"
)

// preview is the page of one message as a tree.
func preview(t testing.TB, m emulator.Message) *html.Node {
	t.Helper()
	var b strings.Builder
	if err := emulator.Preview(&b, []emulator.Scene{{Heading: "A scene", Messages: []emulator.Message{m}}}); err != nil {
		t.Fatal(err)
	}
	page, err := html.Parse(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// elements are the texts of all elements of a name, at the width of a phone alone.
func elements(page *html.Node, name string) []string {
	var found []string
	for n := range page.Descendants() {
		if n.Type == html.ElementNode && n.Data == name {
			found = append(found, strings.TrimSpace(textOf(n)))
		}
	}
	return found[:len(found)/2]
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func TestThePreviewShowsMarkdownAsDiscordDoes(t *testing.T) {
	page := preview(t, emulator.Message{Author: "verbatim", Bot: true, Content: `a **bold *both*** \*not\* [label](https://x.example/a_b)`, Embeds: []emulator.Embed{{
		Title: `5 \* 3`, URL: "https://x.example", Footer: "raw *footer*",
		Description: "-# small\n> one `**code**`\n> \n> two <b>\nafter ||secret|| 2 * 3 * 4",
	}}, Rows: [][]emulator.Component{{{Label: "Remove"}}}, Private: true})
	for name, want := range map[string]string{
		"b": "bold both|", "i": "both|", "code": "**code**|", "mark": "secret|", "small": "small|", "a": "label|5 * 3|",
		"p": "a bold both *not* label|one **code**||two <b>|after secret 2 * 3 * 4|",
	} {
		if got := strings.Join(elements(page, name), "|") + "|"; strings.ReplaceAll(got, "\u00a0", "") != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	text := textOf(page)
	for _, want := range []string{"raw *footer*", "Remove", "Only you can see this", "APP"} {
		if strings.Count(text, want) != 2 {
			t.Errorf("%q stands %d times on the page, want once for each width", want, strings.Count(text, want))
		}
	}
}

func TestThePreviewNamesWhoIsMentionedAndAsked(t *testing.T) {
	var b strings.Builder
	err := emulator.Preview(&b, []emulator.Scene{{Messages: []emulator.Message{
		{ID: "1", AuthorID: "7", Author: "ann", Content: "<@8> why? <@9>"},
		{ID: "2", AuthorID: "8", Author: "verbatim", RepliesTo: "1", Content: "because"},
	}}})
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(b.String(), "<em>@verbatim</em> why? <em>@9</em>"); n != 4 {
		t.Errorf("the question stands %d times on the page, want twice for each width", n)
	}
}

// FuzzPreview: whatever a message says, nothing of it becomes markup of the
// page but what Discord's markdown makes.
func FuzzPreview(f *testing.F) {
	for _, s := range []string{"", "**a", "\\", "> ", "[a](http)", "<script>alert(1)</script>", "`a", "||*_a_*||", "<@12>", "-# \\-# x\n# y", "___x___"} {
		f.Add(s)
	}
	known := map[string]bool{}
	for name := range strings.FieldsSeq("html head meta title style body h1 h2 h3 h4 li div span p b i u s a em mark code small blockquote") {
		known[name] = true
	}
	f.Fuzz(func(t *testing.T, text string) {
		m := emulator.Message{Content: text, Author: text, RepliesTo: text, ID: text, Embeds: []emulator.Embed{{Title: text, URL: text, Description: text, Footer: text}}}
		for n := range preview(t, m).Descendants() {
			if n.Type == html.ElementNode && !known[n.Data] || n.Type == html.CommentNode {
				t.Fatalf("%q makes a %q", text, n.Data)
			}
		}
	})
}
