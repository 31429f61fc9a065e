package read

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/corpus"
	"verbatim/corpus/dates"
)

// statement is what a line of an article says about the article itself.
type statement struct {
	author, publisher, url string
	published, updated     corpus.Date
}

var (
	publishedWords = keySet(`publié | publié le | publiée | paru le | posté le | mis en ligne le | date | date de publication | créé le | published | published on | first published | posted | posted on | issued | created | released | veröffentlicht | veröffentlicht am | publicado | publicado el | publicado em | pubblicato | pubblicato il`)
	updatedWords   = keySet(`mis à jour | mis à jour le | mise à jour | dernière mise à jour | modifié le | actualisé le | updated | last updated | updated on | modified | last modified | modifié | actualisé | aktualisiert | stand | actualizado | actualizado el | aggiornato`)

	// dateGlue are words that stand around a date in a line that states it.
	dateGlue = keySet(`at | on | the | by | le | la | à | de | du | et | and | um | am | pm | a m | p m | h | min | mn | gmt | utc | est | edt | et | pst | pdt | cet | cest | bst | kst | jst | msk | uhr | heure | heures | heure de | paris | séoul | séoul | local time | time | o clock | hours | hour | minutes | days | day | weeks | week | months | month | ago | all news | aujourd hui | today | yesterday | hier
		lundi | mardi | mercredi | jeudi | vendredi | samedi | dimanche | monday | tuesday | wednesday | thursday | friday | saturday | sunday | mon | tue | wed | thu | fri | sat | sun`)

	readingTime = regexp.MustCompile(`(?i)^\d+ min\.?$|\b(?:(?:temps de lecture|durée de lecture|reading time|lecture|estimated reading time)\s*:?\s*(?:environ |about |~ ?)?\d+\s*(?:min(?:ute)?s?|mn)?\.?|\d+\s*[-–]?\s*(?:min(?:ute)?s?|mn)\.?\s*(?:read|de lecture|lecture|reading))\b\.?`)

	byPrefix = regexp.MustCompile(`^(?i:par|by|von|por|written by|écrit par|rédigé par|posted by|publié par|published by|propos recueillis par|auteur\s?:|author\s?:|text by|reporting by|reported by|story by)\s+`)
	// functions are what a byline calls its author by, with or without a name.
	functions = keySet(`correspondent | correspondents | editor | editors | desk | reporter | reporters | writer | staff | team | bureau | columnist | newsroom | correspondant | correspondante | correspondants | envoyé | envoyée | journaliste | journalistes | service | rédaction | chroniqueur | chroniqueuse | rédacteur | rédactrice | redaktion | korrespondent`)

	roleByline = regexp.MustCompile(`^(?i:our|notre|nos|la rédaction|the editors|the editorial|staff|de notre|l’équipe|l'équipe)\b`)
	sourceLine = regexp.MustCompile(`^(?i:source|sources|quelle)\s?:\s*(.{2,80})$`)
	creditLine = regexp.MustCompile(`^\(?(?i:(additional )?(reporting|writing|editing|written|edited|translated|compiled)( and (writing|editing))? by|(rédigé|traduit|édité|adapté)(e?)( de l'anglais| de l’anglais)? par)\s+`)
	reportedBy = regexp.MustCompile(`(?i)^\(?(reporting|writing|written|rédigé)`)
	agencyTail = regexp.MustCompile(`^\(?(?i:avec|with|source|et|and|[-–—])?\s*(AFP|Reuters|REUTERS|AP|Associated Press|Yonhap|Xinhua|DPA|dpa|ANSA|EFE|TASS|Belga|ATS|Bloomberg)(\s*(,|et|and|/|avec|with)\s*(AFP|Reuters|REUTERS|AP|Associated Press|Yonhap|Xinhua|DPA|dpa|ANSA|EFE|TASS|Belga|ATS|Bloomberg))*\)?\.?$`)

	// A place in capitals, then a date or an agency: "SEOUL, Oct. 23 (Agency) — ".
	datelineCaps   = regexp.MustCompile(`^(\p{Lu}[\p{Lu}’'. -]{2,30})(,\s[^()—–:]{1,40}?)?(\s?\(([^)]{2,40})\))?\s?(—|–|-|--)\s+`)
	datelineAgency = regexp.MustCompile(`^(\p{Lu}[\p{L}’'. -]{2,30})(,\s[^()—–:]{1,40}?)?\s?\(([^)]{2,40})\)\s?(—|–|-|--)\s+`)
)

// longestStatement is the number of characters over which no line is only
// about the article.
const longestStatement = 160

// segmentEnds part what a line says about its article.
var segmentEnds = regexp.MustCompile(`\s+[|•·–—/-]\s+|\s*\|\s*`)

// readStatement reads a line that says who wrote the article, when it was published,
// how long it takes to read. ok is false when the line says anything else.
func readStatement(line string, lang corpus.Lang) (s statement, ok bool) {
	if utf8.RuneCountInString(line) > longestStatement {
		return s, false
	}
	if m := sourceLine.FindStringSubmatch(line); m != nil && !endsSentence(m[1]) {
		if urlLine.MatchString(m[1]) {
			return statement{url: m[1]}, true
		}
		if siteName(m[1]) || agencyTail.MatchString(m[1]) {
			s.publisher = m[1]
		}
		return s, true // else it is where figures come from
	}
	if agencyTail.MatchString(line) {
		return s, true
	}
	if m := creditLine.FindString(line); m != "" {
		if n := nameLength(line[len(m):]); n > 0 && reportedBy.MatchString(m) {
			s.author = line[len(m):][:n]
		}
		return s, true
	}
	if n, d := dateline(line+" .", lang); n == len(line)+1 {
		return d, true
	}
	named := false
	for _, segment := range segmentEnds.Split(unglueDates(line), -1) {
		if segment = trimPictures(segment); segment == "" {
			continue
		}
		if !s.read(segment, lang) {
			// A name beside a date, if it is one: of a section or of the author.
			if named || !personName(segment) {
				return statement{}, false
			}
			named = true
		}
	}
	return s, s != statement{} || readingTime.MatchString(line)
}

// read adds what one segment says. Behind a byline a short segment is a place,
// a function or an agency.
func (s *statement) read(segment string, lang corpus.Lang) bool {
	if m := readingTime.FindStringIndex(segment); m != nil {
		segment = strings.TrimSpace(segment[:m[0]] + segment[m[1]:])
		if segment == "" {
			return true
		}
	}
	if name, rest, ok := byline(segment); ok {
		s.author = name
		return s.readDates(rest, lang) || functionBehind(rest)
	}
	if s.readDates(segment, lang) {
		return true
	}
	if head, name, ok := signed(segment); ok && s.readDates(head, lang) {
		s.author = name
		return true
	}
	if place := placeAndDate.FindString(segment); place != "" && s.readDates(segment[len(place):], lang) {
		return true
	}
	if d, ok := foreignDate(segment); ok {
		s.date(d, false)
		return true
	}
	if s.author != "" && capitalised(segment) && len(keyWords(segment)) <= 4 {
		if s.publisher == "" && !domainName.MatchString(segment) && len(keyWords(segment)) <= 2 {
			s.publisher = segment
		}
		return true
	}
	return false
}

// functionBehind reports whether what is behind a byline can be a function or a
// place; nothing can.
func functionBehind(rest string) bool {
	return len(keyWords(rest)) <= 6 && !endsSentence(rest)
}

// signedBy stands between a date and the name of the author behind it.
var signedBy = regexp.MustCompile(`(?i),?\s(?:by|par)\s`)

// signed parts “Published on 6 June 2018 by Ada Lamb” into what is before the
// byline and the name.
func signed(s string) (head, name string, ok bool) {
	at := signedBy.FindAllStringIndex(s, -1)
	if len(at) == 0 {
		return "", "", false
	}
	last := at[len(at)-1]
	name, rest, ok := byline(strings.TrimLeft(s[last[0]:], ", "))
	return s[:last[0]], name, ok && functionBehind(rest)
}

// readDates reads a segment that holds one date of publication or two, of
// publication and of update, and nothing else.
func (s *statement) readDates(segment string, lang corpus.Lang) bool {
	found := findDates(segment, lang)
	stated := false
	update := false
	at := 0
	for i := 0; i <= len(found); i++ {
		end := len(segment)
		if i < len(found) {
			end = found[i].Start
		}
		words := keyWords(segment[at:end])
		label, glue := dateLabel(words)
		if !glue {
			return false
		}
		stated = stated || label != ""
		if label != "" {
			update = label == "updated"
		}
		if i == len(found) {
			break
		}
		if d, ok := found[i].Date(); ok && d.Precision <= corpus.MonthPrecision {
			stated = true
			s.date(d, update)
		}
		at = found[i].End
	}
	return stated
}

func (s *statement) date(d corpus.Date, update bool) {
	switch {
	case update && !s.updated.Known():
		s.updated = d
	case !update && !s.published.Known():
		s.published = d
	}
}

// dateLabel reads the words beside a date. glue is false when one of them is
// neither a label nor what stands around dates.
func dateLabel(words []string) (label string, glue bool) {
	for i := 0; i < len(words); {
		n := 0
		for k := min(4, len(words)-i); k > 0 && n == 0; k-- {
			switch phrase := strings.Join(words[i:i+k], " "); {
			case publishedWords[phrase]:
				label, n = "published", k
			case updatedWords[phrase]:
				label, n = "updated", k
			case dateGlue[phrase] || furniture[phrase] || k == 1 && clockTime(phrase):
				n = k
			}
		}
		if n == 0 {
			return "", false
		}
		i += n
	}
	return label, true
}

// clockTime reports whether a word is part of a time of day: "10", "10h12", "9am".
func clockTime(w string) bool {
	digits := strings.TrimRightFunc(strings.Replace(w, "h", "", 1), unicode.IsLetter)
	return digits != "" && len(digits) <= 4 && strings.Trim(digits, "0123456789") == "" && len(w) <= len(digits)+2
}

// findDates looks with the grammar of the article's language first, then with
// that of the others: sites print their dates in the language of their software.
func findDates(s string, lang corpus.Lang) []dates.Expression {
	if !strings.ContainsAny(s, "0123456789") {
		return nil // no year
	}
	for _, l := range slices.Compact([]corpus.Lang{lang, corpus.English, corpus.French}) {
		found := slices.DeleteFunc(dates.Find(s, l, corpus.Date{}), func(e dates.Expression) bool {
			_, ok := e.Date()
			return !ok
		})
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// byline parts "By X and Y, Z correspondent" into the names and the rest.
func byline(s string) (name, rest string, ok bool) {
	prefix := byPrefix.FindString(s)
	if prefix == "" || len(s) > 150 {
		return "", "", false
	}
	s = strings.TrimSpace(s[len(prefix):])
	name, rest, _ = strings.Cut(s, ",")
	if words := keyWords(name); len(words) <= 10 && (roleByline.MatchString(s) || containsAny(words, functions)) {
		return strings.TrimRight(name, ". "), strings.TrimSpace(rest), true
	}
	n := nameLength(s)
	if nick, _, _ := strings.Cut(s, " "); n == 0 && strings.HasPrefix(strings.ToLower(prefix), "posted") {
		n = len(nick)
	}
	if n == 0 {
		return "", "", false
	}
	rest = strings.TrimLeft(s[n:], " ,.;:(")
	return s[:n], strings.TrimRight(rest, ")"), true
}

// nameParticles are small words inside names, and between two of them.
var nameParticles = keySet(`de | du | des | la | le | van | von | der | den | da | di | al | el | bin | ben | y | et | and | und`)

// nameLength is the number of bytes of the names at the start of s: at least
// two capitalised words, or one alone.
func nameLength(s string) int {
	end, names := 0, 0
	for i := 0; i < len(s); {
		word, _, _ := strings.Cut(s[i:], " ")
		bare := strings.TrimRight(word, ",.;:()")
		first, _ := utf8.DecodeRuneInString(word)
		switch {
		case unicode.IsUpper(first) && bare != "" && !strings.ContainsFunc(bare, unicode.IsDigit):
			names++
			end = i + len(bare)
			if len(word) > len(bare) && utf8.RuneCountInString(bare) > 1 {
				i = len(s) // a comma ends the names, the period of an initial does not
			}
		case names > 0 && nameParticles[strings.ToLower(word)] || word == "&":
		default:
			i = len(s)
		}
		i += len(word) + 1
	}
	if names < 2 && end < len(strings.TrimRight(s, ". ")) {
		return 0
	}
	return end
}

// capitalised reports whether all words of a line but particles begin with a capital.
func capitalised(s string) bool {
	for w := range strings.FieldsSeq(s) {
		first, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(first) && !nameParticles[strings.ToLower(w)] && w != "&" {
			return false
		}
	}
	return s != ""
}

// personName reports whether a line could be nothing but somebody's name.
func personName(s string) bool {
	words := strings.Fields(s)
	return len(words) >= 2 && len(words) <= 4 && capitalised(s) && nameLength(s) == len(s) && !categoryLine(s)
}

// dateline is the length of a dateline in front of a paragraph, 0 when there
// is none, with what it states.
func dateline(s string, lang corpus.Lang) (int, statement) {
	var st statement
	m := datelineCaps.FindStringSubmatchIndex(s)
	agency := 8
	if m == nil || m[4] < 0 && m[6] < 0 {
		if m = datelineAgency.FindStringSubmatchIndex(s); m == nil {
			return 0, st
		}
		agency = 6
	}
	if m[agency] >= 0 {
		st.publisher = s[m[agency]:m[agency+1]]
	}
	if m[4] >= 0 {
		for _, e := range findDates(s[m[4]:m[5]], lang) {
			if d, _ := e.Date(); d.Precision == corpus.DayPrecision {
				st.published = d
			}
		}
	}
	return m[1], st
}
