package read

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"verbatim/corpus/withdrawn"
)

// TestWithdrawnTextsLeaveArchives takes texts out of archives, and reads what is
// left of them.
func TestWithdrawnTextsLeaveArchives(t *testing.T) {
	const secret = "The keeper Quillwort sold the lamp to a dealer in the winter."
	members := []packed{
		{"a.md", article("A", "The text of A.")},
		{"sub/gone.txt", secret},
		{"lines.jsonl", `{"_id":"1","text":"The first line."}` + "\n" + `{"_id":"2","text":"` + secret + `"}` + "\n" + `{"_id":"3","text":"The third line."}`},
		{"photo.jpg", "no text at all"},
	}
	for name, file := range map[string]string{"a.zip": zipOf(t, members...), "a.tar.gz": tarOf(t, append(members, packed{"link.txt", "-> a.md"})...)} {
		dir := t.TempDir()
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(file), 0o600); err != nil {
			t.Fatal(err)
		}
		before, texts := mustRead(t, Dir(dir), nil)
		gone, err := withdrawn.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		var e withdrawn.Entry
		for _, a := range before.Articles() {
			if body, err := texts.Body(a.ArticleID); err != nil {
				t.Fatal(err)
			} else if strings.Contains(body, "Quillwort") {
				e.Of(a, body)
			}
		}
		if err := gone.Add(e); err != nil {
			t.Fatal(err)
		}
		changed, err := Folder{}.Withdraw(dir, name, gone.Set())
		if err != nil || !changed {
			t.Fatalf("%s: %v, %v", name, changed, err)
		}
		if again, err := (Folder{}).Withdraw(dir, name, gone.Set()); err != nil || again {
			t.Errorf("%s: once more: %v, %v", name, again, err)
		}
		os.RemoveAll(filepath.Join(dir, ".verbatim")) // what is gone need not be barred
		after, texts := mustRead(t, Dir(dir), nil)
		if got, want := articleFiles(after), []string{name + "/a.md", name + "/lines.jsonl", name + "/lines.jsonl"}; !slices.Equal(got, want) {
			t.Errorf("%s holds %q, want %q", name, got, want)
		}
		if got := reason(after, name+"/photo.jpg"); !strings.Contains(got, ".jpg is not read") {
			t.Errorf("%s: what is not read is gone: %q", name, got)
		}
		for _, a := range after.Articles() {
			was := before.Article(a.ArticleID)
			body, err := texts.Body(a.ArticleID)
			if err != nil || was == nil || was.Hash != a.Hash || strings.Contains(body, "Quillwort") {
				t.Errorf("%s: %s was changed: %q, %v", name, a.File, body, err)
			}
		}
	}
}

// An archive of withdrawn texts alone goes as a whole; a broken one is left as it is.
func TestArchivesThatAreEmptyOrBroken(t *testing.T) {
	dir := t.TempDir()
	gone, err := withdrawn.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	write := func(name, content string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	whole := zipOf(t, packed{"gone.txt", "The keeper Quillwort sold the lamp."})
	write("a.zip", whole)
	write("b.zip", whole[:len(whole)/2])
	write("c.tgz", "no archive")
	l, texts := mustRead(t, Dir(dir), nil)
	var e withdrawn.Entry
	for _, a := range l.Articles() {
		body, err := texts.Body(a.ArticleID)
		if err != nil {
			t.Fatal(err)
		}
		e.Of(a, body)
	}
	if err := gone.Add(e); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"a.zip": true, "b.zip": false, "c.tgz": false, "none.zip": false} {
		changed, err := Folder{}.Withdraw(dir, name, gone.Set())
		_, there := os.Stat(filepath.Join(dir, name))
		if err != nil || changed != want || name != "none.zip" && (there != nil) != want {
			t.Errorf("%s: %v, %v, %v", name, changed, err, there)
		}
	}
}
