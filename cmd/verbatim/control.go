package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"verbatim/retrieval"
	"verbatim/retrieval/curation"
)

// The socket in the data folder lets a command speak with the server that has
// the folder: one JSON line says what is wanted, JSON lines come back until the
// work is done. Whoever may write to the folder may give orders.

// wish is what a command wants of a server.
type wish struct {
	Command string         `json:"command"` // "reload", "rollback" or "purge"
	DryRun  bool           `json:"dry_run,omitempty"`
	Force   bool           `json:"force,omitempty"`
	Version string         `json:"version,omitempty"` // of rollback; "" lists what is kept
	What    string         `json:"what,omitempty"`    // of purge
	By      curation.Actor `json:"by"`
}

// heard is a line that comes back. The last one has no Progress.
type heard struct {
	Progress *curation.Progress `json:"progress,omitempty"`
	Report   *curation.Report   `json:"report,omitempty"`
	Kept     []retrieval.Kept   `json:"kept,omitempty"`
	Prospect *curation.Prospect `json:"prospect,omitempty"` // of a purge that is a dry run
	Purged   *curation.Purged   `json:"purged,omitempty"`
	Refused  bool               `json:"refused,omitempty"` // by the guard; Report says why
	Error    string             `json:"error,omitempty"`
	Hint     string             `json:"hint,omitempty"`
}

// longestSocket is how long the path of a socket may be, less its end.
const longestSocket = 103

// socketPath is where the socket of a data folder is reached. It is good until
// done is called.
func socketPath(dir string) (path string, done func(), err error) {
	const name = "control.sock"
	if path = filepath.Join(dir, name); len(path) <= longestSocket {
		return path, func() {}, nil
	}
	if runtime.GOOS != "linux" {
		return "", nil, fmt.Errorf("the path %s is too long for a socket (%d bytes, and %d is the most); choose a shorter data folder", path, len(path), longestSocket)
	}
	f, err := os.Open(dir)
	if err != nil {
		return "", nil, err
	}
	return fmt.Sprintf("/proc/self/fd/%d/%s", f.Fd(), name), func() { f.Close() }, nil
}

// listen opens the socket of a data folder that this process has locked: what
// is there already is a crash's.
func listen(dir string) (l net.Listener, done func(), err error) {
	path, done, err := socketPath(dir)
	if err != nil {
		return nil, nil, err
	}
	os.Remove(path)
	if l, err = net.Listen("unix", path); err == nil {
		if err = os.Chmod(path, 0o600); err == nil {
			return l, done, nil
		}
		l.Close()
	}
	done()
	return nil, nil, fmt.Errorf("opening the socket for 'verbatim reload': %w", err)
}

// control answers commands for a corpus that serves.
type control struct {
	curator *curation.Curator
	log     *slog.Logger
}

// serve answers until ctx ends.
func (c control) serve(ctx context.Context, l net.Listener) {
	var talks sync.WaitGroup
	defer talks.Wait()
	stop := context.AfterFunc(ctx, func() { l.Close() })
	defer stop()
	for {
		conn, err := l.Accept()
		if err != nil {
			if ctx.Err() == nil {
				c.log.Error("the socket for 'verbatim reload' has failed", "error", err)
			}
			return
		}
		talks.Go(func() {
			defer conn.Close()
			c.talk(ctx, conn)
		})
	}
}

func (c control) talk(ctx context.Context, conn net.Conn) {
	out := json.NewEncoder(conn)
	var w wish
	conn.SetReadDeadline(time.Now().Add(10 * time.Second))
	if err := json.NewDecoder(io.LimitReader(conn, 1<<16)).Decode(&w); err != nil {
		out.Encode(heard{Error: "the order could not be read: " + err.Error()})
		return
	}
	w.By.Where = "terminal"
	out.Encode(c.do(ctx, w, func(p curation.Progress) bool { return out.Encode(heard{Progress: &p}) == nil }))
}

// do does what is wished, and tells how far it is as long as somebody listens.
func (c control) do(ctx context.Context, w wish, tell func(curation.Progress) bool) heard {
	switch w.Command {
	case "reload":
		return c.reload(ctx, w, tell)
	case "rollback":
		return c.rollback(ctx, w)
	case "purge":
		return c.purge(ctx, w)
	}
	return heard{Error: "the server knows no order " + quoted(w.Command), Hint: "command and server are of different versions: restart the server"}
}

func (c control) reload(ctx context.Context, w wish, tell func(curation.Progress) bool) heard {
	run := c.curator.Reload(curation.Order{DryRun: w.DryRun, Force: w.Force, By: w.By})
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for listening := true; listening; {
		select {
		case <-run.Done():
			listening = false
		case <-tick.C:
			listening = tell(run.Progress())
		case <-ctx.Done():
			return heard{Error: "the server is stopping"}
		}
	}
	report, err := run.Wait(ctx)
	h := heard{Report: &report}
	_, h.Refused = errors.AsType[*curation.RefusedError](err)
	if err != nil && !h.Refused {
		h.Error, h.Hint = err.Error(), hintOf(err)
	}
	return h
}

func (c control) rollback(ctx context.Context, w wish) heard {
	kept, err := c.curator.Keeper.Store.Kept(ctx)
	if err != nil {
		return heard{Error: err.Error(), Hint: hintOf(err)}
	}
	if w.Version == "" {
		return heard{Kept: kept}
	}
	k, err := chooseKept(kept, w.Version)
	if err == nil {
		_, _, err = c.curator.Rollback(ctx, k.ID, w.By)
	}
	if err != nil {
		return heard{Error: err.Error(), Hint: hintOf(err)}
	}
	return heard{Kept: []retrieval.Kept{k}}
}

func (c control) purge(ctx context.Context, w wish) (h heard) {
	var err error
	if w.DryRun {
		var p curation.Prospect
		p, err = c.curator.Foresee(ctx, w.What)
		h.Prospect = &p
	} else {
		var p curation.Purged
		p, err = c.curator.Purge(ctx, w.What, w.By)
		h.Purged = &p
	}
	switch {
	case errors.Is(err, curation.ErrNoFile):
		return heard{Error: "no article of the corpus, of a version that is kept or of the trash is " + quoted(w.What), Hint: "name its file, its ID or the address of its page; 'verbatim corpus' lists them"}
	case errors.Is(err, curation.ErrShared):
		return heard{Error: "the file " + quoted(w.What) + " holds several articles", Hint: "name the ID of one: 'verbatim corpus -json' lists them"}
	case err != nil:
		h = heard{Error: err.Error(), Hint: strings.TrimSpace(hintOf(err) + "\nnobody sees the text any more once it is in .verbatim/withdrawn.txt; what is left of it goes with the next 'verbatim reload'")}
	}
	return h
}

// ask sends a wish to the server that has the data folder, and shows how far it
// is. served is false when there is none.
func askServer(ctx context.Context, dir string, w wish, show func(curation.Progress)) (h heard, served bool, err error) {
	path, done, err := socketPath(dir)
	if err != nil {
		return heard{}, false, nil // none can be there
	}
	defer done()
	var d net.Dialer
	conn, err := d.DialContext(ctx, "unix", path)
	if err != nil {
		return heard{}, false, nil
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	if err := json.NewEncoder(conn).Encode(w); err != nil {
		return heard{}, true, fmt.Errorf("giving the order to the server: %w", err)
	}
	for in := json.NewDecoder(bufio.NewReader(conn)); ; {
		h = heard{}
		if err := in.Decode(&h); err != nil {
			return h, true, &failure{text: "the server stopped before it was done", cause: cmp.Or(ctx.Err(), err), hint: "its log says why; what it served before is safe"}
		}
		if h.Progress == nil {
			return h, true, nil
		}
		show(*h.Progress)
	}
}
