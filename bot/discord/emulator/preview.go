package emulator

import (
	_ "embed"
	"encoding/base64"
	"html/template"
	"io"
	"regexp"
	"strings"
)

// Scene is a few messages under a heading, for the preview page.
type Scene struct {
	Heading  string
	Messages []Message
}

// named puts the names of those who wrote into the mentions of a text.
func (s Scene) named(text string) string {
	for _, m := range s.Messages {
		text = strings.ReplaceAll(text, "<@"+m.AuthorID+">", "<@"+m.Author+">")
	}
	return text
}

// Preview writes an HTML page that lays out scenes much as Discord's clients
// do, each at the width of a phone and at that of a desktop. It needs nothing
// from outside and runs no script: it is for looking at what a bot sends, with
// a browser or in a picture that one takes of it.
func Preview(w io.Writer, scenes []Scene) error {
	return previewPage.Execute(w, scenes)
}

//go:embed preview.html
var previewHTML string

var previewPage = template.Must(template.New("preview").Funcs(template.FuncMap{
	"blocks": blockHTML,
	"inline": inlineHTML,
	"subject": func(s Scene, id string) string {
		for _, m := range s.Messages {
			if m.ID == id && id != "" {
				return s.named(m.Content)
			}
		}
		return ""
	},
	"pair": func(s Scene, m Message) any {
		m.Content = s.named(m.Content)
		return struct {
			Scene   Scene
			Message Message
		}{s, m}
	},
	"picture": pictureOf,
	"initial": func(name string) string {
		for _, r := range strings.ToUpper(name) {
			return string(r)
		}
		return ""
	},
}).Parse(previewHTML))

// picture is a file that clients show in the message itself.
type picture struct {
	Src template.URL
	Alt string
}

// pictureOf is nil for a file that is no picture.
func pictureOf(a Attachment) *picture {
	if !strings.HasPrefix(a.ContentType, "image/") {
		return nil
	}
	return &picture{template.URL("data:" + a.ContentType + ";base64," + base64.StdEncoding.EncodeToString(a.Content)), a.Description}
}

// blockHTML shows a text with the markdown of lines: quotes, headers, lists and
// small text.
func blockHTML(text string) template.HTML {
	var b strings.Builder
	quoting := false
	for line := range strings.SplitSeq(text, "\n") {
		rest, quoted := strings.CutPrefix(line, "> ")
		if quoted != quoting {
			b.WriteString(map[bool]string{true: "<blockquote>", false: "</blockquote>"}[quoted])
			quoting = quoted
		}
		b.WriteString(string(lineHTML(rest)))
	}
	if quoting {
		b.WriteString("</blockquote>")
	}
	return template.HTML(b.String())
}

// lineMarks are the marks at the start of a line, with what they make of it.
var lineMarks = []struct{ mark, element string }{{"-# ", "small"}, {"### ", "h4"}, {"## ", "h3"}, {"# ", "h2"}, {"- ", "li"}, {"* ", "li"}}

func lineHTML(line string) template.HTML {
	for _, m := range lineMarks {
		if rest, marked := strings.CutPrefix(line, m.mark); marked {
			return template.HTML("<"+m.element+">") + inlineHTML(rest) + template.HTML("</"+m.element+">")
		}
	}
	if line == "" {
		return "<p>&nbsp;</p>"
	}
	return "<p>" + inlineHTML(line) + "</p>"
}

// spans are the marks around words, with the element that they make; what
// stands between those of a code is shown as it is.
var spans = []struct{ mark, element string }{{"**", "b"}, {"__", "u"}, {"~~", "s"}, {"||", "mark"}, {"`", "code"}, {"*", "i"}, {"_", "i"}}

// inlineHTML shows a text with the markdown of words. A backslash before
// punctuation shows that alone.
func inlineHTML(text string) template.HTML {
	var b strings.Builder
	for text != "" {
		shown, rest := nextHTML(text)
		b.WriteString(string(shown))
		text = rest
	}
	return template.HTML(b.String())
}

// nextHTML shows the first element, or else the first byte, of a text that is
// not empty, and gives back the rest.
func nextHTML(text string) (shown template.HTML, rest string) {
	if len(text) > 1 && text[0] == '\\' && isPunctuation(text[1]) {
		return escapeHTML(text[1:2]), text[2:]
	}
	for _, s := range spans {
		inner, after, found := between(text, s.mark)
		if !found {
			continue
		}
		content := escapeHTML(inner)
		if s.element != "code" {
			content = inlineHTML(inner)
		}
		return template.HTML("<"+s.element+">") + content + template.HTML("</"+s.element+">"), after
	}
	if label, address, after, found := linked(text); found {
		return `<a title="` + escapeHTML(address) + `">` + inlineHTML(label) + "</a>", after
	}
	if m := previewMention.FindStringSubmatch(text); m != nil {
		return "<em>@" + escapeHTML(m[1]) + "</em>", text[len(m[0]):]
	}
	n := 1
	for n < len(text) && !isPunctuation(text[n]) {
		n++
	}
	return escapeHTML(text[:n]), text[n:]
}

// previewMention is a mention of somebody by name or, of a stranger, by id.
var previewMention = regexp.MustCompile(`^<@([^<>@]+)>`)

func escapeHTML(s string) template.HTML { return template.HTML(template.HTMLEscapeString(s)) }

func isPunctuation(c byte) bool {
	return c > ' ' && c < 0x7f && !('0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z')
}

// between is what stands between a mark at the start of a text and the next one
// that is not escaped.
func between(text, mark string) (inner, after string, found bool) {
	rest, marked := strings.CutPrefix(text, mark)
	if !marked {
		return "", "", false
	}
	end := unescaped(rest, mark)
	for end > 0 && strings.HasPrefix(rest[end+1:], mark) {
		end++ // of "***" the first closes what is inside
	}
	if end < 1 || len(mark) == 1 && mark != "`" && rest[0] == ' ' {
		return "", "", false
	}
	return rest[:end], rest[end+len(mark):], true
}

// unescaped is where a mark stands first that no backslash is before; -1 where
// none does.
func unescaped(text, mark string) int {
	for i := 0; i < len(text); i++ {
		if text[i] == '\\' {
			i++
		} else if strings.HasPrefix(text[i:], mark) {
			return i
		}
	}
	return -1
}

// linked reads a link with a label: [label](https://…).
func linked(text string) (label, address, after string, found bool) {
	if !strings.HasPrefix(text, "[") {
		return "", "", "", false
	}
	end := unescaped(text[1:], "](http")
	if end < 1 {
		return "", "", "", false
	}
	address, after, found = strings.Cut(text[end+3:], ")")
	return text[1 : end+1], address, after, found
}
