package bot

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"verbatim/retrieval"
)

func TestRatesAreRead(t *testing.T) {
	for text, want := range map[string]Rate{"5/10s": {5, 10 * time.Second}, "0": {}, " 1 / 1m30s ": {1, 90 * time.Second}} {
		if got, err := ParseRate(text); err != nil || got != want {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for _, bad := range []string{"", "5", "5/", "/10s", "-1/10s", "0/10s", "5/10", "5/-1s", "many/10s"} {
		if _, err := ParseRate(bad); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
}

func TestWhoAsksTooOftenIsToldHowLongToWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newCorpus(t, false, harvest()...)
		f.answer = retrieval.Answer{Lang: "en", Quotes: []retrieval.Quote{f.quote("a", 0)}}
		h := New(Config{Answerer: f, Corpus: f, Log: slog.New(slog.DiscardHandler), Cooldowns: Cooldowns{User: Rate{2, 10 * time.Second}}})
		say := func(user string) []Reply {
			w := &recorder{}
			if err := h.Handle(t.Context(), Request{User: user, Via: ByCommand, Question: "harvest?"}, w); err != nil {
				t.Fatal(err)
			}
			return w.replies
		}
		say("ann")
		say("ann")
		third := say("ann")[0]
		if !third.Private || third.Text != "One moment: you can ask again in 5 seconds." {
			t.Errorf("the third question: %+v", third)
		}
		if len(say("bob")[0].Cards) != 1 {
			t.Error("one user's cooldown stopped another")
		}
		time.Sleep(5 * time.Second)
		if len(say("ann")[0].Cards) != 1 {
			t.Error("the cooldown did not end")
		}
	})
}

func TestAFloodOfMessagesIsToldOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := newCorpus(t, false, harvest()...)
		f.answer = retrieval.Answer{Quotes: []retrieval.Quote{f.quote("a", 0)}}
		h := New(Config{Answerer: f, Corpus: f, Log: slog.New(slog.DiscardHandler), Cooldowns: Cooldowns{Server: Rate{1, time.Minute}}})
		w := &recorder{}
		for range 20 {
			if err := h.Handle(t.Context(), Request{Server: "s", User: "ann", Via: ByMention, Question: "harvest?"}, w); err != nil {
				t.Fatal(err)
			}
		}
		if len(w.replies) != 2 {
			t.Errorf("%d replies to 20 messages, want an answer and a request to wait", len(w.replies))
		}
	})
}

func TestARefusedRequestCountsAgainstNoLimit(t *testing.T) {
	now := time.Now()
	next := HandlerFunc(func(context.Context, Request, Responder) error { return nil })
	h := cooling(next, Cooldowns{User: Rate{1, time.Hour}, Channel: Rate{2, time.Hour}}, func() time.Time { return now })
	try := func(user string) error { return h.Handle(t.Context(), Request{User: user, Channel: "c"}, nil) }
	var wait *waitError
	if try("ann") != nil || !errors.As(try("ann"), &wait) || !errors.As(try("ann"), &wait) {
		t.Fatal("the user's limit does not hold")
	}
	if err := try("bob"); err != nil {
		t.Errorf("refused requests used up the channel: %v", err)
	}
	if err := try("cid"); !errors.As(err, &wait) {
		t.Error("the channel's limit does not hold")
	}
}

func TestLimitersDoNotGrowForEver(t *testing.T) {
	now := time.Now()
	l := newLimits(Rate{1, time.Second})
	for i := range 3 * remembered {
		takeAll(now.Add(time.Duration(i)*time.Millisecond), taking{limits: l, id: strings.Repeat("x", i%7) + time.Duration(i).String()})
	}
	if len(l.by) > remembered {
		t.Errorf("%d limiters kept", len(l.by))
	}
}
