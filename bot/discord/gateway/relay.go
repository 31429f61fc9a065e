package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// Operations of the gateway.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opReconnect      = 7
	opInvalidSession = 9
	opHello          = 10
	opHeartbeatAck   = 11
)

// Ends of a connection that no close frame told of.
var (
	errSilent    = errors.New("no heartbeat was acknowledged for two intervals")
	errHung      = errors.New("no session began in time")
	errReconnect = errors.New("a reconnection was asked for")
)

// invalidError says that Discord ended the session, or will not resume it.
type invalidError struct{ resumable bool }

func (e *invalidError) Error() string {
	if e.resumable {
		return "Discord asked to resume the session"
	}
	return "Discord ended the session"
}

// packet is what the two sides send one another.
type packet struct {
	Op   int             `json:"op"`
	Data json.RawMessage `json:"d"`
	Seq  int64           `json:"s"`
	Type string          `json:"t"`
}

// relay is one connection to Discord, with discordgo at its other end. It lasts
// as long as its context, whose cause says why it ended.
type relay struct {
	client  *Client
	discord *websocket.Conn
	ctx     context.Context
	end     context.CancelCauseFunc
	quiet   *time.Timer // ends the relay, unless it is set back
	begun   atomic.Bool // READY or RESUMED came

	accepted chan *websocket.Conn // from discordgo, once it has dialled
	pumped   chan struct{}        // closed when no more events come
	interval time.Duration        // between heartbeats; of fromDiscord alone
}

const (
	// largestFrame bounds what is read: a server with all its members is some MB.
	largestFrame = 64 << 20
	// writeTime is how long a frame may take to be written.
	writeTime = 10 * time.Second
	// closeTime is how long the frame may take that closes a connection.
	closeTime = time.Second
)

// dial connects to Discord. The relay ends with ctx, and the session with it.
func (c *Client) dial(ctx context.Context, address string) (*relay, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "ws" && u.Scheme != "wss" {
		return nil, fmt.Errorf("the address of the gateway that Discord named is none: %q", address)
	}
	u.Path = strings.TrimSuffix(u.Path, "/") + "/"
	u.RawQuery = "encoding=json&v=" + discordgo.APIVersion
	dialer := websocket.Dialer{Proxy: http.ProxyFromEnvironment, HandshakeTimeout: c.open}
	dialing, cancel := context.WithTimeout(ctx, c.open)
	defer cancel()
	conn, _, err := dialer.DialContext(dialing, u.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("connecting to the gateway: %w", err)
	}
	conn.SetReadLimit(largestFrame)
	r := &relay{client: c, discord: conn, accepted: make(chan *websocket.Conn, 1), pumped: make(chan struct{})}
	r.ctx, r.end = context.WithCancelCause(ctx)
	r.quiet = time.AfterFunc(c.open, r.tooQuiet)
	context.AfterFunc(r.ctx, func() { r.hangUp(ctx.Err() != nil) })
	go r.pump()
	return r, nil
}

func (r *relay) tooQuiet() {
	if r.begun.Load() {
		r.end(errSilent)
	} else {
		r.end(errHung)
	}
}

// hangUp leaves Discord, where the session can be resumed unless it is for good.
func (r *relay) hangUp(forGood bool) {
	r.quiet.Stop()
	code := websocket.CloseServiceRestart
	if forGood {
		code = websocket.CloseNormalClosure
	}
	_ = r.discord.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(closeTime)) // it is left either way
	r.discord.Close()
}

// attach gives discordgo its end of the relay.
func (r *relay) attach() net.Conn {
	near, far := net.Pipe()
	context.AfterFunc(r.ctx, func() { far.Close() })
	go func() {
		conn, err := accept(far)
		if err != nil {
			r.end(fmt.Errorf("connecting discordgo: %w", err))
			return
		}
		r.accepted <- conn
	}()
	return near
}

// pump passes on what both sides send, from when discordgo is there.
func (r *relay) pump() {
	defer close(r.pumped)
	select {
	case conn := <-r.accepted:
		go r.fromDiscordgo(conn)
		r.fromDiscord(conn)
	case <-r.ctx.Done():
	}
}

// fromDiscordgo passes on what discordgo sends.
func (r *relay) fromDiscordgo(conn *websocket.Conn) {
	for {
		kind, data, err := conn.ReadMessage()
		if err != nil {
			r.end(fmt.Errorf("discordgo closed its connection: %v", err)) // not wrapped: this close code is not Discord's
			return
		}
		var p packet
		if json.Unmarshal(data, &p) == nil && p.Op == opIdentify {
			if err := r.client.Budget.spend(); err != nil {
				r.client.Log.Warn("the count of identifies will not survive a restart", "error", err)
			}
		}
		r.discord.SetWriteDeadline(time.Now().Add(writeTime))
		if err := r.discord.WriteMessage(kind, data); err != nil {
			r.end(fmt.Errorf("writing to Discord: %w", err))
			return
		}
	}
}

// fromDiscord takes what Discord sends, and passes on what discordgo needs.
func (r *relay) fromDiscord(conn *websocket.Conn) {
	for r.ctx.Err() == nil {
		_, data, err := r.discord.ReadMessage()
		if err == nil {
			data, err = r.received(data)
		}
		if err != nil {
			r.end(err)
			return
		}
		if data == nil {
			continue
		}
		conn.SetWriteDeadline(time.Now().Add(writeTime))
		if err := conn.WriteMessage(websocket.TextMessage, data); err != nil {
			r.end(fmt.Errorf("discordgo does not listen: %w", err))
			return
		}
	}
}

// received acts on a frame of Discord, and gives what discordgo is to know of
// it, if anything. An error ends the relay.
func (r *relay) received(data []byte) (pass []byte, err error) {
	var p packet
	if err := json.Unmarshal(data, &p); err != nil {
		r.client.Log.Error("what Discord sent could not be read and was skipped", "bytes", len(data), "error", err)
		return nil, nil
	}
	switch p.Op {
	case opDispatch:
		return r.dispatched(p)
	case opHello:
		return r.hello(p, data)
	case opHeartbeatAck:
		if r.begun.Load() {
			r.quiet.Reset(2 * r.interval)
			r.client.heard()
		}
		return data, nil
	case opHeartbeat:
		return data, nil
	case opReconnect:
		return nil, errReconnect
	case opInvalidSession:
		return nil, &invalidError{string(p.Data) == "true"}
	}
	r.client.Log.Warn("Discord sent an operation that is not known and was skipped", "op", p.Op)
	return nil, nil
}

func (r *relay) hello(p packet, data []byte) ([]byte, error) {
	var hello struct {
		Interval int64 `json:"heartbeat_interval"` // ms
	}
	if err := json.Unmarshal(p.Data, &hello); err != nil || hello.Interval <= 0 || hello.Interval > time.Hour.Milliseconds() {
		return nil, fmt.Errorf("no heartbeat interval in HELLO: %s", p.Data)
	}
	r.interval = time.Duration(hello.Interval) * time.Millisecond
	return data, nil
}

// dispatched hands an event on, and gives its number for discordgo, which is to
// resume after it and would decode the rest into its own structures.
func (r *relay) dispatched(p packet) ([]byte, error) {
	if p.Type == "" || p.Seq <= 0 {
		r.client.Log.Error("an event of Discord without type or number was skipped", "type", p.Type)
		return nil, nil
	}
	e := Event{p.Type, p.Data}
	numbered := map[string]any{"op": opDispatch, "s": p.Seq, "t": "EVENT", "d": nil}
	switch p.Type {
	case "READY":
		numbered["t"], numbered["d"] = p.Type, map[string]string{"session_id": r.client.began(e)}
		r.begin()
	case "RESUMED":
		numbered["t"] = p.Type
		r.client.resumed()
		r.begin()
	}
	if r.begun.Load() {
		r.client.heard()
	} else {
		r.quiet.Reset(r.client.open) // it was missed, and RESUMED comes after it
	}
	r.client.handle(e)
	return json.Marshal(numbered)
}

// begin takes note that the session has begun, or goes on: from here on
// heartbeats tell whether Discord is there.
func (r *relay) begin() {
	r.begun.Store(true)
	r.quiet.Reset(2 * r.interval)
}
