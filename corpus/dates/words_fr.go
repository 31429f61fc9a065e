package dates

func frenchWords() table {
	t := table{}
	t.lists(1, setMonth, "janvier janv jan", "fevrier fevr fev", "mars", "avril avr", "mai", "juin",
		"juillet juil jui", "aout", "septembre sept sep", "octobre oct", "novembre nov", "decembre dec")
	t.lists(1, setWeekday, "lundi lundis lun", "mardi mardis mar", "mercredi mercredis mer", "jeudi jeudis jeu",
		"vendredi vendredis ven", "samedi samedis sam", "dimanche dimanches dim")
	t.abbreviations("janv jan fevr fev avr juil jui sept sep oct nov dec lun mar mer jeu ven sam dim")
	t.lists(1, setSeason, "printemps", "ete", "automne", "hiver")
	t.role(unsure, "mars mai ete printemps")

	t.lists(1, setCard, "un une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
		"douze", "treize", "quatorze", "quinze", "seize", "dixsept", "dixhuit", "dixneuf", "vingt vingts")
	t.lists(3, func(w *word, n int) { w.card = n * 10 }, "trente", "quarante", "cinquante", "soixante", "septante", "octante", "nonante")
	t.cards(100, "cent cents")
	t.cards(1000, "mille mil")
	t.lists(1, setOrd, "premier premiere 1er", "deuxieme second seconde", "troisieme", "quatrieme", "cinquieme", "sixieme",
		"septieme", "huitieme", "neuvieme", "dixieme", "onzieme", "douzieme", "treizieme", "quatorzieme", "quinzieme",
		"seizieme", "dixseptieme", "dixhuitieme", "dixneuvieme", "vingtieme")
	t.role(suffix, "er ere eme ieme e re nd nde")

	t.units(second, 1, "seconde secondes")
	t.units(minute, 1, "minute minutes min")
	t.units(hours, 1, "heure heures h")
	t.units(day, 1, "jour jours journee journees")
	t.units(week, 1, "semaine semaines")
	t.units(week, 2, "quinzaine quinzaines")
	t.units(month, 1, "mois")
	t.units(quarter, 1, "trimestre trimestres")
	t.units(half, 1, "semestre semestres")
	t.units(year, 1, "an ans annee annees")
	t.units(decade, 1, "decennie decennies")
	t.units(century, 1, "siecle siecles")
	t.role(plural, "secondes minutes heures jours journees semaines quinzaines trimestres semestres ans annees decennies siecles")

	t.rels(-1, "dernier derniere derniers dernieres passe passee passes passees precedent precedente precedents precedentes ecoule ecoulee ecoules ecoulees")
	t.rels(0, "ce cet cette ces courant courante")
	t.rels(1, "prochain prochaine prochains prochaines suivant suivante suivants suivantes")
	t.role(anaphor, "suivant suivante suivants suivantes precedent precedente precedents precedentes")
	t.days(0, "aujourd'")
	t.days(-1, "hier")
	t.days(1, "demain")
	t.parts(early, "debut debuts")
	t.parts(middle, "mi milieu courant")
	t.parts(late, "fin")

	t.role(det, "le la les l' du des au aux ce cet cette ces mon ma mes sa son ses leur notre nos")
	t.role(of, "de d' du des en au dans la le l'")
	t.role(to, "a au aux jusqu'")
	t.role(and, "et ou")
	t.role(from, "de du des d' depuis")
	t.role(between, "entre")
	t.role(since, "depuis des")
	t.role(before, "avant")
	t.role(after, "apres")
	t.role(until, "jusqu'")
	t.role(within, "dans sous")
	t.each("apres", func(*word) {})
	t.each("avant", func(*word) {})
	t.role(more, "plus moins")
	t.role(about, "environ vers autour")
	t.role(each, "chaque tous toutes tout toute")
	t.role(few, "quelques plusieurs des")
	t.role(recent, "recents recentes recent recente")
	t.role(inYear, "en depuis avant apres jusqu' entre vers dans pour courant fin debut mi des annee an ete printemps automne hiver exercice de du")
	t.role(will, "sera seront aura auront doit doivent devrait devraient prevu prevue prevus prevues va vont pourrait pourraient")
	t.role(been, "a ont avait avaient ai as avons avez aura aurait ayant avoir aient ait eu")
	t.role(hour, "h heures heure")
	t.role(daytime, "matin matinee soir soiree midi minuit nuit aube midi apres aurore")
	t.role(business, "ouvrable ouvrables ouvre ouvres")
	t.each("quotidien quotidienne hebdomadaire mensuel mensuelle annuel annuelle trimestriel", func(*word) {})
	t.role(numbered, "page pages p n no numero article articles chapitre vol ligne salle route code")
	t.role(nextTo, "veille lendemain surlendemain")
	t.role(fiscal, "scolaire fiscale budgetaire fiscal exercice universitaire")
	t.role(function, "le la les l' un une de d' du des a au aux et ou mais ni car par pour sur sous dans en avec sans est etait sont "+
		"etaient a ont avait qui que qu' dont lors il elle ils elles on ce se s' n' ne y pas selon afin alors puis comme si entre "+
		"avant apres depuis contre chez vers jusqu' lorsqu' lorsque quand fut furent sera seront ete dernier derniere")
	t.each("ca env rue avenue place boulevard quai pont stade w q t h s mois y il ya la ou suite partir compter semaine long cours moment passe meme mi-temps veille lendemain surlendemain "+
		"hui week end weekend we huit quinze tot tard bout apres noel paques toussaint nouvel nouveau fete saint travail ascension "+
		"pentecote armistice nationale morts reveillon epiphanie chandeleur assomption victoire venir cours venant ci la "+
		"plus tous les deux jesus christ avjc j c av ap ere notre maintenant present valentin patrick sylvestre jean tour mi "+
		"quart demi demie et quelque peu pres presque date ici partout poisson reste encore commencant debutant ensuite qui suit", func(*word) {})
	t.role(counted, "soldats personnes euros dollars habitants hommes femmes morts blesses enfants kilometres km metres m tonnes "+
		"employes voix places exemplaires francs victimes emplois salaries logements participants manifestants policiers roubles "+
		"points pages mots fois pieces titres membres missiles obus drones tetes combattants militaires troupes refugies migrants kg "+
		"tues tuees blessees disparus disparues deces prisonniers otages detenus arrestations interpellations hectares maisons foyers "+
		"entreprises clients eleves etudiants patients vehicules voitures avions chars navires litres barils megawatts")
	return t
}
