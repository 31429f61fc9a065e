package picture

import (
	"testing"
	"time"

	"verbatim/corpus"
	"verbatim/corpus/dates"
	"verbatim/retrieval/timeline"
)

func on(y int, m time.Month, d int) corpus.Day { return corpus.DayNumber(y, m, d) }

func TestDatesAreShortAndShowTheirPrecision(t *testing.T) {
	for _, c := range []struct {
		when   timeline.When
		fr, en string
	}{
		{timeline.When{From: on(2024, 10, 1), To: on(2024, 10, 2), Precision: dates.Day}, "1er oct. 2024", "1 Oct 2024"},
		{timeline.When{From: on(2024, 2, 1), To: on(2024, 3, 1), Precision: dates.Month}, "févr. 2024", "Feb 2024"},
		{timeline.When{From: on(2024, 1, 1), To: on(2025, 1, 1), Precision: dates.Year}, "2024", "2024"},
		{timeline.When{From: on(2024, 4, 1), To: on(2024, 7, 1), Precision: dates.Quarter}, "T2 2024", "Q2 2024"},
		{timeline.When{From: on(2024, 7, 1), To: on(2025, 1, 1), Precision: dates.Half}, "S2 2024", "H2 2024"},
		{timeline.When{From: on(2023, 6, 1), To: on(2023, 9, 1), Precision: dates.Season}, "été 2023", "summer 2023"},
		{timeline.When{From: on(2023, 12, 1), To: on(2024, 3, 1), Precision: dates.Season}, "hiver 2024", "winter 2024"},
		{timeline.When{From: on(1990, 1, 1), To: on(2000, 1, 1), Precision: dates.Decade}, "années 1990", "1990s"},
		{timeline.When{From: on(1901, 1, 1), To: on(2001, 1, 1), Precision: dates.Century}, "XXe siècle", "20th century"},
		{timeline.When{From: on(2024, 10, 7), To: on(2024, 10, 9), Precision: dates.Day, EDTF: "2024-10-07/2024-10-08"}, "7–8 oct. 2024", "7–8 Oct 2024"},
		{timeline.When{From: on(2024, 10, 30), To: on(2024, 11, 2), Precision: dates.Day, EDTF: "x/y"}, "30 oct. – 1er nov. 2024", "30 Oct – 1 Nov 2024"},
		{timeline.When{From: on(2023, 12, 30), To: on(2024, 1, 3), Precision: dates.Day, EDTF: "x/y"}, "30 déc. 2023 – 2 janv. 2024", "30 Dec 2023 – 2 Jan 2024"},
		{timeline.When{From: on(2023, 3, 1), To: on(2023, 7, 1), Precision: dates.Month, EDTF: "2023-03/2023-06"}, "mars – juin 2023", "Mar – Jun 2023"},
		{timeline.When{From: on(2018, 1, 1), To: on(2020, 1, 1), Precision: dates.Year, EDTF: "2018/2019"}, "2018 – 2019", "2018 – 2019"},
		{timeline.When{From: on(2024, 10, 7), To: on(2024, 10, 14), Precision: dates.Week}, "7–13 oct. 2024", "7–13 Oct 2024"},
		{timeline.When{From: on(2023, 9, 1), To: on(2024, 1, 1), Precision: dates.Month, Qualifier: dates.Approximate, EDTF: "2023-09~/2023-12~"}, "fin 2023", "late 2023"},
		{timeline.When{From: on(2014, 1, 1), To: dates.Forever, Precision: dates.Year, EDTF: "2014/.."}, "depuis 2014", "since 2014"},
		{timeline.When{From: dates.Beginning, To: on(2025, 1, 1), Precision: dates.Month, EDTF: "../2024-12"}, "jusqu’en déc. 2024", "until Dec 2024"},
		{timeline.When{From: on(2024, 10, 7), To: dates.Forever, Precision: dates.Day, EDTF: "2024-10-07/.."}, "depuis le 7 oct. 2024", "since 7 Oct 2024"},
		{timeline.When{From: on(2023, 6, 1), To: dates.Forever, Precision: dates.Season, EDTF: "2023-06/.."}, "été 2023 – …", "summer 2023 – …"},
		{timeline.When{From: on(-43, 3, 15), To: on(-43, 3, 16), Precision: dates.Day}, "15 mars 44 av. J.-C.", "15 Mar 44 BC"},
	} {
		if got := french.when(c.when); got != c.fr {
			t.Errorf("%s to %s in French: %q, want %q", c.when.From, c.when.To, got, c.fr)
		}
		if got := english.when(c.when); got != c.en {
			t.Errorf("%s to %s in English: %q, want %q", c.when.From, c.when.To, got, c.en)
		}
	}
}

func TestNumbersAndOrdinals(t *testing.T) {
	if got := french.count(12400, "a", "b"); got != "12\u00a0400 b" {
		t.Errorf("%q", got)
	}
	if got := french.count(0, "a", "b") + " " + english.count(0, "a", "b"); got != "0 a 0 b" {
		t.Errorf("%q", got)
	}
	for n, want := range map[int]string{1: "1st", 2: "2nd", 3: "3rd", 11: "11th", 12: "12th", 13: "13th", 21: "21st"} {
		if got := english.century(n); got != want+" century" {
			t.Errorf("%d: %q", n, got)
		}
	}
	if got := french.century(1) + ", " + french.century(19); got != "Ier siècle, XIXe siècle" {
		t.Errorf("%q", got)
	}
}

func TestLabelLeavesOutTheDateThatStandsOverIt(t *testing.T) {
	day := timeline.When{From: on(2023, 7, 27), To: on(2023, 7, 28), Precision: dates.Day}
	for text, want := range map[string]string{
		"Le 27 juillet 2023, le ministre a signé.":             "…le ministre a signé.",
		"Le 28 juillet 2023, le ministre a signé.":             "Le 28 juillet 2023, le ministre a signé.",
		"Selon lui, le 27 juillet 2023, le ministre a signé.":  "Selon lui, le 27 juillet 2023, le ministre a signé.",
		"Le ministre a signé le 27 juillet 2023, sans détour.": "Le ministre a signé le 27 juillet 2023, sans détour.",
		"Le 27 juillet 2023 a tout changé.":                    "Le 27 juillet 2023 a tout changé.",
	} {
		p := corpus.Passage{Text: text}
		p.Lang = corpus.French
		e := timeline.Event{When: day, Sources: []timeline.Report{{Passage: p}}}
		if got := excerpt(e); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestTextsThatTheFontsLackAreReplaced(t *testing.T) {
	f := newFaces()
	for text, want := range map[string]string{
		"Œuvre d’été — « ça », 3\u202f000 €": "Œuvre d’été — «\u00a0ça\u00a0», 3\u00a0000\u00a0€",
		"e\u0301te\u0301":                     "été",
		"La fête 🎉🎉 a lieu":                   "La fête a lieu",
		"a\u200eb\u202ec\x00\nd":              "abc d",
		"北京的桥梁重建":                             "?",
		"إعادة بناء الجسر القديم":             "?",
		"Le président 习近平 est arrivé à Paris": "Le président est arrivé à Paris",
		"Ελλάδα, Москва":                      "Ελλάδα, Москва",
		"🎉":                                   "?",
		"":                                    "?",
	} {
		if got := f.printable(text, "?"); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
