package sentence

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// Each case is one text; "|" marks where it is to be cut.
func TestSplit(t *testing.T) {
	for _, marked := range []string{
		// plain ends
		"Il pleut.| Elle sort !| Où va-t-elle ?| Nul ne sait…| Peut-être.",
		"It rains.| She leaves!| Where to?| Nobody knows...| Perhaps.",
		"No period at the end",
		"First line\n|second line\r\n|third.",
		// French abbreviations
		"M. Dupont a vu Mme. Durand et le Dr. Roy.| Ils ont parlé.",
		"Il lit (p. ex. Le Monde) le soir.| Puis il dort.",
		"Né en 63 av. J.-C. à Rome.| Mort en 14 apr. J.-C.| Les dates sont sûres.",
		"L'art. 5 du traité, cf. Annexe n° 3, est clair.| L'OTAN agit.",
		"Le gén. Martin, le Gén. Martin et MM. Roy et Sy.| Fin.",
		"Voir p. 12 et fig. 3.| Voir aussi le vol. 2.",
		"Du riz, du blé, etc.| Mais pas de maïs.",
		"Il a couru 300 m.| Puis il est tombé.",
		// English abbreviations
		"The U.S. Army left.| It was in the U.S.| He said so at 5 p.m.| She agreed.",
		"Gen. Mark Smith met Mr. Lee vs. Sen. Jones, e.g. Paris, i.e. France.| Done.",
		"J. K. Rowling and George W. Bush met.| They spoke.",
		"See No. 5 for details.| No.| He left.",
		"On Oct. 23 he came.| He left in Oct.| The rest stayed.",
		"Acme Inc. Chairman Roy left Acme Inc.| The firm fell.",
		"They moved to Washington, D.C.| In May they left.",
		// numbers
		"Il a perdu 3.4 millions en 2024.| 10 000 soldats sont partis.",
		"Growth was 2.5 percent.| Version 1.2.3 is out.",
		"1. Quelle est la règle ?| Il n'y en a pas.",
		"Am 23. Oktober 2024 traf er ein.| Er blieb.",
		// quotes
		"« Est-ce vrai ? » demande-t-il.| « Oui. »| Il sort.",
		"« Est-ce vrai\u00a0?\u00a0»\u00a0demande-t-il.| Elle rit.",
		"Il répond : « Jamais ! »| Puis il part.",
		"“Is it true?” he asked.| “Yes.”| He left.",
		"He said: \"Never.\"| Then he left.| (He came back.)| Really.",
		"„Nein.“ sagte er.| »Ja.« sagte sie.",
		"Das ist gut.| »Ja«, sagte er.",
		"Alors… il hésite.| Bon…| Il part.",
		"Le traité […] Poutine l'a signé.",
		"Fait établi.[12]| Autre fait.",
		"Vraiment ?!| Oui.",
		// no space between sentences
		"これは文です。|次の文です。",
		"Voir example.com pour plus.| Merci.",
		"See https://a.example/x?y=Z.| The page is new.",
	} {
		var want []string
		for _, s := range strings.Split(marked, "|") {
			want = append(want, strings.TrimSpace(s))
		}
		text := strings.ReplaceAll(marked, "|", "")
		var got []string
		for _, s := range Split(text) {
			got = append(got, text[s.Start:s.End])
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%q\n%s", text, d)
		}
	}
}

func TestSplitNothing(t *testing.T) {
	for _, text := range []string{"", " \n\t\u00a0 "} {
		if got := Split(text); len(got) > 0 {
			t.Errorf("Split(%q) = %v", text, got)
		}
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("M. Dupont dit : « Oui ? » Puis il part… en 44 av. J.-C.\nFin.")
	f.Add("? » ” [1]) 。\xff.\u2028…")
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, s := range Split(text) {
			if s.Start < at || s.End <= s.Start || s.End > len(text) {
				t.Fatalf("span %v after byte %d of %d", s, at, len(text))
			}
			if strings.TrimFunc(text[at:s.Start], unicode.IsSpace) != "" {
				t.Fatalf("%q is in no sentence", text[at:s.Start])
			}
			cut := text[s.Start:s.End]
			if strings.TrimSpace(cut) != cut {
				t.Fatalf("white space around %q", cut)
			}
			if utf8.ValidString(text) && !utf8.ValidString(cut) {
				t.Fatalf("%q is cut inside a character", cut)
			}
			if strings.ContainsAny(cut, "\n\r\u2028\u2029") {
				t.Fatalf("a line break in %q", cut)
			}
			at = s.End
		}
		if strings.TrimFunc(text[at:], unicode.IsSpace) != "" {
			t.Fatalf("%q is in no sentence", text[at:])
		}
	})
}

func BenchmarkSplit(b *testing.B) {
	text := strings.Repeat("Le général a quitté Séoul le 23 octobre, selon M. Park. « Pourquoi ? » demande l'agence. The U.S. Army said nothing. ", 200)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Split(text)
	}
}
