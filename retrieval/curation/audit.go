package curation

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"sync"
	"time"

	"verbatim/corpus/durable"
)

// Action is what was done to a corpus.
type Action string

// The actions.
const (
	Reloaded     Action = "reloaded"
	Forced       Action = "forced"  // reloaded although the guard refused
	Refused      Action = "refused" // by the guard
	Failed       Action = "failed"
	Repaired     Action = "repaired" // reloaded because the index was damaged
	RolledBack   Action = "rolled-back"
	FoundChanged Action = "found" // changed while nobody kept the log
	GoldenAdded  Action = "golden"
	GoldenGone   Action = "golden-dropped"
	Removed      Action = "removed"  // a file went to the trash
	Restored     Action = "restored" // and came back
	Muted        Action = "muted"    // a publisher is left out of answers
	Unmuted      Action = "unmuted"
	Dismissed    Action = "dismissed"  // a question that had no answer
	Reported     Action = "reported"   // a reader says that a source is wrong
	Configured   Action = "configured" // the settings of a server
	Added        Action = "added"      // an article or a feed
	Edited       Action = "edited"     // what people state of an article
	Withdrew     Action = "purged"     // a text is gone for good
)

// Entry is a line of the log: who did what, where, and from which version of
// the corpus to which.
type Entry struct {
	Time   time.Time `json:"time"`
	Action Action    `json:"action"`
	By     Actor     `json:"by"`
	Before string    `json:"before"`
	After  string    `json:"after"`
	Detail string    `json:"detail,omitempty"`
}

// Log is a log of changes that are not of the corpus, in a file of its own.
type Log struct{ audit audit }

// OpenLog names the file of a log, which need not exist.
func OpenLog(path string) *Log { return &Log{audit{path: path}} }

// Add writes an entry, and returns when it is on the disk.
func (l *Log) Add(e Entry) error { return l.audit.add(e) }

// Entries are the last n, the newest first.
func (l *Log) Entries(n int) ([]Entry, error) { return l.audit.last(n) }

// audit is the log of one corpus: a file of JSON lines that is only appended
// to. What a crash leaves of a last line is taken off before the next.
type audit struct {
	path string
	mu   sync.Mutex
	open bool // the end of the file has been looked at
}

// add writes an entry, and returns when it is on the disk.
func (a *audit) add(e Entry) (err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	defer func() {
		if err != nil {
			err = fmt.Errorf("writing the log of changes: %w", err)
		}
	}()
	line, err := json.Marshal(e)
	if err != nil {
		return err
	}
	if !a.open {
		if err := endLine(a.path); err != nil {
			return err
		}
		a.open = true
	}
	f, err := os.OpenFile(a.path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err = f.Write(append(line, '\n')); err != nil {
		a.open = false // a full disk may have taken half of it
	}
	return errors.Join(err, f.Sync(), f.Close())
}

// redact takes out the details of entries that may not stay, and leaves all else
// as it is.
func (a *audit) redact(gone func(detail string) bool) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	b, err := os.ReadFile(a.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading the log of changes: %w", err)
	}
	var out bytes.Buffer
	changed := false
	for line := range bytes.Lines(b) {
		var e Entry
		if json.Unmarshal(line, &e) == nil && e.Action != Withdrew && e.Detail != "" && gone(e.Detail) {
			e.Detail, changed = "[withdrawn]", true
			if line, err = json.Marshal(e); err != nil {
				return err
			}
			line = append(line, '\n')
		}
		out.Write(line)
	}
	if !changed {
		return nil
	}
	if err := durable.Replace(a.path, out.Bytes()); err != nil {
		return fmt.Errorf("writing the log of changes: %w", err)
	}
	return os.Chmod(a.path, 0o600)
}

// endLine cuts off what stands behind the last end of a line.
func endLine(path string) error {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil || len(b) == 0 || b[len(b)-1] == '\n' {
		return err
	}
	return os.Truncate(path, int64(bytes.LastIndexByte(b, '\n')+1))
}

// tail is how much of the log is read for its last entries.
const tail = 1 << 20

// last gives the last n entries, the newest first. Lines that are none, as
// people may write them, are left out.
func (a *audit) last(n int) ([]Entry, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	b, err := readTail(a.path, tail)
	if err != nil {
		return nil, fmt.Errorf("reading the log of changes: %w", err)
	}
	var list []Entry
	lines := bytes.Split(b, []byte("\n"))
	for _, line := range slices.Backward(lines) {
		var e Entry
		if len(list) < n && json.Unmarshal(line, &e) == nil && e.Action != "" {
			list = append(list, e)
		}
	}
	return list, nil
}

// readTail reads the last size bytes of a file; nothing when there is none.
func readTail(path string, size int64) ([]byte, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.NewSectionReader(f, max(0, info.Size()-size), size))
}
