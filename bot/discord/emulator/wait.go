package emulator

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// wait looks at each change whether done, which runs with s.mu held, is content.
func (s *Server) wait(ctx context.Context, what string, done func() (bool, error)) error {
	for {
		s.mu.Lock()
		finished, err := done()
		changed := s.changed
		s.mu.Unlock()
		if err != nil {
			return fmt.Errorf("waiting for %s: %w", what, err)
		}
		if finished {
			return nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return fmt.Errorf("waiting for %s: %w (the bot's last requests: %s)", what, ctx.Err(), s.lastRequests())
		}
	}
}

// lastRequests tells what arrived, for the error of a wait that was in vain.
func (s *Server) lastRequests() string {
	requests := s.Requests()
	list := []string{}
	for _, r := range requests[max(0, len(requests)-5):] {
		list = append(list, fmt.Sprintf("%s %s %d", r.Method, r.Path, r.Status))
	}
	return fmt.Sprintf("%q", list)
}

// WaitUntil waits until done, which is asked again after every change, and now
// and then for what the server does not see, such as a line in a log. It may
// call any method of the server. What names it in the error.
func (s *Server) WaitUntil(ctx context.Context, what string, done func() bool) error {
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for {
		s.mu.Lock()
		changed := s.changed
		s.mu.Unlock()
		if done() {
			return nil
		}
		select {
		case <-changed:
		case <-again.C:
		case <-ctx.Done():
			return fmt.Errorf("waiting until %s: %w (the bot's last requests: %s)", what, ctx.Err(), s.lastRequests())
		}
	}
}

// WaitReady waits until the bot has a session on the gateway whose connection
// has sent a heartbeat. (discordgo sends the first one at once. If the line
// breaks before, it closes twice, the second time its own new connection, and
// loses the session.)
func (s *Server) WaitReady(ctx context.Context) error {
	return s.wait(ctx, "the bot on the gateway", func() (bool, error) {
		for _, session := range s.gateway.sessions {
			if session.conn != nil && session.conn.beaten {
				return true, nil
			}
		}
		return false, nil
	})
}

// WaitCommand waits until the bot has registered a global command of that name.
func (s *Server) WaitCommand(ctx context.Context, name string) error {
	return s.wait(ctx, "the command "+name, func() (bool, error) {
		for _, cmd := range s.world.commands[""] {
			if text(cmd["name"]) == name {
				return true, nil
			}
		}
		return false, nil
	})
}

// Commands are the global commands as the API shows them, a JSON array.
func (s *Server) Commands() json.RawMessage {
	s.mu.Lock()
	defer s.mu.Unlock()
	data, err := json.Marshal(toList(s.world.commands[""]))
	if err != nil {
		panic(fmt.Sprintf("emulator: writing commands: %v", err)) // they came as JSON
	}
	return data
}

// WaitReply waits for the bot's first message that refers to another one.
func (s *Server) WaitReply(ctx context.Context, to Message) (Message, error) {
	var reply Message
	err := s.wait(ctx, "a reply to "+to.ID, func() (bool, error) {
		for _, m := range s.world.channels[to.ChannelID].messages {
			if m.author == s.world.bot && m.reference != nil && m.reference.id == to.ID && m.viewer == nil {
				reply = m.view()
				return true, nil
			}
		}
		return false, nil
	})
	return reply, err
}

// WaitGone waits until a message is deleted.
func (s *Server) WaitGone(ctx context.Context, m Message) error {
	return s.wait(ctx, "the end of "+m.ID, func() (bool, error) {
		return s.world.messages[m.ID].deleted, nil
	})
}

// notifyAfter wakes waits once more when a time limit has passed.
func (s *Server) notifyAfter(d time.Duration) {
	time.AfterFunc(d, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.notify()
	})
}
