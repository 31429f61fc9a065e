package curation

import (
	"cmp"
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

// keepQuestions is how long a question that had no answer is kept, and
// maxQuestions how many: those asked least go first.
const (
	keepQuestions = 30 * 24 * time.Hour
	maxQuestions  = 1000
)

// Unanswered is a question that had no answer: its words, never who asked.
type Unanswered struct {
	ID    int       `json:"id"` // names it until it is dismissed
	Text  string    `json:"text"`
	Count int       `json:"count"`
	Last  time.Time `json:"last"` // the day on which it was asked last
}

// unanswered keeps questions in a file.
type unanswered struct {
	path string
	now  func() time.Time

	mu   sync.Mutex
	read bool
	kept struct {
		Next      int          `json:"next"`
		Uncounted int          `json:"private"` // private questions that had no answer: only their number
		Questions []Unanswered `json:"questions"`
	}
}

// load reads the file once. One that cannot be understood is begun anew.
func (u *unanswered) load() error {
	if u.read {
		return nil
	}
	b, err := os.ReadFile(u.path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("reading the questions without an answer: %w", err)
	}
	if err == nil {
		_ = json.Unmarshal(b, &u.kept)
	}
	u.read = true
	return nil
}

// change loads, forgets what is old, does do and writes.
func (u *unanswered) change(do func()) error {
	u.mu.Lock()
	defer u.mu.Unlock()
	if err := u.load(); err != nil {
		return err
	}
	u.forget()
	do()
	b, err := json.Marshal(&u.kept)
	if err == nil {
		err = durable.Replace(u.path, b)
	}
	if err != nil {
		return fmt.Errorf("writing the questions without an answer: %w", err)
	}
	return nil
}

func (u *unanswered) forget() {
	old := u.now().Add(-keepQuestions)
	u.kept.Questions = slices.DeleteFunc(u.kept.Questions, func(q Unanswered) bool { return q.Last.Before(old) })
	if len(u.kept.Questions) > maxQuestions {
		slices.SortStableFunc(u.kept.Questions, mostAsked)
		u.kept.Questions = u.kept.Questions[:maxQuestions]
	}
}

func mostAsked(a, b Unanswered) int {
	return cmp.Or(cmp.Compare(b.Count, a.Count), b.Last.Compare(a.Last), cmp.Compare(a.ID, b.ID))
}

// NoteUnanswered keeps a public question that had no answer; of a private one
// its number alone.
func (c *Curator) NoteUnanswered(text string, private bool) error {
	u := c.unanswered
	return u.change(func() {
		if private {
			u.kept.Uncounted++
			return
		}
		key, day := folded(text), u.now().UTC().Truncate(24*time.Hour)
		for i := range u.kept.Questions {
			if q := &u.kept.Questions[i]; folded(q.Text) == key {
				q.Count++
				q.Last = day
				return
			}
		}
		u.kept.Next++
		u.kept.Questions = append(u.kept.Questions, Unanswered{u.kept.Next, text, 1, day})
	})
}

// ListUnanswered are the questions of the last 30 days that had no answer, most
// asked first, and how many private ones there were.
func (c *Curator) ListUnanswered() (list []Unanswered, private int, err error) {
	u := c.unanswered
	u.mu.Lock()
	defer u.mu.Unlock()
	if err := u.load(); err != nil {
		return nil, 0, err
	}
	u.forget()
	list = slices.Clone(u.kept.Questions)
	slices.SortStableFunc(list, mostAsked)
	return list, u.kept.Uncounted, nil
}

// Dismiss forgets a question. It reports whether it was there.
func (c *Curator) Dismiss(id int, by Actor) (found bool, err error) {
	u := c.unanswered
	err = u.change(func() {
		n := len(u.kept.Questions)
		u.kept.Questions = slices.DeleteFunc(u.kept.Questions, func(q Unanswered) bool { return q.ID == id })
		found = len(u.kept.Questions) < n
	})
	if err == nil && found {
		version := c.serving()
		c.record(Entry{Action: Dismissed, By: by, Before: version, After: version})
	}
	return found, err
}
