package feed

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/read"
)

// TestAKillLosesNothing kills a child that polls a feed and adds files, at random moments. What
// it leaves is whole each time, and in the end every article is there once.
func TestAKillLosesNothing(t *testing.T) {
	const child = "VERBATIM_TEST_POLLS"
	if dir := os.Getenv(child); dir != "" {
		w := manyArticles()
		f := &Folder{Dir: dir, Fetch: w, Log: slog.New(slog.DiscardHandler)}
		for i := 0; ; i++ {
			addCounted(f, i)
			f.Poll(context.Background(), Source{URL: "https://news.example/feed", Every: time.Hour})
		}
	}
	dir := t.TempDir()
	f := &Folder{Dir: dir, Fetch: manyArticles(), Log: slog.New(slog.DiscardHandler)}
	r := rand.New(rand.NewPCG(7, uint64(time.Now().UnixNano())))
	for i := range crashes {
		c := exec.Command(os.Args[0], "-test.run=^TestAKillLosesNothing$")
		c.Env = append(os.Environ(), child+"="+dir)
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(20*time.Millisecond + time.Duration(r.IntN(60))*time.Millisecond)
		c.Process.Kill()
		c.Wait()
		if n := checkWhole(t, f); t.Failed() {
			t.Fatalf("after kill %d, with %d articles", i+1, n)
		}
	}
	for n := 1; n > 0; {
		n = poll(t, f, Source{URL: "https://news.example/feed", Every: time.Hour})
	}
	for i := range handed {
		if err := addCounted(f, i); err != nil {
			t.Fatal(err)
		}
	}
	if n := checkWhole(t, f); n != 300+handed {
		t.Errorf("%d articles, want %d", n, 300+handed)
	}
}

// handed is how many different ones are added.
const handed = 20

func addCounted(f *Folder, i int) error {
	i %= handed
	_, err := f.AddFile(context.Background(), fmt.Sprintf("file%d.md", i), strings.NewReader(fmt.Sprintf("# File %d\n\n%s", i, prose(fmt.Sprint("harbour ", i), 1200))))
	return err
}

func manyArticles() *web {
	w := &web{}
	var entries []entry
	for i := range 300 {
		entries = append(entries, entry{fmt.Sprint("Article ", i), fmt.Sprintf("https://news.example/%d", i), fmt.Sprint(i), "", "", prose(fmt.Sprint("subject ", i), 1200)})
	}
	w.put("https://news.example/feed", rss("Feed", entries...))
	return w
}

// checkWhole reads what a killed process has left, and counts the articles.
func checkWhole(t *testing.T, f *Folder) int {
	t.Helper()
	if b, err := os.ReadFile(filepath.Join(f.dotVerbatim(), stateFile)); err == nil && json.Unmarshal(b, &state{}) != nil {
		t.Errorf("the state is %d bytes of broken JSON", len(b))
	}
	texts := corpus.NewSpool(t.TempDir())
	defer texts.Close()
	l, err := read.Dir(f.Dir).Read(t.Context(), nil, texts, nil)
	if err != nil || len(l.Skipped()) > 0 {
		t.Errorf("%v, skipped %q", err, l.Skipped())
		return 0
	}
	titles := map[string]bool{}
	for _, a := range l.Articles() {
		body, _ := texts.Body(a.ArticleID)
		want := prose("subject "+strings.TrimPrefix(a.Title, "Article "), 1200)
		if number, file := strings.CutPrefix(a.Title, "File "); file {
			want = prose("harbour "+number, 1200)
		}
		if titles[a.Title] || strings.TrimPrefix(body, a.Title+"\n\n") != want {
			t.Errorf("%s, %s: %d bytes", a.File, a.Title, len(body))
		}
		titles[a.Title] = true
	}
	return len(l.Articles())
}

func TestLeftoversOfACrashAreRemoved(t *testing.T) {
	f := newFolder(t, &web{})
	old, fresh, other := filepath.Join(f.Dir, "web", "a.example", ".x.md.tmp-123"), filepath.Join(f.dotVerbatim(), "."+stateFile+".tmp-9"), filepath.Join(f.Dir, "web", ".keep")
	for _, file := range []string{old, fresh, other} {
		os.MkdirAll(filepath.Dir(file), 0o755)
		if err := os.WriteFile(file, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	day := time.Now().Add(-24 * time.Hour)
	os.Chtimes(old, day, day)
	os.Chtimes(other, day, day)
	f.Clean()
	for file, want := range map[string]bool{old: false, fresh: true, other: true} {
		if _, err := os.Stat(file); (err == nil) != want {
			t.Errorf("%s: %v", file, err)
		}
	}
}
