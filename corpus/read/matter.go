package read

import (
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
)

// tomlFrontMatter reads the values of TOML front matter, which stands between
// lines "+++", and of the tables in it that sites put fields of their own into.
func tomlFrontMatter(matter string) (map[string][]string, error) {
	var root map[string]any
	if _, err := toml.Decode(matter, &root); err != nil {
		return nil, fmt.Errorf("%s", oneLine(strings.TrimPrefix(err.Error(), "toml: ")))
	}
	values := map[string][]string{}
	tomlFields(root, values)
	return values, nil
}

func tomlFields(table map[string]any, values map[string][]string) {
	for _, name := range []string{"params", "extra", "taxonomies"} {
		if inner, ok := table[name].(map[string]any); ok {
			tomlFields(inner, values)
		}
	}
	for k, v := range table {
		if s := tomlScalars(v); len(s) > 0 {
			values[foldKey(k)] = s
		}
	}
}

func tomlScalars(v any) (out []string) {
	switch v := v.(type) {
	case string:
		if v != "" {
			out = append(out, printable(v))
		}
	case time.Time:
		out = append(out, v.Format(time.DateOnly))
	case []any:
		for _, e := range v {
			out = append(out, tomlScalars(e)...)
		}
	}
	return out
}

var (
	titleLines    = regexp.MustCompile(`^% ?(.*)\n(?:% ?(.*)\n)?(?:% ?(.*)\n)?`)
	propertyLines = regexp.MustCompile(`^# [^\n]+\n+((?:[^\n:]{2,30}: [^\n]*\n){2,})\n`)
)

// pandocTitle reads the lines "% title", "% authors", "% date" on top.
func pandocTitle(s string) (values map[string][]string, body string) {
	m := titleLines.FindStringSubmatch(s)
	if m == nil {
		return nil, s
	}
	values = map[string][]string{"title": {m[1]}}
	for i, key := range []string{"author", "date"} {
		if v := strings.TrimSpace(m[2+i]); v != "" {
			values[key] = []string{strings.ReplaceAll(v, "; ", ", ")}
		}
	}
	return values, s[len(m[0]):]
}

// properties reads the lines "Author: …" under the title, as databases of notes
// export them. One field at least must be known.
func properties(s string) (values map[string][]string, body string) {
	head := strings.TrimLeft(s, "\n")
	m := propertyLines.FindStringSubmatchIndex(head)
	if m == nil {
		return nil, s
	}
	if values = looseFields(head[m[2]:m[3]]); len(values) == 0 {
		return nil, s
	}
	return values, head[:m[2]] + head[m[3]:]
}

// Marks of notes that link to each other, which Markdown does not know.
var noteMarks = []struct {
	pattern *regexp.Regexp
	text    string
}{
	{regexp.MustCompile(`%%[^%]*%%`), ""},                           // a comment
	{regexp.MustCompile(`!\[\[[^\[\]\n]*\]\]`), ""},                 // an embedded file
	{regexp.MustCompile(`\[\[[^\[\]|\n]*\|([^\[\]\n]+)\]\]`), "$1"}, // a link and its text
	{regexp.MustCompile(`\[\[([^\[\]\n]+)\]\]`), "$1"},
	{regexp.MustCompile(`(?m) \^[A-Za-z0-9-]+$`), ""},                  // the name of a paragraph
	{regexp.MustCompile(`(?m)^((?:> ?)+)\[![A-Za-z]+\][+-]? ?`), "$1"}, // what kind a box is of
	{regexp.MustCompile(`==([^=\s][^=\n]*[^=\s]|[^=\s])==`), "$1"},     // a highlight
	{regexp.MustCompile(`(?m)^([ \t]*[-*+] )\[[ xX]\] `), "$1"},        // a box to tick
	{regexp.MustCompile(`(?m)^\s*\{\{[<%][^\n]*[>%]\}\}\s*$`), "\n"},   // what a site's generator puts in
}

func withoutNoteMarks(s string) string {
	if !strings.ContainsAny(s, "[%=^{") {
		return s
	}
	for _, m := range noteMarks {
		s = m.pattern.ReplaceAllString(s, m.text)
	}
	return s
}
