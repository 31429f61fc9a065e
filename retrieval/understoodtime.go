package retrieval

import (
	"verbatim/corpus"
	"verbatim/corpus/dates"
)

var (
	// printedWords say that what they stand beside is a date of publication.
	printedWords = folded(`published released publie publies publiee publiees paru parus parue parues`)
	// activeWords are those of them that may be what somebody did.
	activeWords = folded(`published released`)
	// newsWords are what is published, in the plural: “article 5 of 2017” is of
	// a treaty.
	newsWords = folded(`articles news coverage actualites actus`)
	// oneArticle is an article before a printedWord.
	oneArticle = folded(`article articles news coverage actualites actus papers papier papiers`)
	byWords    = folded(`by par`)
	// dateLinks stand between such words and the date.
	dateLinks = folded(`in on of from dated back during the en le la les du de d des datant dates datees`)
	// auxiliaries make an event of a printedWord: “was published in 2016”.
	auxiliaries = folded(`was were is are been be being has have had it first who which that qui a ont est sont ete fut furent avait avaient etait etaient l deja`)
	// documents are published too, and are not the articles that report it.
	documents = folded(`report reports study studies statement statements document documents photo photos picture pictures image images video videos book books novel novels list lists survey poll figures data statistics law laws decree letter letters results map album film paper white
rapport rapports etude etudes declaration declarations communique communiques photo photographie photographies images livre livres roman romans liste listes sondage chiffres donnees statistiques loi lois decret lettre lettres resultats carte enquete enquetes bilan`)
)

// published finds “published in October 2024”, “articles from 2023” and “paru
// avant mars 2024”.
func (r *reading) published(lib *corpus.Library) []phrase {
	var found []phrase
	first, last, _ := lib.Span()
	for _, e := range dates.Find(r.text, r.lang, corpus.NewDate(r.now.Date())) {
		after, before := period(e)
		if !after.Known() && !before.Known() {
			continue
		}
		at, next := r.wordsOf(e)
		i, end := r.publication(at, next, first.Known() && e.From < last.To && e.To > first.From)
		if end > 0 {
			i, end, _ = r.widen(i, end)
			found = append(found, phrase{Match: r.span(i, end), keep: Match{Start: e.Start, End: e.End}, says: Understood{After: after, Before: before}})
		}
	}
	return found
}

// wordsOf are the words of a date, [at, next).
func (r *reading) wordsOf(e dates.Expression) (at, next int) {
	for at < len(r.words) && r.words[at].End <= e.Start {
		at++
	}
	next = at
	for next < len(r.words) && r.words[next].Start < e.End {
		next++
	}
	return at, next
}

// publication is the phrase that makes a date of publication of words [at,
// next); end is 0 when there is none. held says that articles of the corpus are
// of that time: else “the story published in 1939” is what an article is about.
func (r *reading) publication(at, next int, held bool) (first, end int) {
	i := at - 1
	for r.is(i, dateLinks) && !r.parted(i+1) {
		i--
	}
	switch {
	case i >= 0 && r.parted(i+1):
	case r.is(i, printedWords) && r.is(i-1, newsWords), r.is(i, printedWords) && r.is(i-1, oneArticle) && !r.is(next, byWords):
		return i - 1, next
	case r.is(i, printedWords) && (r.parted(i) || held && r.plainly(i, next)):
		return i, next
	case r.is(i, newsWords) && r.ends(next):
		return i, next
	}
	if held && r.is(next, printedWords) && !r.parted(next) && r.parted(next+1) && !r.is(at-1, auxiliaries) && !r.mentions(at, documents) {
		return at, next + 1 // “since June 2024 published”
	}
	return 0, 0
}

// plainly reports whether the printed word i and a date up to word end ask for
// articles, and do not tell of something that was published.
func (r *reading) plainly(i, end int) bool {
	named := r.is(i, activeWords) && r.capital(i-1) && !empty(r.words[max(0, i-2)].Exact) // “what Seoul published”
	return r.parted(end) && !r.is(i-1, auxiliaries) && !named && !r.mentions(i, documents)
}

// mentions reports whether one of a set stands before word i.
func (r *reading) mentions(i int, set map[string]bool) bool {
	for k := range i {
		if r.is(k, set) {
			return true
		}
	}
	return false
}

// period is an expression as the first and the last date of publication;
// neither is known when the expression is not resolved.
func period(e dates.Expression) (after, before corpus.Date) {
	if !e.Resolved() || e.Type != dates.Date {
		return after, before
	}
	if e.From != dates.Beginning {
		after = exactly(e.From, func(d corpus.Date) bool { return d.From == e.From }, e.Precision)
	}
	if e.To != dates.Forever {
		before = exactly(e.To-1, func(d corpus.Date) bool { return d.To == e.To }, e.Precision)
	}
	return after, before
}

// exactly is the year, the month or else the day of a day, the coarsest that
// fits and is not coarser than what was said.
func exactly(d corpus.Day, fits func(corpus.Date) bool, said dates.Precision) corpus.Date {
	y, m, day := d.Time().Date()
	if year := corpus.NewDate(y, 0, 0); said >= dates.Year && fits(year) {
		return year
	}
	if month := corpus.NewDate(y, m, 0); said >= dates.Month && fits(month) {
		return month
	}
	return corpus.NewDate(y, m, day)
}
