package bot

import (
	"context"
	"errors"
	"strings"

	"verbatim/bot/locale"
	"verbatim/corpus/withdrawn"
	"verbatim/retrieval/curation"
)

const purgeYesButton = "purge-yes" // takes a text down

// purgeCommand takes a text down for good, once that was confirmed.
func (h *handler) purgeCommand() Command {
	return Command{
		Name: "purge", Private: true, Long: true, Options: []Option{{Name: "article", Required: true, Suggested: true}},
		Suggest: h.suggestPurges, Handle: answering(h.askPurge),
		Buttons: []Button{{Name: purgeYesButton, Edits: true, Handle: HandlerFunc(h.purge)}},
	}
}

// suggestPurges offers articles by their marks: an ID may be too long.
func (h *handler) suggestPurges(r Request, option string) ([]Choice, error) {
	g, release, err := h.Corpus.Acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	var all []Choice
	want := strings.ToLower(r.Options[option])
	for _, a := range g.Library().Articles() {
		if strings.Contains(strings.ToLower(a.Title+" "+a.File+" "+a.URL), want) {
			all = append(all, Choice{Name: articleName(a, r.words()), Value: withdrawn.Mark(a.ArticleID)})
		}
		if len(all) == maxChoices {
			break
		}
	}
	return all, nil
}

// askPurge says what would go, and asks.
func (h *handler) askPurge(ctx context.Context, r Request) (Reply, error) {
	words, what := r.words(), strings.TrimSpace(r.Options["article"])
	w := words.Corpus.Purge
	p, err := h.Curator.Foresee(ctx, what)
	if err != nil {
		return Reply{Text: explainCorpus(err, words), Private: true}, nil
	}
	text, arg := string(w.Address), withdrawn.AddressMark(what)
	if n := len(p.Articles); n > 0 {
		first := p.Articles[0]
		arg = withdrawn.Mark(first.ArticleID)
		text = w.Confirm.With("article", joined(" · ", short(first.Name(), 200), short(first.Publisher, 100), first.File))
		if n > 1 {
			text = joined("\n", text, words.Count(w.Copies, n-1))
		}
	}
	if p.Shared > 0 {
		text = joined("\n", text, words.Count(w.Shared, p.Shared))
	}
	return Reply{Text: text, Private: true, Actions: []Action{{Kind: Press, Label: string(w.Yes), Name: purgeYesButton, Arg: arg}}}, nil
}

// purge takes down what was confirmed.
func (h *handler) purge(ctx context.Context, r Request, w Responder) error {
	words := r.words()
	p, err := h.Curator.Purge(ctx, r.Arg, r.actor())
	text := purged(p, words)
	switch {
	case errors.Is(err, curation.ErrNoFile):
		text = string(words.Corpus.Purge.Gone)
	case err != nil && p.Hidden:
		text = words.Corpus.Purge.Unclean.With("error", explainCause(err, words))
	case err != nil:
		text = explainCorpus(err, words)
	}
	return w.Edit(ctx, Reply{Text: text, Private: true})
}

// explainCause is an error in short, for a sentence that goes on.
func explainCause(err error, w *locale.Words) string {
	return strings.TrimRight(short(w.Reason(err.Error()), 300), ".")
}

// purged says what a purge did.
func purged(p curation.Purged, words *locale.Words) string {
	w := words.Corpus.Purge
	lines := []string{string(w.Barred)}
	if p.Articles > 0 {
		lines[0] = words.Count(w.Done, p.Articles)
	}
	for _, c := range []struct {
		text locale.Plural
		n    int
	}{{w.Shared, p.Shared}, {w.Edited, p.Messages}, {w.Unedited, p.Unedited}} {
		if c.n > 0 {
			lines = append(lines, words.Count(c.text, c.n))
		}
	}
	for _, file := range p.Left[:min(len(p.Left), shownLines)] {
		lines = append(lines, w.Left.With("file", short(file, 200)))
	}
	return strings.Join(lines, "\n")
}
