//go:build slow && linux

package bleveindex

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"verbatim/corpus"
	"verbatim/retrieval"
	"verbatim/retrieval/retrievaltest"
)

// memoryLimit is what a small server has for us: 512 MB.
const memoryLimit = 512 << 20

// generated makes texts when they are asked for, as a Spool reads them from disk.
type generated map[string]int

func (g generated) Body(id string) (string, error) {
	_, body := generatedText(g[id]).Article()
	return body, nil
}

func generatedText(i int) retrievaltest.Text {
	t := articles(newWords(uint64(i)+100), 1)[0]
	t.ArticleID, t.File = fmt.Sprintf("%012x", i*7919), fmt.Sprintf("folder/%d.txt", i)
	t.Lang = []corpus.Lang{corpus.French, corpus.English}[i%2]
	return t
}

// TestMemory builds 50,000 passages in one process and serves them in another,
// and looks at how much memory each had at most. Run it with
//
//	go test -tags slow -run TestMemory -v ./retrieval/bleveindex
func TestMemory(t *testing.T) {
	dir := t.TempDir()
	for _, mode := range []string{"build", "derive", "serve"} {
		helper := exec.Command(os.Args[0], "-test.run=^TestMemoryHelper$", "-test.v")
		helper.Env = append(os.Environ(), "BLEVEINDEX_MEMORY="+mode, "BLEVEINDEX_DIR="+dir)
		started := time.Now()
		out, err := helper.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", mode, err, out)
		}
		_, rest, _ := strings.Cut(string(out), "peak ")
		kb, err := strconv.Atoi(strings.Fields(rest)[0])
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %d MB at most, %.1f s", mode, kb>>10, time.Since(started).Seconds())
		if kb<<10 > memoryLimit {
			t.Errorf("%s takes %d MB", mode, kb>>10)
		}
	}
}

func TestMemoryHelper(t *testing.T) {
	mode := os.Getenv("BLEVEINDEX_MEMORY")
	if mode == "" {
		t.Skip("not called by another test")
	}
	s := New(os.Getenv("BLEVEINDEX_DIR"), Options{})
	defer s.Close()
	var g retrieval.Generation
	if mode != "build" {
		id, err := s.Current(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if g, err = s.Open(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	if mode == "serve" {
		for _, r := range questions(g, 300) {
			if _, err := g.Search(t.Context(), r); err != nil {
				t.Fatal(err)
			}
		}
	} else {
		g = build(t, s, g)
	}
	g.Close()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	_, peak, _ := strings.Cut(string(status), "VmHWM:")
	fmt.Println("peak", strings.Fields(peak)[0])
}

// build makes 25,000 articles, all but the first again when there is a base.
func build(t *testing.T, s *Store, base retrieval.Generation) retrieval.Generation {
	var list []*corpus.Article
	bodies := generated{}
	var old *corpus.Library
	first := 0
	if base != nil {
		old, first = base.Library(), 1000
	}
	for i := first; i < first+25_000; i++ {
		a, _ := generatedText(i).Article()
		list = append(list, a)
		bodies[a.ArticleID] = i
	}
	l, err := corpus.NewLibrary(list, nil, nil, false)
	if err != nil {
		t.Fatal(err)
	}
	c := corpus.Diff(old, l)
	c.Bodies = bodies
	g, err := s.Derive(t.Context(), base, c, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Publish(t.Context(), g.ID()); err != nil {
		t.Fatal(err)
	}
	return g
}
