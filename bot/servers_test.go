package bot

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"verbatim/bot/locale"
)

func TestAServersSettingsAreItsOwnAndSurvive(t *testing.T) {
	path := filepath.Join(t.TempDir(), "servers.json")
	s, err := OpenServers(path)
	if err != nil {
		t.Fatal(err)
	}
	rate := Rate{3, time.Minute}
	if _, err := s.Change("1", func(p *Preferences) error { p.Quotes, p.User = 2, &rate; return nil }); err != nil {
		t.Fatal(err)
	}
	refuse := errors.New("no")
	if _, err := s.Change("1", func(p *Preferences) error { p.Quotes = 3; return refuse }); !errors.Is(err, refuse) {
		t.Fatal(err)
	}
	again, err := OpenServers(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []*Servers{s, again} {
		if p := s.Of("1"); p.Quotes != 2 || p.User == nil || *p.User != rate {
			t.Errorf("the server has %+v", p)
		}
		if p := s.Of("2"); p.Quotes != 0 || p.User != nil {
			t.Errorf("another server has %+v", p)
		}
	}
	if err := os.WriteFile(path, []byte(`{"1":{"quo`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenServers(path); err == nil {
		t.Error("a broken file was forgotten")
	}
}

func TestServersSetCooldownsWithinReason(t *testing.T) {
	h := &handler{Config: Config{Cooldowns: Cooldowns{User: Rate{5, 20 * time.Second}, Server: Rate{60, time.Minute}}}}
	for _, c := range []struct {
		option, value string
		takes         bool
	}{
		{optUser, "50/20s", true}, {optUser, "51/20s", false}, {optUser, "50/19s", false}, {optUser, "0", false}, {optUser, "1/10m", true}, {optUser, "1/11m", false},
		{optChannelC, "0", true}, {optChannelC, "999/1s", true}, {optServer, "60/1m", true}, {optServer, "61/1m", false}, {optServer, "10/1m", true}, {optServer, "x", false},
	} {
		var p Preferences
		err := h.apply(&p, Request{Options: Options{c.option: c.value}})
		if (err == nil) != c.takes {
			t.Errorf("%s %s: %v", c.option, c.value, err)
		}
		var wrong *settingError
		if err != nil && (!errors.As(err, &wrong) || wrong.text(locale.French) == "") {
			t.Errorf("%s %s is explained by %v", c.option, c.value, err)
		}
	}
}
