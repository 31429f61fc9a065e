package bot

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
)

// settling gives every request the settings of its server.
func settling(next Handler, servers *Servers) Handler {
	return HandlerFunc(func(ctx context.Context, r Request, w Responder) error {
		r.Settings = servers.Of(r.Server)
		return next.Handle(ctx, r, w)
	})
}

// freedom knows the commands and buttons that are no questions.
type freedom struct{ commands, buttons map[string]bool }

func newFreedom(commands []Command) freedom {
	f := freedom{map[string]bool{}, map[string]bool{}}
	f.add("", commands, false)
	return f
}

func (f freedom) add(prefix string, commands []Command, all bool) {
	for _, c := range commands {
		free := all || c.Free || c.Managers || c.Home
		f.add(prefix+c.Name+" ", c.Commands, free)
		f.commands[prefix+c.Name] = free
		for _, b := range c.Buttons {
			f.buttons[b.Name] = free
		}
	}
}

// choose passes what is no question to one Handler, the rest to another.
func (f freedom) choose(free, asked Handler) Handler {
	return HandlerFunc(func(ctx context.Context, r Request, w Responder) error {
		if r.Button != "" && f.buttons[r.Button] || r.Button == "" && f.commands[r.Command] {
			return free.Handle(ctx, r, w)
		}
		return asked.Handle(ctx, r, w)
	})
}

// errQuiet says that the moderators want no answers in the channel.
var errQuiet = errors.New("asked in a channel that is left alone")

// roleError says that the asker has none of the roles that may ask.
type roleError struct {
	roles []Named
	again bool // that the asker was told already
}

func (e *roleError) Error() string { return "asked without a role that may ask" }

// toldRole is how often a message of somebody who may not ask is answered by a
// hint: the channel reads it, too.
var toldRole = Rate{1, 10 * time.Minute}

// admitting passes on what may be asked by the server's settings, and fails for
// the rest. What was answered may be read on by all: buttons pass.
func admitting(next Handler, now func() time.Time) Handler {
	told := newLimits(toldRole)
	return HandlerFunc(func(ctx context.Context, r Request, w Responder) error {
		s := r.Settings
		switch {
		case r.Button != "":
		case has(s.Quiet, r.Channel), has(s.Quiet, r.Parent), r.Parent == UnknownParent && len(s.Quiet) > 0:
			return errQuiet
		case len(s.Roles) > 0 && !slices.ContainsFunc(r.Roles, func(id string) bool { return has(s.Roles, id) }):
			return &roleError{s.Roles, r.byMessage() && takeAll(now(), taking{limits: told, id: r.Server + "/" + r.User}) > 0}
		}
		return next.Handle(ctx, r, w)
	})
}

// silent reports whether an error is not told to who wrote a message: others
// read the reply, too, and a flood is not answered by one.
func silent(err error) bool {
	var wait *waitError
	var role *roleError
	return errors.Is(err, errQuiet) || errors.As(err, &wait) && wait.again || errors.As(err, &role) && role.again
}

// byMessage reports whether a request is a message: all can read the reply.
func (r Request) byMessage() bool { return r.Via == ByMention || r.Via == ByDirect }

// listNamed are the names of roles or channels, behind a sign: "@Members, @Staff".
func listNamed(sign string, list []Named) string {
	var names []string
	for _, n := range list {
		names = append(names, sign+strings.TrimPrefix(n.Name, sign))
	}
	return strings.Join(names, ", ")
}
