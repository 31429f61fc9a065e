package discord

import (
	"bufio"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
)

// place is where a message is.
type place struct{ channel, message string }

// answers knows the answers of the bot by the questions that they reply to, so
// that an answer goes with its question. Discord does not tell: an event of a
// deletion holds nothing but the message's ID, and there is no way to ask for
// the replies to a message. The last keep of them survive a restart, in a file
// of lines "question channel answer"; it holds IDs alone, and is written anew
// when it has twice as many lines.
type answers struct {
	mu      sync.Mutex
	by      map[string][]place
	order   []string // questions, oldest first
	removed *recent  // questions that were deleted, perhaps before their answer came
	path    string   // "": memory alone
	file    *os.File
	lines   int
}

// keep is how many questions are remembered.
const keep = 10_000

// openAnswers reads the file, which need not exist. With an error come answers
// that are kept in memory alone.
func openAnswers(path string) (*answers, error) {
	a := &answers{by: map[string][]place{}, removed: newRecent(1000), path: path}
	if path == "" {
		return a, nil
	}
	f, err := os.Open(path)
	if err != nil && !os.IsNotExist(err) {
		return a, fmt.Errorf("reading the list of answers: %w", err)
	}
	if err == nil {
		s := bufio.NewScanner(f)
		for s.Scan() {
			// A line that a crash cut off has no third field, or a wrong ID that nothing will ever match.
			if w := strings.Fields(s.Text()); len(w) == 3 {
				a.put(w[0], place{w[1], w[2]})
			}
		}
		f.Close()
	}
	return a, a.rewrite()
}

// put adds an answer in memory, and forgets the oldest question.
func (a *answers) put(question string, at place) {
	if _, ok := a.by[question]; !ok {
		a.order = append(a.order, question)
	}
	a.by[question] = append(a.by[question], at)
	if len(a.order) > keep {
		delete(a.by, a.order[0])
		a.order = a.order[1:]
	}
}

// add keeps the place of an answer. deleted says that its question is gone.
// An error says that the answer is kept in memory alone.
func (a *answers) add(question string, at place) (deleted bool, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.removed.has(question) {
		return true, nil
	}
	a.put(question, at)
	if a.file == nil {
		return false, nil
	}
	if a.lines++; a.lines > 2*keep {
		return false, a.rewrite()
	}
	_, err = fmt.Fprintf(a.file, "%s %s %s\n", question, at.channel, at.message)
	return false, err
}

// question is the question that a message answers, "" when that is not known.
func (a *answers) question(message string) string {
	a.mu.Lock()
	defer a.mu.Unlock()
	for q, places := range a.by {
		if slices.ContainsFunc(places, func(at place) bool { return at.message == message }) {
			return q
		}
	}
	return ""
}

// remove forgets a question, and gives the places of its answers. Its line
// stays in the file until that is written anew, and does no harm.
func (a *answers) remove(question string) []place {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.removed.add(question)
	places := a.by[question]
	delete(a.by, question)
	return places
}

// rewrite writes the file anew, beside the old one, and goes on with it.
func (a *answers) rewrite() error {
	var b strings.Builder
	a.lines = 0
	kept := a.order[:0]
	for _, q := range a.order {
		for _, at := range a.by[q] {
			fmt.Fprintf(&b, "%s %s %s\n", q, at.channel, at.message)
			a.lines++
		}
		if len(a.by[q]) > 0 {
			kept = append(kept, q)
		}
	}
	a.order = kept
	if a.file != nil {
		a.file.Close()
		a.file = nil
	}
	const private fs.FileMode = 0o600
	if err := os.WriteFile(a.path+".new", []byte(b.String()), private); err != nil {
		return fmt.Errorf("writing the list of answers: %w", err)
	}
	if err := os.Rename(a.path+".new", a.path); err != nil {
		return fmt.Errorf("writing the list of answers: %w", err)
	}
	var err error
	a.file, err = os.OpenFile(a.path, os.O_APPEND|os.O_WRONLY, private)
	return err
}

func (a *answers) close() {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.file != nil {
		a.file.Close()
		a.file = nil
	}
}
