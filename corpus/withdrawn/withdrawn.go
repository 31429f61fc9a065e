// Package withdrawn keeps which texts were taken down for good, by hashes
// alone, so that none of them comes back.
//
// They stand in the corpus's own folder, in .verbatim/withdrawn.txt: one text on
// each line, as fields like "words:0123…". Whoever deletes a line lets its text
// back in.
package withdrawn

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"verbatim/corpus"
	"verbatim/corpus/durable"
)

// File is where the list is in a corpus.
const File = ".verbatim/withdrawn.txt"

// head explains the list to whoever opens it.
const head = `# Texts that were taken down for good, as hashes alone: no file, feed or rollback brings them back.
# Delete a line to let its text in again.
`

// Kinds of hashes.
const (
	ofWords   = "words"   // of a text
	ofContent = "content" // of an article, text and metadata
	ofAddress = "address" // of its page
	ofMark    = "mark"    // by which a front end knows what it has quoted
)

func hash(kind, what string) string {
	sum := sha256.Sum256([]byte(kind + "\x00" + what))
	return kind + ":" + hex.EncodeToString(sum[:16])
}

// Mark stands for an article, by its ID, where it must not be named.
func Mark(articleID string) string {
	return strings.TrimPrefix(hash(ofMark, articleID), ofMark+":")[:16]
}

// words is the hash of the letters and digits of a text, without case.
func words(texts []string) string {
	h := strings.Builder{}
	for _, text := range texts {
		for _, r := range norm.NFKC.String(text) {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				h.WriteRune(unicode.ToLower(r))
			}
		}
	}
	return hash(ofWords, h.String())
}

// quotable are the texts of an article that can be quoted.
func quotable(a *corpus.Article, body string) []string {
	texts := make([]string, len(a.Passages))
	for i, s := range a.Passages {
		texts[i] = body[s.Start:s.End]
	}
	return texts
}

// Entry is a text that is taken down.
type Entry []string

// Same reports whether two articles have the same words. It needs their texts.
func Same(a, b *corpus.Article, bodyA, bodyB string) bool {
	return words(quotable(a, bodyA)) == words(quotable(b, bodyB))
}

// Of adds an article: its words, its content, and how front ends know it.
func (e *Entry) Of(a *corpus.Article, body string) {
	*e = append(*e, words(quotable(a, body)), hash(ofContent, a.Hash), ofMark+":"+Mark(a.ArticleID))
}

// At adds the address of a page. One that names a site and no page is not added.
func (e *Entry) At(address string) {
	if Page(address) {
		*e = append(*e, hash(ofAddress, corpus.FoldAddress(address)))
	}
}

// AddressMark stands for the address of a page where it must not be written.
func AddressMark(address string) string {
	return addressMark + strings.TrimPrefix(hash(ofAddress, corpus.FoldAddress(address)), ofAddress+":")
}

const addressMark = "address-"

// AtMark adds the address of an AddressMark, and reports whether it is one.
func (e *Entry) AtMark(mark string) bool {
	sum, is := strings.CutPrefix(mark, addressMark)
	if _, err := hex.DecodeString(sum); !is || err != nil || len(sum) != 32 {
		return false
	}
	*e = append(*e, ofAddress+":"+sum)
	return true
}

// Page reports whether an address is that of one page, not of a site.
func Page(address string) bool {
	u, err := url.Parse(strings.TrimSpace(address))
	return err == nil && u.Host != "" && (strings.Trim(u.Path, "/") != "" || u.RawQuery != "")
}

// Set is a list as it was at one moment. Nil is empty.
type Set struct {
	hashes  map[string]bool
	version string
}

// Read reads the list of a corpus. A corpus without one has withdrawn nothing.
func Read(corpus fs.FS) (*Set, error) {
	b, err := fs.ReadFile(corpus, File)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading which texts were withdrawn: %w", err)
	}
	s := &Set{hashes: map[string]bool{}}
	for line := range bytes.Lines(b) {
		if text := string(line); !strings.HasPrefix(text, "#") {
			for _, field := range strings.Fields(text) {
				if strings.Contains(field, ":") {
					s.hashes[field] = true
				}
			}
		}
	}
	if len(s.hashes) == 0 {
		return nil, nil
	}
	s.version = hash("set", strings.Join(slices.Sorted(maps.Keys(s.hashes)), " "))
	return s, nil
}

// Version tells sets apart; "" is that of the empty one.
func (s *Set) Version() string {
	if s == nil {
		return ""
	}
	return s.version
}

// Article reports whether an article is withdrawn, by its content or its
// address.
func (s *Set) Article(a *corpus.Article) bool {
	return s != nil && (s.hashes[hash(ofContent, a.Hash)] || s.Address(a.URL))
}

// Text reports whether an article is withdrawn, by its words too.
func (s *Set) Text(a *corpus.Article, body string) bool {
	return s.Article(a) || s != nil && s.hashes[words(quotable(a, body))]
}

// Address reports whether a page is withdrawn.
func (s *Set) Address(address string) bool {
	return s != nil && address != "" && s.hashes[hash(ofAddress, corpus.FoldAddress(address))]
}

// Marked reports whether the article of a mark was withdrawn.
func (s *Set) Marked(mark string) bool { return s != nil && s.hashes[ofMark+":"+mark] }

// List is the list of one corpus. It is safe for concurrent use.
type List struct {
	dir string
	set atomic.Pointer[Set]
}

// Open reads the list of the corpus in a folder. With "" there is none.
func Open(dir string) (*List, error) {
	l := &List{dir: dir}
	return l, l.Refresh()
}

// Refresh reads the file again: people, and other programs, change it too.
func (l *List) Refresh() error {
	if l.dir == "" {
		return nil
	}
	s, err := Read(os.DirFS(l.dir))
	if err == nil {
		l.set.Store(s)
	}
	return err
}

// Set is what is withdrawn now.
func (l *List) Set() *Set { return l.set.Load() }

// Add takes texts down. It returns when that is on the disk; callers see to it
// that one of them writes at a time.
func (l *List) Add(e Entry) error {
	path := filepath.Join(l.dir, filepath.FromSlash(File))
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		b, err = []byte(head), os.MkdirAll(filepath.Dir(path), 0o755)
	}
	if err == nil {
		slices.Sort(e)
		line := time.Now().UTC().Format(time.DateOnly) + " " + strings.Join(slices.Compact(e), " ") + "\n"
		err = durable.Replace(path, append(b, line...))
	}
	if err != nil {
		return fmt.Errorf("writing which texts are withdrawn: %w", err)
	}
	return l.Refresh()
}
