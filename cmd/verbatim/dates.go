package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/dates"
	"verbatim/corpus/language"
)

// maxText is the length in bytes of a text past which "dates" refuses it.
const maxText = 64 << 20

// datesFlags are what the command "dates" was asked.
type datesFlags struct {
	lang      corpus.Lang
	reference corpus.Date
	json      bool
	batch     string
	text      string
}

// readDates finds the time expressions of a text, or of each line of a batch.
func readDates(ctx context.Context, in *invocation) error {
	d, err := parseDates(in)
	if err != nil {
		return err
	}
	if d.batch != "" {
		return d.readBatch(ctx, in)
	}
	if d.text == "" {
		if d.text, err = readText(in.stdin); err != nil {
			return err
		}
	}
	spans := dates.Spans(d.text, langOf(d.lang, d.text), d.reference)
	out := bufio.NewWriter(in.stdout)
	if d.json {
		err = writeJSON(out, datesJSON{noID, spans})
	} else {
		writeDates(out, styleOf(in.stdout, in.env), spans)
	}
	return errors.Join(err, out.Flush())
}

func parseDates(in *invocation) (*datesFlags, error) {
	d := &datesFlags{}
	f := newFlags("dates", "[flags] [TEXT]", "find the dates of a text: that of the words, else of standard input")
	f.lang(&d.lang, "`language` of the text: fr or en; without it, what the text looks like")
	f.date(&d.reference, "reference", "`date` of publication, which \"yesterday\" is counted from: 2024-10-23; without it, such dates stay unresolved")
	f.BoolVar(&d.json, "json", false, "write one JSON object")
	f.StringVar(&d.batch, "batch", "", "read each line {\"id\",\"lang\",\"text\",\"reference_time\"} of `FILE` (- is standard input) and write a line of JSON")
	f.more = notation
	words, err := f.parse(in)
	if err != nil {
		return nil, err
	}
	d.text = strings.Join(words, " ")
	switch {
	case !hasDates(d.lang):
		return nil, &usageError{text: "dates are found in French and English texts, not in " + quoted(string(d.lang)), hint: "-lang fr or -lang en; without it, what the text looks like"}
	case d.batch != "" && d.text != "":
		return nil, &usageError{text: "-batch reads its texts from a file, and there is one on the command line too", hint: "leave out one of them"}
	case d.text == "" && len(words) > 0, d.text == "" && d.batch == "" && isTerminal(in.stdin):
		return nil, &usageError{text: "there is no text", hint: `verbatim dates -reference 2024-10-23 "They met last Friday."`}
	}
	return d, nil
}

// notation explains what "dates" prints.
const notation = `what is printed: the words, what they mean, their kind and the rule that read them. The meaning is in EDTF (ISO 8601-2):
  2024-10-23  a day      2024-10  a month   2024     a year    199X     the 1990s
  2024-21     spring     2024-22  summer    2024-23  autumn    2024-24  winter
  A/B         from A to B, both included    ../B     until B   A/..     since A
  ~           about      XXXX-10-23         a day whose year is not stated
A length of time (P3M) and a time of the day (T17:30) are in ISO 8601. What has no value is "unresolved".
`

// hasDates reports whether dates are read in a language; "" is any.
func hasDates(l corpus.Lang) bool {
	base, _, _ := strings.Cut(string(l), "-")
	return base == "" || base == string(corpus.French) || base == string(corpus.English)
}

func readText(from io.Reader) (string, error) {
	b, err := io.ReadAll(io.LimitReader(from, maxText+1))
	if err != nil {
		return "", &failure{text: "cannot read the text", cause: err}
	}
	if len(b) > maxText {
		return "", &failure{text: fmt.Sprintf("the text is longer than %d MB", maxText>>20), hint: "give its parts one after the other"}
	}
	return strings.ToValidUTF8(string(b), "\ufffd"), nil
}

// langOf is the language to read a text in.
func langOf(said corpus.Lang, text string) corpus.Lang {
	return cmp.Or(said, language.Detect(text, corpus.French, corpus.English))
}

// datesJSON is what was found in one text.
type datesJSON struct {
	ID    json.RawMessage `json:"id,omitempty"`
	Spans []dates.Span    `json:"spans"`
}

func (d *datesFlags) readBatch(ctx context.Context, in *invocation) error {
	texts, err := openBatch(in, d.batch)
	if err != nil {
		return err
	}
	defer texts.Close()
	return eachLine(ctx, texts, in.stdout, d.line, `{"id":"t1","lang":"fr","text":"…","reference_time":"2024-10-23"}`)
}

// line reads the dates of one line of a batch. What the line does not say, the
// flags say.
func (d *datesFlags) line(_ context.Context, l line) (any, bool) {
	id, text, err := parseQuestion(l.text)
	if l.err != nil {
		err = l.err
	}
	var more struct {
		Lang      corpus.Lang `json:"lang"`
		Reference string      `json:"reference_time"`
	}
	if err == nil {
		err = json.Unmarshal(bytes.TrimSpace(l.text), &more)
	}
	published := d.reference
	if err == nil && more.Reference != "" {
		published, err = corpus.ParseDate(more.Reference)
	}
	if err == nil && !hasDates(more.Lang) {
		err = fmt.Errorf("dates are read in French (fr) and English (en), not in %q", more.Lang)
	}
	if err != nil {
		return errorJSON{id, err.Error()}, false
	}
	return datesJSON{id, dates.Spans(text, langOf(cmp.Or(more.Lang, d.lang), text), published)}, true
}

// writeDates writes a line for each expression: its words, what they mean, and
// the rule that read them.
func writeDates(w io.Writer, s style, spans []dates.Span) {
	if len(spans) == 0 {
		fmt.Fprintln(w, "no date found")
		return
	}
	wide := 0
	for _, p := range spans {
		wide = max(wide, columns(oneLine(p.Text)))
	}
	wide = min(wide, 40)
	for _, p := range spans {
		text := oneLine(p.Text)
		gap := strings.Repeat(" ", max(0, wide-columns(text)))
		fmt.Fprintf(w, "%s%s  %s  %s\n", s.paint(bold, text), gap, meaning(p), s.paint(dim, strings.ToLower(string(p.Type))+", "+p.Rule))
	}
}

// meaning is what an expression says, in figures.
func meaning(p dates.Span) string {
	switch {
	case strings.HasPrefix(p.EDTF, "XXXX-"):
		return p.EDTF + " (year not stated)"
	case p.EDTF != "":
		return p.EDTF
	case p.Value != "":
		return p.Value
	}
	return "unresolved"
}
