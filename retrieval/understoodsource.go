package retrieval

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"verbatim/corpus"
	"verbatim/retrieval/analysis"
)

// sourcePhrases stand before the name of whoever said or printed something.
var sourcePhrases = phrases(`according to; acc to; as reported by; as told by; as printed in; as published in; articles by; articles from; articles of; articles in
selon; d apres; a en croire; au dire de; comme l ecrit; comme l a ecrit; articles de; articles du; articles d; articles dans`)

// placePhrases stand before the name of a publisher too, and more often before
// something else.
var placePhrases = phrases(`in; from; published by; dans; publie par; publies par; publiee par
what does; what did; what do; the article by; the article in; the article from; que dit; que disent; qu ecrit; que rapporte; que raconte; que publie; ce que dit; ce qu ecrit; l article de; l article du; l article d; article de; article du; article d`)

// except are words before such a phrase that turn it round.
var except = folded(`not except than beside besides pas sauf hormis hors que excepte`)

// articlesOf are articles that a name may have or lack.
var articlesOf = folded(`the le la les l`)

// press are words in names of publishers that people shorten them to.
var press = folded(`gazette herald dispatch tribune courier chronicle journal review telegraph observer standard post times monitor bulletin express news newspaper magazine weekly daily
courrier hebdo depeche echo echos quotidien hebdomadaire nouvelles agence presse radio revue canard figaro parisien`)

// names are the publishers of a corpus by the words of their names.
type names struct {
	lib *corpus.Library
	by  map[string][]*name
}

type name struct {
	printed string
	words   []analysis.Token
}

// namesRead are the names of the corpus that the last question was put to: they
// are not read anew for each.
var namesRead atomic.Pointer[names]

func namesOf(lib *corpus.Library) *names {
	if n := namesRead.Load(); n != nil && n.lib == lib {
		return n
	}
	n := &names{lib, map[string][]*name{}}
	for _, p := range lib.Publishers() {
		one := &name{p, splitAll(p)}
		for _, w := range one.words {
			if same := n.by[w.Exact]; len(same) == 0 || same[len(same)-1] != one {
				n.by[w.Exact] = append(same, one)
			}
		}
	}
	namesRead.Store(n)
	return n
}

// publishers finds “according to the Gazette”.
func (r *reading) publishers(gen Generation) []phrase {
	var found []phrase
	known := namesOf(gen.Library())
	for i := range r.words {
		strict := false
		n := longest(r.words[i:], sourcePhrases)
		if n == 0 {
			n, strict = longest(r.words[i:], placePhrases), true
		}
		if n == 0 || r.is(i-1, except) {
			continue
		}
		for at := i + n; ; {
			publishers, first, end := r.publisherAt(gen, known, at, strict)
			if end == 0 || len(publishers) == 0 && r.printed(gen, first, end) {
				break
			}
			p := phrase{Match: r.span(i, end), says: Understood{Publishers: publishers}}
			if at > i+n { // “… and the Herald”
				p.Match = r.span(at-1, end)
			}
			if whole := len(publishers) > 0 && end-first > 1; !whole && r.printed(gen, first, end) {
				p.keep = r.span(first, end)
			}
			found = append(found, p)
			if !r.is(end, ands) {
				break
			}
			at, strict = end+1, true
		}
	}
	return found
}

var ands = folded(`and or et ou`)

// publisherAt is the publisher whose name stands at word at, perhaps behind an
// article: all spellings of it, and its words. A whole name counts, and a part
// that cannot be anything else. Where strict, only a whole name counts, of
// several words or with the capitals that it is printed with.
func (r *reading) publisherAt(gen Generation, known *names, at int, strict bool) (found []string, first, end int) {
	for start := at; start < min(at+2, len(r.words)) && (start == at || r.is(at, articlesOf)); start++ {
		for _, p := range known.by[r.words[start].Exact] {
			n := r.named(p, start, strict)
			switch {
			case n > 0 && start+n > end:
				found, first, end = []string{p.printed}, start, start+n
			case n > 0 && start+n == end && !slices.Contains(found, p.printed):
				found = append(found, p.printed)
			}
		}
	}
	if end > 0 || strict {
		return found, first, end
	}
	return r.shortened(gen, known, at)
}

// named is how many words from word at on are the whole name of a publisher,
// its article left out or not; 0 when they are not.
func (r *reading) named(publisher *name, at int, strict bool) int {
	words := publisher.words
	article := len(words) > 1 && articlesOf[words[0].Exact]
	single := len(words) == 1 || article && len(words) == 2
	for _, skip := range []int{0, 1} {
		if skip == 1 && !article {
			continue
		}
		part := words[skip:]
		if at+len(part) > len(r.words) || !equal(part, r.words[at:at+len(part)]) {
			continue
		}
		if strict && !r.ends(at+len(part)) {
			continue // “dans le Sud-Ouest africain” is not Sud Ouest
		}
		asPrinted := strings.HasPrefix(r.text[r.words[at].Start:], publisher.printed[part[0].Start:])
		switch {
		case strict && single && (skip == 1 || !asPrinted):
			// “dans le monde” is not Le Monde, “in time” not Time
		case article && single && !r.capital(at+len(part)-1):
		default:
			return len(part)
		}
	}
	return 0
}

// shortened finds a part of a publisher's name at word at: “the Gazette”. It
// has to be a part of one name alone, and either hold a word of the press
// written with a capital or a word that no article holds: “according to Moscow”
// is not the Moscow Times. Where two publishers are a Gazette, it is none's name.
func (r *reading) shortened(gen Generation, known *names, at int) (found []string, first, end int) {
	if r.is(at, articlesOf) {
		at++
	}
	if at >= len(r.words) || len(known.by[r.words[at].Exact]) == 0 {
		return nil, 0, 0
	}
	for n := min(4, len(r.words)-at); n > 0; n-- {
		if !r.apart(at, at+n) {
			continue
		}
		part := r.words[at : at+n]
		var hold []string
		for _, p := range known.by[part[0].Exact] {
			if contains(p.words, part) {
				hold = append(hold, p.printed)
			}
		}
		switch ofPress := r.ofPress(at, at+n); {
		case len(hold) == 1 && (ofPress || letters(part) >= 4 && !r.printed(gen, at, at+n)):
			return hold, at, at + n
		case len(hold) > 1 && ofPress:
			return nil, at, at + n
		}
	}
	return nil, 0, 0
}

// apart reports whether words [i, j) are all of what is named: no mark parts
// them, and no other word of a name follows.
func (r *reading) apart(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if r.parted(k) {
			return false
		}
	}
	return r.ends(j)
}

// ends reports whether a name or a noun phrase ends before word j.
func (r *reading) ends(j int) bool {
	return r.parted(j) || empty(r.words[j].Exact) || questionWords[r.words[j].Exact] || telling[r.words[j].Exact]
}

func (r *reading) ofPress(i, j int) bool {
	for k := i; k < j; k++ {
		if r.is(k, press) && r.capital(k) {
			return true
		}
	}
	return false
}

// printed reports whether passages hold all of words [i, j). A store that
// fails here fails at the search too, and says so there.
func (r *reading) printed(gen Generation, i, j int) bool {
	for _, w := range r.words[i:j] {
		var clauses []Clause
		for _, lang := range languages(gen) {
			if t := gen.Analyze(lang, w.Exact); len(t) > 0 {
				clauses = append(clauses, Clause{Lang: lang, Terms: []string{t[0].Term}, Weight: 1})
			}
		}
		counts, err := gen.Frequencies(context.Background(), clauses)
		if err != nil || len(counts) > 0 && slices.Max(counts) == 0 {
			return false
		}
	}
	return true
}

// speakers are the names of those who are said to have said something: “selon
// Du Jin-ho”.
func speakers(text string) []Match {
	r := &reading{text: text, words: splitAll(text)}
	var found []Match
	for i := range r.words {
		n := longest(r.words[i:], sourcePhrases)
		if n == 0 {
			continue
		}
		first := i + n
		if r.is(first, articlesOf) {
			first++
		}
		end := first
		for end < len(r.words) && (end == first || !r.parted(end)) && (r.capital(end) || end > first && r.hyphened(end)) {
			end++
		}
		if end > first {
			found = append(found, r.span(first, end))
		}
	}
	return found
}

// hyphened reports whether a hyphen binds word i to the one before it.
func (r *reading) hyphened(i int) bool { return r.text[r.words[i-1].End:r.words[i].Start] == "-" }

// longest is how many of words the longest phrase has that they begin with.
func longest(words []analysis.Token, phrases map[string][][]string) int {
	n := 0
	if len(words) > 0 {
		for _, p := range phrases[words[0].Exact] {
			if len(p) > n && beginsWith(words, p) {
				n = len(p)
			}
		}
	}
	return n
}

func contains(words, part []analysis.Token) bool {
	for i := range words {
		if i+len(part) <= len(words) && equal(words[i:i+len(part)], part) {
			return true
		}
	}
	return false
}

func equal(a, b []analysis.Token) bool {
	return slices.EqualFunc(a, b, func(a, b analysis.Token) bool { return a.Exact == b.Exact })
}

func letters(words []analysis.Token) int {
	n := 0
	for _, w := range words {
		n += utf8.RuneCountInString(w.Exact)
	}
	return n
}

// empty reports whether a word is a function word of French or English.
func empty(word string) bool {
	for _, lang := range []corpus.Lang{corpus.French, corpus.English} {
		if a, _ := analysis.For(lang); len(a(word)) == 0 {
			return true
		}
	}
	return false
}

func initialCapital(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(first)
}
