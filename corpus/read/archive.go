package read

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"verbatim/corpus"
)

// Limits of an archive. Texts become five times smaller when they are packed,
// and tables of them twenty times; a bomb becomes a thousand times larger.
const (
	maxMembers   = 100_000
	maxUnpacked  = 4 << 30  // bytes
	maxRatio     = 200      // of what is unpacked to what is packed
	ratioCounts  = 16 << 20 // bytes of unpacked text from which on the ratio counts
	maxDirectory = 16 << 20 // bytes of the list of a .zip file
)

// archives are the formats of files in a file. No member is ever written to
// disk, and an archive in an archive is not opened.
var archives = map[string]func(io.ReaderAt, int64) (members, error){
	".zip":    zipMembers,
	".tar.gz": tarMembers,
	".tgz":    tarMembers,
}

// members yields the files of an archive in their order. open is nil where
// reason says why a member is not read; what it opens is read before the next
// member comes. packed is how many bytes of the archive are behind it by then.
type members func(yield func(m member) error) error

type member struct {
	name   string
	reason string
	open   func() (io.ReadCloser, error)
	packed int64
}

// bomb is the reason to refuse a whole archive.
type bomb string

func (b bomb) Error() string {
	return fmt.Sprintf("it unpacks to %s, as archives do that are made to do harm; unpack it yourself and put what you need into the corpus", string(b))
}

// checkSize refuses an archive by what it unpacks to.
func checkSize(files int, unpacked, packed int64) error {
	switch {
	case files > maxMembers:
		return bomb(fmt.Sprintf("more than %d files", maxMembers))
	case unpacked > maxUnpacked:
		return bomb("more than " + megabytes(maxUnpacked))
	case unpacked > ratioCounts && unpacked/maxRatio > packed:
		return bomb(fmt.Sprintf("more than %d times its size", maxRatio))
	}
	return nil
}

// zipMembers reads the list of a .zip file. What it says of sizes is checked at
// once, and again by whoever reads a member, since lists lie.
func zipMembers(r io.ReaderAt, size int64) (members, error) {
	z, err := zip.NewReader(&listReader{r, maxDirectory}, size)
	if errors.Is(err, errLongList) {
		return nil, bomb(fmt.Sprintf("more than %d files", maxMembers))
	}
	if err != nil {
		return nil, brokenArchive(err)
	}
	unpacked := int64(0)
	for _, f := range z.File {
		// A file that says less than it unpacks to is caught where it is read.
		if f.UncompressedSize64 > maxUnpacked {
			return nil, bomb("more than " + megabytes(maxUnpacked))
		}
		unpacked += int64(f.UncompressedSize64)
	}
	if err := checkSize(len(z.File), unpacked, size); err != nil {
		return nil, err
	}
	z, err = zip.NewReader(r, size)
	if err != nil {
		return nil, brokenArchive(err)
	}
	return func(yield func(member) error) error {
		for _, f := range z.File {
			m := member{name: zipName(f), open: f.Open, packed: int64(f.CompressedSize64)}
			switch mode := f.Mode(); {
			case mode.IsDir():
				continue
			case !mode.IsRegular():
				m.reason = "it is a link or a special file, which is not read in an archive; pack the file itself"
			case f.Flags&1 != 0:
				m.reason = "it is locked with a password; pack it again without one"
			}
			if err := yield(m); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

// zipName is a member's name, which old programs write in code page 850.
func zipName(f *zip.File) string {
	if utf8.ValidString(f.Name) {
		return f.Name
	}
	if s, err := charmap.CodePage850.NewDecoder().String(f.Name); err == nil {
		return s
	}
	return strings.ToValidUTF8(f.Name, "\ufffd")
}

// listReader fails once a .zip file's list proves longer than any good one.
type listReader struct {
	io.ReaderAt
	left int64
}

var errLongList = errors.New("the list is too long")

func (l *listReader) ReadAt(p []byte, offset int64) (int, error) {
	if l.left -= int64(len(p)); l.left < 0 {
		return 0, errLongList
	}
	return l.ReaderAt.ReadAt(p, offset)
}

// tarMembers unpacks a .tar.gz file once to see what it comes to, before
// anything of it is read.
func tarMembers(r io.ReaderAt, size int64) (members, error) {
	if err := measureTar(r, size); err != nil {
		return nil, err
	}
	return func(yield func(member) error) error {
		return eachTar(r, size, func(*counter) error { return nil }, yield)
	}, nil
}

func measureTar(r io.ReaderAt, size int64) error {
	files := 0
	check := func(unpacked *counter) error { return checkSize(files, unpacked.n, size) }
	return eachTar(r, size, check, func(member) error { files++; return nil })
}

// eachTar yields the members of a .tar.gz file, and asks check after each and
// after every few megabytes.
func eachTar(r io.ReaderAt, size int64, check func(unpacked *counter) error, yield func(member) error) error {
	packed := &counter{r: io.NewSectionReader(r, 0, size)}
	g, err := gzip.NewReader(bufio.NewReaderSize(packed, 64<<10))
	if err != nil {
		return brokenArchive(err)
	}
	unpacked := &counter{r: g, check: check}
	t := tar.NewReader(unpacked)
	for before := int64(0); ; before = packed.n {
		h, err := t.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return brokenArchive(err)
		}
		if h.Typeflag == tar.TypeDir || h.Typeflag == tar.TypeXGlobalHeader {
			continue
		}
		m := member{name: strings.ToValidUTF8(h.Name, "\ufffd"), open: func() (io.ReadCloser, error) { return io.NopCloser(t), nil }, packed: packed.n - before}
		if h.Typeflag != tar.TypeReg {
			m.reason = "it is a link or a special file, which is not read in an archive; pack the file itself"
		}
		if err := yield(m); err != nil {
			return err
		}
		if err := check(unpacked); err != nil {
			return err
		}
	}
}

// counter counts what is read, and lets it be checked.
type counter struct {
	r     io.Reader
	n     int64
	check func(*counter) error
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	if c.check != nil {
		if err := c.check(c); err != nil {
			return n, err
		}
	}
	return n, err
}

func brokenArchive(err error) error {
	if _, ok := errors.AsType[bomb](err); ok {
		return err
	}
	return fmt.Errorf("it is a broken archive (%w); pack or download it again", err)
}

// scheduleArchive submits every member of an archive that is new or changed.
func (r *reader) scheduleArchive(ctx context.Context, f found) error {
	file, err := r.folder.FS.Open(f.path)
	if err != nil {
		return r.ready(ctx, failure(f.path, ioReason(err)))
	}
	defer file.Close()
	at, ok := file.(io.ReaderAt)
	if !ok {
		return r.ready(ctx, failure(f.path, "this file system reads files from their beginning only; unpack it"))
	}
	info, err := file.Stat()
	if err != nil {
		return r.ready(ctx, failure(f.path, ioReason(err)))
	}
	source := r.source(f.path, info)
	if source.Hash, err = r.hash(ctx, f.path); err != nil {
		return r.ready(ctx, failure(f.path, ioReason(err)))
	}
	if r.before.sameBytes(source) {
		return r.ready(ctx, r.before.takeOver(source))
	}
	res := result{file: f.path, source: &source, last: true}
	each, err := archives[ending(f.path)](at, info.Size())
	if err == nil {
		seen := map[string]bool{}
		err = each(func(m member) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			return r.scheduleMember(ctx, f.path, m, seen)
		})
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		res.skipped = []corpus.Skipped{{File: f.path, Reason: err.Error()}}
	}
	return r.ready(ctx, res)
}

// scheduleMember submits one member. Its file is that of the archive with its
// name in the archive behind it.
func (r *reader) scheduleMember(ctx context.Context, archive string, m member, seen map[string]bool) error {
	name, ok := memberName(m.name)
	if ok && hiddenMember(name) {
		return nil
	}
	file := path.Join(archive, name)
	switch {
	case !ok:
		file = archive
		m.reason = fmt.Sprintf("the name %.100q in it leads out of the archive, and is not read; pack it again with plain names", m.name)
	case m.reason != "":
	case seen[name]:
		m.reason = "it is the second file of that name in its archive; pack it again with other names"
	case archives[ending(name)] != nil:
		m.reason = "it is an archive in an archive, which is not opened; unpack it first"
	default:
		m.reason = unsupported(name)
	}
	seen[name] = true
	res := result{file: file, in: archive, bytes: int(m.packed)}
	if m.reason != "" {
		res.skipped = []corpus.Skipped{{File: file, Reason: m.reason}}
		return r.ready(ctx, res)
	}
	return r.scheduleOpened(ctx, res, m)
}

func (r *reader) scheduleOpened(ctx context.Context, res result, m member) error {
	refuse := func(reason string) error {
		res.skipped = []corpus.Skipped{{File: res.file, Reason: reason}}
		return r.ready(ctx, res)
	}
	in, err := m.open()
	if err != nil {
		return refuse(brokenArchive(err).Error())
	}
	defer in.Close()
	parse, one := parsers[ending(res.file)]
	if !one {
		if err := r.batches(ctx, res, withContext(ctx, in)); err != nil && ctx.Err() == nil {
			return refuse("what is behind the articles read: " + brokenArchive(err).Error())
		}
		return ctx.Err()
	}
	data, err := io.ReadAll(io.LimitReader(withContext(ctx, in), r.folder.MaxArticle+1))
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return refuse(brokenArchive(err).Error())
	case int64(len(data)) > r.folder.MaxArticle:
		res.again = true // the limit may be raised
		return refuse(fmt.Sprintf("it is over the limit of %s for one article; split it, or raise VERBATIM_MAX_ARTICLE", megabytes(r.folder.MaxArticle)))
	}
	return r.pipe.submit(ctx, &job{cost: int64(len(data)), run: func() result {
		res.parse(data, parse)
		return res
	}})
}

// memberName is the name of a member as a path inside its archive; ok is false
// for one that leads out of it.
func memberName(s string) (name string, ok bool) {
	s = strings.ReplaceAll(s, `\`, "/") // as some programs pack on Windows
	s = strings.TrimPrefix(s, "./")
	if !fs.ValidPath(s) || s == "." || strings.ContainsAny(s, ":\x00\n\r") || strings.Count(s, "/") > maxDepth || len(s) > 1000 {
		return "", false
	}
	return s, true
}

// hiddenMember reports a name that would not be read in a folder either.
func hiddenMember(name string) bool {
	return slices.ContainsFunc(strings.Split(name, "/"), func(part string) bool {
		return strings.HasPrefix(part, ".") || strings.HasPrefix(part, "_")
	})
}
