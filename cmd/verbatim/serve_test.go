package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"verbatim/bot/discord/emulator"
)

// output is a buffer that may be read while it is written to.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(b)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// article makes a corpus of one article and returns its folder.
func article(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	text := "---\ntitle: The lighthouse is lit again\ndate: 2024-03-02\n---\n\nThe keeper of the island lit the lighthouse on Saturday evening, eleven years after the storm that broke its lamp.\n"
	write(t, filepath.Join(dir, "a.md"), text)
	return dir
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestServeAnswersInDiscordUntilItIsStopped runs the whole program against a
// local Discord, with ask beside it and a second serve that is refused.
func TestServeAnswersInDiscordUntilItIsStopped(t *testing.T) {
	t.Chdir(t.TempDir())
	d := emulator.New(t, emulator.Config{Token: "sesame.open"})
	ann := d.AddUser("ann", "en-GB")
	guild := d.AddGuild("Newsroom", "en-GB")
	guild.Join(ann, 0)
	channel := guild.AddChannel("general")

	folder := article(t)
	env := []string{"DISCORD_TOKEN=sesame.open", "DISCORD_API_URL=" + d.URL, "VERBATIM_CORPUS=" + folder, "VERBATIM_DATA=" + t.TempDir()}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var out, log output
	code := make(chan int, 1)
	go func() { code <- run(ctx, []string{"serve"}, env, strings.NewReader(""), &out, &log) }()
	wait, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if err := d.WaitReady(wait); err != nil {
		t.Fatalf("%v\n%s", err, log.String())
	}
	reply, err := d.WaitReply(wait, ann.Say(channel, d.Mention()+" who lit the lighthouse?"))
	if err != nil {
		t.Fatalf("%v\n%s", err, log.String())
	}
	if b, _ := json.Marshal(reply); !strings.Contains(string(b), "keeper of the island") {
		t.Errorf("the reply is %s", b)
	}

	var answer, complaint output
	if c := run(t.Context(), []string{"ask", "-json", "who lit the lighthouse?"}, env, nil, &answer, &complaint); c != 0 || !strings.Contains(answer.String(), "keeper of the island") {
		t.Errorf("ask beside serve: exit code %d, %q, %q", c, answer.String(), complaint.String())
	}
	write(t, filepath.Join(folder, "b.md"), "A second lighthouse was lit on the northern island on Sunday morning, to the joy of every fisherman of the coast.\n")
	if c := run(t.Context(), []string{"ask", "who lit the lighthouse?"}, env, nil, &answer, &complaint); c != 0 || !strings.Contains(complaint.String(), "warning: the articles have changed") {
		t.Errorf("ask beside serve after a change: exit code %d, %q", c, complaint.String())
	}
	began := time.Now()
	if c := run(t.Context(), []string{"serve"}, env, nil, &answer, &complaint); c != 1 || !strings.Contains(complaint.String(), "in use by verbatim serve") || time.Since(began) > 5*time.Second {
		t.Errorf("a second serve: exit code %d after %s, %q", c, time.Since(began), complaint.String())
	}

	stop()
	select {
	case c := <-code:
		if c != 0 {
			t.Errorf("exit code %d when stopped", c)
		}
	case <-wait.Done():
		t.Fatal("serve does not stop")
	}
	if out.String() != "" || strings.Contains(log.String(), "sesame") || strings.Contains(log.String(), "lighthouse?") {
		t.Errorf("standard output %q and the log\n%s", out.String(), log.String())
	}
}

func TestServeWithARefusedTokenSaysWhatToDo(t *testing.T) {
	t.Chdir(t.TempDir())
	d := emulator.New(t, emulator.Config{})
	d.RefuseIdentify(4004)
	env := []string{"DISCORD_TOKEN=" + d.Token(), "DISCORD_API_URL=" + d.URL, "VERBATIM_SAMPLE=true", "VERBATIM_DATA=" + t.TempDir()}
	var out, log output
	code := run(t.Context(), []string{"serve"}, env, nil, &out, &log)
	if code != 1 || !strings.Contains(log.String(), "\nerror: ") || !strings.Contains(log.String(), "\nhint: ") || !strings.Contains(log.String(), "DISCORD_TOKEN") {
		t.Errorf("exit code %d and\n%s", code, log.String())
	}
}
