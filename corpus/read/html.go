package read

import (
	"cmp"
	"errors"
	"hash/maphash"
	"slices"
	"strings"
	"unicode"

	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"verbatim/corpus"
)

// maxTags is how many tags a page may have for its article to be looked for:
// the extraction builds several trees of it. The largest pages of newspapers
// and encyclopedias have some 50,000. Of a page beyond it all text is read.
const maxTags = 100_000

// parseHTML reads a saved web page: its article, without the page around it.
// The library says which blocks are the article; their text is the page's own,
// since the library's leaves out elements in the middle of sentences.
func parseHTML(data []byte) (document, error) {
	text, note, err := decode(data, "text/html")
	if err != nil {
		return document{}, err
	}
	page := readPage(text)
	d := page.document()
	if note != "" {
		d.note("%s", note)
	}
	all := htmlBlocks(text)
	found, err := extract(text)
	if err == nil {
		d.blocks = choose(all, found.blocks)
		d.title = cmp.Or(d.title, oneLine(found.meta.Title))
		d.author = cmp.Or(d.author, oneLine(strings.ReplaceAll(found.meta.Author, "; ", ", ")))
	}
	d.title = cmp.Or(d.title, page.title)
	if len(d.blocks) == 0 {
		d.note("its article could not be told from the page around it, so the whole page was read")
		d.blocks = all
	}
	return d, nil
}

type extraction struct {
	blocks []block
	meta   trafilatura.Metadata
}

var errTooManyTags = errors.New("too many tags")

// maxOpen is how many bold, italic and link elements may be open at once. The
// HTML standard makes a parser open all of them anew in each paragraph.
const maxOpen = 200

// tooManyTags reports a page whose tree would take too long to build.
func tooManyTags(page string) bool {
	if strings.Count(page, "<") > maxTags {
		return true
	}
	open := 0
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		step := 0
		switch z.Next() {
		case html.ErrorToken:
			return false
		case html.StartTagToken:
			step = 1
		case html.EndTagToken:
			step = -1
		}
		name, _ := z.TagName()
		switch atom.Lookup(name) {
		case atom.A, atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.S, atom.Small, atom.Strike, atom.Strong, atom.Tt, atom.U:
			if open = max(0, open+step); open > maxOpen {
				return true
			}
		}
	}
}

// extract finds the article of a page. It opens no connection.
func extract(page string) (e extraction, err error) {
	if tooManyTags(page) {
		return e, errTooManyTags
	}
	defer func() {
		if recover() != nil { // the whole page is still read
			err = errors.New("the extraction failed")
		}
	}()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return e, err
	}
	prune(root)
	result, err := trafilatura.ExtractDocument(root, trafilatura.Options{
		ExcludeComments: true,
		EnableFallback:  true,
		HtmlDateMode:    trafilatura.Disabled, // it would guess dates from the text
	})
	if err != nil {
		return e, err
	}
	var b strings.Builder
	if err := html.Render(&b, result.ContentNode); err != nil {
		return e, err
	}
	return extraction{htmlBlocks(b.String()), result.Metadata}, nil
}

// prune takes out of a page the elements that are left out of its text, so that
// what is found of it compares.
func prune(root *html.Node) {
	var unseen []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && hasClass(n.DataAtom) && slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "class" && unseenClass(a.Val) }) {
			unseen = append(unseen, n)
		}
	}
	for _, n := range unseen {
		n.Parent.RemoveChild(n)
	}
}

// choose keeps the blocks of a page that were found to be its article: those
// whose words, three by three, nearly all stand in what was found. Blocks
// shorter than that have to be found as they are, between the longer ones.
func choose(all, found []block) []block {
	seed := maphash.MakeSeed()
	triples, whole := map[uint64]bool{}, map[string]bool{}
	for _, b := range found {
		words := letterWords(b.text)
		whole[strings.Join(words, " ")] = true
		for t := range wordTriples(seed, words) {
			triples[t] = true
		}
	}
	keep := make([]bool, len(all))
	first, last := len(all), -1
	for i, b := range all {
		words := letterWords(b.text)
		total, hits := 0, 0
		for t := range wordTriples(seed, words) {
			total++
			if triples[t] {
				hits++
			}
		}
		if total > 0 && 2*hits >= total {
			keep[i] = true
			first, last = min(first, i), i
		} else {
			keep[i] = total == 0 && whole[strings.Join(words, " ")]
		}
	}
	keepQuotations(all, keep)
	keepHeadings(all, keep)
	if last >= 0 {
		first, last = keepAround(all, keep, first, last)
	}
	var out []block
	for i, b := range all {
		if keep[i] && i >= first && (i <= last || b.kind == quotation) {
			out = append(out, b)
		}
	}
	return out
}

// keepAround keeps what stands between the title and the text of an article, in
// the text and at its foot, and only tells of the article or of its site: the
// first states who wrote it and when, all of it is listed as left out. first and
// last are the ends of the text; with what is kept they are returned.
func keepAround(all []block, keep []bool, first, last int) (from, to int) {
	tells := func(b block) bool {
		if b.kind == heading || len(b.text) > longestClutter {
			return false
		}
		line := foldLines(b.text)
		_, ok := readStatement(line, corpus.English)
		return ok || clutterLine(line, keyWords(line))
	}
	from, to = first, last
	for i := first - 1; i >= 0 && i >= first-longestHead; i-- {
		if all[i].kind == heading {
			from = i + 1
			break
		}
		if !tells(all[i]) {
			break
		}
	}
	for to+1 < len(all) && to-last < longestHead && tells(all[to+1]) {
		to++
	}
	for i := from; i <= to; i++ {
		keep[i] = keep[i] || tells(all[i])
	}
	return from, to
}

// keepQuotations keeps a block quote whole: the short line that says who
// speaks is often left out.
func keepQuotations(all []block, keep []bool) {
	for i := 1; i < len(all); i++ {
		if all[i].kind == quotation && all[i-1].kind == quotation && keep[i-1] {
			keep[i] = true
		}
	}
}

// keepHeadings keeps a heading with what stands under it.
func keepHeadings(all []block, keep []bool) {
	for i := len(all) - 2; i >= 0; i-- {
		if all[i].kind == heading && keep[i+1] {
			keep[i] = true
		}
	}
}

// letterWords are the words of a text as they compare: letters and digits,
// without case.
func letterWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func wordTriples(seed maphash.Seed, words []string) func(yield func(uint64) bool) {
	return func(yield func(uint64) bool) {
		for i := 0; i+3 <= len(words); i++ {
			if !yield(maphash.String(seed, strings.Join(words[i:i+3], " "))) {
				return
			}
		}
	}
}
