package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A server polls the feeds of its corpus, and answers from what they bring.
func TestServePollsFeeds(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed.xml":
			w.Header().Set("Content-Type", "application/rss+xml")
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>The Sample Gazette</title><item><title>A second light</title><link>/a.html</link><description>Short.</description></item></channel></rss>`)
		case "/a.html":
			fmt.Fprintf(w, "<title>A second light</title><article><h1>A second light</h1><p>%s</p><p>%s</p></article>", strings.TrimSpace(second),
				"Nobody on the coast had asked for it, and the harbour office says that it was built with what was left of the money for the first one, which had cost less than feared.")
		default:
			http.NotFound(w, r)
		}
	}))
	defer site.Close()
	folder := article(t)
	os.MkdirAll(filepath.Join(folder, ".verbatim"), 0o755)
	write(t, filepath.Join(folder, ".verbatim", "feeds.txt"), site.URL+"/feed.xml every: 5m\n")
	s := serveFolder(t, folder, t.TempDir(), "VERBATIM_ALLOW_PRIVATE_FETCH=true")
	s.reloaded(1, "feeds")
	code, out, errs := s.command("ask", "who was joyful on the northern island?")
	if code != 0 || !strings.Contains(out, "fisherman") || !strings.Contains(out, "The Sample Gazette") || !strings.Contains(out, site.URL+"/a.html") {
		t.Errorf("exit code %d, %q, %q", code, out, errs)
	}
}
