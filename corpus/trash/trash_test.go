package trash

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestWhatWasPutComesBack(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "sub", "a.txt")
	write := func(text string) {
		t.Helper()
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	var keys []string
	for _, text := range []string{"one", "two", "three"} { // within a millisecond
		write(text)
		key, err := Put(dir, "sub/a.txt")
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, key)
	}
	if name, err := Restore(dir, keys[1]); err != nil || name != "sub/a.txt" {
		t.Fatalf("%q, %v", name, err)
	}
	if b, err := os.ReadFile(file); string(b) != "two" {
		t.Errorf("%q, %v", b, err)
	}
	if _, err := Restore(dir, keys[0]); !errors.Is(err, ErrTaken) {
		t.Errorf("over another file: %v", err)
	}
	for _, key := range []string{keys[1], "", ".", "..", "../trash", "x/y"} {
		if _, err := Restore(dir, key); !errors.Is(err, ErrNone) {
			t.Errorf("key %q: %v", key, err)
		}
	}
	if left, err := os.ReadDir(Dir(dir)); err != nil || len(left) != 2 {
		t.Errorf("in the trash: %v, %v", left, err)
	}
	if _, err := Put(dir, "nowhere.txt"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
	if left, _ := os.ReadDir(Dir(dir)); len(left) != 2 {
		t.Errorf("it left something in the trash: %v", left)
	}
}
