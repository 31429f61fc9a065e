package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/bot/discord/emulator"
)

// newspaper is a site with an article, a feed, a page without an article, and
// none other.
func newspaper(t *testing.T) *httptest.Server {
	body := func(of string) string {
		return strings.Repeat("<p>The harbour of "+of+" was dredged by the council in the spring, so that the ferry comes in at low water again.</p>\n", 1) +
			strings.Repeat("<p>The pilot said that nobody remembered a quieter season, and that the herring had come back to the bay.</p>\n", 10)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/article", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprintf(w, "<html><head><title>Harbour of Eyot dredged</title></head><body><article><h1>Harbour of Eyot dredged</h1>%s</article></body></html>", body("Eyot"))
	})
	mux.HandleFunc("/feed.xml", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprintf(w, `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>The Fair Post</title><link>http://%s/</link><description>x</description>
<item><title>Harbour of Fair dredged</title><link>http://%[1]s/fair</link><guid>1</guid><content:encoded><![CDATA[%s]]></content:encoded></item></channel></rss>`, r.Host, body("Fair"))
	})
	mux.HandleFunc("/empty", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<html><head><title>x</title><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body></body></html>`)
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

// TestModeratorsAddArticles: a file, a page, a feed, in both languages; and what
// cannot be added changes nothing.
func TestModeratorsAddArticles(t *testing.T) {
	site := newspaper(t)
	for _, lang := range []string{"en-GB", "fr"} {
		t.Run(lang, func(t *testing.T) {
			m := moderating(t, lang, "VERBATIM_ALLOW_PRIVATE_FETCH=true")
			w := m.words.Corpus
			add := func(o emulator.Options) emulator.Message { return m.slash("corpus add", o) }

			text := "# The lighthouse of Gull\n\nThe keeper of Gull lit the lighthouse on Saturday evening, eleven years after the storm.\n"
			file := emulator.File{Name: "gull.md", Type: "text/markdown", Content: []byte(text)}
			m.expect(add(emulator.Options{"file": file}), "added/gull.md", "The lighthouse of Gull", string(w.Report.Applied), "5 articles")
			m.expect(m.asks("Who lit the lighthouse of Gull?"), "keeper of Gull lit")
			m.expect(add(emulator.Options{"file": file}), w.Add.Existed.With("what", "added/gull.md"))

			m.expect(add(emulator.Options{"url": site.URL + "/article"}), "Harbour of Eyot dredged", string(w.Report.Applied), "6 articles")
			m.expect(add(emulator.Options{"url": site.URL + "/feed.xml"}), "The Fair Post", m.words.Count(w.Add.News, 1), string(w.Report.Applied), "7 articles")
			m.expect(m.asks("Who dredged the harbour of Fair?"), "harbour of Fair was dredged")

			for name, wrong := range map[string]struct {
				options emulator.Options
				want    string
			}{
				"nothing":  {nil, string(w.Add.Nothing)},
				"program":  {emulator.Options{"file": emulator.File{Name: "x.exe", Type: "application/octet-stream", Content: []byte("MZ")}}, ".txt"},
				"no text":  {emulator.Options{"file": emulator.File{Name: "x.txt", Type: "text/plain", Content: []byte("  \n")}}, "x.txt"},
				"missing":  {emulator.Options{"url": site.URL + "/nowhere"}, w.Add.NoPage.With("code", "404")},
				"its feed": {emulator.Options{"url": site.URL + "/empty"}, w.Add.ItsFeed.With("feed", site.URL+"/feed.xml")},
			} {
				got := add(wrong.options)
				m.expect(got, wrong.want)
				if len(got.Embeds) > 0 {
					t.Errorf("%s: something was reloaded: %s", name, got.Text())
				}
			}
			m.expect(m.slash("corpus status", nil), "7 articles")
			m.expect(m.slash("corpus log", nil), string(w.Log.Actions["added"]), "added/gull.md", "mia")

			eve := m.AddUser("eve", lang)
			m.guild.Join(eve, 0)
			m.open()
			m.expect(m.does(eve.Slash(m.channel, "corpus add", emulator.Options{"file": file})), string(m.words.NotAdmitted))
		})
	}
}

// TestPrivateAddressesAreNotAdded: the bot fetches nothing from its own network
// for a moderator.
func TestPrivateAddressesAreNotAdded(t *testing.T) {
	site := newspaper(t)
	m := moderating(t, "fr")
	m.expect(m.slash("corpus add", emulator.Options{"url": site.URL + "/article"}), string(m.words.Corpus.Add.Private))
	if files, _ := filepath.Glob(filepath.Join(m.folder, "web", "*", "*")); len(files) > 0 {
		t.Errorf("%v", files)
	}
	if _, err := os.Stat(filepath.Join(m.folder, "added")); err == nil {
		t.Error("something was added")
	}
}
