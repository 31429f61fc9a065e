package bot

import (
	"context"
	"io"
	"strconv"
)

// Command is what people use by its name: a slash command, one of its
// subcommands, or an entry in the menu of a message. What it and its options
// are called in every language stands in locale.Words.Commands, under the same
// names.
type Command struct {
	Name     string // in English, in lower case: "ask"
	Options  []Option
	Commands []Command   // subcommands, in place of Options and Handle
	Menu     bool        // an entry in the menu of a message, whose text becomes the Question
	Managers bool        // for members who manage the server, and only there
	Home     bool        // only in the home servers of the bot, and for Managers there
	Long     bool        // may take hours, as may its Buttons
	Private  bool        // answered to the asker alone; else an option "private" decides, where there is one
	Apart    bool        // asks no corpus: answered where there is none, too
	Free     bool        // no question: open to those who may not ask, and counted by no cooldown, as what is for Managers or Home
	Suggest  Suggester   // for its Options with Suggested
	Handle   HandlerFunc // answers it
	Buttons  []Button    // that its replies may have
}

// Option is an option of a Command.
type Option struct {
	Name      string // in English
	Kind      OptionKind
	Required  bool
	Suggested bool // values are suggested while it is typed
	Most      int  // characters of a Text, or the greatest Number; 0 is whatever can be typed
	Least     int  // smallest Number
}

// OptionKind is what an Option takes.
type OptionKind uint8

// The kinds.
const (
	Text    OptionKind = iota
	Yes                // "true" in Options when it is chosen
	Number             // in figures in Options
	Upload             // a file, in Files of the Request
	Role               // the ID of a role in Options, its name in Names of the Request
	Channel            // likewise, of a channel where people write
)

// Button is what answers buttons, menus and forms of its name.
type Button struct {
	Name string // lower-case ASCII; no two in a bot have the same
	// Edits says that its handler calls Edit: a press by who asked for the
	// message changes that message. Anybody else, and whoever presses another
	// button, gets a private reply.
	Edits  bool
	Public bool // its reply is for all who read the channel
	Apart  bool // as that of a Command
	Handle HandlerFunc
}

// Options are the options of a command as typed, by name.
type Options map[string]string

// Number is the number of an option, 0 where it was not given.
func (o Options) Number(name string) int {
	n, _ := strconv.Atoi(o[name])
	return n
}

// Attachment is a file that came with a command.
type Attachment struct {
	Option string // its name
	Name   string // of the file
	Type   string // MIME type, as the client states it
	Size   int    // in bytes
	Open   func(ctx context.Context) (io.ReadCloser, error)
}

// Modal is a form that a person is shown. Its submission is a Request of the
// Button that it names, with Fields.
type Modal struct {
	Name   string // of the Button
	Arg    string // as an Action's
	Title  string
	Fields []Field // one to five
}

// Field is a line of text that a Modal asks for.
type Field struct {
	Name     string // in Fields of the Request
	Label    string
	Value    string // typed already
	Hint     string // shown while it is empty
	Required bool
	Most     int // characters; 0 is 4000
}

// router passes a Request on to what answers it.
type router struct {
	message  Handler // answers messages
	commands map[string]Command
	buttons  map[string]Button
	tending  map[string]bool // buttons of the commands of Home
}

func newRouter(message Handler, commands []Command) *router {
	t := &router{message, map[string]Command{}, map[string]Button{}, map[string]bool{}}
	t.add("", commands, false)
	return t
}

func (t *router) add(prefix string, commands []Command, home bool) {
	for _, c := range commands {
		t.add(prefix+c.Name+" ", c.Commands, home || c.Home)
		t.commands[prefix+c.Name] = c
		for _, b := range c.Buttons {
			b.Apart = b.Apart || c.Apart
			t.buttons[b.Name] = b
			t.tending[b.Name] = home || c.Home
		}
	}
}

// tends reports whether a button is for those who tend the corpus.
func (t *router) tends(button string) bool { return t.tending[button] }

// apart reports whether what answers a Request asks no corpus.
func (t *router) apart(r Request) bool {
	if r.Button != "" {
		return t.buttons[r.Button].Apart
	}
	return t.commands[r.Command].Apart
}

// Handle implements Handler.
func (t *router) Handle(ctx context.Context, r Request, w Responder) error {
	var h HandlerFunc
	switch {
	case r.Button != "":
		h = t.buttons[r.Button].Handle
	case r.Command != "":
		h = t.commands[r.Command].Handle
	default:
		return t.message.Handle(ctx, r, w)
	}
	if h == nil {
		return errState
	}
	return h(ctx, r, w)
}
