package locale

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// reason is a sentence of an error as it is printed in English.
type reason struct {
	key    string
	fits   *regexp.Regexp
	places []string // placeholders, in the order of its groups
}

var placeholder = regexp.MustCompile(`\{(\w+)\}`)

// reasons are the sentences of Skipped, those with most words of their own first.
var reasons = sync.OnceValue(func() []reason {
	var all []reason
	own := func(key string) int { return len(placeholder.ReplaceAllString(string(English.Skipped[key]), "")) }
	for _, key := range slices.SortedFunc(maps.Keys(English.Skipped), func(a, b string) int { return cmp.Or(cmp.Compare(own(b), own(a)), cmp.Compare(a, b)) }) {
		text := string(English.Skipped[key])
		r := reason{key: key}
		pattern := regexp.QuoteMeta(text)
		for _, p := range placeholder.FindAllStringSubmatch(text, -1) {
			r.places = append(r.places, p[1])
			pattern = strings.Replace(pattern, regexp.QuoteMeta(p[0]), "(.+)", 1)
		}
		r.fits = regexp.MustCompile(`(?s)^` + pattern + `$`)
		all = append(all, r)
	}
	return all
})

// Reason is why a file was not read, fetched or understood, as corpus and
// retrieval/curation say it in English, in this language: English sentences are
// the keys, as with gettext. What stands at their placeholders may be such a
// sentence again. A sentence that nobody has translated stays as it is.
func (w *Words) Reason(english string) string {
	if w.Lang == English.Lang {
		return english
	}
	for _, r := range reasons() {
		values := r.fits.FindStringSubmatch(english)
		if values == nil {
			continue
		}
		var pairs []string
		for i, p := range r.places {
			value := w.Reason(values[i+1])
			if x, err := strconv.ParseFloat(value, 64); err == nil && strings.Contains(value, ".") {
				value = w.Decimal(x)
			}
			pairs = append(pairs, p, value)
		}
		return w.Skipped[r.key].With(pairs...)
	}
	return english
}
