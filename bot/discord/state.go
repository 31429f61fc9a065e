package discord

// State is how the connection to Discord does.
type State struct {
	Connected  bool // a session has begun or was resumed, and its connection holds
	Reconnects int  // times that a session was resumed, or began anew after another
	Renewed    int  // of these, those that began anew: what was asked meanwhile may have been missed
	Identifies int  // sessions that began in the last 24 hours, over restarts too; Discord allows 1,000
	Retries    int  // calls of the REST API that were made again
}

// State tells how the connection to Discord does now.
func (b *Bot) State() State {
	s := b.gateway.State()
	return State{
		Connected: s.Connected, Reconnects: s.Resumed + s.Renewed, Renewed: s.Renewed,
		Identifies: b.identifies.Count(), Retries: int(b.retries.Load()),
	}
}
