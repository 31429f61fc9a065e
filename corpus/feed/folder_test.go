package feed

import (
	"archive/zip"
	"bytes"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

func TestAddURLTellsAPageAFeedAndAFileApart(t *testing.T) {
	w := &web{}
	f := newFolder(t, w)
	w.put("https://news.example/a", page{body: htmlPage("The title", "a")})
	w.put("https://news.example/feed", rss("The Feed"))
	w.put("https://news.example/feed-as-text", page{kind: "text/xml", body: rss("Another").body})
	w.put("https://news.example/x/paper.html", page{kind: "text/plain; charset=utf-8", body: "Title: A plain text\n\n" + prose("plain", 300)})
	w.put("https://news.example/home", page{body: `<html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head><body><p>Welcome.</p></body></html>`})
	w.put("https://news.example/empty", page{body: `<html><body><p>Nothing here.</p></body></html>`})
	w.put("https://news.example/song.mp3", page{kind: "audio/mpeg", body: "x"})
	w.put("https://evil.example/a", page{body: strings.Replace(htmlPage("Impostor", "evil"), "</head>", `<link rel="canonical" href="https://news.example/a"></head>`, 1)})
	for _, c := range []struct {
		address string
		want    Added
		part    string // of the error
	}{
		{"https://news.example/a", Added{Title: "The title"}, ""},
		{"https://news.example/feed", Added{Feed: "https://news.example/feed", Title: "The Feed"}, ""},
		{"https://news.example/feed", Added{Feed: "https://news.example/feed", Title: "The Feed", Existed: true}, ""},
		{"https://news.example/feed-as-text", Added{Feed: "https://news.example/feed-as-text", Title: "Another"}, ""},
		{"https://news.example/x/paper.html", Added{Title: "A plain text"}, ""},
		{"https://news.example/home", Added{}, "its feed is https://news.example/rss.xml"},
		{"https://news.example/empty", Added{}, "save its text as a file"},
		{"https://news.example/song.mp3", Added{}, "is audio/mpeg: its format is not read"},
		{"https://news.example/gone", Added{}, "no such page"},
		{"https://evil.example/a", Added{Title: "Impostor"}, ""},
	} {
		got, err := f.AddURL(t.Context(), c.address)
		file := got.File
		got.File = ""
		if got != c.want || (err == nil) != (c.part == "") || err != nil && !strings.Contains(err.Error(), c.part) {
			t.Errorf("%s: %+v, %v", c.address, got, err)
		}
		if err == nil && got.Feed == "" {
			if b, err := os.ReadFile(f.path(file)); err != nil || !bytes.Contains(b, []byte("harbour")) || bytes.Contains(b, []byte("evil")) && bytes.Contains(b, []byte("news.example")) {
				t.Errorf("%s: %v\n%s", file, err, b)
			}
		}
	}
	if s, p, err := Sources(f.dotVerbatim()); len(s) != 2 || len(p) != 0 || err != nil {
		t.Errorf("%v, %q, %v", s, p, err)
	}
}

func TestAddFile(t *testing.T) {
	f := newFolder(t, &web{})
	var archive bytes.Buffer
	z := zip.NewWriter(&archive)
	for _, name := range []string{"a.txt", "b.txt"} {
		w, _ := z.Create(name)
		w.Write([]byte(prose(name, 300)))
	}
	z.Close()
	for _, c := range []struct{ name, data, want, part string }{
		{"a.txt", "Title: A\n\n" + prose("a", 200), "added/a.txt", ""},
		{"a.txt", "Title: A\n\n" + prose("a", 200), "added/a.txt", ""},
		{"a.txt", "Title: B\n\n" + prose("b", 200), "added/a-2.txt", ""},
		{`..\..\.bashrc.md`, prose("c", 200), "added/bashrc.md", ""},
		{"/etc/_x:y?.md", prose("d", 200), "added/x-y-.md", ""},
		{"été.txt", prose("e", 200), "added/été.txt", ""},
		{"both.zip", archive.String(), "added/both.zip", ""},
		{"a.exe", "x", "", "must end in one of .txt"},
		{".md", "x", "", "must end in one of"},
		{"empty.txt", "", "", "empty.txt is not added: it is empty"},
		{"scan.pdf", "%PDF-1.4 nonsense", "", "it breaks off before its end"},
		{strings.Repeat("x", 200) + ".txt", "x", "", "longer than 150 bytes"},
	} {
		before := files(t, f)
		a, err := f.AddFile(t.Context(), c.name, strings.NewReader(c.data))
		if a.File != c.want || (err == nil) != (c.part == "") || err != nil && !strings.Contains(err.Error(), c.part) {
			t.Errorf("%s: %+v, %v", c.name, a, err)
		}
		if got := files(t, f); err != nil && !slices.Equal(got, before) {
			t.Errorf("%s: refused, but %q became %q", c.name, before, got)
		}
	}
	if got := files(t, f); len(got) != 6 {
		t.Errorf("files %q", got)
	}
}

func TestAddAttachment(t *testing.T) {
	w := &web{}
	f := newFolder(t, w)
	w.put("https://cdn.example/1/a.txt", page{kind: "application/octet-stream", body: "Title: A\n\n" + prose("a", 200)})
	if a, err := f.AddAttachment(t.Context(), "a.txt", "https://cdn.example/1/a.txt", []string{"cdn.example"}); err != nil || a.File != "added/a.txt" || a.Title != "A" {
		t.Errorf("%+v, %v", a, err)
	}
	if _, err := f.AddAttachment(t.Context(), "a.exe", "https://cdn.example/1/a.exe", []string{"cdn.example"}); err == nil || w.times("https://cdn.example/1/a.exe") != 0 {
		t.Errorf("%v", err)
	}
}

// Several processes may add and poll at once.
func TestNothingIsLostWhenManyAdd(t *testing.T) {
	w := &web{}
	f := newFolder(t, w)
	var work sync.WaitGroup
	for i := range 8 {
		name := string(rune('a' + i))
		w.put("https://news.example/"+name, page{body: htmlPage("Title "+name, name)})
		work.Go(func() {
			other := &Folder{Dir: f.Dir, Fetch: w, Log: f.Log}
			if _, err := other.AddURL(t.Context(), "https://news.example/"+name); err != nil {
				t.Error(err)
			}
		})
	}
	work.Wait()
	st, err := f.store().read()
	if err != nil || len(files(t, f)) != 8 {
		t.Fatalf("%q, %v", files(t, f), err)
	}
	for i := range 8 {
		if _, ok := st.had([]string{addressKey("https://news.example/" + string(rune('a'+i)))}); !ok {
			t.Errorf("%c is not remembered", 'a'+i)
		}
	}
}

func TestTheTrashTakesWhatIsThere(t *testing.T) {
	f := newFolder(t, &web{})
	if err := f.Trash("web/gone.md"); err != nil {
		t.Error(err)
	}
	a, err := f.AddFile(t.Context(), "a.txt", strings.NewReader(prose("a", 200)))
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Trash(a.File); err != nil {
		t.Error(err)
	}
	if got := files(t, f); len(got) != 1 || !inTrash(got[0], "added/a.txt") {
		t.Errorf("files %q", got)
	}
}

// inTrash reports whether a path is where the trash keeps a file.
func inTrash(path, file string) bool {
	key, under := strings.CutPrefix(path, ".verbatim/trash/")
	key, rest, _ := strings.Cut(key, "/")
	return under && key != "" && rest == file
}
