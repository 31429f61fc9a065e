package read

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"verbatim/corpus"
	"verbatim/corpus/dates"
)

// fieldKeys are the names, folded, under which files state metadata: in front
// matter, header lines and JSON. The first that has a value counts.
var fieldKeys = struct{ title, author, publisher, url, published, lang []string }{
	title:     []string{"title", "titre", "headline", "subject", "objet", "sujet"},
	author:    []string{"author", "authors", "auteur", "auteurs", "byline"},
	publisher: []string{"publisher", "source", "site", "outlet", "site_name", "media", "editeur"},
	url:       []string{"url", "link", "lien", "canonical", "canonical_url", "permalink"},
	published: []string{"date", "published", "published_at", "pubdate", "date_published", "datepublished", "publication_date", "publie", "publie_le", "date_de_publication"},
	lang:      []string{"lang", "language", "langue"},
}

// licenseKeys name the licence that an article is under. They are no reason to
// take a line of running text for metadata.
var licenseKeys = []string{"license", "licence"}

// isFieldKey reports whether a folded key states metadata.
func isFieldKey(key string) bool {
	k := &fieldKeys
	for _, keys := range [][]string{k.title, k.author, k.publisher, k.url, k.published, k.lang} {
		if slices.Contains(keys, key) {
			return true
		}
	}
	return false
}

// foldKey makes "Publié le", "publie-le" and "PUBLIE_LE" one key.
func foldKey(key string) string {
	strip := transform.Chain(norm.NFD, runes.Remove(runes.Predicate(func(r rune) bool { return r >= 0x300 && r < 0x370 })))
	s, _, err := transform.String(strip, key)
	if err != nil {
		s = key
	}
	s = strings.ToLower(oneLine(s))
	return strings.NewReplacer(" ", "_", "-", "_").Replace(s)
}

// state fills the metadata of d from values by folded key. What cannot be
// understood becomes a note and stays unknown.
func (d *document) state(values map[string][]string) {
	first := func(keys []string) []string {
		for _, k := range keys {
			if v := values[k]; len(v) > 0 {
				return v
			}
		}
		return nil
	}
	d.title = oneLine(strings.Join(first(fieldKeys.title), " "))
	d.author = names(first(fieldKeys.author))
	d.statePublisher(values)
	d.stateURL(strings.Join(first(fieldKeys.url), " "))
	d.stateDate(strings.Join(first(fieldKeys.published), " "))
	d.stateLang(strings.Join(first(fieldKeys.lang), " "))
	d.license = oneLine(strings.Join(first(licenseKeys), " "))
}

// statePublisher takes the first publisher; "source" is also where people
// write the address of the page.
func (d *document) statePublisher(values map[string][]string) {
	for _, k := range fieldKeys.publisher {
		v := names(values[k])
		switch {
		case v == "":
		case strings.HasPrefix(v, "http://"), strings.HasPrefix(v, "https://"):
			d.stateURL(v)
		case d.publisher == "":
			d.publisher = v
		}
	}
}

func (d *document) stateURL(s string) {
	if s = strings.TrimSpace(s); s == "" {
		return
	}
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		d.note("%q is not a web address", s)
		return
	}
	d.url = u.String()
}

func (d *document) stateDate(s string) {
	if s = oneLine(s); s == "" {
		return
	}
	var ok bool
	switch d.published, ok = parseDate(s); {
	case ok:
	case noSuchDay(s):
		d.note("%q is not understood as a date: there is no such day", s)
	default:
		d.note("%q is not understood as a date; write it like 2024-10-23", s)
	}
}

// figures is a date in figures, with the year last or first.
var figures = regexp.MustCompile(`^(?:(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{4})[/.-](\d{1,2})[/.-](\d{1,2}))$`)

// noSuchDay reports whether a date in figures is in no calendar, in whatever
// order its day and month are: 31/02/2023.
func noSuchDay(s string) bool {
	m := figures.FindStringSubmatch(s)
	if m == nil {
		return false
	}
	var n [3]int // the year, then the two others
	for i, part := range []string{m[3] + m[4], m[1] + m[5], m[2] + m[6]} {
		n[i], _ = strconv.Atoi(part)
	}
	exists := func(month, day int) bool {
		return month >= 1 && month <= 12 && day >= 1 && corpus.NewDate(n[0], time.Month(month), day).From.Time().Day() == day
	}
	return !exists(n[1], n[2]) && (m[4] != "" || !exists(n[2], n[1]))
}

// stateLang keeps the language alone, without a region: articles are chosen
// by language.
func (d *document) stateLang(s string) {
	if s = strings.TrimSpace(s); s == "" {
		return
	}
	tag, err := language.Parse(s)
	base, confidence := tag.Base()
	if err != nil || confidence == language.No {
		d.note("%q is not understood as a language; write it like fr or en", s)
		return
	}
	d.lang = corpus.Lang(base.String())
}

// note keeps what a curator should know, once.
func (d *document) note(format string, args ...any) {
	s := fmt.Sprintf(format, args...)
	if r := []rune(s); len(r) > 300 {
		s = string(r[:300]) + "…"
	}
	if !slices.Contains(d.notes, s) {
		d.notes = append(d.notes, s)
	}
}

// names joins a list of persons or outlets.
func names(list []string) string {
	var out []string
	for _, n := range list {
		n = strings.TrimSuffix(strings.TrimPrefix(oneLine(n), "[["), "]]") // a link between notes
		if n != "" && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return strings.Join(out, ", ")
}

// dateLayouts are the fixed forms that feeds, pages and people use. Forms whose
// day and month could be taken for one another are not among them.
var dateLayouts = []string{
	time.RFC1123Z, time.RFC1123, time.RFC850, time.RFC822Z, time.RFC822, time.ANSIC, time.UnixDate,
	"Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "2 Jan 2006 15:04:05 -0700",
	"20060102", "20060102T150405Z", "20060102150405", "2006/01/02", "2006/1/2", "2006-1-2", "2006.01.02", "2006/01/02 15:04:05", "2006/01/02 15:04",
}

// parseDate reads a date that stands alone, as metadata states it: ISO 8601,
// the fixed forms of feeds, 23/10/2024 where no month 23 exists, or words.
// The date is the one written, in whatever zone it was written.
func parseDate(s string) (corpus.Date, bool) {
	if d, err := corpus.ParseDate(s); err == nil && plausible(d) {
		return d, d.Known()
	}
	for _, layout := range dateLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			d := corpus.NewDate(t.Year(), t.Month(), t.Day())
			return d, plausible(d)
		}
	}
	if d, ok := parseNumericDate(s); ok {
		return d, plausible(d)
	}
	return parseWordDate(s)
}

// parseNumericDate reads day, month and year in the order that makes sense: a
// number above 12 is no month. 03/04/2024 could be two dates: only its year is
// sure, and it is not understood.
func parseNumericDate(s string) (corpus.Date, bool) {
	s, _, _ = strings.Cut(s, " ")
	var a, b, year int
	s = strings.NewReplacer("/", " ", ".", " ", "-", " ").Replace(s)
	var rest string
	if n, _ := fmt.Sscanf(s, "%2d %2d %4d%s", &a, &b, &year, &rest); n != 3 {
		return corpus.Date{}, false
	}
	day, month := a, b
	switch {
	case a > 12 && b >= 1 && b <= 12:
	case b > 12 && a >= 1 && a <= 12:
		day, month = b, a
	case a == b && a >= 1:
	default:
		return corpus.Date{}, false
	}
	d := corpus.NewDate(year, time.Month(month), day)
	return d, day >= 1 && d.From.Time().Day() == day
}

// parseWordDate reads "23 octobre 2024", "Oct. 23, 2024 10:12" and the like: the
// only date that the words hold.
func parseWordDate(s string) (corpus.Date, bool) {
	if len(s) > 200 {
		return corpus.Date{}, false
	}
	for _, lang := range []corpus.Lang{corpus.English, corpus.French} {
		for _, e := range dates.Find(s, lang, corpus.Date{}) {
			if d, ok := e.Date(); ok && plausible(d) {
				return d, true
			}
		}
	}
	return corpus.Date{}, false
}

// plausible keeps placeholders such as 0001-01-01 and 1970-01-01 (a time of
// zero) from passing for dates of publication.
func plausible(d corpus.Date) bool {
	if !d.Known() || d.From == 0 && d.Precision == corpus.DayPrecision {
		return false
	}
	y := d.From.Time().Year()
	return y >= 1400 && y <= 2200
}
