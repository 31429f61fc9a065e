package eval

import (
	"html"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"

	"verbatim/corpus/sample"
)

// judgedFile is the judged set on the sample corpus, written from its articles.
// Its ids tell the part: en and fr ask in the language of an article that
// answers, x-en and x-fr ask what only articles of the other language tell, no
// is what the corpus does not answer, hard the same with true names of it.
const judgedFile = "testdata/judged.jsonl"

func loadJudgedSet(t *testing.T) []Judged {
	t.Helper()
	file, err := os.Open(judgedFile)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	set, err := LoadJudged(file)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

var markup = regexp.MustCompile(`(?s)<script.*?</script>|<[^>]*>`)

// plainText is an article as a person reads it: no tags, no emphasis marks,
// white space folded.
func plainText(t *testing.T, file string) string {
	t.Helper()
	data, err := fs.ReadFile(sample.FS(), file)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	switch path.Ext(file) {
	case ".html":
		text = html.UnescapeString(markup.ReplaceAllString(text, " "))
	case ".md":
		text = strings.ReplaceAll(text, "*", "")
	}
	return strings.Join(strings.Fields(text), " ")
}

func TestGoldQuotesStandInTheirArticles(t *testing.T) {
	texts := map[string]string{}
	for _, j := range loadJudgedSet(t) {
		for _, g := range j.Gold {
			if _, ok := texts[g.File]; !ok {
				texts[g.File] = plainText(t, g.File)
			}
			if g.Quote == "" || !strings.Contains(texts[g.File], g.Quote) {
				t.Errorf("%s: %s does not hold %q", j.ID, g.File, g.Quote)
			}
			if g.Grade != 1 && g.Grade != 2 {
				t.Errorf("%s: grade %v, want 1 or 2", j.ID, g.Grade)
			}
		}
	}
}

func TestJudgedQuestionsAreWellFormed(t *testing.T) {
	ids, texts := map[string]bool{}, map[string]string{}
	for _, j := range loadJudgedSet(t) {
		if ids[j.ID] {
			t.Errorf("id %s stands twice", j.ID)
		}
		ids[j.ID] = true
		if other, ok := texts[j.Text]; ok {
			t.Errorf("%s and %s ask the same", j.ID, other)
		}
		texts[j.Text] = j.ID
		if strings.TrimSpace(j.Text) == "" || j.Kind == "" || j.Lang != "en" && j.Lang != "fr" {
			t.Errorf("%s lacks something: %+v", j.ID, j)
		}
		if j.Answerable != (len(j.Gold) > 0) {
			t.Errorf("%s: answerable is %v with %d gold quotes", j.ID, j.Answerable, len(j.Gold))
		}
	}
}

func TestCrossLanguageQuestionsHaveNoAnswerInTheirOwn(t *testing.T) {
	for _, j := range loadJudgedSet(t) {
		for _, g := range j.Gold {
			if strings.HasPrefix(j.ID, "x-") && path.Dir(g.File) == j.Lang {
				t.Errorf("%s is answered in its own language by %s", j.ID, g.File)
			}
		}
	}
}

func TestJudgedSetIsLargeAndMixed(t *testing.T) {
	parts, langs, kinds := map[string]int{}, map[string]int{}, map[string]int{}
	for _, j := range loadJudgedSet(t) {
		part, _, _ := strings.Cut(j.ID, "-")
		parts[part]++
		langs[j.Lang]++
		if j.Answerable {
			kinds[j.Kind]++
		}
	}
	if n := langs["en"] + langs["fr"]; n < 320 || 5*langs["en"] < 2*n || 5*langs["fr"] < 2*n {
		t.Errorf("questions by language: %v, want 320 or more, about half of each", langs)
	}
	if parts["x"] < 75 || parts["no"] < 95 || parts["hard"] < 40 {
		t.Errorf("parts: %v, want 75 across languages, 95 unanswerable, 40 of the hard kind", parts)
	}
	for _, kind := range []string{"factoid", "why", "who-said", "when", "how-many", "definition", "opinion"} {
		if kinds[kind] < 20 {
			t.Errorf("%d answerable questions of the kind %q, want 20", kinds[kind], kind)
		}
	}
}
