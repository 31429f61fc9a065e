package read

import (
	"bytes"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"gopkg.in/yaml.v3"

	"verbatim/corpus"
)

// Page is the article of a web page, on its way into a file of the corpus.
// What the page does not state is empty, and may be filled in.
type Page struct {
	Title, Author, Publisher, URL string
	Published                     corpus.Date
	Lang                          corpus.Lang

	blocks []block
}

// ReadPage reads the article of a web page as one that was saved is read.
// contentType is what its server said it is, "" for nothing.
func ReadPage(data []byte, contentType string) (Page, error) {
	if !utf8.Valid(data) && strings.Contains(strings.ToLower(contentType), "charset=") {
		// A server is right more often than a page about what it sends.
		if r, err := charset.NewReader(bytes.NewReader(data), contentType); err == nil {
			if text, err := io.ReadAll(r); err == nil {
				data = text
			}
		}
	}
	d, err := guarded(func() (document, error) { return parseHTML(data) })
	if err == nil && len(d.blocks) == 0 {
		err = errNoText
	}
	return pageOf(d), err
}

// ReadFragment reads a piece of HTML that is an article and nothing else, as
// feeds carry them.
func ReadFragment(html string) Page { return Page{blocks: htmlBlocks(printable(html))} }

func pageOf(d document) Page {
	return Page{Title: d.title, Author: d.author, Publisher: d.publisher, URL: d.url, Published: d.published, Lang: d.lang, blocks: d.blocks}
}

// Characters is the length of the text.
func (p Page) Characters() int {
	n := 0
	for _, b := range p.blocks {
		n += utf8.RuneCountInString(b.text)
	}
	return n
}

// Text is the text, a paragraph a line.
func (p Page) Text() string {
	var lines []string
	for _, b := range p.blocks {
		lines = append(lines, oneLine(b.text))
	}
	return strings.Join(lines, "\n")
}

// matter is the front matter of a page, in the order in which people read it.
type matter struct {
	Title     string `yaml:"title,omitempty"`
	Author    string `yaml:"author,omitempty"`
	Publisher string `yaml:"publisher,omitempty"`
	URL       string `yaml:"url,omitempty"`
	Date      string `yaml:"date,omitempty"`
	Lang      string `yaml:"lang,omitempty"`
}

// Markdown is the page as a file that people can read and mend, and that is
// read as the same article.
func (p Page) Markdown() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("---\n")
	head, err := yaml.Marshal(matter{p.Title, p.Author, p.Publisher, p.URL, p.Published.String(), string(p.Lang)})
	if err != nil {
		return nil, err
	}
	b.Write(head)
	b.WriteString("---\n")
	for i, block := range p.blocks {
		if i == 0 || block.kind != listItem || p.blocks[i-1].kind != listItem {
			b.WriteByte('\n')
		}
		writeMarkdown(&b, block)
	}
	return b.Bytes(), nil
}

func writeMarkdown(b *bytes.Buffer, block block) {
	first, rest := "", ""
	text := tidyLines(block.text)
	switch block.kind {
	case heading:
		first = "## "
		text = oneLine(text)
	case listItem:
		first, rest = "- ", "  "
	case quotation:
		first, rest = "> ", "> "
	}
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			b.WriteString("\\\n") // a break that its author made
			first = rest
		}
		b.WriteString(first)
		line = escapeMarkdown(line)
		if sharp, ok := strings.CutSuffix(line, "#"); ok && block.kind == heading && !strings.HasSuffix(sharp, `\`) {
			line = sharp + `\#` // else it would end the heading's mark
		}
		b.WriteString(line)
	}
	b.WriteByte('\n')
}

// Signs that Markdown, or the notes of people who link them, would take for
// marks: anywhere, and at the beginning of a line.
var (
	inlineMarks = regexp.MustCompile("[\\\\*_`\\[\\]<~|{^%]|&[A-Za-z#]|==+")
	lineMarks   = regexp.MustCompile(`^(?:[#>+=-]|\d{1,9}[.)])`)
)

func escapeMarkdown(line string) string {
	line = inlineMarks.ReplaceAllStringFunc(line, func(s string) string {
		if s[0] == '=' {
			return strings.Repeat(`\=`, len(s))
		}
		return `\` + s
	})
	if m := lineMarks.FindString(line); m != "" {
		line = m[:len(m)-1] + `\` + line[len(m)-1:]
	}
	return line
}
