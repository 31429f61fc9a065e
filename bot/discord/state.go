package discord

import "sync/atomic"

// State is how the connection to Discord does.
type State struct {
	Connected  bool
	Reconnects int // times that the gateway was opened again
	Retries    int // calls of the REST API that were made again
}

// tally keeps a State.
type tally struct {
	connected           atomic.Bool
	reconnects, retries atomic.Int64
}

// State tells how the connection to Discord does now.
func (b *Bot) State() State {
	return State{b.tally.connected.Load(), int(b.tally.reconnects.Load()), int(b.tally.retries.Load())}
}
