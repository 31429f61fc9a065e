package main

import (
	"archive/zip"
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
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

// TestWhatWasPurgedDoesNotComeBack purges an article of a feed, which goes on
// offering it: at the same address, at another one, when the bot has forgotten
// what it has had, in an archive, in a file of another name, and by hand.
func TestWhatWasPurgedDoesNotComeBack(t *testing.T) {
	const text = "Zephyrine Quillwort, the keeper of the island, sold the lamp of the lighthouse to a dealer from the mainland in the winter of the storm, and nobody on the coast was told of it for eleven years."
	const more = "The harbour office says that it had never been asked, and that the price was lower than that of the oil which the lamp used to burn in a single year."
	var link atomic.Value
	link.Store("/a.html")
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed.xml":
			w.Header().Set("Content-Type", "application/rss+xml")
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>The Sample Gazette</title><item><title>The lamp is sold</title><link>%s</link><description>Short.</description></item></channel></rss>`, link.Load())
		case "/a.html", "/b.html", "/c.html":
			fmt.Fprintf(w, "<title>The lamp is sold</title><article><h1>The lamp is sold</h1><p>%s</p><p>%s</p></article>", text, more)
		default:
			http.NotFound(w, r)
		}
	}))
	defer site.Close()
	folder, data := article(t), t.TempDir()
	dot := filepath.Join(folder, ".verbatim")
	os.MkdirAll(dot, 0o755)
	write(t, filepath.Join(dot, "feeds.txt"), site.URL+"/feed.xml every: 5m\n")
	s := serveFolder(t, folder, data, "VERBATIM_ALLOW_PRIVATE_FETCH=true")
	s.reloaded(1, "feeds")
	holding := func() (files []string) {
		for _, dir := range []string{folder, data} {
			filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
				if err == nil && d.Type().IsRegular() {
					if b, err := os.ReadFile(path); err != nil || bytes.Contains(bytes.ToLower(b), []byte("quillwort")) {
						files = append(files, path)
					}
				}
				return nil
			})
		}
		return files
	}
	asked := func() bool {
		_, out, _ := s.command("ask", "What did Zephyrine Quillwort sell to a dealer?")
		return strings.Contains(out, "> Zephyrine")
	}
	if !asked() || len(holding()) == 0 {
		t.Fatal("the feed brings nothing")
	}
	if code, out, errs := s.command("purge", "-yes", site.URL+"/a.html"); code != 0 {
		t.Fatal(code, out, errs)
	}
	forget := func() { os.Remove(filepath.Join(dot, "feeds-state.json")) }
	for _, again := range []struct {
		name string
		do   func()
	}{
		{"as it was, when it is forgotten", forget},
		{"at another address", func() { link.Store("/b.html") }},
		{"at another address, when it is forgotten", func() { link.Store("/c.html"); forget() }},
	} {
		again.do()
		s.command("add", site.URL+"/feed.xml")
		if left := holding(); len(left) > 0 || asked() {
			t.Errorf("%s: it stands in %v", again.name, left)
		}
	}
	if code, out, errs := s.command("add", site.URL+"/b.html"); code != 1 || !strings.Contains(errs, "withdrawn for good") || len(holding()) > 0 {
		t.Errorf("added by hand: %d %s %s", code, out, errs)
	}
	// What somebody puts into the folder is theirs to delete, and is not read.
	markdown := "---\ntitle: Another title\n---\n\n" + text + "\n\n" + more + "\n"
	write(t, filepath.Join(folder, "renamed.md"), markdown)
	f, err := os.Create(filepath.Join(folder, "papers.zip"))
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	w, err := z.Create("sub/old.md")
	if err == nil {
		_, err = w.Write([]byte(markdown))
	}
	if err := cmp.Or(err, z.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	if code, out, _ := s.command("reload"); code != 0 || !strings.Contains(out, "renamed.md: its text was withdrawn") || !strings.Contains(out, "papers.zip/sub/old.md: its text was withdrawn") || asked() {
		t.Errorf("%d %s", code, out)
	}
}
