package discord

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"verbatim/bot"
)

// rest calls Discord's REST API. discordgo's own calls sleep through a rate
// limit whatever their context says, have no nonce, and keep a bucket for each
// interaction for ever.
type rest struct {
	client  *http.Client
	token   string
	retried func() // is told of each attempt that will be made again; may be nil
	lanes   lanes
}

// attemptTime is how long one attempt may take.
const attemptTime = 10 * time.Second

// pauses are the waits between attempts after a server error.
var pauses = []time.Duration{200 * time.Millisecond, 500 * time.Millisecond, 1200 * time.Millisecond, 3 * time.Second}

// apiError is a refusal by Discord.
type apiError struct {
	Status  int    // of HTTP
	Code    int    // of Discord's JSON, 0 when there is none
	Message string // likewise
	detail  string
	wait    time.Duration // that a rate limit asks for
}

func (e *apiError) Error() string {
	return fmt.Sprintf("Discord answered %d (code %d): %s", e.Status, e.Code, e.Message)
}

// Codes of apiError that are looked for.
const (
	codeUnknownChannel     = 10003
	codeUnknownMessage     = 10008
	codeUnknownUser        = 10013
	codeUnknownWebhook     = 10015
	codeUnknownInteraction = 10062
	codeAcknowledged       = 40060
	codeNoAccess           = 50001
	codeNoDirect           = 50007
	codeNoPermission       = 50013
	codeInvalidForm        = 50035
	codeNoHistory          = 160002
)

// is reports whether an error is a refusal by Discord with one of the codes.
func is(err error, codes ...int) bool {
	var e *apiError
	if !errors.As(err, &e) {
		return false
	}
	for _, c := range codes {
		if e.Code == c {
			return true
		}
	}
	return false
}

// call is one call of the API.
type call struct {
	method, path string
	body         any        // nil: none
	files        []bot.File // beside the body
	once         bool       // a server error does not tell whether it was done, and doing it twice does harm
}

// refusedAddress reports whether Discord refused a body for an address in it.
func refusedAddress(err error) bool {
	var e *apiError
	return errors.As(err, &e) && e.Code == codeInvalidForm && strings.Contains(e.detail, `"url"`)
}

// do makes a call until it is answered, ctx ends or a server error has come too
// often. It waits as long as a rate limit asks, but not past the end of ctx.
// out may be nil.
func (r *rest) do(ctx context.Context, c call, out any) error {
	body, err := c.encode()
	if err != nil {
		return err
	}
	turn := &turn{lanes: &r.lanes, path: c.method + " " + c.path}
	defer turn.leave()
	if err := turn.take(ctx, false); err != nil {
		return err
	}
	for attempt := 0; ; {
		if wait := r.lanes.stopped(c); wait > 0 && !sleep(ctx, wait) {
			return fmt.Errorf("%w (Discord limits all calls)", ended(ctx))
		}
		limit, err := r.attempt(ctx, c, body, out)
		var refused *apiError
		next := time.Now().Add(limit)
		switch {
		case err == nil:
			return nil
		case limit > 0: // nothing was done
			if turn.take(ctx, true) != nil {
				return fmt.Errorf("%w (after: %w)", ended(ctx), err)
			}
		case errors.As(err, &refused) && refused.Status < 500:
			if attempt > 0 && refused.Code == codeAcknowledged {
				return nil // by an attempt whose answer was lost
			}
			return err
		case c.once || attempt == len(pauses):
			return err
		default:
			next = next.Add(pauses[attempt])
			attempt++
		}
		if r.retried != nil {
			r.retried()
		}
		if !sleep(ctx, time.Until(next)) {
			return fmt.Errorf("%w (after: %w)", ended(ctx), err)
		}
	}
}

// errNoTime says that a limit lasts longer than the context of a call.
var errNoTime = fmt.Errorf("its time ends before a limit does: %w", context.DeadlineExceeded)

// ended is why a call is not made: its context has ended, or will have before
// its turn.
func ended(ctx context.Context) error {
	if err := context.Cause(ctx); err != nil {
		return err
	}
	return errNoTime
}

// encoded is the body of a call.
type encoded struct {
	data []byte
	kind string // media type
}

// encode writes the body: JSON, or with files a form of it and them.
func (c call) encode() (encoded, error) {
	if c.body == nil {
		return encoded{}, nil
	}
	payload, err := json.Marshal(c.body)
	if err != nil || len(c.files) == 0 {
		return encoded{payload, "application/json"}, err
	}
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {`form-data; name="payload_json"`}, "Content-Type": {"application/json"}})
	if err == nil {
		_, err = part.Write(payload)
	}
	for i, f := range c.files {
		if err != nil {
			return encoded{}, err
		}
		if part, err = w.CreateFormFile(fmt.Sprintf("files[%d]", i), f.Name); err == nil {
			_, err = part.Write(f.Content)
		}
	}
	if err == nil {
		err = w.Close()
	}
	return encoded{b.Bytes(), w.FormDataContentType()}, err
}

// sleep waits, unless ctx ends before the wait would.
func sleep(ctx context.Context, d time.Duration) bool {
	if end, ok := ctx.Deadline(); ok && time.Until(end) < d {
		return false
	}
	select {
	case <-time.After(d):
		return true
	case <-ctx.Done():
		return false
	}
}

// attempt makes a call once. wait is over 0 when a rate limit asks for it.
func (r *rest) attempt(ctx context.Context, c call, body encoded, out any) (wait time.Duration, err error) {
	ctx, cancel := context.WithTimeout(ctx, attemptTime)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, c.method, discordgo.EndpointAPI+c.path, bytes.NewReader(body.data))
	if err != nil {
		return 0, err
	}
	req.Header.Set("Authorization", "Bot "+r.token)
	req.Header.Set("User-Agent", userAgent)
	if body.data != nil {
		req.Header.Set("Content-Type", body.kind)
	}
	resp, err := r.client.Do(req)
	if err != nil {
		return 0, fmt.Errorf("calling Discord: %w", withoutURL(err))
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(resp.Body, 8<<20))
	switch {
	case err != nil:
		return 0, fmt.Errorf("reading Discord's answer: %w", err)
	case resp.StatusCode == http.StatusTooManyRequests:
		wait, all := retryAfter(resp, answer)
		if all {
			r.lanes.stop(wait)
		}
		refused := refusal(resp, answer)
		refused.wait = wait
		return wait, refused
	case resp.StatusCode >= 300:
		return 0, refusal(resp, answer)
	case out == nil, resp.StatusCode == http.StatusNoContent:
		return 0, nil
	}
	return 0, json.Unmarshal(answer, out)
}

// withoutURL takes the address out of a client's error: it may hold the token
// of an interaction.
func withoutURL(err error) error {
	var e *url.Error
	if errors.As(err, &e) {
		return e.Err
	}
	return err
}

func refusal(resp *http.Response, body []byte) *apiError {
	e := &apiError{Status: resp.StatusCode, detail: string(body)}
	var known struct {
		Code    int    `json:"code"`
		Message string `json:"message"`
	}
	if json.Unmarshal(body, &known) == nil {
		e.Code, e.Message = known.Code, known.Message
	}
	return e
}

// retryAfter is how long a rate limit asks to wait, at least a moment, and
// whether it is for all calls.
func retryAfter(resp *http.Response, body []byte) (wait time.Duration, all bool) {
	var limit struct {
		RetryAfter float64 `json:"retry_after"`
		Global     bool    `json:"global"`
	}
	if json.Unmarshal(body, &limit) != nil || limit.RetryAfter <= 0 {
		limit.RetryAfter, _ = strconv.ParseFloat(resp.Header.Get("Retry-After"), 64)
	}
	return max(time.Duration(limit.RetryAfter*float64(time.Second)), 50*time.Millisecond), limit.Global
}

// redirect sends what is meant for Discord's API to another scheme and host.
type redirect struct {
	to   *url.URL
	next http.RoundTripper
}

// RoundTrip changes scheme and host, and nothing else.
func (t redirect) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.URL.Host == apiHost {
		req = req.Clone(req.Context())
		req.URL.Scheme, req.URL.Host, req.Host = t.to.Scheme, t.to.Host, t.to.Host
	}
	return t.next.RoundTrip(req)
}

// CloseIdleConnections is for http.Client, which asks its transport for it.
func (t redirect) CloseIdleConnections() {
	if pool, ok := t.next.(*http.Transport); ok {
		pool.CloseIdleConnections()
	}
}

const (
	apiHost   = "discord.com"
	userAgent = "DiscordBot (verbatim, 1)"
)
