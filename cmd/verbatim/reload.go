package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os/user"
	"strings"

	"verbatim/corpus"
	"verbatim/retrieval"
	"verbatim/retrieval/curation"
)

func reload(ctx context.Context, in *invocation) error {
	f := newFlags("reload", "[flags]", "read the corpus again and let it serve; a server that is running does it and goes on answering")
	w := wish{Command: "reload", By: thisUser()}
	f.BoolVar(&w.DryRun, "dry-run", false, "show what would change, and change nothing")
	f.BoolVar(&w.Force, "force", false, "apply it although golden questions fail or the corpus has shrunk")
	asJSON := f.Bool("json", false, "write the report as one JSON object")
	places := f.places(true)
	words, err := f.parse(in)
	if err != nil {
		return err
	}
	if err := noWords("reload", words); err != nil {
		return err
	}
	s, err := load(in, places.values(), false)
	if err != nil {
		return err
	}
	h, err := order(ctx, in, s, w)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(in.stdout)
	if h.Report != nil && *asJSON {
		err = writeJSON(out, h.Report)
	} else if h.Report != nil && h.Error == "" {
		writeReload(out, styleOf(in.stdout, in.env), h.Report)
	}
	return errors.Join(err, out.Flush(), h.failure())
}

// failure is what a person is told of a wish that was not fulfilled.
func (h heard) failure() error {
	if h.Error != "" {
		return &failure{text: h.Error, hint: h.Hint}
	}
	if !h.Refused {
		return nil
	}
	var all []error
	for _, r := range h.Report.Refused {
		all = append(all, &failure{text: r.String()})
	}
	last := all[len(all)-1].(*failure)
	last.hint = "nothing has changed: mend the folder (is its disk there?) or .verbatim/golden.jsonl and reload again; 'verbatim reload -force' applies it as it is"
	return errors.Join(all...)
}

func rollback(ctx context.Context, in *invocation) error {
	f := newFlags("rollback", "[flags] [VERSION]", "let a former version of the corpus serve again, until the next 'verbatim reload'; without VERSION list those that are kept")
	places := f.places(true)
	words, err := f.parse(in)
	if err != nil {
		return err
	}
	if len(words) > 1 {
		return &usageError{text: "rollback takes one version", hint: "'verbatim rollback' lists those that are kept"}
	}
	s, err := load(in, places.values(), false)
	if err != nil {
		return err
	}
	w := wish{Command: "rollback", Version: strings.Join(words, ""), By: thisUser()}
	h, err := order(ctx, in, s, w)
	if err != nil {
		return err
	}
	if err := h.failure(); err != nil {
		return err
	}
	if w.Version != "" {
		fmt.Fprintf(in.stdout, "version %s serves again, until the next 'verbatim reload'\n", h.Kept[0].Version)
		return nil
	}
	for i, k := range h.Kept {
		fmt.Fprintln(in.stdout, keptLine(k, i == 0))
	}
	return nil
}

// keptLine is a kept generation as people read it.
func keptLine(k retrieval.Kept, current bool) string {
	parts := []string{k.Version}
	if !k.Published.IsZero() {
		parts = append(parts, k.Published.Local().Format("2006-01-02 15:04:05"))
	}
	if k.Articles >= 0 {
		parts = append(parts, count(k.Articles, "article"))
	}
	switch {
	case k.Pinned:
		parts = append(parts, "serves, rolled back to")
	case current:
		parts = append(parts, "serves")
	}
	return strings.Join(parts, "  ")
}

// chooseKept is the former generation whose version begins so.
func chooseKept(kept []retrieval.Kept, version string) (retrieval.Kept, error) {
	var found []retrieval.Kept
	for _, k := range kept {
		if strings.HasPrefix(k.Version, version) {
			found = append(found, k)
		}
	}
	const hint = "'verbatim rollback' lists those that are kept"
	switch {
	case len(found) == 0:
		return retrieval.Kept{}, &failure{text: "no version that is kept begins with " + quoted(version), hint: hint}
	case len(found) > 1:
		return retrieval.Kept{}, &failure{text: "several versions begin with " + quoted(version), hint: hint}
	case found[0].ID == kept[0].ID:
		return retrieval.Kept{}, &failure{text: "version " + found[0].Version + " serves already", hint: hint}
	}
	return found[0], nil
}

// order has a wish done by the server that runs, or by this process.
func order(ctx context.Context, in *invocation, s *settings, w wish) (heard, error) {
	data, passing, err := dataFolder(s, cacheFolder())
	if err != nil {
		return heard{}, err
	}
	bar := newProgress(in.stderr)
	show := func(p curation.Progress) { bar.update(p.Progress) }
	defer bar.clear()
	if !passing {
		if h, served, err := askServer(ctx, data, w, show); served {
			return h, err
		}
	}
	o, err := prepare(in, s, "verbatim "+w.Command)
	if err != nil {
		return heard{}, err
	}
	defer o.Close()
	if writes := !w.DryRun && (w.Version != "" || w.Command != "rollback"); writes {
		if err := o.lock(ctx, s.log); err != nil {
			return heard{}, err
		}
	}
	s.log = slog.New(slog.DiscardHandler) // what it would say is in the report
	o.curator = o.newCurator(ctx, s)
	if !w.DryRun && o.keeper.Open(ctx) == nil {
		o.curator.Recover()
	}
	if w.Command == "purge" { // what it names may stand in a file that was never read
		if _, err := o.update(ctx, in); err != nil {
			return heard{}, err
		}
	}
	w.By.Where = "terminal"
	h := control{o.curator, s.log}.do(ctx, w, func(p curation.Progress) bool { show(p); return true })
	if err := o.curator.Troubles()[curation.Unlogged]; err != nil {
		fmt.Fprintln(in.stderr, "warning:", oneLine(err.Error()))
	}
	return h, nil
}

// thisUser is who runs the program, for the log of changes.
func thisUser() curation.Actor {
	u, err := user.Current()
	if err != nil {
		return curation.Actor{}
	}
	return curation.Actor{Name: u.Username}
}

// shown is how many lines of one kind a terminal shows.
const shown = 20

// writeReload writes the report of a reload for people.
func writeReload(w io.Writer, s style, r *curation.Report) {
	fmt.Fprint(w, s.wrapped(headline(r), nil, "", bold))
	for _, f := range r.Refused {
		if r.DryRun {
			fmt.Fprint(w, s.wrapped("it would be refused: "+f.String(), nil, "  ", plain))
		}
	}
	file := func(f curation.File) string {
		if f.Title == "" {
			return f.File
		}
		return f.File + ": " + f.Title
	}
	writeList(w, s, "Added", r.Added, file)
	writeList(w, s, "Changed", r.Changed, file)
	writeList(w, s, "Removed", r.Removed, file)
	writeList(w, s, "Renamed", r.Renamed, func(m curation.Move) string { return m.From + " is now " + m.To })
	writeList(w, s, "Duplicates", r.Duplicates, func(m curation.Move) string { return m.From + " says the same as " + m.To })
	writeList(w, s, "Skipped", r.Skipped, func(k corpus.Skipped) string { return k.File + ": " + k.Reason })
	writeList(w, s, "Newly left out as clutter", r.Clutter, func(c curation.Clutter) string { return c.File + ": " + oneLine(c.Line) })
	if r.TookMS > 1000 {
		writeList(w, s, "Slowest", r.Slowest, func(f curation.Slow) string { return fmt.Sprintf("%s: %d ms", f.File, f.TookMS) })
	}
	fmt.Fprint(w, s.wrapped(totals(r), nil, "", plain))
}

func writeList[T any](w io.Writer, s style, name string, list []T, line func(T) string) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(w, "%s (%d)\n", s.paint(bold, name), len(list))
	for _, one := range list[:min(len(list), shown)] {
		fmt.Fprint(w, s.wrapped(line(one), nil, "  ", plain))
	}
	if more := len(list) - shown; more > 0 {
		fmt.Fprintf(w, "  … and %d more; -json lists all\n", more)
	}
}

// headline says how a reload ended.
func headline(r *curation.Report) string {
	added, changed, removed, renamed := r.Counts()
	change := fmt.Sprintf("%d added, %d changed, %d removed, %d renamed, %d unchanged", added, changed, removed, renamed, r.Unchanged)
	took := fmt.Sprintf(" (%d ms)", r.TookMS)
	if r.TookMS >= 1000 {
		took = fmt.Sprintf(" (%.1f s)", float64(r.TookMS)/1000)
	}
	switch {
	case r.DryRun:
		return "Nothing was changed. A reload would find: " + change + took
	case len(r.Refused) > 0 && !r.Applied:
		return "Refused, nothing was changed: " + change + took
	case r.Pinned:
		return "The corpus is rolled back, and stays so until somebody asks for a reload"
	case !r.Applied:
		return "The folder holds what serves already" + took
	case r.Forced:
		return "Applied by force: " + change + took
	}
	return "Applied: " + change + took
}

// published says when articles were, by the EDTF of the first date and the last.
func published(first, last string) []string {
	switch {
	case first == "":
		return nil
	case first != last:
		return []string{"published from " + first + " to " + last}
	case len(first) == len("2024-09-14"):
		return []string{"published on " + first}
	}
	return []string{"published in " + first}
}

// totals describe the folder as it was read.
func totals(r *curation.Report) string {
	t := []string{count(r.Articles, "article"), count(r.Passages, "passage")}
	var langs []string
	for _, l := range r.Languages {
		langs = append(langs, fmt.Sprintf("%s %d", l.Name, l.Count))
	}
	if len(langs) > 0 {
		t = append(t, strings.Join(langs, ", "))
	}
	t = append(t, published(r.First, r.Last)...)
	if r.Undated > 0 {
		t = append(t, count(r.Undated, "article")+" without a date")
	}
	version := "version " + r.New
	switch {
	case r.Applied && r.Old != "":
		version = "version " + r.Old + ", now " + r.New
	case r.Found != "" && r.Found != r.New:
		version = "version " + r.New + " serves; the folder is version " + r.Found
	}
	return strings.Join(append(t, version), "; ")
}
