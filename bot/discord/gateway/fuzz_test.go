package gateway

import (
	"context"
	"encoding/json"
	"log/slog"
	"testing"
	"time"
)

// FuzzReceived takes anything for what Discord sent: nothing panics, and what
// discordgo is told is an operation that it takes, without the data that it
// would decode.
func FuzzReceived(f *testing.F) {
	for _, s := range []string{
		`{"op":10,"d":{"heartbeat_interval":41250}}`, `{"op":10,"d":{"heartbeat_interval":-1}}`, `{"op":10,"d":{"heartbeat_interval":9223372036854775807}}`, `{"op":11}`, `{"op":1,"d":null}`, `{"op":7}`, `{"op":9,"d":false}`,
		`{"op":0,"s":1,"t":"READY","d":{"session_id":"x","resume_gateway_url":"wss://x"}}`, `{"op":0,"s":1,"t":"READY","d":{"session_id":1,"guilds":[null]}}`,
		`{"op":0,"s":2,"t":"RESUMED","d":{}}`, `{"op":0,"s":3,"t":"GUILD_CREATE","d":null}`, `{"op":0,"s":9223372036854775807,"t":"MESSAGE_CREATE","d":[]}`, `null`, `[]`, `{"op":`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var events []Event
		c := New(Config{Handle: func(e Event) { events = append(events, e) }, Log: slog.New(slog.DiscardHandler)})
		ctx, end := context.WithCancelCause(t.Context())
		r := &relay{client: c, ctx: ctx, end: end, quiet: time.NewTimer(time.Hour), interval: time.Second}
		defer r.quiet.Stop()
		pass, err := r.received(data)
		if pass == nil {
			return
		}
		var told struct {
			Op   int             `json:"op"`
			Type string          `json:"t"`
			Data json.RawMessage `json:"d"`
		}
		if err != nil || json.Unmarshal(pass, &told) != nil {
			t.Fatalf("discordgo is told %q, %v", pass, err)
		}
		switch {
		case told.Op == opDispatch && told.Type == "READY":
			var ready map[string]string
			if json.Unmarshal(told.Data, &ready) != nil || len(ready) != 1 {
				t.Errorf("discordgo is told %q", pass)
			}
		case told.Op == opDispatch && string(told.Data) != "null":
			t.Errorf("discordgo is told %q", pass)
		case told.Op == opDispatch && len(events) != 1, told.Op != opDispatch && len(events) != 0:
			t.Errorf("%d events of %q", len(events), data)
		case told.Op == opHello && (r.interval <= 0 || r.interval > time.Hour):
			t.Errorf("an interval of %v, over which discordgo panics", r.interval)
		case told.Op != opDispatch && told.Op != opHello && told.Op != opHeartbeat && told.Op != opHeartbeatAck:
			t.Errorf("discordgo is told %q", pass)
		}
	})
}
