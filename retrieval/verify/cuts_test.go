package verify_test

import (
	"strings"
	"testing"

	"verbatim/retrieval/verify"
)

// Negations that a quote cuts out of a printed sentence are told.
func TestNegationsThatAreCutOutAreTold(t *testing.T) {
	gen := open(t)
	for claim, want := range map[string]string{
		"“The panel, set up in 2009 under resolution 1874, did […] impose sanctions”":    "not",
		"“The panel, set up in 2009 under resolution 1874, did [then] impose sanctions”": "not",
		"“The panel, set up in 2009 under resolution 1874, did not impose sanctions”":    "",
		"“North Korean unit of this size has gone to a foreign war before”":              "No",
		"« Les deux dirigeants ne s’étaient […] vus depuis avril 2019 »":                 "pas",
		"« Les deux dirigeants ne s’étaient pas vus depuis avril 2019 »":                 "",
		"“The sanctions remain in force”":                                                "",
	} {
		got, err := verify.Check(t.Context(), gen, verify.Claims(claim)[0], verify.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if cut := strings.Join(got.Cut, " "); cut != want || got.Verdict != verify.Exact {
			t.Errorf("%s: %s, cut %q, want %q", claim, got.Verdict, cut, want)
		}
	}
}
