package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// rule says which imports a package may not have.
type rule struct {
	in     string // package, or the root of a tree when it ends in /...
	except []string
	never  []string // import paths; a tree when they end in /...
	why    string
}

// rules are the table of DESIGN.md: corpus <- retrieval <- bot <- cmd.
var rules = []rule{
	{in: "verbatim/corpus/...", never: []string{"verbatim/retrieval/...", "verbatim/bot/...", "verbatim/cmd/..."}, why: "corpus imports nothing of ours"},
	{in: "verbatim/retrieval/...", never: []string{"verbatim/bot/...", "verbatim/cmd/..."}, why: "retrieval knows no bot"},
	{in: "verbatim/bot/...", never: []string{"verbatim/cmd/...", "verbatim/retrieval/bleveindex"}, why: "bot knows neither the program nor its index"},
	{in: "verbatim/...", except: []string{"verbatim/retrieval/bleveindex/..."}, never: []string{"github.com/blevesearch/bleve/..."}, why: "only retrieval/bleveindex imports bleve"},
	{in: "verbatim/...", except: []string{"verbatim/bot/discord/..."}, never: []string{"github.com/bwmarrin/discordgo/..."}, why: "only bot/discord imports discordgo"},
}

func TestImportsRunOneWay(t *testing.T) {
	for _, p := range listPackages(t) {
		for _, broken := range brokenRules(p) {
			t.Error(broken)
		}
	}
}

func TestBrokenRulesAreSeen(t *testing.T) {
	for _, p := range []listed{
		{ImportPath: "verbatim/corpus", Imports: []string{"fmt", "verbatim/retrieval"}},
		{ImportPath: "verbatim/retrieval/eval", Imports: []string{"verbatim/bot"}},
		{ImportPath: "verbatim/bot", Imports: []string{"github.com/bwmarrin/discordgo"}},
		{ImportPath: "verbatim/retrieval", Imports: []string{"github.com/blevesearch/bleve/v2/search"}},
	} {
		if len(brokenRules(p)) != 1 {
			t.Errorf("%s imports %s: got %q, want one broken rule", p.ImportPath, p.Imports, brokenRules(p))
		}
	}
}

// listed is a package as go list describes it. Imports of tests are not among
// them: a test may import what its package may not.
type listed struct {
	ImportPath string
	Imports    []string
}

func listPackages(t *testing.T) []listed {
	t.Helper()
	command := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", "verbatim/...")
	out, err := command.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	if len(all) < 8 {
		t.Fatalf("go list found only %d packages", len(all))
	}
	return all
}

func brokenRules(p listed) []string {
	var broken []string
	for _, r := range rules {
		if !in(p.ImportPath, r.in) || slices.ContainsFunc(r.except, func(e string) bool { return in(p.ImportPath, e) }) {
			continue
		}
		for _, i := range p.Imports {
			if slices.ContainsFunc(r.never, func(n string) bool { return in(i, n) }) {
				broken = append(broken, p.ImportPath+" imports "+i+": "+r.why)
			}
		}
	}
	return broken
}

// in reports whether a package is the one named, or in the tree named. The
// versions of a module are one tree.
func in(path, name string) bool {
	root, tree := strings.CutSuffix(name, "/...")
	return path == root || tree && strings.HasPrefix(path, root+"/")
}
