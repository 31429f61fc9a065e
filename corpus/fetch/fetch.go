// Package fetch gets pages and feeds of the public web, and nothing else:
// what is in a private network, over a limit or closed by robots.txt is refused
// with the reason.
package fetch

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Config says how a Client fetches.
type Config struct {
	Version      string // of this program, for the User-Agent
	Contact      string // an address or a page for those whose sites are read, for the User-Agent
	AllowPrivate bool   // addresses of private networks too: for tests and intranets
}

// Limits of one fetch.
const (
	MaxBytes     = 10 << 20 // of a body, packed and unpacked
	maxRedirects = 5
	maxHeader    = 64 << 10
	maxTime      = 40 * time.Second // of one request, its body included
	connectTime  = 10 * time.Second
	answerTime   = 20 * time.Second // until the head of an answer is there
	maxURL       = 2000             // characters
)

// Client fetches. It keeps no cookies and uses no proxy, so that the addresses
// it connects to are those it has checked. It may be used by several goroutines.
type Client struct {
	http   *http.Client
	agent  string
	robots robots
	pace   pace
}

// New makes a Client.
func New(c Config) *Client {
	allowed := public
	if c.AllowPrivate {
		allowed = anywhere
	}
	return newClient(c, net.DefaultResolver, allowed, time.Second)
}

// newClient makes a Client that finds addresses with r, connects to those that
// are allowed, and asks one host once in so long.
func newClient(c Config, r *net.Resolver, allowed func(netip.Addr) error, every time.Duration) *Client {
	dialer := &net.Dialer{Timeout: connectTime, Resolver: r, Control: control(allowed)}
	transport := &http.Transport{
		DialContext:            dialer.DialContext,
		TLSHandshakeTimeout:    connectTime,
		ResponseHeaderTimeout:  answerTime,
		MaxResponseHeaderBytes: maxHeader,
		IdleConnTimeout:        30 * time.Second,
		MaxIdleConns:           16,
		MaxConnsPerHost:        2,
		ForceAttemptHTTP2:      true,
		DisableCompression:     true, // unpacked here, within limits
	}
	client := &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	contact := cmp.Or(c.Contact, "no contact was set")
	return &Client{
		http: client, agent: fmt.Sprintf("%s/%s (quotes articles with their source; %s)", product, cmp.Or(c.Version, "0"), contact),
		robots: robots{hosts: map[string]rules{}}, pace: pace{every: every, next: map[string]time.Time{}},
	}
}

// product is the name under which robots.txt may speak of this program.
const product = "Verbatim"

// Close closes the connections that are kept open.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Request is what to fetch. ETag and LastModified are those of an earlier
// Response, "" for none: what has not changed since is not sent again.
type Request struct {
	URL                string
	ETag, LastModified string
	Accept             string // media types, "" for any

	// Hosts, unless empty, are the only ones that are fetched from, also after
	// a redirect: of what a person has handed over there. robots.txt is not asked.
	Hosts []string
	Most  int64 // bytes of the body; 0 is MaxBytes
}

// Response is what came. Of what has not changed only NotModified is set, and
// the validators.
type Response struct {
	URL                string // after redirects
	Moved              string // where it is for good now, "" where it is still
	Body               []byte
	ContentType        string
	ETag, LastModified string
	NotModified        bool
}

// Get fetches. Its error is one of *AddressError, *StatusError, ErrRobots and
// ErrTooLarge, wrapped, or tells of the network; it says what was fetched.
func (c *Client) Get(ctx context.Context, r Request) (Response, error) {
	res, err := c.follow(ctx, r, len(r.Hosts) == 0)
	if err != nil {
		return Response{}, fmt.Errorf("fetching %s: %w", shown(r.URL), plainer(err))
	}
	return res, nil
}

// follow fetches through redirects. Each hop is checked as the first is, and
// minds robots.txt and the pace, save when it fetches a robots.txt.
func (c *Client) follow(ctx context.Context, r Request, mind bool) (Response, error) {
	at, moved, forGood := r.URL, "", true
	for range maxRedirects + 1 {
		u, err := checkURL(at)
		if err == nil && len(r.Hosts) > 0 && !slices.Contains(r.Hosts, u.Host) {
			err = fmt.Errorf("%s is not where such files are kept", u.Host)
		}
		if err != nil {
			return Response{}, err
		}
		if mind {
			if err := c.minded(ctx, u); err != nil {
				return Response{}, err
			}
			if err := c.pace.wait(ctx, u.Host); err != nil {
				return Response{}, err
			}
		}
		res, next, err := c.hop(ctx, u, r)
		if err != nil || next == "" {
			res.Moved = moved
			return res, err
		}
		to, err := u.Parse(next)
		if err != nil {
			return Response{}, fmt.Errorf("it redirects to %.100q, which is no address", next)
		}
		at = to.String()
		if forGood = forGood && res.Moved != ""; forGood {
			moved = at
		}
	}
	return Response{}, fmt.Errorf("it redirects more than %d times", maxRedirects)
}

// checkURL refuses what is no address of a page.
func checkURL(s string) (*url.URL, error) {
	u, err := url.Parse(s)
	switch {
	case err != nil || len(s) > maxURL || u.Scheme == "":
		return nil, errors.New("it is not a web address; write it like https://example.org/article")
	case u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https":
		return nil, fmt.Errorf("only http and https are fetched, not %.20q; save it and add the file", u.Scheme)
	case u.Host == "" || u.Hostname() == "":
		return nil, errors.New("it names no site; write it like https://example.org/article")
	case u.User != nil:
		return nil, errors.New("it holds a name or a password, which is not sent; fetch it yourself and add the file")
	}
	u.Fragment = ""
	return u, nil
}

// hop makes one request. next is where it redirects to, "" where it does not;
// Moved is set when that is for good.
func (c *Client) hop(ctx context.Context, u *url.URL, r Request) (res Response, next string, err error) {
	ctx, cancel := context.WithTimeout(ctx, maxTime)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return res, "", err
	}
	h := req.Header
	h.Set("User-Agent", c.agent)
	h.Set("Accept-Encoding", "gzip")
	h.Set("Accept", cmp.Or(r.Accept, "*/*"))
	if r.ETag != "" {
		h.Set("If-None-Match", r.ETag)
	}
	if r.LastModified != "" {
		h.Set("If-Modified-Since", r.LastModified)
	}
	answer, err := c.http.Do(req)
	if err != nil {
		return res, "", err
	}
	defer answer.Body.Close()
	res = Response{URL: u.String(), ContentType: answer.Header.Get("Content-Type"), ETag: answer.Header.Get("ETag"), LastModified: answer.Header.Get("Last-Modified")}
	switch code := answer.StatusCode; {
	case code == http.StatusNotModified:
		res.NotModified = true
		return res, "", nil
	case code >= 300 && code < 400 && answer.Header.Get("Location") != "":
		if code == http.StatusMovedPermanently || code == http.StatusPermanentRedirect {
			res.Moved = "for good"
		}
		return res, answer.Header.Get("Location"), nil
	case code != http.StatusOK:
		return res, "", &StatusError{code, retryAfter(answer.Header.Get("Retry-After"))}
	}
	res.Body, err = body(answer, cmp.Or(r.Most, MaxBytes))
	return res, "", err
}

// ErrTooLarge is that of a body over the limit.
var ErrTooLarge = errors.New("it is too large")

func tooLarge(most int64) error {
	return fmt.Errorf("%w: over %d MB; save what you need of it as a file", ErrTooLarge, most>>20)
}

// body reads an answer, unpacked. Both sizes are limited: what is packed could
// go on without end and unpack to nothing.
func body(answer *http.Response, most int64) ([]byte, error) {
	if answer.ContentLength > most {
		return nil, tooLarge(most)
	}
	packed := &limited{answer.Body, most, most}
	in := io.Reader(packed)
	switch e := strings.ToLower(answer.Header.Get("Content-Encoding")); e {
	case "", "identity":
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(packed)
		if err == io.EOF {
			return nil, nil
		}
		if err != nil {
			return nil, fmt.Errorf("unpacking it: %w", err)
		}
		in = &limited{z, most, most}
	default:
		return nil, fmt.Errorf("its site packs it as %.20q, which was not asked for", e)
	}
	var b bytes.Buffer
	if _, err := b.ReadFrom(in); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// limited fails, and does not end, past its limit.
type limited struct {
	r          io.Reader
	most, left int64
}

func (l *limited) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return 0, tooLarge(l.most)
	}
	return n, err
}

// StatusError is an answer other than 200.
type StatusError struct {
	Code       int
	RetryAfter time.Duration // 0 where the site does not ask to wait
}

func (e *StatusError) Error() string {
	switch e.Code {
	case http.StatusNotFound, http.StatusGone:
		return fmt.Sprintf("there is no such page (%d); check the address", e.Code)
	case http.StatusUnauthorized, http.StatusPaymentRequired, http.StatusForbidden:
		return fmt.Sprintf("its site does not let this program read it (%d); save the page and add the file", e.Code)
	case http.StatusTooManyRequests:
		return "its site asks to wait (429); try again later"
	}
	return fmt.Sprintf("its site answered %d %s; try again later", e.Code, strings.ToLower(http.StatusText(e.Code)))
}

// retryAfter reads seconds or a date.
func retryAfter(s string) time.Duration {
	if n, err := strconv.Atoi(s); err == nil {
		return time.Duration(max(0, min(n, 7*86400))) * time.Second
	}
	if t, err := http.ParseTime(s); err == nil {
		return max(0, min(time.Until(t), 7*24*time.Hour))
	}
	return 0
}

// plainer takes off what http.Client wraps around a cause: the method and the
// address, which Get says itself.
func plainer(err error) error {
	if address, ok := errors.AsType[*AddressError](err); ok {
		return address
	}
	if e, ok := errors.AsType[*url.Error](err); ok {
		err = e.Err
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Errorf("it took longer than %s; try again later: %w", maxTime, err)
	case errors.Is(err, context.Canceled):
		return err
	}
	if e, ok := errors.AsType[*net.DNSError](err); ok {
		return fmt.Errorf("the site %s is not found; check the address: %w", e.Name, err)
	}
	return err
}

// shown is an address as errors name it: without a query, which may hold a key.
func shown(s string) string {
	if u, err := url.Parse(s); err == nil && u.Host != "" {
		u.User, u.RawQuery, u.Fragment = nil, "", ""
		s = u.String()
	}
	if len(s) > 200 {
		s = s[:200] + "…"
	}
	return strings.ToValidUTF8(s, "\ufffd")
}
