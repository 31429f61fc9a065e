package emulator

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/gorilla/websocket"
)

// Intent is a set of the gateway's intents: which events a session gets.
type Intent int

// Intents that matter to the emulator's events.
const (
	IntentGuilds         Intent = 1 << 0
	IntentGuildMessages  Intent = 1 << 9
	IntentDirectMessages Intent = 1 << 12
	IntentMessageContent Intent = 1 << 15

	intentMembers   Intent = 1 << 1
	intentPresences Intent = 1 << 8
	knownIntents    Intent = 1<<22 - 1 + 1<<24 + 1<<25
)

// Operations of the gateway.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opPresence       = 3
	opVoiceState     = 4
	opResume         = 6
	opReconnect      = 7
	opRequestMembers = 8
	opInvalidSession = 9
	opHello          = 10
	opHeartbeatAck   = 11
)

// Close codes of the gateway.
const (
	closeUnknownOp      = 4001
	closeDecode         = 4002
	closeNotIdentified  = 4003
	closeAuthentication = 4004
	closeIdentified     = 4005
	closeRateLimited    = 4008
	closeTimedOut       = 4009
	closeInvalidShard   = 4010
	closeVersion        = 4012
	closeInvalidIntents = 4013
	closeRefusedIntents = 4014
)

// Limits of what a client may send.
const (
	largestFrame = 4096
	sendsAllowed = 120
	sendsWindow  = time.Minute
)

// gateway holds the sessions. It is guarded by Server.mu.
type gateway struct {
	sessions   []*session
	conns      map[*conn]bool
	identifies int
	resumes    int
	refusal    int // close code for whoever identifies; 0: none
	mute       bool
	onResume   ResumeFault
	onOpen     OpenFault
	attempts   []string // paths of the connections
}

// conn is one WebSocket.
type conn struct {
	server  *Server
	ws      *websocket.Conn
	session *session      // nil until it identified or resumed
	queue   []frame       // to be written
	wake    chan struct{} // holds one token when the queue has something, or the connection ends
	ended   bool
	closing bool // by the server: what the client says of it does not end the session
	beaten  bool // a heartbeat came
	sends   []time.Time
}

// frame is one thing to write: a payload, or the end.
type frame struct {
	payload []byte
	code    int  // close with it
	cut     bool // without a word
}

// packet is what the gateway and its clients send one another.
type packet struct {
	Op int             `json:"op"`
	D  json.RawMessage `json:"d"`
}

var upgrader = websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}

// serveGateway speaks with one client until the connection ends.
func (s *Server) serveGateway(w http.ResponseWriter, r *http.Request) {
	ws, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return // answered by the upgrader
	}
	defer ws.Close()
	c := &conn{server: s, ws: ws, wake: make(chan struct{}, 1)}
	ws.SetCloseHandler(c.closed)
	s.mu.Lock()
	if s.gateway.conns == nil {
		s.gateway.conns = map[*conn]bool{}
	}
	s.gateway.conns[c] = true
	s.gateway.attempts = append(s.gateway.attempts, r.URL.Path)
	s.notify()
	switch v := r.URL.Query(); {
	case v.Get("v") != "9" && v.Get("v") != "10":
		c.close(closeVersion)
	case v.Get("encoding") != "json":
		c.close(closeDecode)
	case s.gateway.onOpen == OpenSilence:
	default:
		c.send(opHello, object{"heartbeat_interval": s.config.HeartbeatInterval.Milliseconds()})
	}
	s.mu.Unlock()

	written := make(chan struct{})
	go func() {
		defer close(written)
		c.write()
	}()
	c.read()
	s.mu.Lock()
	c.ended = true
	delete(s.gateway.conns, c)
	c.signal()
	s.notify()
	s.mu.Unlock()
	<-written
}

// read takes what the client sends.
func (c *conn) read() {
	for {
		// A client is late after one interval; two are the patience of the gateway.
		c.ws.SetReadDeadline(time.Now().Add(2 * c.server.config.HeartbeatInterval))
		_, data, err := c.ws.ReadMessage()
		c.server.mu.Lock()
		if err != nil {
			c.lost(err)
			c.server.mu.Unlock()
			return
		}
		c.receive(data)
		c.server.mu.Unlock()
	}
}

// lost ends a connection that broke off or fell silent. Its session stays resumable.
func (c *conn) lost(err error) {
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		c.close(closeTimedOut)
	}
	c.detach()
}

// closed answers the close frame of a client. The codes that mean "I am done"
// end the session, unless the server closed first.
func (c *conn) closed(code int, _ string) error {
	c.server.mu.Lock()
	if c.session != nil && !c.closing && (code == websocket.CloseNormalClosure || code == websocket.CloseGoingAway) {
		c.session.dead = true
	}
	c.detach()
	c.server.mu.Unlock()
	return c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Now().Add(time.Second))
}

// receive acts on one frame of the client. The caller holds Server.mu.
func (c *conn) receive(data []byte) {
	if c.closing {
		return
	}
	var p packet
	switch {
	case len(data) > largestFrame:
		c.violates("a frame of %d bytes, at most %d", len(data), largestFrame)
		c.close(closeDecode)
		return
	case !c.withinRate():
		c.violates("more than %d sends in %v", sendsAllowed, sendsWindow)
		c.close(closeRateLimited)
		return
	case json.Unmarshal(data, &p) != nil:
		c.violates("a frame that is no JSON object")
		c.close(closeDecode)
		return
	}
	switch p.Op {
	case opHeartbeat:
		c.beaten = true
		c.server.notify()
		if !c.server.gateway.mute {
			c.send(opHeartbeatAck, nil)
		}
	case opIdentify:
		c.identify(p.D)
	case opResume:
		c.resume(p.D)
	case opPresence, opVoiceState, opRequestMembers:
		if c.session == nil {
			c.close(closeNotIdentified)
		}
	default:
		c.violates("unknown operation %d", p.Op)
		c.close(closeUnknownOp)
	}
}

func (c *conn) withinRate() bool {
	now := time.Now()
	for len(c.sends) > 0 && now.Sub(c.sends[0]) > sendsWindow {
		c.sends = c.sends[1:]
	}
	c.sends = append(c.sends, now)
	return len(c.sends) <= sendsAllowed
}

func (c *conn) violates(format string, args ...any) {
	c.server.record.violations = append(c.server.record.violations,
		Violation{Method: "GATEWAY", Path: "/", Rule: fmt.Sprintf(format, args...)})
}

// send queues an operation without a sequence number. The caller holds Server.mu.
func (c *conn) send(op int, d any) {
	data, err := json.Marshal(object{"op": op, "d": d, "s": nil, "t": nil})
	if err != nil {
		panic(fmt.Sprintf("emulator: writing operation %d: %v", op, err)) // made by this package
	}
	c.push(frame{payload: data})
}

// close queues the end of the connection with a code. The caller holds Server.mu.
func (c *conn) close(code int) {
	c.detach()
	c.push(frame{code: code})
}

// cut queues its end without a word, as a broken line is.
func (c *conn) cut() {
	c.detach()
	c.queue = nil
	c.push(frame{cut: true})
}

// detach keeps the session for a later resume.
func (c *conn) detach() {
	c.closing = true
	if c.session != nil && c.session.conn == c {
		c.session.conn = nil
	}
}

func (c *conn) push(f frame) {
	c.queue = append(c.queue, f)
	c.signal()
}

func (c *conn) signal() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// write sends what is queued, in order, until the connection ends.
func (c *conn) write() {
	for range c.wake {
		c.server.mu.Lock()
		queue, ended := c.queue, c.ended
		c.queue = nil
		c.server.mu.Unlock()
		for _, f := range queue {
			if !c.writeFrame(f) {
				return
			}
		}
		if ended {
			return
		}
	}
}

// writeFrame tells whether the connection goes on.
func (c *conn) writeFrame(f frame) bool {
	c.ws.SetWriteDeadline(time.Now().Add(10 * time.Second))
	switch {
	case f.cut:
		c.ws.NetConn().Close()
		return false
	case f.code != 0:
		c.ws.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(f.code, ""))
		// The client closes in its turn; whoever does not is cut off.
		time.AfterFunc(5*time.Second, func() { c.ws.NetConn().Close() })
		return false
	}
	return c.ws.WriteMessage(websocket.TextMessage, f.payload) == nil
}
