package analysis

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// named reports whether a function word is printed as part of a name or a
// compound: an acronym, a part of a hyphenated word, or a capitalised word
// right behind another.
func (a *analysis) named(text string, w word) bool {
	printed := text[w.start:w.end]
	return acronym(printed) && !shouted(text, w) || a.hyphenated(text, w) || capitalised(text, w)
}

// acronym reports whether a word is written as one, "US" or "U.S.".
func acronym(printed string) bool {
	letters := 0
	for i := range len(printed) {
		switch b := printed[i]; {
		case upper(b):
			letters++
		case b != '.':
			return false
		}
	}
	return letters > 1
}

// shouted reports whether the word beside w is in capitals too: then capitals
// mean nothing.
func shouted(text string, w word) bool {
	before, after := neighbours(text, w)
	for _, other := range []string{before, after} {
		if acronym(other) {
			return true
		}
	}
	return false
}

// neighbours are the words that one space parts from w, "" where there is none.
func neighbours(text string, w word) (before, after string) {
	if head, ok := strings.CutSuffix(text[:w.start], " "); ok {
		before = head[lastWord(head):]
	}
	if tail, ok := strings.CutPrefix(text[w.end:], " "); ok && tail != "" {
		if r, _ := utf8.DecodeRuneInString(tail); wordRune(r) {
			after = tail[:wordEnd(tail, 0)]
		}
	}
	return before, after
}

// longestName bounds how far back a neighbour is looked for, in bytes.
const longestName = 40

// lastWord is where the word begins that a text ends with.
func lastWord(text string) int {
	i := len(text)
	for i > 0 && len(text)-i < longestName {
		r, n := utf8.DecodeLastRuneInString(text[:i])
		if !wordRune(r) {
			break
		}
		i -= n
	}
	return i
}

// clitics are the words that French joins to a verb or a pronoun by a hyphen:
// "dit-il", "celui-ci", "cessez-le-feu". There they are function words.
var clitics = set("ce ci la le les je tu il elle on nous vous ils elles moi toi soi lui leur y en t meme memes")

// hyphenated reports whether a hyphen joins a word, which is no clitic, to
// another that is no function word.
func (a *analysis) hyphenated(text string, w word) bool {
	head, behind := strings.CutSuffix(text[:w.start], "-")
	tail, before := strings.CutPrefix(text[w.end:], "-")
	if !behind && !before || clitics[Fold(text[w.start:w.end])] {
		return false
	}
	return behind && a.content(head[lastWord(head):]) ||
		before && letterAt(tail, 0) && a.content(tail[:wordEnd(tail, 0)])
}

// content reports whether a word is none of the function words.
func (a *analysis) content(printed string) bool {
	folded := Fold(printed)
	return folded != "" && !a.stop[folded] && !clitics[folded]
}

// capitalised reports whether a word begins with a capital and stands right
// behind another that does: "Kim Jong Un".
func capitalised(text string, w word) bool {
	if !capital(text[w.start:]) {
		return false
	}
	before, _ := neighbours(text, w)
	return capital(before) && !acronym(before)
}

func capital(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsUpper(r)
}
