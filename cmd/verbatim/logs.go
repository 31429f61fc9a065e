package main

import (
	"bytes"
	"io"
	"log/slog"
	"sync"
)

// guarded is standard error with the secrets taken out: whatever is logged,
// and whichever error a library makes of a request, the token never appears.
type guarded struct {
	w       io.Writer
	mu      sync.Mutex
	secrets [][]byte
}

// hide keeps a secret from being written from now on.
func (g *guarded) hide(secret string) {
	if secret == "" {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.secrets = append(g.secrets, []byte(secret))
}

// Write writes b, in which every secret stands whole: a line is one Write for
// slog and for fmt alike.
func (g *guarded) Write(b []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	clean := b
	for _, s := range g.secrets {
		clean = bytes.ReplaceAll(clean, s, []byte("[secret]"))
	}
	if _, err := g.w.Write(clean); err != nil {
		return 0, err
	}
	return len(b), nil
}

// newLog logs text to a terminal and JSON to everything else.
func newLog(w *guarded, level slog.Level) *slog.Logger {
	options := &slog.HandlerOptions{Level: level}
	if isTerminal(w.w) {
		return slog.New(slog.NewTextHandler(w, options))
	}
	return slog.New(slog.NewJSONHandler(w, options))
}
