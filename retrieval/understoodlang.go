package retrieval

import (
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"verbatim/corpus"
	"verbatim/retrieval/analysis"
)

// languageNames are the languages that a question may ask for, by their names
// in French, in English and in themselves, folded, of one word.
var languageNames = func() map[string]corpus.Lang {
	names := map[string]corpus.Lang{}
	for _, code := range strings.Fields("ar cs da de el en es fi fr he hi hu it ja ko nl no pl pt ro ru sv tr uk zh") {
		tag := language.Make(code)
		for _, n := range []display.Namer{display.English.Languages(), display.French.Languages()} {
			names[analysis.Fold(n.Name(tag))] = corpus.Lang(code)
		}
		names[analysis.Fold(display.Self.Name(tag))] = corpus.Lang(code)
	}
	return names
}()

var (
	inWords      = folded(`in en`)
	articlesWord = folded(`articles`)
	writtenIn    = folded(`written published ecrits publies rediges parus ecrit publie`)
	// sourceWords are what is in a language and is looked in.
	sourceWords = folded(`articles sources texts newspapers quotes passages journaux textes citations`)
	// determiners may stand before them.
	determiners = folded(`the some any all le la les des de d dans in from among parmi only just seulement uniquement`)
	// translating are the beginnings of words of questions about a word in
	// another language.
	translating = strings.Fields(`translat tradu mean signif word vocab call appel`)
	sayings     = phrases(`veut dire; how do you say; how to say; comment dit on; comment dire; comment on dit; mot; mots; dit on; ca se dit; se dit; se traduit`)
	// uttering are the beginnings of words for what is done in a language.
	uttering = strings.Fields(`speak spoke speech say said talk told answer repl respon writ wrote publi released sing sang sung song languag name title version interview tweet post address lectur lesson learn teach taught class cours book film movie novel
parl dit dire redig ecri chant langu nom titr discours repon paru livre roman enseign appren exist prononc expri lisai lire read`)
)

// inLanguage finds “articles in French”, “in English please”, “English
// articles”, and “en français” where it stands for itself.
func (r *reading) inLanguage() []phrase {
	var found []phrase
	for i := range r.words {
		lang, ok := languageNames[r.words[i].Exact]
		if !ok {
			continue
		}
		if first, end := r.languagePhrase(i); end > 0 {
			found = append(found, phrase{Match: r.span(first, end), says: Understood{Lang: lang}})
		}
	}
	return found
}

// languagePhrase is the phrase around the name of a language at word i; end is
// 0 when it asks for nothing.
func (r *reading) languagePhrase(i int) (first, end int) {
	switch {
	case r.is(i-1, inWords) && r.is(i-2, sourceWords):
		return r.sources(i-2, i+1)
	case r.is(i-1, inWords) && r.is(i-2, writtenIn) && r.is(i-3, sourceWords):
		return r.sources(i-3, i+1)
	case r.is(i-1, articlesWord):
		return r.sources(i-1, i+1)
	case r.is(i+1, articlesWord):
		return r.sources(i, i+2)
	case !r.is(i-1, inWords) || r.begins(translating) || len(occurrences(r.words, sayings)) > 0:
		return 0, 0
	}
	first, end, asks := r.widen(i-1, i+1)
	switch {
	case asks && (r.parted(first) || r.parted(end)):
		return first, end
	case r.begins(uttering) || !r.parted(end):
		return 0, 0
	case r.parted(first), end == len(r.words) && !r.asked(end):
		return first, end
	}
	return 0, 0
}

// sources widens words [i, j), which name articles, by what stands before and
// after them. What follows must not go on with the name: “articles in French
// Guiana”.
func (r *reading) sources(i, j int) (first, end int) {
	first, end, _ = r.widen(i, j)
	if !r.ends(end) && !r.is(end, printedWords) && !r.is(end, telling) {
		return 0, 0
	}
	for first > 0 && r.is(first-1, determiners) && !r.parted(first) {
		first--
	}
	return first, end
}

// begins reports whether any word begins as one of a list.
func (r *reading) begins(list []string) bool {
	for _, w := range r.words {
		for _, b := range list {
			if strings.HasPrefix(w.Exact, b) {
				return true
			}
		}
	}
	return false
}
