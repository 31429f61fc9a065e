package analysis

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	snowball "github.com/blevesearch/snowballstem/english"
)

// stemEnglish is Porter's second algorithm (snowballstem.org, "english"), of
// the lemma where the form is irregular.
func stemEnglish(w string) string {
	if !latin(w) {
		return w
	}
	w = irregularEnglish.lemma(w)
	env := snowballstem.NewEnv(w)
	snowball.Stem(env)
	return env.Current()
}

func latin(w string) bool {
	for i := range len(w) {
		if w[i] < 'a' || w[i] > 'z' {
			return false
		}
	}
	return true
}

// ending is an ending that stemFrench takes off, what it puts in its place,
// and how many letters must be left before it.
type ending struct {
	off, on string
	left    int
}

// frenchEndings are tried in order within a group; the first that fits is
// taken. They are those of J. Savoy's light stemmer and of Porter's French one,
// for words whose accents are folded already.
var frenchEndings = [][]ending{
	{ // plural
		{"eaux", "eau", 2}, {"aux", "al", 2}, {"euses", "eux", 3}, {"s", "", 2}, {"x", "", 3},
	},
	{ // derivation
		{"issement", "", 3}, {"atrice", "at", 3}, {"ateur", "at", 3}, {"ation", "at", 3}, {"isation", "is", 3},
		{"ement", "", 3}, {"amment", "ant", 2}, {"emment", "ent", 2}, {"ment", "", 4},
		{"ivite", "if", 3}, {"ive", "if", 3}, {"euse", "eux", 3}, {"ienne", "ien", 2}, {"onne", "on", 3}, {"enne", "en", 3}, {"elle", "el", 3}, {"ere", "er", 4},
	},
	{ // inflection of verbs
		{"eraient", "", 3}, {"iraient", "i", 3}, {"assent", "", 3}, {"issent", "i", 3}, {"issant", "i", 3}, {"erons", "", 3}, {"eront", "", 3}, {"erait", "", 3},
		{"aient", "", 3}, {"erent", "", 3}, {"irent", "i", 3}, {"erai", "", 3}, {"eras", "", 3}, {"erez", "", 3}, {"ions", "", 4}, {"ait", "", 3}, {"ais", "", 3},
		{"ant", "", 3}, {"ent", "", 4}, {"ons", "", 4}, {"iez", "", 3}, {"ees", "", 3}, {"era", "", 3}, {"ee", "", 3}, {"er", "", 3}, {"ez", "", 3}, {"ir", "i", 3}, {"e", "", 3},
	},
}

// stemFrench takes the endings off a folded French word, or off its lemma where
// the form is irregular.
func stemFrench(w string) string {
	if !latin(w) {
		return w
	}
	if w = irregularFrench.lemma(w); len(w) < 4 {
		return w
	}
	for _, group := range frenchEndings {
		for _, e := range group {
			if strings.HasSuffix(w, e.off) && len(w)-len(e.off) >= e.left {
				w = w[:len(w)-len(e.off)] + e.on
				break
			}
		}
	}
	return undouble(w)
}

// undouble makes the last letters of a stem alike: "deploy" and "deploi",
// "conn" and "con".
func undouble(w string) string {
	n := len(w)
	switch {
	case n > 3 && w[n-1] == 'y':
		return w[:n-1] + "i"
	case n > 3 && w[n-1] == w[n-2] && w[n-1] != 'e':
		return w[:n-1]
	}
	return w
}
