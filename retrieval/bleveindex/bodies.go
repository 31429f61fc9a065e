package bleveindex

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"verbatim/retrieval"
)

// bodies reads the texts of articles where they stand: files by their numbers.
type bodies map[int]*os.File

func openBodies(dir string, numbers []int) (bodies, error) {
	b := bodies{}
	for _, n := range numbers {
		f, err := os.Open(filepath.Join(dir, bodiesFile(n)))
		if err != nil {
			b.close()
			return nil, err
		}
		b[n] = f
	}
	return b, nil
}

func (b bodies) close() error {
	var err error
	for _, f := range b {
		err = errors.Join(err, f.Close())
	}
	return err
}

// read gives bytes [start, end) of the body that stands at p.
func (b bodies) read(p place, start, end int) (string, error) {
	buf := make([]byte, end-start)
	if len(buf) == 0 {
		return "", nil
	}
	if _, err := b[p.file].ReadAt(buf, p.offset+int64(start)); errors.Is(err, io.EOF) {
		return "", fmt.Errorf("%w: %s ends before a text of it", retrieval.ErrCorrupt, b[p.file].Name())
	} else if err != nil {
		return "", fmt.Errorf("reading a text of the generation: %w", err)
	}
	return string(buf), nil
}

// bodyWriter appends texts to a new file of bodies.
type bodyWriter struct {
	number int // of the file
	out    *sumWriter
	buf    *bufio.Writer
	offset int64
}

func newBodyWriter(path string, number int) (*bodyWriter, error) {
	out, err := create(path)
	if err != nil {
		return nil, err
	}
	return &bodyWriter{number: number, out: out, buf: bufio.NewWriterSize(out, 1<<16)}, nil
}

// add writes a text and says where it stands.
func (w *bodyWriter) add(text string) (place, error) {
	p := place{file: w.number, offset: w.offset}
	n, err := w.buf.WriteString(text)
	w.offset += int64(n)
	return p, err
}

func (w *bodyWriter) close() (sum, error) {
	err := w.buf.Flush()
	return w.out.sum, errors.Join(err, w.out.close())
}
