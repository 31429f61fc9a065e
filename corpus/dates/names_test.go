package dates

import (
	"strings"
	"testing"

	"verbatim/corpus"
)

// TestNames holds what looks like a date and is none, by the habit that makes it
// so, beside true dates of the same shape: the values of what is found.
func TestNames(t *testing.T) {
	for _, c := range []struct {
		lang       corpus.Lang
		text, want string
	}{
		// numbered, measured and counted things
		{corpus.French, "Ils ont gardé Windows 2000 et un vieux Nokia 1100.", ""},
		{corpus.French, "La Peugeot 2008 plaît, dit-on page 2012, article 1984.", ""},
		{corpus.French, "voir p. 1984 ; résolution 1701 ; le vol 1907", ""},
		{corpus.French, "le chapitre 3.4.2010 et la version 10.4.2011", ""},
		{corpus.French, "un émetteur de 1950 MHz", ""},
		{corpus.French, "de 1990 à 2010 euros", ""},
		{corpus.French, "l’association réunit ses 1999 bénévoles et 2005 donateurs", ""},
		{corpus.French, "en 2005 plusieurs villages ont été évacués", "2005"},
		{corpus.French, "en 1990 et 2005 toujours", "1990 2005"},
		{corpus.French, "Appelez le 01 42 12 10 2010.", ""},
		{corpus.French, "Le siège est à 2000 Neuchâtel.", ""},
		{corpus.French, "de 1998 à 2000 Marseille", "1998/2000"},
		{corpus.English, "a 2000-pound bomb on Flight 1907 to Gate 1985", ""},
		{corpus.English, "one in 2000 women; he won one in 2004", "2004"},
		{corpus.English, "at 1950 Main Street, near the 1950 fair", "1950"},
		{corpus.English, "a man of 5'10\" and the class of '10", "2010"},
		{corpus.English, "The office of 2019 bought Office 2019.", "2019"},
		{corpus.French, "en 1100 av. J.-C., au IIe siècle avant Jésus-Christ, puis en 1100 avant la guerre", "1100"},
		{corpus.English, "in 1200 BC and the 5th century BCE", ""},
		{corpus.English, "a programme in the 3rd and 4th years", ""},
		{corpus.French, "l’escadrille 1/31, du 20 décembre 1937 à la 1/31e escadre", "1937-12-20"},
		// Bible verses, scores, fractions
		{corpus.French, "Jean 3:16, Luc 2, 1-20, le psaume 19:9", ""},
		{corpus.French, "éliminé (1-2/2 -0) puis 6-4 7-5 6/2", ""},
		{corpus.English, "Tel: +86 2010-2015-86", ""},
		{corpus.English, "John 3:16; 3-2, 21-14, 7/10, 24/7", ""},
		// people, papers, places, upheavals, works
		{corpus.French, "le maréchal Juin, M. Février et Avril Lavigne", ""},
		{corpus.French, "la révolution d’Octobre et la monarchie de Juillet", ""},
		{corpus.French, "en octobre, la révolution de juillet 1830", "2024-10 1830-07"},
		{corpus.French, "rue du 4-Septembre, place du 8-Mai-1945", ""},
		{corpus.French, "le Journal du dimanche de ce dimanche", "2024-10-27"},
		{corpus.French, "le film Le Dernier Printemps, sorti le printemps dernier", "2024-SP"},
		{corpus.French, "au nombre de vingt-sept en 2015", "2015"},
		{corpus.French, "une initiative pour douze dimanches sans voitures", ""},
		{corpus.English, "Mr. May met Bruno Mars and Avril Lavigne", ""},
		{corpus.English, "the October Revolution began in October 1917", "1917-10"},
		{corpus.English, "The Mail on Sunday said on Sunday", "2024-10-20"},
		{corpus.English, "the quality Sunday newspaper", ""},
		{corpus.English, "USA Today reported today", "2024-10-24"},
		{corpus.English, "a touchdown in the fourth quarter; sales in the fourth quarter", "2024-Q4"},
		{corpus.English, "profits grew in the fourth quarter", "2024-Q4"},
		{corpus.English, "the 21st of the line on the 21st", "2024-10-21"},
		// what such words say of other dates
		{corpus.English, "official on the first July 4", "2024-07-04"},
		{corpus.English, "rare in the 12th century and in the 13th", "11 12"},
		{corpus.English, "the last two decades of the 18th century", "17"},
		{corpus.English, "made worse, exacerbated by the 2008 crisis", "2008"},
		{corpus.English, "in 2005/06, after the 1905-7 war", "2005/2006 1905/1907"},
		{corpus.French, "dans les années 1990 et 2000", "199 200"},
		{corpus.French, "le 18 février 1793, puis le 10 mai suivant", "1793-02-18 1793-05-10"},
		{corpus.French, "le 10 août ils approchent, le 11 ils traversent", "2024-08-10 2024-08-11"},
		{corpus.French, "le 30 novembre 1993, puis en janvier suivant", "1993-11-30 1994-01"},
		{corpus.French, "mercredi des Cendres 2024", "2024-02-14"},
	} {
		var got []string
		for _, e := range Find(c.text, c.lang, published) {
			if e.Type == Date && e.Value != "" {
				got = append(got, e.Value)
			}
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}
