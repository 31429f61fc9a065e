package bleveindex

import (
	"errors"
	"hash/crc32"
	"io"
	"os"
)

// sum is the size and the checksum of a file.
type sum struct {
	Size int64  `json:"size"`
	CRC  uint32 `json:"crc"` // CRC-32C, which processors compute as fast as disks read
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func sumFile(path string) (sum, error) {
	f, err := os.Open(path)
	if err != nil {
		return sum{}, err
	}
	defer f.Close()
	h := crc32.New(castagnoli)
	n, err := io.CopyBuffer(struct{ io.Writer }{h}, f, make([]byte, 1<<18))
	return sum{n, h.Sum32()}, err
}

// sumWriter writes a new file and knows its sum.
type sumWriter struct {
	file *os.File
	sum  sum
}

func create(path string) (*sumWriter, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, err
	}
	return &sumWriter{file: f}, nil
}

func (w *sumWriter) Write(b []byte) (int, error) {
	n, err := w.file.Write(b)
	w.sum.Size += int64(n)
	w.sum.CRC = crc32.Update(w.sum.CRC, castagnoli, b[:n])
	return n, err
}

// close syncs and closes the file.
func (w *sumWriter) close() error { return errors.Join(w.file.Sync(), w.file.Close()) }

// share makes the file to another name of the file from, or a copy of it where
// hard links are refused.
func share(from, to string) error {
	if os.Link(from, to) == nil {
		return nil
	}
	return copyFile(from, to)
}

func copyFile(from, to string) error {
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer src.Close()
	dst, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(dst, src)
	return errors.Join(err, dst.Sync(), dst.Close())
}
