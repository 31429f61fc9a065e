package bot

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Rate is how many questions are answered in how long; the zero Rate is no limit.
type Rate struct {
	N   int
	Per time.Duration
}

// ParseRate reads "5/10s" (five in ten seconds), or "0" for no limit.
func ParseRate(s string) (Rate, error) {
	s = strings.TrimSpace(s)
	if s == "0" {
		return Rate{}, nil
	}
	count, per, ok := strings.Cut(s, "/")
	n, err := strconv.Atoi(strings.TrimSpace(count))
	d, err2 := time.ParseDuration(strings.TrimSpace(per))
	if !ok || err != nil || err2 != nil || n < 1 || d <= 0 {
		return Rate{}, fmt.Errorf("%q is not a rate: write it like 5/10s (five questions in ten seconds), or 0 for no limit", s)
	}
	return Rate{n, d}, nil
}

func (r Rate) String() string {
	if r.N == 0 {
		return "0"
	}
	per := r.Per.String()
	for _, zero := range []string{"m0s", "h0m"} {
		if strings.HasSuffix(per, zero) {
			per = per[:len(per)-2]
		}
	}
	return fmt.Sprintf("%d/%s", r.N, per)
}

// perSecond is how many questions a second a Rate lets through for long.
func (r Rate) perSecond() float64 { return float64(r.N) / r.Per.Seconds() }

// MarshalText implements encoding.TextMarshaler.
func (r Rate) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (r *Rate) UnmarshalText(text []byte) (err error) {
	*r, err = ParseRate(string(text))
	return err
}

// Cooldowns limit the questions of one user, in one channel and in one server.
type Cooldowns struct{ User, Channel, Server Rate }

// DefaultCooldowns let people talk and stop who floods.
var DefaultCooldowns = Cooldowns{
	User:    Rate{5, 20 * time.Second},
	Channel: Rate{20, 30 * time.Second},
	Server:  Rate{60, time.Minute},
}

// waitError says that a request came too early.
type waitError struct {
	wait  time.Duration
	again bool // that the asker was told already
}

func (e *waitError) Error() string { return fmt.Sprintf("asked %s too early", e.wait) }

// cooling passes on what keeps to the cooldowns, and fails for the rest with a
// *waitError. A server's own rates hold in place of c, for it alone.
func cooling(next Handler, c Cooldowns, now func() time.Time) Handler {
	user, channel, server := newLimits(c.User), newLimits(c.Channel), newLimits(c.Server)
	told := newLimits(Rate{1, 10 * time.Second})
	return HandlerFunc(func(ctx context.Context, r Request, w Responder) error {
		at, own := now(), r.Settings
		asker := taking{limits: user, id: r.User, own: own.User}
		if own.User != nil {
			asker.id = r.Server + "/" + r.User
		}
		if wait := takeAll(at, asker, taking{channel, r.Channel, own.Channel}, taking{server, r.Server, own.Server}); wait > 0 {
			return &waitError{wait, r.byMessage() && takeAll(at, taking{limits: told, id: r.User}) > 0}
		}
		return next.Handle(ctx, r, w)
	})
}

// limits are the cooldowns of many people, or channels, by their IDs.
type limits struct {
	rate Rate // of those that have none of their own
	mu   sync.Mutex
	by   map[limited]*rate.Limiter
}

// limited is an ID with the rate that holds for it: another rate begins anew.
type limited struct {
	id   string
	rate Rate
}

func newLimits(r Rate) *limits { return &limits{rate: r, by: map[limited]*rate.Limiter{}} }

// remembered bounds the limiters that are kept.
const remembered = 10_000

func (l *limits) limiter(of limited, now time.Time) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	if one := l.by[of]; one != nil {
		return one
	}
	if len(l.by) >= remembered {
		for of, one := range l.by {
			if one.TokensAt(now) >= float64(of.rate.N) {
				delete(l.by, of) // as good as new
			}
		}
	}
	one := rate.NewLimiter(rate.Limit(of.rate.perSecond()), of.rate.N)
	l.by[of] = one
	return one
}

// taking is one request that counts against the limits of an ID.
type taking struct {
	limits *limits
	id     string
	own    *Rate // of the ID, in place of that of the limits
}

func (t taking) limited() limited {
	if t.own != nil {
		return limited{t.id, *t.own}
	}
	return limited{t.id, t.limits.rate}
}

// takeAll counts a request against all limits, or against none when one has to
// be waited for; it gives the longest wait.
func takeAll(now time.Time, all ...taking) time.Duration {
	var wait time.Duration
	var taken []*rate.Reservation
	for _, t := range all {
		of := t.limited()
		if of.rate.N == 0 || t.id == "" {
			continue
		}
		r := t.limits.limiter(of, now).ReserveN(now, 1)
		taken = append(taken, r)
		wait = max(wait, r.DelayFrom(now))
	}
	if wait > 0 {
		for _, r := range taken {
			r.CancelAt(now)
		}
	}
	return wait
}
