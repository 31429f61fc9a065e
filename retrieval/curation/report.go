package curation

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"verbatim/corpus"
	"verbatim/retrieval"
)

// slowest is how many slow files a report names.
const slowest = 5

// Report says what a reload found and did. Its JSON is what "verbatim reload
// -json" writes.
type Report struct {
	Started time.Time `json:"started"`
	TookMS  int64     `json:"took_ms"`
	DryRun  bool      `json:"dry_run"`
	Forced  bool      `json:"forced"` // the guard was not asked
	Old     string    `json:"old"`    // version that served before; "" for none
	New     string    `json:"new"`    // version that serves now
	Found   string    `json:"found"`  // version of the folder; "" when it was not read
	Applied bool      `json:"applied"`
	Pinned  bool      `json:"pinned"` // the corpus is rolled back, and the folder was left alone

	Articles  int      `json:"articles"` // in the folder
	Passages  int      `json:"passages"`
	Languages []Number `json:"languages"` // articles of each, most first
	First     string   `json:"first"`     // publication, EDTF; "" when unknown
	Last      string   `json:"last"`
	Undated   int      `json:"undated"`

	Added      []File           `json:"added"`
	Changed    []File           `json:"changed"`
	Removed    []File           `json:"removed"`
	Renamed    []Move           `json:"renamed"`
	Unchanged  int              `json:"unchanged"`
	Duplicates []Move           `json:"duplicates"` // From says the same as To, which is in the corpus too
	Skipped    []corpus.Skipped `json:"skipped"`
	Clutter    []Clutter        `json:"clutter"` // lines newly left out
	Slowest    []Slow           `json:"slowest"`

	Refused []Reason `json:"refused"`           // why the guard holds it back; in a dry run: would
	Damaged string   `json:"damaged,omitempty"` // what was wrong with the index, which was built anew
}

// Number counts something that has a name.
type Number struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// File is an article of the corpus.
type File struct {
	File  string `json:"file"`
	Title string `json:"title"`
}

// Move is a file and another.
type Move struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Clutter is a line of an article that is left out.
type Clutter struct {
	File string `json:"file"`
	Line string `json:"line"`
}

// Slow is a file that took long to read.
type Slow struct {
	File   string `json:"file"`
	TookMS int64  `json:"took_ms"`
}

// newReport is a report with lists that are empty, not missing.
func newReport(begun time.Time, o Order) Report {
	return Report{
		Started: begun.UTC().Truncate(time.Second), DryRun: o.DryRun, Forced: o.Force, Languages: []Number{},
		Added: []File{}, Changed: []File{}, Removed: []File{}, Renamed: []Move{}, Duplicates: []Move{},
		Skipped: []corpus.Skipped{}, Clutter: []Clutter{}, Slowest: []Slow{}, Refused: []Reason{},
	}
}

// Counts are the lengths of a report's lists.
func (r *Report) Counts() (added, changed, removed, renamed int) {
	return len(r.Added), len(r.Changed), len(r.Removed), len(r.Renamed)
}

// Same reports whether the folder holds what serves.
func (r *Report) Same() bool { return r.Found != "" && r.Found == r.Old }

func (r *Report) summary() string {
	return fmt.Sprintf("%d added, %d changed, %d removed, %d renamed", len(r.Added), len(r.Changed), len(r.Removed), len(r.Renamed))
}

// fill takes down what a comparison found.
func (r *Report) fill(c corpus.Changes) {
	r.Found = c.New.Version()
	r.Articles, r.Passages, r.Unchanged = len(c.New.Articles()), c.New.Passages(), c.Unchanged
	r.Skipped = append([]corpus.Skipped{}, c.New.Skipped()...)
	r.Refused = []Reason{} // what a damaged index was found to be in the midst of it begins anew
	r.Renamed = []Move{}
	first, last, undated := c.New.Span()
	r.First, r.Last, r.Undated = first.String(), last.String(), undated
	r.Languages = languages(c.New)
	r.Added, r.Changed = files(c.New, c.Added), files(c.New, c.Changed)
	r.Removed = files(c.Old, c.Removed)
	for _, m := range c.Renamed {
		r.Renamed = append(r.Renamed, Move{c.Old.Article(m.Old).File, c.New.Article(m.New).File})
	}
	r.Duplicates = append([]Move{}, duplicates(c.New)...)
	r.Clutter = append([]Clutter{}, newClutter(c)...)
	r.Slowest = append([]Slow{}, slow(c.New)...)
}

// finish takes down what the keeper did.
func (r *Report) finish(k retrieval.Report) {
	r.TookMS = k.Took.Milliseconds()
	r.Old, r.New, r.Applied, r.Pinned = k.Old, k.New, k.Built, k.Pinned
	if k.Pinned {
		r.Articles, r.Passages = k.Articles, k.Passages
	}
	if k.Damaged != nil {
		r.Damaged = k.Damaged.Error()
	}
}

func files(l *corpus.Library, ids []string) []File {
	list := make([]File, len(ids))
	for i, id := range ids {
		a := l.Article(id)
		list[i] = File{a.File, a.Title}
	}
	return list
}

func languages(l *corpus.Library) []Number {
	counts := map[string]int{}
	for _, a := range l.Articles() {
		counts[string(cmp.Or(a.Lang, corpus.Undetermined))]++
	}
	return numbers(counts)
}

// numbers lists counts, the largest first.
func numbers(counts map[string]int) []Number {
	list := make([]Number, 0, len(counts))
	for name, n := range counts {
		list = append(list, Number{name, n})
	}
	slices.SortFunc(list, func(a, b Number) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Name, b.Name)) })
	return list
}

// duplicates are the articles that are copies of another, in order of its file.
func duplicates(l *corpus.Library) []Move {
	var list []Move
	for _, a := range l.Articles() {
		for _, c := range l.Copies(a.ArticleID) {
			list = append(list, Move{c.File, a.File})
		}
	}
	return list
}

// newClutter are the lines left out of new and changed articles that were not
// left out before.
func newClutter(c corpus.Changes) []Clutter {
	var list []Clutter
	for _, id := range slices.Concat(c.Added, c.Changed) {
		var known []string
		if c.Old != nil && c.Old.Article(id) != nil {
			known = c.Old.Article(id).Clutter
		}
		a := c.New.Article(id)
		for _, line := range a.Clutter {
			if !slices.Contains(known, line) {
				list = append(list, Clutter{a.File, line})
			}
		}
	}
	return list
}

func slow(l *corpus.Library) []Slow {
	var list []corpus.Source
	for _, s := range l.Sources() {
		if s.Took > 0 {
			list = append(list, s)
		}
	}
	slices.SortStableFunc(list, func(a, b corpus.Source) int { return cmp.Compare(b.Took, a.Took) })
	var named []Slow
	for _, s := range list[:min(slowest, len(list))] {
		named = append(named, Slow{s.File, s.Took.Milliseconds()})
	}
	return named
}
