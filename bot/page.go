package bot

import (
	"context"

	"verbatim/bot/locale"
	"verbatim/corpus"
	"verbatim/retrieval"
)

// page shows the quotes of a state.
func (h *handler) page(_ context.Context, r Request) (Reply, error) {
	gen, release, err := h.Corpus.Acquire()
	if err != nil {
		return Reply{}, err
	}
	defer release()
	quotes, err := decodePage(gen, r.Arg)
	if err != nil {
		return Reply{}, err
	}
	var muted []string
	if h.Curator != nil {
		muted = h.Curator.Muted()
	}
	for i := range quotes {
		quotes[i].Also = retrieval.Also(gen, quotes[i], muted)
	}
	w := wordsFor(r, quotes[0].Lang, corpus.Undetermined)
	return further(r, gen.Library(), quotes, w), nil
}

// further is the reply that shows a page: as many quotes as have room.
func further(r Request, lib *corpus.Library, quotes []retrieval.Quote, w *locale.Words) Reply {
	n, room := 0, screens
	for _, q := range quotes {
		if room -= length(q); n > 0 && room < 0 {
			break
		}
		n++
	}
	return Reply{
		Text:    sample(retrieval.Answer{Library: lib}, w),
		Cards:   cards(quotes[:n], w),
		Actions: actions(r, lib.Article, quotes[n:], w),
		Private: r.Private,
	}
}
