package bot

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"verbatim/bot/locale"
	"verbatim/corpus"
	"verbatim/retrieval"
)

// holdingsButton turns the pages of what the corpus holds.
const holdingsButton = "sources"

// publishersPage is how many publishers a page lists, in one field of a report.
const publishersPage = 10

func (h *handler) holdingsCommand() Command {
	return Command{
		Name:    "sources",
		Options: []Option{{Name: optPrivate, Kind: Yes}},
		Handle:  answering(h.holdings),
		Buttons: []Button{{Name: holdingsButton, Edits: true, Handle: answering(h.holdings)}},
	}
}

// holdings says what the corpus holds: languages, time and publishers, the
// latter in pages. A page that is no more is the last one.
func (h *handler) holdings(_ context.Context, r Request) (Reply, error) {
	gen, release, err := h.Corpus.Acquire()
	if err != nil {
		return Reply{}, err
	}
	defer release()
	w, lib := r.words(), gen.Library()
	if len(lib.Articles()) == 0 {
		return Reply{Text: string(w.NoArticles), Private: r.Private}, nil
	}
	all := publisherLines(lib, h.mutedPublishers(), w)
	pages := (len(all) + publishersPage - 1) / publishersPage
	page, _ := strconv.Atoi(r.Arg) // the first for none
	page = min(max(page, 0), pages-1)
	lines := all[page*publishersPage : min(len(all), (page+1)*publishersPage)]
	reply := Reply{
		Text: sample(retrieval.Answer{Library: lib}, w),
		Panel: &Panel{
			Title: string(w.Holdings.Title),
			Text:  capital(w.Count(w.Articles, len(lib.Articles()))) + w.Period(lib) + ".",
			Facts: []Fact{
				{Name: string(w.Corpus.Report.Languages), Value: byLanguage(lib, w)},
				{Name: string(w.Corpus.Report.Dates), Value: byTime(lib, w)},
				{Name: string(w.Corpus.Status.Publishers), Value: strings.Join(lines, "\n"), Wide: true},
			},
		},
		Private: r.Private,
	}
	if pages > 1 {
		reply.Actions = turningTo(holdingsButton, page, pages, w, strconv.Itoa)
	}
	return reply, nil
}

// byLanguage counts the articles of each language, most first.
func byLanguage(lib *corpus.Library, w *locale.Words) string {
	counts := map[string]int{}
	for _, a := range lib.Articles() {
		counts[w.Language(a.Lang)]++
	}
	return strings.Join(countedLines(counts, func(a, b string) int { return cmp.Or(counts[b]-counts[a], cmp.Compare(a, b)) }, w), "\n")
}

// timeLines is how many lines tell of the time at most: months where there are
// few, else years; the last ones.
const timeLines = 12

// byTime counts the articles of each month or year, in order of time, and those
// without a date.
func byTime(lib *corpus.Library, w *locale.Words) string {
	months, years, undated := map[string]int{}, map[string]int{}, 0
	for _, a := range lib.Articles() {
		d := a.Published
		if !d.Known() {
			undated++
			continue
		}
		t := d.From.Time()
		years[strconv.Itoa(t.Year())]++
		if d.Precision == corpus.YearPrecision {
			months[strconv.Itoa(t.Year())]++
			continue
		}
		months[t.Format("2006-01")]++
	}
	counts := months
	if len(months) > timeLines {
		counts = years
	}
	keys := slices.Sorted(maps.Keys(counts))
	var lines []string
	if earlier := keys[:max(0, len(keys)-timeLines)]; len(earlier) > 0 {
		n := 0
		for _, k := range earlier {
			n += counts[k]
		}
		lines, keys = append(lines, w.Holdings.Before.With("date", keys[len(earlier)])+w.Holdings.Colon.With("n", w.Number(n))), keys[len(earlier):]
	}
	for _, k := range keys {
		lines = append(lines, timeName(k, w)+w.Holdings.Colon.With("n", w.Number(counts[k])))
	}
	if undated > 0 {
		lines = append(lines, string(w.DateUnknown)+w.Holdings.Colon.With("n", w.Number(undated)))
	}
	return strings.Join(lines, "\n")
}

// timeName is a month or a year in words.
func timeName(key string, w *locale.Words) string {
	t, err := time.Parse("2006-01", key)
	if err != nil {
		return key
	}
	return w.Date(corpus.NewDate(t.Year(), t.Month(), 0))
}

func countedLines(counts map[string]int, order func(a, b string) int, w *locale.Words) []string {
	var lines []string
	for _, k := range slices.SortedFunc(maps.Keys(counts), order) {
		lines = append(lines, k+w.Holdings.Colon.With("n", w.Number(counts[k])))
	}
	return lines
}

// held is what a corpus holds of one publisher.
type held struct {
	articles    int
	first, last corpus.Date
	langs       map[string]int
}

// publisherLines are a line for each publisher, those of most articles first:
// how many, from when to when, in which languages.
func publisherLines(lib *corpus.Library, muted []string, w *locale.Words) []string {
	all := map[string]*held{}
	for _, a := range lib.Articles() {
		p := all[a.Publisher]
		if p == nil {
			p = &held{langs: map[string]int{}}
			all[a.Publisher] = p
		}
		p.articles++
		p.langs[w.Language(a.Lang)]++
		if d := a.Published; d.Known() {
			if !p.first.Known() || d.From < p.first.From {
				p.first = d
			}
			if !p.last.Known() || d.To > p.last.To {
				p.last = d
			}
		}
	}
	names := slices.SortedFunc(maps.Keys(all), func(a, b string) int {
		return cmp.Or(cmp.Compare(all[b].articles, all[a].articles), cmp.Compare(a, b))
	})
	var lines []string
	for _, name := range names {
		p := all[name]
		period := w.Date(p.first)
		if p.first != p.last {
			period = w.Corpus.Report.From.With("first", period, "last", w.Date(p.last))
		}
		langs := slices.SortedFunc(maps.Keys(p.langs), func(a, b string) int { return cmp.Or(p.langs[b]-p.langs[a], cmp.Compare(a, b)) })
		line := joined(" · ", cmp.Or(short(name, 40), string(w.Holdings.NoPublisher)), w.Count(w.Articles, p.articles), period, short(strings.Join(langs, ", "), 40))
		if slices.Contains(muted, name) {
			line += " · " + string(w.Holdings.Muted)
		}
		lines = append(lines, line)
	}
	return lines
}
