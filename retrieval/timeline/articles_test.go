package timeline

import (
	"os"
	"strings"
	"testing"

	"verbatim/corpus/read"
)

const articles = "../../../shared/articles" // not part of the project: no sentence of theirs stands here

// TestRealArticlesSetNoTrap asks for what real articles tell: a meeting that one
// calls recent is placed on the day that it states, over a year before; a day in
// an article that nobody dates has no year; and what it says of "last year" none
// either.
func TestRealArticlesSetNoTrap(t *testing.T) {
	if _, err := os.Stat(articles); err != nil {
		t.Skip("the articles are not here")
	}
	e := engineOver(t, read.Folder{FS: os.DirFS(articles), Name: "articles"})
	for _, c := range []struct {
		topic, file string // the three figures that its name begins with
		want, never string // EDTF
	}{
		{"rencontre entre Kim Jong-un et Choïgou", "002", "2023-07-27", "2024"},
		{"Kim Jong-un et Choïgou", "002", "2023-07-27", "2024"},
		{"Choe Son Hui à Moscou", "003", "XXXX-11-01", "2"},
		{"Jo Tae-yong on North Korean soldiers", "004", "XXXX-10-23", "2024"},
	} {
		tl, err := Build(t.Context(), e, Query{Topic: c.topic, Limit: 100})
		if err != nil {
			t.Fatalf("%s: %v", c.topic, err)
		}
		found := false
		for _, e := range tl.All() {
			for _, r := range e.Sources {
				if !strings.HasPrefix(r.File, c.file) {
					continue
				}
				found = found || r.EDTF == c.want
				if strings.HasPrefix(r.EDTF, c.never) && r.EDTF != c.want {
					t.Errorf("%s: an event at %s", c.topic, r.EDTF)
				}
			}
		}
		if !found {
			t.Errorf("%s: no event at %s", c.topic, c.want)
		}
	}
}
