package bot

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/bot/locale"
	"verbatim/corpus"
	"verbatim/retrieval"
	"verbatim/retrieval/analysis"
)

// about says where the quotes of an answer come from, which of their words were
// looked for, and offers what else can be done with it.
func (h *handler) about(ctx context.Context, r Request) (Reply, error) {
	asker, state, _ := strings.Cut(r.Arg, ".")
	return h.within(state, func(gen retrieval.Generation, quotes []retrieval.Quote) (Reply, error) {
		w := wordsFor(r, quotes[0].Lang)
		h.askedFor(ctx, r.Earlier, quotes)
		var facts []Fact
		for i, q := range quotes {
			body, err := gen.Body(q.ArticleID)
			if err != nil {
				return Reply{}, err
			}
			fact := aboutQuote(gen.Library().Article(q.ArticleID), q, w)
			fact.Name = numberOf(i, len(quotes)) + fact.Name
			if at := atSentence(link(q.URL), body, q.Start, q.End, maxAtSentence); at != "" {
				fact.Link = &Link{string(w.Reading.Open), at}
			}
			facts = append(facts, fact)
		}
		return Reply{
			Panel:   &Panel{Title: string(w.Reading.Title), Facts: facts},
			Actions: h.aboutActions(r, decodeAsker(asker), state, quotes, w),
			Private: true,
		}, nil
	})
}

// askedFor completes the matches of quotes by the words of the question that they
// answer to: it is asked once more. Where it cannot be read, or has other answers
// by now, the matches stay as they are.
func (h *handler) askedFor(ctx context.Context, e *Earlier, quotes []retrieval.Quote) {
	question := asked(ctx, e, "")
	if question == "" {
		return
	}
	a, err := h.uncounted(ctx, retrieval.Query{Text: question, Limit: most})
	if err != nil {
		return
	}
	for i, q := range quotes {
		for _, o := range a.Quotes {
			if o.ArticleID == q.ArticleID && o.Start == q.Start && o.End == q.End {
				quotes[i].Matches = o.Matches
			}
		}
	}
}

// maxAtSentence is how many bytes the link to a sentence may have. Discord's
// fields have 1,024 characters for it and all that is said of the quote.
const maxAtSentence = 600

// aboutQuote says where a quote comes from.
func aboutQuote(a *corpus.Article, q retrieval.Quote, w *locale.Words) Fact {
	lines := []string{source(q, w)}
	for k, p := range a.Passages {
		if p.Start <= q.Start && q.End <= p.End {
			lines = append(lines, w.Reading.Place.With("n", w.Number(k+1), "of", w.Number(len(a.Passages))))
		}
	}
	var words []string
	for _, m := range matchedWords(q) {
		words = append(words, m.said(q.Text, w))
	}
	if len(words) > 0 {
		lines = append(lines, w.Reading.Matched.With("words", strings.Join(words, ", ")))
	}
	return Fact{Name: titled(q, w), Value: strings.Join(lines, "\n"), Wide: true}
}

// matchedWord is a printed word that answers to words of the question, or a name.
type matchedWord struct {
	Span
	asked []string // the words of the question, where they are known
}

// matchedWords are the words of a quote that answer to words of the question,
// each once. A name is one: capitals side by side, or words that a hyphen joins.
func matchedWords(q retrieval.Quote) []matchedWord {
	var all []matchedWord
	for _, m := range q.Matches {
		s := compound(q.Text, Span{m.Start, m.End})
		if last := len(all) - 1; last >= 0 && oneName(q.Text, all[last].Span, s) {
			all[last].End = max(all[last].End, s.End)
		} else {
			all = append(all, matchedWord{Span: s})
		}
		if one := &all[len(all)-1]; m.Word != "" && !slices.Contains(one.asked, m.Word) {
			one.asked = append(one.asked, m.Word)
		}
	}
	seen := map[string]bool{}
	return slices.DeleteFunc(all, func(m matchedWord) bool {
		folded := strings.ToLower(q.Text[m.Start:m.End])
		again := seen[folded]
		seen[folded] = true
		return again
	})
}

// said is a matched word as people read it: as printed, and as asked where that
// is another word, not another form of it.
func (m matchedWord) said(text string, w *locale.Words) string {
	printed := text[m.Start:m.End]
	shown := w.Title.With("title", short(printed, 40))
	if len(m.asked) == 0 {
		return shown
	}
	folded := analysis.Fold(printed)
	for _, word := range m.asked {
		if word = analysis.Fold(word); strings.Contains(folded, word[:min(len(word), sameStem)]) {
			return shown
		}
	}
	return shown + " (" + short(strings.Join(m.asked, " "), 40) + ")"
}

// sameStem is how many letters two forms of one word have in common at least.
const sameStem = 4

// oneName reports whether two words of a text, the second after the first,
// overlap or belong to one name.
func oneName(text string, a, b Span) bool {
	if b.Start <= a.End {
		return true
	}
	first, _ := utf8.DecodeRuneInString(text[a.Start:])
	second, _ := utf8.DecodeRuneInString(text[b.Start:])
	between := text[a.End:b.Start]
	return between == "-" || between == " " && unicode.IsUpper(first) && unicode.IsUpper(second)
}

// numberOf is the number of a quote where there are several.
func numberOf(i, n int) string {
	if n == 1 {
		return ""
	}
	return strconv.Itoa(i+1) + " · "
}

// aboutActions are what can be done with an answer: for each quote, then for all.
func (h *handler) aboutActions(r Request, asker, state string, quotes []retrieval.Quote, w *locale.Words) []Action {
	all := []Action{{Label: string(w.Follow.Button), Name: followButton, Arg: state}}
	if h.Curator != nil {
		for i := range quotes {
			all = append(all, Action{Label: numberOf(i, len(quotes)) + string(w.Reading.Report), Name: reportButton, Arg: strconv.Itoa(i) + "." + state})
		}
	}
	if r.UnderHidden && r.Server != "" {
		all = append(all, Action{Label: string(w.Reading.Share), Name: shareButton, Arg: state})
	}
	if !r.UnderHidden && r.Under != "" && asker != "" {
		all = append(all, Action{Kind: Remove, Label: string(w.Remove), Arg: asker + "." + r.Under})
	}
	return all
}

// share shows quotes that one person saw to all who read the channel.
func (h *handler) share(_ context.Context, r Request) (Reply, error) {
	return h.within(r.Arg, func(gen retrieval.Generation, quotes []retrieval.Quote) (Reply, error) {
		w := wordsFor(r, corpus.Lang(r.Locale)) // the language of the answer that is shared
		reply := h.further(r, gen.Library(), quotes, w)
		reply.Text = joined("\n", reply.Text, w.Reading.Shared.With("user", short(r.UserName, 60)))
		return reply, nil
	})
}

// maxReport is how many characters a report may have.
const maxReport = 300

// askReport asks what is wrong with the source of a quote, which the form names.
func (h *handler) askReport(ctx context.Context, r Request, w Responder) error {
	q, err := h.reportedQuote(r.Arg)
	if err != nil {
		return err
	}
	words := r.words()
	return w.Modal(ctx, Modal{
		Name: reportForm, Arg: r.Arg, Title: words.Title.With("title", short(title(q), 40)), // a form has 45 characters for it
		Fields: []Field{{Name: "what", Label: string(words.Reading.ReportLabel), Hint: string(words.Reading.ReportHint), Required: true, Most: maxReport}},
	})
}

// report passes on to the curators what a reader found wrong.
func (h *handler) report(_ context.Context, r Request) (Reply, error) {
	q, err := h.reportedQuote(r.Arg)
	if err != nil {
		return Reply{}, err
	}
	if err := h.Curator.Report(r.actor(), q.File, short(r.Fields["what"], maxReport)); err != nil {
		return Reply{}, err
	}
	return Reply{Text: r.words().Reading.Reported.With("title", short(title(q), 120)), Private: true}, nil
}

// reportedQuote is the quote that a report is about.
func (h *handler) reportedQuote(arg string) (q retrieval.Quote, err error) {
	number, state, _ := strings.Cut(arg, ".")
	i, err := strconv.Atoi(number)
	if err != nil || h.Curator == nil {
		return q, errState
	}
	_, err = h.within(state, func(_ retrieval.Generation, quotes []retrieval.Quote) (Reply, error) {
		if i < 0 || i >= len(quotes) {
			return Reply{}, errState
		}
		q = quotes[i]
		return Reply{}, nil
	})
	return q, err
}
