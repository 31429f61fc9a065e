package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"gopkg.in/yaml.v3"

	"verbatim/bot"
	"verbatim/corpus"
)

// entry is one corpus of the file that VERBATIM_CORPORA names.
type entry struct {
	bot.Place
	folder    string // absolute
	languages []corpus.Lang
	line      int // of the file
}

// corporaExample stands in what people are told of a file that is wrong.
const corporaExample = `corpora.yaml is a list like this one:
- name: korea
  folder: /srv/articles/korea
  guilds: [123456789012345678]`

// readCorpora reads the list of corpora, of which every problem is an error of
// its own in the joined one. Folders are below that of the file, unless they are
// absolute; they need not be there.
func readCorpora(file string) ([]entry, error) {
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no file %s%w", file, silent{err})
	}
	if err != nil {
		return nil, err
	}
	return parseCorpora(data, filepath.Dir(file))
}

func parseCorpora(data []byte, dir string) ([]entry, error) {
	var doc yaml.Node
	d := yaml.NewDecoder(bytes.NewReader(data))
	if err := d.Decode(&doc); err != nil && err != io.EOF {
		return nil, fmt.Errorf("the file is no YAML: %s", strings.TrimPrefix(err.Error(), "yaml: "))
	}
	if err := d.Decode(new(yaml.Node)); err != io.EOF {
		return nil, errors.New("the file holds more than one document: put all corpora into one list, without ---")
	}
	if len(doc.Content) == 0 || doc.Content[0].Kind != yaml.SequenceNode || len(doc.Content[0].Content) == 0 {
		return nil, &failure{text: "the file is no list of corpora", hint: corporaExample}
	}
	var all []entry
	var wrong []error
	for _, n := range doc.Content[0].Content {
		e, err := parseEntry(n, dir)
		all, wrong = append(all, e), append(wrong, err)
	}
	if err := errors.Join(wrong...); err != nil {
		return nil, err
	}
	return all, errors.Join(clashes(all)...)
}

// keys are those of an entry, in the order of the documentation.
var keys = []string{"name", "folder", "guilds", "channels", "languages", "direct"}

func parseEntry(n *yaml.Node, dir string) (entry, error) {
	e := entry{line: n.Line}
	if n.Kind != yaml.MappingNode {
		return e, &failure{text: fmt.Sprintf("line %d is no corpus", n.Line), hint: corporaExample}
	}
	var wrong []error
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		err := e.set(key.Value, value, dir)
		if seen[key.Value] {
			err = errors.New("it stands there twice")
		}
		if seen[key.Value] = true; err != nil {
			wrong = append(wrong, fmt.Errorf("line %d, %s: %w", key.Line, printable(key.Value), err))
		}
	}
	if err := errors.Join(wrong...); err != nil {
		return e, err
	}
	e.Key = hashed(e.Name + "\x00" + e.folder)[:8]
	return e, e.incomplete()
}

// corpusName is what a name is made of: a folder, a label of metrics, and a word
// that people type are called so.
var corpusName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,31}$`)

func (e *entry) set(key string, value *yaml.Node, dir string) (err error) {
	switch key {
	case "name":
		if e.Name, err = scalar(value); err == nil && !corpusName.MatchString(e.Name) {
			err = fmt.Errorf("%s is not made of a to z, 0 to 9 and hyphens, 32 at most", quoted(e.Name))
		}
	case "folder":
		if e.folder, err = scalar(value); err == nil {
			if !filepath.IsAbs(e.folder) {
				e.folder = filepath.Join(dir, e.folder)
			}
			e.folder, err = filepath.Abs(e.folder)
		}
	case "guilds":
		e.Servers, err = ids(value)
	case "channels":
		e.Channels, err = ids(value)
	case "languages":
		e.languages, err = languages(value)
	case "direct":
		if value.Decode(&e.Direct) != nil {
			err = errors.New("write true or false")
		}
	default:
		err = errors.New("nothing is called so; these are: " + strings.Join(keys, ", "))
		if near := nearestName(key, keys); near != "" {
			err = errors.New("nothing is called so; did you mean " + near + "?")
		}
	}
	return err
}

// scalar is a value that is one word or line.
func scalar(n *yaml.Node) (string, error) {
	if n.Kind != yaml.ScalarNode || strings.TrimSpace(n.Value) == "" || n.Tag == "!!null" {
		return "", errors.New("write one value beside it")
	}
	return strings.TrimSpace(n.Value), nil
}

// list is a value, or several.
func list(n *yaml.Node) ([]string, error) {
	nodes := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		nodes = n.Content
	}
	if len(nodes) == 0 {
		return nil, errors.New("it is empty: write values, or leave the line out")
	}
	var all []string
	for _, n := range nodes {
		v, err := scalar(n)
		if err != nil {
			return nil, errors.New("write values like [one, two] beside it")
		}
		all = append(all, v)
	}
	return all, nil
}

func ids(n *yaml.Node) ([]string, error) {
	all, err := list(n)
	if err != nil {
		return nil, err
	}
	return parseIDs(strings.Join(all, ","))
}

func languages(n *yaml.Node) ([]corpus.Lang, error) {
	all, err := list(n)
	if err != nil {
		return nil, err
	}
	var langs []corpus.Lang
	for _, text := range all {
		tag, err := language.Parse(text)
		base, _ := tag.Base()
		if err != nil {
			return nil, fmt.Errorf("%s is no language; write codes like fr or en", quoted(text))
		}
		langs = append(langs, corpus.Lang(base.String()))
	}
	return langs, nil
}

// incomplete is what an entry lacks.
func (e *entry) incomplete() error {
	var wrong []error
	lacks := func(what string) {
		wrong = append(wrong, fmt.Errorf("the corpus of line %d %s", e.line, what))
	}
	if e.Name == "" {
		lacks("has no name: write one, like name: korea")
	}
	if e.folder == "" {
		lacks("has no folder: name the folder of its articles")
	}
	switch {
	case len(e.Servers) == 0 && len(e.Channels) > 0:
		lacks("has channels and no guilds: name the servers that these channels are in; their moderators tend the corpus")
	case len(e.Servers) == 0 && !e.Direct:
		lacks("can be asked by nobody: name guilds, or write direct: true")
	}
	return errors.Join(wrong...)
}

// clashes are the pairs of entries that cannot stand side by side.
func clashes(all []entry) (wrong []error) {
	for i := range all {
		for j := range i {
			if why := all[j].clash(&all[i]); why != "" {
				wrong = append(wrong, fmt.Errorf("the corpora of the lines %d and %d %s", all[j].line, all[i].line, why))
			}
		}
	}
	return wrong
}

// clash says why two corpora cannot stand side by side, "" when they can.
func (e *entry) clash(o *entry) string {
	both := func(a, b []string) string {
		for _, id := range a {
			if slices.Contains(b, id) {
				return id
			}
		}
		return ""
	}
	switch {
	case e.Name == o.Name:
		return "have one name: " + e.Name
	case within(e.folder, o.folder) || within(o.folder, e.folder):
		return "share articles: neither folder may be the other, or stand in it; one corpus may be asked from several servers"
	case e.Direct && o.Direct:
		return "both answer direct messages: only one can"
	case both(e.Channels, o.Channels) != "":
		return "both have the channel " + both(e.Channels, o.Channels)
	case len(e.Channels) == 0 && len(o.Channels) == 0 && both(e.Servers, o.Servers) != "":
		return "both have the whole server " + both(e.Servers, o.Servers) + ": give channels to one of them"
	}
	return ""
}

// within reports whether a folder is another one, or stands in it, links followed.
func within(inner, outer string) bool {
	real := func(dir string) string {
		if r, err := filepath.EvalSymlinks(dir); err == nil {
			return r
		}
		return dir
	}
	rel, err := filepath.Rel(real(outer), real(inner))
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
