package read

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"golang.org/x/net/html"
	"gopkg.in/yaml.v3"
)

// parseMarkdown reads Markdown, with front matter where it has one.
func parseMarkdown(data []byte) (document, error) {
	s, note, err := decode(data, "text/plain")
	if err != nil {
		return document{}, err
	}
	var d document
	values, body, err := metadata(s)
	if err != nil {
		d.note("its front matter is %v, so title and date may be missing", err)
	}
	d.state(values)
	body = withoutNoteMarks(body)
	if note != "" {
		d.note("%s", note)
	}
	if tooIntricate(body) {
		d.note("its Markdown is nested too deeply and was read as plain text")
		d.plain = true
		d.blocks = plainBlocks(body)
		return d, nil
	}
	d.blocks = markdownBlocks([]byte(body))
	return d, nil
}

// metadata takes off a text what stands above it about it: front matter in YAML
// or TOML, the title lines of Pandoc, the properties of a note.
func metadata(s string) (values map[string][]string, body string, err error) {
	if matter, body := splitFrontMatter(s, "---", "..."); matter != "" {
		values, err = frontMatter(matter)
		if err != nil {
			err = fmt.Errorf("not YAML (%w)", err)
		}
		return values, body, err
	}
	if matter, body := splitFrontMatter(s, "+++", "+++"); matter != "" {
		values, err = tomlFrontMatter(matter)
		if err != nil {
			err = fmt.Errorf("not TOML (%w)", err)
		}
		return values, body, err
	}
	if values, body = pandocTitle(s); values != nil {
		return values, body, nil
	}
	values, body = properties(s)
	return values, body, nil
}

// splitFrontMatter splits a text that begins with a fence, a line such as "---",
// at the next such line, or at the other one given.
func splitFrontMatter(s, fence, other string) (matter, body string) {
	head := strings.TrimLeft(s, "\n")
	first, rest, _ := strings.Cut(head, "\n")
	if strings.TrimRight(first, " \t") != fence {
		return "", s
	}
	for at := 0; at < min(len(rest), maxMatter); {
		line, _, more := strings.Cut(rest[at:], "\n")
		switch strings.TrimRight(line, " \t") {
		case fence, other:
			return rest[:at], rest[min(at+len(line)+1, len(rest)):]
		}
		if !more {
			return "", s
		}
		at += len(line) + 1
	}
	return "", s // a horizontal rule
}

// frontMatter reads the values of a YAML mapping as they are written: a date
// stays the text that the author typed, so that 2024-10 keeps its precision.
func frontMatter(matter string) (map[string][]string, error) {
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(matter), &root); err != nil {
		return looseFields(matter), fmt.Errorf("%s", oneLine(strings.TrimPrefix(err.Error(), "yaml: ")))
	}
	if len(root.Content) == 0 {
		return nil, nil
	}
	m := root.Content[0]
	if m.Kind != yaml.MappingNode {
		return nil, fmt.Errorf("no key: value pairs")
	}
	values := map[string][]string{}
	for i := 0; i+1 < len(m.Content); i += 2 {
		if v := yamlScalars(m.Content[i+1]); len(v) > 0 {
			values[foldKey(m.Content[i].Value)] = v
		}
	}
	return values, nil
}

// yamlScalars are the values of a scalar, of a list, or the name of a mapping.
func yamlScalars(n *yaml.Node) (out []string) {
	switch n.Kind {
	case yaml.ScalarNode:
		if n.Tag != "!!null" && n.Value != "" {
			out = append(out, printable(n.Value))
		}
	case yaml.SequenceNode:
		for _, c := range n.Content {
			if c.Kind != yaml.SequenceNode {
				out = append(out, yamlScalars(c)...)
			}
		}
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			if n.Content[i].Value == "name" && n.Content[i+1].Kind == yaml.ScalarNode {
				out = append(out, printable(n.Content[i+1].Value))
			}
		}
	}
	return out
}

// looseFields reads what looks like fields in front matter that is no YAML,
// most often for a colon in a title without quotes.
func looseFields(matter string) map[string][]string {
	values := map[string][]string{}
	for line := range strings.Lines(matter) {
		if key, value, ok := headerLine(strings.TrimRight(line, "\n")); ok && values[key] == nil {
			values[key] = []string{strings.Trim(value, `"'`)}
		}
	}
	return values
}

// What a Markdown parser's time and stack grow with faster than with length.
// Articles stay far below.
const (
	maxPrefix = 256     // bytes of quote marks, bullets, numbers and indentation before a line
	maxMarks  = 5000    // emphasis, link and code marks in one paragraph
	maxMatter = 1 << 18 // bytes of front matter
)

func tooIntricate(s string) bool {
	marks := 0
	for line := range strings.Lines(s) {
		if rest := strings.TrimLeft(line, " \t>-*+0123456789.)"); len(line)-len(rest) > maxPrefix {
			return true
		}
		if strings.TrimSpace(line) == "" {
			marks = 0
			continue
		}
		for i := range len(line) {
			if strings.IndexByte("*_[]()<>!`~&\\|", line[i]) >= 0 {
				marks++
			}
		}
		if marks > maxMarks {
			return true
		}
	}
	return false
}

var markdown = goldmark.New(goldmark.WithExtensions(extension.Table))

func markdownBlocks(source []byte) []block {
	w := &markdownWriter{source: source}
	w.container(markdown.Parser().Parse(text.NewReader(source)), false)
	return w.blocks
}

type markdownWriter struct {
	source []byte
	blocks []block
	bullet string // printed before the next text
}

// container writes the blocks in n, which is quoted or not.
func (w *markdownWriter) container(n ast.Node, quoted bool) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Heading:
			w.add(heading, w.inline(c))
		case *ast.Paragraph, *ast.TextBlock:
			w.add(plainOr(quoted), w.inline(c))
		case *ast.Blockquote:
			w.container(c, true)
		case *ast.ListItem:
			w.bullet = w.marker(c)
			w.container(c, quoted)
			w.bullet = ""
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			w.add(plainOr(quoted), string(c.Lines().Value(w.source)))
		case *ast.HTMLBlock:
			w.html(c)
		case *extast.TableHeader, *extast.TableRow:
			w.add(paragraph, w.row(c))
		default:
			w.container(c, quoted)
		}
	}
}

func plainOr(quoted bool) blockKind {
	if quoted {
		return quotation
	}
	return paragraph
}

func (w *markdownWriter) add(kind blockKind, s string) {
	s = tidyLines(s)
	if s == "" {
		return
	}
	if w.bullet != "" && kind != heading {
		kind, s = listItem, w.bullet+" "+s
		w.bullet = ""
	}
	w.blocks = append(w.blocks, block{kind, s})
}

// tidyLines folds the white space of each line and leaves out blank lines.
func tidyLines(s string) string {
	var lines []string
	for line := range strings.Lines(s) {
		if line = oneLine(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// marker is the bullet or number of an item, as the file prints it.
func (w *markdownWriter) marker(item *ast.ListItem) string {
	first := item.FirstChild()
	for first != nil && first.Type() == ast.TypeBlock && first.Lines().Len() == 0 {
		first = first.FirstChild()
	}
	if first == nil || first.Type() != ast.TypeBlock {
		return ""
	}
	start := first.Lines().At(0).Start
	line := w.source[bytes.LastIndexByte(w.source[:start], '\n')+1 : start]
	fields := strings.Fields(strings.ReplaceAll(string(line), ">", " "))
	if len(fields) == 0 || strings.Trim(fields[0], "#`~") == "" {
		return ""
	}
	return fields[0]
}

// row is a line of a table, with what the file prints between its cells.
func (w *markdownWriter) row(n ast.Node) string {
	var b strings.Builder
	end := -1
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		lines := c.Lines()
		if lines.Len() == 0 {
			continue
		}
		if s := lines.At(0); end >= 0 && s.Start >= end {
			b.Write(w.source[end:s.Start])
		}
		b.WriteString(w.inline(c))
		end = lines.At(lines.Len() - 1).Stop
	}
	return b.String()
}

// html writes the text of raw HTML.
func (w *markdownWriter) html(n *ast.HTMLBlock) {
	raw := n.Lines().Value(w.source)
	if n.HasClosure() {
		raw = append(raw[:len(raw):len(raw)], n.ClosureLine.Value(w.source)...)
	}
	w.blocks = append(w.blocks, htmlBlocks(string(raw))...)
}

// inline is the text of a paragraph without its marks, images left out.
func (w *markdownWriter) inline(n ast.Node) string {
	var b strings.Builder
	w.writeInline(&b, n)
	return b.String()
}

func (w *markdownWriter) writeInline(b *strings.Builder, n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			w.writeText(b, c)
		case *ast.String:
			b.Write(c.Value)
		case *ast.AutoLink:
			b.Write(c.Label(w.source))
		case *ast.RawHTML:
			if tag := string(c.Segments.Value(w.source)); strings.HasPrefix(strings.ToLower(tag), "<br") {
				b.WriteByte('\n')
			}
		case *ast.Image:
		default:
			w.writeInline(b, c)
		}
	}
}

// unescapeMarkdown takes the backslash from escaped punctuation and resolves
// character references.
func unescapeMarkdown(s []byte) string {
	if bytes.IndexByte(s, '\\') < 0 {
		return html.UnescapeString(string(s))
	}
	var b strings.Builder
	for len(s) > 0 {
		i := bytes.IndexByte(s, '\\')
		if i < 0 || i+1 == len(s) {
			break
		}
		b.WriteString(html.UnescapeString(string(s[:i])))
		if c := s[i+1]; c < 0x80 && util.IsPunct(c) {
			i++
		}
		b.WriteByte(s[i])
		s = s[i+1:]
	}
	b.WriteString(html.UnescapeString(string(s)))
	return b.String()
}

func (w *markdownWriter) writeText(b *strings.Builder, t *ast.Text) {
	value := t.Segment.Value(w.source)
	if _, code := t.Parent().(*ast.CodeSpan); code || t.IsRaw() {
		b.Write(value)
	} else {
		b.WriteString(unescapeMarkdown(value))
	}
	switch {
	case t.HardLineBreak():
		b.WriteByte('\n')
	case t.SoftLineBreak():
		b.WriteByte(' ')
	}
}
