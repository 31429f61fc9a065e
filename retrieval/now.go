package retrieval

import (
	"slices"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/dates"
)

// nowAdverbs place a question in the time when it is asked, and are no words to
// search for, folded, word by word.
var nowAdverbs = phrases(`right now; nowadays; currently; presently; at present; at the moment; at this moment; at this time; these days; as of today; as of now
actuellement; en ce moment; a l heure actuelle; de nos jours; ces jours ci; ces temps ci; a ce jour; pour l instant; pour le moment`)

// nowPhrases say that a question is about that time too.
var nowPhrases = phrases(`now; today; tonight; up to date; this week; this month; this year; still
current; latest; newest; most recent; breaking news; present day; any news; what s new; whats new
aujourd hui; maintenant; cette semaine; ce mois ci; cette annee; ce soir; est il toujours; est elle toujours; sont ils toujours; sont elles toujours
actuel; actuelle; actuels; actuelles; le plus recent; la plus recente; les plus recents; les plus recentes; quoi de neuf
dernieres nouvelles; derniere nouvelle; dernieres informations; dernieres infos; derniers chiffres; dernier bilan; derniers evenements; derniers developpements; derniers articles; derniere mise a jour; dernieres actualites; dernieres actus
quel est le dernier; quelle est la derniere; quels sont les derniers; quelles sont les dernieres; c est quoi le dernier; c est quoi la derniere; c est quoi les derniers; c est quoi les dernieres; date du dernier; date de la derniere; qui est le dernier; qui est la derniere`)

// frenchNow means something else in English: “a present”.
var frenchNow = phrases("a present")

// officeOpenings ask who holds an office today, when the office follows.
var officeOpenings = phrases(`who is; whos; who s; who are; who s the; who is the; qui est; qui est le; qui est la; qui est l; qui sont les; c est qui; c est qui le; c est qui la; c est qui l`)

// offices are held for a time, folded.
var offices = folded(`president presidente premier prime minister ministre chancellor chanceliere chancelier king roi queen reine emperor empereur pope pape leader dirigeant dirigeante chief head chef cheffe director directeur directrice ceo pdg chairman chairwoman secretary secretaire general governor gouverneur mayor maire ambassador ambassadeur ambassadrice commander commandant spokesman spokeswoman spokesperson coach entraineur captain capitaine champion championne boss patron patronne`)

// aboutNow reports whether a question is about the time when it is asked:
// “currently”, “le président actuel”, “who is the president”. One that names a
// time of its own is not.
func aboutNow(text string, lang corpus.Lang) bool {
	r := &reading{text: text, words: splitAll(text)}
	asks := false
	for i := range r.words {
		office := longest(r.words[i:], officeOpenings)
		if longest(r.words[i:], nowAdverbs) > 0 || longest(r.words[i:], nowPhrases) > 0 || office > 0 && r.parted(i) && r.office(i+office) {
			asks = true
		}
		if lang == corpus.French && longest(r.words[i:], frenchNow) > 0 {
			asks = true
		}
	}
	return asks && !slices.ContainsFunc(dates.Find(text, corpus.French, corpus.Date{}), dates.Expression.Resolved)
}

// office reports whether an office is named at word i, at most two words on:
// “the South Korean president”.
func (r *reading) office(i int) bool {
	for k := i; k < min(i+4, len(r.words)); k++ {
		switch {
		case r.is(k, offices):
			return true
		case k > i && r.parted(k):
			return false
		}
	}
	return false
}

// now is the time when a query is asked.
func (q Query) now() time.Time {
	if q.Now.IsZero() {
		return time.Now()
	}
	return q.Now
}

// latest is the newest date of publication among candidates.
func latest(candidates []*candidate) (last corpus.Date) {
	for _, c := range candidates {
		if d := c.Published; d.Known() && (!last.Known() || d.To > last.To) {
			last = d
		}
	}
	return last
}

// newest is the date last, of the newest article that answers, when the question,
// in language lang, is about now and that is older than the query takes for new;
// else it is unknown.
func newest(q Query, lang corpus.Lang, last corpus.Date) corpus.Date {
	if q.Stale <= 0 || !last.Known() || int(corpus.DayOf(q.now())-last.To) < q.Stale || !aboutNow(clean(q.Text), lang) {
		return corpus.Date{}
	}
	return last
}
