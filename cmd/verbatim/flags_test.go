package main

import (
	"bytes"
	"errors"
	"flag"
	"slices"
	"strings"
	"testing"
)

func TestFlagsMayStandAnywhereAmongTheWords(t *testing.T) {
	for _, test := range []struct {
		args  string
		words string
		limit int
		json  bool
	}{
		{"-limit 1 who is it", "who is it", 1, false},
		{"who is it --limit=2", "who is it", 2, false},
		{"who -json is --limit 2 it", "who is it", 2, true},
		{"who -- -json is it", "who -json is it", 3, false},
		{"-json -- --limit 7", "--limit 7", 3, true},
		{"-- -- x", "-- x", 3, false},
		{"who - is it", "who - is it", 3, false},
		{"", "", 3, false},
	} {
		f := newFlags("ask", "", "")
		limit, asJSON := f.Int("limit", 3, ""), f.Bool("json", false, "")
		words, err := f.parse(&invocation{args: strings.Fields(test.args)})
		if err != nil {
			t.Errorf("%q: %v", test.args, err)
			continue
		}
		if got := strings.Join(words, " "); got != test.words || *limit != test.limit || *asJSON != test.json {
			t.Errorf("%q: words %q, limit %d, json %t; want %q, %d, %t", test.args, got, *limit, *asJSON, test.words, test.limit, test.json)
		}
	}
}

func TestWrongFlagsAreUsageErrorsWithTheNearestName(t *testing.T) {
	for args, want := range map[string]string{
		"who --limt 3":     "did you mean -limit?",
		"-colour who":      "",
		"-limit three who": "",
	} {
		f := newFlags("ask", "", "")
		f.Int("limit", 3, "")
		_, err := f.parse(&invocation{args: strings.Fields(args)})
		usage, ok := errors.AsType[*usageError](err)
		if !ok || !strings.HasPrefix(usage.hint, want) || !strings.Contains(usage.hint, "after --") {
			t.Errorf("%q: %v with hint %q, want a usage error with %q", args, err, err.(hinter).Hint(), want)
		}
	}
}

func TestHelpOfACommandGoesToStandardOutput(t *testing.T) {
	var out bytes.Buffer
	f := newFlags("ask", "[flags] QUESTION", "answer a question")
	f.Int("limit", 3, "show at most `N` quotes")
	_, err := f.parse(&invocation{args: []string{"who", "-help"}, stdout: &out})
	if !errors.Is(err, flag.ErrHelp) || !strings.Contains(out.String(), "-limit N") {
		t.Errorf("got %v and %q", err, out.String())
	}
}

func TestNearestNameIsNearOrNone(t *testing.T) {
	names := []string{"VERBATIM_CORPUS", "VERBATIM_DATA", "VERBATIM_LOG_LEVEL"}
	for given, want := range map[string]string{
		"VERBATIM_CROPUS":   "VERBATIM_CORPUS",
		"VERBATIM_LOGLEVEL": "VERBATIM_LOG_LEVEL",
		"verbatim_data":     "VERBATIM_DATA",
		"PATH":              "",
	} {
		if got := nearestName(given, names); got != want {
			t.Errorf("nearest of %q is %q, want %q", given, got, want)
		}
	}
}

func FuzzParseKeepsEveryWord(f *testing.F) {
	f.Add("who -json is it")
	f.Add("-- -x -- y")
	f.Fuzz(func(t *testing.T, line string) {
		args := strings.Fields(line)
		fs := newFlags("ask", "", "")
		fs.Bool("json", false, "")
		words, err := fs.parse(&invocation{args: args, stdout: &bytes.Buffer{}})
		if err != nil {
			return
		}
		for _, w := range words {
			i := slices.Index(args, w)
			if i < 0 {
				t.Fatalf("%q: word %q was not given in this order", line, w)
			}
			args = args[i+1:]
		}
		for _, rest := range args {
			if !strings.HasPrefix(rest, "-") {
				t.Fatalf("%q: word %q is lost", line, rest)
			}
		}
	})
}

func TestHelpHasTwoColumns(t *testing.T) {
	for _, command := range []string{"help", "ask -help", "timeline -help", "corpus -help", "dates -help"} {
		var out, problems strings.Builder
		if code := run(t.Context(), strings.Fields(command), nil, strings.NewReader(""), &out, &problems); code != 0 {
			t.Fatalf("%s: exit code %d: %s", command, code, &problems)
		}
		_, rows, _ := strings.Cut(out.String(), "s:\n") // commands, flags
		rows, _, _ = strings.Cut(rows, "\n\n")
		at := -1
		for row := range strings.Lines(rows) {
			name, _, ok := strings.Cut(strings.TrimPrefix(row, "  "), "  ")
			said := len(row) - len(strings.TrimLeft(strings.TrimPrefix(row, "  "+name), " "))
			if at < 0 {
				at = said
			}
			if !ok || said != at {
				t.Errorf("%s: what is said does not begin where it does in the first row, %d: %q", command, at, row)
			}
		}
	}
}
