package verify

import (
	"strings"
	"testing"
)

func TestNumbersInWordsAreNumbers(t *testing.T) {
	for text, want := range map[string]string{
		"three thousand soldiers":                  "3000 soldiers",
		"3,000 soldiers":                           "3000 soldiers",
		"trois mille soldats":                      "3000 soldats",
		"mille soldats":                            "1000 soldats",
		"2,5 millions d’euros":                     "2500000 d euros",
		"2.5 million and 3 million":                "2500000 and 3000000",
		"deux milliards":                           "2000000000",
		"vingt-cinq":                               "25",
		"quatre-vingt-dix-sept":                    "97",
		"soixante et onze":                         "71",
		"vingt et un jours":                        "21 jours",
		"deux cent quatre-vingts":                  "280",
		"three thousand five hundred and twenty":   "3520",
		"cent vingt mille":                         "120000",
		"a hundred and two hundred":                "a hundred and 200",
		"two and three":                            "2 and 3",
		"two, three or four":                       "2 3 or 4",
		"seventy-two hours":                        "72 hours",
		"millions of people":                       "millions of people",
		"one of the three":                         "one of the 3",
		"en 2024 deux":                             "en 2024 2",
		"50 cents":                                 "50 cents",
		"in 2024 thousand":                         "in 2024000",
		"a thousand":                               "a thousand",
		"twenty and":                               "20 and",
		"quatre vingt quatre":                      "84",
		"dix mille à douze mille":                  "10000 a 12000",
		"sept cent mille trois":                    "700003",
		"12 %":                                     "12 %",
		"vingt pour cent":                          "20 %",
		"trois pour cent":                          "3 %",
		"2.5 percent of it":                        "2.5 % of it",
		"le pour cent":                             "le pour 100",
		"one hundred thousand and one hundred two": "100000 and 102",
		"one thousand five hundred men":            "1500 men",
		"un million d’euros, un milliard":          "1000000 d euros 1000000000",
		"one of a thousand, un mille-feuille":      "one of a thousand un 1000 feuille",
		"308M and 3k and 1.5bn, 2,5 Md":            "308000000 and 3000 and 1500000000 2.5 md",
		"308m of 5K, the M25 and 4MB":              "308m of 5000 the m25 and 4mb",
	} {
		var keys []string
		for _, w := range split(text) {
			keys = append(keys, w.key)
			if !strings.HasPrefix(text[w.start:], w.text) {
				t.Errorf("%q: %q does not stand at %d", text, w.text, w.start)
			}
		}
		if got := strings.Join(keys, " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
