package bleveindex

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"time"

	"verbatim/corpus"
	"verbatim/retrieval"
)

// Renew makes a generation that shares no file with another, under an ID of its
// own: what was taken out of an index goes on standing in its segments and in
// the files of bodies, which later generations share. What cannot be removed
// yet, as open files on Windows, goes at the next Publish.
func (s *Store) Renew(ctx context.Context, l *corpus.Library, bodies corpus.Bodies, progress func(done, total int)) (retrieval.Generation, error) {
	if err := s.Lock(ctx); err != nil {
		return nil, err
	}
	p, err := s.pointers()
	if err != nil && !errors.Is(err, retrieval.ErrNoGeneration) {
		return nil, err
	}
	now := time.Now()
	id := l.Version() + "." + strconv.FormatInt(now.UnixMilli(), 36) + "-" + s.engine
	dir, err := os.MkdirTemp(s.generations(), temporary)
	if err != nil {
		return nil, fmt.Errorf("making generation %s: %w", id, err)
	}
	defer os.RemoveAll(dir) // nothing is there once it is renamed
	changes := corpus.Diff(nil, l)
	changes.Bodies = bodies
	d := &derivation{ctx: ctx, dir: dir, changes: changes, progress: progress}
	if err := d.write(id); err != nil {
		return nil, fmt.Errorf("making generation %s: %w", id, err)
	}
	g, err := s.install(ctx, d, id)
	if err != nil {
		return nil, fmt.Errorf("making generation %s: %w", id, err)
	}
	p = pointers{Current: id, Published: map[string]time.Time{id: now.UTC().Truncate(time.Second)}, Pinned: p.Pinned}
	if err := s.write(p); err != nil {
		return nil, errors.Join(err, g.Close())
	}
	return g, nil
}
