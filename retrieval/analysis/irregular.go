package analysis

import (
	_ "embed"
	"strings"
	"sync"
)

// The forms that the rules of a stemmer leave apart: a line is a lemma and its
// forms, all folded; lines that begin with # are comments.
var (
	//go:embed irregular/english.txt
	englishForms string
	//go:embed irregular/french.txt
	frenchForms string
)

// irregular is the lemma of each irregular form of a language, read when the
// first word is stemmed.
type irregular func() map[string]string

var (
	irregularEnglish = irregular(sync.OnceValue(func() map[string]string { return readForms(englishForms) }))
	irregularFrench  = irregular(sync.OnceValue(func() map[string]string { return readForms(frenchForms) }))
)

// lemma is the lemma of a folded word, which is itself unless the word is an
// irregular form.
func (forms irregular) lemma(w string) string {
	if l, ok := forms()[w]; ok {
		return l
	}
	return w
}

func readForms(text string) map[string]string {
	lemmas := map[string]string{}
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		words := strings.Fields(line)
		for i := 1; i < len(words); i++ {
			lemmas[words[i]] = words[0]
		}
	}
	return lemmas
}
