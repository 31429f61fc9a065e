package emulator

import "time"

// ResumeFault is what happens to a client that tries to resume.
type ResumeFault int

// What can happen to it.
const (
	ResumeWorks     ResumeFault = iota
	ResumeSilence               // nothing comes back
	ResumeReconnect             // it is told to reconnect, each time
)

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
