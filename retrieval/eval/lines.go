package eval

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// maxLine is the longest line of a file of questions, judgements or runs, in
// bytes.
const maxLine = 1 << 20

// eachLine gives f the lines of r that are not blank, without white space
// around them and without a byte order mark. Errors, f's too, say which line.
func eachLine(r io.Reader, f func(line []byte) error) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	n := 0
	for lines.Scan() {
		n++
		line := lines.Bytes()
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		if err := f(line); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
		return fmt.Errorf("line %d: it is over the limit of %d MB", n+1, maxLine>>20)
	} else if err != nil {
		return fmt.Errorf("behind line %d: %w", n, err)
	}
	return nil
}
