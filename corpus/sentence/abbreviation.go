package sentence

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

var (
	// titled are abbreviations that a name or a text always follows: none ends a sentence.
	titled = set(`M MM Mme Mmes Mlle Mlles Dr Drs Pr Me Mgr St Ste Mr Mrs Ms Mx Messrs Prof prof Gen Gén gén Gov Sen Sén Rep Dép
		Col Lt Lieut Sgt Capt Cpt Cdt Maj Adm Rev Hon Pres Prés Brig Cmdr Supt Insp Amb
		cf Cf vs v env ca approx av apr p.ex ex e.g i.e c.-à-d viz resp dir trad coll éd ed Ed`)

	// numbered are abbreviations that do not end a sentence before a number.
	numbered = set(`No no Nos nos N n Nr nr num p P pp PP art Art arts vol Vol vols fig Fig figs chap Chap chaps sect Sect sec par al tél Tél tel Tel ext
		alin ann Ann app App op pl Pl tab Tab ch Ch c verset Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec
		janv févr avr juil sept oct nov déc Janv Févr Avr Juil Déc`)

	// company are abbreviations behind a name; they may end a sentence.
	company = set(`Inc Ltd Co Corp Cie Bros Jr Sr Ave Blvd Rd Mt Ft Dept Univ Assn Esq Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec`)

	// starters are words that begin a sentence more often than a name.
	starters = set(`The A An He She It They We I You In On At By For From With But And Or So As If When While Where Why How What Who
		This That These Those There Then His Her Its Their Our My However Meanwhile After Before Since Although Though Because
		Yet Not No Some Many Most Both Such According Now Today Yesterday Under Over During Despite
		Le La Les L Un Une Des Du De Il Elle Ils Elles On Nous Vous Je J Ce Cet Cette Ces C Ça Cela Mais Et Ou Or Donc Dans En
		Sur Sous Par Pour Avec Sans Selon Après Avant Depuis Pendant Alors Puis Si Quand Comme Lorsque Son Sa Ses Leur Leurs Notre Nos
		D Qu S N Au Aux À A Tout Toute Tous Plus Cependant Toutefois Ainsi Enfin Aujourd Hier Malgré Contre Entre Pourquoi Que Qui Quel Quelle`)

	germanMonths = set(`Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember`)
)

// abbreviated reports whether a single period between before and after belongs
// to an abbreviation, an initial or a number and ends no sentence. before is
// the sentence so far.
func abbreviated(before, after string) bool {
	word := lastWord(before)
	if word == "" {
		return false
	}
	next := firstWord(after)
	switch {
	case titled[word]:
		return true
	case number(word):
		// "1." as a list prints it, or a German day.
		return len(word) <= 2 && (strings.TrimSpace(before) == word || germanMonths[next])
	case numbered[word] && startsWithDigit(after):
		return true
	case strings.HasSuffix(before, "n°") || strings.HasSuffix(before, "N°"):
		return true
	case company[word]:
		return !starters[next] && wordAt(after)
	case initials(word):
		return !starters[next] && wordAt(after)
	}
	return false
}

// lastWord is the run of letters, digits, inner periods and hyphens at the end
// of s; "" when it is longer than any abbreviation.
func lastWord(s string) string {
	const longest = 16
	i := len(s)
	for i > 0 {
		r, size := utf8.DecodeLastRuneInString(s[:i])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' && r != '-' {
			break
		}
		i -= size
		if len(s)-i > longest {
			return ""
		}
	}
	return s[i:]
}

// firstWord is the run of letters at the start of s, at most a few bytes.
func firstWord(s string) string {
	for i, r := range s {
		if !unicode.IsLetter(r) || i > 16 {
			return s[:i]
		}
	}
	return s
}

func number(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

func startsWithDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// initials reports whether s, which a period follows, is a capital letter or
// letters with periods: the J of "J. K.", the U.S of "U.S.", the J.-C of "J.-C.",
// the p.m of "p.m.".
func initials(s string) bool {
	letters := 0
	expect := true
	for _, r := range s {
		switch {
		case unicode.IsLetter(r):
			if !expect || letters == 0 && len(s) <= utf8.RuneLen(r) && !unicode.IsUpper(r) {
				return false
			}
			letters++
			expect = false
		case r == '.' || r == '-':
			expect = true
		default:
			return false
		}
	}
	return letters > 0 && !expect
}
