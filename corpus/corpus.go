// Package corpus holds what is quoted from: articles, their passages, and the
// Library, an immutable snapshot of a whole corpus that two of can be compared.
//
// Its sub-packages read corpora (read), find dates in text (dates) and carry a
// small embedded corpus (sample).
package corpus

// Lang is a BCP 47 language tag: "fr", "en", "pt-BR".
type Lang string

// Undetermined is the language of a text whose language is not known.
const Undetermined Lang = "und"

// The languages that Verbatim speaks first.
const (
	English Lang = "en"
	French  Lang = "fr"
)

// Attribution says where a text comes from. What nobody states is empty.
type Attribution struct {
	ArticleID string // unique in a Library, stable while the file keeps its name
	File      string // path inside the corpus, with slashes
	Title     string
	Author    string
	Publisher string
	URL       string
	Published Date
	Lang      Lang   // of the text that this attribution stands beside
	Note      string // of the curators, shown beside the publisher: "state media"
}

// Name is what people see where the article has to be named: its title, or its
// file when nobody states a title.
func (a Attribution) Name() string {
	if a.Title != "" {
		return a.Title
	}
	return a.File
}

// Article is the metadata of one article. Its body lives in a Bodies.
type Article struct {
	Attribution
	License  string // as its front matter names it; see Republishable
	Hash     string // of body, metadata and passages, not of file name or ID: what Diff compares
	Size     int    // bytes of the body
	Passages []Span // in order of the body, not overlapping
	Clutter  []string
	Sketch   Sketch   // of the passages
	Notes    []string // what a curator should know of how it was read: "read as windows-1252"
}

// Span is one passage: body bytes [Start, End), under the sub-heading Section.
type Span struct {
	Start, End int
	Section    string
	Lang       Lang
}

// Passage is a text that can be quoted, with its source.
// Text == Body[Start:End] in bytes, always; Lang is the passage's own.
type Passage struct {
	Attribution
	Section    string
	Start, End int
	Text       string
}

// Passage cuts passage number i out of the article's body. It panics when body
// is not the body of a, as an index out of range does.
func (a *Article) Passage(i int, body string) Passage {
	s := a.Passages[i]
	p := Passage{Attribution: a.Attribution, Section: s.Section, Start: s.Start, End: s.End, Text: body[s.Start:s.End]}
	p.Lang = s.Lang
	return p
}
