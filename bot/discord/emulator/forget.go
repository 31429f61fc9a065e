package emulator

import "time"

// replayable is how many events of a session Forget leaves for a resume.
const replayable = 1000

// Forget drops the messages, interactions and requests of the past, sessions
// that are not connected, and all but the last events of those that are, so that
// a run of hours has the memory of one of minutes. Nobody may ask for them any
// more. Violations are kept.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.world.messages)
	clear(s.world.interactions)
	for _, c := range s.world.channels {
		c.messages = nil
	}
	s.record.forgotten += len(s.record.requests)
	s.record.requests = nil
	for path, until := range s.faults.limited {
		if time.Now().After(until) {
			delete(s.faults.limited, path)
		}
	}
	var live []*session
	for _, session := range s.gateway.sessions {
		if session.dead || session.conn == nil {
			continue
		}
		session.log = append([]event(nil), session.log[max(0, len(session.log)-replayable):]...)
		live = append(live, session)
	}
	s.gateway.sessions = live
}
