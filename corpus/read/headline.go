package read

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"verbatim/corpus"
)

var (
	bareLink = regexp.MustCompile(` ?<(https?://|mailto:)[^>\s]*>`)

	// Sites print a date, its time and the next date without a space between.
	gluedTime   = regexp.MustCompile(`((?:19|20)\d\d)(\d{1,2}:\d\d)`)
	gluedUpdate = regexp.MustCompile(`([\pL\d])(Updated|Modified|Mis à jour|Modifié)\b`)

	// "Paris, le 14 mai 2024" and "Seoul, 14 May 2024": a place or a person,
	// which cannot be told, and a date.
	placeAndDate = regexp.MustCompile(`^\p{Lu}[\p{L}’'. -]{1,30}, (?:le )?`)

	otherDate = regexp.MustCompile(`^(?:\p{L}+,? )?(\d{1,2})[.ºª]?(?: de)? (\p{L}+)\.?(?: del?)? ((?:19|20)\d\d)(?: ?(?:г\.|года))?(?:,? .{0,12}\d{1,2}[:.h]\d\d.{0,8})?$`)
	eastDate  = regexp.MustCompile(`((?:19|20)\d\d) ?[년年] ?(\d{1,2}) ?[월月] ?(\d{1,2}) ?[일日]`)
)

// withoutLinks takes out the addresses that browsers print behind links when
// they save a page as text.
func withoutLinks(s string) string {
	if !strings.Contains(s, "<http") && !strings.Contains(s, "<mailto") {
		return s
	}
	return strings.TrimSpace(bareLink.ReplaceAllString(s, ""))
}

// unglueDates puts the spaces back between dates and times.
func unglueDates(s string) string {
	if !strings.ContainsAny(s, "0123456789") {
		return s
	}
	return gluedUpdate.ReplaceAllString(gluedTime.ReplaceAllString(s, "$1 $2"), "$1 $2")
}

// trimPictures takes emoji and the like off both ends.
func trimPictures(s string) string {
	return strings.TrimFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || r == 0x200d || r > 0x2000 && unicode.In(r, unicode.So, unicode.Sk, unicode.Mn)
	})
}

// foreignDate reads a line that is nothing but a date in one of the languages
// whose dates in running text are not read.
func foreignDate(s string) (corpus.Date, bool) {
	const longestEast = 40
	year, month, day := "", 0, ""
	if m := otherDate.FindStringSubmatch(s); m != nil {
		year, month, day = m[3], foreignMonths[strings.ToLower(m[2])], m[1]
	} else if m := eastDate.FindStringSubmatch(s); m != nil && utf8.RuneCountInString(s) <= longestEast && !endsSentence(s) {
		year, day = m[1], m[3]
		month, _ = strconv.Atoi(m[2])
	}
	y, _ := strconv.Atoi(year)
	d, _ := strconv.Atoi(day)
	if month < 1 || month > 12 || d < 1 {
		return corpus.Date{}, false
	}
	t := time.Date(y, time.Month(month), d, 0, 0, 0, 0, time.UTC)
	return corpus.NewDate(y, time.Month(month), d), t.Day() == d
}

// foreignMonths are months of German, Spanish, Italian, Portuguese, Dutch,
// Russian and Ukrainian, as they stand in dates.
var foreignMonths = func() map[string]int {
	m := map[string]int{}
	for _, year := range []string{
		"januar februar märz april mai juni juli august september oktober november dezember",
		"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
		"gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
		"janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
		"januari februari maart april mei juni juli augustus september oktober november december",
		"января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
		"січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
	} {
		for i, name := range strings.Fields(year) {
			m[name] = i + 1
		}
	}
	return m
}()

// nameAndPlace is the name in a byline such as "Ada Lamb in Oslo", or the whole line.
var nameAndPlace = regexp.MustCompile(`^(\p{Lu}[\p{L}’'.-]+(?: \p{L}[\p{L}’'.-]*){1,3}?) (?:in|à|en|from) \p{Lu}[\p{L}’' -]{2,30}$`)

// bylineName is the name that a line is nothing but, "" when it is none.
func bylineName(s string) string {
	if m := nameAndPlace.FindStringSubmatch(s); m != nil {
		s = m[1]
	}
	if !personName(s) {
		return ""
	}
	return s
}

// functionLine reports whether a line only says what its author is: "Asia correspondent".
func functionLine(p *piece) bool {
	return len(p.words) > 0 && len(p.words) <= 5 && !endsSentence(p.text) && containsAny(p.words, functions) && !strings.Contains(p.text, ":")
}
