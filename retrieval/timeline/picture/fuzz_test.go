package picture

import (
	"bytes"
	"image/png"
	"math/rand/v2"
	"testing"
	"unicode/utf16"

	"verbatim/corpus"
	"verbatim/corpus/dates"
	"verbatim/retrieval/timeline"
)

// wild is a timeline of any dates and any texts.
func wild(seed uint64, n int, span uint32, texts ...string) timeline.Timeline {
	r := rand.New(rand.NewPCG(seed, 1))
	text := func() string { return texts[r.IntN(len(texts))] }
	langs := []corpus.Lang{"fr", "en", "fr-CA", "ar", "zh", "und", "", "tlh"}
	t := timeline.Timeline{Topic: text(), Found: r.IntN(2 * n)}
	centre := corpus.Day(r.IntN(3_000_000) - 1_500_000)
	for range n {
		from := centre + corpus.Day(r.Int64N(int64(span)+1)-int64(span)/2)
		w := timeline.When{From: from, To: from + 1 + corpus.Day(r.IntN(1+r.IntN(800))), Precision: dates.Precision(r.IntN(10)), Qualifier: dates.Qualifier(r.IntN(3)), EDTF: [...]string{"x", "x/y"}[r.IntN(2)]}
		if r.IntN(9) == 0 {
			w.From = dates.Beginning
		}
		if r.IntN(9) == 0 {
			w.To = dates.Forever
		}
		e := timeline.Event{When: w, Importance: r.Float64() - 0.2}
		for range 1 + r.IntN(4) {
			p := corpus.Passage{Text: text()}
			p.ArticleID, p.Publisher, p.Lang = text(), text(), langs[r.IntN(len(langs))]
			if r.IntN(3) > 0 {
				p.Published = corpus.NewDate(1+r.IntN(3000), 3, r.IntN(29))
			}
			e.Sources = append(e.Sources, timeline.Report{Passage: p, When: w})
		}
		if r.IntN(5) == 0 {
			e.Disputed = []timeline.Dispute{{Of: "date"}}
		}
		t.Events = append(t.Events, e)
	}
	return t
}

func FuzzLayout(f *testing.F) {
	f.Add(uint64(1), uint8(12), uint32(400), "Le pont", "A long sentence that nobody has ever read to its end, since it has none", "Écho")
	f.Add(uint64(2), uint8(60), uint32(0), "", "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnungen", "\x00\xff")
	f.Add(uint64(3), uint8(200), uint32(1<<31), "北京的桥梁重建", "إعادة بناء الجسر القديم", "👩‍👩‍👧 🎉")
	f.Add(uint64(4), uint8(1), uint32(9), "a\u202eb", "« : ; » ! ?", "e\u0301\u0301\u0301")
	f.Fuzz(func(t *testing.T, seed uint64, n uint8, span uint32, a, b, c string) {
		tl := placed(wild(seed, 1+int(n), span, a, b, c))
		if len(tl.Events) == 0 {
			return
		}
		for _, lang := range []corpus.Lang{corpus.French, corpus.English} {
			f := newFaces()
			check(t, f, newLayout(f, &tl, wordsOf(lang)), tl)
			if alt := wordsOf(lang).alt(&tl); len(utf16.Encode([]rune(alt))) > altLimit {
				t.Errorf("the description has %d characters", len(utf16.Encode([]rune(alt))))
			}
		}
	})
}

func TestAnyTimelineCanBeDrawn(t *testing.T) {
	texts := []string{"北京的桥梁重建", "إعادة بناء الجسر القديم", "👩‍👩‍👧 🎉", "", "Ελλάδα και Κύπρος", "Мост открыли заново", "Le pont de l’Île-aux-Œillets a rouvert dans la joie générale, hier."}
	for _, seed := range []uint64{1, 5, 11} {
		tl := wild(seed, 1+int(seed)*40, 1<<(2*seed), texts...)
		var b bytes.Buffer
		if _, err := PNG(&b, tl, corpus.French); err != nil {
			t.Fatal(err)
		}
		if b.Len() > 300<<10 {
			t.Errorf("seed %d: %d bytes", seed, b.Len())
		}
		if img, err := png.Decode(&b); err != nil || img.Bounds().Dx() != cardWidth*resolution && img.Bounds().Dx() != fewWidth*resolution {
			t.Errorf("seed %d: %v", seed, err)
		}
		show(t, "wild", int(seed), tl, corpus.French)
	}
}
