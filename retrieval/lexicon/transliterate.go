package lexicon

import (
	"slices"
	"strings"

	"verbatim/corpus"
)

// sounds are how French and English write the sounds of names that are spelt in
// neither alphabet, folded: Vostotchny and Vostochny, Choïgou and Shoigu,
// Jitomir and Zhitomir. Longer spellings come first.
var sounds = [][2]string{
	{"chtch", "shch"}, {"tch", "ch"}, {"dj", "j"}, {"ou", "u"}, {"ch", "sh"}, {"gue", "ge"}, {"gui", "gi"}, {"j", "zh"},
}

// respellers write what one language spells in the other's way; final is a
// French “-ine”, which is an English "-in": Poutine, Putin.
var respellers = func() (all [2]*strings.Replacer) {
	for from := range all {
		var pairs []string
		for _, s := range sounds {
			pairs = append(pairs, s[from], s[1-from])
		}
		all[from] = strings.NewReplacer(pairs...)
	}
	return all
}()

// Transliterations are how the other language may write a folded name, by the
// sounds that both hear in it. It is for names alone: of other words most are
// none, and some are wrong ones.
func Transliterations(lang corpus.Lang, name string) []string {
	from := slices.Index(sides[:], lang)
	if from < 0 || len(name) < 4 {
		return nil
	}
	spelt := []string{respellers[from].Replace(name)}
	switch {
	case from == 0 && strings.HasSuffix(spelt[0], "ine"):
		spelt = append(spelt, strings.TrimSuffix(spelt[0], "e"))
	case from == 1 && strings.HasSuffix(spelt[0], "in"):
		spelt = append(spelt, spelt[0]+"e")
	}
	return slices.DeleteFunc(spelt, func(s string) bool { return s == name })
}
