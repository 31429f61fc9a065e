package corpus

import (
	"regexp"
	"strings"
)

// republishable are names of licences under which a text may be printed whole,
// unchanged, with its source, by anybody and for any purpose: SPDX identifiers
// (spdx.org/licenses), the names that people write, and the addresses of
// Creative Commons. One that bars commercial use (NC) is none, for nobody here
// knows what a server lives on.
var republishable = regexp.MustCompile(`^(?:` + strings.Join([]string{
	`cc0(?: 1\.0)?(?: universal)?`,
	`cc by(?: (?:sa|nd))?(?: [1-4]\.[05])?(?: (?:[a-z]{2,3}|igo|international|unported|generic))?`,
	`creative commons (?:zero|attribution(?: (?:sharealike|share alike|noderivs|noderivatives|no derivatives))?)(?: [1-4]\.[05])?(?: (?:international|unported|generic))?`,
	`pddl 1\.0|public domain|domaine public|unlicense`,
	`etalab 2\.0|licence ouverte(?: 2\.0)?|open licence(?: 2\.0)?`,
	`ogl uk [1-3]\.0|open government licence(?: v?[1-3]\.0)?`,
}, "|") + `)$`)

var (
	licenseAddress = regexp.MustCompile(`^https?://creativecommons\.org/(?:licenses/by(?:-sa|-nd)?|publicdomain/(?:zero|mark))/[1-4]\.[05]/?(?:[a-z]{2,3}/?)?(?:deed\.[a-z-]+|legalcode(?:\.[a-z-]+)?)?$`)
	licenseMarks   = regexp.MustCompile(`[\s\-_/()]+`)
)

// Republishable reports whether a licence, as an article's front matter names
// it, allows the article to be shown whole. What is not known does not.
func Republishable(license string) bool {
	name := strings.ToLower(strings.TrimSpace(license))
	if licenseAddress.MatchString(name) {
		return true
	}
	return republishable.MatchString(strings.TrimSpace(licenseMarks.ReplaceAllString(name, " ")))
}
