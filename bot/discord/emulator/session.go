package emulator

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// session is one identified client, which outlives its connections.
type session struct {
	id      string
	intents Intent
	seq     int
	log     []event // all of them, until Forget
	conn    *conn   // nil: away
	dead    bool    // cannot be resumed
}

type event struct {
	seq     int
	payload []byte
}

type identifyData struct {
	Token      string         `json:"token"`
	Intents    *Intent        `json:"intents"`
	Properties map[string]any `json:"properties"`
	Shard      []int          `json:"shard"`
}

// identify begins a session.
func (c *conn) identify(data json.RawMessage) {
	s := c.server
	var d identifyData
	switch err := json.Unmarshal(data, &d); {
	case c.session != nil:
		c.close(closeIdentified)
	case err != nil || d.Intents == nil || d.Properties == nil:
		c.violates("IDENTIFY needs token, intents and properties")
		c.close(closeDecode)
	case s.gateway.refusal != 0:
		c.close(s.gateway.refusal)
	case s.gateway.onOpen == OpenUnready:
	case s.gateway.onOpen == OpenInvalid:
		c.send(opInvalidSession, false)
	case !s.isToken(d.Token):
		c.close(closeAuthentication)
	case *d.Intents&^knownIntents != 0:
		c.violates("unknown intents %b", *d.Intents&^knownIntents)
		c.close(closeInvalidIntents)
	case *d.Intents&s.refusedIntents() != 0:
		c.close(closeRefusedIntents)
	case d.Shard != nil && (len(d.Shard) != 2 || d.Shard[0] < 0 || d.Shard[0] >= d.Shard[1]):
		c.close(closeInvalidShard)
	default:
		c.begin(*d.Intents)
	}
	s.gateway.identifies++
	s.notify()
}

// isToken takes the token with and without "Bot ", as the gateway does.
func (s *Server) isToken(token string) bool {
	return token == s.config.Token || token == "Bot "+s.config.Token
}

// refusedIntents are the privileged ones that are not switched on for the application.
func (s *Server) refusedIntents() Intent {
	refused := intentMembers | intentPresences
	if !s.config.MessageContent {
		refused |= IntentMessageContent
	}
	return refused
}

func (c *conn) begin(intents Intent) {
	s := c.server
	c.session = &session{id: rand.Text(), intents: intents, conn: c}
	s.gateway.sessions = append(s.gateway.sessions, c.session)
	c.session.dispatch("READY", s.ready(c.session))
	if intents&IntentGuilds == 0 {
		return
	}
	for _, g := range s.world.guilds {
		c.session.dispatch("GUILD_CREATE", g.createEvent())
	}
}

func (s *Server) ready(session *session) object {
	guilds := []any{}
	for _, g := range s.world.guilds {
		guilds = append(guilds, object{"id": g.ID, "unavailable": true})
	}
	me := s.world.bot.json()
	me["verified"], me["mfa_enabled"], me["email"] = true, true, nil
	return object{
		"v": 10, "user": me, "guilds": guilds, "session_id": session.id, "session_type": "normal",
		"resume_gateway_url": s.gatewayURL() + "/resume", "shard": []int{0, 1}, "private_channels": []any{},
		"relationships": []any{}, "user_settings": object{}, "presences": []any{}, "guild_join_requests": []any{},
		"application": object{"id": s.world.bot.ID, "flags": s.applicationFlags()},
	}
}

// dispatch numbers an event, keeps it for a resume and sends it if the client is there.
func (s *session) dispatch(name string, d any) {
	s.seq++
	data, err := json.Marshal(object{"op": opDispatch, "t": name, "s": s.seq, "d": d})
	if err != nil {
		panic(fmt.Sprintf("emulator: writing %s: %v", name, err)) // made of what came as JSON
	}
	s.log = append(s.log, event{s.seq, data})
	if s.conn != nil {
		s.conn.push(frame{payload: data})
	}
}

// forgotten is how many events cannot be sent again.
func (s *session) forgotten() int { return s.seq - len(s.log) }

// resume goes on with a session and sends what was missed.
func (c *conn) resume(data json.RawMessage) {
	s := c.server
	var d struct {
		Token     string `json:"token"`
		SessionID string `json:"session_id"`
		Seq       int    `json:"seq"`
	}
	if err := json.Unmarshal(data, &d); err != nil {
		c.close(closeDecode)
		return
	}
	at := slices.IndexFunc(s.gateway.sessions, func(o *session) bool { return o.id == d.SessionID })
	switch {
	case c.session != nil:
		c.close(closeIdentified)
	case !s.isToken(d.Token):
		c.close(closeAuthentication)
	case s.gateway.onResume == ResumeSilence, s.gateway.onOpen == OpenUnready:
	case s.gateway.onOpen == OpenInvalid:
		c.send(opInvalidSession, false)
	case s.gateway.onResume == ResumeReconnect:
		c.send(opReconnect, nil)
	case at < 0 || s.gateway.sessions[at].dead || d.Seq > s.gateway.sessions[at].seq || d.Seq < s.gateway.sessions[at].forgotten():
		c.send(opInvalidSession, false)
	case s.gateway.onResume == ResumeRepeats:
		c.replay(s.gateway.sessions[at], max(1, s.gateway.sessions[at].forgotten())) // not READY
	default:
		c.replay(s.gateway.sessions[at], d.Seq)
	}
	s.notify()
}

func (c *conn) replay(from *session, seq int) {
	if from.conn != nil {
		from.conn.cut() // one connection a session
	}
	c.session, from.conn = from, c
	for _, e := range from.log[seq-from.forgotten():] {
		c.push(frame{payload: e.payload})
	}
	from.dispatch("RESUMED", object{})
	c.server.gateway.resumes++
}

// dispatch sends an event to every session with the intent; 0 is needed by none. The caller holds s.mu.
func (s *Server) dispatch(name string, intent Intent, d object) {
	s.dispatchEach(name, intent, func(Intent) object { return d })
}

// dispatchEach sends each session what it may see.
func (s *Server) dispatchEach(name string, intent Intent, see func(Intent) object) {
	times := 1
	if s.faults.double[name] > 0 {
		s.faults.double[name]--
		times = 2
	}
	send := func() {
		for _, session := range s.gateway.sessions {
			if session.dead || intent != 0 && session.intents&intent == 0 {
				continue
			}
			for range times {
				session.dispatch(name, see(session.intents))
			}
		}
	}
	late := s.faults.late[name]
	if len(late) == 0 {
		send()
		return
	}
	s.faults.late[name] = late[1:]
	time.AfterFunc(late[0], func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		send()
	})
}
