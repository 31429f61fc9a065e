package bot

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"verbatim/corpus/sentence"
	"verbatim/retrieval"
)

const (
	// longMessage is the length in characters past which a message is looked at
	// sentence by sentence as well: of many words no passage holds most.
	longMessage = 160
	// maxSentences is how many sentences of a message are looked at: the longest.
	maxSentences = 8
)

// sourcesMenu finds passages that speak of what a message speaks of.
func (h *handler) sourcesMenu() Command {
	return Command{Name: "Find sources", Menu: true, Private: true, Handle: answering(h.findSources)}
}

// findSources answers a message as if it were a question, without its small
// talk, and to the asker alone.
func (h *handler) findSources(ctx context.Context, r Request) (Reply, error) {
	if strings.TrimSpace(r.Question) == "" {
		return Reply{Text: string(r.words().Check.NoText), Private: true}, nil
	}
	r.Question, r.Via = short(r.Question, retrieval.MaxQuestion), ByMenu
	if utf8.RuneCountInString(r.Question) > longMessage {
		a, err := h.bySentence(ctx, r)
		if err != nil {
			return Reply{}, err
		}
		if len(a.Quotes) > 0 {
			h.logAnswer(r, a)
			return h.answer(r, a, wordsFor(r, a.Lang)), nil
		}
	}
	return h.ask(ctx, r)
}

// bySentence answers each sentence of a message, and gives the quotes of all
// that were answered: the best of each first, those of the surest answer before
// the others.
func (h *handler) bySentence(ctx context.Context, r Request) (retrieval.Answer, error) {
	var answered []retrieval.Answer
	for _, text := range longest(r.Question) {
		part := r
		part.Question = text
		q, err := query(part)
		if err != nil {
			return retrieval.Answer{}, err
		}
		a, err := h.Answerer.Answer(ctx, q)
		if err != nil {
			return retrieval.Answer{}, err
		}
		if !a.Abstained && len(a.Quotes) > 0 {
			answered = append(answered, a)
		}
	}
	if len(answered) == 0 {
		return retrieval.Answer{}, nil
	}
	slices.SortStableFunc(answered, func(a, b retrieval.Answer) int { return cmp.Compare(b.Confidence, a.Confidence) })
	all := answered[0]
	all.Quotes = interleaved(answered)
	return all, nil
}

// longest are the longest sentences of a message, in their order.
func longest(message string) []string {
	var all []string
	for _, s := range sentence.Split(message) {
		if text := message[s.Start:s.End]; len(strings.Fields(text)) > 3 {
			all = append(all, text)
		}
	}
	for len(all) > maxSentences {
		shortest := 0
		for i := range all {
			if len(all[i]) < len(all[shortest]) {
				shortest = i
			}
		}
		all = slices.Delete(all, shortest, shortest+1)
	}
	return all
}

// interleaved are the first quotes of all answers, then their second ones, each
// place of an article once.
func interleaved(answers []retrieval.Answer) []retrieval.Quote {
	var all []retrieval.Quote
	for k := range most {
		for _, a := range answers {
			if k >= len(a.Quotes) || len(all) == most {
				continue
			}
			q := a.Quotes[k]
			if !slices.ContainsFunc(all, func(o retrieval.Quote) bool { return o.ArticleID == q.ArticleID && o.Start < q.End && q.Start < o.End }) {
				all = append(all, q)
			}
		}
	}
	return all
}
