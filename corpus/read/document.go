// Package read reads a folder of files into a corpus.Library: one file a
// format, one shape (document) that all formats come to, and one way from there
// to an article with its passages.
package read

import "verbatim/corpus"

// Version changes whenever the same files would be read into other articles,
// so that indexes are built anew.
const Version = 6

// document is one article as its format gives it, before clutter is taken out
// and passages are cut. What the format does not state is empty.
type document struct {
	id        string // stated by the file (BEIR's _id), or ""
	title     string
	author    string
	publisher string
	url       string
	published corpus.Date
	created   corpus.Date // of the file, which is no date of publication: only noted
	lang      corpus.Lang
	license   string
	blocks    []block
	plain     bool // blocks come from plain text: their kinds are guessed, metadata may stand among them
	notes     []string
}

// block is a paragraph-like piece of a document. Its text is one line, save
// for line breaks that the author made inside a paragraph.
type block struct {
	kind blockKind
	text string
}

type blockKind uint8

const (
	paragraph blockKind = iota
	heading
	listItem      // text includes its bullet or number where the file prints one
	quotation     // a block quote
	pageFurniture // the head or foot of a page, or its number: clutter
)
