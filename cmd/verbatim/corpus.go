package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"verbatim/corpus"
)

// articleJSON is how one article was read, as "corpus -json" writes it.
type articleJSON struct {
	ID        string   `json:"id"`
	File      string   `json:"file"`
	Title     string   `json:"title"`
	Publisher string   `json:"publisher"`
	Author    string   `json:"author"`
	URL       string   `json:"url"`
	Published string   `json:"published"`
	Lang      string   `json:"lang"`
	Passages  int      `json:"passages"`
	Clutter   []string `json:"clutter"`
	Notes     []string `json:"notes,omitempty"`
	Body      *string  `json:"body,omitempty"`
}

func reportCorpus(ctx context.Context, in *invocation) error {
	f := newFlags("corpus", "[flags]", "show how the corpus was read: what was found in each article, which lines were left out as clutter, which files were skipped and why")
	places := f.places(false)
	asJSON := f.Bool("json", false, "write one JSON object")
	bodies := f.Bool("bodies", false, "with -json: the whole text of each article too")
	words, err := f.parse(in)
	if err != nil {
		return err
	}
	if err := noWords("corpus", words); err != nil {
		return err
	}
	if *bodies && !*asJSON {
		return &usageError{text: "-bodies is for -json", hint: "verbatim corpus -json -bodies"}
	}
	s, err := load(in, places.values(), false)
	if err != nil {
		return err
	}
	lib, texts, err := readOnce(ctx, in, s)
	if err != nil {
		return err
	}
	defer texts.Close()
	out := bufio.NewWriter(in.stdout)
	if *asJSON {
		err = writeReportJSON(out, lib, texts, *bodies)
	} else {
		writeReport(out, styleOf(in.stdout, in.env), lib)
	}
	if err != nil {
		return err
	}
	return out.Flush()
}

// writeReportJSON writes the report article by article, so that the bodies of
// a large corpus are never in memory together.
func writeReportJSON(w io.Writer, lib *corpus.Library, texts corpus.Bodies, bodies bool) error {
	fmt.Fprintf(w, `{"version":%q,"articles":[`, lib.Version())
	for i, a := range lib.Articles() {
		if i > 0 {
			io.WriteString(w, ",")
		}
		j := articleJSON{
			ID: a.ArticleID, File: a.File, Title: a.Title, Publisher: a.Publisher, Author: a.Author, URL: a.URL,
			Published: a.Published.String(), Lang: string(langOr(a.Lang)), Passages: len(a.Passages),
			Clutter: each(a.Clutter, func(s string) string { return s }), Notes: a.Notes,
		}
		if bodies {
			body, err := texts.Body(a.ArticleID)
			if err != nil {
				return err
			}
			j.Body = &body
		}
		if err := writeJSON(w, j); err != nil {
			return err
		}
	}
	io.WriteString(w, `],"skipped":`)
	if err := writeJSON(w, each(lib.Skipped(), func(s corpus.Skipped) corpus.Skipped { return s })); err != nil {
		return err
	}
	_, err := io.WriteString(w, "}\n")
	return err
}

// writeReport writes the report for people.
func writeReport(w io.Writer, s style, lib *corpus.Library) {
	for _, a := range lib.Articles() {
		writeArticle(w, s, a)
	}
	if len(lib.Skipped()) > 0 {
		fmt.Fprintln(w, s.paint(bold, "Skipped"))
		for _, k := range lib.Skipped() {
			fmt.Fprint(w, s.wrapped(k.File+": "+k.Reason, nil, "  ", plain))
		}
		fmt.Fprintln(w)
	}
	writeTotals(w, s, lib)
}

func writeArticle(w io.Writer, s style, a *corpus.Article) {
	fmt.Fprintln(w, s.paint(bold, printable(a.File)))
	title := a.Title
	if title == "" {
		title = "(no title is stated)"
	}
	fmt.Fprint(w, s.wrapped(title, nil, "  ", plain))
	published := a.Published.String()
	if published == "" {
		published = "date unknown"
	}
	facts := joined(" · ", a.Publisher, a.Author, published, string(langOr(a.Lang)), count(len(a.Passages), "passage"))
	fmt.Fprint(w, s.wrapped(facts, nil, "  ", dim))
	if a.URL != "" {
		fmt.Fprint(w, s.wrapped(a.URL, nil, "  ", dim))
	}
	for _, c := range a.Clutter {
		fmt.Fprint(w, s.wrapped("left out: "+oneLine(c), nil, "  ", plain))
	}
	for _, n := range a.Notes {
		fmt.Fprint(w, s.wrapped("note: "+oneLine(n), nil, "  ", plain))
	}
	fmt.Fprintln(w)
}

func writeTotals(w io.Writer, s style, lib *corpus.Library) {
	first, last, undated := lib.Span()
	clutter := 0
	for _, a := range lib.Articles() {
		clutter += len(a.Clutter)
	}
	total := []string{count(len(lib.Articles()), "article"), count(lib.Passages(), "passage"), count(clutter, "line") + " left out as clutter", count(len(lib.Skipped()), "file") + " skipped"}
	total = append(total, published(first.String(), last.String())...)
	if undated > 0 {
		total = append(total, count(undated, "article")+" without a date")
	}
	fmt.Fprint(w, s.wrapped(strings.Join(total, ", ")+"; version "+lib.Version(), nil, "", plain))
}

// joined joins the parts that are not empty.
func joined(between string, parts ...string) string {
	var full []string
	for _, p := range parts {
		if p != "" {
			full = append(full, p)
		}
	}
	return strings.Join(full, between)
}

// count is a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
