package verify

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"verbatim/retrieval/analysis"
)

// token is a word of a claim or of a printed text, or what a claim leaves open.
type token struct {
	norm       string // folded; "" for a gap
	start, end int    // bytes of its text
	most       int    // of a gap: how many printed words it may stand for
	weight     float64
}

// Weights of words in an alignment: what tells a sentence from others is its
// content.
const (
	contentWeight  = 1.0
	functionWeight = 0.4
)

// Gaps: "[…]" and "..." leave out as much as one likes, brackets replace a name
// or a pronoun, or add what was not printed.
const (
	anyLength     = 1 << 20
	inBrackets    = 6
	gapPrice      = 0.001 // of each word that a gap stands for: the nearest reading is taken
	bracketsPrice = 0.05
)

// tokens cuts a text into words. Those of a claim have gaps where it leaves
// something out.
func tokens(text string, claim bool) []token {
	gaps := []token(nil)
	if claim {
		gaps = gapsOf(text)
	}
	var all []token
	for _, t := range split(text) {
		for len(gaps) > 0 && gaps[0].start <= t.Start {
			all, gaps = append(all, gaps[0]), gaps[1:]
		}
		if n := len(all); n > 0 && all[n-1].norm == "" && all[n-1].end > t.Start {
			continue // in brackets
		}
		all = append(all, token{norm: t.Exact, start: t.Start, end: t.End, weight: weigh(t.Exact)})
	}
	return append(all, gaps...)
}

// split cuts a text into words, and takes elided words apart: "l’armée".
func split(text string) []analysis.Token {
	var all []analysis.Token
	for _, t := range analysis.Plain(text) {
		word := text[t.Start:t.End]
		i := strings.IndexAny(word, "'’")
		if i <= 0 || !elided[strings.ToLower(word[:i])] {
			all = append(all, t)
			continue
		}
		_, n := utf8.DecodeRuneInString(word[i:])
		all = append(all,
			analysis.Token{Exact: analysis.Fold(word[:i]), Start: t.Start, End: t.Start + i + n},
			analysis.Token{Exact: analysis.Fold(strings.NewReplacer("'", "", "’", "").Replace(word[i+n:])), Start: t.Start + i + n, End: t.End})
	}
	return all
}

// elided are the French words that an apostrophe ends.
var elided = set("l d j m t s c n qu jusqu lorsqu puisqu quoiqu")

// gapsOf are the ellipses and brackets of a claim.
func gapsOf(text string) []token {
	var gaps []token
	for i := 0; i < len(text); {
		n, most := 0, anyLength
		for _, mark := range []string{"[…]", "[...]", "(…)", "(...)", "[..]", "…", "...", ".."} {
			if strings.HasPrefix(text[i:], mark) {
				n = len(mark)
				break
			}
		}
		if n == 0 && text[i] == '[' {
			if end := strings.IndexByte(text[i:], ']'); end > 0 && end < 80 {
				n, most = end+1, inBrackets
			}
		}
		if n == 0 {
			i++
			continue
		}
		gaps = append(gaps, token{start: i, end: i + n, most: most})
		i += n
	}
	return gaps
}

// weigh is what a word counts.
func weigh(norm string) float64 {
	if functionWords[norm] && !negations[norm] {
		return functionWeight
	}
	return contentWeight
}

// step is what an alignment does at a place.
type step uint8

const (
	stop    step = iota
	match        // the word of the claim is printed
	replace      // another word is printed in its place
	drop         // the word of the claim is not printed
	insert       // a printed word is not in the claim
	gap          // a gap stands for a printed word
	ended        // a gap ends
)

// alignment is a claim against the part of a printed text that is nearest to it.
type alignment struct {
	price       float64 // 0 where all words are printed as claimed
	first, last int     // printed tokens [first, last)
	steps       []step  // in order
}

// align finds the part of a printed text that is nearest to a claim: the least
// sum of the weights of words that differ, by dynamic programming; the part may
// begin and end anywhere (P. H. Sellers, "The theory and computation of
// evolutionary distances", J. Algorithms 1980).
func align(claim, printed []token) alignment {
	rows, columns := len(claim)+1, len(printed)+1
	costs, steps := make([]float64, rows*columns), make([]step, rows*columns)
	for i := 1; i < rows; i++ {
		c := claim[i-1]
		row, above := i*columns, (i-1)*columns
		for j := range columns {
			if c.norm == "" {
				costs[row+j], steps[row+j] = costs[above+j], ended
				if j > 0 && c.most > 0 {
					price := gapPrice
					if c.most < anyLength {
						price = bracketsPrice
					}
					if v := costs[row+j-1] + price; v < costs[row+j] && (c.most == anyLength || run(steps, row+j-1) < c.most) {
						costs[row+j], steps[row+j] = v, gap
					}
				}
				continue
			}
			best, how := costs[above+j]+c.weight, drop
			if j > 0 {
				p := printed[j-1]
				v, s := costs[above+j-1], match
				if p.norm != c.norm {
					v, s = v+max(c.weight, p.weight)*unlike(c.norm, p.norm), replace
				}
				if v < best || v == best && s == match {
					best, how = v, s
				}
				if v := costs[row+j-1] + p.weight*0.9; v < best {
					best, how = v, insert
				}
			}
			costs[row+j], steps[row+j] = best, how
		}
	}
	return trace(claim, printed, costs, steps)
}

// run counts the gap steps that end at a place.
func run(steps []step, at int) int {
	n := 0
	for ; steps[at] == gap; at-- {
		n++
	}
	return n
}

// trace reads the best alignment back.
func trace(claim, printed []token, costs []float64, steps []step) alignment {
	columns := len(printed) + 1
	i, j := len(claim), 0
	for k := range columns {
		if costs[i*columns+k] < costs[i*columns+j] {
			j = k
		}
	}
	a := alignment{price: costs[i*columns+j], last: j}
	for i > 0 {
		s := steps[i*columns+j]
		switch s {
		case match, replace:
			i, j = i-1, j-1
		case drop, ended:
			i--
		default:
			j--
		}
		a.steps = append(a.steps, s)
	}
	a.first = j
	for l, r := 0, len(a.steps)-1; l < r; l, r = l+1, r-1 {
		a.steps[l], a.steps[r] = a.steps[r], a.steps[l]
	}
	return a
}

// misspelt is what a word costs that is another by a letter.
const misspelt = 0.4

// unlike is how far two different words are from each other, from misspelt to 1.
// Numbers and negations are never alike.
func unlike(a, b string) float64 {
	if isNumber(a) || isNumber(b) || negations[a] || negations[b] || min(len(a), len(b)) < 4 {
		return 1
	}
	if near(a, b) {
		return misspelt
	}
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	if n >= 5 {
		return 0.6 // "signed", "signing"
	}
	return 1
}

// near reports whether a letter put in, left out or replaced makes a of b.
func near(a, b string) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(a)-len(b) > 1 {
		return false
	}
	i := 0
	for i < len(b) && a[i] == b[i] {
		i++
	}
	return a[i+1:] == b[min(i+1, len(b)):] || len(a) > len(b) && a[i+1:] == b[i:]
}

func isNumber(w string) bool { return strings.IndexFunc(w, unicode.IsDigit) >= 0 || numerals[w] }

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// negations turn a sentence round, in French and English, folded.
var negations = set(`not no never none nobody nothing neither nor without cannot cant dont doesnt didnt isnt arent wasnt werent wont wouldnt shouldnt couldnt hasnt havent hadnt aint mustnt
ne n pas non jamais aucun aucune aucuns aucunes rien personne nul nulle ni sans guere`)

// numerals are numbers in words, folded.
var numerals = set(`zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions billion billions dozen dozens half twice first second third
deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante cinquante soixante cent cents centaine centaines mille millier milliers milliard milliards dizaine dizaines douzaine vingtaine trentaine cinquantaine moitie double premier premiere deuxieme troisieme`)

// functionWords say little of what a sentence says, folded.
var functionWords = set(`the a an of to in on at by for with from as and or but that this these those it its he she they them his her their is are was were be been being has have had will would shall should can could may might do does did
le la les l un une des du de d j m t s c au aux en dans sur par pour avec et ou mais que qui quoi dont ce cet cette ces il elle ils elles on se sa son ses leur leurs est sont etait etaient a ont avait avaient sera seront y lui qu`)
