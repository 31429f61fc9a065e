package read

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestPDF reads each file of testdata/pdf, printed from texts made up for it,
// and compares it with NAME.want. browser.pdf is what Chromium prints,
// columns.pdf has two columns, heads, feet and numbers of pages.
func TestPDF(t *testing.T) {
	files, err := filepath.Glob("testdata/pdf/*.pdf")
	if err != nil || len(files) < 2 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		d, err := parsePDF(data)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		got := show(d)
		if *update {
			if err := os.WriteFile(file+".want", []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file + ".want")
		if diff := cmp.Diff(string(want), got); err != nil || diff != "" {
			t.Errorf("%s: %v, want -, got +:\n%s", file, err, diff)
		}
	}
}

func TestFurnitureOfPagesIsClutter(t *testing.T) {
	data, err := os.ReadFile("testdata/pdf/columns.pdf")
	if err != nil {
		t.Fatal(err)
	}
	d, err := parsePDF(data)
	if err != nil {
		t.Fatal(err)
	}
	a, body := assemble("columns.pdf", d)
	if got := strings.Join(a.Clutter, ", "); got != "The Sample Gazette, Page 1 of 3, 1, Page 2 of 3, 2" {
		t.Errorf("clutter %q", got)
	}
	for i := range a.Passages {
		if p := a.Passage(i, body); strings.Contains(p.Text, "Gazette") || strings.Contains(p.Text, "\n") {
			t.Errorf("passage %q", p.Text)
		}
	}
}

func TestWordsBrokenAtTheEndOfALine(t *testing.T) {
	words := map[string]bool{"gouvernement": true, "porte-avions": true, "co-operation": true, "recover": true, "re-cover": true}
	for _, c := range []struct{ line, next, want string }{
		{"le gouverne-", "ment a dit", "le gouvernement a dit"},
		{"un porte-", "avions neuf", "un porte-avions neuf"},
		{"the co-", "operation of", "the co-operation of"},
		{"to re-", "cover it", "to re-cover it"}, // both are printed elsewhere: as here
		{"une admi\u00ad", "nistration", "une administration"},
		{"une admi-", "nistration", "une administration"},
		{"Kim Jong-", "un a dit", "Kim Jong-un a dit"},
		{"Mont-", "Saint-Michel", "Mont-Saint-Michel"},
		{"dit-", "il hier", "dit-il hier"},
		{"peut-", "être", "peut-être"},
		{"c’est-à-", "dire", "c’est-à-dire"},
		{"vingt-", "deux", "vingt-deux"},
		{"well-", "known", "well-known"},
		{"the North-", "South talks", "the North-South talks"},
		{"from 2020-", "based data", "from 2020-based data"},
		{"he said -", "and left", "he said - and left"},
		{"the end", "of it", "the end of it"},
		{"A-", "frames", "A-frames"},
	} {
		kept, ok := brokenWord(c.line, c.next, words)
		if !ok {
			kept += " "
		}
		if got := kept + c.next; got != c.want {
			t.Errorf("%q, %q: %q, want %q", c.line, c.next, got, c.want)
		}
	}
}

func TestPDFMetadataThatNobodyMeant(t *testing.T) {
	for _, s := range []string{"Microsoft Word - rapport.docx", "untitled", "brochure.indd", "Document1", "about:blank", "https://example.org/a"} {
		if !programTitle.MatchString(s) {
			t.Errorf("%q was taken for a title", s)
		}
	}
	for _, s := range []string{"The council and its documents", "Sans titre de séjour, que faire", "Documents secrets"} {
		if programTitle.MatchString(s) {
			t.Errorf("%q was not taken for a title", s)
		}
	}
	if !accountName.MatchString("Administrateur") || accountName.MatchString("Ann Example") || accountName.MatchString("Reuters") {
		t.Error("names of accounts")
	}
	if got := pdfDate("D:20240312101200+02'00'").String(); got != "2024-03-12" || pdfDate("D:2024").Known() || pdfDate("yesterday").Known() {
		t.Errorf("date %s", got)
	}
}

// TestWhenAPDFWasMadeIsNoDateOfPublication: the file says that it was made in
// 2026, and its text nothing.
func TestWhenAPDFWasMadeIsNoDateOfPublication(t *testing.T) {
	data, err := os.ReadFile("testdata/pdf/columns.pdf")
	if err != nil {
		t.Fatal(err)
	}
	d, err := parsePDF(data)
	if err != nil || d.created.String() != "2026-11-28" {
		t.Fatalf("made on %s, %v", d.created, err)
	}
	a, why := assemble("columns.pdf", d)
	if a == nil {
		t.Fatal(why)
	}
	if a.Published.Known() || !strings.Contains(strings.Join(a.Notes, "\n"), "2026-11-28") {
		t.Errorf("published on %s, notes %q", a.Published, a.Notes)
	}
}
