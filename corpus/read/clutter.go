package read

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestClutter is the length in bytes over which no line is clutter, but
// for cookie notices and the like, which are looked for up to it too.
const longestClutter = 500

var (
	photoCredit = regexp.MustCompile(`(?i)^\(?(photo|image|illustration|crédit|credit|picture|foto)s?( (crédit|credit)s?)? ?(:|/|©|(by|par) (?-i:\p{Lu}))|(©|\b(Getty Images|EPA-EFE|AFP PHOTO|AP Photo|via REUTERS|Shutterstock)\b|/ ?(AFP|REUTERS|AP|Reuters|SIPA|EPA)\)?)[^.]{0,30}$`)
	counterLine = regexp.MustCompile(`(?i)^[\d.,\s]+[km]?\s*(shares?|comments?|commentaires?|partages?|likes?|views?|vues|réactions?|reactions?|replies|réponses?|followers|abonnés)$`)
	pageNumber  = regexp.MustCompile(`(?i)^(page|seite|p\.)?\s*[-–—]?\s*\d{1,4}\s*[-–—]?(\s*(/|of|sur|von)\s*\d{1,4})?$`)
	breadcrumb  = regexp.MustCompile(`^[^.>›»]{2,40}(\s*[>›»]\s*[^.>›»]{2,60}){1,6}$`)
	urlLine     = regexp.MustCompile(`(?i)^(https?://|file:///|www\.)\S+$`)
	pageHead    = regexp.MustCompile(`(?i)\S\s+page \d{1,4}( (of|sur|/) \d{1,4})?$`)
	initials    = regexp.MustCompile(`^[a-z]{2,5}(/[a-z]{2,5}){1,4}$`) // of those who wrote and edited a dispatch
	shortcode   = regexp.MustCompile(`^\{\{.*\}\}$`)
	hashTags    = regexp.MustCompile(`^#\pL[\pL\d_-]*( #\pL[\pL\d_-]*)*$`)
	wordParts   = regexp.MustCompile(`\p{Lu}?[\p{Ll}’'-]+|\p{Lu}+|\d+`)
)

// clutterLine reports whether a whole line is part of the site and not of the
// article, whatever stands around it. words are its keyWords.
func clutterLine(s string, words []string) bool {
	if ornament(s) {
		return true
	}
	if len(s) > longestClutter {
		return false
	}
	if furniture[strings.Join(words, " ")] || menu(words) && !endsSentence(s) {
		return true
	}
	short := len(words) <= 30
	switch {
	case short && startsWithAny(words, leaders) && !quoteInside(s):
		return true
	case short && labelledLine(s):
		return true
	case short && notice(words, s):
		return true
	case len(words) <= 40 && strings.ContainsAny(s, ":/©(GES") && photoCredit.MatchString(s) && !endsSentence(s):
		return true
	case len(words) <= 4 && counterLine.MatchString(s), len(words) <= 30 && urlLine.MatchString(s):
		return true
	case len(words) <= 12 && pageHead.MatchString(s), initials.MatchString(s), shortcode.MatchString(s), hashTags.MatchString(s), reactions(s):
		return true
	}
	return cookieNotice(words)
}

// ornament reports whether a line is a rule, a dash, a row of stars. What may
// be left of a formula, such as a bracket, is none.
func ornament(s string) bool {
	mathematical := 0
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Ps, unicode.Pe, unicode.L, unicode.M, unicode.N) || r == ',':
			return false
		case unicode.Is(unicode.Sm, r):
			mathematical++
		}
	}
	return mathematical == 0 || mathematical > 2
}

// reactions reports whether a line is emoji with the numbers of those who chose them.
func reactions(s string) bool {
	pictures := false
	for _, r := range s {
		if unicode.IsLetter(r) {
			return false
		}
		pictures = pictures || r > 0x2000 && unicode.Is(unicode.So, r)
	}
	return pictures
}

// notice reports whether a line is about copyright.
func notice(words []string, s string) bool {
	return strings.HasPrefix(s, "©") || strings.HasPrefix(strings.ToLower(s), "(c) ") || containsAny(words, rights)
}

// menu reports whether a line is nothing but what one can press: "Share Print
// Save for later". Sections count beside another entry.
func menu(words []string) bool {
	entries, actions := 0, 0
	for len(words) > 0 {
		n := min(5, len(words))
		for ; n > 0; n-- {
			phrase := strings.Join(words[:n], " ")
			if furniture[phrase] {
				actions++
				break
			}
			if categories[phrase] {
				break
			}
		}
		if n == 0 {
			return false
		}
		entries++
		words = words[n:]
	}
	return entries > 2 || entries == 2 && actions > 0
}

func quoteInside(s string) bool {
	return strings.ContainsAny(s, "«“") && strings.ContainsAny(s, "»”") && endsSentence(s)
}

// labelledLine reports whether a line begins with a label such as "Photo:".
func labelledLine(s string) bool {
	label, rest, ok := strings.Cut(s, ":")
	return ok && len(label) < 40 && labelled[lineKey(label)] && !(endsSentence(rest) && len(strings.Fields(rest)) > 14)
}

func cookieNotice(words []string) bool {
	var cookies, consent bool
	for _, w := range words {
		switch w {
		case "cookies", "cookie":
			cookies = true
		case "accept", "accepter", "acceptez", "consent", "consentement", "navigation", "website", "browsing", "preferences", "privacy", "confidentialite":
			consent = true
		}
	}
	return cookies && consent
}

// categoryLine reports whether a line only names sections of a site, glued
// ("NewsWorld") or as a path ("Home > World").
func categoryLine(s string) bool {
	if len(s) > 100 || endsSentence(s) {
		return false
	}
	if categories[lineKey(s)] || breadcrumb.MatchString(s) {
		return true
	}
	if name, glued := unglue(s); glued && categories[lineKey(name)] {
		return true
	}
	parts := wordParts.FindAllString(s, -1)
	for _, p := range parts {
		if !categories[lineKey(p)] {
			return false
		}
	}
	return len(parts) > 0 && len(parts) <= 5
}

// unglue takes the names of sections off the end of a line to which they are
// glued ("The GazetteWorldAsia"). glued is false when there is none.
func unglue(s string) (name string, glued bool) {
	for {
		i := strings.LastIndexFunc(s, unicode.IsUpper)
		if i <= 0 || !categories[lineKey(s[i:])] {
			return s, glued
		}
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		if !unicode.IsLower(before) {
			return s, glued
		}
		s, glued = s[:i], true
	}
}

var domainName = regexp.MustCompile(`(?i)^(www\.)?[a-z0-9-]+(\.[a-z]{2,})+$`)

// siteName reports whether a short line is surely the name of a site: a
// domain, a word of newspapers' names beside another, a capital inside a word.
func siteName(s string) bool {
	words := keyWords(s)
	if len(words) == 0 || utf8.RuneCountInString(s) > 40 {
		return false
	}
	if domainName.MatchString(s) {
		return true
	}
	if len(words) > 4 || categoryLine(s) {
		return false
	}
	if articles[words[0]] && len(words) > 2 {
		words = words[1:]
	}
	if len(words) > 1 && capitalised(s) && (media[words[0]] || media[words[len(words)-1]]) {
		return true
	}
	return innerCapital(s)
}

func innerCapital(s string) bool {
	before := ' '
	for _, r := range s {
		if unicode.IsUpper(r) && unicode.IsLower(before) {
			return true
		}
		before = r
	}
	return false
}

// frontLabel is the length of a bare label in front of a sentence ("Summary: "),
// 0 when there is none. A label alone is a heading.
func frontLabel(s string) int {
	i := strings.IndexByte(s, ':')
	if i < 0 || i > 40 || !labels[lineKey(s[:i])] {
		return 0
	}
	rest := strings.TrimLeftFunc(s[i+1:], unicode.IsSpace)
	if len(rest) == len(s)-i-1 || !strings.Contains(rest, " ") {
		return 0
	}
	return len(s) - len(rest)
}

var mailAddress = regexp.MustCompile(`[\w.+-]+@[\w-]+(\.[\w-]+)+`)

// authorLine reports whether a line at the end of an article is about its
// author or invites to write to the site.
func authorLine(s string, words []string, author string) bool {
	if len(s) > longestClutter || opensQuote(s) {
		return false
	}
	if containsAny(words, contact) || len(words) <= 40 && mailAddress.MatchString(s) {
		return true
	}
	name := keyWords(author)
	for n := range min(5, len(words)) {
		if startsWithAny(words[n:], biography) {
			return true
		}
		if startsWithAny(words[n:], profession) && len(name) > 0 && strings.HasPrefix(strings.Join(words, " "), strings.Join(name, " ")) {
			return true
		}
	}
	return false
}
