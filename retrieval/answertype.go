package retrieval

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/corpus/sentence"
	"verbatim/retrieval/analysis"
)

// answerType is what kind of thing a question wants to be told.
type answerType uint8

const (
	anything answerType = iota
	dateWanted
	numberWanted
	reasonWanted
	personWanted
	placeWanted
	definitionWanted
)

// The phrases that ask for a date or a number, folded, word by word. They are
// no words to search for.
var (
	datePhrases = phrases(`when; since when; until when; what year; which year; in what year; in which year; what date; which date; on what date; what day; which day; on which day; what month
quand; depuis quand; jusqu a quand; quelle annee; en quelle annee; quelle date; a quelle date; quel jour; quel mois; en quel mois; a quel moment; qd; c qd; depuis qd; kan; kand`)
	numberPhrases = phrases(`how many; how much; what number of; how large; how big; what percentage; what percentage of; what share of
combien; combien de; combien d; quel nombre de; quel pourcentage de; quelle proportion de; quelle part de; a combien; cmb; cmb de; cb de; cb d; combi1; combi1 de`)
)

// measurePhrases ask for a number in words that are searched as well: “how
// tall” is answered by “thirty metres tall”.
var measurePhrases = phrases(`how long; how tall; how old; how far; how high; how deep; how wide; how heavy; how fast; how often; how strong
quel age; quelle hauteur; quelle taille; quelle distance; quelle superficie; quelle longueur; quelle largeur; quelle vitesse; quelle duree; quel poids; quelle population; quel montant; quel prix; quel score; quel age avait`)

// openings are phrases that say what is wanted when a question begins with
// them: “qui” and “that” mean other things further on.
var openings = []struct {
	wants   answerType
	phrases map[string][][]string
}{
	{reasonWanted, phrases(`why; how come; for what reason; what is the reason; what are the reasons; what was the reason
pourquoi; pour quelle raison; pour quelles raisons; a cause de quoi; dans quel but; pk; pq; pkoi; pourkoi; prk`)},
	{definitionWanted, phrases(`what is; whats; what s; what are; what does; what do; who is; who s; whos; define; definition of
c est quoi; qu est ce que; qu est ce qu; c quoi; c koi; cest quoi; cest koi; que signifie; que veut dire; qui est; definition de; ca veut dire quoi; en quoi consiste`)},
	{placeWanted, phrases(`where; from where; in which country; in what country; which country; what country; in which city; in what city; which city; what city; which town; in which town; in which place; which region; in which region
ou; d ou; vers ou; par ou; dans quel pays; quel pays; dans quelle ville; quelle ville; dans quelle region; quelle region; a quel endroit; en quel lieu; dans quel lieu; quel lieu; quelle capitale`)},
	{personWanted, phrases(`who; whose; which person; which analyst; which expert; qui; quel analyste; quel expert; quelle analyste; quelle personne; ki; c ki`)},
}

// typeOf is what a question asks for. asking is where it says so in words that
// are not to be searched.
func typeOf(text string) (wants answerType, asking []Match) {
	words := splitAll(text)
	if found := occurrences(words, datePhrases); len(found) > 0 {
		return dateWanted, found
	}
	if found := occurrences(words, numberPhrases); len(found) > 0 {
		return numberWanted, found
	}
	if len(occurrences(words, measurePhrases)) > 0 {
		return numberWanted, nil
	}
	begins := 0
	if c := occurrences(words, courtesies); len(c) > 0 {
		begins = c[len(c)-1].End
	}
	for _, o := range openings {
		for _, found := range occurrences(words, o.phrases) {
			if strings.TrimLeft(text[min(begins, found.Start):found.Start], " ,:;!-") == "" || found.Start == words[0].Start {
				return o.wants, nil
			}
		}
	}
	return anything, nil
}

// calendar are the words of dates, folded; "may" and "second" are left out, as
// they mostly mean something else.
var calendar = folded(`january february march april june july august september october november december
monday tuesday wednesday thursday friday saturday sunday spring summer autumn winter yesterday
janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre
lundi mardi mercredi jeudi vendredi samedi dimanche printemps ete automne hiver hier`)

// numerals are number words, folded; "one" and "un" are left out.
var numerals = folded(`two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred hundreds thousand thousands million millions billion billions dozen dozens half
deux trois quatre cinq sept huit neuf dix onze douze vingt trente quarante cinquante cent cents centaine centaines mille millier milliers milliard milliards dizaine dizaines douzaine moitie`)

// reasons are phrases that give one, folded, word by word.
var reasons = phrases(`because; so that; in order to; due to; owing to; thanks to; the reason; reasons; on the grounds; to prevent; to avoid; explains; explained; in exchange; in return
parce que; parce qu; car; afin de; afin d; afin que; pour que; puisque; en raison; a cause; grace a; faute de; raisons; la raison; explique; expliquent; en echange; c est pourquoi; pour eviter; pour empecher`)

// fits is how well a sentence of a candidate, its tokens first to last, holds
// the kind of thing that the question wants: from 0 to 1.
func (r *ranker) fits(c *candidate, s sentence.Span, first, last int) float64 {
	fits := false
	switch r.q.wants {
	case dateWanted, numberWanted:
		return r.states(c, first, last)
	case reasonWanted:
		fits = len(occurrences(splitAll(c.Text[s.Start:s.End]), reasons)) > 0
	case personWanted:
		if r.names(c, s, first, last) {
			return weakFit
		}
	case placeWanted:
		fits = r.places(c, first, last)
	case definitionWanted:
		fits = r.defines(c, first, last)
	}
	if fits {
		return 1
	}
	return 0
}

const (
	// nearFigure is how many words a figure may stand before what it counts, or
	// a date from the word that it dates.
	nearFigure = 5
	// weakFit is what a name counts to who asks “who”: most sentences that tell hold none.
	weakFit = 0.4
	// longestDefined is how many words of a question may name what it wants defined.
	longestDefined = 3
	// farFigure is what a date or a number counts that stands elsewhere in the sentence.
	farFigure = 0.5
)

// states is how well tokens state a date or a number that the question has not
// named itself: 1 where it stands by what is counted or dated, less elsewhere.
func (r *ranker) states(c *candidate, first, last int) float64 {
	best := 0.0
	for _, t := range c.tokens[first:last] {
		if !r.q.wants.is(t) || len(r.q.terms[c.Lang][t.Term]) > 0 {
			continue
		}
		best = max(best, farFigure)
		for _, o := range c.found {
			if o.token < first || o.token >= last {
				continue
			}
			gap := c.tokens[o.token].Position - t.Position
			counted := r.q.wants == numberWanted && o.word == r.q.counted && gap > 0 && gap <= nearFigure
			dated := r.q.wants == dateWanted && gap <= nearFigure && -gap <= nearFigure
			if counted || dated {
				return 1
			}
		}
	}
	return best
}

// is reports whether a token is of the kind that a question wants, a date or a
// number.
func (t answerType) is(token analysis.Token) bool {
	digit := '0' <= token.Exact[0] && token.Exact[0] <= '9'
	if t == numberWanted {
		return digit || numerals[token.Exact]
	}
	year := digit && len(token.Exact) == 4 && (token.Exact[0] == '1' || token.Exact[0] == '2')
	return t == dateWanted && (year || calendar[token.Exact])
}

// names reports whether a person's name stands in a sentence that the question
// does not name: two capitalised words, one after the other, not at its start.
func (r *ranker) names(c *candidate, s sentence.Span, first, last int) bool {
	before := -2
	for i := first; i < last; i++ {
		t := c.tokens[i]
		initial, _ := utf8.DecodeRuneInString(c.Text[t.Start:])
		if !unicode.IsUpper(initial) || t.Start == s.Start || len(r.q.terms[c.Lang][t.Term]) > 0 {
			continue
		}
		if before == i-1 && c.tokens[i-1].End+1 == t.Start {
			return true
		}
		before = i
	}
	return false
}

// whereabouts are words before the name of a place, folded. “de” and “of” stand
// before people as well.
var whereabouts = folded(`in at near from to into outside around across between through toward towards off
a en au aux dans vers depuis entre sur pres`)

// places reports whether a name stands behind a word of place that the question
// does not name.
func (r *ranker) places(c *candidate, first, last int) bool {
	return slices.ContainsFunc(c.tokens[first:last], func(t analysis.Token) bool {
		initial, _ := utf8.DecodeRuneInString(c.Text[t.Start:])
		if !unicode.IsUpper(initial) || calendar[t.Exact] || len(r.q.terms[c.Lang][t.Term]) > 0 {
			return false
		}
		before := strings.Fields(c.Text[max(0, t.Start-20):t.Start])
		for i := len(before) - 1; i >= 0 && i >= len(before)-2; i-- {
			w := analysis.Fold(before[i])
			if whereabouts[w] {
				return true
			}
			if w != "the" && w != "la" && w != "le" && w != "les" {
				return false
			}
		}
		return false
	})
}

// definitions are what stands behind a word that is being defined.
var definitions = []string{" is a", " is the", " are ", " was a", " was the", " means ", " stands for", ", a ", ", an ", ", the ", " (",
	" est un", " est le", " est la", " est l", " sont ", " était un", " désigne", " signifie", " consiste", ", un ", ", une ", ", le ", ", la ", ", l’", ", l'", ", chef", ", dit"}

// roles are what people are called beside their names, folded; rolesNear is
// how many words away.
var roles = folded(`minister president head chief leader spokesman spokeswoman spokesperson director professor researcher analyst expert general secretary chancellor king queen ambassador envoy commander founder author historian economist sister brother wife son daughter
ministre president presidente chef cheffe dirigeant dirigeante porte parole directeur directrice professeur professeure chercheur chercheuse analyste expert experte general secretaire chancelier roi reine ambassadeur ambassadrice envoye commandant fondateur auteur historien economiste soeur frere femme epouse fils fille maitre patron`)

const rolesNear = 6

// defines reports whether a word of the question is said to be something: what
// stands behind it says so, or a role stands beside a name.
func (r *ranker) defines(c *candidate, first, last int) bool {
	for _, o := range c.found {
		if o.token < first || o.token >= last || o.strength < 1 {
			continue
		}
		rest := c.Text[c.tokens[o.token].End:]
		if slices.ContainsFunc(definitions, func(d string) bool { return strings.HasPrefix(rest, d) }) {
			return true
		}
		if r.q.words[o.word].name && r.roleNear(c, o.token, first, last) {
			return true
		}
	}
	return false
}

func (r *ranker) roleNear(c *candidate, token, first, last int) bool {
	at := c.tokens[token].Position
	return slices.ContainsFunc(c.tokens[first:last], func(t analysis.Token) bool {
		gap := t.Position - at
		return roles[t.Exact] && gap <= rolesNear && -gap <= rolesNear
	})
}
