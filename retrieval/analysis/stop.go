package analysis

import "strings"

// Function words: articles, pronouns, prepositions, conjunctions, auxiliaries.
// They are folded, and hold no word that a question may hang on.
const (
	englishStop = `a an the this that these those
i me my mine we us our ours you your yours he him his she her hers it its they them their theirs myself itself himself herself themselves ourselves yourself
who whom whose which what when where why how
am is are was were be been being do does did doing done have has had having will would shall should can could may might must
and or but nor if then than so because as while until although though whether
of at by for with about to from in on off out into onto upon over under through during before after above below between among against within without toward towards via per
not no only own same too very just also such both each few more most other some any all here there again once further
dont didnt doesnt isnt arent wasnt werent wont wouldnt cant couldnt shouldnt hasnt havent hadnt im ive id ill youre youve weve theyre theyve thats whats whos lets`

	frenchStop = `le la les un une des du de d l au aux ce cet cette ces cela ceci ca celui celle ceux celles ci
je j me m moi mon ma mes tu te t toi ton ta tes il ils elle elles on nous vous se s soi leur leurs lui eux y en son sa ses notre nos votre vos
qui que qu quoi dont ou lequel laquelle lesquels lesquelles auquel auxquels auxquelles duquel desquels desquelles quel quelle quels quelles
et mais or ni car donc si comme quand lorsque puisque parce tandis afin
a dans par pour sur avec sans sous entre vers chez depuis pendant durant jusque des lors selon contre avant apres
ne pas plus non moins tres trop peu aussi ainsi alors encore deja meme memes tout toute tous toutes autre autres tel telle tels telles aucun aucune chaque plusieurs quelque quelques certains certaines ici la
suis es est sommes etes sont ete etait etaient etais etant etes sera seront serait seraient soit soient fut furent fus
ai as avons avez ont avait avaient avais aura auront aurait auraient ait aient eu eue eus ayant avoir etre
fait font faire faisait peut peuvent pouvait pourrait pourraient doit doivent
c n`
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
