package read

import (
	"fmt"
	"os"
	"path"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// show writes a document as the files in testdata have it.
func show(d document) string {
	var b strings.Builder
	for _, f := range [][2]string{{"id", d.id}, {"title", d.title}, {"author", d.author}, {"publisher", d.publisher}, {"url", d.url}, {"published", d.published.String()}, {"lang", string(d.lang)}} {
		if f[1] != "" {
			fmt.Fprintf(&b, "%s: %s\n", f[0], f[1])
		}
	}
	for _, n := range d.notes {
		fmt.Fprintf(&b, "note: %s\n", n)
	}
	for _, block := range d.blocks {
		fmt.Fprintf(&b, "%c %s\n", "phlqf"[block.kind], strings.ReplaceAll(block.text, "\n", "\n  "))
	}
	return b.String()
}

// TestFormats reads each file of testdata/formats.txtar and compares it with
// the file after it, NAME.want: metadata, then blocks by kind (paragraph,
// heading, list item, quotation, furniture of pages). Plain text's blocks are another test's.
func TestFormats(t *testing.T) {
	const file = "testdata/formats.txtar"
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(archive.Files); i += 2 {
		in, want := archive.Files[i], &archive.Files[i+1]
		t.Run(in.Name, func(t *testing.T) {
			var d document
			var err error
			if parse := parsers[path.Ext(in.Name)]; parse != nil {
				d, err = parse(in.Data)
			} else {
				d, err = parseJSONLine(in.Name, in.Data)
			}
			got := show(d)
			if err != nil {
				got = "error: " + err.Error() + "\n"
			}
			if *update {
				want.Data = []byte(got)
			} else if diff := cmp.Diff(string(want.Data), got); diff != "" {
				t.Errorf("want -, got +:\n%s", diff)
			}
		})
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// checkDocument holds for whatever is read: valid text without control
// characters in blocks that are not blank, in a time that a reader waits.
func checkDocument(t *testing.T, in []byte, parse func([]byte) (document, error)) document {
	t.Helper()
	start := time.Now()
	d, err := parse(in)
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("%d bytes took %v", len(in), took)
	}
	if err != nil {
		return document{}
	}
	for _, s := range append([]string{d.id, d.title, d.author, d.publisher, d.url, string(d.lang)}, d.notes...) {
		if !utf8.ValidString(s) || strings.Contains(s, "\n") {
			t.Errorf("metadata %q", s)
		}
	}
	for _, b := range d.blocks {
		if !utf8.ValidString(b.text) || strings.TrimFunc(b.text, isASCIISpace) != b.text || b.text == "" ||
			strings.ContainsFunc(b.text, func(r rune) bool { return r != '\n' && unicode.IsControl(r) }) {
			t.Errorf("block %q", b.text)
		}
	}
	return d
}

// letters are the letters and digits of a text, in order.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

func allText(d document) string {
	var b strings.Builder
	for _, block := range d.blocks {
		b.WriteString(block.text + "\n")
	}
	return b.String()
}

// addSeeds gives a fuzz target the files of testdata with one of the endings.
func addSeeds(f *testing.F, endings ...string) {
	archive, err := txtar.ParseFile("testdata/formats.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range archive.Files {
		for _, e := range endings {
			if path.Ext(file.Name) == e {
				f.Add(file.Data)
			}
		}
	}
}

// isPart reports whether the runes of part stand in whole in that order.
func isPart(part, whole string) bool {
	rest := []rune(whole)
	for _, r := range part {
		for len(rest) > 0 && rest[0] != r {
			rest = rest[1:]
		}
		if len(rest) == 0 {
			return false
		}
		rest = rest[1:]
	}
	return true
}

func FuzzText(f *testing.F) {
	addSeeds(f, ".txt")
	f.Fuzz(func(t *testing.T, data []byte) {
		d := checkDocument(t, data, parseText)
		if text, _, err := decode(data, "text/plain"); err == nil && !htmlPage.MatchString(text) { // FuzzHTML reads pages
			_, body := headerLines(text)
			if letters(allText(d)) != letters(body) {
				t.Errorf("%q lost or gained letters: %q", body, allText(d))
			}
		}
	})
}

func FuzzMarkdown(f *testing.F) {
	addSeeds(f, ".md")
	f.Fuzz(func(t *testing.T, data []byte) {
		d := checkDocument(t, data, parseMarkdown)
		// Entities and raw HTML make letters of others; link definitions may stand anywhere.
		if text, _, err := decode(data, "text/plain"); err == nil && !strings.ContainsAny(text, "&<") && !isPart(letters(allText(d)), letters(text)) {
			t.Errorf("%q has letters that are not in the file, or not in order: %q", text, allText(d))
		}
	})
}

func FuzzHTML(f *testing.F) {
	addSeeds(f, ".html")
	f.Fuzz(func(t *testing.T, data []byte) {
		d := checkDocument(t, data, parseHTML)
		if text, _, err := decode(data, "text/html"); err == nil && !strings.Contains(text, "&") && !isPart(letters(allText(d)), letters(text)) {
			t.Errorf("%q has letters that are not in the page, or not in order: %q", text, allText(d))
		}
	})
}

// FuzzJSONL reads the data as a file of lines: a line that is not blank is
// either an article or a problem of that line, and no line changes another.
func FuzzJSONL(f *testing.F) {
	addSeeds(f, ".jsonl")
	f.Add([]byte("{\"text\":\"a\"}\n\n{\"id\":1,\"text\":\"b\"}\r\nbroken"))
	f.Fuzz(func(t *testing.T, data []byte) {
		const limit = 1000
		var lines []jsonLine
		if err := jsonLines(strings.NewReader(string(data)), limit, func(l jsonLine) error {
			lines = append(lines, l)
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		i := 0
		for n, want := range strings.Split(string(data), "\n") {
			if strings.TrimSpace(want) == "" && len(want) <= limit {
				continue
			}
			if i >= len(lines) || lines[i].number != n+1 || len(want) > limit+1 != (lines[i].data == nil) && len(want) != limit+1 ||
				lines[i].data != nil && strings.TrimSuffix(string(lines[i].data), "\n") != want {
				t.Fatalf("line %d of %q: %+v", n+1, data, lines)
			}
			if line := lines[i]; line.data != nil {
				d := checkDocument(t, line.data, func(b []byte) (document, error) { return parseJSONLine("f.jsonl", b) })
				if len(d.blocks) > 0 && d.id == "" {
					t.Errorf("%q has no ID", line.data)
				}
			}
			i++
		}
		if i != len(lines) {
			t.Errorf("%d lines of %d", len(lines), i)
		}
	})
}

// TestHostileFilesTakeBoundedTime gives the parsers what makes a naive one run
// for ever or out of stack.
func TestHostileFilesTakeBoundedTime(t *testing.T) {
	const size = 50_000
	for ending, pieces := range map[string][]string{
		".md":   {">", "> ", "*", "*a ", "*a\n", "[", "[a\n", "`a", "<", "> a\n", "- a\n", "- ", "1. ", "+\n", "|a", "[a]: b\n\n[a]\n\n", "<div>\n\n", "---\na: b\n", "\\", "![", "a\n=\n", "\t- "},
		".html": {"<div>", "<b>", "<p>word ", "<p a=b ", "a=b ", "<!--", "< ", "a<br>", "<table><tr><td>", "<p><b><i><u><a>", "&amp;", "<script type=application/ld+json>[", "<li>word word word ", "<blockquote>", "<svg>", "<a href=x>link text here</a> ", "</p>"},
		".txt":  {"a", "a\n", "a\n\n", "- ", "- a\n", "Title: x\n", "word ", "a. ", "é"},
	} {
		for _, piece := range pieces {
			t.Run(fmt.Sprintf("%s %q", ending, piece), func(t *testing.T) {
				t.Parallel()
				checkDocument(t, []byte(strings.Repeat(piece, size/len(piece))), parsers[ending])
			})
		}
	}
}
