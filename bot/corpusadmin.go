package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"sync"

	"verbatim/bot/locale"
	"verbatim/retrieval"
	"verbatim/retrieval/curation"
)

// rollback lets a former version serve again.
func (h *handler) rollback(ctx context.Context, r Request) (Reply, error) {
	w, want := r.words(), strings.TrimSpace(r.Options["version"])
	say := func(t locale.Text, pairs ...string) (Reply, error) {
		return Reply{Text: t.With(pairs...), Private: true}, nil
	}
	kept, err := h.Curator.Keeper.Store.Kept(ctx)
	if err != nil {
		return Reply{}, err
	}
	for i, k := range kept {
		if want == "" || k.Version != want {
			continue
		}
		if i == 0 && k.Pinned {
			return say(w.Corpus.Serves, "version", k.Version)
		}
		before, after, err := h.Curator.Rollback(ctx, k.ID, r.actor())
		if err != nil {
			return Reply{Text: explainCorpus(err, w), Private: true}, nil
		}
		return say(w.Corpus.RolledBack, "before", before, "after", after)
	}
	return say(w.Corpus.Errors.NoVersion)
}

// remove moves the file of an article to the trash and reloads.
func (h *handler) remove(ctx context.Context, r Request, w Responder) error {
	words, file := r.words(), r.Options["article"]
	key, err := h.Curator.Remove(file, r.actor())
	if err != nil {
		return w.Reply(ctx, Reply{Text: explainCorpus(err, words), Private: true})
	}
	return h.follow(ctx, r, w, curation.Order{By: r.actor()}, func(reply *Reply) {
		reply.Text = joined("\n", words.Corpus.Removed.With("file", file), reply.Text)
		reply.Actions = append(reply.Actions, Action{Kind: Press, Label: string(words.Corpus.Undo), Name: undoButton, Arg: key})
	})
}

// undo brings back what remove took, and reloads.
func (h *handler) undo(ctx context.Context, r Request, w Responder) error {
	words := r.words()
	file, err := h.Curator.Restore(ctx, r.Arg, r.actor())
	if err != nil {
		return w.Reply(ctx, Reply{Text: explainCorpus(err, words), Private: true})
	}
	return h.follow(ctx, r, w, curation.Order{By: r.actor()}, func(reply *Reply) {
		reply.Text = joined("\n", words.Corpus.Restored.With("file", file), reply.Text)
	})
}

func (h *handler) mute(ctx context.Context, r Request) (Reply, error) { return h.muting(r, true) }

func (h *handler) unmute(ctx context.Context, r Request) (Reply, error) { return h.muting(r, false) }

func (h *handler) muting(r Request, mute bool) (Reply, error) {
	w, publisher := r.words().Corpus, r.Options["publisher"]
	changed, err := h.Curator.Mute(publisher, mute, r.actor())
	if err != nil {
		return Reply{Text: explainCorpus(err, r.words()), Private: true}, nil
	}
	text := map[[2]bool]locale.Text{{true, true}: w.Muted, {true, false}: w.WasMuted, {false, true}: w.Unmuted, {false, false}: w.NotMuted}[[2]bool{mute, changed}]
	return Reply{Text: text.With("publisher", short(publisher, 200)), Private: true}, nil
}

// answered is what was last answered somewhere.
type answered struct {
	question string
	file     string // of the first quote; "" for an abstention
}

// lastAnswers remembers the last answer to each person in each channel, and the
// last that everybody there could read. It is in memory alone.
type lastAnswers struct {
	mu sync.Mutex
	by map[string]answered
}

// maxLast bounds what is remembered.
const maxLast = 1000

func (l *lastAnswers) note(r Request, a retrieval.Answer) {
	one := answered{question: r.Question}
	if len(a.Quotes) > 0 {
		one.file = a.Quotes[0].File
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.by == nil || len(l.by) > maxLast {
		l.by = map[string]answered{}
	}
	l.by[r.Channel+" "+r.User] = one
	if !r.Private {
		l.by[r.Channel] = one
	}
}

// ofUser are the questions of one person that are remembered.
func (l *lastAnswers) ofUser(user string) ([]string, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	var mine []string
	for key, one := range l.by {
		if strings.HasSuffix(key, " "+user) {
			mine = append(mine, one.question)
		}
	}
	return mine, nil
}

// erase forgets the questions of one person, as the last in their channels too.
func (l *lastAnswers) erase(user string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	for key, one := range l.by {
		channel, asker, _ := strings.Cut(key, " ")
		if asker != user {
			continue
		}
		delete(l.by, key)
		if l.by[channel] == one {
			delete(l.by, channel)
		}
	}
	return nil
}

// of is the last answer that the person who makes a request has seen in the channel.
func (l *lastAnswers) of(r Request) (answered, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	one, ok := l.by[r.Channel+" "+r.User]
	if !ok {
		one, ok = l.by[r.Channel]
	}
	return one, ok
}

// golden makes a golden question of the last answer.
func (h *handler) golden(ctx context.Context, r Request) (Reply, error) {
	w := r.words()
	c := w.Corpus.Golden
	last, ok := h.last.of(r)
	if !ok {
		return Reply{Text: string(c.None), Private: true}, nil
	}
	g := curation.Golden{Question: last.question, File: last.file, Words: strings.TrimSpace(r.Options["words"])}
	want := c.Not.With()
	switch {
	case g.Words != "":
		g.File = ""
		want = c.Words.With("words", g.Words)
	case g.File != "":
		want = c.File.With("file", g.File)
	default:
		g.Abstain = true
	}
	if err := h.Curator.AddGolden(g, r.actor()); err != nil {
		return Reply{Text: explainCorpus(err, w), Private: true}, nil
	}
	return Reply{Text: joined("\n", c.Added.With("question", short(g.Question, 300)), want), Private: true}, nil
}

// refusedActions are what can be done about a refused reload: apply it anyway, or
// drop a golden question that asks for what is no longer so.
func refusedActions(list []curation.Reason, w *locale.Words) []Action {
	all := []Action{{Kind: Press, Label: string(w.Corpus.Force.Button), Name: forceButton}}
	var choices []Choice
	for _, r := range list {
		c := Choice{Name: short(r.Question, 90), Value: goldenMark(r.Question)}
		if r.Question != "" && len(choices) < maxChoices && !slices.Contains(choices, c) {
			choices = append(choices, c)
		}
	}
	if len(choices) > 0 {
		all = append(all, Action{Kind: Menu, Label: string(w.Corpus.Golden.Drop), Name: dropMenu, Choices: choices})
	}
	return all
}

// goldenMark names a golden question in a menu, whose values have a hundred characters.
func goldenMark(question string) string {
	sum := sha256.Sum256([]byte(question))
	return hex.EncodeToString(sum[:8])
}

// dropGolden removes the golden question that was picked.
func (h *handler) dropGolden(_ context.Context, r Request) (Reply, error) {
	w := r.words()
	list, _ := h.Curator.Golden() // what is wrong with other lines does not matter here
	i := slices.IndexFunc(list, func(g curation.Golden) bool { return goldenMark(g.Question) == r.Picked })
	if i < 0 {
		return Reply{Text: explainCorpus(curation.ErrNoGolden, w), Private: true}, nil
	}
	if err := h.Curator.DropGolden(list[i].Question, r.actor()); err != nil {
		return Reply{Text: explainCorpus(err, w), Private: true}, nil
	}
	return Reply{Text: w.Corpus.Golden.Dropped.With("question", short(list[i].Question, 300)), Private: true}, nil
}

func asRefusal(err error) (*curation.RefusedError, bool) {
	return errors.AsType[*curation.RefusedError](err)
}
