package bot

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/bot/locale"
	"verbatim/corpus"
	"verbatim/retrieval"
	"verbatim/retrieval/timeline"
)

// Entry is one of a list: a quote under its heading.
type Entry struct {
	Heading  string
	Note     string   // what the heading leaves open
	Before   []string // printed text before the quote, labelled
	Quote    string   // exactly as printed
	After    []string // likewise after it
	Sources  []Source // none where what stands above the list names it
	Articles []string // IDs of all that the event was read from
	Remarks  []string // what else is to be said
	TooLong  string   // what to show instead of a quote that cannot be shown whole
}

// Source is an article that says what an Entry quotes.
type Source struct {
	Lead  string // before its title; "" for the quote's own
	Title string // never empty
	URL   string // http or https, or ""
	Facts string // publisher, date and the like
}

const (
	// pageEvents and pageRoom are how much a page holds: some four screens of a
	// phone. Within pageRoom characters its entries fit one embed, for escapes
	// add little to printed text.
	pageEvents = 5
	pageRoom   = 3400
	// sourcesShown is how many sources of an event are named.
	sourcesShown = 4
)

// timelineReply is the reply that shows a page of a timeline.
func (h *handler) timelineReply(r Request, v view, t *timeline.Timeline, w *locale.Words) Reply {
	own := timeline.WordsFor(w.Lang)
	before := v.corpus
	news := v.changed(t, w)
	v.corpus = fingerprint(t.Library)
	reply := Reply{State: v.state(), Private: r.Private}
	head := joined("\n", sampled(t.Library, w), v.heading(w), news)
	if t.Empty() {
		reply.Text = joined("\n", head, own.Nothing(t, v.shown()))
		if before != 0 { // it was shown, and can be shown again: the buttons that have nothing to give carry the state
			reply.Actions = append(zoomMenu(v, nil, w), exports(true)...)
		}
		reply.Actions = append(reply.Actions, removal(r, w)...)
		return reply
	}
	pages := paged(entries(t.All(), w, own))
	v.page = min(max(0, v.page), len(pages)-1)
	reply.Text = joined("\n", head, count(t, w, own))
	reply.Entries = pages[v.page]
	reply.Files, reply.NoFiles = h.draw(t, w), string(w.Timeline.NoFile)
	reply.Actions = append(turning(v.page, len(pages), w), zoomMenu(v, timeline.Periods(t.Events), w)...)
	reply.Actions = append(reply.Actions, exports(false)...)
	reply.Actions = append(reply.Actions, removal(r, w)...)
	return reply
}

// sampled says that articles are the sample.
func sampled(lib *corpus.Library, w *locale.Words) string {
	return sample(retrieval.Answer{Library: lib}, w)
}

// count says how many events are shown, and what was left out.
func count(t *timeline.Timeline, w *locale.Words, own *timeline.Words) string {
	n := w.Count(w.Timeline.Events, len(t.All()))
	if shown := len(t.All()); shown < t.Found {
		n = own.Kept(shown, t.Found, w.Title.With("title", w.Commands["timeline"].Options[optLimit].Name))
	}
	if t.Outside > 0 {
		n = joined("\n", n, own.LeftOut(t.Outside))
	}
	return n
}

// entries are events as they are shown.
func entries(events []timeline.Event, w *locale.Words, own *timeline.Words) []Entry {
	var all []Entry
	for _, e := range events {
		q := e.Quote()
		entry := Entry{Heading: capital(own.When(e.When)), Note: own.Note(q), Quote: q.Text, TooLong: string(w.LongQuote)}
		for _, c := range q.Context {
			if c.Start < q.Start {
				entry.Before = append(entry.Before, w.Before.With("text", c.Text))
			} else {
				entry.After = append(entry.After, w.After.With("text", c.Text))
			}
		}
		entry.Sources = sources(e, w, own)
		for _, s := range e.Sources {
			entry.Articles = append(entry.Articles, s.Passage.ArticleID)
		}
		if more := len(e.Sources) - len(entry.Sources); more > 0 {
			entry.Remarks = append(entry.Remarks, w.Count(w.Timeline.Others, more))
		}
		for _, d := range e.Disputed {
			entry.Remarks = append(entry.Remarks, short(own.Disagree+" "+d.String(), 300))
		}
		all = append(all, entry)
	}
	return all
}

// sources are the first reports of an event; those that state its time
// otherwise say so.
func sources(e timeline.Event, w *locale.Words, own *timeline.Words) []Source {
	var all []Source
	for i, s := range e.Sources[:min(len(e.Sources), sourcesShown)] {
		q := retrieval.Quote{Passage: s.Passage}
		one := Source{Title: short(title(q), 120), URL: link(s.URL), Facts: source(q, w)}
		if len(one.URL) > 400 {
			one.URL = ""
		}
		if i > 0 {
			one.Lead = own.AlsoIn
			one.Facts = joined(" · ", short(noted(s.Publisher, s.Note), 160), w.Date(s.Passage.Published))
			if s.When != e.When {
				one.Facts = joined(" · ", one.Facts, w.Timeline.States.With("date", own.When(s.When)))
			}
		}
		all = append(all, one)
	}
	return all
}

// capital begins a text with a capital letter.
func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// paged parts entries into pages; there is at least one, and none is empty. No
// page shows more than perArticle characters of one article: what stands beside
// a quote gives way first, then the quote comes on the next page.
func paged(all []Entry) [][]Entry {
	var pages [][]Entry
	room, shown := 0, share{}
	for _, e := range all {
		n := e.length()
		if last := len(pages) - 1; last >= 0 && len(pages[last]) < pageEvents && n <= room && e.fit(shown) {
			pages[last] = append(pages[last], e)
			room -= n
			continue
		}
		clear(shown)
		e.fit(shown)
		pages, room = append(pages, []Entry{e}), pageRoom-n
	}
	return pages
}

// fit takes what an entry prints of its article, and reports whether it has room
// beside what a page shows of that already.
func (e *Entry) fit(shown share) bool {
	if len(e.Articles) == 0 {
		return true
	}
	article, quote := e.Articles[0], utf8.RuneCountInString(e.Quote)
	if shown.take(article, quote+utf8.RuneCountInString(strings.Join(e.Before, "")+strings.Join(e.After, ""))) {
		return true
	}
	if shown[article] > 0 && quote > shown.room(article) {
		return false
	}
	e.Before, e.After = nil, nil
	shown[article] += quote // a quote that is too long is alone on its page
	return true
}

// length counts the characters that an entry takes, with its addresses and marks.
func (e *Entry) length() int {
	n := 40 + utf8.RuneCountInString(e.Heading+e.Note+e.Quote+strings.Join(e.Before, "")+strings.Join(e.After, "")+strings.Join(e.Remarks, ""))
	for _, s := range e.Sources {
		n += 20 + utf8.RuneCountInString(s.Lead+s.Title+s.Facts) + len(s.URL)
	}
	return n
}

// exports are the buttons that give the events as files.
func exports(off bool) []Action {
	var all []Action
	for _, f := range formats {
		all = append(all, Action{Name: exportButton, Arg: f.name, Label: f.label, Off: off})
	}
	return all
}

// turning are the buttons that turn pages, where there are several.
func turning(page, pages int, w *locale.Words) []Action {
	if pages < 2 {
		return nil
	}
	to := func(n int, label locale.Text) Action {
		off := n < 0 || n >= pages
		return Action{Name: timelineButton, Arg: strconv.Itoa(n), Label: string(label), Off: off}
	}
	here := Action{Name: timelineButton, Arg: "here", Label: fmt.Sprintf("%d / %d", page+1, pages), Off: true}
	return []Action{to(page-1, w.Timeline.Earlier), here, to(page+1, w.Timeline.Later)}
}

// zoomMenu is the menu to choose a part of the time in.
func zoomMenu(v view, periods []timeline.When, w *locale.Words) []Action {
	own := timeline.WordsFor(w.Lang)
	var choices []Choice
	if v.from != v.to {
		choices = append(choices, Choice{string(w.Timeline.ZoomOut), zoomOut})
	}
	for _, p := range periods {
		choices = append(choices, Choice{capital(own.When(p)), fmt.Sprintf("%d.%d", p.From, p.To)})
	}
	choices = append(choices, Choice{string(w.Timeline.OtherDates), zoomDates})
	return []Action{{Kind: Menu, Name: timelineButton, Arg: argZoom, Label: string(w.Timeline.Zoom), Choices: choices}}
}
