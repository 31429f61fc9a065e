package discord

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot"
	"verbatim/corpus/durable"
	"verbatim/corpus/withdrawn"
)

// quoted knows which messages of the bot quote which articles, so that they can
// be edited when a text is withdrawn. It keeps IDs of messages, and of articles
// hashes alone; the last keep messages survive a restart, in a file of lines
// "channel message locale mark…". It is written anew when it has twice as many.
type quoted struct {
	mu    sync.Mutex
	by    map[place]quoting
	order []place // oldest first
	path  string  // "": memory alone
	file  *os.File
	lines int
}

// quoting is what a message quotes, and the language that it speaks.
type quoting struct {
	locale string
	marks  []string
}

// openQuoted reads the file, which need not exist. With an error comes what is
// kept in memory alone.
func openQuoted(path string) (*quoted, error) {
	q := &quoted{by: map[place]quoting{}, path: path}
	if path == "" {
		return q, nil
	}
	f, err := os.Open(path)
	if err != nil && !os.IsNotExist(err) {
		return q, fmt.Errorf("reading which messages quote which articles: %w", err)
	}
	if err == nil {
		s := bufio.NewScanner(f)
		for s.Scan() {
			if w := strings.Fields(s.Text()); len(w) > 3 { // else a crash has cut it off
				q.put(place{w[0], w[1]}, quoting{w[2], w[3:]})
			}
		}
		f.Close()
	}
	return q, q.rewrite()
}

// put keeps what a message quotes beside what it quoted before.
func (q *quoted) put(at place, what quoting) {
	before, known := q.by[at]
	if !known {
		q.order = append(q.order, at)
	}
	for _, m := range before.marks {
		if !slices.Contains(what.marks, m) && len(what.marks) < maxMarks {
			what.marks = append(what.marks, m)
		}
	}
	q.by[at] = what
	if len(q.order) > keep {
		delete(q.by, q.order[0])
		q.order = q.order[1:]
	}
}

// maxMarks is how many articles of one message are remembered, whose pages may
// be turned without end.
const maxMarks = 100

// add keeps what a message quotes. An error says that it is kept in memory alone.
func (q *quoted) add(at place, what quoting) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.put(at, what)
	if q.file == nil {
		return nil
	}
	if q.lines++; q.lines > 2*keep {
		return q.rewrite()
	}
	_, err := q.file.WriteString(line(at, what))
	return err
}

func line(at place, what quoting) string {
	return at.channel + " " + at.message + " " + what.locale + " " + strings.Join(what.marks, " ") + "\n"
}

// of are the messages that quote an article whose mark is wanted.
func (q *quoted) of(wanted func(mark string) bool) map[place]quoting {
	q.mu.Lock()
	defer q.mu.Unlock()
	found := map[place]quoting{}
	for at, what := range q.by {
		if slices.ContainsFunc(what.marks, wanted) {
			found[at] = what
		}
	}
	return found
}

// at is what a message quotes.
func (q *quoted) at(p place) (what quoting, known bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	what, known = q.by[p]
	return what, known
}

// remove forgets messages, on the disk too.
func (q *quoted) remove(places []place) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, at := range places {
		delete(q.by, at)
	}
	q.order = slices.DeleteFunc(q.order, func(at place) bool { _, known := q.by[at]; return !known })
	if q.path == "" {
		return nil
	}
	return q.rewrite()
}

// rewrite writes the file anew, in one step, and goes on with it.
func (q *quoted) rewrite() error {
	var b strings.Builder
	for _, at := range q.order {
		b.WriteString(line(at, q.by[at]))
	}
	q.lines = len(q.order)
	if q.file != nil {
		q.file.Close()
		q.file = nil
	}
	const private fs.FileMode = 0o600
	err := durable.Replace(q.path, []byte(b.String()))
	if err == nil {
		err = os.Chmod(q.path, private)
	}
	if err == nil {
		q.file, err = os.OpenFile(q.path, os.O_APPEND|os.O_WRONLY, private)
	}
	if err != nil {
		return fmt.Errorf("writing which messages quote which articles: %w", err)
	}
	return nil
}

func (q *quoted) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.file != nil {
		q.file.Close()
		q.file = nil
	}
}

// marks are those of the articles that a reply quotes.
func marks(r bot.Reply) (all []string) {
	corpus := ""
	if r.Corpus != "" {
		corpus = r.Corpus + "/"
	}
	add := func(id string) {
		if m := corpus + withdrawn.Mark(id); id != "" && !slices.Contains(all, m) {
			all = append(all, m)
		}
	}
	for _, c := range r.Cards {
		add(c.Article)
	}
	for _, e := range r.Entries {
		for _, id := range e.Articles {
			add(id)
		}
	}
	return all
}

// made is what Discord says of a message that it has made or changed.
type made struct {
	ID      string                 `json:"id"`
	Channel string                 `json:"channel_id"`
	Flags   discordgo.MessageFlags `json:"flags"`

	Resource struct {
		Message *made `json:"message"`
	} `json:"resource"` // of the first answer to an interaction
}

// unshared stands for the channel of a private reply that may be shown to all,
// and the interaction that it answers for its message: it is not edited, but what
// shows it is.
const unshared = "private"

// noteUnshared keeps what a private reply quotes, before it is sent: it may be
// shown to all at once.
func (b *Bot) noteUnshared(interaction string, m *message) {
	if err := b.quoted.add(place{unshared, interaction}, quoting{cmp.Or(m.locale, "-"), m.marks}); err != nil {
		b.log.Warn("a private answer cannot be shown to all after a restart", "error", err)
	}
}

// noteQuoted keeps what a message quotes that stays where others read it, as
// Discord's answer describes it. What was withdrawn in the meantime is edited
// at once.
func (b *Bot) noteQuoted(m *message, answer json.RawMessage) {
	var sent made
	if len(answer) == 0 || json.Unmarshal(answer, &sent) != nil {
		return
	}
	if sent.Resource.Message != nil {
		sent = *sent.Resource.Message
	}
	if sent.ID == "" || sent.Channel == "" || sent.Flags&discordgo.MessageFlagsEphemeral != 0 {
		return
	}
	if err := b.quoted.add(place{sent.Channel, sent.ID}, quoting{cmp.Or(m.locale, "-"), m.marks}); err != nil {
		b.log.Warn("an answer will not be edited after a restart if what it quotes is withdrawn", "error", err)
	}
	if b.withdrawn(m.marks) {
		b.start("editing a withdrawn answer", func(ctx context.Context) { b.Withdraw(ctx) })
	}
}

// withdrawn reports whether one of the articles of some marks was withdrawn.
func (b *Bot) withdrawn(marks []string) bool {
	return b.config.Withdrawn != nil && slices.ContainsFunc(marks, b.config.Withdrawn)
}

// Withdraw edits every message that quotes a withdrawn text, of those that are
// remembered. failed are those that could not be reached; they are tried again
// when it is called next.
func (b *Bot) Withdraw(ctx context.Context) (edited, failed int) {
	if b.config.Withdrawn == nil {
		return 0, 0
	}
	b.withdrawing.Lock()
	defer b.withdrawing.Unlock()
	var done []place
	for at, what := range b.quoted.of(b.config.Withdrawn) {
		if at.channel == unshared {
			continue
		}
		m := newMessage()
		m.Content = string(wordsOf(what.locale).Corpus.Purge.Withdrawn)
		err := b.rest.do(ctx, call{method: http.MethodPatch, path: "channels/" + at.channel + "/messages/" + at.message, body: m}, nil)
		switch {
		case err == nil:
			edited++
		case !is(err, codeUnknownMessage, codeUnknownChannel):
			failed++
			b.log.Error("an answer that quotes a withdrawn text could not be edited", "channel", at.channel, "message", at.message, "error", err)
			continue
		}
		done = append(done, at)
	}
	if len(done) > 0 {
		if err := b.quoted.remove(done); err != nil {
			b.log.Warn("answers will be edited once more after a restart", "error", err)
		}
	}
	return edited, failed
}
