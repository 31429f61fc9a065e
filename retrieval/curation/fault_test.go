package curation_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"verbatim/corpus"
	"verbatim/retrieval"
	"verbatim/retrieval/curation"
	"verbatim/retrieval/retrievaltest"
)

// lamps writes articles, each with a lamp of its own, in many words.
func (d *desk) lamps(from, to int) {
	for i := from; i < to; i++ {
		d.write("lamps/"+strings.Repeat("x", i)+".txt", strings.Repeat("The lamp of island number "+strings.Repeat("i", i)+" was lit by its keeper. ", 60))
	}
}

func asks(t *testing.T, d *desk) retrieval.Answer {
	t.Helper()
	a, err := d.Answer(t.Context(), retrieval.Query{Text: "Who lit the lamp of the island?"})
	if err != nil || len(a.Quotes) == 0 {
		t.Errorf("%d quotes, %v", len(a.Quotes), err)
	}
	return a
}

// TestDamageWhileServingIsMended cuts files of the index short while it serves:
// no question may end the process, and what is damaged is built anew.
func TestDamageWhileServingIsMended(t *testing.T) {
	t.Parallel()
	for _, pattern := range []string{"index/*.zap", "bodies-*.txt"} {
		d, s := diskDesk(t, t.TempDir(), t.TempDir())
		d.lamps(1, 40)
		d.mustReload()
		version := asks(t, d).Library.Version()
		id, err := s.Current(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		files, _ := filepath.Glob(filepath.Join(d.Data, "generations", id, pattern))
		if len(files) == 0 {
			t.Fatalf("no file is called %s", pattern)
		}
		for _, f := range files {
			if err := os.Truncate(f, 10); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := d.Answer(t.Context(), retrieval.Query{Text: "Who lit the lamp of the island?"}); !errors.Is(err, retrieval.ErrCorrupt) {
			t.Errorf("%s: %v", pattern, err)
		}
		d.Wait()
		if a := asks(t, d); a.Library.Version() != version {
			t.Errorf("%s: version %s serves, and %s did", pattern, a.Library.Version(), version)
		}
		if d.actions() != "reloaded repaired" || len(d.Troubles()) > 0 {
			t.Errorf("%s: log %s, %v", pattern, d.actions(), d.Troubles())
		}
		g, err := s.Open(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		g.Close()
	}
}

// TestDamageIsFoundByAReload changes a bit without a search coming upon it.
func TestDamageIsFoundByAReload(t *testing.T) {
	t.Parallel()
	d, s := diskDesk(t, t.TempDir(), t.TempDir())
	d.lamps(1, 40)
	d.mustReload()
	id, _ := s.Current(t.Context())
	files, _ := filepath.Glob(filepath.Join(d.Data, "generations", id, "bodies-*.txt"))
	b, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/2] ^= 1
	if err := os.WriteFile(files[0], b, 0o644); err != nil {
		t.Fatal(err)
	}
	d.lamps(40, 41)
	r := d.mustReload()
	if r.Damaged == "" || !r.Applied || len(r.Added) != 1 || r.Unchanged != 39 {
		t.Errorf("damaged %q, %d added, %d unchanged", r.Damaged, len(r.Added), r.Unchanged)
	}
	asks(t, d)
}

// failing is a store whose disk may be full or read-only.
type failing struct {
	retrieval.Store
	derive, publish error
}

func (f *failing) Derive(ctx context.Context, base retrieval.Generation, c corpus.Changes, p func(done, total int)) (retrieval.Generation, error) {
	if f.derive != nil {
		return nil, f.derive
	}
	return f.Store.Derive(ctx, base, c, p)
}

func (f *failing) Publish(ctx context.Context, id string) error {
	if f.publish != nil {
		return f.publish
	}
	return f.Store.Publish(ctx, id)
}

// TestAFullDiskIsToldOnce has a watched folder reload again and again, while the
// index names another file each time.
func TestAFullDiskIsToldOnce(t *testing.T) {
	t.Parallel()
	s := &failing{Store: new(retrievaltest.Memory)}
	d := newDesk(t, s)
	d.lamps(1, 4)
	d.mustReload()
	var told []string
	d.Listen(func(notice *curation.Entry) {
		if notice != nil {
			told = append(told, string(notice.Action)+": "+notice.Detail)
			return
		}
		if list, err := d.Entries(1); err == nil {
			told = append(told, string(list[0].Action)+": "+list[0].Detail)
		}
	})
	d.lamps(4, 6)
	for i := range 4 {
		// scorch gives what the system says as text alone
		s.derive = fmt.Errorf("writing the index: segment: .new-%d/%d.zap persist err: write: %v", i*7919, i, syscall.ENOSPC)
		_, err := d.reload(curation.Order{Automatic: true})
		var hint interface{ Hint() string }
		if !errors.Is(err, syscall.ENOSPC) || !errors.As(err, &hint) || !strings.Contains(hint.Hint(), "free some space on the disk of") {
			t.Errorf("%v", err)
		}
		asks(t, d)
	}
	s.derive = nil
	if _, err := d.reload(curation.Order{Automatic: true}); err != nil {
		t.Error(err)
	}
	const full = "the index could not be written: the disk is full"
	if len(told) != 3 || told[0] != "failed: "+full || told[1] != "recovered: "+full || !strings.HasPrefix(told[2], "reloaded: ") {
		t.Errorf("told %q", told)
	}
}

// outlives makes a reload fail and looks at what serves then, and after mend.
func outlives(t *testing.T, d *desk, mend func()) {
	t.Helper()
	before := d.serves()
	r, err := d.reload(curation.Order{})
	if err == nil || r.Applied || d.serves() != before || d.Troubles()[curation.Unread] == nil {
		t.Errorf("%v, %+v; %v", err, r, d.Troubles())
	}
	asks(t, d)
	mend()
	if r := d.mustReload(); !r.Applied || d.serves() == before || len(d.Troubles()) > 0 {
		t.Errorf("mended: %+v; %v", r, d.Troubles())
	}
	asks(t, d)
}
