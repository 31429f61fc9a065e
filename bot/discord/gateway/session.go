package gateway

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// session is a session of discordgo that reaches nothing but a relay. It is used
// by one goroutine.
type session struct {
	discordgo *discordgo.Session
	relay     *relay        // that the next connection is
	opened    chan struct{} // closed when the last Open has returned
}

func newSession(c Config) (*session, error) {
	d, err := discordgo.New("Bot " + c.Token)
	if err != nil {
		return nil, err
	}
	s := &session{discordgo: d}
	d.Client = &http.Client{Transport: nowhere{}}
	d.Dialer = &websocket.Dialer{NetDialContext: func(context.Context, string, string) (net.Conn, error) { return s.relay.attach(), nil }}
	d.Identify.Intents = discordgo.Intent(c.Intents)
	d.Identify.Properties.Browser = "verbatim"
	d.Compress = false // for the relay to read
	d.StateEnabled = false
	d.ShouldReconnectOnError = false // its own way never gives up, whatever the reason
	d.LogLevel = -1                  // it would print to standard error, and the token with it
	return s, nil
}

// open lets discordgo identify or resume on a relay. It does not wait: what goes
// wrong ends the relay.
func (s *session) open(r *relay) {
	opened := make(chan struct{})
	s.relay, s.opened = r, opened
	go func() {
		defer close(opened)
		if err := s.discordgo.Open(); err != nil {
			r.end(fmt.Errorf("discordgo: %v", err)) // not wrapped: what closed there is the relay
		}
	}()
}

// close takes the connection from discordgo, once its relay has ended, and
// reports whether it let go of it within a time. It may hold its lock for ever.
func (s *session) close(limit time.Duration) bool {
	closed, opened := make(chan struct{}), s.opened
	go func() {
		defer close(closed)
		<-opened
		s.discordgo.Close()
	}()
	t := time.NewTimer(limit)
	defer t.Stop()
	select {
	case <-closed:
		return true
	case <-t.C:
		return false
	}
}

// nowhere answers what discordgo asks before it connects: where the gateway is.
type nowhere struct{}

// RoundTrip implements http.RoundTripper.
func (nowhere) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: http.StatusOK, Status: "200 OK", Header: http.Header{}, Request: r,
		Body: io.NopCloser(strings.NewReader(`{"url":"ws://relay.invalid"}`)),
	}, nil
}
