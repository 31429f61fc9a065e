package read

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"verbatim/corpus"
)

// maxDepth bounds how deeply folders may be nested. It ends loops of links in
// file systems that cannot tell one file from another.
const maxDepth = 64

// found is a regular file, or a folder, with what Stat says of it.
type found struct {
	path string
	info fs.FileInfo
}

// walker collects the files of a corpus. Links are followed after all else, so
// that of a file and a link to it the file is the one that is read.
type walker struct {
	ctx     context.Context
	fsys    fs.FS
	folders []found
	files   []found
	plain   []fs.DirEntry // files of which Stat has not been asked
	names   []string      // of plain
	links   []string
	skipped []corpus.Skipped

	following bool // links are being followed, and may lead where we have been
}

// walk finds the regular files below the root of fsys, in order of path. The
// error is that of the root, or the context's.
func walk(ctx context.Context, fsys fs.FS) (files []found, skipped []corpus.Skipped, err error) {
	w := &walker{ctx: ctx, fsys: fsys}
	root, err := fs.Stat(fsys, ".")
	if err != nil {
		return nil, nil, err
	}
	if !root.IsDir() {
		return nil, nil, syscall.ENOTDIR
	}
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, nil, err
	}
	w.folders = append(w.folders, found{".", root})
	w.entries(".", entries)
	w.stat()
	w.followLinks()
	slices.SortFunc(w.files, func(a, b found) int { return cmp.Compare(a.path, b.path) })
	return w.files, w.skipped, ctx.Err()
}

func (w *walker) skip(file, format string, args ...any) {
	w.skipped = append(w.skipped, corpus.Skipped{File: strings.ToValidUTF8(file, "\ufffd"), Reason: fmt.Sprintf(format, args...)})
}

func (w *walker) entries(dir string, entries []fs.DirEntry) {
	for _, e := range entries {
		if w.ctx.Err() != nil {
			return
		}
		name := path.Join(dir, e.Name())
		switch {
		case strings.HasPrefix(e.Name(), "."), strings.HasPrefix(e.Name(), "_"):
		case !fs.ValidPath(name):
			w.skip(name, "its name is not valid; rename it")
		case e.Type()&fs.ModeSymlink != 0:
			w.links = append(w.links, name)
		case e.Type().IsRegular():
			w.plain, w.names = append(w.plain, e), append(w.names, name)
		default:
			info, err := e.Info()
			if err != nil {
				w.skip(name, "%s", ioReason(err))
				continue
			}
			w.add(found{name, info})
		}
	}
}

// statters is how many ask at once what Stat says of files: over a network each
// of them waits.
const statters = 8

// stat asks what Stat says of the plain files: where nothing has changed, that
// is most of what a reload does.
func (w *walker) stat() {
	infos, errs := make([]fs.FileInfo, len(w.plain)), make([]error, len(w.plain))
	var g sync.WaitGroup
	for part := range statters {
		g.Go(func() {
			for i := part; i < len(w.plain) && w.ctx.Err() == nil; i += statters {
				infos[i], errs[i] = w.plain[i].Info()
			}
		})
	}
	g.Wait()
	names := w.names
	w.plain, w.names = nil, nil
	if w.ctx.Err() != nil {
		return
	}
	w.files = slices.Grow(w.files, len(names))
	for i, name := range names {
		if errs[i] != nil {
			w.skip(name, "%s", ioReason(errs[i]))
			continue
		}
		w.add(found{name, infos[i]})
	}
}

func (w *walker) add(f found) {
	switch mode := f.info.Mode(); {
	case mode.IsDir():
		w.folder(f)
	case mode.IsRegular():
		w.files = append(w.files, f)
	default: // opening a named pipe would wait for a writer
		w.skip(f.path, "it is %s, not a file; remove it from the corpus", modeName(mode))
	}
}

func (w *walker) folder(f found) {
	if strings.Count(f.path, "/") >= maxDepth {
		w.skip(f.path, "it is nested more than %d folders deep; move it up, or remove the link that leads back", maxDepth)
		return
	}
	if w.following && w.visited(f) {
		return
	}
	w.folders = append(w.folders, f)
	entries, err := fs.ReadDir(w.fsys, f.path)
	if err != nil {
		w.skip(f.path, "%s", ioReason(err))
	}
	w.entries(f.path, entries)
}

// visited reports a folder that a link has led to a second time.
func (w *walker) visited(f found) bool {
	for _, dir := range w.folders {
		switch {
		case !os.SameFile(dir.info, f.info):
			continue
		case dir.path == "." || strings.HasPrefix(f.path, dir.path+"/"):
			w.skip(f.path, "a symbolic link leads back to a folder above it, a loop; remove the link")
		default:
			w.skip(f.path, "a symbolic link leads to the folder %s, which is read already; remove the link", dir.path)
		}
		return true
	}
	return false
}

// followLinks adds what the links lead to, in order of path, and what links
// behind them lead to.
func (w *walker) followLinks() {
	w.following = true
	reached := fileIndex{}
	indexed := 0
	for len(w.links) > 0 && w.ctx.Err() == nil {
		slices.Sort(w.links)
		name := w.links[0]
		w.links = w.links[1:]
		for ; indexed < len(w.files); indexed++ {
			reached.add(w.files[indexed])
		}
		info, err := fs.Stat(w.fsys, name)
		if err != nil {
			w.skip(name, "%s", ioReason(err))
			continue
		}
		f := found{name, info}
		if twin, ok := reached.twin(f); ok {
			w.skip(name, "a symbolic link leads to %s, which is read already; remove the link", twin)
			continue
		}
		w.add(f)
		w.stat() // what stands in a folder
	}
}

// fileIndex finds the file that another name leads to. os.SameFile compares
// two files only; equal size and time choose the few to compare.
type fileIndex map[fileLook][]found

type fileLook struct {
	size  int64
	mtime time.Time
}

func lookOf(f found) fileLook { return fileLook{f.info.Size(), f.info.ModTime().UTC()} }

func (x fileIndex) add(f found) { x[lookOf(f)] = append(x[lookOf(f)], f) }

func (x fileIndex) twin(f found) (string, bool) {
	if !f.info.Mode().IsRegular() {
		return "", false
	}
	for _, g := range x[lookOf(f)] {
		if os.SameFile(f.info, g.info) {
			return g.path, true
		}
	}
	return "", false
}

// ioReason tells a person why a file or folder could not be opened or read.
func ioReason(err error) string {
	var pathErr *fs.PathError
	cause := err
	if errors.As(err, &pathErr) {
		cause = pathErr.Err
	}
	switch {
	case errors.Is(err, fs.ErrPermission):
		return "it may not be read (permission denied); let the user that runs verbatim read it"
	case errors.Is(err, fs.ErrNotExist):
		return "it does not exist: a link that leads nowhere, or a file removed just now; remove the link or read again"
	case errors.Is(err, syscall.ELOOP):
		return "its symbolic links lead in a loop; remove them"
	}
	return fmt.Sprintf("it cannot be read (%v); check the disk and read again", cause)
}

func modeName(m fs.FileMode) string {
	switch {
	case m&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case m&fs.ModeSocket != 0:
		return "a socket"
	case m&fs.ModeDevice != 0:
		return "a device"
	}
	return "a special file"
}
