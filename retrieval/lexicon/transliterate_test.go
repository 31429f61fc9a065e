package lexicon

import (
	"slices"
	"testing"

	"verbatim/corpus"
)

func TestNamesAreSpeltAsTheOtherLanguageHearsThem(t *testing.T) {
	for _, c := range []struct{ french, english string }{
		{"vostotchny", "vostochny"}, {"choigou", "shoigu"}, {"poutine", "putin"}, {"jitomir", "zhitomir"}, {"koursk", "kursk"},
		{"khrouchtchev", "khrushchev"}, {"lougansk", "lugansk"}, {"kadhafi", "kadhafi"},
	} {
		for lang, pair := range map[corpus.Lang][2]string{corpus.French: {c.french, c.english}, corpus.English: {c.english, c.french}} {
			got := Transliterations(lang, pair[0])
			if pair[0] != pair[1] && !slices.Contains(got, pair[1]) || slices.Contains(got, pair[0]) {
				t.Errorf("%s: %q gave %q, want %q", lang, pair[0], got, pair[1])
			}
		}
	}
}
