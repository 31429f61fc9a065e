package curation_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"verbatim/retrieval/curation"
)

// crashed is what a process said before it was killed.
type crashed struct {
	served []string // versions, in order
	aim    string   // version that a rollback was after when it was killed; "" for none
	golden int
}

// TestKilledProcessesLoseNothing kills a process that reloads, rolls back and
// adds golden questions without pause, at random moments, and looks each time
// at what the next start finds.
func TestKilledProcessesLoseNothing(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("starts many processes")
	}
	dir, data := t.TempDir(), t.TempDir()
	random := rand.New(rand.NewPCG(1, uint64(time.Now().UnixNano())))
	last, golden := "", 0
	for i := range crashes {
		c := crash(t, dir, data, time.Duration(random.IntN(250))*time.Millisecond)
		golden += c.golden
		if n := len(c.served); n > 0 {
			last = c.served[n-1]
		}
		version := inspect(t, dir, data, golden)
		if version != last && version != c.aim && slices.Contains(c.served, version) {
			t.Fatalf("crash %d: version %s serves, which is older than %s", i, version, last)
		}
		last = version
		if t.Failed() {
			t.Fatalf("crash %d", i)
		}
	}
}

// crash runs TestCrashHelper and kills it a while after it began to work.
func crash(t *testing.T, dir, data string, after time.Duration) (c crashed) {
	kill(t, "TestCrashHelper", dir, data, after, map[string]func(string){
		"serves": func(version string) { c.served, c.aim = append(c.served, version), "" },
		"aims":   func(version string) { c.aim = version },
		"golden": func(string) { c.golden++ },
	})
	return c
}

// TestCrashHelper is no test: it changes a corpus until it is killed.
func TestCrashHelper(t *testing.T) {
	d, s := killedDesk(t)
	d.Keeper.Open(t.Context())
	d.Recover()
	fmt.Println("working")
	for i := 0; ; i++ {
		switch stamp := time.Now().UnixNano(); i % 5 {
		case 3:
			kept, err := s.Kept(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			k := kept[len(kept)-1]
			fmt.Println("aims", k.Version)
			if _, _, err := d.Rollback(t.Context(), k.ID, by); err != nil {
				t.Fatal(err)
			}
			fmt.Println("serves", k.Version)
		case 4:
			if err := d.AddGolden(curation.Golden{Question: fmt.Sprint("Who lit lamp ", stamp, "?"), Words: "x"}, by); err != nil {
				t.Fatal(err)
			}
			fmt.Println("golden")
		default:
			for n := range 6 {
				d.write(fmt.Sprintf("%d.txt", (i+n)%9), fmt.Sprintf("Lamp %d was lit in the year %d by the keeper of the island.\n", n, stamp))
			}
			r, err := d.reload(curation.Order{Force: true})
			if err != nil {
				t.Fatal(err)
			}
			fmt.Println("serves", r.New)
		}
	}
}

// inspect starts again after a crash and gives the version that serves.
func inspect(t *testing.T, dir, data string, golden int) string {
	t.Helper()
	d, s := diskDesk(t, dir, data)
	defer s.Close()
	began := time.Now()
	err := errors.Join(s.Lock(t.Context()), d.Keeper.Open(t.Context()))
	if took := time.Since(began); took > time.Second {
		t.Errorf("it took %v until something served", took)
	}
	version := d.serves()
	if err != nil && version != "" {
		t.Error(err)
	}
	defer d.Keeper.Live.Swap(nil)
	d.Recover()
	if version != "" {
		g, release, err := d.Keeper.Live.Acquire()
		if err != nil {
			t.Fatal(err)
		}
		defer release()
		for _, a := range g.Library().Articles() {
			if body, err := g.Body(a.ArticleID); err != nil || len(body) != a.Size {
				t.Errorf("article %s: %q, %v", a.File, body, err)
			}
		}
		if list, err := d.Entries(1); err != nil || len(list) == 0 || list[0].After != version {
			t.Errorf("the log ends with %+v, %v; %s serves", list, err, version)
		}
	}
	whole(t, filepath.Join(data, "audit.jsonl"))
	questions, err := d.Golden()
	if err != nil || len(questions) < golden {
		t.Errorf("%d golden questions, and %d were added: %v", len(questions), golden, err)
	}
	noneLeft(t, dir, data)
	return version
}
