package dates

import (
	"strings"
	"testing"

	"verbatim/corpus"
)

// TestForms holds each family of rules by its forms, published on Thursday 24
// October 2024: the values of what is found, "-" where it has none.
func TestForms(t *testing.T) {
	for _, c := range []struct {
		lang  corpus.Lang
		forms map[string]string
	}{
		{corpus.French, map[string]string{
			// days
			"mardi en huit":                            "2024-11-05",
			"lundi en quinze":                          "2024-11-11",
			"le jeudi 7 novembre":                      "2024-11-07",
			"vendredi 1er":                             "2024-11-01",
			"le vingt-neuf février 2024":               "2024-02-29",
			"le 30 février 2024":                       "-",
			"le 15 du mois prochain":                   "2024-11-15",
			"le 24 mai de l’année dernière":            "2023-05-24",
			"avant-hier":                               "2024-10-22",
			"le lendemain du 31 décembre 2021":         "2022-01-01",
			"la veille de la bataille":                 "",
			"le bilan est de 2014 tués":                "",
			"une politique de veille":                  "",
			"il changea du jour au lendemain":          "",
			"jusqu’à la date de sa démission":          "",
			"parlé jeudi l’avant-veille de plusieurs":  "2024-10-24 2024-10-22",
			"dimanche de la semaine dernière":          "2024-10-20",
			"la semaine prochaine mardi":               "2024-10-29",
			"dernier jour d’octobre 2015":              "2015-10-31",
			"le deuxième mardi de mars 2022":           "2022-03-08",
			"trois semaines après le 5 mai 2020":       "2020-05-26",
			"deux jours avant Noël 2021":               "2021-12-23",
			"les 5, 6 et 9 juin 2021":                  "2021-06-05 2021-06-06 2021-06-09",
			"24/12/14":                                 "2014-12-24",
			"17.03.2021":                               "2021-03-17",
			"le 2021-13-45":                            "",
			"lundi de Pâques 2024":                     "2024-04-01",
			"le jour de l’An 2020":                     "2020-01-01",
			"l’Ascension":                              "",
			"du samedi 13 au dimanche 21 juillet 2024": "2024-07-13/2024-07-21",
			// weeks and months
			"la semaine du 7 octobre":         "2024-W41",
			"semaine 31 de 2023":              "2023-W31",
			"la dernière semaine de 2020":     "2020-W53",
			"mai et juin 2020":                "2020-05 2020-06",
			"mars dernier":                    "2024-03",
			"décembre dernier":                "2023-12",
			"ce mois-ci":                      "2024-10",
			"la première quinzaine de mai":    "2024-05-01/2024-05-15",
			"novembre":                        "2024-11",
			"en ce mois de septembre 1792":    "1792-09",
			"le mois de mai":                  "2024-05",
			"11/2016":                         "2016-11",
			"plus tôt cette année":            "2024",
			"d’ici deux mois":                 "2024-10-24/2024-12-24",
			"ces trois derniers jours":        "2024-10-21/2024-10-23",
			"les dix dernières années":        "2014-10-24/2024-10-24",
			"dans les années à venir":         "-",
			"il y a quelques semaines":        "-",
			"il y a un siècle":                "19",
			"une semaine plus tard":           "2024-W44",
			"T3 2023":                         "2023-Q3",
			"le quatrième trimestre":          "2024-Q4",
			"l’été dernier":                   "2024-SU",
			"cet hiver":                       "2024-WI",
			"l’hiver 2022-2023":               "2022-WI",
			"les années quatre-vingt-dix":     "199",
			"en deux mille vingt":             "2020",
			"aux XVIe et XVIIe siècles":       "15 16",
			"entre début et mi-octobre 2023":  "2023-10/2023-10",
			"l’an 1000":                       "1000",
			"depuis le début des années 2000": "200",
			"avant la mi-mai":                 "2024-05",
		}},
		{corpus.English, map[string]string{
			"the first in six years":             "",
			"known to be the first in six years": "",
			"the first will come in six years":   "2030",
			"once in a century":                  "",
			"an exhibition before the march":     "",
			"the paper Today's News":             "",
			"2088 killed in combat":              "",
			"seven to ten years earlier":         "-",
			"two Thursdays ago":                  "2024-10-10",
			"3 Fridays from now":                 "2024-11-08",
			"this past Wednesday":                "2024-10-23",
			"last Wednesday":                     "2024-10-16",
			"next Tuesday":                       "2024-10-29",
			"Tuesday next week":                  "2024-10-29",
			"next week on Tuesday":               "2024-10-29",
			"last week's Sunday":                 "2024-10-20",
			"the 18th":                           "2024-10-18",
			"the 20th of next month":             "2024-11-20",
			"Monday the 21st":                    "2024-10-21",
			"February twenty-second, 2020":       "2020-02-22",
			"the second of March 2020":           "2020-03-02",
			"22/Jan/2019":                        "2019-01-22",
			"Sep-23-2020":                        "2020-09-23",
			"20161016":                           "2016-10-16",
			"feb 30 2019":                        "-",
			"Thanksgiving 2023":                  "2023-11-23",
			"Easter Monday 2017":                 "2017-04-17",
			"Labor Day weekend 2021":             "2021-W35-WE",
			"last Christmas":                     "2023-12-25",
			"three days after Easter 2013":       "2013-04-03",
			"the last Sunday of March 2014":      "2014-03-30",
			"the third last week of 2018":        "2018-W50",
			"the first two months of 2021":       "2021-01-01/2021-02-28",
			"the week of April 10, 2017":         "2017-W15",
			"week 3 of 2027":                     "2027-W03",
			"July 13-15, 2020":                   "2020-07-13/2020-07-15",
			"from April 27 to May 3":             "2024-04-27/2024-05-03",
			"Nov-Feb 2017":                       "2016-11/2017-02",
			"December 2022 to March":             "2022-12/2023-03",
			"between early and mid-October":      "2024-10/2024-10",
			"early to mid-2023":                  "2023/2023",
			"between now and December":           "2024-10-24/2024-12",
			"1953-63":                            "1953/1963",
			"2018 or later":                      "2018",
			"no later than January 1, 2030":      "2030-01-01",
			"the next three weeks":               "2024-10-25/2024-11-14",
			"the past two quarters":              "2024-04/2024-09",
			"the next few days":                  "-",
			"two years and three months ago":     "2022-07",
			"half a year ago":                    "-",
			"in a week's time":                   "2024-W44",
			"this October":                       "2024-10",
			"next March":                         "2025-03",
			"June of last year":                  "2023-06",
			"the spring of 1776":                 "1776-SP",
			"last summer":                        "2024-SU",
			"2019 H2":                            "2019-H2",
			"Q3 2019":                            "2019-Q3",
			"the 1800s":                          "18",
			"the roaring '20s":                   "192",
			"the 5th and 6th centuries":          "04 05",
			"nineteen ninety-six":                "1996",
			"the end of last week":               "2024-W42",
			"earlier this month":                 "2024-10",
			"the rest of us":                     "",
			"in her 30s":                         "",
			"a day after the vote":               "",
			"third-quarter results":              "2024-Q3",
			"fourth-quarter results":             "2024-Q4",
			"they met over the weekend":          "2024-W42-WE",
			"since 9/11":                         "2001-09-11",
			"no earlier than 2030":               "2030",
			"the 18th floor":                     "",
			"+86 138-2010-2015":                  "",
			"Theresa May will not march in fall": "",
		}},
	} {
		for text, want := range c.forms {
			var got []string
			for _, e := range Find(text, c.lang, published) {
				if e.Type != Date {
					continue
				}
				if e.Value == "" {
					e.Value = "-"
				}
				got = append(got, e.Value)
			}
			if strings.Join(got, " ") != want {
				t.Errorf("%s: %q: got %q, want %q", c.lang, text, got, want)
			}
		}
	}
}
