// Package lexicon holds French-English word pairs and the spellings of names,
// so that a question finds passages of the other language, and words that mean
// the same in its own.
//
// The entries are readable TSV files beside this one, written for this
// project. A line is one entry: French lemmas, a tab, English lemmas, several
// of them parted by “, ”; lines that begin with # are comments.
package lexicon

import (
	"embed"
	"fmt"
	"io"
	"io/fs"
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
	sources []source
	lines   []line

	mu      sync.Mutex // guards all below
	drawers [2]map[drawer][]int32
	entries map[int]entry       // by line, those that were needed so far
	byStems [2]map[string][]int // the stems of a lemma, by side -> entries
	known   [2]map[string]bool  // the stems of all words of lemmas, by side; true when all their entries are names
	begun   [2]map[string][]int // how the lemmas of one word that are no names begin, by side -> entries
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

// Default is the lexicon that comes with the program.
var Default = sync.OnceValue(func() *Lexicon {
	l, err := load(files)
	if err != nil {
		panic(err) // the embedded files are tested
	}
	return l
})

func load(fsys fs.FS) (*Lexicon, error) {
	names, err := fs.Glob(fsys, "*.tsv")
	if err != nil {
		return nil, err
	}
	var sources []source
	for _, name := range names {
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		sources = append(sources, source{name, string(text)})
	}
	return open(sources)
}

// With is the lexicon with the entries of a person's own file added to it.
func (l *Lexicon) With(r io.Reader) (*Lexicon, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("reading a lexicon: %w", err)
	}
	return open(append(slices.Clip(l.sources), source{text: string(text)}))
}

// lemmas are the stems of the lemmas of a column, and their spellings, "" for
// those of several words. A lemma of function words alone has none. The forms
// of a lemma of one word that have other stems stand behind it.
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
		exact := ""
		if len(tokens) == 1 {
			exact = tokens[0].Exact
		}
		all, spelt = append(all, stems), append(spelt, exact)
		if exact == "" {
			continue
		}
		for _, form := range forms(lang, exact) {
			if t := analyze(form); len(t) == 1 && !slices.ContainsFunc(all, func(s []string) bool { return len(s) == 1 && s[0] == t[0].Term }) {
				all, spelt = append(all, []string{t[0].Term}), append(spelt, form)
			}
		}
	}
	return all, spelt
}

// add adds the entry of line n.
func (l *Lexicon) add(n int, e entry) {
	names := l.lines[n].names
	l.entries[n] = e
	for side, all := range e.lemmas {
		for _, s := range all {
			key := strings.Join(s, " ")
			if ids := l.byStems[side][key]; len(ids) == 0 || ids[len(ids)-1] != n {
				l.byStems[side][key] = append(ids, n)
			}
			for _, stem := range s {
				only, seen := l.known[side][stem]
				l.known[side][stem] = names && (only || !seen)
			}
			l.longest = max(l.longest, len(s))
		}
		for _, exact := range e.spelt[side] {
			if len(exact) >= beginning && !names {
				b := exact[:beginning]
				l.begun[side][b] = append(l.begun[side][b], n)
			}
		}
	}
}

// Entries is the number of entries.
func (l *Lexicon) Entries() int { return len(l.lines) }

// Word is a word of a question, as its language's analysis gives it.
type Word struct{ Stem, Exact string }

// Knows says what the lexicon knows of a word: whether it holds it, and whether
// it holds it in names alone.
func (l *Lexicon) Knows(lang corpus.Lang, w Word) (known, name bool) {
	side := slices.Index(sides[:], lang)
	if side < 0 {
		return false, false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.need(side, w)
	if name, known = l.known[side][w.Stem]; known {
		return known, name
	}
	return len(l.alike(side, w.Exact)) > 0, false
}

// beginning is how many letters a word and a lemma have in common at least when
// it is a form of it: stems leave “attendus” and “attendre” apart.
const beginning = 5

// Match is an entry that some words of a question stand for: words [From, To).
type Match struct {
	From, To     int
	Translations [][]string // the stems of each lemma of the other language
	Spelt        []string   // the spelling of each translation of one word, folded, else ""
	Synonyms     [][]string // the stems of the other lemmas of the same one
}

// Match finds the entries for the words of a question. to is the other
// language. A language that the lexicon does not hold has none.
func (l *Lexicon) Match(lang corpus.Lang, words []Word) (found []Match, to corpus.Lang) {
	side := slices.Index(sides[:], lang)
	if side < 0 {
		return nil, corpus.Undetermined
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.need(side, words...)
	for from := range words {
		key := ""
		for n := 1; n <= l.longest && from+n <= len(words); n++ {
			key = strings.TrimPrefix(key+" "+words[from+n-1].Stem, " ")
			ids := l.byStems[side][key]
			if n == 1 {
				ids = l.nearest(ids, side, words[from].Exact)
			}
			if n == 1 && len(ids) == 0 {
				ids = l.alike(side, words[from].Exact)
			}
			for _, id := range slices.Sorted(slices.Values(ids)) { // lines are read in no fixed order
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

// sameBeginning is the share of the longer of two words that their common
// beginning makes when one is probably a form of the other.
const sameBeginning = 0.7

// alike are the entries of the lemmas that a word is probably a form of: those
// that begin as it does, the longest beginning first.
func (l *Lexicon) alike(side int, exact string) []int {
	if len(exact) <= beginning {
		return nil
	}
	var best []int
	most := sameBeginning
	for _, id := range l.begun[side][exact[:beginning]] {
		for _, lemma := range l.entries[id].spelt[side] {
			n := 0
			for n < len(lemma) && n < len(exact) && lemma[n] == exact[n] {
				n++
			}
			switch share := float64(n) / float64(max(len(lemma), len(exact))); {
			case share > most:
				best, most = []int{id}, share
			case share == most && !slices.Contains(best, id):
				best = append(best, id)
			}
		}
	}
	return best
}

func (e entry) match(side int, key string, from, to int) Match {
	m := Match{From: from, To: to, Translations: e.lemmas[1-side], Spelt: e.spelt[1-side]}
	for _, s := range e.lemmas[side] {
		if strings.Join(s, " ") != key {
			m.Synonyms = append(m.Synonyms, s)
		}
	}
	return m
}
