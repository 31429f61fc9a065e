package bot

import (
	"context"
	"encoding/base64"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/bot/locale"
	"verbatim/corpus"
	"verbatim/corpus/sentence"
	"verbatim/retrieval"
)

// Under an answer stand three buttons: the quotes that it had no room for, its
// quotes in their context, and what else there is to know of it and to do with
// it. Each carries the places of the quotes in its own argument, works after a
// restart, and says so when the articles have changed since.
const (
	contextButton = "context" // the sentences around the quotes
	aboutButton   = "about"   // where the quotes come from, and what to do with the answer
	shareButton   = "share"   // shows a private answer to all
	reportButton  = "report"  // asks what is wrong with the source of a quote
	reportForm    = "reported"
)

// readingButtons answer the buttons under answers.
func (h *handler) readingButtons() []Button {
	return []Button{
		{Name: moreButton, Handle: answering(h.page)},
		{Name: contextButton, Handle: answering(h.inContext)},
		{Name: aboutButton, Handle: answering(h.about)},
		{Name: shareButton, Public: true, Handle: answering(h.share)},
		{Name: reportButton, Handle: HandlerFunc(h.askReport)},
		{Name: reportForm, Handle: answering(h.report)},
	}
}

// actions are the buttons under an answer that shows the quotes now and has
// later ones behind it.
func actions(r Request, article articles, now, later []retrieval.Quote, w *locale.Words) []Action {
	var all []Action
	if state, n := encodePage(article, later, stateSize); n > 0 {
		all = append(all, Action{Label: w.Count(w.Reading.Next, n), Name: moreButton, Arg: state})
	}
	now = slices.Clone(now)
	for i := range now {
		now[i].Context = nil // is looked up again
	}
	if state, n := encodePage(article, now, stateSize); n > 0 {
		all = append(all, Action{Label: string(w.Reading.Context), Name: contextButton, Arg: state})
	}
	if state, n := encodePage(article, now, stateSize-askerSize-1); n > 0 {
		all = append(all, Action{Label: string(w.Reading.About), Name: aboutButton, Arg: encodeAsker(r.User) + "." + state})
	}
	return all
}

// askerSize is how long encodeAsker is: eight bytes in base64.
const askerSize = 11

// encodeAsker writes Discord's number of a person, so that a button knows whose
// answer it stands under.
func encodeAsker(user string) string {
	n, err := strconv.ParseUint(user, 10, 64)
	if err != nil {
		n = 0 // nobody's
	}
	return base64.RawURLEncoding.EncodeToString(binary.BigEndian.AppendUint64(nil, n))
}

// decodeAsker reads what encodeAsker wrote, "" for nobody.
func decodeAsker(s string) string {
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil || len(b) != 8 {
		return ""
	}
	if n := binary.BigEndian.Uint64(b); n > 0 {
		return strconv.FormatUint(n, 10)
	}
	return ""
}

// quotes are those of a state, with the reprints of their texts.
func (h *handler) quotes(gen retrieval.Generation, state string) ([]retrieval.Quote, error) {
	quotes, err := decodePage(gen, state)
	if err != nil {
		return nil, err
	}
	var muted []string
	if h.Curator != nil {
		muted = h.Curator.Muted()
	}
	for i := range quotes {
		quotes[i].Also = retrieval.Also(gen, quotes[i], muted)
	}
	return quotes, nil
}

// within reads the quotes of a state and makes a reply of them.
func (h *handler) within(state string, reply func(gen retrieval.Generation, quotes []retrieval.Quote) (Reply, error)) (Reply, error) {
	gen, release, err := h.Corpus.Acquire()
	if err != nil {
		return Reply{}, err
	}
	defer release()
	quotes, err := h.quotes(gen, state)
	if err != nil {
		return Reply{}, err
	}
	return reply(gen, quotes)
}

// inContext shows quotes with as much of the text around them as may be shown.
func (h *handler) inContext(ctx context.Context, r Request) (Reply, error) {
	return h.within(r.Arg, func(gen retrieval.Generation, quotes []retrieval.Quote) (Reply, error) {
		w := wordsFor(r, quotes[0].Lang)
		used := share{}
		for _, q := range quotes {
			used[q.ArticleID] += utf8.RuneCountInString(q.Text)
		}
		for i, q := range quotes {
			body, err := gen.Body(q.ArticleID)
			if err != nil {
				return Reply{}, err
			}
			quotes[i].Context = around(gen.Library().Article(q.ArticleID), body, q, used.room(q.ArticleID))
			used[q.ArticleID] = perArticle // the first of two quotes has it
		}
		return Reply{
			Text:    joined("\n", sample(retrieval.Answer{Library: gen.Library()}, w), echoOf(ctx, r.Earlier, w), w.Reading.InContext.With("n", w.Number(perArticle))),
			Cards:   h.cards(quotes, w),
			Actions: slices.DeleteFunc(actions(r, gen.Library().Article, quotes, nil, w), func(a Action) bool { return a.Name == contextButton }),
			Private: true,
		}, nil
	})
}

// around are the sentences before and after a quote, and the rest of one that it
// is a part of: as many of the nearest as have room in n characters, in the order
// of the text.
func around(a *corpus.Article, body string, q retrieval.Quote, n int) []retrieval.Context {
	var before, after []sentence.Span // the nearest first
	for i, p := range a.Passages {
		for _, s := range sentence.Split(a.Passage(i, body).Text) {
			s.Start, s.End = s.Start+p.Start, s.End+p.Start
			if part, ok := rest(body, s.Start, min(s.End, q.Start)); ok {
				before = append([]sentence.Span{part}, before...)
			}
			if part, ok := rest(body, max(s.Start, q.End), s.End); ok {
				after = append(after, part)
			}
		}
	}
	var chosen []retrieval.Context
	take := func(side []sentence.Span) []sentence.Span {
		if len(side) == 0 {
			return nil
		}
		s := side[0]
		size := utf8.RuneCountInString(body[s.Start:s.End]) + 1 // the space that parts it from the next
		if size > n {
			return nil
		}
		n -= size
		chosen = append(chosen, retrieval.Context{Start: s.Start, End: s.End, Text: body[s.Start:s.End]})
		return side[1:]
	}
	for len(before) > 0 || len(after) > 0 {
		before, after = take(before), take(after)
	}
	slices.SortFunc(chosen, func(a, b retrieval.Context) int { return a.Start - b.Start })
	return together(chosen, body)
}

// rest is body[start:end] without the spaces and commas at its ends that part it
// from a quote; ok is false where that leaves no word.
func rest(body string, start, end int) (s sentence.Span, ok bool) {
	if start >= end {
		return s, false
	}
	between := func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ';' }
	text := strings.TrimLeftFunc(body[start:end], between)
	s.Start = end - len(text)
	s.End = s.Start + len(strings.TrimRightFunc(text, between))
	return s, strings.ContainsFunc(text, isWord)
}

// together joins contexts that nothing parts.
func together(all []retrieval.Context, body string) []retrieval.Context {
	var joint []retrieval.Context
	for _, c := range all {
		if last := len(joint) - 1; last >= 0 && strings.TrimSpace(body[joint[last].End:c.Start]) == "" {
			joint[last].End, joint[last].Text = c.End, body[joint[last].Start:c.End]
			continue
		}
		joint = append(joint, c)
	}
	return joint
}
