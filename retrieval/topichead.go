package retrieval

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/corpus"
	"verbatim/retrieval/analysis"
)

var (
	// phraseEnd ends the part of an English noun phrase that its head ends.
	phraseEnd = regexp.MustCompile(`(?i)[,;:(–—?]|\b(?:of|to|in|on|at|from|by|for|with|between|against|about|over|after|before|into|under|during|across|that|who|which|where)\b`)
	// beforeNoun are French adjectives that stand before their noun, folded.
	beforeNoun = regexp.MustCompile(`^(?:nouve(?:au|aux|l|lle|lles)|grande?s?|petite?s?|premiere?s?|derniere?s?|anciens?|ancienne?s?|jeunes?|vie(?:ux|il|ille|illes)|autres?|future?s?|principa(?:l|le|ux|les)|different(?:e?s)?|double|prochaine?s?)$`)
)

// head is the number of the word that a topic's noun phrase is about, its head:
// “pertes” of “pertes nord-coréennes à Koursk”, "launch" of "launch of a spy
// satellite". The other words only say which. It is -1 where that is a name, the
// only word, or one that the corpus does not hold.
func (q *question) head() int {
	at := -1
	switch {
	case len(q.words) < 2:
		return -1
	case q.lang == corpus.French:
		at = slices.IndexFunc(q.words, func(w *word) bool { return !beforeNoun.MatchString(analysis.Fold(w.text)) })
	case q.lang == corpus.English:
		at = q.englishHead()
	}
	if at < 0 || q.words[at].name || q.words[at].df == 0 {
		return -1
	}
	if first, _ := utf8.DecodeRuneInString(q.words[at].text); !unicode.IsLower(first) {
		return -1
	}
	return at
}

// englishHead is the last word of the phrase before its first preposition; a
// participle after the noun is none: "soldiers shipped to".
func (q *question) englishHead() int {
	phrase := q.text
	for from := 0; ; { // one that begins the topic ends nothing
		loc := phraseEnd.FindStringIndex(q.text[from:])
		if loc == nil {
			break
		}
		if strings.TrimSpace(q.text[:from+loc[0]]) != "" {
			phrase = q.text[:from+loc[0]]
			break
		}
		from += loc[1]
	}
	last := -1
	for i, w := range q.words {
		if !strings.Contains(phrase, w.text) {
			break
		}
		if last >= 0 && strings.HasSuffix(w.exact, "ed") {
			break
		}
		last = i
	}
	return last
}
