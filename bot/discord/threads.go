package discord

import (
	"context"
	"net/http"
	"sync"

	"verbatim/bot"
)

// threads know of which channel a channel is a thread, which a message does not
// say: channels are listed when the bot joins their server, and others are asked
// for once.
type threads struct {
	mu     sync.Mutex
	parent map[string]string // by channel; "" for one that is no thread
	order  []string          // as they were added, the oldest first
}

// maxChannels bounds those that are remembered.
const maxChannels = 100_000

// channel is one of a server, or a thread in one.
type channel struct {
	ID       string `json:"id"`
	Type     int    `json:"type"`
	ParentID string `json:"parent_id"` // of another channel: its category
}

// Types of channels that are threads: of announcements, public, private.
const (
	typeNewsThread    = 10
	typePrivateThread = 12
)

// of is the channel that a thread belongs to, "" for what is no thread.
func (c channel) of() string {
	if c.Type < typeNewsThread || c.Type > typePrivateThread {
		return ""
	}
	return c.ParentID
}

// add notes channels that need not be asked for.
func (t *threads) add(channels ...channel) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, c := range channels {
		if _, known := t.parent[c.ID]; !known {
			t.order = append(t.order, c.ID)
		}
		t.parent[c.ID] = c.of()
	}
	for len(t.order) > maxChannels {
		delete(t.parent, t.order[0])
		t.order = t.order[1:]
	}
}

func (t *threads) known(id string) (parent string, known bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	parent, known = t.parent[id]
	return parent, known
}

// parent is the channel that a channel of a server is a thread of, "" for none;
// bot.UnknownParent where Discord does not say it.
func (b *Bot) parent(ctx context.Context, id string) string {
	if parent, known := b.threads.known(id); known {
		return parent
	}
	var c channel
	if err := b.rest.do(ctx, call{method: http.MethodGet, path: "channels/" + id}, &c); err != nil {
		b.log.Warn("whether a channel is a thread could not be asked", "channel", id, "error", err)
		return bot.UnknownParent
	}
	c.ID = id
	b.threads.add(c)
	return c.of()
}

// inThread completes a request of a message by the channel of its thread.
func (b *Bot) inThread(ctx context.Context, r bot.Request) bot.Request {
	if r.Server != "" {
		r.Parent = b.parent(ctx, r.Channel)
	}
	return r
}
