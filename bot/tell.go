package bot

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"time"

	"verbatim/bot/locale"
	"verbatim/corpus"
	"verbatim/retrieval"
)

// Buttons of an abstention.
const (
	missedButton  = "missed" // what the articles do hold of the question
	tellButton    = "tell"   // asks to be told when there is an answer
	tellForm      = "tell-me"
	dontTellLabel = "dont-tell" // forgets all that waits
)

func (h *handler) tellButtons() []Button {
	return []Button{
		{Name: missedButton, Handle: answering(h.missed)},
		{Name: tellButton, Handle: HandlerFunc(h.askToTell)},
		{Name: tellForm, Handle: answering(h.willTell)},
		{Name: dontTellLabel, Apart: true, Handle: answering(h.wontTell)},
	}
}

// maxKept is how many characters a question has that waits.
const maxKept = 300

// asked is the question that a message of the bot answered, whole where it can
// still be read; else fallback, which may be its beginning. Words that it took
// over from the exchange before it stand behind it.
func asked(ctx context.Context, e *Earlier, fallback string) string {
	if e == nil {
		return fallback
	}
	ctx, cancel := context.WithTimeout(ctx, time.Second) // a form must be shown within three
	defer cancel()
	question := e.question(ctx)
	if question == "" {
		return fallback
	}
	if words := readLine(e.Text, carriedLine); len(words) > 0 {
		question += " (" + strings.Join(words, ", ") + ")"
	}
	return short(question, maxKept)
}

// askToTell shows what would be kept, to be sent or not: the consent.
func (h *handler) askToTell(ctx context.Context, r Request, w Responder) error {
	words := r.words().Tell
	return w.Modal(ctx, Modal{
		Name: tellForm, Title: string(words.Title),
		Fields: []Field{{Name: "question", Label: string(words.Label), Value: asked(ctx, r.Earlier, decodeText(r.Arg)), Hint: string(words.Hint), Required: true, Most: maxKept}},
	})
}

// willTell keeps a question until it can be answered.
func (h *handler) willTell(_ context.Context, r Request) (Reply, error) {
	w := r.words()
	question := short(r.Fields["question"], maxKept)
	if question == "" {
		return Reply{Text: string(w.NoWords), Private: true}, nil
	}
	one := waiting{User: r.User, Question: question, Locale: r.Locale, Since: time.Now().UTC()}
	if h.Place != nil {
		one.Server, one.Channel, one.Parent = r.Server, r.Channel, r.Parent
	}
	err := h.Waiting.add(one)
	if errors.Is(err, errWaiting) {
		return Reply{Text: w.Count(w.Tell.Many, maxWaiting), Actions: h.stopTelling(w), Private: true}, nil
	}
	if err != nil {
		return Reply{}, err
	}
	until := time.Now().UTC().Add(waitFor)
	return Reply{
		Text:    w.Tell.Will.With("question", short(question, 100), "date", w.Date(corpus.NewDate(until.Year(), until.Month(), until.Day()))),
		Actions: h.stopTelling(w), Private: true,
	}, nil
}

func (h *handler) stopTelling(w *locale.Words) []Action {
	return []Action{{Label: string(w.Tell.Stop), Name: dontTellLabel}}
}

// wontTell forgets what a person wanted to be told of.
func (h *handler) wontTell(_ context.Context, r Request) (Reply, error) {
	if err := h.Waiting.Erase(r.User); err != nil {
		return Reply{}, err
	}
	return Reply{Text: string(r.words().Tell.Stopped), Private: true}, nil
}

// Told is how waiting questions have ended.
type Told struct{ Told, Refused int }

// DirectSender sends a person a message. ErrNoDirect says that they take none.
type DirectSender func(ctx context.Context, user string, r Reply) error

// ErrNoDirect says that a person takes no direct messages of the bot.
var ErrNoDirect = errors.New("the person takes no direct messages")

// lookEvery is how often it is looked whether another generation serves.
const lookEvery = 2 * time.Second

// Tell asks the questions that wait again whenever another generation serves,
// and tells those who wait for them, until ctx ends.
func (b *Bot) Tell(ctx context.Context, send DirectSender) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	asked := make([]string, len(b.desks))
	for {
		if err := b.c.Waiting.expire(); err != nil {
			b.c.Log.Warn("questions that have waited too long are still on the disk", "error", err)
		}
		for i, d := range b.desks {
			if id := d.serving(); id != "" && id != asked[i] && d.tellAll(ctx, send) {
				asked[i] = id
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// serving is the generation that serves, "" for none.
func (h *handler) serving() string {
	gen, release, err := h.Corpus.Acquire()
	if err != nil {
		return ""
	}
	defer release()
	return gen.ID()
}

// tellAll asks every waiting question, and reports whether none failed.
func (h *handler) tellAll(ctx context.Context, send DirectSender) bool {
	well := true
	for _, one := range h.Waiting.list() {
		if !h.here(Request{Server: one.Server, Channel: one.Channel, Parent: one.Parent}) {
			continue // another corpus is asked there
		}
		if ctx.Err() != nil {
			return false
		}
		if err := h.tell(ctx, one, send); err != nil {
			h.Log.LogAttrs(ctx, slog.LevelWarn, "a question that waits was not asked again", slog.String("user", one.User), slog.Any("error", err))
			well = false
		}
	}
	return well
}

// tell asks one question, and tells who waits for it when there is an answer.
func (h *handler) tell(ctx context.Context, one waiting, send DirectSender) error {
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	a, err := h.uncounted(ctx, retrieval.Query{Text: one.Question, Stale: h.Stale})
	if err != nil || a.Abstained || len(a.Quotes) == 0 {
		return err
	}
	r := Request{User: one.User, Locale: one.Locale, Private: true, Question: one.Question, Via: ByDirect}
	w := wordsFor(r, a.Lang)
	reply := h.answer(r, a, w)
	reply.Text = joined("\n", w.Tell.Now.With("question", short(one.Question, 200)), reply.Text)
	if h.Place != nil && !h.Place.Direct {
		reply.Actions, reply.State = nil, "" // what is pressed there asks another corpus
	}
	if len(h.Waiting.Of(one.User)) > 1 {
		reply.Actions = append(reply.Actions, h.stopTelling(w)...)
	}
	switch err := send(ctx, one.User, h.stamp(reply)); {
	case errors.Is(err, ErrNoDirect):
		h.told.refused.Add(1)
	case err != nil:
		return err
	default:
		h.told.told.Add(1)
	}
	return h.Waiting.remove(one)
}
