package read

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"verbatim/corpus/durable"
	"verbatim/corpus/withdrawn"
)

// withdrawMembers writes an archive anew, without the members that hold a
// withdrawn text, or without the lines of them that do; one in which nothing is
// left is deleted.
func (f Folder) withdrawMembers(archive, file string, set *withdrawn.Set) (changed bool, err error) {
	in, err := os.Open(archive)
	if err != nil {
		return false, err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return false, err
	}
	each, err := archives[ending(file)](in, info.Size())
	if err != nil {
		return false, nil // what cannot be opened is not read either
	}
	gone, left := map[string]removal{}, 0
	err = each(func(m member) error {
		c, err := f.removalOf(file, m, set)
		if err == nil && (c.whole || len(c.lines) > 0) {
			gone[m.name] = c
		}
		if !c.whole {
			left++
		}
		return err
	})
	switch {
	case err != nil:
		return false, fmt.Errorf("%w: %s: %w", ErrKept, file, err)
	case len(gone) == 0:
		return false, nil
	case left == 0:
		return true, errors.Join(os.Remove(archive), durable.SyncDir(filepath.Dir(archive)))
	}
	pack := packTar
	if ending(file) == ".zip" {
		pack = packZip
	}
	return true, durable.Write(archive, func(w io.Writer) error { return pack(w, in, info.Size(), gone) })
}

// removal is what goes of a member: all of it, or lines by their numbers.
type removal struct {
	whole bool
	lines map[int]bool
}

// removalOf is what a member holds of withdrawn texts. What is not read in an archive
// holds none.
func (f Folder) removalOf(archive string, m member, set *withdrawn.Set) (c removal, err error) {
	name, ok := memberName(m.name)
	if !ok || m.reason != "" || hiddenMember(name) || archives[ending(name)] != nil || unsupported(name) != "" {
		return c, nil
	}
	in, err := m.open()
	if err != nil {
		return c, err
	}
	defer in.Close()
	res := result{file: path.Join(archive, name)}
	parse, one := parsers[ending(name)]
	if !one {
		data, err := io.ReadAll(in)
		if err != nil {
			return c, err
		}
		c.lines, err = f.goneLines(bytes.NewReader(data), res.file, set)
		if err == nil && len(c.lines) > 0 && isUTF16(bytes.NewReader(data)) {
			err = errors.New("a file in it is written in UTF-16")
		}
		return c, err
	}
	data, err := io.ReadAll(io.LimitReader(in, f.MaxArticle+1))
	if err != nil || int64(len(data)) > f.MaxArticle {
		return c, err
	}
	res.parse(data, parse)
	for _, p := range res.parsed {
		c.whole = c.whole || set.Text(p.article, p.body)
	}
	return c, nil
}

// packZip writes a .zip file without what goes. All else is taken as it is packed.
func packZip(w io.Writer, in io.ReaderAt, size int64, gone map[string]removal) error {
	z, err := zip.NewReader(in, size)
	if err != nil {
		return err
	}
	out := zip.NewWriter(w)
	if err := out.SetComment(z.Comment); err != nil {
		return err
	}
	for _, f := range z.File {
		c := gone[zipName(f)]
		switch {
		case c.whole:
			continue
		case len(c.lines) == 0:
			err = out.Copy(f)
		default:
			err = repackLines(out, f, c.lines)
		}
		if err != nil {
			return err
		}
	}
	return out.Close()
}

func repackLines(out *zip.Writer, f *zip.File, gone map[int]bool) error {
	in, err := f.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	w, err := out.CreateHeader(&zip.FileHeader{Name: f.Name, Comment: f.Comment, NonUTF8: f.NonUTF8, Method: f.Method, Modified: f.Modified, ExternalAttrs: f.ExternalAttrs})
	if err != nil {
		return err
	}
	return writeLines(w, in, gone)
}

// packTar writes a .tar.gz file without what goes.
func packTar(w io.Writer, in io.ReaderAt, size int64, gone map[string]removal) error {
	g, err := gzip.NewReader(bufio.NewReader(io.NewSectionReader(in, 0, size)))
	if err != nil {
		return err
	}
	zipped := gzip.NewWriter(w)
	out := tar.NewWriter(zipped)
	for t := tar.NewReader(g); ; {
		h, err := t.Next()
		if err == io.EOF {
			return errors.Join(out.Close(), zipped.Close())
		}
		if err != nil {
			return err
		}
		c := gone[strings.ToValidUTF8(h.Name, "\ufffd")]
		if c.whole {
			continue
		}
		var body io.Reader = t
		if len(c.lines) > 0 {
			var kept bytes.Buffer
			if err := writeLines(&kept, t, c.lines); err != nil {
				return err
			}
			h.Size, body = int64(kept.Len()), &kept
		}
		if err := out.WriteHeader(h); err != nil {
			return err
		}
		if _, err := io.Copy(out, body); err != nil {
			return err
		}
	}
}
