package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"verbatim/bot/discord/emulator"
	"verbatim/retrieval/curation"
)

// served is a server of a corpus that a test can change.
type served struct {
	t      *testing.T
	folder string
	env    []string
	log    *output
}

// serveFolder runs serve against a local Discord until the test ends.
func serveFolder(t *testing.T, folder, data string, env ...string) *served {
	t.Helper()
	t.Chdir(t.TempDir())
	d := emulator.New(t, emulator.Config{Token: "sesame.open"})
	s := &served{t, folder, append(env, "DISCORD_TOKEN=sesame.open", "DISCORD_API_URL="+d.URL, "VERBATIM_CORPUS="+folder, "VERBATIM_DATA="+data), new(output)}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		run(ctx, []string{"serve"}, s.env, strings.NewReader(""), new(output), s.log)
	}()
	t.Cleanup(func() { stop(); <-done })
	wait, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := d.WaitReady(wait); err != nil {
		t.Fatalf("%v\n%s", err, s.log.String())
	}
	return s
}

// command runs another command beside the server.
func (s *served) command(args ...string) (code int, out, errors string) {
	var stdout, stderr output
	code = run(s.t.Context(), args, s.env, nil, &stdout, &stderr)
	return code, stdout.String(), stderr.String()
}

// reloaded waits until so many reloads have been applied.
func (s *served) reloaded(n int, where string) {
	s.t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		found := 0
		for line := range strings.Lines(s.log.String()) {
			if strings.Contains(line, `"msg":"reload"`) && strings.Contains(line, `"where":"`+where+`"`) && strings.Contains(line, `"applied":true`) {
				found++
			}
		}
		if found >= n {
			return
		}
	}
	s.t.Fatalf("no reload by %s in\n%s", where, s.log.String())
}

const second = "A second lighthouse was lit on the northern island on Sunday morning, to the joy of every fisherman of the coast.\n"

func TestReloadReachesTheServerThroughItsSocket(t *testing.T) {
	folder := article(t)
	s := serveFolder(t, folder, t.TempDir())
	write(t, filepath.Join(folder, "b.md"), second)
	code, out, errs := s.command("reload", "-dry-run")
	if code != 0 || !strings.Contains(out, "would find: 1 added") {
		t.Errorf("exit code %d, %q, %q", code, out, errs)
	}
	code, out, errs = s.command("reload", "-json")
	var r curation.Report
	if err := json.Unmarshal([]byte(out), &r); err != nil || code != 0 || !r.Applied || len(r.Added) != 1 || errs != "" {
		t.Fatalf("exit code %d, %q, %q, %v", code, out, errs, err)
	}
	s.reloaded(1, "terminal")
	if code, out, _ := s.command("ask", "who was joyful on the northern island?"); code != 0 || !strings.Contains(out, "fisherman") {
		t.Errorf("ask: exit code %d, %q", code, out)
	}
	os.Remove(filepath.Join(folder, "a.md"))
	os.Remove(filepath.Join(folder, "b.md"))
	if code, out, errs := s.command("reload"); code != 1 || !strings.Contains(errs, "no article can be read") || !strings.Contains(out, "Refused") {
		t.Errorf("an empty folder: exit code %d, %q, %q", code, out, errs)
	}
	if code, out, errs := s.command("rollback", r.Old); code != 0 || !strings.Contains(out, "serves again") {
		t.Errorf("rollback: exit code %d, %q, %q", code, out, errs)
	}
	if code, out, errs := s.command("rollback"); code != 0 || !strings.HasPrefix(out, r.Old) || !strings.Contains(out, "rolled back to") {
		t.Errorf("rollback: exit code %d, %q, %q", code, out, errs)
	}
}

func TestSocketOfALongPath(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("elsewhere a long path is refused")
	}
	data := filepath.Join(t.TempDir(), strings.Repeat("long", 30))
	folder := article(t)
	s := serveFolder(t, folder, data)
	if code, out, errs := s.command("reload"); code != 0 || !strings.Contains(out, "holds what serves already") {
		t.Errorf("exit code %d, %q, %q", code, out, errs)
	}
	if !strings.Contains(s.log.String(), `"where":"terminal"`) {
		t.Error("the server did not do it")
	}
}

func TestWatchedFolderIsReloaded(t *testing.T) {
	folder := article(t)
	s := serveFolder(t, folder, t.TempDir(), "VERBATIM_WATCH=true")
	os.MkdirAll(filepath.Join(folder, "sub"), 0o755)
	write(t, filepath.Join(folder, "sub", "b.md"), second)
	s.reloaded(1, "watch")
}

// A server that has served before starts with what it served, whatever has
// become of the folder.
func TestServeStartsWithoutItsFolder(t *testing.T) {
	folder, data := article(t), t.TempDir()
	var out output
	env := []string{"VERBATIM_CORPUS=" + folder, "VERBATIM_DATA=" + data}
	if code := run(t.Context(), []string{"reload"}, env, nil, &out, &out); code != 0 {
		t.Fatal(out.String())
	}
	if err := os.Rename(folder, folder+".away"); err != nil {
		t.Fatal(err)
	}
	defer os.Rename(folder+".away", folder)
	s := serveFolder(t, folder, data)
	if log := s.log.String(); !strings.Contains(log, "does not exist") || !strings.Contains(log, "what served goes on serving") {
		t.Errorf("the log does not say that the folder is missing:\n%s", log)
	}
	if code, _, errs := s.command("reload"); code != 1 || !strings.Contains(errs, "does not exist") {
		t.Errorf("exit code %d, %q", code, errs)
	}
}
