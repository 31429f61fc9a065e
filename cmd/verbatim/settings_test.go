package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files, .env.example and the README's table anew")

func TestEachExampleOfTheTableIsRight(t *testing.T) {
	dir := t.TempDir()
	token := filepath.Join(dir, "token")
	if err := os.WriteFile(token, []byte("abc.def\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	corpora := filepath.Join(dir, "corpora.yaml")
	write(t, corpora, "- {name: korea, folder: korea, direct: true}\n")
	there := map[string]string{"VERBATIM_CORPUS": dir, "VERBATIM_CORPORA": corpora, "DISCORD_TOKEN_FILE": token}
	for _, row := range table {
		value := row.example
		if v, ok := there[row.key]; ok {
			value = v
		}
		if err := row.set(defaults(), value); err != nil {
			t.Errorf("%s=%s: %v", row.key, value, err)
		}
		if row.about == "" || row.without == "" || row.remedy == "" {
			t.Errorf("%s has no description, default or remedy", row.key)
		}
	}
}

func TestAllWrongSettingsAreReportedTogetherEachWithItsRemedy(t *testing.T) {
	t.Chdir(t.TempDir())
	wrong := []string{
		"VERBATIM_CORPUS=/no/such/folder", "VERBATIM_MAX_ARTICLE=big", "VERBATIM_LOG_LEVEL=loud", "DISCORD_TOKEN=a b",
		"DISCORD_TOKEN_FILE=/no/such/file", "DISCORD_API_URL=discord", "VERBATIM_SAMPLE=maybe", "VERBATIM_COOLDOWN_USER=5",
		"VERBATIM_COOLDOWN_CHANNEL=x/10s", "VERBATIM_COOLDOWN_SERVER=5/10", "VERBATIM_LOG_QUESTIONS=si",
	}
	in, out := fakeInvocation(wrong...)
	_, err := load(in, nil, true)
	report(in.stderr, err)
	for _, kv := range wrong {
		key, _, _ := strings.Cut(kv, "=")
		if !strings.Contains(out.String(), "error: "+key+" is wrong: ") {
			t.Errorf("nothing says that %s is wrong", kv)
		}
	}
	if errs, hints := strings.Count(out.String(), "error: "), strings.Count(out.String(), "hint: "); errs != len(wrong) || hints != len(wrong) {
		t.Errorf("%d errors and %d hints, want %d of each:\n%s", errs, hints, len(wrong), out)
	}
}

func TestSettingsOfServeDoNotStopOtherCommands(t *testing.T) {
	t.Chdir(t.TempDir())
	in, _ := fakeInvocation("DISCORD_TOKEN_FILE=/run/secrets/of-another-user")
	if _, err := load(in, nil, false); err != nil {
		t.Error(err)
	}
}

func TestTheRealEnvironmentWinsOverTheFileAndFlagsOverBoth(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, name := range []string{"a", "b", "c"} {
		if err := os.Mkdir(name, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(".env", []byte("VERBATIM_CORPUS=a\nVERBATIM_LOG_LEVEL=debug\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		env   []string
		flags map[string]said
		want  string
	}{
		{nil, nil, "a"},
		{[]string{"VERBATIM_CORPUS=b"}, nil, "b"},
		{[]string{"VERBATIM_CORPUS="}, nil, ""},
		{[]string{"VERBATIM_CORPUS=b"}, map[string]said{"VERBATIM_CORPUS": {"c", "-corpus"}}, "c"},
	} {
		in, _ := fakeInvocation(test.env...)
		s, err := load(in, test.flags, false)
		if err != nil {
			t.Fatal(err)
		}
		want := test.want
		if want != "" {
			want = filepath.Join(dir, want)
		}
		if s.corpus != want || s.logLevel != slog.LevelDebug {
			t.Errorf("%v %v: corpus %q, level %v; want %q", test.env, test.flags, s.corpus, s.logLevel, want)
		}
	}
}

func TestABrokenEnvFileIsReportedWithoutItsContent(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile(".env", []byte("DISCORD_TOKEN: 'sesame.open\n%%"), 0o600); err != nil {
		t.Fatal(err)
	}
	in, _ := fakeInvocation()
	_, err := load(in, nil, true)
	if err == nil || strings.Contains(err.Error(), "sesame") {
		t.Errorf("got %v, want an error that does not repeat the file", err)
	}
}

func TestUnknownKeysAreWarnedOfWithTheNearestName(t *testing.T) {
	t.Chdir(t.TempDir())
	in, out := fakeInvocation("VERBATIM_CORPSE=x", "VERBATIM_QQQQ=1", "CORPUS=2")
	if _, err := load(in, nil, false); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"VERBATIM_CORPSE is no setting", "did you mean VERBATIM_CORPUS?", "VERBATIM_QQQQ is no setting"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in:\n%s", want, out)
		}
	}
	if n := strings.Count(out.String(), "warning:"); n != 2 {
		t.Errorf("%d warnings, want 2", n)
	}
}

func TestTheTokenNeverReachesStandardError(t *testing.T) {
	t.Chdir(t.TempDir())
	file := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(file, []byte("sesame.from-file"), 0o600); err != nil {
		t.Fatal(err)
	}
	for env, token := range map[string]string{"DISCORD_TOKEN=sesame.open": "sesame.open", "DISCORD_TOKEN_FILE=" + file: "sesame.from-file"} {
		in, out := fakeInvocation(env)
		s, err := load(in, nil, true)
		if err != nil {
			t.Fatal(err)
		}
		log := newLog(in.stderr, slog.LevelInfo)
		log.Error("Bot "+token, "header", []string{"Bot " + token}, "error", fmt.Errorf("with %s: %w", token, os.ErrInvalid), slog.Group("g", "t", token))
		report(in.stderr, errors.New("refused: "+token))
		if s.token != token || strings.Contains(out.String(), token) || strings.Count(out.String(), "[secret]") != 5 {
			t.Errorf("token %q, and standard error reads\n%s", s.token, out)
		}
	}
}

func fakeInvocation(env ...string) (*invocation, *bytes.Buffer) {
	var out bytes.Buffer
	return &invocation{env: env, stdin: strings.NewReader(""), stdout: &out, stderr: &guarded{w: &out}}, &out
}

// The table in the code is the only one that is written by hand.
func TestTheREADMEAndTheExampleFileSayWhatTheTableSays(t *testing.T) {
	hold(t, "../../.env.example", func(string) string { return exampleFile() })
	hold(t, "../../README.md", func(old string) string {
		return regexp.MustCompile(`(?s)(<!-- settings -->\n).*?(<!-- /settings -->)`).ReplaceAllLiteralString(old, "<!-- settings -->\n"+readmeTable()+"<!-- /settings -->")
	})
	b, err := os.ReadFile("../../README.md")
	if err != nil || !strings.Contains(string(b), readmeTable()) {
		t.Errorf("README.md does not hold the table of settings: %v", err)
	}
}

func hold(t *testing.T, name string, want func(old string) string) {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil && !*update {
		t.Fatal(err)
	}
	now := want(string(b))
	if now == string(b) {
		return
	}
	if !*update {
		t.Errorf("%s is not what the program says: go test ./cmd/verbatim -run README -update", name)
		return
	}
	if err := os.WriteFile(name, []byte(now), 0o644); err != nil {
		t.Fatal(err)
	}
}

func exampleFile() string {
	var b strings.Builder
	b.WriteString("# Settings of Verbatim. Copy this file to .env and take the # away from what you set.\n# The real environment wins over .env.\n")
	for _, serve := range []bool{false, true} {
		b.WriteString(map[bool]string{false: "\n# For every command.\n", true: "\n# For serve.\n"}[serve])
		for _, row := range table {
			if row.serve == serve {
				fmt.Fprintf(&b, "\n# %s\n# Without it: %s.\n#%s=%s\n", row.about, row.without, row.key, row.example)
			}
		}
	}
	return b.String()
}

func readmeTable() string {
	var b strings.Builder
	b.WriteString("| key | what it says | without it |\n|---|---|---|\n")
	for _, row := range table {
		fmt.Fprintf(&b, "| `%s` | %s Example: `%s` | %s |\n", row.key, row.about, row.example, row.without)
	}
	return b.String()
}

func TestNoKeyStandsTwiceInTheTable(t *testing.T) {
	var keys []string
	for _, row := range table {
		if slices.Contains(keys, row.key) {
			t.Errorf("%s stands twice", row.key)
		}
		keys = append(keys, row.key)
	}
}
