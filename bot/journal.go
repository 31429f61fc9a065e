package bot

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"verbatim/bot/locale"
	"verbatim/corpus/durable"
	"verbatim/retrieval/curation"
)

// ErrRefused says that the bot may not write in a channel, or that there is no
// such channel.
var ErrRefused = errors.New("the channel takes no message of the bot")

// ChannelSender writes a message in a channel. ErrRefused says that it cannot.
type ChannelSender func(ctx context.Context, channel string, r Reply) error

// Journal tells the log channels of every change of the corpus, once each, over
// restarts too: a file holds the time of the last entry of the log of changes
// that was told.
type Journal struct {
	path string
	wake chan struct{}

	mu      sync.Mutex
	notices []curation.Entry // that the log does not hold, to be told
	told    time.Time
	refused map[string]bool // channels that took nothing the last time
}

// maxNotices bounds those that wait while Discord cannot be reached.
const maxNotices = 200

// OpenJournal reads the file. Where there is none, what the log holds already
// counts as told.
func OpenJournal(path string) (*Journal, error) {
	j := &Journal{path: path, wake: make(chan struct{}, 1), refused: map[string]bool{}, told: time.Now().UTC()}
	durable.Clean(path)
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return j, j.keep()
	}
	if err == nil {
		err = j.told.UnmarshalText([]byte(strings.TrimSpace(string(b))))
	}
	if err != nil {
		return j, fmt.Errorf("reading what the log channel was told: %w", err)
	}
	return j, nil
}

func (j *Journal) keep() error {
	b, err := j.told.MarshalText()
	if err != nil {
		return err
	}
	return durable.Replace(j.path, append(b, '\n'))
}

// Note has the log looked at for news, and tells of a notice that it does not
// hold; nil is none. It does not block.
func (j *Journal) Note(notice *curation.Entry) {
	j.mu.Lock()
	if notice != nil && len(j.notices) < maxNotices {
		j.notices = append(j.notices, *notice)
	}
	j.mu.Unlock()
	select {
	case j.wake <- struct{}{}:
	default:
	}
}

// news are the entries to tell, the oldest first.
func (j *Journal) news(log func(int) ([]curation.Entry, error)) ([]curation.Entry, error) {
	j.mu.Lock()
	all := j.notices
	j.notices = nil
	told := j.told
	j.mu.Unlock()
	entries, err := log(1000)
	for _, e := range entries {
		if e.Time.After(told) {
			all = append(all, e)
		}
	}
	slices.SortStableFunc(all, func(a, b curation.Entry) int { return a.Time.Compare(b.Time) })
	return all, err
}

// again is how long a channel that cannot be reached is left alone.
const again = 30 * time.Second

// TellChanges writes every change of the corpus in the log channels, until ctx
// ends.
func (b *Bot) TellChanges(ctx context.Context, send ChannelSender) {
	var telling sync.WaitGroup
	for _, d := range b.desks {
		if d.Curator != nil && d.Journal != nil {
			telling.Go(func() { d.tellChanges(ctx, d.Journal, send) })
		}
	}
	telling.Wait()
}

func (h *handler) tellChanges(ctx context.Context, j *Journal, send ChannelSender) {
	for {
		news, err := j.news(h.Curator.Entries)
		if err != nil {
			h.Log.Warn("the log channel cannot be told of changes", "error", err)
		}
		for _, e := range news {
			for _, to := range h.logChannels() {
				j.tell(ctx, h, send, to, e)
			}
			if ctx.Err() != nil {
				return
			}
			j.mu.Lock()
			if e.Time.After(j.told) {
				j.told = e.Time
			}
			err := j.keep()
			j.mu.Unlock()
			if err != nil {
				h.Log.Warn("the log channel may be told of a change again after a restart", "error", err)
			}
		}
		select {
		case <-j.wake:
		case <-ctx.Done():
			return
		}
	}
}

// tell writes one entry in a channel, and tries until it is there or the channel
// refuses it, which is logged once.
func (j *Journal) tell(ctx context.Context, h *handler, send ChannelSender, to logChannel, e curation.Entry) {
	for ctx.Err() == nil {
		err := send(ctx, to.id, h.stamp(Reply{Text: short(joined(" · ", h.corpusName(), logLine(e, to.words)), 1500)}))
		switch {
		case err == nil:
			delete(j.refused, to.id)
			return
		case errors.Is(err, ErrRefused):
			if !j.refused[to.id] {
				h.Log.Warn("the log channel takes no message: the bot needs View Channel and Send Messages there", "channel", to.id, "error", err)
			}
			j.refused[to.id] = true
			return
		}
		h.Log.Warn("the log channel could not be told of a change; it is tried again", "channel", to.id, "error", err)
		select {
		case <-time.After(again):
		case <-ctx.Done():
		}
	}
}

// logChannel is a channel that is told of changes.
type logChannel struct {
	id    string
	words *locale.Words
}

// logChannels are that of the operator and those of the home servers: others do
// not read what is changed in the corpus.
func (h *handler) logChannels() []logChannel {
	all := []logChannel{}
	for _, s := range h.home() {
		p := h.Servers.Of(s.ID)
		w := wordsFor(Request{ServerLocale: s.Name, Settings: p}, "")
		if p.Log != nil {
			all = append(all, logChannel{p.Log.ID, w})
		}
		if h.LogChannel != "" && len(all) == 0 {
			all = append(all, logChannel{h.LogChannel, w})
		}
	}
	if h.LogChannel != "" && !slices.ContainsFunc(all, func(c logChannel) bool { return c.id == h.LogChannel }) {
		all = append(all, logChannel{h.LogChannel, locale.English})
	}
	return all
}

// chosenLog is the log channel of a server as a request has it: another one,
// which is told so first, that whether it takes messages shows at once; none when
// it is the log channel already.
func (h *handler) chosenLog(ctx context.Context, r Request) (*Named, error) {
	id, now := r.Options[optLog], r.Settings.Log
	switch {
	case id == "":
		return now, nil
	case now != nil && now.ID == id:
		return nil, nil
	case h.Home == nil || !slices.ContainsFunc(h.Home(), func(s Named) bool { return s.ID == r.Server }):
		return nil, &settingError{func(w *locale.Words) string { return string(w.Settings.NotHome) }}
	}
	w := wordsFor(Request{ServerLocale: r.ServerLocale, Settings: r.Settings}, "")
	err := h.Post(ctx, id, Reply{Text: string(w.Settings.LogHere)})
	if errors.Is(err, ErrRefused) {
		err = &settingError{func(w *locale.Words) string { return w.Settings.NoAccess.With("channel", "#"+r.Names[id]) }}
	}
	return &Named{id, r.Names[id]}, err
}
