package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxClaims is how many quotes of a message are read.
const MaxClaims = 5

// fewest is how many words a quoted text has at least beside longer ones:
// shorter marks are for irony and for titles.
const fewest = 3

// marks are the pairs of quotation marks of French and English, and of what
// keyboards and clients put in their place.
var marks = map[rune]rune{'«': '»', '“': '”', '„': '“', '‹': '›', '"': '"', '‘': '’', '»': '«'}

// Claims are the quotes that a message holds, in order: what stands between
// quotation marks or in block quotes (lines that begin with ">"); the whole
// message where it holds neither. Marks within a quote are part of it. There
// are at most MaxClaims.
func Claims(message string) []string {
	var all []string
	rest := message
	for _, block := range blocks(message) {
		all = append(all, block)
		rest = strings.Replace(rest, "> "+firstLine(block), "", 1)
	}
	if len(all) == 0 {
		all = quoted(rest)
	}
	all = longer(all)
	if len(all) == 0 {
		if whole := tidy(message); whole != "" {
			all = []string{whole}
		}
	}
	return all[:min(len(all), MaxClaims)]
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// blocks are the block quotes of a message.
func blocks(message string) []string {
	var all []string
	var open []string
	end := func() {
		if text := tidy(strings.Join(open, "\n")); text != "" {
			all = append(all, text)
		}
		open = nil
	}
	for line := range strings.Lines(message) {
		line = strings.TrimRight(line, "\r\n")
		if text, ok := strings.CutPrefix(line, ">"); ok {
			open = append(open, strings.TrimSpace(strings.TrimLeft(text, ">")))
			continue
		}
		end()
	}
	end()
	return all
}

// quoted are the texts between quotation marks, the outermost where they nest.
func quoted(message string) []string {
	var all []string
	runes := []rune(message)
	for i := 0; i < len(runes); i++ {
		closing, opens := marks[runes[i]]
		if !opens || runes[i] == '»' && !spaceOrEnd(runes, i-1) || runes[i] == '‘' && !spaceOrEnd(runes, i-1) {
			continue
		}
		end, depth := -1, 0
		for j := i + 1; j < len(runes); j++ {
			switch {
			case runes[j] == closing && depth == 0 && !(closing == '’' && apostrophe(runes, j)):
				end = j
			case runes[j] == closing && depth > 0:
				depth--
			case runes[j] == runes[i]:
				depth++
			}
			if end >= 0 {
				break
			}
		}
		if end < 0 {
			continue // never closed
		}
		if text := tidy(string(runes[i+1 : end])); text != "" {
			all = append(all, text)
		}
		i = end
	}
	return all
}

// spaceOrEnd reports whether no letter stands at i.
func spaceOrEnd(runes []rune, i int) bool {
	return i < 0 || i >= len(runes) || !unicode.IsLetter(runes[i]) && !unicode.IsDigit(runes[i])
}

// apostrophe reports whether the mark at i stands between letters.
func apostrophe(runes []rune, i int) bool { return !spaceOrEnd(runes, i-1) && !spaceOrEnd(runes, i+1) }

// longer leaves out short texts where there are longer ones.
func longer(all []string) []string {
	var some []string
	for _, s := range all {
		if len(strings.Fields(s)) >= fewest {
			some = append(some, s)
		}
	}
	if len(some) == 0 {
		return all
	}
	return some
}

// tidy takes the quotation marks and spaces off both ends of a text.
func tidy(s string) string {
	s = strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("«»“”„\"‹›", r) })
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, " ")
	}
	if strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) < 0 {
		return ""
	}
	return s
}
