package discord

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/bot"
)

// Discord's markdown shows a backslash and the ASCII punctuation after it as
// that punctuation, so that a backslash is enough to stop anything. A mention
// in the raw text may still ping: what stops that is allowed_mentions.

// always are the marks that may take effect wherever they stand.
const always = "\\*_~|`<>[]@"

// escape writes a text so that Discord shows it as it is: no markdown, mention,
// timestamp, emoji, list, header or link of it takes effect.
func escape(s string) string {
	var b strings.Builder
	e := escaper{b: &b, lineStart: true}
	for i := range s {
		e.next(s, i)
	}
	return b.String()
}

// escaper writes a text rune by rune.
type escaper struct {
	b         *strings.Builder
	lineStart bool // only white space since the line began
	number    bool // only digits since then
}

// next writes the rune at byte i of s.
func (e *escaper) next(s string, i int) {
	r, size := utf8.DecodeRuneInString(s[i:])
	if e.active(r, s[i+size:]) {
		e.b.WriteByte('\\')
	}
	e.b.WriteString(s[i : i+size])
	digit := r >= '0' && r <= '9'
	switch {
	case r == '\n' || r == '\r':
		e.lineStart, e.number = true, false
	case unicode.IsSpace(r):
	default:
		e.number = digit && (e.lineStart || e.number)
		e.lineStart = false
	}
}

// named is what makes of a colon before it an address or an emoji.
var named = regexp.MustCompile(`^(?://|[^\s:]*:)`)

// active reports whether Discord may give a meaning to r before a text.
func (e *escaper) active(r rune, after string) bool {
	switch {
	case strings.ContainsRune(always, r):
		return true
	case e.lineStart && (r == '#' || r == '-' || r == '+'): // header, small text, list
		return true
	case e.number && (r == '.' || r == ')'): // numbered list
		return true
	case r == ':': // https://…, :emoji:
		return named.MatchString(after)
	case r == '.': // discord.gg/…
		next, _ := utf8.DecodeRuneInString(after)
		return unicode.IsLetter(next)
	}
	return false
}

// blockQuote writes a text as a block quote with some words bold. With "> " at
// the starts of lines, escapes and ** taken away it is the text.
func blockQuote(text string, bold []bot.Span) string {
	spans := boldable(text, bold)
	var b strings.Builder
	e := escaper{b: &b, lineStart: true}
	b.WriteString("> ")
	for i, r := range text {
		for len(spans) > 0 && i == spans[0].End {
			b.WriteString("**")
			spans = spans[1:]
		}
		if len(spans) > 0 && i == spans[0].Start {
			b.WriteString("**")
		}
		switch {
		case r == '\r' && strings.HasPrefix(text[i:], "\r\n"):
		case r == '\n' || r == '\r':
			b.WriteString("\n> ")
			e.lineStart, e.number = true, false
		default:
			e.next(text, i)
		}
	}
	if len(spans) > 0 {
		b.WriteString("**")
	}
	return b.String()
}

// boldable makes spans of a text fit to be bold: whole runes, in order, apart
// from each other by more than a space or a hyphen, none with a line break in
// it or white space at its ends.
func boldable(text string, spans []bot.Span) []bot.Span {
	var fit []bot.Span
	sorted := slices.SortedFunc(slices.Values(spans), func(a, b bot.Span) int { return a.Start - b.Start })
	for _, s := range sorted {
		s.Start, s.End = runeAt(text, s.Start), runeAt(text, s.End)
		if s.Start >= s.End || strings.ContainsAny(text[s.Start:s.End], "\r\n") {
			continue
		}
		word := text[s.Start:s.End]
		s.Start += len(word) - len(strings.TrimLeftFunc(word, unicode.IsSpace))
		s.End -= len(word) - len(strings.TrimRightFunc(word, unicode.IsSpace))
		last := len(fit) - 1
		switch {
		case s.Start >= s.End:
		case last >= 0 && s.Start < fit[last].End:
			fit[last].End = max(fit[last].End, s.End)
		case last >= 0 && near(text[fit[last].End:s.Start]):
			fit[last].End = s.End
		default:
			fit = append(fit, s)
		}
	}
	return fit
}

// near reports whether what stands between two bold words can be bold too.
func near(between string) bool {
	return between == "" || between == " " || between == "-" || between == "\u00a0" || between == "'" || between == "’"
}

// runeAt is the start of the rune that byte i is in, within the text.
func runeAt(text string, i int) int {
	i = min(max(i, 0), len(text))
	for i > 0 && i < len(text) && !utf8.RuneStart(text[i]) {
		i--
	}
	return i
}
