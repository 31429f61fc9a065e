package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verbatim/corpus"
)

func TestCorporaAreRead(t *testing.T) {
	all, err := parseCorpora([]byte(`
# two newsrooms
- name: korea
  folder: articles/korea
  guilds: [123456789012345678, "223456789012345678"]
  languages: [fr, en-GB]
  direct: true
- name: harbours
  folder: /srv/harbours
  guilds: 123456789012345678
  channels:
    - 323456789012345678
`), "/etc/verbatim")
	if err != nil || len(all) != 2 {
		t.Fatal(all, err)
	}
	a, b := all[0], all[1]
	if a.Name != "korea" || a.folder != "/etc/verbatim/articles/korea" || strings.Join(a.Servers, " ") != "123456789012345678 223456789012345678" ||
		len(a.languages) != 2 || a.languages[1] != corpus.English || !a.Direct || a.Channels != nil {
		t.Errorf("%+v", a)
	}
	if b.folder != "/srv/harbours" || b.Direct || len(b.Servers) != 1 || b.Channels[0] != "323456789012345678" {
		t.Errorf("%+v", b)
	}
}

// What is wrong is named with its line and what to write; all of it at once.
func TestWrongCorporaAreNamed(t *testing.T) {
	const ok = "- {name: a, folder: a, guilds: [123456789012345678]}\n"
	for _, c := range []struct {
		text string
		want []string
	}{
		{"", []string{"no list of corpora"}},
		{"name: korea\n", []string{"no list of corpora"}},
		{"- korea\n", []string{"line 1 is no corpus"}},
		{"- {name: a\n", []string{"no YAML"}},
		{"- {name: a, foldr: b}\n", []string{"line 1, foldr: nothing is called so; did you mean folder?"}},
		{"- {colour: blue}\n", []string{"these are: name, folder, guilds"}},
		{"- {name: 'Corée du Nord', folder: b, guilds: [12], languages: [klingonese], direct: perhaps}\n",
			[]string{"name: \"Corée du Nord\" is not made of", `guilds: "12" is not an ID`, `"klingonese" is no language`, "direct: write true or false"}},
		{"- {name: a, name: b, folder: c, direct: true}\n", []string{"name: it stands there twice"}},
		{"- {name: ../a, folder: b, direct: true}\n", []string{"is not made of"}},
		{"- {guilds: [[1]]}\n", []string{"write values like [one, two]"}},
		{"- {folder: }\n", []string{"folder: write one value"}},
		{"- {name: a, folder: a, guilds: [123456789012345678], channels: []}\n", []string{"channels: it is empty"}},
		{"- {name: a, folder: a, guilds: [0123456789012345678]}\n", []string{"is not an ID"}},
		{ok + "---\n" + ok, []string{"more than one document"}},
		{"- {channels: [123456789012345678]}\n", []string{"has no name", "has no folder", "has channels and no guilds"}},
		{"- {name: a, folder: a}\n", []string{"can be asked by nobody"}},
		{ok + "- {name: a, folder: b, direct: true}\n", []string{"lines 1 and 2 have one name: a"}},
		{ok + "- {name: b, folder: a/b, direct: true}\n", []string{"share articles"}},
		{ok + "- {name: b, folder: ./a/., direct: true}\n", []string{"share articles"}},
		{ok + "- {name: b, folder: b, guilds: [123456789012345678]}\n", []string{"both have the whole server 123456789012345678"}},
		{"- {name: a, folder: a, direct: true}\n- {name: b, folder: b, direct: true}\n", []string{"both answer direct messages"}},
		{"- {name: a, folder: a, guilds: [123456789012345678], channels: [323456789012345678]}\n- {name: b, folder: b, guilds: [123456789012345678], channels: [323456789012345678]}\n",
			[]string{"both have the channel 323456789012345678"}},
	} {
		_, err := parseCorpora([]byte(c.text), "/etc")
		if err == nil {
			t.Errorf("%q is right", c.text)
			continue
		}
		for _, want := range c.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%q: %v\nlacks %s", c.text, err, want)
			}
		}
	}
	for _, right := range []string{ok, ok + "- {name: b, folder: ab, guilds: [123456789012345678], channels: [323456789012345678]}\n"} {
		if _, err := parseCorpora([]byte(right), "/etc"); err != nil {
			t.Errorf("%q: %v", right, err)
		}
	}
}

// A link does not hide that two corpora are one folder.
func TestCorporaDoNotShareAFolderByALink(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "a"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("a", filepath.Join(dir, "b")); err != nil {
		t.Skip(err)
	}
	_, err := parseCorpora([]byte("- {name: a, folder: a, direct: true}\n- {name: b, folder: b, guilds: [123456789012345678]}\n"), dir)
	if err == nil || !strings.Contains(err.Error(), "share articles") {
		t.Error(err)
	}
}

func FuzzCorpora(f *testing.F) {
	f.Add("- {name: a, folder: a, guilds: [123456789012345678]}\n")
	f.Add("- &x {name: a, folder: a, direct: true}\n- *x\n")
	f.Add("- <<: {name: a}\n")
	f.Fuzz(func(t *testing.T, text string) {
		all, err := parseCorpora([]byte(text), "/etc")
		if err != nil {
			return
		}
		for _, e := range all {
			if !corpusName.MatchString(e.Name) || !filepath.IsAbs(e.folder) || len(e.Servers) == 0 && !e.Direct {
				t.Errorf("%q was read as %+v", text, e)
			}
		}
	})
}

// TestCommandsTakeACorpusByItsName asks one of several, by its name and folder,
// and is told the names where it is not said which.
func TestCommandsTakeACorpusByItsName(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(t.TempDir())
	write(t, filepath.Join(dir, "corpora.yaml"), "- {name: isle, folder: isle, direct: true}\n- {name: gone, folder: gone, guilds: [123456789012345678]}\n")
	if err := os.Rename(article(t), filepath.Join(dir, "isle")); err != nil {
		t.Fatal(err)
	}
	data := t.TempDir()
	env := []string{"VERBATIM_CORPORA=" + filepath.Join(dir, "corpora.yaml"), "VERBATIM_DATA=" + data}
	ask := func(env []string, args ...string) (int, string, string) {
		var out, log output
		code := run(t.Context(), append(args, "who lit the lighthouse?"), env, nil, &out, &log)
		return code, out.String(), log.String()
	}
	for _, named := range []string{"isle", filepath.Join(dir, "isle")} {
		if code, out, log := ask(env, "ask", "-corpus", named); code != 0 || !strings.Contains(out, "keeper of the island") {
			t.Errorf("-corpus %s: %d %s %s", named, code, out, log)
		}
	}
	if kept, err := filepath.Glob(filepath.Join(data, "corpora", "isle-*", "generations", "*")); err != nil || len(kept) != 1 {
		t.Errorf("the index of isle: %v, %v", kept, err)
	}
	for _, c := range []struct {
		env, args []string
		want      string
	}{
		{nil, []string{"ask"}, "there are several corpora\nhint: name one with -corpus: isle, gone"},
		{nil, []string{"ask", "-corpus", "gone"}, "the folder of the corpus gone cannot be read"},
		{nil, []string{"ask", "-corpus", "nowhere"}, "hint: these are the corpora: isle, gone"},
		{[]string{"VERBATIM_CORPUS=" + dir}, []string{"ask"}, "VERBATIM_CORPUS names one corpus, and VERBATIM_CORPORA several"},
		{[]string{"VERBATIM_CORPORA=" + dir + "/none.yaml"}, []string{"ask"}, "VERBATIM_CORPORA is wrong: there is no file"},
	} {
		if code, out, log := ask(append(env[:len(env):len(env)], c.env...), c.args...); code != 1 || !strings.Contains(log, c.want) {
			t.Errorf("%v %v: %d %s %s", c.env, c.args, code, out, log)
		}
	}
	var out, log output
	serve := append(env, "DISCORD_TOKEN=a.b", "VERBATIM_HOME_GUILDS=123456789012345678")
	if code := run(t.Context(), []string{"serve"}, serve, nil, &out, &log); code != 1 || !strings.Contains(log.String(), "VERBATIM_HOME_GUILDS says nothing beside VERBATIM_CORPORA") {
		t.Errorf("%d %s", code, log.String())
	}
}
