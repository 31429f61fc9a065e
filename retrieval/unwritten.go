package retrieval

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"strings"
	"syscall"
)

// UnwrittenError says that the index could not be written to its folder, for a
// reason that lies with the disk. What served serves on. Its text is the same
// each time, so that it is told once.
type UnwrittenError struct {
	Folder string
	Reason error // syscall.ENOSPC, syscall.EROFS or fs.ErrPermission
	Err    error
}

func (e *UnwrittenError) Error() string {
	return "the index could not be written: " + DiskTrouble(e.Reason)
}

// Hint says what to do.
func (e *UnwrittenError) Hint() string {
	remedy := "let the user that runs verbatim write to " + e.Folder
	switch e.Reason {
	case syscall.ENOSPC:
		remedy = "free some space on the disk of " + e.Folder
	case syscall.EROFS:
		remedy = "look why the disk of " + e.Folder + " is read-only, and let it be written to again"
	}
	return fmt.Sprintf("what served serves on; %s, then reload (%v)", remedy, e.Err)
}

// Unwrap gives what came upon the reason.
func (e *UnwrittenError) Unwrap() error { return e.Err }

// Is reports whether target is the reason, which Err may hold as text alone.
func (e *UnwrittenError) Is(target error) bool { return target == e.Reason }

// LogValue is for the operator's log, with the files.
func (e *UnwrittenError) LogValue() slog.Value {
	return slog.StringValue(e.Error() + ": " + e.Err.Error())
}

// DiskTrouble says in short what keeps a file from being written, without its
// name; "" when it is nothing of the disk.
func DiskTrouble(err error) string {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return "the disk is full"
	case errors.Is(err, syscall.EROFS):
		return "the disk is read-only"
	case errors.Is(err, fs.ErrPermission):
		return "its folder may not be written to"
	}
	return ""
}

// unwritten makes an UnwrittenError of an error that lies with the disk of a
// folder. Some of the index's come as text alone.
func unwritten(folder string, err error) error {
	for _, reason := range []error{syscall.ENOSPC, syscall.EROFS, fs.ErrPermission} {
		if errors.Is(err, reason) || err != nil && strings.Contains(err.Error(), reason.Error()) {
			return &UnwrittenError{folder, reason, err}
		}
	}
	return err
}
