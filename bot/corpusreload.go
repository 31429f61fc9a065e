package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"verbatim/bot/locale"
	"verbatim/retrieval"
	"verbatim/retrieval/curation"
)

// reload applies the folder of the corpus, or tells what that would change.
func (h *handler) reload(ctx context.Context, r Request, w Responder) error {
	o := curation.Order{DryRun: r.Options["dry-run"] == "true", By: r.actor()}
	return h.follow(ctx, r, w, o, nil)
}

// confirmForce asks whether what the guard refused is to be applied.
func (h *handler) confirmForce(ctx context.Context, r Request) (Reply, error) {
	words := r.words()
	return Reply{
		Text: string(words.Corpus.Force.Confirm), Private: true,
		Actions: []Action{{Kind: Press, Label: string(words.Corpus.Force.Yes), Name: forceYesButton}},
	}, nil
}

func (h *handler) force(ctx context.Context, r Request, w Responder) error {
	return h.follow(ctx, r, w, curation.Order{Force: true, By: r.actor()}, nil)
}

// soon is how long a reload may take before it is told how far it is, and
// paces are the times between two such messages: Discord takes few edits.
const soon = 1200 * time.Millisecond

func pace(since time.Duration) time.Duration {
	switch {
	case since < time.Minute:
		return 2 * time.Second
	case since < 10*time.Minute:
		return 5 * time.Second
	}
	return 30 * time.Second
}

// follow has an order done, says how far it is, and reports. finish, unless nil,
// adds to the report.
func (h *handler) follow(ctx context.Context, r Request, w Responder, o curation.Order, finish func(*Reply)) error {
	words, began := r.words(), time.Now()
	run := h.Curator.Reload(o)
	told := ""
	for wait := soon; ; wait = pace(time.Since(began)) {
		select {
		case <-run.Done():
			reply := h.reported(run, r, words)
			if finish != nil {
				finish(&reply)
			}
			return w.Edit(ctx, reply)
		case <-time.After(wait):
		case <-ctx.Done():
			return ctx.Err()
		}
		if text := progress(run.Progress(), words); text != told {
			told = text
			if err := w.Edit(ctx, Reply{Text: text, Private: true}); err != nil {
				return err
			}
		}
	}
}

// progress is how far a reload is.
func progress(p curation.Progress, w *locale.Words) string {
	c := w.Corpus.Progress
	var text string
	switch p.Stage {
	case retrieval.StageReading:
		text = c.Reading.With("files", w.Number(p.Files), "all", w.Number(p.AllFiles))
	case retrieval.StageIndexing:
		text = c.Indexing.With("passages", w.Number(p.Done), "all", w.Number(p.Total))
	case retrieval.StageChecking:
		text = c.Checking.With("questions", w.Number(p.Done), "all", w.Number(p.Total))
	default:
		return string(c.Waiting)
	}
	switch {
	case p.Left >= time.Minute:
		text += " " + c.Minutes.With("n", w.Number(int(p.Left.Round(time.Minute).Minutes())))
	case p.Left > 0:
		text += " " + c.Seconds.With("n", w.Number(int(p.Left.Seconds())))
	}
	return text
}

// reported is the reply to a reload that has ended.
func (h *handler) reported(run *curation.Run, r Request, w *locale.Words) Reply {
	report, err := run.Wait(context.Background())
	refused, isRefusal := errors.AsType[*curation.RefusedError](err)
	reply := Reply{Private: true}
	switch {
	case isRefusal:
		reply.Actions = refusedActions(refused.Reasons, w)
		report.Refused = refused.Reasons
	case err != nil:
		reply.Text = explainCorpus(err, w)
		return reply
	}
	reply.Panel = panel(&report, w)
	reply.Panel.Title = h.titled(reply.Panel.Title)
	reply.Files = []File{{Name: string(w.Corpus.Report.File) + "-" + report.Started.Format("20060102-150405") + ".txt", Content: []byte(reportText(&report, w))}}
	return reply
}

// verdict says how a reload ended.
func verdict(r *curation.Report, w *locale.Words) string {
	c := w.Corpus.Report
	switch {
	case r.DryRun && len(r.Refused) > 0:
		return string(c.Would)
	case r.DryRun && len(changedLists(r, w)) > 0:
		return string(c.DryRun)
	case !r.Applied && len(r.Refused) > 0:
		return string(c.Refused)
	case !r.Applied:
		return string(c.Same)
	case r.Damaged != "":
		return string(c.Repaired)
	case r.Forced && len(r.Refused) > 0:
		return string(c.Forced)
	}
	return string(c.Applied)
}

// shownLines is how many lines of a list stand in a message.
const shownLines = 5

// panel is a report in short.
func panel(r *curation.Report, w *locale.Words) *Panel {
	c := w.Corpus.Report
	p := &Panel{Title: verdict(r, w), Text: reasons(r.Refused, w)}
	add := func(name locale.Text, wide bool, value string) {
		if value != "" {
			p.Facts = append(p.Facts, Fact{Name: string(name), Value: value, Wide: wide})
		}
	}
	changed := changedLists(r, w)
	if r.DryRun && len(changed) > 0 && len(r.Refused) == 0 {
		p.Text = string(c.Apply)
	}
	for _, l := range changed {
		p.Facts = append(p.Facts, Fact{Name: l.title(w), Value: head(l.lines, w), Wide: true})
	}
	add(c.Unchanged, false, w.Number(r.Unchanged))
	took := ""
	if r.TookMS >= 100 { // less is of no interest
		took = fmt.Sprintf("%s %s s", c.Took, w.Decimal(float64(r.TookMS)/1000))
	}
	add(c.Corpus, true, joined(" · ", w.Count(w.Articles, r.Articles), w.Count(c.Passages, r.Passages), took))
	add(c.Languages, true, numbered(r.Languages, 8, w, languageName(w)))
	add(c.Dates, true, appeared(r, w))
	for _, l := range notedLists(r, w) {
		p.Facts = append(p.Facts, Fact{Name: l.title(w), Value: head(l.lines, w), Wide: true})
	}
	add(c.Version, true, versions(r))
	return p
}

// reportList is a list of a report, a line for each thing.
type reportList struct {
	name  locale.Text
	lines []string
}

func (l reportList) title(w *locale.Words) string {
	return string(l.name) + " (" + w.Number(len(l.lines)) + ")"
}

// filled are the lists that are not empty.
func filled(all ...reportList) []reportList {
	return slices.DeleteFunc(all, func(l reportList) bool { return len(l.lines) == 0 })
}

// changedLists are what a reload changes.
func changedLists(r *curation.Report, w *locale.Words) []reportList {
	c := w.Corpus.Report
	return filled(reportList{c.Added, fileLines(r.Added, w)}, reportList{c.Changed, fileLines(r.Changed, w)}, reportList{c.Removed, fileLines(r.Removed, w)},
		reportList{c.Renamed, moveLines(r.Renamed, c.Is)}, reportList{c.Twins, moveLines(r.Duplicates, c.Twin)})
}

// notedLists are what else was noticed of files.
func notedLists(r *curation.Report, w *locale.Words) []reportList {
	c := w.Corpus.Report
	return filled(reportList{c.Skipped, skipped(r, w)}, reportList{c.Clutter, clutter(r, w)}, reportList{c.Slowest, slowest(r, w)})
}

// head are the first lines of a list.
func head(lines []string, w *locale.Words) string { return headOf(lines, 160, w) }

// headOf is head with at most n characters of each line.
func headOf(lines []string, n int, w *locale.Words) string {
	more := ""
	if rest := len(lines) - shownLines; rest > 0 {
		lines, more = lines[:shownLines], w.Count(w.Corpus.Report.More, rest)
	}
	var shown []string
	for _, l := range lines {
		shown = append(shown, short(l, n))
	}
	return joined("\n", bulleted(shown), more)
}

func reasons(list []curation.Reason, w *locale.Words) string {
	var lines []string
	for _, r := range list {
		if len(lines) == 2*shownLines {
			lines = append(lines, w.Count(w.Corpus.Report.More, len(list)-len(lines)))
			break
		}
		lines = append(lines, short(reason(r, w), 400))
	}
	return strings.Join(lines, "\n")
}

// reason is what the guard has against a reload.
func reason(r curation.Reason, w *locale.Words) string {
	c := w.Corpus.Reasons
	got := r.Got
	if got == "" {
		got = string(c.Nothing)
	}
	text := ""
	switch r.Kind {
	case curation.Empty:
		return c.Empty.With("before", w.Number(r.Before))
	case curation.Shrunk:
		t := c.Articles
		if r.Detail == "passages" {
			t = c.Passages
		}
		return t.With("before", w.Number(r.Before), "after", w.Number(r.After))
	case curation.BadGolden:
		var lines []string
		for line := range strings.Lines(r.Detail) { // an error a line
			lines = append(lines, w.Reason(strings.TrimSpace(line)))
		}
		return c.Golden.With("error", strings.Join(lines, "\n"))
	case curation.Missed:
		text = c.Missed.With("question", r.Question, "want", r.Want, "got", got)
	case curation.Answered:
		text = c.Answered.With("question", r.Question, "got", got)
	}
	if r.Already {
		text += " " + string(c.Already)
	}
	return text
}

func appeared(r *curation.Report, w *locale.Words) string {
	c := w.Corpus.Report
	span, undated := "", ""
	switch {
	case r.First != "" && r.First == r.Last:
		span = edtf(r.First, w)
	case r.First != "":
		span = c.From.With("first", edtf(r.First, w), "last", edtf(r.Last, w))
	}
	if r.Undated > 0 {
		undated = w.Count(c.Undated, r.Undated)
	}
	return joined(" · ", span, undated)
}

// versions are those before and after, or the only one.
func versions(r *curation.Report) string {
	if r.Applied && r.Old != "" && r.Old != r.New {
		return r.Old + " → " + r.New
	}
	return r.New
}

func skipped(r *curation.Report, w *locale.Words) (lines []string) {
	for _, k := range r.Skipped {
		lines = append(lines, k.File+w.Colon+w.Reason(k.Reason))
	}
	return lines
}

func clutter(r *curation.Report, w *locale.Words) (lines []string) {
	for _, k := range r.Clutter {
		lines = append(lines, k.File+w.Colon+k.Line)
	}
	return lines
}

func slowest(r *curation.Report, w *locale.Words) (lines []string) {
	for _, k := range r.Slowest {
		if k.TookMS >= 100 { // others are of no interest
			lines = append(lines, k.File+w.Colon+w.Number(int(k.TookMS))+" ms")
		}
	}
	return lines
}

// reportText is the whole report as a file.
func reportText(r *curation.Report, w *locale.Words) string {
	var b strings.Builder
	c := w.Corpus.Report
	fmt.Fprintf(&b, "%s\n%s\n", verdict(r, w), moment(r.Started, w))
	for _, why := range r.Refused {
		fmt.Fprintf(&b, "- %s\n", oneLine(reason(why, w)))
	}
	b.WriteString("\n")
	for _, f := range []struct {
		name  locale.Text
		value string
	}{
		{c.Added, w.Number(len(r.Added))}, {c.Changed, w.Number(len(r.Changed))}, {c.Removed, w.Number(len(r.Removed))}, {c.Renamed, w.Number(len(r.Renamed))},
		{c.Unchanged, w.Number(r.Unchanged)},
		{c.Corpus, joined(", ", w.Count(w.Articles, r.Articles), w.Count(c.Passages, r.Passages))},
		{c.Languages, numbered(r.Languages, len(r.Languages), w, languageName(w))}, {c.Dates, appeared(r, w)}, {c.Version, versions(r)},
	} {
		if f.value != "" {
			fmt.Fprintf(&b, "%s%s%s\n", f.name, w.Colon, f.value)
		}
	}
	for _, l := range append(changedLists(r, w), notedLists(r, w)...) {
		section(&b, l, w)
	}
	return b.String()
}

func section(b *strings.Builder, l reportList, w *locale.Words) {
	fmt.Fprintf(b, "\n%s\n", l.title(w))
	for _, line := range l.lines {
		fmt.Fprintf(b, "- %s\n", oneLine(line))
	}
}

// oneLine keeps the spaces that French ties to a mark.
func oneLine(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\r' || r == '\t' }), " ")
}

func fileLines(files []curation.File, w *locale.Words) (lines []string) {
	for _, f := range files {
		lines = append(lines, joined(w.Colon, f.File, f.Title))
	}
	return lines
}

func moveLines(moves []curation.Move, as locale.Text) (lines []string) {
	for _, m := range moves {
		lines = append(lines, as.With("from", m.From, "to", m.To))
	}
	return lines
}
