package bot

import (
	"context"
	"errors"
	"io/fs"
	"strings"
	"syscall"
	"time"

	"verbatim/bot/locale"
	"verbatim/corpus"
	"verbatim/retrieval"
	"verbatim/retrieval/curation"
)

// Buttons of the commands that tend the corpus.
const (
	forceButton    = "force"      // asks whether a refused reload is to be applied
	forceYesButton = "force-yes"  // applies it
	undoButton     = "undo"       // brings a removed file back
	dismissMenu    = "unanswered" // forgets a question
	dropMenu       = "golden"     // removes a golden question
)

// corpusCommand is for curators.
func (h *handler) corpusCommand() Command {
	return Command{
		Name: "corpus", Home: true,
		Commands: []Command{
			{Name: "status", Private: true, Handle: answering(h.status)},
			{
				Name: "reload", Private: true, Long: true, Options: []Option{{Name: "dry-run", Kind: Yes}}, Handle: h.reload,
				Buttons: []Button{
					{Name: forceButton, Handle: answering(h.confirmForce)},
					{Name: forceYesButton, Edits: true, Handle: h.force},
				},
			},
			h.addCommand(),
			h.editCommand(),
			{
				Name: "golden", Private: true, Options: []Option{{Name: "words", Most: 300}}, Handle: answering(h.golden),
				Buttons: []Button{{Name: dropMenu, Handle: answering(h.dropGolden)}},
			},
			{Name: "log", Private: true, Handle: answering(h.changes)},
			{
				Name: "unanswered", Private: true, Handle: answering(h.unanswered),
				Buttons: []Button{{Name: dismissMenu, Edits: true, Handle: h.dismiss}},
			},
		},
	}
}

// corpusAdminCommand is for administrators.
func (h *handler) corpusAdminCommand() Command {
	pick := func(name string) []Option { return []Option{{Name: name, Required: true, Suggested: true}} }
	return Command{
		Name: "corpus-admin", Home: true,
		Commands: []Command{
			{Name: "rollback", Private: true, Options: pick("version"), Suggest: h.suggestVersions, Handle: answering(h.rollback)},
			{
				Name: "remove", Private: true, Long: true, Options: pick("article"), Suggest: h.suggestArticles, Handle: h.remove,
				Buttons: []Button{{Name: undoButton, Handle: h.undo}},
			},
			h.purgeCommand(),
			{Name: "mute", Private: true, Options: pick("publisher"), Suggest: h.suggestPublishers(false), Handle: answering(h.mute)},
			{Name: "unmute", Private: true, Options: pick("publisher"), Suggest: h.suggestPublishers(true), Handle: answering(h.unmute)},
		},
	}
}

// actor is who made a request, for the log of changes.
func (r Request) actor() curation.Actor {
	return curation.Actor{ID: r.User, Name: r.UserName, Where: "server " + r.Server + ", channel " + r.Channel}
}

// explainCorpus words an error of tending the corpus, to who may know it.
func explainCorpus(err error, w *locale.Words) string {
	e := w.Corpus.Errors
	for _, known := range []struct {
		err  error
		text locale.Text
	}{
		{curation.ErrNoFile, e.NoFile}, {curation.ErrShared, e.Shared}, {curation.ErrRolledBack, e.RolledBack}, {curation.ErrNoTrash, e.NoTrash},
		{curation.ErrTaken, e.Taken}, {curation.ErrNoFolder, e.NoFolder}, {curation.ErrNoPublisher, e.Publisher}, {curation.ErrNoGolden, e.Gone}, {retrieval.ErrNoGeneration, e.NoVersion},
		{syscall.ENOSPC, e.Full}, {syscall.EROFS, e.ReadOnly}, {context.Canceled, e.Stopped}, {fs.ErrNotExist, e.Missing}, {fs.ErrPermission, e.Forbidden},
	} {
		if errors.Is(err, known.err) {
			return string(known.text)
		}
	}
	return e.Other.With("error", short(w.Reason(err.Error()), 500))
}

// moment is a point of time as people read it.
func moment(t time.Time, w *locale.Words) string {
	t = t.UTC()
	date := w.Date(corpus.NewDate(t.Year(), t.Month(), t.Day()))
	return w.Corpus.Status.Moment.With("date", date, "time", t.Format("15:04"))
}

// edtf is a date of a report as people read it.
func edtf(s string, w *locale.Words) string {
	d, err := corpus.ParseDate(s)
	if err != nil {
		return s
	}
	return w.Date(d)
}

// numbered lists names with their counts, the first few: "French (20), English (3)".
func numbered(list []curation.Number, most int, w *locale.Words, name func(string) string) string {
	var parts []string
	for i, n := range list {
		if i == most {
			parts = append(parts, "…")
			break
		}
		parts = append(parts, name(n.Name)+" ("+w.Number(n.Count)+")")
	}
	return strings.Join(parts, ", ")
}

// languageName names languages.
func languageName(w *locale.Words) func(string) string {
	return func(lang string) string { return w.Language(corpus.Lang(lang)) }
}
