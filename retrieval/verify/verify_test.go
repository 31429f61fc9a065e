package verify_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"verbatim/corpus"
	"verbatim/corpus/read"
	"verbatim/corpus/sample"
	"verbatim/corpus/sentence"
	"verbatim/retrieval"
	"verbatim/retrieval/bleveindex"
	"verbatim/retrieval/verify"
)

// open indexes the sample.
func open(t testing.TB) retrieval.Generation {
	t.Helper()
	folder := t.TempDir()
	store := bleveindex.New(folder, bleveindex.Options{Reader: read.Version, Command: "test"})
	live := &retrieval.Live{}
	keeper := retrieval.Keeper{Live: live, Store: store, SpoolDir: folder, Read: read.Folder{FS: sample.FS(), Name: "the sample", Sample: true}.Read}
	if _, err := keeper.Update(t.Context(), retrieval.Order{}); err != nil {
		t.Fatal(err)
	}
	gen, release, err := live.Acquire()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		release()
		live.Swap(nil)
		store.Close()
	})
	return gen
}

// printed is a sentence of the sample, with the one that follows it in its
// paragraph and the first of the next paragraph.
type printed struct {
	lang             corpus.Lang
	file             string
	text, next, para string
}

func sentences(t testing.TB, gen retrieval.Generation) []printed {
	t.Helper()
	var all []printed
	for _, a := range gen.Library().Articles() {
		body, err := gen.Body(a.ArticleID)
		if err != nil {
			t.Fatal(err)
		}
		for i := range a.Passages {
			p := a.Passage(i, body)
			s := sentence.Split(p.Text)
			for k, at := range s {
				one := printed{lang: p.Lang, file: a.File, text: p.Text[at.Start:at.End]}
				if n := len(strings.Fields(one.text)); n < 10 || n > 35 || strings.ContainsAny(one.text, "[]…") {
					continue
				}
				if k+1 < len(s) {
					one.next = p.Text[s[k+1].Start:s[k+1].End]
				} else if i+1 < len(a.Passages) {
					next := a.Passage(i+1, body).Text
					if f := sentence.Split(next); len(f) > 0 {
						one.para = next[f[0].Start:f[0].End]
					}
				}
				all = append(all, one)
			}
		}
	}
	return all
}

func unaccented(s string) string {
	out, _, _ := transform.String(transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC), s)
	return strings.NewReplacer("’", "'", "œ", "oe", "\u00a0", " ", "\u202f", " ").Replace(out)
}

// alteration makes a quote of a printed sentence as people misquote; "" where
// the sentence does not lend itself to it.
type alteration struct {
	name string
	want verify.Verdict
	kind verify.Kind // that must be told first, "" for any
	make func(r *rand.Rand, s printed) string
}

var number = strings.NewReplacer("2", "7", "3", "8", "1", "4", "5", "9")

func fields(s string) []string { return strings.Fields(s) }

var alterations = []alteration{
	{"as printed", verify.Exact, "", func(_ *rand.Rand, s printed) string { return s.text }},
	{"no accents, no capitals, straight marks", verify.Exact, "", func(_ *rand.Rand, s printed) string { return strings.ToLower(unaccented(s.text)) }},
	{"no punctuation", verify.Exact, "", func(_ *rand.Rand, s printed) string {
		return strings.Join(fields(strings.NewReplacer(", ", " ", "; ", " ", " : ", " ", " – ", " ", "« ", "", " »", "", "“", "", "”", "").Replace(strings.TrimRight(s.text, ".!?"))), " ")
	}},
	{"a part of the sentence", verify.Exact, "", func(_ *rand.Rand, s printed) string {
		w := fields(s.text)
		return strings.Join(w[len(w)/4:len(w)-len(w)/4], " ")
	}},
	{"an ellipsis", verify.Exact, "", func(r *rand.Rand, s printed) string {
		w := fields(s.text)
		k := 3 + r.IntN(len(w)-8)
		return strings.Join(w[:k], " ") + " […] " + strings.Join(w[k+2:], " ")
	}},
	{"brackets for a word", verify.Exact, "", func(r *rand.Rand, s printed) string {
		w := fields(s.text)
		w[2+r.IntN(len(w)-4)] = "[sic]"
		return strings.Join(w, " ")
	}},
	{"two sentences", verify.Exact, "", func(_ *rand.Rand, s printed) string {
		if s.next == "" {
			return ""
		}
		return s.text + " " + s.next
	}},
	{"two paragraphs", verify.Exact, "", func(_ *rand.Rand, s printed) string {
		if s.para == "" {
			return ""
		}
		return s.text + " " + s.para
	}},
	{"a number changed", verify.Altered, verify.Number, func(_ *rand.Rand, s printed) string {
		if got := number.Replace(s.text); got != s.text {
			return got
		}
		return ""
	}},
	{"a negation put in", verify.Altered, verify.Negation, func(r *rand.Rand, s printed) string {
		w := fields(s.text)
		for i, word := range w {
			if s.lang == corpus.English && slices.Contains(fields("is are was were has had will would could"), word) {
				return strings.Join(slices.Insert(w, i+1, "not"), " ")
			}
			if s.lang == corpus.French && i > 0 && slices.Contains(fields("est sont a ont était avait sera"), word) {
				w = slices.Insert(w, i+1, "pas")
				return strings.Join(slices.Insert(w, i, "ne"), " ")
			}
		}
		return ""
	}},
	{"a negation taken out", verify.Altered, verify.Negation, func(_ *rand.Rand, s printed) string {
		w := fields(s.text)
		some := slices.DeleteFunc(slices.Clone(w), func(x string) bool {
			return slices.Contains(fields("not never no without pas ne jamais sans"), strings.ToLower(x))
		})
		if len(some) == len(w) {
			return ""
		}
		return strings.Join(some, " ")
	}},
	{"a word replaced", verify.Altered, verify.Word, func(r *rand.Rand, s printed) string {
		w := fields(s.text)
		for range 20 {
			i := 1 + r.IntN(len(w)-2)
			if utf8.RuneCountInString(w[i]) > 5 && strings.IndexFunc(w[i], func(c rune) bool { return !unicode.IsLetter(c) }) < 0 {
				w[i] = map[corpus.Lang]string{"fr": "parapluie", "en": "umbrella"}[s.lang]
				return strings.Join(w, " ")
			}
		}
		return ""
	}},
	{"words left out without a mark", verify.Altered, "", func(r *rand.Rand, s printed) string {
		w := fields(s.text)
		k := 2 + r.IntN(len(w)-7)
		return strings.Join(append(w[:k:k], w[k+3:]...), " ")
	}},
	{"words put in", verify.Altered, verify.Added, func(r *rand.Rand, s printed) string {
		w := fields(s.text)
		more := map[corpus.Lang]string{"fr": "comme chacun sait", "en": "as everybody knows"}[s.lang]
		return strings.Join(slices.Insert(w, 3+r.IntN(len(w)-5), fields(more)...), " ")
	}},
	{"one in eight words misspelt", verify.Altered, "", func(r *rand.Rand, s printed) string {
		w, done := fields(s.text), false
		for i := range w {
			if i%8 == 3 && utf8.RuneCountInString(w[i]) > 4 {
				c := []rune(w[i])
				c[1], c[2] = c[2], c[1]
				done = done || c[1] != c[2]
				w[i] = string(c)
			}
		}
		if !done {
			return ""
		}
		return strings.Join(w, " ")
	}},
	{"the words shuffled", verify.Absent, "", func(r *rand.Rand, s printed) string {
		w := fields(strings.ToLower(strings.TrimRight(s.text, ".")))
		r.Shuffle(len(w), func(i, j int) { w[i], w[j] = w[j], w[i] })
		return strings.Join(w, " ")
	}},
}

// never are sentences in the manner of the sample that it does not print.
var never = map[corpus.Lang][]string{
	"en": {
		"Kim Jong Un will visit Washington in the spring, the White House said on Friday.",
		"We have never sold a single shell to North Korea, and we never will.",
		"The treaty obliges both countries to consult each other within two days.",
		"South Korea's president thanked the Russian ambassador for his patience.",
		"More than forty ships were counted in the harbour that night, according to satellite pictures.",
		"The soldiers were told that they were going on an exercise, not to a war.",
		"Nobody in Pyongyang believes that the sanctions will be lifted before 2030.",
		"The minister called the reports an invention of hostile newspapers.",
		"Every missile that falls on Kharkiv is paid for with Russian oil.",
		"The United Nations must open its eyes to what is happening in the Sea of Japan.",
	},
	"fr": {
		"Kim Jong-un se rendra à Washington au printemps, a annoncé vendredi la Maison-Blanche.",
		"Nous n'avons jamais vendu un seul obus à la Corée du Nord et nous ne le ferons jamais.",
		"Le traité oblige les deux pays à se consulter dans les deux jours.",
		"Le président sud-coréen a remercié l'ambassadeur russe de sa patience.",
		"Plus de quarante navires ont été comptés dans le port cette nuit-là, selon des images satellite.",
		"On a dit aux soldats qu'ils partaient pour un exercice, pas pour une guerre.",
		"Personne à Pyongyang ne croit que les sanctions seront levées avant 2030.",
		"Le ministre a qualifié ces informations d'invention de journaux hostiles.",
		"Chaque missile qui tombe sur Kharkiv est payé avec du pétrole russe.",
		"L'ONU doit ouvrir les yeux sur ce qui se passe en mer du Japon.",
	},
}

// each is how many sentences of a language are altered in each way.
const each = 12

// TestMadeUpAlterations measures the verdicts on alterations of the sample, and
// holds them to what was reached: the table is in the log (-v).
func TestMadeUpAlterations(t *testing.T) {
	gen := open(t)
	all := sentences(t, gen)
	tally := map[corpus.Lang][2]int{}
	for _, alter := range alterations {
		for _, lang := range []corpus.Lang{"en", "fr"} {
			r := rand.New(rand.NewPCG(1, uint64(len(alter.name))))
			r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			n, right, told, wrong := 0, 0, 0, ""
			for _, s := range all {
				if s.lang != lang || n == each {
					continue
				}
				claim := alter.make(r, s)
				if claim == "" || claim == s.text && alter.want != verify.Exact {
					continue
				}
				n++
				got, err := verify.Check(t.Context(), gen, verify.Claim{Text: claim, Marked: true}, verify.Options{})
				if err != nil {
					t.Fatal(err)
				}
				place := len(got.Sources) > 0 && slices.ContainsFunc(got.Sources, func(x verify.Source) bool { return x.File == s.file })
				if got.Verdict == alter.want && (place || alter.want == verify.Absent) {
					right++
				} else {
					wrong = fmt.Sprintf("%s (%s): %q", got.Verdict, s.file, claim)
				}
				if alter.kind == "" || len(got.Changes) > 0 && got.Changes[0].Kind == alter.kind {
					told++
				} else if wrong == "" {
					wrong = fmt.Sprintf("%v: %q", got.Changes, claim)
				}
			}
			t.Logf("%-42s %s  %3d claims  %3d right  %3d told first  %s", alter.name, lang, n, right, told, wrong)
			sum := tally[lang]
			tally[lang] = [2]int{sum[0] + n, sum[1] + min(right, told)}
		}
	}
	for lang, claims := range never {
		right, wrong := 0, ""
		for _, claim := range claims {
			got, err := verify.Check(t.Context(), gen, verify.Claim{Text: claim, Marked: true}, verify.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if got.Verdict == verify.Absent {
				right++
			} else {
				wrong = fmt.Sprintf("%v: %q", got.Pieces, claim)
			}
		}
		t.Logf("%-42s %s  %3d claims  %3d right  %s", "never printed", lang, len(claims), right, wrong)
		sum := tally[lang]
		tally[lang] = [2]int{sum[0] + len(claims), sum[1] + right}
	}
	for lang, sum := range tally {
		t.Logf("%s: %d of %d right, %s %%", lang, sum[1], sum[0], strconv.FormatFloat(100*float64(sum[1])/float64(sum[0]), 'f', 1, 64))
		if sum[1]*100 < sum[0]*95 {
			t.Errorf("%s: %d of %d right, want 95 %%", lang, sum[1], sum[0])
		}
	}
}

// TestAMessageWithoutMarks puts printed sentences among a writer's own words.
func TestAMessageWithoutMarks(t *testing.T) {
	gen := open(t)
	all := sentences(t, gen)
	r := rand.New(rand.NewPCG(5, 6))
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	own := map[corpus.Lang]string{"fr": "alors moi j'ai vu passer ça hier soir : %s franchement vous y croyez les gars", "en": "ok so somebody told me this yesterday: %s do you guys believe that"}
	n, right := 0, 0
	for _, s := range all {
		if n == 40 || strings.ContainsAny(s.text, "«“\"") {
			continue
		}
		n++
		got, err := verify.Check(t.Context(), gen, verify.Claims(fmt.Sprintf(own[s.lang], s.text))[0], verify.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got.Verdict == verify.Exact && got.Sources[0].File == s.file {
			right++
		} else {
			t.Logf("%s %v: %s", got.Verdict, got.Changes, s.text)
		}
	}
	if right*100 < n*95 {
		t.Errorf("%d of %d right", right, n)
	}
	for lang, claims := range never {
		for _, claim := range claims {
			got, err := verify.Check(t.Context(), gen, verify.Claims(fmt.Sprintf(own[lang], claim))[0], verify.Options{})
			if err != nil || got.Verdict != verify.Absent {
				t.Errorf("%s %v %v: %s", got.Verdict, got.Changes, err, claim)
			}
		}
	}
}
