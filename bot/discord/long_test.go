package discord

import (
	"context"
	"strings"
	"testing"
	"time"

	"verbatim/bot"
	"verbatim/bot/discord/emulator"
)

// TestAnAnswerThatOutlivesItsTokenGoesOnByDirectMessage: a private one does,
// without buttons, in one message that is edited.
func TestAnAnswerThatOutlivesItsTokenGoesOnByDirectMessage(t *testing.T) {
	go1, go2 := make(chan struct{}), make(chan struct{})
	handle := func(ctx context.Context, r bot.Request, w bot.Responder) error {
		actions := []bot.Action{{Kind: bot.Press, Label: "Apply", Name: "apply"}}
		for i, text := range []string{"at first", "half", "done"} {
			if i > 0 {
				<-[]chan struct{}{go1, go2}[i-1]
			}
			if err := w.Edit(ctx, bot.Reply{Text: text, Private: true, Actions: actions}); err != nil {
				return err
			}
		}
		return nil
	}
	commands := []bot.Command{{Name: "ask", Private: true, Long: true, Handle: handle}}
	w := join(t, bot.HandlerFunc(handle), Config{Commands: commands, tokenLife: 300 * time.Millisecond})
	first := must(w.ann.Slash(w.channel, "ask", emulator.Options{}).Response(deadline(t)))(t)
	if first.Content != "at first" || !first.Private {
		t.Errorf("the first answer is %s", first.Text())
	}
	time.Sleep(400 * time.Millisecond) // from here on the token, given before the answer, is dead
	close(go1)
	direct := func(want string) {
		t.Helper()
		if err := w.WaitUntil(deadline(t), "the direct message says "+want, func() bool {
			all := w.ann.Sees(w.ann.DMChannel())
			return len(all) == 1 && all[0].Content == want && len(all[0].Rows) == 0
		}); err != nil {
			t.Fatal(err)
		}
	}
	direct("half")
	close(go2)
	direct("done")
	if log := w.log.String(); strings.Contains(log, "could not be delivered") {
		t.Error(log)
	}
}

func TestHomeIsTheOnlyServerOrThoseThatAreNamed(t *testing.T) {
	tests := []struct {
		named, in  []string
		come, none string
	}{
		{nil, []string{"1"}, "1", ""},
		{nil, []string{"1", "2"}, "", "none"},
		{[]string{"2"}, []string{"1", "2"}, "2", ""},
		{[]string{"3"}, []string{"1"}, "", "none"},
	}
	for _, test := range tests {
		h := newHomes(Config{Home: test.named})
		for _, id := range test.in {
			h.moved(id, true)
		}
		come, leave, none := h.due()
		if strings.Join(come, " ") != test.come || len(leave) > 0 || none != (test.none != "") {
			t.Errorf("%+v: %v %v %v", test, come, leave, none)
		}
	}
}

// A server that is home no more loses its commands, after a restart too.
func TestAFormerHomeIsRememberedOverARestart(t *testing.T) {
	c := Config{Dir: t.TempDir()}
	h := newHomes(c)
	h.moved("1", true)
	if err := h.settle("1", true); err != nil {
		t.Fatal(err)
	}
	again := newHomes(c)
	again.began([]guild{{ID: "1"}, {ID: "2"}})
	if come, leave, none := again.due(); len(come) > 0 || strings.Join(leave, " ") != "1" || !none {
		t.Errorf("%v %v %v", come, leave, none)
	}
}
