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

// enough is how many bytes of a text are looked at: more change nothing.
const enough = 4000

// Detect is the language of a text, among the languages given (any that it
// knows when none is given); corpus.Undetermined when the text does not tell.
// It looks at the first few thousand bytes. The answer is a bare language
// ("fr", never "fr-CA"), unless a longer tag of it was among those given.
func Detect(text string, among ...corpus.Lang) corpus.Lang {
	text = head(text)
	if script := whatlanggo.DetectScript(text); script == nil {
		return corpus.Undetermined
	} else if script != unicode.Latin {
		return limit(otherScript(text), among)
	}
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' && r != '’'
	})
	lang, sure := elect(words, among)
	if sure {
		return limit(lang, among)
	}
	return limit(undecided(text, words, lang, among), among)
}

// otherScript is the language of a text that is not in Latin letters. Russian
// and Ukrainian are told from their neighbours by letters of their own.
func otherScript(text string) corpus.Lang {
	switch {
	case strings.ContainsAny(text, "їєґ"):
		return "uk"
	case strings.ContainsAny(text, "ыэ") && !strings.ContainsAny(text, "ў"):
		return "ru"
	}
	return trigrams(text, nil, 0)
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

func head(text string) string {
	if len(text) <= enough {
		return text
	}
	cut := enough
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
	info := whatlanggo.DetectWithOptions(text, options)
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
