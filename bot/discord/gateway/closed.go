package gateway

import (
	"fmt"
	"time"
)

// ClosedError says that Discord closed the gateway for a reason that no new
// attempt can change.
type ClosedError struct{ Code int }

// Close codes of the gateway. See Discord's "Gateway Close Event Codes".
const (
	closeNotIdentified = 4003
	CloseToken         = 4004 // the token is refused
	closeSequence      = 4007
	closeTimedOut      = 4009
	closeShard         = 4010
	closeSharding      = 4011
	closeVersion       = 4012
	closeIntents       = 4013
	closeForbidden     = 4014
)

// final reports whether a close code cannot be helped by another attempt.
func final(code int) bool {
	return code == CloseToken || code >= closeShard && code <= closeForbidden
}

func (e *ClosedError) Error() string {
	why := map[int]string{
		CloseToken:     "the token was refused",
		closeShard:     "the shard is invalid",
		closeSharding:  "the bot is in too many servers for one connection",
		closeVersion:   "this version of its protocol is no longer spoken",
		closeIntents:   "an intent is unknown",
		closeForbidden: "an intent was asked for that the bot may not have",
	}[e.Code]
	return fmt.Sprintf("Discord closed the connection for good (code %d): %s", e.Code, why)
}

// Hint is what to do about it, in one sentence.
func (e *ClosedError) Hint() string {
	switch e.Code {
	case CloseToken:
		return "copy the token again (discord.com/developers/applications, your application, Bot, Reset Token) into DISCORD_TOKEN"
	case closeForbidden:
		return "verbatim needs no privileged intent: see whether the application is verified or was limited (discord.com/developers/applications)"
	case closeShard, closeSharding:
		return "verbatim serves at most 2,500 servers: take the bot out of some, or run a second application"
	}
	return "install the newest version of verbatim"
}

// WaitError says that the next attempt must not come before some time.
type WaitError struct {
	Why  string
	Wait time.Duration
}

func (e *WaitError) Error() string { return e.Why + ": wait for " + e.Wait.Round(time.Second).String() }
