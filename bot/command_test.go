package bot

import (
	"maps"
	"slices"
	"testing"

	"verbatim/bot/locale"
	"verbatim/retrieval/curation"
)

func TestEveryCommandHasItsWordsInEveryLanguageAndNoOthers(t *testing.T) {
	commands := New(Config{Curator: new(curation.Curator), Servers: new(Servers)}).Commands
	for _, w := range locale.All() {
		checkWords(t, string(w.Lang), commands, w.Commands, w == locale.English)
	}
}

func checkWords(t *testing.T, path string, commands []Command, words map[string]locale.Command, english bool) {
	t.Helper()
	unused := maps.Clone(words)
	for _, c := range commands {
		at := path + " " + c.Name
		w, known := words[c.Name]
		delete(unused, c.Name)
		if !known || w.Name == "" || w.Description == "" || english && w.Name != c.Name {
			t.Errorf("%s: the words are %+v", at, w.Named)
		}
		var names []string
		for _, o := range c.Options {
			names = append(names, o.Name)
			if o := w.Options[o.Name]; english && o.Name != names[len(names)-1] {
				t.Errorf("%s: option %q is called %q in English", at, names[len(names)-1], o.Name)
			}
		}
		slices.Sort(names)
		if have := slices.Sorted(maps.Keys(w.Options)); !slices.Equal(have, names) {
			t.Errorf("%s: words for the options %q, want %q", at, have, names)
		}
		checkWords(t, at, c.Commands, w.Commands, english)
	}
	for name := range unused {
		t.Errorf("%s: words for %q, which is no command", path, name)
	}
}

func TestEveryButtonIsOfOneCommand(t *testing.T) {
	seen := map[string]bool{"remove": true} // that of bot/discord
	var walk func([]Command)
	walk = func(commands []Command) {
		for _, c := range commands {
			walk(c.Commands)
			for _, b := range c.Buttons {
				if seen[b.Name] || b.Handle == nil {
					t.Errorf("the button %q of %q stands twice, or does nothing", b.Name, c.Name)
				}
				seen[b.Name] = true
			}
			if (c.Handle == nil) != (len(c.Commands) > 0) {
				t.Errorf("%q has a handler and subcommands, or none of both", c.Name)
			}
		}
	}
	walk(New(Config{Curator: new(curation.Curator), Servers: new(Servers)}).Commands)
}
