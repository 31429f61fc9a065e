package read

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"verbatim/corpus"
)

// long is far enough in the past for times of files to be trusted.
var long = time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)

func mapFile(text string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte(text), ModTime: long}
}

func article(title, text string) string {
	return fmt.Sprintf("---\ntitle: %s\n---\n%s\n", title, text)
}

// mustRead reads f, and gives the texts as well.
func mustRead(t *testing.T, f Folder, old *corpus.Library) (*corpus.Library, *corpus.Spool) {
	t.Helper()
	spool := corpus.NewSpool(t.TempDir())
	t.Cleanup(func() { spool.Close() })
	l, err := f.Read(t.Context(), old, spool, nil)
	if err != nil {
		t.Fatal(err)
	}
	return l, spool
}

func articleFiles(l *corpus.Library) (files []string) {
	for _, a := range l.Articles() {
		files = append(files, a.File)
	}
	return files
}

// reason is why a file was skipped, "" when it was not.
func reason(l *corpus.Library, file string) string {
	for _, s := range l.Skipped() {
		if s.File == file {
			return s.Reason
		}
	}
	return ""
}

func TestFolderReadsWhatIsGoodAndReportsTheRest(t *testing.T) {
	fsys := fstest.MapFS{
		"b/c.md":       mapFile(article("C", "The text of C.")),
		"a.txt":        mapFile("Title: A\n\nThe text of A, in French: été."),
		"B.HTML":       mapFile("<title>B</title><p>The text of B."),
		"d.jsonl":      mapFile(`{"_id":"d1","text":"The text of D."}` + "\nbroken\n" + `{"_id":"d1","text":"again"}` + "\n\n[]\n" + `{"text":"No ID."}`),
		"e.markdown":   mapFile(article("E", "The text of E.")),
		"latin.txt":    mapFile("L'\xe9t\xe9 fut chaud."),
		"crlf.txt":     mapFile("One line.\r\n\r\nAnother line.\r\n"),
		"nul.txt":      mapFile("a\x00b"),
		"empty.md":     mapFile(""),
		"blank.html":   mapFile("<html></html>"),
		"front.md":     mapFile("---\ntitle: only\n---\n"),
		"long.txt":     mapFile(strings.Repeat("word ", 1000)),
		"scan.pdf":     mapFile("%PDF"),
		"book.epub":    mapFile("PK"),
		"README":       mapFile("no ending"),
		"_draft.txt":   mapFile("a draft"),
		".hidden.txt":  mapFile("hidden"),
		"_x/a.txt":     mapFile("a draft"),
		".git/a.txt":   mapFile("hidden"),
		"b/.x.txt":     mapFile("hidden"),
		"pipe.txt":     {Mode: fs.ModeNamedPipe},
		"socket.txt":   {Mode: fs.ModeSocket},
		"device.jsonl": {Mode: fs.ModeDevice},
	}
	l, spool := mustRead(t, Folder{FS: fsys, MaxArticle: 2000}, nil)

	want := []string{"B.HTML", "a.txt", "b/c.md", "crlf.txt", "d.jsonl", "d.jsonl", "e.markdown", "latin.txt"}
	if got := articleFiles(l); !slices.Equal(got, want) {
		t.Errorf("articles %q, want %q", got, want)
	}
	for file, part := range map[string]string{
		"nul.txt": "NUL", "empty.md": "empty", "blank.html": "no text", "front.md": "no text",
		"long.txt": "over the limit of 2000 bytes for one article; split it, or raise VERBATIM_MAX_ARTICLE",
		"scan.pdf": "it is not a PDF file", "book.epub": ".epub is not read yet; supported: .txt, .md,", "README": "no ending",
		"pipe.txt": "a named pipe", "socket.txt": "a socket", "device.jsonl": "a device",
		"d.jsonl": "line 2: not JSON",
	} {
		if got := reason(l, file); !strings.Contains(got, part) {
			t.Errorf("%s: %q, want %q", file, got, part)
		}
	}
	var lines []string
	for _, s := range l.Skipped() {
		if s.File == "d.jsonl" {
			lines = append(lines, s.Reason)
		}
		if strings.Contains(s.File, "_") || strings.Contains(s.File, "/.") || strings.HasPrefix(s.File, ".") {
			t.Errorf("%s was looked at", s.File)
		}
	}
	if len(lines) != 3 || !strings.Contains(strings.Join(lines, "\n"), `line 3: its ID "d1" is already that of the article in d.jsonl line 1`) {
		t.Errorf("lines of d.jsonl: %q", lines)
	}
	for _, a := range l.Articles() {
		body, err := spool.Body(a.ArticleID)
		if err != nil || body == "" || len(body) != a.Size {
			t.Errorf("%s: body of %d bytes, %v", a.File, len(body), err)
		}
	}
	if n := len(l.Sources()); n != 12 { // all that were opened and read whole
		t.Errorf("%d sources, want 11", n)
	}
}

func TestFolderErrorSaysWhatToDo(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.txt")
	if err := os.WriteFile(file, []byte("text"), 0o644); err != nil {
		t.Fatal(err)
	}
	for path, part := range map[string]string{filepath.Join(dir, "gone"): "does not exist; create it", file: "not a folder; put its files into a folder"} {
		_, err := Dir(path).Read(t.Context(), nil, corpus.NewSpool(dir), nil)
		if err == nil || !strings.Contains(err.Error(), part) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v, want %q", path, err, part)
		}
	}
	if l, err := Dir(t.TempDir()).Read(t.Context(), nil, corpus.NewSpool(dir), nil); err != nil || len(l.Articles()) != 0 {
		t.Errorf("empty folder: %v", err)
	}
}

// tree writes files, and links (value "-> target"), below a new folder.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if target, ok := strings.CutPrefix(text, "-> "); ok {
			if err := os.Symlink(filepath.FromSlash(target), file); err != nil {
				t.Skip("no symbolic links here:", err)
			}
			continue
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(file, long, long); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestFolderFollowsLinks(t *testing.T) {
	dir := tree(t, map[string]string{
		"corpus/..data":        "-> ..2024", // as Kubernetes mounts a volume
		"corpus/..2024/m.txt":  "Mounted text.",
		"corpus/m.txt":         "-> ..data/m.txt",
		"corpus/real/a.txt":    "Text of a.",
		"corpus/again":         "-> real",
		"corpus/a-again.txt":   "-> real/a.txt",
		"corpus/real/up":       "-> ..",
		"corpus/outside":       "-> ../elsewhere",
		"corpus/self.txt":      "-> self.txt",
		"corpus/nowhere.txt":   "-> gone.txt",
		"elsewhere/b.txt":      "Text of b.",
		"elsewhere/back":       "-> ../corpus/real",
		"elsewhere/sub/c.txt":  "Text of c.",
		"elsewhere/whole":      "-> ..",
		"elsewhere/sub/b2.txt": "-> ../b.txt",
	})
	l, _ := mustRead(t, Dir(filepath.Join(dir, "corpus")), nil)
	if got, want := articleFiles(l), []string{"m.txt", "outside/b.txt", "outside/sub/c.txt", "real/a.txt"}; !slices.Equal(got, want) {
		t.Errorf("articles %q, want %q", got, want)
	}
	for file, part := range map[string]string{
		"again": "the folder real, which is read already", "a-again.txt": "real/a.txt, which is read already", "real/up": "a loop",
		"self.txt": "loop", "nowhere.txt": "leads nowhere", "outside/back": "the folder real", "outside/sub/b2.txt": "outside/b.txt",
		"outside/whole/corpus": "a loop", "outside/whole/elsewhere": "a loop",
	} {
		if got := reason(l, file); !strings.Contains(got, part) {
			t.Errorf("%s: %q, want %q", file, got, part)
		}
	}
	if n := len(l.Skipped()); n != 9 {
		t.Errorf("%d skipped: %q", n, l.Skipped())
	}
}

func TestFolderReportsWhatMayNotBeRead(t *testing.T) {
	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("permissions do not bind this user")
	}
	dir := tree(t, map[string]string{"a.txt": "Text.", "b.txt": "Secret.", "c/d.txt": "Secret."})
	for _, name := range []string{"b.txt", "c"} {
		file := filepath.Join(dir, name)
		if err := os.Chmod(file, 0); err != nil {
			t.Fatal(err)
		}
		defer os.Chmod(file, 0o755)
	}
	l, _ := mustRead(t, Dir(dir), nil)
	if len(l.Articles()) != 1 || !strings.Contains(reason(l, "b.txt"), "permission") || !strings.Contains(reason(l, "c"), "permission") {
		t.Errorf("%d articles, skipped %q", len(l.Articles()), l.Skipped())
	}
}

// brokenFS fails to open some files, as a disk does.
type brokenFS struct {
	fs.FS
	broken map[string]error
}

func (b brokenFS) Open(name string) (fs.File, error) {
	if err := b.broken[name]; err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return b.FS.Open(name)
}

func TestFolderReadsOnBesideABrokenFile(t *testing.T) {
	fsys := fstest.MapFS{"a.txt": mapFile("Text of a."), "b.txt": mapFile("x"), "c.jsonl": mapFile("x"), "d/e.txt": mapFile("x"), "f.txt": mapFile("Text of f.")}
	broken := map[string]error{"b.txt": fs.ErrPermission, "c.jsonl": errors.New("input/output error"), "d": fs.ErrPermission}
	l, _ := mustRead(t, Folder{FS: brokenFS{fsys, broken}}, nil)
	if got := articleFiles(l); !slices.Equal(got, []string{"a.txt", "f.txt"}) {
		t.Errorf("articles %q", got)
	}
	for file, part := range map[string]string{"b.txt": "permission denied", "c.jsonl": "input/output error", "d": "permission denied"} {
		if got := reason(l, file); !strings.Contains(got, part) {
			t.Errorf("%s: %q, want %q", file, got, part)
		}
	}
}

// countingFS counts the files that are opened.
type countingFS struct {
	fs.FS
	mu     sync.Mutex
	opened map[string]int
}

func (c *countingFS) Open(name string) (fs.File, error) {
	c.mu.Lock()
	c.opened[name]++
	c.mu.Unlock()
	return c.FS.Open(name)
}

func TestFolderTakesOverWhatDidNotChange(t *testing.T) {
	fsys := fstest.MapFS{
		"a.txt":    mapFile("Text of a."),
		"b.txt":    mapFile("Text of b."),
		"c.jsonl":  mapFile("{\"_id\":\"c1\",\"text\":\"Text of c.\"}\nbroken"),
		"d.jsonl":  mapFile(`{"_id":"d1","text":"Text of d."}`),
		"e.txt":    mapFile("Text of e."),
		"gone.txt": mapFile("Text that goes."),
		"bin.txt":  mapFile("a\x00b"),
	}
	old, _ := mustRead(t, Folder{FS: fsys}, nil)
	fsys["b.txt"] = &fstest.MapFile{Data: []byte("Text of b."), ModTime: long.Add(time.Hour)}
	fsys["d.jsonl"] = &fstest.MapFile{Data: []byte(`{"_id":"d1","text":"Text of d."}`), ModTime: long.Add(time.Hour)}
	fsys["e.txt"] = &fstest.MapFile{Data: []byte("Text of E."), ModTime: long.Add(time.Hour)}
	delete(fsys, "gone.txt")
	fsys["new.txt"] = mapFile("Text that comes.")

	opened := map[string]int{}
	l, spool := mustRead(t, Folder{FS: &countingFS{FS: fsys, opened: opened}}, old)
	if opened["a.txt"]+opened["c.jsonl"]+opened["bin.txt"] != 0 {
		t.Errorf("files of the same size and time were opened: %v", opened)
	}
	if spool.Len() != 2 {
		t.Errorf("%d texts were spooled, want those of e.txt and new.txt", spool.Len())
	}
	for _, id := range []string{"c1", "d1", idOf("a.txt"), idOf("b.txt")} {
		if l.Article(id) == nil || l.Article(id) != old.Article(id) {
			t.Errorf("article %s was not taken over", id)
		}
	}
	if len(l.Articles()) != 6 || l.Article(idOf("e.txt")).Hash == old.Article(idOf("e.txt")).Hash {
		t.Errorf("articles %q", articleFiles(l))
	}
	if reason(l, "bin.txt") != reason(old, "bin.txt") || reason(l, "c.jsonl") == "" {
		t.Errorf("skipped %q, before %q", l.Skipped(), old.Skipped())
	}

	again, spool := mustRead(t, Folder{FS: fsys}, l)
	if again.Version() != l.Version() || spool.Len() != 0 {
		t.Errorf("nothing changed, but version %s became %s and %d texts were spooled", l.Version(), again.Version(), spool.Len())
	}
	if fresh, _ := mustRead(t, Folder{FS: fsys}, nil); fresh.Version() != l.Version() {
		t.Errorf("read anew it is another corpus")
	}
}

func TestFolderDoesNotTrustTheTimeOfAFreshEdit(t *testing.T) {
	now := time.Now()
	fsys := fstest.MapFS{"a.txt": {Data: []byte("Text one."), ModTime: now}, "b.jsonl": {Data: []byte(`{"_id":"b","text":"Text one."}`), ModTime: now}}
	old, _ := mustRead(t, Folder{FS: fsys}, nil)
	fsys["a.txt"] = &fstest.MapFile{Data: []byte("Text two."), ModTime: now}
	fsys["b.jsonl"] = &fstest.MapFile{Data: []byte(`{"_id":"b","text":"Text two."}`), ModTime: now}
	_, spool := mustRead(t, Folder{FS: fsys}, old)
	for _, id := range []string{idOf("a.txt"), "b"} {
		if body, err := spool.Body(id); body != "Text two." {
			t.Errorf("%s: %q, %v", id, body, err)
		}
	}
}

func TestFolderGivesAnIDToOneArticle(t *testing.T) {
	fsys := fstest.MapFS{
		"a.jsonl": mapFile(`{"_id":"x","text":"Text of a."}`),
		"b.jsonl": mapFile(`{"_id":"x","text":"Text of b."}`),
	}
	old, spool := mustRead(t, Folder{FS: fsys}, nil)
	if body, _ := spool.Body("x"); body != "Text of a." {
		t.Errorf("x is %q", body)
	}
	if got := reason(old, "b.jsonl"); !strings.Contains(got, `line 1: its ID "x" is already that of the article in a.jsonl line 1`) {
		t.Errorf("b.jsonl: %q", got)
	}
	// The file that was refused did not change, but its ID has become free.
	delete(fsys, "a.jsonl")
	l, spool := mustRead(t, Folder{FS: fsys}, old)
	if body, _ := spool.Body("x"); body != "Text of b." || len(l.Skipped()) != 0 {
		t.Errorf("x is %q, skipped %q", body, l.Skipped())
	}
}

func TestFolderReadsALimitedNumberOfLongAndBadLines(t *testing.T) {
	text := strings.Repeat("{\n", 300) + `{"_id":"a","text":"` + strings.Repeat("long ", 1000) + "\"}\n" + `{"_id":"b","text":"Text."}`
	fsys := fstest.MapFS{"a.jsonl": mapFile(text)}
	old, _ := mustRead(t, Folder{FS: fsys, MaxArticle: 1000}, nil)
	if old.Article("b") == nil || old.Article("a") != nil {
		t.Errorf("articles %q", articleFiles(old))
	}
	if n := len(old.Skipped()); n != maxSkipped+1 || !strings.HasPrefix(old.Skipped()[n-1].Reason, "201 more lines") {
		t.Errorf("%d skipped, the last %v", n, old.Skipped()[n-1])
	}
	l, _ := mustRead(t, Folder{FS: fsys}, old) // with a higher limit
	if l.Article("a") == nil {
		t.Error("a raised limit did not let the long line in")
	}
}

func TestFolderKeepsOrderAndReportsProgress(t *testing.T) {
	fsys := fstest.MapFS{}
	for i := range 300 {
		fsys[fmt.Sprintf("%03d.txt", i)] = mapFile(strings.Repeat("A sentence of the text. ", 1+(300-i)/4))
	}
	var lines strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&lines, "{\"_id\":\"%04d\",\"text\":\"Text number %d.\",\"note\":%q}\n", i, i, strings.Repeat("x", 300))
	}
	fsys["lines.ndjson"] = mapFile(lines.String())
	spool := corpus.NewSpool(t.TempDir())
	defer spool.Close()
	size := 0
	for _, f := range fsys {
		size += len(f.Data)
	}
	calls, last, long := 0, 0, 0
	files := 0
	l, err := Folder{FS: fsys}.Read(t.Context(), nil, spool, func(r corpus.Reading) {
		if calls++; r.Bytes < last || r.Bytes > size || r.AllBytes != size || r.Files < files || r.AllFiles != 301 {
			t.Errorf("call %d said %+v, after %d bytes and %d files", calls, r, last, files)
		}
		long = max(long, r.Bytes-last)
		last, files = r.Bytes, r.Files
	})
	if files != 301 {
		t.Errorf("the last of the files was number %d", files)
	}
	if err != nil || calls < 301 || last != size || long > 2*batchBytes {
		t.Fatalf("%d calls, the last of %d of %d bytes, the longest step %d, %v", calls, last, size, long, err)
	}
	if !slices.IsSortedFunc(l.Articles(), func(a, b *corpus.Article) int { return strings.Compare(a.File, b.File) }) {
		t.Error("files are not in order")
	}
	for i, a := range l.Articles()[300:] {
		if want := fmt.Sprintf("%04d", i); a.ArticleID != want {
			t.Fatalf("line %d is article %s", i, a.ArticleID)
		}
	}
}

func TestFolderStopsWithItsContext(t *testing.T) {
	fsys := fstest.MapFS{}
	for i := range 2000 {
		fsys[fmt.Sprintf("%04d.md", i)] = mapFile(article("T", strings.Repeat("Words of a text. ", 20)))
	}
	fsys["z.jsonl"] = mapFile(strings.Repeat("{\"text\":\"x\"}\n", 20_000))
	for _, after := range []int{0, 1, 100} {
		ctx, cancel := context.WithCancel(t.Context())
		if after == 0 {
			cancel()
		}
		done := 0
		_, err := Folder{FS: fsys}.Read(ctx, nil, corpus.NewSpool(t.TempDir()), func(corpus.Reading) {
			if done++; done == after {
				cancel()
			}
		})
		cancel()
		if !errors.Is(err, context.Canceled) || done > after+400 {
			t.Errorf("cancelled after %d files: %d were read, %v", after, done, err)
		}
	}
}

func TestFolderReportsAFullSpool(t *testing.T) {
	spool := corpus.NewSpool(t.TempDir())
	spool.Close()
	if _, err := (Folder{FS: fstest.MapFS{"a.txt": mapFile("Text.")}}).Read(t.Context(), nil, spool, nil); err == nil {
		t.Error("texts went into a closed spool")
	}
}

func BenchmarkRead1000Files(b *testing.B) {
	fsys := fstest.MapFS{}
	size := int64(0)
	for i := range 1000 {
		var text strings.Builder
		for p := range 12 {
			fmt.Fprintf(&text, "Paragraph %d of article %d says that the council met on Monday, and that nothing was decided yet.\n\n", p, i)
		}
		name, data := fmt.Sprintf("%04d.md", i), article(fmt.Sprint("Article ", i), text.String())
		switch i % 3 {
		case 1:
			name = fmt.Sprintf("%04d.txt", i)
		case 2:
			name, data = fmt.Sprintf("%04d.html", i), "<title>T</title><article><p>"+strings.ReplaceAll(text.String(), "\n\n", "</p><p>")+"</article>"
		}
		fsys[name] = mapFile(data)
		size += int64(len(data))
	}
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		spool := corpus.NewSpool(b.TempDir())
		if _, err := (Folder{FS: fsys}).Read(b.Context(), nil, spool, nil); err != nil {
			b.Fatal(err)
		}
		spool.Close()
	}
}
