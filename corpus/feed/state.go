package feed

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"

	"verbatim/corpus"
	"verbatim/corpus/durable"
)

// state is what a corpus remembers of the web: when each feed is due, and which
// articles it has had, so that none comes twice and none comes back.
type state struct {
	Feeds map[string]*polled `json:"feeds"` // by address in the list
	Known map[string]known   `json:"known"` // by key
}

// polled is what is remembered of a feed.
type polled struct {
	Title        string    `json:"title,omitempty"`
	ETag         string    `json:"etag,omitempty"`
	LastModified string    `json:"last_modified,omitempty"`
	Moved        string    `json:"moved,omitempty"` // where the feed is for good
	Next         time.Time `json:"next"`
	Failures     int       `json:"failures,omitempty"` // in a row
	Since        time.Time `json:"since,omitzero"`     // of the first of them
	Told         bool      `json:"told,omitempty"`     // that it has failed for a day
	Error        string    `json:"error,omitempty"`
}

// known is an article that was had, or that could not be had yet.
type known struct {
	File  string    `json:"file,omitempty"`  // inside the corpus; "" when none was written, or under another key
	Feed  string    `json:"feed,omitempty"`  // address in the list
	Time  time.Time `json:"time"`            // of publication, else when it was fetched
	Seen  time.Time `json:"seen"`            // when a feed listed it last
	Tries int       `json:"tries,omitempty"` // that failed; it is tried again
}

// forgetAfter is how long an article is remembered that no feed lists.
const forgetAfter = 400 * 24 * time.Hour

// store is the state of a corpus on disk. Several processes may use it.
type store struct{ dir string } // .verbatim

// lockTime is how long another process may hold the state.
const lockTime = 10 * time.Second

// change lets f change the state, alone, and writes it when f returns nil.
func (s store) change(ctx context.Context, f func(*state) error) error {
	if err := os.MkdirAll(s.dir, 0o755); err != nil {
		return err
	}
	lock := flock.New(filepath.Join(s.dir, lockFile))
	ctx, cancel := context.WithTimeout(ctx, lockTime)
	defer cancel()
	if ok, err := lock.TryLockContext(ctx, 20*time.Millisecond); !ok {
		return fmt.Errorf("another program holds %s: %w", lock.Path(), err)
	}
	defer lock.Unlock()
	st, err := s.read()
	if err != nil {
		return err
	}
	if err := f(st); err != nil {
		return err
	}
	b, err := json.MarshalIndent(st, "", " ")
	if err != nil {
		return err
	}
	return durable.Replace(filepath.Join(s.dir, stateFile), b)
}

// read reads the state. One that is damaged is put aside.
func (s store) read() (*state, error) {
	st := &state{}
	file := filepath.Join(s.dir, stateFile)
	b, err := os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, fmt.Errorf("reading what is known of feeds: %w", err)
	default:
		if err := json.Unmarshal(b, st); err != nil {
			os.Rename(file, file+".damaged")
			st = &state{}
		}
	}
	if st.Feeds == nil {
		st.Feeds = map[string]*polled{}
	}
	if st.Known == nil {
		st.Known = map[string]known{}
	}
	return st, nil
}

func (s *state) feed(address string) *polled {
	if s.Feeds[address] == nil {
		s.Feeds[address] = &polled{}
	}
	return s.Feeds[address]
}

// had reports an article that was had under one of the keys.
func (s *state) had(keys []string) (k known, ok bool) {
	for _, key := range keys {
		if k, ok = s.Known[key]; ok && k.Tries == 0 {
			return k, true
		}
	}
	return known{}, false
}

// remember keeps an article under all of its keys, its file under the first.
// A key that has a file keeps it.
func (s *state) remember(keys []string, k known) {
	for _, key := range keys {
		if before := s.Known[key]; before.File != "" && k.File == "" {
			before.Seen = k.Seen
			s.Known[key] = before
			continue
		}
		s.Known[key] = k
		k.File = ""
	}
}

func (s *state) forget(now time.Time) {
	for key, k := range s.Known {
		if k.Seen.Before(now.Add(-forgetAfter)) && k.File == "" {
			delete(s.Known, key)
		}
	}
}

func keyOf(kind, what string) string {
	sum := sha256.Sum256([]byte(kind + "\x00" + what))
	return kind + hex.EncodeToString(sum[:8])
}

// addressKey is that of an article's address.
func addressKey(address string) string { return keyOf("u", corpus.FoldAddress(address)) }
