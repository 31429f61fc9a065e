// Package bot turns a Request of a person into a Reply in that person's
// language. It knows neither Discord nor the index.
package bot

import (
	"context"
	"log/slog"
	"time"

	"verbatim/corpus"
	"verbatim/retrieval"
)

// Request is what a person asks.
type Request struct {
	ID      string // of the message or the interaction
	Server  string // "" in a direct message
	Channel string
	User    string
	Via     Via

	Locale       string // of the asker's client; "" when it is not known
	ServerLocale string // that the server states; "" when it states none
	Private      bool   // nobody but the asker sees the reply
	Hidden       bool   // it is Private, and its reader can dismiss it: it does not stay

	Question string  // plain text, without the bot's name
	Options  Options // as typed
	Page     string  // state of an Action More, in place of a question
}

// Via is the way a Request came.
type Via string

// The ways.
const (
	Mention Via = "mention"
	Direct  Via = "direct"  // a direct message
	Command Via = "command" // /ask
	Button  Via = "button"
)

// Options narrow a question, in the words that a person typed; "" is no limit.
type Options struct{ Lang, Publisher, After, Before string }

// Reply is what a person is told. All its strings are plain text: whoever
// shows them escapes them.
type Reply struct {
	Text    string
	Cards   []Card
	Actions []Action
	Private bool // for the asker alone, where that can be
}

// Card is one quote with its source.
type Card struct {
	Title   string // never empty
	URL     string // http or https, or ""
	Section string
	Before  []string // printed text before the quote, labelled
	Quote   string   // exactly as printed
	Bold    []Span   // bytes of Quote, in order, not overlapping
	After   []string // printed text after it, labelled
	Source  string   // publisher, author, date, language
	TooLong string   // what to show instead of a quote that cannot be shown whole
}

// Span is bytes [Start, End) of a text.
type Span struct{ Start, End int }

// Action is a button under a reply.
type Action struct {
	Kind  ActionKind
	Label string
	State string // of More: the Page of the Request that it makes; at most 80 bytes of ASCII
}

// ActionKind is what a button does.
type ActionKind uint8

// The kinds.
const (
	More   ActionKind = iota // shows the quotes that had no room
	Remove                   // removes the reply
)

// Responder carries replies to the person who asked. It is used once for each
// Request, unless the first Reply failed.
type Responder interface {
	Reply(ctx context.Context, r Reply) error
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
	Answerer     Answerer
	Corpus       Corpus
	Cooldowns    Cooldowns
	Log          *slog.Logger
	LogQuestions bool // write questions to the log, private ones too
	Stale        int  // days after which articles are old to a question about now; 0: never
}

// answerTime is how long a search may take. An answer takes milliseconds; past
// this something is wrong, and the asker has left.
const answerTime = 20 * time.Second

// New makes the handler that answers people: it keeps to the cooldowns, tells
// errors in words, and survives panics.
func New(c Config) Handler {
	h := &handler{c}
	return recovering(wording(cooling(h, c.Cooldowns, time.Now), c.Log), c.Log)
}

// handler answers questions.
type handler struct{ Config }

func (h *handler) Handle(ctx context.Context, r Request, w Responder) error {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	reply, err := h.reply(ctx, r)
	if err != nil {
		return err
	}
	return w.Reply(ctx, reply)
}

func (h *handler) reply(ctx context.Context, r Request) (Reply, error) {
	switch {
	case r.Page != "":
		return h.page(r)
	case r.Question == "":
		return h.help(r)
	}
	q, err := query(r)
	if err != nil {
		return Reply{}, err
	}
	q.Stale = h.Stale
	a, err := h.Answerer.Answer(ctx, q)
	if err != nil {
		return Reply{}, err
	}
	if err := spoken(q.Lang, a); err != nil {
		return Reply{}, err
	}
	h.logAnswer(r, a)
	words := wordsFor(r, a.Lang, corpus.Undetermined)
	if a.Abstained || len(a.Quotes) == 0 {
		return abstention(r, a, words), nil
	}
	return answer(r, a, words), nil
}

func (h *handler) logAnswer(r Request, a retrieval.Answer) {
	attrs := append(r.attrs(), slog.Bool("abstained", a.Abstained), slog.Int("quotes", len(a.Quotes)),
		slog.Float64("confidence", a.Confidence), slog.Duration("took", a.Took))
	if h.LogQuestions {
		attrs = append(attrs, slog.String("question", r.Question))
	}
	h.Log.LogAttrs(context.Background(), slog.LevelInfo, "answered", attrs...)
}

// attrs are what a log line says of a request: never what was asked.
func (r Request) attrs() []slog.Attr {
	return []slog.Attr{slog.String("request", r.ID), slog.String("via", string(r.Via)), slog.String("server", r.Server),
		slog.String("channel", r.Channel), slog.String("user", r.User)}
}
