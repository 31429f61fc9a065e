package language

import (
	"slices"
	"strings"

	"verbatim/corpus"
)

// functionWords are the commonest words of each language, question words of
// chat among them. French ones are there without their accents too.
var functionWords = map[corpus.Lang]string{
	corpus.French: `le la les l d un une des du de au aux et ou où est sont était etait étaient etaient être etre sera ont avait avaient
		a à il elle ils elles on nous vous je tu ne n pas plus que qu qui quoi dont ce c cet cette ces se s sa son ses leur leurs
		dans en par pour pourquoi comment combien quand quel quelle quels quelles avec sans sous sur entre depuis pendant selon
		après apres avant contre chez vers mais donc car si comme très tres aussi été ete avoir fait faire peut peuvent
		lors lorsque afin ainsi alors déjà deja encore toujours tout toute tous toutes même meme aucun jamais rien y j m t notre votre
		mon ma mes ton ta tes moi toi cela ça ca parce dit dire mois an ans année annee jour jours
		semaine dernier dernière derniere dernières prochain prochaine premier première deux trois voici selon`,
	corpus.English: `the a an and or of to in on at by for from with without into over under between against about is are was were be been being
		has have had do does did will would can could should may might must not no it its he she they we you i his her their our your my
		this that these those there here what which who whom whose when where why how than then as if but so because while
		after before since until during more most some any many much s t re ve ll don didn isn doesn im whats
		also only such other out up down off again us them him me say says said tell give according
		last next year years month months week weeks day days first two three new`,
	"de": `der die das den dem des ein eine einen einem einer eines und oder ist sind war waren wird werden wurde wurden hat haben hatte
		nicht kein keine mit von vom zu zum zur im in am an auf aus bei nach über unter für durch gegen um sich er sie es wir ihr ich
		dass daß wie was wer wo wann warum auch als aber wenn noch nur so bis seit vor zwischen sein seine ihre sowie laut`,
	"es": `el la los las un una unos unas y o de del al en con por para sin sobre entre desde hasta que qué quien quién cuando cuándo
		como cómo donde dónde es son era eran fue fueron ser ha han había no se su sus lo le les más muy pero porque si ya también este esta
		estos estas ese esa según tras durante contra cuántos cuantos cuál cual e`,
	"it": `il lo la i gli le un uno una di del dello della dei degli delle a al allo alla ai da dal dalla dai in nel nella nei con su sul
		sulla per tra fra e o che chi cui non è sono era erano essere ha hanno aveva si suo sua loro più come quando dove perché ma anche se
		questo questa questi dopo prima contro secondo`,
	"pt": `o a os as um uma uns umas de do da dos das em no na nos nas ao aos à às por pelo pela para com sem sobre entre até que quem
		quando onde como porque por é são era eram foi foram ser tem têm não se seu sua seus suas mais mas também já ou e este esta
		segundo após durante contra isso`,
	"nl": `de het een en of van in op aan met voor door bij uit naar over onder tussen tegen is zijn was waren wordt worden werd werden heeft
		hebben had niet geen dat die dit deze er ze hij zij wij je ik hun haar ook maar als dan om te tot nog wel wat wie waar wanneer waarom hoe`,
}

// voters maps each function word to the languages it is one of.
var voters = func() map[string][]corpus.Lang {
	m := map[string][]corpus.Lang{}
	for lang, words := range functionWords {
		for w := range strings.FieldsSeq(words) {
			if !slices.Contains(m[w], lang) {
				m[w] = append(m[w], lang)
			}
		}
	}
	return m
}()

// elect counts the function words of each language; a word that several
// languages have is worth less. It is sure of the winner when that leads
// clearly. The winner of no vote is corpus.Undetermined.
func elect(words []string, among []corpus.Lang) (winner corpus.Lang, sure bool) {
	votes := map[corpus.Lang]float64{}
	turnout := map[corpus.Lang]int{}
	for _, word := range words {
		for w := range strings.FieldsFuncSeq(word, func(r rune) bool { return r == '\'' || r == '’' }) {
			for _, lang := range eligible(voters[w], among) {
				votes[lang] += 1 / float64(len(voters[w]))
				turnout[lang]++
			}
		}
	}
	winner = corpus.Undetermined
	var best, second float64
	for lang, n := range votes {
		switch {
		case n > best || n == best && lang < winner:
			winner, best, second = lang, n, best
		case n > second:
			second = n
		}
	}
	if best == second || foreign(turnout[winner], len(words)) {
		return corpus.Undetermined, false
	}
	return winner, best >= 1 && best >= 1.3*second
}

// foreign reports whether so few words of a text are function words of a
// language that it is in none of those that vote: of news in these 29 % and more
// are, of news in Danish, Hungarian, Romanian 16 % at most are somebody's.
func foreign(functionWords, words int) bool {
	const sentence, share = 15, 0.2
	return words >= sentence && float64(functionWords) < share*float64(words)
}

func eligible(langs, among []corpus.Lang) []corpus.Lang {
	if len(among) == 0 {
		return langs
	}
	var out []corpus.Lang
	for _, l := range langs {
		if slices.ContainsFunc(among, func(a corpus.Lang) bool { return base(a) == l }) {
			out = append(out, l)
		}
	}
	return out
}
