package lexicon

import (
	"slices"
	"strings"

	"verbatim/corpus"
)

// forms are the forms of a folded French lemma that are made by rule and have
// another stem; those of irregular words are package analysis's. Without them
// PIAF loses 0.16 of recall@1. Some are no words; nobody prints them, so they
// find nothing. A form that is better known as another word is left out.
func forms(lang corpus.Lang, lemma string) []string {
	if lang != corpus.French {
		return nil
	}
	return slices.DeleteFunc(french.of(lemma), func(f string) bool { return homographs[f] })
}

// homographs are forms that mostly are other words.
var homographs = set(`lit sort part ment sent
opera data visa marina camera casa villa para cura agenda`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// paradigm says what stands for an ending in other forms.
type paradigm struct {
	ending string
	before int // letters that stand before the ending at least
	forms  []string
}

func endings(ending string, before int, forms string) paradigm {
	return paradigm{ending, before, strings.Fields(forms)}
}

// paradigms are the paradigms of a language by their last two letters. Of those
// that fit a word the first is taken.
type paradigms map[string][]paradigm

func byEnding(all ...paradigm) paradigms {
	m := paradigms{}
	for _, p := range all {
		last := p.ending[len(p.ending)-2:]
		m[last] = append(m[last], p)
	}
	return m
}

// french are the paradigms of French, folded: of verbs the forms that have
// another stem, above all the past historic; feminines and plurals.
var french = byEnding(
	endings("voyer", 1, "voie voient verra"),
	endings("oyer", 2, "oie oient oya"),
	endings("uyer", 2, "uie uient uya"),
	endings("eler", 2, "elle ellent ela"),
	endings("eter", 2, "ette ettent eta"),
	endings("ger", 3, "gea"),
	endings("ier", 3, "ia"),
	endings("ir", 3, "it"),
	endings("er", 3, "a"),

	endings("teur", 2, "trice teuse"),
	endings("eur", 3, "euse"),
	endings("ail", 2, "aux"),
	endings("eau", 1, "elle"),
	endings("euf", 1, "euve"),
	endings("ref", 1, "reve"),
	endings("anc", 1, "anche"),
	endings("ic", 2, "ique"),
	endings("ong", 1, "ongue"),
)

// of are the forms of a lemma by the paradigm that fits it.
func (m paradigms) of(lemma string) []string {
	if len(lemma) < 2 {
		return nil
	}
	for _, p := range m[lemma[len(lemma)-2:]] {
		stem, ok := strings.CutSuffix(lemma, p.ending)
		if !ok || len(stem) < p.before {
			continue
		}
		made := make([]string, len(p.forms))
		for i, f := range p.forms {
			made[i] = stem + f
		}
		return made
	}
	return nil
}
