package curation_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/retrieval"
	"verbatim/retrieval/curation"
	"verbatim/retrieval/retrievaltest"
)

// secret is a word of a text that is taken down.
const secret = "Quillmarrow"

const secretText = "The " + secret + " of Skerry was sold to the harbour master in the winter of the great storm.\n"

// holding are the files below some folders that hold a word.
func holding(t *testing.T, word string, folders ...string) (files []string) {
	t.Helper()
	for _, folder := range folders {
		err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || !d.Type().IsRegular() {
				return err
			}
			b, err := os.ReadFile(path)
			if bytes.Contains(bytes.ToLower(b), []byte(strings.ToLower(word))) {
				files = append(files, path)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func (d *desk) finds(word string) bool {
	d.t.Helper()
	a, err := d.Answer(d.t.Context(), retrieval.Query{Text: "Who bought the " + word + " of Skerry?"})
	if err != nil {
		d.t.Fatal(err)
	}
	for _, q := range a.Quotes {
		if strings.Contains(q.Text, word) {
			return true
		}
	}
	return false
}

// stored is a .zip file that packs nothing tighter, so that it can be looked into.
func stored(t *testing.T, files map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range files {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil {
			_, err = io.WriteString(w, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestPurgedTextIsNowhere looks into every file that the bot has.
func TestPurgedTextIsNowhere(t *testing.T) {
	dir, data := t.TempDir(), t.TempDir()
	d, s := diskDesk(t, dir, data)
	d.lighthouses("Aran", "Bute", "Cape", "Dune")
	d.mustReload()
	d.write("skerry.md", "---\ntitle: "+secret+" sold\nurl: https://news.example/2024/skerry\n---\n\n"+secretText)
	d.write("again.txt", secretText) // the same text in a file of another name
	d.write("many.jsonl", `{"_id":"one","text":"The fog horn of Eyot was silent for a whole week in March."}`+"\n"+
		`{"_id":"two","text":"`+strings.TrimSpace(secretText)+`"}`+"\n")
	d.write("papers.zip", stored(t, map[string]string{"skerry.txt": secretText, "eyot.txt": "The harbour of Eyot was dredged in April, at the cost of the county."}))
	d.mustReload()
	if !d.finds(secret) {
		t.Fatal("the text is not found before it is purged")
	}
	d.Curator.Report(by, "skerry.md", "the "+secret+" is of another paper")
	if _, err := d.Remove("again.txt", by); err != nil {
		t.Fatal(err)
	}
	d.mustReload()
	if err := d.AddGolden(curation.Golden{Question: "Who bought it?", File: "skerry.md"}, by); err != nil {
		t.Fatal(err)
	}
	edited := 0
	d.EditPosted(func(context.Context) (int, int) { edited++; return 2, 1 })

	p, err := d.Purge(t.Context(), "skerry.md", by)
	if err != nil || p.Articles != 3 || p.Messages != 2 || p.Unedited != 1 || edited != 1 || len(p.Left) != 0 {
		t.Fatalf("%+v, %v", p, err)
	}
	if left := holding(t, secret, dir, data); len(left) != 0 {
		t.Errorf("it still stands in %v", left)
	}
	if d.finds(secret) || d.Unfinished() {
		t.Error("it is still found, or not finished")
	}
	if kept, err := s.Kept(t.Context()); err != nil || len(kept) != 1 {
		t.Errorf("kept: %+v, %v", kept, err)
	}
	if list, err := d.Golden(); err != nil || len(list) != 0 {
		t.Errorf("golden questions: %v, %v", list, err)
	}
	whole(t, filepath.Join(data, "audit.jsonl"))
	if got := d.actions(); !strings.HasSuffix(got, "purged") {
		t.Errorf("log: %s", got)
	}
	if b, err := os.ReadFile(filepath.Join(dir, "papers.zip")); err != nil || !strings.Contains(string(b), "dredged") {
		t.Errorf("the other file of the archive: %q, %v", b, err)
	}
	if b, err := os.ReadFile(filepath.Join(dir, "many.jsonl")); err != nil || !strings.Contains(string(b), "fog horn") {
		t.Errorf("the other line of the file: %q, %v", b, err)
	}

	// It does not come back: not under another name, not in other clothes, not
	// with another text at its address.
	d.write("new-name.md", "# Another title\n\n"+strings.ToUpper(secretText))
	d.write("update.md", "---\nurl: http://www.news.example/2024/skerry/?utm_source=x\n---\n\nThe "+secret+" of Skerry changed hands.\n")
	d.lighthouses("Eyot")
	r := d.mustReload()
	if len(r.Added) != 1 || d.finds(secret) || len(r.Skipped) != 2 {
		t.Errorf("%+v", r)
	}
	again := d.again()
	if err := again.Keeper.Open(t.Context()); err != nil || again.finds(secret) {
		t.Errorf("after a restart: %v", err)
	}
	again.Keeper.Live.Swap(nil)
}

// TestPurgeIsNotHeldBack: no guard, no rolled-back corpus, no reload on its way.
func TestPurgeIsNotHeldBack(t *testing.T) {
	d := newDesk(t, new(retrievaltest.Memory))
	d.write("skerry.txt", secretText)
	first := d.mustReload()
	d.lighthouses("Aran")
	d.mustReload()
	kept, err := d.Keeper.Store.Kept(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := d.Rollback(t.Context(), kept[1].ID, by); err != nil || d.serves() != first.New {
		t.Fatal(err)
	}
	if p, err := d.Purge(t.Context(), "skerry.txt", by); err != nil || p.Articles != 1 {
		t.Fatalf("%+v, %v", p, err)
	}
	if d.finds(secret) {
		t.Error("it is still found")
	}
	if r, err := d.reload(curation.Order{Automatic: true}); err != nil || !r.Pinned {
		t.Errorf("the corpus is no longer rolled back: %+v, %v", r, err)
	}
	if r := d.mustReload(); r.Articles != 1 {
		t.Errorf("%+v", r)
	}
}

func TestWhatCannotBePurged(t *testing.T) {
	d := newDesk(t, new(retrievaltest.Memory))
	d.write("two.jsonl", `{"_id":"one","text":"The fog horn of Eyot was silent for a week."}`+"\n"+`{"_id":"two","text":"The lamp of Bute burnt all night."}`+"\n")
	d.mustReload()
	for what, want := range map[string]error{"": curation.ErrNoFile, "nowhere.txt": curation.ErrNoFile, "two.jsonl": curation.ErrShared, "https://news.example/": curation.ErrNoFile} {
		if _, err := d.Purge(t.Context(), what, by); !errors.Is(err, want) {
			t.Errorf("purging %q: %v, want %v", what, err, want)
		}
	}
	if p, err := d.Purge(t.Context(), "two", by); err != nil || p.Articles != 1 {
		t.Errorf("an article of a file of several: %+v, %v", p, err)
	}
	if r := d.mustReload(); r.Articles != 1 {
		t.Errorf("%+v", r)
	}
}
