package curation_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"verbatim/retrieval/curation"
)

// TestKilledPurgesAreFinished kills a process that purges one text after the
// other, at random moments. The next start hides what was ordered to go, and
// removes the rest of it.
func TestKilledPurgesAreFinished(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("starts many processes")
	}
	dir, data := t.TempDir(), t.TempDir()
	random := rand.New(rand.NewPCG(2, uint64(time.Now().UnixNano())))
	purges := 0
	for i := range crashes {
		done, aim := purgeAndCrash(t, dir, data, time.Duration(random.IntN(120))*time.Millisecond)
		purges += len(done)
		inspectPurges(t, dir, data, done, aim)
		if t.Failed() {
			t.Fatalf("crash %d", i)
		}
	}
	if purges == 0 {
		t.Error("no purge was ever finished: the test tries nothing")
	}
}

// purgeAndCrash runs TestPurgeHelper and kills it. done are the words whose
// texts were purged, aim the one that was being purged.
func purgeAndCrash(t *testing.T, dir, data string, after time.Duration) (done []string, aim string) {
	kill(t, "TestPurgeHelper", dir, data, after, map[string]func(string){
		"purging": func(word string) { aim = word },
		"purged":  func(word string) { done, aim = append(done, word), "" },
	})
	return done, aim
}

// TestPurgeHelper is no test: it purges texts until it is killed.
func TestPurgeHelper(t *testing.T) {
	d, _ := killedDesk(t)
	d.lighthouses("Aran", "Bute")
	d.Keeper.Open(t.Context())
	d.Recover()
	for i := 0; ; i++ {
		word := fmt.Sprintf("Quill%x", time.Now().UnixNano())
		name := word + ".md"
		d.write(name, fmt.Sprintf("---\ntitle: The lamp %s\n---\n\nThe %s of Skerry was sold to the harbour master in the winter of the great storm.\n", word, word))
		if _, err := d.reload(curation.Order{Force: true}); err != nil {
			t.Fatal(err)
		}
		if i%2 == 1 { // some stand in the trash
			if _, err := d.Remove(name, by); err != nil {
				t.Fatal(err)
			}
		}
		if i == 0 {
			fmt.Println("working")
		}
		fmt.Println("purging", word)
		if _, err := d.Purge(t.Context(), name, by); err != nil {
			t.Fatal(err)
		}
		fmt.Println("purged", word)
	}
}

// inspectPurges starts again after a crash.
func inspectPurges(t *testing.T, dir, data string, done []string, aim string) {
	t.Helper()
	d, s := diskDesk(t, dir, data)
	defer s.Close()
	if err := s.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := d.Keeper.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	defer d.Keeper.Live.Swap(nil)
	d.Recover()
	ordered := aim != "" && d.Unfinished() // it is written down: it must go
	for _, word := range append(done, aim) {
		if word != "" && (word != aim || ordered) && d.finds(word) {
			t.Errorf("%s is found after the start", word)
		}
	}
	if _, err := d.reload(curation.Order{Automatic: true}); err != nil {
		t.Fatal(err)
	}
	if d.Unfinished() {
		t.Error("the purge was not finished")
	}
	if ordered {
		done = append(done, aim)
	}
	for _, word := range done {
		if left := holding(t, word, dir, data); len(left) > 0 {
			t.Errorf("%s still stands in %v", word, left)
		}
	}
	if list, err := d.Entries(1); err != nil || len(list) == 0 || list[0].After != d.serves() {
		t.Errorf("the log ends with %+v, %v; %s serves", list, err, d.serves())
	}
	whole(t, filepath.Join(data, "audit.jsonl"))
	noneLeft(t, dir, data)
}
