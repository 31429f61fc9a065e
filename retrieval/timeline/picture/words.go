package picture

import (
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"verbatim/corpus"
	"verbatim/corpus/dates"
	"verbatim/retrieval/timeline"
)

// words is what the picture says in one language.
type words struct {
	lang            corpus.Lang
	months          [12]string
	weekdays        [7]string // from Sunday
	seasons         [4]string // from winter, which begins a year
	quarter, half   string
	beforeChrist    string
	about           string
	parts           [3]string                  // early, middle, late
	since, until    map[dates.Precision]string // before the unit of a range that is open; for other units a dash says it
	decade          func(year int) string
	century         func(n int) string
	open, shut      string // quotation marks
	title           string
	event, events   string
	of              string // how many were found, after how many there are
	from, to        string // between two dates, with spaces
	source, sources string
	publisher       string // one that has no name the fonts can show
	unnamed         string // articles without a publisher
	others          string // the publishers that have no row of their own
	before, after   string // events beyond the ends of the axis
	unlabelled      string
	articles        string
	noArticles      string
	several         string
	publishers      string
	interval        string
	imprecise       string
	approximate     string
	disputed        string
	yearless        string
	undated         string
	beyondOne       string // of a source: published before or after the axis
	beyondMore      string // of several
	omitted         string
	altMain         string
	quoteIn         string // before a language: a quote that the fonts cannot show
	otherScript     string
	otherLang       string // one that is not known
}

var french = words{
	lang:         corpus.French,
	months:       [12]string{"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."},
	weekdays:     [7]string{"dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."},
	seasons:      [4]string{"hiver", "printemps", "été", "automne"},
	quarter:      "T",
	half:         "S",
	beforeChrist: " av. J.-C.",
	about:        "env. ",
	parts:        [3]string{"début ", "mi-", "fin "},
	since:        map[dates.Precision]string{dates.Day: "depuis le ", dates.Month: "depuis ", dates.Year: "depuis "},
	until:        map[dates.Precision]string{dates.Day: "jusqu’au ", dates.Month: "jusqu’en ", dates.Year: "jusqu’en "},
	decade:       func(y int) string { return "années " + strconv.Itoa(y) },
	century: func(n int) string {
		if n == 1 {
			return "Ier siècle"
		}
		return roman(n) + "e siècle"
	},
	open: "«\u00a0", shut: "\u00a0»",
	title: "Chronologie",
	event: "événement", events: "événements",
	of:   " sur ",
	from: "du ", to: " au ",
	source: "source", sources: "sources",
	publisher: "Éditeur", unnamed: "sans éditeur", others: "autres éditeurs",
	before: "avant", after: "après",
	unlabelled:  "les autres",
	articles:    "Sources, à leur date de publication",
	noArticles:  "aucun article publié",
	several:     "plusieurs langues",
	publishers:  "nombre d’éditeurs",
	interval:    "période",
	imprecise:   "jour exact inconnu",
	approximate: "date approximative",
	disputed:    "≠ les sources se contredisent",
	yearless:    "sans année",
	undated:     "sans date",
	beyondOne:   "publiée avant ou après",
	beyondMore:  "publiées avant ou après",
	omitted:     "Hors de l’axe\u00a0: ",
	altMain:     "Le plus important",
	quoteIn:     "Citation en ", otherScript: "Citation dans une autre écriture",
	otherLang: "autre langue",
}

var english = words{
	lang:         corpus.English,
	months:       [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
	weekdays:     [7]string{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"},
	seasons:      [4]string{"winter", "spring", "summer", "autumn"},
	quarter:      "Q",
	half:         "H",
	beforeChrist: " BC",
	about:        "about ",
	parts:        [3]string{"early ", "mid-", "late "},
	since:        map[dates.Precision]string{dates.Day: "since ", dates.Month: "since ", dates.Year: "since "},
	until:        map[dates.Precision]string{dates.Day: "until ", dates.Month: "until ", dates.Year: "until "},
	decade:       func(y int) string { return strconv.Itoa(y) + "s" },
	century:      func(n int) string { return strconv.Itoa(n) + ordinal(n) + " century" },
	open:         "“", shut: "”",
	title: "Timeline",
	event: "event", events: "events",
	of:   " of ",
	from: "from ", to: " to ",
	source: "source", sources: "sources",
	publisher: "Publisher", unnamed: "no publisher", others: "other publishers",
	before: "before", after: "after",
	unlabelled:  "the others",
	articles:    "Sources, when they were published",
	noArticles:  "no article published",
	several:     "several languages",
	publishers:  "number of publishers",
	interval:    "period",
	imprecise:   "exact day unknown",
	approximate: "approximate date",
	disputed:    "≠ sources disagree",
	yearless:    "without a year",
	undated:     "without a date",
	beyondOne:   "published before or after",
	beyondMore:  "published before or after",
	omitted:     "Not on the axis: ",
	altMain:     "The most important",
	quoteIn:     "Quote in ", otherScript: "Quote in another script",
	otherLang: "other language",
}

func wordsOf(lang corpus.Lang) *words {
	if base, _, _ := strings.Cut(string(lang), "-"); base == "fr" {
		return &french
	}
	return &english
}

func ordinal(n int) string {
	switch {
	case n%100 >= 11 && n%100 <= 13:
		return "th"
	case n%10 >= 1 && n%10 <= 3:
		return [...]string{"", "st", "nd", "rd"}[n%10]
	}
	return "th"
}

func roman(n int) string {
	var b strings.Builder
	for _, d := range []struct {
		value int
		sign  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= d.value {
			b.WriteString(d.sign)
			n -= d.value
		}
	}
	return b.String()
}

// count is a number of things: "1 event", "12 events", "12 400 événements".
func (w *words) count(n int, one, many string) string {
	if n == 1 || n == 0 && w.lang == corpus.French {
		return w.number(n) + " " + one
	}
	return w.number(n) + " " + many
}

func (w *words) number(n int) string {
	s := strconv.Itoa(n)
	sign := ","
	if w.lang == corpus.French {
		sign = "\u00a0"
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + sign + s[i:]
	}
	return s
}

// language names a language: "français", "French"; "" when it has no name.
func (w *words) language(lang corpus.Lang) string {
	tag, err := language.Parse(string(lang))
	if err != nil || tag == language.Und {
		return ""
	}
	base, _ := tag.Base()
	return display.Languages(language.Make(string(w.lang))).Name(base)
}

// quote stands for a quote that the fonts cannot show.
func (w *words) quote(lang corpus.Lang) string {
	if name := w.language(lang); name != "" {
		return w.quoteIn + name
	}
	return w.otherScript
}

// year writes a year: 0 is 1 BC, as astronomers count.
func (w *words) year(y int) string {
	if y <= 0 {
		return strconv.Itoa(1-y) + w.beforeChrist
	}
	return strconv.Itoa(y)
}

// day writes a day: "1er oct. 2024", "1 Oct 2024".
func (w *words) day(d corpus.Day) string { return w.dayMonth(d) + " " + w.year(d.Time().Year()) }

func (w *words) dayMonth(d corpus.Day) string { return w.dayOfMonth(d) + " " + w.month(d) }

func (w *words) dayOfMonth(d corpus.Day) string {
	if n := d.Time().Day(); n != 1 || w.lang != corpus.French {
		return strconv.Itoa(n)
	}
	return "1er"
}

func (w *words) month(d corpus.Day) string { return w.months[d.Time().Month()-1] }

// unit writes the day, month, season, … that begins at from.
func (w *words) unit(from corpus.Day, p dates.Precision) string {
	t := from.Time()
	y := t.Year()
	switch p {
	case dates.Month:
		return w.month(from) + " " + w.year(y)
	case dates.Quarter:
		return w.quarter + strconv.Itoa((int(t.Month())+2)/3) + " " + w.year(y)
	case dates.Season:
		if t.Month() == time.December { // a winter bears the year of its January
			y++
		}
		return w.seasons[int(t.Month())%12/3] + " " + w.year(y)
	case dates.Half:
		return w.half + strconv.Itoa((int(t.Month())+5)/6) + " " + w.year(y)
	case dates.Year:
		return w.year(y)
	case dates.Decade:
		return w.decade(y)
	case dates.Century:
		if y > 0 {
			return w.century((y + 99) / 100)
		}
		return w.year(y)
	}
	return w.day(from)
}

// when writes the time of an event, short, with its precision.
func (w *words) when(t timeline.When) string {
	last := max(t.From, t.To-1)
	switch {
	case t.From == dates.Beginning:
		unit := w.unit(startOf(last, t.Precision), t.Precision)
		if word := w.until[t.Precision]; word != "" {
			return word + unit
		}
		return "… – " + unit
	case t.To == dates.Forever:
		unit := w.unit(t.From, t.Precision)
		if word := w.since[t.Precision]; word != "" {
			return word + unit
		}
		return unit + " – …"
	}
	if p, unit, ok := t.PartOf(); ok {
		return w.parts[p] + w.unit(unit.From, unit.Precision)
	}
	s := w.span(t.From, last, t)
	if t.Approximate() {
		return w.about + s
	}
	return s
}

// span writes two ends of an interval, or the one unit that they are of.
func (w *words) span(from, last corpus.Day, t timeline.When) string {
	p := t.Precision
	if !t.Interval() && p != dates.Week && p != dates.NoPrecision || last == from {
		return w.unit(from, p)
	}
	if p == dates.Week || p == dates.NoPrecision {
		p = dates.Day
	}
	a, b := from.Time(), startOf(last, p).Time()
	first, second := w.unit(from, p), w.unit(startOf(last, p), p)
	switch {
	case first == second:
		return first
	case p == dates.Day && a.Year() == b.Year() && a.Month() == b.Month():
		return w.dayOfMonth(from) + "–" + second
	case p == dates.Day && a.Year() == b.Year():
		return w.dayMonth(from) + " – " + second
	case p == dates.Month && a.Year() == b.Year():
		return w.month(from) + " – " + second
	}
	return first + " – " + second
}

// startOf is the first day of the unit that holds d.
func startOf(d corpus.Day, p dates.Precision) corpus.Day {
	t := d.Time()
	y, m := t.Year(), t.Month()
	switch p {
	case dates.Month:
		return corpus.DayNumber(y, m, 1)
	case dates.Quarter:
		return corpus.DayNumber(y, (m-1)/3*3+1, 1)
	case dates.Half:
		return corpus.DayNumber(y, (m-1)/6*6+1, 1)
	case dates.Year:
		return corpus.DayNumber(y, 1, 1)
	case dates.Decade:
		return corpus.DayNumber(floor(y, 10), 1, 1)
	case dates.Century:
		return corpus.DayNumber(floor(y-1, 100)+1, 1, 1)
	}
	return d
}

// floor is the greatest multiple of step that is not over n.
func floor(n, step int) int {
	r := n % step
	if r < 0 {
		r += step
	}
	return n - r
}
