package bot

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"sync"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/durable"
)

// Preferences are what the moderators of one server have set for it. The zero
// Preferences leave everything as the operator has it.
type Preferences struct {
	Language corpus.Lang `json:"language,omitempty"` // of the words around public answers
	Quotes   int         `json:"quotes,omitempty"`   // of an answer, at most; 0: as many as it always has
	Private  bool        `json:"private,omitempty"`  // commands are answered to the asker alone, unless they say otherwise
	User     *Rate       `json:"user_cooldown,omitempty"`
	Channel  *Rate       `json:"channel_cooldown,omitempty"`
	Server   *Rate       `json:"server_cooldown,omitempty"`
	Roles    []Named     `json:"roles,omitempty"` // that may ask; none: everybody may
	Quiet    []Named     `json:"quiet,omitempty"` // channels where the bot does not answer
	Log      *Named      `json:"log,omitempty"`   // channel that is told of changes of the corpus
	By       string      `json:"by,omitempty"`    // who changed them last
	At       time.Time   `json:"at,omitzero"`
}

// Named is a role or a channel of Discord, with the name that it had when it
// was chosen.
type Named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// has reports whether an ID is among some.
func has(list []Named, id string) bool {
	return slices.ContainsFunc(list, func(n Named) bool { return n.ID == id })
}

// Servers keep the Preferences of every server, by its ID, in a file that is
// replaced in one step. It may be used by many goroutines.
type Servers struct {
	path string // "": memory alone
	mu   sync.Mutex
	by   map[string]Preferences
}

// OpenServers reads the file, which need not exist. A file that cannot be read
// is an error, and not forgotten: it may say who may not ask.
func OpenServers(path string) (*Servers, error) {
	s := &Servers{path: path, by: map[string]Preferences{}}
	if path == "" {
		return s, nil
	}
	durable.Clean(path)
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err == nil {
		err = json.Unmarshal(b, &s.by)
	}
	if err != nil {
		return nil, fmt.Errorf("reading the settings of the servers in %s: %w", path, err)
	}
	return s, nil
}

// Of are the Preferences of a server; the zero ones of a direct message.
func (s *Servers) Of(server string) Preferences {
	if s == nil {
		return Preferences{}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.by[server]
}

// Change changes the Preferences of one server, and returns when they are on
// the disk. Where change fails nothing is changed.
func (s *Servers) Change(server string, change func(*Preferences) error) (Preferences, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.by[server]
	p.Roles, p.Quiet = slices.Clone(p.Roles), slices.Clone(p.Quiet)
	if err := change(&p); err != nil {
		return s.by[server], err
	}
	next := maps.Clone(s.by)
	next[server] = p
	if s.path != "" {
		b, err := json.MarshalIndent(next, "", "  ")
		if err == nil {
			err = durable.Replace(s.path, append(b, '\n'))
		}
		if err != nil {
			return s.by[server], fmt.Errorf("writing the settings of a server: %w", err)
		}
	}
	s.by = next
	return p, nil
}
