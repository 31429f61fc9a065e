package bot

import (
	"context"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/notes"
	"verbatim/corpus/withdrawn"
	"verbatim/retrieval/curation"
)

const editForm = "edit" // what is stated of an article

// most characters of a note, and of a field of the form.
const (
	mostNote  = 60
	mostField = 400
)

// noNote takes a note away.
const noNote = "-"

// editCommand states of an article what it does not state, or states wrongly.
// A form has five fields at most, so the note is an option.
func (h *handler) editCommand() Command {
	return Command{
		Name: "edit", Private: true, Long: true, Handle: HandlerFunc(h.edit), Suggest: h.suggestEdits,
		Options: []Option{{Name: "article", Required: true, Suggested: true}, {Name: "note", Suggested: true, Most: mostNote}},
		Buttons: []Button{{Name: editForm, Handle: HandlerFunc(h.edited)}},
	}
}

// suggestEdits offers articles, and notes: those that are in use, and what they
// are mostly about.
func (h *handler) suggestEdits(r Request, option string) ([]Choice, error) {
	r.Private = true // nobody else sees a suggestion
	if option != "note" {
		return h.suggestPurges(r, option)
	}
	g, release, err := h.Corpus.Acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	own := r.words().Corpus.Edit
	counts := map[string]int{string(own.State): 0, string(own.Opinion): 0, string(own.Sponsored): 0}
	for _, a := range g.Library().Articles() {
		if a.Note != "" {
			counts[a.Note]++
		}
	}
	var all []candidate
	for note, n := range counts {
		all = append(all, candidate{Choice{short(note, 100), short(note, 100)}, []string{note}, n})
	}
	return suggest(r.Options[option], all), nil
}

// edit writes the note, or shows the form.
func (h *handler) edit(ctx context.Context, r Request, w Responder) error {
	words, note := r.words(), strings.TrimSpace(r.Options["note"])
	a, err := h.Curator.Find(strings.TrimSpace(r.Options["article"]))
	switch {
	case err == nil && h.Curator.Folder == "":
		err = curation.ErrNoFolder
	case err == nil && h.Curator.RolledBack():
		err = curation.ErrRolledBack
	}
	if err != nil {
		return w.Reply(ctx, Reply{Text: explainCorpus(err, words), Private: true})
	}
	if note != "" {
		return h.applyEdit(ctx, r, w, a.ArticleID, func(n *notes.Note) {
			if n.Note = note; note == noNote {
				n.Note = ""
			}
		})
	}
	own := words.Corpus.Edit
	field := func(name, label, value, hint string) Field {
		return Field{Name: name, Label: label, Value: short(value, mostField), Hint: hint, Most: mostField}
	}
	return w.Modal(ctx, Modal{Name: editForm, Arg: withdrawn.Mark(a.ArticleID), Title: string(own.Form), Fields: []Field{
		field("title", string(own.Title), a.Title, ""), field("author", string(own.Author), a.Author, ""), field("publisher", string(own.Publisher), a.Publisher, ""),
		field("url", string(own.URL), a.URL, "https://"), field("date", string(own.Date), a.Published.String(), "2024-03-02"),
	}})
}

// edited writes what the form says otherwise than the article. A field that was
// emptied goes back to what the article itself states.
func (h *handler) edited(ctx context.Context, r Request, w Responder) error {
	words := r.words()
	a, err := h.Curator.Find(r.Arg)
	if err != nil {
		return w.Reply(ctx, Reply{Text: explainCorpus(err, words), Private: true})
	}
	own := words.Corpus.Edit
	address, date := strings.TrimSpace(r.Fields["url"]), strings.TrimSpace(r.Fields["date"])
	if address != "" && address != short(a.URL, mostField) && link(address) == "" {
		return w.Reply(ctx, Reply{Text: own.BadURL.With("value", short(address, 200)), Private: true})
	}
	if _, err := corpus.ParseDate(date); err != nil && date != "" {
		return w.Reply(ctx, Reply{Text: own.BadDate.With("value", short(date, 100)), Private: true})
	}
	return h.applyEdit(ctx, r, w, a.ArticleID, func(n *notes.Note) {
		for _, f := range []struct {
			name, was string
			to        *string
		}{{"title", a.Title, &n.Title}, {"author", a.Author, &n.Author}, {"publisher", a.Publisher, &n.Publisher}, {"url", a.URL, &n.URL}, {"date", a.Published.String(), &n.Date}} {
			if now := strings.TrimSpace(r.Fields[f.name]); now != short(f.was, mostField) {
				*f.to = now
			}
		}
	})
}

// applyEdit writes a change and lets it serve.
func (h *handler) applyEdit(ctx context.Context, r Request, w Responder, id string, change func(*notes.Note)) error {
	words := r.words()
	a, err := h.Curator.Edit(id, change, r.actor())
	if err != nil {
		return w.Edit(ctx, Reply{Text: explainCorpus(err, words), Private: true})
	}
	return h.follow(ctx, r, w, curation.Order{By: r.actor()}, func(reply *Reply) {
		reply.Text = joined("\n", words.Corpus.Edit.Done.With("file", short(a.File, 200)), reply.Text)
	})
}
