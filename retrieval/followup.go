package retrieval

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"verbatim/corpus"
	"verbatim/retrieval/analysis"
)

// Earlier is an exchange that a Query follows up. What is not known of it is empty.
type Earlier struct {
	Question string
	Words    []string // that it had taken over from an exchange before it
	Quotes   []Quote  // that it was answered with
}

// standing says whether a question stands on its own feet.
type standing uint8

const (
	alone   standing = iota // it asks all that it means
	perhaps                 // it may: it is asked alone first
	depends                 // it means something only after the earlier question
)

// followUp answers a question that follows up an earlier exchange: alone where
// it stands alone, else with words of the topic that was spoken of, which Answer.Carried
// lists. One that may be either is asked both ways; the surer answer wins.
func (e *Engine) followUp(ctx context.Context, gen Generation, query Query) (Answer, error) {
	f := e.followed(gen, query)
	earlier := query.Follows
	query.Follows = nil
	if f.standing == alone || len(f.carried) == 0 {
		return e.answer(ctx, gen, query)
	}
	with := query
	with.Text, with.lent = f.text, lent{f.carried, earlier.Quotes, f.source}
	a, err := e.answer(ctx, gen, with)
	if err != nil {
		return Answer{}, err
	}
	a.Carried = f.printed()
	if f.standing == depends {
		return a, nil
	}
	itself, err := e.answer(ctx, gen, query)
	if err != nil || !itself.Abstained && itself.Confidence >= a.Confidence || a.Abstained {
		return itself, err
	}
	return a, nil
}

// followed is a question with what is to be taken over into it.
type followed struct {
	standing standing
	carried  []carriedWord
	text     string // the question with the words
	source   bool   // it asks who said what was quoted
}

// carriedWord is a word of the earlier exchange that a question is asked with.
type carriedWord struct{ text, exact string }

// maxCarried bounds the words that are taken over, the first of the exchange.
const maxCarried = 12

func (e *Engine) followed(gen Generation, query Query) followed {
	reply := leads.ReplaceAllString(clean(query.Text), "")
	u := e.utterance(gen, reply)
	f := followed{standing: u.standing(len(reply) < len(clean(query.Text)))}
	if f.standing == alone {
		return f
	}
	wants, _ := typeOf(reply)
	f.source = u.own == 0 && wants == personWanted
	earlier := e.utterance(gen, clean(query.Follows.Question))
	f.take(u, earlier)
	f.take(u, e.utterance(gen, strings.Join(query.Follows.Words, " ")))
	if len(f.carried) == 0 {
		f.take(u, e.utterance(gen, strings.Join(matched(query.Follows.Quotes), " ")))
	}
	f.compose(reply, u, earlier)
	return f
}

// matched are the words of quotes that a question asked for: what is known of
// one that is not known itself.
func matched(quotes []Quote) []string {
	var words []string
	for _, q := range quotes {
		for _, m := range q.Matches {
			words = append(words, q.Text[m.Start:m.End])
		}
	}
	return words
}

// take takes the words of an earlier utterance over, but for those that own
// holds itself or puts something in the place of.
func (f *followed) take(own, earlier utterance) {
	for _, t := range earlier.content {
		same := func(w carriedWord) bool { return w.exact == t.Exact }
		has := slices.ContainsFunc(own.content, func(o analysis.Token) bool { return o.Exact == t.Exact })
		if has || slices.ContainsFunc(f.carried, same) || len(f.carried) == maxCarried || light[t.Exact] || smallTalk[t.Exact] || own.displaces(earlier, t) {
			continue
		}
		f.carried = append(f.carried, carriedWord{hyphenated(earlier.text, t), t.Exact})
	}
}

// inCompound is a part of a name or a word that hyphens join.
var inCompound = regexp.MustCompile(`[\pL\pN]+(?:-[\pL\pN]+)*`)

// hyphenated is the word of a text that a token is part of: “Suk-yeol”.
func hyphenated(text string, t analysis.Token) string {
	for _, m := range inCompound.FindAllStringIndex(text, -1) {
		if m[0] <= t.Start && t.End <= m[1] {
			return text[m[0]:m[1]]
		}
	}
	return text[t.Start:t.End]
}

// printed are the words that are taken over, each once.
func (f *followed) printed() []string {
	var words []string
	for _, w := range f.carried {
		if !slices.Contains(words, w.text) {
			words = append(words, w.text)
		}
	}
	return words
}

// compose writes the question with the words that it takes over. One that does
// not say what it wants to be told (“et en Chine ?”) wants what the earlier one did.
func (f *followed) compose(reply string, own, earlier utterance) {
	wants, _ := typeOf(reply)
	asked, asking := typeOf(earlier.text)
	reply = strings.TrimRight(reply, " ?!.\u00a0\u202f")
	words := strings.Join(f.printed(), " ")
	switch {
	case wants != anything || asked == anything || own.pronoun >= 0:
		f.text = reply + " " + words + " ?"
	case len(asking) > 0: // what is counted stands behind it
		f.text = earlier.text[asking[0].Start:asking[0].End] + " " + words + " " + reply + " ?"
	default:
		opening, _, _ := strings.Cut(earlier.text, " ")
		f.text = opening + " " + reply + " " + words + " ?"
	}
}

// leads are words that tie a message to what was said before it.
var leads = regexp.MustCompile(`(?i)^(?:(?:et|and|but|mais|so|alors|donc|ok|okay|also|or|ou bien|hm+|ah|oh|merci|thanks|thx)[\s,.!…]+|(?:what|how) about\s+|quid (?:de |du |des |d['’])|qu['’]en est-il (?:de |du |des |d['’]))+`)

// utterance is a message as far as it is looked at here.
type utterance struct {
	text    string
	content []analysis.Token // words that are searched
	own     int              // of these, that say something: no light words
	named   bool             // one of them is a name or a number
	pronoun int              // byte where one stands that nothing before it explains; -1 for none
	asks    bool             // it asks something
}

func (e *Engine) utterance(gen Generation, text string) utterance {
	lang := questionLang(text, languages(gen))
	if lang == corpus.Undetermined {
		lang = langByWords(text, e.Lexicon)
	}
	wants, asking := typeOf(text)
	u := utterance{text: text, content: contentWords(text, lang, asking)}
	for _, t := range u.content {
		if light[t.Exact] || smallTalk[t.Exact] {
			continue
		}
		u.own++
		u.named = u.named || nameLike(text, t)
	}
	u.pronoun = u.unexplained()
	u.asks = wants != anything || strings.Contains(text, "?") || u.pronoun >= 0
	return u
}

// standing judges an utterance; led says that a word before it ties it to what
// was said.
func (u utterance) standing(led bool) standing {
	wants, _ := typeOf(u.text)
	switch {
	case u.own == 0 && !u.asks:
		return alone // “merci !”
	case u.own == 0, u.pronoun >= 0, led && u.own <= 2, u.own == 1 && !u.named:
		return depends
	case u.own <= longestDefined && wants == definitionWanted && u.named, u.own > 2:
		return alone
	}
	return perhaps
}

var (
	anyWord = regexp.MustCompile(`[\pL\pN]+`)
	// pronouns stand for what was named before, folded.
	pronouns = folded(`he she it they him her them his its their this these those
il elle ils elles lui leur leurs eux ca cela ceci celui celle ceux celles son sa ses`)
	// articles begin a noun phrase that a pronoun after it may stand for.
	articles = folded(`the a an le la les l un une des du au aux`)
	// impersonal pronouns stand for nothing.
	impersonal = regexp.MustCompile(`(?i)\bil y a\b|\by a-t-il\b|\bil faut\b|\bfaut-il\b|\bs['’]agit-il\b|\best-il vrai\b|\bis it (?:true|possible|known)\b|\bce qu`)
	// enVerb is the French pronoun “en”, which is mostly a preposition.
	enVerb = regexp.MustCompile(`(?i)^en (?:est|sont|pense|pensent|dit|disent|sait|reste)\b`)
)

// unexplained finds a pronoun that stands for something outside the message:
// there is no name before it, and no noun with an article.
func (u utterance) unexplained() int {
	holes := impersonal.FindAllStringIndex(u.text, -1)
	before := ""
	for _, m := range anyWord.FindAllStringIndex(u.text, -1) {
		word := analysis.Fold(u.text[m[0]:m[1]])
		for _, t := range u.content {
			if t.Start == m[0] && (nameLike(u.text, t) || articles[before]) {
				return -1
			}
		}
		before = word
		inside := func(h []int) bool { return h[0] <= m[0] && m[1] <= h[1] }
		if slices.ContainsFunc(holes, inside) {
			continue
		}
		last := strings.Trim(u.text[m[1]:], " ?!.\u00a0\u202f") == ""
		if pronouns[word] || word == "that" && last || enVerb.MatchString(u.text[m[0]:]) {
			return m[0]
		}
	}
	return -1
}

// displaces reports whether the utterance puts something in the place of a word
// of an earlier one: a date for a date, or a name for a name behind the same
// preposition (“en Russie”, “et en Chine ?”).
func (u utterance) displaces(earlier utterance, t analysis.Token) bool {
	if !nameLike(earlier.text, t) {
		return false
	}
	digits := func(s string) bool { return strings.Trim(s, "0123456789") == "" }
	at := preposition(earlier.text, t)
	return slices.ContainsFunc(u.content, func(o analysis.Token) bool {
		return nameLike(u.text, o) && o.Exact != t.Exact && (digits(o.Exact) && digits(t.Exact) || at != "" && preposition(u.text, o) == at)
	})
}

// preposition is the word before a token, "" where it is none.
func preposition(text string, t analysis.Token) string {
	words := anyWord.FindAllString(text[:t.Start], -1)
	if len(words) == 0 {
		return ""
	}
	w := analysis.Fold(words[len(words)-1])
	if w == "the" && len(words) > 1 {
		w = analysis.Fold(words[len(words)-2])
	}
	if !prepositions[w] {
		return ""
	}
	return w
}

var prepositions = folded(`in at to from of by with for en a au aux de du d vers dans chez par pour avec`)

// lent is what an earlier exchange lends a question.
type lent struct {
	words  []carriedWord
	shown  []Quote // that it was answered with
	source bool    // the question is who said these
}

// lend marks the words of a question that an earlier one lent it.
func (q *question) lend(l lent) {
	q.earlier = l
	for _, w := range q.words {
		w.lent = slices.ContainsFunc(l.words, func(l carriedWord) bool { return l.exact == w.exact })
	}
}

// A question after an answer is told by the articles that it quoted more often
// than by others, and what is asked now tells more than what was asked before.
// Measured on eval/testdata/followups.jsonl, where to lower the passages that
// were shown did harm: they say more than was asked first.
const (
	lentWeight  = 0.6  // of a lent word, in shares of its idf
	sameArticle = 1.25 // of a score
	sameQuote   = 1.5  // likewise, to who asks who said it
)

// next is what the score of a candidate is multiplied by for what was shown before.
func (q *question) next(c *candidate) float64 {
	factor := 1.0
	for _, s := range q.earlier.shown {
		switch {
		case s.ArticleID != c.ArticleID:
		case s.Start >= c.End || c.Start >= s.End:
			factor = max(factor, sameArticle)
		case q.earlier.source:
			return sameQuote
		}
	}
	return factor
}
