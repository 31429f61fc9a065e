package bleveindex

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"verbatim/corpus"
	"verbatim/retrieval"
	"verbatim/retrieval/retrievaltest"
)

func text(id string, paragraphs ...string) retrievaltest.Text {
	return retrievaltest.Text{Attribution: corpus.Attribution{ArticleID: id, Title: "Title of " + id}, Paragraphs: paragraphs}
}

// changes are those from base (nil: nothing) to texts, with the texts.
func changes(t testing.TB, base retrieval.Generation, texts ...retrievaltest.Text) corpus.Changes {
	l, bodies := retrievaltest.Library(t, texts...)
	var old *corpus.Library
	if base != nil {
		old = base.Library()
	}
	c := corpus.Diff(old, l)
	c.Bodies = bodies
	return c
}

func mustDerive(t testing.TB, s *Store, base retrieval.Generation, texts ...retrievaltest.Text) *generation {
	t.Helper()
	g, err := s.Derive(t.Context(), base, changes(t, base, texts...), nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.Close() })
	return g.(*generation)
}

func mustPublish(t testing.TB, s *Store, g retrieval.Generation) {
	t.Helper()
	if err := s.Publish(t.Context(), g.ID()); err != nil {
		t.Fatal(err)
	}
}

// tree lists the files of a folder with their sums.
func tree(t testing.TB, dir string) map[string]sum {
	t.Helper()
	m := map[string]sum{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		m[path], err = sumFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func folders(t testing.TB, s *Store) []string {
	t.Helper()
	entries, err := os.ReadDir(s.generations())
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestDeriveSharesFilesAndChangesNoneOfBase(t *testing.T) {
	t.Parallel()
	s := newStore(t).(*Store)
	texts := make([]retrievaltest.Text, 30) // large enough that one more passage does not merge all
	for i := range texts {
		texts[i] = text(fmt.Sprint(i), strings.Fields(strings.Repeat("word ", 200))...)
	}
	base := mustDerive(t, s, nil, texts...)
	before := tree(t, base.dir)
	next := mustDerive(t, s, base, append(texts[1:], text("new", "a new text"))...)
	if after := tree(t, base.dir); !maps.Equal(before, after) {
		t.Error("the files of base have changed")
	}
	shared := 0
	for name := range next.meta.Files {
		a, err := os.Stat(filepath.Join(base.dir, name))
		if err != nil {
			continue
		}
		if b, err := os.Stat(filepath.Join(next.dir, name)); err == nil && os.SameFile(a, b) {
			shared++
		}
	}
	if runtime.GOOS == "linux" && shared < 2 {
		t.Errorf("%d files are shared; a segment and the bodies can be", shared)
	}
	for path := range tree(t, next.dir) {
		name, _ := filepath.Rel(next.dir, path)
		if _, ok := next.meta.Files[filepath.ToSlash(name)]; !ok && name != metaFile {
			t.Errorf("%s is there and not in the meta file", name)
		}
	}
}

// TestAChangeDoesNotMergeASmallIndexWhole changes one text of 600 after the other.
func TestAChangeDoesNotMergeASmallIndexWhole(t *testing.T) {
	t.Parallel()
	s := newStore(t).(*Store)
	texts := make([]retrievaltest.Text, 600)
	for i := range texts {
		texts[i] = text(fmt.Sprint(i), fmt.Sprint("the lamp of island number ", i))
	}
	g := mustDerive(t, s, nil, texts...)
	whole, err := filepath.Glob(filepath.Join(g.dir, indexDir, "*.zap"))
	if err != nil || len(whole) != 1 {
		t.Fatal(whole, err)
	}
	for i := range 20 {
		texts = slices.Clone(texts)
		texts[i] = text(fmt.Sprint(i), fmt.Sprint("another lamp of island number ", i))
		g = mustDerive(t, s, g, texts...)
		segments, err := filepath.Glob(filepath.Join(g.dir, indexDir, "*.zap"))
		if !slices.ContainsFunc(segments, func(p string) bool { return filepath.Base(p) == filepath.Base(whole[0]) }) || len(segments) > 14 {
			t.Errorf("after %d changes the index is in %d files, %v", i+1, len(segments), err)
		}
	}
}

func TestBaseServesWhileManyAreDerivedFromIt(t *testing.T) {
	t.Parallel()
	s := newStore(t).(*Store)
	texts := articles(newWords(1), 60)
	base := mustDerive(t, s, nil, texts...)
	r := retrieval.Request{Clauses: []retrieval.Clause{{Lang: "en", Terms: []string{base.Analyze("en", texts[1].Paragraphs[0])[5].Term}, Weight: 1}}, Limit: 200}
	want, err := base.Search(t.Context(), r)
	if err != nil || len(want) == 0 {
		t.Fatal(len(want), err)
	}
	done := make(chan error)
	ctx, stop := context.WithCancel(t.Context())
	go func() {
		for ctx.Err() == nil {
			if hits, err := base.Search(t.Context(), r); err != nil || !slices.Equal(hits, want) {
				done <- fmt.Errorf("%d hits, %w", len(hits), err)
				return
			}
		}
		done <- nil
	}()
	for i := range 4 {
		g := mustDerive(t, s, base, texts[10*i:]...)
		mustPublish(t, s, g)
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestFilesDoNotPileUp(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("derives fifteen generations")
	}
	s := newStore(t).(*Store)
	texts := articles(newWords(1), 10)
	g := mustDerive(t, s, nil, texts...)
	for i := range 15 {
		texts = append(slices.Clone(texts[1:]), text(fmt.Sprint("n", i), "number "+fmt.Sprint(i)))
		next, err := s.Derive(t.Context(), g, changes(t, g, texts...), nil)
		if err != nil {
			t.Fatal(err)
		}
		g.Close()
		g = next.(*generation)
		mustPublish(t, s, g)
	}
	defer g.Close()
	segments, err := filepath.Glob(filepath.Join(g.dir, indexDir, "*.zap"))
	if err != nil || len(segments) > 12 || len(g.meta.Bodies) > maxBodyFiles || len(g.meta.Catalog) > maxParts {
		t.Errorf("%d segments, %d files of bodies, %d of the catalog, %v", len(segments), len(g.meta.Bodies), len(g.meta.Catalog), err)
	}
	var size int64
	for _, n := range g.meta.Bodies {
		size += g.meta.Files[bodiesFile(n)].Size
	}
	if size > 2500 {
		t.Errorf("%d bytes of bodies for ten short ones", size)
	}
	again, err := open(t.Context(), g.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	for _, a := range g.Library().Articles() {
		want, err := g.Body(a.ArticleID)
		if got, err2 := again.Body(a.ArticleID); err != nil || err2 != nil || got != want {
			t.Errorf("the text of %s, opened again: %q, %v, %v", a.ArticleID, got, err, err2)
		}
	}
	if n := len(folders(t, s)); n > DefaultKeep {
		t.Errorf("%d generations are kept", n)
	}
}

func TestPublishKeepsTheLastGenerations(t *testing.T) {
	t.Parallel()
	s := newStore(t).(*Store)
	var all []string
	var g retrieval.Generation
	for i := range 5 {
		g = mustDerive(t, s, g, text("a", fmt.Sprint("version ", i)))
		mustPublish(t, s, g)
		all = append(all, g.ID())
	}
	got := folders(t, s)
	want := slices.Sorted(slices.Values(all[2:]))
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	mustPublish(t, s, mustDerive(t, s, g, text("a", "version 2"))) // is there still
	if p, err := s.pointers(); err != nil || p.Current != all[2] || !slices.Equal(p.Former, []string{all[4], all[3]}) {
		t.Errorf("got %+v, %v", p, err)
	}
}

func TestAnotherVersionIsNoGeneration(t *testing.T) {
	t.Parallel()
	s := newStore(t).(*Store)
	g := mustDerive(t, s, nil, text("a", "one"))
	mustPublish(t, s, g)
	other := New(s.dir, Options{Reader: 2})
	if _, err := other.Current(t.Context()); !errors.Is(err, retrieval.ErrNoGeneration) {
		t.Errorf("Current: %v", err)
	}
	if _, err := other.Open(t.Context(), g.ID()); !errors.Is(err, retrieval.ErrNoGeneration) {
		t.Errorf("Open: %v", err)
	}
	if _, err := other.Derive(t.Context(), g, changes(t, g, text("b", "two")), nil); err == nil {
		t.Error("a generation was derived from one of another version")
	}
}

func TestDamageIsSeenAtOpen(t *testing.T) {
	t.Parallel()
	texts := articles(newWords(1), 10)
	s := newStore(t).(*Store)
	g := mustDerive(t, s, nil, texts...)
	mustPublish(t, s, g)
	damages := map[string]func(path string) error{
		"removed": os.Remove,
		"emptied": func(path string) error { return os.Truncate(path, 0) },
		"halved": func(path string) error {
			i, err := os.Stat(path)
			return errors.Join(err, os.Truncate(path, i.Size()/2))
		},
		"one bit": func(path string) error {
			b, err := os.ReadFile(path)
			if err == nil {
				b[len(b)*2/3] ^= 1
				err = os.WriteFile(path, b, 0o644)
			}
			return err
		},
	}
	for path := range tree(t, g.dir) {
		name, _ := filepath.Rel(g.dir, path)
		for how, damage := range damages {
			t.Run(name+" "+how, func(t *testing.T) {
				t.Parallel()
				other := New(t.TempDir(), Options{Reader: 1})
				defer other.Close()
				if err := os.CopyFS(other.dir, os.DirFS(s.dir)); err != nil {
					t.Fatal(err)
				}
				if err := damage(filepath.Join(other.folder(g.ID()), name)); err != nil {
					t.Fatal(err)
				}
				_, err := other.Open(t.Context(), g.ID())
				if !errors.Is(err, retrieval.ErrCorrupt) && (name != metaFile || !errors.Is(err, retrieval.ErrNoGeneration)) {
					t.Errorf("Open: %v", err)
				}
				again := mustDerive(t, other, nil, texts...)
				if hits, err := again.Search(t.Context(), questions(again, 5)[0]); err != nil || len(hits) == 0 {
					t.Errorf("built again: %d hits, %v", len(hits), err)
				}
			})
		}
	}
}

func TestDamagedPointerIsNoGeneration(t *testing.T) {
	t.Parallel()
	s := newStore(t).(*Store)
	for _, content := range []string{"", "{", "null", `{"current":""}`, `{"current":"../../etc"}`, `{"current":"gone"}`, "\x00\x00"} {
		if err := os.WriteFile(s.pointer(), []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Current(t.Context()); !errors.Is(err, retrieval.ErrNoGeneration) {
			t.Errorf("%q: %v", content, err)
		}
		mustPublish(t, s, mustDerive(t, s, nil, text("a", "one")))
	}
}

// cancelling is a Bodies that cancels when a text is asked for.
type cancelling struct {
	retrievaltest.Bodies
	cancel context.CancelFunc
	at     string
}

func (c cancelling) Body(id string) (string, error) {
	if id == c.at {
		c.cancel()
	}
	return c.Bodies.Body(id)
}

func TestCancelledDeriveLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	s := newStore(t).(*Store)
	texts := articles(newWords(1), 400)
	base := mustDerive(t, s, nil, texts[:100]...)
	before := tree(t, s.generations())
	for _, at := range []int{100, 250, 399} {
		ctx, cancel := context.WithCancel(t.Context())
		c := changes(t, base, texts...)
		c.Bodies = cancelling{c.Bodies.(retrievaltest.Bodies), cancel, texts[at].ArticleID}
		if _, err := s.Derive(ctx, base, c, nil); !errors.Is(err, context.Canceled) {
			t.Errorf("cancelled at %d: %v", at, err)
		}
		if after := tree(t, s.generations()); !maps.Equal(before, after) {
			t.Errorf("cancelled at %d: %d files, and were %d", at, len(after), len(before))
		}
	}
}

func TestLeftoversOfACrashAreRemoved(t *testing.T) {
	t.Parallel()
	s := newStore(t).(*Store)
	for _, name := range []string{"generations/" + temporary + "123/index/0001.zap", ".current.tmp-456"} {
		path := filepath.Join(s.dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, nil, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	mustPublish(t, s, mustDerive(t, s, nil, text("a", "one")))
	var names []string
	for path := range tree(t, s.dir) {
		if strings.Contains(path, temporary) || strings.Contains(path, ".current") || strings.Contains(path, "spool-") {
			names = append(names, path)
		}
	}
	if len(names) > 0 {
		t.Errorf("left: %v", names)
	}
}

func TestReadOnlyFolderServes(t *testing.T) {
	t.Parallel()
	s := newStore(t).(*Store)
	g := mustDerive(t, s, nil, text("a", "one"))
	mustPublish(t, s, g)
	s.Close()
	os.Remove(filepath.Join(s.dir, "lock"))
	chmod(t, s.dir, 0o555, 0o444)
	defer chmod(t, s.dir, 0o755, 0o644)
	reader := New(s.dir, Options{Reader: 1})
	id, err := reader.Current(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	again, err := reader.Open(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if body, err := again.Body("a"); err != nil || body != "one" {
		t.Errorf("got %q, %v", body, err)
	}
	if os.Geteuid() == 0 {
		return // root writes anywhere
	}
	if _, err := reader.Derive(t.Context(), again, changes(t, again, text("a", "two")), nil); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("Derive: %v", err)
	}
}

func chmod(t *testing.T, dir string, dirs, files fs.FileMode) {
	t.Helper()
	filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			return os.Chmod(path, dirs)
		}
		return os.Chmod(path, files)
	})
}

func TestTwoStoresOfOneProcessLockEachOtherOut(t *testing.T) {
	t.Parallel()
	s := newStore(t).(*Store)
	if err := s.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	mustDerive(t, s, nil, text("a", "one")) // the holder goes on
	other := New(s.dir, Options{Command: "second"})
	started := time.Now()
	_, err := other.Derive(t.Context(), nil, changes(t, nil, text("b", "two")), nil)
	locked, ok := errors.AsType[*retrieval.LockedError](err)
	if !ok || locked.PID != os.Getpid() || locked.Command != "test" || time.Since(locked.Since) > time.Minute {
		t.Errorf("got %v", err)
	}
	if took := time.Since(started); took > 2*time.Second {
		t.Errorf("it took %v to fail", took)
	}
	s.Close()
	if err := other.Lock(t.Context()); err != nil {
		t.Errorf("after the first has closed: %v", err)
	}
	other.Close()
}

// TestHelperProcess is no test: it locks a folder for another one, or derives a
// generation in it, until it is killed.
func TestHelperProcess(t *testing.T) {
	dir := os.Getenv("BLEVEINDEX_DIR")
	if dir == "" {
		t.Skip("not called by another test")
	}
	s := New(dir, Options{Reader: 1, Command: "helper"})
	if err := s.Lock(t.Context()); err != nil {
		t.Fatal(err)
	}
	fmt.Println("locked")
	for i := 0; os.Getenv("BLEVEINDEX_DERIVE") != ""; i++ {
		g := mustDerive(t, s, nil, append(articles(newWords(1), 500), text(fmt.Sprint(i), "one more"))...)
		mustPublish(t, s, g)
		fmt.Println("published")
	}
	time.Sleep(time.Minute)
}

// startHelper starts TestHelperProcess and waits until it has the lock.
func startHelper(t *testing.T, dir string, env ...string) *exec.Cmd {
	t.Helper()
	helper := exec.Command(os.Args[0], "-test.run=^TestHelperProcess$")
	helper.Env = append(append(os.Environ(), "BLEVEINDEX_DIR="+dir), env...)
	out, err := helper.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := helper.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { helper.Process.Kill() })
	if line, err := bufio.NewReader(out).ReadString('\n'); line != "locked\n" {
		t.Fatal(line, err)
	}
	return helper
}

func TestLockNamesTheOtherProcessAndDiesWithIt(t *testing.T) {
	t.Parallel()
	s := newStore(t).(*Store)
	helper := startHelper(t, s.dir)
	locked, ok := errors.AsType[*retrieval.LockedError](s.Lock(t.Context()))
	if !ok || locked.PID != helper.Process.Pid || locked.Command != "helper" {
		t.Errorf("got %v", locked)
	}
	helper.Process.Kill()
	helper.Wait()
	if err := s.Lock(t.Context()); err != nil {
		t.Errorf("after the other was killed: %v", err)
	}
}

func TestKilledWriterLosesNothing(t *testing.T) {
	t.Parallel()
	s := newStore(t).(*Store)
	g := mustDerive(t, s, nil, text("a", "one"))
	mustPublish(t, s, g)
	s.Close()
	for _, after := range []time.Duration{20, 200} {
		helper := startHelper(t, s.dir, "BLEVEINDEX_DERIVE=1")
		time.Sleep(after * time.Millisecond)
		helper.Process.Kill()
		helper.Wait()
		id, err := s.Current(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		again, err := s.Open(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		again.Close()
	}
	mustPublish(t, s, mustDerive(t, s, g, text("a", "two")))
	for _, name := range folders(t, s) {
		if strings.HasPrefix(name, temporary) {
			t.Errorf("%s is left", name)
		}
	}
}
