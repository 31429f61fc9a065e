package curation_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"verbatim/retrieval/bleveindex"
	"verbatim/retrieval/curation"
)

// What a test that kills processes has in common with the others: the process is
// this test program with one test, which says in lines what it has done.

// kill runs a test as a process of its own on a corpus, and kills it a while
// after it has said "working". heard takes the other lines by their first word.
func kill(t *testing.T, test, dir, data string, after time.Duration, heard map[string]func(rest string)) {
	t.Helper()
	helper := exec.Command(os.Args[0], "-test.run=^"+test+"$")
	helper.Env = append(os.Environ(), "CURATION_KILLED="+test, "CURATION_DIR="+dir, "CURATION_DATA="+data)
	out, err := helper.StdoutPipe()
	if err == nil {
		err = helper.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	for said := bufio.NewScanner(out); said.Scan(); {
		word, rest, _ := strings.Cut(said.Text(), " ")
		switch take := heard[word]; {
		case word == "working":
			time.AfterFunc(after, func() { helper.Process.Kill() })
		case take != nil:
			take(rest)
		default:
			helper.Process.Kill()
			t.Errorf("%s says %s", test, said.Text())
		}
	}
	helper.Wait()
}

// killedDesk is the locked desk of a process that is to be killed; a test that
// nobody has started as one is skipped.
func killedDesk(t *testing.T) (*desk, *bleveindex.Store) {
	t.Helper()
	if os.Getenv("CURATION_KILLED") != t.Name() {
		t.Skip("not started by another test")
	}
	d, s := diskDesk(t, os.Getenv("CURATION_DIR"), os.Getenv("CURATION_DATA"))
	if err := s.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	return d, s
}

// noneLeft reports temporary files that a crash has left.
func noneLeft(t *testing.T, folders ...string) {
	t.Helper()
	for _, folder := range folders {
		filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
			if name := e.Name(); strings.Contains(name, ".tmp") || strings.HasPrefix(name, ".new-") {
				t.Errorf("left over: %s", path)
			}
			return nil
		})
	}
}

// whole reports lines of a log that are none.
func whole(t *testing.T, path string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	for line := range bytes.Lines(b) {
		var e curation.Entry
		if err := json.Unmarshal(line, &e); err != nil || e.Action == "" || !bytes.HasSuffix(line, []byte("\n")) {
			t.Errorf("in the log: %q, %v", line, err)
		}
	}
}
