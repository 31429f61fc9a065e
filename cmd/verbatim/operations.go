package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"verbatim/bot"
	"verbatim/bot/discord"
	"verbatim/retrieval"
	"verbatim/retrieval/curation"
)

// operations tells those who run a server how it does: /healthz and /metrics.
// Neither says what was asked, or by whom.
type operations struct {
	corpora  []*tally
	bot      *discord.Bot
	registry *prometheus.Registry
}

// tally counts what happens to one corpus. Of several, each has its name as the
// label “corpus”.
type tally struct {
	*opened
	questions *prometheus.CounterVec
	latency   prometheus.Histogram
	reloads   *prometheus.CounterVec
}

func newOperations() *operations {
	p := &operations{registry: prometheus.NewRegistry()}
	p.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return p
}

// count has a corpus counted.
func (p *operations) count(o *opened) {
	var r prometheus.Registerer = p.registry
	if place := o.settings.place; place != nil {
		r = prometheus.WrapRegistererWith(prometheus.Labels{"corpus": place.Name}, r)
	}
	t := newTally(o, r)
	p.corpora, o.counted = append(p.corpora, t), t
}

func newTally(o *opened, r prometheus.Registerer) *tally {
	t := &tally{
		opened:    o,
		questions: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "verbatim_questions_total", Help: "Questions, by how they ended: answered, abstained or failed."}, []string{"outcome"}),
		latency:   prometheus.NewHistogram(prometheus.HistogramOpts{Name: "verbatim_answer_seconds", Help: "How long answers took to find.", Buckets: prometheus.ExponentialBuckets(0.001, 2, 14)}),
		reloads:   prometheus.NewCounterVec(prometheus.CounterOpts{Name: "verbatim_reloads_total", Help: "Reloads, by how they ended: applied, unchanged, refused or failed."}, []string{"outcome"}),
	}
	for _, outcome := range []string{"answered", "abstained", "failed"} {
		t.questions.WithLabelValues(outcome)
	}
	for _, outcome := range []string{"applied", "unchanged", "refused", "failed"} {
		t.reloads.WithLabelValues(outcome)
	}
	r.MustRegister(t.questions, t.latency, t.reloads,
		t.gauge("verbatim_articles", "Articles of what serves.", func(s size) int { return s.articles }),
		t.gauge("verbatim_passages", "Passages of what serves.", func(s size) int { return s.passages }))
	o.curator.Ended = t.reloaded
	return t
}

// size is that of the generation that serves.
type size struct{ articles, passages int }

func (t *tally) size() (s size, version string) {
	g, release, err := t.live.Acquire()
	if err != nil {
		return size{}, ""
	}
	defer release()
	l := g.Library()
	return size{len(l.Articles()), l.Passages()}, l.Version()
}

func (t *tally) gauge(name, help string, of func(size) int) prometheus.Collector {
	return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, func() float64 {
		s, _ := t.size()
		return float64(of(s))
	})
}

// watch tells of the connection to Discord as well.
func (p *operations) watch(b *discord.Bot, h *bot.Bot) {
	p.bot = b
	for name, told := range map[string]struct {
		help string
		of   func(bot.Told) int
	}{
		"verbatim_told_total":         {"Questions that waited and whose answer was sent by direct message.", func(t bot.Told) int { return t.Told }},
		"verbatim_told_refused_total": {"Answers to waiting questions that their askers' settings refused.", func(t bot.Told) int { return t.Refused }},
	} {
		p.registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: name, Help: told.help}, func() float64 { return float64(told.of(h.Told())) }))
	}
	count := func(name, help string, of func(discord.State) int) {
		p.registry.MustRegister(prometheus.NewCounterFunc(prometheus.CounterOpts{Name: name, Help: help}, func() float64 { return float64(of(b.State())) }))
	}
	now := func(name, help string, of func(discord.State) int) {
		p.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, func() float64 { return float64(of(b.State())) }))
	}
	now("verbatim_gateway_connected", "Whether the gateway is connected: 1 or 0.", func(s discord.State) int {
		if s.Connected {
			return 1
		}
		return 0
	})
	now("verbatim_gateway_identifies", "Sessions with the gateway that were begun in the last 24 hours. Discord allows 1,000.", func(s discord.State) int { return s.Identifies })
	count("verbatim_gateway_reconnects_total", "Times that the gateway was connected again.", func(s discord.State) int { return s.Reconnects })
	count("verbatim_gateway_renewals_total", "Reconnections that could not resume the session: what was asked meanwhile may have been missed.", func(s discord.State) int { return s.Renewed })
	count("verbatim_rest_retries_total", "Calls of Discord's REST API that were made again.", func(s discord.State) int { return s.Retries })
}

// Answer implements bot.Answerer, and counts.
func (t *tally) Answer(ctx context.Context, q retrieval.Query) (retrieval.Answer, error) {
	began := time.Now()
	a, err := t.curator.Answer(ctx, q)
	outcome := "answered"
	switch {
	case err != nil:
		outcome = "failed"
	case a.Abstained:
		outcome = "abstained"
	}
	t.questions.WithLabelValues(outcome).Inc()
	t.latency.Observe(time.Since(began).Seconds())
	return a, err
}

// reloaded counts a reload.
func (t *tally) reloaded(r curation.Report, err error) {
	_, refused := errors.AsType[*curation.RefusedError](err)
	outcome := "unchanged"
	switch {
	case refused:
		outcome = "refused"
	case err != nil:
		outcome = "failed"
	case r.Applied:
		outcome = "applied"
	}
	t.reloads.WithLabelValues(outcome).Inc()
}

// health is what /healthz says.
type health struct {
	Ready    bool     `json:"ready"`   // it answers people: of several corpora from one at least
	Version  string   `json:"version"` // of the corpus that serves, "" for none and of several
	Gateway  string   `json:"gateway"` // connected, or disconnected
	Troubles []string `json:"troubles"`

	Corpora map[string]corpusHealth `json:"corpora,omitempty"` // of several, by name
}

// corpusHealth is what /healthz says of one of several corpora.
type corpusHealth struct {
	Version  string   `json:"version"` // "" while it has nothing to serve
	Troubles []string `json:"troubles"`
}

func (p *operations) health() health {
	h := health{Gateway: "disconnected", Troubles: []string{}}
	if p.bot.State().Connected {
		h.Gateway = "connected"
	}
	serving := false
	for _, t := range p.corpora {
		one := t.health()
		serving = serving || one.Version != ""
		h.Troubles = append(h.Troubles, one.Troubles...)
		if t.settings.place == nil {
			h.Version = one.Version
			continue
		}
		if h.Corpora == nil {
			h.Corpora = map[string]corpusHealth{}
		}
		h.Corpora[t.settings.place.Name] = one
	}
	slices.Sort(h.Troubles)
	h.Troubles = slices.Compact(h.Troubles)
	h.Ready = serving && h.Gateway == "connected"
	return h
}

func (t *tally) health() corpusHealth {
	_, version := t.size()
	h := corpusHealth{version, []string{}}
	troubles := t.curator.Troubles()
	for _, kind := range []curation.Trouble{curation.Damaged, curation.Held, curation.Unlogged, curation.Unread} {
		if troubles[kind] != nil {
			h.Troubles = append(h.Troubles, string(kind)) // why is in the log: it names files
		}
	}
	return h
}

func (p *operations) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(p.registry, promhttp.HandlerOpts{}))
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		h := p.health()
		w.Header().Set("Content-Type", "application/json")
		if !h.Ready {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		json.NewEncoder(w).Encode(h)
	})
	return mux
}

// serve answers on an address until stop is called.
func (p *operations) serve(ctx context.Context, addr string) (stop func(), err error) {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return nil, &failure{text: "cannot listen on " + addr, cause: err, hint: "give VERBATIM_HTTP_ADDR an address of this machine with a free port, like 127.0.0.1:9090"}
	}
	s := &http.Server{Handler: p.handler(), ReadHeaderTimeout: 10 * time.Second}
	done := make(chan struct{})
	go func() { defer close(done); s.Serve(l) }()
	return func() { s.Close(); <-done }, nil
}

// parseAddress reads a host, which may be left out, and a port.
func parseAddress(text string) (string, error) {
	if _, port, err := net.SplitHostPort(text); err != nil || port == "" {
		return "", fmt.Errorf("%q is not an address with a port", text)
	}
	return text, nil
}
