//go:build slow && linux

package discord

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"verbatim/bot/discord/emulator"
)

// The soak: so many askers ask one after the other, in rounds.
const (
	askers    = 20
	perAsker  = 250 // questions a round
	soakTimes = 20  // rounds, unless SOAK_ROUNDS says so: 100,000 questions
	warm      = 6   // rounds until all that the bot remembers (10,000 of each) is full
)

// soak is what a soak counts.
type soak struct {
	*world
	channels []*emulator.Channel
	users    []*emulator.User
	asked    atomic.Int64
	faults   int
}

// TestSoak asks 100,000 times, by mention, direct message and command, while
// the connection and the API go wrong in every way that loses nothing, and now
// and then, between the questions, in the ways that end a session. Every
// question has one answer, and nothing grows.
func TestSoak(t *testing.T) {
	w := found(t, emulator.Config{FirstResponse: time.Minute, HeartbeatInterval: 3 * time.Second})
	w.level = slog.LevelError
	for i := range 200 {
		w.AddGuild(fmt.Sprint("Server ", i), "en-US")
	}
	w.start(t, real(t), Config{Dir: t.TempDir(), patience: time.Minute, longest: 100 * time.Millisecond})
	s := &soak{world: w}
	for i := range askers {
		u := w.AddUser(fmt.Sprint("asker", i), "fr")
		w.guild.Join(u, 0)
		s.users = append(s.users, u)
		s.channels = append(s.channels, w.guild.AddChannel(fmt.Sprint("channel", i)))
	}
	rounds := soakTimes
	if n, err := strconv.Atoi(os.Getenv("SOAK_ROUNDS")); err == nil {
		rounds = n
	}
	var settled measure
	began := time.Now()
	for n := range rounds {
		s.round(t)
		if t.Failed() {
			t.Fatalf("round %d; log: %s", n, w.log)
		}
		s.end(t, n)
		m := s.measure()
		t.Logf("round %2d: %6d questions, %d faults, %v; %v; %+v", n, s.asked.Load(), s.faults, time.Since(began).Round(time.Second), m, w.bot.State())
		if n == min(warm, rounds-1) {
			settled = m
		}
		if n == rounds-1 && m.grew(settled) {
			t.Errorf("grown from %v to %v", settled, m)
		}
	}
	if log := w.log.String(); log != "" {
		t.Errorf("log: %s", log)
	}
}

// measure is what must not grow.
type measure struct {
	heap              uint64 // bytes
	goroutines, files int
}

func (m measure) String() string {
	return fmt.Sprintf("%.1f MB of heap, %d goroutines, %d files", float64(m.heap)/1e6, m.goroutines, m.files)
}

// grew leaves room for what comes and goes: idle connections of HTTP.
func (m measure) grew(from measure) bool {
	return m.heap > from.heap+from.heap/10+2e6 || m.goroutines > from.goroutines+20 || m.files > from.files+10
}

// measure waits until what is on its way has ended: two of discordgo's seconds.
func (s *soak) measure() measure {
	s.bot.rest.client.CloseIdleConnections()
	time.Sleep(3 * time.Second)
	var m runtime.MemStats
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	files, _ := os.ReadDir("/proc/self/fd")
	return measure{m.HeapAlloc, runtime.NumGoroutine(), len(files)}
}

// round lets everybody ask, and things go wrong every 250 questions.
func (s *soak) round(t *testing.T) {
	stop := make(chan struct{})
	var failing, asking sync.WaitGroup
	failing.Go(func() {
		next := s.asked.Load() + 100
		for {
			select {
			case <-stop:
				return
			case <-time.After(5 * time.Millisecond):
			}
			if s.asked.Load() >= next {
				s.goWrong()
				next = s.asked.Load() + 250
			}
		}
	})
	for i := range askers {
		asking.Go(func() { s.ask(t, s.users[i], s.channels[i]) })
	}
	asking.Wait()
	close(stop)
	failing.Wait()
	s.OnResume(emulator.ResumeWorks)
	s.SilenceHeartbeats(false)
}

// goWrong is the next fault in turn.
func (s *soak) goWrong() {
	all := []func(){
		s.DropGateway,
		func() { s.DoubleNext("MESSAGE_CREATE"); s.DoubleNext("INTERACTION_CREATE") },
		s.RequestReconnect,
		func() { s.Fail("POST", "/channels/*/messages", emulator.Fault{Status: 502, Times: 5}) },
		func() { s.OnResume(emulator.ResumeRepeats); s.DropGateway() },
		func() { s.OnResume(emulator.ResumeWorks); s.DelayNext("MESSAGE_CREATE", 300*time.Millisecond) },
		func() { s.InvalidateSession(true) },
		func() {
			s.Fail("POST", "/interactions/*/*/callback", emulator.Fault{Cut: true, Served: true, Times: 3})
		},
		func() { s.CloseGateway(4000) },
		func() { s.Fail("POST", "/channels/*/messages", emulator.Fault{Cut: true, Served: true, Times: 3}) },
		func() { s.SilenceHeartbeats(true) },
		func() {
			s.Fail("POST", "/channels/*/messages", emulator.Fault{Status: 429, RetryAfter: 200 * time.Millisecond, Times: 5})
		},
		func() { s.SilenceHeartbeats(false); s.DelayNext("INTERACTION_CREATE", 300*time.Millisecond) },
		func() { s.Fail("", "/channels/*/messages", emulator.Fault{Delay: time.Second, Times: 10}) },
	}
	all[s.faults%len(all)]()
	s.faults++
}

// ask asks in every way, one question after the other, and sees that each one
// has its answer and nobody has more.
func (s *soak) ask(t *testing.T, u *emulator.User, c *emulator.Channel) {
	const question = "Combien de tonnes de pommes dans les vergers de la vallée ?"
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Minute)
	defer cancel()
	public := 0
	for n := range perAsker {
		var err error
		switch n % 5 {
		case 0, 1:
			public += 2
			_, err = s.WaitReply(ctx, u.Say(c, s.Mention()+" "+question))
		case 2:
			_, err = s.WaitReply(ctx, u.DM(question))
		case 3, 4:
			private := n%10 == 9
			if !private {
				public++
			}
			_, err = u.Slash(c, "ask", emulator.Options{"question": question, "private": private}).Response(ctx)
		}
		if err != nil {
			t.Errorf("%s, question %d: %v; %+v", u.Name, n, err, s.bot.State())
			return
		}
		s.asked.Add(1)
	}
	if n := len(s.Messages(c)); n != public {
		t.Errorf("%d messages in the channel of %s, want %d", n, u.Name, public)
	}
	if n := len(s.Messages(u.DMChannel())); n != 2*perAsker/5 {
		t.Errorf("%d direct messages with %s, want %d", n, u.Name, 2*perAsker/5)
	}
}

// end forgets a round. Nobody asks, so that a session may end: in one of two
// ways, every fourth round.
func (s *soak) end(t *testing.T, round int) {
	if !s.until(t, func() bool { return s.bot.State().Connected }) {
		return
	}
	s.Forget()
	before := s.Identifies()
	switch round % 8 {
	case 3:
		s.InvalidateSession(false)
	case 7:
		s.OnResume(emulator.ResumeReconnect)
		s.DropGateway()
	default:
		return
	}
	s.until(t, func() bool { return s.Identifies() > before && s.bot.State().Connected })
	s.OnResume(emulator.ResumeWorks)
}

func (s *soak) until(t *testing.T, done func() bool) bool {
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	err := s.WaitUntil(ctx, "a connection", done)
	if err != nil {
		t.Errorf("%v: %+v", err, s.bot.State())
	}
	return err == nil
}
