package corpus

import (
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// prose writes texts of made-up words, some of them common and most of them rare.
type prose struct{ r *rand.Rand }

func (p prose) word() string {
	n := int(math.Exp(p.r.Float64() * 10)) // up to 22,000 words, by Zipf's law
	var b strings.Builder
	for n > 0 {
		b.WriteString([]string{"ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru"}[n%10])
		n /= 10
	}
	return b.String()
}

func (p prose) words(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = p.word()
	}
	return out
}

// shared is the true resemblance of two texts.
func shared(a, b []string) float64 {
	runs := func(words []string) map[string]bool {
		m := map[string]bool{}
		for i := 0; i+run <= len(words); i++ {
			m[strings.Join(words[i:i+run], " ")] = true
		}
		return m
	}
	x, y := runs(a), runs(b)
	both := 0
	for k := range x {
		if y[k] {
			both++
		}
	}
	return float64(both) / float64(len(x)+len(y)-both)
}

// edits are what papers do to the text of an agency.
var edits = []struct {
	name string
	edit func(p prose, words []string) []string
}{
	{"as it is", func(_ prose, w []string) []string { return w }},
	{"cut by a third", func(_ prose, w []string) []string { return w[:len(w)*2/3] }},
	{"a paragraph more", func(p prose, w []string) []string { return slices.Concat(w, p.words(len(w)/4)) }},
	{"one word in thirty changed", func(p prose, w []string) []string {
		w = slices.Clone(w)
		for i := 15; i < len(w); i += 30 {
			w[i] = p.word() + "x"
		}
		return w
	}},
	{"another beginning", func(p prose, w []string) []string { return slices.Concat(p.words(20), w[20:]) }},
}

func TestResemblanceIsNearTheTruth(t *testing.T) {
	p := prose{rand.New(rand.NewPCG(1, 2))}
	for _, e := range edits {
		worst := 0.0
		for range 20 {
			a := p.words(200)
			b := e.edit(p, a)
			got := NewSketch(strings.Join(a, " ")).Resemblance(NewSketch(strings.ToUpper(strings.Join(b, ", "))))
			worst = max(worst, math.Abs(got-shared(a, b)))
		}
		if worst > 0.21 { // three and a half standard errors
			t.Errorf("%s: off by %.2f", e.name, worst)
		}
	}
	if NewSketch("too", "short").Known() || NewSketch("").Resemblance(NewSketch("")) != 0 {
		t.Error("short texts resemble each other")
	}
	chinese := "港口办公室星期二宣布将把北码头延长四十米以便容纳更大的渔船和货船"
	if got := NewSketch(chinese).Resemblance(NewSketch(chinese + "。")); got != 1 {
		t.Errorf("a text without spaces: %.2f", got)
	}
	if a, b := NewSketch("A b c d e f g", "h i j k l m n o p"), NewSketch("a B, c d e f «g h» i j k l m n o p!"); a != b || !a.Known() {
		t.Error("passages, case or punctuation count")
	}
}

func TestSketchesOutliveTheProgram(t *testing.T) {
	s := NewSketch("The harbour office enlarges the northern quay by forty metres, the mayor said on Tuesday, to the joy of all.")
	text, _ := s.MarshalText()
	if got := string(text[:16]); got != goldenSketch {
		t.Errorf("this text had the sketch %s…, and now has %s…: raise read.Version", goldenSketch, got)
	}
	var back Sketch
	if err := back.UnmarshalText(text); err != nil || back != s {
		t.Error(err)
	}
	for _, bad := range []string{"x", "AAAA", string(text) + "A", "é"} {
		if back.UnmarshalText([]byte(bad)) == nil {
			t.Errorf("%q was read", bad)
		}
	}
	if back.UnmarshalText(nil) != nil || back.Known() {
		t.Error("no sketch")
	}
}

const goldenSketch = "2Qs+eXkMuIsG0GXq"

// library makes articles of texts.
func library(t testing.TB, texts []string) *Library {
	t.Helper()
	articles := make([]*Article, len(texts))
	for i, text := range texts {
		articles[i] = &Article{Attribution: Attribution{ArticleID: fmt.Sprint(i), File: fmt.Sprintf("%06d", i)}, Hash: text, Size: len(text), Sketch: NewSketch(text)}
	}
	l, err := NewLibrary(articles, nil, nil, false)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestReprintsAreFoundAndOthersAreNot(t *testing.T) {
	p := prose{rand.New(rand.NewPCG(3, 4))}
	var texts []string
	var origin []int // text that each is a reprint of
	statement := p.words(40)
	for i := range 2000 {
		w := p.words(150 + p.r.IntN(300))
		if i%10 == 0 { // reports of one event, with one statement in all of them
			w = slices.Concat(w[:60], statement, w[60:])
		}
		texts, origin = append(texts, strings.Join(w, " ")), append(origin, i)
	}
	for i := range 500 {
		from := p.r.IntN(2000)
		texts = append(texts, strings.Join(edits[i%len(edits)].edit(p, strings.Fields(texts[from])), " "))
		origin = append(origin, from)
	}
	l := library(t, texts)
	found, wrong := 0, 0
	for i, o := range origin {
		var files []string
		for _, a := range l.Reprints(fmt.Sprint(i)) {
			files = append(files, a.ArticleID)
			var j int
			fmt.Sscan(a.ArticleID, &j)
			if origin[j] != o {
				wrong++
			}
		}
		if i >= 2000 && slices.Contains(files, fmt.Sprint(o)) {
			found++
		}
	}
	t.Logf("%d of 500 reprints found, %d wrong", found, wrong)
	if found < 490 || wrong > 0 {
		t.Errorf("%d of 500 reprints found, %d wrong", found, wrong)
	}
	if l.Reprints("no such article") != nil {
		t.Error("reprints of nothing")
	}
}

func TestTwinsAreReprintsHoweverShort(t *testing.T) {
	l := library(t, []string{"Short.", "Other.", "Short."})
	if r := l.Reprints("2"); len(r) != 2 || r[0].ArticleID != "0" || l.Reprints("1") != nil {
		t.Errorf("%v", r)
	}
}

// TestReprintsAreFoundAgainFromThoseOfAnEarlierLibrary changes a library at
// random: following the one before, it finds the groups that it finds by itself.
func TestReprintsAreFoundAgainFromThoseOfAnEarlierLibrary(t *testing.T) {
	p := prose{rand.New(rand.NewPCG(8, 9))}
	var stories [][]string
	for range 12 {
		stories = append(stories, strings.Fields(strings.Join(p.words(80), " ")))
	}
	made := 0
	make1 := func() *Article {
		made++
		words := slices.Clone(stories[p.r.IntN(len(stories))])
		words[p.r.IntN(len(words))] = "altered" // a reprint
		name := fmt.Sprintf("%03d-%d", p.r.IntN(1000), made)
		a := &Article{Attribution: Attribution{ArticleID: name, File: name}, Hash: fmt.Sprint(made), Sketch: NewSketch(strings.Join(words, " "))}
		switch p.r.IntN(6) {
		case 0:
			a.Sketch = Sketch{} // too short to tell
		case 1:
			a.Sketch, a.Hash = Sketch{}, "short" // and the same as others
		}
		return a
	}
	var articles []*Article
	for range 30 {
		articles = append(articles, make1())
	}
	library := func() *Library {
		slices.SortFunc(articles, func(a, b *Article) int { return strings.Compare(a.File, b.File) })
		l, err := NewLibrary(slices.Clone(articles), nil, nil, false)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	old, kept := library(), 0
	for step := range 60 {
		old.Reprints("")
		for range p.r.IntN(4) {
			i := p.r.IntN(len(articles))
			switch p.r.IntN(3) {
			case 0:
				articles = append(articles, make1())
			case 1:
				articles = slices.Delete(articles, i, i+1)
			default:
				a := *make1()
				a.ArticleID, a.File = articles[i].ArticleID, articles[i].File
				articles[i] = &a
			}
		}
		next, alone := library(), library()
		next.Follow(old)
		for _, a := range articles {
			got, want := next.Reprints(a.ArticleID), alone.Reprints(a.ArticleID)
			if !slices.Equal(got, want) {
				t.Fatalf("step %d: %s stands with %d others, not %d", step, a.ArticleID, len(got), len(want))
			}
			if len(got) > 0 && len(old.Reprints(a.ArticleID)) == len(got) && &got[0] == &old.Reprints(a.ArticleID)[0] {
				kept++
			}
		}
		old = next
	}
	if kept == 0 {
		t.Error("nothing was ever taken over")
	}
}

// BenchmarkSketch is what each article costs when it is read.
func BenchmarkSketch(b *testing.B) {
	text := strings.Join(prose{rand.New(rand.NewPCG(1, 2))}.words(400), " ")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		NewSketch(text)
	}
}

// BenchmarkReprints is what a library costs, once, when it is first asked for
// reprints: articles of two passages, one in ten a reprint.
func BenchmarkReprints(b *testing.B) {
	for _, n := range []int{1000, 25_000, 100_000} {
		b.Run(fmt.Sprint(n, " articles"), func(b *testing.B) {
			p := prose{rand.New(rand.NewPCG(5, 6))}
			var articles []*Article
			for i := range n {
				s := NewSketch(strings.Join(p.words(60), " "))
				if i%10 == 9 {
					s = articles[p.r.IntN(i)].Sketch
				}
				articles = append(articles, &Article{Hash: fmt.Sprint(i), Sketch: s})
			}
			runtime.GC()
			b.ReportAllocs()
			for b.Loop() {
				reprints(articles)
			}
		})
	}
}

// BenchmarkFollow is what a library costs of which one article has changed.
func BenchmarkFollow(b *testing.B) {
	p := prose{rand.New(rand.NewPCG(5, 6))}
	var articles []*Article
	for i := range 50_000 {
		s := NewSketch(strings.Join(p.words(60), " "))
		if i%10 == 9 {
			s = articles[p.r.IntN(i)].Sketch
		}
		name := fmt.Sprintf("%05d", i)
		articles = append(articles, &Article{Attribution: Attribution{ArticleID: name, File: name}, Hash: name, Sketch: s})
	}
	library := func() *Library {
		l, err := NewLibrary(slices.Clone(articles), nil, nil, false)
		if err != nil {
			b.Fatal(err)
		}
		return l
	}
	old := library()
	old.Reprints("")
	a := *articles[12_345]
	a.Hash, articles[12_345] = "new", &a
	next := library()
	for b.Loop() {
		next.Follow(old)
		next.Reprints("")
	}
}

func FuzzSketch(f *testing.F) {
	f.Add("The harbour office enlarges the northern quay by forty metres, the mayor said.", "À l’été 2024, 北京 ÉTÉ")
	f.Fuzz(func(t *testing.T, a, b string) {
		s := NewSketch(a, b)
		if s.Known() && s.Resemblance(s) != 1 {
			t.Error("a text does not resemble itself")
		}
		text, err := s.MarshalText()
		var back Sketch
		if err != nil || back.UnmarshalText(text) != nil || back != s {
			t.Errorf("%v", err)
		}
		if r, q := s.Resemblance(NewSketch(a)), NewSketch(a).Resemblance(s); r != q || r < 0 || r > 1 {
			t.Errorf("%f and %f", r, q)
		}
	})
}
