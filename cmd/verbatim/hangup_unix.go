//go:build unix

package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// hangups calls do for each SIGHUP until ctx ends.
func hangups(ctx context.Context, do func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGHUP)
	defer signal.Stop(c)
	for {
		select {
		case <-c:
			do()
		case <-ctx.Done():
			return
		}
	}
}
