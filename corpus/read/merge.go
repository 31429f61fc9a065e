package read

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/notes"
	"verbatim/corpus/withdrawn"
)

// result is what a job found: of a whole file, or of some lines of one.
type result struct {
	file    string
	in      string            // the archive that the file stands in, or ""
	kept    []*corpus.Article // taken over, their texts are in the old generation
	parsed  []parsed
	skipped []corpus.Skipped
	source  *corpus.Source // with the last result of a file that was read whole
	again   bool           // the same bytes may be read otherwise next time
	last    bool           // nothing of this file follows
	bytes   int            // about how much of the file it was read from, unless last
}

type parsed struct {
	article *corpus.Article
	body    string
	line    int // of JSON lines; 0 where the file is one article
}

var errNoText = errors.New("no text was found in it; delete it or fill it")

// assemble adds the article that a document makes.
func (r *result) assemble(file string, line int, d document) error {
	if len(d.blocks) == 0 {
		return errNoText
	}
	a, body := assemble(file, d)
	if a == nil || body == "" {
		return errNoText
	}
	r.parsed = append(r.parsed, parsed{a, body, line})
	return nil
}

func (r *result) bad(line int, reason string) {
	r.skipped = append(r.skipped, corpus.Skipped{File: r.file, Reason: atLine(line, reason)})
}

func atLine(line int, reason string) string {
	if line == 0 {
		return reason
	}
	return fmt.Sprintf("line %d: %s", line, reason)
}

// maxSkipped is how many skipped lines of one file are listed.
const maxSkipped = 100

// merger collects results in the order of files.
type merger struct {
	spool    *corpus.Spool
	progress func(corpus.Reading)
	sizes    map[string]int // of files, in bytes
	total    int            // of all sizes
	done     int            // of the files that were read whole
	files    int            // that were read whole
	part     int            // of the current file

	articles []*corpus.Article
	sources  []corpus.Source
	skipped  []corpus.Skipped
	places   map[string]where // of article IDs
	gone     *withdrawn.Set
	notes    notes.Notes
	marks    notes.Marks // of notes

	languages []corpus.Lang // of Folder

	bad   int  // of the current file
	again bool // of the current file
}

type where struct {
	file string
	line int
}

func (w where) String() string {
	if w.line == 0 {
		return w.file
	}
	return fmt.Sprintf("%s line %d", w.file, w.line)
}

func newMerger(spool *corpus.Spool, skipped []corpus.Skipped, progress func(corpus.Reading), files []found) *merger {
	m := &merger{spool: spool, skipped: skipped, progress: progress, sizes: make(map[string]int, len(files)), places: make(map[string]where, len(files))}
	m.articles, m.sources = make([]*corpus.Article, 0, len(files)), make([]corpus.Source, 0, len(files))
	for _, f := range files {
		m.sizes[f.path] = int(f.info.Size())
		m.total += m.sizes[f.path]
	}
	return m
}

// add merges a result; the error is the spool's.
func (m *merger) add(r result) error {
	for _, s := range r.skipped {
		m.skip(s)
	}
	for _, a := range r.kept {
		if m.gone.Article(a) {
			m.withhold(where{a.File, 0})
		} else if !m.speaks(a.Lang) {
			m.foreign(where{a.File, 0}, a.Lang)
		} else if m.claim(a.ArticleID, where{a.File, 0}) {
			m.articles = append(m.articles, a)
		}
	}
	for _, p := range r.parsed {
		if m.notes.Apply(p.article) {
			p.article.Hash = hash(p.article, p.body)
		}
		if m.gone.Text(p.article, p.body) {
			m.withhold(where{r.file, p.line})
			continue
		}
		if !m.speaks(p.article.Lang) {
			m.foreign(where{r.file, p.line}, p.article.Lang)
			continue
		}
		if !m.claim(p.article.ArticleID, where{r.file, p.line}) {
			continue
		}
		if err := m.spool.Add(p.article.ArticleID, p.body); err != nil {
			return err
		}
		m.articles = append(m.articles, p.article)
	}
	m.again = m.again || r.again
	m.part += r.bytes
	if r.last {
		m.endFile(r)
	}
	return nil
}

// tell tells the progress after some results.
func (m *merger) tell(results []result) {
	if m.progress == nil || len(results) == 0 {
		return
	}
	r := results[len(results)-1]
	m.progress(corpus.Reading{Files: m.files, AllFiles: len(m.sizes), Bytes: m.done + min(m.part, m.sizes[cmp.Or(r.in, r.file)]), AllBytes: m.total})
}

// claim gives an ID to the article at a place, unless another has it.
func (m *merger) claim(id string, at where) bool {
	first, taken := m.places[id]
	if !taken {
		m.places[id] = at
		return true
	}
	m.again = true // the other article may be gone next time
	m.skip(corpus.Skipped{File: at.file, Reason: atLine(at.line, fmt.Sprintf("its ID %q is already that of the article in %s; give it another", id, first))})
	return false
}

// withhold leaves a withdrawn article out.
func (m *merger) withhold(at where) {
	m.again = true // it may be let in again
	m.skip(corpus.Skipped{File: at.file, Reason: atLine(at.line, Withdrawn)})
}

// speaks reports whether articles in a language are read.
func (m *merger) speaks(lang corpus.Lang) bool {
	base, _, _ := strings.Cut(string(lang), "-")
	return len(m.languages) == 0 || lang == corpus.Undetermined || slices.Contains(m.languages, corpus.Lang(base))
}

// foreign leaves an article in another language out.
func (m *merger) foreign(at where, lang corpus.Lang) {
	var read []string
	for _, l := range m.languages {
		read = append(read, string(l))
	}
	m.skip(corpus.Skipped{File: at.file, Reason: atLine(at.line, fmt.Sprintf("its language is %s, and of this corpus %s is read; add it to the languages in corpora.yaml, or delete the file", lang, strings.Join(read, ", ")))})
}

// mark changes when a file is to be read otherwise than before: with other
// notes, or for other languages.
func (m *merger) mark(file string) string {
	mark := m.marks.Of(file)
	for _, l := range m.languages {
		mark += "," + string(l)
	}
	return mark
}

// Withdrawn is why a withdrawn text is skipped.
const Withdrawn = "its text was withdrawn for good; delete it here too"

func (m *merger) skip(s corpus.Skipped) {
	if m.bad++; m.bad <= maxSkipped {
		m.skipped = append(m.skipped, s)
	}
}

func (m *merger) endFile(r result) {
	if more := m.bad - maxSkipped; more > 0 {
		m.skipped = append(m.skipped, corpus.Skipped{File: r.file, Reason: fmt.Sprintf("%d more lines or files of it were not read, for such reasons", more)})
		m.again = true
	}
	if r.source != nil {
		s := *r.source
		switch mark := m.mark(s.File); {
		case m.again:
			s.Hash = ""
		case mark != "" && s.Hash != "":
			s.Hash += noted + mark
		}
		m.sources = append(m.sources, s)
	}
	m.done += m.sizes[r.file]
	m.files++
	m.bad, m.again, m.part = 0, false, 0
}
