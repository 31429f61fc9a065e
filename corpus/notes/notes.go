// Package notes keeps what people state of articles beside what the articles
// state themselves. It stands in .verbatim/notes.yaml of a corpus, so that no
// file of theirs is touched:
//
//	sub/a.txt:
//	  title: The lamp of Aran
//	  date: 2024-03-02
//	  note: opinion
//	many.jsonl#two: # the article of that ID in a file of several
//	  publisher: The Coast Herald
package notes

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"verbatim/corpus"
	"verbatim/corpus/durable"
)

// File is where the notes are in a corpus.
const File = ".verbatim/notes.yaml"

// Note is what is stated of an article. What is empty is left as it is.
type Note struct {
	Title     string `yaml:"title,omitempty"`
	Author    string `yaml:"author,omitempty"`
	Publisher string `yaml:"publisher,omitempty"`
	URL       string `yaml:"url,omitempty"`
	Date      string `yaml:"date,omitempty"` // EDTF
	Note      string `yaml:"note,omitempty"` // shown beside the publisher
}

// Notes are the notes of a corpus, by Key. Nil is none.
type Notes map[string]Note

// Key names an article: by its file, and by its ID too where that holds several.
func Key(a *corpus.Article, several bool) string {
	if several {
		return a.File + "#" + a.ArticleID
	}
	return a.File
}

// most is how long a notes file may be, in bytes.
const most = 16 << 20

// Read reads the notes of a corpus, which need not have any.
func Read(corpus fs.FS) (Notes, error) {
	f, err := corpus.Open(File)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", File, err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil || len(b) > most {
		return nil, fmt.Errorf("reading %s: %w", File, errors.Join(err, fmt.Errorf("it may have %d MB", most>>20)))
	}
	return parse(b)
}

func parse(b []byte) (Notes, error) {
	d := yaml.NewDecoder(bytes.NewReader(b))
	d.KnownFields(true)
	var n Notes
	if err := d.Decode(&n); err != nil && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s cannot be understood: %s; mend or delete it", File, plainly(err))
	}
	for key, one := range n {
		if _, err := corpus.ParseDate(one.Date); err != nil && one.Date != "" {
			return nil, fmt.Errorf("%s: the date %q of %s is none like 2024-03-02, 2024-03 or 2024; mend it", File, one.Date, key)
		}
	}
	return n, nil
}

// unknownKey is what the parser says of a key that a Note does not have.
var unknownKey = regexp.MustCompile(`field (\S+) not found in type \S+`)

// plainly is an error of the parser without what only programmers know.
func plainly(err error) string {
	s := strings.TrimPrefix(strings.Join(strings.Fields(err.Error()), " "), "yaml: ")
	s = strings.TrimPrefix(s, "unmarshal errors: ")
	return unknownKey.ReplaceAllString(s, `there is no "$1" (these are: title, author, publisher, url, date, note)`)
}

// of is the note of an article.
func (n Notes) of(a *corpus.Article) (Note, bool) {
	if one, ok := n[Key(a, true)]; ok {
		return one, true
	}
	one, ok := n[a.File]
	return one, ok
}

// Apply states of an article what its note says, and reports whether it has one.
func (n Notes) Apply(a *corpus.Article) bool {
	one, ok := n.of(a)
	if !ok {
		return false
	}
	for _, f := range []struct {
		to   *string
		what string
	}{{&a.Title, one.Title}, {&a.Author, one.Author}, {&a.Publisher, one.Publisher}, {&a.URL, one.URL}, {&a.Note, one.Note}} {
		if f.what != "" {
			*f.to = strings.Join(strings.Fields(f.what), " ")
		}
	}
	if d, err := corpus.ParseDate(one.Date); err == nil && one.Date != "" {
		a.Published = d
	}
	return true
}

// Marks tell the notes on what is read from each file from others.
type Marks map[string]string

// Of is the mark of the notes on what is read from a file, or from an archive;
// "" is that of none.
func (m Marks) Of(file string) string { return m[file] }

// Marks are the marks of all files that there are notes on.
func (n Notes) Marks() Marks {
	on := map[string][]string{} // keys, by the files and folders that they may be of
	for _, key := range slices.Sorted(maps.Keys(n)) {
		for i, r := range key {
			if r == '#' || r == '/' {
				on[key[:i]] = append(on[key[:i]], key)
			}
		}
		on[key] = append(on[key], key)
	}
	m := make(Marks, len(on))
	for file, keys := range on {
		h := sha256.New()
		for _, key := range keys {
			fmt.Fprintf(h, "%q %q\n", key, n[key])
		}
		m[file] = hex.EncodeToString(h.Sum(nil)[:8])
	}
	return m
}

// head explains the file to whoever opens it.
const head = `# What people state of articles, beside what these state themselves: title, author, publisher, url, date, note.
# /corpus edit writes it anew, without further comments; the files of the articles stay as they are.
`

// Change lets change change the notes of the corpus in a folder, and writes them
// in one step. One caller at a time may do so.
func Change(dir string, change func(Notes)) error {
	n, err := Read(os.DirFS(dir))
	if err != nil {
		return err
	}
	if n == nil {
		n = Notes{}
	}
	before := maps.Clone(n)
	change(n)
	maps.DeleteFunc(n, func(_ string, one Note) bool { return one == Note{} })
	if maps.Equal(before, n) {
		return nil
	}
	b, err := yaml.Marshal(n)
	if err != nil {
		return err
	}
	path := filepath.Join(dir, filepath.FromSlash(File))
	if err = os.MkdirAll(filepath.Dir(path), 0o755); err == nil {
		err = durable.Replace(path, append([]byte(head), b...))
	}
	if err != nil {
		return fmt.Errorf("writing %s: %w", File, err)
	}
	return nil
}
