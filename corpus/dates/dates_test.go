package dates

import (
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"verbatim/corpus"
)

func TestRelativeDatesNeedADateOfPublication(t *testing.T) {
	text := "Hier, la semaine dernière, il y a deux ans, mardi et l’été dernier."
	for _, e := range Find(text, corpus.French, corpus.Date{}) {
		if e.Type == Date && (e.Resolved() || e.Value != "" || e.EDTF != "") {
			t.Errorf("%q: got %q from nowhere", text[e.Start:e.End], e.EDTF)
		}
	}
	known := corpus.NewDate(2024, 0, 0)
	for text, want := range map[string]string{"last year": "2023", "yesterday": "", "last month": ""} {
		if e := Find(text, corpus.English, known); len(e) != 1 || e[0].EDTF != want {
			t.Errorf("%q in an article of 2024: got %+v, want %q", text, e, want)
		}
	}
}

func TestDateIsWhatTheTextStates(t *testing.T) {
	for text, want := range map[string]string{
		"14 septembre 2024":   "2024-09-14",
		"Sep 14, 2024":        "2024-09-14",
		"septembre 2024":      "2024-09",
		"2024":                "2024",
		"14/09/2024":          "2024-09-14",
		"14 septembre":        "",
		"fin 2024":            "",
		"vers 2024":           "",
		"avant 2024":          "",
		"2023-2024":           "",
		"hier":                "",
		"30 février 2024":     "",
		"Noël 2024":           "",
		"mardi 10 sept. 2024": "2024-09-10",
	} {
		got := ""
		for _, e := range Find(text, corpus.French, corpus.NewDate(2024, 10, 24)) {
			if d, ok := e.Date(); ok {
				got += d.String()
			}
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestMeaningOfRangesAndParts(t *testing.T) {
	published := corpus.NewDate(2024, 11, 6)
	for _, c := range []struct{ text, edtf, value, from, to string }{
		{"depuis 2019", "2019/..", "2019", "2019-01-01", ""},
		{"après 2019", "2020/..", "2019", "2020-01-01", ""},
		{"avant mars 2019", "../2019-02", "2019-03", "", "2019-03-01"},
		{"jusqu’au 3 mars 2019", "../2019-03-03", "2019-03-03", "", "2019-03-04"},
		{"du 30 octobre au 2 novembre", "2024-10-30/2024-11-02", "2024-10-30/2024-11-02", "2024-10-30", "2024-11-03"},
		{"de novembre à février 2017", "2016-11/2017-02", "2016-11/2017-02", "2016-11-01", "2017-03-01"},
		{"depuis plus d’un an", "2023-11~/2024-11", "P1Y", "2023-11-01", "2024-12-01"},
		{"les trois derniers mois", "2024-08/2024-11", "2024-08-06/2024-11-06", "2024-08-06", "2024-11-07"},
		{"fin 2019", "2019-09~/2019-12~", "2019", "2019-09-01", "2020-01-01"},
		{"au deuxième semestre 2019", "2019-07/2019-12", "2019-H2", "2019-07-01", "2020-01-01"},
		{"le week-end dernier", "2024-11-02/2024-11-03", "2024-W44-WE", "2024-11-02", "2024-11-04"},
		{"XXIe siècle", "20XX", "20", "2000-01-01", "2100-01-01"},
	} {
		found := Find(c.text, corpus.French, published)
		if len(found) != 1 {
			t.Errorf("%q: found %d expressions", c.text, len(found))
			continue
		}
		e := found[0]
		from, to := "", ""
		if e.From != Beginning {
			from = e.From.String()
		}
		if e.To != Forever {
			to = e.To.String()
		}
		if e.EDTF != c.edtf || e.Value != c.value || from != c.from || to != c.to {
			t.Errorf("%q: got %q, %q, [%s, %s), want %q, %q, [%s, %s)", c.text, e.EDTF, e.Value, from, to, c.edtf, c.value, c.from, c.to)
		}
	}
}

func TestTypographyMovesNoOffset(t *testing.T) {
	plain := "L'an dernier, jusqu'au 3 mars 2021, il y a deux ans, aujourd'hui."
	odd := strings.NewReplacer("'", "’", "3 mars 2021", "3\u00a0mars\u202f2021", "deux ans", "deux\u00a0ans").Replace(plain)
	want, got := Find(plain, corpus.French, published), Find(odd, corpus.French, published)
	if len(want) != 4 || len(got) != len(want) {
		t.Fatalf("found %d and %d expressions, want 4", len(want), len(got))
	}
	for i := range want {
		a := []rune(plain[want[i].Start:want[i].End])
		b := []rune(odd[got[i].Start:got[i].End])
		if len(a) != len(b) || want[i].EDTF != got[i].EDTF {
			t.Errorf("%q (%s) became %q (%s)", string(a), want[i].EDTF, string(b), got[i].EDTF)
		}
	}
}

func TestSpansCountCodePoints(t *testing.T) {
	text := "Été : le 3 août 2021, puis en 2022"
	spans := Spans(text, corpus.French, corpus.Date{})
	if len(spans) != 2 {
		t.Fatalf("got %d spans, want 2", len(spans))
	}
	for _, s := range spans {
		if got := string([]rune(text)[s.Start:s.End]); got != s.Text {
			t.Errorf("span [%d, %d) is %q, want %q", s.Start, s.End, got, s.Text)
		}
	}
}

// edtf is what levels 0 and 1 of ISO 8601-2 allow, as far as it is written here.
var edtf = regexp.MustCompile(`^(\.\.|` + edtfDate + `)/(\.\.|` + edtfDate + `)$|^` + edtfDate + `$`)

const edtfDate = `(?:(?:\d{4}|\d{3}X|\d{2}XX|XXXX)(?:-(?:0[1-9]|1[0-2]|2[1-4])(?:-(?:0[1-9]|[12]\d|3[01]))?)?~?)`

func FuzzFind(f *testing.F) {
	for _, s := range append(frenchSamples, englishSamples...) {
		f.Add(s.text, true, int32(20000))
		f.Add(s.text, false, int32(0))
	}
	f.Add("31/02/2024 \xff\xfe 1er’ du 99 au 3 9999-99-99", true, int32(-700000))
	f.Fuzz(func(t *testing.T, text string, fr bool, day int32) {
		lang, ref := corpus.English, corpus.Date{}
		if fr {
			lang = corpus.French
		}
		if day != 0 {
			d := corpus.Day(day % 1_000_000)
			ref = corpus.Date{From: d, To: d + 1, Precision: corpus.DayPrecision}
		}
		last := 0
		for _, e := range Find(text, lang, ref) {
			if e.Start < last || e.End <= e.Start || e.End > len(text) {
				t.Fatalf("%q: span [%d, %d) after %d", text, e.Start, e.End, last)
			}
			last = e.End
			if utf8.ValidString(text) && !utf8.ValidString(text[e.Start:e.End]) {
				t.Fatalf("%q: span [%d, %d) cuts a character", text, e.Start, e.End)
			}
			if e.EDTF != "" && !edtf.MatchString(e.EDTF) {
				t.Fatalf("%q: %q is no EDTF", text[e.Start:e.End], e.EDTF)
			}
			if e.From > e.To {
				t.Fatalf("%q: from %v to %v", text[e.Start:e.End], e.From, e.To)
			}
			if ref == (corpus.Date{}) && e.Relative && e.EDTF != "" && !strings.Contains(text, "1") && !strings.ContainsAny(text, "023456789") {
				t.Fatalf("%q: %q from nowhere", text[e.Start:e.End], e.EDTF)
			}
		}
	})
}

// BenchmarkFind reads news prose with a date in every other sentence.
func BenchmarkFind(b *testing.B) {
	for lang, samples := range map[corpus.Lang][]sample{corpus.French: frenchSamples, corpus.English: englishSamples} {
		var text strings.Builder
		for text.Len() < 1<<20 {
			for _, s := range samples {
				text.WriteString(s.text)
				text.WriteString(" Les ministres ont évoqué la situation dans la région, and the talks went on without a result for either side.\n")
			}
		}
		b.Run(string(lang), func(b *testing.B) {
			b.SetBytes(int64(text.Len()))
			b.ReportAllocs()
			for b.Loop() {
				Find(text.String(), lang, published)
			}
		})
	}
}

func TestTimeIsLinear(t *testing.T) {
	for _, unit := range []string{"1, ", "du ", "le 7 et ", "mars ", "two thousand ", "last ", "1-", "'", "from 3 to ", "il y a deux ans et "} {
		took := func(n int) time.Duration {
			text := strings.Repeat(unit, n/len(unit))
			start := time.Now()
			Find(text, corpus.French, published)
			return time.Since(start)
		}
		const small, large = 2_000, 64_000
		var ratio time.Duration
		for range 5 { // other programs may disturb a measurement, not all of them
			if ratio = took(large) / max(took(small), 10*time.Microsecond); ratio < 8*large/small {
				break
			}
		}
		if ratio >= 8*large/small {
			t.Errorf("%q: %d times the text takes %d times as long", unit, large/small, ratio)
		}
	}
}
