// Package locale holds the words that Verbatim puts around quotes, in every
// language that it speaks: one struct, one JSON file a language.
package locale

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"verbatim/corpus"
)

//go:embed en.json fr.json
var files embed.FS

// Text is a sentence with placeholders such as {title}.
type Text string

// With puts values in the place of {name}s: With("title", "…", "file", "…").
func (t Text) With(pairs ...string) string {
	for i := 0; i < len(pairs); i += 2 {
		pairs[i] = "{" + pairs[i] + "}"
	}
	return strings.NewReplacer(pairs...).Replace(string(t))
}

// Plural is a sentence about {n} things.
type Plural struct {
	One   Text `json:"one"`
	Other Text `json:"other"`
}

// Named is what a command or one of its options is called.
type Named struct {
	Name        string `json:"name"`
	Description string `json:"description"`
}

// Command is what a command, its options and its subcommands are called, by
// their English names.
type Command struct {
	Named
	Options map[string]Named `json:"options"`

	Commands map[string]Command `json:"commands"`
}

// Words are the words of one language.
type Words struct {
	Lang corpus.Lang `json:"-"`

	Colon    string `json:"colon"` // between a name and its value
	Sample   Text   `json:"sample"`
	Question Text   `json:"question"`
	Section  Text   `json:"section"`
	Before   Text   `json:"before"`
	After    Text   `json:"after"`
	By       Text   `json:"by"`

	DateUnknown     Text     `json:"date_unknown"`
	LanguageUnknown Text     `json:"language_unknown"`
	Months          []string `json:"months"` // twelve
	FirstOfMonth    string   `json:"first_of_month"`
	OnDay           Text     `json:"on_day"`
	InMonth         Text     `json:"in_month"` // or in a year

	Articles    Plural `json:"articles"`
	Between     Text   `json:"between"`
	Dated       Plural `json:"dated"`
	SomeDated   Plural `json:"some_dated"`
	SomeUndated Text   `json:"some_undated"`
	Undated     Plural `json:"undated"`

	Understood struct { // which articles were looked in
		Only     Text `json:"only"`
		Undone   Text `json:"undone"`
		By       Text `json:"by"`
		In       Text `json:"in"`
		During   Text `json:"during"`
		OnDay    Text `json:"on_day"`
		Since    Text `json:"since"`
		Until    Text `json:"until"`
		UntilDay Text `json:"until_day"`
		Between  Text `json:"between"`
	} `json:"understood"`
	Newest Text `json:"newest"`

	NotFound     Text `json:"not_found"`
	NothingOn    Text `json:"nothing_on"`
	NoWords      Text `json:"no_words"`
	NoneLeft     Text `json:"none_left"`
	Kept         Text `json:"kept"` // {articles} of {n} that filters leave
	NoArticles   Text `json:"no_articles"`
	Nowhere      Text `json:"nowhere"` // no corpus is asked in this place
	Nearest      Text `json:"nearest"`
	NearestList  Text `json:"nearest_list"`
	Title        Text `json:"title"`
	UnknownWords Text `json:"unknown_words"`

	Help         Text   `json:"help"`
	Wait         Plural `json:"wait"`
	Failed       Text   `json:"failed"`
	TooSlow      Text   `json:"too_slow"`
	NotReady     Text   `json:"not_ready"`
	BadDate      Text   `json:"bad_date"`
	BadPeriod    Text   `json:"bad_period"`
	BadLanguage  Text   `json:"bad_language"`
	BadPublisher Text   `json:"bad_publisher"`
	TooLong      Text   `json:"too_long"`
	Changed      Text   `json:"changed"`
	MayNotRemove Text   `json:"may_not_remove"`
	NotAdmitted  Text   `json:"not_admitted"`
	NotRemoved   Text   `json:"not_removed"`
	OldButton    Text   `json:"old_button"`
	LongQuote    Text   `json:"long_quote"`

	Also       Text   `json:"also"` // {sources} print the same text
	AlsoOthers Plural `json:"also_others"`
	Origins    Plural `json:"origins"`

	Remove Text `json:"remove"`

	Reading Reading `json:"reading"`

	Holdings Holdings `json:"holdings"`
	Check    Check    `json:"check"`
	Follow   Follow   `json:"follow"`
	Tell     Tell     `json:"tell"`

	Timeline struct {
		Heading    Text   `json:"heading"`
		Events     Plural `json:"events"`
		Others     Plural `json:"others"` // further sources
		States     Text   `json:"states"` // that a source dates an event so
		Changed    Text   `json:"changed"`
		BadDate    Text   `json:"bad_date"`
		Earlier    Text   `json:"earlier"`
		Later      Text   `json:"later"`
		Zoom       Text   `json:"zoom"`
		ZoomOut    Text   `json:"zoom_out"`
		OtherDates Text   `json:"other_dates"`
		File       Text   `json:"file"` // its name, without an extension
		NoFile     Text   `json:"no_file"`
		Form       struct {
			Title Text `json:"title"`
			From  Text `json:"from"`
			To    Text `json:"to"`
			Hint  Text `json:"hint"`
		} `json:"form"`
	} `json:"timeline"`

	Corpus   Corpus   `json:"corpus"`
	Settings Settings `json:"settings"`
	Privacy  Privacy  `json:"privacy"`
	Guide    Guide    `json:"guide"`

	Skipped map[string]Text `json:"skipped"` // why a file is not read: see Reason

	Commands map[string]Command `json:"commands"` // by the names of bot.Commands

	printer *message.Printer
}

// English and French are the words that are spoken.
var (
	English = mustLoad(corpus.English)
	French  = mustLoad(corpus.French)
)

// All are the words of every language that is spoken, English first.
func All() []*Words { return []*Words{English, French} }

// For finds the words for a language or a locale such as "fr-CA"; nil when it
// is not spoken.
func For(lang corpus.Lang) *Words {
	base, _, _ := strings.Cut(string(lang), "-")
	for _, w := range All() {
		if string(w.Lang) == base {
			return w
		}
	}
	return nil
}

// mustLoad panics when an embedded file is not what the tests have seen.
func mustLoad(lang corpus.Lang) *Words {
	b, err := files.ReadFile(string(lang) + ".json")
	if err != nil {
		panic(err)
	}
	w, err := load(b)
	if err != nil {
		panic(fmt.Sprintf("%s.json: %v", lang, err))
	}
	w.Lang, w.printer = lang, message.NewPrinter(language.Make(string(lang)))
	return w
}

func load(b []byte) (*Words, error) {
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	w := new(Words)
	return w, d.Decode(w)
}

// Number writes n with the language's marks between thousands.
func (w *Words) Number(n int) string { return w.printer.Sprintf("%d", n) }

// Decimal writes x with one decimal, after the language's mark.
func (w *Words) Decimal(x float64) string { return w.printer.Sprintf("%.1f", x) }

// Count is the plural form for n of a sentence, with n in it.
func (w *Words) Count(p Plural, n int) string {
	form := p.Other
	if n == 1 || n == 0 && w.Lang == corpus.French {
		form = p.One
	}
	return form.With("n", w.Number(n))
}
