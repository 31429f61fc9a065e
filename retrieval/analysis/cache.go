package analysis

import (
	"strings"
	"sync"
)

// cacheSize bounds a cache: at 1<<16 words of some 100 bytes each it stays
// under 8 MB a language, and holds all but the rarest words of a news corpus.
const cacheSize = 1 << 16

// cache remembers what became of printed words: stemming one takes about a
// microsecond, and an answer looks at tens of thousands.
type cache struct {
	mu sync.RWMutex
	m  map[string]entry
}

func (c *cache) put(printed string, e entry) {
	if len(printed) > 64 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.m == nil || len(c.m) >= cacheSize {
		c.m = make(map[string]entry)
	}
	c.m[strings.Clone(printed)] = e // the text it was cut from may be long
}
