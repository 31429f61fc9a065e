package read

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/corpus"
	"verbatim/corpus/read/pdf"
)

// parsePDF reads the text of a PDF file. Heads and feet of pages and their
// numbers are clutter, which stands behind the paragraph that the page parts.
func parsePDF(data []byte) (document, error) {
	file, err := pdf.Read(data)
	if err != nil {
		return document{}, err
	}
	var d document
	if title := oneLine(file.Title); !programTitle.MatchString(title) {
		d.title = title
	}
	if author := oneLine(file.Author); !accountName.MatchString(author) {
		d.author = author
	}
	if !browserPrint.MatchString(file.Program) {
		d.created = pdfDate(file.Created)
	}
	if file.Unread > 0 {
		d.note("pages that could not be read: %d", file.Unread)
	}
	lines := pdfLines(file.Pages)
	d.blocks = pdfBlocks(lines, knownWords(lines))
	return d, nil
}

// What programs put where the title and the author should stand: the name of a
// file or of an account.
var (
	programTitle = regexp.MustCompile(`(?i)^(microsoft (word|powerpoint) - .*|untitled( ?\d*)|sans titre( ?\d*)|(document|slide|layout|mise en page)\s?\d*|.*\.(docx?|odt|rtf|pdf|indd|qxp|pptx?|tex|dvi|html?|txt)|about:blank|https?://\S+)$`)
	accountName  = regexp.MustCompile(`(?i)^(admin(istrat(or|eur))?|user|utilisateur|owner|root|guest|author|auteur|unknown|anonymous|default|pc|\(?anonymous\)?|[a-z]+\\.*)$`)
)

// browserPrint are programs that print what somebody else published: the date
// of their files is that of the printing.
var browserPrint = regexp.MustCompile(`(?i)skia|mozilla|quartz|webkit|wkhtml|print to pdf`)

// pdfDate reads D:20241023101200+02'00'.
func pdfDate(s string) (d corpus.Date) {
	s = strings.TrimPrefix(s, "D:")
	if len(s) < 8 {
		return d
	}
	d, _ = parseDate(s[:8])
	return d
}

// pdfLine is a line with what the rest of its file says of it.
type pdfLine struct {
	pdf.Line
	page      int
	height    float64 // of its page
	furniture bool    // the head or foot of a page, or its number
	column    float64 // where the lines around it end on the right
}

// pdfLines are the lines of all pages, furniture found.
func pdfLines(pages []pdf.Page) []pdfLine {
	var lines []pdfLine
	for n, page := range pages {
		first := len(lines)
		right := map[int]float64{} // by where lines begin
		cell := func(x float64) int { return int(math.Floor(x / 24)) }
		for _, l := range page.Lines {
			lines = append(lines, pdfLine{Line: l, page: n, height: page.Height})
			right[cell(l.Left)] = max(right[cell(l.Left)], l.Right)
		}
		for i := first; i < len(lines); i++ {
			c := cell(lines[i].Left)
			lines[i].column = max(right[c-1], right[c], right[c+1])
		}
	}
	markFurniture(lines, len(pages))
	return lines
}

// markFurniture finds the lines at the edge of pages that come again, their
// numbers aside, and numbers that stand there alone.
func markFurniture(lines []pdfLine, pages int) {
	seen := map[string]map[int]bool{} // pages by text
	edges := edgeLines(lines)
	for _, i := range edges {
		k := edgeKey(lines[i].Text)
		if seen[k] == nil {
			seen[k] = map[int]bool{}
		}
		seen[k][lines[i].page] = true
	}
	often := 2
	if pages > 4 {
		often = 3
	}
	for _, i := range edges {
		l := &lines[i]
		number := len(l.Text) < 20 && pageNumber.MatchString(l.Text)
		again := len(seen[edgeKey(l.Text)]) >= often && utf8.RuneCountInString(l.Text) <= 120
		l.furniture = number || again
	}
}

// edgeLines are the lines within the two topmost and the two lowest heights
// of each page, if the page has more.
func edgeLines(lines []pdfLine) []int {
	const deep = 2
	var out []int
	for start := 0; start < len(lines); {
		end := start
		for end < len(lines) && lines[end].page == lines[start].page {
			end++
		}
		var bases []float64
		for _, l := range lines[start:end] {
			bases = append(bases, math.Round(l.Base))
		}
		slices.Sort(bases)
		bases = slices.Compact(bases)
		if len(bases) > 2*deep {
			low, high := bases[deep-1], bases[len(bases)-deep]
			for i := start; i < end; i++ {
				if b := math.Round(lines[i].Base); b <= low || b >= high {
					out = append(out, i)
				}
			}
		}
		start = end
	}
	return out
}

var digits = regexp.MustCompile(`\d+`)

func edgeKey(s string) string { return digits.ReplaceAllString(lineKey(s), "#") }

// pdfBlocks joins lines to paragraphs.
func pdfBlocks(lines []pdfLine, words map[string]bool) []block {
	body, leading := bodySize(lines), lineSpacing(lines)
	var blocks, furniture []block
	var open []pdfLine
	flush := func() {
		if len(open) > 0 {
			blocks = append(blocks, pdfBlock(open, body, words))
			open = nil
		}
		blocks = append(blocks, furniture...)
		furniture = nil
	}
	for _, l := range lines {
		if l.furniture {
			furniture = append(furniture, block{pageFurniture, l.Text})
			continue
		}
		if len(open) > 0 && !goesOn(open, l, leading) {
			flush()
		}
		open = append(open, l)
	}
	flush()
	return blocks
}

// goesOn reports whether l is the next line of the open paragraph.
func goesOn(open []pdfLine, l pdfLine, leading map[int]float64) bool {
	before := open[len(open)-1]
	em := before.Size
	short := before.Right < before.column-max(0.15*(before.column-before.Left), 2*em)
	switch {
	case math.Abs(l.Size-before.Size) > 0.12*em, l.Bold != before.Bold && short, marker(l.Text) == bullet:
		return false
	case l.page != before.page || l.Base > before.Base+em: // the next page or column
		return !endsSentence(before.Text) && !short
	case math.Abs(l.Base-before.Base) <= em/2: // the next cell of a row
		return false
	}
	step := before.Base - l.Base
	if usual := leading[int(math.Round(em))]; usual > 0 && step > 1.3*usual || step > 2.2*em {
		return false
	}
	if marker(l.Text) != noMarker && (short || marker(open[0].Text) == marker(l.Text)) {
		return false
	}
	indented := l.Left > before.Left+0.8*em && l.Left < before.Left+5*em
	hanging := len(open) == 1 && marker(open[0].Text) != noMarker
	if indented && !hanging && (endsSentence(before.Text) || len(open) > 1) {
		return false
	}
	return !(short && endsSentence(before.Text))
}

// bodySize is the size in which most of the text is set.
func bodySize(lines []pdfLine) float64 {
	count := map[float64]int{}
	for _, l := range lines {
		count[math.Round(l.Size*2)/2] += len(l.Text)
	}
	best := 0.0
	for size, n := range count {
		if n > count[best] || n == count[best] && size < best {
			best = size
		}
	}
	return best
}

// lineSpacing is the usual step from line to line, by rounded size of letters.
func lineSpacing(lines []pdfLine) map[int]float64 {
	steps := map[int][]float64{}
	for i := 1; i < len(lines); i++ {
		a, b := lines[i-1], lines[i]
		step := a.Base - b.Base
		if a.page == b.page && math.Abs(a.Size-b.Size) < 0.5 && step > a.Size/2 && step < 3*a.Size {
			key := int(math.Round(a.Size))
			steps[key] = append(steps[key], step)
		}
	}
	usual := map[int]float64{}
	for size, s := range steps {
		slices.Sort(s)
		usual[size] = s[len(s)/4] // the narrow ones are inside paragraphs
	}
	return usual
}

// pdfBlock makes a block of the lines of one paragraph.
func pdfBlock(lines []pdfLine, body float64, words map[string]bool) block {
	var b strings.Builder
	bold := true
	for i, l := range lines {
		bold = bold && l.Bold
		if i == 0 {
			b.WriteString(l.Text)
			continue
		}
		text := b.String()
		if kept, ok := brokenWord(text, l.Text, words); ok {
			b.Reset()
			b.WriteString(kept)
		} else if last, _ := utf8.DecodeLastRuneInString(text); !unicode.In(last, unicode.Han, unicode.Hiragana, unicode.Katakana) {
			b.WriteString(" ")
		}
		b.WriteString(l.Text)
	}
	text := strings.ReplaceAll(b.String(), "\u00ad", "")
	const longestHeading = 200
	large := lines[0].Size > 1.15*body
	switch {
	case utf8.RuneCountInString(text) <= longestHeading && (large || bold && !endsSentence(text) && len(lines) <= 3) && hasWord(text) && marker(text) != bullet:
		return block{heading, text}
	case marker(text) == bullet || marker(text) == numeral:
		return block{listItem, text}
	}
	return block{paragraph, text}
}

func knownWords(lines []pdfLine) map[string]bool {
	known := map[string]bool{}
	for _, l := range lines {
		for w := range strings.FieldsSeq(strings.ToLower(l.Text)) {
			if w = strings.TrimFunc(w, notInWord); w != "" {
				known[w] = true
			}
		}
	}
	return known
}

func notInWord(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '’' && r != '\'' }

// hyphenated are words before or after whose hyphen a word is a compound.
var hyphenated = struct{ before, after map[string]bool }{
	keySet(`anti | après | arrière | auto | avant | bien | celui | celle | ceux | celles | contre | demi | ex | grand | haut | mi | mini | moi | non | nord | nouveau | nouvelle | ouest | outre | peut | post | pré | presque | pro | quasi | sans | semi | sous | sud | sur | toi | très | tout | vice | vingt | trente | quarante | cinquante | soixante | quatre | cross | half | high | ill | long | low | mid | multi | north | off | one | out | self | short | south | then | two | three | twenty | thirty | forty | fifty | sixty | seventy | eighty | ninety | well | west | east`),
	keySet(`il | elle | on | ils | elles | ce | je | tu | nous | vous | y | en | t | là | ci | même | mêmes | être | moi | toi | lui | leur | le | la | les | à | de | du | called | led | based | backed | made | speaking | born | old | year | in | up | out | term | level | range | scale | speed`),
}

// brokenWord joins a line that ends in a hyphen with the next. ok is false
// when it does not end in one; kept is what stays of the line. The hyphen of a
// compound stays: of one that the file prints elsewhere, and where it is not sure.
func brokenWord(line, next string, words map[string]bool) (kept string, ok bool) {
	if kept, ok = strings.CutSuffix(line, "\u00ad"); ok {
		return kept, true
	}
	kept, ok = strings.CutSuffix(line, "-")
	if kept2, ok2 := strings.CutSuffix(line, "‐"); ok2 {
		kept, ok = kept2, true
	}
	first, _ := utf8.DecodeRuneInString(next)
	before, _ := utf8.DecodeLastRuneInString(kept)
	if !ok || !unicode.IsLetter(before) || !unicode.IsLetter(first) {
		return line, ok && unicode.IsDigit(before) && unicode.IsLetter(first)
	}
	head := kept[strings.LastIndexFunc(kept, unicode.IsSpace)+1:]
	head = strings.TrimLeftFunc(head, notInWord)
	initial, _ := utf8.DecodeRuneInString(head)
	head = strings.ToLower(head)
	tail, _, _ := strings.Cut(next, " ")
	tail = strings.ToLower(strings.TrimRightFunc(tail, notInWord))
	switch {
	case words[head+tail] && !words[head+"-"+tail]:
		return kept, true
	case words[head+"-"+tail], unicode.IsUpper(first), unicode.IsUpper(initial), strings.ContainsAny(head+tail, "-’'"),
		hyphenated.before[lineKey(head)], hyphenated.after[lineKey(tail)],
		utf8.RuneCountInString(head) < 2, utf8.RuneCountInString(tail) < 2:
		return line, true
	}
	return kept, true
}
