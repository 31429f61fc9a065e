package emulator

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Errors of waits for the answer to an interaction.
var (
	ErrNotAnswered = errors.New("the application did not respond in time")
	ErrNotOffered  = errors.New("no client offers that")
	ErrDeleted     = errors.New("the message was deleted")
)

// Interaction is one use of a command, a button, a select or a modal by a person.
type Interaction struct {
	ID string

	server  *Server
	user    *User
	channel *Channel
	kind    int
	menu    bool
	name    string // of the command
	token   string
	created time.Time
	source  *message     // whose component was used, also where a modal came from one
	opener  *Interaction // of a submitted modal
	refused error        // what made the act impossible

	ack       *Acknowledgement
	original  *message
	updated   bool // a deferred update came
	followUps []*message
	choices   []Choice
	modal     *Modal
}

// Acknowledgement is how the first answer to an interaction came.
type Acknowledgement struct {
	Deferred bool // the message itself follows
	Private  bool // only the person who asked sees it
	Update   bool // of the message whose component was used
	After    time.Duration
}

// Modal is a form that the bot opened.
type Modal struct {
	CustomID, Title string
	Inputs          []Component
}

// takes tells why a person cannot send the form with these values.
func (m *Modal) takes(values map[string]string) error {
	for _, in := range m.Inputs {
		v := values[in.CustomID]
		switch n := units(v); {
		case n == 0 && in.Required:
			return fmt.Errorf("%q is required", in.CustomID)
		case n > in.MaxLength || n > 0 && n < in.MinLength:
			return fmt.Errorf("%q takes %d to %d characters, not %d", in.CustomID, in.MinLength, in.MaxLength, n)
		}
	}
	for id := range values {
		if !slices.ContainsFunc(m.Inputs, func(c Component) bool { return c.CustomID == id }) {
			return fmt.Errorf("the form has no input %q", id)
		}
	}
	return nil
}

// owners says for whom the application is installed.
func (i *Interaction) owners() object {
	if i.channel.guild == nil {
		return object{"0": "0"}
	}
	return object{"0": i.channel.guild.ID}
}

// Acknowledged waits for the first answer, of whatever kind.
func (i *Interaction) Acknowledged(ctx context.Context) (Acknowledgement, error) {
	var ack Acknowledgement
	err := i.wait(ctx, "the first answer", func() (bool, error) {
		if i.ack != nil {
			ack = *i.ack
		}
		return i.ack != nil, nil
	})
	return ack, err
}

// Response waits for the message that answers, complete and as the person sees
// it. Where a component's message is updated, it is that one, as updated.
func (i *Interaction) Response(ctx context.Context) (Message, error) {
	var m Message
	err := i.wait(ctx, "the answer", func() (bool, error) {
		switch {
		case i.ack == nil:
			return false, nil
		case i.original == nil:
			return false, errors.New("the answer is no message")
		case i.original.deleted:
			return false, ErrDeleted
		case i.original.flags&flagLoading != 0, i.ack.Update && i.ack.Deferred && !i.updated:
			return false, nil
		}
		m = i.original.view()
		return true, nil
	})
	return m, err
}

// FollowUp waits for the nth message after the answer, counted from 0.
func (i *Interaction) FollowUp(ctx context.Context, n int) (Message, error) {
	var m Message
	err := i.wait(ctx, fmt.Sprintf("follow-up %d", n), func() (bool, error) {
		if len(i.followUps) <= n {
			return false, nil
		}
		m = i.followUps[n].view()
		return true, nil
	})
	return m, err
}

// Choices waits for the suggestions to what is being typed.
func (i *Interaction) Choices(ctx context.Context) ([]Choice, error) {
	var choices []Choice
	err := i.wait(ctx, "suggestions", func() (bool, error) {
		choices = i.choices
		return i.ack != nil, nil
	})
	return choices, err
}

// Modal waits for the form that the bot opens.
func (i *Interaction) Modal(ctx context.Context) (Modal, error) {
	var modal Modal
	err := i.wait(ctx, "a modal", func() (bool, error) {
		if i.ack == nil {
			return false, nil
		}
		if i.modal == nil {
			return false, errors.New("the answer is no modal")
		}
		modal = *i.modal
		return true, nil
	})
	return modal, err
}

// wait waits for an answer, but no longer than Discord does for the first one.
func (i *Interaction) wait(ctx context.Context, what string, done func() (bool, error)) error {
	if i.refused != nil {
		return i.refused
	}
	return i.server.wait(ctx, what, func() (bool, error) {
		if i.ack == nil && time.Since(i.created) > i.server.config.FirstResponse {
			return false, ErrNotAnswered
		}
		return done()
	})
}
