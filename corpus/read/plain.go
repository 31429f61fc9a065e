package read

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/corpus/sentence"
)

// plainBlocks guesses the structure of plain text as people save it from the
// web: paragraphs (a line each, or lines wrapped at a column), headings, lists.
// Every character that is not white space comes back in order.
func plainBlocks(text string) []block {
	lines := joinWrapped(plainLines(text))
	markLists(lines)
	markHeadings(lines)
	blocks := make([]block, len(lines))
	for i, l := range lines {
		blocks[i] = block{kind: l.kind, text: l.text}
	}
	return blocks
}

// plainLine is a line that is not blank, white space folded.
type plainLine struct {
	text    string
	runes   int
	apart   bool // a blank line, or the beginning of the text, stands before it
	tabular bool // columns are set apart by tabs or runs of spaces
	kind    blockKind
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n", "\v", "\n")

func plainLines(text string) []plainLine {
	var lines []plainLine
	apart := true
	for raw := range strings.SplitSeq(lineEnds.Replace(text), "\n") {
		folded := oneLine(raw)
		if folded == "" {
			apart = true
			continue
		}
		lines = append(lines, plainLine{
			text: folded, runes: utf8.RuneCountInString(folded), apart: apart,
			tabular: tabular(strings.TrimFunc(raw, isASCIISpace)),
		})
		apart = false
	}
	return lines
}

// tabular reports whether a line has the gaps of a table's row. Two spaces
// after a full stop are a typist's habit, and a bullet's are no gap.
func tabular(line string) bool {
	if strings.Contains(line, "\t") && marker(line) == noMarker {
		return true
	}
	return strings.Contains(line, "   ") && marker(line) == noMarker
}

// joinWrapped joins the lines of a paragraph that was wrapped at a column.
func joinWrapped(lines []plainLine) []plainLine {
	column := wrapColumn(lines)
	var out []plainLine
	var parts []string // of the paragraph at the end of out
	flush := func() {
		if len(parts) > 1 {
			last := &out[len(out)-1]
			last.text = strings.Join(parts, " ")
			last.runes = utf8.RuneCountInString(last.text)
		}
	}
	for i, l := range lines {
		if i > 0 && !l.apart && wrapped(lines[i-1], l, column) {
			parts = append(parts, l.text)
			continue
		}
		flush()
		out = append(out, l)
		parts = append(parts[:0], l.text)
	}
	flush()
	return out
}

// wrapped reports whether b goes on the paragraph of the line a above it.
// column is where the text is wrapped, 0 where it is not.
func wrapped(a, b plainLine, column int) bool {
	// A line over 40 characters that ends in mid-sentence is no heading when
	// the next begins with a small letter.
	const tooLongForLabel = 40
	if a.tabular || b.tabular || marker(b.text) != noMarker || !hasWord(a.text) || !hasWord(b.text) {
		return false
	}
	if column > 0 {
		first, _, _ := strings.Cut(b.text, " ")
		// Justified copies of PDF vary by a sixth in their number of characters.
		return (a.runes+1+utf8.RuneCountInString(first))*6 >= column*5 && !startsWithDateLabel(a.text)
	}
	return a.runes >= tooLongForLabel && midSentence(a.text, b.text) && !startsWithDateLabel(a.text)
}

// wrapColumn is the column at which the text is wrapped, 0 when its lines are
// whole paragraphs: then few of them end in mid-sentence.
func wrapColumn(lines []plainLine) int {
	const narrowest, widest = 30, 130
	var widths []int
	pairs, mid := 0, 0
	for i, l := range lines {
		widths = append(widths, l.runes)
		if i == 0 || l.apart || marker(l.text) != noMarker {
			continue
		}
		pairs++
		if midSentence(lines[i-1].text, l.text) {
			mid++
		}
	}
	if pairs < 3 || mid*3 < pairs {
		return 0
	}
	slices.Sort(widths)
	column := widths[(len(widths)-1)*95/100]
	if column < narrowest || column > widest {
		return 0
	}
	return column
}

// midSentence reports whether a sentence runs on from line a to line b.
func midSentence(a, b string) bool {
	last, _ := utf8.DecodeLastRuneInString(a)
	first, _ := utf8.DecodeRuneInString(b)
	return !strings.ContainsRune(".!?…:;»”\"", last) && unicode.IsLower(first)
}

func hasWord(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// markerKind is what a line begins with.
type markerKind uint8

const (
	noMarker markerKind = iota
	bullet
	dash // a bullet, a speaker's turn or the one whom a quotation names
	numeral
)

// marker tells which sign of a list a line begins with.
func marker(line string) markerKind {
	r, size := utf8.DecodeRuneInString(line)
	rest := line[size:]
	switch r {
	case '•', '●', '▪', '◦', '‣', '∙', '■', '►', '➤', '✓', '✔', '·':
		return bullet
	case '-', '–', '—', '*', '+':
		if startsWithSpace(rest) {
			return dash
		}
		return noMarker
	}
	n := 0
	for n < len(line) && n < 3 && line[n] >= '0' && line[n] <= '9' {
		n++
	}
	if n > 0 && n < 3 && n < len(line) && (line[n] == '.' || line[n] == ')') && startsWithSpace(line[n+1:]) {
		return numeral
	}
	if len(line) > 2 && isASCIILetter(line[0]) && line[1] == ')' && startsWithSpace(line[2:]) {
		return numeral
	}
	return noMarker
}

func startsWithSpace(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && unicode.IsSpace(r)
}

// markLists finds list items. A line with a dash or a number is one only
// beside another: alone it is an attribution, a sentence or a heading.
func markLists(lines []plainLine) {
	for i := range lines {
		switch m := marker(lines[i].text); m {
		case noMarker:
		case bullet:
			lines[i].kind = listItem
		default:
			before := i > 0 && marker(lines[i-1].text) == m
			after := i+1 < len(lines) && marker(lines[i+1].text) == m
			if (before || after) && hasWord(lines[i].text) {
				lines[i].kind = listItem
			}
		}
	}
}

// markHeadings finds short lines without final punctuation that stand above
// longer text. Of three and more in a row, which are a table, a menu or verse,
// only the last can be one, and only when a blank line sets it apart.
func markHeadings(lines []plainLine) {
	run := 0 // heading-like lines in a row, up to i
	faq := false
	turns := speakers(lines)
	for i, l := range lines {
		if rule(l.text) && i > 0 && lines[i-1].kind == paragraph && headingLike(lines[i-1]) {
			lines[i-1].kind = heading
		}
		if !hasWord(l.text) {
			continue
		}
		// A question that is asked in the text stays with its answer.
		asked := strings.HasSuffix(l.text, "?") && (faq || turns[speaker(l.text)])
		if l.kind == listItem || asked || !headingLike(l) {
			run = 0
			continue
		}
		faq = faq || containsAny(keyWords(l.text), questionLists)
		run++
		next := nextWithWord(lines, i)
		if next < 0 || !headed(l, lines[next]) {
			continue
		}
		lines[i].kind = heading
		switch {
		case run == 2 && lines[i-1].kind == paragraph && headingLike(lines[i-1]):
			lines[i-1].kind = heading
		case run > 2 && !l.apart:
			lines[i].kind = paragraph
		}
	}
}

// speaker is the label in front of a turn of an interview ("The Daily: Why?"),
// folded, or "".
func speaker(s string) string {
	const longest = 40
	label, rest, ok := strings.Cut(s, ":")
	if !ok || len(label) > longest || strings.TrimSpace(rest) == "" {
		return ""
	}
	return lineKey(label)
}

// speakers are the labels that stand in front of two lines and more.
func speakers(lines []plainLine) map[string]bool {
	seen, turns := map[string]bool{}, map[string]bool{}
	for _, l := range lines {
		if who := speaker(l.text); who != "" && seen[who] {
			turns[who] = true
		} else {
			seen[who] = true
		}
	}
	return turns
}

// rule reports whether a line underlines the one above it.
func rule(s string) bool {
	return len(s) >= 3 && (strings.Trim(s, "=") == "" || strings.Trim(s, "-") == "")
}

func nextWithWord(lines []plainLine, i int) int {
	for j := i + 1; j < len(lines) && j < i+4; j++ {
		if hasWord(lines[j].text) {
			return j
		}
	}
	return -1
}

// headed reports whether text stands below l as below its heading.
func headed(l, below plainLine) bool {
	if below.kind == listItem {
		return !introduces(l.text)
	}
	if strings.HasSuffix(l.text, ":") && (opensQuote(below.text) || introduces(l.text)) {
		return false
	}
	if headingLike(below) && !strings.HasSuffix(below.text, "?") {
		return false
	}
	return below.runes*2 > l.runes*3 || endsSentence(below.text)
}

// headingLike reports whether a line has the shape of a heading.
func headingLike(l plainLine) bool {
	const longest = 120
	if l.runes > longest || l.tabular || !titleShape(l.text) || wholeQuotation(l.text) {
		return false
	}
	if first, _ := utf8.DecodeRuneInString(l.text); unicode.IsPunct(first) && !opensQuote(l.text) {
		return false
	}
	if !strings.ContainsFunc(l.text, unicode.IsLetter) {
		return false
	}
	return !strings.HasSuffix(l.text, ":") || !introduces(l.text) && len(sentence.Split(l.text)) == 1
}

// titleShape reports whether a text could be a title: it begins as a sentence
// does and does not end as one. The caller minds the length.
func titleShape(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	if unicode.IsLower(first) || !hasWord(s) || marker(s) == bullet || marker(s) == dash {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	if strings.ContainsRune("”\"»", last) {
		return !endsSentence(s) && strings.Count(s, " ") < 20
	}
	return !strings.ContainsRune(".!…;,", last) && strings.Count(s, " ") < 20
}

// wholeQuotation reports whether a text is nothing but a quotation.
func wholeQuotation(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	return opensQuote(s) && strings.ContainsRune("”\"»", last)
}

// endsSentence reports whether a text ends as a sentence does, quotes and
// brackets that close with it left aside.
func endsSentence(s string) bool {
	s = strings.TrimRightFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.In(r, unicode.Pf, unicode.Pe) || r == '"' || r == '\'' || r == '*'
	})
	last, _ := utf8.DecodeLastRuneInString(s)
	return last == '…' || last == '.' || last == '!' || last == '?' || last > 0x500 && unicode.Is(unicode.Sentence_Terminal, last)
}

func opensQuote(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return strings.ContainsRune("«“\"„‹‘", first)
}

// introduces reports whether a line that ends in a colon is a sentence that
// leads to what follows ("He adds:"), and not a label ("Key points:").
func introduces(s string) bool {
	s, ok := strings.CutSuffix(s, ":")
	if !ok {
		return false
	}
	words := keyWords(s)
	if len(words) > 6 {
		return true
	}
	return slices.ContainsFunc(words, func(w string) bool { return introducers[w] })
}
