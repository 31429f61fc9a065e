package bot

import (
	"context"
	"strings"

	"verbatim/bot/locale"
	"verbatim/corpus"
	"verbatim/retrieval"
)

// Earlier is a message of the bot that a Request replies to, or that the button
// stands under. Nothing is kept for
// it: what was asked and answered is read from the message itself.
type Earlier struct {
	Text string            // as in its Reply
	Args map[string]string // of the Actions under it, by their names
	// Question gives the text of the message that it replied to, "" where there
	// is none or it cannot be read; nil where it replied to none.
	Question func(context.Context) string
}

// Buttons of the form that asks a further question, for whom a reply is not
// enough: Discord gives the text of one that pings nobody to no bot.
const (
	followButton = "follow"
	followForm   = "follow-up"
	// askedMark begins the argument of a followButton that names a question, not quotes.
	askedMark = "?"
)

func (h *handler) followButtons() []Button {
	return []Button{
		{Name: followButton, Handle: h.askFollowUp},
		{Name: followForm, Handle: answering(h.followUp)},
	}
}

// unread tells who replied with the ping switched off that the text is hidden.
func (h *handler) unread(r Request) Reply {
	return Reply{Text: string(wordsFor(r, corpus.Undetermined).Follow.Unread), Private: r.Private}
}

// followed is the exchange that a request follows up; nil for none.
func (h *handler) followed(ctx context.Context, r Request) *retrieval.Earlier {
	if r.Earlier == nil {
		return nil
	}
	e := &retrieval.Earlier{Words: readLine(r.Earlier.Text, carriedLine), Quotes: h.shown(r.Earlier.Args)}
	if e.Question = r.Earlier.question(ctx); e.Question == "" { // an abstention tells what it was asked, cut to what has room
		e.Question = decodeText(r.Earlier.Args[tellButton])
	}
	return e
}

// question is what the message answered: a command's stands in it. It is "" where
// it cannot be read.
func (e *Earlier) question(ctx context.Context) string {
	if asked := readLine(e.Text, questionLine); len(asked) > 0 {
		return strings.Join(asked, ", ")
	}
	if e.Question == nil {
		return ""
	}
	return e.Question(ctx)
}

// shown are the quotes of a message by the buttons under it; none where the
// articles have changed since.
func (h *handler) shown(args map[string]string) []retrieval.Quote {
	_, state, ok := strings.Cut(args[aboutButton], ".")
	if !ok {
		state = args[contextButton]
	}
	gen, release, err := h.Corpus.Acquire()
	if err != nil {
		return nil
	}
	defer release()
	quotes, err := decodePage(gen, state)
	if err != nil {
		return nil
	}
	return quotes
}

func carriedLine(w *locale.Words) locale.Text  { return w.Follow.Carried }
func questionLine(w *locale.Words) locale.Text { return w.Question }

// readLine finds a line that was written in one of the languages, and gives what
// it lists.
func readLine(text string, line func(*locale.Words) locale.Text) []string {
	for _, w := range locale.All() {
		before, _, _ := strings.Cut(string(line(w)), "{")
		for l := range strings.Lines(text) {
			if rest, ok := strings.CutPrefix(strings.TrimSpace(l), strings.TrimSpace(before)); ok {
				return strings.Split(strings.TrimSpace(rest), ", ")
			}
		}
	}
	return nil
}

// carried says which words of the exchange before a question was asked with.
func carried(a retrieval.Answer, w *locale.Words) string {
	if len(a.Carried) == 0 {
		return ""
	}
	return w.Follow.Carried.With("words", short(strings.Join(a.Carried, ", "), 200))
}

// askFollowUp opens the form for a question on the answer whose quotes the
// button names.
func (h *handler) askFollowUp(ctx context.Context, r Request, w Responder) error {
	words := r.words()
	return w.Modal(ctx, Modal{
		Name: followForm, Arg: r.Arg, Title: string(words.Follow.Button),
		Fields: []Field{{Name: "question", Label: string(words.Follow.Label), Hint: string(words.Follow.Hint), Required: true, Most: maxQuestion}},
	})
}

// followUp answers the form.
func (h *handler) followUp(ctx context.Context, r Request) (Reply, error) {
	r.Question = r.Fields["question"]
	r.Earlier = &Earlier{Args: map[string]string{contextButton: r.Arg}}
	if asked, ok := strings.CutPrefix(r.Arg, askedMark); ok {
		r.Earlier.Args = map[string]string{tellButton: asked}
	}
	return h.ask(ctx, r)
}

// courteous answers a message that asks nothing: thanks, a greeting, a test.
// It is "" for others.
func courteous(r Request, w *locale.Words) string {
	switch retrieval.Courtesy(r.Question) {
	case retrieval.Thanks:
		return string(w.Follow.Thanked)
	case retrieval.Greeting:
		return string(w.Follow.Greeted)
	case retrieval.Trial:
		return string(w.Follow.Tested)
	}
	return ""
}

// courtesyLang is the language of a message of courtesy, which is too short for
// statistics.
func courtesyLang(r Request, detected corpus.Lang) corpus.Lang {
	if lang := retrieval.CourtesyLang(r.Question); lang != corpus.Undetermined {
		return lang
	}
	return detected
}
