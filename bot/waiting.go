package bot

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"sync"
	"time"

	"verbatim/corpus/durable"
)

const (
	// waitFor is how long a question waits for an answer.
	waitFor = 90 * 24 * time.Hour
	// maxWaiting is how many questions of one person wait.
	maxWaiting = 5
	// maxWaitingInAll bounds the file.
	maxWaitingInAll = 10_000
)

// Waiting keeps the questions that people want to be told of when they can be
// answered, by their consent: question, person, language, day and, of several corpora, channel, in one file,
// until they are told, for waitFor at most. It is safe for concurrent use.
type Waiting struct {
	path string // "": in memory
	now  func() time.Time

	mu  sync.Mutex
	all []waiting
}

// waiting is a question that waits.
type waiting struct {
	User     string    `json:"user"`
	Question string    `json:"question"`
	Locale   string    `json:"locale"`
	Since    time.Time `json:"since"`

	// Where it was asked, for one of several corpora: who waits is told of what is
	// asked there by then. Empty in a direct message.
	Server  string `json:"server,omitempty"`
	Channel string `json:"channel,omitempty"`
	Parent  string `json:"parent,omitempty"`
}

// same reports whether two entries are one question of one person, asked in one
// place.
func (w waiting) same(o waiting) bool {
	return w.User == o.User && w.Question == o.Question && w.Channel == o.Channel
}

// OpenWaiting reads the file, which need not exist; an empty path keeps them in
// memory alone. With an error comes a list that is empty and written anew.
func OpenWaiting(path string) (*Waiting, error) {
	w := &Waiting{path: path, now: time.Now}
	if path == "" {
		return w, nil
	}
	durable.Clean(path)
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return w, nil
	}
	if err == nil {
		err = json.Unmarshal(b, &w.all)
	}
	if err != nil {
		w.all = nil
		return w, fmt.Errorf("reading the questions that wait for an answer: %w", err)
	}
	return w, nil
}

// errWaiting says that somebody has as many questions waiting as may.
var errWaiting = errors.New("too many questions wait for an answer")

// add lets a question wait. One that waits already is not added again.
func (w *Waiting) add(one waiting) error {
	if err := w.expire(); err != nil {
		return err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	mine := 0
	for _, o := range w.all {
		if o.User != one.User {
			continue
		}
		if mine++; o.same(one) {
			return nil
		}
	}
	if mine >= maxWaiting || len(w.all) >= maxWaitingInAll {
		return errWaiting
	}
	return w.keep(append(slices.Clone(w.all), one))
}

// keep writes the list, and holds it when that is done. The caller holds w.mu.
func (w *Waiting) keep(all []waiting) error {
	if w.path != "" {
		b, err := json.Marshal(all)
		if err != nil {
			return err
		}
		if err := durable.Replace(w.path, b); err != nil {
			return fmt.Errorf("keeping the questions that wait for an answer: %w", err)
		}
		if err := os.Chmod(w.path, 0o600); err != nil {
			return err
		}
	}
	w.all = all
	return nil
}

// old reports whether a question has waited too long.
func (w *Waiting) old(o waiting) bool { return w.now().Sub(o.Since) > waitFor }

// expire forgets, on the disk too, what has waited too long.
func (w *Waiting) expire() error { return w.without(w.old) }

// list are the questions that wait, the oldest first.
func (w *Waiting) list() []waiting {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(w.all), w.old)
}

// remove forgets one question.
func (w *Waiting) remove(one waiting) error {
	return w.without(func(o waiting) bool {
		return o.same(one)
	})
}

// Of are the questions of one person that wait.
func (w *Waiting) Of(user string) []string {
	var mine []string
	for _, o := range w.list() {
		if o.User == user {
			mine = append(mine, o.Question)
		}
	}
	return mine
}

// Erase forgets the questions of one person.
func (w *Waiting) Erase(user string) error {
	return w.without(func(o waiting) bool { return o.User == user })
}

func (w *Waiting) without(gone func(waiting) bool) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	left := slices.DeleteFunc(slices.Clone(w.all), gone)
	if len(left) == len(w.all) {
		return nil
	}
	return w.keep(left)
}
