package sample

import (
	"html"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// read returns all articles by their path.
func read(t *testing.T) map[string]string {
	t.Helper()
	texts := map[string]string{}
	err := fs.WalkDir(FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(FS(), name)
		texts[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return texts
}

// matter is what the front matter of a Markdown article must state.
type matter struct {
	Title, Author, Publisher, URL, Date, Lang string
}

func parseMatter(t *testing.T, name, text string) (matter, string) {
	t.Helper()
	var m matter
	head, body, ok := strings.Cut(strings.TrimPrefix(text, "---\n"), "\n---\n")
	if !ok {
		t.Fatalf("%s: no front matter", name)
	}
	if err := yaml.Unmarshal([]byte(head), &m); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return m, body
}

var (
	tag       = regexp.MustCompile(`(?s)<script.*?</script>|<[^>]*>`)
	isoDate   = regexp.MustCompile(`(?:"date(?:Published)?"|published_time")\s*(?::|content=)\s*"(20\d\d-\d\d-\d\d)`)
	nameDate  = regexp.MustCompile(`name="date" content="(20\d\d-\d\d-\d\d)`)
	year      = regexp.MustCompile(`\b20\d\d\b`)
	declared  = regexp.MustCompile(`(?i)sample|example|demo\b|d[ée]monstration|exemple`)
	exampleAt = regexp.MustCompile(`^https://example\.org/`)
	siteName  = regexp.MustCompile(`og:site_name" content="([^"]*)"`)
)

// published returns the date that an article states of itself: as metadata, or
// in a saved page the line below the byline. "" is none.
func published(t *testing.T, name, text string) string {
	switch path.Ext(name) {
	case ".md":
		m, _ := parseMatter(t, name, text)
		return m.Date
	case ".html":
		for _, pattern := range []*regexp.Regexp{isoDate, nameDate} {
			if found := pattern.FindStringSubmatch(text); found != nil {
				return found[1]
			}
		}
		return ""
	}
	if line := strings.Split(text, "\n")[3]; year.MatchString(line) {
		return year.FindString(line)
	}
	return ""
}

// outlet returns who publishes an article.
func outlet(t *testing.T, name, text string) string {
	switch path.Ext(name) {
	case ".md":
		m, _ := parseMatter(t, name, text)
		return m.Publisher
	case ".html":
		return siteName.FindStringSubmatch(text)[1]
	}
	first, _, _ := strings.Cut(text, "\n")
	return first
}

func TestCorpusIsHalfFrenchHalfEnglishInThreeFormats(t *testing.T) {
	langs, formats := map[string]int{}, map[string]int{}
	for name := range read(t) {
		langs[path.Dir(name)]++
		formats[path.Dir(name)+path.Ext(name)]++
	}
	if langs["en"] < 22 || langs["en"] != langs["fr"] || len(langs) != 2 {
		t.Errorf("articles by language: %v, want as many French as English ones, 44 or more", langs)
	}
	for _, lang := range []string{"en", "fr"} {
		for ext, least := range map[string]int{".md": 13, ".txt": 5, ".html": 4} {
			if formats[lang+ext] < least {
				t.Errorf("%d %s articles in %s, want %d", formats[lang+ext], ext, lang, least)
			}
		}
	}
}

func TestOutletsSayThatTheyAreSamples(t *testing.T) {
	outlets := map[string]bool{}
	for name, text := range read(t) {
		who := outlet(t, name, text)
		outlets[who] = true
		if !declared.MatchString(who) {
			t.Errorf("%s: outlet %q does not say that it is a sample", name, who)
		}
	}
	if len(outlets) < 8 {
		t.Errorf("%d outlets, want 8", len(outlets))
	}
}

func TestFrontMatterIsComplete(t *testing.T) {
	for name, text := range read(t) {
		if path.Ext(name) != ".md" {
			continue
		}
		m, _ := parseMatter(t, name, text)
		if m.Title == "" || m.Author == "" || m.Publisher == "" || m.Date == "" {
			t.Errorf("%s: front matter lacks something: %+v", name, m)
		}
		if !exampleAt.MatchString(m.URL) {
			t.Errorf("%s: address %q is not a reserved one", name, m.URL)
		}
		if m.Lang != path.Dir(name) {
			t.Errorf("%s: lang is %q", name, m.Lang)
		}
		if !declared.MatchString(m.Author) {
			t.Errorf("%s: byline %q does not say that it is a sample", name, m.Author)
		}
	}
}

func TestAddressesAreDistinct(t *testing.T) {
	address := regexp.MustCompile(`(?m)^url: (\S+)|rel="canonical" href="([^"]*)"`)
	seen := map[string]string{}
	for name, text := range read(t) {
		found := address.FindStringSubmatch(text)
		if found == nil {
			continue
		}
		url := found[1] + found[2]
		if other, ok := seen[url]; ok {
			t.Errorf("%s and %s have the address %s", name, other, url)
		}
		seen[url] = name
	}
}

func TestDatesRunFromJune2023ToDecember2024(t *testing.T) {
	months, undated := 0, 0
	for name, text := range read(t) {
		date := published(t, name, text)
		switch {
		case date == "":
			undated++
		case len(date) == len("2024"):
			if date != "2023" && date != "2024" {
				t.Errorf("%s: dated %s", name, date)
			}
		case date < "2023-06" || date > "2024-12-31":
			t.Errorf("%s: dated %s", name, date)
		case len(date) == len("2024-01"):
			months++
		}
	}
	if undated != 2 || months < 3 {
		t.Errorf("%d articles without a date, %d with a month alone, want 2 and at least 3", undated, months)
	}
}

func TestArticlesAreShort(t *testing.T) {
	for name, text := range read(t) {
		body := tag.ReplaceAllString(text, " ")
		if path.Ext(name) == ".md" {
			_, body = parseMatter(t, name, text)
		}
		if words := len(strings.Fields(body)); words < 120 || words > 350 {
			t.Errorf("%s: %d words, want 120 to 350", name, words)
		}
	}
}

func TestTextIsCleanUTF8(t *testing.T) {
	for name, text := range read(t) {
		if !utf8.ValidString(text) || strings.ContainsAny(text, "\x00\r\uFEFF\uFFFD") {
			t.Errorf("%s is not clean UTF-8", name)
		}
	}
}

// sharedLength is how long a line in common, in bytes, makes two articles
// copies of each other; below it are tags and share lines.
const sharedLength = 60

func TestNoTwoArticlesShareALine(t *testing.T) {
	seen := map[string]string{}
	texts := read(t)
	for _, name := range slices.Sorted(maps.Keys(texts)) {
		for line := range strings.Lines(texts[name]) {
			line = strings.TrimSpace(html.UnescapeString(tag.ReplaceAllString(line, "")))
			if len(line) < sharedLength {
				continue
			}
			if other, ok := seen[line]; ok && other != name {
				t.Errorf("%s and %s share the line %q", name, other, line)
			}
			seen[line] = name
		}
	}
}
