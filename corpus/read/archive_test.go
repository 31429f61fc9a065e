package read

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"verbatim/corpus"
)

// packed is a member to pack: a name and its text.
type packed struct{ name, text string }

func zipOf(t testing.TB, members ...packed) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, m := range members {
		f, err := w.Create(m.name)
		if err == nil {
			_, err = io.WriteString(f, m.text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func tarOf(t testing.TB, members ...packed) string {
	t.Helper()
	var b bytes.Buffer
	g := gzip.NewWriter(&b)
	w := tar.NewWriter(g)
	for _, m := range members {
		h := &tar.Header{Name: m.name, Size: int64(len(m.text)), Mode: 0o644, Typeflag: tar.TypeReg}
		if target, ok := strings.CutPrefix(m.text, "-> "); ok {
			h.Typeflag, h.Linkname, h.Size, m.text = tar.TypeSymlink, target, 0, ""
		}
		err := w.WriteHeader(h)
		if err == nil {
			_, err = io.WriteString(w, m.text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	w.Close()
	g.Close()
	return b.String()
}

// packers pack the same members into each format.
var packers = map[string]func(testing.TB, ...packed) string{"papers.zip": zipOf, "papers.tar.gz": tarOf, "papers.TGZ": tarOf}

func TestArchivesAreReadLikeFolders(t *testing.T) {
	members := []packed{
		{"a.md", article("A", "The text of A.")}, {"sub/b.txt", "Title: B\n\nThe text of B."}, {"./sub/c.html", "<title>C</title><p>The text of C."},
		{`win\d.txt`, "Title: D\n\nThe text of D."}, {"lines.jsonl", `{"_id":"j1","title":"J","text":"The text of J."}` + "\nbroken\n"},
		{"_draft.txt", "a draft"}, {"__MACOSX/a.md", "a shadow"}, {".git/a.txt", "hidden"}, {"sub/.x.txt", "hidden"},
		{"../up.txt", "outside"}, {"/abs.txt", "outside"}, {"sub/../../up.txt", "outside"}, {"C:/x.txt", "outside"},
		{"picture.png", "x"}, {"inner.zip", "x"}, {"inner.tar.gz", "x"}, {"long.txt", strings.Repeat("word ", 1000)}, {"empty.txt", ""},
	}
	for name, pack := range packers {
		fsys := fstest.MapFS{name: mapFile(pack(t, members...)), "z.txt": mapFile("The text of Z.")}
		l, spool := mustRead(t, Folder{FS: fsys, MaxArticle: 2000}, nil)
		want := []string{name + "/a.md", name + "/sub/b.txt", name + "/sub/c.html", name + "/win/d.txt", name + "/lines.jsonl", "z.txt"}
		if got := articleFiles(l); !slices.Equal(got, want) {
			t.Errorf("articles %q, want %q", got, want)
		}
		for _, a := range l.Articles() {
			if body, err := spool.Body(a.ArticleID); err != nil || !strings.Contains(body, "The text of") {
				t.Errorf("%s: %q, %v", a.File, body, err)
			}
		}
		for file, part := range map[string]string{
			"": `the name "../up.txt" in it leads out of the archive`, "/lines.jsonl": "line 2: not JSON", "/picture.png": ".png is not read yet",
			"/inner.zip": "an archive in an archive", "/inner.tar.gz": "an archive in an archive", "/long.txt": "over the limit of 2000 bytes", "/empty.txt": "empty",
		} {
			if got := reason(l, name+file); !strings.Contains(got, part) {
				t.Errorf("%s%s: %q, want %q", name, file, got, part)
			}
		}
		if n := len(l.Skipped()); n != 10 {
			t.Errorf("%d skipped: %q", n, l.Skipped())
		}

		opened := map[string]int{}
		again, spool := mustRead(t, Folder{FS: &countingFS{FS: fsys, opened: opened}, MaxArticle: 2000}, l)
		if again.Version() != l.Version() || len(again.Skipped()) != len(l.Skipped()) || spool.Len() != 0 && l.Sources()[0].Hash != "" {
			t.Errorf("nothing changed, but %s became %s, %d texts, %q", l.Version(), again.Version(), spool.Len(), again.Skipped())
		}
		members := slices.Clone(members)
		members[0].text = article("A", "Another text of A.")
		fsys[name] = &fstest.MapFile{Data: []byte(pack(t, members...)), ModTime: long.Add(time.Hour)}
		next, _ := mustRead(t, Folder{FS: fsys, MaxArticle: 2000}, again)
		if c := corpus.Diff(again, next); len(c.Changed) != 1 || len(c.Added)+len(c.Removed)+len(c.Renamed) != 0 {
			t.Errorf("one member changed: %+v", c)
		}
	}
}

func TestArchivesThatDidNotChangeAreTakenOver(t *testing.T) {
	for name, pack := range packers {
		fsys := fstest.MapFS{name: mapFile(pack(t, packed{"a.md", article("A", "The text of A.")}, packed{"b.png", ""}))}
		old, _ := mustRead(t, Folder{FS: fsys}, nil)
		opened := map[string]int{}
		l, spool := mustRead(t, Folder{FS: &countingFS{FS: fsys, opened: opened}}, old)
		if opened[name] != 0 || spool.Len() != 0 || len(l.Articles()) != 1 || len(l.Skipped()) != 1 {
			t.Errorf("%s: opened %d times, %d texts, %d articles, %q", name, opened[name], spool.Len(), len(l.Articles()), l.Skipped())
		}
	}
}

func TestArchivesThatAreRefused(t *testing.T) {
	zeros := strings.Repeat("0", ratioCounts+1<<20)
	lie := []byte(zipOf(t, packed{"a.txt", zeros[:1<<20]}))
	at := bytes.LastIndex(lie, []byte("PK\x01\x02"))
	copy(lie[at+24:], []byte{10, 0, 0, 0}) // the list says that 10 bytes come out
	locked := []byte(zipOf(t, packed{"a.txt", "Text."}))
	locked[bytes.LastIndex(locked, []byte("PK\x01\x02"))+8] |= 1
	half := tarOf(t, packed{"a.txt", strings.Repeat("A sentence. ", 100)}, packed{"b.txt", "Text."})
	for name, c := range map[string]struct{ file, data, skipped, part string }{
		"a bomb":           {"bomb.zip", zipOf(t, packed{"a.txt", zeros}), "bomb.zip", "more than 200 times its size"},
		"a bomb of tar":    {"bomb.tar.gz", tarOf(t, packed{"a.txt", zeros}), "bomb.tar.gz", "more than 200 times its size"},
		"a list that lies": {"lie.zip", string(lie), "lie.zip/a.txt", "broken"},
		"a password":       {"a.zip", string(locked), "a.zip/a.txt", "locked with a password"},
		"no zip":           {"a.zip", "hello", "a.zip", "broken archive"},
		"no tar":           {"a.tgz", "hello", "a.tgz", "broken archive"},
		"half":             {"a.tar.gz", half[:len(half)/2], "a.tar.gz", "broken archive"},
		"a link":           {"a.tgz", tarOf(t, packed{"a.txt", "-> /etc/passwd"}), "a.tgz/a.txt", "a link"},
		"twice":            {"a.zip", zipOf(t, packed{"a.txt", "Text one."}, packed{"a.txt", "Text two."}), "a.zip/a.txt", "the second file of that name"},
	} {
		l, _ := mustRead(t, Folder{FS: fstest.MapFS{c.file: mapFile(c.data), "z.txt": mapFile("The text of Z.")}}, nil)
		if got := reason(l, c.skipped); !strings.Contains(got, c.part) {
			t.Errorf("%s: %q of %q, want %q", name, got, l.Skipped(), c.part)
		}
		if l.Article(idOf("z.txt")) == nil || name != "twice" && len(l.Articles()) != 1 {
			t.Errorf("%s: articles %q", name, articleFiles(l))
		}
	}
}

func TestSizesOfArchives(t *testing.T) {
	for _, c := range []struct {
		files            int
		unpacked, packed int64
		part             string
	}{
		{maxMembers, maxUnpacked, maxUnpacked / 100, ""},
		{maxMembers + 1, 1, 1, "more than 100000 files"},
		{1, maxUnpacked + 1, maxUnpacked, "more than 4096.0 MB"},
		{1, ratioCounts + 1<<20, 1 << 10, "more than 200 times its size"},
		{1, ratioCounts, 1, ""}, // a small file of blanks
	} {
		if err := checkSize(c.files, c.unpacked, c.packed); (err == nil) != (c.part == "") || err != nil && !strings.Contains(err.Error(), c.part) {
			t.Errorf("%d files, %d of %d bytes: %v", c.files, c.unpacked, c.packed, err)
		}
	}
}

// FuzzArchive reads archives with broken bytes: no name leads out, and no article
// is lost or made up without a reason.
func FuzzArchive(f *testing.F) {
	good := []packed{{"a.md", article("A", "The text of A.")}, {"../b.txt", "Text."}, {"c.jsonl", `{"text":"Text."}`}}
	f.Add([]byte(zipOf(f, good...)), false)
	f.Add([]byte(tarOf(f, good...)), true)
	f.Fuzz(func(t *testing.T, data []byte, tarred bool) {
		name := "a.zip"
		if tarred {
			name = "a.tar.gz"
		}
		l, _ := mustRead(t, Folder{FS: fstest.MapFS{name: mapFile(string(data))}, MaxArticle: 1 << 16}, nil)
		for _, a := range l.Articles() {
			if !fs.ValidPath(a.File) || !strings.HasPrefix(a.File, name+"/") {
				t.Errorf("file %q", a.File)
			}
		}
	})
}

func BenchmarkReadArchive(b *testing.B) {
	var members []packed
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 1000 {
		var text strings.Builder
		for range 12 {
			fmt.Fprintf(&text, "Paragraph %x says that the council met on %x, and that nothing was decided about %x.\n\n", r.Uint64(), r.Uint64(), r.Uint64())
		}
		members = append(members, packed{fmt.Sprintf("%04d.md", i), article(fmt.Sprint("Article ", i), text.String())})
	}
	for name, pack := range packers {
		b.Run(name, func(b *testing.B) {
			fsys := fstest.MapFS{name: mapFile(pack(b, members...))}
			b.ReportAllocs()
			for b.Loop() {
				spool := corpus.NewSpool(b.TempDir())
				if _, err := (Folder{FS: fsys}).Read(b.Context(), nil, spool, nil); err != nil {
					b.Fatal(err)
				}
				spool.Close()
			}
		})
	}
}
