package bot

import (
	"cmp"
	"context"
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"verbatim/bot/locale"
	"verbatim/corpus"
	"verbatim/retrieval"
)

// abstention is the reply to a question that the corpus does not answer: one
// line in public, and the rest for who asks for it; all of it in private.
func (h *handler) abstention(r Request, a retrieval.Answer, w *locale.Words) Reply {
	line := nothing(r, a, w)
	if r.Private {
		return Reply{Text: joined("\n", sample(a, w), echo(r, w), carried(a, w), joined(" ", line, leftOut(a, w)), unknown(a, w), mentions(a.Mentions, a.Together, w), nearest(a.Nearest, w)),
			Actions: append(h.tellActions(r, a, w), removal(r, w)...), Private: true}
	}
	near := ""
	if len(a.Nearest) > 0 {
		near = w.Nearest.With("title", titled(a.Nearest[0], w))
	}
	line = joined(" ", line, near, leftOut(a, w))
	actions := append(h.missedActions(r, a, w), h.tellActions(r, a, w)...)
	if len(actions) == 0 || actions[0].Name != missedButton {
		actions = append(actions, removal(r, w)...)
	}
	if r.Via == ByCommand {
		return Reply{Text: joined("\n", sample(a, w), echo(r, w), carried(a, w), line), Actions: actions}
	}
	return Reply{Text: joined("\n", carried(a, w), joined(" · ", sample(a, w), line)), Actions: actions}
}

// mentions says in how many articles each name of a question stands, and
// whether any has them all.
func mentions(names []retrieval.Mention, together int, w *locale.Words) string {
	var parts []string
	for _, m := range names {
		parts = append(parts, w.Title.With("title", short(m.Name, 40))+" "+w.Count(w.Tell.In, m.Articles))
	}
	if len(parts) == 0 {
		return ""
	}
	line := w.Tell.Mentions.With("names", strings.Join(parts, ", "))
	switch {
	case len(names) < 2:
	case together == 0:
		line += " " + string(w.Tell.Apart)
	default:
		line += " " + w.Count(w.Tell.Together, together)
	}
	return line
}

// tellActions offers to be told when there is an answer.
func (h *handler) tellActions(r Request, a retrieval.Answer, w *locale.Words) []Action {
	if h.Waiting == nil || a.Reason == retrieval.ReasonNoWords || narrowed(r) {
		return nil
	}
	return []Action{{Label: string(w.Tell.Button), Name: tellButton, Arg: encodeText(r.Question, stateSize)}}
}

// narrowed reports whether options narrow a search: they are not kept with a
// question that waits.
func narrowed(r Request) bool {
	return r.Options[optLang] != "" || r.Options[optPublisher] != "" || r.Options[optAfter] != "" || r.Options[optBefore] != ""
}

// missedActions offers what the articles do hold of the question.
func (h *handler) missedActions(r Request, a retrieval.Answer, w *locale.Words) []Action {
	if len(a.Nearest) == 0 && len(a.Mentions) == 0 {
		return nil
	}
	return []Action{{Label: string(w.Reading.About), Name: missedButton, Arg: encodeAsker(r.User) + "." + encodeMissed(a, stateSize-askerSize-1)}}
}

// encodeMissed writes what came nearest, and the names with their articles, in
// as much as has room in a button.
func encodeMissed(a retrieval.Answer, size int) string {
	near := slices.Clone(a.Nearest)
	for i := range near {
		near[i].Context, near[i].Matches = nil, nil
	}
	state, _ := encodePage(a.Library.Article, near, size*6/10)
	names := fmt.Sprint(a.Together)
	for _, m := range a.Mentions {
		if next := names + ";" + m.Name + "=" + strconv.Itoa(m.Articles); len(state)+1+base64.RawURLEncoding.EncodedLen(len(next)) <= size {
			names = next
		}
	}
	return state + "." + encodeText(names, stateSize)
}

// missed shows what the articles hold of a question that they do not answer.
func (h *handler) missed(ctx context.Context, r Request) (Reply, error) {
	asker, rest, _ := strings.Cut(r.Arg, ".")
	state, text, _ := strings.Cut(rest, ".")
	w := r.words()
	var names []retrieval.Mention
	count, list, _ := strings.Cut(decodeText(text), ";")
	together, err := strconv.Atoi(count)
	if err != nil {
		return Reply{}, errState
	}
	for part := range strings.SplitSeq(list, ";") {
		if name, n, ok := strings.Cut(part, "="); ok {
			articles, err := strconv.Atoi(n)
			if err != nil {
				return Reply{}, errState
			}
			names = append(names, retrieval.Mention{Name: name, Articles: articles})
		}
	}
	actions := missedMore(ctx, r, decodeAsker(asker), w)
	said := mentions(names, together, w)
	if state == "" {
		return Reply{Text: said, Actions: actions, Private: true}, nil
	}
	return h.within(state, func(_ retrieval.Generation, quotes []retrieval.Quote) (Reply, error) {
		return Reply{Text: joined("\n", said, nearest(quotes, w)), Actions: actions, Private: true}, nil
	})
}

// missedMore are what else can be done with an abstention.
func missedMore(ctx context.Context, r Request, asker string, w *locale.Words) []Action {
	var all []Action
	if question := asked(ctx, r.Earlier, ""); question != "" {
		all = append(all, Action{Label: string(w.Follow.Button), Name: followButton, Arg: askedMark + encodeText(question, stateSize-len(askedMark))})
	}
	if !r.UnderHidden && r.Under != "" && asker != "" {
		all = append(all, Action{Kind: Remove, Label: string(w.Remove), Arg: asker + "." + r.Under})
	}
	return all
}

// encodeText writes a text for a button, cut to what has room in size bytes.
func encodeText(s string, size int) string {
	for runes := []rune(s); ; runes = runes[:len(runes)-1] {
		if b := base64.RawURLEncoding.EncodeToString([]byte(string(runes))); len(b) <= size {
			return b
		}
	}
}

// decodeText reads what encodeText wrote; "" for anything else.
func decodeText(s string) string {
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil || !utf8.Valid(b) {
		return ""
	}
	return string(b)
}

// nothing says that nothing was found, and why.
func nothing(r Request, a retrieval.Answer, w *locale.Words) string {
	switch {
	case a.Reason == retrieval.ReasonNoWords:
		return cmp.Or(courteous(r, w), string(w.NoWords))
	case len(a.Library.Articles()) == 0:
		return string(w.NoArticles)
	case a.Reason == retrieval.ReasonEmpty:
		return string(w.NoneLeft)
	}
	articles, period := w.Searched(a.Library, a.Kept)
	pairs := []string{"articles", articles, "period", period, "words", listed(a.Why.Unknown, w)}
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
	return quoted(words[:min(5, len(words))], w)
}

// quoted are words in quote marks.
func quoted(words []string, w *locale.Words) string {
	var all []string
	for _, word := range words {
		all = append(all, w.Title.With("title", short(word, 40)))
	}
	return strings.Join(all, ", ")
}

func unknown(a retrieval.Answer, w *locale.Words) string {
	if len(a.Why.Unknown) == 0 || a.Reason == retrieval.ReasonUnknown {
		return ""
	}
	return w.UnknownWords.With("words", listed(a.Why.Unknown, w))
}

// nearest lists what came nearest, each article once.
func nearest(quotes []retrieval.Quote, w *locale.Words) string {
	lines := []string{string(w.NearestList)}
	seen := map[string]bool{}
	for _, q := range quotes {
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
	w := wordsFor(r, corpus.Undetermined)
	lib := gen.Library()
	return Reply{Text: joined(" · ", sample(retrieval.Answer{Library: lib}, w), w.Help.With(extent(lib, w)...)), Private: r.Private}, nil
}
