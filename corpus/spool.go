package corpus

import (
	"errors"
	"fmt"
	"os"
	"sync"
)

// spoolBuffer is how many bytes of text a Spool keeps in memory before it
// writes them to its file. A corpus below it never touches the disk.
const spoolBuffer = 4 << 20

// Spool holds the texts of articles between their reading and their indexing:
// the first few megabytes in memory, then in a temporary file, so that memory
// grows with the number of articles and not with their texts. It implements
// Bodies, and may be used by several goroutines.
type Spool struct {
	dir string

	mu     sync.RWMutex
	places map[string]place
	buffer []byte   // the last bytes, not yet in the file
	base   int64    // where buffer begins in the file
	file   *os.File // nil until the buffer was full once
	closed bool
}

type place struct {
	offset int64
	size   int
}

var _ Bodies = (*Spool)(nil)

var errSpoolClosed = errors.New("the spool of article texts is closed")

// NewSpool makes an empty Spool, whose file will be in the folder dir
// (os.TempDir when it is empty). Close removes the file.
func NewSpool(dir string) *Spool {
	return &Spool{dir: dir, places: map[string]place{}}
}

// Add keeps the text of an article. Two texts of one article are an error.
func (s *Spool) Add(articleID, text string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return errSpoolClosed
	}
	if _, ok := s.places[articleID]; ok {
		return fmt.Errorf("the text of article %q is spooled already", articleID)
	}
	if len(s.buffer) > 0 && len(s.buffer)+len(text) > spoolBuffer {
		if err := s.flush(); err != nil {
			return fmt.Errorf("keeping article texts in a temporary file: %w; free some space or choose another data folder", err)
		}
	}
	s.places[articleID] = place{s.base + int64(len(s.buffer)), len(text)}
	s.buffer = append(s.buffer, text...)
	return nil
}

func (s *Spool) flush() error {
	if s.file == nil {
		f, err := os.CreateTemp(s.dir, "spool-*.tmp")
		if err != nil {
			return err
		}
		s.file = f
	}
	if _, err := s.file.WriteAt(s.buffer, s.base); err != nil {
		return err
	}
	s.base += int64(len(s.buffer))
	s.buffer = s.buffer[:0]
	return nil
}

// Body is the text of an article that was added.
func (s *Spool) Body(articleID string) (string, error) {
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.closed {
		return "", errSpoolClosed
	}
	p, ok := s.places[articleID]
	if !ok {
		return "", fmt.Errorf("the text of article %q is not in the spool", articleID)
	}
	if at := p.offset - s.base; at >= 0 {
		return string(s.buffer[at : at+int64(p.size)]), nil
	}
	b := make([]byte, p.size)
	if _, err := s.file.ReadAt(b, p.offset); err != nil {
		return "", fmt.Errorf("reading the text of article %q back from %s: %w", articleID, s.file.Name(), err)
	}
	return string(b), nil
}

// Len is the number of texts.
func (s *Spool) Len() int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return len(s.places)
}

// Close frees the memory and removes the file. Closing twice is harmless.
func (s *Spool) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed, s.buffer, s.places = true, nil, nil
	if s.file == nil {
		return nil
	}
	f := s.file
	s.file = nil
	return errors.Join(f.Close(), os.Remove(f.Name()))
}
