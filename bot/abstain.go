package bot

import (
	"strings"

	"verbatim/bot/locale"
	"verbatim/corpus"
	"verbatim/retrieval"
)

// abstention is the reply to a question that the corpus does not answer: one
// line in public, more in private.
func abstention(r Request, a retrieval.Answer, w *locale.Words) Reply {
	line := nothing(a, w)
	if r.Private {
		return Reply{Text: joined("\n", sample(a, w), echo(r, w), joined(" ", line, leftOut(a, w)), unknown(a, w), nearest(a, w)),
			Actions: removal(r, w), Private: true}
	}
	near := ""
	if len(a.Nearest) > 0 {
		near = w.Nearest.With("title", titled(a.Nearest[0], w))
	}
	line = joined(" ", line, near, leftOut(a, w))
	if r.Via == ByCommand {
		return Reply{Text: joined("\n", sample(a, w), echo(r, w), line), Actions: removal(r, w)}
	}
	return Reply{Text: joined(" · ", sample(a, w), line), Actions: removal(r, w)}
}

// nothing says that nothing was found, and why.
func nothing(a retrieval.Answer, w *locale.Words) string {
	switch {
	case a.Reason == retrieval.ReasonNoWords:
		return string(w.NoWords)
	case len(a.Library.Articles()) == 0:
		return string(w.NoArticles)
	case a.Reason == retrieval.ReasonEmpty:
		return string(w.NoneLeft)
	}
	pairs := append(extent(a.Library, w), "words", listed(a.Why.Unknown, w))
	if a.Reason == retrieval.ReasonUnknown && len(a.Why.Unknown) > 0 {
		return w.NothingOn.With(pairs...)
	}
	return w.NotFound.With(pairs...)
}

// extent is how many articles there are, and of when.
func extent(lib *corpus.Library, w *locale.Words) []string {
	return []string{"articles", w.Count(w.Articles, len(lib.Articles())), "period", w.Period(lib)}
}

// listed are a few words of a question, as they were asked.
func listed(words []string, w *locale.Words) string {
	var quoted []string
	for _, word := range words[:min(5, len(words))] {
		quoted = append(quoted, w.Title.With("title", short(word, 40)))
	}
	return strings.Join(quoted, ", ")
}

func unknown(a retrieval.Answer, w *locale.Words) string {
	if len(a.Why.Unknown) == 0 || a.Reason == retrieval.ReasonUnknown {
		return ""
	}
	return w.UnknownWords.With("words", listed(a.Why.Unknown, w))
}

// nearest lists what came nearest, each article once.
func nearest(a retrieval.Answer, w *locale.Words) string {
	lines := []string{string(w.NearestList)}
	seen := map[string]bool{}
	for _, q := range a.Nearest {
		if !seen[q.ArticleID] {
			lines = append(lines, "• "+titled(q, w)+" · "+source(q, w))
		}
		seen[q.ArticleID] = true
	}
	if len(lines) == 1 {
		return ""
	}
	return strings.Join(lines, "\n")
}

func titled(q retrieval.Quote, w *locale.Words) string {
	return w.Title.With("title", short(title(q), 120))
}

// help answers a call without a question.
func (h *handler) help(r Request) (Reply, error) {
	gen, release, err := h.Corpus.Acquire()
	if err != nil {
		return Reply{}, err
	}
	defer release()
	w := wordsFor(r, corpus.Undetermined, corpus.Undetermined)
	lib := gen.Library()
	return Reply{Text: joined(" · ", sample(retrieval.Answer{Library: lib}, w), w.Help.With(extent(lib, w)...)), Private: r.Private}, nil
}
