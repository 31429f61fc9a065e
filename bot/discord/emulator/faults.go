package emulator

import (
	"fmt"
	"math"
	"net/http"
	"path"
	"slices"
	"strconv"
	"time"
)

// Fault is what goes wrong with a request.
type Fault struct {
	Status     int           // of the answer, such as 429, 500, 502; 0: the right answer, unless Cut
	Cut        bool          // the connection breaks instead of an answer
	Served     bool          // the request takes effect all the same; only its answer is lost
	Delay      time.Duration // that passes first
	RetryAfter time.Duration // of a 429; requests that come earlier are refused as well
	Header     http.Header   // added to the answer
	Times      int           // how many requests; 0: one
}

// faults are those that are still to come. It is guarded by Server.mu.
type faults struct {
	rest    []plannedFault
	limited map[string]time.Time // method and path that are rate-limited, until when
	double  map[string]int       // events to send twice
	late    map[string][]time.Duration
}

type plannedFault struct {
	method, path string
	fault        Fault
}

// Fail makes the next requests that match go wrong. The path is written below
// /api/vN, with * for any one segment, such as "/channels/*/messages"; method
// "" is any.
func (s *Server) Fail(method, pattern string, f Fault) {
	if _, err := path.Match(pattern, ""); err != nil {
		s.fail("no path pattern: %q", pattern)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	f.Times = max(1, f.Times)
	s.faults.rest = append(s.faults.rest, plannedFault{method, pattern, f})
}

// nextFault takes the fault that is planned for a request.
func (s *Server) nextFault(method, requestPath string) (Fault, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	place := method + " " + requestPath
	if wait := time.Until(s.faults.limited[place]); wait > 0 {
		return Fault{Status: http.StatusTooManyRequests, RetryAfter: wait}, true
	}
	for n := range s.faults.rest {
		p := &s.faults.rest[n]
		if ok, _ := path.Match(p.path, requestPath); !ok || p.method != "" && p.method != method {
			continue
		}
		f := p.fault
		if p.fault.Times--; p.fault.Times == 0 {
			s.faults.rest = slices.Delete(s.faults.rest, n, n+1)
		}
		if f.Status == http.StatusTooManyRequests {
			if s.faults.limited == nil {
				s.faults.limited = map[string]time.Time{}
			}
			s.faults.limited[place] = time.Now().Add(f.Delay + f.RetryAfter)
		}
		return f, true
	}
	return Fault{}, false
}

// failsUnserved tells whether the request must not take effect.
func (f Fault) failsUnserved() bool { return !f.Served && (f.Cut || f.Status != 0) }

// breaks tells whether the client gets something else than the right answer.
func (f Fault) breaks() bool { return f.Cut || f.Status != 0 }

// apply answers with the fault.
func (f Fault) apply(w http.ResponseWriter) answer {
	if f.Cut {
		cut(w)
		return answer{}
	}
	for key, values := range f.Header {
		w.Header()[http.CanonicalHeaderKey(key)] = values
	}
	a := answer{f.Status, object{"message": fmt.Sprintf("%d: %s", f.Status, http.StatusText(f.Status)), "code": 0}}
	if f.Status == http.StatusTooManyRequests {
		seconds := math.Ceil(f.RetryAfter.Seconds()*1000) / 1000
		a.body = object{"message": "You are being rate limited.", "retry_after": seconds, "global": false}
		if w.Header().Get("Retry-After") == "" {
			w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(seconds))))
		}
		w.Header().Set("X-RateLimit-Scope", "user")
	}
	writeAnswer(w, a)
	return a
}

func cut(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler) // the server's own way to cut
	}
	conn.Close()
}
