package read

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"verbatim/corpus"
)

var update = flag.Bool("update", false, "write what is found into testdata")

// report prints an article for a person to judge.
func report(a *corpus.Article, body string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title: %s\nauthor: %s\npublisher: %s\npublished: %s\nlang: %s\n", a.Title, a.Author, a.Publisher, a.Published, a.Lang)
	for _, line := range a.Clutter {
		fmt.Fprintf(&b, "- %s\n", line)
	}
	for _, s := range a.Passages {
		fmt.Fprintf(&b, "[%s] %s\n%s\n", s.Section, s.Lang, body[s.Start:s.End])
	}
	return b.String()
}

func assemblePlain(text string) (*corpus.Article, string) {
	return assemble("a.txt", document{plain: true, blocks: plainBlocks(text)})
}

// TestPlainTexts reads texts in the manner of many sites; each file says of
// which. The expectations were read by a person.
func TestPlainTexts(t *testing.T) {
	files, err := filepath.Glob("testdata/plain/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no texts", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			in := string(ar.Files[0].Data)
			a, body := assemblePlain(in)
			checkArticle(t, in, a, body)
			got := report(a, body)
			if *update {
				ar.Files = append(ar.Files[:1], txtar.File{Name: "want.txt", Data: []byte(got)})
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if len(ar.Files) < 2 {
				t.Fatal("no want.txt: run with -update and read what comes out")
			}
			if d := cmp.Diff(string(ar.Files[1].Data), got); d != "" {
				t.Error(d)
			}
		})
	}
}

// checkArticle checks what holds of every article.
func checkArticle(t *testing.T, in string, a *corpus.Article, body string) {
	t.Helper()
	if want, got := oneLine(in), oneLine(body); want != got && utf8.ValidString(in) {
		t.Fatalf("the body is not the text: %s", cmp.Diff(want, got))
	}
	if len(a.Passages) == 0 && strings.TrimFunc(in, isASCIISpace) != "" {
		t.Fatal("no passage left")
	}
	at := 0
	for _, s := range a.Passages {
		switch text := body[s.Start:s.End]; {
		case s.Start < at || s.End <= s.Start:
			t.Fatalf("passage %d-%d begins before byte %d", s.Start, s.End, at)
		case !utf8.ValidString(text):
			t.Fatalf("passage %q is cut inside a character", text)
		case utf8.RuneCountInString(text) > longestPassage:
			t.Fatalf("a passage of %d characters", utf8.RuneCountInString(text))
		case strings.TrimSpace(text) == "":
			t.Fatal("a passage of white space")
		}
		at = s.End
	}
}

// TestRealArticles reads the real articles that lie beside the repository. With
// -v it prints what becomes of them, for a person to read.
func TestRealArticles(t *testing.T) {
	files, _ := filepath.Glob("../../../shared/articles/*.txt")
	if len(files) != 5 {
		t.Skip("the five real articles are not beside the repository")
	}
	wants := []struct {
		lang      corpus.Lang
		title     int // words
		published string
		publisher string
		clutter   int
	}{
		{lang: "fr", title: 15},
		{lang: "fr", title: 9, clutter: 2},
		{lang: "fr", title: 9, published: "2024-09-14", clutter: 11},
		{lang: "fr"},
		{lang: "en", title: 8, publisher: "DayFR Euro", clutter: 3},
	}
	for i, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		a, body := assemblePlain(string(data))
		checkArticle(t, string(data), a, body)
		want := wants[i]
		if a.Lang != want.lang || len(keyWords(a.Title)) != want.title || a.Published.String() != want.published || a.Publisher != want.publisher || len(a.Clutter) != want.clutter {
			t.Errorf("%s: %s", filepath.Base(f), report(a, body))
		}
		t.Logf("=== %s\n%s", filepath.Base(f), report(a, body))
	}
}

func FuzzAssemble(f *testing.F) {
	f.Add("Title\n\nBy A B\n\nText. More « text » ?\n• one\n• two\n\nclose", true)
	f.Add("1. a\n2. b\nRésumé: x y\n====\n-\nHe adds:\n“q”", true)
	f.Add(strings.Repeat("word, ", 400), false)
	f.Fuzz(func(t *testing.T, text string, plain bool) {
		d := document{plain: plain, blocks: plainBlocks(text)}
		if !plain {
			d.blocks = []block{{paragraph, text}, {quotation, text}}
			text = text + "\n" + text
		}
		a, body := assemble("f", d)
		checkArticle(t, text, a, body)
		if again, _ := assemble("g", d); again.Hash != a.Hash {
			t.Fatal("the hash depends on the file's name or on chance")
		}
	})
}

func BenchmarkAssemble(b *testing.B) {
	ar, err := txtar.ParseFile("testdata/plain/quotidien.txtar")
	if err != nil {
		b.Fatal(err)
	}
	text := string(ar.Files[0].Data)
	long := strings.Repeat("Le général a quitté Séoul le 23 octobre, selon l'agence, et nul ne sait s'il reviendra. ", 5) + "\n\n"
	text += "\n\n" + strings.Repeat(long, 10)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		assemblePlain(text)
	}
}

// A passage is in its article's language unless its function words show another.
func TestLanguageOfPassages(t *testing.T) {
	names := strings.Repeat("Kim Jong Un, Choe Son Hui, Pak Jong Chon, No Kwang Chol, Kang Sun Nam, Ri Yong Gil. ", 3)
	french := "Le général a quitté Séoul le 23 octobre, selon l'agence, et il est arrivé à Moscou dans la soirée avec les autres."
	a, _ := assemble("f", document{title: "A list", lang: "en-GB", blocks: []block{
		{paragraph, "The list of those who were on the train was published by the ministry on the next day, with their ranks and with what each of them had done before."},
		{paragraph, names},
		{paragraph, french},
	}})
	var got []corpus.Lang
	for _, s := range a.Passages {
		got = append(got, s.Lang)
	}
	if want := []corpus.Lang{"en", "en", "fr"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
