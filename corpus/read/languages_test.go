package read

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"verbatim/corpus"
)

// Other languages than those of a corpus are left out, and let in again when it
// has more: though no file has changed.
func TestLanguagesOfACorpus(t *testing.T) {
	fsys := fstest.MapFS{
		"en.md": mapFile("---\ntitle: The harbour\nlang: en-GB\n---\n\nThe harbour was closed on Monday by the storm.\n"),
		"fr.md": mapFile("---\ntitle: Le port\nlang: fr\n---\n\nLe port a été fermé lundi par la tempête.\n"),
		"de.md": mapFile("---\ntitle: Der Hafen\nlang: de\n---\n\nDer Hafen wurde am Montag vom Sturm geschlossen.\n"),
	}
	var l *corpus.Library
	for _, c := range []struct {
		languages []corpus.Lang
		want      []string
	}{
		{nil, []string{"de.md", "en.md", "fr.md"}},
		{[]corpus.Lang{"fr"}, []string{"fr.md"}},
		{[]corpus.Lang{"fr", "en"}, []string{"en.md", "fr.md"}},
		{[]corpus.Lang{"fr", "en"}, []string{"en.md", "fr.md"}},
		{[]corpus.Lang{"de"}, []string{"de.md"}},
		{nil, []string{"de.md", "en.md", "fr.md"}},
	} {
		l, _ = mustRead(t, Folder{FS: fsys, Languages: c.languages}, l)
		if got := articleFiles(l); !slices.Equal(got, c.want) {
			t.Errorf("%v: read %q, want %q", c.languages, got, c.want)
		}
		if got := reason(l, "de.md"); (got != "") == slices.Contains(c.want, "de.md") || got != "" && !strings.Contains(got, "its language is de") {
			t.Errorf("%v: de.md: %q", c.languages, got)
		}
	}
}
