package dates

import (
	"slices"
	"strings"
	"testing"

	"verbatim/corpus"
)

// sample is a sentence with the dates that a reader finds in it, as
// "words = EDTF". Times, durations and what comes round again are not listed.
type sample struct {
	text string
	want []string
}

// The samples are read as published on Thursday 24 October 2024.
var published = corpus.NewDate(2024, 10, 24)

var frenchSamples = []sample{
	{"Le pont a rouvert le 3 mars 2021.", []string{"le 3 mars 2021 = 2021-03-03"}},
	{"Le maire a signé l’arrêté mardi 15 octobre.", []string{"mardi 15 octobre = 2024-10-15"}},
	{"Le musée rouvrira le 1er décembre 2025.", []string{"le 1er décembre 2025 = 2025-12-01"}},
	{"Les travaux des 7 et 8 octobre ont bloqué la rue.", []string{"7 = 2024-10-07", "8 octobre = 2024-10-08"}},
	{"La fête se tient du 12 au 18 juillet 2024.", []string{"du 12 au 18 juillet 2024 = 2024-07-12/2024-07-18"}},
	{"L’usine a fermé en 2018 et 2019, puis en 2022.", []string{"2018 = 2018", "2019 = 2019", "2022 = 2022"}},
	{"De 2014 à 2018, le budget a doublé.", []string{"De 2014 à 2018 = 2014/2018"}},
	{"La gare date du XIXe siècle.", []string{"XIXe siècle = 18XX"}},
	{"La ville a changé dans les années 1990.", []string{"les années 1990 = 199X"}},
	{"La chanson des années 80 revient.", []string{"années 80 = 198X"}},
	{"Le bénéfice du troisième trimestre 2023 recule.", []string{"troisième trimestre 2023 = 2023-07/2023-09"}},
	{"Le festival de l’été 2023 a attiré la foule.", []string{"l’été 2023 = 2023-22"}},
	{"Le chantier commence début mars 2025.", []string{"début mars 2025 = 2025-03-01~/2025-03-10~"}},
	{"La loi passe à la mi-novembre.", []string{"à la mi-novembre = 2024-11-11~/2024-11-20~"}},
	{"Tout sera prêt fin 2026.", []string{"fin 2026 = 2026-09~/2026-12~"}},
	{"La banque a été fondée vers 1850.", []string{"1850 = 1850~"}},
	{"Le procès s’est ouvert hier.", []string{"hier = 2024-10-23"}},
	{"Le vote aura lieu après-demain.", []string{"après-demain = 2024-10-26"}},
	{"Elle a été élue mardi dernier.", []string{"mardi dernier = 2024-10-22"}},
	{"Il revient lundi prochain.", []string{"lundi prochain = 2024-10-28"}},
	{"Les cours reprennent la semaine prochaine.", []string{"la semaine prochaine = 2024-10-28/2024-11-03"}},
	{"Les prix ont baissé l’année dernière.", []string{"l’année dernière = 2023"}},
	{"Le mois dernier, le port était fermé.", []string{"Le mois dernier = 2024-09"}},
	{"L’accord a été signé il y a deux ans.", []string{"il y a deux ans = 2022"}},
	{"L’incendie s’est déclaré il y a trois jours.", []string{"il y a trois jours = 2024-10-21"}},
	{"Le barrage sera fini dans cinq ans.", []string{"dans cinq ans = 2029"}},
	{"Le couple a vécu ici depuis 1998.", []string{"depuis 1998 = 1998/.."}},
	{"Le dossier doit être rendu d’ici la fin de l’année.", []string{"d’ici la fin de l’année = ../2024-12~"}},
	{"Le magasin reste ouvert jusqu’en décembre.", []string{"jusqu’en décembre = ../2024-12"}},
	{"Avant le 1er janvier 2010, la règle était autre.", []string{"Avant le 1er janvier 2010 = ../2009-12-31"}},
	{"Le match du 23/10/2024 a été annulé.", []string{"23/10/2024 = 2024-10-23"}},
	{"Le rapport 2024-09-30 est en ligne.", []string{"2024-09-30 = 2024-09-30"}},
	{"Le premier mercredi de septembre 2024, la sirène a retenti.", []string{"Le premier mercredi de septembre 2024 = 2024-09-04"}},
	{"La chorale chante à Noël 2023.", []string{"Noël 2023 = 2023-12-25"}},
	{"Le 14 mars 2020, tout a fermé. Le lendemain, les rues étaient vides.", []string{"Le 14 mars 2020 = 2020-03-14", "Le lendemain = 2020-03-15"}},
	{"Ces dernières semaines, le ton est monté.", []string{"Ces dernières semaines = "}},
	{"Le colis arrive le 18.", []string{"le 18 = 2024-10-18"}},

	{"Il a perdu sa clé, or le jeu n’a pas de fin.", nil},
	{"La sonde tourne autour de Mars depuis trois heures.", nil},
	{"Quelque 2000 soldats ont défilé avec des roquettes M26 et un missile KN-23.", nil},
	{"Mai Nguyen a marqué à la 27e minute, score 6-2.", nil},
	{"L’élève a été reçu à la seconde place, page 1998 du livre.", nil},
	{"Le train de 17 h 45 part tous les lundis.", nil},
	{"Ils ont travaillé trois mois sans un jour de repos.", nil},
	{"Son frère Avril Martin pèse 72,5 kg et habite au 12 rue du Bac.", nil},
}

var englishSamples = []sample{
	{"The bridge reopened on March 3, 2021.", []string{"March 3, 2021 = 2021-03-03"}},
	{"She signed the order on Tuesday, October 15.", []string{"Tuesday, October 15 = 2024-10-15"}},
	{"The museum will reopen on 1 December 2025.", []string{"1 December 2025 = 2025-12-01"}},
	{"Roads were shut on October 7 and 8.", []string{"October 7 = 2024-10-07", "8 = 2024-10-08"}},
	{"The fair runs from 12 to 18 July 2024.", []string{"from 12 to 18 July 2024 = 2024-07-12/2024-07-18"}},
	{"The plant closed in 2018 and 2019, then in 2022.", []string{"2018 = 2018", "2019 = 2019", "2022 = 2022"}},
	{"Between 2014 and 2018 the budget doubled.", []string{"Between 2014 and 2018 = 2014/2018"}},
	{"The station dates from the 19th century.", []string{"the 19th century = 18XX"}},
	{"The town changed in the 1990s.", []string{"the 1990s = 199X"}},
	{"Music of the late 1980s is back.", []string{"the late 1980s = 1986-01~/1989-12~"}},
	{"Profit fell in the third quarter of 2023.", []string{"the third quarter of 2023 = 2023-07/2023-09"}},
	{"The festival in summer 2023 drew a crowd.", []string{"summer 2023 = 2023-22"}},
	{"Work starts in early March 2025.", []string{"early March 2025 = 2025-03-01~/2025-03-10~"}},
	{"The bill passes in mid-November.", []string{"mid-November = 2024-11-11~/2024-11-20~"}},
	{"All will be ready by the end of 2026.", []string{"by the end of 2026 = ../2026-12~"}},
	{"The bank was founded around 1850.", []string{"1850 = 1850~"}},
	{"The trial opened yesterday.", []string{"yesterday = 2024-10-23"}},
	{"The vote is the day after tomorrow.", []string{"the day after tomorrow = 2024-10-26"}},
	{"He was elected last Monday.", []string{"last Monday = 2024-10-21"}},
	{"Police said on Tuesday that the road was clear.", []string{"Tuesday = 2024-10-22"}},
	{"The court will rule on Friday.", []string{"Friday = 2024-10-25"}},
	{"Lessons begin next week.", []string{"next week = 2024-10-28/2024-11-03"}},
	{"Prices fell last year.", []string{"last year = 2023"}},
	{"The port was shut last month.", []string{"last month = 2024-09"}},
	{"The deal was signed two years ago.", []string{"two years ago = 2022"}},
	{"The fire broke out three days ago.", []string{"three days ago = 2024-10-21"}},
	{"The dam will be done in five years.", []string{"in five years = 2029"}},
	{"They have lived here since 1998.", []string{"since 1998 = 1998/.."}},
	{"The shop stays open until December.", []string{"until December = ../2024-12"}},
	{"Before January 1, 2010 the rule was different.", []string{"Before January 1, 2010 = ../2009-12-31"}},
	{"The game of 10/23/2024 was called off.", []string{"10/23/2024 = 2024-10-23"}},
	{"The report of 2024-09-30 is online.", []string{"2024-09-30 = 2024-09-30"}},
	{"Sirens wailed on the first Wednesday of September 2024.", []string{"the first Wednesday of September 2024 = 2024-09-04"}},
	{"The choir sang at Christmas 2023.", []string{"Christmas 2023 = 2023-12-25"}},
	{"All shut on March 14, 2020. The following day the streets were empty.", []string{"March 14, 2020 = 2020-03-14", "The following day = 2020-03-15"}},
	{"In recent weeks the tone has hardened.", []string{"In recent weeks = "}},
	{"The army is stronger than in 1945 or 1946.", []string{"1945 = 1945", "1946 = 1946"}},

	{"This may take longer, and we march on.", nil},
	{"April Jones met Theresa May and Lee Jun-han.", nil},
	{"Some 2000 soldiers paraded with M26 rockets and a KN-23 missile.", nil},
	{"She came second and won 6-2 on page 1998.", nil},
	{"Windows opened at 5:30 pm every Monday.", nil},
	{"They worked for three months without a day off.", nil},
	{"The spring broke, and prices fall as the fall of Rome.", nil},
	{"He paid $2000 for 1,500 shares, up 3.5%.", nil},
}

func TestSamples(t *testing.T) {
	for lang, samples := range map[corpus.Lang][]sample{corpus.French: frenchSamples, corpus.English: englishSamples} {
		for _, s := range samples {
			if got := found(s.text, lang, published); !slices.Equal(got, s.want) {
				t.Errorf("%s: %s\n got %q\nwant %q", lang, s.text, got, s.want)
			}
		}
	}
}

// found is the dates of a text as a sample lists them.
func found(text string, lang corpus.Lang, published corpus.Date) []string {
	var dates []string
	for _, e := range Find(text, lang, published) {
		if e.Type == Date {
			dates = append(dates, text[e.Start:e.End]+" = "+e.EDTF)
		}
	}
	return dates
}

func TestSamplesAreReadInTheOtherLanguageToo(t *testing.T) {
	for _, s := range []struct {
		text string
		lang corpus.Lang
		want string
	}{
		{"The quote says [en 2018 et 2019]the arrival", corpus.English, "2018 = 2018; 2019 = 2019"},
		{"Le message reads “since October 2023” and no more", corpus.French, "since October 2023 = 2023-10/.."},
		{"11 min read Sep 14, 2024", corpus.French, "Sep 14, 2024 = 2024-09-14"},
		{"Elle a dit : “mardi 15 octobre 2024”", corpus.English, "mardi 15 octobre 2024 = 2024-10-15"},
		{"On a pris le sun et mon auto", corpus.French, ""},
		{"An an ete of the mars bar", corpus.English, ""},
	} {
		if got := strings.Join(found(s.text, s.lang, corpus.Date{}), "; "); got != s.want {
			t.Errorf("%s: got %q, want %q", s.text, got, s.want)
		}
	}
}
