package emulator

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// FuzzMessageBody posts any body. Whatever is taken must be what Discord could
// show, and whatever is refused must leave no message behind.
func FuzzMessageBody(f *testing.F) {
	f.Add(`{"content":"x","allowed_mentions":{"parse":[]}}`)
	f.Add(`{"embeds":[{"title":"t","fields":[{"name":"n","value":"v"}],"author":{"name":"a"}}]}`)
	f.Add(`{"content":"<@1> @everyone","components":[{"type":1,"components":[{"type":2,"style":1,"label":"a","custom_id":"b"}]}]}`)
	f.Add(`{"content":null,"flags":32768,"components":[{"type":10,"content":"x"}],"message_reference":{"message_id":"1"}}`)
	f.Add(`[{"content":1}]`)
	f.Fuzz(func(t *testing.T, body string) {
		s, err := Start(Config{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		s.CheckAnswers(t.Errorf)
		c := s.AddGuild("g", "fr").AddChannel("c")
		r := httptest.NewRequest("POST", "/api/v10/channels/"+c.ID+"/messages", strings.NewReader(body))
		r.Header.Set("Authorization", "Bot "+s.Token())
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		s.http.Handler.ServeHTTP(w, r)

		sent := s.Messages(c)
		if taken := w.Code == http.StatusOK; taken != (len(sent) == 1) || !taken && w.Code != http.StatusBadRequest {
			t.Fatalf("status %d, %d messages, for %q", w.Code, len(sent), body)
		}
		for _, m := range sent {
			if units(m.Content) > 2000 || len(m.Embeds) > 10 || len(m.Rows) > 5 {
				t.Errorf("taken over the limits: %q", body)
			}
		}
	})
}

// FuzzGatewayFrame gives the gateway any frame of a client: it answers or
// closes, and no session begins without the token.
func FuzzGatewayFrame(f *testing.F) {
	f.Add(`{"op":1,"d":null}`)
	f.Add(`{"op":2,"d":{"token":"wrong","intents":1,"properties":{}}}`)
	f.Add(`{"op":6,"d":{"token":"t","session_id":"s","seq":-1}}`)
	f.Add(`{"op":3}`)
	f.Fuzz(func(t *testing.T, data string) {
		s := &Server{config: Config{Token: "secret"}.withDefaults(), changed: make(chan struct{})}
		s.world = newWorld(s)
		c := &conn{server: s, wake: make(chan struct{}, 1)}
		c.receive([]byte(data))
		var said struct{ D struct{ Token string } }
		if c.session != nil && (json.Unmarshal([]byte(data), &said) != nil || !s.isToken(said.D.Token)) {
			t.Errorf("%q began a session", data)
		}
		if len(c.queue) > 1 && c.session == nil {
			t.Errorf("%q got %d frames", data, len(c.queue))
		}
	})
}
