package locale

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Every sentence of corpus/read and corpus/fetch with which a file is refused has a translation:
// they are known by what to do behind a semicolon.
func TestReasonsAreTranslated(t *testing.T) {
	verb := regexp.MustCompile(`%[.\d]*[a-z]`)
	other := regexp.MustCompile(`^; $|^the corpus |\n|^no date is stated|not valid UTF-8 and became|is not understood as|quotes articles with|^%w: over`) // of the folder, and notes on what is read
	found := 0
	look := func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, src, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			text, err := strconv.Unquote(lit.Value)
			if err != nil || !strings.Contains(text, "; ") || other.MatchString(text) {
				return true
			}
			found++
			if strings.HasSuffix(text, "; supported: ") {
				text += ".md"
			}
			if strings.HasPrefix(text, " is not") {
				text = ".epub" + text
			}
			text = verb.ReplaceAllString(text, "x")
			if French.Reason(text) == text {
				t.Errorf("%s: no translation of %q", path, text)
			}
			return true
		})
		return nil
	}
	for _, sources := range []string{"../../corpus/read", "../../corpus/fetch"} {
		if err := filepath.WalkDir(sources, look); err != nil {
			t.Error(err)
		}
	}
	if found < 45 {
		t.Errorf("%d sentences", found)
	}
}

// What moderators write by hand, and what they add, has errors that all have a
// translation.
func TestErrorsOfModeratorsFilesAreTranslated(t *testing.T) {
	verb := regexp.MustCompile(`%[.\d]*[a-z]`)
	for _, path := range []string{"../../retrieval/curation/golden.go", "../../corpus/notes/notes.go", "../../corpus/feed/feed.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		found := 0
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			made, ok := call.Fun.(*ast.SelectorExpr)
			lit, text := call.Args[0].(*ast.BasicLit)
			if !ok || !text || made.Sel.Name != "Errorf" && made.Sel.Name != "New" && (made.Sel.Name != "Sprintf" || !strings.HasSuffix(path, "feed.go")) {
				return true
			}
			english, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			found++
			english = strings.Replace(english, "ing %s", "ing .verbatim/notes.yaml", 1)
			english = verb.ReplaceAllString(english, "x")
			if French.Reason(english) == english {
				t.Errorf("%s: no translation of %q", path, english)
			}
			return true
		})
		if found < 5 {
			t.Errorf("%s: %d errors", path, found)
		}
	}
}

func TestReasonsInFrench(t *testing.T) {
	for english, want := range map[string]string{
		"it is empty; delete it or fill it":                                                                                 "il est vide\u202f; supprimez-le ou remplissez-le",
		"line 12: not JSON (unexpected end); mend the line":                                                                 "ligne 12\u00a0: ce n’est pas du JSON (unexpected end)\u202f; corrigez la ligne",
		"it is 12.3 MB long, over the limit of 10.0 MB for one article; split it, or raise VERBATIM_MAX_ARTICLE":            "il est trop long pour un article (12,3\u00a0Mo, le maximum est 10,0\u00a0Mo)\u202f; divisez-le, ou augmentez VERBATIM_MAX_ARTICLE",
		"it is a named pipe, not a file; remove it from the corpus":                                                         "c’est un tube nommé, pas un fichier\u202f; retirez-le du corpus",
		"what is behind the articles read: it may not be read (permission denied); let the user that runs verbatim read it": "ce qui suit les articles lus\u00a0: il ne peut pas être lu (permission refusée)\u202f; donnez le droit de lecture à l’utilisateur qui exécute verbatim",
		"https://a.example/feed: fetching https://a.example/feed: its site answered 502 bad gateway; try again later":       "https://a.example/feed, en lisant https://a.example/feed\u00a0: son site a répondu 502 bad gateway\u202f; réessayez plus tard",
		`golden.jsonl line 3: "question" is missing`:                                                                        "ligne 3 de golden.jsonl\u00a0: «\u00a0question\u00a0» manque",
		"something that nobody has said yet":                                                                                "something that nobody has said yet",
	} {
		if got := French.Reason(english); got != want {
			t.Errorf("%q:\n%q\nwant\n%q", english, got, want)
		}
		if got := English.Reason(english); got != english {
			t.Errorf("English changes %q", english)
		}
	}
}
