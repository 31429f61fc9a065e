package read

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"syscall"
	"time"

	"verbatim/corpus"
)

// racy is how long after an edit another one may leave a file with the same
// time, on file systems that count in seconds or two.
const racy = 2 * time.Second

// memory is what an earlier Library knows.
type memory struct {
	sources  []corpus.Source
	byFile   map[string]int // places in sources
	articles [][2]int       // for each source, where its articles begin and end in all
	all      []*corpus.Article
	skipped  map[string][]corpus.Skipped // by file
}

// noted parts the hash of a file from the mark of what else it was read by.
const noted = "+"

// remember knows what an earlier library knows, but of files that have another
// mark now.
func remember(old *corpus.Library, now func(file string) string) memory {
	m := memory{byFile: map[string]int{}, skipped: map[string][]corpus.Skipped{}}
	if old == nil {
		return m
	}
	m.sources, m.all = slices.Clone(old.Sources()), old.Articles()
	m.byFile = make(map[string]int, len(m.sources))
	for i := range m.sources {
		s := &m.sources[i]
		var mark string
		if s.Hash, mark, _ = strings.Cut(s.Hash, noted); mark != now(s.File) {
			s.Hash = "" // it is read again
		}
		m.byFile[s.File] = i
	}
	m.articles = make([][2]int, len(m.sources))
	at, ok := -1, false
	for i, a := range m.all {
		switch next := at + 1; {
		case next < len(m.sources) && m.sources[next].File == a.File: // they come in order of file
			at = next
		default:
			if at, ok = m.onDisk(a.File); !ok {
				at = -1
				continue
			}
		}
		of := &m.articles[at]
		if of[1] == 0 {
			*of = [2]int{i, i}
		}
		if of[1] != i {
			m.sources[at].Hash = "" // they do not stand together
		}
		of[1] = i + 1
	}
	for _, s := range old.Skipped() {
		if at, ok := m.onDisk(s.File); ok {
			file := m.sources[at].File
			m.skipped[file] = append(m.skipped[file], s)
		}
	}
	return m
}

// onDisk is the place of the file itself, or of the archive that it stands in.
func (m memory) onDisk(file string) (int, bool) {
	for f := file; f != "."; f = path.Dir(f) {
		if i, ok := m.byFile[f]; ok {
			return i, true
		}
	}
	return 0, false
}

// source is a file as it was; the zero Source when it is not known.
func (m memory) source(file string) corpus.Source {
	if i, ok := m.byFile[file]; ok {
		return m.sources[i]
	}
	return corpus.Source{}
}

// sameTime reports that a file need not even be opened. A time that is not
// known, or a result that hung on other files (it has no hash), tells nothing.
func (m memory) sameTime(f found) bool {
	s := m.source(f.path)
	return s.Hash != "" && !s.ModTime.IsZero() && s.Size == f.info.Size() && s.ModTime.Equal(f.info.ModTime())
}

// sameBytes reports that a file has the bytes that it had.
func (m memory) sameBytes(s corpus.Source) bool {
	before := m.source(s.File)
	return before.Hash != "" && before.Hash == s.Hash
}

func (m memory) takeOver(s corpus.Source) result {
	at := m.byFile[s.File]
	s.Hash = m.sources[at].Hash
	of := m.articles[at]
	return result{file: s.File, kept: m.all[of[0]:of[1]], skipped: m.skipped[s.File], source: &s, last: true}
}

// reader makes jobs of files.
type reader struct {
	folder Folder
	before memory
	pipe   *pipeline
	now    func() time.Time
	kept   []result // of files taken over, not yet submitted
}

// together is how many files that are taken over make one job.
const together = 512

// schedule submits what one file takes to read.
func (r *reader) schedule(ctx context.Context, f found) error {
	if r.before.sameTime(f) {
		if r.kept = append(r.kept, r.before.takeOver(r.source(f.path, f.info))); len(r.kept) < together {
			return nil
		}
		return r.flush(ctx)
	}
	if err := r.flush(ctx); err != nil {
		return err
	}
	parse, one := parsers[ending(f.path)]
	_, archive := archives[ending(f.path)]
	switch {
	case archive:
		return r.scheduleArchive(ctx, f)
	case !one:
		return r.scheduleLines(ctx, f)
	case f.info.Size() > r.folder.MaxArticle:
		return r.ready(ctx, failure(f.path, r.tooLong(f.info.Size())))
	}
	return r.pipe.submit(ctx, &job{cost: f.info.Size(), run: func() result { return r.file(f.path, parse) }})
}

// flush submits the files that are taken over.
func (r *reader) flush(ctx context.Context) error {
	kept := r.kept
	r.kept = nil
	if len(kept) == 0 {
		return nil
	}
	return r.ready(ctx, kept...)
}

func (r *reader) ready(ctx context.Context, res ...result) error {
	return r.pipe.submit(ctx, &job{ready: res})
}

func failure(file, reason string) result {
	return result{file: file, skipped: []corpus.Skipped{{File: file, Reason: reason}}, last: true}
}

func (r *reader) tooLong(size int64) string {
	return fmt.Sprintf("it is %s long, over the limit of %s for one article; split it, or raise VERBATIM_MAX_ARTICLE", megabytes(size), megabytes(r.folder.MaxArticle))
}

func megabytes(n int64) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d bytes", n)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
}

// source is a file as it is now. The time of one that was edited just now is
// left out, so that next time its bytes are compared.
func (r *reader) source(file string, info fs.FileInfo) corpus.Source {
	s := corpus.Source{File: file, Size: info.Size(), ModTime: info.ModTime()}
	if r.now().Sub(s.ModTime) < racy {
		s.ModTime = time.Time{}
	}
	return s
}

// file reads a file of one article.
func (r *reader) file(file string, parse func([]byte) (document, error)) result {
	data, source, err := r.load(file)
	switch {
	case err != nil:
		return failure(file, ioReason(err))
	case int64(len(data)) > r.folder.MaxArticle:
		return failure(file, r.tooLong(int64(len(data))))
	case r.before.sameBytes(source):
		return r.before.takeOver(source)
	}
	began := r.now()
	res := result{file: file, source: &source, last: true}
	res.parse(data, parse)
	source.Took = r.now().Sub(began)
	return res
}

// parse adds the article that the bytes of a file make.
func (r *result) parse(data []byte, parse func([]byte) (document, error)) {
	d, err := guarded(func() (document, error) { return parse(data) })
	if err == nil {
		err = r.assemble(r.file, 0, d)
	}
	if err != nil {
		r.bad(0, err.Error())
	}
}

// load reads a whole file, and one byte more than the limit of one too long.
func (r *reader) load(file string) ([]byte, corpus.Source, error) {
	f, err := r.folder.FS.Open(file)
	if err != nil {
		return nil, corpus.Source{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, corpus.Source{}, err
	}
	data, err := io.ReadAll(io.LimitReader(f, r.folder.MaxArticle+1))
	if err != nil {
		return nil, corpus.Source{}, err
	}
	s := r.source(file, info)
	if int64(len(data)) != s.Size { // it is being written
		s.ModTime = time.Time{}
	}
	sum := sha256.Sum256(data)
	s.Hash = hex.EncodeToString(sum[:])
	return data, s, nil
}

// guarded makes an error of a panic in a parser: one page that a library
// stumbles over must not end the reading of all others.
func guarded(parse func() (document, error)) (d document, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("its parser failed (%v); mend or remove it", p)
		}
	}()
	return parse()
}

// batchBytes is how much of a JSON-lines file is parsed in one job.
const batchBytes = 256 << 10

// scheduleLines streams a file of JSON lines: batches of lines go to the
// workers while the next ones are read.
func (r *reader) scheduleLines(ctx context.Context, f found) error {
	file, err := r.folder.FS.Open(f.path)
	if err != nil {
		return r.ready(ctx, failure(f.path, ioReason(err)))
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return r.ready(ctx, failure(f.path, ioReason(err)))
	}
	source := r.source(f.path, info)
	if r.before.source(f.path).Size == source.Size {
		if source.Hash, err = r.hash(ctx, f.path); err == nil && r.before.sameBytes(source) {
			return r.ready(ctx, r.before.takeOver(source))
		}
	}
	h := sha256.New()
	err = r.batches(ctx, result{file: f.path}, io.TeeReader(withContext(ctx, file), h))
	if ctx.Err() != nil {
		return ctx.Err()
	}
	res := result{file: f.path, source: &source, last: true}
	if err != nil {
		res = failure(f.path, "what is behind the articles read: "+ioReason(err))
	}
	source.Hash = hex.EncodeToString(h.Sum(nil))
	return r.ready(ctx, res)
}

// batches submits the lines of a file in parts, each with a result like to.
func (r *reader) batches(ctx context.Context, to result, in io.Reader) error {
	var batch []jsonLine
	size, text := 0, 0 // in memory, and in the file
	flush := func() error {
		lines, cost, res := batch, int64(size), to
		res.bytes = text
		batch, size, text = nil, 0, 0
		return r.pipe.submit(ctx, &job{cost: cost, run: func() result { return r.lines(res, lines) }})
	}
	err := jsonLines(textReader(in), r.folder.MaxArticle, func(l jsonLine) error {
		batch = append(batch, l)
		text += len(l.data) + 1
		if size += len(l.data) + 64; size < batchBytes {
			return nil
		}
		return flush()
	})
	return errors.Join(flush(), err)
}

// lines parses lines of a file of JSON lines into res.
func (r *reader) lines(res result, lines []jsonLine) result {
	for _, l := range lines {
		if l.data == nil {
			res.again = true // the limit may be raised
			res.bad(l.number, fmt.Sprintf("over the limit of %s for one article; split it, or raise VERBATIM_MAX_ARTICLE", megabytes(r.folder.MaxArticle)))
			continue
		}
		d, err := guarded(func() (document, error) { return parseJSONLine(res.file, l.data) })
		if err == nil {
			err = res.assemble(res.file, l.number, d)
		}
		if err != nil {
			res.bad(l.number, err.Error())
		}
	}
	return res
}

func (r *reader) hash(ctx context.Context, file string) (string, error) {
	f, err := r.folder.FS.Open(file)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, withContext(ctx, f)); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// contextReader ends the reading of a long file with its context.
type contextReader struct {
	ctx context.Context
	r   io.Reader
}

func withContext(ctx context.Context, r io.Reader) io.Reader { return contextReader{ctx, r} }

func (c contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}

func isNotFolder(err error) bool { return errors.Is(err, syscall.ENOTDIR) }
