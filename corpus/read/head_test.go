package read

import "testing"

func TestTitleOfPlainText(t *testing.T) {
	long := "\n\n" + prose(3, "") + "\n\n" + prose(2, "")
	for in, want := range map[string][3]string{ // title, author, publisher
		"World\nPutin Meets Kim\nOct 23, 2024" + long:                       {"Putin Meets Kim", "", ""},
		"Kim in Moscow\nA visit with many meanings for Asia" + long:         {"Kim in Moscow", "", ""},
		"quai.example\nLe port rouvre\nPar Jeanne Exemple" + long:           {"Le port rouvre", "Jeanne Exemple", "quai.example"},
		"Example News\n\nMonde\n\nLe port rouvre enfin ses portes" + long:   {"Le port rouvre enfin ses portes", "", "Example News"},
		"A vote on the quay\nAnn Example\nOctober 23, 2024" + long:          {"A vote on the quay", "Ann Example", ""},
		"MondeLe port rouvre enfin ses portes" + long:                       {"Le port rouvre enfin ses portes", "", ""},
		"Une grève de plus" + long:                                          {"Une grève de plus", "", ""},
		prose(2, "") + long:                                                 {"", "", ""},
		"Le port rouvre.\n" + prose(1, "") + long:                           {"", "", ""},
		"Le port rouvre\nLe port rouvre - Le Quai\nLE PORT ROUVRE !" + long: {"Le port rouvre", "", ""},
	} {
		a, _ := assemblePlain(in)
		if got := [3]string{a.Title, a.Author, a.Publisher}; got != want {
			t.Errorf("%.60q: %q, want %q", in, got, want)
		}
	}
}
