package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"verbatim/bot/discord/emulator"
)

// TestMain fails when a goroutine of discordgo is left at the end of all tests,
// whatever went wrong with their connections.
func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", "32"); err != nil { // what they do is wait
		panic(err)
	}
	code := m.Run()
	left := ""
	for range 300 {
		if left = discordgoStacks(); left == "" {
			os.Exit(code)
		}
		time.Sleep(100 * time.Millisecond)
	}
	fmt.Println("goroutines of discordgo are left:\n" + left)
	os.Exit(1)
}

// discordgoStacks are the stacks of the goroutines that discordgo is in.
func discordgoStacks() string {
	all := make([]byte, 4<<20)
	all = all[:runtime.Stack(all, true)]
	var of []string
	for stack := range strings.SplitSeq(string(all), "\n\n") {
		if strings.Contains(stack, "bwmarrin/discordgo") {
			of = append(of, stack)
		}
	}
	return strings.Join(of, "\n\n")
}

// line is a Client that is connected to an emulated Discord.
type line struct {
	*emulator.Server
	channel *emulator.Channel
	ann     *emulator.User
	client  *Client
	log     *buffer
	result  chan error
	stop    context.CancelFunc

	mu       sync.Mutex
	messages map[string]int // by their content, how often they were heard
	order    []string       // likewise, as they came
}

// connect connects a Client whose times are cut short, but for those that a slow
// machine could miss.
func connect(t *testing.T, c emulator.Config, change ...func(*Client)) *line {
	t.Helper()
	t.Parallel()
	l := &line{Server: emulator.New(t, c), log: &buffer{}, result: make(chan error, 1), messages: map[string]int{}}
	guild := l.AddGuild("Newsroom", "fr")
	l.channel, l.ann = guild.AddChannel("general"), l.AddUser("ann", "fr")
	guild.Join(l.ann, 0)
	budget, err := OpenBudget("")
	if err != nil {
		t.Fatal(err)
	}
	budget.apart = 0
	log := slog.New(slog.NewJSONHandler(l.log, &slog.HandlerOptions{Level: slog.LevelDebug - 100}))
	l.client = New(Config{Token: l.Token(), Intents: int(emulator.IntentGuilds | emulator.IntentGuildMessages), Locate: l.locate, Handle: l.heard, Budget: budget, Log: log})
	l.client.Longest, l.client.invalid = 200*time.Millisecond, 50*time.Millisecond
	for _, f := range change {
		f(l.client)
	}
	ctx, stop := context.WithCancel(t.Context())
	l.stop = stop
	go func() { defer close(l.result); l.result <- l.client.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		<-l.result
		if strings.Contains(l.log.String(), l.Token()) {
			t.Errorf("the token is in the log: %s", l.log)
		}
	})
	l.until(t, "a session", func() bool { return l.client.State().Connected })
	return l
}

func (l *line) locate(ctx context.Context) (Address, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, l.URL+"/api/v9/gateway/bot", nil)
	if err != nil {
		return Address{}, err
	}
	req.Header.Set("Authorization", "Bot "+l.Token())
	req.Header.Set("User-Agent", "DiscordBot (test, 1)")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return Address{}, err
	}
	defer resp.Body.Close()
	var told struct{ URL string }
	if err := json.NewDecoder(resp.Body).Decode(&told); err != nil || resp.StatusCode != http.StatusOK {
		return Address{}, fmt.Errorf("%s: %w", resp.Status, err)
	}
	return Address{URL: told.URL, Remaining: -1}, nil
}

func (l *line) heard(e Event) {
	var m struct{ Content string }
	if e.Type != "MESSAGE_CREATE" || json.Unmarshal(e.Data, &m) != nil {
		return
	}
	text := strings.TrimPrefix(m.Content, l.Mention()+" ") // the rest comes without privileged intent
	if text == "panic" {
		panic("by " + e.Type)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.messages[text]++
	l.order = append(l.order, text)
}

// until waits, for as long as a busy machine may take.
func (l *line) until(t *testing.T, what string, done func() bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := l.WaitUntil(ctx, what, done); err != nil {
		t.Fatalf("%v\nconnections %q, log: %s", err, l.Attempts(), l.log)
	}
}

// hears says something, and waits until it is heard, once.
func (l *line) hears(t *testing.T, text string) {
	t.Helper()
	l.ann.Say(l.channel, l.Mention()+" "+text)
	l.until(t, "the event of "+text, func() bool { return l.count(text) > 0 })
	if n := l.count(text); n != 1 {
		t.Errorf("%q was heard %d times", text, n)
	}
}

func (l *line) count(text string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.messages[text]
}

// hasty opens connections in a time that tests can wait for.
func hasty(c *Client) { c.open = 3 * time.Second }

// buffer is a log for several goroutines.
type buffer struct {
	mu sync.Mutex
	b  strings.Builder
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

func TestADroppedLineIsResumedWhereTheSessionSaid(t *testing.T) {
	l := connect(t, emulator.Config{})
	for i, drop := range []func(){l.DropGateway, l.RequestReconnect, func() { l.InvalidateSession(true) }, func() { l.CloseGateway(4000) }} {
		drop()
		l.hears(t, fmt.Sprint("said while the line was down, ", i))
		l.until(t, "a resume", func() bool { return l.Resumes() == i+1 && l.client.State().Connected })
	}
	if got := l.Attempts(); l.Identifies() != 1 || len(got) != 5 || !strings.HasSuffix(got[1], "/resume/") {
		t.Errorf("%d identifies, connections %q", l.Identifies(), got)
	}
	if s := l.client.State(); s.Resumed != 4 || s.Renewed != 0 || s.Abandoned != 0 {
		t.Errorf("%+v", s)
	}
}

func TestAResumeThatIsNotAnsweredIsReplaced(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]emulator.ResumeFault{"silence": emulator.ResumeSilence, "op 7": emulator.ResumeReconnect} {
		t.Run(name, func(t *testing.T) {
			l := connect(t, emulator.Config{}, hasty)
			l.OnResume(fault)
			l.DropGateway()
			l.until(t, "a new session", func() bool { return l.client.State().Renewed == 1 })
			l.hears(t, "well?")
			if l.Identifies() != 2 || !strings.Contains(l.log.String(), "may have been missed") || !strings.Contains(l.log.String(), `"away":"`) {
				t.Errorf("%d identifies; log: %s", l.Identifies(), l.log)
			}
		})
	}
}

func TestAConnectionThatDoesNotOpenIsReplaced(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]emulator.OpenFault{"no HELLO": emulator.OpenSilence, "no RESUMED": emulator.OpenUnready} {
		t.Run(name, func(t *testing.T) {
			l := connect(t, emulator.Config{}, hasty)
			l.OnOpen(fault)
			l.DropGateway()
			l.until(t, "a second connection", func() bool { return len(l.Attempts()) == 2 })
			l.OnOpen(emulator.OpenWorks) // the connection that hangs by now goes on hanging
			l.hears(t, "well?")
		})
	}
}

func TestAnAddressThatIsNotToldIsAskedForAgain(t *testing.T) {
	l := connect(t, emulator.Config{}, hasty)
	l.Fail("GET", "/gateway/bot", emulator.Fault{Delay: time.Hour, Status: 500})
	l.Fail("GET", "/gateway/bot", emulator.Fault{Status: 502})
	l.InvalidateSession(false)
	l.until(t, "a new session", func() bool { return l.client.State().Renewed == 1 })
	l.hears(t, "well?")
}

func TestAConnectionWithoutHeartbeatAcksIsReplacedAndResumed(t *testing.T) {
	l := connect(t, emulator.Config{HeartbeatInterval: time.Second})
	l.SilenceHeartbeats(true)
	l.until(t, "a second connection", func() bool { return len(l.Attempts()) > 1 })
	l.SilenceHeartbeats(false)
	l.until(t, "a resume", func() bool { return l.client.State().Resumed > 0 })
	l.hears(t, "well?")
	if !strings.Contains(l.log.String(), errSilent.Error()) || l.Identifies() != 1 {
		t.Errorf("%d identifies; log: %s", l.Identifies(), l.log)
	}
}

func TestASessionThatDiscordEndsIsBegunAnewOnce(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*line){
		"op 9 at once":      func(l *line) { l.InvalidateSession(false) },
		"op 9 after a drop": func(l *line) { l.InvalidateSession(false); l.DropGateway() },
		"close 4007":        func(l *line) { l.CloseGateway(4007) },
		"close 4009":        func(l *line) { l.CloseGateway(4009) },
	} {
		t.Run(name, func(t *testing.T) {
			l := connect(t, emulator.Config{})
			end(l)
			l.until(t, "a new session", func() bool { return l.client.State().Renewed == 1 })
			l.hears(t, "well?")
			if l.Identifies() != 2 || l.client.Budget.Count() != 2 {
				t.Errorf("%d identifies, %d counted", l.Identifies(), l.client.Budget.Count())
			}
		})
	}
}

func TestIdentifiesThatAreRefusedAreCounted(t *testing.T) {
	l := connect(t, emulator.Config{})
	l.OnOpen(emulator.OpenInvalid)
	l.InvalidateSession(false)
	l.until(t, "some identifies in vain", func() bool { return l.Identifies() > 4 })
	l.OnOpen(emulator.OpenWorks)
	l.until(t, "a new session", func() bool { return l.client.State().Renewed == 1 })
	if sent, counted, made := l.Identifies(), l.client.Budget.Count(), len(l.Attempts()); sent != counted || sent != made {
		t.Errorf("%d identifies on %d connections, %d counted", sent, made, counted)
	}
}

func TestFinalCloseCodesEndRunWithTheRemedy(t *testing.T) {
	t.Parallel()
	for _, code := range []int{4004, 4010, 4011, 4012, 4013, 4014} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			l := connect(t, emulator.Config{})
			l.CloseGateway(code)
			err := <-l.result
			closed, ok := errors.AsType[*ClosedError](err)
			if !ok || closed.Code != code || closed.Hint() == "" || strings.Contains(closed.Error()+closed.Hint(), "\n") {
				t.Errorf("Run: %v", err)
			}
			if n := len(l.Attempts()); n != 1 {
				t.Errorf("%d connections", n)
			}
		})
	}
}

func TestADiscordgoThatHoldsItsLockIsAbandoned(t *testing.T) {
	l := connect(t, emulator.Config{}, func(c *Client) { c.close = 3 * time.Second })
	held := l.client.session.discordgo
	held.Lock()
	letGo := sync.OnceFunc(held.Unlock)
	defer letGo()
	l.DropGateway()
	l.until(t, "a new session", func() bool { return l.client.State().Renewed == 1 })
	l.hears(t, "well?")
	letGo()
	if s := l.client.State(); s.Abandoned != 1 {
		t.Errorf("%+v", s)
	}
	l.hears(t, "and after it let go?")
	if n := len(l.Attempts()); n != 2 {
		t.Errorf("%d connections", n)
	}
}

func TestAClockThatJumpsCostsNoMoreThanAResume(t *testing.T) {
	t.Parallel()
	// discordgo compares wall clocks: to it, a jump is an ACK that is long ago or yet to come.
	for name, jump := range map[string]time.Duration{"forward": -24 * time.Hour, "back": 24 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			l := connect(t, emulator.Config{HeartbeatInterval: time.Second})
			d := l.client.session.discordgo
			l.until(t, "what a jump does", func() bool {
				if d.TryLock() { // until no ACK that was under way undoes it
					d.LastHeartbeatAck = time.Now().Add(jump)
					d.Unlock()
				}
				return jump > 0 || l.client.State().Resumed > 0
			})
			l.hears(t, "well?")
			if l.Identifies() != 1 {
				t.Errorf("%d identifies; log: %s", l.Identifies(), l.log)
			}
		})
	}
}

func TestWhatCannotBeReadIsSkipped(t *testing.T) {
	l := connect(t, emulator.Config{})
	raw := []string{"no JSON", "{" + l.Token(), "", "null", "[]", `{"op":"x"}`, `{"op":99,"d":{}}`, `{"op":0,"t":"MESSAGE_CREATE","s":"x"}`, `{"op":0,"t":"MESSAGE_CREATE"}`, `{"op":0}`}
	for _, r := range raw {
		l.SendRaw(r)
	}
	// discordgo panics over these, or loses them.
	l.SendEvent("GUILD_CREATE", nil)
	l.SendEvent("READY_SOME_DAY", map[string]any{"id": "12"})
	l.SendEvent("MESSAGE_CREATE", []int{1})
	l.SendEvent("MESSAGE_CREATE", map[string]any{"content": "strange", "id": 12, "components": []any{map[string]any{"type": 9999, "of": []any{1, nil}}}})
	l.ann.Say(l.channel, l.Mention()+" panic")
	l.hears(t, "well?")
	if l.count("strange") != 1 {
		t.Error("a message with a component of an unknown type was lost")
	}
	if n := strings.Count(l.log.String(), "skipped"); n != len(raw)+1 || len(l.Attempts()) != 1 {
		t.Errorf("%d lines of what was skipped, want %d; %d connections; log: %s", n, len(raw)+1, len(l.Attempts()), l.log)
	}
}

func TestEventsComeInOrder(t *testing.T) {
	l := connect(t, emulator.Config{})
	var want []string
	for i := range 300 {
		want = append(want, fmt.Sprint(i))
		l.ann.Say(l.channel, l.Mention()+" "+want[i])
		if i == 100 {
			l.DropGateway()
		}
	}
	l.until(t, "all of them", func() bool { return l.count("299") == 1 })
	l.mu.Lock()
	defer l.mu.Unlock()
	if !slices.Equal(l.order, want) {
		t.Errorf("%v", l.order)
	}
}

func TestAThousandServersInReady(t *testing.T) {
	l := connect(t, emulator.Config{})
	for i := range 1000 {
		l.AddGuild(fmt.Sprint("Server ", i), "fr")
	}
	l.InvalidateSession(false)
	l.until(t, "a new session", func() bool { return l.client.State().Renewed == 1 })
	l.hears(t, "well?")
}

func TestAStopClosesTheSession(t *testing.T) {
	l := connect(t, emulator.Config{})
	l.stop()
	if err := <-l.result; err != nil {
		t.Errorf("Run: %v", err)
	}
	l.until(t, "the end of the connection", func() bool { return l.Connections() == 0 })
	if l.Resumable() != 0 {
		t.Error("the session could still be resumed")
	}
	if l.client.State().Connected {
		t.Error("the state is connected")
	}
}
