package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"syscall"
)

// failure is an error with what to do about it.
type failure struct {
	text  string
	hint  string // what to do next; "" when there is nothing
	cause error
}

func (f *failure) Error() string {
	if f.cause == nil {
		return f.text
	}
	return f.text + ": " + f.cause.Error()
}

func (f *failure) Hint() string  { return f.hint }
func (f *failure) Unwrap() error { return f.cause }

// usageError is a command line that says nothing sensible.
type usageError struct {
	text, hint string
	quiet      bool // all has been said already
}

func (u *usageError) Error() string { return u.text }
func (u *usageError) Hint() string  { return u.hint }

// hinter is an error that knows what to do about it.
type hinter interface{ Hint() string }

// report writes an error's lines and returns the exit code. Errors that were
// joined get their lines one after the other.
func report(w io.Writer, err error) int {
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	var usage *usageError
	wrong := errors.As(err, &usage)
	if !wrong || !usage.quiet {
		writeError(w, err)
	}
	if wrong {
		return 2
	}
	return 1
}

func writeError(w io.Writer, err error) {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range joined.Unwrap() {
			writeError(w, e)
		}
		return
	}
	fmt.Fprintln(w, "error:", oneLine(err.Error()))
	for line := range strings.Lines(hintOf(err)) {
		fmt.Fprintln(w, "hint:", strings.TrimRight(line, "\n"))
	}
}

// oneLine keeps an error in its line and control characters out of the terminal.
func oneLine(s string) string {
	return strings.Join(strings.Fields(printable(s)), " ")
}

// hintOf is what an error says to do about it, or what to do about the disk that
// it lies with; "" where there is nothing.
func hintOf(err error) string {
	var h hinter
	switch {
	case errors.As(err, &h) && h.Hint() != "":
		return h.Hint()
	case errors.Is(err, syscall.ENOSPC):
		return "the disk is full: free some space on it, then try again"
	case errors.Is(err, syscall.EROFS):
		return "the disk is read-only: let it be written to, then try again"
	case errors.Is(err, fs.ErrPermission):
		return "let the user that runs verbatim read and write there, then try again"
	}
	return ""
}
