package lexicon

import (
	"slices"
	"strings"

	"verbatim/corpus"
)

// cognates are endings of French words and of the English words that they
// often are, folded.
var cognates = [][2]string{
	{"ation", "ation"}, {"tion", "tion"}, {"sion", "sion"}, {"te", "ty"}, {"ite", "ity"}, {"ique", "ic"}, {"ique", "ical"}, {"iques", "ics"}, {"isme", "ism"},
	{"iste", "ist"}, {"eur", "or"}, {"eur", "er"}, {"aire", "ary"}, {"oire", "ory"}, {"eux", "ous"}, {"if", "ive"}, {"el", "al"}, {"ie", "y"}, {"gie", "gy"},
	{"ence", "ency"}, {"ance", "ancy"}, {"ant", "ant"}, {"iser", "ize"}, {"iser", "ise"}, {"ifier", "ify"}, {"er", "ate"}, {"er", "e"}, {"er", ""}, {"ure", "ure"},
	{"ien", "ian"}, {"ain", "an"}, {"ais", "ese"}, {"re", "er"}, {"que", "c"}, {"ment", "ment"}, {"e", ""}, {"ee", "y"}, {"ee", ""}, {"ere", "er"}, {"os", "us"},
}

// shortest is how many letters must stand before a cognate's ending.
const shortest = 3

// Cognates are the words of the other language that a folded word may be,
// spelt by rule. Most are no words at all: whoever searches them finds nothing.
func Cognates(lang corpus.Lang, word string) []string {
	from := slices.Index(sides[:], lang)
	if from < 0 {
		return nil
	}
	to := 1 - from
	var spelt []string
	for _, c := range cognates {
		stem, ok := strings.CutSuffix(word, c[from])
		if ok && len(stem) >= shortest && c[from] != c[to] {
			spelt = append(spelt, stem+c[to])
		}
	}
	return spelt
}
