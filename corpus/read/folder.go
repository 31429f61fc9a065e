package read

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"verbatim/corpus"
	"verbatim/corpus/notes"
	"verbatim/corpus/withdrawn"
)

// DefaultMaxArticle is the size in bytes over which an article is not read,
// unless a Folder says otherwise.
const DefaultMaxArticle = 10 << 20

// Extensions are the endings of the names of the files that are read.
var Extensions = []string{".txt", ".md", ".markdown", ".html", ".htm", ".jsonl", ".ndjson", ".pdf", ".zip", ".tar.gz", ".tgz"}

// parsers are the formats of one article a file. JSON lines stream.
var parsers = map[string]func(data []byte) (document, error){
	".txt":      parseText,
	".md":       parseMarkdown,
	".markdown": parseMarkdown,
	".html":     parseHTML,
	".htm":      parseHTML,
	".pdf":      parsePDF,
}

// Folder is a corpus on disk, or embedded.
type Folder struct {
	FS         fs.FS
	Name       string         // what errors call it: its path
	MaxArticle int64          // in bytes, of a file or of one line of JSON lines; 0 is DefaultMaxArticle
	Sample     bool           // it was made up for demonstration
	Withdrawn  *withdrawn.Set // texts that are not read; nil: those that the corpus itself lists
	Languages  []corpus.Lang  // of the articles that are read; none: of all. Those whose language is not known are read
}

// Dir is the folder at a path of this machine.
func Dir(path string) Folder { return Folder{FS: os.DirFS(path), Name: path} }

// Read reads every article below the folder. A file that old (nil for none)
// holds with the same size and time, or else the same hash, is taken over
// without being parsed; the texts of all other articles go to spool. After
// each file, and each part of a long one, progress, unless nil, is told how
// much of all is done.
//
// What is wrong with a file is in the Library's Skipped. The error is for the
// folder itself, for spool, or ctx's.
func (f Folder) Read(ctx context.Context, old *corpus.Library, spool *corpus.Spool, progress func(corpus.Reading)) (*corpus.Library, error) {
	if f.MaxArticle <= 0 {
		f.MaxArticle = DefaultMaxArticle
	}
	files, skipped, err := walk(ctx, f.FS)
	if err != nil {
		return nil, f.failed(err)
	}
	files, unknown := supported(files)
	gone := f.Withdrawn
	if gone == nil {
		if gone, err = withdrawn.Read(f.FS); err != nil {
			return nil, f.failed(err)
		}
	}
	m := newMerger(spool, append(skipped, unknown...), progress, files)
	m.gone, m.languages = gone, f.Languages
	if m.notes, err = notes.Read(f.FS); err != nil {
		return nil, fmt.Errorf("reading the corpus %s: %w", f.Name, err)
	}
	m.marks = m.notes.Marks()
	if err := f.readAll(ctx, files, remember(old, m.mark), m); err != nil {
		return nil, fmt.Errorf("reading the corpus %s: %w", f.Name, err)
	}
	slices.SortStableFunc(m.skipped, func(a, b corpus.Skipped) int { return strings.Compare(a.File, b.File) })
	l, err := corpus.NewLibrary(m.articles, m.sources, m.skipped, f.Sample)
	if err == nil {
		l.Follow(old)
	}
	return l, err
}

func (f Folder) failed(err error) error {
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("the corpus folder %s does not exist; create it, or name another with -corpus or VERBATIM_CORPUS: %w", f.Name, err)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("the corpus folder %s may not be read; let the user that runs verbatim read it: %w", f.Name, err)
	case isNotFolder(err):
		return fmt.Errorf("the corpus %s is not a folder; put its files into a folder and name that: %w", f.Name, err)
	}
	return fmt.Errorf("the corpus folder %s cannot be read; check the path and the disk: %w", f.Name, err)
}

// supported splits off the files whose names end in nothing that is known.
func supported(files []found) (known []found, skipped []corpus.Skipped) {
	for _, file := range files {
		if reason := unsupported(file.path); reason != "" {
			skipped = append(skipped, corpus.Skipped{File: file.path, Reason: reason})
			continue
		}
		known = append(known, file)
	}
	return known, skipped
}

// unsupported is why a file of that name is not read, "" when it is.
func unsupported(file string) string {
	ext := ending(file)
	switch {
	case slices.Contains(Extensions, ext):
		return ""
	case ext == "":
		return "its name has no ending that tells the format; supported: " + strings.Join(Extensions, ", ")
	}
	return ext + " is not read yet; supported: " + strings.Join(Extensions, ", ")
}

// ending is what tells the format of a file, in small letters: ".md", ".tar.gz".
func ending(file string) string {
	file = strings.ToLower(file)
	if strings.HasSuffix(file, ".tar.gz") {
		return ".tar.gz"
	}
	return path.Ext(file)
}

// inFlight bounds the bytes of files that are read and not merged yet, and so
// the memory that reading takes: a page takes many times its size while it is
// parsed.
const inFlight = 16 << 20

// minCost is what the smallest job counts towards inFlight.
const minCost = 32 << 10

// pipeline carries jobs from the producer to workers, and their results in the
// order of the jobs to the merger.
type pipeline struct {
	room    *semaphore.Weighted
	work    chan *job
	ordered chan *job
}

// job is work for a worker, or results that need none.
type job struct {
	cost  int64 // bytes
	run   func() result
	done  chan result
	ready []result
}

// readAll reads files on as many workers as there are processors.
func (f Folder) readAll(ctx context.Context, files []found, before memory, m *merger) error {
	workers := runtime.GOMAXPROCS(0)
	r := &reader{folder: f, before: before, now: time.Now}
	p := &pipeline{semaphore.NewWeighted(inFlight), make(chan *job), make(chan *job, 64*workers)}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		defer close(p.work)
		defer close(p.ordered)
		r.pipe = p
		for _, file := range files {
			if err := r.schedule(ctx, file); err != nil {
				return err
			}
		}
		return r.flush(ctx)
	})
	for range workers {
		g.Go(func() error {
			for j := range p.work {
				j.done <- j.run()
			}
			return nil
		})
	}
	g.Go(func() error { return p.merge(ctx, m) })
	return g.Wait()
}

// submit waits until there is room for a job.
func (p *pipeline) submit(ctx context.Context, j *job) error {
	queues := []chan *job{p.ordered}
	j.cost = min(max(j.cost, minCost), inFlight)
	if j.run != nil {
		j.done = make(chan result, 1)
		queues = append(queues, p.work)
	}
	if err := p.room.Acquire(ctx, j.cost); err != nil {
		return err
	}
	for _, queue := range queues {
		select {
		case queue <- j:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

func (p *pipeline) merge(ctx context.Context, m *merger) error {
	for j := range p.ordered {
		if j.run != nil {
			select {
			case r := <-j.done:
				j.ready = []result{r}
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		for _, r := range j.ready {
			if err := m.add(r); err != nil {
				return err
			}
		}
		m.tell(j.ready)
		p.room.Release(j.cost)
	}
	return ctx.Err()
}
