package feed

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"verbatim/corpus"
	"verbatim/corpus/fetch"
	"verbatim/corpus/read"
)

// web is an internet in memory: answers by address, and what was asked.
type web struct {
	mu    sync.Mutex
	pages map[string]page
	asked []string
}

type page struct {
	kind, body, etag string
	status           int
	err              error
	moved            string
}

func (w *web) put(address string, p page) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.pages == nil {
		w.pages = map[string]page{}
	}
	w.pages[address] = p
}

func (w *web) Get(ctx context.Context, r fetch.Request) (fetch.Response, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked = append(w.asked, r.URL)
	p, ok := w.pages[r.URL]
	switch {
	case ctx.Err() != nil:
		return fetch.Response{}, ctx.Err()
	case !ok:
		return fetch.Response{}, fmt.Errorf("fetching %s: %w", r.URL, &fetch.StatusError{Code: 404})
	case p.err != nil:
		return fetch.Response{}, p.err
	case p.status != 0:
		return fetch.Response{}, fmt.Errorf("fetching %s: %w", r.URL, &fetch.StatusError{Code: p.status})
	case p.etag != "" && p.etag == r.ETag:
		return fetch.Response{URL: r.URL, NotModified: true}, nil
	}
	if p.kind == "" {
		p.kind = "text/html; charset=utf-8"
	}
	return fetch.Response{URL: r.URL, Moved: p.moved, Body: []byte(p.body), ContentType: p.kind, ETag: p.etag}, nil
}

// times is how often an address was asked for.
func (w *web) times(address string) (n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, a := range w.asked {
		if a == address {
			n++
		}
	}
	return n
}

// prose is n characters of text that is no other's.
func prose(about string, n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		fmt.Fprintf(&b, "Sentence %d on %s says what the council of the harbour town decided. ", i, about)
	}
	return strings.TrimSpace(b.String())
}

func htmlPage(title, about string) string {
	return `<html lang="en"><head><title>` + title + `</title><meta property="og:site_name" content="The Sample Gazette"><meta name="author" content="Ann Example"></head><body><nav>Home</nav><article><h1>` + title + `</h1><p>` +
		prose(about, 400) + `</p><p>` + prose(about+" again", 300) + `</p></article></body></html>`
}

type entry struct{ title, link, guid, date, summary, content string }

func rss(title string, entries ...entry) page {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>%s</title><link>https://news.example</link>`, title)
	for _, e := range entries {
		fmt.Fprintf(&b, `<item><title>%s</title><link>%s</link><guid>%s</guid><pubDate>%s</pubDate><description><![CDATA[%s]]></description>`, e.title, e.link, e.guid, e.date, e.summary)
		if e.content != "" {
			fmt.Fprintf(&b, `<content:encoded><![CDATA[%s]]></content:encoded>`, e.content)
		}
		b.WriteString(`</item>`)
	}
	b.WriteString(`</channel></rss>`)
	return page{kind: "application/rss+xml", body: b.String()}
}

func newFolder(t *testing.T, w *web) *Folder {
	t.Helper()
	return &Folder{Dir: t.TempDir(), Fetch: w, Log: slog.New(slog.DiscardHandler)}
}

// files are those of a folder, without those of the state.
func files(t *testing.T, f *Folder) (list []string) {
	t.Helper()
	err := filepath.WalkDir(f.Dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			name, _ := filepath.Rel(f.Dir, path)
			if name = filepath.ToSlash(name); !strings.HasPrefix(name, ".verbatim/feeds") {
				list = append(list, name)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(list)
	return list
}

// articles reads the folder as the corpus is read.
func articles(t *testing.T, f *Folder) []*corpus.Article {
	t.Helper()
	texts := corpus.NewSpool(t.TempDir())
	defer texts.Close()
	l, err := read.Dir(f.Dir).Read(t.Context(), nil, texts, nil)
	if err != nil || len(l.Skipped()) > 0 {
		t.Fatal(err, l.Skipped())
	}
	return l.Articles()
}

func poll(t *testing.T, f *Folder, s Source) int {
	t.Helper()
	n, err := f.Poll(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

var errNetwork = errors.New("connection reset")

func writeList(t *testing.T, f *Folder, name, text string) {
	t.Helper()
	file := filepath.Join(f.dotVerbatim(), name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
