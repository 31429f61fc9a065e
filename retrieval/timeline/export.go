package timeline

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html"
	"io"
	"net/url"
	"strconv"
	"strings"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/dates"
)

// Date is the first day, month or year of a When as ISO 8601 writes it, "" when
// it is not known: with Precision and EDTF it is what programs sort by.
func (w When) Date() string {
	if !w.Known() {
		return ""
	}
	from := start(w).Time()
	if !w.Interval() && !w.Approximate() {
		switch w.Precision {
		case dates.Month:
			return from.Format("2006-01")
		case dates.Year:
			return from.Format("2006")
		}
	}
	return from.Format("2006-01-02")
}

// Kind is the precision in a word: "day", "month", …, "interval"; "" when
// nothing is known.
func (w When) Kind() string {
	if w.Interval() {
		return "interval"
	}
	return w.Precision.String()
}

// Entry is an event, or one of its sources, in JSON.
type Entry struct {
	Date      string   `json:"date"`
	Precision string   `json:"precision"`
	EDTF      string   `json:"edtf"`
	Said      string   `json:"said,omitempty"`            // EDTF of the day when it was said
	ByArticle bool     `json:"dated_by_article,omitzero"` // the quote has no date of its own
	Quote     string   `json:"quote"`
	ID        string   `json:"id"`
	File      string   `json:"file"`
	Title     string   `json:"title"`
	Section   string   `json:"section"`
	Publisher string   `json:"publisher"`
	Note      string   `json:"note,omitempty"` // of the curators
	Author    string   `json:"author"`
	URL       string   `json:"url"`
	Lang      string   `json:"lang"`
	Published string   `json:"published"`
	Start     int      `json:"start"` // bytes of the article's body
	End       int      `json:"end"`
	Context   []Beside `json:"context,omitempty"`
	Sources   []Entry  `json:"sources,omitzero"`
	Disputed  []string `json:"disputed,omitzero"`
}

// Beside is printed text that a quote needs beside it.
type Beside struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// Entries are all events as JSON writes them; an event has sources and
// disputed, be they empty.
func (t *Timeline) Entries() []Entry {
	entries := []Entry{}
	for _, e := range t.All() {
		entry := entryOf(e.Quote(), e.When)
		entry.Sources, entry.Disputed = []Entry{}, []string{}
		for _, r := range e.Sources {
			entry.Sources = append(entry.Sources, entryOf(r, r.When))
		}
		for _, d := range e.Disputed {
			entry.Disputed = append(entry.Disputed, d.String())
		}
		entries = append(entries, entry)
	}
	return entries
}

func entryOf(r Report, w When) Entry {
	e := Entry{
		Date: w.Date(), Precision: w.Kind(), EDTF: w.EDTF, Said: r.Said.EDTF, ByArticle: r.Published && w.Known(),
		Quote: r.Text, ID: r.ArticleID, File: r.File, Title: r.Title, Section: r.Section, Publisher: r.Publisher, Note: r.Note, Author: r.Author, URL: r.URL,
		Lang: string(cmp.Or(r.Lang, corpus.Undetermined)), Published: r.Attribution.Published.String(), Start: r.Start, End: r.End,
	}
	for _, c := range r.Context {
		e.Context = append(e.Context, Beside(c))
	}
	return e
}

// WriteJSON writes the entries as one array.
func (t *Timeline) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(t.Entries())
}

// WriteCSV writes a row for each source of each event, with a header; rows of
// one event have its number in common.
func (t *Timeline) WriteCSV(w io.Writer) error {
	c := csv.NewWriter(w)
	c.Write([]string{"event", "date", "precision", "edtf", "said", "quote", "title", "publisher", "author", "published", "lang", "url", "file", "start", "end", "disputed"})
	for i, e := range t.Entries() {
		for k, s := range e.Sources {
			disputed := ""
			if k == 0 {
				disputed = strings.Join(e.Disputed, "; ")
			}
			row := []string{strconv.Itoa(i + 1), s.Date, s.Precision, s.EDTF, s.Said, s.Quote, s.Title, s.Publisher, s.Author, s.Published, s.Lang, s.URL, s.File, strconv.Itoa(s.Start), strconv.Itoa(s.End), disputed}
			for n := range row {
				row[n] = cell(row[n])
			}
			c.Write(row)
		}
	}
	c.Flush()
	return c.Error()
}

// cell keeps a spreadsheet from running text as a formula: an apostrophe before
// it is how spreadsheets mark text.
func cell(s string) string {
	if s != "" && strings.ContainsRune("=+@\t\r", rune(s[0])) || len(s) > 1 && s[0] == '-' && s[1] != ' ' && (s[1] < '0' || s[1] > '9') {
		return "'" + s
	}
	return s
}

// WriteMarkdown writes the timeline for people, with the words of a language.
func (t *Timeline) WriteMarkdown(w io.Writer, lang corpus.Lang) error {
	words := WordsFor(lang)
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", markdown(t.Topic))
	for _, e := range t.All() {
		q := e.Quote()
		fmt.Fprintf(&b, "\n## %s\n\n", markdown(words.When(e.When)))
		if note := words.Note(q); note != "" {
			fmt.Fprintf(&b, "*%s*\n\n", markdown(note))
		}
		for line := range strings.Lines(q.Text) {
			fmt.Fprintf(&b, "> %s\n", markdown(strings.TrimRight(line, "\n")))
		}
		fmt.Fprintf(&b, "\n— %s\n", words.link(q))
		if len(e.Sources) > 1 {
			fmt.Fprintf(&b, "\n%s\n\n", words.AlsoIn)
			for _, s := range e.Sources[1:] {
				quoted := with(words.Title, "title", strings.ReplaceAll(s.Text, "\n", " "))
				fmt.Fprintf(&b, "- %s · %s — %s\n", markdown(words.When(s.When)), markdown(quoted), words.link(s))
			}
		}
		for _, d := range e.Disputed {
			fmt.Fprintf(&b, "\n%s %s\n", words.Disagree, markdown(d.String()))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Note says when it was said, or that the date is the article's.
func (w *Words) Note(r Report) string {
	switch {
	case r.Said.Approximate():
		if _, _, part := r.Said.PartOf(); part {
			return with(w.SaidIn, "date", w.When(r.Said))
		}
		return with(w.SaidAbout, "date", w.When(r.Said))
	case r.Said.Known() || r.Said.Yearless():
		return w.SaidOn.of(r.Said.Precision, w.When(r.Said))
	case r.Published && r.Known():
		return w.Published
	}
	return ""
}

// link is a source in Markdown.
func (w *Words) link(r Report) string {
	title := markdown(r.Name())
	if u := webAddress(r.URL); u != "" {
		title = "[" + title + "](<" + u + ">)"
	}
	published := ""
	if d := OnDay(r.Attribution.Published); d.Known() {
		published = w.PublishedOn.of(d.Precision, w.When(d))
	}
	for _, part := range []string{r.Publisher, published} {
		if part != "" {
			title += ", " + markdown(part)
		}
	}
	return title
}

// webAddress is an address that may be linked to, "" for any other.
func webAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	return strings.NewReplacer("<", "%3C", ">", "%3E", " ", "%20", "\n", "").Replace(u.String())
}

var marks = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "#", `\#`, "|", `\|`, "~", `\~`, "\r", " ")

// markdown escapes what Markdown would read as a mark.
func markdown(s string) string {
	s = marks.Replace(s)
	if s != "" && strings.ContainsRune("-+=", rune(s[0])) {
		return `\` + s
	}
	return s
}

// jsSlide is a slide of TimelineJS (timeline.knightlab.com/docs/json-format.html).
type jsSlide struct {
	Start   *jsDate `json:"start_date,omitempty"`
	End     *jsDate `json:"end_date,omitempty"`
	Display string  `json:"display_date,omitempty"`
	Text    jsText  `json:"text"`
	ID      string  `json:"unique_id,omitempty"`
	Group   string  `json:"group,omitempty"`
}

type jsDate struct {
	Year  int `json:"year"`
	Month int `json:"month,omitempty"`
	Day   int `json:"day,omitempty"`
}

type jsText struct {
	Headline string `json:"headline"`
	Text     string `json:"text,omitempty"`
}

// WriteTimelineJS writes the events whose year is known for TimelineJS, which
// cannot show others.
func (t *Timeline) WriteTimelineJS(w io.Writer, lang corpus.Lang) error {
	words := WordsFor(lang)
	show := struct {
		Title  jsSlide   `json:"title"`
		Events []jsSlide `json:"events"`
	}{jsSlide{Text: jsText{Headline: html.EscapeString(t.Topic)}}, []jsSlide{}}
	for i, e := range t.Events {
		show.Events = append(show.Events, words.slide(i, e))
	}
	j := json.NewEncoder(w)
	j.SetEscapeHTML(false)
	return j.Encode(show)
}

func (w *Words) slide(i int, e Event) jsSlide {
	q := e.Quote()
	var text strings.Builder
	fmt.Fprintf(&text, "<blockquote>%s</blockquote>", strings.ReplaceAll(html.EscapeString(q.Text), "\n", "<br>"))
	if note := w.Note(q); note != "" {
		fmt.Fprintf(&text, "<p><em>%s</em></p>", html.EscapeString(note))
	}
	for _, s := range e.Sources {
		name := html.EscapeString(s.Name())
		if u := webAddress(s.URL); u != "" {
			name = `<a href="` + html.EscapeString(u) + `">` + name + `</a>`
		}
		fmt.Fprintf(&text, "<p>%s%s</p>", name, html.EscapeString(prefixed(", ", s.Publisher)))
	}
	for _, d := range e.Disputed {
		fmt.Fprintf(&text, "<p>%s %s</p>", html.EscapeString(w.Disagree), html.EscapeString(d.String()))
	}
	s := jsSlide{Display: w.When(e.When), Text: jsText{html.EscapeString(q.Name()), text.String()}, ID: "event-" + strconv.Itoa(i+1), Group: q.Publisher}
	s.Start = jsDay(start(e.When).Time(), e.When)
	if last := e.To - 1; e.To != dates.Forever && e.From != dates.Beginning && (e.Interval() || e.Precision != dates.Day && e.Precision != dates.Month && e.Precision != dates.Year) && last > e.From {
		s.End = jsDay(last.Time(), When{Precision: dates.Day})
	}
	return s
}

func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}

func jsDay(t time.Time, w When) *jsDate {
	d := &jsDate{t.Year(), int(t.Month()), t.Day()}
	switch {
	case w.Interval():
	case w.Precision == dates.Month:
		d.Day = 0
	case w.Precision >= dates.Year:
		d.Month, d.Day = 0, 0
	}
	return d
}
