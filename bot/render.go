package bot

import (
	"net/url"
	"path"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/bot/locale"
	"verbatim/corpus"
	"verbatim/retrieval"
)

// answer is the reply that shows quotes.
func (h *handler) answer(r Request, a retrieval.Answer, w *locale.Words) Reply {
	now, later := choose(r.Question, a.Quotes, r.Settings.Quotes)
	seen := a // of the quotes that stand above the line about them
	seen.Quotes, seen.Origins = now, retrieval.Origins(a.Library, now)
	return Reply{
		Text:    joined("\n", sample(a, w), echo(r, w), carried(a, w), understood(a, w), age(a, w), leftOut(a, w), origins(seen, w)),
		Cards:   h.cards(now, w),
		Actions: actions(r, a.Library.Article, now, later, w),
		Private: r.Private,
	}
}

// joined joins the parts that are not empty.
func joined(between string, parts ...string) string {
	var some []string
	for _, p := range parts {
		if p != "" {
			some = append(some, p)
		}
	}
	return strings.Join(some, between)
}

func sample(a retrieval.Answer, w *locale.Words) string {
	if a.Library.Sample() {
		return string(w.Sample)
	}
	return ""
}

// echo repeats the question of a command, which others do not see otherwise.
func echo(r Request, w *locale.Words) string {
	if r.Via != ByCommand && r.Via != ByButton {
		return ""
	}
	return w.Question.With("question", short(r.Question, 300))
}

func leftOut(a retrieval.Answer, w *locale.Words) string {
	if a.Undated == 0 {
		return ""
	}
	return w.Count(w.Undated, a.Undated)
}

// origins says how many independent origins an answer of several articles has.
func origins(a retrieval.Answer, w *locale.Words) string {
	if a.Printed() < 2 || a.Origins == 0 {
		return ""
	}
	return w.Count(w.Origins, a.Origins)
}

// understood says which articles an answer is from when the question's words
// said so.
func understood(a retrieval.Answer, w *locale.Words) string {
	u := a.Understood
	if !u.Any() {
		return ""
	}
	sentence := w.Understood.Only
	if u.Undone {
		sentence = w.Understood.Undone
	}
	return sentence.With("filters", short(w.Filters(u.Publishers, u.Lang, u.After, u.Before), 300))
}

// age says how new the newest article is, where that matters.
func age(a retrieval.Answer, w *locale.Words) string {
	if !a.Newest.Known() {
		return ""
	}
	return w.Newest.With("date", w.Date(a.Newest))
}

// short is a text in one line of at most n characters, cut between two words
// where it can be, without the marks that turn the direction of what follows.
// The spaces that French puts before a question mark stay. It is for what
// people wrote and for titles, never for quotes.
func short(s string, n int) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		tied := r == '\u00a0' || r == '\u202f'
		return unicode.IsSpace(r) && !tied || unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
	}), " ")
	s = strings.TrimSpace(s)
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	cut := string(runes[:n-1])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return cut + "…"
}

// removal is the button that removes a reply. One that its reader alone sees
// goes away by itself; in a direct message an answer stays.
func removal(r Request, w *locale.Words) []Action {
	if r.Hidden {
		return nil
	}
	return []Action{{Kind: Remove, Label: string(w.Remove)}}
}

func (h *handler) cards(quotes []retrieval.Quote, w *locale.Words) []Card {
	var all []Card
	for _, q := range quotes {
		c := card(q, w)
		c.Link = h.translation(q, w)
		all = append(all, c)
	}
	return all
}

// translation is a link to a translation of a quote in another language than
// the reader's; nil where no site was chosen, or for one in the reader's.
func (h *handler) translation(q retrieval.Quote, w *locale.Words) *Link {
	from, _, _ := strings.Cut(string(q.Lang), "-") // British English needs no translation into English
	if h.TranslateURL == "" || from == string(w.Lang) || from == "" || q.Lang == corpus.Undetermined {
		return nil
	}
	address := strings.NewReplacer("{text}", strings.ReplaceAll(url.QueryEscape(q.Text), "+", "%20"), "{from}", from, "{to}", string(w.Lang)).Replace(h.TranslateURL)
	const longest = 2048 // so much is opened by every browser
	if len(address) > longest {
		return nil
	}
	return &Link{w.Reading.Translate.With("lang", w.Language(q.Lang)), address}
}

func card(q retrieval.Quote, w *locale.Words) Card {
	c := Card{Article: q.ArticleID, Title: title(q), URL: link(q.URL), Quote: q.Text, Source: joined("\n", source(q, w), w.AlsoIn(q.Attribution, q.Also)), TooLong: string(w.LongQuote)}
	if q.Section != "" && q.Section != q.Title {
		c.Section = w.Section.With("section", short(q.Section, 200))
	}
	if q.Part {
		c.After = append(c.After, string(w.Reading.Part))
	}
	for _, m := range q.Matches {
		s := compound(q.Text, Span{m.Start, m.End})
		if n := len(c.Bold); n > 0 && s.Start <= c.Bold[n-1].End {
			c.Bold[n-1].End = max(c.Bold[n-1].End, s.End)
			continue
		}
		c.Bold = append(c.Bold, s)
	}
	for _, beside := range q.Context {
		if beside.Start < q.Start {
			c.Before = append(c.Before, w.Before.With("text", beside.Text))
		} else {
			c.After = append(c.After, w.After.With("text", beside.Text))
		}
	}
	return c
}

// particle is a short part of a compound, after or before the part that was
// matched: languages have words like the "un" of Jong-un that are not searched.
var (
	particleAfter  = regexp.MustCompile(`^(?:-\pL{1,3})+`)
	particleBefore = regexp.MustCompile(`(?:\pL{1,3}-)+$`)
)

// compound widens a matched word of a text to the compound that it is part of,
// where the other parts are short.
func compound(text string, word Span) Span {
	if m := particleAfter.FindString(text[word.End:]); m != "" && !letterAt(text[word.End+len(m):]) {
		word.End += len(m)
	}
	if m := particleBefore.FindString(text[:word.Start]); m != "" && !letterBefore(text[:word.Start-len(m)]) {
		word.Start -= len(m)
	}
	return word
}

func letterAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}

func letterBefore(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(r)
}

// title names the article of a quote: its title, or the name of its file.
func title(q retrieval.Quote) string {
	if t := short(q.Title, 256); t != "" {
		return t
	}
	return short(path.Base(q.File), 256)
}

// link is an address that may be linked: http or https, with the name of a
// domain (any other is of use to few, and no client opens it), and nothing that
// hides it. Any other is "".
func link(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || !strings.Contains(strings.Trim(u.Hostname(), "."), ".") || u.User != nil {
		return ""
	}
	const longest = 2048 // Discord's own
	if s := u.String(); len(s) <= longest {
		return s
	}
	return ""
}

// noted is a publisher with the curators' note beside it.
func noted(publisher, note string) string {
	switch {
	case note == "":
		return publisher
	case publisher == "":
		return note
	}
	return publisher + " (" + note + ")"
}

// source says where a quote comes from, in one line.
func source(q retrieval.Quote, w *locale.Words) string {
	by := ""
	if q.Author != "" {
		by = w.By.With("author", short(q.Author, 120))
	}
	return joined(" · ", short(noted(q.Publisher, q.Note), 160), by, w.Date(q.Published), w.Language(q.Lang))
}
