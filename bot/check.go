package bot

import (
	"context"
	"slices"
	"unicode/utf8"

	"verbatim/bot/locale"
	"verbatim/corpus"
	"verbatim/corpus/language"
	"verbatim/retrieval"
	"verbatim/retrieval/verify"
)

// checkMenu checks the quotes of a message.
func (h *handler) checkMenu() Command {
	return Command{Name: "Check this quote", Menu: true, Private: true, Handle: answering(h.check)}
}

// checkCommand checks what is pasted.
func (h *handler) checkCommand() Command {
	return Command{
		Name: "check", Private: true,
		Options: []Option{{Name: "quote", Required: true, Most: maxQuestion}},
		Handle: func(ctx context.Context, r Request, w Responder) error {
			r.Question = r.Options["quote"]
			return answering(h.check)(ctx, r, w)
		},
	}
}

// check says what the corpus prints of the quotes of a text.
func (h *handler) check(ctx context.Context, r Request) (Reply, error) {
	w := wordsFor(r, language.Detect(r.Question, corpus.French, corpus.English))
	claims := verify.Claims(r.Question)
	if len(claims) == 0 {
		return Reply{Text: string(w.Check.NoText), Private: true}, nil
	}
	gen, release, err := h.Corpus.Acquire()
	if err != nil {
		return Reply{}, err
	}
	defer release()
	var muted []string
	if h.Curator != nil {
		muted = h.Curator.Muted()
	}
	reply := Reply{Private: true}
	lines := []string{sample(retrieval.Answer{Library: gen.Library()}, w)}
	for i, claim := range claims {
		result, err := verify.Check(ctx, gen, claim, verify.Options{Skip: muted, Longest: h.longestQuote()})
		if err != nil {
			return Reply{}, err
		}
		lines = append(lines, numberOf(i, len(claims))+w.Checked(result))
		reply.Cards = append(reply.Cards, h.checkedCards(result, i, len(claims), w)...)
	}
	reply.Text = joined("\n", lines...)
	if r.Server != "" {
		reply.Actions = []Action{{Kind: ShareThis, Label: string(w.Reading.Share)}}
	}
	return reply, nil
}

// checkedCards show where quote i of n is printed, with no more of an article
// than an answer shows.
func (h *handler) checkedCards(result verify.Result, i, n int, w *locale.Words) []Card {
	var all []Card
	shown := share{}
	for _, s := range result.Sources {
		for k, part := range s.Parts {
			fits := shown.take(s.ArticleID, utf8.RuneCountInString(part.Text))
			if !fits && k > 0 {
				break
			}
			if !fits {
				part = quotedAlone(part)
				fits = shown.take(s.ArticleID, utf8.RuneCountInString(part.Text))
			}
			q := retrieval.Quote{Passage: corpus.Passage{Attribution: s.Attribution, Section: s.Section, Start: part.Start, End: part.End, Text: part.Text}}
			c := card(q, w)
			c.Title = numberOf(i, n) + c.Title
			if !fits {
				c.Quote, c.TooLong = "", string(w.LongQuote)
			}
			if result.Verdict == verify.Altered {
				c.Compared = result.Pieces
				if len(s.Parts) > 1 || !fits {
					c.Compared = nil
				}
			} else if n := len(part.Spans); n > 1 || n == 1 && (part.Spans[0].Start > 0 || part.Spans[0].End < len(part.Text)-2) {
				for _, span := range part.Spans {
					c.Bold = append(c.Bold, Span(span))
				}
			}
			all = append(all, c)
		}
	}
	return all
}

// quotedAlone is what a claim quotes of a part, without the rest of its sentences.
func quotedAlone(p verify.Part) verify.Part {
	if len(p.Spans) == 0 {
		return p
	}
	first, last := p.Spans[0], p.Spans[len(p.Spans)-1]
	p.Text = p.Text[first.Start:last.End]
	p.Start, p.End = p.Start+first.Start, p.Start+last.End
	spans := slices.Clone(p.Spans)
	for i := range spans {
		spans[i].Start, spans[i].End = spans[i].Start-first.Start, spans[i].End-first.Start
	}
	p.Spans = spans
	return p
}
