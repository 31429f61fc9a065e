package sample

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// invented are the people who may be quoted: none of them exists.
var invented = []string{
	"Mara Feldon", "Colin Wexby", "Nora Quillish", "Judith Arkley",
	"Hélène Vautrin", "Marc Tellandier", "Inès Corbaz", "Bastien Orlac", "Agathe Rouvel",
	"chroniqueur imaginaire",
}

var quotation = regexp.MustCompile(`"[^"]*"|“[^”]*”|«[^»]*»`)

// quotedWords is the length from which words between quotation marks are
// speech; shorter ones are names and terms.
const quotedWords = 5

func TestOnlyInventedPeopleAreQuoted(t *testing.T) {
	quoted := map[string]bool{}
	for name, text := range read(t) {
		switch path.Ext(name) {
		case ".md":
			_, text = parseMatter(t, name, text)
		case ".html":
			_, text, _ = strings.Cut(text, "<body>")
			text = strings.ReplaceAll(tag.ReplaceAllStringFunc(text, func(s string) string {
				if s == "</p>" {
					return "\n\n"
				}
				return ""
			}), "&quot;", `"`)
		}
		for paragraph := range strings.SplitSeq(text, "\n\n") {
			speech := slices.ContainsFunc(quotation.FindAllString(paragraph, -1), func(q string) bool {
				return len(strings.Fields(strings.Trim(q, "«»"))) >= quotedWords
			})
			if !speech {
				continue
			}
			i := slices.IndexFunc(invented, func(who string) bool { return strings.Contains(paragraph, who) })
			if i < 0 {
				t.Errorf("%s quotes somebody who is not known to be invented: %s", name, paragraph)
				continue
			}
			quoted[invented[i]] = true
		}
	}
	if len(quoted) != len(invented) {
		t.Errorf("%d of the %d invented people are quoted: %v", len(quoted), len(invented), quoted)
	}
}
