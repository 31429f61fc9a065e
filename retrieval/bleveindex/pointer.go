package bleveindex

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"verbatim/corpus/durable"
	"verbatim/retrieval"
)

// pointers is the content of the pointer file.
type pointers struct {
	Current   string               `json:"current"`
	Former    []string             `json:"former"`    // newest first
	Published map[string]time.Time `json:"published"` // when each became the current one last
	Pinned    bool                 `json:"pinned"`    // a person rolled back to the current one
}

func (s *Store) pointers() (pointers, error) {
	var p pointers
	b, err := os.ReadFile(s.pointer())
	if isMissing(err) {
		return p, noGeneration(s.dir)
	}
	if err != nil {
		return p, fmt.Errorf("reading which generation is the current one: %w", err)
	}
	if json.Unmarshal(b, &p) != nil || !validID(p.Current) {
		return pointers{}, fmt.Errorf("%w: %s does not name one", retrieval.ErrNoGeneration, s.pointer())
	}
	return p, nil
}

// Publish makes a generation the current one and removes all but the last few.
func (s *Store) Publish(ctx context.Context, id string) error {
	return s.point(ctx, id, false)
}

// Pin makes a kept generation the current one because a person wants it.
func (s *Store) Pin(ctx context.Context, id string) error {
	p, err := s.pointers()
	if err != nil {
		return err
	}
	if id != p.Current && !slices.Contains(p.Former, id) || !s.made(id) {
		return fmt.Errorf("rolling back to generation %s: %w", id, noGeneration(s.dir))
	}
	return s.point(ctx, id, true)
}

func (s *Store) point(ctx context.Context, id string, pinned bool) error {
	if err := s.Lock(ctx); err != nil {
		return err
	}
	if _, err := os.Stat(filepath.Join(s.folder(id), metaFile)); !validID(id) || err != nil {
		return fmt.Errorf("publishing generation %s: %w", id, noGeneration(s.dir))
	}
	p, err := s.pointers()
	if err != nil && !errors.Is(err, retrieval.ErrNoGeneration) {
		return err
	}
	p.advance(id, s.options.Keep, time.Now())
	p.Pinned = pinned
	return s.write(p)
}

// write writes the pointer file and removes what it does not keep.
func (s *Store) write(p pointers) error {
	b, err := json.Marshal(p)
	if err != nil {
		return err
	}
	if err := durable.Replace(s.pointer(), b); err != nil {
		return fmt.Errorf("publishing generation %s: %w", p.Current, err)
	}
	s.clean(p)
	return nil
}

// advance makes id the current generation, and forgets what is over keep.
func (p *pointers) advance(id string, keep int, now time.Time) {
	if p.Current != "" && p.Current != id {
		p.Former = slices.Insert(p.Former, 0, p.Current)
	}
	p.Former = slices.DeleteFunc(p.Former, func(f string) bool { return f == id || !validID(f) })
	p.Former = p.Former[:min(len(p.Former), keep-1)]
	p.Current = id
	published := map[string]time.Time{id: now.UTC().Truncate(time.Second)}
	for _, f := range p.Former {
		published[f] = p.Published[f]
	}
	p.Published = published
}

// clean removes the generations that p does not keep. What cannot be removed,
// as open files on Windows, is removed next time.
func (s *Store) clean(p pointers) {
	entries, err := os.ReadDir(s.generations())
	if err != nil {
		return
	}
	for _, e := range entries {
		if e.Name() != p.Current && !slices.Contains(p.Former, e.Name()) {
			os.RemoveAll(s.folder(e.Name()))
		}
	}
}

// Kept lists the generations that can be opened. What another version of the
// program made cannot.
func (s *Store) Kept(ctx context.Context) ([]retrieval.Kept, error) {
	if _, err := s.Current(ctx); err != nil {
		return nil, err
	}
	p, err := s.pointers()
	if err != nil {
		return nil, err
	}
	var kept []retrieval.Kept
	for i, id := range slices.Insert(p.Former, 0, p.Current) {
		if !s.made(id) {
			continue
		}
		k := retrieval.Kept{ID: id, Articles: -1, Published: p.Published[id], Pinned: i == 0 && p.Pinned}
		m, err := readMeta(s.folder(id))
		if err == nil {
			k.Version, k.Articles = m.Library, m.Articles-1
		} else if i > 0 {
			continue
		}
		kept = append(kept, k)
	}
	return kept, nil
}
