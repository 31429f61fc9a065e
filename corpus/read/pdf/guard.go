package pdf

import (
	"bytes"
	"compress/zlib"
	"errors"
	"io"
	"runtime"
	"time"
)

// What the library takes from a file on trust, and what it then allocates or
// how long it loops, is checked before: a file that says it has 10^12 objects
// would end the program.
const (
	maxObjects  = 1_000_000
	maxColumns  = 100_000  // bytes of a row that a predictor holds
	maxInflated = 64 << 20 // bytes of all streams that hold objects
	maxFrames   = 4000     // of the stack, in a file whose objects lead to themselves
)

var errImplausible = errors.New("its tables are broken or made to do harm; print it to PDF again with another program")

// plausible checks every dictionary of the file, wherever it stands.
func plausible(data []byte) error {
	budget := 8*len(data) + 1<<20 // objects that are whole do not overlap
	inflated := int64(0)
	for at := 0; ; {
		i := bytes.Index(data[at:], []byte("obj"))
		if i < 0 {
			break
		}
		at += i + len("obj")
		l := &lexer{data: data, pos: at, refs: true}
		if l.skipSpace(); l.pos >= len(data) || !l.at("<<") {
			continue
		}
		o, _ := l.next()
		if budget -= l.pos - at; budget < 0 || !plausibleDictionary(o) {
			return errImplausible
		}
		if d, _ := o.(dictionary); d["Type"] == name("ObjStm") {
			if inflated += sizeOf(l); inflated > maxInflated {
				return errImplausible
			}
		}
	}
	return plausibleTables(data)
}

func plausibleDictionary(o any) bool {
	switch o := o.(type) {
	case array:
		for _, e := range o {
			if !plausibleDictionary(e) {
				return false
			}
		}
	case dictionary:
		for k, v := range o {
			if !plausibleEntry(k, v, o["Type"]) || !plausibleDictionary(v) {
				return false
			}
		}
	}
	return true
}

// plausibleEntry checks what the library reads as a size. Said elsewhere, by a
// reference, it could not be checked.
func plausibleEntry(key name, v, kind any) bool {
	indirect := holdsReference(v)
	table := kind == name("XRef") || kind == name("ObjStm")
	switch key {
	case "Type", "DecodeParms":
		return !indirect
	case "Columns":
		return upTo(maxColumns, v)
	case "N", "First", "Size":
		return !table || upTo(maxObjects, v) || key == "First" && upTo(maxInflated, v)
	case "W":
		return !table || plausibleWidths(v)
	case "Index":
		return !table || plausibleIndex(v)
	}
	return true
}

func holdsReference(v any) bool {
	switch v := v.(type) {
	case reference:
		return true
	case array:
		for _, e := range v {
			if holdsReference(e) {
				return true
			}
		}
	}
	return false
}

func upTo(limit float64, v any) bool {
	f, ok := v.(float64)
	return ok && f >= 0 && f <= limit
}

func plausibleWidths(v any) bool {
	a, _ := v.(array)
	total := 0.0
	for _, w := range a {
		if !upTo(8, w) {
			return false
		}
		total += w.(float64)
	}
	return len(a) >= 3 && total > 0
}

func plausibleIndex(v any) bool {
	a, ok := v.(array)
	for i := range a {
		if !upTo(maxObjects, a[i]) {
			return false
		}
	}
	return ok && len(a)%2 == 0
}

// sizeOf is how long the stream is whose dictionary l has read.
func sizeOf(l *lexer) int64 {
	if o, _ := l.next(); o != operator("stream") {
		return 0
	}
	data := bytes.TrimLeft(l.data[l.pos:], "\r\n")
	z, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		return 0
	}
	n, _ := io.Copy(io.Discard, io.LimitReader(z, maxInflated+1))
	return n
}

// plausibleTables checks the numbers of objects in tables of plain text.
func plausibleTables(data []byte) error {
	for at := 0; ; {
		i := bytes.Index(data[at:], []byte("xref"))
		if i < 0 {
			return nil
		}
		at += i + len("xref")
		l := &lexer{data: data, pos: at}
		var before any
		for {
			o, ok := l.next()
			if _, number := o.(float64); !ok || !number && o != operator("n") && o != operator("f") {
				break
			}
			// "first count" stands where an entry "offset generation n" does not.
			if n, ok := before.(float64); ok && n > maxObjects && !l.entry(o) {
				return errImplausible
			}
			before = o
		}
		at = max(at, l.pos-len("xref"))
	}
}

// entry reports whether o is the generation of an entry of a table: what
// follows is "n" or "f". A word behind an entry has none before it.
func (l *lexer) entry(o any) bool {
	if _, number := o.(float64); !number {
		return true
	}
	back := l.pos
	next, _ := l.next()
	l.pos = back
	return next == operator("n") || next == operator("f")
}

// source gives the library the bytes of a file, until it reads more often or
// longer than any good file makes it read, or calls itself without end: then it
// panics, which Read takes for a broken file.
type source struct {
	*bytes.Reader
	left  int64
	until time.Time
}

// A good book of a thousand pages takes a tenth of these.
const (
	maxRead = 512 << 20
	maxTime = time.Minute
	oneRead = 4096 // what the shortest read counts
)

func newSource(data []byte) *source {
	return &source{bytes.NewReader(data), maxRead, time.Now().Add(maxTime)}
}

func (s *source) ReadAt(p []byte, offset int64) (int, error) {
	var frame [1]uintptr
	s.left -= max(int64(len(p)), oneRead)
	if s.left < 0 || offset < 0 || time.Now().After(s.until) || runtime.Callers(maxFrames, frame[:]) > 0 {
		panic(errImplausible)
	}
	return s.Reader.ReadAt(p, offset)
}
