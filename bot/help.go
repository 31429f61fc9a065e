package bot

import (
	"cmp"
	"context"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"verbatim/bot/locale"
	"verbatim/corpus"
	"verbatim/retrieval"
)

// tryButton asks an example.
const tryButton = "try"

func (h *handler) helpCommand() Command {
	return Command{Name: "help", Private: true, Free: true, Handle: answering(h.guide)}
}

// guide says how to ask, with examples from the articles.
func (h *handler) guide(ctx context.Context, r Request) (Reply, error) {
	gen, release, err := h.Corpus.Acquire()
	if err != nil {
		return Reply{}, err
	}
	defer release()
	w, lib := r.words(), gen.Library()
	lines := []string{sample(retrieval.Answer{Library: lib}, w), w.Guide.What.With(extent(lib, w)...), string(w.Guide.How), string(w.Guide.More)}
	if r.Manager {
		lines = append(lines, string(w.Guide.Settings))
		if h.Homeless != nil && h.Homeless() {
			lines = append(lines, string(w.Guide.Homeless))
		}
	}
	reply := Reply{Private: true}
	for _, a := range h.examples(ctx, lib, w) {
		reply.Actions = append(reply.Actions, Action{Label: short(a.Title, maxExample), Name: tryButton, Arg: exampleKey(a.ArticleID)})
	}
	if len(reply.Actions) > 0 {
		lines = append(lines, string(w.Guide.Try))
	}
	reply.Text = joined("\n", lines...)
	return reply, nil
}

const (
	examples = 3
	// maxExample is how many characters of a title a button shows on a phone.
	maxExample = 60
	// maxTries bounds the titles that are tried: a search takes milliseconds.
	maxTries = 12
)

// examples are articles whose titles, asked as questions, have an answer: the
// newest, of different publishers, in the reader's language before others.
func (h *handler) examples(ctx context.Context, lib *corpus.Library, w *locale.Words) []*corpus.Article {
	all := slices.Clone(lib.Articles())
	slices.SortStableFunc(all, func(a, b *corpus.Article) int {
		return cmp.Or(foreign(a, w)-foreign(b, w), b.Published.From.Time().Compare(a.Published.From.Time()))
	})
	var chosen []*corpus.Article
	publishers, tried := map[string]bool{}, 0
	for _, a := range all {
		if len(chosen) == examples || tried == maxTries {
			break
		}
		if a.Title == "" || publishers[a.Publisher] && a.Publisher != "" {
			continue
		}
		tried++
		answer, err := h.uncounted(ctx, retrieval.Query{Text: a.Title, Limit: 1})
		if err != nil || answer.Abstained || len(answer.Quotes) == 0 {
			continue
		}
		publishers[a.Publisher] = true
		chosen = append(chosen, a)
	}
	return chosen
}

// foreign is 1 for an article in another language than the reader's, else 0.
func foreign(a *corpus.Article, w *locale.Words) int {
	if base, _, _ := strings.Cut(string(a.Lang), "-"); base == string(w.Lang) {
		return 0
	}
	return 1
}

// exampleKey names an article in the argument of a button.
func exampleKey(id string) string {
	f := fnv.New64a()
	f.Write([]byte(id))
	return strconv.FormatUint(f.Sum64(), 36)
}

// try asks the title of an article.
func (h *handler) try(ctx context.Context, r Request) (Reply, error) {
	title, err := h.exampleTitle(r.Arg)
	if err != nil {
		return Reply{}, err
	}
	r.Question, r.Via = title, ByCommand // which repeats the question
	return h.ask(ctx, r)
}

func (h *handler) exampleTitle(key string) (string, error) {
	gen, release, err := h.Corpus.Acquire()
	if err != nil {
		return "", err
	}
	defer release()
	for _, a := range gen.Library().Articles() {
		if exampleKey(a.ArticleID) == key && a.Title != "" {
			return a.Title, nil
		}
	}
	return "", errChanged
}
