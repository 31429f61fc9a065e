package lexicon

import (
	"bufio"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"verbatim/corpus"
	"verbatim/retrieval/analysis"
)

func lines(t *testing.T) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	names, _ := fs.Glob(files, "*.tsv")
	for _, name := range names {
		f, err := files.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		for s := bufio.NewScanner(f); s.Scan(); {
			if line := s.Text(); line != "" && !strings.HasPrefix(line, "#") {
				all[name] = append(all[name], line)
			}
		}
	}
	return all
}

func TestTheFilesAreClean(t *testing.T) {
	seen := map[string]string{}
	n := 0
	for name, all := range lines(t) {
		n += len(all)
		for _, line := range all {
			if seen[line] != "" {
				t.Errorf("%s: %q stands in %s too", name, line, seen[line])
			}
			seen[line] = name
			for _, column := range strings.Split(line, "\t") {
				for lemma := range strings.SplitSeq(column, ", ") {
					if lemma == "" || lemma != strings.TrimSpace(lemma) || strings.ContainsAny(lemma, ",;’") {
						t.Errorf("%s: %q: lemma %q is not clean", name, line, lemma)
					}
				}
			}
		}
	}
	said := 0
	for _, e := range whole(t).entries {
		if len(e.lemmas[0]) > 0 {
			said++
		}
	}
	if n < 8000 || said < n-50 {
		t.Errorf("%d lines make %d entries; nearly all of at least 8,000 must count", n, said)
	}
}

// whole is the lexicon with all its lines analysed.
func whole(t *testing.T) *Lexicon {
	t.Helper()
	l, err := load(files)
	if err != nil {
		t.Fatal(err)
	}
	for n := range l.lines {
		l.readLine(n)
	}
	return l
}

func TestDrawersHoldAllThatAWordNeeds(t *testing.T) {
	all := whole(t)
	lazy, err := load(files)
	if err != nil {
		t.Fatal(err)
	}
	for n := range all.lines {
		if n%31 > 0 { // a sample: all of them take seconds
			continue
		}
		for side, lang := range sides {
			text := words(lang, all.lines[n].columns[side])
			got, _ := lazy.Match(lang, text)
			want, _ := all.Match(lang, text)
			if len(got) != len(want) {
				t.Errorf("%s %q: %d matches of what was read for it, %d of the whole", lang, all.lines[n].columns[side], len(got), len(want))
			}
		}
	}
	if len(lazy.entries) == len(lazy.lines) {
		t.Error("a few of the lines had all of them read")
	}
}

func TestIrregularFormsStandForTheirLemma(t *testing.T) {
	l, err := load(fstest.MapFS{"words.tsv": {Data: []byte("maintenir\tmaintain\nfonder\tfound\nconstruire\tbuild\nrevenir\treturn\n" +
		"danseur\tdancer\nvitrail\tstained glass\nécrire\twrite\nsurprendre\tovertake\nfemme\twoman\n" +
		"hypothèse\thypothesis\njumeau\ttwin\nrecevoir\treceive\nchat\tmat\n")}})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		lang       corpus.Lang
		form, want string
	}{
		{"fr", "maintient", "maintain"}, {"fr", "fonda", "found"}, {"fr", "construit", "build"}, {"fr", "revint", "return"}, {"fr", "danseuse", "dancer"},
		{"fr", "vitraux", "stain glass"}, {"fr", "surpris", "overtak"}, {"fr", "jumelle", "twin"}, {"fr", "reçu", "receiv"}, {"en", "wrote", "ecrir"},
		{"en", "overtook", "surprendr"}, {"en", "women", "fem"}, {"en", "hypotheses", "hypothes"}, {"en", "write", "ecrir"}, {"fr", "écrivit", "write"},
	} {
		var got []string
		found, _ := l.Match(test.lang, words(test.lang, test.form))
		for _, m := range found {
			for _, tr := range m.Translations {
				got = append(got, strings.Join(tr, " "))
			}
		}
		if !slices.Contains(got, test.want) {
			t.Errorf("%s %s: %q is not among %q", test.lang, test.form, test.want, got)
		}
	}
}

func words(lang corpus.Lang, text string) []Word {
	a, _ := analysis.For(lang)
	var all []Word
	for _, t := range a(text) {
		all = append(all, Word{t.Term, t.Exact})
	}
	return all
}

// translations are all stems that the lexicon gives for a text.
func translations(lang corpus.Lang, text string) []string {
	var all []string
	found, _ := Default().Match(lang, words(lang, text))
	for _, m := range found {
		for _, t := range m.Translations {
			all = append(all, strings.Join(t, " "))
		}
	}
	return all
}

func TestWordsAndPhrasesMeetTheirTranslations(t *testing.T) {
	for _, test := range []struct {
		lang       corpus.Lang
		text, want string
	}{
		{"fr", "les obus", "shell"}, {"en", "shells", "obu"}, {"fr", "ONU", "un"}, {"en", "NATO", "otan"}, {"fr", "Choïgou", "shoigu"},
		{"en", "Shoygu", "choigou"}, {"fr", "la levée des sanctions", "lift sanction"}, {"en", "ceasefire", "ces feu"}, {"fr", "cessez-le-feu", "ceasefir"},
	} {
		if got := translations(test.lang, test.text); !slices.Contains(got, test.want) {
			t.Errorf("%s %q: %q is not among %q", test.lang, test.text, test.want, got)
		}
	}
}

func TestAWordIsLookedUpAsItIsSpeltFirst(t *testing.T) {
	if got := translations("fr", "le crime"); slices.Contains(got, "crimea") {
		t.Errorf("crime is not Crimea: %q", got)
	}
}

func TestNamesAreToldFromWords(t *testing.T) {
	for text, want := range map[string][2]bool{"Pékin": {true, true}, "armée": {true, false}, "Zorblax": {false, false}} {
		known, name := Default().Knows("fr", words("fr", text)[0])
		if known != want[0] || name != want[1] {
			t.Errorf("%s: known %v, name %v", text, known, name)
		}
	}
}

func TestAPersonsOwnFile(t *testing.T) {
	l, err := Default().With(strings.NewReader("# mine\nglouglou\tgurgle\n"))
	if err != nil {
		t.Fatal(err)
	}
	if found, to := l.Match("fr", words("fr", "le glouglou")); to != "en" || len(found) != 1 || found[0].Translations[0][0] != "gurgl" {
		t.Errorf("found %v in %s", found, to)
	}
	if known, _ := Default().Knows("fr", Word{Stem: "glouglou", Exact: "glouglou"}); known {
		t.Error("the program's own lexicon was changed")
	}
	if _, err := Default().With(strings.NewReader("just one column\n")); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("a line of one column: %v", err)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add("obus\tshell\n# x\n\ufeffa, b\tc")
	f.Add("le\tthe\n,,\t,")
	f.Fuzz(func(t *testing.T, text string) {
		l, err := load(fstest.MapFS{"words.tsv": {Data: []byte(text)}})
		if err != nil {
			return
		}
		for _, line := range strings.Split(text, "\n") {
			for _, lang := range sides {
				found, _ := l.Match(lang, words(lang, line))
				for _, m := range found {
					if m.From < 0 || m.To <= m.From || m.To > len(words(lang, line)) {
						t.Fatalf("%q: %+v", line, m)
					}
				}
			}
		}
	})
}

func TestCognatesAreSpeltByRule(t *testing.T) {
	for _, test := range []struct {
		lang       corpus.Lang
		word, want string
	}{
		{"fr", "securite", "security"}, {"fr", "militaire", "military"}, {"en", "terrorism", "terrorisme"}, {"de", "sicherheit", ""},
	} {
		got := Cognates(test.lang, test.word)
		if test.want == "" && len(got) > 0 || test.want != "" && !slices.Contains(got, test.want) {
			t.Errorf("%s %q: %q", test.lang, test.word, got)
		}
	}
}
