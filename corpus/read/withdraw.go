package read

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"verbatim/corpus/durable"
	"verbatim/corpus/withdrawn"
)

// ErrKept says that a file cannot be rid of one text: it is damaged, or is not
// written as other files are.
var ErrKept = errors.New("the text cannot be taken out of the file")

// Withdraw takes the withdrawn texts out of one file of a corpus in a folder: a
// file of one article is deleted, a file of JSON lines loses its lines, an archive
// the files or the lines in it. changed
// reports whether the file held one. A file that is gone holds none.
func (f Folder) Withdraw(dir, file string, set *withdrawn.Set) (changed bool, err error) {
	path := filepath.Join(dir, filepath.FromSlash(file))
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if f.MaxArticle <= 0 {
		f.MaxArticle = DefaultMaxArticle
	}
	parse, one := parsers[ending(file)]
	_, archive := archives[ending(file)]
	switch {
	case archive:
		return f.withdrawMembers(path, file, set)
	case !one:
		return f.withdrawLines(path, file, set)
	}
	r := reader{folder: Folder{FS: os.DirFS(dir), MaxArticle: f.MaxArticle}, before: remember(nil, nil), now: time.Now}
	found := r.file(file, parse)
	for _, p := range found.parsed {
		if set.Text(p.article, p.body) {
			return true, errors.Join(os.Remove(path), durable.SyncDir(filepath.Dir(path)))
		}
	}
	return false, nil
}

// withdrawLines writes a file of JSON lines anew, without those of withdrawn
// articles.
func (f Folder) withdrawLines(path, file string, set *withdrawn.Set) (changed bool, err error) {
	in, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer in.Close()
	gone, err := f.goneLines(in, file, set)
	if err != nil || len(gone) == 0 {
		return false, err
	}
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return false, err
	}
	if isUTF16(in) {
		return false, fmt.Errorf("%w: %s is written in UTF-16", ErrKept, file)
	}
	return true, durable.Write(path, func(w io.Writer) error { return writeLines(w, in, gone) })
}

// goneLines are the lines of a file of JSON lines whose articles are withdrawn.
func (f Folder) goneLines(in io.Reader, file string, set *withdrawn.Set) (map[int]bool, error) {
	r, gone := reader{folder: f}, map[int]bool{}
	err := jsonLines(textReader(in), f.MaxArticle, func(l jsonLine) error {
		for _, p := range r.lines(result{file: file}, []jsonLine{l}).parsed {
			if set.Text(p.article, p.body) {
				gone[l.number] = true
			}
		}
		return nil
	})
	return gone, err
}

// isUTF16 reports whether a file begins with the mark of UTF-16.
func isUTF16(in io.ReaderAt) bool {
	var mark [2]byte
	n, _ := in.ReadAt(mark[:], 0)
	return n == 2 && (mark == [2]byte{0xfe, 0xff} || mark == [2]byte{0xff, 0xfe})
}

// writeLines writes the lines of a file but those that go.
func writeLines(w io.Writer, in io.Reader, gone map[int]bool) error {
	br, bw := bufio.NewReaderSize(in, 1<<16), bufio.NewWriterSize(w, 1<<16)
	for number := 1; ; {
		part, err := br.ReadSlice('\n')
		if !gone[number] {
			if _, err := bw.Write(part); err != nil {
				return err
			}
		}
		switch err {
		case nil:
			number++
		case bufio.ErrBufferFull:
		case io.EOF:
			return bw.Flush()
		default:
			return err
		}
	}
}

// WithdrawBelow takes the withdrawn texts out of every file below a folder, such
// as a trash. left are the files that could not be rid of theirs.
func (f Folder) WithdrawBelow(ctx context.Context, dir string, set *withdrawn.Set) (changed int, left []string, err error) {
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || !d.Type().IsRegular() || unsupported(d.Name()) != "" {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		file, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		did, err := f.Withdraw(dir, filepath.ToSlash(file), set)
		if did {
			changed++
		}
		if errors.Is(err, ErrKept) {
			left = append(left, filepath.ToSlash(file))
			return nil
		}
		return err
	})
	return changed, left, err
}
