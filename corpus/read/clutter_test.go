package read

import (
	"testing"

	"verbatim/corpus"
)

func TestClutterLine(t *testing.T) {
	for _, line := range []string{
		"close", "Fermer", "-", "***", "==========", "★★★", "Related News :", "À LIRE AUSSI", "Lire aussi : Le vote en images",
		"Read more: How the vote went", "Share", "Partager sur Example", "Share  Tweet  Print", "Facebook Twitter LinkedIn", "12 comments", "1,204 shares",
		"Abonnez-vous à notre lettre", "Sign up for our morning letter", "Subscribe to our newsletter for more stories like this.",
		"Nous utilisons des cookies pour améliorer votre navigation.", "We use cookies to improve your browsing. Accept all",
		"© 2024 Demo Wire", "Copyright Demo Wire 2024", "Demo Wire. All rights reserved.", "Tous droits réservés.",
		"Photo: Ann Example / Demo Wire", "Crédit photo : Agence Démo", "(Photo by Ann Example/Getty Images)", "Un soldat à Séoul. © AFP",
		"Tags: ports, strike", "Mots-clés : ports, grève", "https://a.example/b?c", "Skip to content", "Advertisement", "PUBLICITÉ",
		"This article is for subscribers only", "You are receiving this because you signed up.",
	} {
		if !clutterLine(line, keyWords(line)) {
			t.Errorf("%q is clutter", line)
		}
	}
}

// TestSentencesAreNoClutter holds lines that begin or end like clutter.
func TestSentencesAreNoClutter(t *testing.T) {
	for _, line := range []string{
		"Share prices fell in Seoul after the announcement.", "Share prices fall", "Partager le pouvoir",
		"Photographs of the train were published on Friday.", "Images satellites : ce que l'on voit",
		"Related families were told first.", "The close of the session was calm.", "Contact between the two armies was cut.",
		"Tags on the boxes showed where they came from.", "Cookies are baked in the canteen.",
		"Le contact a été rompu.", "Source de tensions, le traité inquiète.", "Close to the border, nothing moved.",
		"Read the treaty closely and you will find no date.", "Print runs doubled.", "Save the port!",
		"Watch: a word with two meanings, says the linguist, who has spent forty years on words of that kind and their uses.",
		"Seoul, 23", "12", "3 000 soldats", "Oui.", "∫", "(",
		"En savoir plus sur les soldats envoyés est difficile, admet le ministère.",
	} {
		if clutterLine(line, keyWords(line)) {
			t.Errorf("%q is no clutter", line)
		}
	}
}

func TestCategoryLine(t *testing.T) {
	for line, want := range map[string]bool{
		"ActualitésInternational": true, "World": true, "News | World | Asia": true, "Accueil > Monde > Asie": true, "Home › World": true, "POLITIQUE": true,
		"Kim Jong-un": false, "Asia Today": false, "World leaders meet in Paris": false, "Poutine à Pyongyang": false, "": false,
	} {
		if got := categoryLine(line); got != want {
			t.Errorf("categoryLine(%q) = %v", line, got)
		}
	}
}

func TestFrontLabel(t *testing.T) {
	for line, rest := range map[string]string{
		"Résumé: Il a plu.":                     "Il a plu.",
		"Note de l’Éditeur : Il a plu.":         "Il a plu.",
		"Introduction\u00a0:\u00a0Il a plu.":    "Il a plu.",
		"Editor's note: It rained.":             "It rained.",
		"Résumé:":                               "Résumé:",
		"Kim Jong-un: It rained.":               "Kim Jong-un: It rained.",
		"Le Monde : Pourquoi pleut-il ?":        "Le Monde : Pourquoi pleut-il ?",
		"La conclusion : il pleut, dit-elle.":   "La conclusion : il pleut, dit-elle.",
		"Summary:see below, where all is said.": "Summary:see below, where all is said.",
	} {
		if got := line[frontLabel(line):]; got != rest {
			t.Errorf("behind the label of %q: %q", line, got)
		}
	}
}

func TestReadStatement(t *testing.T) {
	day := corpus.NewDate(2024, 10, 23)
	for line, want := range map[string]statement{
		"Par Jeanne Exemple":                                        {author: "Jeanne Exemple"},
		"By Ann Example and Joe Demo":                               {author: "Ann Example and Joe Demo"},
		"By Ann Example, Seoul correspondent":                       {author: "Ann Example"},
		"By our Seoul correspondent":                                {author: "our Seoul correspondent"},
		"By J. K. Example | October 23, 2024":                       {author: "J. K. Example", published: day},
		"Publié le 23 octobre 2024 à 10h12":                         {published: day},
		"Published on 23 October 2024 by Ada Lamb":                  {published: day, author: "Ada Lamb"},
		"Publié le 23 octobre 2024 par Jeanne Exemple":              {published: day, author: "Jeanne Exemple"},
		"Mis à jour le 23 octobre 2024 à 10h30, par Jeanne Exemple": {updated: day, author: "Jeanne Exemple"},
		"Publié le 23/10/2024 à 10:12":                              {published: day},
		"Published October 23, 2024 at 9:03 AM":                     {published: day},
		"Updated Oct. 23, 2024, 9:03 a.m. ET":                       {updated: day},
		"Publié le 23 octobre 2024, mis à jour le 24 octobre 2024":  {published: day, updated: corpus.NewDate(2024, 10, 24)},
		"Mis à jour le 24 octobre 2024 · Publié le 23 octobre 2024": {published: day, updated: corpus.NewDate(2024, 10, 24)},
		"11 min read Oct 23, 2024":                                  {published: day},
		"23 octobre 2024 · Temps de lecture : 3 min":                {published: day},
		"Wednesday, October 23, 2024":                               {published: day},
		"Publié aujourd'hui":                                        {},
		"5 min read":                                                {},
		"Source : AFP":                                              {publisher: "AFP"},
		"Source: https://a.example/b":                               {url: "https://a.example/b"},
	} {
		got, ok := readStatement(line, "fr")
		if !ok && want != (statement{}) || got != want {
			t.Errorf("readStatement(%q) = %+v, %v; want %+v", line, got, ok, want)
		}
	}
}

// TestEventsAreNoStatements: only what is said of the article itself counts.
func TestEventsAreNoStatements(t *testing.T) {
	for _, line := range []string{
		"Ce sommet, qui s'est tenu le 27 juillet 2023, compte beaucoup.",
		"The treaty was signed on June 19, 2024.",
		"On October 23, 2024, the port opened.",
		"23 octobre 2024 : le port rouvre",
		"By Monday the port was open.", "Par ailleurs, le port est ouvert.", "Par le passé, le port fermait.",
		"Published in 2024 by the ministry, the report says little.",
		"Reading takes 5 minutes a day, says the teacher.",
	} {
		if s, ok := readStatement(line, "en"); ok {
			t.Errorf("readStatement(%q) = %+v", line, s)
		}
	}
}
