package bot

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"verbatim/bot/locale"
	"verbatim/corpus"
	"verbatim/retrieval/curation"
)

// Options of /settings.
const (
	optQuotes   = "quotes"
	optUser     = "user-cooldown"
	optChannelC = "channel-cooldown"
	optServer   = "server-cooldown"
	optRole     = "role"
	optQuiet    = "quiet-channel"
	optLog      = "log-channel"
	optReset    = "reset"
)

// byDefault, typed for an option, takes a setting back. Nobody need know the
// word: it is suggested.
const byDefault = "default"

// settingsCommand is for moderators: without options it shows the settings of
// their server, with some it changes them.
func (h *handler) settingsCommand() Command {
	return Command{
		Name: "settings", Managers: true, Private: true, Apart: true,
		Options: []Option{
			{Name: optLang, Suggested: true},
			{Name: optQuotes, Kind: Number, Least: 1, Most: shown},
			{Name: optPrivate, Kind: Yes},
			{Name: optUser, Suggested: true},
			{Name: optChannelC, Suggested: true},
			{Name: optServer, Suggested: true},
			{Name: optRole, Kind: Role},
			{Name: optQuiet, Kind: Channel},
			{Name: optLog, Kind: Channel},
			{Name: optReset, Kind: Yes},
		},
		Suggest: h.suggestSettings,
		Handle:  answering(h.settings),
	}
}

// settings shows the settings of a server, once they are changed as asked for.
func (h *handler) settings(ctx context.Context, r Request) (Reply, error) {
	w := r.words()
	if len(r.Options) == 0 {
		return h.shownSettings(r.Settings, string(w.Settings.How), w), nil
	}
	log, err := h.chosenLog(ctx, r)
	var p Preferences
	if err == nil {
		p, err = h.Servers.Change(r.Server, func(p *Preferences) error {
			err := h.apply(p, r)
			if _, chosen := r.Options[optLog]; chosen {
				p.Log = log
			}
			return err
		})
	}
	var wrong *settingError
	if errors.As(err, &wrong) {
		return Reply{Text: wrong.text(w), Private: true}, nil
	}
	if err != nil {
		return Reply{}, err
	}
	if h.Changes != nil {
		err := h.Changes.Add(curation.Entry{Time: time.Now().UTC(), Action: curation.Configured, By: r.actor(), Detail: detail(r)})
		if err != nil {
			return Reply{}, err
		}
	}
	return h.shownSettings(p, string(w.Settings.Changed), w), nil
}

// settingError is a value that a setting does not take.
type settingError struct{ text func(*locale.Words) string }

func (*settingError) Error() string { return "a setting has a wrong value" }

// apply changes settings as the options say.
func (h *handler) apply(p *Preferences, r Request) error {
	if r.Options[optReset] == "true" {
		*p = Preferences{}
	}
	if v, ok := r.Options[optLang]; ok {
		lang := ReadLang(v)
		if v != byDefault && locale.For(lang) == nil {
			return &settingError{func(w *locale.Words) string { return w.Settings.BadLanguage.With("value", short(v, 60)) }}
		}
		if p.Language = ""; v != byDefault {
			p.Language = locale.For(lang).Lang
		}
	}
	if n := r.Options.Number(optQuotes); n > 0 {
		p.Quotes = min(n, shown)
	}
	if v, ok := r.Options[optPrivate]; ok {
		p.Private = v == "true"
	}
	if id := r.Options[optRole]; id == r.Server && id != "" {
		p.Roles = nil // @everyone
	} else if id != "" {
		p.Roles = toggled(p.Roles, Named{id, r.Names[id]})
	}
	if id := r.Options[optQuiet]; id != "" {
		p.Quiet = toggled(p.Quiet, Named{id, r.Names[id]})
	}
	if len(p.Roles) > maxNamed || len(p.Quiet) > maxNamed {
		return &settingError{func(w *locale.Words) string { return w.Settings.Many.With("n", w.Number(maxNamed)) }}
	}
	p.By, p.At = r.UserName, time.Now().UTC()
	return h.applyRates(p, r)
}

// maxNamed bounds the roles and the channels of a server's settings, so that
// all of them can be shown.
const maxNamed = 25

// toggled is a list with one more, or without it where it had it.
func toggled(list []Named, one Named) []Named {
	if has(list, one.ID) {
		return slices.DeleteFunc(list, func(n Named) bool { return n.ID == one.ID })
	}
	return append(list, one)
}

// A server may set its cooldowns within these bounds. All servers share one
// machine: none may take the others' turn, so what a whole server asks is
// bounded by the operator's rate, and what one person or one channel asks by ten
// times the operator's, under that. And a bot that answers less than once in ten
// minutes is taken for a broken one.
const (
	mostLoose  = 10
	mostStrict = 10 * time.Minute
)

func (h *handler) applyRates(p *Preferences, r Request) error {
	for _, one := range []struct {
		option   string
		rate     **Rate
		operator Rate
		loose    int
	}{
		{optUser, &p.User, h.Cooldowns.User, mostLoose},
		{optChannelC, &p.Channel, h.Cooldowns.Channel, mostLoose},
		{optServer, &p.Server, h.Cooldowns.Server, 1},
	} {
		v, ok := r.Options[one.option]
		if !ok {
			continue
		}
		if v == byDefault {
			*one.rate = nil
			continue
		}
		rate, err := ParseRate(v)
		if err != nil {
			return &settingError{func(w *locale.Words) string { return w.Settings.BadRate.With("value", short(v, 60)) }}
		}
		if loosest := one.operator.times(one.loose); rate.looser(loosest) {
			return &settingError{func(w *locale.Words) string {
				return w.Settings.Loose.With("value", rate.in(w), "most", loosest.in(w))
			}}
		}
		if rate.N > 0 && rate.Per/time.Duration(rate.N) > mostStrict {
			return &settingError{func(w *locale.Words) string {
				return w.Settings.Strict.With("value", rate.in(w), "least", Rate{1, mostStrict}.in(w))
			}}
		}
		*one.rate = &rate
	}
	return nil
}

// times is a Rate of n times as many questions.
func (r Rate) times(n int) Rate { return Rate{r.N * n, r.Per} }

// looser reports whether a Rate lets more through than another, at once or for long.
func (r Rate) looser(than Rate) bool {
	if than.N == 0 {
		return false
	}
	return r.N == 0 || r.N > than.N || r.perSecond() > than.perSecond()
}

// in is a Rate as people read it.
func (r Rate) in(w *locale.Words) string {
	if r.N == 0 {
		return string(w.Settings.NoLimit)
	}
	per := w.Count(w.Settings.Seconds, int(r.Per.Seconds()))
	if r.Per >= time.Minute && r.Per%time.Minute == 0 {
		per = w.Count(w.Settings.Minutes, int(r.Per.Minutes()))
	}
	return w.Count(w.Settings.Rate, r.N) + " " + per
}

// detail is what was changed, for the log of changes.
func detail(r Request) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(r.Options)) {
		v := r.Options[name]
		if n := r.Names[v]; n != "" {
			v = fmt.Sprintf("%s (%s)", n, v)
		}
		parts = append(parts, name+" "+v)
	}
	return strings.Join(parts, ", ")
}

// shownSettings are the settings of a server, under a sentence.
func (h *handler) shownSettings(p Preferences, text string, w *locale.Words) Reply {
	s := w.Settings
	facts := []Fact{
		{Name: string(s.Language), Value: string(s.Automatic)},
		{Name: string(s.Quotes), Value: w.Number(shown)},
		{Name: string(s.Privacy), Value: string(s.Public), Wide: true},
		{Name: string(s.User), Value: rateOf(p.User, h.Cooldowns.User, w), Wide: true},
		{Name: string(s.Channel), Value: rateOf(p.Channel, h.Cooldowns.Channel, w), Wide: true},
		{Name: string(s.Server), Value: rateOf(p.Server, h.Cooldowns.Server, w), Wide: true},
		{Name: string(s.Roles), Value: string(s.Everybody), Wide: true},
		{Name: string(s.Quiet), Value: string(s.None), Wide: true},
	}
	if p.Log != nil {
		facts = append(facts, Fact{Name: string(s.Log), Value: listNamed("#", []Named{*p.Log}), Wide: true})
	}
	if p.Language != "" {
		facts[0].Value = w.Language(p.Language)
	}
	if p.Quotes > 0 {
		facts[1].Value = w.Number(p.Quotes)
	}
	if p.Private {
		facts[2].Value = string(s.Private)
	}
	if len(p.Roles) > 0 {
		facts[6].Value = listNamed("@", p.Roles)
	}
	if len(p.Quiet) > 0 {
		facts[7].Value = listNamed("#", p.Quiet)
	}
	if !p.At.IsZero() {
		facts = append(facts, Fact{Name: string(s.Last), Value: short(p.By, 60) + " · " + moment(p.At, w), Wide: true})
	}
	return Reply{Text: text, Panel: &Panel{Title: string(s.Title), Facts: facts}, Private: true}
}

// rateOf is a server's own rate, or the operator's and that it is so.
func rateOf(own *Rate, operator Rate, w *locale.Words) string {
	if own != nil {
		return own.in(w)
	}
	return w.Settings.ByDefault.With("rate", operator.in(w))
}

// suggestSettings offers the values of options that are typed.
func (h *handler) suggestSettings(r Request, option string) ([]Choice, error) {
	w := r.words()
	if r.Locale != "" {
		if own := locale.For(corpus.Lang(r.Locale)); own != nil {
			w = own
		}
	}
	if option == optLang {
		choices := []Choice{{string(w.Settings.Automatic), byDefault}}
		for _, l := range locale.All() {
			choices = append(choices, Choice{w.Language(l.Lang), string(l.Lang)})
		}
		return choices, nil
	}
	operator := map[string]Rate{optUser: h.Cooldowns.User, optChannelC: h.Cooldowns.Channel, optServer: h.Cooldowns.Server}[option]
	choices := []Choice{{w.Settings.ByDefault.With("rate", operator.in(w)), byDefault}}
	for _, r := range []Rate{{1, time.Minute}, {3, time.Minute}, {10, time.Minute}, {30, time.Minute}} {
		if !r.looser(operator.times(map[bool]int{true: 1, false: mostLoose}[option == optServer])) {
			choices = append(choices, Choice{r.in(w), r.String()})
		}
	}
	return choices, nil
}
