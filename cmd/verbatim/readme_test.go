package main

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
)

var (
	session  = regexp.MustCompile(`(?s)(<!-- session -->\n` + "```\n" + `).*?(` + "```\n" + `<!-- /session -->)`)
	commandE = regexp.MustCompile(`(?m)^\$ verbatim ask (.*)$`)
	wordE    = regexp.MustCompile(`"[^"]*"|\S+`)
)

// The session in the README is what the commands in it print, in a terminal of
// a hundred columns: go test ./cmd/verbatim -run README -update writes it anew.
func TestTheSessionInTheREADMEIsReal(t *testing.T) {
	data := t.TempDir()
	hold(t, "../../README.md", func(old string) string {
		block := session.FindString(old)
		commands := commandE.FindAllStringSubmatch(block, -1)
		if len(commands) < 3 {
			t.Fatalf("the README shows %d commands", len(commands))
		}
		var b strings.Builder
		for _, c := range commands {
			if b.Len() > 0 {
				b.WriteString("\n")
			}
			fmt.Fprintf(&b, "%s\n%s", c[0], asked(t, data, c[1]))
		}
		if !strings.Contains(b.String(), "\nNothing found ") {
			t.Errorf("the README no longer shows what is said when nothing answers:\n%s", b.String())
			return old
		}
		return session.ReplaceAllStringFunc(old, func(string) string {
			return "<!-- session -->\n```\n" + b.String() + "```\n<!-- /session -->"
		})
	})
}

// asked is what "verbatim ask" prints in a terminal.
func asked(t *testing.T, data, line string) string {
	in, _ := fakeInvocation()
	for _, w := range wordE.FindAllString(line, -1) {
		in.args = append(in.args, strings.Trim(w, `"`))
	}
	in.args = append(in.args, "-data", data)
	a, err := parseAsk(in)
	if err != nil {
		t.Fatal(err)
	}
	s, err := load(in, a.places.values(), false)
	if err != nil {
		t.Fatal(err)
	}
	c, err := openCorpus(t.Context(), in, s, "test")
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	a.query.Stale = s.stale
	answer, err := c.engine.Answer(t.Context(), a.query)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	newPrinter(&out, style{width: readable}, in.env, answer.Lang).answer(answer)
	return out.String()
}
