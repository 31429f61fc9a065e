package verify_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"verbatim/retrieval/verify"
)

func TestClaimsAreWhatAMessageQuotes(t *testing.T) {
	for message, want := range map[string][]string{
		"He said “we will never go there” and left.":                         {"we will never go there"},
		"Il a dit « nous n’irons jamais là-bas » hier.":                      {"nous n’irons jamais là-bas"},
		"\"one two three four\" then «\u00a0cinq six sept\u00a0»":            {"one two three four", "cinq six sept"},
		"> a line of text here\n> and another\nmy words\n> a third one here": {"a line of text here\nand another", "a third one here"},
		"“he told them ‘go away now’ and sat down”":                          {"he told them ‘go away now’ and sat down"},
		"« elle a dit « venez tous ici » puis rien »":                        {"elle a dit « venez tous ici » puis rien"},
		"the so-called “experts” say “this will not hold for long”":          {"this will not hold for long"},
		"no marks at all, just words":                                        {"no marks at all, just words"},
		"never closed “and so on":                                            {"and so on"},
		"it’s Kim’s word, don’t you think":                                   {"it’s Kim’s word, don’t you think"},
		"‘they’re not coming back here’ he said":                             {"they’re not coming back here"},
		"„das ist alles gut so“ sagt er":                                     {"das ist alles gut so"},
		"[“this will not hold”](https://a.example/b?c=d)":                    {"this will not hold"},
		"[this will not hold](<https://a.example/b> \"title\") he said":      {"this will not hold he said"},
		"“**this** will _not_ *hold*” https://a.example/b":                   {"this will not hold"},
		"**“this will not hold”**":                                           {"this will not hold"},
		"||> this|| ~~will~~ `not` hold":                                     {"this will not hold"},
		"> this will not hold\n> — The Ropewalk":                             {"this will not hold"},
		"> this will not hold - for long\n> for now":                         {"this will not hold - for long\nfor now"},
		"2 * 3 * 4 and snake_case_name [sic] [Kim]":                          {"2 * 3 * 4 and snake_case_name [sic] [Kim]"},
		"…": nil,
		"":  nil,
	} {
		if got := texts(verify.Claims(message)); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", message, got, want)
		}
	}
	if got := verify.Claims(strings.Repeat("“one two three four” ", 20)); len(got) != verify.MaxClaims {
		t.Errorf("%d claims", len(got))
	}
}

func FuzzClaims(f *testing.F) {
	f.Add("> a « b “c” d » e\n> f [x] … \"g\"")
	f.Fuzz(func(t *testing.T, message string) {
		for _, claim := range verify.Claims(message) {
			if strings.TrimSpace(claim.Text) == "" || !utf8.ValidString(claim.Text) {
				t.Errorf("%q: %q", message, claim.Text)
			}
		}
	})
}

// FuzzCheck holds every verdict against the articles: what is shown is printed.
func FuzzCheck(f *testing.F) {
	gen := open(f)
	for _, s := range []string{"Sa durée [...] illimitée", "[Kim] envoie […] trois raisons", "the the the the the", "… [ ] ...", "3 000 soldiers not sent", "n’a pas 10 000 'obus'"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, claim string) {
		if len(claim) > 2000 {
			return
		}
		got, err := verify.Check(t.Context(), gen, verify.Claim{Text: claim, Marked: len(claim)%2 == 0, Message: claim}, verify.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range got.Sources {
			body, err := gen.Body(s.ArticleID)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range s.Parts {
				if body[p.Start:p.End] != p.Text || len(p.Spans) == 0 {
					t.Errorf("%q: part %+v", claim, p)
				}
				for _, span := range p.Spans {
					if span.Start < 0 || span.End > len(p.Text) || span.Start >= span.End {
						t.Errorf("%q: span %v of %q", claim, span, p.Text)
					}
				}
			}
		}
		if (got.Verdict == verify.Absent || got.Verdict == verify.Short) != (len(got.Sources) == 0) {
			t.Errorf("%q: %s with %d sources", claim, got.Verdict, len(got.Sources))
		}
	})
}

func texts(claims []verify.Claim) []string {
	var all []string
	for _, c := range claims {
		all = append(all, c.Text)
	}
	return all
}
