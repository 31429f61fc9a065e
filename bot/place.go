package bot

import (
	"context"
	"errors"
	"slices"
	"strings"
)

// Place is where one of several corpora is asked, and whose moderators tend it:
// nobody elsewhere sees a word of it. A server may be in several Places, of
// which one at most is without Channels.
type Place struct {
	Name     string   // of the corpus, for people; no two are the same
	Key      string   // likewise, for what outlives a changed list: another folder has another. A few letters and figures
	Servers  []string // their moderators tend the corpus
	Channels []string // of these servers, with their threads; none: all channels that no other Place has
	Direct   bool     // direct messages ask this corpus
}

// holds reports whether a request was made in a Place, by its channel or by its
// server.
func (p *Place) holds(r Request, byChannel bool) bool {
	switch {
	case r.Server == "":
		return p.Direct
	case !slices.Contains(p.Servers, r.Server):
		return false
	case byChannel:
		return slices.Contains(p.Channels, r.Channel) || slices.Contains(p.Channels, r.Parent)
	}
	return len(p.Channels) == 0
}

// errNowhere says that no corpus is asked where a request was made.
var errNowhere = errors.New("asked where no corpus is")

// desk answers what is asked of one corpus.
type desk struct {
	*handler
	router   *router
	commands []Command
}

func newDesk(h *handler) desk {
	commands := h.commands()
	return desk{h, newRouter(answering(h.ask), commands), commands}
}

// desks are those of all corpora.
type desks []desk

// of is the desk of the corpus that is asked where a request was made; nil
// where there is none. The corpus of a channel goes before that of its server.
func (all desks) of(r Request) *desk {
	for _, byChannel := range []bool{true, false} {
		for i := range all {
			if p := all[i].Place; p == nil || p.holds(r, byChannel) {
				return &all[i]
			}
		}
	}
	return nil
}

// here reports whether the corpus of a handler is asked where a request was made.
func (h *handler) here(r Request) bool {
	d := h.all.of(r)
	return d != nil && d.handler == h
}

// UnknownParent is the Parent of a Request in a channel that may be a thread:
// Discord could not be asked.
const UnknownParent = "?"

// errUnplaced says that it is not known which corpus is asked in a channel.
var errUnplaced = errors.New("whether the channel is a thread of one with a corpus of its own is not known")

// answering is the desk that answers a request: any one what asks no corpus.
func (all desks) answering(r Request) (*desk, error) {
	if r.Parent == UnknownParent && slices.ContainsFunc(all, func(d desk) bool {
		return d.Place != nil && len(d.Place.Channels) > 0 && slices.Contains(d.Place.Servers, r.Server)
	}) {
		return nil, errUnplaced
	}
	d := all.of(r)
	if d == nil && all[0].router.apart(r) {
		d = &all[0]
	}
	if d == nil {
		return nil, errNowhere
	}
	return d, nil
}

// Handle implements Handler.
func (all desks) Handle(ctx context.Context, r Request, w Responder) error {
	d, err := all.answering(r)
	if err != nil {
		return err
	}
	if d.Place == nil {
		return d.router.Handle(ctx, r, w)
	}
	if d.router.tends(r.Button) { // what was offered of another corpus is not done to this one
		key, arg, _ := strings.Cut(r.Arg, corpusMark)
		if r.Arg = arg; key != d.Place.Key {
			return errState
		}
	}
	return d.router.Handle(ctx, r, stamping{w, d})
}

// corpusMark stands behind the Key of a corpus in arguments.
const corpusMark = "@"

// offered are the commands of the first desk, with suggestions of the corpus
// that is asked where somebody types.
func (all desks) offered() []Command {
	if len(all) == 1 {
		return all[0].commands
	}
	return all.suggesting(all[0].commands)
}

func (all desks) suggesting(commands []Command) []Command {
	commands = slices.Clone(commands)
	for i := range commands {
		c := &commands[i]
		c.Commands = all.suggesting(c.Commands)
		if c.Suggest != nil {
			c.Suggest = func(r Request, option string) ([]Choice, error) {
				d, err := all.answering(r)
				if err != nil {
					return nil, err
				}
				return d.router.commands[r.Command].Suggest(r, option)
			}
		}
	}
	return commands
}

// stamping names the corpus of a desk in all Replies, and in the arguments of
// what tends it.
type stamping struct {
	Responder
	desk *desk
}

func (s stamping) Reply(ctx context.Context, r Reply) error {
	return s.Responder.Reply(ctx, s.mark(r))
}

func (s stamping) Edit(ctx context.Context, r Reply) error {
	return s.Responder.Edit(ctx, s.mark(r))
}

func (s stamping) Modal(ctx context.Context, m Modal) error {
	if s.desk.router.tends(m.Name) {
		m.Arg = s.desk.Place.Key + corpusMark + m.Arg
	}
	return s.Responder.Modal(ctx, m)
}

func (s stamping) mark(r Reply) Reply {
	r.Corpus = s.desk.Place.Key
	r.Actions = slices.Clone(r.Actions)
	for i := range r.Actions {
		if a := &r.Actions[i]; s.desk.router.tends(a.Name) {
			a.Arg = s.desk.Place.Key + corpusMark + a.Arg
		}
	}
	return r
}

// corpusName is that of several; "" for the only one.
func (h *handler) corpusName() string {
	if h.Place == nil {
		return ""
	}
	return h.Place.Name
}

// titled is a title for moderators, with the corpus that it is of.
func (h *handler) titled(title string) string { return joined(" · ", title, h.corpusName()) }

func (h *handler) corpusKey() string {
	if h.Place == nil {
		return ""
	}
	return h.Place.Key
}

// stamp names the corpus of a handler in a Reply that no Responder carries.
func (h *handler) stamp(r Reply) Reply {
	r.Corpus = h.corpusKey()
	return r
}

// home are the home servers whose moderators tend the corpus of a handler.
func (h *handler) home() []Named {
	if h.Home == nil {
		return nil
	}
	all := h.Home()
	if h.Place != nil {
		all = slices.DeleteFunc(all, func(s Named) bool { return !slices.Contains(h.Place.Servers, s.ID) })
	}
	return all
}

// CorpusOf is the Key of the corpus that is asked where a request was made; ""
// for none, and of a bot of one.
func (b *Bot) CorpusOf(r Request) string {
	if d := b.desks.of(r); d != nil {
		return d.corpusKey()
	}
	return ""
}
