package language

import (
	"strings"
	"testing"

	"verbatim/corpus"
)

func TestDetect(t *testing.T) {
	for text, want := range map[string]corpus.Lang{
		// questions as people type them
		"pourquoi kim a envoye des soldats":                            "fr",
		"pourquoi kim a envoye des soldats en russie ?":                "fr",
		"combien de soldats":                                           "fr",
		"combien soldats coreens russie":                               "fr",
		"qui est choigou":                                              "fr",
		"c'est quoi l'accord":                                          "fr",
		"que dit Séoul":                                                "fr",
		"quand a eu lieu la rencontre":                                 "fr",
		"Qu’a dit Poutine ?":                                           "fr",
		"est-ce que la Corée du Nord a des missiles":                   "fr",
		"why troops sent":                                              "en",
		"why did kim send soldiers to russia":                          "en",
		"how many soldiers":                                            "en",
		"What's the KN-23?":                                            "en",
		"when did choe visit moscow":                                   "en",
		"who said that":                                                "en",
		"tell me about the treaty":                                     "en",
		"Kim Jong-un visited Paris in May":                             "en",
		"warum hat nordkorea soldaten nach russland geschickt":         "de",
		"por qué envió Corea del Norte soldados a Rusia":               "es",
		"perché la Corea del Nord ha mandato i soldati":                "it",
		"quantos soldados foram enviados para a Rússia pelos coreanos": "pt",
		"waarom heeft Noord-Korea soldaten naar Rusland gestuurd":      "nl",
		"Северная Корея отправила солдат, вы это знали?": "ru",
		"Північна Корея та її солдати":                   "uk",
		"북한은 러시아에 군인을 보냈다":                               "ko",
		"北朝鮮はロシアに兵士を派遣した":                                "ja",
		// headlines without many function words
		"Renforcement des alliances militaires":                "fr",
		"Sanctions internationales et développement nucléaire": "fr",
		"Seoul's hasty reaction":                               "en",
		// not to be known
		"":                 corpus.Undetermined,
		"123 456":          corpus.Undetermined,
		"?!":               corpus.Undetermined,
		"KN-23":            corpus.Undetermined,
		"Kim Jong-un":      corpus.Undetermined,
		"Pyongyang Moscou": corpus.Undetermined,
	} {
		if got := Detect(text); got != want {
			t.Errorf("Detect(%q) = %s, want %s", text, got, want)
		}
	}
}

func TestDetectAmongTheLanguagesGiven(t *testing.T) {
	for _, c := range []struct {
		text  string
		among []corpus.Lang
		want  corpus.Lang
	}{
		{"combien de soldats", []corpus.Lang{"fr", "en"}, "fr"},
		{"why troops sent", []corpus.Lang{"fr", "en"}, "en"},
		{"troop numbers last month", []corpus.Lang{"fr", "en"}, "en"},
		{"troupes nord-coreennes deployees recemment", []corpus.Lang{"fr", "en"}, "fr"},
		{"combien de soldats", []corpus.Lang{"fr-CA", "en"}, "fr-CA"},
		{"Северная Корея", []corpus.Lang{"fr", "en"}, corpus.Undetermined},
	} {
		if got := Detect(c.text, c.among...); got != c.want {
			t.Errorf("Detect(%q, %v) = %s, want %s", c.text, c.among, got, c.want)
		}
	}
}

func TestDetectLooksAtTheBeginningOnly(t *testing.T) {
	text := strings.Repeat("Le président de la République est arrivé. ", 1_000_000)
	if got := Detect(text); got != "fr" {
		t.Errorf("got %s", got)
	}
}

func FuzzDetect(f *testing.F) {
	f.Add("pourquoi", "fr")
	f.Add("\xff\u0301'’", "")
	f.Fuzz(func(t *testing.T, text, among string) {
		if got := Detect(text); got == "" {
			t.Fatal("no tag at all")
		}
		if got := Detect(text, corpus.Lang(among), "en"); got != corpus.Lang(among) && got != "en" && got != corpus.Undetermined {
			t.Fatalf("%s is neither %q nor en", got, among)
		}
	})
}

func BenchmarkDetectParagraph(b *testing.B) {
	text := strings.Repeat("Le général a quitté Séoul le 23 octobre, selon l'agence. ", 10)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Detect(text)
	}
}
