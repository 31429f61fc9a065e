package timeline

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/corpus"
	"verbatim/corpus/dates"
	"verbatim/retrieval/analysis"
	"verbatim/retrieval/lexicon"
)

// concept is one word of a report in all the spellings by which a report in
// either language may mean the same: its stem, its translations' stems, the
// word itself when it is a name.
type concept struct {
	keys   []string // sorted
	name   bool     // it begins with a capital inside its sentence
	weight float64
	exact  string // folded
	at     int    // byte of the text
}

// conceptsOf are the words of a report that say who did what: no function
// words, no numbers, none of its dates.
func conceptsOf(r *Report, lex *lexicon.Lexicon) []concept {
	analyze, _ := analysis.For(r.Lang)
	tokens := analyze(r.Text)
	words := make([]lexicon.Word, len(tokens))
	for i, t := range tokens {
		words[i] = lexicon.Word{Stem: t.Term, Exact: t.Exact}
	}
	var all []concept
	place := make([]int, len(tokens))
	for i, t := range tokens {
		place[i] = -1
		if part := partsOfDay[t.Exact]; part != "" {
			all = append(all, concept{keys: []string{part}, exact: part, at: t.Start})
			continue
		}
		if isNumber(t.Exact) || timeWords[t.Exact] || speaking[t.Exact] {
			continue
		}
		place[i] = len(all)
		printed := r.Text[t.Start:t.End]
		first, _ := utf8.DecodeRuneInString(printed)
		c := concept{keys: []string{string(r.Lang) + ":" + t.Term}, exact: t.Exact, at: t.Start, name: unicode.IsUpper(first) && t.Start > 0}
		if unicode.IsUpper(first) {
			c.keys = append(c.keys, t.Exact)
			c.keys = append(c.keys, lexicon.Transliterations(r.Lang, t.Exact)...)
		}
		c.keys = append(c.keys, cognateKeys(r.Lang, t.Exact)...)
		all = append(all, c)
	}
	translate(all, place, r.Lang, words, lex)
	for i := range all {
		slices.Sort(all[i].keys)
		all[i].keys = slices.Compact(all[i].keys)
	}
	return all
}

// translate adds the translations of single words and of phrases.
func translate(all []concept, place []int, lang corpus.Lang, words []lexicon.Word, lex *lexicon.Lexicon) {
	found, other := lex.Match(lang, words)
	for _, m := range found {
		for k := m.From; k < m.To; k++ {
			if place[k] < 0 {
				continue
			}
			c := &all[place[k]]
			for _, t := range m.Translations {
				if m.To-m.From == 1 || len(t) > 1 {
					for _, stem := range t {
						c.keys = append(c.keys, string(other)+":"+stem)
					}
					continue
				}
				c.keys = append(c.keys, string(other)+":"+strings.Join(t, " "))
			}
		}
	}
}

// cognateKeys are the stems of what a French word may be spelt as in English.
func cognateKeys(lang corpus.Lang, exact string) []string {
	if lang != corpus.French {
		return nil
	}
	var keys []string
	analyze, _ := analysis.For(corpus.English)
	for _, word := range append(lexicon.Cognates(lang, exact), exact) {
		for _, t := range analyze(word) {
			keys = append(keys, "en:"+t.Term)
		}
	}
	return keys
}

func isNumber(s string) bool { return strings.IndexFunc(s, unicode.IsDigit) == 0 }

// partsOfDay tell events of one day apart, in either language.
var partsOfDay = map[string]string{
	"matin": "·morning", "matinee": "·morning", "morning": "·morning", "aube": "·morning", "dawn": "·morning",
	"midi": "·noon", "noon": "·noon", "apres-midi": "·noon", "afternoon": "·noon",
	"soir": "·evening", "soiree": "·evening", "evening": "·evening", "nuit": "·night", "night": "·night",
}

// timeWords say nothing of who did what.
var timeWords = set(`monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
day days week weeks month months year years later ago last next same early late today yesterday tomorrow time
jour jours semaine semaines mois an ans annee annees lendemain veille tard dernier derniere prochain meme debut fin hier aujourd hui`)

// pool knows how common the concepts of all reports are.
type pool struct {
	n  int
	df map[string]int
}

func newPool(all []telling) *pool {
	p := &pool{n: len(all), df: map[string]int{}}
	for _, t := range all {
		for k := range t.keys {
			p.df[k]++
		}
	}
	return p
}

// weigh gives every concept its weight: what few reports hold tells more.
func (p *pool) weigh(concepts []concept) {
	for i := range concepts {
		df := 1
		for _, k := range concepts[i].keys {
			df = max(df, p.df[k])
		}
		w := math.Log(1 + float64(p.n+1)/(float64(df)+0.5))
		if concepts[i].name {
			w *= 1.2
		}
		concepts[i].weight = w
	}
}

// telling is what a report tells: the concepts of its sentence, and those of
// the sentences around it, on which it may lean: “The figure came on Thursday.”
type telling struct {
	own    []concept
	around map[string]bool // keys
	keys   map[string]bool // of own
}

func tellingOf(r *Report, lex *lexicon.Lexicon) telling {
	t := telling{own: conceptsOf(r, lex), around: map[string]bool{}, keys: map[string]bool{}}
	near := *r
	near.Text = r.around
	for _, c := range conceptsOf(&near, lex) {
		for _, k := range c.keys {
			t.around[k] = true
		}
	}
	seen := map[string]bool{}
	t.own = slices.DeleteFunc(t.own, func(c concept) bool {
		twice := seen[c.exact]
		seen[c.exact] = true
		return twice
	})
	for _, c := range t.own {
		for _, k := range c.keys {
			t.keys[k] = true
		}
	}
	return t
}

// leaning is what a concept counts that only the sentences around another report hold.
const leaning = 0.5

// alike is how much two reports say the same, from 0 to 1: the weight of the
// concepts that they share, over all (Dice's coefficient); shared counts them.
func alike(a, b *telling) (share float64, shared int) {
	x, all, n := a.heldBy(b)
	y, more, _ := b.heldBy(a)
	if all+more == 0 {
		return 0, 0
	}
	return (x + y) / (all + more), n
}

// heldBy is the weight of the concepts of t that another report holds, and of all.
func (t *telling) heldBy(o *telling) (held, all float64, shared int) {
	for _, c := range t.own {
		all += c.weight
		switch {
		case slices.ContainsFunc(c.keys, func(k string) bool { return o.keys[k] }):
			held += c.weight
			shared++
		case slices.ContainsFunc(c.keys, func(k string) bool { return o.around[k] }):
			held += leaning * c.weight
			shared++
		}
	}
	return held, all, shared
}

// overlaps reports whether two times have a day in common.
func overlaps(a, b When) bool {
	if a.Yearless() || b.Yearless() {
		return a.EDTF == b.EDTF
	}
	return a.Known() && b.Known() && a.From < b.To && b.From < a.To
}

// sameUnit reports whether two times are the same days.
func sameUnit(a, b When) bool { return overlaps(a, b) && a.From == b.From && a.To == b.To }

// apart is how many days lie between the beginnings of two times known to the day.
func apart(a, b When) int64 {
	if a.Precision != dates.Day || b.Precision != dates.Day || !a.Known() || !b.Known() {
		return 1 << 40
	}
	d := int64(a.From) - int64(b.From)
	return max(d, -d)
}
