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

// Function words of other languages look like those of the languages that vote.
func TestNewsInLanguagesThatDoNotVote(t *testing.T) {
	for want, text := range map[corpus.Lang]string{
		"sv": "Regeringen sade på måndagen att den kommer att lägga mer pengar på försvaret under de kommande åren, efter att flera grannländer har gjort detsamma.",
		"fi": "Hallitus sanoi maanantaina käyttävänsä enemmän rahaa puolustukseen tulevina vuosina sen jälkeen, kun useat naapurimaat ovat tehneet samoin.",
		"pl": "Rząd zapowiedział w poniedziałek, że przeznaczy więcej pieniędzy na obronę w nadchodzących latach, po tym jak kilka sąsiednich krajów zrobiło to samo.",
		"ro": "Guvernul a anunțat luni că va cheltui mai mulți bani pentru apărare în anii următori, după ce mai multe țări vecine au făcut același lucru.",
		"hu": "A kormány hétfőn közölte, hogy több pénzt költ védelemre a következő években, miután több szomszédos ország is így tett, mondta a miniszterelnök.",
		"tr": "Hükümet pazartesi günü, birkaç komşu ülkenin aynı şeyi yapmasının ardından önümüzdeki yıllarda savunmaya daha fazla para harcayacağını söyledi.",
		"vi": "Chính phủ cho biết hôm thứ Hai rằng họ sẽ chi nhiều tiền hơn cho quốc phòng trong những năm tới, sau khi một số nước láng giềng đã làm điều tương tự.",
		"id": "Pemerintah mengatakan pada hari Senin bahwa mereka akan mengeluarkan lebih banyak uang untuk pertahanan di tahun-tahun mendatang.",
	} {
		if got := Detect(text); got != want {
			t.Errorf("Detect(%q) = %s, want %s", text, got, want)
		}
	}
}

func TestClearTellsOnlyWhatIsClear(t *testing.T) {
	for _, c := range []struct {
		text string
		want corpus.Lang
	}{
		{"Le général a quitté Séoul le 23 octobre, selon l'agence.", "fr"},
		{"The general left Seoul on 23 October, the agency said.", "en"},
		{"Северная Корея отправила солдат, вы это знали?", "ru"},
		{"Kim Jong Un, Choe Son Hui, Pak Jong Chon, No Kwang Chol, Kang Sun Nam, Ri Yong Gil, Kim Yong Bok, Jo Yong Won, Pak Thae Song, Kim Tok Hun, Choe Ryong Hae", corpus.Undetermined},
		{"", corpus.Undetermined},
	} {
		if got := Clear(c.text, "en", "fr"); got != c.want {
			t.Errorf("Clear(%q) = %s, want %s", c.text, got, c.want)
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

func TestNamesWithHyphensDoNotVote(t *testing.T) {
	for text, want := range map[string]corpus.Lang{
		"Kim Jong-un":        corpus.Undetermined,
		"kim jong-un":        corpus.Undetermined,
		"Kim Jong-il":        corpus.Undetermined,
		"Choe Son-hui":       corpus.Undetermined,
		"choe son-hui":       corpus.Undetermined,
		"Kim Keon-hee":       corpus.Undetermined,
		"a-t-il parlé":       corpus.French,
		"Est-ce vrai":        corpus.French,
		"what Kim Jong-un":   corpus.English,
		"où va Choe Son-hui": corpus.French,
	} {
		if got := Detect(text, corpus.French, corpus.English); got != want {
			t.Errorf("Detect(%q) = %s, want %s", text, got, want)
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

func BenchmarkDetectWithoutFunctionWords(b *testing.B) {
	text := strings.Repeat("Kim Jong Un, Choe Son Hui, Pak Jong Chon, No Kwang Chol, Kang Sun Nam. ", 50)
	b.ReportAllocs()
	for b.Loop() {
		Detect(text)
	}
}

func BenchmarkDetectParagraph(b *testing.B) {
	text := strings.Repeat("Le général a quitté Séoul le 23 octobre, selon l'agence. ", 10)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Detect(text)
	}
}
