// Package bot turns a Request of a person into a Reply in that person's
// language. It knows neither Discord nor the index.
//
// # How to add a command
//
// Write a file with a function that makes its Command: its name and options,
// what answers it (a HandlerFunc, or answering(f) where there is one Reply),
// and the Buttons that its replies have. Name the function in commands. Put
// what the command and its options are called into locale/en.json and fr.json,
// under "commands"; a test says what is missing. Nothing else is needed:
// bot/discord registers it, reads its options, uploads and fields, and keeps
// its replies within Discord's limits.
//
//   - A subcommand is a Command in Commands; its Request.Command is "corpus list".
//   - A Button's argument, Action.Arg, and the State of the whole Reply come back
//     with the press, after a restart too; nothing is stored. What they name may
//     have changed since: check it, and say so in words.
//   - A Handler that takes longer than a second or two need not say so: the front
//     end does. One that has news on the way calls Reply, then Edit.
//   - An error that is given back is told to who asked, by explain; what explain
//     does not know is an apology, and a line of the log.
package bot

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"verbatim/retrieval"
	"verbatim/retrieval/curation"
	"verbatim/retrieval/timeline"
	"verbatim/retrieval/verify"
)

// Request is what a person asks.
type Request struct {
	ID       string // of the message or the interaction
	Server   string // "" in a direct message
	Channel  string
	Parent   string // the channel that Channel is a thread of, as far as it is known
	User     string
	UserName string // as others know them; "" when it is not known
	Via      Via

	Locale       string // of the asker's client; "" when it is not known
	ServerLocale string // that the server states; "" when it states none
	Private      bool   // nobody but the asker sees the reply
	Hidden       bool   // it is Private, and its reader can dismiss it: it does not stay

	Question string   // plain text: a message without the bot's name, or what its menu was opened on
	Earlier  *Earlier // the message of the bot that it replies to, or that its button stands under; nil for none
	Command  string   // its name, after those of the commands that it is below: "ask", "corpus list"; "" for a message
	Options  Options
	Files    []Attachment
	Names    map[string]string // of the roles and channels among the Options, by ID
	Roles    []string          // IDs of those that the asker has in the Server
	Settings Preferences       // of the Server
	Manager  bool              // the asker may manage the Server, as far as a command or a button tells

	Blind bool // it replies to an answer, and its text is hidden from the bot

	Button      string            // the name of what was pressed, picked or submitted; "" for others
	Arg         string            // of the Action or the Modal
	Under       string            // ID of the message that the button stands under
	UnderHidden bool              // nobody but its reader sees that message
	State       string            // of the Reply that the Action stood under
	Picked      string            // the Value that was chosen in a Menu
	Fields      map[string]string // of a Modal, by name
}

// Via is the way a Request came.
type Via string

// The ways.
const (
	ByMention Via = "mention"
	ByDirect  Via = "direct" // a direct message
	ByCommand Via = "command"
	ByButton  Via = "button" // or a form
	ByMenu    Via = "menu"   // of a message, which stands in the channel: it need not be repeated
)

// Reply is what a person is told. All its strings are plain text: whoever
// shows them escapes them.
type Reply struct {
	Text    string
	Panel   *Panel // before the Cards
	Cards   []Card
	Entries []Entry // a list, after the Cards
	Files   []File
	NoFiles string // what to say where the files may not be sent
	Actions []Action
	// State comes back in Request.State when one of the Actions is used, after a
	// restart too: ASCII without colons. Where it finds no room, the Actions that
	// need it are left out; each of them carries some 70 bytes.
	State   string
	Private bool   // for the asker alone, where that can be
	Corpus  string // that it quotes, of several: the Key of its Place
}

// File is a file to show or to save.
type File struct {
	Name    string // with its extension
	Alt     string // what a picture shows, for who does not see it
	Content []byte
}

// Panel is a report: facts under a title.
type Panel struct {
	Title string
	Text  string // lines
	Facts []Fact // at most 25
}

// Fact is a name and what stands beside it, in one line or, when Wide, in several.
type Fact struct {
	Name, Value string
	Wide        bool
	Link        *Link // in a line of its own below the value; nil for none
}

// Card is one quote with its source.
type Card struct {
	Article  string // ID of the article that is quoted
	Title    string // never empty
	URL      string // http or https, or ""
	Section  string
	Before   []string       // printed text before the quote, labelled
	Quote    string         // exactly as printed
	Bold     []Span         // bytes of Quote, in order, not overlapping
	After    []string       // printed text after it, labelled
	Source   string         // publisher, author, date, language
	Compared []verify.Piece // before the quote: what somebody quoted against it
	Link     *Link          // below the quote; nil for none
	TooLong  string         // what to show instead of a quote that cannot be shown whole
}

// Link is an address with what is said of it.
type Link struct{ Label, URL string }

// Span is bytes [Start, End) of a text.
type Span struct{ Start, End int }

// Action is a button under a reply, or a menu.
type Action struct {
	Kind    ActionKind
	Label   string
	Name    string   // of the Button that answers it; "" for Remove
	Arg     string   // comes back in the Request: at most 80 bytes of ASCII without colons
	Off     bool     // shown, but cannot be used
	Choices []Choice // of a Menu: one to 25
}

// ActionKind is what an Action is.
type ActionKind uint8

// The kinds.
const (
	Press     ActionKind = iota // a button
	Menu                        // a list to choose one of, in a row of its own
	Remove                      // a button that removes the reply; with an Arg “ASKER.MESSAGE” another reply, which ASKER asked for
	ShareThis                   // a button that shows the reply to all who read the channel
)

// Responder carries replies to the person who asked. A Handler that gives back
// an error has not answered, or not in full: who asked is then told in words.
type Responder interface {
	// Reply answers. Called again, it adds a further message.
	Reply(ctx context.Context, r Reply) error
	// Edit changes what Reply said; before a Reply it changes the message whose
	// button was pressed, where the Button says so, and else is a Reply.
	Edit(ctx context.Context, r Reply) error
	// Modal shows a form, in place of a first Reply to a command or a button,
	// and within a second.
	Modal(ctx context.Context, m Modal) error
}

// Handler answers a Request. What it returns was not told to the person.
type Handler interface {
	Handle(ctx context.Context, r Request, w Responder) error
}

// HandlerFunc is a function as a Handler.
type HandlerFunc func(ctx context.Context, r Request, w Responder) error

// Handle calls f.
func (f HandlerFunc) Handle(ctx context.Context, r Request, w Responder) error { return f(ctx, r, w) }

// Answerer answers questions: a retrieval.Engine.
type Answerer interface {
	Answer(ctx context.Context, q retrieval.Query) (retrieval.Answer, error)
}

// Corpus lends the generation that serves: a retrieval.Live.
type Corpus interface {
	// Acquire gives the generation and what lets go of it.
	Acquire() (retrieval.Generation, func(), error)
}

// Config is what a bot is made of.
type Config struct {
	Answerer       Answerer
	Uncounted      Answerer                                                         // answers what nobody has just asked, and counts nothing; nil: Answerer
	Timeline       func(context.Context, timeline.Query) (timeline.Timeline, error) // timeline.Build over an engine
	Corpus         Corpus
	MaxQuote       int // characters of one quote of an article; 0: retrieval.DefaultMaxQuote
	Cooldowns      Cooldowns
	Log            *slog.Logger
	Contact        string            // whom people write to about what is stored; "": nobody is named
	Homeless       func() bool       // whether nobody can tend the corpus for want of a home server
	Home           func() []Named    // servers whose moderators tend the corpus, each with its locale as its name
	Post           ChannelSender     // tells a log channel that it is one; nil: there are none
	LogChannel     string            // of the operator; "" for none
	Servers        *Servers          // settings of the servers; nil: nobody may change them
	Changes        *curation.Log     // of changes to them; nil: they are written nowhere
	Curator        *curation.Curator // lets moderators tend the corpus; nil: nobody may
	Intake         Intake            // takes articles in; nil: nobody can add any
	KeepUnanswered bool              // keep public questions that had no answer, for moderators
	LogQuestions   bool              // write questions to the log, private ones too
	Journal        *Journal          // what log channels were told; nil: they are told nothing
	Place          *Place            // of one of several corpora; nil: the only one, asked everywhere
	Waiting        *Waiting          // questions that people want to be told of; nil: nobody may
	TranslateURL   string            // page that translates a text, with {text}, {from} and {to}; "": quotes are not offered to any
	Stale          int               // days after which articles are old to a question about now; 0: never
}

// answerTime is how long a search may take. An answer takes milliseconds; past
// this something is wrong, and the asker has left.
const answerTime = 20 * time.Second

// Bot answers Requests: it keeps to the cooldowns, tells errors in words, and
// survives panics.
type Bot struct {
	Handler
	Commands []Command // that it answers

	c     Config
	desks desks
}

// Told says how many people were told of an answer, and how many take no direct
// messages.
func (b *Bot) Told() (all Told) {
	for _, d := range b.desks {
		all.Told += int(d.told.told.Load())
		all.Refused += int(d.told.refused.Load())
	}
	return all
}

// New makes a Bot of one corpus, or of several that each have a Place. What is
// not of one corpus, like Cooldowns, comes from the first.
func New(c Config, others ...Config) *Bot {
	var all desks
	for _, one := range append([]Config{c}, others...) {
		all = append(all, newDesk(&handler{Config: one}))
	}
	for _, d := range all {
		d.all = all
	}
	commands := all.offered()
	asked := admitting(cooling(all, c.Cooldowns, time.Now), time.Now)
	answer := newFreedom(commands).choose(all, asked)
	return &Bot{recovering(settling(wording(answer, c.Log), c.Servers), c.Log), commands, c, all}
}

// handler answers questions.
type handler struct {
	Config
	last   lastAnswers
	titles titleIndex
	all    desks // of all corpora, its own too
	told   struct{ told, refused atomic.Int64 }
}

// uncounted answers what nobody has just asked.
func (h *handler) uncounted(ctx context.Context, q retrieval.Query) (retrieval.Answer, error) {
	if h.Uncounted != nil {
		return h.Uncounted.Answer(ctx, q)
	}
	return h.Answerer.Answer(ctx, q)
}

// commands are those of the bot, each in a file of its own.
func (h *handler) commands() []Command {
	all := []Command{h.askCommand(), h.timelineCommand(), h.checkCommand(), h.checkMenu(), h.sourcesMenu()}
	all = append(all, h.articleCommand(), h.holdingsCommand(), h.helpCommand(), h.privacyCommand())
	if h.Servers != nil {
		all = append(all, h.settingsCommand())
	}
	if h.Curator != nil {
		all = append(all, h.corpusCommand(), h.corpusAdminCommand())
	}
	return all
}

// answering makes a Handler of what has one Reply, within answerTime.
func answering(reply func(context.Context, Request) (Reply, error)) HandlerFunc {
	return func(ctx context.Context, r Request, w Responder) error {
		ctx, cancel := context.WithTimeout(ctx, answerTime)
		defer cancel()
		answer, err := reply(ctx, r)
		if err != nil {
			return err
		}
		return w.Reply(ctx, answer)
	}
}

// attrs are what a log line says of a request: never what was asked.
func (r Request) attrs() []slog.Attr {
	return []slog.Attr{slog.String("request", r.ID), slog.String("via", string(r.Via)), slog.String("server", r.Server),
		slog.String("channel", r.Channel), slog.String("user", r.User)}
}
