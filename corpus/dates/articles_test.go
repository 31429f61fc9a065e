package dates

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/corpus"
)

const articles = "../../../shared/articles" // not part of the project: no sentence of theirs stands here

// TestArticles holds what real articles say of time, annotated by a reader
// before any code was run on them: where each calendar date begins and what it
// means in EDTF, "" for one that the article leaves open. Nothing else may be
// read as a date, but for the vague ones named here.
func TestArticles(t *testing.T) {
	type date struct {
		at   int
		edtf string
	}
	for _, c := range []struct {
		file      string
		lang      corpus.Lang
		published string
		dates     []date
		vague     []string
	}{
		{"000_0fc71b888c8e78be.txt", corpus.French, "", nil, nil},
		{"001_575e61184a861d45.txt", corpus.French, "", nil, []string{"années à venir"}},
		{"002_49859549f9b857ac.txt", corpus.French, "2024-09-14",
			[]date{{126, "2024-09-14"}, {599, "2024-09-14"}, {738, "2023-07-27"}}, nil},
		{"003_dc3f08365898685b.txt", corpus.French, "", []date{{110, "XXXX-11-01"}, {5923, ""}}, nil},
		{"004_ac8235621096dcab.txt", corpus.English, "", []date{{395, "2018"}, {404, "2019"}, {936, "../XXXX-12"},
			{1019, "XXXX-10-23"}, {1924, ""}, {2148, "XXXX-10-07"}, {2162, "XXXX-10-08"}, {2481, "XXXX-10-11"},
			{5009, "XXXX-10-22"}, {6571, "2022"}, {6687, ""}}, nil},
	} {
		t.Run(c.file[:3], func(t *testing.T) {
			b, err := os.ReadFile(filepath.Join(articles, c.file))
			if err != nil {
				t.Skip("the articles are not here")
			}
			published := corpus.Date{}
			if c.published != "" {
				if published, err = corpus.ParseDate(c.published); err != nil {
					t.Fatal(err)
				}
			}
			text, want := string(b), c.dates
		next:
			for _, e := range Find(text, c.lang, published) {
				if e.Type != Date {
					continue
				}
				if len(want) > 0 && e.Start <= want[0].at && want[0].at < e.End {
					if e.EDTF != want[0].edtf {
						t.Errorf("byte %d: %q, want %q", e.Start, e.EDTF, want[0].edtf)
					}
					want = want[1:]
					continue
				}
				for _, v := range c.vague {
					if strings.Contains(text[e.Start:e.End], v) && !e.Resolved() {
						continue next
					}
				}
				t.Errorf("false alarm of %q at byte %d", e.Rule, e.Start)
			}
			if len(want) > 0 {
				t.Errorf("not found: %v", want)
			}
		})
	}
}
