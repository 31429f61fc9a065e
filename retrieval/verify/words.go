package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"verbatim/retrieval/analysis"
)

// word is a word of a quote or of a printed text, or a sign that counts as one
// (“%”, “€”).
type word struct {
	key        string // what it is compared by: without case, accents, and the marks within a number, which is in figures
	text       string // as written
	start, end int    // bytes of the text that it was cut out of
	passage    int    // number of the printed passage; of a quote 0
}

// signs are marks that change what a text says.
const signs = "%‰€$£¥°"

// split cuts a text into words. No word is left out, for “not” and “pas” are
// words that quotes hang on; what is elided is a word of its own (“n’”, “l’”).
func split(text string) []word {
	var all []word
	at := 0
	for _, t := range analysis.Plain(text) {
		all = appendSigns(all, text, at, t.Start)
		all = appendPieces(all, text, t)
		at = t.End
	}
	return joinNumbers(text, appendSigns(all, text, at, len(text)))
}

func appendSigns(all []word, text string, start, end int) []word {
	for i, r := range text[start:end] {
		if n := utf8.RuneLen(r); strings.ContainsRune(signs, r) {
			all = append(all, word{key: string(r), text: string(r), start: start + i, end: start + i + n})
		}
	}
	return all
}

// appendPieces cuts a word at its apostrophes. The possessive that the analysis
// leaves out (“Seoul’s”) is a piece too.
func appendPieces(all []word, text string, t analysis.Token) []word {
	end := t.End
	if r, n := utf8.DecodeRuneInString(text[end:]); apostrophe(r) && end+n < len(text) && text[end+n]|0x20 == 's' {
		end += n + 1
	}
	if t.Exact != "" && t.Exact[0] >= '0' && t.Exact[0] <= '9' {
		return append(all, word{key: t.Exact, text: text[t.Start:t.End], start: t.Start, end: t.End})
	}
	start := t.Start
	for i, r := range text[t.Start:end] {
		if !apostrophe(r) {
			continue
		}
		i += t.Start
		all = appendPiece(all, text, start, i, i+utf8.RuneLen(r))
		start = i + utf8.RuneLen(r)
	}
	return appendPiece(all, text, start, end, end)
}

// appendPiece appends bytes [start, end), and the apostrophe that ends at last.
func appendPiece(all []word, text string, start, end, last int) []word {
	if start == end {
		return all
	}
	w := word{key: analysis.Fold(text[start:end]), text: text[start:end], start: start, end: last}
	if n := len(all); w.key == "t" && n > 0 && all[n-1].end == start && strings.HasSuffix(all[n-1].key, "n") {
		w.key = "n't" // of “don’t”, not of « t’aime »
	}
	return append(all, w)
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' }

// spelt reports whether a quoted word is the printed one, whose key it has.
// Accents may be left out and case may differ, but an accent that is written is
// as printed: “tué” is not “tue”. A number in words is not spelt as one in figures, nor as one in both.
func spelt(quoted, printed word) bool {
	q := norm.NFC.String(quoted.text)
	if isNumber(quoted.key) && onlyLetters(q) != onlyLetters(printed.text) {
		return false
	}
	if isASCII(q) {
		return true
	}
	return strings.EqualFold(typography.Replace(q), typography.Replace(norm.NFC.String(printed.text))) || isNumber(quoted.key)
}

// onlyLetters are the letters of a number: “thousand” of “3 thousand”, none of
// “3,000”.
func onlyLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// typography evens out what is a matter of fonts and keyboards.
var typography = strings.NewReplacer("œ", "oe", "Œ", "oe", "æ", "ae", "Æ", "ae", "’", "'", "ʼ", "'")

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// isNumber reports whether a word is a number or a sign beside one.
func isNumber(key string) bool {
	r, _ := utf8.DecodeRuneInString(key)
	return unicode.IsDigit(r) || strings.ContainsRune(signs, r) || numberWords[key]
}

// numberWords are numbers in words that are rarely anything else: not “un” and
// “one”. They are folded.
var numberWords = set(`deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante septante huitante nonante
cent cents mille million millions milliard milliards dizaine dizaines douzaine vingtaine trentaine quarantaine cinquantaine centaine centaines millier milliers moitie tiers quart double triple
two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety
hundred hundreds thousand thousands billion billions trillion dozen dozens half third quarter twice thrice`)

// negations are words that turn what is said into its opposite. They are folded.
var negations = set(`ne n pas jamais aucun aucune aucuns aucunes rien personne ni non sans nul nulle nullement guere
not n't no never none nobody nothing nor neither without cannot nowhere hardly`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
