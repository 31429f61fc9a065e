package corpus

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
)

func TestSpoolGivesBackEveryText(t *testing.T) {
	for _, size := range []int{0, 10, 100_000, spoolBuffer, spoolBuffer + 1} {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			s := NewSpool(t.TempDir())
			defer s.Close()
			text := func(i int) string { return strings.Repeat(string(rune('a'+i%26)), size) }
			const n = 60
			for i := range min(n, 3+3*spoolBuffer/(size+1)) {
				if err := s.Add(fmt.Sprint(i), text(i)); err != nil {
					t.Fatal(err)
				}
			}
			for i := range s.Len() {
				got, err := s.Body(fmt.Sprint(i))
				if err != nil || got != text(i) {
					t.Fatalf("text %d: %d bytes, %v; want %d bytes", i, len(got), err, size)
				}
			}
		})
	}
}

func TestSpoolRefusesDoublesAndStrangers(t *testing.T) {
	s := NewSpool(t.TempDir())
	if err := s.Add("a", "text"); err != nil {
		t.Fatal(err)
	}
	if err := s.Add("a", "other"); err == nil {
		t.Error("a second text of one article was taken")
	}
	if _, err := s.Body("b"); err == nil {
		t.Error("a text came back that was never added")
	}
}

func TestSpoolLeavesNoFile(t *testing.T) {
	dir := t.TempDir()
	s := NewSpool(dir)
	for i := range 3 {
		if err := s.Add(fmt.Sprint(i), strings.Repeat("x", spoolBuffer)); err != nil {
			t.Fatal(err)
		}
	}
	if names, _ := os.ReadDir(dir); len(names) != 1 {
		t.Fatalf("%d files while open, want the spool's", len(names))
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Errorf("second Close: %v", err)
	}
	if names, _ := os.ReadDir(dir); len(names) != 0 {
		t.Errorf("%s was left behind", names[0].Name())
	}
	if _, err := s.Body("0"); err == nil {
		t.Error("a closed spool gave a text")
	}
	if err := s.Add("9", ""); err == nil {
		t.Error("a closed spool took a text")
	}
}

func TestSpoolReportsAFolderThatIsGone(t *testing.T) {
	s := NewSpool(t.TempDir() + "/gone")
	var err error
	for i := range 3 {
		if err = s.Add(fmt.Sprint(i), strings.Repeat("x", spoolBuffer)); err != nil {
			break
		}
	}
	if err == nil {
		t.Fatal("texts went into a folder that does not exist")
	}
}

func TestSpoolIsReadWhileItGrows(t *testing.T) {
	s := NewSpool(t.TempDir())
	defer s.Close()
	text := strings.Repeat("y", 200_000)
	if err := s.Add("first", text); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 50 {
				if got, err := s.Body("first"); err != nil || got != text {
					t.Errorf("first text: %d bytes, %v", len(got), err)
					return
				}
			}
		})
	}
	for i := range 50 {
		if err := s.Add(fmt.Sprint(i), text); err != nil {
			t.Fatal(err)
		}
	}
	wg.Wait()
}
