package timeline

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"verbatim/corpus"
	"verbatim/corpus/dates"
	"verbatim/retrieval"
)

//go:embed words_en.json words_fr.json
var wordFiles embed.FS

// Words are the words that stand around the quotes of a timeline, in one
// language. {name}s are put in.
type Words struct {
	Months      []string `json:"months"`
	Seasons     []string `json:"seasons"` // spring first
	FirstDay    string   `json:"first_day"`
	Quarters    []string `json:"quarters"`
	Halves      []string `json:"halves"`
	WeekOf      string   `json:"week_of"`
	Decade      string   `json:"decade"`
	Century     string   `json:"century"`
	Centuries   []string `json:"centuries"` // the first, and so on, as numbered
	Before      string   `json:"before_christ"`
	Parts       []string `json:"parts"` // of a month or a year: early, middle, late
	DecadeParts []string `json:"decade_parts"`
	About       dated    `json:"about"`
	Since       dated    `json:"since"`
	Until       dated    `json:"until"`
	Between     string   `json:"between"`
	YearUnknown string   `json:"year_unknown"`
	Undated     string   `json:"undated"`
	SaidOn      dated    `json:"said_on"`
	SaidIn      string   `json:"said_in"`    // a part of a month or a year
	SaidAbout   string   `json:"said_about"` // another time that is only about known
	Published   string   `json:"published"`  // the date is that of publication
	Disagree    string   `json:"disagree"`   // sources
	AlsoIn      string   `json:"also_in"`    // other sources
	PublishedOn dated    `json:"printed_on"` // of an article
	Title       string   `json:"title"`

	NoWords    string `json:"no_words"`
	NoArticles string `json:"no_articles"`
	NoneLeft   string `json:"none_left"`
	NothingOn  plural `json:"nothing"`
	NothingIn  string `json:"nothing_in"`
	Some       plural `json:"some"`
	Outside    plural `json:"outside"`
}

// plural is a sentence about {n} things.
type plural struct {
	One   string `json:"one"`
	Other string `json:"other"`
}

// dated is a sentence about a {date}: a day, or anything else.
type dated struct {
	Day   string `json:"day"`
	Other string `json:"other"`
}

// of puts a time in words into the sentence.
func (d dated) of(p dates.Precision, words string) string {
	if p <= dates.Day {
		return with(d.Day, "date", words)
	}
	return with(d.Other, "date", words)
}

func (w *Words) count(c plural, n int) string {
	if n == 1 || n == 0 && w == spoken[corpus.French] {
		return with(c.One, "n", strconv.Itoa(n))
	}
	return with(c.Other, "n", strconv.Itoa(n))
}

var spoken = map[corpus.Lang]*Words{corpus.English: mustLoad("words_en.json"), corpus.French: mustLoad("words_fr.json")}

// WordsFor are the words of a language or a locale, the English ones when it is
// not spoken.
func WordsFor(lang corpus.Lang) *Words {
	base, _, _ := strings.Cut(string(lang), "-")
	if w := spoken[corpus.Lang(base)]; w != nil {
		return w
	}
	return spoken[corpus.English]
}

// mustLoad panics when an embedded file is not what the tests have seen.
func mustLoad(name string) *Words {
	b, err := wordFiles.ReadFile(name)
	if err != nil {
		panic(err)
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	w := new(Words)
	if err := d.Decode(w); err != nil {
		panic(fmt.Sprintf("%s: %v", name, err))
	}
	return w
}

func with(text string, pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// Kept says that not all events are shown, and what option shows more.
func (w *Words) Kept(n, all int, option string) string {
	return with(w.count(w.Some, n), "all", strconv.Itoa(all), "option", option)
}

// LeftOut says that a period left events out.
func (w *Words) LeftOut(n int) string { return w.count(w.Outside, n) }

// Nothing says why a timeline has no event.
func (w *Words) Nothing(t *Timeline, q Query) string {
	n := len(t.Library.Articles())
	switch {
	case n == 0:
		return w.NoArticles
	case t.Reason == retrieval.ReasonNoWords:
		return w.NoWords
	case t.Reason == retrieval.ReasonEmpty:
		return w.NoneLeft
	case t.Outside > 0:
		return w.nothingWithin(q, t.Outside)
	}
	return with(w.count(w.NothingOn, n), "topic", with(w.Title, "title", t.Topic))
}

func (w *Words) nothingWithin(q Query, outside int) string {
	return with(w.NothingIn, "topic", with(w.Title, "title", q.Topic), "period", w.When(q.Period())) + " " + w.count(w.Outside, outside)
}

// Period is the time that a query asks for; the zero When where it does not say.
func (q Query) Period() When {
	if !q.limited() {
		return When{}
	}
	return Span(q.From, q.To)
}

// When is a time in words, as exactly as it is known: "27 July 2023", "about
// October 2024", "8 – 13 octobre 2024", "23 octobre, année non précisée".
func (w *Words) When(t When) string {
	switch {
	case t.Yearless():
		return with(w.YearUnknown, "date", w.yearless(t.EDTF))
	case !t.Known():
		return w.Undated
	}
	if p, unit, ok := t.PartOf(); ok {
		if unit.Precision == dates.Decade {
			return with(w.DecadeParts[p], "year", w.year(unit.From.Time().Year()))
		}
		return with(w.Parts[p], "date", w.unit(unit.From, unit.Precision))
	}
	text := w.days(t)
	if t.Approximate() {
		return w.About.of(t.Precision, text)
	}
	return text
}

func (w *Words) days(t When) string {
	switch {
	case t.From == dates.Beginning:
		return w.Until.of(t.Precision, w.unit(startOf(t.To-1, t.Precision), t.Precision))
	case t.To == dates.Forever:
		return w.Since.of(t.Precision, w.unit(t.From, t.Precision))
	}
	if t.Interval() && (startOf(t.From, t.Precision) != t.From || startOf(t.To, t.Precision) != t.To) {
		t.Precision = dates.Day // “mid-October” is a third of it
	}
	last := startOf(t.To-1, t.Precision)
	if last == t.From || !t.Interval() && t.Precision > dates.Day {
		return w.unit(t.From, t.Precision)
	}
	from, to := w.unit(t.From, t.Precision), w.unit(last, t.Precision)
	a, b := t.From.Time(), last.Time()
	if a.Year() == b.Year() && t.Precision <= dates.Month { // 8 – 13 October 2024
		from = strings.TrimSuffix(from, " "+w.year(b.Year()))
		if a.Month() == b.Month() && t.Precision <= dates.Day {
			from = strings.TrimSuffix(from, " "+w.Months[b.Month()-1])
		}
	}
	return with(w.Between, "from", from, "to", to)
}

// unit names the unit that begins on a day.
func (w *Words) unit(from corpus.Day, p dates.Precision) string {
	t := from.Time()
	year, month := w.year(t.Year()), int(t.Month())
	switch p {
	case dates.Week:
		return with(w.WeekOf, "date", w.unit(from, dates.Day))
	case dates.Month:
		return w.Months[month-1] + " " + year
	case dates.Quarter:
		return with(w.Quarters[(month-1)/3], "year", year)
	case dates.Season:
		return w.Seasons[(month+9)%12/3] + " " + year
	case dates.Half:
		return with(w.Halves[(month-1)/6], "year", year)
	case dates.Year:
		return year
	case dates.Decade:
		return with(w.Decade, "year", year)
	case dates.Century:
		n := t.Year() / 100
		if n < 0 || n >= len(w.Centuries) {
			return year
		}
		return with(w.Century, "n", w.Centuries[n])
	}
	return w.dayOfMonth(t.Day()) + " " + w.Months[month-1] + " " + year
}

func (w *Words) dayOfMonth(n int) string {
	if n == 1 {
		return w.FirstDay
	}
	return strconv.Itoa(n)
}

// year writes a year; 0 is 1 BC, as astronomers count.
func (w *Words) year(y int) string {
	if y <= 0 {
		return with(w.Before, "year", strconv.Itoa(1-y))
	}
	return strconv.Itoa(y)
}

// yearless writes XXXX-10-23, XXXX-10 and an interval between two of these.
func (w *Words) yearless(edtf string) string {
	if first, last, ok := strings.Cut(edtf, "/"); ok && strings.HasPrefix(last, "XXXX-") {
		from, to := w.yearless(first), w.yearless(last)
		if len(first) == len("XXXX-10-07") && first[:7] == last[:min(7, len(last))] {
			from, _, _ = strings.Cut(from, " ")
		}
		return with(w.Between, "from", from, "to", to)
	}
	parts := strings.Split(edtf, "-")
	month, err := strconv.Atoi(parts[1])
	if err != nil || month < 1 || month > 12 {
		return edtf
	}
	if len(parts) < 3 {
		return w.Months[month-1]
	}
	day, err := strconv.Atoi(parts[2])
	if err != nil {
		return edtf
	}
	return w.dayOfMonth(day) + " " + w.Months[month-1]
}

// startOf is the first day of the unit that holds d.
func startOf(d corpus.Day, p dates.Precision) corpus.Day {
	t := d.Time()
	y, m := t.Year(), t.Month()
	switch p {
	case dates.Week:
		return d - corpus.Day((int(t.Weekday())+6)%7)
	case dates.Month:
		return corpus.DayNumber(y, m, 1)
	case dates.Quarter:
		return corpus.DayNumber(y, (m-1)/3*3+1, 1)
	case dates.Season: // meteorological: spring begins on 1 March
		return corpus.DayNumber(y, m-m%3, 1)
	case dates.Half:
		return corpus.DayNumber(y, (m-1)/6*6+1, 1)
	case dates.Year:
		return corpus.DayNumber(y, 1, 1)
	case dates.Decade:
		return corpus.DayNumber(y-y%10, 1, 1)
	case dates.Century:
		return corpus.DayNumber(y-y%100, 1, 1)
	}
	return d
}
