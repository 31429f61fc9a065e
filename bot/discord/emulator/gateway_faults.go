package emulator

import (
	"slices"
	"time"
)

// ResumeFault is what happens to a client that tries to resume.
type ResumeFault int

// What can happen to it.
const (
	ResumeWorks     ResumeFault = iota
	ResumeSilence               // nothing comes back
	ResumeReconnect             // it is told to reconnect, each time
	ResumeRepeats               // it works, and sends every event of the session again
)

// OpenFault is what happens to a client that connects.
type OpenFault int

// What can happen to it.
const (
	OpenWorks   OpenFault = iota
	OpenSilence           // no HELLO comes
	OpenUnready           // HELLO comes, and IDENTIFY or RESUME is not answered
	OpenInvalid           // IDENTIFY or RESUME is answered by an invalid session (operation 9)
)

// OnOpen sets what happens to clients that connect from now on.
func (s *Server) OnOpen(f OpenFault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.onOpen = f
}

// SendEvent sends every session an event that the server would not send by
// itself, with d as its data.
func (s *Server) SendEvent(name string, d any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, session := range s.gateway.sessions {
		if !session.dead {
			session.dispatch(name, d)
		}
	}
}

// SendRaw sends every client a frame as it is, such as one that is no JSON.
func (s *Server) SendRaw(payload string) {
	s.eachConn(func(c *conn) { c.push(frame{payload: []byte(payload)}) })
}

// Attempts are the connections that were made to the gateway, by their paths.
// The address for resumes has a path of its own.
func (s *Server) Attempts() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.gateway.attempts)
}

// OnResume sets what happens to clients that resume from now on.
func (s *Server) OnResume(f ResumeFault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.onResume = f
}

// DropGateway cuts every connection to the gateway without a word. Sessions can be resumed.
func (s *Server) DropGateway() { s.eachConn(func(c *conn) { c.cut() }) }

// RequestReconnect asks the clients to reconnect (operation 7).
func (s *Server) RequestReconnect() { s.eachConn(func(c *conn) { c.send(opReconnect, nil) }) }

// InvalidateSession tells the clients that their session is invalid (operation 9).
func (s *Server) InvalidateSession(resumable bool) {
	s.eachConn(func(c *conn) {
		if c.session != nil {
			c.session.dead, c.session.conn = !resumable, nil
			c.session = nil // it may identify again here
		}
		c.send(opInvalidSession, resumable)
	})
}

// CloseGateway closes every connection with a code, such as 4000 or 4004. The
// final ones end the session.
func (s *Server) CloseGateway(code int) {
	s.eachConn(func(c *conn) {
		if c.session != nil && (code == closeAuthentication || code >= closeInvalidShard || code == closeTimedOut) {
			c.session.dead = true
		}
		c.close(code)
	})
}

// RefuseIdentify closes whoever identifies from now on with a code, such as
// 4004 or 4014; 0 takes it back.
func (s *Server) RefuseIdentify(code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.refusal = code
}

// SilenceHeartbeats stops or resumes answering heartbeats, as a dead connection does.
func (s *Server) SilenceHeartbeats(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.mute = on
}

// DoubleNext sends the next event of that name, such as "MESSAGE_CREATE", twice.
func (s *Server) DoubleNext(event string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.faults.double == nil {
		s.faults.double = map[string]int{}
	}
	s.faults.double[event]++
}

// DelayNext sends the next event of that name late.
func (s *Server) DelayNext(event string, d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.faults.late == nil {
		s.faults.late = map[string][]time.Duration{}
	}
	s.faults.late[event] = append(s.faults.late[event], d)
}

// Identifies counts how often a client identified, in vain or not.
func (s *Server) Identifies() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.gateway.identifies
}

// Resumes counts the sessions that were resumed.
func (s *Server) Resumes() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.gateway.resumes
}

// Resumable counts the sessions that could be resumed, or are connected.
func (s *Server) Resumable() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, session := range s.gateway.sessions {
		if !session.dead {
			n++
		}
	}
	return n
}

// Connections counts the open connections to the gateway.
func (s *Server) Connections() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.gateway.conns)
}

func (s *Server) eachConn(f func(*conn)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.gateway.conns {
		f(c)
	}
	s.notify()
}
