package retrieval

import (
	"cmp"
	"context"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/corpus"
	"verbatim/corpus/dates"
	"verbatim/corpus/language"
	"verbatim/retrieval/analysis"
	"verbatim/retrieval/lexicon"
)

// question is a Query's text, analysed for one generation.
type question struct {
	text      string
	lang      corpus.Lang
	wants     answerType
	counted   int // the word behind “how many”, -1 for none
	words     []*word
	total     float64            // sum of the words' idf
	dates     []dates.Expression // that it names
	terms     map[corpus.Lang]map[string][]link
	compounds map[corpus.Lang][]compound
	earlier   lent // by the exchange that it follows up
}

// word is one content word of a question.
type word struct {
	text     string // as asked
	exact    string // folded
	position int    // among all words of the question
	name     bool   // a name, an acronym or a number
	speaks   bool   // of the name of who is said to have said something
	dated    bool   // of a date that articles of the corpus may be of
	common   bool   // the lexicon holds it, and not in names alone
	lent     bool   // an earlier question lent it
	respelt  bool   // the corpus does not hold it, but words spelt almost alike
	forms    map[corpus.Lang][]form
	found    map[corpus.Lang]int // passages that hold it
	df       int                 // of the whole corpus
	idf      float64
}

// form is what a word of a question may be printed as in one language: the
// terms of one word, or of several that stand together. strength is 1 for the
// word itself and less for what only means about the same.
type form struct {
	terms    []string
	strength float64
	exact    string // how a form of one word is spelt, folded; "" when that is not known
}

// link says that a printed term is a word of the question.
type link struct {
	word     int
	strength float64
	exact    string // as form has it
}

// compound is a form of several terms.
type compound struct {
	terms []string
	link
}

// marks are what Discord writes for mentions, channels, custom emoji and
// timestamps: no words of the question. RE2 runs in linear time.
var marks = regexp.MustCompile(`<(?:@[!&]?|#|a?:\w{1,32}:|t:|/[^:<>]{1,99}:)[-\w]{1,40}(?::\w)?>|(?:^|\s)@[\w.-]{2,32}|https?://\S+`)

// clean takes out of a message what is no word of it.
func clean(text string) string {
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, " ")
	}
	return strings.TrimSpace(marks.ReplaceAllString(text, " "))
}

// analyse makes a question of a text, with the words that gen's languages
// have for it; frequencies are filled in by weigh. An empty lang is detected.
func analyse(gen Generation, lex *lexicon.Lexicon, text string, lang corpus.Lang) *question {
	q := &question{text: clean(text), lang: lang}
	langs := languages(gen)
	if q.lang == "" {
		q.lang = questionLang(q.text, langs)
	}
	if q.lang == corpus.Undetermined {
		q.lang = langByWords(q.text, lex)
	}
	wants, asking := typeOf(q.text)
	q.wants, q.counted = wants, -1
	q.dates = q.datesOf()
	said, possible := speakers(q.text), q.possible(gen.Library())
	seen := map[string]bool{}
	for _, t := range contentWords(q.text, q.lang, asking) {
		if seen[t.Exact] {
			continue
		}
		seen[t.Exact] = true
		if wants == numberWanted && len(asking) > 0 && q.counted < 0 && t.Start >= asking[0].End {
			q.counted = len(q.words)
		}
		w := newWord(gen, langs, q.text, t)
		w.speaks, w.dated = within(said, t), within(possible, t)
		q.words = append(q.words, w)
	}
	if q.wants == definitionWanted && len(q.words) > longestDefined {
		q.wants = anything // “what is the effect of …” asks for no definition
	}
	if !slices.ContainsFunc(q.words, func(w *word) bool { return !smallTalk[w.exact] }) {
		q.words = nil
	}
	q.translate(gen, lex)
	return q
}

// newWord is a word of a text, as the languages of a corpus analyse it.
func newWord(gen Generation, langs []corpus.Lang, text string, t analysis.Token) *word {
	w := &word{text: text[t.Start:t.End], exact: t.Exact, position: t.Position, forms: map[corpus.Lang][]form{}, found: map[corpus.Lang]int{}}
	w.name = nameLike(text, t)
	for _, lang := range langs {
		alone := gen.Analyze(lang, w.text)
		if len(alone) == 0 && (w.name || joinedBefore(text, t)) {
			alone = []analysis.Token{t} // a function word, save in a name: the “Son” of Choe Son-hui, the “un” of Jong-un
		}
		for _, f := range alone {
			w.add(lang, form{[]string{f.Term}, 1, t.Exact})
		}
	}
	return w
}

// joinedBefore reports whether a hyphen joins a word to the one before it.
func joinedBefore(text string, t analysis.Token) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:t.Start])
	return before == '-' || before == '‐' || before == '‑'
}

func languages(gen Generation) []corpus.Lang {
	var langs []corpus.Lang
	for lang := range gen.Stats() {
		langs = append(langs, lang)
	}
	slices.Sort(langs)
	return langs
}

// questionLang is the language of a question: one of those that people ask in.
func questionLang(text string, langs []corpus.Lang) corpus.Lang {
	among := []corpus.Lang{corpus.French, corpus.English}
	for _, l := range langs {
		if l != corpus.Undetermined && !slices.Contains(among, l) {
			among = append(among, l)
		}
	}
	return language.Detect(text, among...)
}

// langByWords is the language of a text whose words say too little for a guess,
// such as two nouns: the one that the lexicon knows more of them in.
func langByWords(text string, lex *lexicon.Lexicon) corpus.Lang {
	known := func(lang corpus.Lang) (n int) {
		analyze, _ := analysis.For(lang)
		for _, t := range analyze(text) {
			if ok, _ := lex.Knows(lang, lexicon.Word{Stem: t.Term, Exact: t.Exact}); ok {
				n++
			}
		}
		return n
	}
	switch fr, en := known(corpus.French), known(corpus.English); {
	case fr > en:
		return corpus.French
	case en > fr:
		return corpus.English
	}
	return corpus.Undetermined
}

// contentWords are the words of a question that are searched: no function
// words, no question words (those at asking too), no courtesy.
func contentWords(text string, lang corpus.Lang, asking []Match) []analysis.Token {
	left := slices.Concat(asking, occurrences(splitAll(text), courtesies), occurrences(splitAll(text), nowAdverbs))
	var kept []analysis.Token
	for _, t := range analyzerOf(lang)(text) {
		inside := func(m Match) bool { return t.Start >= m.Start && t.End <= m.End }
		if slices.ContainsFunc(left, inside) || questionWords[t.Exact] {
			continue
		}
		kept = append(kept, t)
	}
	return kept
}

// analyzerOf is the analysis of a question. Of one whose language is unknown,
// it leaves out what is a function word in either French or English.
func analyzerOf(lang corpus.Lang) analysis.Analyzer {
	if a, ok := analysis.For(lang); ok || lang != corpus.Undetermined {
		return a
	}
	fr, _ := analysis.For(corpus.French)
	en, _ := analysis.For(corpus.English)
	return func(text string) []analysis.Token {
		english := map[int]bool{}
		for _, t := range en(text) {
			english[t.End] = true
		}
		return slices.DeleteFunc(fr(text), func(t analysis.Token) bool { return !english[t.End] })
	}
}

// nameLike reports whether a word is written as a name or a number: with a
// digit, or with a capital that no sentence begins with.
func nameLike(text string, t analysis.Token) bool {
	printed := text[t.Start:t.End]
	if strings.IndexFunc(printed, unicode.IsDigit) >= 0 {
		return true
	}
	first, n := utf8.DecodeRuneInString(printed)
	if !unicode.IsUpper(first) {
		return false
	}
	if strings.IndexFunc(printed[n:], unicode.IsUpper) >= 0 {
		return strings.IndexFunc(text, unicode.IsLower) >= 0 // not when all is in capitals
	}
	before := strings.TrimRightFunc(text[:t.Start], func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(".?!:\n", r)
	})
	if before == "" || strings.ContainsRune(".?!:\n", rune(before[len(before)-1])) {
		return false
	}
	return strings.IndexFunc(text, unicode.IsLower) >= 0
}

// weigh looks up how often the corpus holds each word and weighs it by its
// inverse document frequency, ln(1 + (N - df + 0.5) / (df + 0.5)), as Lucene
// does. The frequencies of a word's translations are added to its own, so that
// they are one word with several spellings (A. Pirkola, SIGIR 1998).
func (q *question) weigh(ctx context.Context, gen Generation, langs []corpus.Lang) error {
	clauses, of := q.clauses(langs, cognate)
	counts, err := gen.Frequencies(ctx, clauses)
	if err != nil {
		return err
	}
	for _, w := range q.words {
		w.df = 0
		clear(w.found)
	}
	for i, c := range clauses {
		w := q.words[of[i]]
		w.found[c.Lang] += counts[i]
		w.df += counts[i]
	}
	n := 0
	for _, s := range gen.Stats() {
		n += s.Passages
	}
	for _, w := range q.words {
		w.idf = idf(n, w.df)
		if light[w.exact] && !w.name {
			w.idf *= lightly
		}
		if w.lent {
			w.idf *= lentWeight
		}
		if w.dated && w.df == 0 { // articles need not say of what year they are
			w.idf, w.name = 0, false
		}
	}
	return nil
}

// keepRarest keeps the n words that weigh most, in the order of the question,
// and makes them findable by their terms.
func (q *question) keepRarest(n int) {
	if len(q.words) > n {
		rarest := slices.SortedStableFunc(slices.Values(q.words), func(a, b *word) int { return cmp.Compare(b.idf, a.idf) })
		q.words = slices.DeleteFunc(q.words, func(w *word) bool { return !slices.Contains(rarest[:n], w) })
		q.counted = -1 // so long a question counts nothing
	}
	q.terms, q.compounds = map[corpus.Lang]map[string][]link{}, map[corpus.Lang][]compound{}
	for i, w := range q.words {
		q.total += w.idf
		for lang, forms := range w.forms {
			if q.terms[lang] == nil {
				q.terms[lang] = map[string][]link{}
			}
			for _, f := range forms {
				if len(f.terms) > 1 {
					q.compounds[lang] = append(q.compounds[lang], compound{f.terms, link{i, f.strength, f.exact}})
					continue
				}
				q.terms[lang][f.terms[0]] = append(q.terms[lang][f.terms[0]], link{i, f.strength, f.exact})
			}
		}
	}
}

func idf(n, df int) float64 {
	df = min(df, n)
	return math.Log(1 + (float64(n-df)+0.5)/(float64(df)+0.5))
}

// clauses are the question as a Store takes it; of[i] is the word that clause
// i stands for. Only forms of at least the strength weakest are in them.
func (q *question) clauses(langs []corpus.Lang, weakest float64) (clauses []Clause, of []int) {
	for i, w := range q.words {
		for _, lang := range langs {
			c := Clause{Lang: lang, Weight: 1}
			for _, f := range w.forms[lang] {
				if f.strength >= weakest {
					c.Terms = append(c.Terms, f.terms...)
				}
			}
			if len(c.Terms) > 0 {
				clauses, of = append(clauses, c), append(of, i)
			}
		}
	}
	return clauses, of
}

// unknown are the words that no passage holds.
func (q *question) unknown() []string {
	var out []string
	for _, w := range q.words {
		if w.df == 0 {
			out = append(out, w.text)
		}
	}
	return out
}
