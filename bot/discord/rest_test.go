package discord

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// transport answers requests without a network.
type transport func(*http.Request) (*http.Response, error)

func (f transport) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func answered(status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body))}
}

// calling makes a call that is answered by each of the given functions in turn,
// and gives how many were used and how long it took.
func calling(t *testing.T, c call, answers ...func() (*http.Response, error)) (used int, took time.Duration, err error) {
	t.Helper()
	r := &rest{client: &http.Client{Transport: transport(func(*http.Request) (*http.Response, error) {
		used++
		return answers[used-1]()
	})}}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	began := time.Now()
	err = r.do(ctx, c, nil)
	return used, time.Since(began), err
}

func giving(status int, body string) func() (*http.Response, error) {
	return func() (*http.Response, error) { return answered(status, body), nil }
}

func TestCallsAreRetriedWhereThatIsSafe(t *testing.T) {
	post := call{method: "POST", path: "channels/1/messages"}
	once := call{method: "POST", path: "webhooks/1/t", once: true}
	fine, broken := giving(200, "{}"), giving(502, "oops")
	cut := func() (*http.Response, error) { return nil, io.ErrUnexpectedEOF }
	for _, c := range []struct {
		name    string
		call    call
		answers []func() (*http.Response, error)
		used    int
		ok      bool
	}{
		{"at once", post, []func() (*http.Response, error){fine}, 1, true},
		{"after server errors", post, []func() (*http.Response, error){broken, cut, broken, fine}, 4, true},
		{"not for ever", post, []func() (*http.Response, error){broken, broken, broken, broken, broken, fine}, 5, false},
		{"not what would be done twice", once, []func() (*http.Response, error){broken, fine}, 1, false},
		{"a rate limit, though", once, []func() (*http.Response, error){giving(429, `{"retry_after":0.5}`), fine}, 2, true},
		{"not a refusal", post, []func() (*http.Response, error){giving(400, `{"code":50035}`), fine}, 1, false},
		{"what an attempt did whose answer was lost", post, []func() (*http.Response, error){cut, giving(400, `{"code":40060}`)}, 2, true},
		{"not what somebody else did", post, []func() (*http.Response, error){giving(400, `{"code":40060}`)}, 1, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				used, _, err := calling(t, c.call, c.answers...)
				if used != c.used || (err == nil) != c.ok {
					t.Errorf("%d attempts, %v", used, err)
				}
			})
		})
	}
}

func TestARateLimitIsWaitedForButNotPastTheDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		post := call{method: "POST", path: "x"}
		if used, took, err := calling(t, post, giving(429, `{"retry_after":12.5}`), giving(204, "")); used != 2 || took != 12500*time.Millisecond || err != nil {
			t.Errorf("%d attempts, %v, %v", used, took, err)
		}
		if used, took, err := calling(t, post, giving(429, `{"retry_after":3600}`)); used != 1 || took != 0 || err == nil {
			t.Errorf("an hour: %d attempts, %v, %v", used, took, err)
		}
	})
}

// TestALimitIsMetByOneCallAtATime: of fifty that wait for one path, Discord
// refuses one for each time that the limit ends, not all of them each time.
func TestALimitIsMetByOneCallAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		var left, refused, done int
		var fresh time.Time
		r := &rest{client: &http.Client{Transport: transport(func(*http.Request) (*http.Response, error) {
			mu.Lock()
			defer mu.Unlock()
			now := time.Now()
			if !now.Before(fresh) {
				left, fresh = 5, now.Add(5*time.Second)
			}
			if left--; left < 0 {
				refused++
				return answered(429, fmt.Sprintf(`{"retry_after":%f}`, fresh.Sub(now).Seconds())), nil
			}
			done++
			return answered(200, "{}"), nil
		})}}
		began := time.Now()
		var all sync.WaitGroup
		for range 50 {
			all.Go(func() {
				if err := r.do(t.Context(), call{method: "POST", path: "channels/1/messages"}, nil); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if took := time.Since(began); done != 50 || refused > 45+10 || took > 46*time.Second {
			t.Errorf("%d calls done, %d refused, in %v", done, refused, took)
		}
		if len(r.lanes.busy) != 0 {
			t.Errorf("%d lanes are left", len(r.lanes.busy))
		}
	})
}

func TestAGlobalLimitStopsAllButAnswersToInteractions(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		first := true
		r := &rest{client: &http.Client{Transport: transport(func(*http.Request) (*http.Response, error) {
			if first {
				first = false
				return answered(429, `{"retry_after":7,"global":true}`), nil
			}
			return answered(200, "{}"), nil
		})}}
		began := time.Now()
		if err := r.do(t.Context(), call{method: "POST", path: "channels/1/messages"}, nil); err != nil || time.Since(began) != 7*time.Second {
			t.Errorf("%v after %v", err, time.Since(began))
		}
		r.lanes.stop(time.Minute)
		began = time.Now()
		if err := r.do(t.Context(), call{method: "POST", path: "interactions/1/t/callback"}, nil); err != nil || time.Since(began) != 0 {
			t.Errorf("an answer to an interaction: %v after %v", err, time.Since(began))
		}
		short, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		if err := r.do(short, call{method: "POST", path: "channels/2/messages"}, nil); !errors.Is(err, context.DeadlineExceeded) || time.Since(began) != 0 {
			t.Errorf("a call that ends before the limit does: %v after %v", err, time.Since(began))
		}
		if err := r.do(t.Context(), call{method: "POST", path: "channels/2/messages"}, nil); err != nil || time.Since(began) != time.Minute {
			t.Errorf("another channel: %v after %v", err, time.Since(began))
		}
	})
}

func TestErrorsDoNotTellTokens(t *testing.T) {
	_, _, err := calling(t, call{method: "POST", path: "webhooks/1/s3cret", once: true}, func() (*http.Response, error) { return nil, io.ErrUnexpectedEOF })
	if err == nil || strings.Contains(err.Error(), "s3cret") || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%v", err)
	}
}

func TestOnlyTheAPIIsRedirected(t *testing.T) {
	to, err := url.Parse("http://127.0.0.1:8080")
	if err != nil {
		t.Fatal(err)
	}
	for from, want := range map[string]string{
		"https://discord.com/api/v9/channels/1?x=%2F": "http://127.0.0.1:8080/api/v9/channels/1?x=%2F",
		"https://cdn.discordapp.com/a":                "https://cdn.discordapp.com/a",
	} {
		var got string
		client := &http.Client{Transport: redirect{to, transport(func(r *http.Request) (*http.Response, error) {
			got = r.URL.String()
			return answered(200, ""), nil
		})}}
		if _, err := client.Get(from); err != nil || got != want {
			t.Errorf("%s: %s, %v", from, got, err)
		}
	}
}
