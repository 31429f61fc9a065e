package picture

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"verbatim/corpus"
	"verbatim/corpus/dates"
	"verbatim/retrieval/timeline"
)

// Sentences of no article, written for these tests.
var said = map[corpus.Lang][]string{
	corpus.French: {
		"Le conseil municipal a voté à l’unanimité la reconstruction du vieux pont, fermé depuis l’hiver.",
		"Après des mois d’hésitation, la préfète a signé l’arrêté qui interdit la pêche à l’embouchure.",
		"Les éboueurs ont cessé le travail : « Nous ne céderons pas », a prévenu leur déléguée.",
		"La crue a dépassé 4,20 mètres à l’échelle de Saint-Hélier, du jamais vu depuis 1910.",
		"Plus de 3 000 manifestants, selon les organisateurs, ont défilé contre la fermeture de la maternité.",
		"L’usine a rouvert ses portes avec la moitié de ses salariés.",
		"Le tribunal a annulé le permis de construire du barrage.",
		"Œuvre disparue en 1944, le tableau a été retrouvé dans un grenier de Noirmoutier.",
		"Un accord a été trouvé dans la nuit entre les deux communes.",
	},
	corpus.English: {
		"The town council voted unanimously to rebuild the old bridge, which has been shut since winter.",
		"After months of hesitation the governor signed the order that bans fishing in the estuary.",
		"Bin workers walked out: “We shall not give in,” their delegate warned.",
		"The flood rose above 4.2 metres on the gauge at Saint Helier, the highest since 1910.",
		"More than 3,000 people, the organisers say, marched against the closure of the maternity ward.",
		"The factory reopened with half of its workers.",
		"A court quashed the planning permission for the dam.",
		"Lost in 1944, the painting turned up in an attic in Noirmoutier.",
		"The two towns reached an agreement overnight.",
	},
}

var papers = []string{"Le Courrier de l’Ouest libre", "The Harbour Gazette", "La Dépêche du Marais", "Northern Post", "Écho", "Radio Estuaire", "The Chronicle", ""}

// made is a timeline of n events within some days, the same for the same
// arguments, as uneven as the news: bursts, and reports that follow them.
func made(n int, span corpus.Day, lang corpus.Lang) timeline.Timeline {
	r := rand.New(rand.NewPCG(uint64(n), uint64(span)))
	first := corpus.DayNumber(2023, 3, 1)
	if span < 20 {
		first = corpus.DayNumber(2024, 10, 21)
	}
	t := timeline.Timeline{Topic: "Reconstruction du pont de l’Île-aux-Œillets", Lang: lang}
	if lang == corpus.English {
		t.Topic = "Rebuilding of the old harbour bridge"
	}
	burst := first
	for i := range n {
		if r.IntN(4) == 0 || i == 0 {
			burst = first + corpus.Day(r.IntN(int(span)))
		}
		day := min(first+span-1, burst+corpus.Day(r.IntN(max(1, int(span)/25))))
		e := timeline.Event{When: madeWhen(r, day, span), Importance: r.Float64()}
		for range 1 + max(0, r.IntN(6)-3) {
			e.Sources = append(e.Sources, madeReport(r, e.From, lang, span))
		}
		if r.IntN(9) == 0 {
			e.Disputed = []timeline.Dispute{{Of: "figure"}}
		}
		t.Events = append(t.Events, e)
	}
	slices.SortStableFunc(t.Events, func(a, b timeline.Event) int { return int(a.From) - int(b.From) })
	if n > 10 {
		t.YearUnknown = make([]timeline.Event, 2)
		t.Undated = make([]timeline.Event, 1)
	}
	return t
}

func madeWhen(r *rand.Rand, day, span corpus.Day) timeline.When {
	w := timeline.When{From: day, To: day + 1, Precision: dates.Day, EDTF: "x"}
	switch k := r.IntN(12); {
	case k == 0 && span > 60:
		w.From = startOf(day, dates.Month)
		w.To, w.Precision = monthsOf(1)(day, 1), dates.Month
	case k == 1 && span > 60:
		w.From = startOf(day, dates.Month)
		w.To, w.Precision, w.EDTF, w.Qualifier = monthsOf(1)(day, 2), dates.Month, "x/x", dates.Approximate
	case k == 2:
		w.To, w.EDTF = day+max(2, span/12), "x/x"
	case k == 3 && span > 1000:
		w.From, w.To, w.Precision = startOf(day, dates.Year), yearsOf(1)(day, 1), dates.Year
	case k == 4 && r.IntN(3) == 0:
		w.To, w.EDTF = dates.Forever, "x/.."
	}
	return w
}

func madeReport(r *rand.Rand, day corpus.Day, lang corpus.Lang, span corpus.Day) timeline.Report {
	from := lang
	if r.IntN(3) == 0 {
		from = map[corpus.Lang]corpus.Lang{corpus.French: corpus.English, corpus.English: corpus.French}[lang]
	}
	p := corpus.Passage{Text: said[from][r.IntN(len(said[from]))]}
	p.ArticleID = fmt.Sprint(r.IntN(1000))
	p.Lang = from
	p.Publisher = papers[min(r.IntN(len(papers)), r.IntN(len(papers)))]
	out := day + corpus.Day(r.IntN(3)) + 1
	if r.IntN(5) == 0 {
		out += span / 6
	}
	y, m, d := out.Time().Date()
	if r.IntN(10) > 0 {
		p.Published = corpus.NewDate(y, m, d)
	}
	p.ArticleID += string(from) + p.Publisher
	return timeline.Report{Passage: p}
}
