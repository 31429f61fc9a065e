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
// *waitError.
func cooling(next Handler, c Cooldowns, now func() time.Time) Handler {
	user, channel, server := newLimits(c.User), newLimits(c.Channel), newLimits(c.Server)
	told := newLimits(Rate{1, 10 * time.Second})
	return HandlerFunc(func(ctx context.Context, r Request, w Responder) error {
		at := now()
		if wait := takeAll(at, taking{user, r.User}, taking{channel, r.Channel}, taking{server, r.Server}); wait > 0 {
			return &waitError{wait, takeAll(at, taking{told, r.User}) > 0}
		}
		return next.Handle(ctx, r, w)
	})
}

// limits are the cooldowns of many people, or channels, by their IDs.
type limits struct {
	rate Rate
	mu   sync.Mutex
	by   map[string]*rate.Limiter
}

func newLimits(r Rate) *limits { return &limits{rate: r, by: map[string]*rate.Limiter{}} }

// remembered bounds the limiters that are kept.
const remembered = 10_000

func (l *limits) limiter(id string, now time.Time) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	if one := l.by[id]; one != nil {
		return one
	}
	if len(l.by) >= remembered {
		for id, one := range l.by {
			if one.TokensAt(now) >= float64(l.rate.N) {
				delete(l.by, id) // as good as new
			}
		}
	}
	one := rate.NewLimiter(rate.Limit(float64(l.rate.N)/l.rate.Per.Seconds()), l.rate.N)
	l.by[id] = one
	return one
}

// taking is one request that counts against the limits of an ID.
type taking struct {
	limits *limits
	id     string
}

// takeAll counts a request against all limits, or against none when one has to
// be waited for; it gives the longest wait.
func takeAll(now time.Time, all ...taking) time.Duration {
	var wait time.Duration
	var taken []*rate.Reservation
	for _, t := range all {
		if t.limits.rate.N == 0 || t.id == "" {
			continue
		}
		r := t.limits.limiter(t.id, now).ReserveN(now, 1)
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
