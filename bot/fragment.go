package bot

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Limits of a text fragment, in words: a quote of at most wholeWords is named
// whole, a longer one by its first and last edgeWords. A prefix has at most
// edgeWords too.
const (
	wholeWords = 8
	edgeWords  = 4
)

// atSentence is the address of an article at body[start:end]: a URL with a text
// fragment, #:~:text=prefix-,start,end (wicg.github.io/scroll-to-text-fragment,
// section 3), which browsers scroll to and mark. They take the first text that
// fits, so words that stand earlier in the body too are made longer, and at last
// told by a prefix. A browser that does not know fragments, or a page that has
// changed, opens at its top. It is "" where address is, or where the result is
// longer than longest bytes.
func atSentence(address, body string, start, end, longest int) string {
	lines := strings.FieldsFunc(strings.TrimSpace(body[start:end]), endsLine)
	if address == "" || len(lines) == 0 || strings.Contains(address, ":~:") {
		return ""
	}
	earlier := folded(body[:start])
	from, to := edges(lines, earlier)
	if from == "" {
		return ""
	}
	text := encodeFragment(from)
	if before := prefix(body, start, from, earlier); before != "" {
		text = encodeFragment(before) + "-," + text
	}
	if to != "" {
		text += "," + encodeFragment(to)
	}
	if !strings.Contains(address, "#") {
		address += "#"
	}
	if address += ":~:text=" + text; len(address) > longest {
		return ""
	}
	return address
}

// edges are the text that a quote begins with, and the one that it ends with: ""
// where the first is all of it. Neither may reach over the end of a line, which
// may be that of a block of the page, and they do not reach into each other.
func edges(lines []string, earlier string) (from, to string) {
	first, last := strings.Fields(lines[0]), strings.Fields(lines[len(lines)-1])
	most := len(first)
	if len(lines) == 1 {
		if len(first) <= wholeWords {
			return trimmed(strings.Join(first, " ")), ""
		}
		most--
	}
	n := min(edgeWords, most)
	for n < most && strings.Contains(earlier, folded(trimmed(strings.Join(first[:n], " ")))) {
		n++
	}
	rest := max(0, len(last)-edgeWords)
	if len(lines) == 1 {
		rest = max(n, rest)
	}
	from, to = trimmed(strings.Join(first[:n], " ")), trimmed(strings.Join(last[rest:], " "))
	if from == "" {
		return to, ""
	}
	return from, to
}

// prefix is what stands in the line before the quote at start, which begins with
// from, so that the two stand together nowhere earlier; "" where from alone does
// not, or where the line has too little before it.
func prefix(body string, start int, from, earlier string) string {
	if !strings.Contains(earlier, folded(from)) {
		return ""
	}
	// The marks that from lost belong to what is before it.
	lead := strings.IndexFunc(body[start:], isWord)
	before := body[:start+max(0, lead)]
	if i := strings.LastIndexFunc(before, endsLine); i >= 0 {
		before = before[i+1:]
	}
	for n, at := 0, len(before); n < edgeWords && at > 0; n++ {
		word := strings.TrimRightFunc(before[:at], unicode.IsSpace)
		at = len(strings.TrimRightFunc(word, func(r rune) bool { return !unicode.IsSpace(r) }))
		text := strings.TrimLeftFunc(before[at:], func(r rune) bool { return !isWord(r) })
		if text != "" && !strings.Contains(earlier, folded(text+from)) {
			return strings.Join(strings.Fields(text), " ")
		}
	}
	return ""
}

func endsLine(r rune) bool { return r == '\n' || r == '\r' }

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// trimmed takes off the marks at both ends of a text: pages print « and “ as
// they like, and a fragment begins and ends with a word.
func trimmed(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return !isWord(r) })
}

// folded is a text as browsers compare it, but for accents.
func folded(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// encodeFragment percent-encodes all that a text directive may not hold: the
// specification's TextDirectiveExplicitChar leaves out “&”, “-” and “,”.
func encodeFragment(s string) string {
	return strings.NewReplacer("+", "%20", "-", "%2D").Replace(url.QueryEscape(strings.ToValidUTF8(s, string(utf8.RuneError))))
}
