package curation_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"verbatim/retrieval"
	"verbatim/retrieval/retrievaltest"
)

// tenure is a time in which a version may have served.
type tenure struct {
	version  string
	from, to time.Time
}

// sample is an answer: when it was asked for, and which version gave it.
type sample struct {
	version  string
	from, to time.Time
}

// TestNoAnswerMixesVersions asks without pause through 200 reloads and
// rollbacks: no error, every quote of the version that the answer names, and
// that version one that served while the question ran. The index on disk takes
// its time to write: it goes through fewer, and through 200 under the tag slow.
func TestNoAnswerMixesVersions(t *testing.T) {
	t.Run("memory", func(t *testing.T) {
		t.Parallel()
		mixes(t, newDesk(t, new(retrievaltest.Memory)), 200)
	})
	t.Run("disk", func(t *testing.T) {
		t.Parallel()
		d, _ := diskDesk(t, t.TempDir(), t.TempDir())
		mixes(t, d, diskChanges)
	})
}

func mixes(t *testing.T, d *desk, changes int) {
	s := d.Keeper.Store
	var tenures []tenure
	stages := map[string]string{} // version -> the word that its articles hold
	turn := func(stage string, do func() string) {
		from := time.Now()
		version := do()
		if n := len(tenures); n > 0 {
			tenures[n-1].to = time.Now()
		}
		tenures = append(tenures, tenure{version: version, from: from})
		if stage != "" {
			stages[version] = stage
		}
	}
	reload := func(i int) {
		stage := fmt.Sprintf("stage%d", i)
		turn(stage, func() string {
			for n := range 4 {
				d.write(fmt.Sprintf("%d.txt", n), fmt.Sprintf("The lamp of island %d was lit by the keeper at %s.\n", n, stage))
			}
			return d.mustReload().New
		})
	}
	reload(0)
	ctx, stop := context.WithCancel(t.Context())
	var asking sync.WaitGroup
	samples := make([][]sample, 4)
	texts := make([]map[string]string, 4) // version -> a stage that a quote of it named wrongly
	for i := range samples {
		asking.Go(func() { samples[i], texts[i] = askOn(ctx, t, d) })
	}
	for i := 1; i < changes; i++ {
		if i%3 > 0 {
			reload(i)
			continue
		}
		turn("", func() string {
			kept, err := s.Kept(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			_, after, err := d.Rollback(t.Context(), kept[1+i%2].ID, by)
			if err != nil {
				t.Fatal(err)
			}
			return after
		})
	}
	stop()
	asking.Wait()
	tenures[len(tenures)-1].to = time.Now()
	total := 0
	for i := range samples {
		total += len(samples[i])
		for _, one := range samples[i] {
			if !served(tenures, one) {
				t.Errorf("version %s answered from %v to %v, and did not serve then", one.version, one.from, one.to)
			}
		}
		for version, said := range texts[i] {
			if stages[version] != said {
				t.Errorf("version %s of %s quoted %s", version, stages[version], said)
			}
		}
	}
	if total < 100 {
		t.Errorf("only %d answers", total)
	}
	t.Logf("%d answers through %d changes", total, len(tenures))
}

// askOn asks until ctx ends. said is, by version, the one stage that its quotes
// named; quotes of two stages in one version are an error.
func askOn(ctx context.Context, t *testing.T, d *desk) (list []sample, said map[string]string) {
	said = map[string]string{}
	for ctx.Err() == nil {
		one := sample{from: time.Now()}
		a, err := d.Answer(context.Background(), retrieval.Query{Text: "Who lit the lamp of the island?"})
		if err != nil || len(a.Quotes) == 0 {
			t.Errorf("%d quotes, %v", len(a.Quotes), err)
			return
		}
		one.to, one.version = time.Now(), a.Library.Version()
		list = append(list, one)
		for _, q := range a.Quotes {
			at := strings.LastIndex(q.Text, "stage")
			stage := strings.TrimSuffix(q.Text[max(at, 0):], ".")
			if known, ok := said[one.version]; ok && known != stage {
				t.Errorf("version %s quotes %s and %s", one.version, known, stage)
			}
			said[one.version] = stage
		}
	}
	return list, said
}

func served(tenures []tenure, one sample) bool {
	for _, s := range tenures {
		if s.version == one.version && !one.from.After(s.to) && !one.to.Before(s.from) {
			return true
		}
	}
	return false
}
