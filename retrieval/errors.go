package retrieval

import (
	"errors"
	"fmt"
	"time"
)

// ErrNoGeneration says that a store holds no (such) generation.
var ErrNoGeneration = errors.New("no generation")

// ErrCorrupt says that a generation is damaged on disk: it has to be built
// again from the corpus.
var ErrCorrupt = errors.New("corrupted generation")

// LockedError says that another process writes to the store.
type LockedError struct {
	Dir     string
	PID     int       // 0 when the other process did not say
	Command string    // "verbatim serve"
	Since   time.Time // when it began
}

func (e *LockedError) Error() string {
	if e.PID == 0 {
		return fmt.Sprintf("the data folder %s is in use by another process", e.Dir)
	}
	return fmt.Sprintf("the data folder %s is in use by %s (process %d, since %s)", e.Dir, e.Command, e.PID, e.Since.Local().Format("2006-01-02 15:04:05"))
}
