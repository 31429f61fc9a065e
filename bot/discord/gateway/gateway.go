// Package gateway keeps discordgo connected to Discord, for as long as a
// program runs.
//
// discordgo identifies, resumes and sends the heartbeats. It is not let near
// Discord, though: it speaks with a relay within the process, and the relay with
// Discord. So everything that passes is seen here (the interval between
// heartbeats, their acknowledgements, operations 7 and 9, close codes), which
// discordgo tells nobody, and a connection can be ended whatever discordgo does.
// What this package promises:
//
//   - A connection without a heartbeat ACK for two intervals, or one that does
//     not open in 15 seconds, is cut and replaced; a session of discordgo that
//     does not let go of it is abandoned.
//   - A session is resumed where Discord lets it be, at the address that Discord
//     gave for that; where it begins anew the log says for how long events may
//     have been missed.
//   - Identifies are counted over 24 hours, in a file, and spread so that
//     Discord's limit of 1,000 is not reached, by a crash loop either.
//   - Close codes that are final end Run with a *ClosedError that says what to do.
//   - Events are handed on undecoded: discordgo loses a message over one
//     component that it does not know, and panics over a server without data.
//     What is no event is logged and skipped, and so is one whose handler panics.
package gateway

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"math/rand/v2"
	"runtime/debug"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// Event is one event of the gateway, such as MESSAGE_CREATE.
type Event struct {
	Type string
	Data json.RawMessage // Discord's field d
}

// Address is where the gateway is, as GET /gateway/bot tells it.
type Address struct {
	URL       string        // wss://… or ws://…, without a query
	Remaining int           // identifies that Discord still allows; -1 when it was not told
	Reset     time.Duration // after which it allows all of them again
}

// Config is what a Client needs.
type Config struct {
	Token   string // without "Bot "
	Intents int
	// Locate asks Discord for the gateway's address. It fails with a
	// *ClosedError when the token is refused, and with a *WaitError when it is not
	// to be asked again before some time.
	Locate func(ctx context.Context) (Address, error)
	// Handle takes the events, one at a time and in order. It must not wait.
	Handle func(Event)
	Budget *Budget // counts identifies
	Log    *slog.Logger
	// Longest is how long a pause between two attempts may be, before its jitter;
	// 0 is 30 s.
	Longest time.Duration
}

// Client keeps a connection. It is used by one Run.
type Client struct {
	Config
	patience
	failures int      // attempts since a connection last held
	session  *session // of discordgo; nil before the first

	mu    sync.Mutex
	known known
	state State
	seen  time.Time // when Discord was last heard in a session that had begun
}

// known is what Discord told of a session.
type known struct {
	id  string // "": none that can be resumed
	url string // to resume at
	// unheard counts the resumes in a row that were not answered by one.
	unheard int
}

// State is how the connection does.
type State struct {
	Connected bool // a session has begun or was resumed, and its connection holds
	Resumed   int  // times that a session was resumed
	Renewed   int  // times that a session began anew, without the first
	Abandoned int  // sessions of discordgo that did not let go of a connection
}

// patience are the times that are waited.
type patience struct {
	open    time.Duration // until a session has begun on a new connection
	close   time.Duration // until discordgo has let go of one
	held    time.Duration // a connection that lasted so long is no sign of trouble when it ends
	invalid time.Duration // at least and at most five times of it, before a session that replaces one that Discord ended
}

// usual are the times that Discord is given. Two resumes that hang and a new
// session take less than a minute. discordgo's Close sleeps for a second.
var usual = patience{open: 15 * time.Second, close: 5 * time.Second, held: time.Minute, invalid: time.Second}

// New makes a Client.
func New(c Config) *Client {
	c.Longest = cmp.Or(c.Longest, 30*time.Second)
	return &Client{Config: c, patience: usual}
}

// State tells how the connection does now.
func (c *Client) State() State {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.state
}

// Run keeps the connection until ctx ends (nil) or Discord closes it for good
// (*ClosedError).
func (c *Client) Run(ctx context.Context) error {
	for {
		began := time.Now()
		err := c.connect(ctx)
		var closed *ClosedError
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.As(err, &closed):
			return closed
		}
		if time.Since(began) >= c.held {
			c.failures = 0
		}
		pause, level := c.pause(err), slog.LevelWarn
		if c.failures == 0 {
			level = slog.LevelInfo // as happens some times a day
		}
		c.failures++
		c.Log.Log(ctx, level, "the connection to Discord ended", "why", err, "again_in", pause.Round(time.Millisecond).String(), "resumes", c.resumable())
		if !sleep(ctx, pause) {
			return nil
		}
	}
}

// pause is the wait before the next attempt: none after the first failure, then
// from a second on twice as long each time, half to one and a half of it, so
// that the clients of a Discord that was down do not come back all at once.
func (c *Client) pause(err error) time.Duration {
	var pause time.Duration
	if c.failures > 0 {
		pause = jitter(min(time.Second<<min(c.failures-1, 10), c.Longest))
	}
	if waiting, ok := errors.AsType[*WaitError](err); ok {
		return max(pause, waiting.Wait)
	}
	if ended, ok := errors.AsType[*invalidError](err); ok && !ended.resumable {
		return max(pause, c.invalid+rand.N(4*c.invalid)) // Discord asks for one to five seconds
	}
	return pause
}

func jitter(d time.Duration) time.Duration { return d/2 + rand.N(d) }

// sleep waits, and reports whether it was not cut short.
func sleep(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// connect opens a connection and stays until it ends. The error says why it did.
func (c *Client) connect(ctx context.Context) error {
	resuming := c.resumable()
	address, err := c.address(ctx, resuming)
	if err != nil {
		return err
	}
	if !resuming {
		if c.session, err = newSession(c.Config); err != nil {
			return err
		}
	}
	r, err := c.dial(ctx, address)
	if err != nil {
		c.update(func() { c.known.url = "" }) // a later resume goes where Discord says then
		return err
	}
	c.session.open(r)
	<-r.ctx.Done()
	<-r.pumped
	c.update(func() { c.state.Connected = false })
	if ctx.Err() != nil {
		return ctx.Err() // the session was closed; discordgo takes a second to notice
	}
	if resuming && !r.begun.Load() {
		c.unheard()
	}
	if !c.session.close(c.close) {
		c.Log.Warn("discordgo does not let go of a connection: its session is abandoned, and a new one begins")
		c.update(func() { c.state.Abandoned++ })
		c.forget()
	}
	return c.judge(context.Cause(r.ctx))
}

// update changes what is read by others meanwhile.
func (c *Client) update(change func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	change()
}

// resumable reports whether there is a session that may be resumed.
func (c *Client) resumable() (yes bool) {
	c.update(func() { yes = c.known.id != "" })
	return yes
}

// address is where to connect to: for a resume where the session said, else
// where Discord says now.
func (c *Client) address(ctx context.Context, resuming bool) (url string, err error) {
	if c.update(func() { url = c.known.url }); resuming && url != "" {
		return url, nil
	}
	ctx, cancel := context.WithTimeout(ctx, c.open)
	defer cancel()
	a, err := c.Locate(ctx)
	if err != nil {
		return "", err
	}
	if !resuming {
		c.Budget.told(a)
		if wait := c.Budget.wait(); wait > 0 {
			return "", &WaitError{"Discord's limit of sessions a day must not be reached", wait}
		}
	}
	return a.URL, nil
}

// unheard counts a resume that came to nothing, and gives the session up after
// the second: it would come to nothing again.
func (c *Client) unheard() {
	c.update(func() { c.known.unheard++ })
	if c.known.unheard >= 2 {
		c.forget()
	}
}

// forget gives the session up: the next connection begins another.
func (c *Client) forget() { c.update(func() { c.known = known{} }) }

// judge sees what the end of a connection means for the session.
func (c *Client) judge(err error) error {
	var closed *websocket.CloseError
	var ended *invalidError
	switch {
	case errors.As(err, &ended) && !ended.resumable:
		c.forget()
	case !errors.As(err, &closed):
	case final(closed.Code):
		return &ClosedError{closed.Code}
	case closed.Code == closeSequence || closed.Code == closeTimedOut || closed.Code == closeNotIdentified:
		c.forget()
	}
	return err
}

// heard takes note that Discord said something in a session that has begun.
func (c *Client) heard() { c.update(func() { c.seen = time.Now() }) }

// began takes note of READY, and gives the name of the session.
func (c *Client) began(e Event) (id string) {
	var ready struct {
		ID  string `json:"session_id"`
		URL string `json:"resume_gateway_url"`
	}
	if err := json.Unmarshal(e.Data, &ready); err != nil {
		c.Log.Error("READY could not be read in full: this session may not be resumed", "error", err)
	}
	away, first := c.away()
	c.update(func() {
		c.known = known{id: ready.ID, url: ready.URL}
		c.state.Connected = true
		if !first {
			c.state.Renewed++
		}
	})
	if !first {
		c.Log.Warn("the session with Discord could not be resumed and began anew: what was asked meanwhile may have been missed", "away", away)
	}
	return ready.ID
}

// resumed takes note of RESUMED.
func (c *Client) resumed() {
	away, _ := c.away()
	c.update(func() {
		c.known.unheard = 0
		c.state.Connected = true
		c.state.Resumed++
	})
	c.Log.Info("the session with Discord was resumed, nothing was missed", "away", away)
}

// away is how long Discord was not heard. first says that it never was before.
func (c *Client) away() (d string, first bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Since(c.seen).Round(time.Millisecond).String(), c.seen.IsZero()
}

// handle passes an event on. A panic costs that event alone.
func (c *Client) handle(e Event) {
	defer func() {
		if p := recover(); p != nil {
			c.Log.Error("an event of Discord made the bot panic and was skipped", "type", e.Type, "panic", p, "stack", string(debug.Stack()))
		}
	}()
	c.Handle(e)
}
