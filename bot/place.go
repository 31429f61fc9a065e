package bot

import (
	"context"
	"errors"
	"slices"
)

// Place is where one of several corpora is asked, and whose moderators tend it:
// nobody elsewhere sees a word of it. A server may be in several Places, of
// which one at most is without Channels.
type Place struct {
	Name     string   // of the corpus; no two are the same, and none holds a slash
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

// answering is the desk that answers a request: any one what asks no corpus.
func (all desks) answering(r Request) *desk {
	d := all.of(r)
	if d == nil && all[0].router.apart(r) {
		d = &all[0]
	}
	return d
}

// Handle implements Handler.
func (all desks) Handle(ctx context.Context, r Request, w Responder) error {
	d := all.answering(r)
	if d == nil {
		return errNowhere
	}
	return d.router.Handle(ctx, r, stamped(w, d.Place))
}

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
				d := all.answering(r)
				if d == nil {
					return nil, errNowhere
				}
				return d.router.commands[r.Command].Suggest(r, option)
			}
		}
	}
	return commands
}

// stamped names the corpus of a Place in all Replies.
func stamped(w Responder, p *Place) Responder {
	if p == nil {
		return w
	}
	return stamping{w, p.Name}
}

type stamping struct {
	Responder
	corpus string
}

func (s stamping) Reply(ctx context.Context, r Reply) error {
	r.Corpus = s.corpus
	return s.Responder.Reply(ctx, r)
}

func (s stamping) Edit(ctx context.Context, r Reply) error {
	r.Corpus = s.corpus
	return s.Responder.Edit(ctx, r)
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

// stamp names the corpus of a handler in a Reply that no Responder carries.
func (h *handler) stamp(r Reply) Reply {
	r.Corpus = h.corpusName()
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
