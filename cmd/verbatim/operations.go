package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
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
	corpus   *opened
	bot      *discord.Bot
	registry *prometheus.Registry

	questions *prometheus.CounterVec
	latency   prometheus.Histogram
	reloads   *prometheus.CounterVec
}

func newOperations(o *opened) *operations {
	p := &operations{
		corpus: o, registry: prometheus.NewRegistry(),
		questions: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "verbatim_questions_total", Help: "Questions, by how they ended: answered, abstained or failed."}, []string{"outcome"}),
		latency:   prometheus.NewHistogram(prometheus.HistogramOpts{Name: "verbatim_answer_seconds", Help: "How long answers took to find.", Buckets: prometheus.ExponentialBuckets(0.001, 2, 14)}),
		reloads:   prometheus.NewCounterVec(prometheus.CounterOpts{Name: "verbatim_reloads_total", Help: "Reloads, by how they ended: applied, unchanged, refused or failed."}, []string{"outcome"}),
	}
	for _, outcome := range []string{"answered", "abstained", "failed"} {
		p.questions.WithLabelValues(outcome)
	}
	for _, outcome := range []string{"applied", "unchanged", "refused", "failed"} {
		p.reloads.WithLabelValues(outcome)
	}
	p.registry.MustRegister(p.questions, p.latency, p.reloads, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	p.gauge("verbatim_articles", "Articles of what serves.", func(s size) float64 { return float64(s.articles) })
	p.gauge("verbatim_passages", "Passages of what serves.", func(s size) float64 { return float64(s.passages) })
	o.curator.Ended = p.reloaded
	return p
}

// size is that of the generation that serves.
type size struct{ articles, passages int }

func (p *operations) size() (s size, version string) {
	g, release, err := p.corpus.live.Acquire()
	if err != nil {
		return size{}, ""
	}
	defer release()
	l := g.Library()
	return size{len(l.Articles()), l.Passages()}, l.Version()
}

func (p *operations) gauge(name, help string, of func(size) float64) {
	p.registry.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: name, Help: help}, func() float64 {
		s, _ := p.size()
		return of(s)
	}))
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
func (p *operations) Answer(ctx context.Context, q retrieval.Query) (retrieval.Answer, error) {
	began := time.Now()
	a, err := p.corpus.curator.Answer(ctx, q)
	outcome := "answered"
	switch {
	case err != nil:
		outcome = "failed"
	case a.Abstained:
		outcome = "abstained"
	}
	p.questions.WithLabelValues(outcome).Inc()
	p.latency.Observe(time.Since(began).Seconds())
	return a, err
}

// reloaded counts a reload.
func (p *operations) reloaded(r curation.Report, err error) {
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
	p.reloads.WithLabelValues(outcome).Inc()
}

// health is what /healthz says.
type health struct {
	Ready    bool     `json:"ready"`   // it answers people
	Version  string   `json:"version"` // of the corpus that serves, "" for none
	Gateway  string   `json:"gateway"` // connected, or disconnected
	Troubles []string `json:"troubles"`
}

func (p *operations) health() health {
	_, version := p.size()
	h := health{Version: version, Gateway: "disconnected", Troubles: []string{}}
	if p.bot.State().Connected {
		h.Gateway = "connected"
	}
	h.Ready = version != "" && h.Gateway == "connected"
	troubles := p.corpus.curator.Troubles()
	for _, t := range []curation.Trouble{curation.Damaged, curation.Held, curation.Unlogged, curation.Unread} {
		if troubles[t] != nil {
			h.Troubles = append(h.Troubles, string(t)) // why is in the log: it names files
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
