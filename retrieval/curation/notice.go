package curation

import "time"

// What curators are told of beside the entries of the log.
const (
	Recovered  Action = "recovered"   // what had failed works again
	Unwritable Action = "unwritable"  // the log itself: the disk is full, or read-only
	FeedFailed Action = "feed-failed" // for a day
	FeedBack   Action = "feed-back"
)

// maxUnheard bounds the notices that wait for somebody to listen.
const maxUnheard = 100

// Listen has heard called when the log has a new entry, with nil, and with each
// notice that the log does not hold: also those that came before, as of feeds
// that are polled while the bot still connects. It must not block.
func (c *Curator) Listen(heard func(notice *Entry)) {
	c.mu.Lock()
	c.heard = heard
	unheard := c.unheard
	c.unheard = nil
	c.mu.Unlock()
	for _, notice := range unheard {
		heard(notice)
	}
}

// Notice tells whoever listens of something that the log does not hold.
func (c *Curator) Notice(action Action, detail string) {
	c.tell(&Entry{Time: time.Now().UTC(), Action: action, Detail: detail})
}

func (c *Curator) tell(notice *Entry) {
	c.mu.Lock()
	heard := c.heard
	if heard == nil && notice != nil && len(c.unheard) < maxUnheard {
		c.unheard = append(c.unheard, notice)
	}
	c.mu.Unlock()
	if heard != nil {
		heard(notice)
	}
}
