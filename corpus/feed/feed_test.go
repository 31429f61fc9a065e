package feed

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestListsOfFeeds(t *testing.T) {
	sources, problems := ReadList(strings.NewReader("\ufeff# a comment\n\nhttps://a.example/feed every: 30m keep: 180d # another\n" +
		"\thttps://b.example/feed#part\tevery:2h, keep:4w\nhttps://c.example/\n" +
		"ftp://d.example/\nhttps://e.example/ every: 1m\nhttps://e.example/ every\nhttps://e.example/ colour: red\nhttps://e.example/ keep: -3d\nhttps://e.example/ keep: soon\nnews\n"))
	want := []Source{{"https://a.example/feed", 30 * time.Minute, 180 * 24 * time.Hour}, {"https://b.example/feed#part", 2 * time.Hour, 28 * 24 * time.Hour}, {"https://c.example/", time.Hour, 0}}
	if !slices.Equal(sources, want) {
		t.Errorf("%v", sources)
	}
	for i, part := range []string{"line 6:", "line 7: every: 1m is not between", "line 8:", `no option "colour"`, "-3d", "soon", `"news" is not a web address`} {
		if i >= len(problems) || !strings.Contains(problems[i], part) {
			t.Errorf("problem %d of %q, want %q", i, problems, part)
		}
	}
	sources, problems = ReadOPML(strings.NewReader(`<?xml version="1.0" encoding="iso-8859-1"?><opml version="2.0"><head><title>Mes flux ` + "\xe9" + `</title></head><body>
		<outline text="News"><outline type="rss" text="A" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/"/><outline text="B" xmlurl=" https://b.example/feed "/></outline>
		<outline text="Bad" xmlUrl="javascript:alert(1)"/></body></opml>`))
	if len(sources) != 2 || sources[1] != (Source{"https://b.example/feed", time.Hour, 0}) || len(problems) != 1 {
		t.Errorf("%v, %q", sources, problems)
	}
	if _, problems := ReadOPML(strings.NewReader("<opml><outline xmlUrl='https://a.example/'><")); len(problems) != 1 || !strings.Contains(problems[0], "not whole") {
		t.Errorf("%q", problems)
	}
}

func TestListsLieInTheCorpus(t *testing.T) {
	f := newFolder(t, &web{})
	if s, p, err := Sources(f.dotVerbatim()); len(s)+len(p) > 0 || err != nil {
		t.Errorf("no list: %v, %q, %v", s, p, err)
	}
	writeList(t, f, "feeds.txt", "https://a.example/feed every: 30m\nnonsense\n")
	writeList(t, f, "reader.opml", `<opml><body><outline xmlUrl="https://a.example/feed"/><outline xmlUrl="https://b.example/feed"/></body></opml>`)
	s, p, err := Sources(f.dotVerbatim())
	if err != nil || len(s) != 2 || s[0].Every != 30*time.Minute || len(p) != 1 || !strings.HasPrefix(p[0], "feeds.txt: line 2") {
		t.Errorf("%v, %q, %v", s, p, err)
	}
}

func TestPollWritesArticlesThatPeopleCanRead(t *testing.T) {
	w := &web{}
	f := newFolder(t, w)
	s := Source{URL: "https://news.example/feed", Every: time.Hour}
	w.put(s.URL, rss("The Feed &amp; Co",
		entry{"A summary only", "/a?utm_source=rss", "1", "Wed, 23 Oct 2024 08:00:00 +0200", "A short text about it…", ""},
		entry{"All of it", "https://news.example/b", "2", "Tue, 22 Oct 2024 08:00:00 GMT", "short", "<p>" + prose("b", 1200) + "</p><p>Second <b>paragraph</b> of the article.</p>"},
		entry{"Closed to programs", "https://news.example/c", "3", "Mon, 21 Oct 2024 08:00:00 GMT", "<p>" + prose("c", 300) + "</p>", ""},
		entry{"", "javascript:alert(1)", "", "", "", ""}))
	w.put("https://news.example/a?utm_source=rss", page{body: htmlPage("A summary only", "a")})
	if n := poll(t, f, s); n != 3 {
		t.Fatalf("%d articles of %q", n, w.asked)
	}
	got := files(t, f)
	want := []string{"web/news.example/2024-10-21-closed-to-programs", "web/news.example/2024-10-22-all-of-it", "web/news.example/2024-10-23-a-summary-only"}
	for i := range want {
		if i >= len(got) || !strings.HasPrefix(got[i], want[i]+"-") || !strings.HasSuffix(got[i], ".md") {
			t.Fatalf("files %q, want %q", got, want)
		}
	}
	text, _ := os.ReadFile(f.path(got[2]))
	if want := "---\ntitle: A summary only\nauthor: Ann Example\npublisher: The Sample Gazette\nurl: https://news.example/a?utm_source=rss\ndate: \"2024-10-23\"\nlang: en\n---\n"; !strings.HasPrefix(string(text), want) {
		t.Errorf("the file begins\n%.300s\nwant\n%s", text, want)
	}
	for _, a := range articles(t, f) {
		if a.Title == "All of it" && (a.Publisher != "The Feed & Co" || a.Published.String() != "2024-10-22" || a.URL != "https://news.example/b") {
			t.Errorf("%+v", a.Attribution)
		}
	}
	if n := poll(t, f, s); n != 0 || w.times("https://news.example/b") != 0 || w.times("https://news.example/c") != 1 {
		t.Errorf("polled again: %d articles, asked %q", n, w.asked)
	}
}

func TestWhatWasDeletedDoesNotComeBack(t *testing.T) {
	w := &web{}
	f := newFolder(t, w)
	s := Source{URL: "https://news.example/feed", Every: time.Hour}
	text := "<p>" + prose("a", 1500) + "</p>"
	w.put(s.URL, rss("Feed", entry{"A", "https://news.example/a", "1", "", "", text}))
	poll(t, f, s)
	file := files(t, f)[0]
	if err := os.WriteFile(f.path(file), []byte("---\ntitle: Mended\n---\nBy a person.\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	poll(t, f, s)
	if b, _ := os.ReadFile(f.path(file)); !strings.Contains(string(b), "By a person.") {
		t.Errorf("what a person mended was overwritten:\n%s", b)
	}
	os.Remove(f.path(file))
	w.put(s.URL, rss("Feed", entry{"A", "https://news.example/a", "1", "", "", text},
		entry{"A, again", "http://www.news.example/a/?utm_campaign=x#top", "other", "", "", "<p>" + prose("other", 1500) + "</p>"},
		entry{"A, elsewhere", "https://news.example/elsewhere", "2", "", "", text}))
	poll(t, f, s)
	if got := files(t, f); len(got) != 0 {
		t.Errorf("it came back as %q", got)
	}
	// A person who adds it gets it.
	w.put("https://news.example/a", page{body: htmlPage("A", "a")})
	if a, err := f.AddURL(t.Context(), "https://news.example/a"); err != nil || a.Existed || len(files(t, f)) != 1 {
		t.Errorf("%+v, %v", a, err)
	}
	if a, err := f.AddURL(t.Context(), "https://news.example/a"); err != nil || !a.Existed || a.File != files(t, f)[0] {
		t.Errorf("%+v, %v", a, err)
	}
}

func TestConditionalRequestsAndMoves(t *testing.T) {
	w := &web{}
	f := newFolder(t, w)
	s := Source{URL: "https://news.example/feed", Every: time.Hour}
	p := rss("Feed", entry{"A", "https://news.example/a", "1", "", "", prose("a", 1200)})
	p.etag, p.moved = `"1"`, "https://news.example/new-feed"
	w.put(s.URL, p)
	w.put(p.moved, page{etag: `"1"`, kind: "application/rss+xml", body: "not read"})
	if n := poll(t, f, s); n != 1 {
		t.Fatal(n)
	}
	if n := poll(t, f, s); n != 0 || w.times(p.moved) != 1 || w.times(s.URL) != 1 {
		t.Errorf("%d, asked %q", n, w.asked)
	}
}

func TestAPageThatCannotBeHadYetIsTriedAgain(t *testing.T) {
	w := &web{}
	f := newFolder(t, w)
	s := Source{URL: "https://news.example/feed", Every: time.Hour}
	list := rss("Feed", entry{"A", "https://news.example/a", "1", "", prose("a", 300), ""})
	list.etag = `"1"`
	w.put(s.URL, list)
	w.put("https://news.example/a", page{err: errNetwork})
	for range maxTries - 1 {
		if n := poll(t, f, s); n != 0 {
			t.Fatalf("%d articles", n)
		}
	}
	if n := poll(t, f, s); n != 1 || w.times("https://news.example/a") != maxTries {
		t.Errorf("at last %d articles, %d tries", n, w.times("https://news.example/a"))
	}
	if n := poll(t, f, s); n != 0 || w.times("https://news.example/a") != maxTries {
		t.Errorf("it was tried again")
	}
}

func TestRetentionMovesToTheTrash(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // begins in 2000
		w := &web{}
		f := newFolder(t, w)
		s := Source{URL: "https://news.example/feed", Every: time.Hour, Keep: 10 * 24 * time.Hour}
		w.put(s.URL, rss("Feed", entry{"Old", "https://news.example/old", "0", "Sat, 01 May 1999 08:00:00 GMT", "", prose("old", 1200)},
			entry{"A", "https://news.example/a", "1", "Fri, 31 Dec 1999 08:00:00 GMT", "", prose("a", 1200)}))
		if n := poll(t, f, s); n != 1 || w.times("https://news.example/old") != 0 {
			t.Fatalf("%d articles, %q", n, w.asked)
		}
		file := files(t, f)[0]
		time.Sleep(8 * 24 * time.Hour)
		if n := poll(t, f, s); n != 0 {
			t.Errorf("after 8 days %d files changed", n)
		}
		time.Sleep(2 * 24 * time.Hour)
		if n := poll(t, f, s); n != 1 {
			t.Errorf("after 10 days %d files changed", n)
		}
		if got := files(t, f); len(got) != 1 || !inTrash(got[0], file) {
			t.Errorf("files %q", got)
		}
		if n := poll(t, f, s); n != 0 || len(files(t, f)) != 1 {
			t.Errorf("it came back: %q", files(t, f))
		}
	})
}

func TestRunPollsEachFeedWhenItIsDue(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &web{}
		f := newFolder(t, w)
		writeList(t, f, "feeds.txt", "https://a.example/feed every: 1h\nhttps://b.example/feed every: 6h\nhttps://bad.example/feed every: 1h\n")
		w.put("https://a.example/feed", rss("A", entry{"A", "https://a.example/a", "1", "", "", prose("a", 1200)}))
		w.put("https://b.example/feed", rss("B"))
		w.put("https://bad.example/feed", page{status: 500})
		changed := 0
		go f.Run(t.Context(), func() { changed++ })
		time.Sleep(24*time.Hour + time.Minute)
		synctest.Wait()
		a, b, bad := w.times("https://a.example/feed"), w.times("https://b.example/feed"), w.times("https://bad.example/feed")
		if a < 22 || a > 27 || b < 4 || b > 5 || bad < 4 || bad > 6 || changed != 1 {
			t.Errorf("in a day: a %d, b %d, bad %d times, %d changes", a, b, bad, changed)
		}
		// A list that is changed counts within a minute.
		writeList(t, f, "feeds.txt", "https://c.example/feed\n")
		w.put("https://c.example/feed", rss("C", entry{"C", "https://c.example/c", "1", "", "", prose("c", 1200)}))
		time.Sleep(2 * time.Minute)
		synctest.Wait()
		if w.times("https://c.example/feed") != 1 || changed != 2 {
			t.Errorf("the new list: %d times, %d changes", w.times("https://c.example/feed"), changed)
		}
	})
}

func TestAFailingFeedIsToldOfOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &web{}
		f := newFolder(t, w)
		s := Source{URL: "https://news.example/feed", Every: time.Hour}
		for i := range 30 {
			if _, err := f.Poll(t.Context(), s); err == nil {
				t.Fatal("it was polled")
			}
			st, _ := f.store().read()
			p := st.Feeds[s.URL]
			wait := time.Until(p.Next)
			if p.Failures != i+1 || wait > 27*time.Hour || i > 5 && wait < 20*time.Hour || p.Told != (time.Since(p.Since) >= toldAfter) || p.Error == "" {
				t.Fatalf("failure %d: %+v, next in %v", i+1, p, wait)
			}
			time.Sleep(wait)
		}
		w.put(s.URL, rss("Feed"))
		poll(t, f, s)
		if st, _ := f.store().read(); st.Feeds[s.URL].Failures != 0 || st.Feeds[s.URL].Told || st.Feeds[s.URL].Error != "" {
			t.Errorf("%+v", st.Feeds[s.URL])
		}
	})
}

func TestADamagedStateIsPutAside(t *testing.T) {
	f := newFolder(t, &web{})
	writeList(t, f, stateFile, `{"feeds": {"x`)
	st, err := f.store().read()
	if err != nil || st.Feeds == nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(f.dotVerbatim(), stateFile+".damaged")); err != nil {
		t.Error(err)
	}
}

func TestFilesAreNamedForPeople(t *testing.T) {
	for title, want := range map[string]string{
		"L’été à Paris : « le retour »": "l-ete-a-paris-le-retour", "Œuvre": "uvre", "北京": "", "../../etc/passwd": "etc-passwd",
		strings.Repeat("very long words ", 10): "very-long-words-very-long-words-very-long-words-very-long",
	} {
		if got := slug(title); got != want {
			t.Errorf("%q: %q, want %q", title, got, want)
		}
	}
}

// FuzzFeed: whatever a server says, only readable articles come of it, and only below web/.
func FuzzFeed(f *testing.F) {
	f.Add(rss("Feed", entry{"A", "https://news.example/a", "1", "Wed, 23 Oct 2024 08:00:00 +0200", "", prose("a", 1200)}).body)
	f.Add(`<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title>A</title><link href="../x"/><id>1</id><updated>2024-10-23T00:00:00Z</updated><content type="html">` + prose("x", 1100) + `</content></entry></feed>`)
	f.Add(`{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"1","url":"https://x.example/a","content_html":"<p>x</p>"}]}`)
	f.Fuzz(func(t *testing.T, body string) {
		w := &web{}
		folder := newFolder(t, w)
		s := Source{URL: "https://news.example/feed", Every: time.Hour}
		w.put(s.URL, page{kind: "application/xml", body: body})
		n, err := folder.Poll(t.Context(), s)
		if err != nil {
			return
		}
		got := files(t, folder)
		for _, file := range got {
			if !strings.HasPrefix(file, "web/") || strings.Contains(file, "..") {
				t.Errorf("file %q", file)
			}
		}
		if len(got) > n {
			t.Errorf("%d files of %d articles", len(got), n)
		}
		if len(got) > 0 {
			articles(t, folder)
		}
	})
}

func FuzzList(f *testing.F) {
	f.Add("https://a.example/feed every: 30m keep: 180d # x\n", `<opml><outline xmlUrl="https://a.example/"/></opml>`)
	f.Fuzz(func(t *testing.T, list, opml string) {
		a, _ := ReadList(strings.NewReader(list))
		b, _ := ReadOPML(strings.NewReader(opml))
		for _, s := range append(a, b...) {
			if s.Every < shortestEvery || s.Every > longestEvery || s.Keep < 0 || checkAddress(s.URL) != nil {
				t.Errorf("%+v", s)
			}
		}
	})
}

func BenchmarkPollOfNothingNew(b *testing.B) {
	w := &web{}
	var entries []entry
	for i := range 50 {
		entries = append(entries, entry{fmt.Sprint("A", i), fmt.Sprintf("https://news.example/%d", i), fmt.Sprint(i), "", "", prose(fmt.Sprint(i), 1200)})
	}
	w.put("https://news.example/feed", rss("Feed", entries...))
	f := &Folder{Dir: b.TempDir(), Fetch: w}
	for b.Loop() {
		if _, err := f.Poll(b.Context(), Source{URL: "https://news.example/feed", Every: time.Hour}); err != nil {
			b.Fatal(err)
		}
	}
}
