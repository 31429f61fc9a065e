package bot

import (
	"net/url"
	"strings"
	"unicode"
)

// Limits of a text fragment, in words: a quote of at most wholeWords is named
// whole, a longer one by its first and last edgeWords.
const (
	wholeWords = 8
	edgeWords  = 4
)

// atSentence is the address of an article at a quote in it: a URL with a text
// fragment, #:~:text=start,end (wicg.github.io/scroll-to-text-fragment, section
// 3), which browsers scroll to and mark. A browser that does not know it, or a
// page that has changed, opens at its top. It is "" where address is, or where
// the result is longer than longest bytes.
func atSentence(address, quote string, longest int) string {
	if address == "" {
		return ""
	}
	lines := strings.FieldsFunc(strings.TrimSpace(quote), func(r rune) bool { return r == '\n' || r == '\r' })
	if len(lines) == 0 {
		return ""
	}
	first, last := strings.Fields(lines[0]), strings.Fields(lines[len(lines)-1])
	parts := []string{strings.Join(first, " ")}
	if len(lines) > 1 || len(first) > wholeWords {
		// A part may not reach over the end of a block, and the two not into each other.
		n := min(edgeWords, len(first))
		end := last[max(0, len(last)-edgeWords):]
		if len(lines) == 1 {
			end = last[max(n, len(last)-edgeWords):]
		}
		parts = []string{strings.Join(first[:n], " "), strings.Join(end, " ")}
	}
	var text []string
	for _, p := range parts {
		if p = encodeFragment(trimmed(p)); p != "" {
			text = append(text, p)
		}
	}
	if len(text) == 0 || strings.Contains(address, ":~:") {
		return ""
	}
	if !strings.Contains(address, "#") {
		address += "#"
	}
	address += ":~:text=" + strings.Join(text, ",")
	if len(address) > longest {
		return ""
	}
	return address
}

// trimmed takes off the marks at both ends of a text: pages print « and “ as
// they like, and a fragment begins and ends with a word.
func trimmed(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// encodeFragment percent-encodes all that a text directive may not hold: the
// specification's TextDirectiveExplicitChar leaves out “&”, “-” and “,”.
func encodeFragment(s string) string {
	return strings.NewReplacer("+", "%20", "-", "%2D").Replace(url.QueryEscape(s))
}
