package analysis

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"verbatim/corpus"
)

func terms(a Analyzer, text string) string {
	var out []string
	for _, t := range a(text) {
		out = append(out, t.Term)
	}
	return strings.Join(out, " ")
}

func exacts(a Analyzer, text string) string {
	var out []string
	for _, t := range a(text) {
		out = append(out, t.Exact)
	}
	return strings.Join(out, " ")
}

func TestWordsAreFoldedAndFunctionWordsLeftOut(t *testing.T) {
	tests := []struct {
		lang corpus.Lang
		text string
		want string
	}{
		{"fr", "L’envoi d'obus à la Russie", "envoi obus russie"},
		{"fr", "Jusqu’à l'Élysée, qu’on ne s’y trompe", "elysee trompe"},
		{"fr", "Sergueï Choïgou, l’œuvre", "serguei choigou oeuvre"},
		{"fr", "aujourd’hui à Séoul", "aujourdhui seoul"},
		{"fr", "10 000 soldats, 10 000 obus, 1,5 million", "10000 soldats 10000 obus 1.5 million"},
		{"en", "Seoul's envoys met North Korea’s 10,000 troops", "seoul envoys met north korea 10000 troops"},
		{"en", "U.S. officials told us", "us officials told"},
		{"en", "The US and the U.S.A. on Oct. 23", "us usa oct 23"},
		{"en", "KN-23 missiles, Kim Jong-un", "kn 23 missiles kim jong un"},
		{"fr", "l’été à l'est, qu’est-ce que c’est ? D'un côté", "ete est cote"},
		{"en", "WHAT IS THE US DOING", ""},
		{"fr", "Kim Jong-un et Choe Son-hui, Kim Jong Un", "kim jong un choe son hui kim jong un"},
		{"fr", "le sous-marin, dit-il, et celui-ci ; y a-t-il un cessez-le-feu ?", "sous marin dit cessez feu"},
		{"en", "0.250 and 3.14, 2,000.5", "0.250 3.14 2000.5"},
	}
	for _, test := range tests {
		a, ok := For(test.lang)
		if !ok {
			t.Fatalf("no analyzer for %s", test.lang)
		}
		if got := exacts(a, test.text); got != test.want {
			t.Errorf("%s %q: got %q, want %q", test.lang, test.text, got, test.want)
		}
	}
}

func TestInflectionsMeet(t *testing.T) {
	groups := map[corpus.Lang][]string{
		"fr": {
			"déploiement deployer déployé déployées deploie", "envoyer envoyé envoyés envoie", "nucléaire nucleaires", "général généraux",
			"soldat soldats", "négociation négociations", "accusé accuser accusent accusait", "coréenne coréennes coréen coréens", "missile missiles",
			"renforcer renforcement renforcé", "alliance alliances allianc",
			"recevoir reçoit reçu reçus reçut recevra", "paraître paraît paru paraissait parut", "reconnaître reconnaît reconnu reconnurent",
			"entretenir entretient entretenu", "maintenir maintient maintenu", "détruire détruit détruisent détruite",
		},
		"en": {"deploy deployed deploying deploys", "soldier soldiers", "sanction sanctions sanctioned", "treaty treaties"},
	}
	for lang, lines := range groups {
		a, _ := For(lang)
		for _, line := range lines {
			got := strings.Fields(terms(a, line))
			for _, g := range got {
				if g != got[0] {
					t.Errorf("%s: %q has the stems %q", lang, line, got)
					break
				}
			}
		}
	}
}

func TestAccentsDoNotMatter(t *testing.T) {
	a, _ := For(corpus.French)
	const text = "L’État réagit à l’élection présidentielle après l’échec du cessez-le-feu"
	if with, without := terms(a, text), terms(a, unaccented(text)); with != without {
		t.Errorf("with accents %q, without %q", with, without)
	}
}

// unaccented takes the accents off a text and leaves its spaces and apostrophes.
func unaccented(s string) string {
	return strings.NewReplacer("É", "E", "é", "e", "è", "e", "à", "a", "’", "'").Replace(s)
}

func FuzzAnalyze(f *testing.F) {
	for _, s := range []string{"L’envoi de 10 000 soldats", "U.S.'s", "a’’b", "1,2,3", "é\u0301", "\xff\xfe", "٣٤ 日本語", "Ⅷ½"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, lang := range []corpus.Lang{"fr", "en", "und"} {
			a, _ := For(lang)
			last, position := 0, -1
			for _, tok := range a(text) {
				if tok.Start < last || tok.End <= tok.Start || tok.End > len(text) || tok.Position <= position {
					t.Fatalf("%s %q: token %+v after byte %d, position %d", lang, text, tok, last, position)
				}
				if utf8.ValidString(text) && !utf8.ValidString(text[tok.Start:tok.End]) {
					t.Fatalf("%s %q: token %+v cuts a rune", lang, text, tok)
				}
				last, position = tok.End, tok.Position
			}
		}
	})
}

func BenchmarkAnalyze(b *testing.B) {
	text := strings.Repeat("Le transfert d’obus nord-coréens vers la Russie inquiète Séoul et Washington, selon l’institut. ", 10)
	for _, lang := range []corpus.Lang{"fr", "en"} {
		b.Run(fmt.Sprint(lang), func(b *testing.B) {
			a, _ := For(lang)
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				a(text)
			}
		})
	}
}
