// Package feed brings articles of the web into the folder of a corpus, as files
// that people can read, mend and delete: those of feeds, which are polled, and
// single pages. What was deleted does not come back.
package feed

import (
	"bufio"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html/charset"
)

// Source is a feed that a corpus is to have.
type Source struct {
	URL   string
	Every time.Duration // between two polls
	Keep  time.Duration // age of articles that go to the trash; 0: never
}

// How often a feed is polled unless its line says otherwise, and at the most.
const (
	usualEvery    = time.Hour
	shortestEvery = 5 * time.Minute
	longestEvery  = 7 * 24 * time.Hour
)

// Limits of a list of feeds.
const (
	maxList    = 4 << 20 // bytes
	maxSources = 2000
)

// Names inside a corpus's folder .verbatim.
const (
	listFile  = "feeds.txt"
	stateFile = "feeds-state.json"
	lockFile  = "feeds.lock"
)

// Sources are the feeds that the folder .verbatim of a corpus lists, in
// feeds.txt and in every OPML file beside it, each once. problems says what of
// them is not understood, a line each. A folder without a list has none.
func Sources(dotVerbatim string) (sources []Source, problems []string, err error) {
	files, err := filepath.Glob(filepath.Join(dotVerbatim, "*.opml"))
	if err != nil {
		return nil, nil, err
	}
	for _, file := range append([]string{filepath.Join(dotVerbatim, listFile)}, files...) {
		f, err := os.Open(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, nil, fmt.Errorf("reading the list of feeds: %w", err)
		}
		read := ReadList
		if strings.HasSuffix(file, ".opml") {
			read = ReadOPML
		}
		more, bad := read(io.LimitReader(f, maxList))
		f.Close()
		sources = append(sources, more...)
		for _, b := range bad {
			problems = append(problems, filepath.Base(file)+": "+b)
		}
	}
	seen := map[string]bool{}
	sources = slices.DeleteFunc(sources, func(s Source) bool {
		again := seen[s.URL]
		seen[s.URL] = true
		return again
	})
	if more := len(sources) - maxSources; more > 0 {
		problems = append(problems, fmt.Sprintf("%d feeds over %d are left out", more, maxSources))
		sources = sources[:maxSources]
	}
	return sources, problems, nil
}

// ReadList reads a list of feeds: one address a line, with options behind it
// such as "every: 30m" and "keep: 180d", and comments behind "#".
func ReadList(r io.Reader) (sources []Source, problems []string) {
	in := bufio.NewScanner(r)
	in.Buffer(nil, 64<<10)
	for n := 1; in.Scan(); n++ {
		line := strings.TrimSpace(strings.TrimPrefix(in.Text(), "\ufeff"))
		if i := strings.Index(line, " #"); i >= 0 {
			line = strings.TrimSpace(line[:i])
		}
		if line == "" || line[0] == '#' {
			continue
		}
		s, err := parseLine(line)
		if err != nil {
			problems = append(problems, fmt.Sprintf("line %d: %v", n, err))
			continue
		}
		sources = append(sources, s)
	}
	if err := in.Err(); err != nil {
		problems = append(problems, fmt.Sprintf("what is behind its line %d is not read: %v", len(sources)+len(problems), err))
	}
	return sources, problems
}

func parseLine(line string) (Source, error) {
	address, options, _ := strings.Cut(strings.ReplaceAll(line, "\t", " "), " ")
	s := Source{URL: address, Every: usualEvery}
	if err := checkAddress(address); err != nil {
		return s, err
	}
	// "every: 30m, keep:180d" in any spacing
	words := strings.Fields(strings.NewReplacer(":", ": ", ",", " ").Replace(options))
	for i := 0; i < len(words); i += 2 {
		name, ok := strings.CutSuffix(words[i], ":")
		if !ok || i+1 == len(words) {
			return s, fmt.Errorf("%q is not an option like every: 30m", words[i])
		}
		if err := s.set(strings.ToLower(name), words[i+1]); err != nil {
			return s, err
		}
	}
	return s, nil
}

func (s *Source) set(option, value string) error {
	if option != "every" && option != "keep" {
		return fmt.Errorf("there is no option %.40q; there are every and keep", option)
	}
	d, err := parseAge(value)
	switch {
	case err != nil:
		return err
	case option == "keep":
		s.Keep = d
	case d < shortestEvery || d > longestEvery:
		return fmt.Errorf("every: %s is not between 5m and 7d", value)
	default:
		s.Every = d
	}
	return nil
}

func checkAddress(s string) error {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return fmt.Errorf("%.100q is not a web address like https://example.org/feed.xml", s)
	}
	return nil
}

// parseAge reads a length of time: 30m, 12h, 180d, 4w.
func parseAge(s string) (time.Duration, error) {
	units := map[byte]time.Duration{'m': time.Minute, 'h': time.Hour, 'd': 24 * time.Hour, 'w': 7 * 24 * time.Hour}
	if s != "" {
		n, err := strconv.Atoi(s[:len(s)-1])
		unit := units[s[len(s)-1]]
		if err == nil && unit > 0 && n > 0 && n < 100_000 {
			return time.Duration(n) * unit, nil
		}
	}
	return 0, fmt.Errorf("%.40q is not a length of time like 30m, 12h or 180d", s)
}

// ReadOPML reads the list of feeds that a feed reader exports.
func ReadOPML(r io.Reader) (sources []Source, problems []string) {
	d := xml.NewDecoder(r)
	d.CharsetReader = charset.NewReaderLabel
	d.Strict = false
	for {
		t, err := d.Token()
		if err == io.EOF {
			return sources, problems
		}
		if err != nil {
			return sources, append(problems, fmt.Sprintf("it is not whole OPML (%v)", err))
		}
		e, ok := t.(xml.StartElement)
		if !ok || !strings.EqualFold(e.Name.Local, "outline") {
			continue
		}
		for _, a := range e.Attr {
			if !strings.EqualFold(a.Name.Local, "xmlUrl") {
				continue
			}
			address := strings.TrimSpace(a.Value)
			if err := checkAddress(address); err != nil {
				problems = append(problems, err.Error())
				continue
			}
			sources = append(sources, Source{URL: address, Every: usualEvery})
		}
	}
}

// addSource adds a feed to the list of a corpus. added is false when it is
// there already.
func addSource(dotVerbatim, address string, replace func(path string, content []byte) error) (added bool, err error) {
	sources, _, err := Sources(dotVerbatim)
	if err != nil {
		return false, err
	}
	if slices.ContainsFunc(sources, func(s Source) bool { return s.URL == address }) {
		return false, nil
	}
	file := filepath.Join(dotVerbatim, listFile)
	before, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	text := cmp.Or(string(before), listHead)
	if !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	return true, replace(file, []byte(text+address+"\n"))
}

// listHead explains the list to whoever opens it.
const listHead = `# Feeds (RSS, Atom, JSON) whose articles the corpus takes in, one address a line.
# Options stand behind it:  every: 30m  (how often it is polled; 1h without it)
#                           keep: 180d  (older articles go to .verbatim/trash; never without it)
`
