package verify

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Claim is what a message gives as somebody's words.
type Claim struct {
	Text    string // of the message, without its marks
	Marked  bool   // it stood between quote marks or in a block quote; else it is the whole message
	Message string // that it is of, which may name a publisher
}

const (
	// MaxClaims is how many quotes of a message are read.
	MaxClaims = 5
	// fewest is how many words a quote between marks must have, where the message
	// has a longer one: “hawk” is a word that somebody chose, not a sentence.
	fewest = 3
)

// Claims finds the quotes of a message, in order, at most five: what stands
// between French or English quote marks, the outermost ones where they are
// nested, and the block quotes of Discord (“> ” and “>>> ”). A message without
// marks is one quote.
func Claims(message string) []Claim {
	message = norm.NFC.String(strings.ToValidUTF8(message, " "))
	all := claims(plain(message))
	for i := range all {
		all[i].Message = message
	}
	return slices.DeleteFunc(all, func(c Claim) bool { return letters(c.Text) == 0 })
}

func claims(message string) []Claim {
	var all []Claim
	for _, b := range blocks(message) {
		inner := between(b.text)
		if b.quote && letters(inner...) < letters(b.text)/2 {
			inner = []string{signature.ReplaceAllString(b.text, "$1$2")} // marks are inside the quote, not around it
		}
		for _, text := range inner {
			all = append(all, Claim{Text: strings.TrimSpace(text), Marked: true})
		}
	}
	if long := longer(all); len(long) > 0 {
		return long[:min(len(long), MaxClaims)]
	}
	whole := strings.TrimSpace(message)
	if len(all) > 0 && letters(all[0].Text) > letters(whole)/2 {
		return all[:1]
	}
	if whole == "" {
		return nil
	}
	return []Claim{{Text: strings.TrimSpace(unquoted(message))}}
}

// longer are the quotes of fewest words or more.
func longer(all []Claim) []Claim {
	var long []Claim
	for _, q := range all {
		if len(split(q.Text)) >= fewest {
			long = append(long, q)
		}
	}
	return long
}

// block is a run of lines of a message that are all in a block quote, or all not.
type block struct {
	text  string
	quote bool
}

func blocks(message string) []block {
	var all []block
	rest := false // behind “>>> ” all is quoted
	for line := range strings.SplitSeq(message, "\n") {
		text, quote := line, rest
		if after, ok := strings.CutPrefix(strings.TrimLeft(line, " "), ">>> "); ok && !rest {
			text, quote, rest = after, true, true
		} else if after, ok := strings.CutPrefix(strings.TrimLeft(line, " "), "> "); ok && !rest {
			text, quote = after, true
		}
		if n := len(all) - 1; n >= 0 && all[n].quote == quote {
			all[n].text += "\n" + text
			continue
		}
		all = append(all, block{text, quote})
	}
	return all
}

// unquoted is a message without the marks of its block quotes.
func unquoted(message string) string {
	var texts []string
	for _, b := range blocks(message) {
		texts = append(texts, b.text)
	}
	return strings.Join(texts, "\n")
}

// closers are what closes a quote that a mark opens. German and Swiss usage
// turns the guillemets around, and people mix what their keyboards have.
var closers = map[rune]string{'«': "»", '“': "”\"", '„': "“”\"", '‹': "›", '‘': "’", '"': "\"”“", '»': "«", '”': "”"}

// between are the texts between quote marks, the outermost ones. A mark that is
// never closed quotes until the end of its paragraph where it opens a word; a
// simple one (‘ or ’) only where it is closed.
func between(text string) []string {
	var all []string
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if closers[r] == "" || !opens(text, i, r) {
			i += n
			continue
		}
		end, size := closing(text, i+n, r)
		if end < 0 && r == '‘' {
			i += n
			continue
		}
		if end < 0 {
			end = len(text)
			if at := strings.Index(text[i:], "\n\n"); at >= 0 {
				end = i + at
			}
		}
		all = append(all, text[i+n:end])
		i = end + size
	}
	return all
}

// opens reports whether the mark r at byte i opens a quote: a letter, a figure
// or a bracket follows, perhaps after a space, and none stands right before it.
func opens(text string, i int, r rune) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	after := strings.TrimLeft(text[i+utf8.RuneLen(r):], " \u00a0\u202f")
	next, _ := utf8.DecodeRuneInString(after)
	word := unicode.IsLetter(next) || unicode.IsDigit(next) || strings.ContainsRune("[(….«“‘\"—–-$€£+", next)
	if r == '»' || r == '”' {
		return word && !unicode.IsSpace(before) && i == 0
	}
	return word && (i == 0 || !unicode.IsLetter(before) && !unicode.IsDigit(before))
}

// closing is where a quote closes whose opening mark ends at byte i, and how
// long the mark is; end is -1 where it does not. Marks of the same kind that are
// nested are counted.
func closing(text string, i int, open rune) (end, size int) {
	depth := 1
	for at, r := range text[i:] {
		after, _ := utf8.DecodeRuneInString(text[i+at+utf8.RuneLen(max(r, 0)):])
		switch {
		case r == '’' && unicode.IsLetter(after): // an apostrophe
		case r == open && open != '"' && open != '”' && opens(text, i+at, r):
			depth++
		case strings.ContainsRune(closers[open], r):
			if depth--; depth == 0 {
				return i + at, utf8.RuneLen(r)
			}
		}
	}
	return -1, 0
}

// signature is who a block quote is said to be from, at its end: “… — Le Quai”,
// or in a line of its own.
var signature = regexp.MustCompile(`([.!?…»”"])\s*(?:—|–|―|--?)\s*[^.!?—–\n]{1,60}\s*$|(\S)\s*\n\s*(?:—|–|―|--?)\s*[^\n]{1,80}\s*$`)

// What Markdown puts around words: links, with what they lead to, and emphasis.
var (
	link     = regexp.MustCompile(`\[([^\[\]\n]+)\]\(\s*<?[a-z]+://[^\s)>]+>?(?:\s+"[^"\n]*")?\s*\)`)
	address  = regexp.MustCompile(`<?\bhttps?://[^\s>»”]+>?`)
	emphasis = regexp.MustCompile("\\*\\*|__|~~|\\|\\||`+|(^|[\\s(«“\"])[*_]([^\\s*_])|([^\\s*_])[*_]([\\s,;:.!?)»”\"]|$)")
)

// plain is a message without its Markdown, but for block quotes.
func plain(message string) string {
	message = address.ReplaceAllString(link.ReplaceAllString(message, "$1"), "")
	for range 2 { // a space may stand between two
		message = emphasis.ReplaceAllString(message, "$1$2$3$4")
	}
	return message
}

// letters counts the letters and figures of texts.
func letters(texts ...string) int {
	n := 0
	for _, text := range texts {
		for _, r := range text {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				n++
			}
		}
	}
	return n
}

// omission is what stands for words that a quote leaves out, and insertion what
// its writer put in: “[…]”, “(...)”, “…”, “[Kim]”, “[sic]”.
var (
	omission  = regexp.MustCompile(`[\[(]\s*(?:…|\.{2,}|\. \. \.)\s*[\])]|…|\.{2,}|\. \. \.`)
	insertion = regexp.MustCompile(`\[[^\[\]\n]{1,60}\]`)
	letter    = regexp.MustCompile(`\[(\pL{1,2})\](\pL)`)
)
