package discord

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"verbatim/bot"
)

// shown is a model of how Discord shows text: what is read, and what takes
// effect. It knows its rules by themselves, not through escape.
func shown(markdown string) (text string, effects []string) {
	var b, rest strings.Builder // rest: the text with every escaped mark as a blank letter
	for i := 0; i < len(markdown); i++ {
		c := markdown[i]
		if c == '\\' && i+1 < len(markdown) && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", markdown[i+1]) >= 0 {
			i++
			b.WriteByte(markdown[i])
			rest.WriteByte('\x01')
			continue
		}
		b.WriteByte(c)
		rest.WriteByte(c)
	}
	for _, rule := range rules {
		effects = append(effects, rule.FindAllString(rest.String(), -1)...)
	}
	return b.String(), effects
}

var rules = []*regexp.Regexp{
	regexp.MustCompile(`[*_~|]`),                           // emphasis, underline, strike, spoiler
	regexp.MustCompile("`"),                                // code
	regexp.MustCompile(`[<>\[\]]`),                         // mentions, timestamps, emoji, links, quotes
	regexp.MustCompile(`@`),                                // @everyone, @here
	regexp.MustCompile(`:[^\s:]+:`),                        // emoji
	regexp.MustCompile(`\b[a-z]+://`),                      // links
	regexp.MustCompile(`discord\.gg|\w\.(?:com|org|fr)\b`), // invitations and what phones take for links
	regexp.MustCompile(`(?m)^\s*(?:#|-|\+|\d+[.)])`),       // headers, small text, lists
	regexp.MustCompile(`\\`),                               // an escape without its mark
}

var nasty = []string{
	"plain words", "", "*a* **b** _c_ __d__ ~~e~~ ||f|| `g` ```h```", `\*not\* \\`, "<@123> <@!1> <@&2> <#3> <:x:4> <t:1:R> </ask:1> <id:browse>",
	"@everyone @here", "https://a.example/x_y_z see [this](https://b.example) <https://c.example>", "discord.gg/abc", ":smile: 12:30 a : b", "# h\n## h\n### h\n-# h",
	"- a\n* b\n+ c\n1. d\n  2) e\n", "> q\n>>> r", `¯\_(ツ)_/¯`, "a\n\n b", "end\\", "**", "1. 2.", "« Non », dit-il : 10 000 €.", "**bold****bold**", "\\", "*", "a\tb", "#", "steam://x",
}

func TestNothingOfATextTakesEffect(t *testing.T) {
	for _, text := range nasty {
		got, effects := shown(escape(text))
		if got != text || len(effects) > 0 {
			t.Errorf("%q: shown as %q with effects %q", text, got, effects)
		}
	}
}

func TestHarmlessMarksAreNotEscaped(t *testing.T) {
	for _, text := range []string{"At 12:30 he said: 1.5 million, or 2 % (of 10,000)!", "« Qui ? » : 3.4.", "semi-official; a/b & c", "a:b"} {
		if got := escape(text); got != text {
			t.Errorf("%q is written %q", text, got)
		}
	}
}

func FuzzEscape(f *testing.F) {
	for _, text := range nasty {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got, effects := shown(escape(text)); got != text || len(effects) > 0 {
			t.Errorf("%q: written %q, shown as %q with effects %q", text, escape(text), got, effects)
		}
	})
}

// unquoted is what CONTRACTS.md says: escapes and ** taken away.
func unquoted(t *testing.T, quote string) (text, effects string) {
	t.Helper()
	lines := strings.Split(quote, "\n")
	for i, l := range lines {
		if !strings.HasPrefix(l, "> ") {
			t.Errorf("line %q is not part of the block quote", l)
		}
		lines[i] = strings.TrimPrefix(l, "> ")
	}
	bare := strings.Join(lines, "\n")
	for _, l := range lines {
		if n := strings.Count(strings.ReplaceAll(strings.ReplaceAll(l, `\\`, ""), `\*`, ""), "*"); n%4 != 0 {
			t.Errorf("line %q has a bold that does not end", l)
		}
	}
	// ** that is not escaped is bold.
	marks := regexp.MustCompile(`\\.|\*\*`)
	bare = marks.ReplaceAllStringFunc(bare, func(m string) string {
		if m == "**" {
			return ""
		}
		return m
	})
	text, found := shown(bare)
	return text, strings.Join(found, " ")
}

func TestABlockQuoteIsTheTextWithWordsBold(t *testing.T) {
	text := "The *best* harvest\n- of 300 tonnes, Kim Jong-un said."
	spans := []bot.Span{{Start: 11, End: 18}, {Start: 24, End: 27}, {Start: 36, End: 39}, {Start: 40, End: 44}}
	want := "> The \\*best\\* **harvest**\n> \\- of **300** tonnes, **Kim Jong**-un said\\."
	want = strings.TrimSuffix(want, `\.`) + "."
	if got := blockQuote(text, spans); got != want {
		t.Errorf("%q\nwant %q", got, want)
	}
}

func FuzzBlockQuote(f *testing.F) {
	for i, text := range nasty {
		f.Add(text, i, 2*i, i/2, 3*i)
	}
	f.Fuzz(func(t *testing.T, text string, a, b, c, d int) {
		if !utf8.ValidString(text) {
			return
		}
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
		quote := blockQuote(text, []bot.Span{{Start: a, End: b}, {Start: c, End: d}})
		if got, effects := unquoted(t, quote); got != text || effects != "" {
			t.Errorf("%q: written %q, read %q with effects %q", text, quote, got, effects)
		}
	})
}
