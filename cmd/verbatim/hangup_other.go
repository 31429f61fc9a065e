//go:build !unix

package main

import "context"

// hangups waits: this system has no SIGHUP.
func hangups(ctx context.Context, do func()) { <-ctx.Done() }
