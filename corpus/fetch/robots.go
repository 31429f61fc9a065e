package fetch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/temoto/robotstxt"
)

// ErrRobots is that of a page that its site's robots.txt closes to programs.
var ErrRobots = errors.New("the site's robots.txt asks programs not to read it; save the page and add the file")

// How long a robots.txt counts (RFC 9309, 2.4), and one that did not come.
const (
	robotsAge  = 24 * time.Hour
	noneAge    = time.Hour
	maxRobots  = 500 << 10 // bytes that are read of one
	maxSites   = 10_000    // that are remembered
	longestGap = time.Minute
)

// robots remembers what sites ask of programs.
type robots struct {
	mu    sync.Mutex
	hosts map[string]rules // by scheme and host
}

type rules struct {
	data  *robotstxt.RobotsData
	out   error // that the site is out of order, and closed for that time
	until time.Time
}

// minded refuses what the site's robots.txt closes, and keeps the pace that it
// asks for. One that cannot be had closes nothing when the site says that there
// is none, and everything when it is out of order (RFC 9309, 2.3.1): that is no
// ban, and the *StatusError of the robots.txt.
func (c *Client) minded(ctx context.Context, u *url.URL) error {
	r, err := c.rulesOf(ctx, u)
	if err = cmp.Or(err, r.out); err != nil {
		return err
	}
	data := r.data
	if group := data.FindGroup(product); group != nil {
		c.pace.slow(u.Host, min(group.CrawlDelay, longestGap))
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if !data.TestAgent(path, product) {
		return ErrRobots
	}
	return nil
}

func (c *Client) rulesOf(ctx context.Context, u *url.URL) (rules, error) {
	site := u.Scheme + "://" + u.Host
	c.robots.mu.Lock()
	known, ok := c.robots.hosts[site]
	c.robots.mu.Unlock()
	if ok && time.Now().Before(known.until) {
		return known, nil
	}
	r, err := c.fetchRobots(ctx, site)
	if err != nil {
		return rules{}, err
	}
	c.robots.mu.Lock()
	defer c.robots.mu.Unlock()
	if len(c.robots.hosts) >= maxSites {
		clear(c.robots.hosts)
	}
	c.robots.hosts[site] = r
	return r, nil
}

func (c *Client) fetchRobots(ctx context.Context, site string) (rules, error) {
	res, err := c.follow(ctx, Request{URL: site + "/robots.txt", Accept: "text/plain"}, false)
	status, age := http.StatusOK, robotsAge
	var refused *StatusError
	switch {
	case errors.As(err, &refused):
		status = refused.Code
		if status >= 500 || status == http.StatusTooManyRequests {
			return rules{out: fmt.Errorf("the rules of its site for programs cannot be read: %w", refused), until: time.Now().Add(noneAge)}, nil
		}
	case errors.Is(err, ErrTooLarge):
		status, age = http.StatusServiceUnavailable, noneAge
	case err != nil:
		return rules{}, err
	}
	data, err := robotstxt.FromStatusAndBytes(status, res.Body[:min(len(res.Body), maxRobots)])
	if err != nil { // what cannot be understood closes nothing
		data, err = robotstxt.FromStatusAndBytes(http.StatusNotFound, nil)
	}
	return rules{data: data, until: time.Now().Add(age)}, err
}

// pace keeps the requests to one host apart.
type pace struct {
	every time.Duration

	mu   sync.Mutex
	next map[string]time.Time     // when a host may be asked again
	gaps map[string]time.Duration // of hosts that ask for longer ones
}

func (p *pace) slow(host string, gap time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if gap > p.every {
		if p.gaps == nil || len(p.gaps) >= maxSites {
			p.gaps = map[string]time.Duration{}
		}
		p.gaps[host] = gap
	}
}

// wait waits for the host's turn and takes it.
func (p *pace) wait(ctx context.Context, host string) error {
	p.mu.Lock()
	now := time.Now()
	at := p.next[host]
	if at.Before(now) {
		at = now
	}
	if len(p.next) >= maxSites {
		clear(p.next)
	}
	p.next[host] = at.Add(max(p.every, p.gaps[host]))
	p.mu.Unlock()
	timer := time.NewTimer(at.Sub(now))
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
