package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"verbatim/bot/locale"
	"verbatim/corpus"
	"verbatim/retrieval"
)

// printer writes answers for people, with words of the question's language
// around the quotes.
type printer struct {
	w     io.Writer
	style style
	words *locale.Words
}

// newPrinter speaks the language of the question, else that of the
// environment, else English.
func newPrinter(w io.Writer, s style, env []string, question corpus.Lang) *printer {
	system := cmp.Or(lookup(env, "LC_ALL"), lookup(env, "LC_MESSAGES"), lookup(env, "LANG"))
	system, _, _ = strings.Cut(system, "_")
	words := cmp.Or(locale.For(question), locale.For(corpus.Lang(system)), locale.English)
	return &printer{w, s, words}
}

func (p *printer) answer(a retrieval.Answer) {
	if a.Library.Sample() {
		p.line("", bold, string(p.words.Sample))
		p.line("", plain, "")
	}
	if a.Abstained {
		p.abstention(a)
	}
	p.understood(a)
	for i, q := range a.Quotes {
		if i > 0 {
			p.line("", plain, "")
		}
		p.quote(q)
	}
	p.closing(a)
}

// closing says how many independent origins an answer of several articles has,
// and how many articles were left out for want of a date.
func (p *printer) closing(a retrieval.Answer) {
	var lines []string
	if a.Printed() > 1 && a.Origins > 0 {
		lines = append(lines, p.words.Count(p.words.Origins, a.Origins))
	}
	if a.Undated > 0 {
		lines = append(lines, p.words.Count(p.words.Undated, a.Undated))
	}
	for i, l := range lines {
		if i == 0 {
			p.line("", plain, "")
		}
		p.line("", dim, l)
	}
}

// understood says which articles an answer is from when the question's words
// said so, and how new they are when that matters.
func (p *printer) understood(a retrieval.Answer) {
	u := a.Understood
	if a.Abstained || !u.Any() && !a.Newest.Known() {
		return
	}
	if u.Any() {
		sentence := p.words.Understood.Only
		if u.Undone {
			sentence = p.words.Understood.Undone
		}
		p.line("", plain, sentence.With("filters", p.words.Filters(u.Publishers, u.Lang, u.After, u.Before)))
	}
	if a.Newest.Known() {
		p.line("", plain, p.words.Newest.With("date", p.words.Date(a.Newest)))
	}
	p.line("", plain, "")
}

// quote writes a quote behind "> ", between its context, and its source.
func (p *printer) quote(q retrieval.Quote) {
	for _, c := range q.Context {
		if c.Start < q.Start {
			p.line("  ", dim, "[…] "+c.Text)
		}
	}
	fmt.Fprint(p.w, p.style.wrapped(q.Text, q.Matches, "> ", plain))
	if q.Part {
		p.line("  ", dim, string(p.words.Reading.Part))
	}
	for _, c := range q.Context {
		if c.Start >= q.Start {
			p.line("  ", dim, c.Text+" […]")
		}
	}
	p.source(q.Passage)
	if also := p.words.AlsoIn(q.Attribution, q.Also); also != "" {
		p.line("  ", plain, also)
	}
}

func (p *printer) source(q corpus.Passage) {
	title := p.words.Title.With("title", q.Name())
	if q.Section != "" {
		title += " · " + p.words.Section.With("section", q.Section)
	}
	p.line("  ", plain, title)
	p.line("  ", plain, p.facts(q))
	if q.URL != "" {
		p.line("  ", dim, q.URL)
	}
}

// facts are publisher, author, date and language, as far as they are known.
func (p *printer) facts(q corpus.Passage) string {
	author := q.Author
	if author != "" {
		author = p.words.By.With("author", author)
	}
	publisher := q.Publisher
	if q.Note != "" {
		publisher = strings.TrimSpace(publisher + " (" + q.Note + ")")
	}
	return joined(" · ", publisher, author, p.words.Date(q.Published), p.words.Language(q.Lang))
}

// abstention says what was not found, in what, and what came nearest.
func (p *printer) abstention(a retrieval.Answer) {
	p.line("", plain, p.nothing(a))
	if len(a.Why.Unknown) > 0 && a.Reason == retrieval.ReasonWeak {
		p.line("", plain, p.words.UnknownWords.With("words", p.listed(a.Why.Unknown)))
	}
	if len(a.Nearest) > 0 {
		p.line("", plain, "")
		p.line("", plain, string(p.words.NearestList))
	}
	seen := map[string]bool{}
	for _, q := range a.Nearest {
		if !seen[q.ArticleID] {
			p.line("  ", plain, p.words.Title.With("title", q.Name())+" · "+p.facts(q.Passage))
		}
		seen[q.ArticleID] = true
	}
}

func (p *printer) nothing(a retrieval.Answer) string {
	n := len(a.Library.Articles())
	switch {
	case n == 0:
		return string(p.words.NoArticles)
	case a.Reason == retrieval.ReasonNoWords:
		return string(p.words.NoWords)
	case a.Reason == retrieval.ReasonEmpty:
		return string(p.words.NoneLeft)
	}
	sentence := p.words.NotFound
	if a.Reason == retrieval.ReasonUnknown && len(a.Why.Unknown) > 0 {
		sentence = p.words.NothingOn
	}
	articles, period := p.words.Searched(a.Library, a.Kept)
	return sentence.With("articles", articles, "period", period, "words", p.listed(a.Why.Unknown))
}

// listed are words of a question, as they were asked.
func (p *printer) listed(words []string) string {
	return strings.Join(each(words, func(w string) string { return p.words.Title.With("title", w) }), ", ")
}

func (p *printer) line(indent string, m mark, text string) {
	if text == "" {
		fmt.Fprintln(p.w)
		return
	}
	fmt.Fprint(p.w, p.style.wrapped(text, nil, indent, m))
}
