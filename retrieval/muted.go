package retrieval

import (
	"slices"

	"verbatim/corpus"
)

// nobody is the name of no publisher: a filter that wants it keeps nothing.
const nobody = "\x00"

// hush takes the muted publishers out of what a filter keeps.
func (e *Engine) hush(lib *corpus.Library, f Filter) Filter {
	if e.Muted == nil {
		return f
	}
	muted := e.Muted()
	if len(muted) == 0 {
		return f
	}
	keep := f.Publishers
	if len(keep) == 0 {
		keep = append([]string{""}, lib.Publishers()...)
	}
	f.Publishers = slices.DeleteFunc(slices.Clone(keep), func(p string) bool { return slices.Contains(muted, p) })
	if len(f.Publishers) == 0 {
		f.Publishers = []string{nobody}
	}
	return f
}
