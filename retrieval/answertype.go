package retrieval

import (
	"verbatim/retrieval/analysis"
)

// answerType is what kind of thing a question wants to be told.
type answerType uint8

const (
	anything answerType = iota
	dateWanted
	numberWanted
)

// The phrases that ask for a date or a number, folded, word by word. They are
// no words to search for.
var (
	datePhrases = phrases(`when; since when; until when; what year; which year; in what year; in which year; what date; which date; on what date; what day; which day; on which day; what month
quand; depuis quand; jusqu a quand; quelle annee; en quelle annee; quelle date; a quelle date; quel jour; quel mois; en quel mois; a quel moment`)
	numberPhrases = phrases(`how many; how much; what number of; how large; how big; what percentage; what percentage of; what share of
combien; combien de; combien d; quel nombre de; quel pourcentage de; quelle proportion de; quelle part de; a combien`)
)

// typeOf is what a question asks for, and where it says so.
func typeOf(text string) (answerType, []Match) {
	words := splitAll(text)
	if found := occurrences(words, datePhrases); len(found) > 0 {
		return dateWanted, found
	}
	if found := occurrences(words, numberPhrases); len(found) > 0 {
		return numberWanted, found
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

// is reports whether a token is of the kind that a question wants.
func (t answerType) is(token analysis.Token) bool {
	first := token.Exact[0]
	number := '0' <= first && first <= '9'
	switch t {
	case dateWanted:
		year := number && len(token.Exact) == 4 && (first == '1' || first == '2')
		return year || calendar[token.Exact]
	case numberWanted:
		return number || numerals[token.Exact]
	}
	return false
}
