package retrieval

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"verbatim/corpus"
	"verbatim/retrieval/analysis"
)

// Understood is what the words of a question said of the articles to look in:
// “according to the Gazette”, “in English please”, “published in October 2024”.
// The zero Understood is nothing. What a Query's own fields say wins, and is
// not in here.
type Understood struct {
	Publishers []string    // only these, as articles state them
	Lang       corpus.Lang // only articles in it
	After      corpus.Date // published in or after it
	Before     corpus.Date // published in or before it
	Undone     bool        // no answer was found so, and the Answer is without
}

// Any reports whether anything was understood.
func (u Understood) Any() bool {
	return len(u.Publishers) > 0 || u.Lang != "" || u.After.Known() || u.Before.Known()
}

// narrow leaves in a filter what was understood too.
func (u Understood) narrow(f Filter) Filter {
	if len(u.Publishers) > 0 {
		f.Publishers = u.Publishers
	}
	if u.Lang != "" {
		f.Langs = []corpus.Lang{u.Lang}
	}
	if u.After.Known() || u.Before.Known() {
		f.After, f.Before = u.After, u.Before
	}
	return f
}

// phrase is a part of a question that says which articles to look in. keep is
// what of it is searched all the same when it is undone, if anything.
type phrase struct {
	Match
	keep Match
	says Understood
}

// reading is a question while it is read for such phrases.
type reading struct {
	text  string
	lang  corpus.Lang
	words []analysis.Token // every word, folded
	now   time.Time
}

// wish is a query whose words have been read for filters.
type wish struct {
	Understood
	lang   corpus.Lang // of the question
	rest   string      // the question without the words that were understood
	undone string      // what to search when the filters leave no answer
}

// understand reads the filters in the words of a query.
func understand(gen Generation, q Query) wish {
	text, langs := clean(q.Text), languages(gen)
	r := &reading{text: text, lang: questionLang(text, langs), words: splitAll(text), now: q.now()}
	var all []phrase
	var u Understood
	for _, p := range slices.Concat(r.publishers(gen), r.inLanguage(), r.published(gen.Library())) {
		p.Match = r.told(p.Match)
		for _, o := range all {
			p.Match = p.less(o.Match)
		}
		if p.Start < p.End {
			all = append(all, p)
			u = u.and(p.says)
		}
	}
	if q.Publisher != "" {
		u.Publishers = nil
	}
	if q.Lang != "" {
		u.Lang = ""
	}
	if q.After.Known() || q.Before.Known() {
		u.After, u.Before = corpus.Date{}, corpus.Date{}
	}
	w := wish{Understood: u, lang: r.lang, rest: without(text, all, false), undone: without(text, all, true)}
	if lang := questionLang(w.rest, langs); lang != corpus.Undetermined {
		w.lang = lang
	}
	return w
}

// less is what of m does not lie in o.
func (m Match) less(o Match) Match {
	switch {
	case m.End <= o.Start || o.End <= m.Start:
	case o.Start <= m.Start:
		m.Start = min(m.End, o.End)
	default:
		m.End = o.Start
	}
	return m
}

// telling are verbs for what articles do: “what do articles in French say”.
var telling = folded(`say says tell tells report reports write writes mention disent dit racontent ecrivent`)

// told takes the verb beside a phrase in.
func (r *reading) told(m Match) Match {
	for i, w := range r.words {
		switch {
		case r.is(i, telling) && w.End <= m.Start && i+1 < len(r.words) && r.words[i+1].Start == m.Start:
			m.Start = w.Start
		case r.is(i, telling) && i > 0 && r.words[i-1].End == m.End && !r.parted(i):
			m.End = w.End
		}
	}
	return m
}

// and adds what another phrase says. Two publishers are both meant; of two
// languages or periods the first counts.
func (u Understood) and(o Understood) Understood {
	for _, p := range o.Publishers {
		if !slices.Contains(u.Publishers, p) {
			u.Publishers = append(u.Publishers, p)
		}
	}
	u.Lang = cmp.Or(u.Lang, o.Lang)
	if !u.After.Known() && !u.Before.Known() {
		u.After, u.Before = o.After, o.Before
	}
	return u
}

// without is a text less the phrases, or where keep is set less what of them is
// not kept.
func without(text string, phrases []phrase, keep bool) string {
	slices.SortFunc(phrases, func(a, b phrase) int { return cmp.Compare(a.Start, b.Start) })
	var b strings.Builder
	at := 0
	for _, p := range phrases {
		b.WriteString(text[at:p.Start])
		if keep {
			b.WriteString(" " + text[p.keep.Start:p.keep.End])
		}
		b.WriteString(" ")
		at = p.End
	}
	b.WriteString(text[at:])
	return b.String()
}

// span is the bytes of words i to j, j not included.
func (r *reading) span(i, j int) Match { return Match{Start: r.words[i].Start, End: r.words[j-1].End} }

// is reports whether word i is one of a set; there may be no such word.
func (r *reading) is(i int, set map[string]bool) bool {
	return i >= 0 && i < len(r.words) && set[r.words[i].Exact]
}

// capital reports whether word i begins with a capital, as names do.
func (r *reading) capital(i int) bool {
	return i >= 0 && i < len(r.words) && initialCapital(r.text[r.words[i].Start:])
}

// parted reports whether a mark stands before word i that parts it from the
// word before, or no word at all.
func (r *reading) parted(i int) bool {
	from, to := 0, len(r.text)
	if i > 0 {
		from = r.words[i-1].End
	}
	if i < len(r.words) {
		to = r.words[i].Start
	}
	return i == 0 || i == len(r.words) || strings.ContainsAny(r.text[from:to], ",;:.?!()[]–—\n\"«»“”")
}

// asked reports whether a question mark stands right before word i.
func (r *reading) asked(i int) bool {
	rest := r.text[r.words[i-1].End:]
	return strings.HasPrefix(strings.TrimLeft(rest, " \u00a0\u202f"), "?")
}

// polite are words beside a phrase that only ask for it.
var polite = folded(`please pls plz only just exclusively svp stp seulement uniquement exclusivement merci thanks thx`)

// politely are the same of several words.
var politely = phrases(`s il te plait; s il vous plait; if possible; si possible; thank you; rien que; et rien d autre`)

// widen takes the polite words around words [i, j) in, and says whether there
// were any.
func (r *reading) widen(i, j int) (first, end int, any bool) {
	first, end = i, j
	for r.is(first-1, polite) && !r.parted(first) {
		first--
	}
	for {
		if r.is(end, polite) {
			end++
		} else if n := longest(r.words[end:], politely); n > 0 {
			end += n
		} else {
			break
		}
	}
	return first, end, first < i || end > j
}
