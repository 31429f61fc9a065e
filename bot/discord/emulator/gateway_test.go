package emulator_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"verbatim/bot/discord/emulator"
)

// heard keeps what a session's handlers were given.
type heard struct {
	mu    sync.Mutex
	texts []string
}

func (h *heard) message(_ *discordgo.Session, m *discordgo.MessageCreate) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.texts = append(h.texts, m.Content)
}

func (h *heard) sorted() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Sorted(slices.Values(h.texts))
}

// eventually waits for what has no signal of its own: handlers run in goroutines.
func eventually(t *testing.T, what string, done func() bool) {
	t.Helper()
	for range 1000 {
		if done() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("in vain: %s", what)
}

func TestDroppedSessionResumesWithoutLossOrDouble(t *testing.T) {
	t.Parallel()
	for name, drop := range map[string]func(*emulator.Server){
		"cut":        (*emulator.Server).DropGateway,
		"reconnect":  (*emulator.Server).RequestReconnect,
		"close 4000": func(s *emulator.Server) { s.CloseGateway(4000) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := &heard{}
			f := connect(t, emulator.Config{}, h.message)
			f.ann.DM("a")
			drop(f.srv)
			for _, text := range []string{"b", "c", "d"} {
				f.ann.DM(text)
			}
			if err := f.srv.WaitUntil(f.ctx, "it resumed", func() bool { return f.srv.Resumes() == 1 }); err != nil {
				t.Fatal(err)
			}
			f.ann.DM("e")
			want := []string{"a", "b", "c", "d", "e"}
			eventually(t, "five messages", func() bool { return len(h.sorted()) >= len(want) })
			if got := h.sorted(); !slices.Equal(got, want) {
				t.Errorf("heard %q, want %q", got, want)
			}
			if n := f.srv.Identifies(); n != 1 {
				t.Errorf("identified %d times, want once", n)
			}
		})
	}
}

func TestInvalidSessionIdentifiesAgain(t *testing.T) {
	t.Parallel()
	h := &heard{}
	f := connect(t, emulator.Config{}, h.message)
	f.srv.InvalidateSession(false)
	if err := f.srv.WaitUntil(f.ctx, "it identified again", func() bool { return f.srv.Identifies() == 2 }); err != nil {
		t.Fatal(err)
	}
	f.ann.DM("after")
	eventually(t, "a message of the new session", func() bool { return slices.Equal(h.sorted(), []string{"after"}) })
}

func TestEventsComeDoubleOrLate(t *testing.T) {
	t.Parallel()
	h := &heard{}
	f := connect(t, emulator.Config{}, h.message)
	f.srv.DoubleNext("MESSAGE_CREATE")
	f.ann.DM("twice")
	eventually(t, "a doubled event", func() bool { return slices.Equal(h.sorted(), []string{"twice", "twice"}) })
	f.srv.DelayNext("MESSAGE_CREATE", 50*time.Millisecond)
	f.ann.DM("u late")
	f.ann.DM("u soon")
	eventually(t, "a delayed event", func() bool { return len(h.sorted()) == 4 })
	h.mu.Lock()
	defer h.mu.Unlock()
	if got := h.texts[2:]; !slices.Equal(got, []string{"u soon", "u late"}) {
		t.Errorf("heard %q, want the delayed one last", got)
	}
}

func TestGatewayHidesContentOfOthers(t *testing.T) {
	t.Parallel()
	h := &heard{}
	f := connect(t, emulator.Config{}, h.message)
	f.ann.Say(f.channel, "between us")
	f.ann.Say(f.channel, f.srv.Mention()+" why?")
	eventually(t, "two messages", func() bool { return len(h.sorted()) == 2 })
	if got, want := h.sorted(), []string{"", f.srv.Mention() + " why?"}; !slices.Equal(got, want) {
		t.Errorf("heard %q, want %q", got, want)
	}
}

func TestSilentHeartbeatsMakeTheClientReconnect(t *testing.T) {
	t.Parallel()
	f := connect(t, emulator.Config{HeartbeatInterval: 50 * time.Millisecond})
	f.srv.SilenceHeartbeats(true)
	// The client closes with 1000, which ends the session, so it cannot resume.
	if err := f.srv.WaitUntil(f.ctx, "it identified again", func() bool { return f.srv.Identifies() == 2 }); err != nil {
		t.Fatal(err)
	}
	f.srv.SilenceHeartbeats(false)
}

// raw is a gateway client that says what it is told to.
type raw struct {
	t  *testing.T
	ws *websocket.Conn
}

func dial(t *testing.T, srv *emulator.Server, query string) *raw {
	t.Helper()
	ws, _, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(srv.URL, "http")+"/gateway/"+query, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ws.Close() })
	ws.SetReadDeadline(time.Now().Add(10 * time.Second))
	return &raw{t, ws}
}

func (r *raw) say(op int, d string) {
	r.ws.WriteMessage(websocket.TextMessage, fmt.Appendf(nil, `{"op":%d,"d":%s}`, op, d))
}

type received struct {
	Op int
	S  int
	T  string
	D  map[string]any
}

func (r *raw) next() (received, error) {
	var p received
	_, data, err := r.ws.ReadMessage()
	if err == nil {
		err = json.Unmarshal(data, &p)
	}
	return p, err
}

// ends reads until the connection ends and returns the close code.
func (r *raw) ends() int {
	for {
		_, _, err := r.ws.ReadMessage()
		if closed, ok := err.(*websocket.CloseError); ok {
			return closed.Code
		}
		if err != nil {
			return 0
		}
	}
}

func identify(token string, intents int) string {
	return fmt.Sprintf(`{"token":%q,"intents":%d,"properties":{"os":"linux"}}`, token, intents)
}

func TestGatewayClosesWithTheRightCode(t *testing.T) {
	t.Parallel()
	const query = "?v=10&encoding=json"
	for name, c := range map[string]struct {
		query string
		act   func(*raw, *emulator.Server)
		want  int
	}{
		"wrong version":  {"?v=6&encoding=json", func(*raw, *emulator.Server) {}, 4012},
		"wrong token":    {query, func(r *raw, _ *emulator.Server) { r.say(2, identify("wrong", 1)) }, 4004},
		"unknown intent": {query, func(r *raw, s *emulator.Server) { r.say(2, identify(s.Token(), 1<<30)) }, 4013},
		"privileged":     {query, func(r *raw, s *emulator.Server) { r.say(2, identify(s.Token(), 1<<15)) }, 4014},
		"twice": {query, func(r *raw, s *emulator.Server) {
			r.say(2, identify(s.Token(), 1))
			r.say(2, identify(s.Token(), 1))
		}, 4005},
		"not identified": {query, func(r *raw, _ *emulator.Server) { r.say(3, "{}") }, 4003},
		"unknown op":     {query, func(r *raw, _ *emulator.Server) { r.say(99, "{}") }, 4001},
		"no JSON":        {query, func(r *raw, _ *emulator.Server) { r.ws.WriteMessage(websocket.TextMessage, []byte("hello")) }, 4002},
		"too large":      {query, func(r *raw, _ *emulator.Server) { r.say(1, `"`+strings.Repeat("a", 4096)+`"`) }, 4002},
		"too often": {query, func(r *raw, _ *emulator.Server) {
			for range 121 {
				r.say(1, "null")
			}
		}, 4008},
		"refused by order": {query, func(r *raw, s *emulator.Server) {
			s.RefuseIdentify(4013)
			r.say(2, identify(s.Token(), 1))
		}, 4013},
		"no heartbeat": {query, func(*raw, *emulator.Server) {}, 4009},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			srv := emulator.New(t, emulator.Config{HeartbeatInterval: 200 * time.Millisecond})
			r := dial(t, srv, c.query)
			c.act(r, srv)
			if got := r.ends(); got != c.want {
				t.Errorf("closed with %d, want %d", got, c.want)
			}
			srv.TakeViolations()
		})
	}
}

func TestSequenceCountsOnAcrossResume(t *testing.T) {
	t.Parallel()
	srv := emulator.New(t, emulator.Config{})
	srv.AddGuild("Newsroom", "fr")
	ann := srv.AddUser("ann", "fr")
	r := dial(t, srv, "?v=10&encoding=json")
	expect := func(op, s int, name string) received {
		t.Helper()
		p, err := r.next()
		if err != nil || p.Op != op || p.S != s || p.T != name {
			t.Fatalf("got %+v, %v, want op %d, s %d, %q", p, err, op, s, name)
		}
		return p
	}
	expect(10, 0, "")
	r.say(2, identify(srv.Token(), 1|1<<12))
	ready := expect(0, 1, "READY")
	expect(0, 2, "GUILD_CREATE")
	r.say(1, "2")
	expect(11, 0, "")
	srv.DropGateway()
	if got := r.ends(); got != websocket.CloseAbnormalClosure {
		t.Errorf("ended with %d, want no close frame", got)
	}
	ann.DM("missed")
	r = dial(t, srv, "?v=10&encoding=json")
	expect(10, 0, "")
	r.say(6, fmt.Sprintf(`{"token":%q,"session_id":%q,"seq":1}`, srv.Token(), ready.D["session_id"]))
	expect(0, 2, "GUILD_CREATE")
	expect(0, 3, "MESSAGE_CREATE")
	expect(0, 4, "RESUMED")
	r.ws.WriteMessage(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseNormalClosure, ""))
	r.ends()
	r = dial(t, srv, "?v=10&encoding=json")
	expect(10, 0, "")
	r.say(6, fmt.Sprintf(`{"token":%q,"session_id":%q,"seq":4}`, srv.Token(), ready.D["session_id"]))
	p, err := r.next()
	if err != nil && !strings.Contains(err.Error(), "bool") || p.Op != 9 {
		t.Errorf("resumed a session that its client had ended: %+v, %v", p, err)
	}
}
