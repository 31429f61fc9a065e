package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"verbatim/bot/locale"
	"verbatim/retrieval/curation"
)

// Row is a line of the table of all that is stored: what it is, why, and until
// when, in the locale's words of its Name, and the files that hold it. A pattern
// that ends with a slash is a folder with all below it.
type Row struct {
	Name   string
	Data   []string // patterns in the data folder
	Corpus []string // patterns in the folder .verbatim of the corpus
}

// Rows are all that is stored. PRIVACY.md and /privacy show them; a test holds
// them against the disk.
var Rows = []Row{
	{Name: "log"},
	{Name: "memory"},
	{Name: "discord"},
	{Name: "answers", Data: []string{"answers.txt", "quoted.txt"}},
	{Name: "waiting", Data: []string{"waiting.json"}},
	{Name: "unanswered", Data: []string{"unanswered.json"}},
	{Name: "audit", Data: []string{"audit.jsonl", "settings.jsonl"}},
	{Name: "servers", Data: []string{"servers.json", "home.json"}},
	{Name: "connection", Data: []string{"identifies.txt", "told.txt", "lock", "control.sock"}},
	{Name: "index", Data: []string{"current", "generations/", "spool-*.tmp"}},
	{Name: "withdrawn", Data: []string{"purged"}, Corpus: []string{"withdrawn.txt"}},
	{Name: "corpus", Corpus: []string{"golden.jsonl", "muted.txt", "notes.yaml", "trash/", "feeds.txt", "*.opml", "feeds-state.json", "feeds.lock"}},
}

// kept is something that is kept of people.
type kept struct {
	name  string                              // of its Row
	of    func(user string) ([]string, error) // what is kept of one
	erase func(user string) error             // nil: it stays
}

// kept lists all that is kept of people, in every corpus: what stands here is exported and
// erased by /privacy.
func (h *handler) kept() []kept {
	var all []kept
	for _, d := range h.all {
		all = append(all, kept{"memory", d.last.ofUser, d.last.erase})
		if d.Curator != nil {
			all = append(all, kept{"audit", changesBy(d.Curator.Entries), nil})
		}
	}
	if h.Waiting != nil {
		all = append(all, kept{"waiting", func(user string) ([]string, error) { return h.Waiting.Of(user), nil }, h.Waiting.Erase})
	}
	if h.Changes != nil {
		all = append(all, kept{"audit", changesBy(h.Changes.Entries), nil})
	}
	return all
}

// maxChanges is how many entries of a log are looked through.
const maxChanges = 100_000

// changesBy are the entries of a log that one person made.
func changesBy(entries func(int) ([]curation.Entry, error)) func(string) ([]string, error) {
	return func(user string) ([]string, error) {
		all, err := entries(maxChanges)
		if err != nil {
			return nil, err
		}
		var mine []string
		for _, e := range all {
			if e.By.ID == user {
				mine = append(mine, strings.TrimSpace(e.Time.UTC().Format("2006-01-02 15:04")+" "+string(e.Action)+" "+e.Detail))
			}
		}
		return mine, nil
	}
}

// Buttons of /privacy.
const (
	keptButton  = "kept"
	eraseButton = "erase"
)

func (h *handler) privacyCommand() Command {
	return Command{
		Name: "privacy", Private: true, Free: true, Apart: true, Handle: answering(h.privacy),
		Buttons: []Button{
			{Name: keptButton, Handle: answering(h.exportKept)},
			{Name: eraseButton, Handle: answering(h.erase)},
		},
	}
}

// privacy shows what is stored, and offers to export and to erase what is kept
// of the asker.
func (h *handler) privacy(_ context.Context, r Request) (Reply, error) {
	w := r.words()
	var facts []Fact
	for _, row := range Rows {
		said := w.Privacy.Rows[row.Name]
		facts = append(facts, Fact{Name: string(said.What), Value: string(said.Why) + " " + w.Privacy.Until.With("until", string(said.Until)), Wide: true})
	}
	return Reply{
		Text:  joined("\n", string(w.Privacy.Intro), contact(h.Contact, w)),
		Panel: &Panel{Title: string(w.Privacy.Title), Facts: facts},
		Actions: []Action{
			{Label: string(w.Privacy.Export), Name: keptButton},
			{Label: string(w.Privacy.Erase), Name: eraseButton},
		},
		Private: true,
	}, nil
}

// contact says whom to write to about what is stored.
func contact(address string, w *locale.Words) string {
	if address == "" {
		return string(w.Privacy.NoContact)
	}
	return w.Privacy.Contact.With("contact", address)
}

// exportKept gives the asker all that is kept of them, as a file.
func (h *handler) exportKept(_ context.Context, r Request) (Reply, error) {
	w := r.words()
	all, n := map[string][]string{}, 0
	for _, k := range h.kept() {
		mine, err := k.of(r.User)
		if err != nil {
			return Reply{}, err
		}
		n += len(mine)
		all[k.name] = append(all[k.name], mine...)
	}
	if n == 0 {
		return Reply{Text: string(w.Privacy.Nothing), Private: true}, nil
	}
	content, err := json.MarshalIndent(map[string]any{"user": r.User, "kept": all}, "", "  ")
	if err != nil {
		return Reply{}, err
	}
	return Reply{
		Text: w.Count(w.Privacy.Exported, n), Files: []File{{Name: "verbatim.json", Content: append(content, '\n')}},
		NoFiles: string(w.Privacy.NoFile), Private: true,
	}, nil
}

// erase forgets what is kept of the asker, but for the logs of changes.
func (h *handler) erase(_ context.Context, r Request) (Reply, error) {
	w := r.words()
	erased, stays := 0, 0
	for _, k := range h.kept() {
		mine, err := k.of(r.User)
		if err != nil {
			return Reply{}, err
		}
		if k.erase == nil {
			stays += len(mine)
			continue
		}
		if err := k.erase(r.User); err != nil {
			return Reply{}, err
		}
		erased += len(mine)
	}
	text := w.Count(w.Privacy.Erased, erased)
	if stays > 0 {
		text += " " + w.Count(w.Privacy.Stays, stays)
	}
	return Reply{Text: text, Private: true}, nil
}

// PrivacyPage is the table of all that is stored as a page of Markdown, ready to
// publish, in every language that is spoken, with the address of whoever runs
// the bot; "" says to ask them in the server.
func PrivacyPage(address string) string {
	var b strings.Builder
	for i, w := range []*locale.Words{locale.French, locale.English} {
		if i > 0 {
			b.WriteString("\n")
		}
		p := w.Privacy
		fmt.Fprintf(&b, "# %s\n\n%s %s\n\n%s\n\n| %s | %s | %s | %s |\n| --- | --- | --- | --- |\n",
			p.Title, p.Intro, p.Rights, contact(address, w), p.ColumnWhat, p.ColumnWhy, p.ColumnUntil, p.ColumnWhere)
		for _, row := range Rows {
			said := p.Rows[row.Name]
			fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", said.What, said.Why, said.Until, row.where(w))
		}
	}
	return b.String()
}

// where are the files of a row.
func (r Row) where(w *locale.Words) string {
	var all []string
	for _, f := range r.Data {
		all = append(all, "`"+f+"`")
	}
	for _, f := range r.Corpus {
		all = append(all, "`.verbatim/"+f+"`")
	}
	if len(all) == 0 {
		return string(w.Privacy.Elsewhere[r.Name])
	}
	return strings.Join(all, ", ")
}
