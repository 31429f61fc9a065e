package retrieval

import (
	"context"
	"fmt"
	"path"
	"slices"

	"verbatim/corpus"
)

// veiled is a generation of which some articles are out of sight at once, before
// there is another without them. Its statistics still count their passages.
type veiled struct {
	Generation
	library *corpus.Library
}

// veil hides articles of a generation; without any it is the generation itself.
func veil(g Generation, hidden func(*corpus.Article) bool) (Generation, error) {
	if hidden == nil {
		return g, nil
	}
	full := g.Library()
	files := map[string]bool{} // that hold hidden articles
	var left []*corpus.Article
	for _, a := range full.Articles() {
		if hidden(a) {
			files[a.File] = true
			continue
		}
		left = append(left, a)
	}
	if len(files) == 0 {
		return g, nil
	}
	library, err := corpus.NewLibrary(left, unread(full.Sources(), files), slices.DeleteFunc(slices.Clone(full.Skipped()), func(k corpus.Skipped) bool { return files[k.File] }), full.Sample())
	return &veiled{g, library}, err
}

// unread are sources without those of some files: whatever stands there now is
// to be read again. An archive that holds one is kept by its name alone.
func unread(all []corpus.Source, files map[string]bool) []corpus.Source {
	archives := map[string]bool{}
	for f := range files {
		for d := path.Dir(f); d != "." && d != "/"; d = path.Dir(d) {
			archives[d] = true
		}
	}
	var left []corpus.Source
	for _, s := range all {
		if files[s.File] {
			continue
		}
		if archives[s.File] {
			s.Hash = ""
		}
		left = append(left, s)
	}
	return left
}

func (v *veiled) Library() *corpus.Library { return v.library }

func (v *veiled) Body(articleID string) (string, error) {
	if v.library.Article(articleID) == nil {
		return "", fmt.Errorf("no article has the ID %q", articleID)
	}
	return v.Generation.Body(articleID)
}

// Search searches for as many more as are hidden.
func (v *veiled) Search(ctx context.Context, r Request) ([]Hit, error) {
	for want := r.Limit; ; r.Limit *= 2 {
		all, err := v.Generation.Search(ctx, r)
		if err != nil {
			return nil, err
		}
		var hits []Hit
		for _, h := range all {
			if v.library.Article(h.ArticleID) != nil && len(hits) < want {
				hits = append(hits, h)
			}
		}
		if len(hits) == want || len(all) < r.Limit {
			return hits, nil
		}
	}
}
