package fetch

import (
	"compress/gzip"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

func TestAddressesOutsideThePublicInternetAreRefused(t *testing.T) {
	for _, s := range []string{
		"0.0.0.0", "0.1.2.3", "127.0.0.1", "127.255.255.254", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "169.254.0.1",
		"100.64.0.1", "100.100.100.200", "100.127.255.255", "192.0.0.1", "192.0.0.170", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.19.255.255",
		"198.51.100.7", "203.0.113.7", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16",
		"::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "100::1", "2001:db8::1", "3fff::1",
		"::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::ffff:0:127.0.0.1",
		"64:ff9b::7f00:1", "64:ff9b::5db8:d822", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1", "2001:0:4136:e378::1", "2001:10::1", "2001:20::1", "4000::1", "5f00::1",
	} {
		var refused *AddressError
		if err := public(netip.MustParseAddr(s)); !errors.As(err, &refused) || refused.Kind == "" {
			t.Errorf("%s is allowed: %v", s, err)
		}
	}
	for _, s := range []string{"1.1.1.1", "8.8.8.8", "93.184.216.34", "172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1", "192.0.1.1", "223.255.255.254", "2606:2800:220:1::1", "2a00:1450::1", "2001:4860:4860::8888", "::ffff:8.8.8.8"} {
		if err := public(netip.MustParseAddr(s)); err != nil {
			t.Errorf("%s: %v", s, err)
		}
	}
	if public(netip.Addr{}) == nil {
		t.Error("no address at all is allowed")
	}
}

// names is a DNS server in memory. Each question for a name takes the next of
// its answers, the last one for good.
type names struct {
	mu      sync.Mutex
	answers map[string][]string
}

func (n *names) resolver() *net.Resolver {
	return &net.Resolver{PreferGo: true, Dial: func(context.Context, string, string) (net.Conn, error) {
		client, server := net.Pipe()
		go n.serve(server)
		return client, nil
	}}
}

func (n *names) next(name string) netip.Addr {
	n.mu.Lock()
	defer n.mu.Unlock()
	list := n.answers[strings.TrimSuffix(name, ".")]
	if len(list) == 0 {
		return netip.Addr{}
	}
	if len(list) > 1 {
		n.answers[strings.TrimSuffix(name, ".")] = list[1:]
	}
	return netip.MustParseAddr(list[0])
}

// serve answers as DNS over TCP does: each message behind its length.
func (n *names) serve(conn net.Conn) {
	defer conn.Close()
	for {
		var size [2]byte
		if _, err := io.ReadFull(conn, size[:]); err != nil {
			return
		}
		data := make([]byte, binary.BigEndian.Uint16(size[:]))
		var m dnsmessage.Message
		if _, err := io.ReadFull(conn, data); err != nil || m.Unpack(data) != nil {
			return
		}
		m.Response, m.Additionals = true, nil
		q := m.Questions[0]
		if q.Type == dnsmessage.TypeA {
			if a := n.next(q.Name.String()); a.Is4() {
				m.Answers = []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class}, Body: &dnsmessage.AResource{A: a.As4()}}}
			}
		}
		out, err := m.Pack()
		if err != nil {
			return
		}
		if _, err := conn.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(out))), out...)); err != nil {
			return
		}
	}
}

// site is a server on loopback, reached by any name, with what it was asked.
type site struct {
	*httptest.Server
	port string
	mu   sync.Mutex
	seen []string
}

func newSite(t *testing.T, handler http.HandlerFunc) *site {
	t.Helper()
	s := &site{}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.seen = append(s.seen, r.URL.RequestURI())
		s.mu.Unlock()
		handler(w, r)
	}))
	t.Cleanup(s.Close)
	_, s.port, _ = net.SplitHostPort(s.Listener.Addr().String())
	return s
}

func (s *site) asked() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.seen)
}

// onlyOne takes 127.0.0.1 for the public internet and all else of loopback for
// a private network, so that both can be had on this machine.
func onlyOne(a netip.Addr) error {
	if a == netip.MustParseAddr("127.0.0.1") {
		return nil
	}
	return &AddressError{a, "a private network"}
}

func testClient(t *testing.T, answers map[string][]string) *Client {
	c := newClient(Config{Version: "1.0", Contact: "news@example.org"}, (&names{answers: answers}).resolver(), onlyOne, 0)
	t.Cleanup(c.Close)
	return c
}

func TestNamesThatLeadToPrivateAddressesAreRefusedWhenConnecting(t *testing.T) {
	inside := newSite(t, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "a secret") })
	outside := newSite(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			http.NotFound(w, r)
		case "/to-name":
			http.Redirect(w, r, "http://inside.example:"+inside.port+"/", http.StatusFound)
		case "/to-address":
			http.Redirect(w, r, "http://127.0.0.2:"+inside.port+"/", http.StatusFound)
		case "/to-file":
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		default:
			w.Header().Set("Connection", "close") // so that the name is looked up again
			io.WriteString(w, "a page")
		}
	})
	c := testClient(t, map[string][]string{"outside.example": {"127.0.0.1"}, "inside.example": {"127.0.0.2"}, "mapped.example": {"127.0.0.2"},
		"turns.example": {"127.0.0.1", "127.0.0.1", "127.0.0.2"}})
	for _, u := range []string{"http://outside.example:" + outside.port + "/", "http://turns.example:" + outside.port + "/"} {
		if res, err := c.Get(t.Context(), Request{URL: u}); err != nil || string(res.Body) != "a page" {
			t.Fatalf("%s: %q, %v", u, res.Body, err)
		}
	}
	for name, u := range map[string]string{
		"the name":                  "http://inside.example:" + inside.port + "/",
		"the address":               "http://127.0.0.2:" + inside.port + "/",
		"a redirect to the name":    "http://outside.example:" + outside.port + "/to-name",
		"a redirect to the address": "http://outside.example:" + outside.port + "/to-address",
		"another answer of DNS":     "http://turns.example:" + outside.port + "/",
	} {
		res, err := c.Get(t.Context(), Request{URL: u})
		var refused *AddressError
		if !errors.As(err, &refused) || len(res.Body) > 0 || !strings.Contains(err.Error(), "VERBATIM_ALLOW_PRIVATE_FETCH") {
			t.Errorf("%s: %q, %v", name, res.Body, err)
		}
	}
	if _, err := c.Get(t.Context(), Request{URL: "http://outside.example:" + outside.port + "/to-file"}); err == nil || !strings.Contains(err.Error(), "only http and https") {
		t.Error(err)
	}
	if len(inside.asked()) != 0 {
		t.Errorf("the private server was asked %q", inside.asked())
	}
}

func TestTheRealRulesRefuseLoopback(t *testing.T) {
	inside := newSite(t, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "a secret") })
	for _, host := range []string{"127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0"} {
		c := New(Config{})
		_, err := c.Get(t.Context(), Request{URL: "http://" + host + ":" + inside.port + "/"})
		var refused *AddressError
		if !errors.As(err, &refused) {
			t.Errorf("%s: %v", host, err)
		}
		c.Close()
	}
	if len(inside.asked()) != 0 {
		t.Errorf("it was asked %q", inside.asked())
	}
	c := New(Config{AllowPrivate: true})
	defer c.Close()
	if res, err := c.Get(t.Context(), Request{URL: inside.URL + "/robots-say-nothing"}); err != nil || string(res.Body) != "a secret" {
		t.Errorf("allowed: %q, %v", res.Body, err)
	}
}

func TestGetRefusesWhatIsNoPage(t *testing.T) {
	c := testClient(t, nil)
	for u, part := range map[string]string{
		"ftp://example.org/a": "only http and https", "file:///etc/passwd": "only http and https", "javascript:alert(1)": "only http and https", "example.org/a": "not a web address",
		"http://": "names no site", "http://name:password@example.org/": "a name or a password", "http://a b/": "not a web address", "http://example.org/" + strings.Repeat("x", 3000): "not a web address",
		"http://nobody.example/": "is not found", "gopher://127.0.0.1:70/_x": "only http",
	} {
		_, err := c.Get(t.Context(), Request{URL: u})
		if err == nil || !strings.Contains(err.Error(), part) || strings.Contains(err.Error(), "password@") {
			t.Errorf("%s: %v, want %q", u, err, part)
		}
	}
}

func TestGetKeepsItsLimits(t *testing.T) {
	s := newSite(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			http.NotFound(w, r)
		case "/long":
			for range MaxBytes/1024 + 2 {
				io.WriteString(w, strings.Repeat("x", 1024))
			}
		case "/says-long":
			w.Header().Set("Content-Length", fmt.Sprint(MaxBytes+1))
		case "/bomb", "/packed":
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			n := 20
			if r.URL.Path == "/bomb" {
				n = MaxBytes/1024 + 2
			}
			for range n {
				io.WriteString(z, strings.Repeat("x", 1024))
			}
			z.Close()
		case "/empty-members": // unpacks to nothing, for ever
			w.Header().Set("Content-Encoding", "gzip")
			var empty strings.Builder
			gzip.NewWriter(&empty).Close()
			for range MaxBytes/empty.Len()/1000 + 2 {
				io.WriteString(w, strings.Repeat(empty.String(), 1000))
			}
		case "/brotli":
			w.Header().Set("Content-Encoding", "br")
		case "/not-gzip":
			w.Header().Set("Content-Encoding", "gzip")
			io.WriteString(w, "hello")
		case "/round":
			http.Redirect(w, r, "/round", http.StatusFound)
		case "/head":
			for i := range 2000 {
				w.Header().Set(fmt.Sprint("X-", i), strings.Repeat("x", 100))
			}
		case "/gone":
			w.WriteHeader(http.StatusGone)
		case "/forbidden":
			w.WriteHeader(http.StatusForbidden)
		case "/later":
			w.Header().Set("Retry-After", "120")
			w.WriteHeader(http.StatusTooManyRequests)
		}
	})
	c := testClient(t, nil)
	for path, part := range map[string]string{
		"/long": "too large: over 10 MB", "/says-long": "too large: over 10 MB", "/bomb": "too large: over 10 MB", "/empty-members": "too large: over 10 MB",
		"/brotli": "not asked for", "/not-gzip": "unpacking it", "/round": "redirects more than 5 times", "/head": "exceeded", "/gone": "no such page (410)", "/forbidden": "does not let this program", "/later": "asks to wait",
	} {
		res, err := c.Get(t.Context(), Request{URL: s.URL + path})
		if err == nil || !strings.Contains(err.Error(), part) {
			t.Errorf("%s: %d bytes, %v, want %q", path, len(res.Body), err, part)
		}
	}
	if res, err := c.Get(t.Context(), Request{URL: s.URL + "/packed"}); err != nil || len(res.Body) != 20*1024 {
		t.Errorf("packed: %d bytes, %v", len(res.Body), err)
	}
	var status *StatusError
	if _, err := c.Get(t.Context(), Request{URL: s.URL + "/later"}); !errors.As(err, &status) || status.RetryAfter != 2*time.Minute {
		t.Errorf("%v", err)
	}
}

func TestGetAsksForWhatHasChanged(t *testing.T) {
	s := newSite(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		switch {
		case r.URL.Path == "/robots.txt":
			http.NotFound(w, r)
		case r.URL.Path == "/old":
			http.Redirect(w, r, "/new", http.StatusMovedPermanently)
		case r.URL.Path == "/for-now":
			http.Redirect(w, r, "/new", http.StatusFound)
		case r.Header.Get("If-None-Match") == `"v1"` && r.Header.Get("If-Modified-Since") == "yesterday":
			w.WriteHeader(http.StatusNotModified)
		default:
			fmt.Fprintf(w, "%s %s", r.UserAgent(), r.Header.Get("Cookie"))
		}
	})
	c := testClient(t, nil)
	res, err := c.Get(t.Context(), Request{URL: s.URL + "/old"})
	if err != nil || res.Moved != s.URL+"/new" || res.URL != s.URL+"/new" || res.ETag != `"v1"` || res.NotModified {
		t.Errorf("%+v, %v", res, err)
	}
	if got, want := string(res.Body), "Verbatim/1.0 (quotes articles with their source; news@example.org) "; got != want {
		t.Errorf("User-Agent %q, want %q", got, want)
	}
	res, err = c.Get(t.Context(), Request{URL: s.URL + "/for-now", ETag: res.ETag, LastModified: "yesterday"})
	if err != nil || !res.NotModified || len(res.Body) > 0 || res.Moved != "" {
		t.Errorf("%+v, %v", res, err)
	}
}

func TestGetMindsRobots(t *testing.T) {
	for name, c := range map[string]struct {
		status       int
		robots       string
		open, closed []string
	}{
		"none":           {404, "", []string{"/", "/a?b=c"}, nil},
		"broken":         {500, "", nil, []string{"/"}},
		"closed to all":  {200, "User-agent: *\nDisallow: /", nil, []string{"/", "/a"}},
		"a folder":       {200, "User-agent: *\nDisallow: /private/\nAllow: /private/open", []string{"/", "/private/open"}, []string{"/private/a"}},
		"a query":        {200, "User-agent: *\nDisallow: /*?print=", []string{"/a"}, []string{"/a?print=1"}},
		"us by name":     {200, "User-agent: verbatim\nDisallow: /\n\nUser-agent: *\nDisallow:", nil, []string{"/"}},
		"others by name": {200, "User-agent: Otherbot\nDisallow: /", []string{"/"}, nil},
		"not understood": {200, "\x00\xff<html>hello", []string{"/"}, nil},
	} {
		s := newSite(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				w.WriteHeader(c.status)
				io.WriteString(w, c.robots)
				return
			}
			io.WriteString(w, "a page")
		})
		client := testClient(t, nil)
		for _, p := range c.open {
			if _, err := client.Get(t.Context(), Request{URL: s.URL + p}); err != nil {
				t.Errorf("%s: %s: %v", name, p, err)
			}
		}
		for _, p := range c.closed {
			_, err := client.Get(t.Context(), Request{URL: s.URL + p})
			if status, passing := errors.AsType[*StatusError](err); c.status >= 500 && (!passing || status.Code != c.status) || c.status < 500 && !errors.Is(err, ErrRobots) {
				t.Errorf("%s: %s: %v", name, p, err)
			}
		}
		asked := s.asked()
		if n := len(slices.DeleteFunc(slices.Clone(asked), func(p string) bool { return p != "/robots.txt" })); n != 1 || len(asked) != 1+len(c.open) {
			t.Errorf("%s: asked for %q", name, asked)
		}
	}
}

// A page that was open may redirect to one that is closed, on another site.
func TestRedirectsMindTheRobotsOfTheirSite(t *testing.T) {
	closed := newSite(t, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "User-agent: *\nDisallow: /") })
	open := newSite(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		http.Redirect(w, r, closed.URL+"/a", http.StatusFound)
	})
	if _, err := testClient(t, nil).Get(t.Context(), Request{URL: open.URL + "/"}); !errors.Is(err, ErrRobots) {
		t.Error(err)
	}
	if got := closed.asked(); !slices.Equal(got, []string{"/robots.txt"}) {
		t.Errorf("asked for %q", got)
	}
}

func TestFilesThatPeopleHandOverComeFromTheirHostsAlone(t *testing.T) {
	elsewhere := newSite(t, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "elsewhere") })
	files := newSite(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			io.WriteString(w, "User-agent: *\nDisallow: /")
		case "/away":
			http.Redirect(w, r, elsewhere.URL, http.StatusFound)
		default:
			io.WriteString(w, "a file of 20 letters")
		}
	})
	c := testClient(t, nil)
	hosts := []string{"127.0.0.1:" + files.port}
	if res, err := c.Get(t.Context(), Request{URL: files.URL + "/a.pdf", Hosts: hosts, Most: 20}); err != nil || len(res.Body) != 20 {
		t.Errorf("%q, %v", res.Body, err)
	}
	if _, err := c.Get(t.Context(), Request{URL: files.URL + "/a.pdf", Hosts: hosts, Most: 19}); !errors.Is(err, ErrTooLarge) {
		t.Error(err)
	}
	for _, u := range []string{elsewhere.URL, files.URL + "/away", "http://127.0.0.1/", "http://localhost:" + files.port} {
		if _, err := c.Get(t.Context(), Request{URL: u, Hosts: hosts}); err == nil || !strings.Contains(err.Error(), "is not where such files are kept") {
			t.Errorf("%s: %v", u, err)
		}
	}
	if len(elsewhere.asked()) != 0 || slices.Contains(files.asked(), "/robots.txt") {
		t.Errorf("asked %q and %q", elsewhere.asked(), files.asked())
	}
}

func TestOneHostIsAskedOnceInSoLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := pace{every: time.Second, next: map[string]time.Time{}}
		start := time.Now()
		p.slow("slow.example", 5*time.Second)
		for i, want := range []struct {
			host string
			at   time.Duration
		}{{"a.example", 0}, {"b.example", 0}, {"a.example", time.Second}, {"a.example", 2 * time.Second}, {"slow.example", 2 * time.Second}, {"slow.example", 7 * time.Second}, {"a.example", 7 * time.Second}} {
			if err := p.wait(t.Context(), want.host); err != nil {
				t.Fatal(err)
			}
			if got := time.Since(start); got != want.at {
				t.Errorf("request %d to %s after %v, want %v", i, want.host, got, want.at)
			}
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if p.wait(ctx, "slow.example") == nil {
			t.Error("it did not stop with its context")
		}
	})
}

func TestErrorsNameNoSecret(t *testing.T) {
	_, err := testClient(t, nil).Get(t.Context(), Request{URL: "http://nobody.example/feed?key=secret"})
	if err == nil || strings.Contains(err.Error(), "secret") {
		t.Error(err)
	}
}

func FuzzURL(f *testing.F) {
	f.Add("http://example.org/a?b#c")
	f.Add("HTTP://[::ffff:7f00:1]:80/")
	f.Add("http://127.1/")
	f.Fuzz(func(t *testing.T, s string) {
		u, err := checkURL(s)
		if err == nil && (u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil) {
			t.Errorf("%q", s)
		}
		if v, err := url.Parse(shown(s)); err == nil && v.Host != "" && v.RawQuery != "" {
			t.Errorf("%q is shown as %q", s, shown(s))
		}
	})
}
