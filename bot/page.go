package bot

import (
	"context"

	"verbatim/bot/locale"
	"verbatim/corpus"
	"verbatim/retrieval"
)

// page shows the quotes of a state.
func (h *handler) page(ctx context.Context, r Request) (Reply, error) {
	return h.within(r.Arg, func(gen retrieval.Generation, quotes []retrieval.Quote) (Reply, error) {
		w := wordsFor(r, quotes[0].Lang)
		reply := h.further(r, gen.Library(), quotes, w)
		reply.Text = joined("\n", reply.Text, echoOf(ctx, r.Earlier, w))
		return reply, nil
	})
}

// echoOf repeats the question that a message answered in a reply that shows more
// of the answer, elsewhere than under it; "" where it cannot be read. The buttons
// of that reply read it there.
func echoOf(ctx context.Context, e *Earlier, w *locale.Words) string {
	question := asked(ctx, e, "")
	if question == "" {
		return ""
	}
	return w.Question.With("question", short(question, 300))
}

// further is the reply that shows a page: as many quotes as have room.
func (h *handler) further(r Request, lib *corpus.Library, quotes []retrieval.Quote, w *locale.Words) Reply {
	n, room, shares := 0, screens, share{}
	for i := range quotes {
		if !shares.fit(&quotes[i]) && n > 0 {
			break
		}
		if room -= length(quotes[i]); n > 0 && room < 0 {
			break
		}
		n++
	}
	return Reply{
		Text:    sample(retrieval.Answer{Library: lib}, w),
		Cards:   h.cards(quotes[:n], w),
		Actions: actions(r, lib.Article, quotes[:n], quotes[n:], w),
		Private: r.Private,
	}
}
