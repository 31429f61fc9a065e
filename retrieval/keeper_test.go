package retrieval_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"verbatim/corpus"
	"verbatim/retrieval"
	"verbatim/retrieval/retrievaltest"
)

// folder is a corpus that a test can change.
type folder struct {
	texts   []retrievaltest.Text
	skipped []corpus.Skipped
	err     error
	parsed  int // articles that were not taken over, in the last reading
}

func (f *folder) read(ctx context.Context, old *corpus.Library, spool *corpus.Spool, progress func(corpus.Reading)) (*corpus.Library, error) {
	if f.err != nil {
		return nil, f.err
	}
	f.parsed = 0
	var articles []*corpus.Article
	for i, text := range f.texts {
		a, body := text.Article()
		if old != nil {
			if o := old.Article(a.ArticleID); o != nil && o.Hash == a.Hash {
				articles = append(articles, o)
				continue
			}
		}
		f.parsed++
		if err := spool.Add(a.ArticleID, body); err != nil {
			return nil, err
		}
		articles = append(articles, a)
		if progress != nil {
			progress(corpus.Reading{Bytes: i + 1, AllBytes: len(f.texts)})
		}
	}
	return corpus.NewLibrary(articles, nil, f.skipped, false)
}

func text(id string, paragraphs ...string) retrievaltest.Text {
	return retrievaltest.Text{Attribution: corpus.Attribution{ArticleID: id}, Paragraphs: paragraphs}
}

// watched is a Store that can fail and counts what is derived.
type watched struct {
	retrieval.Store
	derived                    int
	deriveErr, publishErr, err error
	spoil                      func(retrieval.Generation) retrieval.Generation
}

func (w *watched) Derive(ctx context.Context, base retrieval.Generation, c corpus.Changes, p func(done, total int)) (retrieval.Generation, error) {
	w.derived++
	if w.deriveErr != nil {
		return nil, w.deriveErr
	}
	g, err := w.Store.Derive(ctx, base, c, p)
	if err == nil && w.spoil != nil {
		g = w.spoil(g)
	}
	return g, err
}

func (w *watched) Publish(ctx context.Context, id string) error {
	if w.publishErr != nil {
		return w.publishErr
	}
	return w.Store.Publish(ctx, id)
}

func (w *watched) Open(ctx context.Context, id string) (retrieval.Generation, error) {
	if w.err != nil {
		return nil, w.err
	}
	return w.Store.Open(ctx, id)
}

func newKeeper(f *folder) (*retrieval.Keeper, *watched) {
	s := &watched{Store: new(retrievaltest.Memory)}
	return &retrieval.Keeper{Live: new(retrieval.Live), Store: s, Read: f.read}, s
}

// restarted is a keeper of the same store in another process.
func restarted(k *retrieval.Keeper) *retrieval.Keeper {
	return &retrieval.Keeper{Live: new(retrieval.Live), Store: k.Store, Read: k.Read}
}

func update(t *testing.T, k *retrieval.Keeper) retrieval.Report {
	t.Helper()
	r, err := k.Update(t.Context(), retrieval.Order{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// serves reports what serves: the library's version, "" for nothing.
func serves(k *retrieval.Keeper) string {
	g, release, err := k.Live.Acquire()
	if err != nil {
		return ""
	}
	defer release()
	return g.Library().Version()
}

func counts(r retrieval.Report) string {
	return fmt.Sprintf("%d articles: +%d ~%d -%d >%d =%d", r.Articles, r.Added, r.Changed, r.Removed, r.Renamed, r.Unchanged)
}

func TestKeeperFollowsItsCorpus(t *testing.T) {
	f := &folder{texts: []retrievaltest.Text{text("a", "one"), text("b", "two"), text("c", "three")}}
	k, _ := newKeeper(f)
	tests := []struct {
		texts []retrievaltest.Text
		want  string
		built bool
	}{
		{f.texts, "3 articles: +3 ~0 -0 >0 =0", true},
		{f.texts, "3 articles: +0 ~0 -0 >0 =3", false},
		{[]retrievaltest.Text{text("a", "one"), text("b", "two and a half"), text("d", "three"), text("e", "four")}, "4 articles: +1 ~1 -0 >1 =1", true},
		{nil, "0 articles: +0 ~0 -4 >0 =0", true},
	}
	served := ""
	for _, test := range tests {
		f.texts = test.texts
		r := update(t, k)
		if got := counts(r); got != test.want || r.Built != test.built {
			t.Errorf("got %s, built %v; want %s, %v", got, r.Built, test.want, test.built)
		}
		if r.Old != served || r.New != serves(k) || test.built == (r.Old == r.New) {
			t.Errorf("from %q to %q; %q served, %q does now", r.Old, r.New, served, serves(k))
		}
		served = r.New
	}
}

func TestUnchangedCorpusIsNotBuiltAgainAtStart(t *testing.T) {
	f := &folder{texts: []retrievaltest.Text{text("a", "one"), text("b", "two")}}
	k, s := newKeeper(f)
	first := update(t, k)
	again := restarted(k)
	r := update(t, again)
	if r.Built || s.derived != 1 || f.parsed != 0 || serves(again) != first.New || r.Old != first.New {
		t.Errorf("%+v; derived %d times, %d articles parsed", r, s.derived, f.parsed)
	}
}

func TestDamagedGenerationIsBuiltAgain(t *testing.T) {
	f := &folder{texts: []retrievaltest.Text{text("a", "one")}}
	k, s := newKeeper(f)
	first := update(t, k)
	s.err = fmt.Errorf("%w: a test", retrieval.ErrCorrupt)
	again := restarted(k)
	r := update(t, again)
	if !r.Built || !errors.Is(r.Damaged, retrieval.ErrCorrupt) || f.parsed != 1 || serves(again) != first.New {
		t.Errorf("%+v", r)
	}
}

func TestWhatFailsLeavesTheFormerServing(t *testing.T) {
	full := errors.New("no space left on device")
	f := &folder{texts: []retrievaltest.Text{text("a", "one word")}}
	k, s := newKeeper(f)
	first := update(t, k)
	failures := map[string]func(){
		"reading":    func() { f.err = full },
		"deriving":   func() { s.deriveErr = full },
		"publishing": func() { s.publishErr = full },
		"a hollow generation": func() {
			s.spoil = func(g retrieval.Generation) retrieval.Generation { return hollow{g} }
		},
	}
	for name, fail := range failures {
		t.Run(name, func(t *testing.T) {
			f.err, s.deriveErr, s.publishErr, s.spoil = nil, nil, nil, nil
			f.texts = append(f.texts[:1:1], text("new", "another word"))
			fail()
			r, err := k.Update(t.Context(), retrieval.Order{})
			if err == nil || r.Built || r.New != first.New || serves(k) != first.New {
				t.Errorf("error %v, report %+v, %q serves", err, r, serves(k))
			}
			if id, err := s.Current(t.Context()); err != nil || id != first.New {
				t.Errorf("current is %s, %v", id, err)
			}
		})
	}
	f.err, s.deriveErr, s.publishErr, s.spoil = nil, nil, nil, nil
	if r := update(t, k); !r.Built || serves(k) == first.New {
		t.Error("it does not recover")
	}
}

// hollow finds nothing.
type hollow struct{ retrieval.Generation }

func (hollow) Search(context.Context, retrieval.Request) ([]retrieval.Hit, error) { return nil, nil }

func TestBesideAWriterWhatIsThereServes(t *testing.T) {
	f := &folder{texts: []retrievaltest.Text{text("a", "one")}}
	k, s := newKeeper(f)
	s.deriveErr = &retrieval.LockedError{Dir: "data", PID: 7, Command: "verbatim serve"}
	_, err := k.Update(t.Context(), retrieval.Order{})
	if locked, ok := errors.AsType[*retrieval.LockedError](err); !ok || locked.PID != 7 {
		t.Fatalf("without a generation: %v", err)
	}
	s.deriveErr = nil
	first := update(t, k)
	f.texts = append(f.texts, text("b", "two"))
	s.deriveErr = &retrieval.LockedError{Dir: "data", PID: 7}
	reader := restarted(k)
	if r := update(t, reader); r.Locked == nil || r.Added != 1 || r.Built || r.New != first.New || serves(reader) != first.New {
		t.Errorf("%+v", r)
	}
}

// replaced is a store whose current generation is replaced between being named
// and being opened, as often as there are names.
type replaced struct {
	retrieval.Store
	gone []string
}

func (r *replaced) Current(ctx context.Context) (string, error) {
	if len(r.gone) > 0 {
		return r.gone[0], nil
	}
	return r.Store.Current(ctx)
}

func (r *replaced) Open(ctx context.Context, id string) (retrieval.Generation, error) {
	if len(r.gone) > 0 && id == r.gone[0] {
		r.gone = r.gone[1:]
		return nil, retrieval.ErrNoGeneration
	}
	return r.Store.Open(ctx, id)
}

func TestReaderThatLosesARaceTriesAgain(t *testing.T) {
	f := &folder{texts: []retrievaltest.Text{text("a", "one")}}
	k, s := newKeeper(f)
	update(t, k)
	reader := restarted(k)
	reader.Store = &replaced{s, []string{"x", "y"}}
	if r := update(t, reader); r.Built || s.derived != 1 {
		t.Errorf("%+v", r)
	}
}

func TestUpdateTellsItsProgress(t *testing.T) {
	f := &folder{texts: []retrievaltest.Text{text("a", "one"), text("b", "two", "three")}}
	k, _ := newKeeper(f)
	last := map[retrieval.Stage]string{}
	_, err := k.Update(t.Context(), retrieval.Order{Progress: func(p retrieval.Progress) { last[p.Stage] = fmt.Sprintf("%d/%d", p.Done, p.Total) }})
	if err != nil {
		t.Fatal(err)
	}
	if last[retrieval.StageReading] != "2/2" || last[retrieval.StageIndexing] != "3/3" {
		t.Errorf("got %v", last)
	}
}

func TestRolledBackCorpusStaysUntilSomebodyAsks(t *testing.T) {
	f := &folder{texts: []retrievaltest.Text{text("a", "one")}}
	k, s := newKeeper(f)
	first := update(t, k)
	f.texts = append(f.texts, text("b", "two"))
	second := update(t, k)
	kept, err := s.Kept(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	before, after, err := k.Rollback(t.Context(), kept[1].ID)
	if err != nil || before != second.New || after != first.New || serves(k) != first.New {
		t.Fatalf("from %s to %s, %v; %s serves", before, after, err, serves(k))
	}
	for _, k := range []*retrieval.Keeper{k, restarted(k)} {
		f.texts = append(f.texts, text(fmt.Sprint(len(f.texts)), "more"))
		if r := update(t, k); !r.Pinned || r.Built || serves(k) != first.New || r.Articles != 1 {
			t.Errorf("%+v", r)
		}
	}
	r, err := k.Update(t.Context(), retrieval.Order{Unpin: true, DryRun: true})
	if err != nil || r.Pinned || r.Added != 3 || serves(k) != first.New {
		t.Errorf("dry run: %+v, %v", r, err)
	}
	f.texts = f.texts[:1]
	if r, err := k.Update(t.Context(), retrieval.Order{Unpin: true}); err != nil || r.Pinned || r.Built {
		t.Errorf("the folder is what was rolled back to: %+v, %v", r, err)
	}
	f.texts = append(f.texts, text("b", "two"))
	if r := update(t, k); r.Pinned || serves(k) != second.New {
		t.Errorf("%+v", r)
	}
}

func TestRefusedOrderChangesNothing(t *testing.T) {
	f := &folder{texts: []retrievaltest.Text{text("a", "one word")}}
	k, s := newKeeper(f)
	first := update(t, k)
	no := errors.New("no")
	for name, o := range map[string]retrieval.Order{
		"dry run": {DryRun: true},
		"planned": {Plan: func(c corpus.Changes) error { return no }},
		"checked": {Check: func(ctx context.Context, next retrieval.Generation) error {
			if len(next.Library().Articles()) != 2 || serves(k) != first.New {
				t.Error("the next one is to be checked, before it serves")
			}
			return no
		}},
	} {
		f.texts = append(f.texts[:1:1], text("new", name))
		r, err := k.Update(t.Context(), o)
		if r.Added != 1 || r.Built || r.New != first.New || serves(k) != first.New || (err != nil) == o.DryRun {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
		if id, _ := s.Current(t.Context()); id != first.New {
			t.Errorf("%s: %s is current", name, id)
		}
	}
}
