package bot

import (
	"context"
	"log/slog"
	"slices"

	"verbatim/retrieval"
)

// Names of the options that narrow a search, in every command that has them.
const (
	optLang      = "lang"
	optPublisher = "publisher"
	optAfter     = "after"
	optBefore    = "before"
	optPrivate   = "private"
)

// maxQuestion is how much of a question may be typed: as much as in a message.
const maxQuestion = 2000

// moreButton shows the quotes that had no room.
const moreButton = "more"

func (h *handler) askCommand() Command {
	return Command{
		Name: "ask",
		Options: []Option{
			{Name: "question", Required: true, Most: maxQuestion},
			{Name: optLang, Suggested: true},
			{Name: optPublisher, Suggested: true},
			{Name: optAfter},
			{Name: optBefore},
			{Name: optPrivate, Kind: Yes},
		},
		Suggest: NewSuggester(h.Corpus),
		Handle: func(ctx context.Context, r Request, w Responder) error {
			r.Question = r.Options["question"]
			return answering(h.ask)(ctx, r, w)
		},
		Buttons: slices.Concat(h.readingButtons(), h.tellButtons(), h.followButtons(), []Button{{Name: tryButton, Handle: answering(h.try)}}),
	}
}

// ask answers a question by quotes, or says that there are none.
func (h *handler) ask(ctx context.Context, r Request) (Reply, error) {
	if r.Blind {
		return h.unread(r), nil
	}
	if r.Question == "" {
		return h.help(r)
	}
	q, err := query(r)
	if err != nil {
		return Reply{}, err
	}
	q.Stale, q.Mentions = h.Stale, true
	q.Follows = h.followed(ctx, r)
	a, err := h.Answerer.Answer(ctx, q)
	if err != nil {
		return Reply{}, err
	}
	if err := spoken(q.Lang, a.Reason, a.Library); err != nil {
		return Reply{}, err
	}
	h.logAnswer(r, a)
	h.last.note(r, a)
	h.noteUnanswered(r, a)
	lang := a.Lang
	if a.Reason == retrieval.ReasonNoWords {
		lang = courtesyLang(r, lang)
	}
	words := wordsFor(r, lang)
	if a.Abstained || len(a.Quotes) == 0 {
		return h.abstention(r, a, words), nil
	}
	return h.answer(r, a, words), nil
}

func (h *handler) logAnswer(r Request, a retrieval.Answer) {
	attrs := append(r.attrs(), slog.Bool("abstained", a.Abstained), slog.Int("quotes", len(a.Quotes)),
		slog.Float64("confidence", a.Confidence), slog.Duration("took", a.Took))
	if h.LogQuestions {
		attrs = append(attrs, slog.String("question", r.Question))
	}
	h.Log.LogAttrs(context.Background(), slog.LevelInfo, "answered", attrs...)
}
