package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"

	"verbatim/retrieval"
)

// maxLine is the length in bytes of a line of a batch past which it is a bad
// one. The longest question takes 4,000 characters.
const maxLine = 1 << 20

// batch answers the questions of a file, one JSON line for each line of it, in
// the same order, each written out before the next question is asked.
type batch struct {
	ask     func(ctx context.Context, text string) (retrieval.Answer, error)
	explain bool
	out     io.Writer
}

// openBatch opens a file of questions; "-" is standard input.
func openBatch(in *invocation, name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(in.stdin), nil
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, &failure{text: "cannot read the questions", cause: err, hint: "-batch takes a file of JSON lines, or - for standard input"}
	}
	return f, nil
}

// run answers all lines.
func (b batch) run(ctx context.Context, questions io.Reader) error {
	return eachLine(ctx, questions, b.out, b.answer, `{"id":"q1","text":"…"}`)
}

// eachLine writes one JSON line for each line of a file. Bad lines do not end
// it: they are counted, and are the error in the end. like is a good line.
func eachLine(ctx context.Context, file io.Reader, to io.Writer, answer func(context.Context, line) (any, bool), like string) error {
	n, bad := 0, 0
	for l := range linesOf(ctx, file) {
		n++
		if l.err != nil && !errors.Is(l.err, errLongLine) {
			return &failure{text: fmt.Sprintf("cannot read line %d of the batch", n), cause: l.err}
		}
		if n == 1 {
			l.text = bytes.TrimPrefix(l.text, []byte("\ufeff"))
		}
		out, ok := answer(ctx, l)
		if err := ctx.Err(); err != nil {
			return err
		}
		if !ok {
			bad++
		}
		if err := writeJSON(to, out); err != nil {
			return &failure{text: "cannot write the answers", cause: err}
		}
	}
	if err := ctx.Err(); err != nil || bad == 0 {
		return err
	}
	return &failure{text: fmt.Sprintf("%d of %d lines could not be answered", bad, n), hint: "their lines of output say why; a line is like " + like}
}

// line is a line of a batch, or why it could not be read.
type line struct {
	text []byte
	err  error
}

// linesOf reads lines until the end or an error that ends reading. It reads in
// a goroutine of its own, since nothing else ends the wait for a person who
// types: when ctx is done the lines end at once.
func linesOf(ctx context.Context, from io.Reader) iter.Seq[line] {
	lines := make(chan line)
	stopped, stop := context.WithCancel(ctx)
	go func() {
		defer close(lines)
		r := bufio.NewReaderSize(from, 64<<10)
		for {
			text, err := readLine(r)
			if err == io.EOF {
				return
			}
			select {
			case lines <- line{text, err}:
			case <-stopped.Done():
				return
			}
			if err != nil && !errors.Is(err, errLongLine) {
				return
			}
		}
	}()
	return func(yield func(line) bool) {
		defer stop()
		for {
			select {
			case l, ok := <-lines:
				if !ok || !yield(l) {
					return
				}
			case <-ctx.Done():
				return
			}
		}
	}
}

// answer is the line for one question, and whether it could be asked.
func (b batch) answer(ctx context.Context, l line) (any, bool) {
	id, text, err := parseQuestion(l.text)
	if l.err != nil {
		err = l.err
	}
	if err != nil {
		return errorJSON{id, err.Error()}, false
	}
	a, err := b.ask(ctx, text)
	if err != nil {
		return errorJSON{id, err.Error()}, false
	}
	return toJSON(id, a, b.explain), true
}

// parseQuestion reads a line of a batch. The id, a string or a number, is given
// back as it stands, and as "" when it cannot be read.
func parseQuestion(line []byte) (id json.RawMessage, text string, err error) {
	var q struct {
		ID   json.RawMessage `json:"id"`
		Text *string         `json:"text"`
	}
	if len(bytes.TrimSpace(line)) == 0 {
		return noID, "", errors.New("the line is empty")
	}
	err = json.Unmarshal(line, &q)
	id, idErr := checkID(q.ID)
	switch {
	case err != nil:
		return id, "", fmt.Errorf("not a JSON object like {\"id\":\"q1\",\"text\":\"…\"}: %w", err)
	case idErr != nil:
		return id, "", idErr
	case q.Text == nil:
		return id, "", errors.New(`the line has no "text"`)
	}
	return id, *q.Text, nil
}

func checkID(id json.RawMessage) (json.RawMessage, error) {
	if len(id) == 0 || string(id) == "null" {
		return noID, nil
	}
	if c := id[0]; c == '"' || c == '-' || c >= '0' && c <= '9' {
		return id, nil
	}
	return noID, errors.New(`"id" is neither a string nor a number`)
}

var errLongLine = fmt.Errorf("the line is longer than %d bytes", maxLine)

// readLine reads a line without its end. Of a line that is too long it keeps
// nothing, reads to its end and returns errLongLine. After the last line it
// returns io.EOF.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	long := false
	for {
		part, err := r.ReadSlice('\n')
		if long = long || len(line)+len(part) > maxLine; long {
			line = nil
		} else {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err == io.EOF && (len(line) > 0 || long), err == nil:
			if long {
				return nil, errLongLine
			}
			return bytes.TrimRight(line, "\r\n"), nil
		}
		return nil, err
	}
}
