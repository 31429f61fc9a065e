// Package language detects the language of a text.
//
// Function words vote first: they are right even on a line typed without
// accents. Where they do not decide, the trigrams of whatlanggo do.
package language

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"

	"verbatim/corpus"
)

// How many bytes of a text are looked at: more change nothing. Trigrams cost
// 0.3 ms for a thousand.
const enough, enoughTrigrams = 4000, 1500

// Detect is the language of a text, among the languages given (any that it
// knows when none is given); corpus.Undetermined when the text does not tell.
// It looks at the first few thousand bytes. The answer is a bare language
// ("fr", never "fr-CA"), unless a longer tag of it was among those given.
func Detect(text string, among ...corpus.Lang) corpus.Lang {
	text = head(text, enough)
	if other, ok := otherScript(text); ok {
		return limit(other, among)
	}
	words := wordsOf(text)
	lang, sure := elect(words, among)
	if sure {
		return limit(lang, among)
	}
	return limit(undecided(text, words, lang, among), among)
}

// Clear is the language of a text as its letters or its function words show it;
// corpus.Undetermined where there was more to guess. Of texts in Latin letters
// only the languages given are told from each other.
func Clear(text string, among ...corpus.Lang) corpus.Lang {
	text = head(text, enough)
	if other, ok := otherScript(text); ok {
		return other
	}
	lang, sure := elect(wordsOf(text), among)
	if !sure {
		return corpus.Undetermined
	}
	return limit(lang, among)
}

// wordsOf are the words of a text in small letters. A name with hyphens is one
// word: the end of Kim Jong-un is no French article, that of Kim Jong-il no pronoun.
func wordsOf(text string) []string {
	var words []string
	for _, w := range strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' && r != '’' && r != '-'
	}) {
		lower := strings.ToLower(w)
		if strings.Contains(w, "-") && isName(w, lower, len(words) == 0) {
			words = append(words, lower)
			continue
		}
		words = append(words, strings.FieldsFunc(lower, func(r rune) bool { return r == '-' })...)
	}
	return words
}

// isName reports whether a word with hyphens is a name: it has a capital and
// does not begin the text, or it ends or begins like names that people type
// without capitals, and like no other French word.
func isName(word, lower string, first bool) bool {
	initial, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(initial) && !first || strings.HasSuffix(lower, "-un") || strings.HasPrefix(lower, "son-")
}

// otherScript is the language of a text that is not in Latin letters; ok is
// false for one that is. Russian and Ukrainian are told from their neighbours by
// letters of their own.
func otherScript(text string) (lang corpus.Lang, ok bool) {
	if mostlyLatin(text) {
		return corpus.Undetermined, false
	}
	script := whatlanggo.DetectScript(text)
	switch {
	case script == nil:
		return corpus.Undetermined, true
	case script == unicode.Latin:
		return corpus.Undetermined, false
	case strings.ContainsAny(text, "їєґ"):
		return "uk", true
	case strings.ContainsAny(text, "ыэ") && !strings.ContainsAny(text, "ў"):
		return "ru", true
	}
	return trigrams(text, nil, 0), true
}

// mostlyLatin reports whether most letters of a text are plain Latin ones. It is
// what most texts are, and found a hundred times as fast as any other script.
func mostlyLatin(text string) bool {
	latin, other := 0, 0
	for i := range len(text) {
		switch c := text[i]; {
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			latin++
		case c >= 0x80:
			other++
		}
	}
	return latin > other
}

// undecided settles what the vote did not: by trigrams, which need some text.
// first is the language that leads the vote, if any.
func undecided(text string, words []string, first corpus.Lang, among []corpus.Lang) corpus.Lang {
	// Measured on questions and headlines: with fewer letters, or under this
	// confidence, trigrams say Latin for names and Afrikaans for English.
	const fewLetters, someLetters, confidence = 12, 60, 0.3
	letters := 0
	for _, w := range words {
		letters += utf8.RuneCountInString(w)
	}
	switch {
	case letters < fewLetters || len(words) < 3:
		return first
	case first != corpus.Undetermined:
		return first
	case letters < someLetters && len(among) == 0:
		return trigrams(text, []corpus.Lang{corpus.English, corpus.French}, confidence)
	}
	return trigrams(text, among, confidence)
}

// head is the beginning of a text, of at most the given number of bytes.
func head(text string, size int) string {
	if len(text) <= size {
		return text
	}
	cut := size
	for cut > 0 && !utf8.RuneStart(text[cut]) {
		cut--
	}
	return text[:cut]
}

// limit is lang if it is among those given, in the form in which it was given.
func limit(lang corpus.Lang, among []corpus.Lang) corpus.Lang {
	if len(among) == 0 || lang == corpus.Undetermined {
		return lang
	}
	if i := slices.IndexFunc(among, func(a corpus.Lang) bool { return base(a) == lang }); i >= 0 {
		return among[i]
	}
	return corpus.Undetermined
}

func base(l corpus.Lang) corpus.Lang {
	b, _, _ := strings.Cut(strings.ToLower(string(l)), "-")
	return corpus.Lang(b)
}

// trigrams asks whatlanggo, with an answer under the given confidence refused.
func trigrams(text string, among []corpus.Lang, confidence float64) corpus.Lang {
	options := whatlanggo.Options{Whitelist: map[whatlanggo.Lang]bool{}}
	for l, name := range codes {
		if len(among) > 0 && slices.ContainsFunc(among, func(a corpus.Lang) bool { return base(a) == name }) {
			options.Whitelist[l] = true
		}
	}
	info := whatlanggo.DetectWithOptions(head(text, enoughTrigrams), options)
	if info.Confidence < confidence {
		return corpus.Undetermined
	}
	if name, ok := codes[info.Lang]; ok {
		return name
	}
	return corpus.Undetermined
}

// codes are the languages of whatlanggo that have a two-letter code.
var codes = func() map[whatlanggo.Lang]corpus.Lang {
	m := map[whatlanggo.Lang]corpus.Lang{}
	for l := range whatlanggo.Langs {
		if c := l.Iso6391(); c != "" {
			m[l] = corpus.Lang(c)
		}
	}
	return m
}()
