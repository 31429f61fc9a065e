package bot

import (
	"context"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"verbatim/bot/locale"
	"verbatim/corpus"
	"verbatim/retrieval"
)

// Buttons of an article: its whole text, where its licence allows that, and the
// pages of it.
const (
	fullTextButton = "fulltext"
	textPageButton = "textpage"
)

// textPage is how many characters of an article a page shows at most, but for a
// passage that is longer.
const textPage = 1500

// optArticle is the option that names an article.
const optArticle = "article"

func (h *handler) articleCommand() Command {
	return Command{
		Name:    "article",
		Options: []Option{{Name: optArticle, Required: true, Suggested: true, Most: 300}, {Name: optPrivate, Kind: Yes}},
		Suggest: h.suggestTitles,
		Handle:  answering(h.article),
		Buttons: []Button{
			{Name: fullTextButton, Handle: answering(h.fullText)},
			{Name: textPageButton, Edits: true, Handle: answering(h.fullText)},
		},
	}
}

// suggestTitles offers articles by words of their titles, publishers and dates.
func (h *handler) suggestTitles(r Request, option string) ([]Choice, error) {
	gen, release, err := h.Corpus.Acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	r.Private = true // nobody else sees a suggestion
	w := wordsFor(r, corpus.Undetermined)
	var all []Choice
	for _, a := range h.titles.of(gen.Library()).find(r.Options[option], maxChoices) {
		all = append(all, Choice{articleLine(a, w), articleValue(a)})
	}
	return all, nil
}

// articleLine names an article in one line, its title cut so that the rest has room.
func articleLine(a *corpus.Article, w *locale.Words) string {
	const longest = 100
	facts := short(a.Publisher, 30)
	if a.Published.Known() {
		facts = joined(", ", facts, w.Date(a.Published))
	}
	name := short(titleOf(a), longest-utf8.RuneCountInString(facts)-3)
	return joined(" · ", name, facts)
}

func titleOf(a *corpus.Article) string {
	return title(retrieval.Quote{Passage: corpus.Passage{Attribution: a.Attribution}})
}

// articleValue is what is typed for an article: its ID, or where that is too
// long its key.
func articleValue(a *corpus.Article) string {
	const longest = 100
	if len(a.ArticleID) <= longest {
		return a.ArticleID
	}
	k := key(a)
	return hex.EncodeToString(k[:])
}

// named is the article that a person named: as it was suggested, by its file, or
// by words of its title; nil for none.
func (h *handler) named(lib *corpus.Library, typed string) *corpus.Article {
	if a := lib.Article(typed); a != nil {
		return a
	}
	for _, a := range lib.Articles() {
		if a.File == typed || articleValue(a) == typed {
			return a
		}
	}
	if len(foldedWords(typed)) == 0 {
		return nil
	}
	for _, a := range h.titles.of(lib).find(typed, 1) {
		return a
	}
	return nil
}

// article says where an article is from, and quotes the sentences that tell most
// of it.
func (h *handler) article(ctx context.Context, r Request) (Reply, error) {
	gen, release, err := h.Corpus.Acquire()
	if err != nil {
		return Reply{}, err
	}
	defer release()
	w := r.words()
	a := h.named(gen.Library(), strings.TrimSpace(r.Options[optArticle]))
	if a == nil {
		return Reply{Text: w.Holdings.NoArticle.With("title", short(r.Options[optArticle], 100)), Private: true}, nil
	}
	muted := slices.Contains(h.mutedPublishers(), a.Publisher)
	var quotes []retrieval.Quote
	if !muted {
		if quotes, err = retrieval.Highlights(ctx, gen, a.ArticleID, h.longestQuote(), perArticle); err != nil {
			return Reply{}, err
		}
	}
	reply := Reply{
		Text:    sample(retrieval.Answer{Library: gen.Library()}, w),
		Panel:   &Panel{Title: titleOf(a), Text: source(retrieval.Quote{Passage: corpus.Passage{Attribution: a.Attribution}}, w), Facts: articleFacts(gen.Library(), a, w)},
		Private: r.Private,
	}
	for _, q := range quotes {
		reply.Entries = append(reply.Entries, articleEntry(a, q, w))
	}
	reply.Actions = articleActions(r, gen.Library(), a, quotes, muted, w)
	return reply, nil
}

// mutedPublishers are those that are never quoted.
func (h *handler) mutedPublishers() []string {
	if h.Curator == nil {
		return nil
	}
	return h.Curator.Muted()
}

func (h *handler) longestQuote() int {
	if h.MaxQuote > 0 {
		return h.MaxQuote
	}
	return retrieval.DefaultMaxQuote
}

// articleFacts are what else is known of an article.
func articleFacts(lib *corpus.Library, a *corpus.Article, w *locale.Words) []Fact {
	length := Fact{Name: string(w.Holdings.Length), Value: w.Count(w.Corpus.Report.Passages, len(a.Passages))}
	if u := link(a.URL); u != "" {
		length.Link = &Link{string(w.Holdings.Open), u}
	}
	facts := []Fact{length}
	if a.License != "" {
		facts = append(facts, Fact{Name: string(w.Holdings.License), Value: short(a.License, 100)})
	}
	var reprints []string
	for _, o := range lib.Reprints(a.ArticleID) {
		if o.ArticleID != a.ArticleID && len(reprints) < 4 {
			reprints = append(reprints, short(joined(", ", o.Publisher, w.Date(o.Published)), 100))
		}
	}
	if len(reprints) > 0 {
		facts = append(facts, Fact{Name: string(w.Holdings.Reprints), Value: strings.Join(reprints, "\n"), Wide: true})
	}
	return facts
}

// articleEntry is one quote of an article, under the heading that it stands under.
func articleEntry(a *corpus.Article, q retrieval.Quote, w *locale.Words) Entry {
	e := Entry{Quote: q.Text, Articles: []string{a.ArticleID}, TooLong: string(w.LongQuote)}
	for i, p := range a.Passages {
		if p.Start <= q.Start && q.End <= p.End {
			e.Heading = w.Reading.Place.With("n", w.Number(i+1), "of", w.Number(len(a.Passages)))
		}
	}
	if q.Section != "" && q.Section != a.Title {
		e.Note = short(q.Section, 200)
	}
	return e
}

// articleActions are the buttons under an article.
func articleActions(r Request, lib *corpus.Library, a *corpus.Article, quotes []retrieval.Quote, muted bool, w *locale.Words) []Action {
	var all []Action
	if corpus.Republishable(a.License) && !muted {
		all = append(all, Action{Label: string(w.Holdings.FullText), Name: fullTextButton, Arg: textArg(a, 0)})
	}
	for _, under := range actions(r, lib.Article, quotes, nil, w) {
		if under.Name == aboutButton {
			all = append(all, under)
		}
	}
	return all
}

// textArg names a page of an article, as long as the article is the same.
func textArg(a *corpus.Article, page int) string {
	k := key(a)
	return hex.EncodeToString(k[:]) + "." + strconv.Itoa(page)
}

// fullText shows a page of an article whose licence allows that.
func (h *handler) fullText(_ context.Context, r Request) (Reply, error) {
	gen, release, err := h.Corpus.Acquire()
	if err != nil {
		return Reply{}, err
	}
	defer release()
	name, number, _ := strings.Cut(r.Arg, ".")
	page, err := strconv.Atoi(number)
	if err != nil {
		return Reply{}, errState
	}
	i := slices.IndexFunc(gen.Library().Articles(), func(a *corpus.Article) bool { k := key(a); return hex.EncodeToString(k[:]) == name })
	if i < 0 {
		return Reply{}, errChanged
	}
	a, w := gen.Library().Articles()[i], r.words()
	if !corpus.Republishable(a.License) || slices.Contains(h.mutedPublishers(), a.Publisher) {
		return Reply{}, errChanged
	}
	body, err := gen.Body(a.ArticleID)
	if err != nil {
		return Reply{}, err
	}
	pages := textPages(a, body)
	if page < 0 || page >= len(pages) {
		return Reply{}, errState
	}
	return Reply{
		Text:    w.Holdings.Page.With("n", w.Number(page+1), "of", w.Number(len(pages)), "license", short(a.License, 100)),
		Cards:   textCards(a, pages[page], w),
		Actions: textTurning(a, page, len(pages), w),
		Private: true,
	}, nil
}

// textPages parts the passages of an article into pages.
func textPages(a *corpus.Article, body string) [][]corpus.Passage {
	var pages [][]corpus.Passage
	room := 0
	for i := range a.Passages {
		p := a.Passage(i, body)
		n := utf8.RuneCountInString(p.Text)
		if len(pages) > 0 && n <= room {
			pages[len(pages)-1] = append(pages[len(pages)-1], p)
			room -= n
			continue
		}
		pages, room = append(pages, []corpus.Passage{p}), textPage-n
	}
	return pages
}

// textCards are the passages of a page, one card a section.
func textCards(a *corpus.Article, page []corpus.Passage, w *locale.Words) []Card {
	var all []Card
	for i, p := range page {
		if i > 0 && p.Section == page[i-1].Section {
			all[len(all)-1].Quote += "\n\n" + p.Text
			continue
		}
		c := card(retrieval.Quote{Passage: p}, w)
		all = append(all, c)
	}
	return all
}

// textTurning are the buttons that turn the pages of an article.
func textTurning(a *corpus.Article, page, pages int, w *locale.Words) []Action {
	if pages < 2 {
		return nil
	}
	return turningTo(textPageButton, page, pages, w, func(n int) string { return textArg(a, n) })
}

// turningTo are buttons that turn pages, and between them where one is.
func turningTo(name string, page, pages int, w *locale.Words, arg func(page int) string) []Action {
	here := Action{Name: name, Arg: "here", Label: strconv.Itoa(page+1) + " / " + strconv.Itoa(pages), Off: true}
	to := func(n int, label locale.Text) Action {
		off := n < 0 || n >= pages
		return Action{Name: name, Arg: arg(n), Label: string(label), Off: off}
	}
	return []Action{to(page-1, w.Timeline.Earlier), here, to(page+1, w.Timeline.Later)}
}
