package bleveindex

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"verbatim/corpus/durable"
	"verbatim/retrieval"
)

// patience is how long Lock waits for another process, which may be a short
// one: the contract is to fail within two seconds.
const patience = time.Second

// holder is the line in the lock file.
type holder struct {
	PID     int       `json:"pid"`
	Command string    `json:"command"`
	Since   time.Time `json:"since"`
}

// Lock makes this process the only one that writes to the data folder, until
// Close. Derive and Publish do so when nobody did. When another process holds
// the folder the error is a *retrieval.LockedError. What a crash left behind
// is removed.
func (s *Store) Lock(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lock != nil {
		return nil
	}
	if err := os.MkdirAll(s.generations(), 0o755); err != nil {
		return fmt.Errorf("making the data folder: %w", err)
	}
	path := filepath.Join(s.dir, "lock")
	lock := flock.New(path)
	wait, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	ok, err := lock.TryLockContext(wait, patience/20)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case !ok && (err == nil || errors.Is(err, context.DeadlineExceeded)):
		return s.lockedBy(path)
	case err != nil:
		return fmt.Errorf("locking the data folder: %w", err)
	}
	line, err := json.Marshal(holder{os.Getpid(), s.options.Command, time.Now()})
	if err == nil {
		err = os.WriteFile(path, append(line, '\n'), 0o644)
	}
	if err != nil {
		lock.Unlock()
		return fmt.Errorf("writing %s: %w", path, err)
	}
	s.lock = lock
	s.removeTemporary()
	return nil
}

func (s *Store) lockedBy(path string) error {
	var h holder
	if b, err := os.ReadFile(path); err == nil {
		json.Unmarshal(b, &h) // whoever has just locked it may not have written yet
	}
	return &retrieval.LockedError{Dir: s.dir, PID: h.PID, Command: h.Command, Since: h.Since}
}

// Close gives the data folder up to other writers. Generations stay open.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.lock == nil {
		return nil
	}
	err := s.lock.Unlock()
	s.lock = nil
	return err
}

// temporary begins the names of folders that are being written.
const temporary = ".new-"

func (s *Store) removeTemporary() {
	durable.Clean(s.pointer())
	spools, _ := filepath.Glob(filepath.Join(s.dir, "spool-*.tmp"))
	for _, f := range spools {
		os.Remove(f)
	}
	entries, err := os.ReadDir(s.generations())
	if err != nil {
		return
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), temporary) {
			os.RemoveAll(s.folder(e.Name()))
		}
	}
}
