// Package emulator is a local Discord: its REST API and its gateway on
// loopback, for tests and for a preview page. A real client library talks to
// it, needs no account, and is refused whatever Discord would refuse.
//
// # How to use
//
//	srv := emulator.New(t, emulator.Config{})       // closed at the end of the test, which fails if a request broke a rule
//	guild := srv.AddGuild("Newsroom", "fr")         // the bot is a member of it
//	channel := guild.AddChannel("general")
//	ann := srv.AddUser("ann", "fr")                 // her client's language
//	guild.Join(ann, 0)                              // or emulator.ManageMessages
//
//	session, _ := discordgo.New("Bot " + srv.Token())
//	session.Client = srv.Client()                   // or rewrite scheme and host to srv.URL yourself (DISCORD_API_URL)
//	session.Open()
//	srv.WaitReady(ctx)                              // the bot has identified and sent a heartbeat
//
//	question := ann.Say(channel, srv.Mention()+" why?")
//	answer, err := srv.WaitReply(ctx, question)     // the bot's message that refers to the question
//
//	srv.WaitCommand(ctx, "ask")                     // the bot has registered /ask
//	i := ann.Slash(channel, "ask", emulator.Options{"question": "why?", "private": true})
//	answer, err = i.Response(ctx)                   // as Ann sees it, once it no longer "thinks"
//	i.Acknowledged(ctx)                             // how the first response came: Deferred, Private, after how long
//	next := ann.Click(answer, answer.CustomID("Next page"))
//
// A direct message is ann.DM("why?"), and ann.DMChannel() is where a slash
// command in private goes. What a person can do is a method of User; what
// goes wrong on the wire is a method of Server: Fail, DropGateway,
// RequestReconnect, InvalidateSession, CloseGateway, RefuseIdentify, OnOpen, OnResume,
// DoubleNext, DelayNext, SilenceHeartbeats, SendEvent, SendRaw. Requests, Violations, Pings,
// Identifies, Resumes and Typed tell afterwards what happened. Every wait ends with its context; its error says
// what had arrived until then.
//
// What the API's description and the documentation forbid is answered as
// Discord answers it (mostly 400 with code 50035) and recorded. Two mistakes that
// Discord overlooks are recorded alone: a key that it does not know, and
// allowed_mentions or its list "parse" missing or null. Lengths are counted in
// UTF-16 units, since nobody says what Discord counts and no unit gives more.
//
// discordgo's Session.Close sleeps for a second: a test may call it in a
// goroutine and wait only until Connections is 0.
//
// An act that no client offers, such as a click on a button that the message
// does not hold, or a slash command that is not registered, comes back as the
// error of the Interaction's waits.
package emulator

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// TB is the part of testing.TB that New needs.
type TB interface {
	Helper()
	Cleanup(func())
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// Config sets a Server up. The zero value has Discord's own time limits.
type Config struct {
	Token             string        // the bot's, without "Bot "; empty: one that the server makes up
	FirstResponse     time.Duration // an interaction is acknowledged within it; 0: 3 s
	InteractionLife   time.Duration // an interaction's token lives so long; 0: 15 min
	HeartbeatInterval time.Duration // that the gateway asks for; 0: 41.25 s
	MessageContent    bool          // the application may read what is said to others (a privileged intent)
}

func (c Config) withDefaults() Config {
	if c.Token == "" {
		c.Token = "emulated.bot.token"
	}
	c.FirstResponse = orElse(c.FirstResponse, 3*time.Second)
	c.InteractionLife = orElse(c.InteractionLife, 15*time.Minute)
	c.HeartbeatInterval = orElse(c.HeartbeatInterval, 41250*time.Millisecond)
	return c
}

func orElse(d, otherwise time.Duration) time.Duration {
	if d == 0 {
		return otherwise
	}
	return d
}

// Server is one Discord with one application, whose bot it serves. Its methods
// may be called from any goroutine.
type Server struct {
	URL string // "http://127.0.0.1:port", fit for DISCORD_API_URL

	config Config
	fail   func(format string, args ...any) // what to do about a script that makes no sense
	http   *http.Server
	stop   context.CancelFunc
	// inspect, where it is set, sees every answer: the tests of this package hold
	// them against Discord's description.
	inspect func(operation string, a answer)
	done    sync.WaitGroup

	mu      sync.Mutex
	changed chan struct{} // closed, and replaced, at every change: waits look again
	world   world
	gateway gateway
	faults  faults
	record  record
}

// record is what a test asks for afterwards.
type record struct {
	requests   []Request
	forgotten  int // how many requests before them
	violations []Violation
	pings      []Ping
}

// New starts a Server for a test. It is closed at the test's end, and the test
// fails if the bot broke a rule that TakeViolations was not asked about.
func New(t TB, c Config) *Server {
	t.Helper()
	s, err := Start(c)
	if err != nil {
		t.Fatalf("starting the emulator: %v", err)
	}
	s.fail = func(format string, args ...any) { t.Helper(); t.Fatalf(format, args...) }
	t.Cleanup(func() {
		s.Close()
		for _, v := range s.Violations() {
			t.Errorf("Discord would refuse: %v", v)
		}
	})
	return s
}

// Start starts a Server on a free port of loopback, for use outside tests. A
// script that makes no sense, such as a message in a channel that its author is
// not in, panics there.
func Start(c Config) (*Server, error) {
	prepare()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listening on loopback: %w", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	s := &Server{
		URL:     "http://" + listener.Addr().String(),
		config:  c.withDefaults(),
		stop:    stop,
		changed: make(chan struct{}),
	}
	s.fail = func(format string, args ...any) { panic(fmt.Sprintf("emulator: "+format, args...)) }
	s.world = newWorld(s)
	s.http = &http.Server{Handler: s.routes(), BaseContext: func(net.Listener) context.Context { return ctx }}
	s.done.Go(func() {
		if err := s.http.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			panic(fmt.Sprintf("emulator: serving: %v", err))
		}
	})
	return s, nil
}

// Close cuts every connection and frees the port. What was recorded stays readable.
func (s *Server) Close() error {
	s.stop()
	err := s.http.Close()
	s.done.Wait()
	s.DropGateway() // which the HTTP server no longer knows of
	return err
}

// Token is the bot's, without "Bot ".
func (s *Server) Token() string { return s.config.Token }

// ApplicationID is also the id of the bot's user, as it is for every application made since 2016.
func (s *Server) ApplicationID() string { return s.world.bot.ID }

// Mention is the text that mentions the bot.
func (s *Server) Mention() string { return "<@" + s.world.bot.ID + ">" }

// Client is an HTTP client for which discord.com and its CDN are this server.
// It reaches nothing else.
func (s *Server) Client() *http.Client {
	return &http.Client{Transport: redirect{s.URL[len("http://"):]}}
}

type redirect struct{ host string }

// RoundTrip sends a request for Discord to the server.
func (r redirect) RoundTrip(req *http.Request) (*http.Response, error) {
	switch req.URL.Host {
	case "discord.com", "cdn.discordapp.com", r.host:
	default:
		return nil, fmt.Errorf("the emulator is not %s, and reaches nothing else", req.URL.Host)
	}
	req = req.Clone(req.Context())
	req.URL.Scheme, req.URL.Host, req.Host = "http", r.host, r.host
	return http.DefaultTransport.RoundTrip(req)
}

// notify wakes whoever waits for a change. The caller holds s.mu.
func (s *Server) notify() {
	close(s.changed)
	s.changed = make(chan struct{})
}
