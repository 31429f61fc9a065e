package discord

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestQuotedMessagesSurviveARestart, and a line that a crash has cut off.
func TestQuotedMessagesSurviveARestart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "quoted.txt")
	q, err := openQuoted(path)
	if err != nil {
		t.Fatal(err)
	}
	one, two := place{"1", "10"}, place{"1", "11"}
	for _, add := range []struct {
		at   place
		what quoting
	}{{one, quoting{"fr", []string{"aa"}}}, {two, quoting{"-", []string{"bb"}}}, {one, quoting{"fr", []string{"cc", "aa"}}}} {
		if err := q.add(add.at, add.what); err != nil {
			t.Fatal(err)
		}
	}
	q.close()
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(f, "1 12 en")
	f.Close()
	if q, err = openQuoted(path); err != nil {
		t.Fatal(err)
	}
	defer q.close()
	found := q.of(func(mark string) bool { return mark == "aa" })
	if got := found[one]; len(found) != 1 || got.locale != "fr" || !slices.Contains(got.marks, "cc") {
		t.Errorf("%+v", found)
	}
	if err := q.remove([]place{one}); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(path); err != nil || string(b) != "1 11 - bb\n" {
		t.Errorf("the file holds %q, %v", b, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
}

// TestFewMessagesAreRemembered bounds memory and file.
func TestFewMessagesAreRemembered(t *testing.T) {
	path := filepath.Join(t.TempDir(), "quoted.txt")
	q, err := openQuoted(path)
	if err != nil {
		t.Fatal(err)
	}
	defer q.close()
	for i := range 2*keep + 10 {
		if err := q.add(place{"1", fmt.Sprint(i)}, quoting{"en", []string{"aa"}}); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(path)
	if lines := strings.Count(string(b), "\n"); err != nil || lines > keep+10 || len(q.by) != keep {
		t.Errorf("%d lines, %d messages, %v", lines, len(q.by), err)
	}
}
