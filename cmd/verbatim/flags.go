package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/language"

	"verbatim/bot"
	"verbatim/corpus"
)

// flags is a command's flag set; flags may stand before, between and after the
// words, and "--" ends them.
type flags struct {
	*flag.FlagSet
	args, about string
	more        string // lines that end the help
}

func newFlags(name, args, about string) *flags {
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	return &flags{FlagSet: fs, args: args, about: about}
}

// parse reads the arguments of a command and returns its words. Of -help it
// prints the command's own help and returns flag.ErrHelp.
func (f *flags) parse(in *invocation) ([]string, error) {
	var words []string
	for rest := in.args; ; {
		before := len(rest)
		if err := f.Parse(rest); err != nil {
			return nil, f.wrong(in, err, rest)
		}
		rest = f.Args()
		if used := before - len(rest); used > 0 && in.args[len(in.args)-len(rest)-1] == "--" {
			return append(words, rest...), nil
		}
		if len(rest) == 0 {
			return words, nil
		}
		words = append(words, rest[0])
		rest = rest[1:]
	}
}

func (f *flags) wrong(in *invocation, err error, rest []string) error {
	if errors.Is(err, flag.ErrHelp) {
		f.help(in.stdout)
		return flag.ErrHelp
	}
	var names []string
	f.VisitAll(func(fl *flag.Flag) { names = append(names, "-"+fl.Name) })
	hint := fmt.Sprintf("'verbatim %s -help' lists its flags; words that begin with - come after --", f.Name())
	if _, given, ok := strings.Cut(err.Error(), "not defined: "); ok {
		return &usageError{text: f.Name() + " has no flag " + given, hint: didYouMean(given, names) + hint}
	}
	return &usageError{text: err.Error(), hint: hint}
}

func (f *flags) help(w io.Writer) {
	fmt.Fprintf(w, "verbatim %s: %s\n\nusage: verbatim %s\n", f.Name(), f.about, strings.TrimSpace(f.Name()+" "+f.args))
	var rows [][2]string
	f.VisitAll(func(fl *flag.Flag) {
		name, usage := flag.UnquoteUsage(fl)
		rows = append(rows, [2]string{strings.TrimSpace("-" + fl.Name + " " + name), usage})
	})
	if len(rows) > 0 {
		fmt.Fprint(w, "\nflags:\n")
		writeRows(w, rows)
	}
	if f.more != "" {
		fmt.Fprint(w, "\n"+f.more)
	}
}

// writeRows writes names and what is said of them in two columns, the first as
// wide as the longest name.
func writeRows(w io.Writer, rows [][2]string) {
	wide := 0
	for _, r := range rows {
		wide = max(wide, columns(r[0]))
	}
	for _, r := range rows {
		fmt.Fprintf(w, "  %s%s  %s\n", r[0], strings.Repeat(" ", wide-columns(r[0])), r[1])
	}
}

// date defines a flag that takes a date of any precision.
func (f *flags) date(to *corpus.Date, name, usage string) {
	f.Func(name, usage, func(s string) (err error) {
		*to, err = corpus.ParseDate(s)
		return err
	})
}

// lang is a flag for a language, by its code or by its name.
func (f *flags) lang(to *corpus.Lang, usage string) {
	f.Func("lang", usage, func(s string) error {
		*to = bot.ReadLang(s)
		if _, err := language.Parse(string(*to)); err != nil && *to != corpus.Undetermined {
			return fmt.Errorf("%s is no language: write fr, en, french, anglais or another code", quoted(s))
		}
		return nil
	})
}

// noWords refuses words that a command does not take.
func noWords(name string, words []string) error {
	if len(words) == 0 {
		return nil
	}
	return &usageError{text: fmt.Sprintf("%s takes no words, but was given %s", name, quoted(words[0])), hint: "'verbatim " + name + " -help' lists its flags"}
}

// didYouMean is a sentence with the name that was probably meant, and a space
// after it; nothing when none is near.
func didYouMean(given string, names []string) string {
	if n := nearestName(given, names); n != "" {
		return "did you mean " + n + "? "
	}
	return ""
}

// nearestName is the name that is fewest edits away, at most a quarter of what
// was given, or two; "" when none is.
func nearestName(given string, names []string) string {
	best, at := "", max(2, len(given)/4)+1
	for _, n := range names {
		if d := edits(strings.ToLower(given), strings.ToLower(n)); d < at {
			best, at = n, d
		}
	}
	return best
}

// edits is the Levenshtein distance in bytes, with two letters swapped as one edit.
func edits(a, b string) int {
	before, last := []int(nil), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range len(a) {
		row := make([]int, len(b)+1)
		row[0] = i + 1
		for j := range len(b) {
			cost := last[j]
			if a[i] != b[j] {
				cost++
			}
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				cost = min(cost, before[j-1]+1)
			}
			row[j+1] = min(cost, row[j]+1, last[j+1]+1)
		}
		before, last = last, row
	}
	return last[len(b)]
}

func quoted(s string) string { return fmt.Sprintf("%q", s) }
