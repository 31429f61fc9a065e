// Package lexicon holds French-English word pairs and the spellings of names,
// so that a question finds passages of the other language, and words that mean
// the same in its own.
//
// The entries are readable TSV files beside this one, written for this
// project. A line is one entry: French lemmas, a tab, English lemmas, several
// of them parted by “, ”; lines that begin with # are comments.
package lexicon

import (
	"bufio"
	"embed"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"

	"verbatim/corpus"
	"verbatim/retrieval/analysis"
)

//go:embed *.tsv
var files embed.FS

// sides are the languages of the two columns.
var sides = [2]corpus.Lang{corpus.French, corpus.English}

// Lexicon is a set of entries. It is safe for concurrent use.
type Lexicon struct {
	entries []entry
	byStems [2]map[string][]int // the stems of a lemma, by side -> entries
	known   [2]map[string]bool  // the stems of all words of lemmas, by side; true when all their entries are names
	longest int                 // words of the longest lemma
}

// entry holds, for each side, its lemmas as their stems, and those of one word
// as they are spelt, folded.
type entry struct {
	lemmas [2][][]string
	spelt  [2][]string
}

// namesFile holds the names; all other files hold words.
const namesFile = "names.tsv"

func empty() *Lexicon {
	return &Lexicon{byStems: [2]map[string][]int{{}, {}}, known: [2]map[string]bool{{}, {}}}
}

// Default is the lexicon that comes with the program.
var Default = sync.OnceValue(func() *Lexicon {
	l, err := load(files)
	if err != nil {
		panic(err) // the embedded files are tested
	}
	return l
})

func load(fsys fs.FS) (*Lexicon, error) {
	l := empty()
	names, err := fs.Glob(fsys, "*.tsv")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		f, err := fsys.Open(name)
		if err != nil {
			return nil, err
		}
		err = l.read(f, name == namesFile)
		f.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return l, nil
}

// With is the lexicon with the entries of a person's own file added to it.
func (l *Lexicon) With(r io.Reader) (*Lexicon, error) {
	more := empty()
	more.entries, more.longest = slices.Clone(l.entries), l.longest
	for side := range sides {
		maps.Copy(more.byStems[side], l.byStems[side])
		maps.Copy(more.known[side], l.known[side])
	}
	return more, more.read(r, false)
}

// read reads entries, which are names or words.
func (l *Lexicon) read(r io.Reader, names bool) error {
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		columns := strings.Split(line, "\t")
		if len(columns) != 2 {
			return fmt.Errorf("line %d has %d columns and must have two, parted by one tab: French words, English words", n, len(columns))
		}
		var e entry
		for side, column := range columns {
			e.lemmas[side], e.spelt[side] = lemmas(sides[side], column)
		}
		if len(e.lemmas[0]) > 0 && len(e.lemmas[1]) > 0 {
			l.add(e, names)
		}
	}
	return lines.Err()
}

// lemmas are the stems of the lemmas of a column, and the spellings of those of
// one word. One of function words alone has none.
func lemmas(lang corpus.Lang, column string) (all [][]string, spelt []string) {
	analyze, _ := analysis.For(lang)
	for lemma := range strings.SplitSeq(column, ",") {
		var stems []string
		tokens := analyze(lemma)
		for _, t := range tokens {
			stems = append(stems, t.Term)
		}
		if len(stems) == 0 {
			continue
		}
		all = append(all, stems)
		if len(tokens) == 1 {
			spelt = append(spelt, tokens[0].Exact)
		}
	}
	return all, spelt
}

func (l *Lexicon) add(e entry, names bool) {
	n := len(l.entries)
	l.entries = append(l.entries, e)
	for side, all := range e.lemmas {
		for _, s := range all {
			key := strings.Join(s, " ")
			if ids := l.byStems[side][key]; len(ids) == 0 || ids[len(ids)-1] != n {
				l.byStems[side][key] = append(slices.Clip(ids), n)
			}
			for _, stem := range s {
				only, seen := l.known[side][stem]
				l.known[side][stem] = names && (only || !seen)
			}
			l.longest = max(l.longest, len(s))
		}
	}
}

// Entries is the number of entries.
func (l *Lexicon) Entries() int { return len(l.entries) }

// Word is a word of a question, as its language's analysis gives it.
type Word struct{ Stem, Exact string }

// Knows says what the lexicon knows of a word: whether it holds it, and whether
// it holds it in names alone.
func (l *Lexicon) Knows(lang corpus.Lang, w Word) (known, name bool) {
	side := slices.Index(sides[:], lang)
	if side < 0 {
		return false, false
	}
	name, known = l.known[side][w.Stem]
	return known, name
}

// Match is an entry that some words of a question stand for: words [From, To).
type Match struct {
	From, To     int
	Translations [][]string // the stems of each lemma of the other language
	Synonyms     [][]string // the stems of the other lemmas of the same one
}

// Match finds the entries for the words of a question. to is the other
// language. A language that the lexicon does not hold has none.
func (l *Lexicon) Match(lang corpus.Lang, words []Word) (found []Match, to corpus.Lang) {
	side := slices.Index(sides[:], lang)
	if side < 0 {
		return nil, corpus.Undetermined
	}
	for from := range words {
		key := ""
		for n := 1; n <= l.longest && from+n <= len(words); n++ {
			key = strings.TrimPrefix(key+" "+words[from+n-1].Stem, " ")
			ids := l.byStems[side][key]
			if n == 1 {
				ids = l.nearest(ids, side, words[from].Exact)
			}
			for _, id := range ids {
				found = append(found, l.entries[id].match(side, key, from, from+n))
			}
		}
	}
	return found, sides[1-side]
}

// nearest keeps the entries of a lemma that is spelt as the word, if there are
// any: stems are shared by words that have little in common, such as crime and
// Crimée.
func (l *Lexicon) nearest(ids []int, side int, exact string) []int {
	var same []int
	for _, id := range ids {
		if slices.Contains(l.entries[id].spelt[side], exact) {
			same = append(same, id)
		}
	}
	if len(same) > 0 {
		return same
	}
	return ids
}

func (e entry) match(side int, key string, from, to int) Match {
	m := Match{From: from, To: to, Translations: e.lemmas[1-side]}
	for _, s := range e.lemmas[side] {
		if strings.Join(s, " ") != key {
			m.Synonyms = append(m.Synonyms, s)
		}
	}
	return m
}
