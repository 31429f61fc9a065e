package read

import (
	"slices"
	"testing"
)

func TestDateThenByline(t *testing.T) {
	text := "The walrus of Hull is back. It lay on the quay for an hour and looked at the ferries as they came in.\n\nNobody knows where it had been since it was seen there two years ago by the crew of a trawler."
	french := "Le morse de Brest est de retour. Il est resté une heure sur le quai à regarder les bateaux qui rentraient au port.\n\nPersonne ne sait où il était passé depuis que l’équipage d’un chalutier l’avait vu il y a deux ans."
	for line, date := range map[string]string{
		"Published on 6 June 2018 by Camille Roux":               "2018-06-06",
		"Published 6 June 2018, by Camille Roux":                 "2018-06-06",
		"6 June 2018 by Camille Roux":                            "2018-06-06",
		"Updated 6 June 2018 at 10:30 by Camille Roux":           "2018-06-06",
		"Publié le 6 juin 2018 par Camille Roux":                 "2018-06-06",
		"Mis à jour le 6 juin 2018 à 10h30 par Camille Roux":     "2018-06-06",
		"Publié le 6 juin 2018 à 10 h 30, par Camille Roux":      "2018-06-06",
		"Par Camille Roux, publié le 6 juin 2018":                "2018-06-06",
		"Publié le 6 juin 2018 par Camille Roux, correspondante": "2018-06-06",
	} {
		for title, body := range map[string]string{"Walrus returns": text, "Le morse revient": french} {
			a, _ := assemblePlain(title + "\n\n" + line + "\n\n" + body)
			if a.Title != title || a.Author != "Camille Roux" || a.Published.String() != date {
				t.Errorf("%s: title %q, author %q, published %q", line, a.Title, a.Author, a.Published)
			}
			for _, p := range a.Passages {
				if p.Section != "" {
					t.Errorf("%s: section %q", line, p.Section)
				}
			}
		}
	}
	for _, line := range []string{"Signed on 6 June 2018 by Camille Roux", "The treaty was signed on 6 June 2018 by Camille Roux"} {
		if s, ok := readStatement(line, "en"); ok {
			t.Errorf("%q is read as %+v", line, s)
		}
	}
}

func TestPublisherBesideDate(t *testing.T) {
	text := "\n\n" + prose(3, "") + "\n\n" + prose(2, "")
	for in, want := range map[string]string{
		"Un pont ferme pour deux ans\n\nSource: Ouest-Test\nDate: 2021-05-04" + text:   "Ouest-Test",
		"Un pont ferme pour deux ans\n\nDate : 2021-05-04\nSource : Ouest-Test" + text: "Ouest-Test",
		"Un pont ferme pour deux ans\n\nSource: Ouest-Test" + text:                     "",
	} {
		a, _ := assemblePlain(in)
		if a.Publisher != want || a.Title != "Un pont ferme pour deux ans" {
			t.Errorf("%.60q: title %q, publisher %q, want %q", in, a.Title, a.Publisher, want)
		}
	}
}

func TestMailAuthor(t *testing.T) {
	for head, want := range map[string]string{
		"De : Jean Exemple <jean@example.org>\nObjet : Un pont rouvre":     "Jean Exemple",
		"De : Jean Exemple ‹jean@example.org›\nObjet : Un pont rouvre":     "Jean Exemple",
		"From: \"Ann Example\" <ann@example.org>\nSubject: A bridge":       "Ann Example",
		"From: ann@example.org\nSubject: A bridge":                         "",
		"From: Ann Example <ann@example.org>\nSubject: Fwd: A bridge":      "",
		"From: Ann Example\nAuthor: Bea Sample\nSubject: A bridge reopens": "Bea Sample",
	} {
		d, err := parseText([]byte(head + "\n\n" + prose(3, "")))
		if err != nil || d.author != want {
			t.Errorf("%q: author %q, want %q (%v)", head, d.author, want, err)
		}
	}
}

func TestShortPageStates(t *testing.T) {
	const head = "<article><h1>Bees again at Kew gardens</h1><p>By Harriet Plum</p><p>Published on 4 May 2021</p>"
	const foot = "<p>Related News</p></article>"
	for name, text := range map[string]string{
		"short": "<p>Bees are back in the gardens of Kew.</p><p>Visitors may see them from June.</p>",
		"long":  "<p>" + prose(3, "") + "</p><p>" + prose(2, "") + "</p>",
	} {
		for _, page := range []string{head + text + foot, "<html><head><title>Bees</title></head><body><ul><li><a href=/>Home</a></li></ul>" + head + text + foot + "<footer><p>All rights reserved</p></footer></body></html>"} {
			d, err := parseHTML([]byte(page))
			if err != nil {
				t.Fatal(err)
			}
			a, _ := assemble("a.html", d)
			if a.Title != "Bees again at Kew gardens" || a.Author != "Harriet Plum" || a.Published.String() != "2021-05-04" {
				t.Errorf("%s: title %q, author %q, published %q", name, a.Title, a.Author, a.Published)
			}
			for _, line := range []string{"By Harriet Plum", "Published on 4 May 2021", "Related News"} {
				if !slices.Contains(a.Clutter, line) {
					t.Errorf("%s: %q is not in what was left out: %q", name, line, a.Clutter)
				}
			}
		}
	}
}
