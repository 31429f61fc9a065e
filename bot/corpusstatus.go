package bot

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"verbatim/bot/locale"
	"verbatim/corpus"
	"verbatim/retrieval"
	"verbatim/retrieval/curation"
)

// status tells what serves, and what is wrong.
func (h *handler) status(ctx context.Context, r Request) (Reply, error) {
	w := r.words()
	s, err := h.Curator.Status(ctx)
	if err != nil {
		return Reply{}, err
	}
	c := w.Corpus.Status
	p := &Panel{Title: h.titled(string(c.Title)), Text: health(s, w)}
	add := func(name locale.Text, wide bool, value string) {
		if value != "" {
			p.Facts = append(p.Facts, Fact{Name: string(name), Value: value, Wide: wide})
		}
	}
	rep := w.Corpus.Report
	add(rep.Corpus, false, joined(" · ", w.Count(w.Articles, s.Articles), w.Count(rep.Passages, s.Passages)))
	add(rep.Version, false, s.Version)
	if len(s.Kept) > 0 && !s.Kept[0].Published.IsZero() {
		add(c.Since, false, moment(s.Kept[0].Published, w))
	}
	add(rep.Languages, true, numbered(s.Languages, 8, w, languageName(w)))
	add(c.Publishers, true, numbered(s.Publishers, 10, w, func(p string) string { return short(p, 60) }))
	add(c.Muted, true, short(strings.Join(h.Curator.Muted(), ", "), 500))
	add(rep.Dates, true, span(s, w))
	if s.Unsourced > 0 {
		add(c.Unsourced, false, w.Number(s.Unsourced))
	}
	add(c.Disk, false, c.Megabytes.With("n", w.Number(int(s.Disk>>20)+1)))
	add(c.Golden, false, w.Number(s.Golden))
	add(c.Feeds, true, h.feeds(w))
	add(c.Kept, true, keptLines(s.Kept, w))
	if s.Last != nil {
		add(c.Last, true, joined(" · ", verdict(s.Last, w), moment(s.Last.Started, w)))
	}
	reply := Reply{Panel: p, Private: true}
	if s.Troubles[curation.Held] != nil { // the report's own button may have died with its token
		var list []curation.Reason
		if refused, ok := asRefusal(s.Troubles[curation.Held]); ok {
			list = refused.Reasons
		}
		reply.Actions = refusedActions(list, w)
	}
	return reply, nil
}

// health says in a line or several whether all is well.
func health(s curation.Status, w *locale.Words) string {
	c := w.Corpus.Status
	var lines []string
	if len(s.Kept) > 0 && s.Kept[0].Pinned {
		lines = append(lines, string(c.RolledBack))
	}
	if s.Running != nil {
		lines = append(lines, c.Running.With("progress", progress(s.Running.Progress(), w)))
	}
	for _, t := range []struct {
		kind curation.Trouble
		text locale.Text
	}{{curation.Held, c.Held}, {curation.Unread, c.Unread}, {curation.Damaged, c.Damaged}, {curation.Unlogged, c.Unlogged}} {
		if err := s.Troubles[t.kind]; err != nil {
			lines = append(lines, t.text.With("error", short(trouble(t.kind, err, w), 400)))
		}
	}
	if len(lines) == 0 {
		return string(c.Fine)
	}
	return strings.Join(lines, "\n")
}

func trouble(kind curation.Trouble, err error, w *locale.Words) string {
	if refused, ok := asRefusal(err); ok {
		return reasons(refused.Reasons, w)
	}
	if kind == curation.Damaged { // the text says what to do
		return err.Error()
	}
	return explainCorpus(err, w)
}

func span(s curation.Status, w *locale.Words) string {
	r := &curation.Report{First: s.From.String(), Last: s.To.String(), Undated: s.Undated}
	return appeared(r, w)
}

func keptLines(kept []retrieval.Kept, w *locale.Words) string {
	var lines []string
	for _, k := range kept {
		lines = append(lines, keptLine(k, w))
	}
	return bulleted(lines)
}

// keptLine is a version that is kept, as people choose it.
func keptLine(k retrieval.Kept, w *locale.Words) string {
	when, articles := "", ""
	if !k.Published.IsZero() {
		when = moment(k.Published, w)
	}
	if k.Articles >= 0 {
		articles = w.Count(w.Articles, k.Articles)
	}
	return joined(" · ", k.Version, when, articles)
}

// logLines is how many changes are shown.
const logLines = 15

// changes shows the last entries of the log.
func (h *handler) changes(ctx context.Context, r Request) (Reply, error) {
	w := r.words()
	list, err := h.Curator.Entries(logLines)
	if err != nil {
		return Reply{}, err
	}
	if len(list) == 0 {
		return Reply{Text: string(w.Corpus.Log.None), Private: true}, nil
	}
	var lines []string
	for _, e := range list {
		lines = append(lines, short(logLine(e, w), 260))
	}
	return Reply{Panel: &Panel{Title: h.titled(string(w.Corpus.Log.Title)), Text: bulleted(lines)}, Private: true}, nil
}

// bulleted is a list of which each line takes several on a phone.
func bulleted(lines []string) string {
	if len(lines) < 2 {
		return strings.Join(lines, "")
	}
	return "• " + strings.Join(lines, "\n• ")
}

// shortVersion is enough of a version to tell it from those before and after.
func shortVersion(v string) string { return v[:min(len(v), 7)] }

func logLine(e curation.Entry, w *locale.Words) string {
	action := string(w.Corpus.Log.Actions[string(e.Action)])
	if action == "" {
		action = string(e.Action)
	}
	who := e.By.Name
	if who == "" {
		who = cmp.Or(string(w.Corpus.Log.Where[e.By.Where]), e.By.Where)
	}
	change := ""
	if e.Before != e.After {
		change = joined(" → ", shortVersion(e.Before), shortVersion(e.After))
	}
	detail := ""
	switch e.Action {
	case curation.GoldenAdded, curation.GoldenGone, curation.Added, curation.Edited, curation.Removed, curation.Restored, curation.Muted, curation.Unmuted, curation.Reported,
		curation.Failed, curation.Unwritable, curation.FeedFailed, curation.FeedBack:
		detail = w.Reason(e.Detail)
	case curation.Recovered:
		detail = w.Corpus.Log.Was.With("error", w.Reason(e.Detail))
	} // of the others it is for the file
	return joined(" · ", moment(e.Time, w), action, who, change, detail)
}

// unanswered lists the questions that had no answer, with a menu to dismiss one.
func (h *handler) unanswered(ctx context.Context, r Request) (Reply, error) {
	w := r.words()
	c := w.Corpus.Unanswered
	list, private, err := h.Curator.ListUnanswered()
	if err != nil {
		return Reply{}, err
	}
	if !h.KeepUnanswered && len(list) == 0 {
		return Reply{Text: string(c.Off), Private: true}, nil
	}
	others := ""
	if private > 0 {
		others = w.Count(c.Private, private)
	}
	if len(list) == 0 {
		return Reply{Text: joined("\n", string(c.None), others), Private: true}, nil
	}
	var lines []string
	var choices []Choice
	for _, q := range list[:min(len(list), maxChoices)] {
		lines = append(lines, short(q.Text, 130)+" · "+w.Count(c.Times, q.Count))
		choices = append(choices, Choice{Name: short(q.Text, 90), Value: fmt.Sprint(q.ID)})
	}
	return Reply{
		Panel: &Panel{Title: h.titled(string(c.Title)), Text: joined("\n", bulleted(lines), others, string(c.Next))}, Private: true,
		Actions: []Action{{Kind: Menu, Label: string(c.Dismiss), Name: dismissMenu, Choices: choices}},
	}, nil
}

// dismiss forgets the question that was picked, and shows those that are left.
func (h *handler) dismiss(ctx context.Context, r Request, w Responder) error {
	id := 0
	fmt.Sscan(r.Picked, &id)
	if _, err := h.Curator.Dismiss(id, r.actor()); err != nil {
		return err
	}
	reply, err := h.unanswered(ctx, r)
	if err != nil {
		return err
	}
	return w.Edit(ctx, reply)
}

// noteUnanswered keeps a question that had no answer, where that is wanted: of
// public ones in servers the text, of all others the number.
func (h *handler) noteUnanswered(r Request, a retrieval.Answer) {
	if h.Curator == nil || !h.KeepUnanswered || !a.Abstained || a.Reason == retrieval.ReasonNoWords {
		return
	}
	if err := h.Curator.NoteUnanswered(r.Question, r.Private || r.Server == ""); err != nil {
		h.Log.Error("a question without an answer was not counted", "error", err)
	}
}

// suggestVersions offers the versions that can be rolled back to.
func (h *handler) suggestVersions(r Request, _ string) ([]Choice, error) {
	kept, err := h.Curator.Keeper.Store.Kept(context.Background())
	if err != nil || len(kept) == 0 {
		return nil, err
	}
	var all []Choice
	for _, k := range kept[1:min(len(kept), maxChoices+1)] {
		all = append(all, Choice{Name: keptLine(k, r.words()), Value: k.Version})
	}
	return all, nil
}

// suggestArticles offers articles by their titles and files.
func (h *handler) suggestArticles(r Request, option string) ([]Choice, error) {
	g, release, err := h.Corpus.Acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	var all []Choice
	want := strings.ToLower(r.Options[option])
	for _, a := range g.Library().Articles() {
		if strings.Contains(strings.ToLower(a.Title+" "+a.File), want) {
			all = append(all, Choice{Name: articleName(a, r.words()), Value: a.File})
		}
		if len(all) == maxChoices {
			break
		}
	}
	return all, nil
}

func articleName(a *corpus.Article, w *locale.Words) string {
	published := ""
	if a.Published.Known() {
		published = w.Date(a.Published)
	}
	return joined(" · ", short(a.Name(), 60), a.Publisher, published)
}

// suggestPublishers offers publishers to mute, or those that are muted.
func (h *handler) suggestPublishers(muted bool) Suggester {
	return func(r Request, option string) ([]Choice, error) {
		names := h.Curator.Muted()
		if !muted {
			g, release, err := h.Corpus.Acquire()
			if err != nil {
				return nil, err
			}
			defer release()
			names = slices.DeleteFunc(slices.Clone(g.Library().Publishers()), func(p string) bool { return slices.Contains(names, p) })
		}
		var all []Choice
		want := strings.ToLower(r.Options[option])
		for _, n := range names {
			if strings.Contains(strings.ToLower(n), want) && len(all) < maxChoices {
				all = append(all, Choice{n, n})
			}
		}
		return all, nil
	}
}
